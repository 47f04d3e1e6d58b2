"""Room: casework. A service plan in words: the seven needs in the young person's order, the professionals' beside it.

Pure: records and referrals in, lines out. HHS guide: "Children and youth may not agree with service providers on what
constitutes their most pressing needs … Caseworkers can let the child or youth guide their plan" (checklist C8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.declare.needs import NEEDS
from coordination.declare.plan_forms import NOT_NOW, ORDER
from coordination.model.ids import RecordId, ReferralId
from coordination.model.record import Answer, Record
from coordination.model.referral_line import ReferralLine, how_long
from coordination.model.referrals import Kind, Standing

Times = Mapping[ReferralId, tuple[datetime, datetime | None]]

SHORT: Mapping[str, str] = {
    "physical_health": "Body",
    "behavioral_health": "Mind",
    "out_of_home_care": "Home",
    "education": "School",
    "employment": "Work",
    "legal": "Law",
    "other": "Life",
}
"""One word a need, for the picture; the list under it says the rest."""

SOUGHT: Mapping[str, str] = {
    "physical_health": "medical",
    "behavioral_health": "mental_health",
    "out_of_home_care": "housing",
    "education": "education",
    "employment": "employment",
    "legal": "legal",
    "other": "advocacy",
}
"""Under which of the directory's headings (model/directory.py) a service for the need is looked for first."""

UNPLACED, LAST = len(ORDER), len(ORDER) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One need of a plan. youth, team: the place each gives it, in words, "" where none was said.

    waited: how long until the first service, or since the first referral, in words; "" before a referral. served:
    whether a service has begun. left, right: its line in the picture, 0 at the top. sought: heading in the directory.
    """

    slug: str
    title: str
    short: str
    youth: str
    team: str
    goal: str
    services: str
    referrals: tuple[ReferralLine, ...]
    waited: str
    served: bool
    left: int
    right: int
    sought: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """One program's service plan. needs: in the young person's order. ranked: whether anybody gave a place at all."""

    record_id: RecordId
    owner: str
    first: str
    made_on: str
    made_with: str
    needs: tuple[Need, ...]
    ranked: bool


def plan(record: Record, owner: str, lines: Sequence[ReferralLine], times: Times, now: datetime) -> ServicePlan:
    """The plan, with the service referrals among `lines` beside the need that each serves. now: UTC."""
    left, right = _order(record.answers, "youth", "team"), _order(record.answers, "team", "youth")
    return ServicePlan(
        record_id=record.id,
        owner=owner,
        first=_text(record.answers, "first"),
        made_on=_text(record.answers, "made_on"),
        made_with=_text(record.answers, "made_with"),
        needs=tuple(
            _need(record.answers, slug, lines, times, now, right.index(slug), at) for at, slug in enumerate(left)
        ),
        ranked=any(_text(record.answers, f"{slug}_{who}") for slug in left for who in ("youth", "team")),
    )


def first_service(lines: Sequence[ReferralLine], times: Times, now: datetime) -> tuple[str, bool]:
    """How long from the first referral to the first service, in words, and whether there was one; or since when none.

    A referral whose recipient answers nobody counts for nothing here, and neither does one sent by mistake.
    """
    told = [one.referral for one in lines if not one.veiled and one.referral.standing is not Standing.ENTERED_IN_ERROR]
    known = [times[one.referral_id] for one in told if one.referral_id in times]
    if not known:
        return "", False
    began = min(sent for sent, _ in known)
    served = min((at for _, at in known if at is not None), default=None)
    return how_long(max((served or now) - began, timedelta())), served is not None


def _order(answers: Mapping[str, Answer], first: str, second: str) -> list[str]:
    """The needs by the place that one side gives them; where it gives none, by the other side's; then as declared."""
    slugs = [need.slug for need in NEEDS]
    return sorted(slugs, key=lambda slug: (_place(answers, slug, first), _place(answers, slug, second)))


def _place(answers: Mapping[str, Answer], slug: str, who: str) -> int:
    said = _text(answers, f"{slug}_{who}")
    return LAST if said == NOT_NOW else ORDER.index(said) if said in ORDER else UNPLACED


def _need(
    answers: Mapping[str, Answer],
    slug: str,
    lines: Sequence[ReferralLine],
    times: Times,
    now: datetime,
    right: int,
    left: int,
) -> Need:
    own = tuple(one for one in lines if one.referral.kind is Kind.SERVICE and one.referral.need == slug)
    waited, served = first_service(own, times, now)
    return Need(
        slug=slug,
        title=next(need.title for need in NEEDS if need.slug == slug),
        short=SHORT[slug],
        youth=_words(answers, f"{slug}_youth"),
        team=_words(answers, f"{slug}_team"),
        goal=_text(answers, f"{slug}_goal"),
        services=_text(answers, f"{slug}_services"),
        referrals=own,
        waited=waited,
        served=served,
        left=left,
        right=right,
        sought=SOUGHT[slug],
    )


def _words(answers: Mapping[str, Answer], slug: str) -> str:
    return _text(answers, slug).replace("_", " ").capitalize()


def _text(answers: Mapping[str, Answer], slug: str) -> str:
    answer = answers.get(slug, "")
    return answer if isinstance(answer, str) else ", ".join(answer)
