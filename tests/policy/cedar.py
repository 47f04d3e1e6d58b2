"""Room: tests. The rules as Cedar policies, for a second opinion by an engine that is not ours.

Rendered from the same frozen data (the rulebook, the kinds of paper, the forbids), by rules of its own: what a claim, a
release or a forbid *means* is written down here again, in Cedar. One question is one authority: may this viewer read this
type by it? `known` asks whether the record may be shown locked.
"""

from __future__ import annotations

from collections.abc import Iterable

from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.declare.information import NEVER_SHOWN_LOCKED
from coordination.policy.floor import (
    EMERGENCY_ACCESS,
    EXISTENCE_PROTECTED,
    FILED_IN_COURT,
    FORBIDS,
    OWN_RECORD,
    RELEASE,
    Forbid,
)
from coordination.policy.rulebook import Lawful, Rulebook

KNOWN = "known"
RUNS = "context.{0}.since <= context.now && context.now < context.{0}.until"
_VICTIM_SERVICE = 'context.owner.regimes.containsAny(["fvpsa", "rhya", "vawa", "voca"])'
_PART_2 = 'context.owner.regimes.contains("part_2")'
# What each forbid covers, in Cedar. A forbid that stands not here is refused by the test.
COVERS = {
    "guarded_types": '["advocacy", "hiv_sti", "immigration", "orientation_and_gender_identity"].contains(context.type)',
    "law_office": 'context.owner.regimes.contains("attorney")',
    "minor_consented_care": 'context.type == "minor_consented_care"',
    "psychotherapy_notes_by_release_only": 'context.type == "psychotherapy_notes"',
    "reporter_identity": 'context.type == "reporter_identity"',
    "school_records": 'context.owner.regimes.contains("ferpa") || context.type == "education"',
    "substance_use_by_release_only": f'context.type == "substance_use" || {_PART_2}',
    "tribe_decides": 'context.owner.regimes.contains("tribal")',
    "victim_service_by_release_only": f"{_VICTIM_SERVICE} || (context.owner.confidential && !{_PART_2})",
    "work_product": 'context.type == "work_product"',
    "youth_shelter_never": 'context.owner.regimes.contains("rhya")',
}

_ON_CASES = '["worker", "coordinator", "supervisor"].contains(context.role)'
_NO_COURT = '!context.owner.regimes.contains("judicial") && !context.viewer.regimes.contains("judicial")'
_OTHERS = "context.owner.program != context.viewer.program"
_PLACED = f"{RUNS.format('place')} && (!context.viewer.confidential || ({RUNS.format('viewer_hub')}))"
_MEMBER = f"{_ON_CASES} && ({RUNS.format('member')}) && {_PLACED}"
_TEAM = f'{_OTHERS} && {_MEMBER} && (!context.viewer.regimes.contains("appointed") || context.ordered)'
_SEES = f'({_MEMBER}) || (context.role == "supervisor" && {_PLACED})'
_HERE = (
    f"(!context.owner.confidential || ({RUNS.format('owner_hub')} && context.owner_hub.types.contains(context.type)))"
)
_WALL = (
    'context.owner.regimes.contains("attorney") && context.viewer.regimes.contains("attorney")'
    " && context.owner.agency == context.viewer.agency && context.owner.partner != context.viewer.partner"
)


def _named(paper: str) -> str:
    return (
        f"(context.{paper}.recipients.contains(context.viewer.program)"
        f' || (!context.viewer.regimes.contains("attorney")'
        f" && context.{paper}.recipients.contains(context.viewer.agency)))"
    )


def rendered(book: Rulebook) -> str:
    """Every rule, as the text of Cedar policies."""
    lines = [_conflict(), _own(), _release(), _emergency(), _known(), _filed()]
    lines += [_kind(kind) for kind in KINDS]
    for (place, sharing, recipient, government), opened in book.lawful_by_pair.items():
        lines += [_law(place, sharing, recipient, government, str(of), law) for of, law in opened.items()]
    return "\n".join([*lines, *map(_forbid, FORBIDS)])


def _permit(authority: str, *conditions: str) -> str:
    when = " && ".join(f"({one})" for one in conditions)
    return f'permit(principal, action == Action::"{authority}", resource) when {{ {when} }};'


def _conflict() -> str:
    shut = 'context.conflict || (context.restricted && !context.named) || context.viewer.regimes.contains("judicial")'
    return f"forbid(principal, action, resource) when {{ {shut} }};"


def _own() -> str:
    return _permit(OWN_RECORD, "context.owner.program == context.viewer.program", _SEES)


def _release() -> str:
    says = 'context.release.types.contains(context.type) && (context.type != "psychotherapy_notes" || context.alone)'
    stands = f"context.release.suffices && {RUNS.format('release')}"
    return _permit(RELEASE, _TEAM, _NO_COURT, _HERE, stands, says, _named("release"))


def _emergency() -> str:
    return _permit(EMERGENCY_ACCESS, _shown_locked(), "context.now < context.emergency")


def _known() -> str:
    return _permit(KNOWN, _shown_locked())


def _shown_locked() -> str:
    guarded = f"{_set(EXISTENCE_PROTECTED)}.containsAny(context.owner.regimes)"
    never = f"{_set(NEVER_SHOWN_LOCKED)}.contains(context.type)"
    return f"{_TEAM} && {_NO_COURT} && !context.owner.confidential && !{guarded} && !{never} && !({_WALL})"


def _filed() -> str:
    court = 'context.type == "court" && context.owner.regimes.contains("judicial")'
    return _permit(FILED_IN_COURT, _TEAM, court, _HERE, "context.courts == [context.owner.program] && context.party")


def _law(place: str, sharing: str, recipient: str, government: bool, of: str, law: Lawful) -> str:
    who = f'context.owner.partner == "{sharing}" && context.viewer.partner == "{recipient}"'
    where = f'context.owner.jurisdictions.contains("{place}") && context.viewer.government == {str(government).lower()}'
    agreed = f"{RUNS.format('agreement')} && context.agreement.types.contains(context.type)" if law.agreement else "true"
    return _permit(law.authority, _TEAM, _NO_COURT, who, where, f'context.type == "{of}"', agreed, f"!({_WALL})")


def _kind(kind: AuthorityKind) -> str:
    """A kind of paper: its own bounds, then what the paper says."""
    asks = [_TEAM, _NO_COURT, _HERE, f"!({_WALL})", f'context.paper.kind == "{kind.slug}"', RUNS.format("paper")]
    asks += [_named("paper"), "context.paper.types.contains(context.type)", "context.for_this_person"]
    if kind.sharing:
        asks.append(f"context.owner.regimes.containsAny({_set(kind.sharing)})")
    if kind.never:
        asks.append(f"!context.owner.regimes.containsAny({_set(kind.never)})")
    if kind.recipients:
        asks.append(f"{_set(kind.recipients)}.contains(context.viewer.partner)")
    if kind.types:
        asks.append(f"{_set(kind.types)}.contains(context.type)")
    if kind.government_only:
        agent = f" || {_set(kind.agents)}.contains(context.viewer.partner)" if kind.agents else ""
        asks.append(f"context.viewer.government{agent}")
    if kind.one_side:
        sides = f"{_set(kind.one_side)}.containsAny([context.owner.partner, context.viewer.partner])"
        asks.append(f"context.owner.government && context.viewer.government && {sides}")
    return _permit(kind.slug, *asks)


def _forbid(forbid: Forbid) -> str:
    """A forbid of the floor, past which only what it names goes; being told of is no opening."""
    covers = COVERS[forbid.slug]
    through = _actions([*forbid.except_by, KNOWN])
    which = f"action in {_actions(forbid.closes)}" if forbid.closes else "action"
    return f"forbid(principal, {which}, resource) when {{ {covers} }} unless {{ action in {through} }};"


def _actions(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'Action::"{name}"' for name in sorted(names)) + "]"


def _set(words: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in sorted(map(str, words))) + "]"
