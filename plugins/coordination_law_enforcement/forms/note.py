"""Room: plugins. The investigation note: what the team must know to keep the child safe and not to get in the way."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INVESTIGATION_NOTE = Form(
    slug="investigation_note",
    version=1,
    title="Investigation note",
    kind=FormKind.NOTE,
    information_type=InformationType.CRIMINAL_INVESTIGATION,
    introduction="Your full file stays in your own system. No criminal history, no images, no text of a recording.",
    source="NCA case-tracking minimum; CJIS Security Policy v6.0; HHS guide, Working with other systems",
    questions=(
        Question(slug="happened_at", title="When", kind=QuestionKind.INSTANT),
        Question(
            slug="about",
            title="What this note is about",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="lead", title="A lead or finding"),
                Choice(slug="interview", title="An interview with somebody other than the child"),
                Choice(slug="safety", title="A danger to the child or to workers"),
                Choice(slug="arrest", title="An arrest or a warrant"),
                Choice(slug="referred", title="Referred to the prosecutor"),
                Choice(slug="closed", title="The investigation was closed"),
            ),
        ),
        Question(slug="note", title="What happened", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="do_not",
            title="What the team should not do for now, and until when",
            kind=QuestionKind.TEXT,
            hint="For example: do not speak with a certain person before a certain day.",
            limit=2_000,
        ),
        Question(slug="suspect_free", title="Could the suspect reach the child?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="interview_wanted",
            title="Is a forensic interview wanted?",
            kind=QuestionKind.YES_NO_UNKNOWN,
            hint="Ask the child advocacy center; do not interview the child twice.",
        ),
        Question(
            slug="evidence", title="Evidence held elsewhere", hint="Item number and place, never the thing.", limit=400
        ),
    ),
)
