"""Room: plugins. Something filed with the court: what it is and where it stands, not the paper itself."""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

FILING = Form(
    slug="court_filing",
    version=1,
    title="Filed with the court",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    introduction="The court that has a place on this case gets this. Write nothing here that is not before the court.",
    source="HHS guide, Working with other systems; 18 USC 3509(d)",
    questions=(
        Question(
            slug="what",
            title="What is filed",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="petition", title="Petition or complaint"),
                Choice(slug="motion", title="Motion"),
                Choice(slug="proposed_order", title="Proposed order"),
                Choice(slug="report", title="Report to the court"),
                Choice(slug="notice", title="Notice"),
            ),
        ),
        Question(slug="file_number", title="Court file number", limit=80),
        Question(slug="filed_on", title="Day it was filed", kind=QuestionKind.DATE),
        Question(slug="asks", title="What the court is asked to do", kind=QuestionKind.TEXT, required=True),
        Question(slug="sealed", title="Is it filed under seal?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="urgent_by", title="Needed by", kind=QuestionKind.DATE),
    ),
)
