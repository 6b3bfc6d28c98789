"""The pinned Qt binding does not use up the interpreter's constants, as PySide6 6.12.0 did under Python 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

CALLS = 400
NOISE = 50
"""References that come and go for other reasons while the calls are made."""


class Sender(QObject):
    told = Signal(object)


def test_signals_and_calls_give_back_what_they_take() -> None:
    sender = Sender()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for number in range(CALLS):
        sender.told.emit(number)
        sender.setObjectName("sender")
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert abs(after[0] - before[0]) < NOISE
    assert abs(after[1] - before[1]) < NOISE
