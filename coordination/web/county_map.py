"""Room: web. The county map: shapes of counties.json (drawn by deploy/make_counties.py), and which of them are served.

It shows counties that programs serve, never where a program is; the list beside it says the same in words.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coordination.model.counties import STATES, County, of_state

_FILE = Path(__file__).resolve().parent / "counties.json"
# The map that somebody sees first, by the law that binds their program.
_BY_JURISDICTION = {"us_maine": "ME", "us_minnesota": "MN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A county on the map. path: SVG path data in the map's own units."""

    county: County
    path: str
    served: bool
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyMap:
    """A state's counties as they are drawn, the size of the drawing, and the states that could be shown instead."""

    state: str
    name: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    others: tuple[tuple[str, str], ...]
    source: str


def drawn(state: str, served: Collection[str], chosen: str) -> CountyMap:
    """The map of a state (two letters). served: codes of counties with a service; chosen: the one that is looked at."""
    file = _drawings()
    sheet = file["states"][state]
    shapes = tuple(
        Shape(
            county=county,
            path=sheet["paths"][county.code],
            served=county.code in served,
            chosen=county.code == chosen,
        )
        for county in of_state(state)
    )
    others = tuple((letters, name) for letters, name in STATES.items() if letters != state)
    return CountyMap(
        state=state,
        name=STATES[state],
        width=sheet["width"],
        height=sheet["height"],
        shapes=shapes,
        others=others,
        source=file["source"],
    )


def state_for(wanted: str, county: str, jurisdictions: Collection[str]) -> str:
    """The state to show: the one asked for, the chosen county's, or the viewer's own."""
    if wanted in STATES:
        return wanted
    of_county = next((state for state in STATES if any(one.code == county for one in of_state(state))), "")
    own = next((state for slug, state in _BY_JURISDICTION.items() if slug in jurisdictions), "MN")
    return of_county or own


def by_state() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """States by name with their counties (code, name), for a list to choose from."""
    return {name: tuple((one.code, one.name) for one in of_state(letters)) for letters, name in STATES.items()}


@cache
def _drawings() -> dict[str, Any]:
    return dict(json.loads(_FILE.read_text(encoding="utf-8")))
