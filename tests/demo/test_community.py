"""Room: tests. The demo's community keeps what its table promises, on both engines, as each of its people finds it."""

from __future__ import annotations

from contextlib import closing

import pytest

from coordination.audit.keeper import press
from coordination.audit.verify import verify
from coordination.casework import case_list, cases, conflicts, drafts, record_pages, releases, requests
from coordination.cli.work import checkpoint
from coordination.database.engine import Database
from coordination.declare.information import InformationType
from coordination.demo.residents import RESIDENTS
from coordination.model.case import CasePage
from coordination.model.errors import Refused
from coordination.model.explanation import Access
from tests.demo.loaded import Demo


def _access(page: CasePage, kind: str, program: str) -> Access | None:
    return next(
        (
            line.access
            for line in page.types
            if line.information_type is InformationType(kind) and line.program_name.endswith(program)
        ),
        None,
    )


def _authorities(page: CasePage, program: str) -> set[str]:
    return {line.citation for line in page.types if line.program_name.endswith(program) and line.access is Access.OPEN}


def test_everybody_of_the_roster_can_sign_in(demo: Demo) -> None:
    for one in RESIDENTS:
        if one.program is not None:
            actor = demo.actor(one.subject)
            assert (actor.name, actor.role) == (one.name, one.role)


def test_new_person_finds_nobody_but_whom_to_ask(demo: Demo) -> None:
    with pytest.raises(Refused) as refused:
        demo.actor("new_person")
    assert refused.value.reason == "not_on_roster"


def test_there_are_eight_cases_and_more_in_different_situations(demo: Demo) -> None:
    assert set(demo.pages("ana_cps_worker")) == {
        "Ash",
        "Dana",
        "Jade",
        "Mateo",
        "Robin",
        "Skye",
        "Tansy",
        "Tilly",
        "Wren",
    }


def test_police_see_by_the_law_alone(demo: Demo) -> None:
    jade = demo.pages("det_lake")["Jade"]
    assert _access(jade, "report", "Child Protection") is Access.OPEN
    assert _authorities(jade, "Child Protection") == {"42 USC 5106a(b)(2)(B)(ix)"}
    assert _access(jade, "reporter_identity", "Child Protection") is None


def test_the_place_of_a_child_waits_for_a_second_factor(demo: Demo) -> None:
    assert _access(demo.pages("ana_cps_worker")["Jade"], "location", "Child Protection") is Access.STEP_UP


def test_center_sees_danas_report_by_her_release_alone(demo: Demo) -> None:
    dana = demo.pages("coo_harbor")["Dana"]
    line = next(one for one in dana.types if one.information_type is InformationType.REPORT)
    assert line.access is Access.OPEN
    assert line.sentence.startswith("You see this because Dana’s release of ")
    assert line.until is not None
    assert dana.coordinates


@pytest.mark.parametrize(("called", "state"), [("Mateo", "revoked"), ("Tilly", "expired")])
def test_release_that_ended_opens_nothing_more(demo: Demo, called: str, state: str) -> None:
    own = demo.pages("ana_cps_worker")[called]
    desk = demo.hub.desk
    ended = releases.listed(desk, demo.actor("ana_cps_worker"), own.header.case_id)
    assert [release.state for release in ended] == [state]
    page = demo.pages("int_harbor")[own.header.reference]
    assert _access(page, "report", "Child Protection") is Access.KNOWN
    assert page.called == ""


def test_restricted_case_is_gone_for_all_but_the_named(demo: Demo) -> None:
    assert demo.pages("sam_cps_supervisor")["Wren"].restricted
    reference = demo.pages("ana_cps_worker")["Wren"].header.reference
    for subject in ("det_lake", "sgt_lake"):
        assert not {"Wren", reference} & set(demo.pages(subject))


def test_conflict_beats_the_detective_and_not_his_sergeant(demo: Demo) -> None:
    case_id = demo.pages("sgt_lake")["Ash"].header.case_id
    assert "Ash" not in demo.pages("det_lake")
    with pytest.raises(Refused):
        cases.read(demo.hub.desk, demo.actor("det_lake"), case_id)
    assert [kept.target_name for kept in conflicts.listed(demo.hub.desk, demo.actor("pri_privacy"))] == ["Leo Marsh"]


def test_luca_is_closed_and_the_record_filed_twice_withdrawn(demo: Demo) -> None:
    luca = demo.pages("det_lake")["Luca"]
    assert not luca.header.open
    missing = next(line for line in luca.types if line.information_type is InformationType.MISSING)
    assert len(missing.records) == 1


def test_advocate_is_seen_by_the_center_she_named_and_by_nobody_else(demo: Demo) -> None:
    (mine,) = demo.pages("adv_safe").values()
    for subject in ("ana_cps_worker", "sam_cps_supervisor", "det_lake"):
        pages = demo.pages(subject)
        page = pages.get("Skye") or pages[mine.header.reference]
        assert "Community Advocates" not in repr(page)
        assert "Safe Path" not in repr(page)
    center = demo.pages("coo_harbor")["Skye"]
    assert center.header.case_id == mine.header.case_id
    assert _access(center, "service_plan", "Community Advocates") is Access.OPEN
    assert _access(center, "advocacy", "Community Advocates") is None


def test_advocate_sees_what_her_release_names_and_nothing_more(demo: Demo) -> None:
    (mine,) = demo.pages("adv_safe").values()
    assert {line.information_type for line in mine.types} == {InformationType.ADVOCACY, InformationType.SERVICE_PLAN}


def test_request_waits_for_the_supervisor(demo: Demo) -> None:
    assert sum(one.waiting for one in requests.listed(demo.hub.desk, demo.actor("sam_cps_supervisor")).received) == 1
    assert sum(one.waiting for one in requests.listed(demo.hub.desk, demo.actor("sgt_lake")).received) == 0


def test_draft_waits_for_its_author_alone(demo: Demo) -> None:
    (draft,) = drafts.mine(demo.hub.desk, demo.actor("ana_cps_worker"))
    assert drafts.mine(demo.hub.desk, demo.actor("sam_cps_supervisor")) == ()
    with pytest.raises(Refused):
        drafts.resume(demo.hub.desk, demo.actor("sam_cps_supervisor"), draft.facts.draft_id)


def test_robins_report_has_two_versions(demo: Demo) -> None:
    robin = demo.pages("ana_cps_worker")["Robin"]
    report = next(line for line in robin.types if line.information_type is InformationType.REPORT)
    ((head, _title),) = report.records
    history = record_pages.history(demo.hub.desk, demo.actor("ana_cps_worker"), robin.header.case_id, head.id)
    assert len(history.versions) == 2


def test_nobody_who_never_reads_has_a_list_of_cases(demo: Demo) -> None:
    for subject in ("aud_north", "adm_north", "pri_privacy"):
        with pytest.raises(Refused):
            case_list.mine(demo.hub.desk, demo.actor(subject))


def test_loading_was_decided_logged_and_signed(demo: Demo) -> None:
    """Every act of the stories has its entry, in the order of their days, and a checkpoint proves them all."""
    checkpoint(demo.settings)
    with closing(Database.open(demo.settings.sequencer_url)) as database, database.read() as connection:
        signing = press(demo.settings)
        report = verify(connection, signing.verifiers, signing.origin, signing.second_path, columns=True)
        disorder = "SELECT count(*) FROM entry a JOIN entry b ON b.id = a.id + 1 WHERE b.at < a.at"
        assert connection.exec_driver_sql(disorder).scalar() == 0
        acts = connection.exec_driver_sql(
            "SELECT count(*) FROM entry WHERE action = 'record:file' AND outcome = 'allowed'"
        ).scalar()
    assert report.findings == ()
    assert report.signed == report.size > 500
    assert report.waiting == 0
    assert acts == 117
    assert signing.origin == f"{demo.settings.host}:{demo.settings.port}/access-log"
