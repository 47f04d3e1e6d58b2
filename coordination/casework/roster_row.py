"""Room: casework. One table of a roster file: each look-up takes a value, or writes down what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coordination.model.roster import DirectoryLine

_WORD = re.compile(r"\S{1,200}")
_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")

# Sections about the directory: which of their words hold one line, and which a list.
DIRECTORY: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "entries": (
        ("about", "reach", "address", "business_hours", "business_number", "after_hours_number", "fallback"),
        (),
    ),
    "services": (
        (
            "name",
            "about",
            "eligibility",
            "hours",
            "number",
            "capacity",
            "certification",
            "certified_until",
            "certification_kind",
            "certification_number",
        ),
        ("needs", "areas", "languages"),
    ),
    "on_call": (("who", "issuer", "subject", "number", "roster", "starts", "ends"), ()),
    "certificates": (("issuer", "subject", "training", "completed", "ends", "evidence"), ()),
    "designations": (("resource", "hours", "rank"), ("areas",)),
}
_LONGEST = 2000  # characters of a text in the directory


class Row:
    """One table of the file. Each look-up takes a value or writes down what is wrong with it."""

    def __init__(self, place: str, values: Mapping[str, object], defects: dict[str, str]) -> None:
        self.place = place
        self._values = values
        self._defects = defects
        self._known: set[str] = set()

    def wrong(self, sentence: str) -> None:
        """Write down a defect of this row."""
        self._defects[self.place] = " ".join(filter(None, (self._defects.get(self.place), sentence)))

    def has(self, name: str) -> bool:
        """Whether the row says anything about `name`, which is thereby known."""
        self._known.add(name)
        return name in self._values

    def text(self, name: str, most: int, default: str | None = None) -> str:
        """One line of 1 to `most` characters; a missing one is a defect unless there is a default."""
        if not self.has(name) and default is not None:
            return default
        value = self._values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip() or len(value) > most or not value.isprintable():
            self.wrong(f"{name} must be one line of 1 to {most} characters.")
            return ""
        return value.strip()

    def slug(self, name: str) -> str:
        """Lower-case letters, digits and underscores."""
        value = self.text(name, 64)
        if value and not _SLUG.fullmatch(value):
            self.wrong(f"{name} must be lower-case letters, digits and underscores, not {value!r}.")
        return value

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._values.get(name, default) if self.has(name) or default is not None else None
        if not isinstance(value, bool):
            self.wrong(f"{name} must be true or false.")
            return False
        return value

    def words(self, name: str, default: tuple[str, ...] | None = None) -> frozenset[str]:
        """A list of words without spaces; missing without a default is a defect."""
        value = self._values.get(name) if self.has(name) else default
        if not isinstance(value, list | tuple) or not all(isinstance(w, str) and _WORD.fullmatch(w) for w in value):
            self.wrong(f"{name} must be a list of words without spaces.")
            return frozenset()
        return frozenset(value)

    def done(self) -> None:
        """Every word of the row was understood; a misspelt one must not leave a default standing unnoticed."""
        for name in sorted(set(self._values) - self._known):
            self.wrong(f"{name!r} is not a word of the roster.")


def directory_line(row: Row, section: str) -> DirectoryLine:
    """A line about the directory, its words as its form would send them; their meaning is checked by the same form."""
    lines, lists = DIRECTORY[section]
    typed = {name: (row.text(name, _LONGEST, ""),) for name in lines} | {
        name: tuple(sorted(row.words(name, ()))) for name in lists
    }
    return DirectoryLine(
        section=section,
        place=row.place,
        program=row.slug("program"),
        typed=typed,
        ended=row.flag("ended", default=False),
    )
