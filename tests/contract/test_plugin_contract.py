"""Room: tests. Every plugin of the tree, and one from outside, keeps the contract; each breach of it is noticed."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from coordination.declare.hooks import GROUP
from tests.contract.plugin_contract import breaches
from tests.partners.outside import SOURCE, install

ROOT = Path(__file__).resolve().parents[2]
OURS: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][GROUP]


@pytest.mark.parametrize("name", OURS)
def test_plugin_of_the_tree_keeps_the_contract(name: str) -> None:
    assert breaches(EntryPoint(name=name, value=OURS[name], group=GROUP).load()) == []


def test_every_folder_of_plugins_is_an_entry_point() -> None:
    folders = {path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py")}
    assert folders == set(OURS.values())


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on sys.path that is no part of the tree."""
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("outside_")]:
        del sys.modules[name]


def stranger(folder: Path, source: str = SOURCE) -> ModuleType:
    """The plugin of somebody else, imported."""
    package = install(folder, "stranger", source=source)
    module = EntryPoint(name="stranger", value=package, group=GROUP).load()
    assert isinstance(module, ModuleType)
    return module


def test_plugin_from_outside_keeps_the_contract(elsewhere: Path) -> None:
    assert breaches(stranger(elsewhere)) == []


ANSWERS = 'YES, NO = Choice(slug="yes", title="Yes"), Choice(slug="no", title="No")'
QUESTION = 'Question(slug="text", title="What happened")'
IMPORT = "from coordination.declare import"

BREACHES = {
    "reaches past the vocabulary": (
        IMPORT,
        f"from coordination.model import ids\n{IMPORT}",
        "imports coordination.model",
    ),
    "opens files": (IMPORT, f"import os\n{IMPORT}", "imports os"),
    "no source": ('source="Nobody"', 'source=" "', "names no source"),
    "no form for a type": (
        "{InformationType.COURT,",
        "{InformationType.MEDICAL, InformationType.COURT,",
        "holds medical",
    ),
    "no supervisor": (', ("supervisor", "Supervisor")', ",", "no job title for a supervisor"),
    "VAWA in the open": ("Regime.STATE_TEAM", "Regime.VAWA", "is not confidential"),
    "treatment in the open": ("Regime.STATE_TEAM", "Regime.PART_2", "is not confidential"),
    "shelter that tells where": ("Regime.STATE_TEAM", "Regime.RHYA", "holds where they are"),
    "needs an offender": (
        QUESTION,
        'Question(slug="offender", title="Name of the alleged offender", required=True)',
        "nobody may need to know it",
    ),
    "needs a birth date": (
        QUESTION,
        'Question(slug="born_on", title="Date of birth", required=True)',
        "nobody may need",
    ),
    "needs a guardian": (QUESTION, 'Question(slug="who", title="Legal guardian", required=True)', "nobody may need"),
    "asks who reported": (QUESTION, 'Question(slug="reporter_name", title="Name")', "asks who reported"),
    "yes or no": (
        QUESTION,
        'Question(slug="safe", title="Safe?", kind=QuestionKind.ONE, choices=(YES, NO))',
        "unknown is not no",
    ),
    "requires everything": (
        QUESTION,
        'Question(slug="one", title="One", required=True), Question(slug="two", title="Two", required=True)',
        "requires more than one answer",
    ),
    "answers differently each time": (
        'title="Somebody else"',
        "title=str(ORDER.append(1) or len(ORDER))",
        "answers differently when asked twice",
    ),
    "takes the core's place": ("FormKind.NOTE", "FormKind.CHILD", "takes the place of one of the core"),
    "report without the notice": (
        "kind=FormKind.NOTE,\n    information_type=InformationType.COURT",
        "kind=FormKind.REPORT,\n    information_type=InformationType.REPORT",
        "does not say that saving is not a mandated report",
    ),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_breach_of_the_contract_is_noticed(breach: str, elsewhere: Path) -> None:
    honest, broken, sentence = BREACHES[breach]
    source = SOURCE.replace(IMPORT, f"{IMPORT} Choice, QuestionKind\n{IMPORT}", 1)
    source = source.replace("\n\nNOTE", f"\n{ANSWERS}\nNOTE", 1) + "\n\nORDER: list[int] = []\n"
    assert honest in source
    found = breaches(stranger(elsewhere, source.replace(honest, broken, 1)))
    assert any(sentence in problem for problem in found), found


def test_module_without_hooks_keeps_no_contract(elsewhere: Path) -> None:
    assert breaches(stranger(elsewhere, '"""Nothing."""\n')) == ["it answers no hook."]


def test_rule_that_reaches_too_far_is_noticed(elsewhere: Path) -> None:
    source = '''"""Law of somebody else."""
from coordination.declare import Disclosure, InformationType, Jurisdiction, LegalAuthority, Redisclosure, Regime, hook


@hook
def jurisdiction() -> Jurisdiction:
    """Theirs."""
    law = LegalAuthority(slug="law", title="Law", citation="c", sentence="The law says so")
    idle = LegalAuthority(slug="idle", title="Law", citation="c", sentence="nothing uses it.")
    rule = Disclosure(slug="rule", authority="law", sharing=frozenset(["a_a"]), recipients=frozenset(["b_b"]),
                      types=frozenset([InformationType.ADVOCACY]), government_only=False)
    notice = Redisclosure(slug="notice", citation="c", sentence="Do not", regimes=frozenset([Regime.CAPTA]))
    return Jurisdiction(slug="stranger", title="There", authorities=(law, idle), disclosures=(rule,),
                        redisclosures=(notice,))
'''
    found = " ".join(breaches(stranger(elsewhere, source)))
    assert "is no sentence." in found
    assert "no rule uses the legal authority idle" in found
    assert "reaches for advocacy" in found
    assert "a notice is whole sentences" in found
