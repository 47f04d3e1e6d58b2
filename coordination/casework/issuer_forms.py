"""Room: casework. An agency's identity providers: added, changed, given a new secret, ended by its administrator.

A provider that speaks for other agencies too is theirs as well: changing it takes two people (casework/role_changes).
"""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework import administration, agency_forms
from coordination.casework.administration import NO_SECRETS
from coordination.casework.agency_forms import Typed
from coordination.casework.desk import Desk
from coordination.casework.roster_file import REFEDS_MFA
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.administration import AgencyIssuer
from coordination.model.errors import Invalid
from coordination.model.ids import IssuerId
from coordination.storage import agency_rows, issuer_rows

_ISSUER: Mapping[str, str] = {
    "name": "Write the name that people know the sign-in by.",
    "client_id": "Write what the provider calls this hub.",
    "algorithms": "Name at least one signing algorithm.",
}


def issuer(desk: Desk, actor: Actor, issuer_id: IssuerId) -> AgencyIssuer:
    """A provider that speaks for the own agency; refused alike for any other and for the hub's own passkeys."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_READ)
    with desk.consulting() as cabinet:
        issuers = agency_rows.facts_of_own_issuers(cabinet, actor.agency_id)
    found = next((one for one in issuers if one.issuer_id == issuer_id and not one.passkeys), None)
    if found is None:
        desk.refuse(actor, Action.ROSTER_READ)
    return found


def settings_of(known: AgencyIssuer | None) -> dict[str, str]:
    """A provider's settings as its form shows them; the defaults of a roster file for a new one."""
    if known is None:
        return {"algorithms": "ES256 RS256", "mfa_acr": REFEDS_MFA, "mfa_amr": "mfa", "step_up_acr": REFEDS_MFA}
    words = {name: " ".join(getattr(known, name)) for name in ("algorithms", "mfa_acr", "mfa_amr")}
    return {"name": known.name, "client_id": known.client_id, "step_up_acr": known.step_up_acr, **words}


def add_issuer(desk: Desk, actor: Actor, typed: Typed, key: str) -> str:
    """Add a provider that speaks for the own agency alone. Invalid beside its fields."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    errors = agency_forms.missing(typed, {"url": "Write the provider’s exact address.", **_ISSUER})
    url = typed.get("url", "").strip()
    with desk.consulting() as cabinet:
        if issuer_rows.facts_of_whether_known(cabinet, url):
            errors["url"] = "This provider is known to the hub already. Speaking for another agency takes two people."
    if errors:
        raise Invalid(errors)
    return _put_issuer(desk, actor, url, typed, key)


def change_issuer(desk: Desk, actor: Actor, issuer_id: IssuerId, typed: Typed, key: str) -> str:
    """Change a provider that speaks for the own agency alone; an empty secret leaves the one there is."""
    found = issuer(desk, actor, issuer_id)
    errors = agency_forms.missing(typed, _ISSUER)
    if not found.alone:
        errors["name"] = "It speaks for other agencies too, so changing it takes two people: propose it."
    if errors:
        raise Invalid(errors)
    return _put_issuer(desk, actor, found.url, typed, key, known=found)


def end_issuer(desk: Desk, actor: Actor, issuer_id: IssuerId, key: str) -> str:
    """End a provider that speaks for the own agency alone; refused for the one through which the actor signed in."""
    found = issuer(desk, actor, issuer_id)
    own = next((one.issuer for one in agency_forms.staff(desk, actor) if one.person_id == actor.person_id), "")
    if not found.alone:
        raise Invalid({"name": "It speaks for other agencies too, so ending it takes two people: propose it."})
    if found.url == own:
        raise Invalid({"name": "You signed in through it yourself. Ask another administrator."})
    return _put_issuer(desk, actor, found.url, settings_of(found), key, known=found, ended=True)


def _put_issuer(
    desk: Desk,
    actor: Actor,
    url: str,
    typed: Typed,
    key: str,
    *,
    known: AgencyIssuer | None = None,
    ended: bool = False,
) -> str:
    with desk.consulting() as cabinet:
        before = issuer_rows.facts_of_secret(cabinet, url) if known is not None else None
    secret = typed.get("client_secret", "").strip() or before
    line: dict[str, object] = {
        "url": url,
        "name": typed["name"],
        "client_id": typed["client_id"],
        "agencies": [agency_forms.own(desk, actor)],
        "step_up_acr": typed.get("step_up_acr", "").strip() or REFEDS_MFA,
        **{name: typed.get(name, "").split() for name in ("algorithms", "mfa_acr", "mfa_amr")},
        **({"client_secret_env": "typed"} if secret else {}),
        "ended": ended,
    }
    secrets = {url: secret} if secret else NO_SECRETS
    return agency_forms.put(desk, actor, {"issuers": [line]}, key, "url" if known is None else "name", secrets)
