"""Room: plugins. The police report of suspected exploitation: how it came to notice and what was found.

A child in commercial sex is a victim without force, fraud, coercion or a third person (22 USC 7102(11)(A), (12)), so
the form never asks what the child did wrong (Safe Harbor: victims, not criminals), and the suspect may be unknown.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

_SOURCES = (
    Choice(slug="patrol", title="Patrol or call for service"),
    Choice(slug="child_protection", title="Child protection"),
    Choice(slug="ncmec", title="NCMEC or the CyberTipline"),
    Choice(slug="missing", title="A missing child was found"),
    Choice(slug="operation", title="An operation"),
    Choice(slug="school_or_clinic", title="School, clinic or hospital"),
    Choice(slug="child", title="The child told police"),
    Choice(slug="other", title="Another way"),
)

_KINDS = (
    Choice(slug="sex_trafficking", title="Sex trafficking of a child"),
    Choice(slug="commercial_exploitation", title="Commercial sex with a child, no third person known"),
    Choice(slug="labor_trafficking", title="Labor trafficking of a child"),
    Choice(slug="online", title="Online enticement or exploitation"),
    Choice(slug="other", title="Another crime against the child"),
)

POLICE_REPORT = Form(
    slug="police_report",
    version=1,
    title="Police report of suspected exploitation",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="The child is a victim, whatever they say they chose. The suspect may be unknown.",
    source="HHS guide for caseworkers, Definitions; Maine IV.D-2B VI; 22 USC 7102(11), (12)",
    questions=(
        Question(slug="number", title="Your incident number", limit=80),
        Question(slug="learned_at", title="When police learned of it", kind=QuestionKind.INSTANT),
        Question(
            slug="came_from",
            title="How it came to notice",
            kind=QuestionKind.ONE,
            hint="Never the name of a person who reported.",
            choices=_SOURCES,
        ),
        Question(slug="kinds", title="What is suspected", kind=QuestionKind.MANY, choices=_KINDS),
        Question(slug="facts", title="What was seen, heard or found", kind=QuestionKind.TEXT, required=True),
        Question(slug="happened_on", title="When it happened, if known", kind=QuestionKind.DATE),
        Question(slug="place", title="Kind of place", hint="Hotel, home, street, online.", limit=200),
        Question(slug="suspect", title="About a suspect, if any is known", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="others", title="Other young people who may be victims", kind=QuestionKind.TEXT, limit=2_000),
        Question(slug="recovered", title="Was the child recovered?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="injured", title="Does the child need medical care?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="advocate", title="Was an advocate offered to the child?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(slug="child_protection_told_at", title="When child protection was told", kind=QuestionKind.INSTANT),
    ),
)
