"""Room: casework. A form that may have been sent before, by its one-use key; and who may still hear what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId
from coordination.policy.decide import decide, decide_general
from coordination.policy.rulebook import Rulebook
from coordination.storage import act_keys
from coordination.storage.cabinet import Cabinet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that was sent: by whom, to do what, on which case if on one, under which one-use key.

    about: what the key is for, as ids: those of the case and of what on it, so that it passes for nothing else.
    """

    actor: Actor
    action: Action
    key: str
    about: str
    case_id: CaseId | None = None

    def before(self, cabinet: Cabinet, rulebook: Rulebook, facts: CaseFacts) -> str | None:
        """Its result when it was sent before, else None. facts: of the case, NO_CASE for an act about none.

        Refused when it was, to whoever may now neither do it nor read the case. Reading is enough, since many an act
        ends its own permission: a case that is closed cannot be closed.
        """
        result = act_keys.facts_of_key(cabinet, self.actor, self.key, self.action, self.about)
        if result is None:
            return None
        if self.case_id is None:
            decision = decide_general(rulebook, self.actor, self.action, cabinet.now)
        else:
            decision = decide(rulebook, self.actor, self.action, facts, cabinet.now)
            if not decision.allowed:
                reading = Action.CASE_READ if facts.referral is None else Action.REFERRAL_READ
                decision = decide(rulebook, self.actor, reading, facts, cabinet.now)
        if not decision.allowed:
            raise Refused(reason=decision.reason)
        return result
