"""Room: tests. Documents for other systems: what is in them, what never is, their gaps, periods and numbers.

The community is built once, on SQLite: what a document holds does not depend on the engine. The pages on both engines:
tests/web/test_document_pages.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.audit import keeper
from coordination.casework import document_data, document_fields, document_pdf, documents, record_pages, records
from coordination.casework.document_fields import Sheet
from coordination.declare.document import Document
from coordination.declare.form import QuestionKind
from coordination.declare.information import InformationType
from coordination.model.document import Made
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId, new_id
from coordination.model.record import Answer, Happened, Record
from coordination.model.reporting_period import period_called
from tests.casework.papers import data_of, filed, text_of
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.plugins.ours import catalog

ANA = "ana_cps_worker"
AFCARS, PERIOD = "afcars_victim_elements", "2026-04"


@pytest.fixture(scope="module")
def here(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, built once; each test opens a case of its own."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("documents") / "home")


def made(here: Community, case: CaseId, slug: str, period: str = "", who: str = ANA) -> Made:
    """One copy of a document."""
    return documents.make(here.desk, here.actor(who), case, slug, period)


def fields_of(copy: Made) -> dict[str, str]:
    """What stands in each field, "" where it is blank."""
    return {line.slug: ", ".join(line.words) for line in copy.lines}


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_a_document_is_filled_from_the_records_and_says_where_each_answer_came_from(here: Community) -> None:
    case = opened(here, ANA, born="2012-02-29")
    filed(here, case, ANA, "missing_report", circumstances="Left after supper.", pregnant="no", medicine="unknown")
    copy = made(here, case, "ncmec_packet")
    said = fields_of(copy)
    assert said["called"] == "Wren"
    assert said["age"] == "14"
    assert said["circumstances"] == "Left after supper."
    assert said["pregnant"] == "No"
    assert said["height"] == ""
    gaps = {line.slug: line.gap for line in copy.gaps}
    assert gaps["height"] == "Nobody has written this down."
    assert gaps["medicine"] == "Asked, and not known."
    assert "pregnant" not in gaps
    assert all(line.came_from.startswith("Missing from") for line in copy.lines if line.slug == "circumstances")


def test_only_the_newest_report_fills_it_so_that_two_episodes_are_never_mixed(here: Community) -> None:
    case = opened(here, ANA)
    filed(here, case, ANA, "missing_report", circumstances="The first time.", pregnant="yes")
    here.clock.forward(minutes=1)
    filed(here, case, ANA, "missing_report", circumstances="The second time.")
    said = fields_of(made(here, case, "ncmec_packet"))
    assert (said["circumstances"], said["pregnant"]) == ("The second time.", "")


def test_a_corrected_record_counts_as_it_was_corrected_and_a_withdrawn_one_not_at_all(here: Community) -> None:
    case, ana = opened(here, ANA), here.actor(ANA)
    first = filed(here, case, ANA, "missing_report", circumstances="Wrong.")
    right = records.correct(here.desk, ana, case, first, {"circumstances": "Right."}, new_id())
    assert fields_of(made(here, case, "ncmec_packet"))["circumstances"] == "Right."
    records.withdraw(here.desk, ana, case, right, "wrong_case", new_id())
    assert fields_of(made(here, case, "ncmec_packet"))["circumstances"] == ""


def test_each_copy_has_a_number_of_its_own_and_one_entry_that_names_only_the_own_program(here: Community) -> None:
    case = assigned(here, opened(here, ANA), "detectives", "sgt_lake", "det_lake")
    filed(here, case, ANA, "missing_report", circumstances="x")
    before = len(entries_of(here))
    one, other = made(here, case, "ncmec_packet"), made(here, case, "ncmec_packet")
    assert one.number != other.number
    new = [entry for entry in entries_of(here)[before:] if entry["action"] == "document:make"]
    assert [entry["purpose"] for entry in new] == ["ncmec_packet"] * 2
    assert all(one.number.replace("-", "").lower() in json.dumps(new[0]) for one in (one,))
    shown = {(kind, owner) for entry in new for kind, owner, *_ in entry["shown"]}
    assert {owner for _, owner in shown} == {here.programs["cps"].handle}
    assert {kind for kind, _ in shown} == {"identity", "missing"}


def test_what_another_program_opened_to_the_maker_is_in_no_document(here: Community) -> None:
    """Police read child protection's report by federal law; what they send on is their own work alone."""
    case = assigned(here, opened(here, ANA), "detectives", "sgt_lake", "det_lake")
    filed(here, case, ANA, "suspected_exploitation_report", what_happened="canary-of-child-protection")
    filed(here, case, "det_lake", "police_report", facts="canary-of-police")
    copy = made(here, case, "cybertipline_report", who="det_lake")
    assert fields_of(copy)["what_happened"] == "canary-of-police"
    assert fields_of(copy)["called"] == ""
    for content in (document_pdf.draw(copy), document_data.write(copy)):
        text = text_of(content) if content.startswith(b"%PDF") else content.decode()
        assert "canary-of-police" in text
        assert "canary-of-child-protection" not in text


def test_paper_and_data_hold_no_canary_but_those_of_the_fields_themselves(here: Community) -> None:
    """Every form of the program is filed with a canary in each question; only what a field is filled from comes out."""
    case = opened(here, ANA)
    here.clock.forward(minutes=1)
    sown = _sow(here, case)
    for document in documents.of_program(here.desk, here.actor(ANA)):
        copy = made(here, case, document.slug)
        paper, data = text_of(document_pdf.draw(copy)), document_data.write(copy).decode()
        asked = {(one.form, one.question) for one in document.asked()}
        for place, canary in sown.items():
            if canary in paper or canary in data:
                assert place in asked, (document.slug, place)
        words = [sown[place] for place in asked if place in sown]
        assert any(word in data and word in paper for word in words) or not words, document.slug


def _sow(here: Community, case: CaseId) -> dict[tuple[str, str], str]:
    """A record on each form, with a word of its own in every question that takes words."""
    sown: dict[tuple[str, str], str] = {}
    for number, form in enumerate(here.desk.catalog.forms_of("child_welfare")):
        answers: dict[str, str | list[str]] = {}
        for place, question in enumerate(form.questions):
            if question.kind in {QuestionKind.LINE, QuestionKind.TEXT}:
                sown[form.slug, question.slug] = answers[question.slug] = f"canary{number:02}{place:02}x"
            elif question.kind is QuestionKind.ONE:
                answers[question.slug] = question.choices[0].slug
            elif question.kind is QuestionKind.YES_NO_UNKNOWN and question.required:
                answers[question.slug] = "no"
            elif question.kind is QuestionKind.INSTANT and question.required:
                answers[question.slug] = "2026-11-01 08:00"
        filed(here, case, ANA, form.slug, **answers)
    return sown


def test_whoever_made_a_document_is_among_the_readers_of_a_record_that_is_withdrawn(here: Community) -> None:
    case, ana = opened(here, ANA), here.actor(ANA)
    record = filed(here, case, ANA, "missing_report", circumstances="x")
    here.clock.forward(minutes=1)
    sam = here.actor("sam_cps_supervisor")
    documents.make(here.desk, sam, case, "ncmec_packet")
    here.clock.forward(minutes=1)
    records.withdraw(here.desk, ana, case, record, "wrong_case", new_id())
    with keeper.keeping(here.hub.settings) as sequencer:
        sequencer.close(here.clock.now)
    readers = record_pages.read(here.desk, sam, case, record).readers
    assert {(one.person, one.how) for one in readers} >= {("Sam Reed", "made a document that could hold it")}


# --- blank is not no --------------------------------------------------------------------------------------------------


def test_a_blank_and_a_not_known_stay_blank_in_the_federal_file_and_codes_are_not_invented(here: Community) -> None:
    case = opened(here, ANA, born="2013-01-01")
    filed(here, case, ANA, "trafficking_detail", occasion="period", as_of="2026-09-30", before_care="unknown")
    copy = made(here, case, AFCARS, PERIOD)
    said = data_of(document_data.write(copy))
    assert said["before_care"]["answer"] is None
    assert "stays blank" in said["before_care"]["gap"]
    assert said["in_care"]["answer"] is None
    assert {field["code"] for field in said.values()} == {None}
    assert "were not read" in said["before_care"]["not_encoded"]
    assert said["age"]["answer"] == "13"


ELEMENTS = ("at_removal", "before_care", "before_care_reported", "in_care", "in_care_reported")
SAID = st.sampled_from(["", "yes", "no", "unknown"])


@given(st.fixed_dictionaries(dict.fromkeys(ELEMENTS, SAID)))
def test_no_answer_ever_becomes_another_one(said: dict[str, str]) -> None:
    """45 CFR 1355.43(d): missing data "must be reported blank"; it may not be mapped to a valid response."""
    found = {line.slug: line for line in document_fields.fill_all(_sheet(_afcars(), said))}
    for slug, answer in said.items():
        assert found[slug].value == (answer if answer in {"yes", "no"} else None)
        assert bool(found[slug].words) is (answer in {"yes", "no"})


def test_a_mapping_of_blank_to_no_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta: the property above, with a filler that says no where nobody answered."""
    honest = document_fields.fill

    def eager(sheet: Sheet, field: object) -> object:
        line = honest(sheet, field)  # type: ignore[arg-type] # as it was called
        return line if line.words else replace(line, words=("No",), value="no")

    monkeypatch.setattr(document_fields, "fill", eager)
    found = {line.slug: line for line in document_fields.fill_all(_sheet(_afcars(), {}))}
    assert found["in_care"].value == "no"


def test_what_stands_within_an_element_is_a_gap_only_where_that_is_yes() -> None:
    for before_care, gap in (("yes", True), ("no", False), ("", False)):
        lines = {line.slug: line for line in document_fields.fill_all(_sheet(_afcars(), {"before_care": before_care}))}
        assert bool(lines["before_care_reported"].gap) is gap


def _afcars() -> Document:
    (document,) = [one for one in catalog().jurisdictions["us_federal"].documents if one.slug == AFCARS]
    return document


def _sheet(document: Document, said: dict[str, str]) -> Sheet:
    answers: dict[str, Answer] = {slug: answer for slug, answer in said.items() if answer}
    record = _record("trafficking_detail", InformationType.CHILD_PROTECTION, answers)
    return Sheet(
        catalog=catalog(),
        partner_type="child_welfare",
        zone="America/Chicago",
        document=document,
        newest={record.form: record},
        today=date(2026, 11, 21),
        period=period_called(PERIOD),
        worked={},
    )


def _record(form: str, kind: InformationType, answers: dict[str, Answer], filed_on: str = "2026-11-21") -> Record:
    return Record(
        id=RecordId("r"),
        handle=Handle("h"),
        case_id=CaseId("c"),
        program_id=ProgramId("p"),
        information_type=kind,
        form=form,
        form_version=1,
        first_id=RecordId("r"),
        corrects=None,
        current=True,
        author_id=PersonId("a"),
        author_name="A",
        filed_at=datetime.fromisoformat(f"{filed_on}T15:00:00").replace(tzinfo=UTC),
        learned_at=None,
        happened=Happened(),
        answers=answers,
    )


def test_a_record_of_a_type_that_is_kept_out_fills_nothing_even_under_the_right_form() -> None:
    for kind in (InformationType.REPORTER_IDENTITY, InformationType.IMMIGRATION, InformationType.LOCATION):
        record = _record("trafficking_detail", kind, {"in_care": "yes"})
        sheet = replace(_sheet(_afcars(), {}), newest={record.form: record})
        assert {line.slug for line in document_fields.fill_all(sheet) if line.slug == "in_care" and line.words} == set()


# --- periods ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "there"), [("2026-03-31", False), ("2026-04-01", True), ("2026-09-30", True), ("2026-10-01", False)]
)
def test_a_detail_counts_for_the_period_of_its_day_and_for_no_other(here: Community, as_of: str, there: bool) -> None:
    case = opened(here, ANA)
    filed(here, case, ANA, "trafficking_detail", occasion="period", as_of=as_of, in_care="yes")
    assert (fields_of(made(here, case, AFCARS, PERIOD))["in_care"] == "Yes") is there


def test_a_detail_without_a_day_counts_for_the_period_in_which_it_was_filed(here: Community) -> None:
    case = opened(here, ANA)
    filed(here, case, ANA, "trafficking_detail", occasion="learned", in_care="no")
    assert fields_of(made(here, case, AFCARS, "2026-10"))["in_care"] == "No"
    assert fields_of(made(here, case, AFCARS, PERIOD))["in_care"] == ""


def test_the_code_set_goes_by_the_period_and_what_has_none_says_so() -> None:
    """law-and-standards.md §3.1: elements "return for periods from 1 Oct 2028 and the sections are re-lettered"."""
    names = {slug: _afcars().code_set(slug) for slug in ("2022-04", "2022-10", "2028-04", "2028-10")}
    assert {slug: found.slug if found else "" for slug, found in names.items()} == {
        "2022-04": "",
        "2022-10": "afcars_2020_rule",
        "2028-04": "afcars_2020_rule",
        "2028-10": "afcars_from_october_2028",
    }
    assert all(found.not_encoded for found in names.values() if found)


def test_a_period_that_is_none_gives_the_one_that_runs_now(here: Community) -> None:
    copy = made(here, opened(here, ANA), AFCARS, "2026-07")
    assert copy.period == period_called("2026-10")
    assert made(here, opened(here, ANA), "ncmec_packet", "2026-04").period is None
