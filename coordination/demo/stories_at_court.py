"""Room: demo. The cases that reach a court: two girls exploited together, a guardian by order, a child on probation."""

from __future__ import annotations

from coordination.demo.orders import paper_on_file
from coordination.demo.stories import MINOR, PARENT, Story
from coordination.demo.village import Village
from coordination.model.ids import CaseId
from coordination.model.referrals import Kind

CUSTODIAN = {"signer_1_capacity": "guardian", "signer_1_abuser": "no"}


def lark_and_finch(v: Village) -> Story:
    """Two girls exploited by the same man: each has her own case, and neither case shows through the other."""
    yield 34, "09:30"
    lark, finch = [v.open("eli_cps_worker", called=one, age=age) for one, age in (("Lark", "14"), ("Finch", "13"))]
    for case, called, other in ((lark, "Lark", finch), (finch, "Finch", lark)):
        v.file(
            "eli_cps_worker", case, "suspected_exploitation_report", received_at=v.when(34, "07:50"),
            concerns=("sex_trafficking",), offender_relation="known", tribe="no",
            what_happened=f"Police stopped a car at a motel. {called} was in it with another girl and a grown man.",
            other_children=f"The other girl has a case of her own: {v.reference('eli_cps_worker', other)}.",
        )  # fmt: skip
        v.file("eli_cps_worker", case, "person", part="alleged_offender", called="The driver", abuser="yes",
               about="The same man in both cases. Keep the girls' interviews apart.")  # fmt: skip
        v.join("eli_cps_worker", case, "detectives", "sgt_lake", "sgt_lake")
        v.join("eli_cps_worker", case, "prosecutors", "pros_chief", "pros_hale")
    yield 33, "15:00"
    v.file(
        "sgt_lake", lark, "police_report", number="LPD-26-1301", learned_at=v.when(34, "06:30"), came_from="patrol",
        kinds=("sex_trafficking",), recovered="yes", advocate="yes",
        facts="Both girls were found well. Hotel keys and two phones are with our evidence desk.",
    )  # fmt: skip
    yield 31, "10:00"
    for case, parent in ((lark, "Ann Lark"), (finch, "Joe Finch")):
        paper = v.paper(("identity", "report"), days=120, purpose="investigation", **PARENT, signer_1_name=parent)
        v.release("eli_cps_worker", case, paper, "prosecutors")
    yield 30, "14:00"
    _prosecution(v, lark)
    yield 29, "09:00"
    v.join("eli_cps_worker", lark, "victim_help", "vic_crane", "vic_plum")
    yield 28, "11:00"
    v.file("vic_plum", lark, "child", called="Lark")
    v.file(
        "vic_plum", lark, "victim_witness_intake", met_at=v.when(28, "10:00"), told_not_confidential="yes",
        advocate_offered="yes", needs=("company", "safe_waiting"), wishes="Not to meet him in the corridor.",
    )  # fmt: skip
    v.file(
        "vic_plum", lark, "court_safety_plan", made_on=v.when(28), apart="yes", order="yes",
        plan="In by the side door, a room of her own, and the dog that comes along on Tuesdays.",
    )  # fmt: skip
    yield 4, "16:00"
    v.file("eli_cps_worker", lark, "placement_note", since=v.when(20), setting="kin", why="With a cousin, for now.")
    paper_on_file(
        v, "sam_cps_supervisor", lark, "court_order", ("placement",), to="prosecutors", days=10, alone="pros_hale",
        court="Twin Counties District Court, CR-26-77", signed_on="Four days ago, by Judge Alder",
        authorizes="That Dee Hale, and nobody else of her office, may learn where Lark lives, for ten days.",
    )  # fmt: skip


def _prosecution(v: Village, case: CaseId) -> None:
    """What the prosecutor writes: what is known, what was decided, what the team should know, and for themselves."""
    v.file(
        "pros_hale", case, "prosecution_intake", received_at=v.when(32, "09:00"), came_from="police",
        number="LPD-26-1301", kinds=("sex_trafficking",), facts="Two girls, one driver, one motel.", advocate="yes",
    )  # fmt: skip
    v.file(
        "pros_hale", case, "charging_decision", decision="filed", decided_on=v.when(30),
        charges="Against the driver. Nothing against either girl: they are the victims.", restitution="yes",
    )  # fmt: skip
    v.file(
        "pros_hale", case, "prosecution_note", about="no_contact", happened_at=v.when(30, "13:30"),
        note="No contact with either girl, by any way, is a term of his release.", defendant_free="yes",
    )  # fmt: skip
    v.file("pros_hale", case, "attorney_note", about="witness", note="Ask for the closed room before anything else.")


def marlo(v: Village) -> Story:
    """Protection at court: a filing, an order, and a guardian ad litem who sees nothing until the order is on file."""
    yield 32, "08:45"
    case = v.open("eli_cps_worker", called="Marlo", age="11")
    v.file(
        "eli_cps_worker", case, "suspected_exploitation_report", received_at=v.when(32, "08:00"), concerns=("online",),
        offender_relation="caregiver", danger_now="yes",
        what_happened="A cousin says that pictures of Marlo are sold from the home, and that Marlo's father knows.",
    )  # fmt: skip
    v.file("eli_cps_worker", case, "person", part="caregiver", called="Marlo's father", abuser="yes")
    v.file("eli_cps_worker", case, "never_disclose", name="Marlo's father", relation="father", says="youth")
    v.file("eli_cps_worker", case, "placement_note", since=v.when(32), setting="kin", why="With an aunt, for now.")
    v.join("eli_cps_worker", case, "civil", "civ_wick", "civ_wick")
    v.team("eli_cps_worker", case, "court")
    yield 31, "11:00"
    v.file("civ_wick", case, "child", called="Marlo", file_number="JV-26-112")
    v.file(
        "civ_wick", case, "court_filing", what="petition", file_number="JV-26-112", filed_on=v.when(31),
        asks="Custody with the county, and a guardian ad litem for Marlo.", urgent_by=v.when(28),
    )  # fmt: skip
    v.file("civ_wick", case, "attorney_note", about="client", note="The aunt would testify. Not to be told to anybody.")
    yield 30, "09:15"
    v.give("clk_court", case, "docket_entry", file_number="JV-26-112", event="hearing_set", apart="yes",
           hearing_at=v.when(28, "10:00"), entry="First hearing. Marlo need not come.", courtroom="4")  # fmt: skip
    yield 28, "13:00"
    v.give("clk_court", case, "court_order", file_number="JV-26-112", kind="appointment", signed_on=v.when(28),
           says="A guardian ad litem is appointed, and may have the records of child protection.")  # fmt: skip
    v.file("civ_wick", case, "protection_case", file_number="JV-26-112", stage="petition", custody="agency",
           stands="Custody is with the county; Marlo stays with the aunt.", tribe_asked="yes")  # fmt: skip
    yield 27, "10:00"
    v.join("eli_cps_worker", case, "guardians", "sup_voices", "gal_summer")
    yield 26, "09:00"
    v.file("gal_summer", case, "appointment_order", order="JV-26-112", signed_on=v.when(28), may_sign="no",
           appointed_as="guardian_ad_litem", appointed="Ina Summer", records="Child protection's")  # fmt: skip
    yield 25, "16:00"
    paper = v.paper(
        ("child_protection", "identity", "placement", "report"), days=180, purpose="court", **CUSTODIAN,
        signer_1_name="North County Human Services, custodian",
    )  # fmt: skip
    v.release("eli_cps_worker", case, paper, "guardians")
    yield 18, "15:30"
    v.file("gal_summer", case, "representation_note", happened_at=v.when(18, "14:00"), safe_now="yes",
           wants="To stay with the aunt, and to have the bicycle brought there.",
           note="Met Marlo at school. Speaks freely when nobody else is in the room.")  # fmt: skip
    v.file("gal_summer", case, "report_to_court", file_number="JV-26-112", wishes="To stay with the aunt.",
           recommends="Stay with the aunt; no visits with the father until the interview is done.")  # fmt: skip


def pax(v: Village) -> Story:
    """A guardian ad litem was invited, and no order is on file: nothing of anybody else opens to her."""
    yield 13, "13:00"
    case = v.open("eli_cps_worker", called="Pax", age="9")
    v.file(
        "eli_cps_worker", case, "suspected_exploitation_report", received_at=v.when(13, "12:00"), concerns=("other",),
        what_happened="A neighbor saw Pax let into a truck at night, twice.",
    )  # fmt: skip
    v.join("eli_cps_worker", case, "guardians", "sup_voices", "gal_summer")


def rune(v: Village) -> Story:
    """Probation meets an exploited child first: no form has a place for a charge, and the center takes the case."""
    yield 22, "10:30"
    case = v.open("pro_youth", called="Rune", age="16", pronouns="he")
    v.file(
        "pro_youth", case, "intake_screening", done_at=v.when(22, "09:30"), where="intake", older_partner="yes",
        phones="yes", debt="yes", exchange="unknown", ran="yes", words="He pays, so I owe him.",
        concern="An older man pays for everything and says what is owed.", told_hotline_at=v.when(22, "10:15"),
    )  # fmt: skip
    v.file(
        "pro_youth", case, "possible_victim_report", learned_at=v.when(22, "09:30"), kinds=("exchange",),
        facts="Rune names a man of about forty, three motels, and two other boys.", safe_now="yes",
    )  # fmt: skip
    v.join("pro_youth", case, "cps", "sam_cps_supervisor", "eli_cps_worker")
    yield 21, "09:00"
    sent = v.refer("pro_youth", case, "cac", Kind.CASE, message="We ask for an interview, and for the team to meet.")
    yield 20, "10:00"
    v.step("coo_harbor", sent, "accept")
    v.assign("sup_harbor", case, "coo_harbor")
    v.step("coo_harbor", sent, "begin")
    yield 14, "16:00"
    v.file("coo_harbor", case, "child", called="Rune", pronouns="he")
    v.file(
        "coo_harbor", case, "interview_summary", held_at=v.when(15, "10:00"), outcome="completed", recorded="yes",
        interviewer="Mia Vale", keeper="Lakeside police, evidence desk", safety_now="yes",
    )  # fmt: skip
    v.step("coo_harbor", sent, "complete", reason="team_took_case", words="The team meets on him next month.")
    yield 11, "15:00"
    paper = v.paper(("screening", "report"), days=60, purpose="services", **PARENT, **MINOR, signer_1_name="Gro Rune",
                    signer_2_name="Rune")  # fmt: skip
    v.release("pro_youth", case, paper, "cac", "cps")
    v.file("pro_youth", case, "supervision_note", happened_at=v.when(11, "14:00"), contact="met",
           note="Comes on time. Asks whether school could begin later in the day.")  # fmt: skip


STORIES = (lark_and_finch, marlo, pax, rune)
