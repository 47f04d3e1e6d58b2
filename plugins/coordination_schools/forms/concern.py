"""Room: plugins. The school's report of concern: what somebody at school saw or heard.

Signs are those of the HHS guide that a school can see: not enrolled, asleep in class, unexplained absences, new things.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CONCERN = Form(
    slug="school_concern",
    version=1,
    title="Concern seen at school",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="Write what was seen or heard, on which day. Do not question the student about it.",
    source="HHS guide for caseworkers, Screening; Maine IV.D-2B, Appendix A",
    questions=(
        Question(slug="happened_on", title="Day it was seen", kind=QuestionKind.DATE),
        Question(slug="what", title="What was seen or heard", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="signs",
            title="Signs you noticed",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="absent", title="Absent often, or not enrolled"),
                Choice(slug="asleep", title="Sleeps in class"),
                Choice(slug="disconnected", title="Drawn away from school, friends or family"),
                Choice(slug="older_company", title="An older partner or adult who controls them"),
                Choice(slug="money", title="Unexplained money, clothes, phones"),
                Choice(slug="afraid", title="Fearful, watchful or sad"),
                Choice(slug="injuries", title="Unexplained injuries"),
            ),
        ),
        Question(slug="exact_words", title="What the student said, in their exact words", kind=QuestionKind.TEXT),
        Question(slug="safe_tonight", title="Is it safe for them to go home today?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="told_home",
            title="Has anybody at home been told?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="If somebody at home may be part of it, ask child protection first.",
        ),
    ),
)
