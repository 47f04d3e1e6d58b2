"""Room: declare. The closed list of information types: every record is filed under exactly one.

Source: architecture §3 (the list) and §8 (which types are never shown locked). The list is closed so that a rule,
a release and a key always speak of the same thing.
"""

from __future__ import annotations

from enum import StrEnum


class InformationType(StrEnum):
    """What a record is about; the unit of releases, rules and data keys."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and every decision looks up types

    ADVOCACY = "advocacy"
    APPOINTMENT = "appointment"
    CASE_REVIEW = "case_review"
    CHILD_PROTECTION = "child_protection"
    COURT = "court"
    CRIMINAL_INVESTIGATION = "criminal_investigation"
    EDUCATION = "education"
    FORENSIC_INTERVIEW = "forensic_interview"
    HIV_STI = "hiv_sti"
    IDENTITY = "identity"
    IMMIGRATION = "immigration"
    LOCATION = "location"
    MEDICAL = "medical"
    MENTAL_HEALTH = "mental_health"
    MINOR_CONSENTED_CARE = "minor_consented_care"
    MISSING = "missing"
    ORIENTATION_AND_GENDER_IDENTITY = "orientation_and_gender_identity"
    PLACEMENT = "placement"
    PROSECUTION = "prosecution"
    PSYCHOTHERAPY_NOTES = "psychotherapy_notes"
    REPORT = "report"
    REPORTER_IDENTITY = "reporter_identity"
    SAFETY_PLAN = "safety_plan"
    SCREENING = "screening"
    SERVICE_PLAN = "service_plan"
    SUBSTANCE_USE = "substance_use"
    WORK_PRODUCT = "work_product"

    @property
    def words(self) -> str:
        """The words on screen, in the field's language (`title` is taken by str)."""
        return WORDS.get(self, self.value.replace("_", " ").capitalize())


WORDS = {
    InformationType.APPOINTMENT: "Order of appointment",
    InformationType.HIV_STI: "HIV and sexually transmitted infection",
    InformationType.MINOR_CONSENTED_CARE: "Care the young person consented to alone",
    InformationType.ORIENTATION_AND_GENDER_IDENTITY: "Sexual orientation and gender identity",
    InformationType.PSYCHOTHERAPY_NOTES: "Psychotherapy notes",
    InformationType.REPORTER_IDENTITY: "Who made the report",
    InformationType.MISSING: "Missing from home or care",
    InformationType.WORK_PRODUCT: "Attorney work product and what a client told an attorney",
}

# No release and no law gives these to another program (policy/floor.py), so a release form does not offer them.
# reporter_identity: 42 USC 5106a(b)(2)(B)(xviii). work_product: law-and-standards.md §0, "work product never".
NEVER_SHARED = frozenset({InformationType.REPORTER_IDENTITY, InformationType.WORK_PRODUCT})

# Even "there is something here, locked" would tell too much: identifying someone as a patient of substance-use
# treatment is itself a disclosure (42 CFR 2.13(c)); the rest follows architecture §8.
NEVER_SHOWN_LOCKED = frozenset(
    {
        InformationType.ADVOCACY,
        InformationType.HIV_STI,
        InformationType.IMMIGRATION,
        InformationType.MINOR_CONSENTED_CARE,
        InformationType.ORIENTATION_AND_GENDER_IDENTITY,
        InformationType.PSYCHOTHERAPY_NOTES,
        InformationType.REPORTER_IDENTITY,
        InformationType.SUBSTANCE_USE,
        InformationType.WORK_PRODUCT,
    }
)

# Opened by a release that names nothing else: an authorization for psychotherapy notes is one of its own, combined only
# with another for such notes (45 CFR 164.508(a)(2)).
RELEASED_ALONE = frozenset({InformationType.PSYCHOTHERAPY_NOTES})

# Opened only after a fresh second factor: where a child is can get the child killed (security.md T3).
STEP_UP = frozenset({InformationType.LOCATION})
