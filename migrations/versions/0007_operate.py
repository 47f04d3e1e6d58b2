"""Room: migrations. 0007: the queue of endings, so that a restored backup brings nothing back.

Triggers put every ending into the queue in the transaction that ends: a release stopped, a key purged, a person, place
or provider ended, whatever code did it. The sequencer writes them to the second path, from where a restore takes them.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APP, SEQUENCER = "coordination_app", "coordination_sequencer"
# (kind, table, key column, column that ends it)
ENDED = (
    ("agency", "agencies", "id", "until"),
    ("appointment", "appointments", "id", "until"),
    ("issuer", "issuers", "id", "until"),
    ("membership", "memberships", "id", "until"),
    ("person", "people", "id", "until"),
    ("place", "places", "id", "until"),
    ("program", "programs", "id", "until"),
    ("record", "records", "id", "withdrawn_at"),
    ("release", "releases", "id", "revoked_at"),
)
PURGED = (("agency_key", "agency_keys", "agency_id"), ("data_key", "data_keys", "id"))


def upgrade() -> None:
    """Make the queue and its triggers."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    big, instant = ("bigint", "timestamp with time zone") if postgresql else ("BIGINT", "BIGINT")
    identity = f"{big} GENERATED ALWAYS AS IDENTITY" if postgresql else "INTEGER NOT NULL"
    columns = f"id {identity}, kind VARCHAR(16) NOT NULL, object VARCHAR(32) NOT NULL, at {instant}"
    bind.exec_driver_sql(f"CREATE TABLE endings ({columns}, CONSTRAINT pk_endings PRIMARY KEY (id))")
    for statement in _postgresql() if postgresql else _sqlite():
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Drop them; what waited in the queue goes with it."""
    bind = op.get_bind()
    postgresql = bind.dialect.name == "postgresql"
    for kind, table, *_ in (*ENDED, *PURGED):
        bind.exec_driver_sql(f"DROP TRIGGER {kind}_ends" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        bind.exec_driver_sql("DROP FUNCTION it_ends()")
    bind.exec_driver_sql("DROP TABLE endings")


def _sqlite() -> list[str]:
    into = "INSERT INTO endings (kind, object, at) VALUES"
    found = [
        f"CREATE TRIGGER {kind}_ends AFTER UPDATE OF {column} ON {table} "
        f"WHEN NEW.{column} IS NOT NULL AND OLD.{column} IS NULL "
        f"BEGIN {into} ('{kind}', NEW.{key}, NEW.{column}); END"
        for kind, table, key, column in ENDED
    ]
    return found + [
        f"CREATE TRIGGER {kind}_ends AFTER DELETE ON {table} BEGIN {into} ('{kind}', OLD.{key}, NULL); END"
        for kind, table, key in PURGED
    ]


def _postgresql() -> list[str]:
    """One function for all: its arguments are kind, key column and ending column."""
    function = """\
CREATE FUNCTION it_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  INSERT INTO endings (kind, object, at) VALUES (TG_ARGV[0], gone ->> TG_ARGV[1], (gone ->> TG_ARGV[2])::timestamptz);
  RETURN NULL;
END $$"""
    found = [
        f"CREATE TRIGGER {kind}_ends AFTER UPDATE OF {column} ON {table} FOR EACH ROW "
        f"WHEN (NEW.{column} IS NOT NULL AND OLD.{column} IS NULL) "
        f"EXECUTE FUNCTION it_ends('{kind}', '{key}', '{column}')"
        for kind, table, key, column in ENDED
    ]
    found += [
        f"CREATE TRIGGER {kind}_ends AFTER DELETE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION it_ends('{kind}', '{key}', '')"
        for kind, table, key in PURGED
    ]
    return [
        function,
        *found,
        f"GRANT INSERT ON endings TO {APP}",
        f"GRANT SELECT, DELETE ON endings TO {SEQUENCER}",
        f"GRANT SELECT ON endings TO {APP}",
    ]
