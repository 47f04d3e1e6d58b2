"""Room: tests. The rules hash: the same for the same rules everywhere, another for any change of any field."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from coordination.declare import Choice, InformationType, NotEncoded, QuestionKind, Redisclosure, Regime
from coordination.declare.jurisdiction import Hotline
from coordination.partners.catalog import fingerprint, freeze
from tests.partners.samples import AUTHORITY, FORM, PARTNER, PLACE, QUESTION

# Every declared class, with something in every field.
FULL_PARTNER = dataclasses.replace(
    PARTNER,
    forms=(
        dataclasses.replace(
            FORM,
            questions=(
                QUESTION,
                dataclasses.replace(
                    QUESTION, slug="which", kind=QuestionKind.ONE, choices=(Choice(slug="one", title="One"),)
                ),
            ),
        ),
    ),
    authorities=(dataclasses.replace(AUTHORITY, slug="own_law"),),
    not_encoded=(NotEncoded(slug="gap", citation="c", ask="a"),),
    notices=("A notice.",),
    standing_notice="Always.",
)
FULL_PLACE = dataclasses.replace(
    PLACE,
    hotlines=(Hotline(title="Line", number="1", source="s"),),
    disciplines=("sample",),
    release_days=90,
    redisclosures=(Redisclosure(slug="notice", citation="c", sentence="s.", regimes=frozenset({Regime.CAPTA})),),
    not_encoded=(NotEncoded(slug="gap", citation="c", ask="a"),),
)


def changed(value: object) -> object:  # noqa: PLR0911 - one answer a kind of value
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(member for member in type(value) if member is not value)
        case str():
            return value + "x"
        case int():
            return value + 1
        case frozenset():
            return frozenset(list(value)[1:]) | {"another"}
        case tuple():
            return (*value, *value[:1]) if value else ("another",)
        case _:
            return "another"


def variants(node: object) -> Iterator[tuple[str, object]]:
    """The declaration with one field, at any depth, changed; named by the path to it."""
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        here = f"{type(node).__name__}.{field.name}"
        yield here, dataclasses.replace(node, **{field.name: changed(value)})
        if isinstance(value, tuple):
            for place, item in enumerate(value):
                for path, variant in variants(item):
                    items = (*value[:place], variant, *value[place + 1 :])
                    yield f"{here}[{place}].{path}", dataclasses.replace(node, **{field.name: items})


ALL = [*variants(FULL_PARTNER), *variants(FULL_PLACE)]


def test_variants_reach_every_declared_class() -> None:
    reached = {path.rsplit(".", 2)[-2] for path, _ in ALL}
    assert reached == {
        "Choice",
        "Disclosure",
        "Form",
        "Hotline",
        "Jurisdiction",
        "LegalAuthority",
        "NotEncoded",
        "PartnerType",
        "Question",
        "Redisclosure",
    }


@pytest.mark.parametrize(("path", "variant"), ALL, ids=[path for path, _ in ALL])
def test_hash_changes_with_every_field(path: str, variant: object) -> None:
    whole = fingerprint(FULL_PARTNER) if type(variant) is type(FULL_PARTNER) else fingerprint(FULL_PLACE)
    assert fingerprint(variant) != whole, path


def test_no_two_changes_share_a_hash() -> None:
    hashes = [fingerprint(variant) for _, variant in ALL]
    assert len(set(hashes)) == len(hashes)


def test_order_within_a_set_changes_nothing_and_within_a_list_does() -> None:
    kinds = list(InformationType)
    forward = dataclasses.replace(PARTNER, holds=frozenset(kinds), regimes=frozenset(Regime))
    backward = dataclasses.replace(PARTNER, holds=frozenset(kinds[::-1]), regimes=frozenset(list(Regime)[::-1]))
    assert fingerprint(forward) == fingerprint(backward)
    assert fingerprint(("a", "b")) != fingerprint(("b", "a"))


def test_catalog_is_the_same_in_whatever_order_it_is_frozen() -> None:
    other = dataclasses.replace(PARTNER, slug="another")
    assert freeze([PARTNER, other], [PLACE]).rules_hash == freeze([other, PARTNER], [PLACE]).rules_hash


def test_hash_is_the_same_in_another_process_with_another_hash_seed() -> None:
    root = Path(__file__).resolve().parents[2]
    program = (
        "from coordination.partners.catalog import fingerprint; import tests.partners.test_fingerprint as here; "
        "print(fingerprint([here.FULL_PARTNER, here.FULL_PLACE]))"
    )
    for seed in ("1", "2"):
        answer = subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout.strip() == fingerprint([FULL_PARTNER, FULL_PLACE])


def test_catalog_cannot_be_changed_afterwards() -> None:
    catalog = freeze([PARTNER], [PLACE])
    with pytest.raises(TypeError):
        catalog.partner_types["more"] = PARTNER  # type: ignore[index]  # that it refuses is the test
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalog.rules_hash = ""  # type: ignore[misc]  # as above
