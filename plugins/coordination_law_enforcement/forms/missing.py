"""Room: plugins. The missing-child report as police take it: entry within two hours, no waiting period.

The two hours, the later update and the notice to NCMEC are duties of police (34 USC 41308(1)-(4)); the hub makes no
entry and keeps only what was done, when, and the number that came back.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

MISSING_CHILD = Form(
    slug="missing_child",
    version=1,
    title="Missing child",
    kind=FormKind.REPORT,
    information_type=InformationType.MISSING,
    introduction="Saving this enters the child in no file. Record here when you made the entry yourself.",
    source="34 USC 41308(1)-(4); Minnesota DHS child welfare response, NCMEC",
    questions=(
        Question(slug="received_at", title="When the report came in", kind=QuestionKind.INSTANT),
        Question(slug="last_seen_at", title="When the child was last seen", kind=QuestionKind.INSTANT),
        Question(slug="circumstances", title="What is known", kind=QuestionKind.TEXT, required=True),
        Question(slug="description", title="Description of the child", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="foster_care", title="Missing from foster care?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="danger", title="Is the child in special danger?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="entered_at", title="When it was entered in the national and state files", kind=QuestionKind.INSTANT
        ),
        Question(slug="updated_on", title="When dental, medical and photo details were added", kind=QuestionKind.DATE),
        Question(slug="ncmec_told_at", title="When NCMEC was told", kind=QuestionKind.INSTANT),
        Question(
            slug="state_now",
            title="Now",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="missing", title="Still missing"),
                Choice(slug="found", title="Found"),
                Choice(slug="returned", title="Came back"),
                Choice(slug="unknown", title="Unknown"),
            ),
        ),
        Question(slug="found_at", title="When the child was found", kind=QuestionKind.INSTANT),
        Question(slug="found_how", title="How the child was found", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
