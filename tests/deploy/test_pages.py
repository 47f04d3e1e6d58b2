"""Room: tests. The pages of the help about running the hub: settings, commands and proofs are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from coordination.cli.main import main
from coordination.model.errors import Misconfigured
from coordination.settings import DEFAULT_PLUGINS, NAMES, PREFIX, Settings
from deploy import fill
from tests.deploy.pooler import ROOT

HELP = ROOT / "coordination" / "help"
UNITS = {unit.name for unit in (ROOT / "deploy" / "systemd").iterdir()}
SYSTEMD = {"start", "stop", "restart", "reload", "status", "enable", "disable"}
SETTING = re.compile(rf"^- \*\*{PREFIX}(\w+)\*\*: (.+) Unit: (.+)\. Default: (.+)\.$", re.MULTILINE)


def _reference() -> dict[str, tuple[str, str]]:
    text = (HELP / "16-settings.md").read_text(encoding="utf-8")
    return {name: (unit, default) for name, _, unit, default in SETTING.findall(text)}


def test_every_setting_stands_on_the_page_and_nothing_else() -> None:
    assert {PREFIX + name for name in _reference()} == NAMES


@pytest.mark.parametrize("name", sorted(name.removeprefix(PREFIX) for name in NAMES))
def test_default_and_bounds_on_the_page_are_those_of_the_program(name: str) -> None:
    unit, default = _reference()[name]
    settings = Settings.read({"COORDINATION_HOME": "/srv/hub"})
    if name == "HOME":
        assert Settings.read({}).home == Path(default).expanduser()
    elif name in {"SEQUENCER_URL", "MIGRATION_URL"}:
        assert default == "that of COORDINATION_DATABASE_URL"
        assert getattr(settings, name.lower()) == settings.database_url
    else:
        assert _shown(getattr(settings, name.lower())) == default
    bounds = re.search(r"(\d+) to (\d+)", unit)
    assert bool(bounds) is isinstance(getattr(settings, name.lower()), int)
    if bounds:
        least, most = int(bounds[1]), int(bounds[2])
        for value in (least, most):
            assert getattr(_read(name, value), name.lower()) == value
        for value in (least - 1, most + 1):
            with pytest.raises(Misconfigured):
                _read(name, value)


def _read(name: str, value: object) -> Settings:
    return Settings.read({"COORDINATION_HOME": "/srv/hub", PREFIX + name: str(value)})


def _shown(value: object) -> str:
    if value == DEFAULT_PLUGINS:
        return "all that come with the hub"
    text = ",".join(value) if isinstance(value, tuple) else str(value)
    return text.replace("/srv/hub", "HOME") or "nothing"


def _lines() -> list[tuple[str, str]]:
    """(page, command) of every command on a page of the help: whole lines, and bold words within a sentence."""
    found = []
    for page in sorted(HELP.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
        found += [(page.name, line) for line in [*lines, *BOLD.findall(text)]]
    return found


BOLD = re.compile(r"\*\*((?:python -m coordination|coordination-hub) [^*]+)\*\*")
LINES = sorted(set(_lines()))
MENTIONED = {line for page in HELP.glob("*.md") for line in BOLD.findall(page.read_text(encoding="utf-8"))}
OURS = ("coordination-hub ", "python -m coordination ")


@pytest.mark.parametrize(("page", "line"), [each for each in LINES if each[1].startswith(OURS)])
def test_every_command_of_ours_on_a_page_is_understood(page: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name, its options and its arguments, by the hub's own parser; nothing is run."""
    monkeypatch.setattr(click.Path, "convert", lambda _self, value, _parameter, _context: Path(str(value)))
    words = shlex.split(line)[1 if line.startswith(OURS[0]) else 3 :]
    _understood(words, mentioned=line in MENTIONED)


def _understood(words: list[str], *, mentioned: bool = False) -> None:
    """mentioned: a sentence that tells of a command may stop at its name."""
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group):
        assert words, "a group alone does nothing"
        name, *words = words
        inner = command.get_command(context, name)
        assert inner, name
        command = inner
    if words or not mentioned:
        command.make_context(command.name, words, resilient_parsing=False)


@pytest.mark.parametrize(
    "words", [["doctr"], ["keys", "rotate"], ["keys", "rotate", "leaf"], ["restore", "x"], ["doctor", "--quick"]]
)
def test_a_command_that_does_not_exist_is_found(words: list[str]) -> None:
    """Meta-test."""
    with pytest.raises((click.UsageError, AssertionError)):
        _understood(words)


@pytest.mark.parametrize(("page", "line"), [each for each in LINES if each[0].startswith(("12-", "13-"))])
def test_every_line_for_the_machine_names_what_is_there(page: str, line: str) -> None:
    """Units that exist, files of this checkout, names of deploy/fill.py."""
    first, *words = shlex.split(line)
    units = [
        re.sub(r"@[^.]*", "@", word.removeprefix("--unit="))
        for word in words
        if "coordination" in word and ".se" in word
    ]
    if first in {"systemctl", "journalctl"}:
        assert set(units) <= UNITS
        assert first == "journalctl" or words[0] in SYSTEMD
    for word in words:
        inside = word.rpartition("=")[2]
        if inside.startswith("deploy/"):
            assert (ROOT / inside).exists()
        if inside.startswith("filled/"):
            assert Path(inside).relative_to("filled") in fill.templates()
    if words[:1] == ["deploy/fill.py"]:
        assert {word.partition("=")[0] for word in words[2:]} <= set(fill.VALUES)


def test_every_file_of_deploy_is_installed_by_the_page() -> None:
    text = (HELP / "15-run-it-for-real.md").read_text(encoding="utf-8")
    assert [path for path in fill.templates() if f"filled/{path}" not in text] == []


def test_every_proof_that_the_threat_model_names_is_there() -> None:
    text = (HELP / "18-threat-model.md").read_text(encoding="utf-8")
    entries = re.findall(r"^- \*\*", text, re.MULTILINE)
    proofs = re.findall(r"Proof: ([^\n]+)\.$", text, re.MULTILINE)
    assert len(entries) == len(proofs) == text.count("Left: ")
    for word in re.findall(r"tests/[\w/]+(?:\.py)?", text):
        assert (ROOT / word).exists(), word
