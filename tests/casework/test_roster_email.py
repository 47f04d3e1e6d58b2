"""Room: tests. An e-mail address in a roster fills an empty one, lies sealed, and finds and links nobody."""

from __future__ import annotations

import pytest

from coordination.casework import contacts, roster
from coordination.model.contact import Contact
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.storage.contact_rows import facts_of_contact
from tests.casework.doorstep import log
from tests.community import Community, issuer_of


def line(slug: str, email: str, **more: object) -> dict[str, object]:
    names = {"ana_cps_worker": "Ana Brook", "sam_cps_supervisor": "Sam Reed"}
    return {"issuer": issuer_of(slug), "subject": slug, "name": names.get(slug, "Somebody"), "email": email, **more}


def load(community: Community, *people: dict[str, object]) -> tuple[int, int, int]:
    loaded = roster.load(community.desk, {"people": list(people)})
    return loaded.added, loaded.changed, loaded.ended


def contact(community: Community, slug: str) -> Contact:
    with community.desk.consulting() as cabinet:
        return facts_of_contact(cabinet, community.people[slug])


def test_a_roster_fills_an_empty_address_once(community: Community) -> None:
    ana = line("ana_cps_worker", "ana@north.example")
    assert load(community, ana) == (0, 1, 0)
    assert load(community, ana) == (0, 0, 0)
    assert contact(community, "ana_cps_worker").address == "ana@north.example"
    with community.desk.consulting() as cabinet:
        (row,) = cabinet.connection.exec_driver_sql("SELECT address, agency_id FROM contacts").all()
    assert b"north.example" not in bytes(row.address)
    assert row.agency_id == community.agencies["north_county"]
    assert "north.example" not in str(log(community))


def test_what_a_person_chose_stands(community: Community) -> None:
    own = Contact(person_id=community.people["ana_cps_worker"], address="mine@north.example", unsafe=True)
    contacts.keep(community.desk, community.actor("ana_cps_worker"), own, new_id())
    assert load(community, line("ana_cps_worker", "ana@north.example")) == (0, 0, 0)
    assert contact(community, "ana_cps_worker") == own


def test_two_people_with_one_address_stay_two_people(community: Community) -> None:
    """Nothing joins them: each has their own session, appointments and contact."""
    both = [line(slug, "shared@north.example") for slug in ("ana_cps_worker", "sam_cps_supervisor")]
    assert load(community, *both) == (0, 2, 0)
    one, other = (community.actor(slug) for slug in ("ana_cps_worker", "sam_cps_supervisor"))
    assert one.person_id != other.person_id
    own = Contact(person_id=one.person_id, address="ana@north.example")
    contacts.keep(community.desk, one, own, new_id())
    assert contact(community, "sam_cps_supervisor").address == "shared@north.example"


@pytest.mark.parametrize("email", ["no address", "a@b.example\nBcc: c@d.example", "Ana <a@b.example>", "a@b", 7])
def test_what_is_no_address_is_a_defect_and_nothing_changes(community: Community, email: str) -> None:
    with pytest.raises(Invalid) as invalid:
        load(community, line("ana_cps_worker", email))
    assert "email" in invalid.value.fields["people 1"]
    assert contact(community, "ana_cps_worker").address == ""


def test_an_address_without_an_agency_is_a_defect(community: Community) -> None:
    stranger: dict[str, object] = {
        "issuer": issuer_of("ana_cps_worker"),
        "subject": "s9",
        "name": "Nobody",
        "email": "n@north.example",
    }
    with pytest.raises(Invalid) as invalid:
        load(community, stranger)
    assert "appointment" in invalid.value.fields["people 1"]
