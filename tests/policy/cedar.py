"""Room: tests. The rules as Cedar policies, for a second opinion by an engine that is not ours.

Rendered from the same frozen data (the rulebook, the kinds of paper, the forbids), by rules of its own: what a claim, a
release or a forbid *means* is written down here again, in Cedar. One question is one authority: may this viewer read
this type by it? `known` asks whether the record may be shown locked.
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
RUNS = "resource.{0}.since <= resource.now && resource.now < resource.{0}.until"
_VICTIM_SERVICE = 'resource.owner.regimes.containsAny(["fvpsa", "rhya", "vawa", "voca"])'
_PART_2 = 'resource.owner.regimes.contains("part_2")'
_GUARDED = '["advocacy", "hiv_sti", "immigration", "orientation_and_gender_identity"]'
# What each forbid covers, in Cedar. A forbid that stands not here is refused by the test.
COVERS = {
    "guarded_types": f"{_GUARDED}.contains(resource.type)",
    "law_office": 'resource.owner.regimes.contains("attorney")',
    "minor_consented_care": 'resource.type == "minor_consented_care"',
    "psychotherapy_notes_by_release_only": 'resource.type == "psychotherapy_notes"',
    "reporter_identity": 'resource.type == "reporter_identity"',
    "school_records": 'resource.owner.regimes.contains("ferpa") || resource.type == "education"',
    "substance_use_by_release_only": f'resource.type == "substance_use" || {_PART_2}',
    "tribe_decides": 'resource.owner.regimes.contains("tribal")',
    "victim_service_by_release_only": f"{_VICTIM_SERVICE} || (resource.owner.confidential && !{_PART_2})",
    "work_product": 'resource.type == "work_product"',
    "youth_shelter_never": 'resource.owner.regimes.contains("rhya")',
}

_ON_CASES = '["worker", "coordinator", "supervisor"].contains(resource.role)'
_NO_COURT = '!resource.owner.regimes.contains("judicial") && !resource.viewer.regimes.contains("judicial")'
_OTHERS = "resource.owner.program != resource.viewer.program"
_PLACED = f"{RUNS.format('place')} && (!resource.viewer.confidential || ({RUNS.format('viewer_hub')}))"
_MEMBER = f"{_ON_CASES} && ({RUNS.format('member')}) && {_PLACED}"
_TEAM = f'{_OTHERS} && {_MEMBER} && (!resource.viewer.regimes.contains("appointed") || resource.ordered)'
_SEES = f'({_MEMBER}) || (resource.role == "supervisor" && {_PLACED})'
_NAMED_HERE = f"{RUNS.format('owner_hub')} && resource.owner_hub.types.contains(resource.type)"
_HERE = f"(!resource.owner.confidential || ({_NAMED_HERE}))"
_WALL = (
    'resource.owner.regimes.contains("attorney") && resource.viewer.regimes.contains("attorney")'
    " && resource.owner.agency == resource.viewer.agency && resource.owner.partner != resource.viewer.partner"
)


def _named(paper: str) -> str:
    return (
        f"(resource.{paper}.recipients.contains(resource.viewer.program)"
        f' || (!resource.viewer.regimes.contains("attorney")'
        f" && resource.{paper}.recipients.contains(resource.viewer.agency)))"
    )


def rendered(book: Rulebook) -> str:
    """Every rule, as the text of Cedar policies."""
    lines = [_conflict(), _staging(), _own(), _release(), _emergency(), _known(), _filed()]
    lines += [_kind(kind) for kind in KINDS]
    for between, opened in book.lawful_by_pair.items():
        for law in dict.fromkeys(opened.values()):
            lines.append(_law(between, law, [of for of, by in opened.items() if by == law]))
    return "\n".join([*lines, *map(_forbid, FORBIDS)])


def _permit(authority: str, *conditions: str) -> str:
    when = " && ".join(f"({one})" for one in conditions)
    return f'permit(principal, action == Action::"{authority}", resource) when {{ {when} }};'


def _conflict() -> str:
    shut = (
        'resource.conflict || (resource.restricted && !resource.named) || resource.viewer.regimes.contains("judicial")'
    )
    return f"forbid(principal, action, resource) when {{ {shut} }};"


def _staging() -> str:
    """What the protocol of the team that coordinates keeps back, of others' records, while no emergency runs."""
    counts = "resource.protocol.since <= resource.now"
    whom = (
        '(resource.interviewing && resource.protocol.staged.contains("interviewer"))'
        " || (!resource.coordinates && resource.protocol.staged.contains(resource.viewer.partner))"
    )
    shown = (
        'resource.protocol.first == "full" || resource.protocol.opens_on.containsAny(resource.told)'
        ' || (resource.protocol.first == "limited" && resource.protocol.types.contains(resource.type))'
    )
    left = f'!({counts}) && resource.interviewing && !resource.told.contains("interview_done")'
    back = f"({counts} && ({whom}) && !({shown})) || ({left})"
    return (
        f"forbid(principal, action, resource) when {{ {_OTHERS} && resource.now >= resource.emergency && ({back}) }};"
    )


def _own() -> str:
    return _permit(OWN_RECORD, "resource.owner.program == resource.viewer.program", _SEES)


def _release() -> str:
    says = (
        'resource.release.types.contains(resource.type) && (resource.type != "psychotherapy_notes" || resource.alone)'
    )
    stands = f"resource.release.suffices && {RUNS.format('release')}"
    return _permit(RELEASE, _TEAM, _NO_COURT, _HERE, stands, says, _named("release"))


def _emergency() -> str:
    return _permit(EMERGENCY_ACCESS, _shown_locked(), "resource.now < resource.emergency")


def _known() -> str:
    return _permit(KNOWN, _shown_locked())


def _shown_locked() -> str:
    guarded = f"{_set(EXISTENCE_PROTECTED)}.containsAny(resource.owner.regimes)"
    never = f"{_set(NEVER_SHOWN_LOCKED)}.contains(resource.type)"
    return f"{_TEAM} && {_NO_COURT} && !resource.owner.confidential && !{guarded} && !{never} && !({_WALL})"


def _filed() -> str:
    court = 'resource.type == "court" && resource.owner.regimes.contains("judicial")'
    return _permit(FILED_IN_COURT, _TEAM, court, _HERE, "resource.courts == [resource.owner.program] && resource.party")


def _law(between: tuple[str, str, str, bool], law: Lawful, types: Iterable[str]) -> str:
    place, sharing, recipient, government = between
    who = f'resource.owner.partner == "{sharing}" && resource.viewer.partner == "{recipient}"'
    where = (
        f'resource.owner.jurisdictions.contains("{place}") && resource.viewer.government == {str(government).lower()}'
    )
    agreed = (
        f"{RUNS.format('agreement')} && resource.agreement.types.contains(resource.type)" if law.agreement else "true"
    )
    of = f"{_set(types)}.contains(resource.type)"
    return _permit(law.authority, who, where, of, agreed, f"!({_WALL})", _TEAM, _NO_COURT)


def _kind(kind: AuthorityKind) -> str:
    """A kind of paper: its own bounds, then what the paper says."""
    asks = [_TEAM, _NO_COURT, _HERE, f"!({_WALL})", f'resource.paper.kind == "{kind.slug}"', RUNS.format("paper")]
    asks += [_named("paper"), "resource.paper.types.contains(resource.type)", "resource.for_this_person"]
    if kind.sharing:
        asks.append(f"resource.owner.regimes.containsAny({_set(kind.sharing)})")
    if kind.never:
        asks.append(f"!resource.owner.regimes.containsAny({_set(kind.never)})")
    if kind.recipients:
        asks.append(f"{_set(kind.recipients)}.contains(resource.viewer.partner)")
    if kind.types:
        asks.append(f"{_set(kind.types)}.contains(resource.type)")
    if kind.government_only:
        agent = f" || {_set(kind.agents)}.contains(resource.viewer.partner)" if kind.agents else ""
        asks.append(f"resource.viewer.government{agent}")
    if kind.one_side:
        sides = f"{_set(kind.one_side)}.containsAny([resource.owner.partner, resource.viewer.partner])"
        asks.append(f"resource.owner.government && resource.viewer.government && {sides}")
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
