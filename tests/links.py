"""Room: tests. Pages that links lead to, as somebody meets them who follows every link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ID = re.compile(r"[0-9a-f]{32}")
LINK = re.compile(r'href="(/[^"#]*)"')


def followed(
    visitor: FlaskClient, starts: Sequence[str], *, records: int, leaves: tuple[str, ...]
) -> Iterator[tuple[str, TestResponse]]:
    """(address, answer) of every kind of page from these on: three of a kind, and so many cases, plans, records
    and lists of papers.

    leaves: how the addresses begin that are not asked for.
    """
    waiting, seen, kinds = list(starts), set[str](), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind = ID.sub("*", address.partition("?")[0])
        most = records if kind.endswith(("/cases/*", "/plans", "/records/*", "/authorities")) else 3
        if address in seen or address.startswith(leaves) or kinds[kind] >= most:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = visitor.get(address)
        yield address, answer
        if answer.mimetype == "text/html":
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(answer.text)]
