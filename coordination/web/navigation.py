"""Room: web. Where each role can go. A link is shown only when its page exists and the role has something to do there.

A link is no permission: the policy is asked again behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from coordination.door.app import Door
from coordination.model.actor import Actor, Role

WORKING = frozenset({Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR})
EVERYBODY = frozenset(Role)
KEEPING = frozenset({Role.PRIVACY_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the main navigation. confidential: False leaves confidential programs out, True is for them only.

    court: the same for courts. by_order: False leaves out those who work by an order of appointment.
    liaison: True is for those who have a region.
    counts: beside its name stands how many new notices wait.
    """

    label: str
    endpoint: str
    roles: frozenset[Role]
    confidential: bool | None = None
    court: bool | None = False
    by_order: bool | None = None
    counts: bool = False
    liaison: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place as the page shows it. here: the page being shown belongs to it."""

    label: str
    address: str
    here: bool
    counts: bool = False


PLACES = (
    Place(label="My work", endpoint="work.mine", roles=WORKING),
    Place(label="My cases", endpoint="cases.mine", roles=WORKING),
    Place(label="Deadlines", endpoint="deadlines.index", roles=WORKING),
    Place(label="Filed with us", endpoint="filings.index", roles=WORKING, court=True),
    Place(label="Search", endpoint="cases.search", roles=WORKING),
    Place(label="Open a case", endpoint="cases.new", roles=WORKING, confidential=False, by_order=False),
    Place(label="Name the hub", endpoint="releases.name_hub", roles=WORKING, confidential=True),
    Place(label="Directory", endpoint="directory.index", roles=EVERYBODY, court=None),
    Place(label="On call", endpoint="on_call.now", roles=EVERYBODY, court=None),
    Place(label="Drafts", endpoint="drafts.mine", roles=WORKING),
    Place(label="Notices", endpoint="notices.mine", roles=WORKING, counts=True),
    Place(label="Referrals", endpoint="referrals.index", roles=WORKING),
    Place(label="Region", endpoint="regions.read", roles=WORKING, confidential=False, liaison=True),
    Place(label="Requests", endpoint="requests.inbox", roles=WORKING),
    Place(label="Emergency access", endpoint="emergencies.queue", roles=frozenset({Role.SUPERVISOR})),
    Place(label="Conflicts", endpoint="conflicts.mine", roles=frozenset({Role.PRIVACY_OFFICER, Role.SUPERVISOR})),
    Place(label="Disclosures", endpoint="disclosures.read", roles=frozenset({Role.PRIVACY_OFFICER, Role.SUPERVISOR})),
    Place(label="Retention", endpoint="retention.kept", roles=frozenset({Role.PRIVACY_OFFICER, Role.SUPERVISOR})),
    Place(
        label="Agreements",
        endpoint="agreements.index",
        roles=frozenset({Role.PRIVACY_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR}),
        confidential=False,
    ),
    Place(
        label="Protocol",
        endpoint="protocols.index",
        roles=frozenset({Role.COORDINATOR, Role.SUPERVISOR}),
        confidential=False,
        by_order=False,
    ),
    Place(label="Access log", endpoint="oversight.entries", roles=frozenset({Role.AUDITOR}), court=None),
    Place(label="Your agency", endpoint="agency.index", roles=frozenset({Role.ADMINISTRATOR}), court=None),
    Place(label="Instruments", endpoint="instruments.index", roles=KEEPING, court=None),
    Place(label="Training", endpoint="training.index", roles=EVERYBODY, court=None),
    Place(label="Sessions", endpoint="sessions.mine", roles=EVERYBODY, court=None),
    Place(label="Help", endpoint="help.index", roles=EVERYBODY, court=None),
)


def links(door: Door, actor: Actor) -> tuple[Link, ...]:
    """The places this actor can go, in order."""
    return tuple(
        Link(
            label=place.label,
            address=_address(door, place.endpoint),
            here=request.endpoint == place.endpoint,
            counts=place.counts,
        )
        for place in PLACES
        if place.endpoint in door.view_functions and _is_for(place, actor)
    )


def _address(door: Door, endpoint: str) -> str:
    """Where a place is: the same on every page, so it is worked out once for each folder the hub may lie under."""
    known: dict[tuple[str, str], str] = door.extensions.setdefault("addresses", {})
    place = (endpoint, request.script_root)
    if place not in known:
        known[place] = url_for(endpoint)
    return known[place]


def _is_for(place: Place, actor: Actor) -> bool:
    here = actor.program
    asked = ((place.confidential, here.confidential), (place.court, here.court), (place.by_order, here.by_order))
    if place.liaison and not actor.oversees:
        return False
    return actor.role in place.roles and all(wanted is None or wanted == is_so for wanted, is_so in asked)
