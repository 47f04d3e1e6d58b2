"""Room: tests. The community beside a real mail server: who has an address, and what a worker's round sends."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from coordination.casework import contacts, outbox, records, requests
from coordination.cli.mail import Post
from coordination.model.contact import Contact
from coordination.model.ids import CaseId, new_id
from coordination.model.mail import MailSettings
from coordination.storage.outbox_tables import outbox as rows
from tests.casework.story import assigned, opened
from tests.community import Community
from tests.mail_server import MailServer

SENDER = "hub@hub.example"


@dataclass(slots=True, kw_only=True)
class Posted:
    """A community, its mail server and the way there."""

    community: Community
    server: MailServer

    def post(self, **mail: object) -> Post:
        """The carrier as a worker makes it, to this server."""
        given: dict[str, object] = {"host": "127.0.0.1", "port": self.server.port, "tls": "none", "sender": SENDER}
        chosen = MailSettings(**{**given, **mail})  # type: ignore[arg-type]
        return Post(chosen, self.community.hub.settings.public_url, self.community.clock)

    def deliver(self, **mail: object) -> int:
        """One round of a worker."""
        return outbox.deliver(self.community.desk, self.post(**mail))

    def reach(self, slug: str, **chosen: object) -> str:
        """Give a person an address of their own and what else they chose; the address."""
        address = f"{slug}@work.example"
        wanted = Contact(person_id=self.community.people[slug], address=address, **chosen)  # type: ignore[arg-type]
        contacts.keep(self.community.desk, self.community.actor(slug), wanted, new_id())
        return address

    def states(self, kind: str = "") -> list[tuple[str, str | None]]:
        """Kind and outcome of each message, oldest first."""
        query = select(rows.c.kind, rows.c.outcome).order_by(rows.c.made_at, rows.c.key)
        with self.community.desk.consulting() as cabinet:
            found = cabinet.connection.execute(query).all()
        return [(row.kind, row.outcome) for row in found if kind in {"", row.kind}]

    def change(self, **values: object) -> None:
        """Write into every message: what only time or a fault would do."""
        with self.community.desk.database.write() as connection:
            connection.execute(update(rows).values(**values))

    def change_open(self, **values: object) -> None:
        """The same for those that have not ended."""
        with self.community.desk.database.write() as connection:
            connection.execute(update(rows).where(rows.c.ended_at.is_(None)).values(**values))


def case_with_a_locked_type(community: Community) -> CaseId:
    """Child protection filed a note; police and the center are on the case."""
    case_id = opened(community, "ana_cps_worker")
    assigned(community, case_id, "detectives", "sgt_lake", "det_lake")
    assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")
    worker = community.actor("ana_cps_worker")
    records.file(community.desk, worker, case_id, "child_protection_note", {"note": "x"}, new_id())
    return case_id


def ask(posted: Posted, case: CaseId) -> str:
    """The center's coordinator asks child protection to open a type."""
    community = posted.community
    owner = community.programs["cps"].id
    return requests.make(
        community.desk, community.actor("coo_harbor"), case, owner, "child_protection", "services", new_id()
    )
