"""Room: casework. The languages in which a release and the young person's page are written: one catalogue a file.

The rest of the hub speaks English. Another language is another file in coordination/languages with the same keys; a
sentence that lacks one is found by tests/casework/test_languages.py, and never at the desk of somebody who signs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parents[1] / "languages"
DEFAULT = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One catalogue. slug: its BCP 47 tag. name: in the language itself. sentences: by "part.key"."""

    slug: str
    name: str
    sentences: Mapping[str, str]

    def say(self, key: str, **filled: str) -> str:
        """The sentence of this key, its words in braces filled in. Raises KeyError: a key is written in our code."""
        return self.sentences[key].format_map(filled)

    def day(self, value: date) -> str:
        """A day in words, as the language writes it."""
        month = self.sentences["date.months"].split()[value.month - 1]
        return self.say("date.form", day=str(value.day), month=month, year=str(value.year))


@cache
def languages() -> Mapping[str, Language]:
    """Every language there is, by slug, English first."""
    found = [_read(file) for file in sorted(FOLDER.glob("*.toml"))]
    return MappingProxyType({one.slug: one for one in sorted(found, key=lambda one: (one.slug != DEFAULT, one.slug))})


def language(slug: str) -> Language:
    """The language of this slug; English for one that is no language here (any more)."""
    return languages().get(slug) or languages()[DEFAULT]


def _read(file: Path) -> Language:
    parts = tomllib.loads(file.read_text(encoding="utf-8"))
    sentences = {
        f"{part}.{key}": sentence
        for part, entries in parts.items()
        if isinstance(entries, dict)
        for key, sentence in entries.items()
    }
    return Language(slug=file.stem, name=parts["name"], sentences=MappingProxyType(sentences))
