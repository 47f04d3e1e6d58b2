"""Room: casework. Certified settings: what a referral for a place to live is told when the setting's own has run out.

What follows is by the declared rule of the certification (declare/training.py): it refuses, or it says so beside the
field and goes on when the sender says that they know. It looks at the directory alone, which everybody may read.
"""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework.desk import Desk
from coordination.declare.training import Certification, Lapse
from coordination.model.directory import ServiceFacts
from coordination.model.errors import Invalid
from coordination.model.program import Program
from coordination.model.training import day_at
from coordination.partners.catalog import Catalog
from coordination.partners.trainings import certifications
from coordination.storage import directory
from coordination.storage.cabinet import Cabinet

NEED = "out_of_home_care"  # of a referral: a safe place to live
KNOWN = "certification_known"  # the field in which the sender says so
TICK = "Tick this to send it all the same."


def titles(desk: Desk, program: Program | None = None) -> Mapping[str, str]:
    """The certifications that a program may list, or all there are: slug and title."""
    return {slug: one.title for slug, one in certifications(desk.catalog, program).items()}


def ask(cabinet: Cabinet, catalog: Catalog, recipient: Program, need: str, *, known: bool) -> None:
    """Raise Invalid beside `recipient` when the certification of every such setting of theirs has run out.

    known: the sender has said that they know; that passes what a rule only warns of, and never what it refuses.
    """
    found = facts_of_run_out(cabinet, catalog, recipient) if need == NEED else None
    if found is None:
        return
    service, rule = found
    number = f" (number {service.service.certification_number})" if service.service.certification_number else ""
    said = (
        f"The certification of “{service.service.name}”{number} as “{rule.title}” ended on "
        f"{service.service.certified_until}. {rule.help}"
    )
    if rule.expired is Lapse.REFUSE:
        raise Invalid({"recipient": f"{said} Choose another program until it is renewed."})
    if not known:
        raise Invalid({"recipient": said, KNOWN: TICK})


def facts_of_run_out(
    cabinet: Cabinet, catalog: Catalog, recipient: Program
) -> tuple[ServiceFacts, Certification] | None:
    """A setting of the recipient whose certification ran out, with its rule, the strictest first.

    None when it has none, or when one of its certified settings is certified today.
    """
    declared, today = certifications(catalog), day_at(cabinet.now, recipient.zone).isoformat()
    settings = [
        (one, declared[one.service.certification_kind])
        for one in directory.facts_of_services(cabinet, recipient.id)
        if one.service.certification_kind in declared
        and declared[one.service.certification_kind].needs & one.service.needs
    ]
    if not settings or any(not one.service.run_out(today) for one, _ in settings):
        return None
    return min(settings, key=lambda pair: pair[1].expired is not Lapse.REFUSE)
