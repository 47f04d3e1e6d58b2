"""Room: tests. What the forms of our plugins ask, and what they never ask."""

from __future__ import annotations

import re

import pytest

from coordination.declare import Form, InformationType, QuestionKind
from coordination.declare.core_forms import CORE_FORMS
from tests.plugins.ours import catalog

T = InformationType

# Each in its newest version; what was filed on an older one is still read with that.
FORMS = [
    (partner.slug, form)
    for partner in catalog().partner_types.values()
    for form in partner.forms
    if form is catalog().form(partner.slug, form.slug)
]
NAMED = pytest.mark.parametrize(("partner", "form"), FORMS, ids=[f"{slug}-{form.slug}" for slug, form in FORMS])

# partner type, form: information type, and whether it records a suspicion
EXPECTED = {
    ("child_advocacy_center", "case_review_note"): (T.CASE_REVIEW, False),
    ("child_advocacy_center", "intake"): (T.REPORT, True),
    ("child_advocacy_center", "interview_arrangement"): (T.FORENSIC_INTERVIEW, False),
    ("child_advocacy_center", "interview_summary"): (T.FORENSIC_INTERVIEW, True),
    ("child_advocacy_center", "services_note"): (T.SERVICE_PLAN, False),
    ("child_protection_attorney", "attorney_note"): (T.WORK_PRODUCT, False),
    ("child_protection_attorney", "court_filing"): (T.COURT, False),
    ("child_protection_attorney", "protection_case"): (T.COURT, False),
    ("child_representation", "appointment_order"): (T.APPOINTMENT, False),
    ("child_representation", "child_confidence"): (T.WORK_PRODUCT, False),
    ("child_representation", "report_to_court"): (T.COURT, False),
    ("child_representation", "representation_note"): (T.SERVICE_PLAN, False),
    ("child_welfare", "child_protection_note"): (T.CHILD_PROTECTION, False),
    ("child_welfare", "consultation"): (T.CHILD_PROTECTION, False),
    ("child_welfare", "icwa_inquiry"): (T.CHILD_PROTECTION, False),
    ("child_welfare", "icwa_notice"): (T.CHILD_PROTECTION, False),
    ("child_welfare", "missing_report"): (T.MISSING, False),
    ("child_welfare", "placement_note"): (T.PLACEMENT, False),
    ("child_welfare", "reporter"): (T.REPORTER_IDENTITY, False),
    ("child_welfare", "return_debrief"): (T.MISSING, True),
    ("child_welfare", "safety_plan"): (T.SAFETY_PLAN, False),
    ("child_welfare", "screening_decision"): (T.REPORT, False),
    ("child_welfare", "screening_note"): (T.SCREENING, True),
    ("child_welfare", "suspected_exploitation_report"): (T.REPORT, True),
    ("child_welfare", "trafficking_detail"): (T.CHILD_PROTECTION, True),
    ("courts", "court_order"): (T.COURT, False),
    ("courts", "docket_entry"): (T.COURT, False),
    ("juvenile_justice", "absence"): (T.MISSING, False),
    ("juvenile_justice", "court_report"): (T.COURT, False),
    ("juvenile_justice", "custody_note"): (T.PLACEMENT, False),
    ("juvenile_justice", "intake_screening"): (T.SCREENING, True),
    ("juvenile_justice", "possible_victim_report"): (T.REPORT, True),
    ("juvenile_justice", "supervision_note"): (T.SERVICE_PLAN, False),
    ("law_enforcement", "investigation_note"): (T.CRIMINAL_INVESTIGATION, False),
    ("law_enforcement", "missing_child"): (T.MISSING, False),
    ("law_enforcement", "police_report"): (T.REPORT, True),
    ("medical", "care_alone"): (T.MINOR_CONSENTED_CARE, False),
    ("medical", "hiv_sti_care"): (T.HIV_STI, False),
    ("medical", "medical_concern"): (T.REPORT, True),
    ("medical", "medical_exam"): (T.MEDICAL, True),
    ("medical", "sexual_assault_exam"): (T.MEDICAL, True),
    ("mental_health", "clinical_assessment"): (T.MENTAL_HEALTH, False),
    ("mental_health", "engagement_note"): (T.SERVICE_PLAN, False),
    ("mental_health", "mental_health_intake"): (T.MENTAL_HEALTH, True),
    ("mental_health", "psychotherapy_note"): (T.PSYCHOTHERAPY_NOTES, False),
    ("mental_health", "safety_plan"): (T.SAFETY_PLAN, False),
    ("prosecution", "attorney_note"): (T.WORK_PRODUCT, False),
    ("prosecution", "charging_decision"): (T.PROSECUTION, False),
    ("prosecution", "court_filing"): (T.COURT, False),
    ("prosecution", "prosecution_intake"): (T.REPORT, True),
    ("prosecution", "prosecution_note"): (T.PROSECUTION, False),
    ("safe_housing", "housing_plan"): (T.SERVICE_PLAN, False),
    ("safe_housing", "safety_plan"): (T.SAFETY_PLAN, False),
    ("safe_housing", "shelter_intake"): (T.ADVOCACY, True),
    ("safe_housing", "shelter_note"): (T.ADVOCACY, False),
    ("safe_housing", "shelter_stay"): (T.ADVOCACY, False),
    ("schools", "attendance_note"): (T.EDUCATION, False),
    ("schools", "emergency_disclosure"): (T.EDUCATION, False),
    ("schools", "enrollment_note"): (T.EDUCATION, False),
    ("schools", "school_concern"): (T.REPORT, True),
    ("schools", "school_support_plan"): (T.EDUCATION, False),
    ("substance_use", "treatment_attendance"): (T.SUBSTANCE_USE, False),
    ("substance_use", "treatment_intake"): (T.SUBSTANCE_USE, True),
    ("substance_use", "treatment_note"): (T.SUBSTANCE_USE, False),
    ("tribes", "cultural_plan"): (T.SERVICE_PLAN, False),
    ("tribes", "inquiry_and_notice"): (T.COURT, False),
    ("tribes", "kin_and_placement"): (T.PLACEMENT, False),
    ("tribes", "safety_plan"): (T.SAFETY_PLAN, False),
    ("tribes", "tribal_decision"): (T.COURT, False),
    ("tribes", "tribal_missing"): (T.MISSING, False),
    ("tribes", "tribal_note"): (T.CHILD_PROTECTION, False),
    ("tribes", "tribal_report"): (T.REPORT, True),
    ("victim_advocacy", "advocacy_intake"): (T.ADVOCACY, True),
    ("victim_advocacy", "advocacy_note"): (T.ADVOCACY, False),
    ("victim_advocacy", "needs_plan"): (T.SERVICE_PLAN, False),
    ("victim_advocacy", "safety_plan"): (T.SAFETY_PLAN, False),
    ("victim_witness", "court_safety_plan"): (T.SAFETY_PLAN, False),
    ("victim_witness", "victim_witness_intake"): (T.SERVICE_PLAN, False),
    ("victim_witness", "victim_witness_note"): (T.PROSECUTION, False),
}


def test_forms_are_filed_where_they_belong() -> None:
    assert {(slug, form.slug): (form.information_type, form.suspicion) for slug, form in FORMS} == EXPECTED


def test_form_filed_under_court_says_who_gets_it() -> None:
    """To file there is the program's own act, a tribe's too, only if the form says where it goes."""
    of_court = [form for _, form in FORMS if form.information_type is T.COURT]
    said = ("The court that has a place on this case gets this.", "Those who filed with this court on the matter see")
    assert len(of_court) > len(said)
    assert [form.slug for form in of_court if not any(one in form.introduction for one in said)] == []


def _form(partner: str, slug: str) -> Form:
    form = catalog().form(partner, slug)
    assert form
    return form


@NAMED
def test_form_asks_exactly_one_thing_that_must_be_answered(partner: str, form: Form) -> None:
    assert sum(question.required for question in form.questions) == 1


@NAMED
def test_form_speaks_to_a_person(partner: str, form: Form) -> None:
    assert form.introduction.endswith(".")
    for question in form.questions:
        assert len(question.title) <= 110, question.slug
        assert not question.hint or question.hint.endswith("."), question.slug


OUR_NOTES = re.compile(r"\.md|checklist|architecture|DECISIONS|\bB?[A-D]\d+\b", re.IGNORECASE)


def test_source_of_a_form_is_something_that_a_worker_could_look_up() -> None:
    """It stands under the form ("Questions from: …"), so it names a law or a guide and never our own notes."""
    sources = {form.slug: form.source for form in (*CORE_FORMS, *(form for _, form in FORMS))}
    assert {slug: source for slug, source in sources.items() if OUR_NOTES.search(source)} == {}
    assert OUR_NOTES.search("law-and-standards.md §0")
    assert OUR_NOTES.search("seed checklist C13")


# What belongs to a type of its own, and must not ride along in a record that law or release may open to others.
OF_ITS_OWN = re.compile(
    r"lgbt|sexual orientation|gender|immigration status|hiv|infection|contracepti|diagnos\w+\?|drug use|substance",
    re.IGNORECASE,
)
# The forms of those very types, which ask for it.
ITS_OWN = {T.HIV_STI, T.MINOR_CONSENTED_CARE, T.SUBSTANCE_USE}


@NAMED
def test_form_asks_nothing_that_is_a_type_of_its_own(partner: str, form: Form) -> None:
    for question in form.questions if form.information_type not in ITS_OWN else ():
        words = " ".join([question.title, *(choice.title for choice in question.choices)])
        assert not OF_ITS_OWN.search(words), question.slug


def test_screening_asks_each_indicator_with_unknown_and_scores_nothing() -> None:
    form = _form("child_welfare", "screening_note")
    indicators = [question for question in form.questions if question.kind is QuestionKind.YES_NO_UNKNOWN]
    assert len(indicators) == 16
    assert not any(question.required for question in indicators)
    assert not any(question.kind is QuestionKind.NUMBER for question in form.questions)
    titles = " ".join(choice.title for question in form.questions for choice in question.choices)
    assert "not a victim" not in titles.lower()


CHARGE = re.compile(r"charg|offen[cs]e|prostitut|solicit|delinquen|convict", re.IGNORECASE)


@NAMED
def test_form_speaks_of_a_charge_only_where_it_names_the_defendant(partner: str, form: Form) -> None:
    """Seed checklist B18: victims, not criminals; a charge is never derived from what was done to a child."""
    for question in form.questions:
        words = [question.title, *(choice.title for choice in question.choices)]
        assert not any(CHARGE.search(word) for word in words) or "defendant" in question.title, question.slug


def test_juvenile_justice_has_no_field_for_a_charge_at_all() -> None:
    forms = catalog().partner_types["juvenile_justice"].forms
    assert not CHARGE.search(" ".join(f"{asked.slug} {asked.title}" for form in forms for asked in form.questions))


def test_interview_summary_asks_for_nothing_the_child_said() -> None:
    for slug in ("interview_arrangement", "interview_summary"):
        for question in _form("child_advocacy_center", slug).questions:
            assert not re.search(r"said|statement|disclos|words|transcript|video", question.title, re.IGNORECASE)


def test_missing_report_holds_what_federal_law_has_reported() -> None:
    slugs = {question.slug for question in _form("child_welfare", "missing_report").questions}
    assert slugs >= {"photo", "description", "pregnant", "medicine", "suicidal", "trafficking_risk", "police_told_at"}
    assert "ncmec_told_at" in slugs


def test_report_of_exploitation_takes_an_unknown_offender() -> None:
    for partner, slug in (("child_welfare", "suspected_exploitation_report"), ("child_advocacy_center", "intake")):
        (question,) = [one for one in _form(partner, slug).questions if one.slug == "offender_relation"]
        assert not question.required
        assert "unknown" in {choice.slug for choice in question.choices}


def words_of(form: Form) -> str:
    """Everything that the form asks, as one text."""
    asked = [(one.title, one.hint, *(choice.title for choice in one.choices)) for one in form.questions]
    return " ".join(text for texts in asked for text in texts)


def test_no_form_of_a_shelter_asks_where_it_or_anybody_is() -> None:
    """Issue: "safe_housing (confidential)"; 42 USC 10406(c)(5)(H): its location shall not be made public."""
    partner = catalog().partner_types["safe_housing"]
    assert not partner.holds & {T.LOCATION, T.PLACEMENT}
    assert catalog().form("safe_housing", "safe_contact") is None
    for form in partner.forms:
        for question in form.questions:
            assert not re.search(r"address|\bstreet\b|\btown\b|\bcity\b|where (?!it stands)", question.title.lower())


def test_exam_summaries_ask_nothing_of_what_was_told() -> None:
    for slug in ("medical_exam", "sexual_assault_exam"):
        assert not re.search(r"said|told about|disclos|exact words", words_of(_form("medical", slug)), re.IGNORECASE)


def test_treatment_intake_asks_for_no_crime_of_the_patient() -> None:
    for form in catalog().partner_types["substance_use"].forms:
        assert not re.search(r"arrest|charge|crime|probation|dealer|sold", words_of(form), re.IGNORECASE)


def test_everything_a_treatment_program_writes_tells_of_a_patient_and_is_filed_so() -> None:
    """Law notes 7: "Identifying someone as an SUD patient is itself a disclosure"."""
    assert {form.information_type for form in catalog().partner_types["substance_use"].forms} == {T.SUBSTANCE_USE}


def test_tribe_is_asked_as_a_government_that_decides() -> None:
    """Law notes 7: "the tribe may be custodian and decider"; 25 USC 1912(a) for the notice."""
    decision = {question.slug: question for question in _form("tribes", "tribal_decision").questions}
    assert {"custodian_order", "custodian_code", "court"} <= {one.slug for one in decision["standing"].choices}
    notice = {question.slug: question for question in _form("tribes", "inquiry_and_notice").questions}
    assert "10 days" in notice["received_on"].hint
    assert "20 days" in notice["more_time"].title
    assert "looking" in {one.slug for one in notice["membership"].choices}


def test_liaison_for_homeless_students_has_a_place_and_a_form() -> None:
    assert dict(catalog().partner_types["schools"].roles)["coordinator"] == "McKinney-Vento liaison"
    slugs = {question.slug for question in _form("schools", "enrollment_note").questions}
    assert slugs >= {"liaison_asked", "unaccompanied", "same_school"}
