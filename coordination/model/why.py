"""Room: model. Why somebody sees an information type, or does not: the question, and its answer in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordination.model.ids import CaseId
from coordination.model.oversight import LoggedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The answer. opens: whether they see it. lead: that, in a sentence; sentences: why, or what stands in the way.

    authority and citation: what it rests on, empty when nothing opens it. notices: (sentence, citation) that travel.
    """

    opens: bool
    lead: str
    sentences: tuple[str, ...]
    authority: str = ""
    citation: str = ""
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """The form of the question with what may be asked: (what to send, words).

    errors: a sentence by field, where something was sent that may not be asked.
    """

    case_id: CaseId
    reference: str
    people: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    rules_hash: str
    reason: Reason | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyEntry:
    """An entry of the access log with its reasons. same_rules: whether the rules of then are still in force."""

    act: LoggedAct
    rules_hash: str
    same_rules: bool
    sentences: tuple[str, ...]
