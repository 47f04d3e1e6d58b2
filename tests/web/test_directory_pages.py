"""Room: tests. The directory through the door: found, read by everybody, kept by each program's own people alone."""

from __future__ import annotations

import pytest

from tests.casework.almanac import AITKIN, HENNEPIN, SERVICE, Almanac
from tests.community import PEOPLE, Community


@pytest.fixture
def almanac(community: Community) -> Almanac:
    """The community with something in its directory."""
    made = Almanac(community=community)
    made.entry("cps")
    made.services["shelter"] = made.service("cac")
    made.on_call("cps")
    return made


def test_everybody_signed_in_reads_the_directory_and_who_is_on_call(almanac: Almanac) -> None:
    community = almanac.community
    for slug in PEOPLE:
        visitor = community.client(slug)
        for path in ("/directory", "/directory/programs", f"/directory/programs/{community.programs['cps'].id}"):
            assert visitor.get(path).status_code == 200, (slug, path)
        page = visitor.get(f"/on-call?program={community.programs['cps'].id}&county={HENNEPIN}").text
        assert 'href="tel:2185550150"' in page, slug


def test_a_service_is_found_by_need_county_language_room_and_words(almanac: Almanac) -> None:
    visitor = almanac.community.client("det_lake")
    name = str(SERVICE["name"])
    for query in (f"?need=shelter&county={HENNEPIN}", "?need=shelter", f"?county={HENNEPIN}", "?language=spa", ""):
        assert name in visitor.get(f"/directory{query}").text, query
    for query in (f"?need=legal&county={HENNEPIN}", "?need=legal", f"?county={AITKIN}", "?language=som"):
        assert name not in visitor.get(f"/directory{query}").text, query
    for words in ("Beds", "shelters youth", "harbor advocacy", "NIGHT"):
        assert name in visitor.send("/directory", {"words": words}).text, words
    assert name not in visitor.send("/directory", {"words": "beds zeppelin"}).text
    assert name in visitor.send("/directory", {"available": "yes"}).text
    almanac.community.clock.forward(hours=9)
    again = almanac.community.client("det_lake")
    assert name in again.send("/directory", {"available": "yes"}).text
    almanac.community.clock.forward(hours=16)
    later = almanac.community.client("det_lake")
    assert name not in later.send("/directory", {"available": "yes"}).text  # yesterday's count is no room now
    assert "Room not counted today" in later.get("/directory").text


def test_words_in_an_address_are_not_looked_at(almanac: Almanac) -> None:
    """A name typed by mistake must not end in a history or a proxy's log, so words work by form alone."""
    visitor = almanac.community.client("det_lake")
    page = visitor.get("/directory?words=zeppelin").text
    assert str(SERVICE["name"]) in page
    assert "zeppelin" not in page


def test_a_mistake_in_a_form_keeps_what_was_typed_and_changes_nothing(almanac: Almanac) -> None:
    community = almanac.community
    visitor, own = community.client("sup_harbor"), community.programs["cac"].id
    answer = visitor.send(f"/directory/programs/{own}/services", {**SERVICE, "name": "Kayak club", "hours": "soon"})
    assert answer.status_code == 422
    assert 'value="Kayak club"' in answer.text
    assert "Write hours like" in answer.text
    assert f'value="{HENNEPIN}" checked' in answer.text
    answer = visitor.send(f"/directory/services/{almanac.services['shelter']}/places", {"available": "70"})
    assert (answer.status_code, "There are 6 places in all." in answer.text) == (422, True)
    answer = visitor.send(f"/directory/programs/{own}/on-call", {"who": "Kayak desk", "number": "x"})
    assert (answer.status_code, 'value="Kayak desk"' in answer.text) == (422, True)
    answer = visitor.send(f"/directory/programs/{own}/designations", {"resource": "cac", "areas": ["MN"]})
    assert (answer.status_code, 'value="MN" checked' in answer.text) == (422, True)
    page = visitor.get(f"/directory/programs/{own}").text
    assert "Kayak" not in page


def test_a_keeper_fills_in_every_form_of_the_own_program(almanac: Almanac) -> None:
    community = almanac.community
    visitor, own = community.client("sup_safe"), community.programs["advocates"].id
    assert 'name="address"' not in visitor.get(f"/directory/programs/{own}/edit").text
    hidden = {"address": "77 Harbor Road", "business_number": "218-555-0177", "business_hours": "Always"}
    assert visitor.send(f"/directory/programs/{own}/edit", hidden).status_code == 303
    assert visitor.send(f"/directory/programs/{own}/designations",
                        {"resource": "navigator", "areas": [HENNEPIN], "rank": "1"}).status_code == 303  # fmt: skip
    page = visitor.get(f"/directory/programs/{own}").text
    assert "77 Harbor Road" not in page
    assert "Never given" in page
    other = community.client("det_lake").get(f"/on-call?county={HENNEPIN}").text
    assert "tel:2185550177" in other


def test_a_page_that_does_not_end_in_a_place_of_ours_is_malformed(almanac: Almanac) -> None:
    visitor = almanac.community.client("det_lake")
    for after in ("x", "0" * 32 + "." + "b" * 99, "0" * 32 + ".é"):
        assert visitor.get("/directory", query_string={"after": after}).status_code == 400, after
    assert (
        visitor.get("/directory", query_string={"after": "0" * 32 + ".n", "county": "x", "need": "y"}).status_code
        == 200
    )


def test_every_county_stands_in_the_list_beside_the_map(almanac: Almanac) -> None:
    visitor = almanac.community.client("det_lake")
    minnesota, maine = (visitor.get(f"/directory?state={state}").text for state in ("MN", "ME"))
    for page, count in ((minnesota, 87), (maine, 16)):
        assert page.count('<path class="hub-county') == count
        names = page[page.index("as a list") :]
        assert names.count("<li>") >= count
    assert minnesota.count("hub-county--served") == 2
    assert 'aria-hidden="true"' in minnesota


def test_the_fragment_says_plainly_that_nobody_is_there(almanac: Almanac) -> None:
    visitor = almanac.community.client("det_lake")
    page = visitor.get(f"/on-call?program={almanac.community.programs['detectives'].id}&county={AITKIN}").text
    assert "Nobody is on call now" in page
    assert 'href="tel:911"' in page
    assert visitor.get(f"/on-call?program={'0' * 32}&county=nowhere").status_code == 200
