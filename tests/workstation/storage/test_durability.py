"""What `apply` returned from survives the death of the process at any moment."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from annotations.patient import PatientIdentity
from workstation.storage.case_store import CaseStore

KILLS = 20
REPOSITORY = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from annotations.case import add
from annotations.evaluation import Complaint
from workstation.storage.case_store import CaseStore
case = CaseStore(sys.argv[1]).load(sys.argv[2])
print("ready", flush=True)
while True:
    number = case.revision
    case.apply(add(Complaint(f"c{number}", "Pain " * 200), f"change {number}"))
    print(case.revision, flush=True)
"""


def revision_after_a_kill(database: Path, case_id: str, seconds: float) -> int:
    """Start a process that changes the case without pause, kill it, and return the last revision it reported."""
    command = [sys.executable, "-c", WRITER, str(database), case_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        reported = writer.stdout.read().split("\n")
    complete = [line for line in reported[:-1] if line]
    return int(complete[-1]) if complete else 0


def test_a_process_killed_in_the_middle_of_changes_loses_nothing_it_applied(
    database: Path, patient: PatientIdentity
) -> None:
    store = CaseStore(database)
    case_id = store.create(patient).id
    store.close()
    moments = random.Random(20261122)
    before = 0
    for _ in range(KILLS):
        reported = revision_after_a_kill(database, case_id, moments.uniform(0.0, 0.08))
        store = CaseStore(database)
        case = store.load(case_id)
        # One more than reported is the change that was stored but whose report the kill cut off.
        assert max(reported, before) <= case.revision
        assert list(case.items) == [f"c{number}" for number in range(case.revision)]
        assert store.verify_audit() == ()
        store.close()
        before = case.revision
    assert before > KILLS
