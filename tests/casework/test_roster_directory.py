"""Room: tests. A roster file may carry the directory: all of it or nothing, and the same file changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.casework import directory, on_call, roster
from coordination.model.directory import Asked
from coordination.model.errors import Invalid
from coordination.model.on_call import Source
from tests.community import Community, issuer_of


def file() -> dict[str, Any]:
    """A file about two programs of the community."""
    return {
        "entries": [
            {"program": "cps", "business_hours": "Mon-Fri 08:00-17:00", "business_number": "218-555-0100"},
            {"program": "cac", "fallback": "cps", "address": "12 Harbor Road"},
        ],
        "services": [{"program": "cac", "name": "Beds", "needs": ["shelter"], "areas": ["MN"], "capacity": 4}],
        "on_call": [
            {
                "program": "cps",
                "issuer": issuer_of("ana_cps_worker"),
                "subject": "ana_cps_worker",
                "number": "218-555-0123",
                "roster": "any",
                "starts": "2026-11-20 17:00",
                "ends": "2026-11-27 08:00",
            }
        ],
        "designations": [{"program": "cac", "resource": "cac", "areas": ["27053"], "rank": 1}],
    }


def test_the_directory_is_loaded_and_the_same_file_changes_nothing(community: Community) -> None:
    first = roster.load(community.desk, file())
    assert (first.added, first.changed, first.ended) == (5, 0, 0)
    second = roster.load(community.desk, file())
    assert (second.added, second.changed, second.ended) == (0, 0, 0)
    actor = community.actor("det_lake")
    assert [one.service.name for one in directory.find(community.desk, actor, Asked(county="27001")).services] == [
        "Beds"
    ]
    found = on_call.on_call(community.desk, community.programs["cac"].id, community.clock.now)
    assert (found.source, found.who) == (Source.FALLBACK, "Ana Brook")


def test_a_file_never_touches_the_count_of_free_places(community: Community) -> None:
    roster.load(community.desk, file())
    keeper = community.actor("sup_harbor")
    (one,) = directory.program(community.desk, keeper, community.programs["cac"].id).services
    directory.take_step(community.desk, keeper, one.id, "count", {"available": "3"}, "0" * 32)
    changed = file()
    changed["services"][0]["about"] = "Beds for the night."
    assert roster.load(community.desk, changed).changed == 1
    (after,) = directory.program(community.desk, keeper, community.programs["cac"].id).services
    assert (after.service.about, after.service.available) == ("Beds for the night.", 3)


@pytest.mark.parametrize(
    ("section", "row", "sentence"),
    [
        ("entries", {"program": "advocates", "address": "4310 Quiet Lane"}, "no address"),
        ("entries", {"program": "nowhere"}, "no program"),
        ("entries", {"program": "cps", "fallback": "nowhere"}, "fallback"),
        ("services", {"program": "cps", "name": "X", "needs": ["x"], "areas": ["MN"]}, "needs"),
        ("services", {"program": "cps", "name": "X", "available": 3}, "available"),
        ("on_call", {"program": "cps", "who": "Desk", "number": "1", "roster": "any"}, "number"),
        ("designations", {"program": "cps", "resource": "bank", "areas": ["MN"]}, "resource"),
        ("services", {"program": "cps", "name": "X", "colour": "red"}, "colour"),
    ],
)
def test_one_defect_takes_all_of_the_file_back(
    community: Community, section: str, row: dict[str, Any], sentence: str
) -> None:
    data = file()
    data[section].append(row)
    data["programs"] = [{"slug": "new", "agency": "north_county", "name": "New", "partner_type": "child_welfare",
                         "jurisdictions": ["us_federal"]}]  # fmt: skip
    with pytest.raises(Invalid) as caught:
        roster.load(community.desk, data)
    assert sentence in " ".join(caught.value.fields.values())
    assert f"{section} {len(data[section])}" in caught.value.fields
    actor = community.actor("det_lake")
    assert not directory.find(community.desk, actor, Asked()).services
    assert "new" not in {program.slug for program in directory.programs(community.desk, actor)}


def test_ended_lines_end_and_a_renamed_program_is_found_by_its_new_name(community: Community) -> None:
    roster.load(community.desk, file())
    renamed = {"slug": "cac", "agency": "harbor_cac", "name": "Lighthouse", "partner_type": "child_advocacy_center"}
    laws = ["us_federal", "us_minnesota"]
    roster.load(community.desk, {"programs": [{**renamed, "jurisdictions": laws}]})
    actor = community.actor("det_lake")
    assert directory.find(community.desk, actor, Asked(words="lighthouse")).services
    data = file()
    del data["entries"]
    for section in data.values():
        section[0]["ended"] = True
    assert roster.load(community.desk, data).ended == 3
    assert not directory.find(community.desk, actor, Asked()).services
    found = on_call.on_call(community.desk, community.programs["cps"].id, community.clock.now)
    assert found.source is Source.NOBODY  # Saturday
