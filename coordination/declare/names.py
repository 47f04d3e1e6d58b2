"""Room: declare. Who calls the young person what: the audiences for whom name, pronouns and words are asked apart.

HHS guide for caseworkers: "Caseworkers should also consider how a person who has experienced trafficking wishes to
identify and use their preferred terms or pronouns or offer them a choice" (seed checklist C10). A name that is safe
with the team may not be safe at home or at school, so it is asked for each, and told to nobody else.
"""

from __future__ import annotations

from enum import StrEnum

from coordination.declare.form import Question


class Audience(StrEnum):
    """Who speaks of or to the young person. TEAM gets the general answers; the others may have their own."""

    FAMILY = "family"
    HEALTH = "health"
    POLICE_AND_COURT = "police_and_court"
    SCHOOL = "school"
    TEAM = "team"

    @property
    def words(self) -> str:
        """As it stands on a screen."""
        return _WORDS[self]


_WORDS = {
    Audience.FAMILY: "Family and people at home",
    Audience.HEALTH: "Doctors and therapists",
    Audience.POLICE_AND_COURT: "Police and court",
    Audience.SCHOOL: "School",
    Audience.TEAM: "This team",
}

ASKED_APART = (Audience.POLICE_AND_COURT, Audience.SCHOOL, Audience.HEALTH, Audience.FAMILY)
"""In the order in which they are asked."""

GENERAL = ("called", "pronouns", "terms")
"""What may be answered for one audience apart, by the slug of the general answer."""


def slug_for(general: str, audience: Audience) -> str:
    """The slug under which the form `child` keeps the answer for one audience."""
    return f"{general}_{audience.value}"


def _questions(audience: Audience) -> tuple[Question, ...]:
    section = f"Another name for: {audience.words.lower()}"
    return (
        Question(
            slug=slug_for("called", audience),
            title=f"{audience.words}: name to use",
            hint="Only if the young person wants another one there. Nobody else will read it.",
            section=section,
            limit=120,
        ),
        Question(
            slug=slug_for("pronouns", audience),
            title=f"{audience.words}: pronouns to use",
            hint="When one line here is filled in, the general pronouns and words are not shown there.",
            section=section,
            limit=60,
        ),
        Question(slug=slug_for("terms", audience), title=f"{audience.words}: words to use", section=section, limit=200),
    )


QUESTIONS = tuple(question for audience in ASKED_APART for question in _questions(audience))
FOR_ONE_AUDIENCE = frozenset(question.slug for question in QUESTIONS)
