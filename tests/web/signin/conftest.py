"""One lying provider for the whole room; each test gets it fresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.web.signin.forge import Liar, liar


@pytest.fixture(scope="session")
def make_liar() -> Iterator[Callable[[], Liar]]:
    with liar() as fresh:
        yield fresh
