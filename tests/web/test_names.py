"""Room: tests. Each audience calls the young person as they want it to, and nobody learns the other names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.casework import cases, names, records
from coordination.declare.core_forms import CHILD, CHILD_1
from coordination.declare.names import ASKED_APART, FOR_ONE_AUDIENCE, GENERAL, Audience, slug_for
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage.record_tables import records as rows
from tests.casework.story import assigned, opened
from tests.community import Community, make_community
from tests.databases import SqliteStore

# HHS guide (seed 002): "Caseworkers should also consider how a person who has experienced trafficking wishes to
# identify and use their preferred terms or pronouns or offer them a choice."
GENERAL_ONE, WITH_POLICE, AT_SCHOOL, AT_HOME = "Generalia", "Policiana", "Scholastica", "Domestica"
ASKED = {
    "called": GENERAL_ONE,
    "pronouns": "they-in-general",
    "terms": "survivor-in-general",
    "called_police_and_court": WITH_POLICE,
    "pronouns_police_and_court": "she-with-police",
    "called_school": AT_SCHOOL,
    "called_family": AT_HOME,
    "terms_family": "words-at-home",
}
NOT_FOR_POLICE = ("Generalia", "they-in-general", "survivor-in-general", "Scholastica", "Domestica", "words-at-home")


@pytest.fixture(scope="module")
def here(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One community; what a page calls somebody does not depend on the engine."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("names") / "home")


@pytest.fixture(scope="module")
def case(here: Community) -> CaseId:
    """Opened by child protection under one name for all; corrected when the young person asked for others."""
    found = assigned(here, opened(here, "ana_cps_worker", called=GENERAL_ONE), "detectives", "sgt_lake", "det_lake")
    correct(here, found, ASKED)
    return found


def child_of(here: Community, case_id: CaseId) -> RecordId:
    """The newest record about the child, of child protection's."""
    with here.desk.consulting([case_id]) as cabinet:
        query = rows.select().where(rows.c.case_id == case_id, rows.c.form == CHILD.slug, rows.c.current.is_(True))
        return RecordId(cabinet.connection.execute(query).one().id)


def correct(here: Community, case_id: CaseId, typed: dict[str, str]) -> None:
    """A newer version of it."""
    records.correct(here.desk, here.actor("ana_cps_worker"), case_id, child_of(here, case_id), typed, new_id())


def test_every_page_and_print_calls_them_as_the_viewer_s_audience_shall(here: Community, case: CaseId) -> None:
    police, child = here.client("det_lake"), child_of(here, case)
    for address in ("/cases", "/work", f"/cases/{case}", f"/cases/{case}/print", f"/cases/{case}/records/{child}"):
        page = police.get(address).text
        assert WITH_POLICE in page, address
        assert "she-with-police" in page, address
        assert [name for name in NOT_FOR_POLICE if name in page] == [], address


def test_an_older_version_does_not_tell_the_name_that_was_replaced(here: Community, case: CaseId) -> None:
    page = here.client("det_lake").get(f"/cases/{case}/records/{child_of(here, case)}/history").text
    assert "Version 1" in page
    assert [name for name in NOT_FOR_POLICE if name in page] == []


def test_a_search_finds_them_by_the_names_the_searcher_may_know_alone(here: Community, case: CaseId) -> None:
    police, ana = here.client("det_lake"), here.client("ana_cps_worker")
    assert f"/cases/{case}" in police.send("/search", {"words": WITH_POLICE}).text
    for name in (GENERAL_ONE, AT_SCHOOL, AT_HOME):
        assert f"/cases/{case}" not in police.send("/search", {"words": name}).text, name
    for name in (GENERAL_ONE, WITH_POLICE, AT_SCHOOL, AT_HOME):  # who asked may be rung about each of them
        assert f"/cases/{case}" in ana.send("/search", {"words": name}).text, name


def test_whoever_asked_reads_and_corrects_all_of_it_but_prints_only_their_own(here: Community, case: CaseId) -> None:
    ana, child = here.client("ana_cps_worker"), child_of(here, case)
    for address in (f"/cases/{case}", f"/cases/{case}/records/{child}", f"/cases/{case}/records/{child}/correct"):
        page = ana.get(address).text
        assert [text for text in ASKED.values() if text not in page] == [], address
    paper = ana.get(f"/cases/{case}/print").text
    assert GENERAL_ONE in paper
    assert [name for name in (WITH_POLICE, AT_SCHOOL, AT_HOME, "words-at-home") if name in paper] == []


def test_a_name_for_another_audience_changes_no_byte_for_police(here: Community) -> None:
    """Hidden is absent: the same pages before and after, but for the times and tokens of each."""
    plain = {"called": "Lark", "called_police_and_court": "Wren"}
    two = [
        assigned(here, opened(here, "ana_cps_worker", **typed), "detectives", "sgt_lake", "det_lake")
        for typed in (plain, {**plain, "called_school": "Robin", "terms_family": "words-at-home", "pronouns": "they"})
    ]
    actor = here.actor("det_lake")
    pages = [cases.read(here.desk, actor, case_id) for case_id in two]
    assert pages[0].called == pages[1].called == "Wren"
    assert pages[0].child == pages[1].child == {"What they are called": "Wren"}


def test_another_program_s_record_does_not_tell_it_either(here: Community, case: CaseId) -> None:
    """The centre wrote the general name down too; police read of it what they were asked to call them."""
    audience = Audience.POLICE_AND_COURT
    asked = names.asked_for(ASKED, audience)
    said = names.heard({"called": GENERAL_ONE, "pronouns": "they-in-general", "age": "15"}, audience, asked)
    assert said == {"called": WITH_POLICE, "pronouns": "she-with-police", "age": "15"}


def test_one_answer_for_an_audience_takes_away_what_the_others_hear() -> None:
    only_words = {"called": "Wren", "pronouns": "they", "terms_school": "student"}
    assert names.heard(only_words, Audience.SCHOOL) == {"called": "Wren", "terms": "student"}
    assert names.heard(only_words, Audience.HEALTH) == {"called": "Wren", "pronouns": "they"}
    assert names.heard(only_words, Audience.TEAM) == {"called": "Wren", "pronouns": "they"}


def test_no_audience_hears_another_s_answer_whatever_was_asked() -> None:
    every = {slug: f"general {slug}" for slug in GENERAL} | {slug: slug for slug in FOR_ONE_AUDIENCE}
    for audience in Audience:
        said = names.heard(every, audience)
        own = {slug: slug_for(slug, audience) for slug in GENERAL} if audience in ASKED_APART else None
        assert said == (own or {slug: f"general {slug}" for slug in GENERAL})


def test_a_record_of_the_first_version_is_read_with_the_first_version(here: Community) -> None:
    case_id = opened(here, "ana_cps_worker", called="Finch")
    with here.desk.database.write() as connection:
        connection.execute(rows.update().where(rows.c.id == child_of(here, case_id)).values(form_version=1))
    page = here.client("ana_cps_worker").get(f"/cases/{case_id}/records/{child_of(here, case_id)}")
    assert "Finch" in page.text
    assert (CHILD_1.version, CHILD.version) == (1, 2)
    assert {asked.slug for asked in CHILD_1.questions} < {asked.slug for asked in CHILD.questions}
    correct(here, case_id, {"called": "Finch", "called_school": "Robin"})
    assert "Robin" in here.client("ana_cps_worker").get(f"/cases/{case_id}").text


def test_the_form_asks_each_audience_apart_and_folds_it_away(here: Community) -> None:
    page = here.client("ana_cps_worker").get("/cases/new").text
    assert page.count('<details class="hub-section">') == len(ASKED_APART)
    again = here.client("ana_cps_worker").send("/cases", {"called": "", "called_school": "Robin"})
    assert again.status_code == 422
    assert again.text.count('<details class="hub-section" open>') == 1


def test_the_pages_would_tell_if_nobody_left_anything_out(
    here: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: without the one function that leaves out, each of the pages tells."""
    monkeypatch.setattr(names, "heard", lambda answers, *_: dict(answers))
    police = here.client("det_lake")
    for address in ("/cases", f"/cases/{case}", f"/cases/{case}/print"):
        assert GENERAL_ONE in police.get(address).text, address
    assert AT_SCHOOL in police.get(f"/cases/{case}/records/{child_of(here, case)}").text
