"""Room: casework. What stands between a case and its closing: the duties of the own program that nobody has proved.

A duty runs on when its case is closed, so a supervisor may close all the same and says why. Nobody closes over the
duty of a report that was screened out: Maine IV.D-2B A.1, "a referral to the appropriate District Attorney's (DA)
Office will be made". INVARIANT: only duties that are open to the closing person count; a refusal names no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.casework import deadline_pages, owed_once
from coordination.casework.work import Work
from coordination.declare.event import Event
from coordination.model.actor import Role
from coordination.model.deadline import Deadline, State
from coordination.model.errors import Invalid
from coordination.partners.catalog import Catalog
from coordination.storage import deadlines, referral_facts

DESPITE: Mapping[str, str] = {
    "goes_on": "Our program goes on with it; it stays on the board",
    "passed_on": "Another agency has taken it over",
    "proof_follows": "It was done, and the proof follows",
}
OPEN = "Still open: {duties}. "
PROVE_OR_ASK = "Prove each on its deadline, or ask a supervisor of your program to close the case."
SAY_WHY = "They run on after closing. Choose why the case is closed all the same."
PROVE = "A report was screened out, and nobody may close before this is proved on its deadline or sent from the hub."


def check(catalog: Catalog, w: Work, despite: str) -> None:
    """Raise Invalid where a duty is unproved: on `reason` for whoever cannot close then, on `despite` for a supervisor.

    despite: a slug of DESPITE, "" where none was chosen.
    """
    left = _unproved(catalog, w)
    if firm := [one for one in left if one.event is Event.SCREENED_OUT]:
        raise Invalid({"reason": _said(catalog, firm) + PROVE})
    if left and w.grant.actor.role is not Role.SUPERVISOR:
        raise Invalid({"reason": _said(catalog, left) + PROVE_OR_ASK})
    if left and despite not in DESPITE:
        raise Invalid({"despite": _said(catalog, left) + SAY_WHY})


def _unproved(catalog: Catalog, w: Work) -> list[Deadline]:
    """What the actor's program owes on the case and has neither proved nor sent from the hub since it began."""
    program = w.grant.actor.program_id
    owed = [
        one
        for one in deadlines.open(w.cabinet, w.grant)
        if one.program_id == program and one.state in {State.RUNNING, State.PAUSED}
    ]
    of_case = referral_facts.facts_of_case(w.cabinet, program, w.facts.case_id) if owed else []
    sent = [one for one in of_case if one.sender.id == program]
    rules = {one.id: catalog.deadline_rule(one.rule, one.rule_version) for one in owed}
    return [
        one
        for one in owed
        if (rule := rules[one.id]) is None
        or not any(owed_once.is_it(rule, there) and there.sent_at >= one.began_at for there in sent)
    ]


def _said(catalog: Catalog, left: Sequence[Deadline]) -> str:
    titles = dict.fromkeys(
        deadline_pages.title(catalog.deadline_rule(one.rule, one.rule_version), one.rule) for one in left
    )
    return OPEN.format(duties="; ".join(titles))
