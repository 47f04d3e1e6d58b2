"""Room: tests. What a change of rules would open or close: line by line, and for real cases in numbers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordination.casework import records, rules_diff, rules_file
from coordination.cli.main import main
from coordination.declare import InformationType, Regime
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, new_id
from coordination.policy.rulebook import compile_rulebook
from coordination.settings import DEFAULT_PLUGINS
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community
from tests.policy.village import COUNTY, NOW, POLICE, case, holding, person, rulebook

WITHOUT_LAW = tuple(name for name in DEFAULT_PLUGINS if name != "us_federal")
PAIR = ("child_welfare", "law_enforcement")


def run(*words: str, **environ: str) -> str:
    done = CliRunner().invoke(main, ["describe", *words], env=environ)
    assert done.exit_code == 0, done.output
    return done.output


def failed(*words: str) -> str:
    done = CliRunner().invoke(main, ["describe", *words])
    assert done.exit_code == 1
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output


def told_case(community: Community) -> CaseId:
    """Child protection's note, with police on the case."""
    case_id = opened(community, "ana_cps_worker")
    assigned(community, case_id, "detectives", "sgt_lake", "det_lake")
    note = {"note": "a word that no number tells"}
    records.file(community.desk, community.actor("ana_cps_worker"), case_id, "child_protection_note", note, new_id())
    return case_id


def test_law_that_is_taken_away_closes_what_it_opened() -> None:
    old, new = (rules_file.of_plugins(names) for names in (DEFAULT_PLUGINS, WITHOUT_LAW))
    found = rules_diff.diff(old, new)
    assert not found.opened
    lines = list(rules_diff.sentences(found.closed))
    (police,) = [line for line in lines if "→ Law enforcement" in line]
    assert police.startswith(
        "Child protection → Law enforcement (government agencies only): Child protection; Identity"
    )
    assert "by rule child_protection_to_government of United States federal law" in police
    assert "42 USC 5106a(b)(2)(B)(ix)" in police
    assert rules_diff.diff(new, old).opened == found.closed


def test_the_same_rules_differ_in_nothing() -> None:
    rules = rules_file.of_plugins(DEFAULT_PLUGINS)
    assert rules_diff.diff(rules, rules) == rules_diff.Diff(opened=(), closed=())


def test_an_export_read_back_is_the_same_rules() -> None:
    rules = rules_file.of_plugins(DEFAULT_PLUGINS)
    again = rules_file.read("kept.json", rules_file.export(rules))
    assert (again.rules_hash, again.opens) == (rules.rules_hash, rules.opens)
    assert again.rulebook.lawful_by_pair == rules.rulebook.lawful_by_pair
    assert again.rulebook.disclosures == rules.rulebook.disclosures


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "other"}', '{"format": "coordination rules 1", "opens": [{"x": 1}]}', "[" * 9999],
)
def test_what_is_no_export_is_one_sentence(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        rules_file.read("kept.json", text)
    assert list(caught.value.fields) == ["kept.json"]


def test_command_takes_plugins_settings_files_exports_and_now(tmp_path: Path) -> None:
    kept, settings = tmp_path / "kept.json", tmp_path / "hub.env"
    run("rules", "--to", str(kept))
    assert kept.read_text(encoding="utf-8") == run("rules")
    settings.write_text("# ours\n\nCOORDINATION_PLUGINS='child_welfare,law_enforcement'\n", encoding="utf-8")
    assert run("diff", str(kept), "now").count("- nothing") == 2
    assert run("diff", str(settings), ",".join(PAIR)).count("- nothing") == 2
    opened_now = run("diff", str(settings), ",".join((*PAIR, "us_federal"))).partition("Would close")[0]
    assert "- Child protection → Law enforcement (government agencies only)" in opened_now
    assert json.loads(kept.read_text())["rules_hash"] in run("diff", str(kept), "now")


def test_what_names_no_rules_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "odd.env").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "wrong.env").write_text("COORDINATION_NOTHING=1\n")
    assert "There is no such file." in failed("diff", str(tmp_path / "none.json"), "now")
    assert "It cannot be read as text." in failed("diff", str(tmp_path / "odd.env"), "now")
    assert "COORDINATION_NOTHING" in failed("diff", str(tmp_path / "wrong.env"), "now")
    assert "no_such_plugin" in failed("diff", "no_such_plugin", "now")


def test_real_cases_are_counted_from_facts_alone_and_that_is_logged(community: Community) -> None:
    told_case(community)
    empty = rules_file.of_plugins(WITHOUT_LAW).rulebook
    with community.desk.database.count() as tally:
        found = dict(rules_diff.counts(community.desk, community.desk.rulebook, empty))
    cell = ("child_welfare", "law_enforcement", InformationType.CHILD_PROTECTION.words, False)
    assert found[cell] == 1
    assert all(opens is False for *_, opens in found)
    assert dict(rules_diff.counts(community.desk, empty, community.desk.rulebook))[(*cell[:3], True)] == 1
    assert rules_diff.counts(community.desk, empty, empty) == []
    entries = [entry for entry in entries_of(community) if entry["action"] == "rules:compare"]
    assert len(entries) == 3
    assert entries[0]["outcome"] == "allowed"
    assert not entries[0]["objects"], "no case is named"
    assert tally.texts
    assert not [text for text in tally.texts if re.search(r"FROM (records|drafts|data_keys)\b", text)], "facts alone"


def test_programs_whose_clients_are_a_secret_are_in_no_number() -> None:
    """Whoever shares, or is shown, under a law that protects the very fact of a client."""
    law, none = rulebook(), compile_rulebook((), (), "0" * 64)
    facts = holding(case(person(POLICE)), COUNTY, InformationType.REPORT)
    assert list(rules_diff._changed(facts, none, law, NOW)), "it would be counted"
    for change in (
        {"confidential": True},
        {"regimes": frozenset({Regime.VAWA})},
        {"regimes": frozenset({Regime.PART_2})},
    ):
        shown = tuple(replace(one, program=replace(one.program, **change)) for one in facts.places)
        owned = tuple(replace(one, program=replace(one.program, **change)) for one in facts.holdings)
        assert not list(rules_diff._changed(replace(facts, places=shown), none, law, NOW))
        assert not list(rules_diff._changed(replace(facts, holdings=owned), none, law, NOW))


def test_a_small_number_is_not_told_apart() -> None:
    assert [rules_diff.told(count) for count in (1, 10, 11, 250)] == ["from 1 to 10", "from 1 to 10", "11", "250"]
