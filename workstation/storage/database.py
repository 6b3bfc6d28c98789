"""Opens the database behind a store: an SQLite file made durable, or PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from workstation.storage.errors import DatabaseUnavailableError

BUSY_TIMEOUT_MS = 5000
"""How long a writer waits for another program before it says that the database is in use."""
WRITES = "foramen_writes"
"""Execution option of a connection whose transactions write: SQLite then takes its lock at BEGIN."""
_DRIVERS = frozenset({"sqlite", "postgresql+psycopg"})
_NO_ADDRESS = "the address of the case store is not one; give a file, or postgresql://user@host/database"
_SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode=WAL",
    # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits when the power fails (sqlite.org/pragma.html).
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)


def database_url(url_or_path: str | Path) -> URL:
    """The URL of a store: a path becomes an SQLite file, `postgresql://` gets the psycopg driver.

    Raises `DatabaseUnavailableError` for what is no database address (it is not repeated: it may hold a password).
    """
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(Path(url_or_path).absolute()))
    try:
        url = make_url(url_or_path)
    except (ArgumentError, ValueError):
        raise DatabaseUnavailableError(_NO_ADDRESS) from None
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in _DRIVERS:
        raise DatabaseUnavailableError(_NO_ADDRESS)
    return url


def database_file(url: URL) -> Path | None:
    """The SQLite file of a URL, None for a server or memory."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if is_file else None


def database_label(url: URL) -> str:
    """How messages name a database: the file, or the URL without its password."""
    path = database_file(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


def open_engine(url: URL) -> Engine:
    """An engine whose connections are durable and whose errors never carry the values of a row."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = {"options": f"-c lock_timeout={BUSY_TIMEOUT_MS} -c synchronous_commit=on", "connect_timeout": 10}
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=options)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Without an isolation level the driver leaves transactions to us, and DDL takes part in them.
    connection.isolation_level = None
    # A damaged byte must reach the audit check instead of stopping the read.
    connection.text_factory = _lenient_text
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _lenient_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _begin_sqlite(connection: Connection) -> None:
    # BEGIN IMMEDIATE: a transaction that reads first and locks later can fail in the middle with SQLITE_BUSY.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
