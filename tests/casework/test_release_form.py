"""Room: tests. The form of a release, field by field, without a hub: what is taken, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination.casework import release_form
from coordination.casework.release_form import Proposed, check, last_day
from coordination.casework.release_signed import signs_on_screen
from coordination.casework.release_typed import Typed
from coordination.casework.release_words import DEFAULT_DAYS, LONGEST_DAYS, METHODS, SIGNS_AS
from coordination.declare import InformationType, Regime
from coordination.model.errors import Invalid
from coordination.model.program import Program
from coordination.model.release import ReleasePaper, Signature
from tests.policy.village import CENTER, CLINIC, COUNTY, HAVEN, NOW, POLICE, UNIT

T = InformationType
OFFERED = (POLICE, CENTER)
HELD = frozenset({T.REPORT, T.IDENTITY, T.PLACEMENT, T.PSYCHOTHERAPY_NOTES})
TODAY = date(2026, 5, 4)  # in Chicago, at NOW: ten in the morning
FORM: Typed = {
    "recipients": (POLICE.id,),
    "types": ("report",),
    "purpose": "safety",
    "expires_on": "2026-05-20",
    "signer_1_capacity": "minor",
    "signer_1_name": "River",
    "signer_2_capacity": "parent",
    "signer_2_name": "Jo Rivers",
    "signer_2_abuser": "no",
    "method": "paper",
    "not_condition": "yes",
}
MINOR = Signature(capacity="minor", name="River", abuser="")
SIGNERS = (MINOR, Signature(capacity="parent", name="Jo Rivers", abuser="no"))


def day(days: int) -> str:
    """So many days from today, as the form takes it."""
    return (TODAY + timedelta(days=days)).isoformat()


def taken(
    sharing: Program = COUNTY,
    *,
    hub: bool = False,
    longest: int = 90,
    **more: Any,  # noqa: ANN401 - fields of two kinds
) -> Proposed:
    return check({**FORM, **more}, sharing, OFFERED, HELD, NOW, longest=longest, hub=hub)


def refused(
    sharing: Program = COUNTY,
    *,
    hub: bool = False,
    **more: Any,  # noqa: ANN401 - fields of two kinds
) -> dict[str, str]:
    """The sentence beside each field."""
    with pytest.raises(Invalid) as told:
        taken(sharing, hub=hub, **more)
    return dict(told.value.fields)


def test_a_release_is_taken_as_it_was_typed() -> None:
    found = taken(
        recipients=(CENTER.id, POLICE.id, CENTER.id),
        types=("report", "identity"),
        alone_authority="Minn. Stat. 144.343",
        language="Somali",
        interpreter="Amina",
        age="15",
        custody="guardian",
        custody_evidence="Order of 3 May",
        copy="given",
        signer_2_capacity="guardian",
        signer_2_authority="The same order",
        signed_on=day(-1),
    )
    assert found == Proposed(
        recipients=(CENTER.id, POLICE.id),
        types=frozenset({T.REPORT, T.IDENTITY}),
        purpose="safety",
        expires_at=datetime(2026, 5, 21, 5, 0, tzinfo=UTC),  # midnight in Chicago, after the last day
        encoded=False,
        starts_at=None,
        paper=ReleasePaper(
            signers=(
                SIGNERS[0],
                Signature(capacity="guardian", name="Jo Rivers", abuser="no", authority="The same order"),
            ),
            alone_authority="Minn. Stat. 144.343",
            method="paper",
            language="Somali",
            paper_language="en",
            subject="River",
            interpreter="Amina",
            age=15,
            custody="guardian",
            custody_evidence="Order of 3 May",
            regimes=(Regime.CAPTA.value,),
            signed_on="2026-05-03",
            copy="given",
        ),
    )
    assert found.expires_at.tzinfo is UTC
    assert not found.draft


def test_what_is_left_empty_has_its_default() -> None:
    paper = taken(method="paper").paper
    assert (paper.paper_language, paper.copy, paper.custody, paper.age) == ("en", "", "", None)
    assert paper.signed_on == TODAY.isoformat()
    assert paper.subject == "River"
    assert taken(HAVEN).encoded
    assert (DEFAULT_DAYS, LONGEST_DAYS) == (30, 365)
    assert release_form.check(FORM, COUNTY, OFFERED, HELD, NOW).purpose == "safety"


@pytest.mark.parametrize("purpose", ["safety", "investigation", "care", "services", "court", "case_review"])
def test_each_purpose_of_the_form_can_be_chosen(purpose: str) -> None:
    assert taken(purpose=purpose).purpose == purpose


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"recipients": ()}, "recipients", "Name at least one recipient."),
        ({"recipients": (POLICE.id, CLINIC.id)}, "recipients", "Choose recipients from the list."),
        ({"types": ()}, "types", "Name at least one type"),
        ({"types": ("report", "medical")}, "types", "Choose information types from the list."),
        ({"types": ("report", "psychotherapy_notes")}, "types", "a release of their own"),
        ({"purpose": "curiosity"}, "purpose", "Choose what the release is for."),
        ({"expires_on": ""}, "expires_on", "year-month-day"),
        ({"expires_on": day(-1)}, "expires_on", "That day is past."),
        ({"expires_on": day(91)}, "expires_on", "A release may run 90 days at most."),
        ({"expires_on": "9999-12-31"}, "expires_on", "90 days at most."),
        ({"starts_on": day(-1)}, "starts_on", "That day is past."),
        ({"starts_on": day(17)}, "starts_on", "It would begin after its last day."),
        ({"starts_on": "soon"}, "starts_on", "year-month-day, or leave it empty"),
        ({"not_condition": "no"}, "not_condition", "help does not depend on signing"),
        ({"method": "telepathy"}, "method", "Choose one from the list."),
        ({"paper_language": "xx"}, "paper_language", "Choose one from the list."),
        ({"custody": "nobody"}, "custody", "Choose one from the list."),
        ({"copy": "maybe"}, "copy", "Choose one from the list."),
        ({"age": "27"}, "age", "26 at most"),
        ({"age": "015"}, "age", "in years"),
        ({"age": "-1"}, "age", "in years"),
        ({"age": "٢"}, "age", "in years"),
        ({"age": "²"}, "age", "in years"),
        ({"signed_on": day(1)}, "signed_on", "still to come"),
        ({"signed_on": "3 May"}, "signed_on", "year-month-day"),
        ({"signer_3_name": "Sam"}, "signer_3_capacity", "Choose as what each person signs."),
        ({"signer_3_abuser": "no"}, "signer_3_capacity", "Choose as what each person signs."),
        ({"signer_3_authority": "An order"}, "signer_3_capacity", "Choose as what each person signs."),
        ({"signer_3_capacity": "aunt"}, "signer_3_capacity", "Choose as what each person signs."),
        ({"signer_2_abuser": ""}, "signers", "Answer whether each parent"),
        ({"signer_3_capacity": "agency", "signer_3_name": "CPS", "signer_3_abuser": "no"}, "signers", "Name the court"),
        ({"custody": "agency"}, "signers", "Somebody else has custody."),
        ({"age": "18"}, "signers", "At 18 a person signs"),
        ({"signer_2_name": "J" * 201}, "signer_2_name", "200"),
        ({"signer_2_authority": "J" * 401}, "signer_2_authority", "400"),
        ({"subject": "J" * 201}, "subject", "200"),
        ({"alone_authority": "J" * 401}, "alone_authority", "400"),
        ({"language": "J" * 61}, "language", "60"),
        ({"interpreter": "J" * 201}, "interpreter", "200"),
        ({"custody_evidence": "J" * 401}, "custody_evidence", "400"),
    ],
)
def test_what_cannot_be_taken_has_a_sentence_beside_its_own_field(more: dict[str, Any], field: str, words: str) -> None:
    told = refused(**more)
    # A name that cannot be kept also leaves its signer without one.
    assert list(told) == [field] or (field, list(told)) == ("signer_2_name", ["signer_2_name", "signers"])
    assert words in told[field]


@pytest.mark.parametrize("field", ["subject", "interpreter", "signer_2_name"])
def test_the_longest_text_that_is_kept_is_kept_whole(field: str) -> None:
    more: dict[str, Any] = {field: "J" * 200}
    assert "J" * 200 in str(taken(**more).paper)


@pytest.mark.parametrize(("field", "longest"), [("alone_authority", 400), ("custody_evidence", 400), ("language", 60)])
def test_the_longest_note_that_is_kept_is_kept_whole(field: str, longest: int) -> None:
    more: dict[str, Any] = {field: "J" * longest}
    assert getattr(taken(**more).paper, field) == "J" * longest


def test_the_longest_authority_of_a_signer_is_kept_whole_and_judged() -> None:
    order = "J" * 400
    more: dict[str, Any] = {"signer_2_capacity": "court_guardian", "signer_2_authority": order}
    assert taken(**more).paper.signers[1].authority == order
    assert "Name the court order" in refused(**{**more, "signer_2_authority": " "})["signers"]


def test_every_field_that_is_wrong_is_told_at_once_and_a_sentence_once() -> None:
    told = refused(
        recipients=(), types=(), purpose="", expires_on="", not_condition="", signer_1_name="", signer_2_name=""
    )
    assert list(told) == ["recipients", "types", "purpose", "expires_on", "not_condition", "signers"]
    assert told["signers"] == "Write the name of each person who signs."
    both = refused(HAVEN, signer_1_capacity="parent", signer_1_abuser="yes")
    assert both["signers"].startswith(
        "An abuser or suspected abuser may not sign. Ask the other parent or a guardian. The"
    )


def test_the_law_against_a_purpose_or_a_type_stands_beside_its_field() -> None:
    assert list(refused(UNIT, purpose="court")) == ["purpose"]
    assert "may not be used against the patient" in refused(UNIT, purpose="court")["purpose"]
    told = refused(types=("report", "psychotherapy_notes", "medical"))
    assert told["types"] == "Choose information types from the list."


def test_care_consented_to_alone_and_custody_are_asked_of_the_signer_rules() -> None:
    care = frozenset({T.MINOR_CONSENTED_CARE})
    typed = {**FORM, "types": ("minor_consented_care",)}
    alone = {name: value for name, value in typed.items() if not name.startswith("signer_2")}
    for given, words in ((typed, "only the young person signs"), (alone, "Name the law")):
        with pytest.raises(Invalid) as told:
            check(given, CLINIC, OFFERED, care, NOW)
        assert words in told.value.fields["signers"]
    assert check({**alone, "alone_authority": "Minn. Stat. 144.343"}, CLINIC, OFFERED, care, NOW).types == care


@pytest.mark.parametrize("days", [0, 90])
def test_a_release_may_end_today_and_on_the_last_day_that_the_law_allows(days: int) -> None:
    found = taken(expires_on=day(days))
    assert last_day(found.expires_at, COUNTY.zone) == TODAY + timedelta(days=days)
    assert last_day(found.expires_at, "UTC") == TODAY + timedelta(days=days + 1)
    assert last_day(found.expires_at + timedelta(microseconds=1), COUNTY.zone) == TODAY + timedelta(days=days + 1)


def test_a_release_begins_at_once_or_at_the_start_of_a_day_up_to_its_last() -> None:
    assert taken(starts_on=day(0)).starts_at is None
    assert taken(starts_on=day(1)).starts_at == datetime(2026, 5, 5, 5, 0, tzinfo=UTC)
    assert taken(starts_on=day(16)).starts_at == datetime(2026, 5, 20, 5, 0, tzinfo=UTC)
    assert list(refused(starts_on=day(3), expires_on="never")) == ["expires_on"]
    assert list(refused(starts_on="9999-12-31", expires_on="never")) == ["expires_on"]
    east = replace(COUNTY, zone="Asia/Tokyo")  # where the first day that a calendar knows began before it, in UTC
    assert "That day is past." in refused(east, starts_on="0001-01-01")["starts_on"]


def test_the_release_to_the_hub_needs_no_recipient_begins_at_once_and_is_never_printed_first() -> None:
    found = taken(HAVEN, hub=True, recipients=(), starts_on=day(2))
    assert (found.recipients, found.starts_at) == ((), None)
    assert list(refused(HAVEN, hub=True, recipients=(CLINIC.id,))) == ["recipients"]
    with pytest.raises(Invalid) as told:  # unless it is said that a release is to the hub, it is to somebody
        check({**FORM, "recipients": ()}, HAVEN, OFFERED, HELD, NOW)
    assert list(told.value.fields) == ["recipients"]
    assert list(refused(HAVEN, hub=True, method="print")) == ["method"]
    assert taken(HAVEN, hub=True, method="screen").paper.method == "screen"


@pytest.mark.parametrize("method", METHODS)
def test_a_paper_that_waits_for_its_signatures_is_a_draft_without_a_day_or_a_copy(method: str) -> None:
    found = taken(method=method, copy="given", signed_on=day(-2))
    assert found.draft is (method == "print")
    assert found.paper.signed_on == (day(-2) if method == "paper" else "")
    assert found.paper.copy == ("" if method == "print" else "given")
    assert signs_on_screen(found.paper) is (method == "screen")


def test_a_paper_to_be_signed_says_whom_it_is_about() -> None:
    only: dict[str, Any] = {"signer_1_capacity": "guardian", "signer_1_abuser": "no"}
    assert taken(**only).paper.subject == ""
    assert list(refused(method="", **only)) == ["method"]
    for method in ("print", "screen"):
        assert list(refused(method=method, **only)) == ["subject"]
        assert taken(method=method, subject="River", **only).paper.subject == "River"
    assert refused(method="screen", subject="J" * 201, **only)["subject"] != refused(method="screen", **only)["subject"]


def test_three_may_sign_and_the_regimes_are_named_in_order() -> None:
    beyond: dict[str, Any] = {"signer_0_name": "Ann", "signer_4_name": "Ann"}  # no form asks them
    found = taken(HAVEN, signer_3_capacity="guardian", signer_3_name="Sam", signer_3_abuser="no", **beyond)
    assert [one.name for one in found.paper.signers] == ["River", "Jo Rivers", "Sam"]
    assert found.paper.regimes == ("fvpsa", "vawa", "voca")
    assert (SIGNS_AS["minor"], SIGNS_AS["parent"]) == ("the young person", "parent")


@pytest.mark.parametrize("age", ["0", "9", "17"])
def test_an_age_in_years_is_kept_as_a_number(age: str) -> None:
    assert taken(age=age).paper.age == int(age)
    grown: dict[str, Any] = {
        "signer_1_capacity": "adult",
        "signer_2_capacity": "",
        "signer_2_name": "",
        "signer_2_abuser": "",
    }
    assert taken(age="26", **grown).paper.age == 26
