"""Room: tests. The rule tree read in three values, with the trace of what decided; months; the clock of the screen."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.declare import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Episodes,
    Not,
    QuestionKind,
    ScreeningTool,
    ScreenItem,
    Section,
    Since,
    Switch,
    Switched,
    Tier,
    ToolKind,
    Yes,
)
from coordination.declare.tree import Node
from coordination.policy.tiers import Verdict, evaluate, months_before

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
ITEMS = ("one", "two", "three", "four")
ANSWERS = ("yes", "no", "unknown", "")


def tool(*rules: Node, switches: tuple[Switch, ...] = ()) -> ScreeningTool:
    """A tool that asks four things and a day, with these rules as tiers t0, t1 …"""
    asked = [ScreenItem(slug=slug, title=slug, quote=slug) for slug in ITEMS]
    day = ScreenItem(slug="day", title="day", quote="day", kind=QuestionKind.DATE)
    return ScreeningTool(
        slug="sample_tool",
        version=1,
        title="Sample",
        kind=ToolKind.TIERED_PROTOCOL,
        why="w",
        citation="c",
        quote="q",
        sections=(Section(slug="all", title="All", items=(*asked, day)),),
        tiers=tuple(
            Tier(slug=f"t{n}", title=f"T{n}", rule=rule, citation="c", quote="q") for n, rule in enumerate(rules)
        ),
        switches=switches,
    )


def read(rule: Node, answers: dict[str, str], episodes: tuple[datetime, ...] = (), at: datetime = NOW) -> Verdict:
    return evaluate(tool(rule), answers, episodes, at)


def truth(rule: Node, answers: dict[str, str], episodes: tuple[datetime, ...] = ()) -> bool | None:
    """Yes, no, or not known, as the verdict tells it."""
    found = read(rule, answers, episodes)
    return True if found.tier else None if found.open else False


@pytest.mark.parametrize(("answer", "expected"), [("yes", True), ("no", False), ("unknown", None), ("", None)])
def test_unknown_is_not_no_and_not_asked_is_neither(answer: str, expected: bool | None) -> None:
    assert truth(Yes("one"), {"one": answer}) is expected
    assert truth(Not(Yes("one")), {"one": answer}) is (None if expected is None else not expected)
    found = read(Yes("one"), {"one": answer, "two": "no", "three": "no", "four": "no"})
    assert found.unknown == (("one",) if answer == "unknown" else ())
    assert found.not_asked == (("one",) if answer == "" else ())


@given(st.tuples(*[st.sampled_from(ANSWERS)] * 4), st.integers(1, 4))
def test_at_least_counts_what_was_answered_yes_and_nothing_else(given_answers: tuple[str, ...], count: int) -> None:
    answers = dict(zip(ITEMS, given_answers, strict=True))
    held = sum(one == "yes" for one in given_answers)
    open_still = sum(one in {"unknown", ""} for one in given_answers)
    expected = True if held >= count else False if held + open_still < count else None
    assert truth(AtLeast(count, ITEMS), answers) is expected


PAIRS = tuple(itertools.product(ANSWERS, repeat=2))


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_all_of_fails_by_one_no_and_any_of_holds_by_one_yes_whatever_is_not_known(pair: tuple[str, str]) -> None:
    answers, parts = dict(zip(ITEMS, pair, strict=False)), (Yes("one"), Yes("two"))
    whole = False if "no" in pair else True if pair == ("yes", "yes") else None
    some = True if "yes" in pair else False if pair == ("no", "no") else None
    assert truth(AllOf(parts), answers) is whole
    assert truth(AnyOf(parts), answers) is some


def test_a_rule_without_parts_gives_no_tier() -> None:
    everything = dict.fromkeys(ITEMS, "yes")
    assert truth(AllOf(()), everything) is not True
    assert truth(AnyOf(()), everything) is not True


rules = st.recursive(
    st.one_of(st.sampled_from(ITEMS).map(Yes), st.integers(1, 4).map(lambda n: AtLeast(n, ITEMS))),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)
some_answers = st.tuples(*[st.sampled_from(ANSWERS)] * 4).map(lambda row: dict(zip(ITEMS, row, strict=True)))


@given(rules, some_answers)
def test_what_is_decided_stays_decided_whatever_the_unknown_answers_turn_out_to_be(
    rule: Node, answers: dict[str, str]
) -> None:
    """The promise of "unknown is not no": a rule holds or fails only where no answer could change it."""
    decided = truth(rule, answers)
    if decided is None:
        return
    for filled in ("yes", "no"):
        whole = {slug: answer if answer in {"yes", "no"} else filled for slug, answer in answers.items()}
        assert truth(rule, whole) is decided


@given(rules, some_answers)
def test_the_answers_that_fired_give_the_tier_by_themselves(rule: Node, answers: dict[str, str]) -> None:
    """The trace is a proof: with every other answer taken away, the same tier is given."""
    found = read(rule, answers)
    if found.tier is None:
        assert found.fired == ()
        return
    assert all(answers[slug] in {"yes", "no"} for slug in found.fired)
    assert truth(rule, {slug: answers[slug] for slug in found.fired})


@given(rules, rules, some_answers)
def test_the_gravest_tier_that_holds_is_given_and_graver_ones_not_known_stay_open(
    first: Node, second: Node, answers: dict[str, str]
) -> None:
    found = evaluate(tool(first, second), answers, (), NOW)
    tops = [truth(first, answers), truth(second, answers)]
    expected = next((f"t{n}" for n, one in enumerate(tops) if one), None)
    assert (found.tier.slug if found.tier else None) == expected
    last = 2 if expected is None else int(expected[1])
    assert [tier.slug for tier in found.open] == [f"t{n}" for n in range(last) if tops[n] is None]


def test_an_answer_only_adds_to_what_any_of_fired() -> None:
    found = read(AnyOf((Yes("one"), Yes("two"), Yes("three"))), {"one": "yes", "two": "no", "three": "yes"})
    assert found.fired == ("one", "three")


def test_what_a_negation_rests_on_fired_too() -> None:
    assert read(AllOf((Yes("one"), Not(Yes("two")))), {"one": "yes", "two": "no"}).fired == ("one", "two")


def test_answered_asks_for_any_yes_or_no() -> None:
    assert truth(Answered(ITEMS), {"one": "no"}) is True
    assert truth(Answered(ITEMS), {"one": "unknown"}) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-06-30", False),
        ("2024-07-01", True),
        ("2024-06", False),
        ("2024-07", True),
        ("2024", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_a_day_is_compared_and_a_month_only_where_all_of_it_lies_on_one_side(day: str, expected: bool | None) -> None:
    assert truth(Since("day", "2024-07-01"), {"day": day}) is expected


@pytest.mark.parametrize("day", ["2024-07-02", "2024-07-15", "2024-07-31"])
def test_a_month_that_holds_the_day_decides_nothing_and_a_day_of_that_month_does(day: str) -> None:
    assert truth(Since("day", day), {"day": "2024-07"}) is None
    assert truth(Since("day", day), {"day": "2024-07-01"}) is False
    assert truth(Since("day", day), {"day": day}) is True


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        ("2026-08-31T12:00", 6, "2026-02-28T12:00"),
        ("2024-08-31T12:00", 6, "2024-02-29T12:00"),
        ("2024-02-29T12:00", 12, "2023-02-28T12:00"),
        ("2026-01-15T00:00", 6, "2025-07-15T00:00"),
        ("2026-12-31T23:59", 1, "2026-11-30T23:59"),
        ("2026-03-31T01:00", 6, "2025-09-30T01:00"),
    ],
)
def test_months_are_of_the_calendar_and_a_day_that_is_not_there_is_the_last(
    at: str, months: int, expected: str
) -> None:
    zone = ZoneInfo("America/New_York")
    found = months_before(datetime.fromisoformat(at).replace(tzinfo=zone), months)
    assert found.replace(tzinfo=None) == datetime.fromisoformat(expected)


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("at", ["2026-11-21T09:00", "2026-08-31T23:30", "2024-08-31T02:30", "2026-09-08T02:30"])
def test_the_window_holds_its_first_instant_and_not_the_second_before(at: str) -> None:
    """2026-09-08 02:30 six months back is 8 March 2026, when the clocks of New York were set forward at 2."""
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("America/New_York"))
    edge = months_before(now, 6).astimezone(UTC)
    rule = Episodes(1, months=6)
    assert read(rule, {}, (edge,), now).tier
    assert read(rule, {}, (edge + SECOND,), now).tier
    assert not read(rule, {}, (edge - SECOND,), now).tier
    assert read(Episodes(1), {}, (edge - SECOND,), now).tier


def test_an_episode_that_begins_after_the_screen_does_not_count() -> None:
    assert read(Episodes(1, months=6), {}, (NOW,)).tier
    assert not read(Episodes(1, months=6), {}, (NOW + SECOND,)).tier


def test_one_episode_told_twice_counts_once() -> None:
    here = NOW - timedelta(days=3)
    assert not read(Episodes(2, months=6), {}, (here, here.astimezone(ZoneInfo("Asia/Tokyo")))).tier
    assert read(Episodes(2, months=6), {}, (here, here - SECOND)).counted == (here - SECOND, here)


def test_an_instant_without_a_zone_is_refused() -> None:
    for episodes, at in (((NOW.replace(tzinfo=None),), NOW), ((), NOW.replace(tzinfo=None))):
        with pytest.raises(ValueError, match="zone"):
            read(Episodes(1), {}, episodes, at)


def test_a_switch_reads_one_part_or_the_other() -> None:
    for stands, expected in ((True, "one"), (False, "two")):
        switch = Switch(slug="s", title="t", citation="c", quote="q", on_words="a", off_words="b", on=stands)
        found = evaluate(tool(Switched("s", Yes("one"), Yes("two")), switches=(switch,)), {expected: "yes"}, (), NOW)
        assert found.fired == (expected,)


def test_a_node_that_is_not_known_is_refused() -> None:
    with pytest.raises(LookupError):
        read("yes", {})  # type: ignore[arg-type]  # that it is none is the test


def test_nothing_answered_yes_or_no_is_told() -> None:
    assert not read(Yes("one"), {"one": "unknown", "two": ""}).answered
    assert read(Yes("one"), {"one": "no"}).answered
