"""Room: casework. How well a child's identity fits the words somebody typed: names, other names, file number. Pure.

Case and accents do not count. A word fits a whole word, the beginning of one, or, when it has five letters or more,
one that differs by a single slip (a letter wrong, missing, added, or two swapped). Every word typed must fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from coordination.model.record import Answer

WHOLE, BEGINNING, SLIP = 3, 2, 1
LONG = 5
"""Letters from which a slip is forgiven: in shorter names one letter makes another name."""

_NAMES = ("called", "legal_name", "aliases")
_NUMBER = "file_number"
_Key = TypeVar("_Key")
Phrases = Sequence[str]
"""What one child may be known by, best first: a file number, then names."""


def likeness(words: str) -> Callable[[Mapping[str, Answer]], int]:
    """A measure for these words: 0 for no fit, 1 to 3 as the weakest word fits, 4 for the very file number."""
    wanted, number = plain(words), _compact(words)

    def measure(answers: Mapping[str, Answer]) -> int:
        if number and number == _compact(_text(answers, _NUMBER)):
            return WHOLE + 1
        known = [word for slug in _NAMES for word in plain(_text(answers, slug))]
        return min((_best(word, known) for word in wanted), default=0)

    return measure


def resembling(
    sought: Sequence[Phrases], identities: Mapping[_Key, Iterable[Mapping[str, Answer]]]
) -> list[list[_Key]]:
    """For each child sought, the keys of the identities that its first fitting phrase fits, best first.

    As `likeness`, for many at once: a word of the identities is held against each word sought only once.
    """
    cases_of: dict[str, set[_Key]] = defaultdict(set)
    numbered: dict[str, set[_Key]] = defaultdict(set)
    for key, known in identities.items():
        for answers in known:
            numbered[_compact(_text(answers, _NUMBER))].add(key)
            for word in (word for slug in _NAMES for word in plain(_text(answers, slug))):
                cases_of[word].add(key)

    @cache
    def fitting(wanted: str) -> dict[_Key, int]:
        best: dict[_Key, int] = {}
        for word, keys in cases_of.items():
            if fit := _fit(wanted, word):
                best |= {key: max(fit, best.get(key, 0)) for key in keys}
        return best

    def found(phrase: str) -> list[_Key]:
        best = dict.fromkeys(numbered.get(_compact(phrase) or "\0", ()), WHOLE + 1)
        fits = [fitting(word) for word in plain(phrase)]
        for key in set.intersection(*(set(one) for one in fits)) if fits else ():
            best[key] = max(best.get(key, 0), min(one[key] for one in fits))
        return sorted(best, key=lambda key: (-best[key], str(key)))

    return [next((keys for phrase in phrases if (keys := found(phrase))), []) for phrases in sought]


def plain(text: str) -> list[str]:
    """The words of a text without case, accents or marks."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.findall(r"\w+", bare.translate(str.maketrans("", "", "'’`")))


def _best(wanted: str, known: list[str]) -> int:
    return max((_fit(wanted, word) for word in known), default=0)


def _fit(wanted: str, word: str) -> int:
    if wanted == word:
        return WHOLE
    if word.startswith(wanted):
        return BEGINNING
    return SLIP if len(wanted) >= LONG and _one_slip(wanted, word) else 0


def _one_slip(one: str, other: str) -> bool:
    """Whether they differ by one letter wrong, missing or added, or by two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]


def _text(answers: Mapping[str, Answer], slug: str) -> str:
    found = answers.get(slug, "")
    return found if isinstance(found, str) else " ".join(found)


def _compact(text: str) -> str:
    return "".join(plain(text))
