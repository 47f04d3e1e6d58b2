"""Room: tests. Releases on both engines: what they open, when they close, who must sign, the one that names the hub."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from coordination.casework import cases, hub_codes, records, releases, teams
from coordination.casework.release_typed import Typed
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, ReleaseId, new_id
from tests.community import Community

LAST_DAY = "2026-12-20"  # 29 days after the community's morning


def paper(community: Community, to: tuple[str, ...], types: tuple[str, ...], **more: str) -> Typed:
    """A release as somebody types it: the young person and a parent who is no abuser sign."""
    return {
        "recipients": tuple(community.programs[slug].id for slug in to),
        "types": types,
        "purpose": "safety",
        "expires_on": _last_day(community.clock.now),
        "signer_1_capacity": "minor",
        "signer_1_name": "River",
        "signer_1_abuser": "no",
        "signer_2_capacity": "parent",
        "signer_2_name": "Jo Rivers",
        "signer_2_abuser": "no",
        "method": "paper",
        "not_condition": "yes",
        "under_18": "yes",
        **more,
    }


def _last_day(now: datetime) -> str:
    """LAST_DAY; in a community that lives at the real time, and once that is past, as long after today."""
    return LAST_DAY if now.date().isoformat() < LAST_DAY else (now + timedelta(days=29)).date().isoformat()


def open_case(community: Community) -> CaseId:
    """A case opened by child protection, with police and the centre on the team."""
    worker = community.actor("ana_cps_worker")
    case_id = cases.open_case(community.desk, worker, {"called": "River", "age": "about 15"}, new_id())
    for program, boss, member in (("detectives", "sgt_lake", "det_lake"), ("cac", "sup_harbor", "int_harbor")):
        teams.invite(community.desk, worker, case_id, community.programs[program].id, new_id())
        teams.assign(community.desk, community.actor(boss), case_id, community.people[member], new_id())
    return case_id


def seen(community: Community, slug: str, case_id: CaseId) -> dict[tuple[str, str], Access]:
    """What a person gets of the case: (program slug, type) → access."""
    actor = community.actor(slug)
    facts = community.desk.facts(actor, case_id)
    slugs = {program.id: name for name, program in community.programs.items()}
    decision = community.desk.judge(actor, Action.CASE_READ, facts)
    return {
        (slugs[line.program_id], line.information_type.value): line.access
        for case in decision.cases
        for line in case.types
    }


def release(community: Community, case_id: CaseId, slug: str, typed: Typed) -> ReleaseId:
    return releases.record(community.desk, community.actor(slug), case_id, typed, new_id())


def test_release_opens_the_named_type_to_the_named_program_on_its_next_request(community: Community) -> None:
    case_id = open_case(community)
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.KNOWN
    release(community, case_id, "ana_cps_worker", paper(community, ("cac",), ("identity",)))
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.OPEN


def test_oral_revoke_closes_the_type_on_the_next_request(community: Community) -> None:
    case_id = open_case(community)
    typed = paper(community, ("cac",), ("identity",))
    found = release(community, case_id, "ana_cps_worker", typed)
    (listed,) = releases.listed(community.desk, community.actor("int_harbor"), case_id)
    releases.revoke(community.desk, community.actor("int_harbor"), case_id, listed.id, "oral", new_id())
    assert listed.id == found
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.KNOWN
    with pytest.raises(Conflict):
        releases.revoke(community.desk, community.actor("ana_cps_worker"), case_id, listed.id, "written", new_id())


def test_release_ends_with_its_last_day_in_the_programs_zone(community: Community) -> None:
    case_id = open_case(community)
    release(community, case_id, "ana_cps_worker", paper(community, ("cac",), ("identity",), expires_on="2026-11-21"))
    community.clock.forward(hours=14, minutes=59)  # 23:59 in Chicago
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.OPEN
    community.clock.forward(minutes=1)
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.KNOWN


def test_preview_says_exactly_what_the_release_then_does(community: Community) -> None:
    case_id = open_case(community)
    typed = paper(community, ("cac", "detectives"), ("identity", "screening"))
    gains = releases.preview(community.desk, community.actor("ana_cps_worker"), case_id, typed)
    told = {(gain.recipient.slug, gain.information_type.value): (gain.now, gain.then) for gain in gains}
    assert told["cac", "identity"] == ("known", "open")
    assert told["detectives", "identity"] == ("open", "open")  # by CAPTA (ix), release or not
    release(community, case_id, "ana_cps_worker", typed)
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.OPEN


def test_preview_keeps_nothing(community: Community) -> None:
    case_id = open_case(community)
    worker = community.actor("ana_cps_worker")
    releases.preview(community.desk, worker, case_id, paper(community, ("cac",), ("identity",)))
    assert releases.listed(community.desk, worker, case_id) == []


def test_recipient_sees_the_release_but_not_who_signed(community: Community) -> None:
    case_id = open_case(community)
    release(community, case_id, "ana_cps_worker", paper(community, ("cac",), ("identity",)))
    (own,) = releases.listed(community.desk, community.actor("ana_cps_worker"), case_id)
    (theirs,) = releases.listed(community.desk, community.actor("int_harbor"), case_id)
    assert own.paper is not None
    assert [signer.name for signer in own.paper.signers] == ["River", "Jo Rivers"]
    assert theirs.paper is None
    assert releases.listed(community.desk, community.actor("det_lake"), case_id) == []


def test_who_is_no_party_to_a_release_cannot_stop_it(community: Community) -> None:
    case_id = open_case(community)
    found = release(community, case_id, "ana_cps_worker", paper(community, ("cac",), ("identity",)))
    with pytest.raises(Refused):
        releases.revoke(community.desk, community.actor("det_lake"), case_id, found, "oral", new_id())
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.OPEN


BAD: dict[str, dict[str, str | tuple[str, ...]]] = {
    "recipients": {"recipients": ()},
    "types": {"types": ("reporter_identity",)},
    "purpose": {"purpose": "curiosity"},
    "expires_on": {"expires_on": "never"},
    "expires_on past": {"expires_on": "2026-11-20"},
    "expires_on too far": {"expires_on": "2028-01-01"},
    "expires_on the last day there is": {"expires_on": "9999-12-31"},
    "expires_on the first": {"expires_on": "0001-01-01"},
    "not_condition": {"not_condition": ""},
    "signers": {"signer_2_abuser": "yes"},
    "signers unanswered": {"signer_2_abuser": "unknown"},
    "signers none": {
        f"signer_{number}_{part}": "" for number in (1, 2) for part in ("capacity", "name", "abuser", "authority")
    },
    "signer_2_capacity": {"signer_2_capacity": ""},
}


@pytest.mark.parametrize("case", BAD)
def test_bad_release_gets_a_sentence_beside_its_field_and_changes_nothing(community: Community, case: str) -> None:
    case_id = open_case(community)
    worker = community.actor("ana_cps_worker")
    typed = {**paper(community, ("cac",), ("identity",)), **BAD[case]}
    with pytest.raises(Invalid) as told:
        releases.record(community.desk, worker, case_id, typed, new_id())
    assert list(told.value.fields) == [case.split(maxsplit=1)[0]]
    assert releases.listed(community.desk, worker, case_id) == []


def hub_paper(community: Community, to: tuple[str, ...] = (), types: tuple[str, ...] = ("advocacy",)) -> Typed:
    return paper(community, to, types)


def admit(community: Community, case_id: CaseId, to: tuple[str, ...] = ()) -> None:
    """The coordinator tells the advocates a code, and one of them records the release that names the hub."""
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    advocate = community.actor("adv_safe")
    assert releases.name_hub(community.desk, advocate, code, hub_paper(community, to), new_id()) == case_id


def test_advocate_is_nowhere_until_a_release_names_the_hub(community: Community) -> None:
    case_id = open_case(community)
    invited = community.programs["advocates"].id
    teams.invite(community.desk, community.actor("ana_cps_worker"), case_id, invited, new_id())
    facts = community.desk.facts(community.actor("adv_safe"), case_id)
    assert community.programs["advocates"].id not in {place.program.id for place in facts.places}
    assert not community.desk.judge(community.actor("adv_safe"), Action.CASE_READ, facts).allowed
    admit(community, case_id)
    facts = community.desk.facts(community.actor("adv_safe"), case_id)
    assert community.desk.judge(community.actor("adv_safe"), Action.CASE_READ, facts).allowed


def test_what_the_hub_release_names_and_nothing_more_can_be_filed(community: Community) -> None:
    case_id = open_case(community)
    admit(community, case_id)
    advocate = community.actor("adv_safe")
    records.file(community.desk, advocate, case_id, "advocacy_note", {"note": "Rode along."}, new_id())
    with pytest.raises(Refused):
        records.file(community.desk, advocate, case_id, "child", {"called": "River"}, new_id())


def test_others_see_the_advocates_only_when_their_release_names_them(community: Community) -> None:
    case_id = open_case(community)
    admit(community, case_id, to=("cac",))
    advocate = community.actor("adv_safe")
    records.file(community.desk, advocate, case_id, "advocacy_note", {"note": "Rode along."}, new_id())
    assert seen(community, "int_harbor", case_id)["advocates", "advocacy"] is Access.OPEN
    for slug in ("det_lake", "ana_cps_worker"):
        assert not [line for line in seen(community, slug, case_id) if line[0] == "advocates"]
        page = teams.read(community.desk, community.actor(slug), case_id)
        assert "advocates" not in {one.program.slug for one in page.team.programs}


def test_when_the_hub_release_is_stopped_nothing_of_the_case_works_for_its_program(community: Community) -> None:
    case_id = open_case(community)
    admit(community, case_id, to=("cac",))
    advocate = community.actor("adv_safe")
    records.file(community.desk, advocate, case_id, "advocacy_note", {"note": "Rode along."}, new_id())
    (listed,) = releases.listed(community.desk, advocate, case_id)
    releases.revoke(community.desk, advocate, case_id, listed.id, "oral", new_id())
    assert seen(community, "adv_safe", case_id) == {}
    assert not [line for line in seen(community, "int_harbor", case_id) if line[0] == "advocates"]
    with pytest.raises(Refused):
        records.file(community.desk, advocate, case_id, "advocacy_note", {"note": "More."}, new_id())


@pytest.mark.parametrize("wrong", ["never issued", "used", "late", "conflict", "closed"])
def test_code_that_does_not_hold_is_one_refusal_without_an_object(community: Community, wrong: str) -> None:
    case_id = open_case(community)
    worker = community.actor("ana_cps_worker")
    code, ends = hub_codes.issue(community.desk, worker, case_id, new_id())
    if wrong == "never issued":
        code = "AAAA-BBBB-CCCC"
    elif wrong == "used":
        releases.name_hub(community.desk, community.actor("sup_safe"), code, hub_paper(community), new_id())
    elif wrong == "late":
        community.clock.forward(seconds=(ends - community.clock.now).total_seconds())
    elif wrong == "closed":
        cases.close(community.desk, worker, case_id, "work_done", new_id())
    else:
        shut_out(community, case_id)
    with pytest.raises(Refused) as refused:
        releases.name_hub(community.desk, community.actor("adv_safe"), code, hub_paper(community), new_id())
    assert refused.value.reason == "code"
    assert last_entry(community)["objects"] == []


def shut_out(community: Community, case_id: CaseId) -> None:
    """The privacy officer puts the advocates on the conflict list of the case."""
    from coordination.casework import conflicts  # noqa: PLC0415 - used by one case of one test

    with community.desk.consulting() as cabinet:
        reference = cabinet.connection.exec_driver_sql("SELECT reference FROM cases").scalar_one()
    target = f"program:{community.programs['advocates'].id}"
    conflicts.shut_out(community.desk, community.actor("pri_privacy"), str(reference), target, new_id())
    assert case_id


def last_entry(community: Community) -> dict[str, object]:
    """The newest entry of the access log, as it was hashed."""
    import json  # noqa: PLC0415 - used by one test

    with community.desk.consulting() as cabinet:
        body = cabinet.connection.exec_driver_sql("SELECT bytes FROM entry ORDER BY id DESC LIMIT 1").scalar_one()
    found: dict[str, object] = json.loads(bytes(body))
    return found


def test_two_advocates_using_one_code_leave_one_release(community: Community) -> None:
    case_id = open_case(community)
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    releases.name_hub(community.desk, community.actor("adv_safe"), code, hub_paper(community), new_id())
    with pytest.raises(Refused):
        releases.name_hub(community.desk, community.actor("sup_safe"), code, hub_paper(community), new_id())


def test_release_form_sent_twice_records_one_release(community: Community) -> None:
    case_id = open_case(community)
    worker, key = community.actor("ana_cps_worker"), new_id()
    typed = paper(community, ("cac",), ("identity",))
    first = releases.record(community.desk, worker, case_id, typed, key)
    assert releases.record(community.desk, worker, case_id, typed, key) == first
    assert len(releases.listed(community.desk, worker, case_id)) == 1


def test_every_type_but_the_reporter_may_be_shared(community: Community) -> None:
    offered = releases.offer(community.desk, community.actor("ana_cps_worker"), open_case(community))
    assert InformationType.REPORTER_IDENTITY not in offered.types
    assert InformationType.IDENTITY in offered.types
    assert offered.longest <= timedelta(days=365).days
