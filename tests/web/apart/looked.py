"""Room: tests. All that one observer can look at, and what they try with ids that nobody told them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from coordination.model.ids import CaseId
from tests.community import Visitor
from tests.matrix.sites import Site
from tests.web.apart.hidden import NAMES, Hidden
from tests.web.apart.people import World
from tests.web.told_apart import Answer, sent

LINK = re.compile(r'href="(/[^"#]*)"')
OLDER = re.compile(r'href="(/[a-z-]+\?(?:after|before)=[^"]*)"')
# The log counts everybody's entries, so that it can prove itself: its positions are compared by their order alone.
PLACE = re.compile(
    rb"""(?<=Entry )\d+|(?<=entry )\d+|(?<=/entries/)\d+|(?<=before=)\d+|(?<="entry":)\d+|(?<=\n")\d+(?=","2026)"""
)
GENERAL = (
    "/work",
    "/cases",
    "/referrals",
    "/requests",
    "/deadlines",
    "/drafts",
    "/notices",
    "/emergencies",
    "/conflicts",
    "/agreements",
    "/filings",
    "/region",
    "/retention",
    "/sessions",
    "/contact",
    "/directory",
    "/directory/programs",
    "/on-call?county=27053",
    "/screens/coverage",
    "/training",
    "/access-log",
    "/cases/new",
    "/documents/otip_request/gaps",
)
OF_A_CASE = ("", "/team")
MORE_OF_A_CASE = (  # all of one case, two drawn for each observer of the others
    *("/plans", "/releases", "/authorities", "/emergency", "/missing", "/documents", "/why", "/records/new"),
    *("/releases/new", "/print", "/hub-code", "/screens", "/referrals/new", "/deadlines/new", "/convene"),
)
Seen = list[tuple[str, object]]
Looking = Iterator[tuple[str, object]]


class Look:
    """One observer at their browser. wanted: which pages are asked for at all; a form's address has a question mark."""

    def __init__(self, world: World, slug: str, wanted: Callable[[str], bool] = lambda _path: True) -> None:
        self.world, self.slug, self.wanted = world, slug, wanted
        self.visitor: Visitor = world.client(slug)
        self.shown = ""
        self.pages: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, object] | None = None) -> Looking:
        """What they did and what they got: status, headers and bytes."""
        if self.wanted(path if form is None else f"{path} ?"):
            answer = Answer.of(self.world, sent(self.visitor, path, form))
            self.shown = self.pages[path] = answer.body.decode("utf-8", "replace")
            yield f"{path} {form or ''}", (answer.status, answer.headers, _placed(answer.body, self.slug))

    def through(self, path: str) -> Looking:
        """A list, page after page."""
        here = path
        while here:
            yield from self.ask(here)
            older = OLDER.search(self.shown)
            here = older[1].replace("&amp;", "&") if older and older[1] != here else ""

    def links(self, path: str, *parts: str) -> list[str]:
        """Where this page, which was asked for before, leads to, of these kinds."""
        found = set(LINK.findall(self.pages.get(path, "")))
        return sorted(link for link in found if any(part in link for part in parts))


def script(look: Look, sites: dict[str, Site]) -> Looking:
    """Every list, page by page; every case they see, its pages and records; searches; exports; a case of their own."""
    for page in GENERAL:
        yield from look.through(page) if page in {"/cases", "/access-log", "/notices"} else look.ask(page)
    yield from _of_cases(look, [site.case_id for site in sites.values()])
    for page, begin in (("/referrals", "/referrals/"), ("/deadlines", "/deadlines/"), ("/filings", "/filings/")):
        for link in look.links(page, begin)[:2]:
            yield from look.ask(link)
            for filed in look.links(link, f"{link}/") if page == "/filings" else ():
                yield from look.ask(filed)
    yield from _copies(look, sites["member"])
    for words in ("Bluebird", "Kestrel", "Robin 3", NAMES[0][::-1], sites["member"].reference):
        yield from look.ask("/search", {"words": words})
    yield from look.ask("/cases", {"called": NAMES[0]})
    yield from look.ask("/cases/import/open", {"sheet": f"called,file_number\n{NAMES[1]},{NAMES[1][::-1]}\n"})
    yield from look.ask("/cases")


def _of_cases(look: Look, own: list[CaseId]) -> Looking:
    """The pages of each case, and some of what they lead to; of the list one case more."""
    chance = Random(look.slug)
    for place, case_id in enumerate(own):
        for page in (*OF_A_CASE, *MORE_OF_A_CASE) if place == 0 else (*OF_A_CASE, *chance.sample(MORE_OF_A_CASE, 2)):
            yield from look.ask(f"/cases/{case_id}{page}")
        links = look.links(f"/cases/{case_id}", "/records/", "/requests/new", "/deadlines/", "/referrals/")
        chosen = [link for link in links if not link.endswith("/new")]
        for link in chosen[:: max(1, len(chosen) // 3)]:
            yield from look.ask(link)
    listed = [one for one in look.links("/cases", "/cases/") if re.fullmatch(r"/cases/[0-9a-f]{32}", one)]
    for link in [one for one in listed if one.removeprefix("/cases/") not in own][:1]:
        yield from look.ask(link)


def _copies(look: Look, site: Site) -> Looking:
    """What can be taken away as a file: documents, the account of disclosures, the access log."""
    for kind in ("otip_request", "ncic_entry"):
        for file in ("data.json", "paper.pdf"):
            yield from look.ask(f"/cases/{site.case_id}/documents/{kind}/{file}")
    for page in ("/disclosures", "/disclosures/sheet.csv", "/disclosures/paper.pdf"):
        yield from look.ask(f"{page}?reference={site.reference}")
    for kind in ("csv", "jsonl"):
        yield from look.ask("/access-log/export", {"format": kind})


def probes(look: Look, hidden: Hidden) -> Looking:
    """With ids of what is hidden in their hands: here it is absent to them, and in the other world it is absent."""
    for case_id in hidden.cases:
        for page in ("", "/team", "/print"):
            yield from look.ask(f"/cases/{case_id}{page}")
        yield from look.ask(f"/cases?after=1790000000000000.{case_id}")
        yield from look.ask(f"/cases/{case_id}/recuse", {"reason": "knows_family"})
    for case_id, record in hidden.records:
        yield from look.ask(f"/cases/{case_id}/records/{record}")
        yield from look.ask(f"/cases/{case_id}/records/{record}/withdraw", {"reason": "wrong_case"})
    for path in hidden.paths:
        yield from look.ask(path)
    for reference in hidden.references:
        yield from look.ask("/search", {"words": reference})
        target = f"person:{look.world.people['sam_cps_supervisor']}"
        yield from look.ask("/conflicts", {"reference": reference, "target": target})


def _placed(body: bytes, slug: str) -> bytes:
    """The bytes; for an auditor with each position of the log by its order among those shown."""
    if not slug.startswith("aud_"):
        return body
    order = {one: at for at, one in enumerate(sorted({int(one) for one in PLACE.findall(body)}, reverse=True))}
    return PLACE.sub(lambda found: b"#%d" % order[int(found[0])], body)
