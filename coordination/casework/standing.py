"""Room: casework. What a partner type says on screen: beside its records to everybody, and to its own people always.

A standing notice ("not confidential") stands on every page that the program's people see and wherever anything of its
records is shown. Notices stand on the forms and records themselves.
"""

from __future__ import annotations

from coordination.model.program import Program
from coordination.partners.catalog import Catalog


def standing(catalog: Catalog, program: Program) -> str:
    """The program's standing notice, empty for most. A program whose plugin is no longer loaded has none."""
    partner = catalog.partner_types.get(program.partner_type)
    return partner.standing_notice if partner else ""


def beside_records(catalog: Catalog, owner: Program) -> tuple[str, ...]:
    """Every sentence that belongs on a page with a record of this program, the standing one first."""
    partner = catalog.partner_types.get(owner.partner_type)
    return tuple(filter(None, (partner.standing_notice, *partner.notices))) if partner else ()
