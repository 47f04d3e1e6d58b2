"""Room: casework. Who signs a release, how, and on which day: the part of the form that becomes the sealed paper."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordination.casework.languages import DEFAULT, language, languages
from coordination.casework.release_typed import Typed, chosen, kept, text
from coordination.casework.release_words import CAPACITIES, COPIES, CUSTODY, OLDEST, PAPER, PRINT, SCREEN, SIGNERS
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.program import Program
from coordination.model.release import ReleasePaper, Signature
from coordination.policy.signers import THEMSELVES

LONGEST_DRAWN = 6_000  # characters of a drawn signature
# Lines from point to point in whole pixels: what hub.js writes, and nothing else that an SVG path may say.
_DRAWN = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)+")


def paper_of(
    typed: Typed, sharing: Program, now: datetime, errors: dict[str, str], *, methods: Mapping[str, str]
) -> ReleasePaper:
    """What the paper says. A signer of whom anything was typed is never left out: an abuser's name must not slip by."""
    signers = []
    for number in range(1, SIGNERS + 1):
        capacity, abuser = text(typed, f"signer_{number}_capacity"), text(typed, f"signer_{number}_abuser")
        name = kept(typed, f"signer_{number}_name", 200, errors)
        authority = kept(typed, f"signer_{number}_authority", 400, errors)
        if capacity in CAPACITIES:
            signers.append(Signature(capacity=capacity, name=name, abuser=abuser, authority=authority))
        elif capacity or name or abuser or authority:
            errors[f"signer_{number}_capacity"] = "Choose as what each person signs."
    method = chosen(typed, "method", methods, "", errors)
    if not method:  # "on paper already" would say of a paper that nobody signed that it was signed
        errors.setdefault("method", "Say how it is signed.")
    subject = kept(typed, "subject", 200, errors) or _themselves(signers)
    if method not in {PAPER, ""} and not subject:
        errors.setdefault("subject", "Write whom it is about: the paper that is signed says it.")
    return ReleasePaper(
        signers=tuple(signers),
        alone_authority=kept(typed, "alone_authority", 400, errors),
        method=method,
        language=kept(typed, "language", 60, errors),
        paper_language=chosen(typed, "paper_language", languages(), DEFAULT, errors),
        subject=subject,
        interpreter=kept(typed, "interpreter", 200, errors),
        age=_age(typed, errors),
        custody=chosen(typed, "custody", CUSTODY, "", errors),
        custody_evidence=kept(typed, "custody_evidence", 400, errors),
        regimes=tuple(sorted(regime.value for regime in sharing.regimes)),
        signed_on=signed_day(typed, sharing, now, errors) if method == PAPER else "",
        copy=chosen(typed, "copy", COPIES, "", errors) if method != PRINT else "",
    )


def signed_day(typed: Typed, sharing: Program, now: datetime, errors: dict[str, str]) -> str:
    """The day on which a paper was signed, as year-month-day; today when it was left empty."""
    today = now.astimezone(ZoneInfo(sharing.zone)).date()
    written = text(typed, "signed_on")
    try:
        day = date.fromisoformat(written) if written else today
    except ValueError:
        errors["signed_on"] = "Write the day it was signed as year-month-day, for example 2026-11-03."
        return ""
    if day > today:
        errors["signed_on"] = "That day is still to come. Write the day on which it was signed."
    return day.isoformat()


def _themselves(signers: Sequence[Signature]) -> str:
    """Whom the release is about, when that person signs."""
    return next((one.name for one in signers if one.capacity in THEMSELVES), "")


def _age(typed: Typed, errors: dict[str, str]) -> int | None:
    written = text(typed, "age")
    if written and not (written.isascii() and written.isdigit() and len(written) <= 2 and int(written) <= OLDEST):  # noqa: PLR2004 - digits
        errors["age"] = f"Write the age in years, {OLDEST} at most, or leave it empty."
        return None
    return int(written) if written else None


def signed(paper: ReleasePaper, typed: Typed, actor: Actor, now: datetime) -> ReleasePaper:
    """The paper with what was signed just now, and who was there. On paper, and not yet: as it is, with the witness.

    On screen each signer types the name that stands on the paper; a drawn signature beside it may be left out. Raises
    Invalid beside the field of whoever did not sign. signed_at is in words, in the program's zone.
    """
    if paper.method == PRINT:
        return paper
    if paper.method == PAPER:
        return replace(paper, witness=actor.name)
    errors: dict[str, str] = {}
    signers = []
    for number, signer in enumerate(paper.signers, start=1):
        name, drawn = f"signature_{number}", text(typed, f"drawn_{number}")
        written = kept(typed, name, 200, errors)
        if not written:
            errors.setdefault(name, f"{signer.name} has not signed. Type the name: that is the signature.")
        elif _plain(written) != _plain(signer.name):
            errors[name] = f"Type the name as it stands on the paper: {signer.name}."
        if drawn and (len(drawn) > LONGEST_DRAWN or not _DRAWN.fullmatch(drawn)):
            errors.setdefault(name, "The drawn signature cannot be kept. Draw it again, or leave it out.")
        signers.append(replace(signer, typed=written, drawn=drawn))
    if errors:
        raise Invalid(errors)
    there = now.astimezone(ZoneInfo(actor.program.zone))
    return replace(
        paper,
        signers=tuple(signers),
        signed_at=f"{language(paper.paper_language).day(there.date())}, {there:%H:%M %Z}",
        signed_on=there.date().isoformat(),
        witness=actor.name,
    )


def asked_about(paper: ReleasePaper) -> list[Signature]:
    """The signers of whom it was asked whether they are an abuser: nobody asks that of the young person."""
    return [one for one in paper.signers if one.capacity not in THEMSELVES]


def signs_on_screen(paper: ReleasePaper) -> bool:
    """Whether signatures are asked for before it is recorded."""
    return paper.method == SCREEN


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
