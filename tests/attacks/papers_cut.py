"""Room: tests. What else opens and must close: orders, an agreement, emergencies, a recusal, the law that binds.

The night is one: an order's last day, an agreement and two emergencies are made so that each ends in it or is ended.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from coordination.casework import agreements, authorities, emergencies, records, recusals, releases, roster, teams
from coordination.model.ids import CaseId, RecordId, new_id
from tests.attacks.workers import Cut
from tests.casework.agreed import confirmed, officer, recorded
from tests.casework.screening import MAINE, governed, screened
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper
from tests.community import PROGRAMS, Community
from tests.matrix.filled import answered, authority
from tests.matrix.sites import ORDER

ANA, SAM, MIA, LEO = "ana_cps_worker", "sam_cps_supervisor", "int_harbor", "det_lake"
TODAY = "2026-11-21"
HASTE = datetime(2026, 11, 22, 3, 57, tzinfo=UTC)
READ = datetime(2026, 11, 22, 5, 50, tzinfo=UTC)  # when the processes begin to read: a session lives 15 minutes idle
SPENT = datetime(2026, 11, 22, 5, 57, tzinfo=UTC)  # two hours after the haste
MIDNIGHT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # in Chicago
ASKED = {"reason": "child_missing", "words": "She left an hour ago.", "told": "yes"}


class Night:
    """One community in which all of it lies, each on a case of its own with police and the center on the team."""

    def __init__(self, community: Community, word: str) -> None:
        self.community, self.word = community, word
        self.actors = {slug: community.actor(slug) for slug in (ANA, SAM, MIA, LEO, "pri_privacy")}
        governed(community, "cps", "us_federal", "us_maine")

    def case(self) -> CaseId:
        """A case with everybody on it."""
        case = opened(self.community, ANA)
        assigned(self.community, case, "detectives", "sgt_lake", LEO)
        assigned(self.community, case, "cac", "sup_harbor", MIA)
        sam = self.actors[SAM]
        teams.assign(self.community.desk, sam, case, sam.person_id, new_id())
        return case

    def note(self, case: CaseId, form: str) -> RecordId:
        """A record of child protection with the word in it."""
        found = self.community.desk.catalog.form("child_welfare", form)
        assert found is not None
        return records.file(self.community.desk, self.actors[ANA], case, form, answered(found, self.word), new_id())

    def ordered(self, **more: str) -> tuple[CaseId, RecordId, Callable[[], object]]:
        """A court order that shows the center where the child is placed, and how it is ended."""
        case, desk = self.case(), self.community.desk
        made = self.note(case, "placement_note")
        to = (str(self.community.programs["cac"].id),)
        told = {"told": "Her, by telephone.", "protects": "A new lock."}
        form = authority("court_order", to, ("placement",), ORDER, **told, **more)
        order = authorities.record(desk, self.actors[SAM], case, form, new_id())
        return case, made, lambda: authorities.end(desk, self.actors[SAM], case, order, "set_aside", new_id())

    def hurried(self, hours: str) -> tuple[CaseId, RecordId, Callable[[], object]]:
        """An emergency of the detective's, and how its review turns it down."""
        case, desk = self.case(), self.community.desk
        made = self.note(case, "placement_note")
        now, self.community.clock.now = self.community.clock.now, HASTE
        used = emergencies.start(desk, self.actors[LEO], case, {**ASKED, "hours": hours}, new_id())
        self.community.clock.now = now
        return case, made, lambda: emergencies.review(desk, self.actors[SAM], case, used, "rejected", new_id())


def of_papers(community: Community, word: str) -> dict[str, Cut]:
    """By name, in the order in which they end. The clock stands at READ afterwards."""
    night, desk = Night(community, word), community.desk

    def at(case: CaseId, record: RecordId) -> list[str]:
        return [f"/cases/{case}/records/{record}", f"/cases/{case}/print"]

    case, made, ended = night.ordered()
    found = {"order": Cut(slug=MIA, paths=at(case, made), word=word, act=ended)}
    reported = night.case()
    made = night.note(reported, "suspected_exploitation_report")
    agreement = confirmed(community, recorded(community, types=["report"]))
    by = officer(community, "sup_harbor")
    found["agreement"] = Cut(
        slug=MIA,
        paths=at(reported, made),
        word=word,
        act=lambda: agreements.end(desk, by, agreement, new_id()),
    )
    screen = night.case()
    made = screened(community, screen, MAINE)
    confirmed(community, recorded(community, types=["screening"]))
    found["rules"] = Cut(
        slug=MIA, paths=[f"/cases/{screen}/records/{made}"], word="Ana Brook", act=lambda: in_minnesota(community)
    )
    case, made, turned_down = night.hurried("4")
    found["emergency_rejected"] = Cut(slug=LEO, paths=at(case, made), word=word, act=turned_down)
    stepped = night.case()
    made = night.note(stepped, "child_protection_note")
    typed = paper(community, ("cac",), ("child_protection",))
    releases.record(desk, night.actors[ANA], stepped, typed, new_id())
    found["recusal"] = Cut(
        slug=MIA,
        paths=[*at(stepped, made), f"/cases/{stepped}"],
        word=word,
        act=lambda: recusals.recuse(desk, night.actors[MIA], stepped, "knows_family", new_id()),
    )
    case, made, _ = night.hurried("2")
    found["emergency_spent"] = Cut(slug=LEO, paths=at(case, made), word=word, ends=SPENT)
    case, made, _ = night.ordered(expires_on=TODAY)
    found["order_day"] = Cut(slug=MIA, paths=at(case, made), word=word, ends=MIDNIGHT)
    community.clock.now = READ
    return found


def in_minnesota(community: Community) -> None:
    """Child protection is bound by Minnesota's law instead of Maine's, by which the center read screens."""
    agency, name, partner_type, _ = PROGRAMS["cps"]
    line = {"slug": "cps", "agency": agency, "name": name, "partner_type": partner_type}
    roster.load(community.desk, {"programs": [{**line, "jurisdictions": ["us_federal", "us_minnesota"]}]})
