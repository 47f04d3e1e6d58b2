"""Room: audit. A Grant: proof that the access log has this disclosure or act on record; storage opens nothing without.

It can be made only by audit/_mint.py, which only audit/access_log.py may import: calling the class refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access, TypeAccess
from coordination.model.ids import CaseId, Handle, ProgramId


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedCase:
    """One case a grant covers: its types as the decision gave them."""

    case_id: CaseId
    handle: Handle
    types: tuple[TypeAccess, ...]

    def opened(self) -> frozenset[tuple[ProgramId, InformationType]]:
        """The (owning program, information type) pairs that may be opened."""
        return frozenset(
            (access.program_id, access.information_type) for access in self.types if access.access is Access.OPEN
        )


@dataclass(frozen=True, slots=True, init=False)
class Grant:
    """What may be opened or done, for whom; written in the access log before it existed."""

    actor: Actor
    action: Action
    cases: tuple[GrantedCase, ...]

    def __init__(self) -> None:
        raise TypeError("A grant is minted by the access log alone.")

    @property
    def case(self) -> GrantedCase:
        """The one case of a grant about one case."""
        (case,) = self.cases
        return case

    def case_ids(self) -> Iterable[CaseId]:
        """The cases it covers."""
        return (case.case_id for case in self.cases)
