"""Room: partners. The routes of the jurisdictions, cross-checked: no report has two, each says where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.route import CaregiverStatus, Route

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")


def route_defects(places: Iterable[Jurisdiction]) -> list[str]:
    """Every defect of a route, as a sentence."""
    found: list[str] = []
    for place in places:
        for route in place.routes:
            found += [f"{place.slug}, route {route.slug} {complaint}" for complaint in _route(route)]
        slugs = [route.slug for route in place.routes]
        found += [f"{place.slug}, route {slug} is declared twice." for slug in {s for s in slugs if slugs.count(s) > 1}]
        for one, other in combinations(place.routes, 2):
            if _meet(one, other):
                found.append(f"{place.slug}, routes {one.slug} and {other.slug}: one report would take both.")
    return found


def _route(route: Route) -> Iterable[str]:
    if not _SLUG.fullmatch(route.slug):
        yield "needs a slug."
    for name in ("response", "citation", "quote", "source"):
        if not getattr(route, name).strip():
            yield f"has no {name}; a route without its source is none."
    if not route.allegations or not route.statuses:
        yield "is about nothing: name allegations and caregiver statuses."
    if not all(isinstance(status, CaregiverStatus) for status in route.statuses):
        yield "names caregiver statuses of the closed list."
    if route.first_day and route.last_day and route.first_day > route.last_day:
        yield "ends before it begins."
    if route.below < 1:
        yield "speaks of nobody."
    try:
        ZoneInfo(route.zone)
    except (ValueError, ZoneInfoNotFoundError):
        yield f"counts days in {route.zone!r}, which is no time zone."


def _meet(one: Route, other: Route) -> bool:
    """Whether some report would take both."""
    days = max(one.first_day or date.min, other.first_day or date.min) <= min(
        one.last_day or date.max, other.last_day or date.max
    )
    return days and bool(one.statuses & other.statuses) and bool(one.allegations & other.allegations)
