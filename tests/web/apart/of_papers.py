"""Room: tests. Acts behind an observer's back: papers between others, an emergency, a hold, a suspension."""

from __future__ import annotations

from coordination.casework import agreements, authorities, emergencies, holds, releases, suspensions
from coordination.model.ids import ReleaseId, new_id
from tests.casework.agreed import typed as agreement
from tests.matrix.disclosure_doors import SUSPENDING
from tests.matrix.filled import authority, paper
from tests.matrix.sites import ORDER
from tests.web.apart.hidden import Act, Hidden

ASKED = {"reason": "child_missing", "words": "She left an hour ago.", "hours": "2", "told": "yes"}
ORDERED = {"told": "Kestrel", "protects": "something", "starts_on": "2026-11-21"}


def release_between_others(hidden: Hidden) -> None:
    """Child protection releases a type to another program."""
    _released(hidden)


def release_revoked_for_others(hidden: Hidden) -> None:
    """A release to another program that was signed and is taken back at once."""
    made, site, how = _released(hidden), hidden.site("member"), hidden.random.choice(("oral", "written"))
    releases.revoke(hidden.world.desk, hidden.actor("ana_cps_worker"), site.case_id, made, how, new_id())
    hidden.drew(how)


def _released(hidden: Hidden) -> ReleaseId:
    world, site, to = hidden.world, hidden.site("member"), hidden.random.choice(hidden.others)
    ana, word = hidden.actor("ana_cps_worker"), hidden.word()
    kind = hidden.random.choice(("placement", "report", "safety_plan"))
    typed = paper((world.programs[to].id,), (kind,), word)
    made = releases.record(world.desk, ana, site.case_id, typed, new_id())
    hidden.drew(to, kind)
    hidden.seen("ana_cps_worker", f"/cases/{site.case_id}/releases", word)
    return made


def paper_for_another(hidden: Hidden) -> None:
    """A court order on file that opens a type to one other program, or is ended again."""
    world, site, to = hidden.world, hidden.site("release_none"), hidden.random.choice(hidden.others)
    sam, kind, word = hidden.actor("sam_cps_supervisor"), hidden.random.choice(("report", "placement")), hidden.word()
    order = authority("court_order", (world.programs[to].id,), (kind,), ORDER, **ORDERED, evidence_authorizes=word)
    made = authorities.record(world.desk, sam, site.case_id, order, new_id())
    ended = hidden.random.random() < 0.3
    if ended:
        authorities.end(world.desk, sam, site.case_id, made, "need_over", new_id())
    hidden.drew(to, kind, ended)
    hidden.seen("sam_cps_supervisor", f"/cases/{site.case_id}/authorities", word)


def agreement_between_others(hidden: Hidden) -> None:
    """Child protection writes down an agreement with an agency that is not the observers'."""
    to = "lakeside_police" if hidden.group == "center" else "harbor_cac"
    title = hidden.word()
    form = agreement(hidden.world, to, title=title)
    agreements.record(hidden.world.desk, hidden.actor("pri_privacy"), form, new_id())  # type: ignore[arg-type]
    hidden.drew(to)
    hidden.seen("pri_privacy", "/agreements", title)


def emergency_of_another(hidden: Hidden) -> None:
    """Somebody of another program opens for hours what is locked to them."""
    site = hidden.site("release_none", "hub_none")
    who = {"detectives": "det_lake", "cac": "int_harbor"}[hidden.random.choice(hidden.others)]
    emergencies.start(hidden.world.desk, hidden.actor(who), site.case_id, ASKED, new_id())
    hidden.drew(who)
    hidden.seen("sam_cps_supervisor", "/emergencies", site.reference)


def hold_of_another(hidden: Hidden) -> None:
    """Child protection's supervisor has a case kept for a lawsuit."""
    site = hidden.site()
    holds.hold(hidden.world.desk, hidden.actor("sam_cps_supervisor"), site.reference, "litigation", "civil", new_id())
    hidden.seen("sam_cps_supervisor", "/retention", site.reference)


def suspension_of_another(hidden: Hidden) -> None:
    """Child protection is asked to keep a recipient out of the account of disclosures."""
    site = hidden.site()
    suspensions.suspend(hidden.world.desk, hidden.actor("pri_privacy"), site.reference, SUSPENDING, new_id())
    hidden.seen("pri_privacy", f"/disclosures?reference={site.reference}", "A judge of the county")


OF_PAPERS: tuple[Act, ...] = (
    agreement_between_others,
    emergency_of_another,
    hold_of_another,
    paper_for_another,
    release_between_others,
    release_revoked_for_others,
    suspension_of_another,
)
