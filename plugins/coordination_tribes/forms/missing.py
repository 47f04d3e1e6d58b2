"""Room: plugins. A child of the tribe is missing: who was told when, and who searches.

Law enforcement that receives a report enters it within 2 hours (34 USC 41308(3)); the form keeps whom the tribe told.
"""

from __future__ import annotations

from coordination.declare import Form, FormKind, InformationType, Question, QuestionKind

MISSING = Form(
    slug="tribal_missing",
    version=1,
    title="Missing child of the tribe",
    kind=FormKind.NOTE,
    information_type=InformationType.MISSING,
    introduction="Call police first: tribal, local or both. There is no waiting time.",
    source="34 USC 41308; Minnesota DHS, Missing and Murdered Indigenous Women Task Force report",
    questions=(
        Question(slug="last_seen_at", title="When the child was last seen", kind=QuestionKind.INSTANT),
        Question(slug="learned_at", title="When the tribe learned of it", kind=QuestionKind.INSTANT),
        Question(slug="what", title="What is known", kind=QuestionKind.TEXT, required=True),
        Question(slug="police_told_at", title="When police were told", kind=QuestionKind.INSTANT),
        Question(slug="police", title="Which police, and their number for the report", limit=200),
        Question(slug="ncmec_told_at", title="When the national center was told", kind=QuestionKind.INSTANT),
        Question(slug="search", title="Who searches, and who tells the family", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="found_at", title="When the child was found", kind=QuestionKind.INSTANT),
    ),
)
