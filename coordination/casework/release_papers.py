"""Room: casework. The papers of recorded releases: read one, print it, file the scan of one that was signed by hand.

A paper that nobody has signed yet is a draft of the sharing program alone: it opens nothing. When its scan is filed and
whoever files it has compared the two, a new release takes its place, with the SHA-256 of the scan in its sealed paper;
nothing that was recorded is ever written over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from coordination.audit.grant import Grant
from coordination.casework import never_disclose, release_form, release_paper, release_signed, requests, scans
from coordination.casework.desk import Desk, Work
from coordination.casework.majority import GROWN
from coordination.casework.release_typed import Typed, chosen, text
from coordination.casework.release_words import COPIES
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Unavailable
from coordination.model.facts import CaseFacts, Release
from coordination.model.files import Kind, OpenedFile
from coordination.model.ids import CaseId, Handle, ProgramId, ReleaseId, new_id
from coordination.model.program import Program
from coordination.model.release import Gain, ListedRelease, NewRelease, ReleasePaper
from coordination.policy.consents import objections
from coordination.policy.preview import losses
from coordination.storage import releases
from coordination.storage import scans as drawer
from coordination.storage.file_tables import release_scans
from coordination.storage.team_rows import bump

COMPARED = "I compared the scan with the paper: it is the same paper, and everybody named there signed it."
SIGNED = "release_signed"
"""The purpose in the access log of filing a signed paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """One release with its paper, for the program that shares; what could be read of it before stands in `release`."""

    release: ListedRelease
    paper: ReleasePaper


def read(desk: Desk, actor: Actor, case_id: CaseId, release_id: ReleaseId) -> PaperPage:
    """The paper of a release of the actor's program; logged with its handle. Another's and none are refused alike."""
    return _read(desk, actor, case_id, release_id, "release_paper")[0]


def scan(desk: Desk, actor: Actor, case_id: CaseId, release_id: ReleaseId) -> OpenedFile:
    """The scan of a signed paper of the actor's program, under a neutral name. Refused where there is none."""
    page, grant = _read(desk, actor, case_id, release_id, "release_scan")
    if not page.paper.scan:
        desk.refuse(actor, Action.RELEASE_LIST, desk.facts(actor, case_id), reason="absent")
    with desk.opened(grant) as cabinet:
        content = drawer.open(cabinet, grant, release_scans, release_id)
    if sha256(content).hexdigest() != page.paper.sha256:
        raise Unavailable("This scan cannot be opened now.")
    kind = Kind(page.paper.scan)
    return OpenedFile(name=f"file-{release_id[:8]}{kind.ending}", kind=kind, content=content)


def file_signed(
    desk: Desk, actor: Actor, case_id: CaseId, draft_id: ReleaseId, typed: Typed, content: bytes | None, key: str
) -> ReleaseId:
    """File the scan of a signed draft: from then on the release is in force. Raises Invalid with a sentence per field.

    typed: signed_on, compared ("yes"), copy. content: the bytes that were sent, None when none were.
    """
    facts = desk.facts(actor, case_id)
    draft = _own(actor, facts, draft_id)
    if draft is None or draft.signers_suffice or not desk.judge(actor, Action.RELEASE_RECORD, facts).allowed:
        desk.refuse(actor, Action.RELEASE_RECORD, facts, reason="absent")
    wrong: dict[str, str] = {}
    day = release_signed.signed_day(typed, actor.program, desk.now, wrong)
    copy = chosen(typed, "copy", COPIES, "", wrong)
    if text(typed, "compared") != "yes":
        wrong["compared"] = "Compare the two first. Nothing is opened without this."
    cleaned = scans.clean(content, wrong, "Choose the scan or photo of the signed paper.")
    if wrong or cleaned is None:
        raise Invalid(wrong)
    new, handle = ReleaseId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        there = _own(actor, w.facts, draft_id)
        listed = {one.id: one for one in releases.open_listed(w.cabinet, w.grant)}.get(draft_id)
        if there is None or listed is None or listed.paper is None or there.revoked_at is not None:
            raise Conflict("This paper was filed or stopped already.")
        if there.expires_at <= w.now:
            raise Invalid({"file": "Its last day is past. Write a new release."})
        if there.ends_at_majority is not None and there.ends_at_majority <= w.now:
            raise Invalid({"file": GROWN})
        paper = replace(
            _worded(actor.program, listed, listed.paper),
            signed_on=day,
            witness=actor.name,
            copy=copy,
            scan=cleaned.kind.value,
            sha256=sha256(cleaned.content).hexdigest(),
        )
        never_disclose.check_signers(w.cabinet, w.grant, paper.signers)
        releases.supersede(w.cabinet, w.grant, draft_id)
        releases.record(w.cabinet, w.grant, _signed(actor.program, w, there, listed, paper, (new, handle)))
        drawer.keep(w.cabinet, w.grant, release_scans, new, cleaned.content)
        named = _programs(there)
        requests.settle(w, paper.request, named, there.types)
        bump(w.cabinet, w.grant, case_id, [actor.program_id, *named])
        return new

    about, objects = f"{case_id} {draft_id}", [draft.handle, handle]
    return ReleaseId(
        desk.act(actor, Action.RELEASE_RECORD, case_id, work, key=key, about=about, objects=objects, purpose=SIGNED)
    )


def stops(desk: Desk, actor: Actor, case_id: CaseId, listed: list[ListedRelease]) -> Mapping[ReleaseId, list[Gain]]:
    """What stopping each release in force would close, by release: to the sharing program every recipient's cells, to a
    recipient its own alone, so that nobody learns what another is given besides."""
    facts = desk.facts(actor, case_id)
    programs = {place.program.id: place.program for place in facts.places if place.in_force(desk.now)}
    running = {one.id: one for one in facts.releases if one.in_force(desk.now)}
    found = {}
    for one in listed:
        release, sharing = running.get(one.id), programs.get(one.sharing_program_id)
        if release is not None and sharing is not None:
            reached = [p for p in programs.values() if release.names(p) and (one.own or p.id == actor.program_id)]
            named = sorted(reached, key=lambda program: program.name)
            found[one.id] = losses(desk.rulebook, facts, release, (sharing, named), desk.now)
    return found


def _read(desk: Desk, actor: Actor, case_id: CaseId, release_id: ReleaseId, purpose: str) -> tuple[PaperPage, Grant]:
    facts = desk.facts(actor, case_id)
    found = _own(actor, facts, release_id)
    if found is None:
        desk.refuse(actor, Action.RELEASE_LIST, facts, reason="absent")
    grant = desk.ask(actor, Action.RELEASE_LIST, facts, objects=[found.handle], purpose=purpose)
    with desk.opened(grant) as cabinet:
        one = next((one for one in releases.open_listed(cabinet, grant) if one.id == release_id), None)
    if one is None or one.paper is None:  # its signed paper took its place
        desk.refuse(actor, Action.RELEASE_LIST, facts, reason="absent")
    return PaperPage(release=one, paper=_worded(actor.program, one, one.paper)), grant


def _programs(release: Release) -> tuple[ProgramId, ...]:
    """Whom a release typed here names: programs alone (release_form.recipient_rows)."""
    return tuple(ProgramId(one) for one in sorted(release.recipients))


def _own(actor: Actor, facts: CaseFacts, release_id: ReleaseId) -> Release | None:
    ours = (one for one in facts.releases if one.sharing_program_id == actor.program_id)
    return next((one for one in ours if one.id == release_id), None)


def _worded(sharing: Program, release: ListedRelease, paper: ReleasePaper) -> ReleasePaper:
    """The paper with its words: those that were shown; one recorded before words were kept is put into words now."""
    if paper.words:
        return paper
    terms = release_paper.Terms(
        sharing=sharing,
        recipients=release.recipients,
        types=frozenset(release.types),
        purpose=release.purpose,
        starts_at=release.starts_at,
        expires_at=release.expires_at,
        names_hub=release.names_hub,
    )
    return replace(paper, words=release_paper.compose(terms, paper))


def _signed(
    sharing: Program,
    w: Work,
    draft: Release,
    listed: ListedRelease,
    paper: ReleasePaper,
    made: tuple[ReleaseId, Handle],
) -> NewRelease:
    """The release that takes the draft's place. What the law asks of it is asked again: it may have changed since."""
    verdict = release_form.judged(sharing, paper, draft.types)
    problems = [*verdict.problems, *objections(sharing, draft.types, listed.purpose).values()]
    if problems:
        raise Invalid({"file": " ".join(dict.fromkeys(problems))})
    return NewRelease(
        id=made[0],
        handle=made[1],
        case_id=w.facts.case_id,
        sharing=sharing,
        recipients=release_form.recipient_rows(_programs(draft)),
        types=draft.types,
        purpose=listed.purpose,
        starts_at=max(draft.starts_at, w.now),
        expires_at=draft.expires_at,
        signers_suffice=True,
        signers_encoded=verdict.encoded,
        names_hub=False,
        paper=paper,
        ends_at_majority=draft.ends_at_majority,
    )
