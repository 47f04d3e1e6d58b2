"""Room: tests. What axe says of a page as it stands in a browser: its violations, and nothing else crosses over."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

ASK = "() => axe.run({resultTypes: ['violations']}).then(told => told.violations)"


def violations(page: Page) -> list[dict[str, Any]]:
    """Each as axe tells it (id, help, nodes). The script is brought to a page once, and asked as often as wanted."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(ASK)
    return found
