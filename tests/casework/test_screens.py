"""Room: tests. Screens: filed with their result, refused where they are none, raised and never lowered, told to few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coordination.casework import (
    drafts,
    missing,
    prints,
    record_forms,
    record_pages,
    records,
    screen_sheets,
    screens,
)
from coordination.casework.desk import Desk
from coordination.casework.record_pages import RecordPage
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from coordination.partners.catalog import Catalog, freeze
from coordination.partners.load import assemble
from tests.casework.screening import ANA, LEO, MAINE, answered, in_maine, ran, screened
from tests.casework.story import opened
from tests.casework.trained import certified
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.plugins.ours import MODULES

ROUTES = "mn_report_screening"


@pytest.fixture
def community(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Community]:
    """On one engine: nothing here has SQL of its own. Both read and raise a screen in
    tests/web/test_coverage_pages.py."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    return in_maine(community)


def page(community: Community, case: CaseId, record: RecordId, who: str = ANA) -> RecordPage:
    return record_pages.read(community.desk, community.actor(who), case, record)


def tier(community: Community, case: CaseId, record: RecordId, who: str = ANA) -> str:
    found = page(community, case, record, who).screen
    assert found
    return found.tier.slug if found.tier else ""


def words_of(found: RecordPage) -> str:
    return " ".join(word for line in found.version.lines for word in (line.title, *line.words))


def test_a_screen_shows_its_tier_the_answers_that_gave_it_and_what_it_obliges(
    community: Community, case: CaseId
) -> None:
    found = page(community, case, screened(community, case, state_lines="yes", gang="unknown", school=""))
    assert found.screen
    assert found.screen.tier
    assert found.screen.tier.slug == "high"
    assert [line.title for line in found.screen.fired] == [
        "They tell of travel across state lines, with no known means for it"
    ]
    assert len(found.screen.obliges) == 2
    assert found.screen.unknown == ("Perhaps in a gang",)
    assert found.screen.not_asked == ("Cut off from school",)
    assert "HIGH RISK" in words_of(found)


def test_no_tier_says_that_concern_may_remain(community: Community, case: CaseId) -> None:
    found = page(community, case, screened(community, case))
    assert found.screen
    assert found.screen.title == "This tool gave no tier. Concern may remain, and a team may help all the same."
    assert "not a victim" not in words_of(found).lower()


def test_runs_are_counted_from_the_records_and_never_asked(community: Community, case: CaseId) -> None:
    """The hub's clock stands at 21 November 2026: six months back is 21 May."""
    ran(community, case, "2026-05-20")
    ran(community, case, "2026-11-01")
    assert tier(community, case, screened(community, case)) == "moderate"
    ran(community, case, "2026-06-01")
    found = page(community, case, screened(community, case)).screen
    assert found
    assert found.tier
    assert found.tier.slug == "high"
    assert len(found.counted) == 2


def test_episodes_feed_the_score_and_what_an_older_form_tells_within_one_is_that_one(
    community: Community, case: CaseId
) -> None:
    """Maine, Appendix A: "They have run away or been reported missing two or more times in the previous 6 months"."""
    desk, ana = community.desk, community.actor(ANA)
    for day, back in (("2026-10-30", "2026-11-02"), ("2026-11-10", "2026-11-11")):
        asked = {"kind": "ran_away", "record-happened": day}
        episode = missing.tell(desk, ana, case, asked, new_id())
        if day == "2026-10-30":
            ran(community, case, "2026-11-01")
            assert tier(community, case, screened(community, case)) == "moderate"
        said = {"record-happened": back}
        missing.add(desk, ana, case, episode, "missing_found", said, new_id(), action=Action.MISSING_FOUND)
    assert tier(community, case, screened(community, case)) == "high"


def test_another_programs_missing_records_tell_the_score_nothing(community: Community, case: CaseId) -> None:
    form = community.desk.catalog.form("law_enforcement", "missing_child")
    assert form
    for day in ("2026-11-01", "2026-11-10"):
        typed = {question.slug: "x" for question in form.questions if question.required}
        actor = community.actor(LEO)
        records.file(community.desk, actor, case, form.slug, typed | {"record-happened": f"{day} 09:00"}, new_id())
    assert tier(community, case, screened(community, case)) == ""


def test_nothing_answered_is_no_screen_and_the_sentence_says_what_is_still_owed(
    community: Community, case: CaseId
) -> None:
    unknown = dict.fromkeys(answered(community), "unknown")
    for typed in ({}, unknown):
        with pytest.raises(Invalid) as caught:
            screens.file(community.desk, community.actor(ANA), case, MAINE, typed, new_id())
        assert list(caught.value.fields.values()) == [screens.NOTHING_YET]
        assert "still owed" in screens.NOTHING_YET


def test_a_family_member_never_interprets(community: Community, case: CaseId) -> None:
    with pytest.raises(Invalid) as caught:
        screened(community, case, interpreter="family")
    assert "never interprets" in caught.value.fields["interpreter"]
    assert screened(community, case, interpreter="professional")


def test_what_was_told_is_filed_in_its_exact_words(community: Community, case: CaseId) -> None:
    with pytest.raises(Invalid) as caught:
        screened(community, case, told_unforced="yes")
    assert caught.value.fields == {"exact_words": screens.SAY_IT}
    record = screened(community, case, told_unforced="yes", exact_words="he paid me in food")
    assert tier(community, case, record) == "confirmed"
    assert "he paid me in food" in words_of(page(community, case, record))


def test_answers_kept_to_the_program_that_asked_are_told_to_nobody_else(community: Community, case: CaseId) -> None:
    """Police may read a screen by federal law (CAPTA (ix)), and still not that a child has an infection or fled."""
    record = screened(community, case, infection_or_pregnancy="yes", refugee="yes", gang="yes")
    own, theirs = page(community, case, record), page(community, case, record, LEO)
    for told in ("sexually transmitted infection", "Refugee"):
        assert told in words_of(own)
        assert told not in words_of(theirs)
    assert theirs.screen
    assert theirs.screen.kept_back == 2
    assert [line.title for line in theirs.screen.fired] == ["Perhaps in a gang"]
    history = record_pages.history(community.desk, community.actor(LEO), case, record)
    printed = prints.read(community.desk, community.actor(LEO), case)
    assert "Refugee" not in repr(history) + repr(printed)
    assert "Perhaps in a gang" in repr(history)
    assert "Perhaps in a gang" in repr(printed)


def test_of_a_tool_no_longer_loaded_nothing_is_told_to_others(community: Community, case: CaseId) -> None:
    record = screened(community, case, refugee="yes")
    bare = replace(community.desk.catalog, screening={})
    desk: Desk = replace(community.desk, catalog=bare)
    assert "refugee" not in words_of(record_pages.read(desk, community.actor(LEO), case, record)).lower()
    assert "refugee" in words_of(record_pages.read(desk, community.actor(ANA), case, record)).lower()


def test_a_tier_is_raised_with_a_reason_and_never_lowered(community: Community, case: CaseId) -> None:
    desk, ana = community.desk, community.actor(ANA)
    record = screened(community, case, gang="yes")
    for typed in (
        {"tier": "high"},
        {"tier": "at_risk", "why": "x"},
        {"tier": "", "why": "x"},
        {"tier": "nonsense", "why": "x"},
    ):
        with pytest.raises(Invalid):
            screens.raise_tier(desk, ana, case, record, typed, new_id())
    raised = screens.raise_tier(desk, ana, case, record, {"tier": "high", "why": "Her friend told me."}, new_id())
    found = page(community, case, raised).screen
    assert found
    assert found.tier
    assert found.computed
    assert (found.tier.slug, found.computed.slug, found.raised_why) == ("high", "at_risk", "Her friend told me.")
    assert [one.slug for one in found.graver] == ["confirmed"]
    for lower in ("moderate", "at_risk", "high"):
        with pytest.raises(Invalid):
            screens.raise_tier(desk, ana, case, raised, {"tier": lower, "why": "x"}, new_id())
    with pytest.raises(Conflict):
        screens.raise_tier(desk, ana, case, record, {"tier": "confirmed", "why": "x"}, new_id())
    assert "Her friend told me." in repr(record_pages.history(desk, ana, case, raised))


def test_nobody_else_raises_a_tier_and_no_screen_is_corrected(community: Community, case: CaseId) -> None:
    record, desk = screened(community, case), community.desk
    leo, ana = community.actor(LEO), community.actor(ANA)
    with pytest.raises(Refused):
        screens.raise_tier(desk, leo, case, record, {"tier": "high", "why": "x"}, new_id())
    with pytest.raises(Refused):
        screens.raising(desk, leo, case, record)
    with pytest.raises(Refused):
        records.correct(desk, ana, case, record, answered(community), new_id())
    with pytest.raises(Refused):
        record_forms.correction(desk, ana, case, record)
    assert not page(community, case, record).may_correct
    assert page(community, case, record).may_raise
    assert not page(community, case, record, LEO).may_raise


def test_a_screen_is_filed_through_its_own_door_alone(community: Community, case: CaseId) -> None:
    desk, ana = community.desk, community.actor(ANA)
    with pytest.raises(Refused):
        records.file(desk, ana, case, MAINE, answered(community), new_id())
    with pytest.raises(Refused):
        record_forms.new(desk, ana, case, MAINE)
    assert MAINE not in {form.slug for form in record_forms.forms(desk, ana, case)}


def test_a_program_runs_the_tools_of_its_own_law_and_kind(community: Community, case: CaseId) -> None:
    desk = community.desk
    offered = [tool.slug for tool in screens.tools(desk, community.actor(ANA), case)]
    assert offered == ["return_screen", MAINE, "hhs_indicators", "hhs_risk_factors"]
    assert screens.tools(desk, community.actor(LEO), case) == ()
    with pytest.raises(Refused):
        screened(community, case, ROUTES, sex_trafficking="yes", received_on="2026-01-01")
    with pytest.raises(Refused):
        screen_sheets.begin(desk, community.actor(LEO), case, MAINE)


def test_a_tool_withdrawn_half_way_loses_nothing_and_says_what_is_owed(community: Community, case: CaseId) -> None:
    ana, draft = community.actor(ANA), DraftId(new_id())
    drafts.save(community.desk, ana, case, {"gang": ["yes"]}, draft_id=draft, form_slug=MAINE)
    desk = replace(community.desk, catalog=_changed(withdrawn="Its source was repealed."))
    sheet = screen_sheets.sheet(desk, ana, drafts.resume(desk, ana, draft))
    assert sheet.changed.startswith("This tool was withdrawn: Its source was repealed.")
    assert "still owed" in sheet.changed
    assert [line.title for line in sheet.given] == ["Perhaps in a gang"]
    with pytest.raises(Conflict):
        screens.file(desk, ana, case, MAINE, answered(community), new_id(), draft_id=draft)
    assert MAINE not in {tool.slug for tool in screens.tools(desk, ana, case)}


def test_a_screen_begun_under_an_earlier_version_goes_on_under_the_newest(community: Community, case: CaseId) -> None:
    ana, draft = community.actor(ANA), DraftId(new_id())
    drafts.save(community.desk, ana, case, {"gang": ["yes"]}, draft_id=draft, form_slug=MAINE)
    old = screened(community, case, gang="yes")
    desk = replace(community.desk, catalog=_changed(version=2, title="The newer one"))
    sheet = screen_sheets.sheet(desk, ana, drafts.resume(desk, ana, draft))
    assert "version 1, now 2" in sheet.changed
    assert sheet.blank.typed == {"gang": ["yes"]}
    drafts.save(desk, ana, case, sheet.blank.typed, draft_id=sheet.blank.draft_id, form_slug=MAINE)
    new = screens.file(desk, ana, case, MAINE, answered(community), new_id())
    titles = [record_pages.read(desk, ana, case, record).title for record in (old, new)]
    assert titles == ["Maine screening for trafficking and exploitation", "The newer one"]


def _changed(**changes: object) -> Catalog:
    """The catalog with Maine's tool changed."""
    whole = assemble(MODULES)
    place = whole.jurisdictions["us_maine"]
    newer = replace(place.tools[0], **changes)  # type: ignore[arg-type]  # any field of a tool
    older = (place.tools[0],) if newer.version > 1 else ()
    places = {**whole.jurisdictions, "us_maine": replace(place, tools=(*older, newer))}
    return freeze(whole.partner_types.values(), places.values())


def test_a_screen_keeps_how_the_source_was_read_when_it_was_filed(community: Community, case: CaseId) -> None:
    ana = community.actor(ANA)
    body = replace(community.desk, catalog=assemble(MODULES, [f"{MAINE}.high_tells_da=off"]))
    before = screened(community, case, state_lines="yes")
    after = screens.file(body, ana, case, MAINE, answered(community, state_lines="yes"), new_id())
    for desk in (community.desk, body):
        told = [record_pages.read(desk, ana, case, record).screen for record in (before, after)]
        assert [len(one.obliges) for one in told if one] == [2, 1]


def test_a_route_is_suggested_and_no_tier_of_it_is_raised(community: Community) -> None:
    case = opened(community, ANA)  # in Minnesota
    certified(community, ANA)
    typed = {"sex_trafficking": "yes", "caregiver": "no", "received_on": "2024-07-01"}
    record = screened(community, case, ROUTES, **typed)
    found = page(community, case, record).screen
    assert found
    assert found.title == "Non-caregiver sex trafficking response"
    assert found.graver == ()
    with pytest.raises(Refused):
        screens.raise_tier(community.desk, community.actor(ANA), case, record, {"tier": "x", "why": "x"}, new_id())
