"""Room: plugins. Maine rules that are known of and not encoded: nothing is opened on them."""

from __future__ import annotations

from coordination.declare import NotEncoded

GAPS = (
    NotEncoded(
        slug="me_team_sharing",
        citation="22 MRSA 4008(2)(A)",
        ask="Ask counsel: which state law lets the department tell a team that investigates without an agreement, "
        "and may placements, plans and where a child is go to it under one?",
    ),
    NotEncoded(
        slug="me_center_files",
        citation="22 MRSA 4019(9)",
        ask="Ask counsel: a center’s files may go to the department, police, prosecutors, medical and other state "
        "child-serving agencies, the child’s attorney and the guardian ad litem: does that open anything that "
        "28 CFR 94.115 keeps closed?",
    ),
    NotEncoded(
        slug="me_screening_tiers",
        citation="OCFS policy IV.D-2B B.2 and Appendix A, effective 7 April 2016",
        ask="Ask counsel: is this policy in force, and at high risk is the district attorney told, as the appendix "
        "says and the body does not?",
    ),
    NotEncoded(
        slug="me_screened_out",
        citation="OCFS policy IV.D-2B A.1",
        ask="Ask counsel: which state law lets intake tell the district attorney of a report that is screened out, and "
        "what of it?",
    ),
    NotEncoded(
        slug="me_reporting",
        citation="22 MRSA chapter 1071",
        ask="Ask counsel: who must report to the department and to the district attorney, in what time, and in what "
        "form?",
    ),
    NotEncoded(
        slug="me_advocate_privilege",
        citation="Maine's law on the privilege of advocates",
        ask="Ask counsel: which advocates are privileged in Maine, and on what conditions?",
    ),
    NotEncoded(
        slug="me_minor_alone",
        citation="Maine's law on services a minor may get alone",
        ask="Ask counsel: which services may a minor consent to alone, so that their own signature releases?",
    ),
    NotEncoded(
        slug="me_tribes",
        citation="25 USC 1901-1963; Maine's law on Indian child welfare",
        ask="Ask counsel: what does Maine ask for beyond the federal Act when a child of a Wabanaki nation is placed?",
    ),
    NotEncoded(
        slug="me_school_and_court_records",
        citation="Maine's law on school and juvenile records",
        ask="Ask counsel: does a Maine law let schools or juvenile corrections share with a team?",
    ),
)
