"""Room: model. The five errors of the hub. Each carries a sentence for the person and nothing confidential."""

from __future__ import annotations

from collections.abc import Mapping


class HubError(Exception):
    """Root of the five. `sentence` is safe to show to whoever caused it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(HubError):
    """The policy said no, or the thing is absent: both look the same from outside.

    reason: a coded slug for the access log, never shown. help: what would help, without saying what is hidden.
    """

    def __init__(self, sentence: str = "This page is not available to you.", *, reason: str = "no_grant") -> None:
        super().__init__(sentence)
        self.reason = reason


class Invalid(HubError):
    """What was typed cannot be taken. `fields` maps a field's name to one clear sentence; nothing was changed."""

    def __init__(self, fields: Mapping[str, str], sentence: str = "Please check the fields marked below.") -> None:
        super().__init__(sentence)
        self.fields = dict(fields)


class Conflict(HubError):
    """Somebody else was first; what was typed is kept by the caller."""


class Unavailable(HubError):
    """The access log or the database cannot be written or read: nothing was shown and nothing changed (HTTP 503)."""

    def __init__(self, sentence: str = "The hub cannot record this now, so nothing was shown or changed.") -> None:
        super().__init__(sentence)


class Misconfigured(HubError):
    """A setting, plugin or key is wrong; the hub refuses to start and says what to change."""
