"""Room: tests. The doors to orders and other papers on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.community import PROGRAMS
from tests.matrix.asks import Ask, Door, Form, on_case, program_id
from tests.matrix.filled import authority
from tests.matrix.judged import Judged


def reported(one: Judged) -> Form:
    """A kind that a worker may file: a report that the law demands, to child protection or the police."""
    to = program_id(one, "cps" if one.program != "cps" else "detectives")
    return authority("mandated_report", (to,), ("identity",), ("statute", "reported"))


def end(one: Judged) -> Iterator[Ask]:
    """ISSUE 5, 3: a paper is the sharing program's own; it ends by its people. Each here begins next year."""
    for slug in PROGRAMS:
        there = slug in one.site.papers
        address = f"/cases/{one.site.case_id}/authorities/{one.site.papers.get(slug, new_id())}/end"
        allowed = one.may(Action.AUTHORITY_END) and there and one.program == slug
        yield Ask(path=address, form={"why": "need_over"}, allowed=allowed, what=slug)


def scan(action: Action, end: str) -> Door:
    """ISSUE 5, 3: the scan of a paper is the sharing program's own. The sites have none: tests/web/test_authority_scans
    takes one out."""

    def asks(one: Judged) -> Iterator[Ask]:
        for slug in PROGRAMS:
            there = slug in one.site.papers
            address = f"/cases/{one.site.case_id}/authorities/{one.site.papers.get(slug, new_id())}/{end}"
            allowed = one.may(action) and there and one.program == slug
            if action is Action.AUTHORITY_LIST and allowed:
                continue  # whoever may is told by a 404 that no scan is there
            form: Form | None = {"file": b"%PDF-1.7\n"} if action is Action.AUTHORITY_RECORD else None
            yield Ask(path=address, form=form, allowed=allowed, what=slug)

    return asks


def demanded(one: Judged) -> Form:
    """A subpoena for the own program's records."""
    asked = {"asked_by": "something", "asks": "something", "due_on": "2026-12-01"}
    return {"programs": (program_id(one, one.program),), **asked}


AUTHORITY_DOORS: Mapping[tuple[str, str], Door] = {
    ("authorities.end", "POST"): end,
    ("authorities.index", "GET"): on_case(Action.AUTHORITY_LIST, "/authorities"),
    ("authorities.new", "GET"): on_case(Action.AUTHORITY_PREVIEW, "/authorities/new?kind=mandated_report"),
    ("authorities.preview", "POST"): on_case(Action.AUTHORITY_PREVIEW, "/authorities/preview", reported),
    ("authorities.record", "POST"): on_case(Action.AUTHORITY_RECORD, "/authorities", reported),
    ("authority_scans.file", "POST"): scan(Action.AUTHORITY_RECORD, "scan"),
    ("authority_scans.new", "GET"): scan(Action.AUTHORITY_PREVIEW, "scan/new"),
    ("authority_scans.take_out", "GET"): scan(Action.AUTHORITY_LIST, "scan"),
    ("legal_demands.new", "GET"): on_case(Action.DEMAND_RECORD, "/demands/new"),
    ("legal_demands.record", "POST"): on_case(Action.DEMAND_RECORD, "/demands/new", demanded),
}
