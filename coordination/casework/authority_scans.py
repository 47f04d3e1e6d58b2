"""Room: casework. The scan of an order or other paper on file: added once by the program whose paper it is, taken out.

It opens nothing and changes nothing of what the paper opens: it is the evidence, for whoever is asked later by what
right something was read. Nothing takes its place once it is there; a paper filed in error is ended and filed anew.
"""

from __future__ import annotations

from coordination.casework import scans
from coordination.casework.desk import Desk, Work
from coordination.casework.release_typed import Typed, text
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid
from coordination.model.facts import AuthorityOnFile, CaseFacts
from coordination.model.files import Kind, OpenedFile
from coordination.model.ids import AuthorityId, CaseId
from coordination.storage import authorities
from coordination.storage import scans as drawer
from coordination.storage.file_tables import authority_scans

COMPARED = "I compared the scan with what is on file here: it is that paper, whole."
FILED = "authority_scan_filed"
TAKEN_OUT = "authority_scan"
"""The purposes in the access log."""


def asked(desk: Desk, actor: Actor, case_id: CaseId, authority_id: AuthorityId) -> None:
    """Whether the form may be shown: for a paper of the actor's program without a scan. Refused else, as if absent."""
    facts = desk.facts(actor, case_id)
    paper = _own(desk, actor, facts, authority_id)
    desk.ask(actor, Action.AUTHORITY_PREVIEW, facts, objects=[paper.handle])
    if _scanned(desk, case_id, paper):
        raise Conflict(_THERE)


def file(
    desk: Desk, actor: Actor, case_id: CaseId, authority_id: AuthorityId, typed: Typed, content: bytes | None, key: str
) -> AuthorityId:
    """Keep the scan of a paper. typed: compared ("yes"). Raises Invalid by field, Conflict where one is there."""
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.AUTHORITY_RECORD, facts).allowed:
        desk.refuse(actor, Action.AUTHORITY_RECORD, facts)
    paper, wrong = _own(desk, actor, facts, authority_id), dict[str, str]()
    if text(typed, "compared") != "yes":
        wrong["compared"] = "Compare the two first."
    cleaned = scans.clean(content, wrong, "Choose the scan or photo of the paper.")
    if wrong or cleaned is None:
        raise Invalid(wrong)

    def work(w: Work) -> str:
        if authorities.facts_of_scan(w.cabinet, paper):
            raise Conflict(_THERE)
        whole = cleaned.kind.value.encode() + b"\n" + cleaned.content
        drawer.keep(w.cabinet, w.grant, authority_scans, authority_id, whole)
        return authority_id

    about, objects = f"{case_id} {authority_id}", [paper.handle]
    done = desk.act(actor, Action.AUTHORITY_RECORD, case_id, work, key=key, about=about, objects=objects, purpose=FILED)
    return AuthorityId(done)


def take_out(desk: Desk, actor: Actor, case_id: CaseId, authority_id: AuthorityId) -> OpenedFile:
    """The scan of a paper of the actor's program, under a neutral name; logged. Refused where there is none."""
    facts = desk.facts(actor, case_id)
    paper = _own(desk, actor, facts, authority_id, Action.AUTHORITY_LIST)
    if not _scanned(desk, case_id, paper):
        desk.refuse(actor, Action.AUTHORITY_LIST, facts, reason="absent")
    grant = desk.ask(actor, Action.AUTHORITY_LIST, facts, objects=[paper.handle], purpose=TAKEN_OUT)
    with desk.opened(grant) as cabinet:
        what, _, content = drawer.open(cabinet, grant, authority_scans, authority_id).partition(b"\n")
    kind = Kind(what.decode())
    return OpenedFile(name=f"file-{authority_id[:8]}{kind.ending}", kind=kind, content=content)


def _scanned(desk: Desk, case_id: CaseId, paper: AuthorityOnFile) -> bool:
    with desk.consulting([case_id]) as cabinet:
        return authorities.facts_of_scan(cabinet, paper)


_THERE = "A scan of this paper is here already. If it is the wrong one, end the paper and file it anew."


def _own(
    desk: Desk,
    actor: Actor,
    facts: CaseFacts,
    authority_id: AuthorityId,
    action: Action = Action.AUTHORITY_RECORD,
) -> AuthorityOnFile:
    """The paper, when it is the actor's own program's; another's and none are refused alike."""
    own = (paper for paper in facts.authorities if paper.sharing_program_id == actor.program_id)
    found = next((paper for paper in own if paper.id == authority_id), None)
    if found is None:
        desk.refuse(actor, action, facts, reason="absent")
    return found
