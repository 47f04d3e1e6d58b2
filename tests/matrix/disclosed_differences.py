"""Room: tests. Where the hub does not answer a disclosure as its oracle does, judged class by class, with the reason.

Most are stricter than the law must be; the three that are more open say what opens them. A class that no cell falls
under any more turns a test red, so that the list cannot rot. Law that the oracle knows and the hub has not encoded
stands by the slug of the gap that tells of it ("ask counsel"), which must be there too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.oracles.disclosures import TABLES, Tables, expected
from tests.oracles.disclosures_words import ABSENT, KNOWN, OPEN, Answer, Cell, some

RANK = {ABSENT: 0, KNOWN: 1, OPEN: 2}
# What capta.py leaves out by name: title IV-E material, and plans made with the family (42 USC 671(a)(8)).
CAPTA_LEAVES_OUT = some("placement safety_plan")
# The oracle's law and papers that the hub has not, and the gap that says so.
NOT_ENCODED = {
    "capta_ix_duty": "iv_e_use_of_records",
    "charges": "prosecution_charges_and_dispositions",
    "hipaa_child_abuse_report": "abuse_report_content",
    "investigation_by_agreement": "police_to_child_protection",
    "le_prosecution_generated": "police_to_prosecutor",
    "me_4008_agreement": "me_team_sharing",
    "me_4008_team": "me_team_sharing",
    "me_4019_9": "me_center_files",
    "mn_260e_02": "mn_team_sharing",
    "team_statute": "mn_team_sharing",
}
ENCODED: Tables = replace(
    TABLES,
    law=tuple(replace(row, types=row.types - CAPTA_LEAVES_OUT) for row in TABLES.law if row.slug == "capta_ix_duty"),
    papers={kind: reach for kind, reach in TABLES.papers.items() if kind not in NOT_ENCODED},
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A class of cells that the hub answers otherwise. shown: what it shows of them."""

    slug: str
    shown: str
    of: Callable[[Cell], bool]
    cite: str
    why: str


def _paper(cell: Cell, kind: str) -> bool:
    return cell.paper is not None and cell.paper.kind == kind


STRICTER = (
    Difference(
        "courts_share_what_was_filed",
        ABSENT,
        lambda cell: cell.owner.slug == "courts",
        "OVC TTAC (law and standards, 7)",
        "What a court holds goes to those who filed with it, and is told to nobody else, release or order.",
    ),
    Difference(
        "nothing_is_told_before_the_appointment",
        ABSENT,
        lambda cell: "appointed" in cell.viewer.regimes and not cell.order,
        "the order of appointment (law and standards, 7)",
        "Whoever works by an order is not even told what is there before it is on file.",
    ),
    Difference(
        "confidential_program_works_under_its_release_to_the_hub",
        ABSENT,
        lambda cell: cell.same == "program" and cell.owner.confidential and not cell.hub_release,
        "34 USC 12291(b)(2)(B); architecture 3",
        "Without that release nothing of the case works for its people, their own records included.",
    ),
    Difference(
        "wall_is_passed_by_a_release_only",
        ABSENT,
        lambda cell: cell.same == "agency" and "attorney" in cell.owner.regimes and "attorney" in cell.viewer.regimes,
        "rules of professional conduct on screening (not read: gaps prosecution_wall, civil_wall)",
        "Two law offices of one agency tell each other nothing; on an order that names the other, ask counsel.",
    ),
    Difference(
        "supervisor_off_the_team_sees_the_own_alone",
        ABSENT,
        lambda cell: cell.role == "supervisor" and cell.member in {"never", "ended"} and cell.same != "program",
        "architecture 3, least privilege",
        "A supervisor who is not on the team sees the own program's records; what others share is for team members.",
    ),
    Difference(
        "part_2_order_reaches_part_2_programs",
        ABSENT,
        lambda cell: _paper(cell, "part_2_order") and "part_2" not in cell.owner.regimes,
        "42 USC 290dd-2(b)(2)(C); 42 CFR 2.61-2.67 (not read)",
        "Whether the order reaches a later holder of treatment records was not read; the program itself files it.",
    ),
    Difference(
        "mandated_report_stays_outside_part_2",
        ABSENT,
        lambda cell: _paper(cell, "mandated_report") and "part_2" in cell.owner.regimes,
        "42 USC 290dd-2(e)(2)",
        "The report is made outside; the original records stay protected, so the hub opens none of them for it.",
    ),
    Difference(
        "medical_emergency_is_part_2s",
        "",
        lambda cell: _paper(cell, "medical_emergency") and "part_2" not in cell.owner.regimes,
        "42 USC 290dd-2(b)(2)(A)",
        "The text is of treatment programs. Between clinics HIPAA's own ways (164.506, 164.512(j)) were not read.",
    ),
    Difference(
        "fatality_review_is_governments",
        KNOWN,
        lambda cell: _paper(cell, "fatality_review") and not cell.viewer.government,
        "42 USC 5106a(b)(2)(B)(viii)(IV); gap fatality_sharing",
        "Who else sits on a panel was not read, so a paper names a government body.",
    ),
    Difference(
        "capta_paper_opens_what_capta_opens",
        KNOWN,
        lambda cell: _paper(cell, "capta_ix"),
        "42 USC 5106a(b)(2)(B)(viii), (ix)",
        "Reports and records of child protection, as the law itself opens them; other laws ask for their paper.",
    ),
    Difference(
        "child_welfare_exception_is_about_education",
        KNOWN,
        lambda cell: _paper(cell, "ferpa_child_welfare") and cell.type not in {"education", "identity"},
        "20 USC 1232g(b)(1)(L)",
        "It is of the student's education; a school's other records (a report, a place) are no part of it.",
    ),
    Difference(
        "tribe_decides_in_an_emergency_too",
        KNOWN,
        lambda cell: cell.owner.slug == "tribes" and cell.emergency == "in_force",
        "25 USC 3205; tribal code",
        "A tribe decides about its own; nobody else's hurry opens it.",
    ),
)

MORE_OPEN = (
    Difference(
        "a_mandated_report_names_the_child",
        OPEN,
        lambda cell: _paper(cell, "mandated_report") and cell.type == "identity",
        "34 USC 12291(b)(2)(E); law and standards, 1.1 V8 and 0 (“child-abuse report content”)",
        "A report says whom it is about; an advocate files nothing under report, so without it she could not report.",
    ),
    Difference(
        "the_second_factor_is_asked_for",
        KNOWN,
        lambda cell: cell.type == "location" and not cell.fresh and cell.release in {"program", "agency"},
        "architecture 8 (“without access they are absent”); security T3",
        "A release in force opens it to this viewer, so it is not hidden: they are asked for the second factor.",
    ),
    Difference(
        "contractor_of_child_protection_is_its_agent",
        OPEN,
        lambda cell: _paper(cell, "capta_ix") and cell.viewer.slug == "child_welfare_contractor",
        "42 USC 5106a(b)(2)(B)(ix), “agent of such entity” (law and standards, 7 [R])",
        "The paper says for which body, under which contract. The oracle gives agency to three partner types only.",
    ),
)


def unlike(cell: Cell, shown: str, by: str) -> str | None:
    """Which difference this answer of the hub is: "" when none, None when nobody judged it."""
    answer = expected(cell)
    if _same(answer, shown, by):
        return ""
    known = expected(cell, ENCODED)
    if _same(known, shown, by):
        return min(answer.authorities - known.authorities)
    among = MORE_OPEN if RANK[shown] > RANK[known.shown] else STRICTER if RANK[shown] < RANK[known.shown] else ()
    for one in among:
        if one.of(cell) and one.shown in {"", shown}:
            return one.slug
    return None


def _same(answer: Answer, shown: str, by: str) -> bool:
    return answer.shown == shown and (shown != OPEN or by in answer.authorities)
