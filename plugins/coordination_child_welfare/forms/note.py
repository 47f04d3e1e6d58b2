"""Room: plugins. The child-protection note: a contact, a decision or a change in the agency's own work."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CHILD_PROTECTION_NOTE = Form(
    slug="child_protection_note",
    version=1,
    title="Child protection note",
    kind=FormKind.NOTE,
    information_type=InformationType.CHILD_PROTECTION,
    introduction="One contact, decision or change. Write what a team member must know to keep the child safe.",
    source="Minnesota DHS child welfare response; Maine IV.D-2B B and C; HHS guide",
    questions=(
        Question(
            slug="about",
            title="What this note is about",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="contact", title="Contact with the child"),
                Choice(slug="family", title="Contact with family or caregivers"),
                Choice(slug="partner", title="Contact with another agency"),
                Choice(slug="decision", title="A decision"),
                Choice(slug="finding", title="Result of the investigation or assessment"),
                Choice(slug="court", title="A court date or order"),
            ),
        ),
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(slug="present", title="Who was there", limit=400),
        Question(slug="note", title="What happened", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="seen",
            title="Was the child seen face to face?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="safe", title="Is the child safe now, as far as you know?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="child_wants",
            title="What the child says matters most to them",
            kind=QuestionKind.TEXT,
            hint="Food, a place to sleep or work may come before counseling. Let the young person guide the plan.",
            limit=2_000,
        ),
        Question(
            slug="readiness",
            title="Where the child is in making a change",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="precontemplation", title="Does not think about change"),
                Choice(slug="contemplation", title="Thinks about change"),
                Choice(slug="preparation", title="Prepares for change"),
                Choice(slug="action", title="Is making a change"),
                Choice(slug="maintenance", title="Keeps up a change"),
                Choice(slug="unknown", title="Unknown"),
            ),
        ),
        Question(
            slug="next_steps", title="What happens next, who does it, by when", kind=QuestionKind.TEXT, limit=2_000
        ),
    ),
)
