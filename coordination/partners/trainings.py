"""Room: partners. What the catalog says of trainings, certified settings and units: by slug, and whom each binds."""

from __future__ import annotations

from collections.abc import Collection

from coordination.declare.core_trainings import CORE_TRAININGS
from coordination.declare.staff_unit import UNITS, StaffUnit
from coordination.declare.training import Certification, Training
from coordination.model.program import Program
from coordination.partners.catalog import Catalog


def trainings(catalog: Catalog) -> dict[str, Training]:
    """Every training and license by slug: the core's and those of the jurisdictions loaded, by title."""
    declared = [*CORE_TRAININGS, *(one for place in catalog.jurisdictions.values() for one in place.trainings)]
    return {one.slug: one for one in sorted(declared, key=lambda one: (one.title, one.slug))}


def certifications(catalog: Catalog, program: Program | None = None) -> dict[str, Certification]:
    """Every certification of settings by slug, or those of the jurisdictions that bind this program."""
    return {
        one.slug: one
        for slug, place in catalog.jurisdictions.items()
        for one in place.certifications
        if program is None or slug in program.jurisdictions
    }


def binding(catalog: Catalog, program: Program, certified: Collection[str]) -> tuple[Training, ...]:
    """The trainings that this program's people on cases need. certified: the certifications of settings it lists."""
    return tuple(
        one
        for slug, place in catalog.jurisdictions.items()
        if slug in program.jurisdictions
        for one in place.trainings
        if program.partner_type in one.binds or one.settings & set(certified)
    )


def units() -> dict[str, StaffUnit]:
    """The kinds of unit by slug."""
    return {unit.slug: unit for unit in UNITS}
