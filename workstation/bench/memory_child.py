"""A process that opens images as the program does and says how much memory it held: `TASK FOLDER`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from viewers.imaging.images import Volume
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.app import open_desk
from workstation.bench.figures import MB, memory_mb
from workstation.bench.opened_window import opened_window, wait_until
from workstation.dicom.load import load_stack
from workstation.dicom.scan import scan_paths
from workstation.settings import Settings
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.read.hanging import Pane
from workstation.ui.read.stack_loader import StackLoader

SIZE_PX = (1000, 800)


def planes(images: Path) -> dict[str, float]:
    """One series through the loader and drawn in its three planes."""
    report = scan_paths([images], cache_dir=Settings.from_environment().cache_dir)
    volume = load_stack(report.patients[0].studies[0].series[0], 0)
    renderer = FrameRenderer()
    for plane in (ViewPlane.AXIAL, ViewPlane.CORONAL, ViewPlane.SAGITTAL):
        renderer.render(volume, ViewportState(plane=plane), SIZE_PX)
    return {"peak_mb": memory_mb("VmHWM")}


def window(images: Path) -> dict[str, float]:
    """The whole program on one series, in the planes and the 3-D it opens with."""
    opened_window([images]).close()
    return {"peak_mb": memory_mb("VmHWM")}


def prepared(images: Path) -> dict[str, float]:
    """The case store, made as at the first start: all later ones find it, and load no migrations."""
    del images
    open_desk(Settings.from_environment())[0].close()
    return {}


def many(images: Path) -> dict[str, float]:
    """Every series of a folder, each shown until it is complete, in the whole program."""
    shown = opened_window([images])
    read = shown.places.read
    read.set_layout("1x1")
    loader = shown.findChild(StackLoader)
    assert isinstance(loader, StackLoader)
    patient = shown.workspace.patient
    assert patient is not None
    volume = read.grid.active_viewport.pixels
    assert isinstance(volume, Volume)
    before = memory_mb("VmRSS") - volume.stored_values.nbytes / MB
    most, kept = 0.0, 0.0
    for key, _, _ in all_stacks(patient):
        read.content.show(read.grid.active_viewport, Pane(key))
        wait_until(lambda: not shown.is_busy and not read.is_loading)
        most, kept = max(most, memory_mb("VmRSS")), max(kept, loader.kept_bytes / MB)
    shown.close()
    return {"growth_mb": most - before, "kept_mb": kept}


TASKS: dict[str, Callable[[Path], dict[str, float]]] = {
    "planes": planes,
    "prepared": prepared,
    "window": window,
    "many": many,
}


def main() -> None:
    """Run one task and print what it measured as JSON."""
    measured = TASKS[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(measured) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
