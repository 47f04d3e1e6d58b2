"""Room: tests. The words of a release's paper for every regime, type and language; the intermediary, its members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.casework.languages import languages
from coordination.casework.release_paper import Terms, compose, sheet
from coordination.casework.release_words import CAPACITIES, CUSTODY, PURPOSES
from coordination.declare import InformationType, Regime
from coordination.model.release import ReleasePaper, Signature
from tests.policy.village import DAY, NOW, program

TREATMENT = program("substance_use", Regime.HIPAA, Regime.PART_2)
SIGNER = Signature(capacity="minor", name="River", abuser="")
TERMS = Terms(
    sharing=TREATMENT,
    recipients=("Center, Harbor", "Detectives, Lakeside"),
    types=frozenset({InformationType.SUBSTANCE_USE}),
    purpose="care",
    starts_at=NOW,
    expires_at=NOW + 30 * DAY,
)


def text(terms: Terms, paper: ReleasePaper) -> str:
    """Everything that stands on it above the signatures."""
    return "\n".join(line for heading, lines in compose(terms, paper) for line in (heading, *lines))


@pytest.mark.parametrize("slug", sorted(languages()))
def test_there_are_words_for_every_type_purpose_regime_capacity_and_custody(slug: str) -> None:
    for regime in Regime:
        terms = replace(TERMS, sharing=program("any", regime), types=frozenset(InformationType))
        for purpose in PURPOSES:
            assert "{" not in text(replace(terms, purpose=purpose), ReleasePaper(signers=(), paper_language=slug))
    for capacity in CAPACITIES:
        for custody in CUSTODY:
            signer = replace(SIGNER, capacity=capacity.value)
            shown = sheet(ReleasePaper(signers=(signer,), paper_language=slug, custody=custody), TREATMENT)
            assert "{" not in str(shown)
            assert shown.slug == slug


def test_the_paper_of_treatment_names_the_hub_as_intermediary_and_each_member() -> None:
    """42 CFR 2.31(a)(4)(ii): the name of the intermediary, and the names of its member participants."""
    said = text(TERMS, ReleasePaper(signers=(SIGNER,), subject="River"))
    (to,) = (lines for heading, lines in compose(TERMS, ReleasePaper(signers=())) if heading == "Who may see it")
    assert to[:2] == TERMS.recipients
    assert "coordination hub" in to[2]
    for cited in ("42 CFR 2.31(a)(4)(ii)", "42 USC 290dd-2(c)", "42 CFR 2.24", "45 CFR 164.508(c)(2)(iii)"):
        assert f"({cited})" in said, cited
    assert "counselor’s own notes from your talks about drugs or alcohol. The hub takes no paper for these." in said


def test_a_paper_without_a_name_has_a_line_to_write_it_on() -> None:
    assert "Name: ____" in text(TERMS, ReleasePaper(signers=()))
    assert "Name: ____" not in text(TERMS, ReleasePaper(signers=(), subject="River"))


def test_a_release_that_names_nobody_but_the_hub_says_so() -> None:
    said = text(replace(TERMS, recipients=(), names_hub=True), ReleasePaper(signers=()))
    assert "Nobody else is named here. So nobody else sees it." in said
    assert "shows it to those named above" not in said


def test_who_signs_alone_says_under_which_law() -> None:
    alone = sheet(ReleasePaper(signers=(SIGNER,), alone_authority="Stat. 144.343"), TREATMENT)
    assert any("Stat. 144.343" in line for line in alone.agreed)
