"""Room: tests. The doors to documents for other systems: who may see the case makes those of their program's kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coordination.model.action import Action
from coordination.model.actor import Role
from tests.matrix.asks import Ask, Door, Form
from tests.matrix.judged import Judged

# ISSUE 7, and the list of each document: which kind of program makes it. An advocacy program makes none.
MAKERS = {"cac", "cps", "detectives"}
RECEIPT = {"happened_at": "2026-11-20 10:00", "who": "Somebody", "channel": "phone", "number": "A-1"}


def on_document(action: Action, path: str, form: Callable[[Judged], Form] | None = None) -> Door:
    """A door to the request for assistance, which three kinds of program make."""

    def door(one: Judged) -> Iterator[Ask]:
        address = f"/cases/{one.site.case_id}/documents/otip_request{path}"
        allowed = one.may(action) and one.program in MAKERS
        yield Ask(path=address, form=form(one) if form else None, allowed=allowed)

    return door


def index(one: Judged) -> Iterator[Ask]:
    """The list of documents, empty where a program makes none."""
    yield Ask(path=f"/cases/{one.site.case_id}/documents", allowed=one.may(Action.DOCUMENT_MAKE))


def gaps(one: Judged) -> Iterator[Ask]:
    """Over all cases of child protection, for its supervisor."""
    if one.site.name == "member":
        allowed = one.role is Role.SUPERVISOR and one.program == "cps"
        yield Ask(path="/documents/afcars_victim_elements/gaps", allowed=allowed)


DOCUMENT_DOORS: Mapping[tuple[str, str], Door] = {
    ("documents.data", "GET"): on_document(Action.DOCUMENT_MAKE, "/data.json"),
    ("documents.gaps", "GET"): gaps,
    ("documents.index", "GET"): index,
    ("documents.keep_receipt", "POST"): on_document(Action.RECORD_FILE, "/receipt", lambda _one: RECEIPT),
    ("documents.paper", "GET"): on_document(Action.DOCUMENT_MAKE, "/paper.pdf"),
    ("documents.read", "GET"): on_document(Action.DOCUMENT_MAKE, ""),
    ("documents.receipt", "GET"): on_document(Action.RECORD_FILE, "/receipt"),
}
