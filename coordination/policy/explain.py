"""Room: policy. Decisions in plain words: the reason beside each information type, and what would open a locked one.

A sentence never tells anything about what is hidden: it is made from the decision's own lines alone.
"""

from __future__ import annotations

from datetime import datetime

from coordination.model.explanation import Access, Explanation, TypeAccess
from coordination.policy.floor import OWN_RECORD, RELEASE
from coordination.policy.rulebook import Rulebook


def explain(
    rulebook: Rulebook,
    access: TypeAccess,
    *,
    owner: str,
    whose: str = "",
    released_on: str = "",
    ends_on: str = "",
    by_name: bool = False,
) -> Explanation:
    """Why this line is as it is.

    owner: the owning program's name. whose: what the child is called, where the viewer may read it. released_on and
    ends_on: dates already written in the viewer's zone. by_name: only a release
    that names the viewer's program reaches it.
    """
    reached = "program" if by_name else "agency"
    if access.access is Access.KNOWN:
        return Explanation(
            sentence=f"{owner} has information of this type. Its release naming your {reached} would open it.",
            authority="",
            citation="",
        )
    authority = rulebook.authorities[access.authority]
    if access.authority == OWN_RECORD:
        sentence = "You see this because your program filed it."
    elif access.authority == RELEASE:
        release = f"{whose}’s release" if whose else "a release"
        dated = f" of {released_on}" if released_on else ""
        ends = f"; it ends {ends_on}" if ends_on else ""
        sentence = f"You see this because {release}{dated} names your {reached}{ends}."
    else:
        ends = f"; it ends {ends_on}." if ends_on and access.until else "."
        sentence = f"You see this because {authority.sentence.removesuffix('.')}{ends}"
    if access.access is Access.STEP_UP:
        sentence = "This tells where the child is. Confirm with your second factor to see it. " + sentence
    return Explanation(
        sentence=sentence,
        authority=authority.title,
        citation=authority.citation,
        notices=notices(rulebook, access),
    )


def notices(rulebook: Rulebook, access: TypeAccess) -> tuple[tuple[str, str], ...]:
    """The notices that travel with this line, each as its sentence and its citation."""
    found = [rulebook.notice(slug) for slug in access.notices]
    return tuple((notice.sentence, notice.citation) for notice in found)


def day(instant: datetime) -> str:
    """A date as it stands in a sentence: 3 May 2026. The caller has moved `instant` to the viewer's zone."""
    return f"{instant.day} {instant:%B %Y}"
