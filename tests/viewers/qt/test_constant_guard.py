"""A program that emits many signals does not use up the interpreter's constants."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
from viewers.qt.constant_guard import guard_constants
guard_constants()
guard_constants()
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    told = Signal(object)
sender = Sender()
for _ in range(100_000):
    sender.told.emit(1)
print("alive")
"""


def test_a_hundred_thousand_signals_leave_the_interpreter_alive() -> None:
    outcome = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert outcome.stdout.strip() == "alive", outcome.stderr[-500:]
