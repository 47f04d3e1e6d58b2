"""Room: partners. Find the plugins that settings name, by entry point, and nothing else; then check and freeze.

(1) each name must be exactly one entry point of the group; (2) import it and ask its hooks; (3) cross-check;
(4) freeze. Any defect is one Misconfigured with every sentence in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import EntryPoints, entry_points

import pluggy

from coordination.declare.core_tools import CORE_TOOLS
from coordination.declare.hooks import GROUP, Plugin
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType
from coordination.model.errors import Misconfigured
from coordination.partners.catalog import Catalog, freeze
from coordination.partners.check import defects
from coordination.partners.check_tools import tool_defects
from coordination.partners.tool_choices import choose


def load(names: Sequence[str], choices: Sequence[str] = ()) -> Catalog:
    """The catalog of the named plugins. Raises Misconfigured on an absent, doubled, broken or inconsistent one.

    choices: how the installation set the switches of screening tools (tool_choices.py).
    """
    if not names:
        raise Misconfigured("COORDINATION_PLUGINS names no plugin; the hub would know no partner type.")
    if len(set(names)) != len(names):
        raise Misconfigured("COORDINATION_PLUGINS names a plugin twice.")
    installed = entry_points(group=GROUP)  # once: each look reads every package of the environment
    return _assembled(tuple(_module(installed, name) for name in names), tuple(choices))


def assemble(modules: Sequence[object], choices: Sequence[str] = ()) -> Catalog:
    """Ask each module's hooks, check everything together and freeze it."""
    partner_types: list[PartnerType] = []
    jurisdictions: list[Jurisdiction] = []
    for module in modules:
        partners, places = _declarations(module)
        if not partners and not places:
            raise Misconfigured(f"Plugin {module!r} declares neither a partner type nor a jurisdiction.")
        partner_types += partners
        jurisdictions += places
    try:
        found = defects(partner_types, jurisdictions)
        found += tool_defects(CORE_TOOLS, partner_types, jurisdictions)
    except (AttributeError, TypeError, ValueError) as error:  # a field holds what its type does not allow
        raise Misconfigured(f"A plugin declares a value of the wrong kind: {error}.") from error
    if found:
        raise Misconfigured("The plugins do not hold together: " + " ".join(found))
    return freeze(partner_types, choose(jurisdictions, choices))


@lru_cache(maxsize=4)
def _assembled(modules: tuple[object, ...], choices: tuple[str, ...]) -> Catalog:
    """The same modules make the same catalog, whoever opens a hub in this process; it is frozen."""
    return assemble(modules, choices)


def _module(installed: EntryPoints, name: str) -> object:
    found = tuple(installed.select(name=name))  # (1)
    if len(found) != 1:
        raise Misconfigured(f"Plugin {name!r} is installed {len(found)} times; it must be installed exactly once.")
    try:
        return found[0].load()
    except Exception as error:  # a plugin may fail in any way; the hub must say which one and not start
        raise Misconfigured(f"Plugin {name!r} cannot be imported: {type(error).__name__}: {error}") from error


def _declarations(module: object) -> tuple[list[PartnerType], list[Jurisdiction]]:
    asked = pluggy.PluginManager("coordination")
    asked.add_hookspecs(Plugin)
    try:
        asked.register(module)
        asked.check_pending()
        partners = asked.hook.partner_type()  # (2)
        partners += [partner for several in asked.hook.partner_types() for partner in several]
        places = asked.hook.jurisdiction()
    except Exception as error:
        raise Misconfigured(f"Plugin {module!r} failed: {type(error).__name__}: {error}") from error
    if not all(isinstance(partner, PartnerType) for partner in partners):
        raise Misconfigured(f"Plugin {module!r}: partner_type() must return a PartnerType, partner_types() several.")
    if not all(isinstance(place, Jurisdiction) for place in places):
        raise Misconfigured(f"Plugin {module!r}: jurisdiction() must return a Jurisdiction.")
    return partners, places
