"""Room: casework. The desk: one unit of work, shared by web, API, command line and tests.

Only three shapes of work exist (architecture §1), and only the desk speaks to the access log:
- read:    facts → decide → write the entry → COMMIT → open, in a second transaction, what the grant names;
- act:     facts, locked → decide → write the entry → act → one COMMIT;
- refusal: its own committed entry after rollback, then the error goes on to whoever asked.
If the entry cannot be written the answer is Unavailable and nothing is shown or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import NoReturn, TypeVar

from coordination.audit import access_log
from coordination.audit.grant import Grant
from coordination.casework.act_keys import Sent
from coordination.casework.work import Noted, Work
from coordination.crypto.keyring import Keyring
from coordination.database.engine import Database
from coordination.declare.information import InformationType
from coordination.model import context as contexts
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Refused, Unavailable
from coordination.model.explanation import TypeAccess
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle
from coordination.model.session import Seen
from coordination.partners.catalog import Catalog
from coordination.policy.decide import NO_CASE, decide, decide_general, decide_many
from coordination.policy.decision import Decision
from coordination.policy.rulebook import Rulebook
from coordination.storage import act_keys, case_facts, session_rows
from coordination.storage.cabinet import Cabinet

__all__ = ("Desk", "Noted", "Work")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The one way to work. clock gives the aware UTC instant; everything below takes it as an argument. seen: the
    session whose request this is; its last use is written in the same commit as the request's entry. context: for whom
    a transaction works that names no actor; None: the hub (model/context.py). travels: as on a Cabinet, one request's.
    """

    database: Database
    keyring: Keyring
    catalog: Catalog
    rulebook: Rulebook
    clock: Callable[[], datetime]
    seen: Seen | None = None
    context: contexts.Context | None = None
    travels: set[str] | None = None

    @property
    def now(self) -> datetime:
        """The instant at which this work is judged."""
        return self.clock()

    @contextmanager
    def consulting(
        self, cases: Iterable[str] = (), *, about: Iterable[str] | None = None, context: contexts.Context | None = None
    ) -> Iterator[Cabinet]:
        """A read transaction for facts: nothing protected is opened. about, context: see database/told.py."""
        with self.database.read(cases, context=context or self.context, about=about) as connection:
            yield Cabinet(connection=connection, keyring=self.keyring, now=self.now, travels=self.travels)

    def facts(self, actor: Actor, case_id: CaseId) -> CaseFacts:
        """The facts of one case for this actor; never raises for an absent one."""
        with self.consulting(about=(case_id,), context=contexts.of(actor)) as cabinet:
            return case_facts.facts(cabinet.connection, actor, case_id, at=cabinet.now)

    def facts_of_many(self, actor: Actor, case_ids: Sequence[CaseId]) -> list[CaseFacts]:
        """The facts of several cases, in order, in a constant number of statements."""
        with self.consulting(about=case_ids, context=contexts.of(actor)) as cabinet:
            return case_facts.facts_of_many(cabinet.connection, actor, case_ids)

    def judge(self, actor: Actor, action: Action, facts: CaseFacts) -> Decision:
        """A Decision for a preview or an explanation: it opens nothing and writes nothing."""
        return decide(self.rulebook, actor, action, facts, self.now)

    def ask(
        self,
        actor: Actor,
        action: Action,
        facts: CaseFacts,
        *,
        objects: Iterable[Handle] = (),
        purpose: str = "",
        leaving_out: frozenset[InformationType] = frozenset(),
        only: Callable[[TypeAccess], bool] | None = None,
    ) -> Grant:
        """Decide a read about one case, write its entry, commit; the Grant of these lines alone, or Refused."""
        decision = decide(self.rulebook, actor, action, facts, self.now).without(leaving_out).only(only)
        return self._granted(decision, facts, objects, purpose)

    def ask_general(self, actor: Actor, action: Action, *, objects: Iterable[Handle] = (), purpose: str = "") -> Grant:
        """Decide a read about no one case, write its entry, commit; the Grant, or Refused."""
        return self._granted(decide_general(self.rulebook, actor, action, self.now), NO_CASE, objects, purpose)

    def ask_many(
        self,
        actor: Actor,
        action: Action,
        many: Sequence[CaseFacts],
        *,
        objects: Iterable[Handle] = (),
        also: Callable[[Cabinet], None] | None = None,
        unnamed: bool = False,
        only: Callable[[TypeAccess], bool] | None = None,
    ) -> Grant:
        """Decide a list: one entry names the handles shown; cases that may not be seen are absent from the Grant.

        also: done in the commit of the entry. unnamed: a search's first entry says how many it compares, not which.
        """
        decision = decide_many(self.rulebook, actor, action, many, self.now).only(only)
        purpose = f"identities:{len(decision.cases)}" if unnamed else ""
        return self._granted(decision, NO_CASE, objects, purpose, also=also, unnamed=unnamed)

    def opened(self, grant: Grant) -> AbstractContextManager[Cabinet]:
        """The second transaction of a read, in which storage opens what the grant names."""
        return self.consulting(grant.case_ids(), context=contexts.of(grant.actor))

    @contextmanager
    def noting(self, grant: Grant) -> Iterator[Cabinet]:
        """A write beside a read whose grant is on record already: that a referral has been opened."""
        with self.database.write(grant.case_ids(), context=contexts.of(grant.actor)) as connection:
            yield Cabinet(connection=connection, keyring=self.keyring, now=self.now)

    def _granted(
        self,
        decision: Decision,
        facts: CaseFacts,
        objects: Iterable[Handle],
        purpose: str,
        *,
        also: Callable[[Cabinet], None] | None = None,
        unnamed: bool = False,
    ) -> Grant:
        if not decision.allowed:
            self.refuse(decision.actor, decision.action, facts, reason=decision.reason)
        with self.database.write(context=contexts.of(decision.actor)) as connection:
            written = access_log.record(
                connection, decision, self.now, objects=objects, purpose=purpose, unnamed=unnamed
            )
            if also is not None:
                also(Cabinet(connection=connection, keyring=self.keyring, now=self.now))
            session_rows.touch(connection, self.seen, self.now)
        written.committed = True  # the block above has left with its COMMIT, or raised Unavailable
        return written.granted()

    def act(
        self,
        actor: Actor,
        action: Action,
        case_id: CaseId,
        work: Callable[[Work], str],
        *,
        key: str,
        about: str = "",
        objects: Iterable[Handle] = (),
        purpose: str = "",
        completing: Callable[[Cabinet, CaseFacts], CaseFacts] | None = None,
    ) -> str:
        """Do one act on one case: locked facts, decision, entry and act in one commit. Returns the act's result.

        key: the form's one-use act key, about: the ids of what it is for, if not the case alone; sent again, the first
        result comes back (act_keys.py). objects: handles made or touched beside the case's own. completing: adds to the
        locked facts. work raises Refused, Invalid or Conflict to give up: everything is rolled back, with an entry.
        """
        facts, sent = NO_CASE, Sent(actor=actor, action=action, case_id=case_id, key=key, about=about or case_id)
        try:
            with self.database.write((case_id,), context=contexts.of(actor)) as connection:
                cabinet = Cabinet(connection=connection, keyring=self.keyring, now=self.now)
                locked = case_facts.facts(connection, actor, case_id, lock=True)
                facts = completing(cabinet, locked) if completing else locked
                if (earlier := sent.before(cabinet, self.rulebook, facts)) is not None:
                    return earlier
                decision = decide(self.rulebook, actor, action, facts, cabinet.now)
                return self._done(cabinet, decision, facts, work, sent, objects, purpose)
        except Exception as error:  # noqa: BLE001 - _failed raises it again
            return self._failed(sent, facts, error)

    def act_general(
        self,
        actor: Actor,
        action: Action,
        work: Callable[[Work], str],
        *,
        key: str,
        about: str,
        cases: Iterable[CaseId] = (),
        objects: Iterable[Handle] = (),
    ) -> str:
        """Do one act about no existing case (open a case, end a session). cases: ids it will write. about: as above."""
        sent = Sent(actor=actor, action=action, key=key, about=about)
        try:
            with self.database.write(cases, context=contexts.of(actor)) as connection:
                cabinet = Cabinet(connection=connection, keyring=self.keyring, now=self.now)
                if (earlier := sent.before(cabinet, self.rulebook, NO_CASE)) is not None:
                    return earlier
                decision = decide_general(self.rulebook, actor, action, cabinet.now)
                return self._done(cabinet, decision, NO_CASE, work, sent, objects, "")
        except Exception as error:  # noqa: BLE001 - _failed raises it again
            return self._failed(sent, NO_CASE, error)

    def _done(
        self,
        cabinet: Cabinet,
        decision: Decision,
        facts: CaseFacts,
        work: Callable[[Work], str],
        sent: Sent,
        objects: Iterable[Handle],
        purpose: str,
    ) -> str:
        if not decision.allowed:
            raise Refused(reason=decision.reason)
        grant = access_log.record_act(cabinet.connection, decision, cabinet.now, objects=objects, purpose=purpose)
        result = work(Work(cabinet=cabinet, facts=facts, grant=grant, now=cabinet.now))
        act_keys.remember(cabinet, grant, sent.key, sent.about, result)
        session_rows.touch(cabinet.connection, self.seen, cabinet.now)
        return result

    def _failed(self, sent: Sent, facts: CaseFacts, error: Exception) -> str:
        """The first result when this very form was sent twice at once; else the failure gets its entry and goes on.

        What could not be written just now is not tried again: the caller has waited long enough.
        """
        if isinstance(error, Unavailable):
            raise error
        try:
            with self.consulting() as cabinet:
                if (earlier := sent.before(cabinet, self.rulebook, facts)) is not None:
                    return earlier
        except Refused as refused:
            error = refused
        self._note(sent.actor, sent.action, facts, error)
        raise error

    def system(self, action: Action, work: Callable[[Cabinet], tuple[_T, Noted]]) -> _T:
        """Do what no actor is there for yet (sign-in, session's end, roster load): work and its entry in one commit.

        A refusal that must be on record is returned by `work` as a Noted with outcome "refused", and raised by the
        caller afterwards. When `work` raises, everything is rolled back and the failure gets its own entry.
        """
        try:
            with self.database.write(context=contexts.hub(action.value)) as connection:
                cabinet = Cabinet(connection=connection, keyring=self.keyring, now=self.now)
                result, noted = work(cabinet)
                self._record(cabinet, action, noted)
            return result
        except Unavailable:
            raise
        except Exception as error:
            self.note_system(action, Noted(outcome="failed", reason=type(error).__name__.lower()))
            raise

    def note_system(self, action: Action, noted: Noted) -> None:
        """Write one entry about what the hub or a stranger did, in a commit of its own."""
        with self.database.write() as connection:
            self._record(Cabinet(connection=connection, keyring=self.keyring, now=self.now), action, noted)

    def _record(self, cabinet: Cabinet, action: Action, noted: Noted) -> None:
        access_log.record_system(
            cabinet.connection, action, cabinet.now, rules_hash=self.rulebook.rules_hash, **asdict(noted)
        )

    def refuse(self, actor: Actor, action: Action, facts: CaseFacts = NO_CASE, *, reason: str = "no_rule") -> NoReturn:
        """Write the refusal and raise it; hidden and absent are refused alike."""
        refusal = Refused(reason=reason)
        self._note(actor, action, facts, refusal)
        raise refusal

    def _note(self, actor: Actor, action: Action, facts: CaseFacts, error: Exception) -> None:
        """The entry of a refusal or a failed act. When even that cannot be written, Unavailable takes over."""
        refused = isinstance(error, Refused)
        reason = error.reason if isinstance(error, Refused) else type(error).__name__.lower()
        with self.database.write() as connection:
            access_log.record_refusal(
                connection,
                actor,
                action,
                self.now,
                outcome="refused" if refused else "failed",
                reason=reason,
                rules_hash=self.rulebook.rules_hash,
                objects=self._named(actor, facts),
            )
            session_rows.touch(connection, self.seen, self.now)

    def _named(self, actor: Actor, facts: CaseFacts) -> tuple[Handle, ...]:
        """The object of a refusal; a confidential program's is logged without one until its release to the hub."""
        unheard = actor.program.confidential and facts.place_of(actor.program_id, self.now) is None
        return () if unheard or not facts.present else (facts.handle,)
