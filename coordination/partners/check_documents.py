"""Room: partners. Documents of the plugins, and the events their forms tell of, cross-checked: one defect refuses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from coordination.declare.core_forms import CORE_FORMS
from coordination.declare.document import OWN_TIME, RECEIPT, Asked, CodeSet, Document, DocumentField
from coordination.declare.event import Event
from coordination.declare.form import Form, QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.missing_forms import EPISODE_FORMS
from coordination.declare.partner import PartnerType

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")
_PERIOD = re.compile(r"20[0-9]{2}-(04|10)")
_LONGEST = 64 - len(RECEIPT)  # as long as the column that keeps the slug of a form
_TIMES = {QuestionKind.DATE, QuestionKind.INSTANT}
Forms = Mapping[Asked, Form]


def document_defects(partners: Sequence[PartnerType], places: Iterable[Jurisdiction]) -> list[str]:
    """Every defect of a document, as a sentence.

    A field may name a form of a partner type that is not loaded; one that no maker loaded here has is a defect.
    """
    found: list[str] = []
    seen: set[str] = set()
    for place in places:
        for document in place.documents:
            where = f"{place.slug}, document {document.slug}"
            makers = [partner for partner in partners if partner.slug in document.made_by]
            found += [f"{where} {complaint}" for complaint in _document(document)]
            found += [f"{where}, {complaint}" for complaint in _fields(document, makers)]
            found += [
                f"{where}: {one.slug} does not hold the type of its receipt." for one in _unable(document, makers)
            ]
            if document.slug in seen:
                found.append(f"{where} is declared twice.")
            seen.add(document.slug)
    return found


def start_defects(partners: Iterable[PartnerType]) -> list[str]:
    """Every defect of an event that a form tells of: it names questions of its own form, with answers they have."""
    own = [(partner.slug, form) for partner in partners for form in partner.forms]
    return [
        f"{where}, form {form.slug} {complaint}"
        for where, form in (*own, *(("core", form) for form in CORE_FORMS))
        for complaint in _starts(form)
    ]


def _document(document: Document) -> Iterable[str]:
    if not _SLUG.fullmatch(document.slug) or len(document.slug) > _LONGEST or document.version < 1:
        yield f"needs a slug of at most {_LONGEST} letters and a version from 1."
    for name in ("title", "receiver", "where", "citation", "quote", "source"):
        if not getattr(document, name).strip():
            yield f"has no {name}."
    if not document.made_by:
        yield "is made by nobody."
    types: Iterable[object] = (document.information_type, *document.never)
    if not all(isinstance(one, InformationType) for one in types):
        yield "names information types of the closed list."
    if not document.fields:
        yield "has no field."
    if any(not one.number.strip() or not one.source.strip() for one in document.addresses):
        yield "has an address without a number or without its source."
    for slug in sorted(document.proves):
        if not _SLUG.fullmatch(slug):
            yield f"proves {slug!r}, which is not a slug."
    for codes in document.code_sets:
        yield from _codes(codes)
    if bool(document.code_sets) != (document.speaks_of is not None):
        yield "is made for a period, so one question must say of which period a record speaks."


def _codes(codes: CodeSet) -> Iterable[str]:
    if not _PERIOD.fullmatch(codes.first) or (codes.last and not _PERIOD.fullmatch(codes.last)):
        yield f"has a code set {codes.slug} whose periods begin in no April and no October."
    if not codes.citation.strip():
        yield f"has a code set {codes.slug} without a citation."


def _fields(document: Document, makers: Sequence[PartnerType]) -> Iterable[str]:
    seen: set[str] = set()
    for field in document.fields:
        if not _SLUG.fullmatch(field.slug) or field.slug in seen or not field.title.strip():
            yield f"field {field.slug!r} needs a slug of its own and a title."
        if field.within and field.within not in seen:
            yield f"field {field.slug} stands within no field before it."
        seen.add(field.slug)
        if makers:
            yield from _sources(document, field, makers)


def _sources(document: Document, field: DocumentField, makers: Sequence[PartnerType]) -> Iterable[str]:
    kept_out = document.kept_out(field)
    for source in field.sources:
        if isinstance(source, Asked):
            forms = [form for partner in makers for form in _forms(partner) if _asks(form, source)]
            if not forms:
                yield f"field {field.slug}: no maker has a form {source.form} that asks {source.question}."
            for form in forms:
                if form.information_type in kept_out:
                    yield f"field {field.slug} is filled from {form.information_type}, from which it never may be."


def _unable(document: Document, makers: Iterable[PartnerType]) -> Iterable[PartnerType]:
    return (partner for partner in makers if document.information_type not in partner.holds)


def _forms(partner: PartnerType) -> tuple[Form, ...]:
    return (*(form for form in (*CORE_FORMS, *EPISODE_FORMS) if form.information_type in partner.holds), *partner.forms)


def _asks(form: Form, source: Asked) -> bool:
    return form.slug == source.form and source.question in {OWN_TIME, *(question.slug for question in form.questions)}


def _starts(form: Form) -> Iterable[str]:
    asked = {question.slug: question for question in form.questions}
    events: Iterable[object] = (start.event for start in form.starts)
    if not all(isinstance(event, Event) for event in events):
        yield "tells of an event that is not in the closed list."
    for start in form.starts:
        if start.happened and (start.happened not in asked or asked[start.happened].kind not in _TIMES):
            yield f"takes the time of {start.event} from no question with a day."
        for slug, answers in (*start.when, *start.unless):
            possible = {choice.slug for choice in asked[slug].choices} if slug in asked else set()
            if slug in asked and asked[slug].kind is QuestionKind.YES_NO_UNKNOWN:
                possible = {"yes", "no", "unknown"}
            if not answers or not answers <= possible:
                yield f"tells of {start.event} by answers that {slug} does not have."
