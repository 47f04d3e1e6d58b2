"""Room: declare. Legal authorities: why a disclosure is lawful, each with its citation.

Law that could not be read is declared as NotEncoded, so that the matrix can say "not encoded: ask counsel"
instead of guessing (law-and-standards.md, marks [M]).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAuthority:
    """One reason for which information may lawfully be shown.

    slug: stable name written in the access log. title: the words on screen ("federal child-protection law").
    citation: where the law says so. sentence: plain English for the reader, completed by the policy.
    """

    slug: str
    title: str
    citation: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEncoded:
    """A rule of law that is known of but whose text was not verified; nothing is opened on it.

    slug, citation, and `ask`: one sentence saying what counsel should be asked.
    """

    slug: str
    citation: str
    ask: str
