"""Room: demo. The cases of those who care: clinic, therapist, treatment unit, shelters, and the referrals to them."""

from __future__ import annotations

from coordination.demo.stories import MINOR, PARENT, Story
from coordination.demo.village import Village
from coordination.model.referrals import Kind

WHERE_TO_SLEEP = "out_of_home_care"


def coral(v: Village) -> Story:
    """A clinic sees it first: an exam offered and never imposed, care that is nobody else's, a report to the county."""
    yield 19, "23:40"
    case = v.open("doc_bay", called="Coral", age="16", pronouns="she")
    v.file(
        "doc_bay", case, "medical_concern", seen_at=v.when(19, "22:00"), signs=("not_alone", "told_what_to_say"),
        what="Came with a man who answered every question and would not leave the room.", danger_now="unknown",
        exact_words="He gets cross if it takes long.", told_child="yes",
    )  # fmt: skip
    report = v.refer("doc_bay", case, "cps", Kind.REPORT, urgency="urgent", message="She is here now, and he waits.")
    yield 18, "00:05"
    v.step("eli_cps_worker", report, "acknowledge", words="On my way, with an officer.")
    yield 18, "02:30"
    v.file(
        "doc_bay", case, "sexual_assault_exam", happened_at=v.when(18, "01:30"), outcome="part", agreed="yes",
        advocate_offered="yes", evidence="yes", kit_with="Lakeside police", safe_to_leave="no",
        follow_up="She stopped when she wanted to. The rest is hers to ask for.",
    )  # fmt: skip
    v.file("doc_bay", case, "care_alone", happened_at=v.when(18, "02:00"), care=("emergency_contraception",),
           note="Asked for it alone. No bill goes home.", bill="no")  # fmt: skip
    v.file("doc_bay", case, "hiv_sti_care", happened_at=v.when(18, "02:10"), tests="waiting", preventive="begun",
           note="First pills given here; the rest is with the clinic, not at home.")  # fmt: skip
    v.join("doc_bay", case, "detectives", "sgt_lake", "sgt_lake")
    v.join("doc_bay", case, "cps", "sam_cps_supervisor", "eli_cps_worker")
    yield 16, "11:00"
    v.file("sgt_lake", case, "child", called="Coral", age="16")
    paper = v.paper(("medical",), days=30, purpose="investigation", **PARENT, **MINOR, signer_1_name="Ada Coral",
                    signer_2_name="Coral")  # fmt: skip
    v.release("doc_bay", case, paper, "detectives")


def indigo(v: Village) -> Story:
    """Therapy: the team may know that it goes on; what is said in it needs a release of its own."""
    yield 40, "10:00"
    case = v.open("eli_cps_worker", called="Indigo", age="17", pronouns="they")
    v.file(
        "eli_cps_worker", case, "suspected_exploitation_report", received_at=v.when(40, "09:00"),
        concerns=("commercial_exploitation",),
        what_happened="Indigo told a teacher that rent is paid “in the other way”.",
    )  # fmt: skip
    v.join("eli_cps_worker", case, "cac", "sup_harbor", "sup_harbor")
    sent = v.refer("eli_cps_worker", case, "therapy", Kind.SERVICE, need="behavioral_health",
                   message="Wants somebody who has heard such things before.")  # fmt: skip
    yield 38, "09:00"
    v.step("sup_willow", sent, "accept")
    v.join("eli_cps_worker", case, "therapy", "sup_willow", "the_willow")
    yield 36, "16:00"
    v.step("the_willow", sent, "begin")
    v.file("the_willow", case, "child", called="Indigo", pronouns="they")
    v.file("the_willow", case, "mental_health_intake", happened_at=v.when(36, "15:00"), sent_by="child_protection",
           wants="To sleep through, and not to be told to forgive.", safe_now="yes", told_limits="yes")  # fmt: skip
    yield 22, "16:00"
    v.file("the_willow", case, "engagement_note", as_of=v.when(22), young_person="comes", caregiver_part="not_offered",
           would_help="A bus card.")  # fmt: skip
    v.file("the_willow", case, "psychotherapy_note", happened_at=v.when(22, "15:00"),
           note="What was said stays here. A note for the next hour.")  # fmt: skip
    paper = v.paper(("service_plan",), days=90, purpose="services", **MINOR, signer_2_name="Indigo",
                    signer_1_capacity="guardian", signer_1_name="Nils Vetch", signer_1_abuser="no")  # fmt: skip
    v.release("the_willow", case, paper, "cps", "cac")
    yield 20, "12:00"
    v.step("the_willow", sent, "complete", reason="enrolled", words="Comes each week, and came to four of four.")
    v.file("the_willow", case, "safety_plan", made_on=v.when(20), steps="Ring the night line; then ring Kay.",
           copy_safe="yes", people="Kay, a friend's mother")  # fmt: skip


def sage(v: Village) -> Story:
    """Substance-use treatment: whom the consent does not name cannot tell that there is such a patient."""
    yield 29, "09:00"
    case = v.open("noa_south", called="Sage", age="16")
    v.file(
        "noa_south", case, "suspected_exploitation_report", received_at=v.when(29, "08:10"),
        concerns=("sex_trafficking",),
        what_happened="A brother says that a man feeds Sage pills and takes Sage to parties.",
    )  # fmt: skip
    v.join("noa_south", case, "clinic", "sup_bay", "doc_bay")
    v.file("doc_bay", case, "child", called="Sage", age="16")
    code = v.code("noa_south", case)
    yield 27, "14:00"
    paper = v.paper(("identity", "substance_use"), days=60, purpose="care", **PARENT, **MINOR, signer_1_name="Ola Sage",
                    signer_2_name="Sage")  # fmt: skip
    v.name_hub("rec_bay", code, paper, "clinic")
    v.file("rec_bay", case, "child", called="Sage")
    v.file("rec_bay", case, "treatment_intake", happened_at=v.when(27, "11:00"), told_rights="yes",
           given_by_others="yes", setting="day", wants="To stop without being ill in front of everybody.")  # fmt: skip
    yield 9, "14:00"
    v.file("rec_bay", case, "treatment_attendance", as_of=v.when(9), state="kept", would_help="A ride on Fridays.")


def onyx(v: Village) -> Story:
    """A shelter gets a referral and says nothing, which is its duty: the sender reads “delivered” and no more."""
    yield 10, "17:30"
    case = v.open("eli_cps_worker", called="Onyx", age="17")
    v.file(
        "eli_cps_worker", case, "suspected_exploitation_report", received_at=v.when(10, "17:00"),
        concerns=("commercial_exploitation",),
        what_happened="Put out of home. Sleeps where somebody asks for something in return.",
    )  # fmt: skip
    v.refer("eli_cps_worker", case, "shelter", Kind.SERVICE, need=WHERE_TO_SLEEP,
            message="A bed from tonight on, if Onyx would like one of yours.")  # fmt: skip


def hazel(v: Village) -> Story:
    """A shelter whose release names the sender: it answers, and the loop closes."""
    yield 17, "18:00"
    case = v.open("noa_south", called="Hazel", age="16")
    v.file(
        "noa_south", case, "suspected_exploitation_report", received_at=v.when(17, "17:20"), concerns=("other",),
        what_happened="Left a house in which the rent was collected from guests.",
    )  # fmt: skip
    sent = v.refer("noa_south", case, "shelter", Kind.SERVICE, need=WHERE_TO_SLEEP, message="Two weeks, if you can.")
    code = v.code("noa_south", case)
    yield 16, "10:00"
    paper = v.paper(("advocacy", "identity", "service_plan"), days=45, purpose="services", **PARENT, **MINOR,
                    signer_1_name="Ida Hazel", signer_2_name="Hazel")  # fmt: skip
    v.name_hub("she_lantern", code, paper)
    named = v.paper(("service_plan",), days=30, purpose="services", **PARENT, **MINOR, signer_1_name="Ida Hazel",
                    signer_2_name="Hazel")  # fmt: skip
    v.release("she_lantern", case, named, "south_cps")
    v.step("she_lantern", sent, "accept")
    v.file("she_lantern", case, "child", called="Hazel")
    v.file("she_lantern", case, "shelter_intake", came_at=v.when(17, "21:00"), came_by="agency", told_rights="yes",
           needs_now="Sleep, and a charger.")  # fmt: skip
    v.file("she_lantern", case, "housing_plan", first="To stay at her school.", needs=("school", "housing"),
           next_home="kin", plan="A cousin with a spare room, from next month on.")  # fmt: skip
    yield 8, "11:00"
    v.step("she_lantern", sent, "complete", reason="enrolled", words="She is well, and asks about her bus card.")


STORIES = (coral, indigo, sage, onyx, hazel)
