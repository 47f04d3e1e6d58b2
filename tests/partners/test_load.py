"""Room: tests. Plugins are found by the names that settings give, each exactly once; a stranger's loads like ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination.model.errors import Misconfigured
from coordination.partners.load import load
from tests.partners.outside import install


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on sys.path that is no part of the tree; what was imported from it is forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("outside_")]:
        del sys.modules[name]


def test_plugin_from_outside_the_tree_loads(elsewhere: Path) -> None:
    install(elsewhere, "probation_a")
    catalog = load(["probation_a"])
    assert set(catalog.partner_types) == {"probation_a"}
    assert catalog.form("probation_a", "probation_a_note")
    assert catalog.form("probation_a", "child")  # the core's forms are everybody's
    assert catalog.form("probation_a", "probation_a_note", version=2) is None


def test_plugin_that_settings_do_not_name_is_not_imported(elsewhere: Path) -> None:
    install(elsewhere, "probation_b")
    package = install(elsewhere, "probation_c", source="raise RuntimeError('imported without being named')\n")
    assert set(load(["probation_b"]).partner_types) == {"probation_b"}
    assert package not in sys.modules


def test_absent_plugin_refuses_to_start() -> None:
    with pytest.raises(Misconfigured, match="'nobody_has_this' is installed 0 times"):
        load(["nobody_has_this"])


def test_doubled_plugin_refuses_to_start(elsewhere: Path) -> None:
    install(elsewhere, "probation_d", distribution="first")
    install(elsewhere, "probation_d", distribution="second")
    with pytest.raises(Misconfigured, match="'probation_d' is installed 2 times"):
        load(["probation_d"])


@pytest.mark.parametrize(("names", "sentence"), [([], "names no plugin"), (["a_a", "a_a"], "names a plugin twice")])
def test_names_that_make_no_sense_refuse_to_start(names: list[str], sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        load(names)


@pytest.mark.parametrize("source", ["import nothing_of_this_name\n", "1 / 0\n", "def broken(:\n"])
def test_plugin_that_cannot_be_imported_is_named(elsewhere: Path, source: str) -> None:
    install(elsewhere, "probation_e", source=source)
    with pytest.raises(Misconfigured, match="'probation_e' cannot be imported"):
        load(["probation_e"])


def test_order_of_the_names_changes_nothing(elsewhere: Path) -> None:
    install(elsewhere, "probation_f")
    install(elsewhere, "probation_g")
    one, other = load(["probation_f", "probation_g"]), load(["probation_g", "probation_f"])
    assert one.rules_hash == other.rules_hash
    assert list(one.partner_types) == list(other.partner_types)
