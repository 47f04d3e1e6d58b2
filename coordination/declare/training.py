"""Room: declare. Trainings, licenses and certified settings: who must have had what, and what follows when it ran out.

How long a training holds is declared only where a source says so. A hub never shortens or lengthens it by itself: where
`months` is None, it ends on the day that the person who keeps the certificate typed, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lapse(StrEnum):
    """What the hub does when something ran out, or was never there."""

    REFUSE = "refuse"
    WARN = "warn"  # says so beside the field, and lets whoever decides decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A training or a license of a person. quote: the source's own sentence; help: what would help who lacks it.

    binds: partner types whose people on cases need it, under the jurisdiction that declares it. settings: slugs of
    certifications; it binds whatever program lists a setting certified so. Neither: it binds nobody by itself, and is
    kept for what asks for it by name (a screening tool, a unit). months: how long it holds, None where no source says.
    lapsed: what an assignment to a case does without it. licensed: somebody else issues it, so its end is always typed.
    """

    slug: str
    title: str
    citation: str
    quote: str
    help: str
    binds: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    months: int | None = None
    lapsed: Lapse = Lapse.WARN
    licensed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A certification of a setting where young people live. quote: the source's own sentence.

    needs: needs of the directory that it is about. expired: what a referral to a setting does whose own has run out.
    """

    slug: str
    title: str
    citation: str
    quote: str
    help: str
    needs: frozenset[str]
    expired: Lapse = Lapse.WARN
