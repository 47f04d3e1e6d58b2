"""Room: tests. The doors to releases, requests and the release to the hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coordination.model.action import Action
from coordination.model.ids import ReleaseId, new_id
from tests.community import PROGRAMS
from tests.matrix.asks import Ask, Form, program_id
from tests.matrix.filled import paper
from tests.matrix.judged import Judged
from tests.matrix.oracle import name_hub_takes
from tests.matrix.situations import RELEASE_STATES

PURPOSE = "child_safety"


def recipient(one: Judged) -> str:
    return program_id(one, "cac" if one.program != "cac" else "detectives")


def released(one: Judged) -> Form:
    types = tuple(kind.value for kind in one.community.desk.catalog.partner_types[PROGRAMS[one.program][2]].holds)
    return paper((recipient(one),), tuple(kind for kind in sorted(types) if kind in {"report", "advocacy"}))


def revoke(one: Judged) -> Iterator[Ask]:
    """CHOICE 8: "releases they are party to"; every release here names the other programs but the advocates."""
    for slug in PROGRAMS:
        there = slug in one.site.releases and one.site.name != "release_none"
        party = one.program == slug or one.program != "advocates"
        release = one.site.releases.get(slug, new_id())
        address = f"/cases/{one.site.case_id}/releases/{release}/revoke"
        allowed = one.may(Action.RELEASE_REVOKE) and there and party
        yield Ask(path=address, form={"how": "oral"}, allowed=allowed, what=slug)


def on_paper(action: Action, end: str, *, unsigned: bool = False) -> Callable[[Judged], Iterator[Ask]]:
    """ISSUE 5: a paper is the sharing program's own, and a recipient reads neither it nor who signed. unsigned: of the
    one that waits for its signatures. The sites have no scan: tests/web/test_release_papers.py takes one out."""

    def door(one: Judged) -> Iterator[Ask]:
        for slug in PROGRAMS:
            found = one.site.unsigned if unsigned else one.site.releases
            there = slug in found and one.site.name != "release_none"
            address = f"/cases/{one.site.case_id}/releases/{found.get(slug, ReleaseId(new_id()))}/{end}"
            allowed = one.may(action) and there and slug == one.program
            if end == "scan" and allowed:
                continue  # whoever reads the paper is told nothing by a scan that is not there
            form = {"compared": "yes", "file": b"%PDF-1.7\n"} if end == "signed" else None
            yield Ask(path=address, form=form, allowed=allowed, what=slug)

    return door


def wished(one: Judged) -> tuple[str, str]:
    """What no release here names: ISSUE 3 "what the viewer may lawfully know exists but not read"."""
    return ("detectives", "missing") if one.program == "cps" else ("cps", "placement")


def askable(one: Judged, slug: str, kind: str) -> bool:
    """Known to exist; and a request names who asks, so a confidential program asks only whom its release names."""
    unnamed = one.program == "advocates" and one.site.name in RELEASE_STATES
    return one.sees(slug, kind) == "known" and not unnamed


def wish(one: Judged) -> Iterator[Ask]:
    for slug, kind in (wished(one), ("cps", "reporter_identity")):
        known = askable(one, slug, kind)
        address = f"/cases/{one.site.case_id}/requests/new?program={program_id(one, slug)}&type={kind}"
        yield Ask(path=address, allowed=one.may(Action.REQUEST_MAKE) and known, what=kind)


def make(one: Judged) -> Iterator[Ask]:
    for slug, kind in (wished(one), ("cps", "reporter_identity")):
        known = askable(one, slug, kind)
        form = {"program": program_id(one, slug), "type": kind, "purpose": PURPOSE}
        address = f"/cases/{one.site.case_id}/requests/new"
        yield Ask(path=address, form=form, allowed=one.may(Action.REQUEST_MAKE) and known, what=kind)


def answer(one: Judged) -> Iterator[Ask]:
    """CHOICE 7: by supervisors of the program that was asked."""
    for slug in (one.program, "cac" if one.program != "cac" else "cps"):
        address = f"/cases/{one.site.case_id}/requests/{one.site.requests[slug]}/refuse"
        allowed = one.may(Action.REQUEST_ANSWER) and slug == one.program
        yield Ask(path=address, form={}, allowed=allowed, what=slug)


def name_hub(one: Judged) -> Iterator[Ask]:
    """ARCH 3, confidential programs; what the case itself must be is the oracle's name_hub_takes."""
    form = {**released(one), "recipients": (), "types": ("advocacy",), "code": one.site.code}
    yield Ask(path="/release-to-hub", form=form, allowed=name_hub_takes(one.viewer, one.situation))
