"""Room: tests. Plans through the door: each person's own part and copy, two orders side by side, the way to service."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from coordination.casework import plan_copies, plans, records, releases
from coordination.casework.prints import number_of
from coordination.casework.service_plans import SHORT, SOUGHT, first_service
from coordination.declare.core_forms import ABOUT
from coordination.declare.needs import NEEDS
from coordination.declare.plan_forms import ORDER, PARTS, PLAN_COPY, SERVICE_PLAN
from coordination.model import directory
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, Handle, RecordId, new_id
from tests.casework.referred import sent, took
from tests.casework.story import assigned, entries_of, opened
from tests.casework.test_releases import paper
from tests.community import Community, Visitor, make_community
from tests.databases import SqliteStore

T = TypeVar("T")
WORD = {part.slug: f"canary-for-the-{part.slug.replace('_', '-')}" for part in PARTS}
RANKED = {
    "first": "A job, before anything else",
    "employment_youth": "first",
    "employment_team": "third",
    "behavioral_health_youth": "not_now",
    "behavioral_health_team": "first",
    "education_youth": "second",
    "education_team": "second",
    "education_goal": "Finish tenth grade",
}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A case of child protection with a plan for each person, and the centre and police on the team."""

    community: Community
    case: CaseId
    parts: dict[str, RecordId]
    _there: dict[tuple[str, object, str], Any] = field(default_factory=dict)

    def who(self, slug: str) -> Actor:
        """Somebody at work, in one session as long as no time passes: a person may not have many at once."""
        return self._kept(slug, "actor", self.community.actor)

    def at(self, slug: str) -> Visitor:
        """Their browser."""
        return self._kept(slug, "client", self.community.client)

    def _kept(self, slug: str, kind: str, begin: Callable[[str], T]) -> T:
        key = (slug, self.community.clock.now, kind)
        if key not in self._there:
            self._there[key] = begin(slug)
        found: T = self._there[key]
        return found

    def file(self, form: str, by: str = "ana_cps_worker", **typed: str) -> RecordId:
        """A record."""
        return records.file(self.community.desk, self.who(by), self.case, form, typed, new_id())

    def copy(self, part: str, by: str = "ana_cps_worker") -> str:
        """The copy of one part."""
        return self.at(by).get(f"/cases/{self.case}/records/{self.parts[part]}/copy").text


@pytest.fixture(scope="module")
def here(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planned]:
    """Built once: each test adds to it what none of the others counts."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("plans") / "home"):
        case = opened(
            community, "ana_cps_worker", called="Generalia", called_family="Domestica", called_school="Scholastica"
        )
        assigned(community, case, "cac", "sup_harbor", "coo_harbor")
        assigned(community, case, "detectives", "sgt_lake", "det_lake")
        community.clock.forward(seconds=1)
        found = Planned(community=community, case=case, parts={})
        for part in PARTS:
            found.parts[part.slug] = found.file("safety_plan_part", whose=part.slug, steps=WORD[part.slug])
        yield found


# Minnesota (seeds 000, 001): "This form can be used by the child welfare and child protection case workers to help
# access safety and make a safety plan with the youth and their family, caregivers and other supports."
def test_a_copy_of_one_part_never_shows_another(here: Planned) -> None:
    for part in PARTS:
        page = here.copy(part.slug)
        assert [slug for slug, word in WORD.items() if word in page] == [part.slug]


def test_a_copy_calls_the_child_as_its_reader_does_and_bears_no_reference(here: Planned) -> None:
    reference = plans_of(here).parts and here.at("ana_cps_worker").get(f"/cases/{here.case}").text
    known = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", str(reference))[0]
    for part, name in (("young_person", "Generalia"), ("family", "Domestica"), ("caregiver", "Domestica")):
        page = here.copy(part)
        assert [one for one in ("Generalia", "Domestica", "Scholastica") if one in page] == [name]
        assert known not in page
    assert not re.search("Generalia|Domestica|Scholastica", here.copy("support"))


def test_a_paper_that_is_found_at_home_does_not_say_what_it_is_about(here: Planned) -> None:
    """The advice to workers stands on the screen; on a part's copy it would tell whoever finds it."""
    for part in PARTS:
        assert not re.search("traffick|exploit|foreign national|victim", here.copy(part.slug), re.IGNORECASE)
    note = here.file("child_protection_note", note="x")
    assert "traffick" in here.at("ana_cps_worker").get(f"/cases/{here.case}/records/{note}/copy").text


def test_another_program_s_copy_teaches_no_name(here: Planned) -> None:
    typed = paper(here.community, ("cac",), ("safety_plan", "identity"))
    releases.record(here.community.desk, here.who("ana_cps_worker"), here.case, typed, new_id())
    page = here.copy("family", by="coo_harbor")
    assert WORD["family"] in page
    assert not re.search("Domestica|Scholastica", page)


def test_a_copy_is_numbered_marked_and_on_record_with_its_type_alone(here: Planned) -> None:
    ana = here.who("ana_cps_worker")
    page = plan_copies.read(here.community.desk, ana, here.case, here.parts["family"])
    entry = entries_of(here.community)[-1]
    assert entry["action"] == "case:print"
    assert page.number in {number_of(Handle(one)) for one in entry["objects"]}
    assert {shown[0] for shown in entry["shown"]} == {"safety_plan", "identity"}
    said = here.copy("family")
    assert said.count("hub-watermark") == 1
    assert len(set(re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", said))) == 1


def test_where_the_child_is_and_who_reported_are_on_no_copy(here: Planned) -> None:
    ana = here.community.actor("ana_cps_worker", step_up=True)
    for form, typed in (
        ("safe_contact", {"where": "Elm Street"}),
        ("reporter", {"kind": "mandated", "name": "Somebody"}),
    ):
        record = records.file(here.community.desk, ana, here.case, form, typed, new_id())
        with pytest.raises(Refused):
            plan_copies.read(here.community.desk, ana, here.case, record)


def test_a_copy_is_offered_and_what_they_said_stands_beside_their_part(here: Planned) -> None:
    ana, part = here.at("ana_cps_worker"), here.parts["young_person"]
    address = f"/cases/{here.case}/records/{part}/offered"
    assert "offered, never pushed" in ana.get(address).text
    wrong = ana.send(address, {"note": "in the locker"})
    assert wrong.status_code == 422
    assert "in the locker" in wrong.text
    assert (
        ana.send(address, {"taken": "not_wanted", "way": "not_sent", "happened_at": "2026-11-20 09:00"}).status_code
        == 303
    )
    mine = next(one for one in plans_of(here).parts if one.record_id == part)
    assert [(one.said, one.of_this) for one in mine.copies] == [("They did not want it", True)]
    assert [len(one.copies) for one in plans_of(here).parts if one.record_id != part] == [0, 0, 0]


def test_a_corrected_part_keeps_its_history_and_its_copy_is_of_the_older_version(here: Planned) -> None:
    desk, ana = here.community.desk, here.who("ana_cps_worker")
    part = here.file("safety_plan_part", whose="support", who="Coach", steps="walks along")
    copy = plan_copies.offered(desk, ana, here.case, part, {"taken": "taken", "way": "not_sent"}, new_id())
    newer = records.correct(desk, ana, here.case, part, {"whose": "support", "who": "Coach", "steps": "x"}, new_id())
    line = next(one for one in plans_of(here).parts if one.record_id == newer)
    assert [one.of_this for one in line.copies] == [False]
    corrected = records.correct(desk, ana, here.case, copy, {"taken": "not_safe", "way": "not_sent"}, new_id())
    line = next(one for one in plans_of(here).parts if one.record_id == newer)
    assert [(one.said[:15], one.of_this) for one in line.copies] == [("They wanted it,", False)]
    assert corrected != copy
    assert "walks along" in here.at("ana_cps_worker").get(f"/cases/{here.case}/records/{newer}/history").text


def test_only_the_program_that_made_a_part_writes_that_a_copy_was_offered(here: Planned) -> None:
    absent = here.at("coo_harbor").get(f"/cases/{here.case}/records/{new_id()}/offered")
    for address in (here.parts["family"], here.file("child_protection_note", note="x")):
        answer = here.at("coo_harbor").get(f"/cases/{here.case}/records/{address}/offered")
        assert (answer.status_code, answer.data) == (404, absent.data)
    ana = here.at("ana_cps_worker")
    note = here.file("child_protection_note", note="x")
    assert (
        ana.send(f"/cases/{here.case}/records/{note}/offered", {"taken": "taken", "way": "not_sent"}).status_code == 404
    )


def plans_of(here: Planned, by: str = "ana_cps_worker") -> plans.PlansPage:
    """The page of plans."""
    return plans.read(here.community.desk, here.who(by), here.case)


def test_police_see_no_word_of_a_plan_and_a_stranger_no_page(here: Planned) -> None:
    page = here.at("det_lake").get(f"/cases/{here.case}/plans").text
    assert "No part is open to you." in page
    assert not [word for word in WORD.values() if word in page]
    away = here.at("adv_safe")
    hidden, absent = away.get(f"/cases/{here.case}/plans"), away.get(f"/cases/{new_id()}/plans")
    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data) == (404, absent.data)


def test_the_entry_names_every_record_whose_words_stand_on_the_page(here: Planned) -> None:
    plans_of(here)
    entry = entries_of(here.community)[-1]
    assert entry["action"] == "case:read"
    assert {shown[0] for shown in entry["shown"]} <= {kind.value for kind in plans.TYPES}
    assert len(entry["objects"]) > len(PARTS)


# HHS guide (seed 002): "Children and youth may not agree with service providers on what constitutes their most pressing
# needs. … Caseworkers can let the child or youth guide their plan while the caseworker supports them."
def test_the_young_person_s_order_comes_first_and_the_professionals_stands_beside_it(here: Planned) -> None:
    here.file("service_plan", **RANKED)
    plan = plans_of(here).service[0]
    assert [need.slug for need in plan.needs[:2]] == ["employment", "education"]
    assert plan.needs[-1].slug == "behavioral_health"  # they said: not now
    assert {need.slug: need.right for need in plan.needs}["behavioral_health"] == 0
    assert [need.left for need in plan.needs] == list(range(7))
    page = here.at("ana_cps_worker").get(f"/cases/{here.case}/plans").text
    assert "<svg" in page
    assert "style=" not in page
    assert page.index("<h4>Employment") < page.index("<h4>Education") < page.index("<h4>Behavioral health")


def test_the_plan_asks_about_all_seven_needs_and_each_starts_a_referral(here: Planned) -> None:
    """Seed 002 tells the needs under seven headings; a referral is about one of them."""
    asked = {question.slug for question in SERVICE_PLAN.questions}
    for need in NEEDS:
        assert {f"{need.slug}_{what}" for what in ("youth", "team", "goal", "services")} <= asked
    assert len(NEEDS) == len(ORDER) == len(SHORT) == 7
    assert set(SOUGHT) == {need.slug for need in NEEDS}
    assert set(SOUGHT.values()) <= set(directory.NEEDS)  # so that "who has a place now" asks for something
    here.file("service_plan", first="x")
    ana = here.at("ana_cps_worker")
    links = re.findall(r'href="([^"]*referrals/new\?need=\w+)"', ana.get(f"/cases/{here.case}/plans").text)
    assert {link.partition("need=")[2] for link in links} >= {need.slug for need in NEEDS}
    assert re.search(r'value="legal" checked', ana.get(f"/cases/{here.case}/referrals/new?need=legal").text)
    assert "checked" not in ana.get(f"/cases/{here.case}/referrals/new?need=nothing").text


# HHS guide (seed 002): "young people may leave a service program if the services they desire are not immediately
# available".
def test_time_to_first_service_counts_from_the_first_referral_to_the_first_service(here: Planned) -> None:
    community = here.community
    here.file("service_plan", first="y")
    referral = sent(community, here.case, "cac", need="education")
    community.clock.forward(hours=50)
    assert need_of(here, "education") == ("2 days", False)
    took(community, referral, "accept", "coo_harbor")
    assert not need_of(here, "education")[1]  # accepted is not served
    community.clock.forward(hours=30)
    took(community, referral, "begin", "coo_harbor")
    community.clock.forward(hours=100)
    assert need_of(here, "education") == ("3 days", True)
    assert need_of(here, "legal") == ("", False)


def need_of(here: Planned, slug: str) -> tuple[str, bool]:
    """How long a need has waited, and whether it was served, on the newest plan."""
    need = next(one for one in plans_of(here).service[0].needs if one.slug == slug)
    return need.waited, need.served


def test_a_referral_to_an_advocate_counts_for_nothing_since_nothing_may_be_heard(here: Planned) -> None:
    sent(here.community, here.case, "advocates", need="employment")
    here.community.clock.forward(hours=3)
    assert need_of(here, "employment") == ("", False)
    assert first_service((), {}, here.community.clock.now) == ("", False)


def test_stages_of_change_are_a_dated_history_that_stays_with_who_keeps_them(here: Planned) -> None:
    """Seed 002: "precontemplation, contemplation, preparation, action, and maintenance"."""
    catalog = here.community.desk.catalog
    kept = {slug for slug in catalog.partner_types if any("stage" in form.slug for form in catalog.forms_of(slug))}
    assert kept == {"mental_health", "safe_housing", "victim_advocacy"}
    form = catalog.form("victim_advocacy", "stage_of_change")
    assert form is not None
    stages = next(question for question in form.questions if question.slug == "stage")
    assert [one.slug for one in stages.choices] == [
        "precontemplation", "contemplation", "preparation", "action", "maintenance",
    ]  # fmt: skip


def test_a_copy_filed_by_itself_is_about_no_part(here: Planned) -> None:
    assert PLAN_COPY.title not in here.at("ana_cps_worker").get(f"/cases/{here.case}/records/new").text
    alone = here.file("plan_copy", taken="taken", way="not_sent")
    assert alone not in {part.record_id for part in plans_of(here).parts}
    assert ABOUT not in {question.slug for question in PLAN_COPY.questions}
