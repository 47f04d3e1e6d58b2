"""Room: declare. Who must be asked: the team where a county has no center, and who must be there for a consultation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """One required invitee of a team. words: as the rule names them. partner_types: programs of which type they are."""

    words: str
    partner_types: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRule:
    """The team that is formed where there is no local child advocacy center.

    others: whom the rule names beyond partner types, as a sentence; "" where it names nobody else.
    citation, quote, source: the rule, its own sentence, and where it was read.
    """

    slug: str
    invitees: tuple[Invitee, ...]
    others: str
    citation: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat of a quorum. titles: job titles of appointments that fill it, in lower case; roles: slugs that do."""

    words: str
    titles: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Who must be there, each seat by another person. citation, quote, source: as of a TeamRule."""

    slug: str
    seats: tuple[Seat, ...]
    citation: str
    quote: str
    source: str
