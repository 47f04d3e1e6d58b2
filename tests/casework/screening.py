"""Room: tests. What tests of screens begin with: a program under another state's law, a screen filed, a page read."""

from __future__ import annotations

from sqlalchemy import update

from coordination.casework import records, screens
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage import roster
from tests.casework.story import assigned, opened
from tests.community import Community

MAINE = "maine_appendix_a"
ANA, SAM, LEO = "ana_cps_worker", "sam_cps_supervisor", "det_lake"


def governed(community: Community, program: str, *jurisdictions: str) -> None:
    """The program is bound by the law of these jurisdictions."""
    row = roster.programs.c.slug == program
    with community.desk.database.write() as connection:
        connection.execute(update(roster.programs).where(row).values(jurisdictions=" ".join(jurisdictions)))


def in_maine(community: Community) -> CaseId:
    """A case of child protection in Maine, with a detective on the team."""
    governed(community, "cps", "us_federal", "us_maine")
    return assigned(community, opened(community, ANA), "detectives", "sgt_lake", LEO)


def answered(community: Community, slug: str = MAINE, **answers: str) -> dict[str, str]:
    """Every item answered no but those named."""
    tool = community.desk.catalog.tool(slug)
    assert tool
    return {item.slug: "no" for item in tool.items} | answers


def screened(community: Community, case: CaseId, slug: str = MAINE, who: str = ANA, **answers: str) -> RecordId:
    """A screen filed by this person: everything answered no but what is named."""
    typed = answered(community, slug, **answers)
    return screens.file(community.desk, community.actor(who), case, slug, typed, new_id())


def ran(community: Community, case: CaseId, day: str) -> None:
    """A record of child protection's that the child was missing from this day on."""
    typed = {"last_seen_at": f"{day} 09:00"}
    form = community.desk.catalog.form("child_welfare", "missing_report")
    assert form
    asked = {question.slug: "x" for question in form.questions if question.required}
    records.file(community.desk, community.actor(ANA), case, "missing_report", asked | typed, new_id())
