"""Room: casework. The first lines of an empty hub: one agency, one program, one issuer, one administrator."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coordination.casework import roster
from coordination.casework.desk import Desk
from coordination.model.actor import Role
from coordination.model.errors import Misconfigured
from coordination.model.roster import Loaded
from coordination.storage import roster_known


def is_founded(desk: Desk) -> bool:
    """Whether the hub has a roster already; False also when its database has not been migrated yet."""
    with desk.consulting() as cabinet:
        return roster_known.facts_of_whether_founded(cabinet)


def found(desk: Desk, data: Mapping[str, object], secrets: Mapping[str, str] = roster.EMPTY) -> Loaded:
    """Load the first roster, made by `first_roster`. Misconfigured when there is one already; logged as a load."""
    if is_founded(desk):
        raise Misconfigured("This hub has its first administrator already. Use `roster load` to change the roster.")
    return roster.load(desk, data, secrets)


def first_roster(
    desk: Desk,
    *,
    issuer: str,
    subject: str,
    name: str,
    agency: str,
    zone: str,
    client_id: str,
    secret_from: Mapping[str, str],
    government: bool,
    partner_type: str = "",
) -> dict[str, object]:
    """The roster of one administrator. Their program needs a partner type, though an administrator reads nothing:
    the one given, or the first of the hub's plugins that is not confidential. secret_from: client_secret_env or
    client_secret_file, or nothing for a public client."""
    kinds = desk.catalog.partner_types
    chosen = partner_type or next((slug for slug, kind in kinds.items() if not kind.confidential), "")
    slug = re.sub(r"[^a-z0-9]+", "_", agency.lower()).strip("_")[:40] or "agency"
    slug = slug if slug[0].isalpha() and len(slug) > 1 else f"agency_{slug}"
    return {
        "agencies": [
            {
                "slug": slug,
                "name": agency,
                "government": government,
                "zone": zone,
            }
        ],
        "programs": [
            {
                "slug": f"{slug}_administration",
                "agency": slug,
                "name": "Administration",
                "partner_type": chosen,
                "jurisdictions": list(desk.catalog.jurisdictions),
            }
        ],
        "issuers": [
            {"url": issuer, "name": f"{agency} sign-in", "client_id": client_id, "agencies": [slug], **secret_from}
        ],
        "people": [{"issuer": issuer, "subject": subject, "name": name}],
        "appointments": [
            {
                "issuer": issuer,
                "subject": subject,
                "program": f"{slug}_administration",
                "role": Role.ADMINISTRATOR.value,
                "title": "Administrator",
            }
        ],
    }
