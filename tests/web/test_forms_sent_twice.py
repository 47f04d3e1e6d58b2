"""Room: tests. Every form sent twice shows the first result and acts once; its key is good for nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coordination.casework import conflicts, restrictions, teams
from coordination.model.ids import new_id
from coordination.storage import case_tables
from coordination.storage.record_tables import records as record_rows
from tests.casework.story import entries_of
from tests.casework.test_releases import open_case
from tests.community import Community
from tests.web.sendable import FORMS, NOTE, Form, Scene, names_the_hub
from tests.web.sendable_of_disclosures import FORMS_OF_DISCLOSURES

ALL_FORMS = (*FORMS, *FORMS_OF_DISCLOSURES)


@pytest.fixture
def scene(community: Community) -> Scene:
    return Scene(community=community, case=open_case(community))


def acts_of(community: Community) -> Counter[str]:
    """What was done, by action: every allowed entry that is not a read."""
    return Counter(one["action"] for one in entries_of(community) if one["outcome"] == "allowed")


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.__name__)
def test_a_form_sent_twice_shows_the_first_result_and_acts_once(scene: Scene, form: Callable[[Scene], Form]) -> None:
    slug, path, typed = form(scene)
    visitor, key = scene.community.client(slug), new_id()
    first = visitor.send(path, typed, key=key)
    assert first.status_code == 303, first.text
    done = acts_of(scene.community)
    second = visitor.send(path, typed, key=key)
    assert (second.status_code, second.headers.get("Location")) == (303, first.headers["Location"])
    assert acts_of(scene.community) == done


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.__name__)
def test_a_field_that_comes_twice_or_not_at_all_is_no_mistake_of_the_hubs(
    scene: Scene, form: Callable[[Scene], Form]
) -> None:
    slug, path, typed = form(scene)
    visitor = scene.community.client(slug)
    for name, value in typed.items():
        twice = [*value, *value] if isinstance(value, list) else [value, value]
        for sent in (typed | {name: twice}, {other: typed[other] for other in typed if other != name}):
            assert visitor.send(path, sent).status_code < 500, name


# Nouns whose forms stand on a stage of their own, and the test there of a form that is sent twice.
WITH_TESTS_OF_THEIR_OWN = {
    "agency": ("web/test_agency_pages.py", "test_the_form_sent_twice_enrols_once"),
    "agreements": (
        "casework/test_agreements.py",
        "test_every_act_stands_in_the_log_and_a_form_sent_twice_is_one_agreement",
    ),
    "consultations": ("web/test_convening.py", "test_form_sent_twice_files_one_consultation"),
    "authorities": ("web/test_authority_pages.py", "test_a_form_sent_twice_files_one_paper_and_ends_it_once"),
    "authority_scans": ("web/test_authority_scans.py", "test_the_form_sent_twice_keeps_one_scan"),
    "contacts": ("casework/test_directory.py", "test_a_form_sent_twice_lists_one_service"),  # by act_general, as there
    "deadlines": ("web/test_deadline_pages.py", "test_a_form_sent_twice_acts_once"),
    "designations": ("casework/test_directory.py", "test_a_form_sent_twice_lists_one_service"),
    "directory": ("casework/test_directory.py", "test_a_form_sent_twice_lists_one_service"),
    "emergencies": ("web/test_emergency_pages.py", "test_a_form_sent_twice_opens_it_once"),
    "filings": ("plugins/test_courts_at_the_door.py", "test_a_form_sent_twice_gives_one_order"),
    "imports": ("web/test_imports.py", "test_the_form_sent_twice_opens_each_case_once"),
    "instruments": ("web/test_instrument_pages.py", "test_a_form_sent_twice_files_one_and_ends_it_once"),
    "legal_demands": ("web/test_legal_demands.py", "test_a_form_sent_twice_tells_of_one_demand"),
    "missing": (
        "web/test_missing_pages.py",
        "test_case_page_leads_to_what_is_missing_and_each_form_sent_twice_acts_once",
    ),
    "notices": ("casework/test_directory.py", "test_a_form_sent_twice_lists_one_service"),
    "on_call": ("casework/test_directory.py", "test_a_form_sent_twice_lists_one_service"),
    "passkeys": ("web/test_passkey_forgeries.py", "test_of_one_answer_sent_twice_at_once_one_is_taken"),
    "referrals": ("casework/test_referrals.py", "test_a_form_sent_twice_is_one_referral"),
    "release_papers": ("web/test_release_papers.py", "test_the_form_sent_twice_files_one_signed_paper"),
    "retention": ("casework/test_retention.py", "test_two_people_destroy_what_is_due_and_nothing_of_it_opens_again"),
    "role_changes": ("web/test_agency_pages.py", "test_the_form_sent_twice_enrols_once"),
    "regions": ("web/test_region_pages.py", "test_the_form_sent_twice_appoints_once"),
    "protocols": ("web/test_staging_pages.py", "test_a_form_sent_twice_is_one_protocol_and_one_event"),
    "staging": ("web/test_staging_pages.py", "test_a_form_sent_twice_is_one_protocol_and_one_event"),
    "statements": ("web/test_agency_pages.py", "test_the_form_sent_twice_enrols_once"),
    "training": ("web/test_training_pages.py", "test_a_form_sent_twice_enters_one_certificate"),
    "units": ("web/test_unit_pages.py", "test_a_form_sent_twice_puts_one_person_on_the_unit"),
}


def test_every_form_with_a_key_is_among_them(scene: Scene) -> None:
    """A route that changes something and is not here has no promise; those beside it are named with the reason."""
    elsewhere = {
        "cases.find",  # changes nothing
        "drafts.save",  # keeps one draft however often it is sent
        "oversight.export",
        "oversight.verify",
        "releases.issue_code",  # its first result cannot be shown again: casework/hub_codes.py
        "releases.preview",
        "screens.keep",  # as drafts.save
        "sessions.end",  # ends the session that would send it again
        "sessions.lock",
        "signin.backchannel_logout",
        "signin.choose_appointment",
        "signin.sign_out",
    }
    adapter = scene.community.app.url_map.bind("127.0.0.1")
    here = set()
    for form in ALL_FORMS:
        fresh = Scene(community=scene.community, case=open_case(scene.community))
        here.add(adapter.match(form(fresh)[1], method="POST")[0])
    every = {rule.endpoint for rule in scene.community.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    own = {endpoint for endpoint in every if endpoint.partition(".")[0] in WITH_TESTS_OF_THEIR_OWN}
    assert every - here - own == elsewhere
    assert not own & here
    for file, test in set(WITH_TESTS_OF_THEIR_OWN.values()):
        assert f"def {test}(" in (Path(__file__).parents[1] / file).read_text(encoding="utf-8"), test


# --- what a key is good for -------------------------------------------------------------------------------------------


def test_a_key_sent_for_another_case_or_form_does_not_pass_for_done(scene: Scene) -> None:
    ana, key, other = scene.community.client("ana_cps_worker"), new_id(), open_case(scene.community)
    typed = {"form": NOTE, "note": "x"}
    assert ana.send(f"/cases/{scene.case}/records/new", typed, key=key).status_code == 303
    before = count(scene)
    assert ana.send(f"/cases/{other}/records/new", typed, key=key).status_code == 409
    another = {"form": "safety_plan", "steps": "x"}
    assert ana.send(f"/cases/{scene.case}/records/new", another, key=key).status_code == 409
    assert count(scene) == before


def test_a_key_sent_for_another_person_of_the_team_does_not_pass_for_done(scene: Scene) -> None:
    sam, key = scene.community.client("sam_cps_supervisor"), new_id()
    path, people = f"/cases/{scene.case}/team/people", scene.community.people
    assert sam.send(path, {"person": people["sam_cps_supervisor"]}, key=key).status_code == 303
    assert sam.send(f"{path}/{people['ana_cps_worker']}/end").status_code == 303
    assert sam.send(path, {"person": people["ana_cps_worker"]}, key=key).status_code == 409
    assert sam.send(path, {"person": people["ana_cps_worker"]}).status_code == 303


SHUT: tuple[tuple[str, Callable[[Scene], object]], ...] = (
    (
        "conflict",
        lambda scene: conflicts.shut_out(
            scene.community.desk,
            scene.actor("pri_privacy"),
            scene.reference,
            f"person:{scene.community.people['det_lake']}",
            new_id(),
        ),
    ),
    (
        "restricted",
        lambda scene: restrictions.restrict(
            scene.community.desk, scene.actor("ana_cps_worker"), scene.case, [], new_id()
        ),
    ),
    (
        "taken off",
        lambda scene: teams.end_member(
            scene.community.desk,
            scene.actor("sgt_lake"),
            scene.case,
            scene.community.people["det_lake"],
            new_id(),
        ),
    ),
)


@pytest.mark.parametrize("shut", [shut for _, shut in SHUT], ids=[name for name, _ in SHUT])
def test_who_may_no_longer_act_gets_a_refusal_for_the_same_form_and_it_is_logged(
    scene: Scene, shut: Callable[[Scene], object]
) -> None:
    visitor, key = scene.community.client("det_lake"), new_id()
    path, typed = f"/cases/{scene.case}/records/new", {"form": "investigation_note", "note": "x"}
    assert visitor.send(path, typed, key=key).status_code == 303
    absent = visitor.send(f"/cases/{new_id()}/records/new", typed)
    shut(scene)
    before = count(scene)
    answer = visitor.send(path, typed, key=key)
    assert (answer.status_code, answer.data) == (404, absent.data)
    assert count(scene) == before
    last = entries_of(scene.community)[-1]
    assert (last["action"], last["outcome"]) == ("record:file", "refused")
    assert last["objects"] == [handle(scene)]


def test_an_advocate_shut_out_meanwhile_learns_nothing_from_the_form_that_named_the_hub(scene: Scene) -> None:
    slug, path, typed = names_the_hub(scene)
    visitor, key = scene.community.client(slug), new_id()
    assert visitor.send(path, typed, key=key).status_code == 303
    wrong = visitor.send(path, {**typed, "code": "ZZZZ-ZZZZ-ZZZZ"})
    program = scene.community.programs["advocates"].id
    conflicts.shut_out(
        scene.community.desk, scene.actor("pri_privacy"), scene.reference, f"program:{program}", new_id()
    )
    answer = visitor.send(path, typed, key=key)
    assert (answer.status_code, answer.data) == (404, wrong.data)


def count(scene: Scene) -> int:
    """Records there are."""
    with scene.community.hub.desk.consulting([scene.case]) as cabinet:
        return int(cabinet.connection.execute(select(func.count()).select_from(record_rows)).scalar_one())


def handle(scene: Scene) -> str:
    """The case's handle."""
    with scene.community.hub.desk.consulting() as cabinet:
        query = select(case_tables.cases.c.handle).where(case_tables.cases.c.id == scene.case)
        return str(cabinet.connection.execute(query).scalar_one())
