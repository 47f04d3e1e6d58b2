"""Room: migrations. Alembic's environment: the caller passes a connection; this file opens none.

The cli runs it with `config.attributes["connection"]` (architecture §4), on SQLite in batch mode, with lock and
statement timeouts set by the database room.
"""

from __future__ import annotations

from alembic import context

config = context.config
connection = config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=config.attributes.get("target_metadata"),
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
