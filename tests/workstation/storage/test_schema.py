"""Migrations and tables say the same, and opening is safe to repeat."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import workstation.storage.migrations.versions as versions
from workstation.storage.case_store import CaseStore
from workstation.storage.schema import KNOWN_REVISIONS
from workstation.storage.tables import METADATA

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_known_revisions_are_the_migration_files() -> None:
    (folder,) = versions.__path__
    found = sorted(path.name.split("_")[0] for path in Path(folder).glob("[0-9]*.py"))
    assert tuple(found) == KNOWN_REVISIONS


def test_the_migrations_make_exactly_the_tables_the_program_uses(store: CaseStore, database: Path) -> None:
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_file_is_durable_in_the_way_the_design_asks(store: CaseStore) -> None:
    with store._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_opening_again_changes_nothing(store: CaseStore, database: Path) -> None:
    store.close()
    CaseStore(database).close()
    raw = sqlite3.connect(database)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(KNOWN_REVISIONS[-1],)]
    raw.close()


def test_a_migration_that_fails_half_way_leaves_an_empty_database(database: Path) -> None:
    raw = sqlite3.connect(database)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    script = (
        "import sys, os\n"
        "from alembic import op\n"
        "real, count = op.create_index, [0]\n"
        "def dying(*a, **k):\n"
        "    os._exit(9)\n"
        "op.create_index = dying\n"
        "from workstation.storage.case_store import CaseStore\n"
        "CaseStore(sys.argv[1])\n"
    )
    died = subprocess.run([sys.executable, "-c", script, str(database)], cwd=REPOSITORY, check=False)
    assert died.returncode == 9
    raw = sqlite3.connect(database)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == []
    raw.close()
    CaseStore(database).close()


def test_two_programs_opening_a_new_store_at_once_both_succeed(database: Path) -> None:
    script = "import sys; from workstation.storage.case_store import CaseStore; CaseStore(sys.argv[1]).close()"
    command = [sys.executable, "-W", "error", "-c", script, str(database)]
    programs = [subprocess.Popen(command, cwd=REPOSITORY) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]


def test_a_path_with_a_percent_sign_and_spaces_opens(tmp_path: Path) -> None:
    store = CaseStore(tmp_path / "100% ours?" / "cases #1.db")
    assert store.summaries() == ()
    store.close()
    assert (tmp_path / "100% ours?" / "cases #1.db").is_file()
