"""Room: declare. The hooks of a plugin: `partner_type()` or, for several, `partner_types()`, and `jurisdiction()`."""

from __future__ import annotations

import pluggy

from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType

GROUP = "coordination.plugins"
specification = pluggy.HookspecMarker("coordination")
hook = pluggy.HookimplMarker("coordination")


class Plugin:
    """What a plugin may answer; a package implements these as module-level functions marked `@hook`."""

    @specification
    def partner_type(self) -> PartnerType:  # type: ignore[empty-body]  # a specification has no body by design
        """The kind of program that this plugin describes."""

    @specification
    def partner_types(self) -> tuple[PartnerType, ...]:  # type: ignore[empty-body]  # as above
        """The kinds of program, for a plugin that describes several (two sides of one office, with a wall between)."""

    @specification
    def jurisdiction(self) -> Jurisdiction:  # type: ignore[empty-body]  # a specification has no body by design
        """The place whose law this plugin describes."""
