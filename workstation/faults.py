"""What is kept of a fault nobody foresaw: its kind and the way to it, never its text (that could name a patient)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType


def place_of(trace: TracebackType | None) -> str:
    """Module and line of each step of a traceback, without values (values could be patient text)."""
    steps = []
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(steps)


def note_fault(error: BaseException, log_path: Path) -> bool:
    """Add one line to the log; False when it cannot be written."""
    line = (
        f"{datetime.now(UTC).isoformat(timespec='seconds')} {type(error).__name__} at {place_of(error.__traceback__)}"
    )
    try:
        log_path.parent.mkdir(parents=True, exist_ok=True)
        with log_path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
    except OSError:
        return False
    return True


def fault_message(error: Exception, log_path: Path) -> str:
    """What a person is told about a fault that ended the program; the log gets its place.

    Faults of the machine (disk, memory) say what to do; the others name their kind and the log.
    """
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or type(error).__name__}; check the disk and the permissions and try again"
    if isinstance(error, MemoryError):
        return "not enough memory for this; close other programs or choose fewer images"
    kind = type(error).__name__
    if note_fault(error, log_path):
        return f"this could not be done because of a fault in the program ({kind}); where it happened is in {log_path}"
    return (
        f"this could not be done because of a fault in the program ({kind} at {place_of(error.__traceback__)}); "
        f"the log {log_path} cannot be written"
    )
