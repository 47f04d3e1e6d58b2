"""Room: tests. A restored backup stages whom the team stages since and opens nothing; without its list it shows all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from coordination.audit.endings import FILE, Ending
from coordination.casework import protocols, records, releases, staging, teams
from coordination.declare.information import InformationType
from coordination.declare.staging import INTERVIEWER, First
from coordination.model import context as contexts
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, ProtocolId, StagingId, new_id
from coordination.model.protocol import TeamProtocol
from coordination.storage import restaged, staging_tables
from coordination.storage import staging as drawer
from coordination.storage.cabinet import Cabinet
from coordination.storage.staging_endings import EVENT, PROTOCOL
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper
from tests.cli.drill import Drill
from tests.community import ZONE, Community

ANA, SAM, COO, BEN, INT = "ana_cps_worker", "sam_cps_supervisor", "coo_harbor", "sup_harbor", "int_harbor"
DETECTIVE, SERGEANT = "det_lake", "sgt_lake"
SECRET = "A name that no list may tell"
PLACEMENT = "Placement"
LIMITED: Mapping[str, str | Sequence[str]] = {
    "document": SECRET,
    "dated": "2026-03-02",
    "adopted_by": SECRET,
    "staged": ["interviewer"],
    "first": "limited",
    "types": ["identity"],
    "opens_on": ["interview_done"],
}
POLICE: Mapping[str, str | Sequence[str]] = {
    "staged": ["law_enforcement"],
    "first": "none",
    "types": [],
    "opens_on": ["review_held"],
}


@dataclass(slots=True)
class Since:
    """What the test needs again. waits: staged since; free: staged since and not any more; center: the center's own."""

    manifest: Path
    waits: CaseId
    free: CaseId
    center: CaseId


def recorded(community: Community, actor: Actor, **more: str | Sequence[str]) -> None:
    today = community.clock.now.astimezone(ZoneInfo(ZONE)).date().isoformat()
    protocols.record(community.desk, actor, {**LIMITED, "starts": today, **more}, new_id())


def taken_back(community: Community, actor: Actor, case: CaseId) -> None:
    with community.desk.consulting(about=(case,), context=contexts.of(actor)) as cabinet:
        (entry,) = drawer.facts_of_entries(cabinet, case)
    staging.withdraw(community.desk, actor, case, entry.id, new_id())


def staged_since(drill: Drill) -> Since:
    """A backup in which an interviewer sees all on two cases of child protection's, which has no protocol, and police
    see the center's case, since its review was held. After it: child protection's protocol; on one case the interviewer
    is named, on the other named and not any more; that the review was held is taken back; and the center's next
    protocol keeps nothing from anybody."""
    community = drill.community
    desk, ana, sam, coo = community.desk, community.actor(ANA), community.actor(SAM), community.actor(COO)
    cases = [assigned(community, opened(community, ANA), "cac", BEN, INT) for _ in range(2)]
    for case in cases:
        records.file(desk, ana, case, "placement_note", {"setting": "therapeutic"}, new_id())
        releases.record(desk, ana, case, paper(community, ("cac",), ("identity", "placement")), new_id())
    center = opened(community, COO, called="Lark")
    teams.invite(desk, coo, center, community.programs["detectives"].id, new_id())
    teams.assign(desk, community.actor(SERGEANT), center, community.people[DETECTIVE], new_id())
    releases.record(desk, coo, center, paper(community, ("detectives",), ("identity",)), new_id())
    recorded(community, coo, **POLICE)
    staging.tell(desk, coo, center, "review_held", new_id())
    drill.checkpoint()
    manifest = drill.backup()
    recorded(community, sam)
    for case in cases:
        staging.name(desk, sam, case, community.people[INT], new_id())
    taken_back(community, sam, cases[1])
    taken_back(community, coo, center)
    recorded(community, coo, first="full", types=[], opens_on=[], staged=["law_enforcement"])
    drill.checkpoint()
    return Since(manifest=manifest, waits=cases[0], free=cases[1], center=center)


def test_restored_backup_stages_whom_the_team_stages_since_and_without_its_list_shows_them_all(drill: Drill) -> None:
    since = staged_since(drill)
    for without in (False, True):
        with drill.elsewhere("open" if without else "staged") as there:
            more = ("--without-endings",) if without else ()
            done = drill.restore(there, since.manifest, "--give-up-signed-entries", *more)
            assert done.exit_code == 0, done.output
            for kind in (EVENT, INTERVIEWER, PROTOCOL):
                assert (f"1 of kind {kind}" in done.output) is not without, kind
            with drill.open(there) as restored:
                reader, police = restored.client(INT), restored.client(DETECTIVE)
                assert (PLACEMENT in reader.get(f"/cases/{since.waits}").text) is without
                assert ("Lark" in police.get(f"/cases/{since.center}").text) is without
                assert PLACEMENT in reader.get(f"/cases/{since.free}").text
                if not without:
                    _goes_on(restored, since)
            assert there.run("access-log", "verify", "--projections").exit_code == 0


def _goes_on(restored: Community, since: Since) -> None:
    """The pages say what was set again, no word of the paper came back by the list, and the team works on with it."""
    sam, reader = restored.client(SAM), restored.client(INT)
    assert restaged.DOCUMENT in sam.get("/protocol").text
    assert restaged.DOCUMENT in reader.get(f"/cases/{since.waits}").text
    assert SECRET.encode() not in (restored.hub.settings.checkpoint_copy / FILE).read_bytes()
    assert reader.send(f"/cases/{since.waits}/team/events", {"event": "interview_done"}).status_code == 303
    assert PLACEMENT in reader.get(f"/cases/{since.waits}").text
    told = restored.client(COO).send(f"/cases/{since.center}/team/events", {"event": "review_held"})
    assert told.status_code == 303
    assert "Lark" in restored.client(DETECTIVE).get(f"/cases/{since.center}").text


def test_lines_of_things_newer_than_the_backup_stage_what_is_there_and_break_nothing(community: Community) -> None:
    """A case or program that came since is not there to be staged; whoever set it need not be there either."""
    case = assigned(community, opened(community, ANA), "cac", BEN, INT)
    cps, person, newer = community.programs["cps"].id, community.people[INT], new_id()
    told = [
        _line(EVENT, new_id(), newer),
        *(
            _line(INTERVIEWER, new_id(), f"{about}.{newer}.{new_id()}.{who}.{newer}")
            for about, who in ((newer, person), (case, newer), (case, person))
        ),
        *(
            _line(PROTOCOL, new_id(), f"{program}.{new_id()}.{newer}.2026-03-02.0.none.interviewer..interview_done")
            for program in (newer, cps)
        ),
    ]
    with community.desk.database.write() as connection:
        cabinet = Cabinet(connection=connection, keyring=community.desk.keyring, now=community.desk.now)
        assert dict(restaged.close_again(cabinet, told)) == {INTERVIEWER: 1, PROTOCOL: 1}
        assert not restaged.close_again(cabinet, told)  # the second time nothing is left to do
        table = staging_tables.staging_entries
        assert [StagingId(one) for one in connection.execute(select(table.c.id)).scalars()] == [told[3].object]
    assert "until the forensic interview is done" in community.client(INT).get(f"/cases/{case}").text.replace(
        "Until", "until"
    )


def _line(kind: str, what: str, more: str) -> Ending:
    return Ending(kind=kind, object=what, at=datetime(2026, 11, 20, tzinfo=UTC), more=more)


def protocol(first: First, staged: str, types: str = "", opens_on: str = "interview_done") -> TeamProtocol:
    return TeamProtocol(
        id=ProtocolId(new_id()),
        starts_at=datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=len(staged)),
        staged=frozenset(staged.split()),
        first=first,
        types=frozenset(map(InformationType, types.split())),
        opens_on=frozenset(opens_on.split()),
        document="Protocol",
        dated="2026-03-02",
    )


@pytest.mark.parametrize(
    ("before", "new", "expected"),
    [
        (None, protocol(First.LIMITED, "a", "identity"), protocol(First.LIMITED, "a", "identity")),
        (protocol(First.FULL, "b"), protocol(First.NONE, "a"), protocol(First.NONE, "a")),
        (protocol(First.NONE, "a"), protocol(First.FULL, "b"), protocol(First.NONE, "a")),
        (protocol(First.NONE, "a"), protocol(First.LIMITED, "a", "identity"), protocol(First.NONE, "a")),
        (
            protocol(First.LIMITED, "a", "identity placement", "interview_done exam_done"),
            protocol(First.LIMITED, "b", "identity medical", "exam_done charge_filed"),
            protocol(First.LIMITED, "a b", "identity", "exam_done"),
        ),
        (
            protocol(First.LIMITED, "a", "identity"),
            protocol(First.LIMITED, "a", "placement", "exam_done"),
            protocol(First.NONE, "a", "", "exam_done"),
        ),
    ],
)
def test_a_protocol_that_is_set_again_shows_first_no_more_than_the_backup_and_the_team_let(
    before: TeamProtocol | None, new: TeamProtocol, expected: TeamProtocol
) -> None:
    found = new.no_wider_than(before)
    assert found.says_the_same_as(expected)
    assert (found.id, found.starts_at, found.dated) == (new.id, new.starts_at, new.dated)
