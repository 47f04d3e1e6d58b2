"""Room: plugins. The case-review note: that a team looked at the case, and what it recommended to whom.

In Minnesota "case consultation" is a review in which recommendations are made about services for the child and family
(Minn. Stat. 260E.02 subd. 2). Recommendations are written so that members who were absent can act on them.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

CASE_REVIEW_NOTE = Form(
    slug="case_review_note",
    version=1,
    title="Case review note",
    kind=FormKind.NOTE,
    information_type=InformationType.CASE_REVIEW,
    introduction="What the team recommends. Leave what an agency told under its own law in that agency’s own records.",
    source="NCA standard 7, Case Review; Minn. Stat. 260E.02 subd. 2; Maine IV.D-2B B",
    questions=(
        Question(slug="met_at", title="When the team met", kind=QuestionKind.INSTANT),
        Question(
            slug="disciplines",
            title="Which disciplines were invited",
            kind=QuestionKind.MANY,
            hint="Whom you invited, not who came: an advocate’s presence is not yours to tell.",
            choices=(
                Choice(slug="child_protection", title="Child protection"),
                Choice(slug="police", title="Law enforcement"),
                Choice(slug="prosecution", title="Prosecution"),
                Choice(slug="medical", title="Medical"),
                Choice(slug="mental_health", title="Mental health"),
                Choice(slug="advocacy", title="Victim advocacy"),
                Choice(slug="center", title="Child advocacy center"),
                Choice(slug="school", title="School"),
                Choice(slug="tribe", title="Tribe"),
                Choice(slug="probation", title="Juvenile justice or probation"),
            ),
        ),
        Question(slug="why_reviewed", title="Why the case was reviewed", limit=400),
        Question(slug="recommendations", title="What the team recommends", kind=QuestionKind.TEXT, required=True),
        Question(slug="who_does", title="Who does what, by when", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="child_view", title="What the young person wants", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="next_review", title="Next review", kind=QuestionKind.DATE),
    ),
)
