"""Room: migrations. 0011: certificates of people, units, what a certified setting says, and regions of liaisons.

Going down takes certificates, units and regions with it, and the number and kind of a setting's certification; the
words of the certification and its end stay, as the code before this knows them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

APP = "coordination_app"
MADE = ("unit_people", "certificates")
# Table, column, its longest text ("" is what every row there is gets).
COLUMNS = (
    ("appointments", "oversees", 4000),
    ("services", "certification_kind", 64),
    ("services", "certification_number", 80),
)

ID = sa.String(32)
# TIMESTAMPTZ on PostgreSQL, whole microseconds since 1970 on SQLite, as database/types.Instant.
INSTANT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    """Make the tables and columns; on PostgreSQL also the app's rights."""
    _certificates()
    _unit_people()
    for table, column, most in COLUMNS:
        op.add_column(table, sa.Column(column, sa.String(most), nullable=False, server_default=""))
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        bind.exec_driver_sql(f"GRANT SELECT, INSERT ON {', '.join(MADE)} TO {APP}")
        bind.exec_driver_sql(f"GRANT UPDATE (ended_at) ON certificates TO {APP}")
        bind.exec_driver_sql(f"GRANT UPDATE (until) ON unit_people TO {APP}")


def downgrade() -> None:
    """Drop them."""
    for table, column, _ in COLUMNS:
        op.drop_column(table, column)
    for name in MADE:
        op.drop_table(name)


def _certificates() -> None:
    op.create_table(
        "certificates",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("agency_id", ID, nullable=False),
        sa.Column("training", sa.String(64), nullable=False),
        sa.Column("completed", sa.String(10), nullable=False),
        sa.Column("ends", sa.String(10), nullable=False),
        sa.Column("evidence", sa.String(300), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("added_by", ID),
        sa.Column("ended_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_certificates_person_id_people"),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_certificates_agency_id_agencies"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_certificates_added_by_people"),
    )
    op.create_index("ix_certificates_person_id", "certificates", ["person_id"])
    op.create_index("ix_certificates_ends", "certificates", ["ends"])


def _unit_people() -> None:
    op.create_table(
        "unit_people",
        sa.Column("id", ID, nullable=False),
        sa.Column("program_id", ID, nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("point", sa.Boolean, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_unit_people"),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name="fk_unit_people_program_id_programs"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_unit_people_person_id_people"),
    )
    op.create_index("ix_unit_people_program_id", "unit_people", ["program_id"])
