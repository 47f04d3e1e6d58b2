"""Refusals by strangers are counted and logged at most once a minute for each source and kind, in bounded memory."""

from __future__ import annotations

from datetime import timedelta

from coordination.web.signin.noise import ELSEWHERE, Noise, NoiseLine
from tests.web.signin.forge import NOW


def line(count: int, source: str = "a", kind: str = "expired") -> NoiseLine:
    return NoiseLine(source=source, kind=kind, count=count)


def test_the_first_refusal_is_logged_at_once() -> None:
    assert Noise().count("a", "expired", NOW) == line(1)


def test_a_thousand_in_a_minute_make_two_lines_that_count_them_all() -> None:
    noise = Noise()
    lines = [noise.count("a", "expired", NOW + timedelta(milliseconds=59 * i)) for i in range(1000)]
    last = noise.count("a", "expired", NOW + timedelta(minutes=1))
    assert [found for found in [*lines, last] if found] == [line(1), line(1000)]


def test_sources_and_kinds_are_told_apart() -> None:
    noise = Noise()
    assert noise.count("a", "expired", NOW) == line(1)
    assert noise.count("b", "expired", NOW) == line(1, source="b")
    assert noise.count("a", "malformed", NOW) == line(1, kind="malformed")


def test_what_waits_when_it_turns_quiet_is_still_logged() -> None:
    noise = Noise()
    for _ in range(5):
        noise.count("a", "expired", NOW)
    assert noise.due(NOW + timedelta(seconds=59)) == []
    assert noise.due(NOW + timedelta(seconds=60)) == [line(4)]
    assert noise.due(NOW + timedelta(minutes=5)) == []


def test_a_flood_of_sources_is_bounded_and_still_counted() -> None:
    noise = Noise(capacity=10)
    lines = [noise.count(str(source), "expired", NOW) for source in range(1000)]
    assert len([found for found in lines if found]) == 11
    assert noise.due(NOW + timedelta(minutes=1)) == [line(989, source=ELSEWHERE)]


def test_quiet_sources_make_room() -> None:
    noise = Noise(capacity=2)
    noise.count("a", "expired", NOW)
    noise.count("b", "expired", NOW)
    assert noise.count("c", "expired", NOW + timedelta(minutes=2)) == line(1, source="c")
