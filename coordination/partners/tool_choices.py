"""Room: partners. What an installation chose where a tool's source can be read two ways: its switches, set at start.

Written `tool.switch=on` or `tool.switch=off`. The choice is part of the rules hash, so that each entry of the access
log tells which reading was in force, and of each screen, which keeps how the switches stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.screening_tool import ScreeningTool
from coordination.model.errors import Misconfigured

_STANDS = {"on": True, "off": False}


def choose(places: Sequence[Jurisdiction], choices: Sequence[str]) -> list[Jurisdiction]:
    """The jurisdictions with their tools' switches as chosen. Raises Misconfigured on a choice that is none."""
    chosen = dict(_choice(text) for text in choices)
    known = {(tool.slug, switch.slug) for place in places for tool in place.tools for switch in tool.switches}
    for tool, switch in chosen:
        if (tool, switch) not in known:
            raise Misconfigured(f"COORDINATION_SCREENING names {tool}.{switch}, which no tool loaded has.")
    return [replace(place, tools=tuple(switched(tool, chosen) for tool in place.tools)) for place in places]


def switched(tool: ScreeningTool, chosen: dict[tuple[str, str], bool]) -> ScreeningTool:
    """One tool with its switches as chosen; what was not chosen stays as it was declared."""
    switches = tuple(replace(one, on=chosen.get((tool.slug, one.slug), one.on)) for one in tool.switches)
    return replace(tool, switches=switches)


def _choice(text: str) -> tuple[tuple[str, str], bool]:
    name, _, stands = text.partition("=")
    tool, _, switch = name.partition(".")
    if not tool or not switch or stands not in _STANDS:
        raise Misconfigured(f"COORDINATION_SCREENING must be choices like tool.switch=off, not {text!r}.")
    return (tool, switch), _STANDS[stands]
