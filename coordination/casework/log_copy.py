"""Room: casework. The copy of the access log that an agency gives to an outside verifier.

JSON lines: what it is, every signed checkpoint, then each entry's hash in order, with its bytes where the entry is the
agency's to see. Every other entry is a salted hash, which is enough to check the whole and tells nothing.
Read by deploy/verify_access_log.py, which shares no code with us; described in help/verify-the-access-log.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator

from coordination.audit import export
from coordination.casework.desk import Desk, Noted
from coordination.casework.log_check import Against
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import Handle
from coordination.storage import handles, program_facts

FORMAT = "coordination-access-log@1"


def lines(desk: Desk, agency: str, against: Against) -> Iterator[str]:
    """The lines of the copy for the agency of this slug, up to the newest checkpoint; logged before the first.

    Raises Invalid for an unknown agency or a log without a checkpoint. What another agency's confidential program did,
    or what of it was shown, goes out as a hash even where the agency's own people or information are in it.
    """
    with desk.consulting() as cabinet:
        own = handles.facts_of_agency_programs(cabinet, agency)
        everyone = program_facts.facts_of_programs(cabinet.connection).values()
        head = export.newest(cabinet.connection)
    if not own:
        raise Invalid({"agency": "No agency of the roster has this slug, or it has no program."})
    if head is None:
        raise Invalid({"log": "The access log has no signed checkpoint yet. Wait a minute and try again."})
    hidden = {program.handle for program in everyone if program.confidential} - own
    desk.note_system(
        Action.ACCESS_LOG_EXPORT, Noted(program=min(own), objects=tuple(sorted(own)), reason="outside_verifier")
    )
    return _written(desk, agency, against, own, hidden, head.size)


def _written(
    desk: Desk, agency: str, against: Against, own: set[Handle], hidden: set[Handle], size: int
) -> Iterator[str]:
    about = {"format": FORMAT, "agency": agency, "origin": against.origin, "size": size}
    yield _json({**about, "verifier_key": against.verifier_keys[0]})
    with desk.consulting() as cabinet:
        for note in export.heads(cabinet.connection):
            if int(note.split("\n", 2)[1]) <= size:
                yield _json({"checkpoint": note})
        for line in export.lines(cabinet.connection, own, size):
            yield _without(line, hidden) + "\n"


def _without(line: str, hidden: set[Handle]) -> str:
    """The line, its bytes left out when they name a program that the agency may not hear of."""
    found = json.loads(line)
    if "bytes" not in found:
        return line
    entry = json.loads(b64decode(found["bytes"]))
    named = {entry["program"], *(owner for _, owner, _ in entry["shown"]), *entry["objects"]}
    if not named & hidden:
        return line
    return json.dumps({"seq": found["seq"], "hash": found["hash"]}, separators=(",", ":"))


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"
