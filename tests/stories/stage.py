"""Room: tests. The stage of a story: the demo as `make run` starts it, and a real browser for each person.

Real sign-in at the real (demo) provider, real pages, real database; nothing is reached but loopback.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from coordination.demo.people import AGENCIES
from coordination.demo.residents import RESIDENTS
from tests.databases import Databases
from tests.demo import told
from tests.providers.ports import free_port
from tests.stories.eyes import DESKTOP, Eyes

READY = 180.0  # seconds until the demo must answer, on a machine that has other work too
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]
AGENCY = {one.name: AGENCIES[one.agency][0] for one in RESIDENTS}


@dataclass(slots=True)
class Stage:
    """The demo at `address`, one browser, and the pages looked at with `eyes`.

    agency: by a person's name, how the sign-in page names their agency. looks: False where a story only has to run.
    environ: the demo's own.
    """

    address: str
    browser: Browser
    eyes: Eyes
    environ: dict[str, str] = field(default_factory=dict)
    agency: Mapping[str, str] = field(default_factory=lambda: AGENCY)
    looks: bool = True
    pages: dict[str, Page] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def enter(self, name: str) -> Page:
        """The browser of this person, signed in through their own agency's provider the first time."""
        if name not in self.pages:
            width, height = DESKTOP
            context = self.browser.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            page.on("console", lambda line: self._heard(line.text) if line.type == "error" else None)
            page.goto(f"{self.address}/sign-in")
            page.get_by_role("link", name=re.compile(re.escape(self.agency[name]))).click()
            page.get_by_role("button", name=re.compile(f"^{name}")).click()
            page.wait_for_load_state()
            self.pages[name] = page
        return self.pages[name]

    def go(self, name: str, path: str) -> Page:
        """The person opens this page of the hub."""
        page = self.enter(name)
        page.goto(f"{self.address}{path}")
        return page

    def look_once(self, page: Page, title: str) -> None:
        """The same page comes again in another scene: only the first one is looked at."""
        if title not in self.looked:
            self.looked.add(title)
            self.look(page, title)

    def look(self, page: Page, title: str) -> None:
        """Axe finds nothing, nothing is wider than its screen, and a picture is kept where somebody wants some."""
        if self.looks:
            self.faults += self.eyes.faults(page, title)

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.faults.append(f"console: {text}")


@contextmanager
def stage(databases: Databases, home: Path, pictures: Path) -> Iterator[Stage]:
    """Start the demo on this engine and a browser; stop both, the demo as Ctrl-C would, and see it leave cleanly.

    pictures: the folder for them, where COORDINATION_TEST_PICTURES asks for any.
    """
    port = free_port()
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("COORDINATION_")},
        "COORDINATION_HOME": str(home),
        "COORDINATION_PORT": str(port),
        **told.addresses(databases),
    }
    told.move_in(databases, home, environ, f"http://localhost:{port + 1}")
    said = home.parent / "demo.log"
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "coordination", "demo"], env=environ, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, said)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
            address, looks = f"http://127.0.0.1:{port}", databases.kind == "sqlite"  # the other shows the same pages
            yield Stage(address=address, browser=browser, eyes=Eyes(pictures), environ=environ, looks=looks)
            browser.close()
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=30)
    assert code == 0, said.read_text(encoding="utf-8")


def _wait(process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + READY
    while "Ready in" not in said.read_text(encoding="utf-8"):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise AssertionError(said.read_text(encoding="utf-8"))
        time.sleep(0.2)
