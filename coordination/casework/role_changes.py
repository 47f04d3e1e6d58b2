"""Room: casework. Changes outside one's own agency need two people: one administrator proposes, a second one confirms.

Outside: a person or program of another agency, a new agency, a provider that speaks for another agency. What
waits is a fragment of a roster file, checked when it is proposed and, by the same code, when it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from coordination.casework import administration
from coordination.casework.administration import Data
from coordination.casework.desk import Desk, Work
from coordination.casework.roster_check import check
from coordination.casework.roster_file import read
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.administration import RoleChange
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import Handle, is_id, new_id
from coordination.storage import agency_rows, issuer_rows, role_change_rows, roster_known
from coordination.storage.role_change_rows import ChangeFacts

WAITS = timedelta(days=7)
KINDS: Mapping[str, str] = {
    "agency": "A new agency",
    "appointment": "Work for a person in another agency",
    "issuer": "A sign-in provider that speaks for another agency",
    "program": "A program of another agency",
}
TOO_FAR = "This touches more than one other agency. Propose one change for each."
OVERTAKEN = "The roster changed since it was proposed. Decline it, and have it proposed anew."
NOT_OUTSIDE = "This concerns your own agency alone, so you can do it yourself."


def waiting(desk: Desk, actor: Actor) -> list[RoleChange]:
    """The changes that wait and that the administrator proposed or may decide; logged."""
    grant = desk.ask_general(actor, Action.ROSTER_READ)
    with desk.opened(grant) as cabinet:
        found = role_change_rows.facts_of_changes(cabinet, actor)
    return [_shown(actor, change) for change in found]


def propose(desk: Desk, actor: Actor, kind: str, data: Data, key: str) -> str:
    """Propose a fragment that reaches exactly one agency beside the own; the change's id.

    Its administrators decide; when it has none yet, any other administrator of the hub does. Invalid maps each place.
    """
    file = read(data, _kept(desk, data))
    change_id, handle = new_id(), Handle(new_id())

    def work(w: Work) -> str:
        known = roster_known.facts_of_roster(w.cabinet)
        defects = check(desk.catalog, known, file)
        if defects:
            raise Invalid(defects)
        administration.not_oneself(actor, known, file)
        own = agency_rows.facts_of_agency_slug(w.cabinet, actor.agency_id)
        outside = administration.reach(known, file) - {own}
        if len(outside) != 1 or kind not in KINDS:
            raise Invalid({"kind": TOO_FAR if outside else NOT_OUTSIDE})
        (agency,) = outside
        role_change_rows.propose(
            w.cabinet,
            w.grant,
            change_id=change_id,
            handle=handle,
            kind=kind,
            data=data,
            agency_id=role_change_rows.facts_of_administered(w.cabinet, agency),
            expires_at=w.now + WAITS,
        )
        return change_id

    return desk.act_general(actor, Action.ROSTER_PROPOSE, work, key=key, about=kind, objects=[handle])


def confirm(desk: Desk, actor: Actor, change_id: str, key: str) -> str:
    """Confirm and apply another administrator's change, in one commit. Refused alike for what is absent, over, one's
    own, or for another agency to decide; Conflict when somebody decided it at this moment."""
    found = _mine_to_decide(desk, actor, change_id, Action.ROSTER_CONFIRM)
    file = read(found.data, _kept(desk, found.data))
    made = administration.new_handles(desk, file)

    def work(w: Work) -> str:
        # INVARIANT: two people: judged again in the act, and never the one who proposed it.
        _still(w, actor, change_id)
        # Decided before it is applied: of two at once the second waits here, and does not meet the first one's rows.
        if not role_change_rows.decide(w.cabinet, w.grant, change_id, "confirmed"):
            raise Conflict("Somebody decided this change a moment ago.")
        known = roster_known.facts_of_roster(w.cabinet)
        outside = administration.reach(known, file) - {found.own_slug}
        # INVARIANT: it still reaches the one agency whose administrator is asked; what was new may be somebody's now.
        if {role_change_rows.facts_of_administered(w.cabinet, agency) for agency in outside} != {found.agency_id}:
            raise Invalid({"change": OVERTAKEN})
        administration.apply(desk, w.cabinet, actor, known, file, made)
        return change_id

    objects = [found.handle, *administration.handles_of(desk, file, made)]
    return desk.act_general(actor, Action.ROSTER_CONFIRM, work, key=key, about=change_id, objects=objects)


def decline(desk: Desk, actor: Actor, change_id: str, key: str) -> str:
    """Decline a change that is the actor's to decide, or take back one's own. Nothing of it is applied."""
    found = _find(desk, actor, change_id)
    if found is None:
        desk.refuse(actor, Action.ROSTER_DECLINE)
    decision = "taken_back" if found.proposed_by == actor.person_id else "declined"

    def work(w: Work) -> str:
        if not role_change_rows.decide(w.cabinet, w.grant, change_id, decision):
            raise Conflict("Somebody decided this change a moment ago.")
        return change_id

    return desk.act_general(actor, Action.ROSTER_DECLINE, work, key=key, about=change_id, objects=[found.handle])


# --- steps ------------------------------------------------------------------------------------------------------------


def _kept(desk: Desk, data: Data) -> dict[str, str]:
    """The client secrets of known providers, which a change keeps. No secret ever waits in a proposal."""
    rows = data.get("issuers")
    urls = [str(row.get("url")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    with desk.consulting() as cabinet:
        found = {url: issuer_rows.facts_of_secret(cabinet, url) for url in urls}
    return {url: secret for url, secret in found.items() if secret is not None}


def _find(desk: Desk, actor: Actor, change_id: str) -> ChangeFacts | None:
    """A change that waits and concerns this actor in the role of administrator; of others nothing is found."""
    with desk.consulting() as cabinet:
        found = role_change_rows.facts_of_changes(cabinet, actor, change_id if is_id(change_id) else "0" * 32)
    return found[0] if found and actor.role is Role.ADMINISTRATOR else None


def _mine_to_decide(desk: Desk, actor: Actor, change_id: str, action: Action) -> ChangeFacts:
    found = _find(desk, actor, change_id)
    if found is None or not _may_decide(actor, found):
        desk.refuse(actor, action)
    return found


def _still(work: Work, actor: Actor, change_id: str) -> None:
    found = role_change_rows.facts_of_changes(work.cabinet, actor, change_id)
    if not found:
        raise Conflict("Somebody decided this change a moment ago.")
    if not _may_decide(actor, found[0]):
        raise Refused(reason="own_change")


def _may_decide(actor: Actor, change: ChangeFacts) -> bool:
    """A second administrator: of the other agency where it has one, else any other of the hub."""
    return change.proposed_by != actor.person_id and change.agency_id in {None, actor.agency_id}


def _shown(actor: Actor, change: ChangeFacts) -> RoleChange:
    return RoleChange(
        change_id=change.change_id,
        handle=change.handle,
        kind=KINDS.get(change.kind, change.kind),
        lines=tuple(in_words(change.data)),
        proposed_by=change.proposer,
        proposed_for=change.proposed_for,
        proposed_at=change.proposed_at,
        expires_at=change.expires_at,
        own=change.proposed_by == actor.person_id,
        may_decide=_may_decide(actor, change),
    )


def in_words(data: Mapping[str, list[dict[str, str | bool | list[str]]]]) -> Iterable[str]:
    """Every value of a fragment, so that who confirms sees all that will change and nothing is left out."""
    names = {"agencies": "Agency", "programs": "Program", "issuers": "Provider", "people": "Person"}
    for section in ("agencies", "programs", "issuers", "people", "appointments"):
        for row in data.get(section, ()):
            values = (f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in row.items())
            yield f"{names.get(section, 'Appointment')} – {'; '.join(values)}"


def _plain(value: str | bool | list[str]) -> str:  # noqa: FBT001 - a value of the fragment
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ", ".join(value)
