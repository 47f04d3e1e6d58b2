"""Room: demo. A case with plans: names by audience, a safety plan part by part, service and recovery plan."""

from __future__ import annotations

from coordination.demo.stories import MINOR, Story
from coordination.demo.village import Village
from coordination.model.referrals import Kind


def iris(v: Village) -> Story:
    """What the young person wants first is not what the professionals would begin with; each person has a part."""
    yield 34, "10:00"
    case = v.open(
        "eli_cps_worker", called="Iris", age="16", pronouns="they", terms="Survivor, not victim",
        called_police_and_court="Irina Vale", pronouns_police_and_court="she",
        called_school="Irina", called_family="Rina", pronouns_family="she",
    )  # fmt: skip
    v.join("eli_cps_worker", case, "detectives", "sgt_lake", "sgt_lake")
    yield 33, "15:00"
    own = v.file(
        "eli_cps_worker", case, "safety_plan_part", whose="young_person", made_on=v.when(33), copy_safe="yes",
        signs="He writes again after weeks. I stop sleeping.",
        steps="I tell Eli or my aunt the same day. I sleep at my aunt's. I do not meet him alone.",
        people="Eli, day and night. My aunt. Coach Dee.", phone_online="New number. Location is off in every app.",
    )  # fmt: skip
    v.file(
        "eli_cps_worker", case, "safety_plan_part", whose="caregiver", who="Aunt", made_on=v.when(33), copy_safe="yes",
        signs="A car waits outside. She does not come to supper.",
        steps="I ring Eli first. I do not shout, and I do not take the phone away.",
    )  # fmt: skip
    v.file(
        "eli_cps_worker", case, "safety_plan_part", whose="support", who="Coach", made_on=v.when(33),
        copy_safe="unknown", steps="I walk along to the bus after training.",
    )  # fmt: skip
    yield 33, "16:05"
    v.offered(
        own,
        "eli_cps_worker",
        case,
        taken="taken",
        way="not_sent",
        happened_at=v.when(33, "16:00"),
        note="In the locker",
    )
    yield 31, "09:30"
    v.file(
        "eli_cps_worker", case, "service_plan", made_on=v.when(31), made_with="Iris and their aunt", helped="yes",
        first="A job after school, so that I never have to ask him for money.",
        employment_youth="first", employment_team="sixth", employment_goal="Own money by summer",
        out_of_home_care_youth="second", out_of_home_care_team="first", out_of_home_care_goal="Stay at my aunt's",
        education_youth="third", education_team="third", education_goal="Finish tenth grade",
        behavioral_health_youth="not_now", behavioral_health_team="second",
        behavioral_health_services="Willow would take them whenever they want to.",
        physical_health_youth="fourth", physical_health_team="fourth", physical_health_goal="A dentist",
        legal_team="fifth", review_on=v.when(1),
    )  # fmt: skip
    sent = v.refer("eli_cps_worker", case, "school", Kind.SERVICE, need="education",
                   message="Would like to make up the lost term, in the afternoons.")  # fmt: skip
    yield 29, "12:00"
    v.step("sch_maple", sent, "accept")
    yield 27, "08:00"
    v.step("sch_maple", sent, "begin")
    yield 20, "17:00"
    v.correct(
        "eli_cps_worker", case, own, whose="young_person", made_on=v.when(20), copy_safe="yes",
        signs="He writes again after weeks. I stop sleeping. His cousin is at the bus stop.",
        steps="I tell Eli or my aunt the same day. I take the other bus. I do not meet him alone.",
        people="Eli, day and night. My aunt. Coach Dee.", phone_online="New number. Location is off in every app.",
    )  # fmt: skip
    v.file(
        "eli_cps_worker", case, "recovery_plan", made_on=v.when(20), team_asked="yes",
        hopes="To be somebody who fixes bikes, and not somebody's girl.", caring="My aunt. Coach Dee.",
        steps="The bike shop on Saturdays, with Coach Dee.",
        if_away="Food and sleep first. Questions the next day, from Eli alone.",
    )  # fmt: skip
    v.join("eli_cps_worker", case, "therapy", "sup_willow", "the_willow")
    yield 18, "16:00"
    for days, stage in ((18, "contemplation"), (12, "preparation"), (6, "contemplation")):
        yield days, "16:30"
        v.file("the_willow", case, "clinical_stage_of_change", happened_on=v.when(days), stage=stage)
    paper = v.paper(("mental_health",), days=90, purpose="services", **MINOR, signer_2_name="Iris",
                    signer_1_capacity="guardian", signer_1_name="Olga Vale", signer_1_abuser="no")  # fmt: skip
    v.release("the_willow", case, paper, "cps")


STORIES = (iris,)
