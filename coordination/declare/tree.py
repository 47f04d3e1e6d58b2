"""Room: declare. The rule tree of a screening tool: frozen data that says when a tier holds. It holds no code.

`policy/tiers.py` alone reads it, in three values: yes, no, and not known. "Unknown" is not no, and "not asked" is
neither. An empty AllOf or AnyOf is a defect (partners/check_tools.py), as is an item that the tool does not ask.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is known not to hold; of what is not known, nothing follows."""

    part: Node


@dataclass(frozen=True, slots=True)
class Yes:
    """The item was answered yes."""

    item: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the items were answered yes."""

    count: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """At least one of the items was answered yes or no."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episodes:
    """At least `count` missing episodes began in the `months` before the screen, or ever where months is None.

    The hub counts them; nobody is asked. The window is of calendar months and holds its first instant.
    """

    count: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """The day answered to a date item is `day` (YYYY-MM-DD) or later."""

    item: str
    day: str


@dataclass(frozen=True, slots=True)
class Switched:
    """One part while the tool's switch is on, another while it is off."""

    switch: str
    on: Node
    off: Node


Node = AllOf | AnyOf | Not | Yes | AtLeast | Answered | Episodes | Since | Switched
