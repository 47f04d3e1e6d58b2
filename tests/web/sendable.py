"""Room: tests. Every form that a page has, ready to be sent: by whom, where to, with what typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coordination.casework import (
    cases,
    conflicts,
    drafts,
    hub_codes,
    intake,
    records,
    releases,
    requests,
    restrictions,
    screens,
    teams,
)
from coordination.casework.release_typed import Typed
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, DraftId, ProgramId, RecordId, new_id
from tests.casework.test_releases import paper
from tests.community import Community
from tests.uploads import attach
from tests.uploads import paper as paper_of_one_page

NOTE = "child_protection_note"
Form = tuple[str, str, dict[str, object]]
"""Who sends it, its address, and what is typed."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A case by child protection, with police and the centre on the team."""

    community: Community
    case: CaseId

    def actor(self, slug: str) -> Actor:
        """Somebody at work."""
        return self.community.actor(slug)

    def program(self, slug: str) -> ProgramId:
        """A program's id."""
        return self.community.programs[slug].id

    def record(self) -> str:
        """A note of child protection's."""
        return records.file(self.community.desk, self.actor("ana_cps_worker"), self.case, NOTE, {"note": "x"}, new_id())

    @property
    def reference(self) -> str:
        """The case's reference."""
        return cases.read(self.community.desk, self.actor("ana_cps_worker"), self.case).header.reference


def opens(scene: Scene) -> Form:
    return "ana_cps_worker", "/cases", {"called": "Tern"}


def closes(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/close", {"reason": "work_done"}


def reopens(scene: Scene) -> Form:
    cases.close(scene.community.desk, scene.actor("ana_cps_worker"), scene.case, "work_done", new_id())
    return "ana_cps_worker", f"/cases/{scene.case}/reopen", {"reason": "new_report"}


def offers(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/coordination", {"coordinator": scene.program("cac")}


def accepts(scene: Scene) -> Form:
    desk, ana = scene.community.desk, scene.actor("ana_cps_worker")
    cases.offer(desk, ana, scene.case, scene.program("cac"), new_id())
    return "sup_harbor", f"/cases/{scene.case}/coordination/accept", {}


def files(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/records/new", {"form": NOTE, "note": "x"}


def corrects(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/records/{scene.record()}/correct", {"note": "y"}


def withdraws(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/records/{scene.record()}/withdraw", {"reason": "wrong_case"}


def reports(scene: Scene) -> Form:
    typed: dict[str, object] = {"told": "The county hotline", "happened_at": "2026-11-20 09:00"}
    return "ana_cps_worker", f"/cases/{scene.case}/records/{scene.record()}/reported", typed


def offers_a_copy(scene: Scene) -> Form:
    part = {"whose": "family", "steps": "x"}
    ana = scene.actor("ana_cps_worker")
    made = records.file(scene.community.desk, ana, scene.case, "safety_plan_part", part, new_id())
    typed: dict[str, object] = {"taken": "taken", "way": "not_sent", "happened_at": "2026-11-20 09:00"}
    return "ana_cps_worker", f"/cases/{scene.case}/records/{made}/offered", typed


PROPOSAL: dict[str, object] = {
    "called_in_at": "2026-11-20 09:00",
    "alleges": ["sex_trafficking"],
    "caregiver": "unknown",
    "decision": "screened_in",
    "why": "A teacher saw it.",
}


def _report(scene: Scene) -> str:
    typed = {"what_happened": "A stranger drove her."}
    ana = scene.actor("ana_cps_worker")
    done = records.file(scene.community.desk, ana, scene.case, "suspected_exploitation_report", typed, new_id())
    return f"/cases/{scene.case}/reports/{done}"


def proposes(scene: Scene) -> Form:
    return "ana_cps_worker", f"{_report(scene)}/propose", PROPOSAL


def decides(scene: Scene) -> Form:
    """The supervisor has put herself on the team, and decides on what the worker proposed."""
    sam, address = scene.actor("sam_cps_supervisor"), _report(scene)
    teams.assign(scene.community.desk, sam, scene.case, sam.person_id, new_id())
    typed = {name: value if isinstance(value, str) else "sex_trafficking" for name, value in PROPOSAL.items()}
    report = RecordId(address.rpartition("/")[2])
    intake.propose(scene.community.desk, scene.actor("ana_cps_worker"), scene.case, report, typed, new_id())
    return "sam_cps_supervisor", f"{address}/decide", {"verdict": "confirmed"}


def closes_a_report(scene: Scene) -> Form:
    _, address, typed = decides(scene)
    report, verdict = RecordId(address.split("/")[-2]), {name: str(value) for name, value in typed.items()}
    intake.decide(scene.community.desk, scene.actor("sam_cps_supervisor"), scene.case, report, verdict, new_id())
    return "ana_cps_worker", f"/cases/{scene.case}/reports/{report}/close", {}


def attaches(scene: Scene) -> Form:
    typed: dict[str, object] = {"words": "A paper", "shows": "document", "harmless": "yes", "file": paper_of_one_page()}
    return "ana_cps_worker", f"/cases/{scene.case}/records/{scene.record()}/files", typed


def withdraws_a_file(scene: Scene) -> Form:
    record, ana = RecordId(scene.record()), scene.actor("ana_cps_worker")
    file = attach(scene.community, ana, scene.case, record)
    return "ana_cps_worker", f"/cases/{scene.case}/records/{record}/files/{file}/withdraw", {"reason": "wrong_case"}


def keeps_a_receipt(scene: Scene) -> Form:
    typed: dict[str, object] = {"happened_at": "2026-11-20 09:00", "who": "Ana", "channel": "web_form", "number": "7"}
    return "ana_cps_worker", f"/cases/{scene.case}/documents/ncmec_packet/receipt", typed


def releases_it(scene: Scene) -> Form:
    form: dict[str, object] = {
        name: value if isinstance(value, str) else list(value) for name, value in _paper(scene).items()
    }
    return "ana_cps_worker", f"/cases/{scene.case}/releases", form


def revokes(scene: Scene) -> Form:
    made = releases.record(scene.community.desk, scene.actor("ana_cps_worker"), scene.case, _paper(scene), new_id())
    return "ana_cps_worker", f"/cases/{scene.case}/releases/{made}/revoke", {"how": "oral"}


def _paper(scene: Scene) -> Typed:
    return paper(scene.community, ("cac",), ("placement",))


def names_the_hub(scene: Scene) -> Form:
    code, _ = hub_codes.issue(scene.community.desk, scene.actor("ana_cps_worker"), scene.case, new_id())
    form = {
        name: value if isinstance(value, str) else list(value)
        for name, value in paper(scene.community, (), ("advocacy",)).items()
    }
    return "adv_safe", "/release-to-hub", {**form, "code": code}


def invites(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/team/programs", {"program": scene.program("advocates")}


def ends_a_place(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/team/programs/{scene.program('detectives')}/end", {}


def assigns(scene: Scene) -> Form:
    worker = scene.community.people["sam_cps_supervisor"]
    return "sam_cps_supervisor", f"/cases/{scene.case}/team/people", {"person": worker}


def takes_off(scene: Scene) -> Form:
    person = scene.community.people["ana_cps_worker"]
    return "sam_cps_supervisor", f"/cases/{scene.case}/team/people/{person}/end", {}


def restricts(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/restriction", {}


def lifts_the_restriction(scene: Scene) -> Form:
    restrictions.restrict(scene.community.desk, scene.actor("ana_cps_worker"), scene.case, [], new_id())
    return "ana_cps_worker", f"/cases/{scene.case}/restriction/lift", {}


def shuts_out(scene: Scene) -> Form:
    target = f"person:{scene.community.people['int_harbor']}"
    return "pri_privacy", "/conflicts", {"reference": scene.reference, "target": target}


def lets_in_again(scene: Scene) -> Form:
    officer, target = scene.actor("pri_privacy"), f"person:{scene.community.people['int_harbor']}"
    handle = conflicts.shut_out(scene.community.desk, officer, scene.reference, target, new_id())
    return "pri_privacy", f"/conflicts/{handle}/lift", {}


def throws_away(scene: Scene) -> Form:
    draft, ana = DraftId(new_id()), scene.actor("ana_cps_worker")
    drafts.save(scene.community.desk, ana, scene.case, {"note": "x"}, draft_id=draft, form_slug=NOTE)
    return "ana_cps_worker", f"/drafts/{draft}/discard", {}


RETURN = "return_screen"
NOTHING_SEEN: dict[str, object] = {"coached": "yes", "told_exchange": "no"}


def screens_a_child(scene: Scene) -> Form:
    return "ana_cps_worker", f"/cases/{scene.case}/screens/{RETURN}", dict(NOTHING_SEEN)


def raises_a_tier(scene: Scene) -> Form:
    ana = scene.actor("ana_cps_worker")
    screen = screens.file(scene.community.desk, ana, scene.case, RETURN, {"coached": "yes"}, new_id())
    typed: dict[str, object] = {"tier": "possible_sex_trafficking", "why": "x"}
    return "ana_cps_worker", f"/cases/{scene.case}/records/{screen}/tier", typed


def asks(scene: Scene) -> Form:
    scene.record()
    typed: dict[str, object] = {"program": scene.program("cps"), "type": "child_protection", "purpose": "services"}
    return "int_harbor", f"/cases/{scene.case}/requests/new", typed


def says_no(scene: Scene) -> Form:
    scene.record()
    made = requests.make(
        scene.community.desk,
        scene.actor("int_harbor"),
        scene.case,
        scene.program("cps"),
        "child_protection",
        "services",
        new_id(),
    )
    return "sam_cps_supervisor", f"/cases/{scene.case}/requests/{made}/refuse", {}


FORMS: tuple[Callable[[Scene], Form], ...] = (
    opens,
    closes,
    reopens,
    offers,
    accepts,
    files,
    corrects,
    withdraws,
    reports,
    offers_a_copy,
    proposes,
    decides,
    closes_a_report,
    attaches,
    withdraws_a_file,
    keeps_a_receipt,
    releases_it,
    revokes,
    names_the_hub,
    invites,
    ends_a_place,
    assigns,
    takes_off,
    restricts,
    lifts_the_restriction,
    shuts_out,
    lets_in_again,
    throws_away,
    asks,
    says_no,
    screens_a_child,
    raises_a_tier,
)
