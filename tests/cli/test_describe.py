"""Room: tests. `describe matrix` says in plain English what the very tables that judge would answer."""

from __future__ import annotations

from dataclasses import replace

from click.testing import CliRunner

from coordination.casework import matrix as casework
from coordination.casework.matrix_text import markdown
from coordination.cli.main import main
from coordination.partners.load import load
from coordination.policy.floor import FORBIDS
from coordination.policy.redisclosure import FEDERAL
from coordination.policy.rulebook import compile_rulebook
from coordination.settings import DEFAULT_PLUGINS


def printed(**environ: str) -> str:
    done = CliRunner().invoke(main, ["describe", "matrix"], env=environ)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_matrix_names_every_rule_forbid_and_gap() -> None:
    text = printed()
    catalog = load(DEFAULT_PLUGINS)
    rulebook = compile_rulebook(catalog.partner_types.values(), catalog.jurisdictions.values(), catalog.rules_hash)
    assert rulebook.rules_hash in text  # the one that entries of the access log carry
    for forbid in FORBIDS:
        assert forbid.citation in text
        assert forbid.sentence in text
    for _jurisdiction, rule in rulebook.disclosures:
        assert rulebook.authorities[rule.authority].citation in text
    for _where, gap in rulebook.not_encoded:
        assert gap.ask in text
    for partner in catalog.partner_types.values():
        assert partner.title in text


def test_police_see_child_protection_by_federal_law_and_never_who_reported() -> None:
    (line,) = [one for one in printed().splitlines() if one.startswith("| Law enforcement (government")]
    assert "Child protection" in line
    assert "CAPTA" in line
    assert "Who made the report" not in line.partition("(not ")[0]


def test_the_matrix_tells_the_bounds_of_courts_law_offices_and_the_appointed() -> None:
    text = printed()
    assert "- **Court** sees no case and no team: only what was filed with it" in text
    assert "before its order of appointment is on file." in text
    for office in ("Criminal prosecution", "Child-protection attorney"):
        assert f"- **{office}** is reached by a release only under its own name" in text
        assert f"- **{office}**: no release opens Attorney work product" in text
    assert "says: “Victim-witness records are not confidential; they may be given to the defense.”" in text


def test_the_matrix_tells_that_a_confidential_program_is_bound_by_its_release_to_the_hub() -> None:
    """Read without this, "a program sees what it filed itself" would be wrong of a shelter whose release ended."""
    text = printed()
    for kind in ("Community victim advocacy", "Safe housing", "Substance-use treatment"):
        assert f"- **{kind}** has nothing on a case, own records included, but what a release of its own" in text
        assert f"- **{kind}** sees and shows nothing of a case any more when that release ends." in text
    assert "- **School** has nothing on a case" not in text


def test_what_goes_along_with_a_referral_is_not_left_out_of_the_matrix() -> None:
    assert "What goes along with a referral opens to its recipient by the same lines" in printed()


def test_a_name_with_a_comma_is_told_apart_in_a_list() -> None:
    (line,) = [one for one in printed().splitlines() if one.startswith("- Nothing of these is ever shown locked")]
    assert "Child advocacy center; Safe housing; Substance-use treatment; Community victim advocacy" in line


# law-and-standards.md §0 and §5, read line by line on 2026-11-26: what binds a partner type, or lets it share without a
# release, and is not opened here, has a question for counsel under its citation.
ASKED = (
    ("Law enforcement", "18 USC 3509(d), (m)"),
    ("Law enforcement", "the team's agreement"),
    ("Law enforcement", "CJIS Security Policy"),
    ("Criminal prosecution", "18 USC 3509(d), (m)"),
    ("Criminal prosecution", "court and prosecution data"),
    ("Criminal prosecution", "Brady"),
    ("Child advocacy center", "28 CFR 94.115"),
    ("Child protection", "42 USC 671(a)(8)"),
    ("Medical care", "45 CFR 164.512(b)(1)(ii)"),
    ("Mental-health care", "Jaffee"),
    ("School", "20 USC 1232g(b)(1)(I)"),
    ("School", "20 USC 1232g(b)(1)(L)"),
    ("School", "20 USC 1232g(b)(1)(J), (b)(2)(B)"),
    ("Juvenile justice and probation", "18 USC 5038"),
    ("Tribe", "25 USC 3205"),
    ("Safe housing", "34 USC 11275"),
    ("United States federal law", "42 USC 5106a(b)(2)(B)(ix)"),
    ("United States federal law", "45 CFR 164.512(e)"),
    ("United States federal law", "34 USC 12291(b)(2)(H)"),
    ("Minnesota law", "260E.02 subd. 5"),
    ("Maine law", "22 MRSA 4008(2)(A)"),
)


def test_what_the_law_notes_name_and_nothing_opens_is_a_question_for_counsel() -> None:
    gaps = [(line.where, line.citation) for line in casework.of_plugins(DEFAULT_PLUGINS).gaps]
    missing = [(where, part) for where, part in ASKED if not any(w == where and part in cited for w, cited in gaps)]
    assert missing == []


def test_a_confidential_program_has_no_line_by_law() -> None:
    found = casework.of_plugins(DEFAULT_PLUGINS)
    assert [line for line in found.lawful if line.sharing == "Community victim advocacy"] == []
    confidential = [line for line in found.held if line.confidential]
    assert {line.partner_type for line in confidential} == {
        "Community victim advocacy",
        "Safe housing",
        "Substance-use treatment",
    }
    assert all(set(line.by_release) == set(line.holds) for line in confidential)


def test_what_travels_and_what_is_released_alone_is_said() -> None:
    text = printed()
    catalog = load(DEFAULT_PLUGINS)
    for notice in FEDERAL + catalog.jurisdictions["us_maine"].redisclosures:
        assert notice.sentence in text
        assert notice.citation in text
    assert "- With anything of Substance-use treatment: 42 CFR part 2" in text
    assert "By a release that names nothing else: Psychotherapy notes." in text
    assert "Under Maine law." in text


def test_nothing_of_a_treatment_program_or_a_shelter_is_shown_locked() -> None:
    hidden = {line.partner_type for line in casework.of_plugins(DEFAULT_PLUGINS).held if not line.shown_locked}
    assert hidden >= {"Safe housing", "Substance-use treatment"}


def test_what_the_floor_closes_is_never_printed_as_open() -> None:
    """Break it on purpose: a jurisdiction that would open a confidential program's types is printed as closed."""
    catalog = load(DEFAULT_PLUGINS)
    places = dict(catalog.jurisdictions)
    federal = places["us_federal"]
    bad = replace(federal.disclosures[0], slug="planted", sharing=frozenset({"victim_advocacy"}))
    planted = [replace(federal, disclosures=(*federal.disclosures, bad))]
    rulebook = compile_rulebook(catalog.partner_types.values(), planted, catalog.rules_hash)
    found = casework.describe(catalog, rulebook)
    lines = [one for one in found.lawful if one.sharing == "Community victim advocacy"]
    assert lines
    assert all(line.types == () and line.withheld for line in lines)
    assert any("the federal floor closes all of it" in text for text in markdown(found))


def test_only_loaded_plugins_are_described() -> None:
    text = printed(COORDINATION_PLUGINS="child_welfare,us_minnesota")
    assert "Law enforcement" not in text.partition("## Not encoded")[0]


def test_a_wrong_setting_is_one_sentence() -> None:
    done = CliRunner().invoke(main, ["describe", "matrix"], env={"COORDINATION_PLUGINS": "circus"})
    assert done.exit_code == 1
    assert "circus" in done.output
    assert "Traceback" not in done.output
