"""Room: policy. The federal floor: forbids in the core that no plugin, role or state rule lifts.

Each forbid names what it closes, to which kind of authority, and where the law says so. They are consulted before
any permit. Facts: law-and-standards.md §1; only what was read there is encoded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from coordination.declare.authority_on_file import (
    COURT_ORDER,
    FATALITY_REVIEW,
    FERPA_CHILD_WELFARE,
    FERPA_EMERGENCY,
    KINDS,
    MANDATED_REPORT,
    MEDICAL_EMERGENCY,
    PART_2_ORDER,
    SUBPOENA,
    TRIBAL_EXCHANGE,
)
from coordination.declare.information import InformationType
from coordination.declare.regime import VICTIM_SERVICE, Regime
from coordination.model.facts import Holding

FILED_IN_COURT = "filed_in_court"
OWN_RECORD = "own_record"
RELEASE = "release"
# Of one person, for hours, told at once and reviewed (architecture §8). No forbid below makes room for it.
EMERGENCY_ACCESS = "emergency_access"


class Covered(NamedTuple):
    """All that a forbid may look at, so that what covers a holding is asked once of each kind of holding there is."""

    information_type: InformationType
    regimes: frozenset[Regime]
    confidential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbid:
    """Closes a holding to every authority but those in `except_by`; with `closes`, to these alone."""

    slug: str
    citation: str
    sentence: str
    covers: Callable[[Covered], bool]
    except_by: frozenset[str]
    closes: frozenset[str] = frozenset()


# Under these even the fact of a client is protected, so nothing of theirs is shown locked either.
CONSENT_REGIMES = VICTIM_SERVICE | {Regime.RHYA}
# To tell that somebody is a patient of a Part 2 program is itself a disclosure (42 CFR 2.13(c)).
EXISTENCE_PROTECTED = CONSENT_REGIMES | {Regime.PART_2}

_BY_COURT = frozenset({COURT_ORDER, FILED_IN_COURT, OWN_RECORD, RELEASE})
# Never shown locked, and no law was read that opens them to a team (law-and-standards.md §6, §1.8; architecture §8).
_GUARDED = frozenset(
    {
        InformationType.ADVOCACY,
        InformationType.HIV_STI,
        InformationType.IMMIGRATION,
        InformationType.ORIENTATION_AND_GENDER_IDENTITY,
    }
)


def _of_victim_service(held: Covered) -> bool:
    """A program under one of the consent regimes, or a confidential one. A confidential treatment program is none of
    them: what closes it stands below, with the emergency and the order that its own law names (42 USC 290dd-2(b)(2)).
    """
    if not CONSENT_REGIMES.isdisjoint(held.regimes):
        return True
    return held.confidential and Regime.PART_2 not in held.regimes


FORBIDS: tuple[Forbid, ...] = (
    Forbid(
        slug="victim_service_by_release_only",
        citation="34 USC 12291(b)(2)(B); 42 USC 10406(c)(5); 28 CFR 94.115; 34 USC 11275",
        sentence="Victim services and youth shelters share only by the person's own written release.",
        covers=_of_victim_service,
        # (C) and (E) of the first know of what a court compels and a statute specifically mandates; (H) of reviews of a
        # death. Each only by a paper on file that says so, with what was done to tell the victim.
        except_by=frozenset({COURT_ORDER, FATALITY_REVIEW, MANDATED_REPORT, OWN_RECORD, RELEASE}),
    ),
    Forbid(
        slug="youth_shelter_never",
        citation="34 USC 11275",
        sentence="A youth shelter's records tell who a youth is under no circumstances but the youth's own release.",
        covers=lambda held: Regime.RHYA in held.regimes,
        except_by=frozenset({OWN_RECORD, RELEASE}),
    ),
    Forbid(
        slug="reporter_identity",
        citation="42 USC 5106a(b)(2)(B)(xviii)",
        sentence="Who made a report stays with the program that took it.",
        covers=lambda held: held.information_type is InformationType.REPORTER_IDENTITY,
        except_by=frozenset({OWN_RECORD}),
    ),
    Forbid(
        slug="substance_use_by_release_only",
        citation="42 USC 290dd-2; 42 CFR 2.31",
        sentence="Substance-use treatment is shared only by the patient's written consent.",
        covers=lambda held: held.information_type is InformationType.SUBSTANCE_USE or Regime.PART_2 in held.regimes,
        except_by=frozenset({MEDICAL_EMERGENCY, OWN_RECORD, PART_2_ORDER, RELEASE}),
    ),
    Forbid(
        slug="psychotherapy_notes_by_release_only",
        citation="45 CFR 164.508(a)(2)",
        sentence="Psychotherapy notes are shared only by an authorization of their own.",
        covers=lambda held: held.information_type is InformationType.PSYCHOTHERAPY_NOTES,
        except_by=frozenset({OWN_RECORD, RELEASE}),
    ),
    Forbid(
        slug="tribe_decides",
        # The section lets a tribe exchange and makes it do nothing; the rest is the tribe's own code.
        citation="25 USC 3205; tribal code",
        sentence="A tribe decides about its own information; no other government's rule opens it.",
        covers=lambda held: Regime.TRIBAL in held.regimes,
        # What a tribe files with a court, it gave: no rule of another government opened it.
        # And what it exchanges under federal law, it decided itself: the paper is its own.
        except_by=frozenset({FILED_IN_COURT, OWN_RECORD, RELEASE, TRIBAL_EXCHANGE}),
    ),
    Forbid(
        slug="minor_consented_care",
        # Which care that is, the state's law says; whose release opens it, policy/signers.py.
        citation="34 USC 12291(b)(2)(B)(ii); the state's law on minors' consent to care",
        sentence="Care that a young person consented to alone opens by their own release, or by a court's order.",
        covers=lambda held: held.information_type is InformationType.MINOR_CONSENTED_CARE,
        except_by=_BY_COURT | {MEDICAL_EMERGENCY},  # 42 USC 290dd-2(b)(2)(A)
    ),
    Forbid(
        slug="school_records",
        citation="20 USC 1232g(b)",
        sentence="School records open by the consent that the law asks for, or where it names an exception.",
        # (b)(4)(B): whoever got them passes them on for the student's education alone, so whoever holds them.
        covers=lambda held: Regime.FERPA in held.regimes or held.information_type is InformationType.EDUCATION,
        except_by=_BY_COURT | {FERPA_CHILD_WELFARE, FERPA_EMERGENCY, SUBPOENA},
    ),
    Forbid(
        slug="guarded_types",
        citation="the state's laws on advocates' privilege and on HIV (not read); 22 USC 7105(c)(1)(C)(ii)",
        sentence="This kind of information opens by the person's own release or by a court's order.",
        covers=lambda held: held.information_type in _GUARDED,
        except_by=_BY_COURT | {MEDICAL_EMERGENCY},  # that one opens HIV to medical staff, by its own list of types
    ),
    Forbid(
        slug="law_office",
        # What a law lets a prosecutor tell of charges it may (law-and-standards.md §0); no paper but an order does so.
        citation="the state's rules on attorney work product and attorney-client privilege",
        sentence="What a law office holds opens by a release or by a court's order, in an emergency too.",
        covers=lambda held: Regime.ATTORNEY in held.regimes,
        except_by=_BY_COURT | {PART_2_ORDER},
        closes=frozenset({EMERGENCY_ACCESS, *(kind.slug for kind in KINDS)}),
    ),
    Forbid(
        slug="work_product",
        # Stricter than any text needs to be: the rules themselves were not read (law-and-standards.md §0, [M]).
        citation="the state's rules on attorney work product and attorney-client privilege",
        sentence="An attorney's work product, and what a client told an attorney, stays in that office.",
        covers=lambda held: held.information_type is InformationType.WORK_PRODUCT,
        except_by=frozenset({OWN_RECORD}),
    ),
)


# The table that was asked, and the forbids of it that cover a kind of holding, each with whether it broke.
_Asked = tuple[tuple[Forbid, ...], tuple[tuple[Forbid, bool], ...]]
# Looked up by a bare tuple: it equals what was kept, and twenty of the named kind cost two microseconds a case.
_asked: dict[tuple[InformationType, frozenset[Regime], bool], _Asked] = {}


def forbidden(holding: Holding, authority: str) -> Forbid | None:
    """The forbid that closes this holding to this authority, or None. An error in a forbid closes."""
    program = holding.program
    held = (holding.information_type, program.regimes, program.confidential)
    asked = _asked.get(held)
    if asked is None or asked[0] is not FORBIDS:
        asked = _ask(Covered(*held))
    for forbid, broke in asked[1]:
        if broke or (authority not in forbid.except_by and (not forbid.closes or authority in forbid.closes)):
            return forbid
    return None


def _ask(held: Covered) -> _Asked:
    """Ask every forbid of the table once. There are as many kinds of holding as types times kinds of program."""
    told = [(forbid, _covers(forbid, held)) for forbid in FORBIDS]
    _asked[held] = asked = (FORBIDS, tuple((forbid, covers is None) for forbid, covers in told if covers is not False))
    return asked


def _covers(forbid: Forbid, held: Covered) -> bool | None:
    """Whether it covers a holding; None when it cannot tell."""
    try:
        return forbid.covers(held)
    except Exception:  # noqa: BLE001 - INVARIANT: an error in a rule is a refusal (architecture §5)
        return None
