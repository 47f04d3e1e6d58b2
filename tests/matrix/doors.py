"""Room: tests. Every (rule, method) that names an action, with the requests that try it and who may, by the oracle.

A door that is not in DOORS fails the matrix. Each is a function of one person before one site; it yields requests with
valid forms, so that the policy and nothing else answers. What narrows an action further (one's own record, a party to
the release) is written here beside the door, in the words of the document that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import new_id
from tests.community import PROGRAMS
from tests.matrix.sites import (
    AUTHORS,
    FORMS,
    HUB_STATES,
    RELEASE_STATES,
    TEAM,
    WORKING,
    Judged,
    Record,
    answered,
    paper,
)

Form = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. allowed: what the documents say; step_up: it is refused only until a second factor is shown.

    A form of None makes it a GET.
    """

    path: str
    allowed: bool
    form: Form | None = None
    step_up: bool = False
    what: str = ""


Door = Callable[[Judged], Iterator[Ask]]


def on_case(action: Action, path: str, form: Callable[[Judged], Form] | None = None) -> Door:
    """A door that the action on the case alone decides."""

    def door(one: Judged) -> Iterator[Ask]:
        address = f"/cases/{one.site.case_id}{path}"
        yield Ask(path=address, form=form(one) if form else None, allowed=one.may(action))

    return door


def given(**form: object) -> Callable[[Judged], Form]:
    """The same form for everybody."""
    return lambda _one: form


def program_id(one: Judged, slug: str) -> str:
    """A program's id."""
    return one.community.programs[slug].id


def mine(one: Judged) -> Record:
    """A record of the viewer's own program, or of another where theirs has none."""
    return next((found for found in one.site.records if found.program == one.program), one.site.records[0])


def foreign(one: Judged) -> Record:
    """A record of another program."""
    return next(found for found in one.site.records if found.program != one.program)


def form_of(one: Judged, slug: str) -> Form:
    """A form of the viewer's program, filled in."""
    form = one.community.desk.catalog.form(PROGRAMS[one.program][2], slug)
    return {"form": slug, **(answered(form) if form else {})}


# --- records ----------------------------------------------------------------------------------------------------------


def read(one: Judged) -> Iterator[Ask]:
    """ARCH 3 and 8: every record by its type and owner; location waits for a second factor."""
    for record in one.site.records:
        yield shown(one, record, "")


def history(one: Judged) -> Iterator[Ask]:
    """As reading it."""
    for record in (mine(one), foreign(one)):
        yield shown(one, record, "/history", also=one.may(Action.RECORD_HISTORY))


def shown(one: Judged, record: Record, page: str, *, also: bool = True) -> Ask:
    sight = one.sees(record.program, record.information_type)
    return Ask(
        path=f"/cases/{one.site.case_id}/records/{record.id}{page}",
        allowed=also and sight == "open",
        step_up=also and sight == "step_up",
        what=f"{record.program} {record.information_type}",
    )


def choose(one: Judged) -> Iterator[Ask]:
    """The choice of forms, and one of them."""
    for query in ("", f"?form={FORMS[one.program][0]}"):
        address = f"/cases/{one.site.case_id}/records/new{query}"
        yield Ask(path=address, allowed=one.may(Action.RECORD_FILE), what=query)


def file(one: Judged) -> Iterator[Ask]:
    """A record of one's own program."""
    form = form_of(one, FORMS[one.program][0])
    yield Ask(path=f"/cases/{one.site.case_id}/records/new", form=form, allowed=one.may(Action.RECORD_FILE))


def on_own(action: Action, page: str, form: Callable[[Judged, Record], Form | None], *, own: str = "program") -> Door:
    """A door to one record: of one's own program ("program"), one's own or supervised ("author"), or open ("open")."""

    def door(one: Judged) -> Iterator[Ask]:
        for record in (mine(one), foreign(one)):
            ours = record.program == one.program
            narrower = {
                "program": ours,
                "author": ours and (record.author == one.slug or one.role is Role.SUPERVISOR),
                # ISSUE 4: about a record one may read; an advocacy program holds no reports to record one in.
                "open": one.sees(record.program, record.information_type) == "open" and one.program != "advocates",
            }[own]
            address = f"/cases/{one.site.case_id}/records/{record.id}/{page}"
            allowed = narrower and one.site.present and one.may(action)
            yield Ask(path=address, form=form(one, record), allowed=allowed, what=f"own={ours}")

    return door


def corrected(one: Judged, record: Record) -> Form:
    return form_of(one, record.form)


def reporting(_one: Judged, _record: Record) -> Form:
    return {"told": "the county", "happened_at": "2026-11-20T10:00"}


# --- the team ---------------------------------------------------------------------------------------------------------


def end_place(one: Judged) -> Iterator[Ask]:
    """ARCH 3: a place that one may not know of is absent; a confidential one shows under its release to the viewer."""
    for slug in ("cac", "detectives", "advocates"):
        known = one.site.name != "not_placed" and (slug != "advocates" or knows_of_advocates(one))
        allowed = one.may(Action.TEAM_END) and known
        address = f"/cases/{one.site.case_id}/team/programs/{program_id(one, slug)}/end"
        yield Ask(path=address, form={}, allowed=allowed, what=slug)


def knows_of_advocates(one: Judged) -> bool:
    """ARCH 3: to itself, and to team members of a program that its release in force names."""
    if one.site.name in HUB_STATES and one.program != "advocates":
        return False
    released = one.site.name not in {"release_none", "release_expired", "release_revoked"}
    return one.program == "advocates" or (released and one.situation.viewer_member)


def assign(one: Judged) -> Iterator[Ask]:
    """A person of one's own program."""
    person = next((slug for slug in TEAM[one.program][1]), "")
    address = f"/cases/{one.site.case_id}/team/people"
    form = {"person": one.community.people[person]}
    yield Ask(path=address, form=form, allowed=one.may(Action.MEMBER_ASSIGN))


def end_member(one: Judged) -> Iterator[Ask]:
    person = one.community.people[AUTHORS[one.program]]
    address = f"/cases/{one.site.case_id}/team/people/{person}/end"
    yield Ask(path=address, form={}, allowed=one.may(Action.MEMBER_END))


def offered(one: Judged) -> Form:
    return {"coordinator": program_id(one, "cac" if one.program != "cac" else "detectives")}


# --- releases and requests --------------------------------------------------------------------------------------------


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
    from tests.matrix.oracle import name_hub_takes  # noqa: PLC0415 - the one door that asks it

    form = {**released(one), "recipients": (), "types": ("advocacy",), "code": one.site.code}
    yield Ask(path="/release-to-hub", form=form, allowed=name_hub_takes(one.viewer, one.situation))


# --- conflicts and drafts ---------------------------------------------------------------------------------------------


def shut_out(one: Judged) -> Iterator[Ask]:
    """CHOICE 5, narrowed: the privacy officer keeps the list of cases on which her agency has a place."""
    placed = one.situation.viewer_program_placed
    target = f"person:{one.community.people['int_harbor' if one.program != 'cac' else 'det_lake']}"
    form = {"reference": one.site.reference, "target": target}
    yield Ask(path="/conflicts", form=form, allowed=one.may(Action.CONFLICT_SET) and placed)


def lift(one: Judged) -> Iterator[Ask]:
    """CHOICE 5: the privacy officer whose list it is on, while her agency has a place."""
    kept = one.program == "cps" and one.situation.viewer_program_placed
    yield Ask(path=f"/conflicts/{one.site.conflict}/lift", form={}, allowed=one.may(Action.CONFLICT_LIFT) and kept)


def draft_of(one: Judged) -> str:
    return one.site.drafts.get(one.slug, "") or next(iter(one.site.drafts.values()))


def resume(one: Judged) -> Iterator[Ask]:
    """Read again by its author alone."""
    own = one.slug in one.site.drafts
    yield Ask(path=f"/drafts/{draft_of(one)}", allowed=own and one.may(Action.DRAFT_OPEN))
    other = next((draft for slug, draft in one.site.drafts.items() if slug != one.slug), new_id())
    yield Ask(path=f"/drafts/{other}", allowed=False, what="another's")


def discard(one: Judged) -> Iterator[Ask]:
    """By its author, however they now stand to the case."""
    own = one.site.present and one.slug in one.site.drafts
    yield Ask(path=f"/drafts/{draft_of(one)}/discard", form={}, allowed=own and one.may(Action.DRAFT_DISCARD))
    other = next((draft for slug, draft in one.site.drafts.items() if slug != one.slug), new_id())
    yield Ask(path=f"/drafts/{other}/discard", form={}, allowed=False, what="another's")


# --- about no one case: asked once, before the site "member" ----------------------------------------------------------


def by_role(action: Action, path: str, form: Form | None = None, *, roles: frozenset[Role] | None = None) -> Door:
    """A door that the role alone decides."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name == "member":
            yield Ask(path=path, form=form, allowed=one.role in roles if roles else one.may(action))

    return door


PURPOSE = "safety"
CASE_ROLES = frozenset(WORKING)
CHILD = {"called": "Somebody", "confirm": "yes"}

DOORS: Mapping[tuple[str, str], Door] = {
    ("cases.accept", "POST"): on_case(Action.CASE_ACCEPT_COORDINATION, "/coordination/accept", given()),
    ("cases.close", "POST"): on_case(Action.CASE_CLOSE, "/close", given(reason="work_done")),
    ("cases.find", "POST"): by_role(Action.CASE_SEARCH, "/search", {"words": "nobody at all"}, roles=CASE_ROLES),
    ("cases.mine", "GET"): by_role(Action.CASE_LIST, "/cases", roles=CASE_ROLES),
    ("cases.new", "GET"): by_role(Action.CASE_OPEN, "/cases/new"),
    ("cases.offer", "POST"): on_case(Action.CASE_OFFER_COORDINATION, "/coordination", offered),
    ("cases.open_case", "POST"): by_role(Action.CASE_OPEN, "/cases", CHILD),
    ("cases.read", "GET"): on_case(Action.CASE_READ, ""),
    ("cases.reopen", "POST"): on_case(Action.CASE_REOPEN, "/reopen", given(reason="new_report")),
    ("cases.search", "GET"): by_role(Action.CASE_SEARCH, "/search", roles=CASE_ROLES),
    ("conflicts.lift", "POST"): lift,
    ("conflicts.mine", "GET"): by_role(Action.CONFLICT_LIST, "/conflicts"),
    ("conflicts.shut_out", "POST"): shut_out,
    ("drafts.discard", "POST"): discard,
    ("drafts.mine", "GET"): by_role(Action.DRAFT_LIST, "/drafts"),
    ("drafts.resume", "GET"): resume,
    ("drafts.save", "POST"): on_case(
        Action.DRAFT_SAVE, "/drafts", lambda one: {"form": FORMS[one.program][0], "draft": new_id()}
    ),
    ("oversight.entries", "GET"): by_role(Action.ACCESS_LOG_READ, "/access-log"),
    ("oversight.export", "POST"): by_role(Action.ACCESS_LOG_EXPORT, "/access-log/export", {"format": "csv"}),
    ("oversight.verify", "POST"): by_role(Action.ACCESS_LOG_VERIFY, "/access-log/verify", {}),
    ("records.correct", "POST"): on_own(Action.RECORD_CORRECT, "correct", corrected),
    ("records.correction", "GET"): on_own(Action.RECORD_CORRECT, "correct", lambda *_: None),
    ("records.file", "POST"): file,
    ("records.history", "GET"): history,
    ("records.new", "GET"): choose,
    ("records.read", "GET"): read,
    ("records.report", "GET"): on_own(Action.RECORD_REPORTED, "reported", lambda *_: None, own="open"),
    ("records.report_made", "POST"): on_own(Action.RECORD_REPORTED, "reported", reporting, own="open"),
    ("records.withdraw", "POST"): on_own(
        Action.RECORD_WITHDRAW, "withdraw", lambda *_: {"reason": "wrong_case"}, own="author"
    ),
    ("records.withdrawal", "GET"): on_own(Action.RECORD_WITHDRAW, "withdraw", lambda *_: None, own="author"),
    # The page that offers a code is a look at the team, and only for whoever may issue one.
    ("releases.ask_code", "GET"): on_case(Action.HUB_CODE_ISSUE, "/hub-code"),
    ("releases.index", "GET"): on_case(Action.RELEASE_LIST, "/releases"),
    ("releases.issue_code", "POST"): on_case(Action.HUB_CODE_ISSUE, "/hub-code", given()),
    ("releases.name_hub", "GET"): by_role(Action.RELEASE_NAME_HUB, "/release-to-hub"),
    ("releases.new", "GET"): on_case(Action.RELEASE_PREVIEW, "/releases/new"),
    ("releases.preview", "POST"): on_case(Action.RELEASE_PREVIEW, "/releases/preview", released),
    ("releases.record", "POST"): on_case(Action.RELEASE_RECORD, "/releases", released),
    ("releases.record_hub", "POST"): name_hub,
    ("releases.revoke", "POST"): revoke,
    ("requests.inbox", "GET"): by_role(Action.REQUEST_LIST, "/requests", roles=CASE_ROLES),
    ("requests.make", "POST"): make,
    ("requests.new", "GET"): wish,
    ("requests.refuse", "POST"): answer,
    ("restrictions.restrict", "POST"): on_case(Action.CASE_RESTRICT, "/restriction", given()),
    ("restrictions.unrestrict", "POST"): on_case(Action.CASE_UNRESTRICT, "/restriction/lift", given()),
    ("sessions.end", "POST"): lambda one: iter(()),  # tests/casework/test_sessions_ended.py; here by who_ends
    ("sessions.lock", "POST"): lambda one: iter(()),
    ("sessions.mine", "GET"): by_role(Action.SESSION_LIST, "/sessions"),
    ("team.assign", "POST"): assign,
    ("team.end_member", "POST"): end_member,
    ("team.end_place", "POST"): end_place,
    ("team.invite", "POST"): on_case(
        Action.TEAM_INVITE, "/team/programs", lambda one: {"program": program_id(one, "cac")}
    ),
    ("team.read", "GET"): on_case(Action.TEAM_READ, "/team"),
}
