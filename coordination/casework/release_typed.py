"""Room: casework. What was typed into a release form, field by field, and what cannot be kept of it."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework import answers

Typed = Mapping[str, str | tuple[str, ...]]


def text(typed: Typed, name: str) -> str:
    """One typed value, trimmed; empty when absent."""
    value = typed.get(name, "")
    return (value if isinstance(value, str) else (value[0] if value else "")).strip()


def several(typed: Typed, name: str) -> tuple[str, ...]:
    """Several typed values."""
    value = typed.get(name, ())
    return (value,) if isinstance(value, str) and value else tuple(value)


def kept(typed: Typed, name: str, longest: int, errors: dict[str, str]) -> str:
    """One line as it will be kept; what cannot be kept is said beside its field, never cut."""
    try:
        return answers.line(text(typed, name), longest)
    except ValueError as error:
        errors[name] = str(error)
        return ""


def chosen(typed: Typed, name: str, offered: Mapping[str, object], otherwise: str, errors: dict[str, str]) -> str:
    """One of what is offered; `otherwise` when nothing was chosen."""
    given = text(typed, name)
    if given and given not in offered:
        errors[name] = "Choose one from the list."
        return otherwise
    return given or otherwise
