"""Room: casework. What puts a missing child in danger: for the program whose episode it is and for police, to hand on.

42 USC 671(a)(35)(B) has pregnancy, medicine and thoughts of suicide told to police and NCMEC; seed checklist C5: to
those two alone. So an authority over *missing* does not open these records to anybody else: they are as absent there.
"""

from __future__ import annotations

from coordination.declare.information import InformationType
from coordination.declare.missing_forms import DANGERS
from coordination.model.actor import Actor
from coordination.model.ids import ProgramId
from coordination.model.program import Program
from coordination.partners.catalog import Catalog


def kept_back(catalog: Catalog, actor: Actor, form: str, program_id: ProgramId) -> bool:
    """Whether a record on this form, of this program, is not for the actor, whatever is open to them."""
    return withheld(catalog, form, program_id, actor.program)


def withheld(catalog: Catalog, form: str, owner_id: ProgramId, program: Program) -> bool:
    """The same of anybody of `program`: for previews, of which a record on this form opens nothing to them."""
    return form == DANGERS.slug and program.id != owner_id and not police(catalog, program)


def police(catalog: Catalog, program: Program) -> bool:
    """Whether the program investigates crimes and takes reports of missing children."""
    holds = catalog.partner_types[program.partner_type].holds
    return {InformationType.CRIMINAL_INVESTIGATION, InformationType.MISSING} <= holds
