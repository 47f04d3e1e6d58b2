"""Room: declare. The record of a consultation that a rule asks for: with its quorum and a plan, or not at all."""

from __future__ import annotations

from coordination.declare.form import Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType

PRESENT, PLAN = "present", "plan"

CONSULTATION = Form(
    slug="consultation",
    version=1,
    title="Consultation",
    kind=FormKind.NOTE,
    information_type=InformationType.CHILD_PROTECTION,
    introduction="It counts when the people whom the rule names were there, and when there is a plan.",
    source="Maine IV.D-2B B.3",
    own_act=True,
    questions=(
        Question(slug="happened_at", title="When it was held", kind=QuestionKind.INSTANT),
        Question(slug=PRESENT, title="Who was there", kind=QuestionKind.TEXT, limit=4_000),
        Question(
            slug=PLAN,
            title="The plan for safety and the next steps: what, by whom, by when",
            kind=QuestionKind.TEXT,
            required=True,
        ),
        Question(slug="running", title="What to do about running away", kind=QuestionKind.TEXT, limit=5_000),
        Question(slug="risks", title="What to do about other risks", kind=QuestionKind.TEXT, limit=5_000),
    ),
)
