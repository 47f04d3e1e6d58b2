"""Room: declare. Notices that travel: what the law says to whoever is shown another program's information.

42 CFR 2.32 has every disclosure made by consent accompanied by a written statement; FERPA and some state laws bind the
recipient too. A notice hangs on the sharing program's regime, so that no screen, print or message leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.regime import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Redisclosure:
    """One notice: slug, the sentence shown, where the law says so, and the regimes of the sharing program it goes with.

    A jurisdiction may declare its own: it goes with what programs under its law share.
    """

    slug: str
    citation: str
    sentence: str
    regimes: frozenset[Regime]
