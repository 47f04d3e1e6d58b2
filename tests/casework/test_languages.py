"""Room: tests. The catalogues of the paper and the young person's page: every sentence in each, and nothing unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest

from coordination.casework.languages import DEFAULT, FOLDER, language, languages
from coordination.casework.release_words import CAPACITIES, COPIES, CUSTODY, PURPOSES
from coordination.declare import InformationType
from coordination.policy.statements import APART, STATEMENTS
from tests.web.test_help_pages import grade

FILLED = re.compile(r"\{(\w+)\}")
SAID = re.compile(r"""say\(\s*f?["'](\w+\.\w+)["']""")
ROOM = FOLDER.parent
# Keys that code puts together from a word that was chosen.
CHOSEN = {
    *(f"types.{kind.value}" for kind in InformationType),
    *(f"purposes.{slug}" for slug in PURPOSES),
    *(f"capacities.{capacity.value}" for capacity in CAPACITIES),
    *(f"custody.{slug}" for slug in CUSTODY),
    *(f"statements.{one.slug}" for one in STATEMENTS),
    *(f"apart.{one.slug}" for one, _ in APART),
    *(f"paper.copy_{slug}" for slug in COPIES),
}


def differences(of: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Keys that one has and the other lacks, and sentences that are filled in with other words, or with none at all."""
    shared = of.keys() & other.keys()
    uneven = {key for key in shared if sorted(FILLED.findall(of[key])) != sorted(FILLED.findall(other[key]))}
    return (of.keys() ^ other.keys()) | uneven | {key for key in shared if not other[key].strip()}


def test_there_are_english_and_spanish_and_english_comes_first() -> None:
    assert list(languages()) == ["en", "es"]
    assert language("es").name == "Español"
    assert language("none of ours") is languages()[DEFAULT]


@pytest.mark.parametrize("slug", sorted(languages()))
def test_every_sentence_is_there_in_each_language_with_the_same_words_to_fill_in(slug: str) -> None:
    assert differences(languages()[DEFAULT].sentences, languages()[slug].sentences) == set()


def test_a_sentence_that_lacks_or_is_filled_in_otherwise_is_found() -> None:
    english = dict(languages()[DEFAULT].sentences)
    assert differences(english, {key: one for key, one in english.items() if key != "youth.stop"}) == {"youth.stop"}
    assert differences(english, english | {"youth.made": "{when}"}) == {"youth.made"}
    assert differences(english, english | {"youth.stop": " "}) == {"youth.stop"}


def test_what_is_said_is_in_the_catalogue_and_all_of_it_is_said() -> None:
    files = [*ROOM.rglob("*.py"), *ROOM.rglob("*.html")]
    said = {key for file in files for key in SAID.findall(file.read_text(encoding="utf-8"))}
    dates = {"date.months", "date.form"}
    assert said | CHOSEN | dates == languages()[DEFAULT].sentences.keys()


@pytest.mark.parametrize("slug", sorted(languages()))
def test_a_day_is_written_as_the_language_writes_it(slug: str) -> None:
    written = {"en": "May 4, 2026", "es": "4 de mayo de 2026"}
    assert language(slug).day(date(2026, 5, 4)) == written[slug]
    assert len(language(slug).sentences["date.months"].split()) == 12


def test_a_youth_can_read_it() -> None:
    """A Flesch-Kincaid grade of 6 or less on the whole (Kincaid et al. 1975)."""
    plain = "\n".join(one for key, one in languages()[DEFAULT].sentences.items() if not key.startswith("date."))
    assert grade(FILLED.sub("the program", plain)) <= 6
