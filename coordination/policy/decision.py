"""Room: policy. What the policy answers: a Decision, which opens nothing by itself.

Previews, explanations and the matrix use Decisions freely; only the access log turns one into a Grant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access, TypeAccess
from coordination.model.ids import CaseId, Handle


class CaseDecision(NamedTuple):
    """What one viewer gets of one case. types: per program and information type; what is not named is absent."""

    case_id: CaseId
    handle: Handle
    types: tuple[TypeAccess, ...] = ()

    def opened(self) -> Iterable[TypeAccess]:
        """The types that may be read."""
        return (access for access in self.types if access.access is Access.OPEN)


class Decision(NamedTuple):
    """Yes or no to one action, with its reason as a coded slug, and what it covers.

    A named tuple, as unchanging as a frozen dataclass and made in a third of the time.
    """

    actor: Actor
    action: Action
    allowed: bool
    reason: str
    rules_hash: str
    cases: tuple[CaseDecision, ...] = ()

    def without(self, kinds: frozenset[InformationType]) -> Decision:
        """The same yes or no, leaving out these types: what was not asked for is neither opened nor logged as shown."""
        if not kinds:
            return self
        return self.only(lambda access: access.information_type not in kinds)

    def only(self, wanted: Callable[[TypeAccess], bool] | None) -> Decision:
        """The same yes or no with these lines alone: an answer opens and logs no more than it is made of."""
        if wanted is None:
            return self
        left = tuple(case._replace(types=tuple(filter(wanted, case.types))) for case in self.cases)
        return self._replace(cases=left)
