"""Room: plugins. A possible victim, told to whoever must act: Emerging Practices, the alert beside the hotline call."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ALERT = Form(
    slug="possible_victim_report",
    version=1,
    title="Possible victim of exploitation",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="Say what you saw and heard. The child is a victim, whatever brought them here.",
    source="Emerging Practices, alert in a department of juvenile justice; Minnesota Safe Harbor, No Wrong Door",
    questions=(
        Question(slug="learned_at", title="When you learned of it", kind=QuestionKind.INSTANT),
        Question(slug="facts", title="What was seen, heard or told", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="kinds",
            title="What an adult may be doing to the child",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="sex_trafficking", title="Sex trafficking"),
                Choice(slug="exchange", title="Sex for money, food, shelter or a ride, no third person known"),
                Choice(slug="labor_trafficking", title="Labor trafficking, forced selling included"),
                Choice(slug="online", title="Online exploitation"),
                Choice(slug="other", title="Something else"),
            ),
        ),
        Question(slug="others", title="Other young people who may be victims", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="safe_now", title="Is the child safe now?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="release_danger",
            title="Would letting the child go put them in danger?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="hotline_number", title="Reference number of the hotline call", limit=80),
    ),
)
