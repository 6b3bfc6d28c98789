"""The same store on a real PostgreSQL server, started for the test on the loopback interface."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.case import Change, Edit, add, replace_item
from annotations.evaluation import Complaint
from annotations.patient import PatientIdentity
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import CaseNotFoundError, DatabaseUnavailableError, StaleCaseError

pytestmark = pytest.mark.peer("postgresql")


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest version, or wherever the path leads."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    return Path(found).parent if found else None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a fresh server that goes away after the tests."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (initdb not found)")
    data = tmp_path_factory.mktemp("postgresql")
    user = ["runuser", "-u", "postgres", "--"] if Path.home() == Path("/root") else []
    if user:
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode != 0:
            pytest.skip("PostgreSQL refuses to run as root and there is no postgres user")
        for parent in (data, *data.parents[:3]):
            parent.chmod(0o755)
        shutil.chown(data, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = data / "cluster"
    init = [*user, str(folder / "initdb"), "-D", str(cluster), "-U", "foramen", "--auth=trust", "-E", "UTF8"]
    subprocess.run(init, check=True, capture_output=True, cwd="/")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
    control = [*user, str(folder / "pg_ctl"), "-D", str(cluster), "-w"]
    log = ["-l", str(data / "log")]
    subprocess.run([*control, *log, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    yield f"postgresql://foramen@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")


def test_a_case_lives_its_whole_life_on_the_server(server: str) -> None:
    store = CaseStore(server)
    case = store.create(PatientIdentity("P-1", name="Пример^漢字"))
    pain = Complaint("c1", "Left leg pain", description="\u0000 and 漢字")
    worse = Complaint("c1", "Left leg pain", pain_now=8)
    case.apply(add(pain, "add"))
    case.apply(replace_item(pain, worse, "score"))
    assert store.load(case.id).items == {"c1": worse}
    case.apply(Change("remove", (Edit(worse, None),)))
    assert [line.revision for line in store.audit(case.id)] == [0, 1, 2, 3]
    assert store.verify_audit() == ()
    store.delete(case.id)
    with pytest.raises(CaseNotFoundError):
        store.load(case.id)
    assert store.verify_audit() == ()
    store.close()


def test_two_workstations_share_one_chain_and_never_overwrite_each_other(server: str) -> None:
    one, two = CaseStore(server), CaseStore(server)
    mine = one.create(PatientIdentity("P-2"))
    theirs = two.load(mine.id)
    theirs.apply(add(Complaint("c1", "Pain"), "theirs"))
    with pytest.raises(StaleCaseError, match="open it again"):
        mine.apply(add(Complaint("c2", "Pain"), "mine"))
    assert one.verify_audit() == ()
    one.close()
    two.close()


def test_a_server_that_is_not_there_says_so_without_a_password() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(DatabaseUnavailableError, match="cannot be reached") as caught:
        CaseStore(f"postgresql://foramen:geheim@127.0.0.1:{port}/postgres")
    assert "geheim" not in str(caught.value)
