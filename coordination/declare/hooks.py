"""Room: declare. The two hooks of a plugin: `partner_type()` and `jurisdiction()`. A plugin implements one or both."""

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
    def jurisdiction(self) -> Jurisdiction:  # type: ignore[empty-body]  # a specification has no body by design
        """The place whose law this plugin describes."""
