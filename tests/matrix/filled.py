"""Room: tests. Forms and releases filled in, as somebody types them."""

from __future__ import annotations

from coordination.declare.form import Form, QuestionKind


def answered(form: Form, word: str = "something", *, kinds: frozenset[QuestionKind] | None = None) -> dict[str, str]:
    """The form filled in: `word` wherever text goes, the first choice elsewhere."""
    typed = {}
    for question in form.questions:
        if kinds is not None and question.kind not in kinds and not question.required:
            continue
        match question.kind:
            case QuestionKind.LINE | QuestionKind.TEXT:
                typed[question.slug] = word
            case QuestionKind.ONE | QuestionKind.MANY:
                typed[question.slug] = question.choices[0].slug
            case QuestionKind.DATE:
                typed[question.slug] = "2026-11-01"
            case QuestionKind.INSTANT:
                typed[question.slug] = "2026-11-01T10:00"
            case QuestionKind.NUMBER:
                typed[question.slug] = "3"
            case QuestionKind.YES_NO_UNKNOWN:
                typed[question.slug] = "unknown"
    return typed


def paper(recipients: tuple[str, ...], types: tuple[str, ...], word: str = "River") -> dict[str, str | tuple[str, ...]]:
    """A release as it is typed: the young person and a parent who is no abuser sign."""
    return {
        "recipients": recipients,
        "types": types,
        "purpose": "safety",
        "expires_on": "2026-12-20",
        "signer_1_capacity": "minor",
        "signer_1_name": word,
        "signer_1_abuser": "no",
        "signer_1_authority": word,
        "signer_2_capacity": "parent",
        "signer_2_name": word,
        "signer_2_abuser": "no",
        "method": "paper",
        "language": word,
        "not_condition": "yes",
        "under_18": "yes",
    }


def authority(
    kind: str, recipients: tuple[str, ...], types: tuple[str, ...], evidence: tuple[str, ...], **more: str
) -> dict[str, str | tuple[str, ...]]:
    """An order or other paper as it is typed, in force today and for ten days with it."""
    asked = {f"evidence_{slug}": "something" for slug in evidence}
    named = {"recipients": recipients} if recipients else {}
    return {"kind": kind, **named, "types": types, "expires_on": "2026-11-30", **asked, **more}
