"""Room: demo. The other cases: a conflict, an unseen advocate, a request, a draft, a correction, a withdrawal."""

from __future__ import annotations

from coordination.casework import holds, retention
from coordination.demo.stories import MINOR, PARENT, Story, dana, jade, mateo, tilly, wren
from coordination.demo.village import Village
from coordination.model.ids import new_id


def ash(v: Village) -> Story:
    """The conflict list: the detective is a relative, so the case does not exist for him."""
    yield 14, "10:00"
    case = v.open("ana_cps_worker", called="Ash", age="17", pronouns="they")
    v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(14, "09:00"),
        concerns=("commercial_exploitation",),
        what_happened="Ash told a drop-in worker that they trade sex for a place to sleep.",
    )  # fmt: skip
    v.shut_out("pri_privacy", case, "det_lake")
    yield 14, "11:00"
    v.team("ana_cps_worker", case, "detectives")
    v.assign("sgt_lake", case, "sgt_lake")


def luca(v: Village) -> Story:
    """A case of the police, closed; a record filed twice and withdrawn."""
    yield 38, "09:00"
    case = v.open("det_lake", called="Luca", age="about 16", file_number="LPD-26-0871")
    v.file(
        "det_lake", case, "missing_child", received_at=v.when(38, "08:00"), last_seen_at=v.when(39, "20:00"),
        circumstances="Left a friend's house and did not come home.", state_now="missing", danger="unknown",
    )  # fmt: skip
    again = v.file(
        "det_lake", case, "missing_child", received_at=v.when(38, "08:00"), circumstances="The same, saved twice.",
    )  # fmt: skip
    yield 38, "09:30"
    v.withdraw("det_lake", case, again, "filed_twice")
    yield 37, "16:00"
    v.file(
        "det_lake", case, "investigation_note", about="closed", happened_at=v.when(37, "15:00"),
        note="Found at a cousin's, well. Nothing that points to exploitation; concern may remain.",
    )  # fmt: skip
    v.close("sgt_lake", case, "safe")
    yield 5, "09:00"
    retention.set_period(v.desk, v.actor("sgt_lake"), "1", "Made-up police schedule, item 4", new_id())
    retention.set_period(v.desk, v.actor("pri_privacy"), "84", "Made-up county schedule, item 12", new_id())
    reference = v.reference("det_lake", case)
    holds.hold(v.desk, v.actor("sgt_lake"), reference, "litigation", "prosecution", new_id())


def skye(v: Village) -> Story:
    """The advocate: a one-time code, a release that names the hub, and what it names works; nobody else can tell."""
    yield 16, "09:00"
    case = v.open("coo_harbor", called="Skye", age="15", pronouns="she")
    v.file(
        "coo_harbor", case, "intake", received_at=v.when(16, "08:30"), referred_by="police", concerns=("trafficking",),
        allegation="Police ask for an interview after a traffic stop.", asked_for=("interview", "advocacy"),
    )  # fmt: skip
    v.team("coo_harbor", case, "cps", "detectives")
    v.assign("sam_cps_supervisor", case, "ana_cps_worker")
    v.assign("sgt_lake", case, "det_lake")
    yield 15, "10:00"
    paper = v.paper(
        ("identity", "report"), days=90, purpose="investigation", **PARENT, **MINOR, signer_1_name="Nell Rowe",
        signer_2_name="Skye Rowe",
    )  # fmt: skip
    v.release("coo_harbor", case, paper, "cps", "detectives")
    yield 13, "10:00"
    v.team("coo_harbor", case, "advocates")  # an invitation: a row of the center's, and of nobody else's
    code = v.code("coo_harbor", case)
    yield 11, "13:00"
    paper = v.paper(
        ("advocacy", "service_plan"), days=60, purpose="services", **PARENT, **MINOR, signer_1_name="Nell Rowe",
        signer_2_name="Skye Rowe",
    )  # fmt: skip
    v.name_hub("adv_safe", code, paper)
    v.file(
        "adv_safe", case, "advocacy_intake", met_at=v.when(11, "11:00"), came_by="outreach", told_rights="yes",
        wants="Somebody who comes along to the interview and does not tell her mother everything.",
    )  # fmt: skip
    v.file(
        "adv_safe", case, "needs_plan", needs=("shelter", "school"), first="To finish the school year where she is.",
        plan="The advocate speaks with the school; a host family for weekends.",
    )  # fmt: skip
    yield 5, "15:00"
    named = v.paper(
        ("service_plan",), days=45, purpose="services", **PARENT, **MINOR, signer_1_name="Nell Rowe",
        signer_2_name="Skye Rowe",
    )  # fmt: skip
    v.release("adv_safe", case, named, "cac")


def robin(v: Village) -> Story:
    """A request that waits, a record of two versions, and a form left unfinished."""
    yield 7, "09:00"
    case = v.open("ana_cps_worker", called="Robin", age="14 or 15", aliases="Rob")
    report = v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(7, "08:20"),
        concerns=("online",), what_happened="A clinic nurse saw a message on Robin's phone.",
    )  # fmt: skip
    v.attach("ana_cps_worker", case, report, "Note of the clinic nurse", "Made up for the demo.", "Seen: one message.")
    v.team("ana_cps_worker", case, "cac")
    v.assign("sup_harbor", case, "int_harbor")
    yield 4, "11:00"
    v.correct(
        "ana_cps_worker", case, report, received_at=v.when(7, "08:20"), concerns=("online", "sex_trafficking"),
        what_happened="A clinic nurse saw three messages on Robin's phone, from two numbers.",
    )  # fmt: skip
    yield 3, "10:10"
    v.ask("int_harbor", case, "cps", "report", "investigation")
    yield 1, "16:40"
    v.draft(
        "ana_cps_worker", case, "child_protection_note", about="contact",
        note="Robin did not come today. Called the school; they",
    )  # fmt: skip


def two_keys(v: Village) -> Story:
    """No case: the hospital's administrator proposes a program of the county, whose own administrator decides."""
    yield 2, "11:00"
    v.propose(
        "adm_bay", "program", agency="north_county", program="Hospital Desk", partner_type="child_welfare",
        jurisdictions="us_minnesota",
    )  # fmt: skip


STORIES = (ash, dana, jade, luca, mateo, robin, skye, tilly, wren, two_keys)
