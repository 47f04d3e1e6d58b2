"""Room: demo. The village: days gone by, and the people who act on them through casework, as they would at a screen.

Each act is signed for by a session of its own person, decided by the policy and written in the access log. Nothing is
put into the database beside casework.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from coordination.casework import (
    cases,
    conflicts,
    deadline_acts,
    drafts,
    files,
    filings,
    hub_codes,
    intake,
    missing,
    plan_copies,
    posters,
    records,
    referral_pages,
    referrals,
    releases,
    reported,
    requests,
    restrictions,
    role_change_forms,
    screens,
    sessions,
    statements,
    teams,
)
from coordination.casework.answers import HAPPENED
from coordination.casework.desk import Desk
from coordination.casework.release_typed import Typed
from coordination.declare.missing_forms import FOUND
from coordination.demo.calendar import Calendar
from coordination.demo.residents import RESIDENTS, ZONE, issuer_of
from coordination.demo.sheet import sheet
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import (
    CaseId,
    DeadlineId,
    DraftId,
    EpisodeId,
    ProgramId,
    RecordId,
    ReferralId,
    ReleaseId,
    new_id,
)
from coordination.model.referral_steps import STEPS
from coordination.model.referrals import Kind
from coordination.model.session import Browser, Proof, Session

A_DAYS_WORK = timedelta(hours=10)
AT_DEMO = Browser(device="The demo")


class Village:
    """The people at work. Cases, records and releases are found by the ids that come back."""

    def __init__(self, desk: Desk, calendar: Calendar, base_url: str) -> None:
        self.desk, self._calendar, self._base_url = desk, calendar, base_url
        self._residents = {one.subject: one for one in RESIDENTS}
        self._sessions: dict[str, Session] = {}

    # --- time and people ------------------------------------------------------------------------------------------

    def day(self, days_ago: int, clock: str) -> None:
        """It is now that day."""
        self._calendar.turn(days_ago, clock)

    def when(self, days_ago: int, clock: str = "") -> str:
        """A day, or a time on it, as people type it."""
        local = self._calendar.today.astimezone(ZoneInfo(ZONE)) - timedelta(days=days_ago)
        return f"{local:%Y-%m-%d} {clock}".strip()

    def actor(self, subject: str) -> Actor:
        """The person in a session of today, signed in when there is none."""
        session = self._sessions.get(subject)
        if session is None or self.desk.now - session.started_at > A_DAYS_WORK:
            now = self.desk.now
            issuer = issuer_of(self._base_url, self._residents[subject].agency)
            proof = Proof(issuer=issuer, subject=subject, auth_time=now, asked_at=now, mfa=True, sid=new_id())
            session = sessions.find(self.desk, self._begun(sessions.start(self.desk, proof, AT_DEMO)))
            if session is None:
                raise LookupError(subject)
            self._sessions[subject] = session
        if session.actor is None:
            raise LookupError(subject)
        return session.actor

    def _begun(self, token: str) -> str:
        """Accept the yearly statement where it is due, as the first page asks; the token to go on with."""
        session = sessions.find(self.desk, token)
        statement = statements.due(self.desk, session) if session is not None else None
        if session is None or statement is None:
            return token
        statements.accept(self.desk, session, statement.version, read=True, browser=AT_DEMO)
        (offer,) = sessions.offers(self.desk, session)
        return sessions.choose(self.desk, session, offer.appointment_id, AT_DEMO)

    def welcome(self) -> None:
        """Everybody on the roster has signed in once and accepted the statement."""
        for one in RESIDENTS:
            if one.program is not None:
                self.actor(one.subject)

    def program(self, slug: str) -> ProgramId:
        """A program's id, known from whoever works there."""
        subject = next(one.subject for one in RESIDENTS if one.program == slug)
        return self.actor(subject).program_id

    def go_home(self) -> None:
        """Everybody signs out."""
        for session in self._sessions.values():
            sessions.sign_out(self.desk, session, Browser(device="The demo"))
        self._sessions.clear()

    # --- acts -----------------------------------------------------------------------------------------------------

    def open(self, subject: str, **child: str) -> CaseId:
        """Open a case. child: answers of the core form `child`."""
        return cases.open_case(self.desk, self.actor(subject), child, new_id())

    def file(self, subject: str, case_id: CaseId, form: str, **typed: str | Sequence[str]) -> RecordId:
        """File a record."""
        return records.file(self.desk, self.actor(subject), case_id, form, typed, new_id())

    def screen(self, subject: str, case_id: CaseId, tool: str, **typed: str) -> RecordId:
        """Run a screening tool and file what it came to."""
        return screens.file(self.desk, self.actor(subject), case_id, tool, typed, new_id())

    def screen_in(self, subject: str, case_id: CaseId, report: RecordId, **typed: str | Sequence[str]) -> None:
        """Propose that a report is screened in or out."""
        intake.propose(self.desk, self.actor(subject), case_id, report, typed, new_id())

    def missing(self, subject: str, case_id: CaseId, since: str, **typed: str) -> EpisodeId:
        """Tell that the child is missing, since then."""
        form = {"kind": "ran_away", HAPPENED: since, **typed}
        return missing.tell(self.desk, self.actor(subject), case_id, form, new_id())

    def beside(
        self, subject: str, case_id: CaseId, episode: EpisodeId, form: str, **typed: str | Sequence[str]
    ) -> RecordId:
        """File a part of an episode."""
        return missing.add(self.desk, self.actor(subject), case_id, episode, form, typed, new_id())

    def found(self, subject: str, case_id: CaseId, episode: EpisodeId, at: str, **typed: str) -> None:
        """Tell that the child was found then."""
        actor, form = self.actor(subject), {HAPPENED: at, **typed}
        missing.add(self.desk, actor, case_id, episode, FOUND.slug, form, new_id(), action=Action.MISSING_FOUND)

    def let_go(self, subject: str, case_id: CaseId, episode: EpisodeId, draft: RecordId) -> None:
        """Let a draft of a poster go, for the person's side."""
        posters.publish(self.desk, self.actor(subject), case_id, episode, draft, new_id())

    def attach(self, subject: str, case_id: CaseId, record_id: RecordId, words: str, *lines: str) -> None:
        """Attach a sheet of paper to a record."""
        typed = {"words": words, "shows": "document", "harmless": "yes"}
        files.attach(self.desk, self.actor(subject), case_id, record_id, typed, sheet(*lines), new_id())

    def draft(self, subject: str, case_id: CaseId, form: str, **typed: str | Sequence[str]) -> DraftId:
        """Leave a form unfinished."""
        return drafts.save(self.desk, self.actor(subject), case_id, typed, draft_id=DraftId(new_id()), form_slug=form)

    def team(self, coordinator: str, case_id: CaseId, *programs: str) -> None:
        """Invite programs."""
        for slug in programs:
            teams.invite(self.desk, self.actor(coordinator), case_id, self.program(slug), new_id())

    def assign(self, supervisor: str, case_id: CaseId, *people: str) -> None:
        """Assign people of the supervisor's program, the supervisor among them if named."""
        for subject in people:
            person = self.actor(subject).person_id
            teams.assign(self.desk, self.actor(supervisor), case_id, person, new_id())

    def release(self, subject: str, case_id: CaseId, paper: Typed, *recipients: str) -> ReleaseId:
        """Record a release. paper: what is typed, but for the recipients."""
        named: Typed = {**paper, "recipients": tuple(self.program(slug) for slug in recipients)}
        return releases.record(self.desk, self.actor(subject), case_id, named, new_id())

    def paper(
        self, types: Sequence[str], *, days: int, purpose: str, **signed: str
    ) -> dict[str, str | tuple[str, ...]]:
        """What is typed on a release that runs `days` from the village's today. signed: the signers' fields."""
        local = self.desk.now.astimezone(ZoneInfo(ZONE)).date()
        said = {"not_condition": "yes", "under_18": "yes", "method": "paper", **signed}
        last = (local + timedelta(days=days)).isoformat()
        return {"types": tuple(types), "purpose": purpose, "expires_on": last, **said}

    def join(self, coordinator: str, case_id: CaseId, program: str, supervisor: str, *people: str) -> None:
        """Invite a program, whose supervisor assigns its people."""
        self.team(coordinator, case_id, program)
        self.assign(supervisor, case_id, *people)

    def reference(self, subject: str, case_id: CaseId) -> str:
        """A case's reference, as whoever is on it reads it."""
        return teams.read(self.desk, self.actor(subject), case_id).reference

    # --- rarer acts -----------------------------------------------------------------------------------------------

    def correct(self, subject: str, case_id: CaseId, record_id: RecordId, **typed: str | Sequence[str]) -> RecordId:
        """File a newer version of a record."""
        return records.correct(self.desk, self.actor(subject), case_id, record_id, typed, new_id())

    def withdraw(self, subject: str, case_id: CaseId, record_id: RecordId, reason: str) -> None:
        """Withdraw a record for a coded reason."""
        records.withdraw(self.desk, self.actor(subject), case_id, record_id, reason, new_id())

    def called(self, record_id: RecordId, subject: str, case_id: CaseId, **typed: str) -> None:
        """Record that the mandated report about a record was made."""
        reported.record(self.desk, self.actor(subject), case_id, record_id, typed, new_id())

    def offered(self, part: RecordId, subject: str, case_id: CaseId, **typed: str) -> None:
        """Record that a copy of one part of a safety plan was offered."""
        plan_copies.offered(self.desk, self.actor(subject), case_id, part, typed, new_id())

    def hand_over(self, subject: str, successor: str, case_id: CaseId, program: str) -> None:
        """Offer coordination to a program, whose person accepts."""
        cases.offer(self.desk, self.actor(subject), case_id, self.program(program), new_id())
        cases.accept(self.desk, self.actor(successor), case_id, new_id())

    def close(self, subject: str, case_id: CaseId, reason: str, *, despite: str = "") -> None:
        """Close a case for a coded reason; despite: why, over what is owed on it still."""
        cases.close(self.desk, self.actor(subject), case_id, reason, new_id(), despite=despite)

    def restrict(self, subject: str, case_id: CaseId, *people: str) -> None:
        """Close a case to all but these people and the subject."""
        named = [self.actor(one).person_id for one in people]
        restrictions.restrict(self.desk, self.actor(subject), case_id, named, new_id())

    def shut_out(self, subject: str, case_id: CaseId, person: str) -> None:
        """Put a person on the conflict list of a case, which its keeper knows by its reference."""
        reference = self.reference("ana_cps_worker", case_id)
        target = f"person:{self.actor(person).person_id}"
        conflicts.shut_out(self.desk, self.actor(subject), reference, target, new_id())

    def revoke(self, subject: str, case_id: CaseId, release_id: ReleaseId, how: str) -> None:
        """Stop a release, told orally or in writing."""
        releases.revoke(self.desk, self.actor(subject), case_id, release_id, how, new_id())

    def code(self, subject: str, case_id: CaseId) -> str:
        """A one-time code for a confidential program."""
        return hub_codes.issue(self.desk, self.actor(subject), case_id, new_id())[0]

    def name_hub(self, subject: str, code: str, paper: Typed, *recipients: str) -> None:
        """A confidential program's first act on a case: a release that names the hub, and whom else the youth names."""
        named: Typed = {**paper, "recipients": tuple(self.program(slug) for slug in recipients)}
        releases.name_hub(self.desk, self.actor(subject), code, named, new_id())

    def give(self, clerk: str, case_id: CaseId, form: str, **typed: str | Sequence[str]) -> RecordId:
        """A court's order or docket entry, to those who filed with it."""
        return filings.give(self.desk, self.actor(clerk), case_id, form, typed, new_id())

    def refer(self, subject: str, case_id: CaseId, program: str, kind: Kind, **typed: str) -> ReferralId:
        """Send a report or a referral to a program."""
        form = {"recipient": self.program(program), "urgency": "routine", "agreement": "agreed", **typed}
        return referrals.send(self.desk, self.actor(subject), case_id, kind, form, new_id())

    def propose(self, administrator: str, kind: str, **typed: str) -> str:
        """Propose a change that reaches another agency and waits for a second administrator."""
        return role_change_forms.propose(self.desk, self.actor(administrator), kind, MultiDict(typed), new_id())

    def step(self, subject: str, referral_id: ReferralId, slug: str, **typed: str) -> None:
        """Look at a referral and go on with it."""
        actor = self.actor(subject)
        referral_pages.read(self.desk, actor, referral_id)
        referrals.take(self.desk, actor, referral_id, STEPS[slug].action, {"step": slug, **typed}, new_id())

    def tell(self, subject: str, case_id: CaseId, event: str, learned_at: str) -> DeadlineId:
        """Tell of an event; the one deadline that it starts for the subject's program."""
        actor = self.actor(subject)
        before = {line.id for line in cases.read(self.desk, actor, case_id).deadlines}
        deadline_acts.start(self.desk, actor, case_id, {"event": event, "learned_at": learned_at}, new_id())
        (made,) = {line.id for line in cases.read(self.desk, actor, case_id).deadlines} - before
        return made

    def prove(self, subject: str, case_id: CaseId, deadline_id: DeadlineId, **typed: str) -> None:
        """Write down that it was done."""
        actor = self.actor(subject)
        deadline_acts.prove(self.desk, actor, case_id, deadline_id, {"who": actor.name, **typed}, new_id())

    def ask(self, subject: str, case_id: CaseId, program: str, information_type: str, purpose: str) -> None:
        """Ask a program's supervisors to open a locked type."""
        asked = self.program(program)
        requests.make(self.desk, self.actor(subject), case_id, asked, information_type, purpose, new_id())
