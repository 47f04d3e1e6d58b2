"""Room: plugins. The forensic interview: how it was arranged and how it went, never the recording nor what was said.

States give custody of recordings to named agencies (CA Penal 11166.4, WA RCW 26.44.186, TX Fam. Code 264.408); so the
form asks who keeps it, and says nothing of its content (law-and-standards.md §1.10).
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

ARRANGEMENT = Form(
    slug="interview_arrangement",
    version=1,
    title="Forensic interview: arrangement",
    kind=FormKind.NOTE,
    information_type=InformationType.FORENSIC_INTERVIEW,
    introduction="One interview, arranged so that the child is asked once.",
    source="NCA standard 3, Forensic Interviews; HHS guide, Working with other systems",
    questions=(
        Question(slug="planned_for", title="Planned for", kind=QuestionKind.INSTANT, required=True),
        Question(slug="interviewer", title="Interviewer", limit=200),
        Question(slug="observers", title="Who will watch, and for which agency", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="language", title="Language, interpreter or other needs", limit=400),
        Question(
            slug="already_asked",
            title="Has anybody asked the child about it before?",
            kind=QuestionKind.YES_NO_UNKNOWN,
        ),
        Question(slug="brings", title="Who brings the child", limit=200),
        Question(slug="support", title="Who supports the child that day", limit=200),
        Question(slug="why_changed", title="If it was moved or canceled: why", limit=400),
    ),
)

SUMMARY = Form(
    slug="interview_summary",
    version=1,
    title="Forensic interview: that it took place",
    kind=FormKind.NOTE,
    information_type=InformationType.FORENSIC_INTERVIEW,
    suspicion=True,
    introduction=(
        "Never write here what the child said, and never attach a recording. Those who may know watch the interview "
        "or ask the agency that keeps the recording."
    ),
    source="NCA standard 3, Forensic Interviews; RCW 26.44.186, custody of recordings",
    questions=(
        Question(slug="held_at", title="When it took place", kind=QuestionKind.INSTANT),
        Question(
            slug="outcome",
            title="How it ended",
            kind=QuestionKind.ONE,
            required=True,
            choices=(
                Choice(slug="completed", title="Completed"),
                Choice(slug="stopped", title="Stopped early"),
                Choice(slug="not_held", title="Not held"),
                Choice(slug="another_needed", title="Another session is needed"),
            ),
        ),
        Question(slug="interviewer", title="Interviewer", limit=200),
        Question(slug="protocol", title="Protocol used", limit=200),
        Question(slug="watched", title="Who watched, and for which agency", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="recorded", title="Was it recorded?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="keeper", title="Which agency keeps the recording", limit=200),
        Question(
            slug="item", title="Item number of the recording", hint="A number only, never a file or a link.", limit=80
        ),
        Question(
            slug="safety_now", title="Did the team learn of a danger to act on now?", kind=QuestionKind.YES_NO_UNKNOWN
        ),
        Question(slug="next_steps", title="What the team agreed to do next", kind=QuestionKind.TEXT, limit=2_000),
    ),
)
