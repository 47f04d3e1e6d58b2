"""Room: database. The one MetaData on which storage and audit declare their tables, with names for every constraint."""

from __future__ import annotations

from sqlalchemy import MetaData

# Named constraints let a migration drop or alter them on both engines; unnamed ones cannot be found again.
NAMING: dict[str, str] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)
