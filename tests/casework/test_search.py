"""Room: tests. Search: who is found by what, within the caller's own scope, and two entries without the words."""

from __future__ import annotations

import pytest

from coordination.casework import cases, search
from coordination.casework.likeness import likeness
from coordination.model.errors import Invalid, Refused
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

SEARCH_STATEMENTS = 12


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("zoë", 3),
        ("ZOE", 3),
        ("rodri", 2),
        ("rodriguez", 3),
        ("zoe rodriguez", 3),
        ("rodrigues", 1),
        ("rodirguez", 1),
        ("rodriuez", 1),
        ("rodrigguez", 1),
        ("sparow", 1),
        ("zoa", 0),
        ("sprw", 0),
        ("rodrixyz", 0),
        ("zoe smith", 0),
        ("NC-2026/117", 4),
        ("nc2026117", 4),
        ("117", 0),
    ],
)
def test_likeness_forgives_accents_case_and_one_slip_in_longer_names(words: str, fits: int) -> None:
    identity = {
        "called": "Zoë",
        "legal_name": "Zoé Rodríguez",
        "aliases": "Sparrow, Little Z",
        "file_number": "NC-2026/117",
        "age": "about 14",
    }
    assert likeness(words)(identity) == fits


def test_an_identity_without_names_fits_nothing() -> None:
    assert likeness("wren")({}) == 0
    assert likeness("--")({"called": "--", "file_number": "--"}) == 0


def test_search_finds_by_name_alias_file_number_and_reference(community: Community) -> None:
    ana = community.actor("ana_cps_worker")
    case_id = opened(community, "ana_cps_worker", called="Zoë", aliases="Sparrow", file_number="NC-7")
    opened(community, "ana_cps_worker", called="Robin")
    reference = cases.read(community.desk, ana, case_id).header.reference
    for words in ("zoe", "Sparr", "nc-7", reference, reference.lower().replace("-", "")):
        found = search.find(community.desk, ana, words)
        assert [line.header.case_id for line in found.lines] == [case_id], words
        assert found.searched == 2
        assert not found.narrow


def test_search_finds_nothing_outside_the_callers_scope(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker", called="Zoë"), "cac", "sup_harbor", "int_harbor")
    reference = cases.read(community.desk, community.actor("ana_cps_worker"), case_id).header.reference
    for slug in ("int_harbor", "det_lake", "adv_safe"):
        assert search.find(community.desk, community.actor(slug), "zoe").lines == ()
    assert search.find(community.desk, community.actor("det_lake"), reference).lines == ()
    (line,) = search.find(community.desk, community.actor("int_harbor"), reference).lines
    assert line.called == ""  # theirs to open, but not by name


def test_search_writes_two_entries_and_never_the_words(community: Community) -> None:
    ana = community.actor("ana_cps_worker")
    opened(community, "ana_cps_worker", called="Zephyrine")
    for words, shown in (("zephyrine", 1), ("nobody", 0)):
        before = len(entries_of(community))
        with community.desk.database.count() as tally:
            search.find(community.desk, ana, words)
        first, second = entries_of(community)[before:]
        assert first["purpose"] == "identities:1"
        assert first["objects"] == []
        assert len(second["objects"]) == shown
        assert words not in str(first) + str(second)
        assert tally.statements == SEARCH_STATEMENTS, tally.texts


def test_above_the_cap_the_searcher_is_asked_to_narrow(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = community.actor("ana_cps_worker")
    old = opened(community, "ana_cps_worker", called="Wren")
    community.clock.forward(days=40)
    new = opened(community, "ana_cps_worker", called="Wren")
    ana = community.actor("ana_cps_worker")
    monkeypatch.setattr(search, "CAP", 1)
    found = search.find(community.desk, ana, "wren")
    assert found.narrow
    assert found.lines == ()
    assert found.searched == 0
    reference = cases.read(community.desk, ana, old).header.reference
    assert len(search.find(community.desk, ana, reference).lines) == 1
    narrowed = search.find(community.desk, ana, "wren", period="month")
    assert [line.header.case_id for line in narrowed.lines] == [new]


def test_two_thousand_identities_are_compared_at_once(community: Community) -> None:
    """Deep expressions and many parameters have limits on SQLite; 300 cases stand for 2,000 in the suite."""
    for number in range(300):
        opened(community, "ana_cps_worker", called=f"Bird{number}")
    found = search.find(community.desk, community.actor("ana_cps_worker"), "bird299")
    assert found.searched == 300
    assert found.lines[0].called == "Bird299"


@pytest.mark.parametrize("words", ["", "z", " . ", "x" * 121])
def test_too_little_or_too_much_to_search_for_is_said(community: Community, words: str) -> None:
    with pytest.raises(Invalid):
        search.find(community.desk, community.actor("ana_cps_worker"), words)
    with pytest.raises(Invalid):
        search.find(community.desk, community.actor("ana_cps_worker"), "wren", period="century")


@pytest.mark.parametrize("slug", ["aud_north", "adm_north", "pri_privacy"])
def test_roles_that_work_on_no_cases_do_not_search(community: Community, slug: str) -> None:
    with pytest.raises(Refused):
        search.find(community.desk, community.actor(slug), "wren")
