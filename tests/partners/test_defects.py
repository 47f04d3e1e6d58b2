"""Room: tests. Every kind of defect a plugin can have stops the hub from starting, with a sentence that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from coordination.declare import (
    Choice,
    InformationType,
    Jurisdiction,
    Kept,
    NotEncoded,
    PartnerType,
    QuestionKind,
    Redisclosure,
    Regime,
    RetentionRule,
    hook,
)
from coordination.declare.jurisdiction import Hotline
from coordination.model.errors import Misconfigured
from coordination.partners.load import assemble
from tests.partners.samples import AUTHORITY, FORM, PARTNER, PLACE, QUESTION, RULE

Change = Callable[[PartnerType, Jurisdiction], tuple[PartnerType, Jurisdiction]]


@dataclass(frozen=True)
class Sample:
    """A plugin module by other means: it answers both hooks."""

    partner: PartnerType
    place: Jurisdiction

    @hook
    def partner_type(self) -> PartnerType:
        """Its partner type."""
        return self.partner

    @hook
    def jurisdiction(self) -> Jurisdiction:
        """Its jurisdiction."""
        return self.place


def partner(**changes: object) -> Change:
    """The sample with fields of the partner type changed."""
    return lambda one, place: (replace(one, **changes), place)  # type: ignore[arg-type]  # defects have any type


def place(**changes: object) -> Change:
    """The sample with fields of the jurisdiction changed."""
    return lambda one, where: (one, replace(where, **changes))  # type: ignore[arg-type]  # as above


def form(**changes: object) -> Change:
    """The sample with fields of its form changed."""
    return partner(forms=(replace(FORM, **changes),))  # type: ignore[arg-type]  # as above


def question(**changes: object) -> Change:
    """The sample with fields of its form's question changed."""
    return form(questions=(replace(QUESTION, **changes),))  # type: ignore[arg-type]  # as above


def rule(**changes: object) -> Change:
    """The sample with fields of its disclosure changed."""
    return place(disclosures=(replace(RULE, **changes),))  # type: ignore[arg-type]  # as above


def kept(**changes: object) -> Change:
    """The sample with a least time of keeping, and fields of it changed."""
    least = RetentionRule(
        slug="kept_long",
        title="Kept",
        citation="Stat. 1",
        words="It is kept.",
        kept=Kept.RECORDS,
        regimes=frozenset({Regime.CAPTA}),
        months=12,
    )
    return place(retentions=(replace(least, **changes),))  # type: ignore[arg-type]  # as above


def authority(**changes: object) -> Change:
    """The sample with fields of its legal authority changed."""
    return place(authorities=(replace(AUTHORITY, **changes),))  # type: ignore[arg-type]  # as above


def notice(**changes: object) -> Change:
    """The sample with a notice that travels, with fields of it changed."""
    told = Redisclosure(slug="told", citation="c", sentence="s.", regimes=frozenset({Regime.CAPTA}))
    return place(redisclosures=(replace(told, **changes),))  # type: ignore[arg-type]  # as above


def juvenile(*, question_slug: str = "what", **changes: object) -> Change:
    """The sample as juvenile justice, with fields of its form's question changed."""
    asked = replace(QUESTION, slug=question_slug, **changes)  # type: ignore[arg-type]  # as above
    return partner(regimes=frozenset({Regime.JUVENILE}), forms=(replace(FORM, questions=(asked,)),))


ONE = Choice(slug="one", title="One")
GAP = NotEncoded(slug="gap", citation="", ask="Ask.")

DEFECTS: dict[str, tuple[Change, str]] = {
    "slug with capitals": (partner(slug="Child"), "a slug is lower-case letters"),
    "slug of one letter": (place(slug="x"), "a slug is lower-case letters"),
    "two plugins of one slug": (place(slug=PARTNER.slug), f"plugin '{PARTNER.slug}' is declared twice."),
    "no title": (partner(title=" "), "title is empty."),
    "no regime": (partner(regimes=frozenset()), "name at least one regime"),
    "a regime of its own": (partner(regimes=frozenset({"mine"})), "name at least one regime"),
    "nothing held": (partner(holds=frozenset(), forms=()), "holds names information types"),
    "a type of its own": (partner(holds=frozenset({"gossip"}), forms=()), "holds names information types"),
    "unknown role": (partner(roles=(("king", "King"),)), "role 'king' is unknown"),
    "role without a title": (partner(roles=(("worker", ""),)), "role 'worker' is unknown or has no title."),
    "partner that discloses": (partner(disclosures=(RULE,)), "disclosures by law belong to a jurisdiction"),
    "gap without citation": (partner(not_encoded=(GAP,)), "gap needs a citation and what to ask"),
    "gap without question": (
        place(not_encoded=(NotEncoded(slug="gap", citation="c", ask=""),)),
        "gap needs a citation and what to ask",
    ),
    "least time without a source": (kept(citation=" "), "kept_long has no citation"),
    "least time that binds nobody": (kept(regimes=frozenset()), "kept_long binds nobody"),
    "least time of nothing": (kept(months=0), "kept_long keeps something of the closed list for one month at least."),
    "form twice": (partner(forms=(FORM, FORM)), "is declared twice."),
    "form named like one of the core": (form(slug="child"), "form 'child_1' is declared twice."),
    "form of a type not held": (form(information_type=InformationType.COURT), "court is not in holds."),
    "form of version 0": (form(version=0), "version starts at 1."),
    "form without questions": (form(questions=()), "a form asks at least one question."),
    "question twice": (form(questions=(QUESTION, QUESTION)), "is declared twice."),
    "choices missing": (question(kind=QuestionKind.ONE), "choices belong to ONE and MANY"),
    "choices out of place": (question(choices=(ONE,)), "choices belong to ONE and MANY"),
    "choice twice": (question(kind=QuestionKind.MANY, choices=(ONE, ONE)), "choice 'one' is declared twice."),
    "question without title": (question(title=""), "needs a title and a limit"),
    "question without room": (question(limit=0), "needs a title and a limit"),
    "authority without citation": (authority(citation=""), "citation is empty."),
    "authority without sentence": (authority(sentence=" "), "sentence is empty."),
    "authority without title": (authority(title=""), "title is empty."),
    "authority twice": (place(authorities=(AUTHORITY, AUTHORITY)), "legal authority 'law' is declared twice."),
    "authority named release": (authority(slug="release"), "this slug belongs to the core."),
    "authority named own record": (authority(slug="own_record"), "this slug belongs to the core."),
    "authority named like a paper": (authority(slug="court_order"), "this slug belongs to the core."),
    "rule named release": (rule(slug="release"), "this slug belongs to the core."),
    "notice without citation": (notice(citation=" "), "citation is empty."),
    "notice without sentence": (notice(sentence=""), "sentence is empty."),
    "notice with nobody's information": (notice(regimes=frozenset()), "notice told: name at least one regime"),
    "notice with a regime of its own": (notice(regimes=frozenset({"mine"})), "notice told: name at least one regime"),
    "notice named like the core's": (
        notice(slug="part_2_notice"),
        "notice part_2_notice: this slug belongs to the core",
    ),
    "rule twice": (place(disclosures=(RULE, RULE)), "is declared twice."),
    "rule on an authority not declared": (rule(authority="hearsay"), "'hearsay' is not declared."),
    "rule on a release": (rule(authority="release"), "'release' is not declared."),
    "rule of nobody": (rule(sharing=frozenset()), "sharing is empty"),
    "rule to nobody": (rule(recipients=frozenset()), "recipients is empty"),
    "rule of nothing": (rule(types=frozenset()), "types is empty"),
    "rule of an unknown partner": (rule(recipients=frozenset({"strangers"})), "'strangers' is not among the plugins"),
    "rule of a type of its own": (rule(types=frozenset({"gossip"})), "types are of the closed list."),
    "discipline that is no slug": (place(disciplines=("The Sheriff",)), "is not a slug."),
    "hotline without source": (
        place(hotlines=(Hotline(title="Line", number="1", source=""),)),
        "needs a number and its source.",
    ),
    "hotline without number": (
        place(hotlines=(Hotline(title="Line", number=" ", source="s"),)),
        "needs a number and its source.",
    ),
    "order without the regime": (
        partner(holds=frozenset({InformationType.REPORT, InformationType.APPOINTMENT})),
        "whoever works by appointment, and nobody else, holds orders of appointment.",
    ),
    "appointed without an order": (partner(regimes=frozenset({Regime.APPOINTED})), "holds orders of appointment."),
    "court that holds more": (partner(regimes=frozenset({Regime.JUDICIAL})), "a court holds court information"),
    "charge in the slug of a question": (juvenile(question_slug="charges"), "speaks of a charge"),
    "charge in the title of a question": (juvenile(title="What offense was it?"), "speaks of a charge"),
    "charge among the choices": (
        juvenile(kind=QuestionKind.ONE, choices=(Choice(slug="one", title="Prostitution"),)),
        "a victim is not charged.",
    ),
    "authority named like the court's": (authority(slug="filed_in_court"), "this slug belongs to the core."),
    "title that is no text": (partner(title=None), "a value of the wrong kind"),
    "slug that is no text": (partner(slug=7), "a value of the wrong kind"),
    "forms that are no list": (partner(forms=None), "a value of the wrong kind"),
    "roles that are no pairs": (partner(roles=("worker",)), "a value of the wrong kind"),
}


def test_sample_itself_has_no_defect() -> None:
    catalog = assemble([Sample(PARTNER, PLACE)])
    assert set(catalog.partner_types) == {PARTNER.slug}
    assert set(catalog.jurisdictions) == {PLACE.slug}


@pytest.mark.parametrize("defect", DEFECTS)
def test_defect_refuses_to_start_with_its_sentence(defect: str) -> None:
    change, sentence = DEFECTS[defect]
    with pytest.raises(Misconfigured) as refusal:
        assemble([Sample(*change(PARTNER, PLACE))])
    assert sentence in refusal.value.sentence


def test_all_defects_are_told_at_once() -> None:
    bad = replace(PARTNER, title="", regimes=frozenset())
    with pytest.raises(Misconfigured) as refusal:
        assemble([Sample(bad, PLACE)])
    assert "title is empty." in refusal.value.sentence
    assert "regime" in refusal.value.sentence


class Silent:
    """A plugin that answers nothing."""


class Wrong:
    """A plugin that answers with something else."""

    @hook
    def partner_type(self) -> str:
        """Not a partner type."""
        return "police"

    @hook
    def jurisdiction(self) -> None:
        """Nothing."""


class Misspelt:
    """A plugin with a hook that nobody asked for."""

    @hook
    def partner_typos(self) -> PartnerType:
        """A hook the hub does not know."""
        return PARTNER


class Several:
    """A plugin that answers with two partner types."""

    @hook
    def partner_types(self) -> tuple[PartnerType, ...]:
        """Two sides of one office."""
        return PARTNER, replace(PARTNER, slug="other_side")


class NotSeveral:
    """A plugin whose several are none."""

    @hook
    def partner_types(self) -> tuple[str, ...]:
        """Not partner types."""
        return ("police",)


class One:
    """A plugin that answers with one where several were asked for."""

    @hook
    def partner_types(self) -> PartnerType:
        """No tuple."""
        return PARTNER


class Raising:
    """A plugin whose hook fails."""

    @hook
    def partner_type(self) -> PartnerType:
        """Fail."""
        raise RuntimeError("no luck")


@pytest.mark.parametrize(
    ("module", "sentence"),
    [
        (Silent(), "neither a partner type nor a jurisdiction"),
        (Wrong(), "must return a PartnerType"),
        (Misspelt(), "failed"),
        (Raising(), "no luck"),
        (NotSeveral(), "must return a PartnerType"),
        (One(), "failed: TypeError"),
    ],
)
def test_plugin_that_answers_badly_refuses_to_start(module: object, sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        assemble([module])


def test_plugin_may_answer_with_several_partner_types() -> None:
    assert set(assemble([Several()]).partner_types) == {PARTNER.slug, "other_side"}
