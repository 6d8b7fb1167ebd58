"""Alembic: runs migrations on the connection that `termbase.database` gives it."""

from alembic import context

from termbase.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
