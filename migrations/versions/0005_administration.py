"""Room: migrations. 0005: accounts, passkeys with their codes, and role changes that wait for a second person.

Everybody on the roster gets an account whose idle days count from this migration, so that nobody is disabled on the day
of an upgrade; the confidentiality statement is shown to everybody at the next sign-in.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APP = "coordination_app"
CHANGED = ("accounts", "passkeys", "passkey_codes", "role_changes")
ADDED = ("passkey_challenges",)
REMOVED = ("passkey_challenges", "passkey_codes")
MADE = ("role_changes", "passkey_challenges", "passkey_codes", "passkeys", "accounts")

ID = sa.String(32)
# TIMESTAMPTZ on PostgreSQL, whole microseconds since 1970 on SQLite, as database/types.Instant.
INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the tables, give everybody an account, and give the app role what it needs and no more."""
    _accounts()
    _passkeys()
    _role_changes()
    bind = op.get_bind()
    now = datetime.now(UTC)  # noqa: TID251 - the instant of the migration itself
    used_at: object = now if bind.dialect.name == "postgresql" else int(now.timestamp() * 1_000_000)
    bind.execute(sa.text("INSERT INTO accounts (person_id, used_at) SELECT id, :at FROM people"), {"at": used_at})
    if bind.dialect.name == "postgresql":
        every = ", ".join({*CHANGED, *ADDED, *REMOVED})
        bind.exec_driver_sql(f"GRANT SELECT, INSERT ON {every} TO {APP}")
        bind.exec_driver_sql(f"GRANT UPDATE ON {', '.join(CHANGED)} TO {APP}")
        bind.exec_driver_sql(f"GRANT DELETE ON {', '.join(REMOVED)} TO {APP}")


def downgrade() -> None:
    """Drop the tables. Providers of passkeys are ended: the code before this would take them for OpenID providers."""
    bind = op.get_bind()
    now = "now()" if bind.dialect.name == "postgresql" else "CAST(strftime('%s', 'now') AS INTEGER) * 1000000"
    bind.exec_driver_sql(f"UPDATE issuers SET until = {now} WHERE url LIKE 'passkey:%%' AND until IS NULL")  # noqa: S608 - constants
    for table in MADE:
        op.drop_table(table)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
        sa.Column("disabled_at", INSTANT),
        sa.Column("statement", sa.String(32)),
        sa.Column("accepted_at", INSTANT),
        sa.PrimaryKeyConstraint("person_id", name="pk_accounts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_accounts_person_id_people"),
    )


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", ID, nullable=False),
        sa.Column("handle", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("credential", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("synced", sa.Boolean, nullable=False),
        sa.Column("backed_up", sa.Boolean, nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_reason", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        sa.UniqueConstraint("handle", name="uq_passkeys_handle"),
        sa.UniqueConstraint("credential", name="uq_passkeys_credential"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_passkeys_person_id_people"),
    )
    op.create_index("ix_passkeys_person_id", "passkeys", ["person_id"])
    op.create_table(
        "passkey_codes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.PrimaryKeyConstraint("digest", name="pk_passkey_codes"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_passkey_codes_person_id_people"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_passkey_codes_made_by_people"),
    )
    op.create_table(
        "passkey_challenges",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("spent_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_passkey_challenges"),
    )


def _role_changes() -> None:
    op.create_table(
        "role_changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("handle", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("lines", sa.Text, nullable=False),
        sa.Column("agency_id", ID),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("proposed_for", ID, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", INSTANT),
        sa.Column("decision", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_role_changes"),
        sa.UniqueConstraint("handle", name="uq_role_changes_handle"),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_role_changes_agency_id_agencies"),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name="fk_role_changes_proposed_by_people"),
        sa.ForeignKeyConstraint(["proposed_for"], ["agencies.id"], name="fk_role_changes_proposed_for_agencies"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_role_changes_decided_by_people"),
    )
