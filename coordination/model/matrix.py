"""Room: model. Who may see which type of whose on which authority, as lines for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulLine:
    """A disclosure by law. types: in words; withheld: types of the rule that the federal floor closes here.

    agreement: it holds only while an agreement between the two agencies that covers the type is in force.
    """

    jurisdiction: str
    sharing: str
    recipient: str
    government_only: bool
    types: tuple[str, ...]
    withheld: tuple[str, ...]
    authority: str
    citation: str
    agreement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """What a kind of paper on file may open at most. sharing: (partner type, types). days: the longest it runs.

    recipients: partner types that it may name; empty: any but a court. evidence: what is written down with it.
    """

    title: str
    citation: str
    sharing: tuple[tuple[str, tuple[str, ...]], ...]
    recipients: tuple[str, ...]
    government_only: bool
    days: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorLine:
    """A forbid of the federal floor. opened_by: the only authorities it lets through, in words."""

    sentence: str
    citation: str
    opened_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """What one partner type files and which of it no law and no release opens, or which only a release opens.

    bound_by: the law of its regimes, in words with citation. by_paper: kinds of paper that pass what law does not.
    bounds: what its people never get or get only first, a sentence each. standing: said on every page of its people.
    """

    partner_type: str
    bound_by: tuple[str, ...]
    confidential: bool
    shown_locked: bool  # False: that it serves somebody is itself protected
    holds: tuple[str, ...]
    by_release: tuple[str, ...]
    never_shared: tuple[str, ...]
    by_paper: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice that travels. with_: whose information it goes with; where: the place whose law says so, or empty."""

    sentence: str
    citation: str
    with_: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """Law that is known of and not encoded: nothing opens on it."""

    where: str
    citation: str
    ask: str


class Open(NamedTuple):
    """One thing that is open to somebody: a cell of the matrix, in words. Sorts and compares by all of it.

    recipient: a partner type, or whom a paper names. rule: the slug of the rule by law, or empty. jurisdiction: whose
    law, or empty for the core's. government: only where the recipient is a government agency. agreement: whether an
    agreement between the two agencies has to be in force, in words.
    """

    sharing: str
    recipient: str
    information_type: str
    authority: str
    jurisdiction: str
    government: bool
    agreement: str
    citation: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The rules in force here. rules_hash: as stamped on every entry of the access log. opens: cell by cell.

    papers: kinds of them. in_emergency: (partner type, what of it emergency access opens).
    """

    rules_hash: str
    held: tuple[HeldLine, ...]
    lawful: tuple[LawfulLine, ...]
    floor: tuple[FloorLine, ...]
    gaps: tuple[GapLine, ...]
    never_shown_locked: tuple[str, ...]
    step_up: tuple[str, ...]
    notices: tuple[NoticeLine, ...] = ()
    released_alone: tuple[str, ...] = ()
    opens: tuple[Open, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    in_emergency: tuple[tuple[str, tuple[str, ...]], ...] = ()
