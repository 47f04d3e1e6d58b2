"""Room: storage. Every table of the hub, known by being read: a backup that knew fewer would leave some behind.

A command reads only what it needs (cli/main.py), so whoever asks for all tables reads this first.
tests/house/test_every_table.py finds a module of tables that is missing here.
"""

from __future__ import annotations

from sqlalchemy import Table

from coordination.audit import tables as log
from coordination.database.metadata import metadata
from coordination.storage import (
    accounts,
    agreement_tables,
    authority_tables,
    case_tables,
    deadline_tables,
    directory_tables,
    file_tables,
    instrument_tables,
    missing_tables,
    outbox_tables,
    passkeys,
    record_tables,
    referral_tables,
    retention_tables,
    role_changes,
    roster,
    sessions,
    staging_tables,
    suspension_tables,
    training_tables,
)

MODULES = (
    accounts,
    agreement_tables,
    authority_tables,
    case_tables,
    deadline_tables,
    directory_tables,
    file_tables,
    instrument_tables,
    log,
    missing_tables,
    outbox_tables,
    passkeys,
    record_tables,
    referral_tables,
    retention_tables,
    role_changes,
    roster,
    sessions,
    staging_tables,
    suspension_tables,
    training_tables,
)


def in_order() -> list[Table]:
    """All tables, each after those it points to."""
    return metadata.sorted_tables
