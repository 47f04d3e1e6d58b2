"""Room: tests. `make pictures`: the pictures of the help, taken from the demo in a real browser, as its people see it.

Each picture is what stands between two things on the page, at a width at which its words can be read in a column of
text. What differs between two takings is only what the demo makes up anew: dates and references.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import FloatRect, Page

from coordination.web.help_text import PICTURES
from tests.databases import Databases
from tests.stories.stage import Stage, stage

WIDTH, MARGIN = 820, 12  # px
LARGEST = 150_000  # bytes of one picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: who looks, at which page, from the top of `begin` to the bottom of `end` (CSS), `most` px high."""

    name: str
    who: str
    find: Callable[[Stage, str], Page]
    begin: str = "main h1"
    end: str = "main > :last-child"
    most: int = 760
    width: int = WIDTH


def at(path: str) -> Callable[[Stage, str], Page]:
    """The page at an address."""
    return lambda here, who: here.go(who, path)


def case(called: str, page: str = "") -> Callable[[Stage, str], Page]:
    """A page of the case of this child."""

    def find(here: Stage, who: str) -> Page:
        found = here.go(who, "/cases")
        found.get_by_role("link", name=called, exact=False).first.click()
        return here.go(who, found.url.removeprefix(here.address) + page)

    return find


def referral(program: str, state: str) -> Callable[[Stage, str], Page]:
    """The first referral to or from this program that stands so."""

    def find(here: Stage, who: str) -> Page:
        found = here.go(who, "/referrals")
        found.locator("li", has_text=program).filter(has_text=state).get_by_role("link").first.click()
        found.wait_for_load_state()
        return found

    return find


def on_call(here: Stage, who: str) -> Page:
    """Whom to ring for North County's county."""
    page = here.go(who, "/on-call")
    page.get_by_label("The county the child is in").select_option(label="Hennepin")
    page.get_by_role("button", name="Show whom to ring").click()
    return page


def person(name: str) -> Callable[[Stage, str], Page]:
    """The page of a person of the administrator's agency."""

    def find(here: Stage, who: str) -> Page:
        page = here.go(who, "/agency")
        page.get_by_role("link", name=name).first.click()
        return page

    return find


def entry(here: Stage, who: str) -> Page:
    """The own program's page of the directory."""
    page = here.go(who, "/directory/programs")
    page.get_by_role("link", name="Child Protection").click()
    return page


def who_saw(called: str) -> Callable[[Stage, str], Page]:
    """The access log of this child's case, whose reference its worker knows."""

    def find(here: Stage, who: str) -> Page:
        line = here.go("Ana Brook", "/cases").locator(
            "li", has=here.enter("Ana Brook").get_by_role("link", name=called)
        )
        reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", line.first.inner_text())
        assert reference is not None
        page = here.go(who, "/access-log")
        page.get_by_text("Narrow the log, or ask who saw a case").click()
        page.get_by_label("Case", exact=False).first.fill(reference[0])
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_load_state()
        return page

    return find


def verified(here: Stage, who: str) -> Page:
    """The access log after the button was pressed."""
    page = here.go(who, "/access-log")
    page.get_by_role("button", name="Verify the log").click()
    page.wait_for_load_state()
    return page


def doctor(here: Stage, who: str) -> Page:
    """What the command says about the demo's own folder, as a terminal shows it."""
    command = [sys.executable, "-m", "coordination", "doctor"]
    said = subprocess.run(command, env=here.environ, capture_output=True, text=True, check=False).stdout
    said = said.replace(here.environ["COORDINATION_HOME"], "/srv/coordination")
    page = here.enter(who).context.new_page()
    page.set_content(
        "<style>body{margin:0;background:#fff}main{display:inline-block;background:#1b1b1b;color:#f0f0f0;"
        "padding:1rem;font:15px/1.5 monospace;white-space:pre-wrap;width:780px}</style>"
        f"<main><b>$ python -m coordination doctor</b>\n{escape(said)}</main>"
    )
    return page


TABLE = (
    Picture(name="my-work", who="Noa Bridge", find=at("/work"), most=742),
    Picture(name="case", who="Carla Moss", find=case("Dana"), most=1294),
    Picture(name="record-form", who="Ana Brook", find=case("Jade", "/records/new?form=suspected_exploitation_report")),
    Picture(name="referral", who="Noa Bridge", find=referral("Bayview", "Completed"), most=556),
    Picture(name="delivered", who="Eli Fenn", find=referral("Lantern", "Delivered"), most=478),
    Picture(name="on-call", who="Leo Marsh", find=on_call, most=648),
    Picture(name="team", who="Sam Reed", find=case("Robin", "/team"), most=662),
    Picture(name="request", who="Sam Reed", find=at("/requests")),
    Picture(name="entry", who="Sam Reed", find=entry, most=706),
    Picture(name="agency", who="Max Hill", find=at("/agency"), most=716),
    Picture(name="person", who="Max Hill", find=person("Ana Brook"), most=346),
    Picture(name="changes", who="Max Hill", find=at("/agency/changes")),
    Picture(name="access-log", who="Noor Field", find=who_saw("Jade"), begin="#found", most=560, width=1000),
    Picture(name="verified", who="Noor Field", find=verified),
    Picture(name="doctor", who="Max Hill", find=doctor, begin="main", end="main"),
)


def take(here: Stage, picture: Picture, folder: Path) -> Path:
    """Take one picture; where it lies."""
    page = picture.find(here, picture.who)
    page.set_viewport_size({"width": picture.width, "height": 900})
    top, bottom = page.locator(picture.begin).first.bounding_box(), page.locator(picture.end).last.bounding_box()
    assert top is not None
    assert bottom is not None
    begin = max(0.0, top["y"] - MARGIN)
    height = min(bottom["y"] + bottom["height"] + MARGIN - begin, picture.most)
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path, full_page=True, clip=FloatRect(x=0, y=begin, width=picture.width, height=height))
    if path.stat().st_size > LARGEST:
        raise AssertionError(f"{path.name}: {path.stat().st_size} bytes")
    return path


def main() -> None:
    """Take all of them, or those that are named, into coordination/help/pictures."""
    wanted = set(sys.argv[1:]) or {picture.name for picture in TABLE}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        nowhere = Databases(kind="sqlite", app="", owner="", sequencer="")  # the demo's own file, in its home
        with stage(nowhere, home, Path(folder) / "seen") as here:
            for picture in TABLE:
                if picture.name in wanted:
                    print(os.path.relpath(take(here, picture, PICTURES)))


if __name__ == "__main__":
    main()
