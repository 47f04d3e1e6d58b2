"""Room: demo. South County's cases: a runaway who was found, a child made to work, a school's worry, a tribe."""

from __future__ import annotations

from coordination.demo.orders import paper_on_file
from coordination.demo.proofs import did
from coordination.demo.stories import PARENT, Story
from coordination.demo.stories_at_court import CUSTODIAN
from coordination.demo.village import Village
from coordination.model.ids import CaseId, EpisodeId, ReferralId
from coordination.model.referrals import Kind


def juno(v: Village) -> Story:
    """A runaway who was found: missing twice, told to police and NCMEC, met within a day of her return, screened."""
    yield 36, "10:00"
    case = v.open("noa_south", called="Juno", age="15", pronouns="she")
    v.file(
        "noa_south", case, "suspected_exploitation_report", received_at=v.when(36, "09:00"), in_care="yes",
        concerns=("other",), what_happened="Came into care after an uncle put her to begging.",
    )  # fmt: skip
    v.file("noa_south", case, "placement_note", since=v.when(36), setting="foster", trained="yes", run_risk="yes")
    yield 30, "21:00"
    first = v.missing("noa_south", case, v.when(30, "18:00"), from_where="foster_home", in_care="yes",
                      circumstances="Went to the shop and did not come back.")  # fmt: skip
    v.beside("noa_south", case, first, "missing_contact", happened_at=v.when(30, "20:40"), number="SCS-26-077",
             **{"with": "police"})  # fmt: skip
    v.beside("noa_south", case, first, "missing_contact", happened_at=v.when(30, "20:55"), **{"with": "ncmec"})
    yield 29, "12:30"
    v.found("noa_south", case, first, v.when(29, "08:00"), who="came_back")
    v.beside("noa_south", case, first, "missing_debrief", met_at=v.when(29, "11:00"), left_because=("meet",),
             why_words="Nobody had told her where her brother is.")  # fmt: skip
    yield 13, "01:55"
    again = v.missing("noa_south", case, v.when(14, "22:00"), from_where="foster_home", in_care="yes",
                      circumstances="Window open, phone left behind.")  # fmt: skip
    v.beside("noa_south", case, again, "missing_dangers", trafficking_risk="yes", medicine="yes",
             which_medicine="An inhaler for asthma.")  # fmt: skip
    v.beside("noa_south", case, again, "missing_contact", happened_at=v.when(13, "01:30"), **{"with": "police"})
    v.beside("noa_south", case, again, "missing_contact", happened_at=v.when(13, "01:45"), **{"with": "ncmec"})
    did(v, "noa_south", case, "missing child to police", v.when(13, "01:30"), channel="phone",
        told="The sheriff's desk", number="SCS-26-081")  # fmt: skip
    did(v, "noa_south", case, "missing child to the National", v.when(13, "01:45"), channel="phone",
        told="NCMEC", number="NC-87001")  # fmt: skip
    yield 13, "02:05"
    v.join("noa_south", case, "sheriff", "sgt_south", "sgt_south")
    report = v.refer("noa_south", case, "sheriff", Kind.REPORT, urgency="urgent",
                     message="Missing for four hours, without her inhaler. A gray van was seen.")  # fmt: skip
    yield 13, "02:20"
    v.step("sgt_south", report, "acknowledge", words="Two cars are out. We ring you each hour.")
    yield 12, "07:30"
    v.file(
        "sgt_south", case, "police_report", number="SCS-26-081", learned_at=v.when(13, "02:05"),
        came_from="child_protection", kinds=("sex_trafficking",), recovered="yes", advocate="yes",
        facts="Found at a truck stop, cold and unhurt. The van and its driver are known now.",
    )  # fmt: skip
    yield 12, "13:00"
    care = _after_the_return(v, case, again)
    yield 12, "14:10"
    v.step("doc_bay", care, "accept")
    yield 11, "16:30"
    v.step("doc_bay", care, "complete", reason="service_given", words="Seen the same day. Two inhalers, warm socks.")


def _after_the_return(v: Village, case: CaseId, episode: EpisodeId) -> ReferralId:
    """Within 24 hours of her return: a talk, a screening, a plan made with her, and what she asked for first."""
    v.found("noa_south", case, episode, v.when(12, "06:10"), who="police", where="A truck stop.")
    for told in ("police", "ncmec"):
        v.beside("noa_south", case, episode, "missing_contact", happened_at=v.when(12, "07:00"), recovery="yes",
                 **{"with": told})  # fmt: skip
    v.beside(
        "noa_south", case, episode, "missing_debrief", met_at=v.when(12, "11:00"), left_because=("meet", "made_to"),
        why_words="A man wrote that he would drive her to her brother.", experiences="He drove the other way.",
        stay="A visit to her brother each week.",
    )  # fmt: skip
    v.beside("noa_south", case, episode, "trafficked_while_missing", suspected="unknown")
    v.file(
        "noa_south", case, "screening_note", done_on=v.when(12), occasion="returned", keys_cash_phones="yes",
        trips="yes", branding="no", exact_words="He said the ride is not for free.", concern="disclosed",
        risk_factors=("running", "systems"), next_steps="We stopped asking. The center holds the interview.",
    )  # fmt: skip
    v.file("noa_south", case, "safety_plan", made_on=v.when(12), made_with="Juno and her foster mother",
           steps="Tell one of three people before going anywhere.", people="Her brother first.")  # fmt: skip
    return v.refer("noa_south", case, "clinic", Kind.SERVICE, need="physical_health",
                   message="A new inhaler, and a look at her feet.")  # fmt: skip


def minh(v: Village) -> Story:
    """Labor trafficking of a child from another country: the federal office is told at once; no record says why."""
    yield 25, "15:00"
    case = v.open("noa_south", called="Minh", age="about 16", language="Vietnamese; an interpreter is needed")
    report = v.file(
        "noa_south", case, "suspected_exploitation_report", received_at=v.when(25, "14:10"),
        concerns=("labor_trafficking",), danger_now="no",
        what_happened="A fire inspector found him asleep behind a workshop. He works until he is told to stop.",
    )  # fmt: skip
    v.file(
        "noa_south", case, "screening_note", done_on=v.when(25), occasion="report", lives_at_work="yes", unpaid="yes",
        long_hours="yes", debt="yes", no_control_of_money="yes", spoken_for="yes", no_papers="yes", concern="raised",
        exact_words="(by the interpreter) The boss keeps it until the journey is paid.",
    )  # fmt: skip
    yield 25, "17:20"
    v.called(report, "noa_south", case, told="Office on Trafficking in Persons: Request for Assistance, by telephone",
             happened_at=v.when(25, "17:00"))  # fmt: skip
    v.file("noa_south", case, "placement_note", since=v.when(25), setting="foster", trained="yes", contact_risk="yes")
    yield 24, "09:00"
    v.join("noa_south", case, "sheriff", "sgt_south", "sgt_south")
    sent = v.refer("noa_south", case, "cac", Kind.CASE, message="Please hold the interview, with an interpreter.")
    # Advocates help with lawyers, too. Whether they serve him nobody here can tell.
    v.refer("noa_south", case, "advocates", Kind.SERVICE, need="legal", message="He asks what the law says of debts.")
    yield 23, "11:00"
    v.step("coo_harbor", sent, "accept")
    v.assign("sup_harbor", case, "coo_harbor")
    paper = v.paper(("identity", "report"), days=60, purpose="investigation", language="Vietnamese", **CUSTODIAN,
                    signer_1_name="South County Human Services, custodian")  # fmt: skip
    v.release("noa_south", case, paper, "cac")
    v.file(
        "coo_harbor", case, "interview_arrangement", planned_for=v.when(21, "10:00"), interviewer="Mia Vale",
        language="Vietnamese, by an interpreter from another town", already_asked="no",
    )  # fmt: skip


def clover(v: Village) -> Story:
    """A school notices first, reports, keeps to school matters, and hands the case over."""
    yield 26, "12:30"
    case = v.open("sch_maple", called="Clover", age="13")
    seen = v.file(
        "sch_maple", case, "school_concern", happened_on=v.when(26), signs=("asleep", "older_company", "money"),
        what="Asleep in class; a car waits at the gate; a new phone each week.", safe_tonight="unknown", told_home="no",
    )  # fmt: skip
    v.called(seen, "sch_maple", case, told="South County Human Services", happened_at=v.when(26, "12:20"))
    report = v.refer("sch_maple", case, "south_cps", Kind.REPORT, urgency="urgent",
                     message="We rang at 12:20. She is in the library until four.")  # fmt: skip
    yield 26, "13:05"
    v.step("noa_south", report, "acknowledge", words="I am with you at three.")
    yield 25, "09:00"
    v.join("sch_maple", case, "south_cps", "sup_south", "noa_south")
    v.hand_over("sch_maple", "sup_south", case, "south_cps")
    yield 24, "10:00"
    v.file("sch_maple", case, "attendance_note", as_of=v.when(24), missed="9", trend="worse", trusted="The librarian",
           note="Nine days in this term. Two of them together with another girl.")  # fmt: skip
    v.file("sch_maple", case, "school_support_plan", made_on=v.when(24), safe_adult="The librarian",
           plan="She may leave class for the library at any time, and nobody asks why.")  # fmt: skip
    paper = v.paper(("education",), days=90, purpose="services", **PARENT, signer_1_name="Una Clover")
    v.release("sch_maple", case, paper, "south_cps")
    yield 23, "15:00"
    v.file("noa_south", case, "child", called="Clover", age="13")
    v.file(
        "noa_south", case, "suspected_exploitation_report", received_at=v.when(26, "12:20"),
        concerns=("sex_trafficking",),
        what_happened="By her school: rides, phones, and a man who is not family.",
    )  # fmt: skip
    yield 2, "14:20"
    v.join("sup_south", case, "sheriff", "sgt_south", "sgt_south")
    paper_on_file(
        v, "sch_maple", case, "ferpa_emergency", ("education",), to="sheriff", days=5,
        threat="The car was at the gate again at noon, and Clover did not come back from lunch.",
        why_them="The sheriff looks for the car and has to know her hours and whom she trusts.",
        judged_by="Kit Meadow and the principal, today at 14:10",
    )  # fmt: skip


def rowan(v: Village) -> Story:
    """A tribe opens the case, decides by its own law, is custodian by its court's order, and signs the release."""
    yield 31, "10:00"
    case = v.open("tri_cedar", called="Rowan", age="14")
    v.file(
        "tri_cedar", case, "tribal_report", received_at=v.when(31, "09:00"), where="off", danger_now="unknown",
        what="An auntie in the city says that Rowan is made to dance at parties.", others_told="South County",
    )  # fmt: skip
    v.file("tri_cedar", case, "inquiry_and_notice", asked_at=v.when(31, "09:40"), membership="member",
           asked_by="South County", notice="received", received_on=v.when(30))  # fmt: skip
    yield 28, "14:00"
    v.file(
        "tri_cedar", case, "tribal_decision", decided_on=v.when(28), standing="custodian_order",
        paper="CN-26-041, court of Cedar Nation", about=("placement", "sharing"), signed_by="Ray Waters",
        decision="Rowan lives with kin. The county is told what it needs for the ride home, and no more.",
    )  # fmt: skip
    v.file("tri_cedar", case, "kin_and_placement", as_of=v.when(28), preference="kin", contact_risk="yes",
           child_view="Wants the room that looks at the water.")  # fmt: skip
    v.join("tri_cedar", case, "south_cps", "sup_south", "noa_south")
    paper = v.paper(("identity", "report"), days=60, purpose="safety", signer_1_capacity="tribe", signer_1_abuser="no",
                    signer_1_name="Ray Waters, for Cedar Nation",
                    signer_1_authority="CN-26-041, court of Cedar Nation")  # fmt: skip
    v.release("tri_cedar", case, paper, "south_cps")
    ride = v.refer("tri_cedar", case, "south_cps", Kind.SERVICE, need="other", message="Somebody to drive with her.")
    yield 27, "09:00"
    v.step("noa_south", ride, "accept")
    yield 26, "17:00"
    v.step("noa_south", ride, "complete", reason="service_given", words="Home at four. She slept most of the way.")
    yield 15, "11:00"
    v.file("tri_cedar", case, "cultural_plan", first="To be asked less, and to ride.", wishes=("kin", "land"),
           services="Riding on Saturdays; a counselor who comes to the house.")  # fmt: skip


STORIES = (juno, minh, clover, rowan)
