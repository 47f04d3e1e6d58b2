"""Room: plugins. The charging decision, always about a defendant and never about the child; the case-tracking minimum.

NCA case tracking asks for charges filed and the disposition in criminal court (law-and-standards.md §3.3).
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CHARGING_DECISION = Form(
    slug="charging_decision",
    version=1,
    title="Decision about a defendant",
    kind=FormKind.NOTE,
    information_type=InformationType.PROSECUTION,
    introduction="About an adult defendant. Never about anything the child did.",
    source="NCA case-tracking minimum; Minnesota Safe Harbor: victims, not criminals",
    questions=(
        Question(
            slug="decision",
            title="Decision about the defendant",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="filed", title="Charges filed against the defendant"),
                Choice(slug="declined", title="Declined"),
                Choice(slug="more", title="Sent back for more investigation"),
                Choice(slug="federal", title="Taken by a federal office"),
                Choice(slug="disposed", title="Disposed of in court"),
            ),
        ),
        Question(slug="decided_on", title="Day of the decision", kind=QuestionKind.DATE),
        Question(slug="charges", title="Charges against the defendant", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="reason", title="Why, as far as the team may know", kind=QuestionKind.TEXT, limit=2_000),
        Question(
            slug="disposition",
            title="How it ended for the defendant",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="plea", title="Plea"),
                Choice(slug="convicted", title="Convicted at trial"),
                Choice(slug="acquitted", title="Acquitted"),
                Choice(slug="dismissed", title="Dismissed"),
                Choice(slug="other", title="Another way"),
            ),
        ),
        Question(slug="told_victim_at", title="When the child or their advocate was told", kind=QuestionKind.INSTANT),
        Question(slug="restitution", title="Was restitution ordered?", kind=QuestionKind.YES_NO_UNKNOWN),
    ),
)
