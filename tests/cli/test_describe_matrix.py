"""Room: tests. The matrix as a page of the help, as one HTML file and as a sheet: the same rules, never stale."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from click.testing import CliRunner

from coordination.casework import matrix as casework
from coordination.casework import matrix_sheet
from coordination.casework.matrix_opens import AGREED
from coordination.casework.matrix_sheet import COLUMNS, NOT_ENCODED
from coordination.casework.matrix_text import markdown
from coordination.cli.describe import HELP, help_page
from coordination.cli.main import main
from coordination.cli.matrix_page import page
from coordination.declare.authority_on_file import KINDS
from coordination.model.matrix import Matrix
from coordination.partners.load import load
from coordination.policy.rulebook import compile_rulebook
from coordination.settings import DEFAULT_PLUGINS
from coordination.web import help_text


def printed(*words: str) -> str:
    done = CliRunner().invoke(main, ["describe", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def stale(kept: str, found: Matrix) -> bool:
    """Whether the page that is kept tells of other rules than these."""
    return kept != "\n".join(markdown(found)) + "\n"


def sheet(found: Matrix) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(matrix_sheet.lines(found)))))


def test_page_of_the_help_is_the_rules_as_they_are() -> None:
    kept, found = HELP.read_text(encoding="utf-8"), casework.of_plugins(DEFAULT_PLUGINS)
    assert not stale(kept, found), "run: make matrix"
    assert kept == help_page()
    assert found.rules_hash in kept


def test_a_stale_page_is_found() -> None:
    kept, found = HELP.read_text(encoding="utf-8"), casework.of_plugins(DEFAULT_PLUGINS)
    assert stale(kept, replace(found, rules_hash="0" * 64))
    assert stale(kept, replace(found, lawful=found.lawful[1:]))
    assert stale(kept, replace(found, gaps=found.gaps[1:]))
    assert stale(kept + " ", found)
    assert stale(kept, casework.of_plugins(DEFAULT_PLUGINS[:-1]))


def test_page_is_served_as_help_with_tables_that_can_be_read_aloud() -> None:
    topic = next(one for one in help_text.topics() if one.slug == "matrix")
    assert_readable(topic.html)


def assert_readable(html: str) -> None:
    """Each table has titles for columns and rows, and each cell its title, for where it stands by itself."""
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert tables
    for table in tables:
        titles = re.findall(r'<th scope="col">(.+?)</th>', table)
        rows = re.findall(r"<tr>(.+?)</tr>", table)[1:]
        assert rows
        for row in rows:
            assert row.startswith('<th scope="row"')
            assert re.findall(r'data-label="(.+?)"', row) == titles
    assert "|" not in re.sub(r"<[^>]+>", "", html), "a table was not read as one"
    assert "`" not in html


def test_html_stands_by_itself_and_fits_a_telephone() -> None:
    text = printed("matrix", "--format", "html")
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
    assert text.count("<h1>") == text.count("<main>") == 1
    assert not re.search(r"<(script|link|img)|https?:", text), "it loads nothing"
    assert_readable(text.partition("<main>")[2])
    assert "Child protection" in text


def test_html_escapes_what_a_plugin_says() -> None:
    assert "<b>" not in page("# A <b>\n\n| a | b |\n|---|---|\n| <b> | `<b>` |")


def test_sheet_has_a_line_for_each_thing_that_is_open_and_each_gap() -> None:
    found = casework.of_plugins(DEFAULT_PLUGINS)
    rows = sheet(found)
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(found.opens) + len(found.gaps) + 1
    told = [row for row in rows if row["sharing type"] == "Child protection"]
    police = [row for row in told if row["recipient type"] == "Law enforcement" and row["agreement needed"] == "no"]
    capta = next(line for line in found.lawful if line.citation == "42 USC 5106a(b)(2)(B)(ix)")
    assert {row["information type"] for row in police} == set(capta.types)
    assert {row["government"] for row in police} == {"government only"}
    assert {row["citation"] for row in police} == {"42 USC 5106a(b)(2)(B)(ix)"}
    assert "Who made the report" not in {
        row["information type"] for row in told if row["recipient type"] != "The same program"
    }
    assert [row["authority"] for row in rows].count(NOT_ENCODED) == len(found.gaps)
    assert printed("matrix", "--format", "csv").replace("\r\n", "\n") == "".join(matrix_sheet.lines(found)).replace(
        "\r\n", "\n"
    )


def test_sheet_is_no_formula() -> None:
    found = casework.of_plugins(DEFAULT_PLUGINS)
    odd = replace(found, opens=(found.opens[0]._replace(sharing="=cmd|' /C calc'!A0", citation="@SUM(1)"),))
    (row, *_) = sheet(odd)
    assert row["sharing type"].startswith("'=")
    assert row["citation"].startswith("'@")


def test_written_page_is_the_one_of_the_plugins_that_come_with_the_hub() -> None:
    before = HELP.read_bytes()
    done = CliRunner().invoke(main, ["describe", "matrix", "--write"], env={"COORDINATION_PLUGINS": "child_welfare"})
    assert done.exit_code == 0
    assert HELP.read_bytes() == before


def test_papers_agreements_and_emergencies_are_told_as_the_policy_judges_them() -> None:
    found = casework.of_plugins(DEFAULT_PLUGINS)
    papers = {line.title: line for line in found.papers}
    assert len(papers) == len(KINDS)
    treatment = dict(papers["Medical emergency"].sharing)
    assert set(treatment) == {"Substance-use treatment"}, "of nobody else, and of every such unit"
    assert "Safe housing" not in {owner for line in found.papers for owner, _ in line.sharing}, "RHYA: no paper at all"
    for _owner, types in (pair for line in found.papers for pair in line.sharing):
        assert not {"Who made the report", "Attorney work product and what a client told an attorney"} & set(types)
    urgent = dict(found.in_emergency)
    assert not {"Safe housing", "Community victim advocacy", "Substance-use treatment", "School", "Tribe"} & set(urgent)
    text = "\n".join(markdown(found))
    for kind in KINDS:
        assert kind.citation in text
        assert f"| {kind.title} |" in text


def test_a_rule_that_needs_an_agreement_says_so_on_page_and_sheet() -> None:
    catalog = load(DEFAULT_PLUGINS)
    federal = catalog.jurisdictions["us_federal"]
    agreed = replace(federal, disclosures=tuple(replace(one, agreement=True) for one in federal.disclosures))
    rulebook = compile_rulebook(catalog.partner_types.values(), (agreed,), "0" * 64)
    found = casework.describe(catalog, rulebook)
    assert "while an agreement between the two agencies that covers the type is in force" in "\n".join(markdown(found))
    assert {row["agreement needed"] for row in sheet(found) if row["jurisdiction"] == federal.title} == {"", AGREED}
    as_it_is = sheet(casework.of_plugins(DEFAULT_PLUGINS))
    assert {row["citation"] for row in as_it_is if row["agreement needed"] == AGREED} == {"22 MRSA 4008(2)(A)"}


def test_who_is_bound_by_what_names_voca_for_the_center() -> None:
    (center,) = [line for line in casework.of_plugins(DEFAULT_PLUGINS).held if line.partner_type.endswith("y center")]
    assert "VOCA (28 CFR 94.115)" in center.bound_by
