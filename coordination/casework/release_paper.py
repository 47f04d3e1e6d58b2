"""Room: casework. The paper of a release in plain words, in the language chosen: what is read, signed and printed.

The words are composed once, before anybody signs, and kept with the release: what is printed later is what was signed,
whatever the catalogue says by then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from coordination.casework.languages import Language, language
from coordination.casework.release_form import Proposed, last_day
from coordination.declare.information import InformationType
from coordination.model.program import Program
from coordination.model.release import ReleasePaper, Signature
from coordination.policy.signers import Capacity, rests_on_another
from coordination.policy.statements import apart, statements

Section = tuple[str, tuple[str, ...]]
"""A heading and its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a release opens, beside its paper: who shares, with whom, which types, why, and when (UTC)."""

    sharing: Program
    recipients: tuple[str, ...]
    types: frozenset[InformationType]
    purpose: str
    starts_at: datetime
    expires_at: datetime
    names_hub: bool = False


def compose(terms: Terms, paper: ReleasePaper) -> tuple[Section, ...]:
    """The sections that stand on the paper before its signatures."""
    says = language(paper.paper_language)
    name = f"{terms.sharing.name}, {terms.sharing.agency_name}"
    zone = ZoneInfo(terms.sharing.zone)
    first = says.day(terms.starts_at.astimezone(zone).date())
    last = says.day(last_day(terms.expires_at, terms.sharing.zone))
    told = [_cited(says.say(f"statements.{one.slug}", discloser=name), one.citation(terms.sharing))
            for one in statements(terms.sharing)]  # fmt: skip
    left = [_cited(says.say(f"apart.{one.slug}"), one.citation(terms.sharing))
            for one in apart(terms.sharing, terms.types)]  # fmt: skip
    sections: list[Section] = [
        (says.say("paper.about"), (paper.subject or says.say("paper.unnamed"),)),
        (says.say("paper.from"), (name,)),
        (says.say("paper.to"), tuple(_recipients(says, terms, name))),
        (says.say("paper.what"), tuple(says.say(f"types.{kind.value}") for kind in sorted(terms.types))),
        (says.say("paper.why"), (says.say(f"purposes.{terms.purpose}"),)),
        (says.say("paper.when"), tuple(_runs(says, paper, first, last))),
        (says.say("paper.know"), tuple(told)),
        (says.say("paper.apart"), tuple(left)),
    ]
    if paper.language or paper.interpreter:
        spoken = says.say(
            "paper.spoken_line",
            language=paper.language or says.name,
            interpreter=paper.interpreter or says.say("paper.nobody"),
        )
        sections.append((says.say("paper.spoken"), (spoken,)))
    return tuple(sections)


def _runs(says: Language, paper: ReleasePaper, first: str, last: str) -> Iterator[str]:
    yield says.say("paper.runs", first=first, last=last)
    if rests_on_another((Capacity(one.capacity) for one in paper.signers), paper.alone_authority):
        yield says.say("paper.majority")


def worded(
    sharing: Program, proposed: Proposed, offered: Sequence[Program], now: datetime, *, names_hub: bool = False
) -> ReleasePaper:
    """The paper of a release that was typed, with its words as whoever signs reads them. offered: who may be named."""
    named = {one.id: f"{one.name}, {one.agency_name}" for one in offered}
    terms = Terms(
        sharing=sharing,
        recipients=tuple(sorted(named[one] for one in proposed.recipients)),
        types=proposed.types,
        purpose=proposed.purpose,
        starts_at=proposed.starts_at or now,
        expires_at=proposed.expires_at,
        names_hub=names_hub,
    )
    return replace(proposed.paper, words=compose(terms, proposed.paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signer as the paper shows it: name and capacity, the lines below, and the drawn signature as an SVG path."""

    name: str
    lines: tuple[str, ...]
    drawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole paper for a screen or a print, in its own language. agreed: above the signatures; below: below them."""

    slug: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    signing: str
    agreed: tuple[str, ...]
    signed: tuple[Signed, ...]
    below: tuple[str, ...]


def sheet(paper: ReleasePaper, program: Program) -> Sheet:
    """The paper of a release of `program`, with its signatures, or with lines to sign on."""
    says = language(paper.paper_language)
    return Sheet(
        slug=says.slug,
        title=says.say("paper.title"),
        lead=says.say("paper.lead", discloser=program.name),
        sections=paper.words,
        signing=says.say("paper.signing"),
        agreed=tuple(_agreed(says, paper)),
        signed=tuple(_signed(says, paper, one) for one in paper.signers),
        below=tuple(_below(says, paper, program)),
    )


def _agreed(says: Language, paper: ReleasePaper) -> Iterator[str]:
    yield says.say("paper.agree")
    if paper.alone_authority:
        yield says.say("paper.alone", law=paper.alone_authority)
    if paper.custody:
        custody = says.say(f"custody.{paper.custody}")
        yield says.say("paper.custody", custody=custody, evidence=paper.custody_evidence).strip()


def _signed(says: Language, paper: ReleasePaper, one: Signature) -> Signed:
    lines = [says.say("paper.authority", authority=one.authority)] if one.authority else []
    if one.typed:
        lines.append(says.say("paper.typed", when=paper.signed_at, typed=one.typed))
    elif paper.signed_on:
        lines.append(says.say("paper.on_paper", day=says.day(date.fromisoformat(paper.signed_on))))
    else:
        lines.append(says.say("paper.line"))
    name = says.say("paper.signer", name=one.name, capacity=says.say(f"capacities.{one.capacity}"))
    return Signed(name=name, lines=tuple(lines), drawn=one.drawn)


def _below(says: Language, paper: ReleasePaper, program: Program) -> Iterator[str]:
    if paper.witness:
        yield says.say("paper.witness", name=paper.witness, program=program.name)
    if paper.copy:
        yield says.say(f"paper.copy_{paper.copy}")


def sealed(paper: ReleasePaper) -> ReleasePaper:
    """The paper with the SHA-256 (hex) of its words and signatures, as JSON with sorted keys; of a scan, its bytes'."""
    said = {name: value for name, value in asdict(paper).items() if name not in {"sha256", "copy"}}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(paper, sha256=sha256(text.encode()).hexdigest())


def _recipients(says: Language, terms: Terms, name: str) -> Sequence[str]:
    """Each by name; the hub as the one it goes through (42 CFR 2.31(a)(4)(ii) names it an intermediary)."""
    lines = list(terms.recipients)
    if terms.names_hub:
        lines.append(says.say("paper.hub_named", discloser=name))
    lines.append(says.say("paper.through") if terms.recipients else says.say("paper.hub_alone"))
    return lines


def _cited(sentence: str, citation: str) -> str:
    return f"{sentence} ({citation})" if citation else sentence
