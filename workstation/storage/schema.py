"""Brings an opened database to the newest schema, and refuses one that is newer or not ours."""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Connection, inspect, text

from workstation.storage.errors import ForeignDatabaseError, NewerDatabaseError, problem

KNOWN_REVISIONS = ("0001",)
"""Every migration of this version, oldest first; the last is what the program works with."""
UPGRADE_LOCK = 0x464F5241
"""Key of the PostgreSQL advisory lock that lets one workstation migrate at a time ("FORA")."""


def schema_revision(connection: Connection, database: str) -> str | None:
    """The migration the database is at, None for an empty one.

    Raises `ForeignDatabaseError` for a database with other tables and `NewerDatabaseError` for an unknown migration.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise problem(ForeignDatabaseError, database)
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is None:
        return None
    if revision not in KNOWN_REVISIONS:
        raise problem(NewerDatabaseError, database, f"schema {revision}")
    return str(revision)


def upgrade_schema(connection: Connection, database: str) -> None:
    """Run the missing migrations inside the connection's transaction: all of them or none.

    Call it in a writing transaction, so that of two programs opening at once the second finds the work done.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
    if schema_revision(connection, database) == KNOWN_REVISIONS[-1]:
        return
    # 12 MB of libraries that a start needs only once in the life of a database.
    from alembic import command
    from alembic.config import Config

    with as_file(files("workstation.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
