"""Room: tests. The plugins of the tree, put together without being installed."""

from __future__ import annotations

from functools import cache

import coordination_child_advocacy_center
import coordination_child_representation
import coordination_child_welfare
import coordination_courts
import coordination_juvenile_justice
import coordination_law_enforcement
import coordination_medical
import coordination_mental_health
import coordination_prosecution
import coordination_safe_housing
import coordination_schools
import coordination_substance_use
import coordination_tribes
import coordination_us_connecticut
import coordination_us_federal
import coordination_us_florida
import coordination_us_maine
import coordination_us_minnesota
import coordination_victim_advocacy
import coordination_victim_witness

from coordination.partners.catalog import Catalog
from coordination.partners.load import assemble
from coordination.policy.rulebook import Rulebook, compile_rulebook

MODULES = (
    coordination_child_advocacy_center,
    coordination_child_representation,
    coordination_child_welfare,
    coordination_courts,
    coordination_juvenile_justice,
    coordination_law_enforcement,
    coordination_medical,
    coordination_mental_health,
    coordination_prosecution,
    coordination_safe_housing,
    coordination_schools,
    coordination_substance_use,
    coordination_tribes,
    coordination_us_connecticut,
    coordination_us_federal,
    coordination_us_florida,
    coordination_us_maine,
    coordination_us_minnesota,
    coordination_victim_advocacy,
    coordination_victim_witness,
)


@cache
def catalog() -> Catalog:
    """The catalog of all of them."""
    return assemble(MODULES)


@cache
def rulebook() -> Rulebook:
    """Their rules, compiled."""
    found = catalog()
    return compile_rulebook(found.partner_types.values(), found.jurisdictions.values(), found.rules_hash)
