"""Runs the benchmarks and prints each figure with its baseline and ratio."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from workstation.bench.cine import cine_figures
from workstation.bench.figures import Figure
from workstation.bench.frames import frame_figures
from workstation.bench.loading import loading_figures
from workstation.bench.memory import memory_figures
from workstation.bench.regions import region_figures
from workstation.bench.scanning import scanning_figures
from workstation.bench.turning import turning_figures
from workstation.commands.outcome import CommandError, ExitStatus, print_json, say


@dataclass(frozen=True)
class Benchmark:
    """A named group of figures measured in one run."""

    name: str
    figures: Callable[[Path], Iterator[Figure]]


BENCHMARKS = (
    Benchmark("loading", loading_figures),
    Benchmark("frames", frame_figures),
    Benchmark("turning", turning_figures),
    Benchmark("cine", cine_figures),
    Benchmark("regions", region_figures),
    Benchmark("scanning", scanning_figures),
    Benchmark("memory", memory_figures),
)


def run_benchmarks(names: Sequence[str], *, as_json: bool) -> int:
    """Run the named benchmarks (all without names); 1 when a target was missed."""
    known = {benchmark.name: benchmark for benchmark in BENCHMARKS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise CommandError(f"{unknown[0]}: no such benchmark; there are {', '.join(known)}", ExitStatus.WRONG_USE)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the same with and without a display, and no window flickers
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="foramen-bench-") as folder:
        for name in names or known:
            say(f"measuring {name}")
            for figure in known[name].figures(Path(folder)):
                figures.append(figure)
                if not as_json:
                    typer.echo(figure.line)
    if as_json:
        print_json([{**asdict(figure), "ratio": figure.ratio, "met": figure.is_met} for figure in figures])
    return 0 if all(figure.is_met for figure in figures) else 1
