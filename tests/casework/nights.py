"""Room: tests. Two at night: who is on call at the center, something urgent on its way, and what a worker sends."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from coordination.casework import notices
from coordination.model.ids import CaseId, ReferralId
from coordination.model.notice import SUBJECT, TEXT, URGENT_SUBJECT
from tests.casework.almanac import Almanac
from tests.casework.posted import Posted
from tests.casework.referred import sent
from tests.casework.story import opened
from tests.community import build, opened_on
from tests.databases import Databases
from tests.mail_server import MailServer

TWO_AT_NIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 02:00 in Chicago, where these agencies are
LINE = {"starts": "2026-11-23 17:00", "ends": "2026-11-27 08:00", "roster": "after_hours"}
PHONE, BACKUP, DESK = "218-555-0150", "218-555-0160", "218-555-0199"


def fall(databases: Databases, home: Path) -> None:
    """At the center Mia is on call, a desk behind her; everybody has an address; child protection has one case."""
    build(databases)
    with opened_on(databases, home) as community:
        almanac = Almanac(community=community)
        almanac.entry("cac")
        almanac.on_call("cac", **{**LINE, "who": "Night desk", "number": BACKUP, "starts": "2026-11-22 17:00"})
        almanac.on_call("cac", **LINE, who="", person=community.people["int_harbor"], number=f"{PHONE} ext. 7")
        posted = Posted(community=community, server=MailServer())
        for slug in ("ana_cps_worker", "sam_cps_supervisor", "int_harbor", "sup_harbor"):
            posted.reach(slug)
        community.clock.now = TWO_AT_NIGHT
        opened(community, "ana_cps_worker")


def urgent(posted: Posted, case: CaseId, to: str = "cac", **typed: str) -> ReferralId:
    """Something urgent from child protection."""
    return sent(posted.community, case, to, urgency="urgent", **typed)


def letters(posted: Posted) -> list[str]:
    """To whom letters went, since the last time; all of them are looked at first."""
    found = [to for one in posted.server.envelopes for to in one.rcpt_tos]
    for letter in posted.server.letters:
        text = str(letter.get_payload()).replace("\r\n", "\n")
        if letter["Subject"] == URGENT_SUBJECT:
            assert re.fullmatch(
                r"Something urgent waits\. Sign in now:\n\nhttps?://[^\n]+\n\nItem [0-9a-f]{32}\n+", text
            )
        else:
            assert letter["Subject"] == SUBJECT
            address = posted.community.hub.settings.public_url
            assert text.strip() == TEXT.format(address=address).strip()
    posted.server.envelopes.clear()
    return sorted(found)


def deliver(posted: Posted) -> list[str]:
    """A worker's round, with a gateway for short messages."""
    while posted.deliver(sms_at="sms.example"):
        pass
    return letters(posted)


def told(posted: Posted, slug: str) -> list[str]:
    """The titles of somebody's notices."""
    community = posted.community
    return [one.title for one in notices.listed(community.desk, community.actor(slug))]
