"""Room: tests. `make run` as a newcomer meets it: one command, everybody can sign in, Ctrl-C leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from coordination.audit.keeper import press
from coordination.audit.verify import verify
from coordination.database.engine import Database
from coordination.demo.people import AGENCIES
from coordination.demo.residents import RESIDENTS, Resident
from coordination.model.actor import Role
from coordination.settings import Settings
from tests.cli.loopback_browser import LoopbackBrowser
from tests.cli.running import Started, answers, gone, started, two_free_ports

pytestmark = pytest.mark.slow

FIRST_PAGES = {Role.AUDITOR: "/access-log", Role.ADMINISTRATOR: "/agency", Role.PRIVACY_OFFICER: "/conflicts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A demo that is running."""

    run: Started
    environ: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.environ['COORDINATION_PORT']}"

    @property
    def settings(self) -> Settings:
        return Settings.read(self.environ)


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("run") / "home"
    return {"COORDINATION_HOME": str(home), "COORDINATION_PORT": str(two_free_ports())}


@pytest.fixture(scope="module")
def demo(environ: dict[str, str]) -> Iterator[Demo]:
    with started("demo", environ, Path(environ["COORDINATION_HOME"]).parent / "said") as run:
        run.wait_for("Ctrl-C stops all of it")
        yield Demo(run=run, environ=environ)


def _sign_in(url: str, one: Resident) -> LoopbackBrowser:
    """By the pages alone: choose the agency, choose who one is."""
    browser = LoopbackBrowser()
    page = browser.get(f"{url}/")
    links = re.findall(r'<a[^>]*href="(/sign-in/[0-9a-f]{32}[^"]*)"[^>]*>(.*?)</a>', page.text, re.DOTALL)
    agency = AGENCIES[one.agency][0]
    (link,) = [unescape(href) for href, text in links if agency in unescape(text)]
    browser.get(url + link)
    browser.press(one.name)
    return browser


def test_address_and_everybody_are_on_the_table(demo: Demo) -> None:
    said = demo.run.said
    assert demo.url in said
    for one in RESIDENTS:
        assert re.search(rf"{one.name} .*{re.escape(one.line)}", said)


def test_it_says_on_every_page_that_it_is_a_demonstration(demo: Demo) -> None:
    browser = LoopbackBrowser()
    for path in ("/", "/help", "/signed-out", "/no-such-page"):
        assert "demo" in browser.get(demo.url + path).text.lower(), path


@pytest.mark.parametrize("one", [one for one in RESIDENTS if one.program], ids=lambda one: one.subject)
def test_person_signs_in_and_every_link_works(demo: Demo, one: Resident) -> None:
    browser = _sign_in(demo.url, one)
    assert browser.page.status_code == 200, browser.page.text
    first = "/filings" if one.program == "court" else FIRST_PAGES.get(one.role, "/cases")
    assert browser.page.url == demo.url + first
    assert one.name in browser.page.text
    links = {unescape(link) for link in re.findall(r'href="(/[^"#]*)"', browser.page.text)}
    assert links
    for link in sorted(links):
        assert browser.get(demo.url + link).status_code == 200, link


def test_new_person_finds_whom_to_ask_and_nothing_else(demo: Demo) -> None:
    (one,) = [one for one in RESIDENTS if one.program is None]
    browser = _sign_in(demo.url, one)
    assert browser.page.status_code == 403
    assert "Max Hill" in browser.page.text
    assert browser.get(f"{demo.url}/cases").url.startswith(f"{demo.url}/sign-in")


def test_it_listens_on_this_machine_alone(demo: Demo) -> None:
    port = int(demo.environ["COORDINATION_PORT"])
    for number in (port, port + 1):
        with socket.socket() as other:
            other.settimeout(2)
            assert other.connect_ex(("127.0.0.2", number)) != 0


def test_second_demo_on_the_same_port_is_told_so_and_changes_nothing(demo: Demo, tmp_path: Path) -> None:
    home = tmp_path / "other"
    with started("demo", {**demo.environ, "COORDINATION_HOME": str(home)}, tmp_path / "said") as second:
        assert second.process.wait(60) == 1
    assert "COORDINATION_PORT" in second.said
    assert "Traceback" not in second.said
    assert not home.exists()
    assert answers(f"{demo.url}/healthz") == 200


def test_child_that_is_killed_is_replaced(demo: Demo) -> None:
    (first,) = demo.run.children()
    os.kill(first, signal.SIGKILL)
    gone([first])
    end = [first]
    while end == [first] or not end:
        end = demo.run.children()
    assert answers(f"{demo.url}/readyz") == 200


def test_ctrl_c_stops_all_of_it_with_everything_signed_and_the_data_kept(demo: Demo, tmp_path: Path) -> None:
    children = demo.run.children()
    assert demo.run.end(signal.SIGINT) == 0
    gone(children)
    port = int(demo.environ["COORDINATION_PORT"])
    assert [answers(f"http://{name}:{number}/") for name, number in (("127.0.0.1", port), ("localhost", port + 1))] == [
        0,
        0,
    ]
    assert "Traceback" not in demo.run.said
    before = _signed(demo.settings)
    with socket.socket() as taken:  # the provider's port of last time is in use: it moves, and its people with it
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port + 1))
        taken.listen()
        with started("demo", demo.environ, tmp_path / "said") as again:
            again.wait_for("Ctrl-C stops all of it")
            assert "Making the synthetic" not in again.said
            assert f"http://localhost:{port + 1} " not in again.said
            browser = _sign_in(demo.url, RESIDENTS[0])
            assert "Jade" in browser.page.text
            assert again.end(signal.SIGTERM) == 0
    assert _signed(demo.settings) > before


def test_killed_parent_leaves_no_child_and_loses_nothing(environ: dict[str, str], tmp_path: Path) -> None:
    with started("demo", environ, tmp_path / "said") as run:
        run.wait_for("Ctrl-C stops all of it")
        children = run.children()
        assert run.end(signal.SIGKILL) == -signal.SIGKILL
        gone(children)
    _signed(Settings.read(environ))  # the child signed before it left


def _signed(settings: Settings) -> int:
    """How many entries are signed, after a look that nothing is wrong and nothing waits."""
    with closing(Database.open(settings.sequencer_url)) as database, database.read() as connection:
        signing = press(settings)
        report = verify(connection, signing.verifiers, signing.origin, signing.second_path, columns=True)
    assert report.findings == ()
    assert (report.waiting, report.signed) == (0, report.size)
    return report.size
