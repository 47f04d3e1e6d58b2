"""Room: model. What somebody would see after an act that is not done yet: the answer to *What would they see?*"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.information import InformationType
from coordination.model.program import Program
from coordination.model.release import Gain, change


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A row of the preview of a place: whose information, which types, and what becomes of them for those people.

    now and then: as in Gain.
    """

    owner: Program
    types: tuple[InformationType, ...]
    now: str
    then: str

    @property
    def change(self) -> str:
        """As in Gain."""
        return change(self.now, self.then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The answer in words and rows, as far as whoever asks may know it.

    says: sentences that come first. shares: for a place on the team. gains: for a referral or a record, by recipient.
    under: heading of the last column. warnings: who else can read it through them. limits: what is not told here.
    """

    says: tuple[str, ...]
    limits: str
    under: str
    shares: tuple[Share, ...] = ()
    gains: tuple[Gain, ...] = ()
    warnings: tuple[str, ...] = ()
