"""A process that indexes one folder twice and searches it, and says what that took: time, and memory at its peak.

Started as `python -m workstation.bench.scan_memory FOLDER WARM_UP_FOLDER DATABASE`; a process of its own, because the
peak of a process that has measured other things says nothing about a scan.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from workstation.bench.figures import best_of, memory_mb, seconds
from workstation.dicom.scan import scan_paths
from workstation.storage.image_index import ImageIndex

SEARCHES = ("surname00000123", "d00001", "surname0000012", "99", "given id0000007")
"""Parts of names and IDs of the synthetic patients: one of them, ten, a thousand, some hundreds, several words."""


@dataclass(frozen=True)
class ScanFigures:
    """What was measured; `peak_growth_mb` is by how much the first scan raised the peak of resident memory."""

    first_s: float
    again_s: float
    peak_growth_mb: float
    search_ms: float
    patients: int


def measure(folder: Path, warm_up: Path, database: Path) -> ScanFigures:
    """Index `folder` into a new database; `warm_up` is scanned before, so that imports are not counted."""
    with tempfile.TemporaryDirectory(prefix="foramen-bench-") as name:
        cache = Path(name)
        scan_paths([warm_up], cache_dir=cache)
        index = ImageIndex(database)
        try:
            before = memory_mb("VmHWM")
            first = seconds(lambda: scan_paths([folder], cache_dir=cache, index=index))
            growth = memory_mb("VmHWM") - before
            again = seconds(lambda: scan_paths([folder], cache_dir=cache, index=index))
            search = max(best_of(3, partial(index.search, text)) for text in SEARCHES)
            return ScanFigures(first, again, growth, 1000 * search, index.patient_count())
        finally:
            index.close()


if __name__ == "__main__":
    print(json.dumps(asdict(measure(*map(Path, sys.argv[1:4])))))
