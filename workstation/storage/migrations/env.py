"""How Alembic runs a migration: on the connection, and in the transaction, of the store that is being opened."""

from __future__ import annotations

from alembic import context

from workstation.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
