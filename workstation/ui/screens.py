"""Pictures of every screen, made without a display: `python -m workstation.ui.screens FOLDER` (`make screens`)."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from annotations.findings import Finding
from annotations.geometry import as_point
from annotations.locations import PatientLocation
from viewers.imaging.images import Volume
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.display_settings import CONTRAST, TEXT_SCALE
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.language import ENGLISH, GERMAN, PSEUDO, install_language
from workstation.ui.main_window import MainWindow
from workstation.ui.read.hanging import Pane
from workstation.ui.screens_3d import take_3d
from workstation.ui.screens_hanging import take_hangings
from workstation.ui.screens_of_cutting import take_cutting
from workstation.ui.screens_of_fusion import take_fusion
from workstation.ui.screens_of_looks import take_looks
from workstation.ui.screens_of_marking import take_marking, take_marks_of_others, take_proposals

LARGE = (1920, 1200)
SMALL = (1366, 768)
LONGEST_WAIT_S = 240.0
"""Making the sample patients takes the longest; a wait that ends here is told, not hidden."""
SETTLE_S = 1.2
"""After this long without work the fine frames are on screen."""
PLACES = ("evaluate", "explain", "plan", "chart")
CT_FOLDER = Path("ct-lumbar-pelvis")
REPORT_FOLDER = Path("zoo") / "objects" / "sr-seg-ct"
CINE_FILE = Path("xray") / "coronary_XA_96frames_jpeg.dcm"
LOG = logging.getLogger("foramen.screens")


def capture_all(settings: Settings, directory: Path, *, shared_data: Path | None = None) -> tuple[Path, ...]:
    """Write a picture of each screen into `directory`; returns their paths. Samples are made when they are missing.

    `shared_data` is the folder of real images; without it the screens that show them are left out.
    """
    directory.mkdir(parents=True, exist_ok=True)
    application = application_of(sys.argv[:1])
    camera = _Camera(application, directory)
    with tempfile.TemporaryDirectory(prefix="foramen-screens-") as home:
        fresh = Settings(Path(home), settings.cache_dir)
        _demo_screens(camera, fresh)
    for language in (PSEUDO, GERMAN):
        install_language(application, language)
        with tempfile.TemporaryDirectory(prefix="foramen-screens-") as home:
            _language_screens(camera, Settings(Path(home), settings.cache_dir), language)
    install_language(application, ENGLISH)
    with tempfile.TemporaryDirectory(prefix="foramen-screens-") as home:
        _error_screens(camera, Settings.from_environment(Path(home)), shared_data)
    return tuple(camera.written)


class _Camera:
    """Waits until a window has settled and writes its picture."""

    def __init__(self, application: QApplication, directory: Path) -> None:
        self._application = application
        self._directory = directory
        self.written: list[Path] = []

    def wait(self, is_there: Callable[[], bool], limit_s: float = LONGEST_WAIT_S) -> None:
        """Run the event loop until something is there."""
        end = time.monotonic() + limit_s
        while not is_there() and time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.01)
        if not is_there():
            LOG.warning("a screen did not come up in %.0f s", limit_s)

    def settle(self, window: QWidget, seconds: float = SETTLE_S) -> None:
        """Wait until nothing is loading and the frames are fine."""
        self.wait(lambda: not isinstance(window, MainWindow) or not window.is_busy)
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end, seconds + 1)

    def take(self, window: QWidget, name: str) -> None:
        """Write one picture."""
        self.settle(window)
        path = self._directory / f"{name}.png"
        window.grab().save(str(path))
        self.written.append(path)

    def take_widget(self, window: MainWindow, widget: QWidget, name: str) -> None:
        """Write a picture of a window or pop-up beside the main one."""
        self.settle(window)
        path = self._directory / f"{name}.png"
        widget.grab().save(str(path))
        self.written.append(path)


def _opened(settings: Settings, size: tuple[int, int]) -> MainWindow:
    window = build(settings)
    window.resize(*size)
    window.show()
    return window


def _demo_screens(camera: _Camera, settings: Settings) -> None:
    window = _opened(settings, LARGE)
    window.workspace.open_demo()
    camera.wait(lambda: window.place == "read")
    camera.take(window, "read-demo")
    take_hangings(window, camera.take, camera.take_widget)
    _finding_screens(camera, window)
    for place in PLACES:
        window.show_place(place)
        camera.take(window, place)
    window.show_place("read")
    window.places.read.set_layout("mpr")
    camera.take(window, "read-mpr")
    take_marking(window, camera.take)
    take_cutting(window, camera.take)
    take_fusion(window, camera.take, camera.wait)
    window.palette_of_commands.open()
    camera.take(window, "command-search")
    window.palette_of_commands.hide()
    _preference_screens(camera, window)
    window.show_place("cases")
    camera.take(window, "cases-filled")
    window.resize(*SMALL)
    for place in ("read", *PLACES):
        window.show_place(place)
        camera.take(window, f"{place}-small")
    window.close()


def _language_screens(camera: _Camera, settings: Settings, language: str) -> None:
    """The places in another language, small, where longer words are cut first."""
    window = _opened(settings, SMALL)
    window.workspace.open_demo()
    camera.wait(lambda: window.place == "read")
    camera.take(window, f"read-{language}")
    for place in PLACES:
        window.show_place(place)
        camera.take(window, f"{place}-{language}")
    window.show_place("read")
    window.palette_of_commands.open()
    camera.take(window, f"command-search-{language}")
    window.palette_of_commands.hide()
    shown = window.show_preferences()
    camera.take(shown, f"preferences-{language}")
    shown.close()
    sheet = window.show_sheet()
    camera.take(sheet, f"keys-and-mouse-{language}")
    sheet.close()
    window.show_place("cases")
    camera.take(window, f"cases-{language}")
    window.close()


def _preference_screens(camera: _Camera, window: MainWindow) -> None:
    """Every section of the preferences, the sheet of keys, and the window with large text and high contrast."""
    shown = window.show_preferences()
    for page in shown.pages:
        shown.open_at(page.title)
        camera.take(shown, f"preferences-{page.title.split(',')[0].lower()}")
    shown.close()
    sheet = window.show_sheet()
    camera.take(sheet, "keys-and-mouse")
    sheet.close()
    window.preferences.set(CONTRAST, "high")
    window.preferences.set(TEXT_SCALE, 150)
    camera.take(window, "read-large-text")
    window.preferences.reset("display")


def _finding_screens(camera: _Camera, window: MainWindow) -> None:
    case = window.session.case
    findings = case.of_type(Finding) if case is not None else ()
    if findings:
        window.session.select(findings[0].id)
        camera.take(window, "read-finding")
    place = _middle_of_active(window)
    if place is not None:
        window.places.read.start_finding(place)
        camera.take(window, "read-new-finding")
        window.places.read.cancel()


def _middle_of_active(window: MainWindow) -> PatientLocation | None:
    pixels = window.places.read.grid.active_viewport.pixels
    if not isinstance(pixels, Volume):
        return None
    return PatientLocation(pixels.geometry.frame_of_reference_uid, (as_point(pixels.geometry.center_lps_mm),))


def _error_screens(camera: _Camera, settings: Settings, shared_data: Path | None) -> None:
    window = _opened(settings, LARGE)
    camera.take(window, "cases-empty")
    empty = settings.data_dir / "empty folder"
    empty.mkdir(parents=True, exist_ok=True)
    (empty / "letter.dcm").write_text("not an image")
    window.workspace.open_paths([empty])
    camera.wait(lambda: window.message_bar.message is not None)
    window.message_bar.unfold_details()
    camera.take(window, "error-no-images")
    if shared_data is not None and shared_data.is_dir():
        _real_screens(camera, window, shared_data)
    window.close()


def _real_screens(camera: _Camera, window: MainWindow, shared_data: Path) -> None:
    window.workspace.open_paths([shared_data / CT_FOLDER])
    camera.wait(lambda: window.place == "read")
    camera.take(window, "read-ct-lumbar-pelvis")
    take_3d(window, camera.take, with_cuts=True)
    take_proposals(window, camera.take, camera.wait)
    window.bindings.trigger("window.histogram")
    camera.take(window, "read-histogram")
    window.bindings.trigger("window.histogram")
    window.workspace.open_paths([shared_data / "mr-lspine-hitachi"])
    camera.wait(lambda: window.top_bar.shows_mismatch)
    camera.take(window, "error-other-patient")
    window.workspace.open_waiting()
    camera.take(window, "read-mr-lspine")
    take_looks(window, camera.take)
    _linked_screens(camera, window)
    take_3d(window, camera.take)
    window.bindings.trigger("case.close")
    window.workspace.open_paths([shared_data / REPORT_FOLDER])
    camera.wait(lambda: window.place == "read" and window.places.read.has_images)
    take_marks_of_others(window, camera.take, camera.take_widget)
    window.bindings.trigger("case.close")
    window.workspace.open_paths([shared_data / CINE_FILE])
    camera.wait(lambda: window.place == "read" and window.places.read.has_images)
    window.bindings.trigger("cine.run")
    camera.take(window, "read-cine")


def _linked_screens(camera: _Camera, window: MainWindow) -> None:
    """Sagittal and disc-angled series side by side with their reference lines, then with the crosshair in all."""
    read = window.places.read
    read.set_layout("2x2")
    patient = window.workspace.patient
    shown = [entry for entry in all_stacks(patient) if entry[1].modality == "MR"] if patient is not None else []
    for viewport, (key, _, _) in zip(read.grid.viewports, (*shown[:2], *shown[3:5]), strict=False):
        read.content.show(viewport, Pane(key))
    camera.settle(window)
    read.grid.activate(read.grid.viewports[-1])
    camera.take(window, "read-linked")
    place = _middle_of_active(window)
    if place is not None:
        read.grid.move_cursor(place)
        camera.take(window, "read-linked-crosshair")


def main() -> None:
    """`make screens`: the folder is the first argument."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build/screens")
    shared = Path(__file__).resolve().parents[3] / "shared" / "data"
    for path in capture_all(Settings.from_environment(), directory, shared_data=shared):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
