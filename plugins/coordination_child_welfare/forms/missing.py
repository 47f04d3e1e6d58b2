"""Room: plugins. Missing from home or care, and the talk after the child is found.

The questions are the contents of the report that title IV-E agencies owe to police and to NCMEC "where reasonably
possible" (42 USC 671(a)(35)(B)), and of the debriefing (42 USC 671(a)(35)(A); Minnesota's Runaway Debriefing Form).
The hub files nothing with either: it keeps what was reported, when, and the number that came back.
"""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

MISSING = Form(
    slug="missing_report",
    version=1,
    title="Missing from home or care",
    kind=FormKind.REPORT,
    information_type=InformationType.MISSING,
    introduction="Saving this tells nobody. Call police and NCMEC, then record that you did.",
    source="42 USC 671(a)(35)(B); HHS guide, Missing from foster care; Minnesota response",
    retired=True,  # a missing episode has taken its place: declare/missing_forms.py
    questions=(
        Question(slug="last_seen_at", title="When the child was last seen", kind=QuestionKind.INSTANT),
        Question(slug="learned_at", title="When your agency learned of it", kind=QuestionKind.INSTANT),
        Question(slug="from_where", title="Missing from where", hint="A kind of place, not an address.", limit=200),
        Question(slug="circumstances", title="What is known", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="description", title="Height, weight, hair, eyes, clothes, marks", kind=QuestionKind.TEXT, limit=2_000
        ),
        Question(slug="photo", title="Where a recent photo can be had", hint="Name who holds it.", limit=200),
        Question(slug="pregnant", title="Pregnant?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="medicine", title="Needs prescription medicine?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="suicidal", title="Suicidal tendencies?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="trafficking_risk", title="At risk of being trafficked?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="other_danger", title="Other dangers", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="police_told_at", title="When police were told", kind=QuestionKind.INSTANT),
        Question(slug="police_number", title="Police report number", limit=80),
        Question(slug="ncmec_told_at", title="When NCMEC was told", kind=QuestionKind.INSTANT),
        Question(slug="ncmec_number", title="NCMEC case number", limit=80),
    ),
)

DEBRIEF = Form(
    slug="return_debrief",
    version=1,
    title="Talk after the child was found",
    kind=FormKind.NOTE,
    information_type=InformationType.MISSING,
    suspicion=True,
    introduction=(
        "Begin with whether the child is safe and what they need. If they begin to tell of exploitation, stop asking, "
        "write their exact words and call the child advocacy center."
    ),
    source="42 USC 671(a)(35)(A); Minnesota DHS child welfare response, Runaway Debriefing Form, within 24 hours",
    retired=True,  # as above
    questions=(
        Question(slug="found_at", title="When the child was found or came back", kind=QuestionKind.INSTANT),
        Question(slug="met_at", title="When a worker met the child", kind=QuestionKind.INSTANT),
        Question(slug="safe", title="Is the child safe now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="needs", title="What the child needs now", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="why_left", title="Why the child left, in their words", kind=QuestionKind.TEXT, required=True),
        Question(slug="experiences", title="What happened while they were away", kind=QuestionKind.TEXT),
        Question(slug="stayed", title="Where and with whom they stayed", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="exchange",
            title="Did anybody give them something of value for sex or work?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="screened", title="Was a screening done?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="told_police", title="Were police and NCMEC told of the return?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="stay_plan", title="What would help them stay", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
