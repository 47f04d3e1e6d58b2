"""Room: tests. Leaks planted on purpose, each with the page on which it shows: who misses one compares nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Response
from sqlalchemy import text

from coordination.casework import case_list, cases, notices, oversight, search
from coordination.casework.desk import Desk
from coordination.cli import mail
from coordination.model import ids
from coordination.model.actor import Actor
from coordination.model.case import Found, MyCases
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId
from tests.web.apart.looked import Look

OPENING = r"/cases \?"
Plant = Callable[[pytest.MonkeyPatch, list[Look]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """What is broken, at which addresses it has to show (a pattern; or mail), and to whom.

    elsewhere: found where nothing happened on any case that the observer sees.
    """

    name: str
    shows: str
    plant: Plant
    observer: str = "det_lake"
    elsewhere: bool = False

    def wanted(self, what: str) -> bool:
        """Whether this address is asked for."""
        return re.fullmatch(self.shows, what) is not None


def count(desk: Desk, table: str) -> int:
    """Rows of a table, whoever may know of them."""
    with desk.consulting() as cabinet:
        return int(cabinet.connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def figure(table: str, endpoint: str, shows: str) -> Leak:
    """A count over the whole table, on a page of what the viewer may see of it."""

    def plant(patch: pytest.MonkeyPatch, looks: list[Look]) -> None:
        for look in looks:
            app, desk = look.world.app, look.world.desk
            usual: Callable[..., Any] = app.view_functions[endpoint]

            def telling(*, _app: Any = app, _desk: Desk = desk, _usual: Any = usual, **named: str) -> Response:  # noqa: ANN401 - a view
                page: Response = _app.make_response(_usual(**named))
                page.set_data(page.get_data() + b"<!-- %d -->" % count(_desk, table))
                return page

            patch.setitem(app.view_functions, endpoint, telling)

    return Leak(name=f"{table} counted at {shows}", shows=shows, plant=plant)


def total_beside_a_search(patch: pytest.MonkeyPatch, _looks: list[Look]) -> None:
    """How many cases there are at all, beside each name found."""
    usual = search.find

    def telling(desk: Desk, actor: Actor, words: str, *, period: str = "") -> Found:
        found, total = usual(desk, actor, words, period=period), count(desk, "cases")
        return replace(found, lines=tuple(replace(line, called=f"{line.called} {total}") for line in found.lines))

    patch.setattr(search, "find", telling)


def search_of_hidden_names(patch: pytest.MonkeyPatch, looks: list[Look]) -> None:
    """A search that fits a hidden child says that there is somebody."""
    usual = search.find
    knows = {id(look.world.desk.database): look.world.actor("ana_cps_worker") for look in looks}

    def telling(desk: Desk, actor: Actor, words: str, *, period: str = "") -> Found:
        found, all_of_them = usual(desk, actor, words, period=period), usual(desk, knows[id(desk.database)], words)
        if len(all_of_them.lines) > len(found.lines):
            raise Invalid({"words": "Somebody of that name is not open to you."})
        return found

    patch.setattr(search, "find", telling)


def total_of_pages(patch: pytest.MonkeyPatch, _looks: list[Look]) -> None:
    """My cases ends on a page that is counted over all cases, not over mine."""
    usual = case_list.mine

    def telling(desk: Desk, actor: Actor, after: Any = None) -> MyCases:  # noqa: ANN401 - passed on
        found = usual(desk, actor, after)
        *lines, last = found.lines
        more = count(desk, "cases") - len(found.lines)
        return replace(found, lines=(*lines, replace(last, called=f"{last.called}, {more} more")))

    patch.setattr(case_list, "mine", telling)


def number_in_order(patch: pytest.MonkeyPatch, looks: list[Look]) -> None:
    """A new case's id is the next number."""
    desks = [look.world.desk for look in looks]
    here = {"at": 0}
    for at, look in enumerate(looks):
        usual = look.visitor.open

        def opened(*given: Any, _at: int = at, _usual: Any = usual, **named: Any) -> Any:  # noqa: ANN401 - as a client's
            here["at"] = _at
            return _usual(*given, **named)

        patch.setattr(look.visitor, "open", opened)
    drawn = ids.new_id
    taken = {"next": True}

    def next_id() -> str:
        taken["next"] = not taken["next"]
        return drawn() if taken["next"] else f"{count(desks[here['at']], 'cases'):032x}"

    patch.setattr(cases, "new_id", next_id)


def etag_of_the_table(patch: pytest.MonkeyPatch, looks: list[Look]) -> None:
    """A page's ETag changes with whatever anybody filed."""
    for look in looks:
        desk = look.world.desk

        def tagged(response: Response, _desk: Desk = desk) -> Response:
            response.headers["ETag"] = f'"{count(_desk, "records")}"'
            return response

        functions = look.world.app.after_request_funcs
        patch.setitem(functions, None, [*functions.get(None, []), tagged])


def error_that_differs(patch: pytest.MonkeyPatch, _looks: list[Look]) -> None:
    """Of what is there and hidden another sentence is said than of what is absent."""
    usual = cases.read

    def telling(desk: Desk, actor: Actor, case_id: CaseId) -> Any:  # noqa: ANN401 - a page
        try:
            return usual(desk, actor, case_id)
        except Refused:
            with desk.consulting([case_id]) as cabinet:
                there = cabinet.connection.execute(text("SELECT 1 FROM cases WHERE id = :id"), {"id": case_id}).all()
            if there:
                from flask import abort  # noqa: PLC0415 - of this plant alone

                abort(403)
            raise

    patch.setattr(cases, "read", telling)


def badge_of_everybody(patch: pytest.MonkeyPatch, _looks: list[Look]) -> None:
    """The number of new notices in the navigation is everybody's."""
    patch.setattr(notices, "waiting", lambda desk, _actor: count(desk, "outbox"))


def log_of_all(patch: pytest.MonkeyPatch, _looks: list[Look]) -> None:
    """An auditor's page shows what any program did."""
    usual = oversight._watch

    def telling(cabinet: Any, actor: Actor) -> Any:  # noqa: ANN401 - as the usual one
        programs, watch = usual(cabinet, actor)
        return programs, replace(watch, own=frozenset(programs), hidden=frozenset())

    patch.setattr(oversight, "_watch", telling)


def mail_to_all(patch: pytest.MonkeyPatch, _looks: list[Look]) -> None:
    """A letter to a supervisor of another program goes to the observer as well."""
    usual = mail._Line.send

    def telling(line: Any, letter: Any) -> Any:  # noqa: ANN401 - as the usual one
        usual(line, replace(letter, to="det_lake@work.example"))
        return usual(line, letter)

    patch.setattr(mail._Line, "send", telling)


LEAKS = (
    Leak(name="total beside a search", shows=r"/search \?", plant=total_beside_a_search),
    Leak(name="search of hidden names", shows=r"/search \?", plant=search_of_hidden_names),
    Leak(name="total of pages", shows=r"/cases(\?after=.*)?", plant=total_of_pages),
    Leak(name="etag of the table", shows="/directory", plant=etag_of_the_table),
    Leak(name="error that differs", shows="/cases/[0-9a-f]{32}", plant=error_that_differs),
    Leak(name="badge of everybody", shows="/contact", plant=badge_of_everybody),
    Leak(name="log of all", shows="/access-log.*", plant=log_of_all, observer="aud_lake", elsewhere=True),
    Leak(name="mail to all", shows="mail", plant=mail_to_all),
    figure("deadlines", "deadlines.index", "/deadlines"),
    figure("drafts", "drafts.mine", "/drafts"),
    figure("places", "team.read", "/cases/.*/team"),
    figure("referrals", "referrals.index", "/referrals"),
    figure("releases", "releases.index", "/cases/.*/releases"),
    figure("requests", "requests.inbox", "/requests"),
    Leak(name="number in order", shows=OPENING, plant=number_in_order),
)
