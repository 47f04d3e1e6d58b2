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
