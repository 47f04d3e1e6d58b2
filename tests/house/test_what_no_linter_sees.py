"""Room: tests. The rules of tests/house/rules.py hold in the whole tree, and each bites when broken on purpose."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from coordination.settings import DEFAULT_PLUGINS
from tests.house import rules
from tests.house.rules import RULES_FOR_OTHERS, RULES_FOR_PYTHON, Rule

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = (".ci", "coordination", "deploy", "migrations", "plugins", "tests")
OTHERS = {
    ".md",
    ".html",
    ".css",
    ".js",
    ".sql",
    ".toml",
    ".json",
    ".txt",
    ".in",
    ".sh",
    ".ini",
    ".yaml",
    ".yml",
    ".service",
    "",
}
NOT_OURS = {"node_modules", "vendor", "__pycache__"}
# This file breaks every rule on purpose.
META = "tests/house/test_what_no_linter_sees.py"


@cache
def files() -> list[tuple[str, str]]:
    """Path and text of every file that is ours."""
    found = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*"))]
    found += sorted(file for file in ROOT.iterdir() if file.name not in {".git", ".coverage"})
    return [
        (file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
        for file in found
        if file.is_file() and not NOT_OURS & set(file.parts) and (file.suffix == ".py" or file.suffix in OTHERS)
    ]


@pytest.mark.parametrize("rule", RULES_FOR_PYTHON, ids=lambda rule: rule.__name__)
def test_rule_holds_in_every_python_file(rule: Rule) -> None:
    ours = [(path, text) for path, text in files() if path.endswith(".py") and path != META]
    assert len(ours) > 50
    assert [finding for path, text in ours for finding in rule(path, text)] == []


@pytest.mark.parametrize("rule", RULES_FOR_OTHERS, ids=lambda rule: rule.__name__)
def test_rule_holds_in_every_other_file(rule: Rule) -> None:
    ours = [(path, text) for path, text in files() if not path.endswith(".py")]
    assert {"Makefile", "pyproject.toml", ".ci/run", "deploy/requirements.txt"} <= {path for path, _text in ours}
    assert [finding for path, text in ours for finding in rule(path, text)] == []


CASEWORK = "coordination/casework/cases.py"
BROKEN = (
    (rules.actions_live_in_the_model, CASEWORK, "class Action: ..."),
    (rules.actions_live_in_the_model, "coordination/audit/access_log.py", "class Grant: ..."),
    (rules.actions_live_in_the_model, "coordination/model/facts.py", "class Decision: ..."),
    (rules.exceptions_have_reasons, CASEWORK, "x = 1  # noqa"),
    (rules.exceptions_have_reasons, CASEWORK, "x = 1  # noqa: S101"),
    (rules.exceptions_have_reasons, "tests/x.py", "x = 1  # noqa: S101"),
    (rules.exceptions_have_reasons, CASEWORK, "x = 1  # type: ignore"),
    (rules.exceptions_have_reasons, CASEWORK, "x = 1  # type: ignore[misc]"),
    (rules.exceptions_have_reasons, "tests/x.py", "x = 1  # type: ignore"),
    (rules.exceptions_have_reasons, CASEWORK, "# ruff: noqa: S101 for a good reason"),
    (rules.exceptions_have_reasons, CASEWORK, "# mypy: ignore-errors"),
    (rules.files_are_short, CASEWORK, "\n" * 301),
    (rules.first_line_names_the_room, CASEWORK, "x = 1"),
    (rules.first_line_names_the_room, CASEWORK, '"""Room: storage. Lost."""'),
    (rules.first_line_names_the_room, "coordination/hub.py", '"""The hub."""'),
    (rules.grants_are_minted_only_by_the_access_log, CASEWORK, "from coordination.audit.access_log import _mint"),
    (rules.grants_are_minted_only_by_the_access_log, CASEWORK, "from coordination.audit import _mint as m"),
    (rules.grants_are_minted_only_by_the_access_log, CASEWORK, "access_log._mint.grant(decision)"),
    (rules.grants_are_minted_only_by_the_access_log, CASEWORK, "getattr(access_log, '_mint')"),
    (rules.grants_are_minted_only_by_the_access_log, CASEWORK, "sys.modules['coordination.audit._mint']"),
    (rules.grants_are_not_forged, CASEWORK, "object.__new__(Grant)"),
    (rules.grants_are_not_forged, CASEWORK, "Grant.__new__(Grant)"),
    (rules.grants_are_not_forged, CASEWORK, "Grant(types=everything)"),
    (rules.grants_are_not_forged, CASEWORK, "audit.Grant(types=everything)"),
    (rules.grants_are_not_forged, CASEWORK, "dataclasses.replace(grant, types=everything)"),
    (rules.grants_are_not_forged, CASEWORK, "object.__setattr__(grant, 'types', everything)"),
    (rules.grants_are_not_forged, CASEWORK, "copy.copy(grant)"),
    (rules.names_say_what_a_thing_is, "coordination/casework/utils.py", ""),
    (rules.names_say_what_a_thing_is, "coordination/casework/services.py", ""),
    (rules.names_say_what_a_thing_is, CASEWORK, "class CaseDTO: ..."),
    (rules.names_say_what_a_thing_is, CASEWORK, "class ReferralService: ..."),
    (rules.names_say_what_a_thing_is, CASEWORK, "class CaseLoadManager: ..."),
    (rules.names_say_what_a_thing_is, CASEWORK, "def open_helper(): ..."),
    (rules.names_say_what_a_thing_is, CASEWORK, "def open(handler): ..."),
    (rules.names_say_what_a_thing_is, CASEWORK, "request_handler = 1"),
    (rules.nothing_is_left_unfinished, "tests/x.py", "@pytest.mark.skip"),
    (rules.nothing_is_left_unfinished, "tests/x.py", "pytest.xfail()"),
    (rules.nothing_is_left_unfinished, "tests/x.py", "pytest.importorskip('x')"),
    (rules.nothing_is_left_unfinished, "tests/x.py", "from unittest import mock"),
    (rules.nothing_is_left_unfinished, CASEWORK, "raise NotImplementedError"),
    (rules.nothing_is_left_unfinished, "README.md", "TODO: write this"),
    (rules.nothing_names_a_machine_or_registry, "README.md", "see https://pypi.org/project/x"),
    (rules.nothing_names_a_machine_or_registry, "package-lock.json", '"https://registry.npmjs.org/x"'),
    (rules.nothing_names_a_machine_or_registry, "deploy/requirements.txt", "--index-url https://mirror"),
    (rules.nothing_names_a_machine_or_registry, "README.md", "cd /" + "work/main"),
    (rules.nothing_names_a_machine_or_registry, "README.md", "ls /root/.cache"),
    (rules.plugins_begin_with_a_docstring, "plugins/coordination_x/__init__.py", "x = 1"),
)


@pytest.mark.parametrize(
    ("rule", "path", "text"), BROKEN, ids=[f"{rule.__name__}-{n}" for n, (rule, _path, _text) in enumerate(BROKEN)]
)
def test_rule_bites_when_broken_on_purpose(rule: Rule, path: str, text: str) -> None:
    assert rule(path, text)


def test_every_rule_is_broken_on_purpose() -> None:
    assert {rule for rule, _path, _text in BROKEN} == {*RULES_FOR_PYTHON, *RULES_FOR_OTHERS}


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.exceptions_have_reasons, CASEWORK, "x = 1  # noqa: S101 - proved above"),
        (rules.exceptions_have_reasons, CASEWORK, "x = 1  # type: ignore[misc]  # Authlib is untyped"),
        (
            rules.exceptions_have_reasons,
            "tests/providers/x.py",
            "# Not typed: Other is not installed where mypy looks.\n# mypy: ignore-errors",
        ),
        (rules.files_are_short, CASEWORK, "\n" * 300),
        (rules.first_line_names_the_room, "coordination/web/signin/tokens.py", '"""Room: web. Tokens."""'),
        (rules.grants_are_minted_only_by_the_access_log, rules.ACCESS_LOG, "from coordination.audit import _mint"),
        (rules.grants_are_not_forged, CASEWORK, "object.__setattr__(self, 'x', 1)"),
        (rules.grants_are_not_forged, CASEWORK, "dataclasses.replace(case, state='closed')"),
        (rules.names_say_what_a_thing_is, CASEWORK, "def assign(case_manager, service_referral): ..."),
        (rules.nothing_names_a_machine_or_registry, "README.md", "see https://hub.example/framework" + "/wo" + "rk/"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_rule_lets_the_right_thing_through(rule: Rule, path: str, text: str) -> None:
    assert rule(path, text) == []


def test_plugins_are_named_the_same_everywhere() -> None:
    folders = {file.parent.name for file in (ROOT / "plugins").glob("*/__init__.py")}
    declared = PROJECT["project"]["entry-points"]["coordination.plugins"]
    linter = PROJECT["tool"]["importlinter"]
    contracts = {contract["id"]: contract for contract in linter["contracts"]}
    assert folders == set(declared.values()) == {f"coordination_{name}" for name in declared}
    assert set(linter["root_packages"]) == {"coordination", *folders}
    assert set(contracts["7"]["source_modules"]) == folders
    assert set(contracts["8"]["forbidden_modules"]) == folders
    assert set(contracts["9"]["modules"]) == folders
    assert set(contracts["11"]["ancestors"]) == {"coordination", *folders}


def test_default_plugins_are_installed() -> None:
    assert set(DEFAULT_PLUGINS) <= {found.name for found in entry_points(group="coordination.plugins")}


def test_every_room_has_its_layer() -> None:
    """What lies in coordination/ is a room of contract 1, the hall, or no Python at all."""
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = {name.strip() for layer in layers for name in layer.split("|")}
    folders = {file.relative_to(ROOT / "coordination").parts[0] for file in (ROOT / "coordination").rglob("*.py")}
    assert {name.removesuffix(".py") for name in folders} <= rooms | {"__init__", "__main__"}


def test_no_package_under_tests() -> None:
    """pytest runs with importlib; an __init__.py would give two tests of one name to each other."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
