"""Room: tests. Bugs that a tired developer might plant in staged reveal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coordination.declare.staging import First
from coordination.model.program import Program
from coordination.model.protocol import TeamProtocol
from coordination.policy import decide as judge
from coordination.policy import staging

Patch = pytest.MonkeyPatch


def _protocol(patch: Patch, change: Callable[[TeamProtocol], TeamProtocol]) -> None:
    honest = staging.protocol_of

    def sloppy(*asked: Any) -> TeamProtocol | None:  # noqa: ANN401 - passes on what it is given
        found = honest(*asked)
        return change(found) if found else None

    patch.setattr(staging, "protocol_of", sloppy)


def _any_event(patch: Patch) -> None:
    _protocol(patch, lambda one: replace(one, opens_on=one.opens_on | {"charge_filed"}))


def _no_event(patch: Patch) -> None:
    _protocol(patch, lambda one: replace(one, opens_on=frozenset()))


def _default_full(patch: Patch) -> None:
    _protocol(patch, lambda one: replace(one, first=First.FULL))


def _for_everybody(patch: Patch) -> None:
    _protocol(patch, lambda one: replace(one, staged=one.staged | {"child_advocacy_center", "law_enforcement"}))


def _not_asked(patch: Patch) -> None:
    patch.setattr(judge, "opened_first", lambda *_: None)


def _emergency_forgotten(patch: Patch) -> None:
    patch.setattr(
        judge,
        "opened_first",
        lambda actor, facts, now: staging.opened_first(actor, replace(facts, emergency_until=None), now),
    )


def _newest_counts(patch: Patch) -> None:
    patch.setattr(Program, "protocol", lambda self, _now: self.protocols[-1] if self.protocols else None)


def _own_program_counts(patch: Patch) -> None:
    patch.setattr(
        staging,
        "protocol_of",
        lambda facts, now: next(filter(None, (place.program.protocol(now) for place in facts.places)), None),
    )


def _interviewer_left_open(patch: Patch) -> None:
    honest = staging.first_of
    patch.setattr(
        staging,
        "first_of",
        lambda program, facts, now, **more: (
            honest(program, facts, now, **more) if staging.protocol_of(facts, now) else None
        ),
    )


STAGES: dict[str, tuple[Callable[[Patch], None], str]] = {
    "any event opens": (
        _any_event,
        "interviewer_sees_first_what_the_protocol_shows_and_the_rest_after_the_event",
    ),
    "no event opens": (
        _no_event,
        "interviewer_sees_first_what_the_protocol_shows_and_the_rest_after_the_event",
    ),
    "full is the default": (
        _default_full,
        "interviewer_sees_first_what_the_protocol_shows_and_the_rest_after_the_event",
    ),
    "everybody is staged": (_for_everybody, "protocol_stages_nobody_it_does_not_name"),
    "staging is not asked": (_not_asked, "staging_keeps_back_what_is_only_told_of_and_opens_nothing_itself"),
    "a referral goes round it": (_not_asked, "what_goes_along_with_a_referral_waits_as_the_case_does"),
    "emergency waits for the interview": (_emergency_forgotten, "emergency_access_passes_a_protocol_while_it_runs"),
    "protocol counts before its day": (
        _newest_counts,
        "protocol_counts_from_its_first_instant_until_the_next_one_does",
    ),
    "any program's protocol counts": (_own_program_counts, "protocol_of_the_team_that_coordinates_counts_and_no_other"),
    "named interviewer is opened when coordination goes on": (
        _interviewer_left_open,
        "without_a_protocol_nobody_is_staged_but_a_named_interviewer_waits",
    ),
}
