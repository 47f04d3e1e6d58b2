"""Room: tests. Ruff checks everything but what pyproject.toml names, and each line there says why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)


def section(text: str, begin: str) -> list[str]:
    """The lines from `begin` to the next table."""
    after = text[text.index(begin) + len(begin) :]
    return re.split(r"^\[", after, maxsplit=1, flags=re.MULTILINE)[0].splitlines()


def without_reason(text: str) -> list[str]:
    """Lines of the ignore lists that name a rule and do not say why on the same line."""
    ignored = section(text, "\nignore = [")
    apart = section(text, "[tool.ruff.lint.per-file-ignores]")
    named = [line for line in ignored + apart if re.search(r'"[A-Z]+[0-9]*"', line.partition("#")[0])]
    assert named
    return [line for line in named if not re.search(r"#\s*\w+.*\w{3}", line)]


def test_every_ignored_rule_has_a_reason() -> None:
    assert without_reason(TEXT) == []


def test_missing_reason_is_seen() -> None:
    code = PROJECT["tool"]["ruff"]["lint"]["ignore"][0]
    broken = re.sub(rf'("{code}",).*', r"\1", TEXT)
    assert without_reason(broken) == [f'  "{code}",']


def test_ruff_selects_everything() -> None:
    assert PROJECT["tool"]["ruff"]["lint"]["select"] == ["ALL"]


@pytest.mark.parametrize(
    "code", ["ANN", "ARG", "B", "BLE", "D1", "DTZ", "INP", "PLC0415", "S", "SLF", "T20", "TID", "RUF100"]
)
def test_rules_that_hold_the_house_up_are_never_ignored_everywhere(code: str) -> None:
    ignored = PROJECT["tool"]["ruff"]["lint"]["ignore"]
    assert not [other for other in ignored if other == code or code.startswith(other)]


def test_mypy_is_strict_and_stays_so() -> None:
    mypy = PROJECT["tool"]["mypy"]
    assert mypy["strict"] is True
    assert mypy["files"] == ["."]
    assert "exclude" not in mypy
    assert not [entry for entry in mypy.get("overrides", []) if set(entry) - {"module", "ignore_missing_imports"}]


def test_pytest_is_strict_and_every_warning_is_an_error() -> None:
    pytest_options = PROJECT["tool"]["pytest"]
    assert pytest_options["strict"] is True
    assert pytest_options["filterwarnings"][0] == "error"
