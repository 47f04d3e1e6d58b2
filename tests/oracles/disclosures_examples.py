"""Room: tests. Cells of the oracle of disclosures written by hand, each with its promise and citation.

A line reads: promise | citation | sharer > viewer | type | state of the case | answer. "open a b" is an open by either
authority, and by no other. A sharer "cac@us_maine" stands under Maine's law; "paper:" names a kind of paper, "!"
before a word of the paper turns it: !noted, !type.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tests.oracles.disclosures_words import (
    AGREEMENTS,
    EMERGENCIES,
    KINDS,
    MEMBERS,
    PAPER_NAMES,
    PAPER_STATES,
    RELEASES,
    ROLES,
    SIDES,
    Answer,
    Cell,
    Paper,
    Side,
)

# Regime for regime, where the sharers of the hub bear two or are confidential as well; and police of no government.
PURE = {
    "only_vawa": Side(slug="only_vawa", partner="victim_advocacy", regimes=frozenset({"vawa"})),
    "only_fvpsa": Side(slug="only_fvpsa", partner="safe_housing", regimes=frozenset({"fvpsa"})),
    "only_voca": Side(slug="only_voca", partner="victim_advocacy", regimes=frozenset({"voca"})),
    "only_rhya": Side(slug="only_rhya", partner="safe_housing", regimes=frozenset({"rhya"})),
    "only_part_2": Side(slug="only_part_2", partner="substance_use", regimes=frozenset({"part_2"})),
    "private_police": Side(slug="private_police", partner="law_enforcement", regimes=frozenset({"investigative"})),
}
WORDS = {
    "as": ("role", ROLES),
    "member": ("member", MEMBERS),
    "release": ("release", RELEASES),
    "agreement": ("agreement", AGREEMENTS),
    "emergency": ("emergency", EMERGENCIES),
    "restricted": ("restricted", ("no", "named", "unnamed")),
    "same": ("same", ("program", "agency", "no")),
}
FLAGS: dict[str, tuple[str, bool]] = {
    "conflict": ("conflict", True),
    "stale": ("fresh", False),
    "no_order": ("order", False),
}
FLAGS["no_hub_release"] = ("hub_release", False)


@dataclass(frozen=True, slots=True)
class Example:
    """A promise, its citation, the question and the answer."""

    promise: str
    cite: str
    cell: Cell
    answer: Answer


def read(lines: str) -> list[Example]:
    """The examples of a text; a word that means nothing is a KeyError or a ValueError."""
    return [_example(line) for line in lines.splitlines() if line.strip()]


def _example(line: str) -> Example:
    promise, cite, sides, of, state, answer = (part.strip() for part in line.split("|"))
    owner, viewer = (_side(word.strip()) for word in sides.split(">"))
    shown, *by = answer.split()
    cell = Cell(owner=owner, viewer=viewer, type=of, **_state(state.split()))
    return Example(promise, cite, cell, Answer(shown, frozenset(by)))


def _side(word: str) -> Side:
    slug, _, state = word.partition("@")
    return replace({**SIDES, **PURE}[slug], state=state)


def _state(words: list[str]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    paper: dict[str, Any] = {}
    for word in words:
        if word in FLAGS:
            name, turned = FLAGS[word]
            state[name] = turned
        elif word.startswith("paper:"):
            kind = word.removeprefix("paper:")
            paper["kind"] = KINDS[KINDS.index(kind)]
        elif word in {"!noted", "!type"}:
            paper["noted" if word == "!noted" else "names_type"] = False
        elif word.startswith(("is:", "to:")):
            key, known = ("state", PAPER_STATES) if word.startswith("is:") else ("names", PAPER_NAMES)
            paper[key] = known[known.index(word[3:])]
        else:
            key, _, value = word.partition(":")
            name, values = WORDS[key]
            state[name] = values[values.index(value)]
    if paper:
        state["paper"] = Paper(**paper)
    return state
