"""Room: casework. Whom nothing may be told: a warning beside whatever is signed, printed or sent.

INVARIANT: it is made of the records that the page's own grant opens, and of nothing else. So no warning and no refusal
tells of a list that is hidden from whoever acts.
"""

from __future__ import annotations

from collections.abc import Iterable

from coordination.audit.grant import Grant
from coordination.declare.core_forms import PERSON
from coordination.declare.safety_forms import NEVER_DISCLOSE, RECORDS_REQUEST
from coordination.model.errors import Invalid
from coordination.model.record import Record
from coordination.model.release import Signature
from coordination.policy.signers import EXCLUDED_SIGNER, THEMSELVES
from coordination.storage import records
from coordination.storage.cabinet import Cabinet

STOP = (
    "Stop and give nothing. This person is, or may be, an abuser, or is somebody to whom nothing may be told. Ask "
    "counsel before anybody answers (45 CFR 164.502(g)(5) may let you refuse; counsel says whether it does)."
)


def named(found: Iterable[Record]) -> tuple[str, ...]:
    """A name with who that is, for each open record that says so, in the order of their names."""
    lists = [one for one in found if one.form == NEVER_DISCLOSE.slug]
    return tuple(sorted({_words(one) for one in lists}))


def check_signers(cabinet: Cabinet, grant: Grant, signers: Iterable[Signature]) -> tuple[str, ...]:
    """The list that the grant opens. Raises Invalid when one of them would sign for the child."""
    found = records.open(cabinet, grant, forms=[NEVER_DISCLOSE.slug])
    shut = _names(found)
    themselves = {str(capacity) for capacity in THEMSELVES}
    if any(one.capacity not in themselves and plain(one.name) in shut for one in signers):
        raise Invalid({"signers": EXCLUDED_SIGNER})
    return named(found)


def stop(asked: Record, found: Iterable[Record]) -> str:
    """What a request for records says to whoever reads it: STOP, or "" when nothing is known against who asks."""
    if asked.form != RECORDS_REQUEST.slug:
        return ""
    against = _names(
        one
        for one in found
        if one.form == NEVER_DISCLOSE.slug or (one.form == PERSON.slug and one.answers.get("abuser") == "yes")
    )
    known = plain(str(asked.answers.get("name", ""))) in against
    return STOP if known or asked.answers.get("abuser") in {"yes", "unknown"} else ""


def plain(name: str) -> str:
    """A name as it is compared: without capitals and double spaces."""
    return " ".join(name.casefold().split())


def _names(found: Iterable[Record]) -> frozenset[str]:
    said = (plain(str(one.answers.get("name") or one.answers.get("called") or "")) for one in found)
    return frozenset(name for name in said if name)


def _words(one: Record) -> str:
    relation = str(one.answers.get("relation", ""))
    return f"{one.answers.get('name', '')} ({relation})" if relation else str(one.answers.get("name", ""))
