"""Room: demo. What happened on the demo's first cases: police by law, a release, one revoked, one that ran out.

A story yields the day and hour at which it goes on: so many days ago, "09:30" in the village's zone. Everybody in it
is made up, and what is written is no longer than it takes to show what the page is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from coordination.demo.papers import signed_on_paper
from coordination.demo.proofs import did
from coordination.demo.village import Village
from coordination.model.referrals import Kind

Story = Iterator[tuple[int, str]]

PARENT = {"signer_1_capacity": "parent", "signer_1_abuser": "no"}
MINOR = {"signer_2_capacity": "minor"}


def jade(v: Village) -> Story:
    """Child protection opens, police see by federal law, each writes their own; a screening, a missing episode."""
    yield 26, "09:10"
    case = v.open("ana_cps_worker", called="Jade", age="about 15", aliases="JJ", language="English")
    v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(26, "08:40"),
        concerns=("sex_trafficking", "online"), danger_now="unknown", missing_now="no",
        what_happened="A school counselor says that an older man gives Jade phones and rides, and waits outside.",
    )  # fmt: skip
    v.file("ana_cps_worker", case, "reporter", kind="mandated", work="School counselor")
    v.file("ana_cps_worker", case, "person", part="caregiver", called="Marta (aunt)", abuser="no")
    v.file("ana_cps_worker", case, "person", part="alleged_offender", called="unknown", abuser="yes")
    yield 26, "10:05"
    v.team("ana_cps_worker", case, "detectives")
    v.assign("sgt_lake", case, "det_lake")
    yield 25, "13:30"
    v.file(
        "ana_cps_worker", case, "screening_note", done_on=v.when(25), occasion="investigation",
        keys_cash_phones="yes", branding="unknown", exact_words="He says I owe him for the phone.",
        concern="raised", next_steps="Meet again on Thursday, at school.",
    )  # fmt: skip
    told = v.tell("ana_cps_worker", case, "trafficking_identified", v.when(25, "12:00"))
    yield 25, "15:00"
    v.prove(
        "ana_cps_worker", case, told, done_at=v.when(25, "14:40"), channel="phone", told="Detective Marsh",
        number="LPD-26-1187",
    )  # fmt: skip
    yield 24, "11:15"
    v.file(
        "det_lake", case, "police_report", number="LPD-26-1187", learned_at=v.when(26, "10:20"),
        came_from="child_protection", kinds=("sex_trafficking",), advocate="yes",
        facts="Plate of the car outside school noted by staff on three days. The driver is not known yet.",
    )  # fmt: skip
    v.file(
        "det_lake", case, "investigation_note", about="lead", suspect_free="yes", interview_wanted="yes",
        note="The car is rented by the week. The rental office keeps the papers for us.",
        do_not="Please do not ask Jade about the car before the interview.",
    )  # fmt: skip
    yield 9, "22:10"
    away = v.missing(
        "ana_cps_worker", case, v.when(9, "19:00"), from_where="family",
        circumstances="Did not come back to her aunt's after supper. Her phone is off.",
    )  # fmt: skip
    v.beside("ana_cps_worker", case, away, "missing_dangers", trafficking_risk="yes", medicine="no")
    v.beside("ana_cps_worker", case, away, "missing_contact", happened_at=v.when(9, "21:45"), number="LPD-26-1242",
             **{"with": "police"})  # fmt: skip
    v.beside("ana_cps_worker", case, away, "missing_contact", happened_at=v.when(9, "22:00"), **{"with": "ncmec"})
    did(v, "ana_cps_worker", case, "missing child to police", v.when(9, "21:45"), channel="phone",
        told="Sergeant Stone", number="LPD-26-1242")  # fmt: skip
    did(v, "ana_cps_worker", case, "missing child to the National", v.when(9, "22:00"), channel="web_form",
        told="NCMEC", number="NC-87744")  # fmt: skip
    yield 8, "15:20"
    v.found("ana_cps_worker", case, away, v.when(8, "06:30"), who="came_back", circumstances="Asleep on the stairs.")
    v.beside(
        "ana_cps_worker", case, away, "missing_debrief", met_at=v.when(8, "09:00"), left_because=("strict",),
        why_words="She wanted to be somewhere nobody asks her things.",
        stay="A later curfew on weekends, and her own key.",
    )  # fmt: skip
    did(v, "ana_cps_worker", case, "Meet with the youth", v.when(8, "09:00"), channel="in_person", told="Jade")
    v.screen(
        "ana_cps_worker", case, "return_screen", happened_at=v.when(8, "09:30"), interpreter="none",
        own_terms="“my friend” for him", told_exchange="unknown", reported_exchange="no", forced_work="no",
        keys_cash_phones="yes", trips="yes", coached="no",
    )  # fmt: skip
    v.file(
        "ana_cps_worker", case, "safe_contact", where="With her aunt", way="Her own phone, texts only",
        never="Never call the home line.", asked_on=v.when(8),
    )  # fmt: skip
    yield 7, "10:00"
    report = v.refer(
        "ana_cps_worker", case, "detectives", Kind.REPORT, urgency="urgent",
        message="Back since this morning. She says that he drove her to another county.",
    )  # fmt: skip
    yield 7, "10:20"
    v.step("det_lake", report, "acknowledge", words="We look at the road cameras today.")
    yield 6, "11:00"
    counseling = v.refer(
        "ana_cps_worker", case, "cac", Kind.SERVICE, need="behavioral_health",
        message="She would like to talk to somebody who is not from the county. After school, not Mondays.",
    )  # fmt: skip
    # An advocate got this and says nothing, which is their duty: whether they serve her nobody here can tell.
    v.refer("ana_cps_worker", case, "advocates", Kind.SERVICE, need="other", message="She asked for an advocate.")
    yield 5, "09:15"
    v.step("int_harbor", counseling, "ask", words="Would Thursday at four do?")
    yield 5, "12:00"
    v.step("ana_cps_worker", counseling, "reply", words="Yes. She comes with her aunt.")
    yield 4, "16:00"
    v.step("int_harbor", counseling, "accept")


def dana(v: Village) -> Story:
    """The center sees child protection's report on Dana only because a release names it; it then coordinates."""
    yield 23, "09:00"
    case = v.open("ana_cps_worker", called="Dana", age="14", legal_name="Dana Quill", pronouns="she")
    report = v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(23, "08:15"),
        concerns=("online",), danger_now="no",
        what_happened="A friend's mother found messages that offer Dana money for pictures.",
    )  # fmt: skip
    v.file("ana_cps_worker", case, "person", part="caregiver", called="Ruth Quill (mother)", abuser="no")
    yield 22, "10:30"
    v.team("ana_cps_worker", case, "cac", "detectives")
    v.assign("sup_harbor", case, "coo_harbor", "int_harbor")
    v.assign("sgt_lake", case, "det_lake")
    yield 18, "16:00"
    paper = v.paper(
        ("child_protection", "identity", "report"), days=30, purpose="investigation", **PARENT,
        signer_1_name="Ruth Quill", subject="Dana Quill",
    )  # fmt: skip
    signed_on_paper(v, "ana_cps_worker", case, paper, "cac")
    yield 17, "09:20"
    v.called(report, "ana_cps_worker", case, told="Lakeside Police Department", happened_at=v.when(23, "09:30"))
    v.file(
        "ana_cps_worker", case, "child_protection_note", about="family", happened_at=v.when(18, "15:00"),
        note="Met Dana and her mother at home. Both want the center to hold the interview.", seen="yes", safe="yes",
        child_wants="Not to lose her phone.",
    )  # fmt: skip
    v.attach(
        "ana_cps_worker", case, report, "Messages, printed by the friend's mother", "Made up for the demo.",
        "Messages that offer money, three days in October.",
    )  # fmt: skip
    v.hand_over("ana_cps_worker", "coo_harbor", case, "cac")
    yield 12, "14:00"
    v.file(
        "int_harbor", case, "interview_arrangement", planned_for=v.when(11, "10:00"), interviewer="Mia Vale",
        observers="Leo Marsh, Lakeside police; Ana Brook, child protection", already_asked="no", brings="Her mother",
    )  # fmt: skip
    yield 10, "11:40"
    v.file(
        "coo_harbor", case, "case_review_note", met_at=v.when(10, "09:00"),
        disciplines=("child_protection", "police", "center"), recommendations="Counseling first; meet in a month.",
    )  # fmt: skip
    yield 2, "08:30"
    v.tell("ana_cps_worker", case, "trafficking_identified", v.when(2, "08:10"))


def mateo(v: Village) -> Story:
    """A release that was withdrawn by word of mouth: on the next click the center sees nothing of it."""
    yield 21, "13:00"
    case = v.open("ana_cps_worker", called="Mateo", age="16", language="Spanish; an interpreter helps")
    v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(21, "11:00"),
        concerns=("labor_trafficking",), tribe="no",
        what_happened="Works nights in a kitchen and sleeps there. Says his pay goes to a debt.",
    )  # fmt: skip
    yield 20, "09:45"
    v.team("ana_cps_worker", case, "cac", "detectives")
    v.assign("sup_harbor", case, "int_harbor")
    yield 19, "10:15"
    paper = v.paper(
        ("identity", "report"), days=60, purpose="services", signer_1_name="Elena Ruiz",
        signer_1_capacity="guardian", signer_1_abuser="no", language="Spanish", paper_language="es",
        subject="Mateo Ruiz", interpreter="Luz Vega",
    )  # fmt: skip
    release = v.release("ana_cps_worker", case, paper, "cac")
    yield 6, "17:30"
    v.revoke("sam_cps_supervisor", case, release, "oral")


def tilly(v: Village) -> Story:
    """A release that ran out by itself."""
    yield 45, "10:00"
    case = v.open("ana_cps_worker", called="Tilly", age="13")
    v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(45, "09:00"), concerns=("other",),
        what_happened="A neighbor says that grown men come and go when Tilly is alone.",
    )  # fmt: skip
    yield 44, "11:00"
    v.team("ana_cps_worker", case, "cac")
    v.assign("sup_harbor", case, "int_harbor")
    paper = v.paper(("identity", "report"), days=30, purpose="case_review", **PARENT, signer_1_name="Sol Berg",
                    subject="Tilly Berg")  # fmt: skip
    signed_on_paper(v, "ana_cps_worker", case, paper, "cac")
    yield 40, "15:00"
    v.file(
        "int_harbor", case, "services_note", as_of=v.when(40), support="begun", note="A counselor meets Tilly weekly."
    )
    yield 12, "10:30"
    club = v.refer("ana_cps_worker", case, "cac", Kind.SERVICE, need="other", message="She misses her swimming club.")
    yield 12, "14:00"
    v.step("int_harbor", club, "decline", reason="not_offered", words="The city pool has a free one, on Saturdays.")


def wren(v: Village) -> Story:
    """Restricted: a case about a colleague's family is closed to all but two people, supervisors included."""
    yield 15, "08:30"
    case = v.open("ana_cps_worker", called="Wren", age="12")
    v.file(
        "ana_cps_worker", case, "suspected_exploitation_report", received_at=v.when(15, "08:00"), concerns=("online",),
        what_happened="An uncle is said to have asked for pictures. He works for the county.",
    )  # fmt: skip
    v.team("ana_cps_worker", case, "detectives")
    v.assign("sgt_lake", case, "det_lake")
    yield 15, "09:30"
    v.restrict("sam_cps_supervisor", case, "ana_cps_worker")
