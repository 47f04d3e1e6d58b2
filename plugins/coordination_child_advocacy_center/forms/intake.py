"""Room: plugins. The center's intake: who referred the child, for what, and what the visit needs.

The questions are NCA's case-tracking minimum (types of abuse, relationship of the alleged offender, team members
involved), with "unknown" and "not known yet" allowed throughout.
"""

from __future__ import annotations

from coordination.declare import Choice, Form, FormKind, InformationType, Question, QuestionKind

INTAKE = Form(
    slug="intake",
    version=1,
    title="Center intake",
    kind=FormKind.REPORT,
    information_type=InformationType.REPORT,
    suspicion=True,
    introduction="What the center was told when the child was referred. Ask the child nothing to fill this in.",
    source="NCA case-tracking minimum; Emerging Practices §7; Maine IV.D-2B B.1",
    questions=(
        Question(slug="received_at", title="When the referral came in", kind=QuestionKind.INSTANT),
        Question(
            slug="referred_by",
            title="Which agency referred the child",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="child_protection", title="Child protection"),
                Choice(slug="police", title="Law enforcement"),
                Choice(slug="prosecutor", title="Prosecutor"),
                Choice(slug="medical", title="Medical provider"),
                Choice(slug="other", title="Another agency"),
            ),
        ),
        Question(
            slug="concerns",
            title="What is alleged",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="trafficking", title="Trafficking or commercial sexual exploitation"),
                Choice(slug="sexual", title="Sexual abuse"),
                Choice(slug="physical", title="Physical abuse"),
                Choice(slug="neglect", title="Neglect"),
                Choice(slug="witness", title="Witness to violence"),
                Choice(slug="other", title="Other"),
            ),
        ),
        Question(slug="allegation", title="What the center was told", kind=QuestionKind.TEXT, required=True),
        Question(
            slug="offender_relation",
            title="How the alleged offender is related to the child",
            kind=QuestionKind.ONE,
            choices=(
                Choice(slug="parent", title="Parent or stepparent"),
                Choice(slug="parents_partner", title="Partner of a parent"),
                Choice(slug="relative", title="Another relative"),
                Choice(slug="known", title="Another known person"),
                Choice(slug="unknown", title="Unknown"),
            ),
        ),
        Question(
            slug="asked_for",
            title="What the team asks of the center",
            kind=QuestionKind.MANY,
            choices=(
                Choice(slug="interview", title="Forensic interview"),
                Choice(slug="medical", title="Medical evaluation"),
                Choice(slug="mental_health", title="Mental health referral"),
                Choice(slug="advocacy", title="Support for child and caregiver"),
                Choice(slug="team", title="A team meeting"),
            ),
        ),
        Question(slug="caregiver_safe", title="Is there a caregiver who is safe?", kind=QuestionKind.YES_NO_UNKNOWN),
        Question(
            slug="keep_apart",
            title="Whom must the child not meet at the center",
            hint="A child and an alleged offender never have appointments at the same time.",
            limit=400,
        ),
        Question(slug="access_needs", title="Language, interpreter, disability or other needs", limit=400),
    ),
)
