"""Room: tests. A busy morning in the access log, numbered and signed, and how its auditors read it."""

from __future__ import annotations

import secrets
from contextlib import closing, suppress

from coordination.audit import bulk, entries
from coordination.audit.entry import Entry, Shown
from coordination.audit.tables import APPEND_ONLY
from coordination.casework import case_list, cases, oversight, releases
from coordination.casework.log_check import Against
from coordination.database.engine import Database
from coordination.hub import keeping, verifier_key
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, Handle, new_id
from coordination.model.oversight import LoggedAct, LogPage, Narrowed
from tests.casework.story import assigned, opened
from tests.community import Community

CANARY = "Zanzibar Quillfeather"
EVERYTHING = Narrowed()


def number(community: Community) -> None:
    """Let the sequencer number and sign whatever waits."""
    with keeping(community.hub.settings) as sequencer:
        sequencer.close(community.clock.now)


def morning(community: Community) -> CaseId:
    """Child protection opens a case, the detective reads it, strangers and the advocate are refused; all numbered."""
    case_id = opened(community, "ana_cps_worker", called=CANARY)
    assigned(community, case_id, "detectives", "sgt_lake", "det_lake")
    read(community, "ana_cps_worker", case_id)
    read(community, "det_lake", case_id)
    for slug in ("int_harbor", "adv_safe", "adm_north"):
        with suppress(Refused):
            read(community, slug, case_id)
    case_list.mine(community.desk, community.actor("adv_safe"))
    with suppress(Refused):
        releases.name_hub(community.desk, community.actor("adv_safe"), "NOPE-CODE", hub_paper(community), new_id())
    number(community)
    return case_id


def hub_paper(community: Community) -> dict[str, str | tuple[str, ...]]:
    """A release that names the hub, as an advocate types it."""
    return {
        "recipients": (community.programs["cps"].id,),
        "types": ("advocacy",),
        "purpose": "safety",
        "expires_on": "2026-12-01",
        "signer_1_capacity": "minor",
        "signer_1_name": CANARY,
        "signer_1_abuser": "no",
        "signer_2_capacity": "parent",
        "signer_2_name": CANARY,
        "signer_2_abuser": "no",
        "method": "paper",
        "not_condition": "yes",
        "under_18": "yes",
    }


def read(community: Community, slug: str, case_id: CaseId) -> None:
    """Somebody asks for the case's page."""
    cases.read(community.desk, community.actor(slug), case_id)


def page(community: Community, slug: str, narrowed: Narrowed = EVERYTHING, before: int | None = None) -> LogPage:
    """A page of the log as this auditor gets it."""
    return oversight.page(community.desk, community.actor(slug), narrowed, before)


def acts(community: Community, slug: str, narrowed: Narrowed = EVERYTHING) -> list[LoggedAct]:
    """Every entry this auditor sees, newest first."""
    return list(oversight.export(community.desk, community.actor(slug), narrowed))


def reference_of(community: Community, case_id: CaseId) -> str:
    """What people call the case on the telephone."""
    with community.desk.consulting() as cabinet:
        ((found,),) = bulk.read(cabinet.connection, "SELECT reference FROM cases WHERE id = ?", (case_id,))
    return str(found)


def against(community: Community) -> Against:
    """The hub's own key and second path."""
    settings = community.hub.settings
    return Against(verifier_keys=(verifier_key(settings),), second_path=settings.checkpoint_copy)


def tamper(community: Community, statement: str, *values: object) -> None:
    """The owner of the database edits the log by hand, its triggers switched off."""
    owner = Database.open(community.databases.owner, allow_owner=True)
    with closing(owner), owner.alter() as connection:
        for table in APPEND_ONLY:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_no_update")
            else:
                connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.exec_driver_sql(statement.replace("?", mark), values)


def write(
    community: Community,
    actor: Actor,
    shown: tuple[Shown, ...],
    *,
    objects: tuple[Handle, ...] = (),
    actor_handle: Handle | None = None,
) -> None:
    """One more entry, as the log would write it for a case that was read."""
    with community.desk.database.write() as connection:
        entries.insert(
            connection,
            Entry(
                at=community.clock.now,
                actor=actor_handle or actor.handle,
                kind="person",
                action="case:read",
                outcome="allowed",
                reason="case:read",
                program=actor.program.handle,
                objects=objects,
                shown=tuple(sorted(shown)),
                salt=secrets.token_hex(16),
            ),
        )
