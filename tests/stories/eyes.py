"""Room: tests. Eyes of a story: what is wrong with a page on a desktop and on a phone, and its picture when asked for.

At 360 px axe reads each page. At 1280 px it reads the first page of each kind: the elements are those of the phone, and
the frame that is laid out in another way is one for all pages. Nothing may be wider than either screen.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests import axe

DESKTOP, PHONE = (1280, 900), (360, 740)
SETTLE = 100  # milliseconds
WANTED = "COORDINATION_TEST_PICTURES"
ID = re.compile(r"[0-9a-f]{32}")


def kind(page: Page) -> str:
    """Pages that differ by what they are about alone are of one kind: the path without ids."""
    return ID.sub("*", urlsplit(page.url).path)


@dataclass(slots=True)
class Eyes:
    """Look at pages. pictures: the folder for them, which is made and filled when COORDINATION_TEST_PICTURES asks."""

    pictures: Path
    kinds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if WANTED in os.environ:
            self.pictures.mkdir(parents=True, exist_ok=True)

    def faults(self, page: Page, title: str) -> list[str]:
        """What is wrong with it; the screen is a desktop again afterwards."""
        found: list[str] = []
        page.wait_for_timeout(SETTLE)  # a click just before may be leading to this page still
        page.wait_for_load_state("load")
        is_new = kind(page) not in self.kinds
        self.kinds.add(kind(page))
        for word, (width, height) in (("phone", PHONE), ("desktop", DESKTOP)):
            page.set_viewport_size({"width": width, "height": height})
            if WANTED in os.environ:
                page.screenshot(path=self.pictures / f"{title}-{word}.png", full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{title}: wider than {width} px")
            if word == "phone" or is_new:
                found += [f"{title} ({word}): {said}" for said in violations(page)]
        return found


def violations(page: Page) -> list[str]:
    """What axe says of a page as it stands."""
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:120]}" for one in axe.violations(page)]
