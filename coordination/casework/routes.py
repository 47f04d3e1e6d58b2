"""Room: casework. Which response a report takes that is screened in: by the law of its program, and its own day.

Where the law gives none, the page says so and says why. Nothing is stopped by it: the work is kept, and what is owed is
owed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from coordination.casework import moments
from coordination.declare.intake import TRAFFICKING
from coordination.declare.route import CaregiverStatus, Route
from coordination.model.program import Program
from coordination.partners.catalog import Catalog

NO_RULE = (
    "No rule about the response is encoded for your program’s state. Decide it with your supervisor. "
    "What you wrote is kept, and every deadline runs as before."
)
NOT_TRAFFICKING = "This report is not about trafficking, so the rules on trafficking give no response."
OTHER_TRAFFICKING = (
    "Your state’s rule speaks of sex trafficking. For what this report alleges it gives no response: decide with your "
    "supervisor. What you wrote is kept, and every deadline runs as before."
)
OPEN = (
    "The rule does not say which response it takes while nobody knows whether the alleged offender is a caregiver. "
    "Find out, or decide with your supervisor. It is never a non-caregiver response by default. The duty to respond "
    "stands."
)
GROWN_UP = (
    "The young person was {age} on the day of the report. This rule is written for children under {below}, and does "
    "not say what holds for them. What you wrote is kept and the duty is still shown: ask your supervisor which law "
    "applies."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The response, or why there is none. day: the local day of the report by which it was chosen, in words."""

    route: Route | None
    sentence: str
    day: str = ""


def taken(
    catalog: Catalog,
    program: Program,
    received: datetime,
    status: CaregiverStatus,
    allegations: Collection[str],
    *,
    age: int | None = None,
) -> Taken:
    """The route of a report screened in. received: aware. age: the child's on that day, in years, where it is known."""
    ours = [route for slug in sorted(program.jurisdictions) for route in _routes(catalog, slug)]
    if not TRAFFICKING.intersection(allegations):
        return Taken(route=None, sentence=NOT_TRAFFICKING)
    if not ours:
        return Taken(route=None, sentence=NO_RULE)
    about = [route for route in ours if route.allegations.intersection(allegations)]
    if not about:
        return Taken(route=None, sentence=OTHER_TRAFFICKING)
    found = next((route for route in about if route.takes(received, status)), None)
    day = moments.day_words(about[0].day_of(received).isoformat())
    below = (found or about[0]).below
    if age is not None and age >= below:
        return Taken(route=found, sentence=GROWN_UP.format(age=age, below=below), day=day)
    return Taken(route=found, sentence="" if found else OPEN, day=day)


def age_on(born: str, day: date) -> int | None:
    """Years of age on a local day. born: YYYY-MM-DD; a month alone or nothing is not enough, and None."""
    try:
        birthday = date.fromisoformat(born)
    except ValueError:
        return None
    if birthday > day:
        return None
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def _routes(catalog: Catalog, slug: str) -> tuple[Route, ...]:
    place = catalog.jurisdictions.get(slug)
    return place.routes if place is not None else ()
