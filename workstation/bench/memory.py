"""How much memory the program takes: one series in three planes, and twenty series opened one after another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from sample_data.phantom_series import write_ct_series
from workstation.bench.figures import Figure
from workstation.bench.loading import bench_series
from workstation.settings import CACHE_VARIABLE, HOME_VARIABLE

MB = 1_000_000
VOXEL_FACTOR = 1.5
ALLOWANCE_MB = 400
"""The program itself, with its libraries: the peak may be 1.5 times the voxels and this much more."""
SLICE_PX = 512 * 512
SERIES = 20
SERIES_SLICES = 64
LIMIT_MIB = 256
"""Memory for images given to the program that opens twenty series of 33.5 MB each."""
GROWTH_ALLOWANCE_MB = 100
"""Beyond the limit: the series that is arriving, and pictures of it."""
LONGEST_S = 300


def memory_figures(folder: Path) -> Iterator[Figure]:
    """Peaks of processes of their own: what the system says they held at most, libraries included."""
    images, series = bench_series(folder)
    voxels_mb = 2 * SLICE_PX * len(series.stacks[0].frames) / MB
    target = VOXEL_FACTOR * voxels_mb + ALLOWANCE_MB
    planes = _child("planes", images, folder)
    yield Figure("peak, CT of 300 slices in 3 planes", planes["peak_mb"], "MB", "voxels", voxels_mb, target, False)
    _child("prepared", images, folder, home="window")
    window = _child("window", images, folder)
    yield Figure(
        "peak, the same in the whole window with 3-D", window["peak_mb"], "MB", "voxels", voxels_mb, target, False
    )
    many = folder / "ct64x20"
    if not many.is_dir():
        for number in range(1, SERIES + 1):
            write_ct_series(many / f"{number:02d}", slices=SERIES_SLICES, series=number)
    limit_mb = LIMIT_MIB * (1 << 20) / MB
    grown = _child("many", many, folder)
    yield Figure("kept of 20 CT series, most", grown["kept_mb"], "MB", "limit", limit_mb, target=1)
    allowed = limit_mb + GROWTH_ALLOWANCE_MB
    yield Figure("peak growth over 20 CT series", grown["growth_mb"], "MB", "limit", limit_mb, allowed, False)


def _child(task: str, images: Path, folder: Path, *, home: str = "") -> Mapping[str, float]:
    """What one process measured of itself."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "QT_QPA_PLATFORM": "offscreen",
        HOME_VARIABLE: str(folder / f"home-{home or task}"),
        CACHE_VARIABLE: str(LIMIT_MIB),
    }
    command = [sys.executable, "-m", "workstation.bench.memory_child", task, str(images)]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=LONGEST_S, check=True
    )
    measured: Mapping[str, float] = json.loads(done.stdout)
    return measured
