"""What Alembic runs: the migrations, over the connection that `upgrade` holds or the URL of the config."""

from alembic import context
from sqlalchemy import Connection

from app.adapters.database.desk_models import is_mapped
from app.adapters.database.engine import connected, make_engine
from app.adapters.database.models import metadata


def _migrate(connection: Connection) -> None:
    # Batch mode: SQLite cannot alter a column, Alembic then copies the table.
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, include_name=is_mapped
    )
    with context.begin_transaction():
        context.run_migrations()


def _migrate_by_url(url: str) -> None:
    engine = make_engine(url)
    try:
        with connected(engine) as connection, connection.begin():
            _migrate(connection)
    finally:
        engine.dispose()


_held = context.config.attributes.get("connection")
if _held is not None:
    _migrate(_held)
else:
    _migrate_by_url(context.config.get_main_option("sqlalchemy.url") or "")
