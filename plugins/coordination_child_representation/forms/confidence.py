"""Room: plugins. What the child told their attorney, and the attorney's own thoughts. It never leaves the program."""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

CHILDS_CONFIDENCE = Form(
    slug="child_confidence",
    version=1,
    title="What the child told me, and my own notes",
    kind=FormKind.NOTE,
    information_type=InformationType.WORK_PRODUCT,
    introduction="For your own program alone. No release and no law opens it here, and nobody is told that it exists.",
    source="the state's rules on attorney work product and attorney-client privilege",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(slug="note", title="Note", kind=QuestionKind.TEXT, required=True),
        Question(slug="to_do", title="What comes next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
