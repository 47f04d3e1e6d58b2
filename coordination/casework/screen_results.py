"""Room: casework. The result of a screen: kept with its answers, read with the version and switches it was given under.

It stands beside the answers under keys of its own and is sealed with them. A screen raises concern and never certifies
its absence. Answers kept to the program that asked (declare/screening_tool.py) are told to nobody else, here neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from coordination.casework import moments
from coordination.casework.record_words import Line
from coordination.declare.form import QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.screening_tool import Obligation, ScreeningTool, Tier
from coordination.model.ids import RecordId
from coordination.model.record import Answer, Record
from coordination.partners.catalog import Catalog
from coordination.policy.tiers import Verdict

TIER = "screen_tier"
FIRED = "screen_fired"
COUNTED = "screen_counted"
OPEN = "screen_open"
SWITCHES = "screen_switches"
RAISED = "screen_raised"
RAISED_WHY = "screen_raised_why"

NO_TIER = "This tool gave no tier. Concern may remain, and a team may help all the same."
NOT_SCORED = "This list gives no tier. It is for your judgment, and concern may remain."
NO_ROUTE = "No route follows from these answers."
_GIVEN = {"yes": "Yes", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a screen says, for one viewer.

    tier: the one that stands, raised or not; computed: the one that the tool gave. fired: what was answered where the
    tier rests on it. kept_back: how many of those answers only the program that asked may see. counted: missing
    episodes that gave it, in words. open: graver tiers that answers not known could still give. graver: tiers above
    the one that stands, to which it can be raised. switches: how the source is read here, where it can be read two
    ways.
    """

    tool: ScreeningTool
    tier: Tier | None
    computed: Tier | None
    fired: tuple[Line, ...]
    kept_back: int
    counted: tuple[str, ...]
    open: tuple[str, ...]
    unknown: tuple[str, ...]
    not_asked: tuple[str, ...]
    obliges: tuple[Obligation, ...]
    switches: tuple[tuple[str, str, str], ...]
    graver: tuple[Tier, ...]
    raised_why: str = ""

    @property
    def title(self) -> str:
        """The tier's title, or what is said instead of one."""
        if self.tier is not None:
            return self.tier.title
        return NOT_SCORED if not self.tool.tiers else NO_TIER if self.tool.ranked else NO_ROUTE


def kept(tool: ScreeningTool, verdict: Verdict) -> dict[str, Answer]:
    """A verdict as it is filed beside the answers."""
    return {
        TIER: verdict.tier.slug if verdict.tier else "",
        FIRED: verdict.fired,
        COUNTED: tuple(began.isoformat() for began in verdict.counted),
        OPEN: tuple(tier.slug for tier in verdict.open),
        SWITCHES: tuple(f"{one.slug}={'on' if one.on else 'off'}" for one in tool.switches),
    }


def result_of(catalog: Catalog, record: Record, *, own: bool, zone: str) -> Result | None:
    """The result of a screen; None of a record that is none, or whose tool is no longer loaded.

    own: the viewer's program asked. zone: the viewer's.
    """
    declared = catalog.tool(record.form, record.form_version)
    if declared is None or TIER not in record.answers:
        return None
    tool, answers = as_it_was(declared, record.answers), record.answers
    computed = tool.tier(str(answers[TIER]))
    tier = tool.tier(str(answers.get(RAISED, ""))) or computed
    shown = [item for item in tool.items if own or not item.own_only]
    fired = [item for item in tool.items if item.slug in answers.get(FIRED, ())]
    asked = [item for item in shown if item.kind is QuestionKind.YES_NO_UNKNOWN]
    return Result(
        tool=tool,
        tier=tier,
        computed=computed,
        fired=tuple(Line(title=item.title, words=_words(answers, item.slug)) for item in fired if item in shown),
        kept_back=sum(item not in shown for item in fired),
        counted=tuple(moments.words(moments.instant(at, zone), zone) for at in answers.get(COUNTED, ())),
        open=tuple(one.title for one in graver_than(tool, tier) if one.slug in answers.get(OPEN, ())),
        unknown=tuple(item.title for item in asked if answers.get(item.slug) == "unknown"),
        not_asked=tuple(item.title for item in asked if not answers.get(item.slug)),
        obliges=obliged(tool, tier),
        switches=tuple((one.title, one.on_words if one.on else one.off_words, one.citation) for one in tool.switches),
        graver=graver_than(tool, tier) if tool.ranked else (),
        raised_why=str(answers.get(RAISED_WHY, "")),
    )


def as_it_was(tool: ScreeningTool, answers: Mapping[str, Answer]) -> ScreeningTool:
    """The tool with its switches as they stood when the screen was filed."""
    on = {one.partition("=")[0]: one.endswith("=on") for one in answers.get(SWITCHES, ())}
    return replace(tool, switches=tuple(replace(one, on=on.get(one.slug, one.on)) for one in tool.switches))


def graver_than(tool: ScreeningTool, tier: Tier | None) -> tuple[Tier, ...]:
    """The tiers above this one, the gravest first; all of them where there is none."""
    slugs = [one.slug for one in tool.tiers]
    return tool.tiers if tier is None else tool.tiers[: slugs.index(tier.slug)]


def obliged(tool: ScreeningTool, tier: Tier | None) -> tuple[Obligation, ...]:
    """What a tier obliges, as the tool's switches stand."""
    return tuple(one for one in tier.obliges if not one.when or tool.is_on(one.when)) if tier else ()


def lines(result: Result) -> tuple[Line, ...]:
    """A result in words, for wherever the record is shown: on its page, in its history, on paper."""
    found = [Line(title="What the tool says", words=(result.title,))]
    gave = [line.title for line in result.fired]
    gave += [f"{result.kept_back} more, shown to the program that asked alone"] if result.kept_back else []
    gave += [f"A missing episode that began {words}" for words in result.counted]
    if gave:
        found.append(Line(title="Answers that gave it", words=tuple(gave)))
    if result.raised_why:
        before = result.computed.title if result.computed else "no tier"
        found.append(Line(title="Raised by the worker", words=(f"From {before}: {result.raised_why}",)))
    return tuple(found)


def kept_back(catalog: Catalog, record: Record, *, own: bool) -> frozenset[str]:
    """Slugs of the answers that this viewer is not told. Of a tool that is no longer loaded, all of another's."""
    if own or record.information_type is not InformationType.SCREENING:
        return frozenset()
    tool = catalog.tool(record.form, record.form_version)
    if tool is not None:
        return frozenset(item.slug for item in tool.items if item.own_only)
    loaded = any(form.slug == record.form for partner in catalog.partner_types.values() for form in partner.forms)
    return frozenset() if loaded else frozenset(record.answers)


def alerting(catalog: Catalog) -> tuple[str, ...]:
    """Slugs of the tools of which a screen may stand on the case page as an alert."""
    versions = catalog.screening.items()
    return tuple(slug for slug, tools in versions if any(tier.alert for tool, _ in tools for tier in tool.tiers))


def alerts(catalog: Catalog, opened: Iterable[Record]) -> Iterator[tuple[RecordId, str, datetime]]:
    """What stands on the case page because of screens that are open to the viewer: screen, sentence, since when
    (UTC)."""
    for record in opened:
        tool = catalog.tool(record.form, record.form_version)
        slug = str(record.answers.get(RAISED) or record.answers.get(TIER, ""))
        tier = tool.tier(slug) if tool else None
        if tier is not None and tier.alert:
            yield record.id, f"{tier.alert} {tier.alert_end}".rstrip(), record.filed_at


def _words(answers: Mapping[str, Answer], slug: str) -> tuple[str, ...]:
    answer = str(answers.get(slug, ""))
    return (_GIVEN[answer] if answer in _GIVEN else moments.day_words(answer),)
