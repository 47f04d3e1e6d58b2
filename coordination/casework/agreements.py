"""Room: casework. Agreements between agencies: recorded by one, confirmed by each, ended by any of them.

INVARIANT: an agency binds itself alone. Sharing under an agreement begins when an officer of every party has written
down who signed for it, and stops by itself at its instant, or at once when any party ends it. It opens nothing by
itself: only where a law that was encoded rests on an agreement (declare/rule.py). About no case, so nobody who keeps
agreements reads one by it.
"""

from __future__ import annotations

from coordination.casework.agreement_form import Typed, read_agreement, read_signature
from coordination.casework.desk import Desk, Work
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.agreement import ListedAgreement
from coordination.model.ids import AgencyId, AgreementId, Handle, is_id, new_id
from coordination.partners.catalog import Catalog
from coordination.policy.decide import decide_general
from coordination.storage import agreements as drawer


def keeps(desk: Desk, actor: Actor) -> bool:
    """Whether the actor may record, confirm and end agreements of their agency."""
    return decide_general(desk.rulebook, actor, Action.AGREEMENT_EDIT, desk.now).allowed


def coverable(catalog: Catalog) -> tuple[InformationType, ...]:
    """What an agreement can cover: the types that some encoded law opens under one. Anything else would promise more
    than the hub does.
    """
    laws = [*catalog.jurisdictions.values()]
    found = {kind for law in laws for rule in law.disclosures if rule.agreement for kind in rule.types}
    return tuple(sorted(found, key=lambda kind: kind.words))


def listed(desk: Desk, actor: Actor) -> list[ListedAgreement]:
    """The agreements of the actor's agency, over ones too; the entry names them."""
    with desk.consulting() as cabinet:
        handles = [one.handle for one in drawer.facts_of_agreements(cabinet, actor.agency_id)]
    grant = desk.ask_general(actor, Action.AGREEMENT_READ, objects=handles)
    with desk.opened(grant) as cabinet:
        found = drawer.facts_of_agreements(cabinet, actor.agency_id)
    return [one for one in found if one.handle in handles]


def read(desk: Desk, actor: Actor, agreement_id: str) -> ListedAgreement:
    """One agreement of the actor's agency; logged. Refused alike when absent and when of others alone."""
    found = _own(desk, actor, agreement_id, Action.AGREEMENT_READ)
    desk.ask_general(actor, Action.AGREEMENT_READ, objects=[found.handle])
    return found


def choices(desk: Desk, actor: Actor) -> tuple[dict[AgencyId, str], tuple[InformationType, ...]]:
    """Whom an agreement can be with, by name, and what it can cover. Refused to whoever records none."""
    if not keeps(desk, actor):
        desk.refuse(actor, Action.AGREEMENT_READ)
    desk.ask_general(actor, Action.AGREEMENT_READ)
    return _others(desk, actor), coverable(desk.catalog)


def record(desk: Desk, actor: Actor, typed: Typed, key: str) -> AgreementId:
    """Write an agreement down, signed for the actor's agency. Invalid by field. Its id."""
    ids = AgreementId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        new = read_agreement(typed, actor, _others(desk, actor), coverable(desk.catalog), w.now, ids)
        drawer.record(w.cabinet, w.grant, new)
        return new.id

    done = desk.act_general(actor, Action.AGREEMENT_EDIT, work, key=key, about=actor.agency_id, objects=[ids[1]])
    return AgreementId(done)


def confirm(desk: Desk, actor: Actor, agreement_id: str, typed: Typed, key: str) -> None:
    """Write down who signed for the actor's agency. Invalid by field; Refused alike when absent or of others."""
    found = _own(desk, actor, agreement_id, Action.AGREEMENT_EDIT)

    def work(w: Work) -> str:
        signatory, signed_on = read_signature(typed, actor, w.now)
        drawer.confirm(w.cabinet, w.grant, found.id, signatory, signed_on)
        return found.id

    about = f"{found.id} confirm"
    desk.act_general(actor, Action.AGREEMENT_EDIT, work, key=key, about=about, objects=[found.handle])


def end(desk: Desk, actor: Actor, agreement_id: str, key: str) -> None:
    """End an agreement of the actor's agency at once. Refused alike when absent or of others."""
    found = _own(desk, actor, agreement_id, Action.AGREEMENT_EDIT)

    def work(w: Work) -> str:
        drawer.end(w.cabinet, w.grant, found.id)
        return found.id

    about = f"{found.id} end"
    desk.act_general(actor, Action.AGREEMENT_EDIT, work, key=key, about=about, objects=[found.handle])


def _own(desk: Desk, actor: Actor, agreement_id: str, action: Action) -> ListedAgreement:
    wanted = agreement_id if is_id(agreement_id) else "0" * 32
    with desk.consulting() as cabinet:
        found = drawer.facts_of_agreement(cabinet, wanted, actor.agency_id)
    if found is None:
        desk.refuse(actor, action, reason="absent")
    if not decide_general(desk.rulebook, actor, action, desk.now).allowed:
        desk.refuse(actor, action)
    return found


def _others(desk: Desk, actor: Actor) -> dict[AgencyId, str]:
    with desk.consulting() as cabinet:
        found = drawer.facts_of_possible_parties(cabinet)
    return {agency: name for agency, name in found.items() if agency != actor.agency_id}
