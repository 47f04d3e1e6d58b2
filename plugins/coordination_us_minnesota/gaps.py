"""Room: plugins. Minnesota rules that are known of and whose text was not read: nothing is opened on them."""

from __future__ import annotations

from coordination.declare import NotEncoded

GAPS = (
    NotEncoded(
        slug="mn_team_sharing",
        citation="Minn. Stat. 260E.02 subd. 5",
        ask="Ask counsel: what may the case-consultation committee be given, must members sign a data-sharing "
        "agreement each year, and what may they do with what they learn?",
    ),
    NotEncoded(
        slug="mn_report_records_to_committee",
        citation="Minn. R. 9560.0230",
        ask="Ask counsel: is the rule that lets report records go to the case-consultation committee still in force "
        "under chapter 260E?",
    ),
    NotEncoded(
        slug="mn_cross_reporting",
        citation="Minn. Stat. 260E.12; 260E.20 subd. 1(b)",
        ask="Ask counsel: beyond passing on the report, what may police and child protection see of each other’s work? "
        "(Only a summary of the duty to notify each other was read.)",
    ),
    NotEncoded(
        slug="mn_privilege_and_maltreatment",
        citation="Minn. Stat. 260E.04",
        ask="Ask counsel: which privileges do not keep evidence of maltreatment out of a proceeding, and does anything "
        "written here fall under one? (Only a summary was read.)",
    ),
    NotEncoded(
        slug="mn_reporter_identity",
        citation="Minn. Stat. 260E.35",
        ask="Ask counsel: who may learn who made a report, and when, during and after an investigation?",
    ),
    NotEncoded(
        slug="mn_welfare_and_police_data",
        citation="Minn. Stat. 13.46; 13.82",
        ask="Ask counsel: which class under chapter 13 does each information type here fall in?",
    ),
    NotEncoded(
        slug="mn_face_to_face",
        citation="Minn. Stat. 260E.20 subd. 3",
        ask="Ask counsel: within what time must the child be seen, by kind of report? (24 hours, 5 days: from memory.)",
    ),
    NotEncoded(
        slug="mn_screening_decision",
        citation="Minn. Stat. 260E.15; department guidelines",
        ask="Ask counsel: within what time must a report be screened? (24 hours is from memory.)",
    ),
    NotEncoded(
        slug="mn_advocate_privilege",
        citation="Minn. Stat. 595.02",
        ask="Ask counsel: which advocates are privileged in Minnesota, and on what conditions?",
    ),
    NotEncoded(
        slug="mn_training_timelines",
        citation="Minn. Stat. 260E.36, subd. 1a; certification of settings under the Family First Act",
        ask="Ask counsel: within what time of starting must each training be taken, when is it due again, and may "
        "anybody work before it? May a child be placed, and paid for, where the certification has run out?",
    ),
    NotEncoded(
        slug="mn_minor_alone",
        citation="Minn. Stat. 144.341-144.347",
        ask="Ask counsel: which services may a minor consent to alone, so that their own signature releases?",
    ),
    NotEncoded(
        slug="mn_screening_flowchart",
        citation="Minnesota DHS flowchart, Child protection screening for sex trafficking and exploitation; Bulletin "
        "24-68-10",
        ask="Ask counsel: beyond the two routes by caregiver and day of the report, when is a report of sex "
        "trafficking or exploitation screened out, and where does it then go?",
    ),
    NotEncoded(
        slug="mn_at_risk_definition",
        citation="Minnesota DHS, state definition of at risk of sex trafficking for specialized residential settings",
        ask="Ask counsel: what is the state’s definition of a child at risk, and who decides it?",
    ),
)
