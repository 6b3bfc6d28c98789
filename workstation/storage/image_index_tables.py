"""The tables of the image index, and whether a database file holds them in the form of this program."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    text,
)

from workstation.dicom.headers import READING, ScannedFile
from workstation.dicom.plain_records import record_form
from workstation.dicom.records import PatientRecord
from workstation.storage.image_index_errors import ImageIndexCorruptError, NewerImageIndexError, index_error

SCHEMA_VERSION = 4
"""Kept in SQLite's user_version; an index of another version is rebuilt (older) or refused (newer)."""
APPLICATION_ID = 0x464F5249
"""`FORI` in SQLite's application_id: tells an index from any other database."""
RECORD_FORM = hashlib.sha256(
    f"{READING}\n{record_form(ScannedFile)}\n{record_form(PatientRecord)}".encode()
).hexdigest()
"""Changes with every field of a kept record and with how files are read; an index of another form is rebuilt."""

METADATA = MetaData()
FORM = Table("form", METADATA, Column("record_form", String, primary_key=True))
FILES = Table(
    "files",
    METADATA,
    Column("path", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
)
PATIENTS = Table(
    "patients",
    METADATA,
    Column("key", String, primary_key=True),
    Column("sort_name", String, nullable=False, index=True),
    Column("search_text", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("studies", Integer, nullable=False),
    Column("newest_study_date", String, nullable=False),
    Column("record", Text, nullable=False),  # without its series, which have rows of their own
)
# All that a search reads, apart from the long rows: SQLite then never touches those of patients who do not match.
Index("patients_search", PATIENTS.c.search_text, PATIENTS.c.sort_name, PATIENTS.c.key)
SERIES = Table(
    "series",
    METADATA,
    Column("series_instance_uid", String, primary_key=True),
    Column("study_instance_uid", String, primary_key=True),
    Column("patient_key", String, primary_key=True, index=True),
    Column("place", Integer, nullable=False),
    Column("record", Text, nullable=False),
)


def prepare_tables(connection: Connection, path: Path) -> None:
    """Make the tables; an index of an older program is emptied.

    Raises `ImageIndexCorruptError` for another kind of database and `NewerImageIndexError` for a newer index.
    """
    version = int(connection.execute(text("PRAGMA user_version")).scalar_one())
    application = int(connection.execute(text("PRAGMA application_id")).scalar_one())
    tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    if tables and application != APPLICATION_ID:
        raise index_error(ImageIndexCorruptError, path, "a database of another kind")
    if version > SCHEMA_VERSION:
        detail = f"index version {version}, this program reads {SCHEMA_VERSION}"
        raise index_error(NewerImageIndexError, path, detail)
    if tables and (version < SCHEMA_VERSION or not _has_our_form(connection, tables)):
        METADATA.drop_all(connection)
    METADATA.create_all(connection)
    if not _has_our_form(connection, {FORM.name}):
        connection.execute(insert(FORM), {"record_form": RECORD_FORM})
    connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION}"))
    connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))


def _has_our_form(connection: Connection, tables: set[str]) -> bool:
    return FORM.name in tables and RECORD_FORM in connection.execute(select(FORM.c.record_form)).scalars()
