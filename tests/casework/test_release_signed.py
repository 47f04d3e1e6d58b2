"""Room: tests. Who signs the paper of a release, how, and on which day: without a hub, and to the last character."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coordination.casework import release_signed
from coordination.casework.release_signed import asked_about, signed, signed_day
from coordination.casework.release_typed import Typed
from coordination.model.errors import Invalid
from coordination.model.release import ReleasePaper, Signature
from tests.policy.village import COUNTY, NOW, person

SIGNERS = (
    Signature(capacity="minor", name="River", abuser=""),
    Signature(capacity="parent", name="Jo Rivers", abuser="no"),
)


def screen(**more: object) -> ReleasePaper:
    return replace(ReleasePaper(signers=SIGNERS, method="screen", subject="River"), **more)  # type: ignore[arg-type]


WORKER = person(COUNTY)
BOTH: Typed = {"signature_1": "River", "signature_2": " jo  RIVERS", "drawn_2": "M1 2L33 444"}


def test_on_screen_each_signer_types_the_name_and_the_paper_says_when_and_who_was_there() -> None:
    found = signed(screen(), BOTH, WORKER, NOW)
    assert found == screen(
        signers=(
            replace(SIGNERS[0], typed="River"),
            replace(SIGNERS[1], typed="jo  RIVERS", drawn="M1 2L33 444"),
        ),
        signed_at="May 4, 2026, 10:00 CDT",
        signed_on="2026-05-04",
        witness=WORKER.name,
    )
    spanish = signed(screen(paper_language="es"), BOTH, WORKER, NOW)
    assert spanish.signed_at == "4 de mayo de 2026, 10:00 CDT"
    late = signed(screen(), BOTH, WORKER, datetime(2026, 5, 5, 4, 59, tzinfo=UTC))
    assert late.signed_on == "2026-05-04"


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"signature_1": ""}, "signature_1", "River has not signed."),
        ({"signature_2": "Joe Rivers"}, "signature_2", "as it stands on the paper: Jo Rivers."),
        ({"signature_2": "J" * 201}, "signature_2", "200"),
        ({"drawn_2": "M1 2L33 4444"}, "signature_2", "cannot be kept"),
        ({"drawn_2": "L1 2"}, "signature_2", "cannot be kept"),
        ({"drawn_2": "M1 2 url(#x)"}, "signature_2", "cannot be kept"),
        ({"drawn_2": "M1 2L1 2" + "L111 222" * 800}, "signature_2", "cannot be kept"),
        ({"signature_1": "", "drawn_1": "x"}, "signature_1", "River has not signed."),
    ],
)
def test_what_is_no_signature_is_said_beside_it(more: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(Invalid) as told:
        signed(screen(), {**BOTH, **more}, WORKER, NOW)
    assert list(told.value.fields) == [field]
    assert words in told.value.fields[field]


def test_the_longest_drawing_that_is_kept_is_kept() -> None:
    exact = "M11 2" + "L111 22" + "L11 22" * 998
    assert len(exact) == release_signed.LONGEST_DRAWN == 6_000
    assert signed(screen(), {**BOTH, "drawn_2": exact}, WORKER, NOW).signers[1].drawn == exact
    with pytest.raises(Invalid):
        signed(screen(), {**BOTH, "drawn_2": exact.replace("M11", "M111")}, WORKER, NOW)


def test_the_longest_name_that_a_paper_keeps_can_be_typed_as_its_signature() -> None:
    longest = "J" * 200
    paper = screen(signers=(SIGNERS[0], replace(SIGNERS[1], name=longest)))
    assert signed(paper, {**BOTH, "signature_2": longest}, WORKER, NOW).signers[1].typed == longest


def test_a_paper_signed_by_hand_names_who_took_it_and_one_not_signed_yet_nobody() -> None:
    by_hand = screen(method="paper")
    assert signed(by_hand, {}, WORKER, NOW) == replace(by_hand, witness=WORKER.name)
    waiting = screen(method="print")
    assert signed(waiting, {}, WORKER, NOW) == waiting


def test_nobody_asks_those_who_sign_for_themselves_whether_they_are_an_abuser() -> None:
    assert asked_about(screen()) == [SIGNERS[1]]


def test_the_day_of_signing_is_today_in_the_programs_zone() -> None:
    late = datetime(2026, 5, 5, 4, 59, tzinfo=UTC)  # still the fourth in Chicago
    wrong: dict[str, str] = {}
    assert signed_day({}, COUNTY, late, wrong) == "2026-05-04"
    assert signed_day({"signed_on": "2026-05-04"}, COUNTY, late, wrong) == "2026-05-04"
    assert signed_day({}, COUNTY, late + timedelta(minutes=1), wrong) == "2026-05-05"
    assert wrong == {}
    signed_day({"signed_on": "2026-05-05"}, COUNTY, late, wrong)
    assert list(wrong) == ["signed_on"]
    assert signed_day({"signed_on": "3 May"}, COUNTY, late, wrong) == ""
