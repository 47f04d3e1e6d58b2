"""Room: tests. The law that the machine's model goes by. Imports nothing of the hub.

Written from the law document (law-and-standards.md: its paragraph stands beside each line), from architecture §8 and
from the help pages 01, 03, 28, 29, 31 and 32. Words are slugs; a set of them is written with spaces between.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.policy.machine_people import Program, words


class Kind(NamedTuple):
    """A kind of paper: the most days, whose information, never whose, who may be named, which types."""

    days: int
    of: frozenset[str] = frozenset()  # the sharing program has one of these regimes; empty: any
    never: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()  # kinds of program; empty: any
    types: frozenset[str] = frozenset()  # empty: any
    government: bool = False  # the recipient is, but for agents
    agents: frozenset[str] = frozenset()
    supervisor: bool = True  # files it; False: anybody on the team
    tribe: bool = False  # one of the two is one, and both are governments


VICTIM_SERVICE = words("fvpsa vawa voca")  # §1.1, 1.2, 1.3
# §1.1 V1, §1.4 and 42 CFR 2.13(c) (§7): that somebody is a client is itself protected.
CLIENT_PROTECTED = VICTIM_SERVICE | words("part_2 rhya")
# Architecture §8, shown locked or not at all.
NEVER_LOCKED = words(
    "advocacy hiv_sti immigration minor_consented_care orientation_and_gender_identity psychotherapy_notes "
    "reporter_identity substance_use work_product"
)
NEVER_SHARED = words("reporter_identity work_product")  # §1.8 (xviii); §0, “work product never”
ALONE = words("psychotherapy_notes")  # §1.6, 164.508(a)(2)
STEP_UP = words("location")

# §1.8 (ix): government entities with a child-protection duty. §1.9 ME 22 MRSA 4008(2)(A): a team that investigates,
# under an agreement with the department.
CAPTA = words("child_protection identity location missing report screening")
CAPTA_TO = words("child_welfare law_enforcement")
AGREED = words("child_protection report screening")
AGREED_TO = words("child_advocacy_center law_enforcement medical mental_health prosecution")

_UNREACHED = words("part_2 rhya")
_GUARDED = _UNREACHED | VICTIM_SERVICE | words("tribal")
_CARE, _TOLD = words("medical mental_health"), words("child_welfare law_enforcement tribes")
_UNDER_CONTRACT = _CARE | words("child_advocacy_center child_welfare")
_AGENTS = _UNDER_CONTRACT | _TOLD | words("child_protection_attorney juvenile_justice prosecution")
_PARTIES = words("child_protection_attorney child_representation law_enforcement prosecution")
_TREATED = words("hiv_sti identity medical mental_health minor_consented_care substance_use")
KINDS = {
    "court_order": Kind(365, never=_UNREACHED | words("tribal")),
    "part_2_order": Kind(365, of=words("part_2")),
    "subpoena_with_assurance": Kind(90, words("hipaa ferpa"), never=_GUARDED, to=_PARTIES),
    "mandated_report": Kind(
        365, never=_UNREACHED, to=_TOLD, types=words("identity report"), government=True, supervisor=False
    ),
    "capta_agent": Kind(365, words("capta"), _GUARDED, _AGENTS, CAPTA, government=True, agents=_UNDER_CONTRACT),
    "medical_emergency": Kind(3, words("part_2"), to=words("medical"), types=_TREATED, supervisor=False),
    "ferpa_emergency": Kind(10, of=words("ferpa"), supervisor=False),
    "ferpa_child_welfare": Kind(
        365, of=words("ferpa"), to=words("child_welfare tribes"), types=words("education identity"), government=True
    ),
    "tribal_exchange": Kind(
        365, words("capta investigative tribal"), _UNREACHED | VICTIM_SERVICE, _TOLD | _CARE, tribe=True
    ),
    "fatality_review": Kind(90, of=words("capta vawa"), never=_UNREACHED | words("tribal fvpsa voca"), government=True),
}
_PAPERS = frozenset(KINDS)


def closed(owner: Program, kind: str, ground: str) -> bool:  # noqa: PLR0911 - a line of the floor each
    """Whether the federal floor closes this type of `owner` to a ground other than its own record."""
    if kind in NEVER_SHARED:
        return True
    if "rhya" in owner.regimes and ground != "release":  # §1.4: under no circumstances, but by their own consent
        return True
    services = owner.regimes & VICTIM_SERVICE or (owner.confidential and "part_2" not in owner.regimes)
    if services and ground not in words("release court_order mandated_report fatality_review"):  # V2, V5, V8, V10
        return True
    treatment = "part_2" in owner.regimes or kind == "substance_use"
    if treatment and ground not in words("release medical_emergency part_2_order"):  # §1.5, (b)(2)(A) and (C)
        return True
    if kind in ALONE and ground != "release":  # §1.6
        return True
    if "tribal" in owner.regimes and ground not in words("release tribal_exchange"):  # §0: tribal code; 25 USC 3205
        return True
    if kind == "minor_consented_care" and ground not in words("release court_order medical_emergency"):  # V4
        return True
    school = words("release court_order subpoena_with_assurance ferpa_emergency ferpa_child_welfare")
    if ("ferpa" in owner.regimes or kind == "education") and ground not in school:  # §1.7
        return True
    if kind in words("advocacy hiv_sti immigration") and ground not in words("release court_order medical_emergency"):
        return True
    # §0: privilege. A law may let a prosecutor tell of charges; no paper but an order does, and no emergency.
    emergency_or_paper = ground == "emergency_access" or ground in _PAPERS
    return "attorney" in owner.regimes and emergency_or_paper and ground not in words("court_order part_2_order")


def walled(one: Program, other: Program) -> bool:
    """Whether they are law offices of two kinds in one agency, between whom a wall stands."""
    both = "attorney" in one.regimes and "attorney" in other.regimes
    return both and one.agency == other.agency and one.kind != other.kind


def reaches(name: str, owner: Program, kind: str, viewer: Program) -> bool:
    """Whether a paper of this kind can open this type of `owner` to `viewer` at all. Page 28."""
    paper = KINDS[name]
    return (
        may_file(name, owner)
        and may_name(name, viewer)
        and (not paper.types or kind in paper.types)
        and (not paper.tribe or ("tribes" in {owner.kind, viewer.kind} and owner.government and viewer.government))
        and not walled(owner, viewer)
        and not closed(owner, kind, name)
    )


def may_file(name: str, owner: Program) -> bool:
    """Whether such a paper may be about the information of `owner`."""
    paper = KINDS[name]
    return (not paper.of or bool(paper.of & owner.regimes)) and not paper.never & owner.regimes


def may_name(name: str, viewer: Program) -> bool:
    """Whether such a paper may name `viewer`."""
    paper = KINDS[name]
    entity = not paper.government or viewer.government or viewer.kind in paper.agents
    return entity and (not paper.to or viewer.kind in paper.to)


def locked(owner: Program, kind: str, viewer: Program) -> bool:
    """Whether the viewer may know that it is there. Architecture §8; page 01."""
    told = not owner.confidential and not owner.regimes & CLIENT_PROTECTED and kind not in NEVER_LOCKED
    return told and not walled(owner, viewer)
