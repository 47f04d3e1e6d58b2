"""Room: tests. The wall within a county attorney's office, work product, and the order of appointment, at the door."""

from __future__ import annotations

import copy

import pytest
from sqlalchemy import create_engine, select, update

from coordination.casework import releases, roster
from coordination.casework.roster_check import BOTH_SIDES
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.policy import scope as policy_scope
from coordination.policy.acts import CASE_ACTS
from coordination.policy.decide import decide
from coordination.policy.scope import scope
from coordination.storage import case_facts, record_tables
from coordination.storage.case_tables import cases
from coordination.storage.roster import agencies
from coordination.storage.scope import compile_scope
from tests.matrix.filled import paper
from tests.plugins.legal_side import PROGRAMS, Courthouse, document, issuer_of


def case_page(courthouse: Courthouse, person: str) -> str:
    """What this person sees of the case."""
    return courthouse.client(person).get(f"/cases/{courthouse.case_id}").text


def released(courthouse: Courthouse, person: str, to: tuple[str, ...], types: tuple[str, ...]) -> None:
    """A release by this person's program to these programs."""
    recipients = tuple(str(courthouse.programs[slug]) for slug in to)
    desk, actor = courthouse.community.desk, courthouse.actor(person)
    releases.record(desk, actor, courthouse.case_id, paper(recipients, types), new_id())


def names_the_whole_office(courthouse: Courthouse) -> None:
    """Turn every recipient of every release on the case into its agency, as a paper may name it."""
    databases = courthouse.community.databases
    engine = create_engine(databases.superuser or databases.owner)
    table = record_tables.release_recipients
    with engine.begin() as connection:
        office = connection.execute(select(agencies.c.id).where(agencies.c.slug == "county_attorney")).scalar_one()
        connection.execute(update(table).values(recipient_id=office, recipient_kind="agency"))
    engine.dispose()


def test_release_that_names_the_whole_office_passes_no_wall(courthouse: Courthouse) -> None:
    courthouse.invite("prosecutors", "civil", "witness_help")
    courthouse.file("ana_cps_worker", "child_protection_note", "plain words")
    courthouse.file("sup_prosecutors", "charging_decision", "counts")
    released(courthouse, "ana_cps_worker", ("prosecutors",), ("child_protection",))
    released(courthouse, "sup_prosecutors", ("civil",), ("prosecution",))
    assert "Child protection note" in case_page(courthouse, "sup_prosecutors")
    assert "Decision about a defendant" in case_page(courthouse, "sup_civil")
    names_the_whole_office(courthouse)
    for side in ("sup_prosecutors", "sup_civil"):
        assert "Child protection note" not in case_page(courthouse, side)
        assert "naming your program would open it" in case_page(courthouse, side)
    assert "Decision about a defendant" not in case_page(courthouse, "sup_civil")
    assert "Prosecution <" not in case_page(courthouse, "sup_civil")  # not even told across the wall
    assert "Child protection note" in case_page(courthouse, "sup_witness_help")  # no law office: named as well


def test_work_product_is_in_no_release_form_and_told_to_nobody(courthouse: Courthouse) -> None:
    courthouse.invite("prosecutors", "civil")
    courthouse.file("sup_prosecutors", "attorney_note", "our weakest witness")
    form = courthouse.client("sup_prosecutors").get(f"/cases/{courthouse.case_id}/releases/new").text
    assert 'value="prosecution"' in form
    assert 'value="work_product"' not in form
    with pytest.raises(Invalid):
        released(courthouse, "sup_prosecutors", ("cps",), ("work_product",))
    for person in ("ana_cps_worker", "sup_civil"):
        assert "work product" not in case_page(courthouse, person).lower()
    assert "Attorney note" in case_page(courthouse, "sup_prosecutors")


def test_nobody_is_appointed_on_both_sides_of_the_wall(courthouse: Courthouse) -> None:
    desk = courthouse.community.desk
    both = {"issuer": issuer_of("county_attorney"), "subject": "sup_civil", "program": "prosecutors", "role": "worker"}
    with pytest.raises(Invalid) as refusal:
        roster.load(desk, {"appointments": [both]})
    assert refusal.value.fields == {"appointments 1": BOTH_SIDES}
    moved = copy.deepcopy(both) | {"program": "civil", "role": "supervisor", "ended": True}
    roster.load(desk, {"appointments": [both, moved]})  # who left the one side may work on the other
    beside = {
        "issuer": issuer_of("county_attorney"),
        "subject": "sup_civil",
        "program": "witness_help",
        "role": "worker",
    }
    roster.load(desk, {"appointments": [beside]})


def test_nothing_of_others_is_shown_before_the_order_of_appointment(courthouse: Courthouse) -> None:
    courthouse.invite("guardians", "prosecutors")
    courthouse.file("ana_cps_worker", "child_protection_note", "plain words")
    released(courthouse, "ana_cps_worker", ("guardians",), ("child_protection", "identity"))
    before = case_page(courthouse, "sup_guardians")
    for hidden in ("Bluebird", "Child protection note", "Not open to you", "Program prosecutors"):
        assert hidden not in before
    visitor = courthouse.client("sup_guardians")
    for address in ("releases", "releases/new"):
        assert visitor.get(f"/cases/{courthouse.case_id}/{address}").status_code == 404
    assert "Bluebird" not in visitor.get("/cases").text
    order = courthouse.file("sup_guardians", "appointment_order", "27-JV-26-100")
    after = case_page(courthouse, "sup_guardians")
    for shown in ("Bluebird", "Child protection note", "Program prosecutors"):
        assert shown in after
    assert "Bluebird" in visitor.get("/cases").text
    assert visitor.get(f"/cases/{courthouse.case_id}/releases").status_code == 200
    assert visitor.send(f"{order}/withdraw", {"reason": "wrong_case"}).status_code == 303
    assert "Bluebird" not in case_page(courthouse, "sup_guardians")
    assert "Bluebird" not in visitor.get("/cases").text


def test_case_page_says_that_the_order_comes_first_and_where_to_file_it(courthouse: Courthouse) -> None:
    courthouse.invite("guardians", "juvenile")
    first = "File the order of appointment first"
    page = case_page(courthouse, "sup_guardians")
    assert first in page
    assert f"/cases/{courthouse.case_id}/records/new?form=appointment_order" in page
    assert first not in case_page(courthouse, "sup_juvenile")
    courthouse.file("sup_guardians", "appointment_order", "27-JV-26-100")
    assert first not in case_page(courthouse, "sup_guardians")


def test_team_says_of_a_court_that_it_gets_filings_and_not_that_nobody_is_assigned(courthouse: Courthouse) -> None:
    courthouse.invite("bench", assign=False)
    for path in ("", "/team"):
        page = courthouse.client("ana_cps_worker").get(f"/cases/{courthouse.case_id}{path}").text
        assert "ets what is filed with it, and sees no case" in page
        assert "Nobody is assigned yet" not in page


def test_a_law_office_is_told_that_a_release_names_its_program(courthouse: Courthouse) -> None:
    """Not "your agency": a release that names the agency reaches neither side of the wall."""
    courthouse.invite("prosecutors")
    courthouse.file("ana_cps_worker", "child_protection_note", "plain words")
    released(courthouse, "ana_cps_worker", ("prosecutors",), ("child_protection",))
    page = case_page(courthouse, "sup_prosecutors")
    assert "names your program; it ends" in page
    assert "names your agency" not in page


def test_who_works_by_an_order_opens_no_case(courthouse: Courthouse) -> None:
    visitor = courthouse.client("sup_guardians")
    assert visitor.get("/cases/new").status_code == 404
    assert "Open a case" not in visitor.get("/cases").text


STANDING = "Victim-witness records are not confidential; they may be given to the defense."


def test_every_page_of_victim_witness_people_says_that_it_is_not_confidential(courthouse: Courthouse) -> None:
    courthouse.invite("witness_help")
    record = courthouse.file("sup_witness_help", "victim_witness_note", "told of the hearing")
    visitor, case = courthouse.client("sup_witness_help"), f"/cases/{courthouse.case_id}"
    own = ["/cases", "/search", "/cases/new", "/drafts", "/requests", "/conflicts", "/sessions", "/help", case, record]
    own += [f"{case}/team", f"{case}/releases", f"{case}/releases/new", f"{case}/records/new", f"{record}/correct"]
    own += [f"{record}/history", f"{record}/withdraw", f"{case}/records/new?form=victim_witness_intake"]
    for address in own:
        response = visitor.get(address)
        assert response.status_code == 200, address
        assert STANDING in response.text, address
    other = courthouse.client("ana_cps_worker")
    assert STANDING not in other.get("/drafts").text


def test_every_page_with_a_victim_witness_record_says_so_to_whoever_reads_it(courthouse: Courthouse) -> None:
    courthouse.invite("witness_help", "prosecutors")
    record = courthouse.file("sup_witness_help", "victim_witness_note", "told of the hearing")
    courthouse.file("sup_witness_help", "child", "Starling")
    released(courthouse, "sup_witness_help", ("prosecutors",), ("prosecution", "identity"))
    prosecutor = courthouse.client("sup_prosecutors")
    for address in (f"/cases/{courthouse.case_id}", record, f"{record}/history", "/cases"):
        assert STANDING in prosecutor.get(address).text, address
    found = prosecutor.send("/search", {"words": "Starling"})
    assert "Starling" in found.text.split("<main")[1]
    assert STANDING in found.text
    assert STANDING not in prosecutor.get("/drafts").text


def test_notices_of_a_partner_type_stand_on_its_forms_and_records(courthouse: Courthouse) -> None:
    courthouse.invite(*(slug for slug in PROGRAMS if slug not in {"bench", "drug_court"}))
    for slug, form in (("juvenile", "supervision_note"), ("guardians", "representation_note")):
        record = courthouse.file(f"sup_{slug}", form, "words")
        visitor = courthouse.client(f"sup_{slug}")
        partner = courthouse.community.desk.catalog.partner_types[PROGRAMS[slug][1]]
        for notice in partner.notices:
            assert notice in visitor.get(record).text
            assert notice in visitor.get(f"/cases/{courthouse.case_id}/records/new?form={form}").text


def test_roster_of_the_legal_side_loads_twice_and_changes_nothing(courthouse: Courthouse) -> None:
    again = roster.load(courthouse.community.desk, document())
    assert (again.added, again.changed, again.ended) == (0, 0, 0)


def test_scope_in_sql_and_decision_agree_about_order_and_court(courthouse: Courthouse) -> None:
    courthouse.invite("guardians", "prosecutors")
    courthouse.invite("bench", assign=False)
    desk, now = courthouse.community.desk, courthouse.community.clock.now
    people = [courthouse.actor(slug) for slug in ("sup_guardians", "sup_prosecutors", "clerk")]

    def agree() -> bool:
        with desk.consulting() as cabinet:
            for actor in people:
                facts = case_facts.facts(cabinet.connection, actor, courthouse.case_id)
                for action in CASE_ACTS:
                    query = select(cases.c.id).where(compile_scope(scope(actor, action, now)))
                    listed = bool(cabinet.connection.execute(query).scalars().all())
                    if listed is not decide(desk.rulebook, actor, action, facts, now).allowed:
                        return False
        return True

    assert agree()
    courthouse.file("sup_guardians", "appointment_order", "27-JV-26-100")
    assert agree()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy_scope, "_ordered", lambda _actor: policy_scope.Constant(False))
        assert not agree()
