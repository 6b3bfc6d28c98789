"""Builds the window from its parts and runs it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from annotations.repository import CaseRepository
from viewers.qt.render_scheduler import RenderScheduler, ThreadedScheduler
from viewers.qt.renderer_seat import MakeRenderer
from viewers.qt.viewport_grid import ViewportGrid
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.volume_renderer import VolumeRenderer
from workstation.allocation import keep_memory_small
from workstation.dicom.archive_shelf import ArchiveShelf
from workstation.dicom.decode_pool import shared_decode_pool
from workstation.dicom.records import PatientRecord, SeriesRecord
from workstation.faults import place_of
from workstation.hanging.library import ProtocolLibrary
from workstation.jobs.executor import JobExecutor
from workstation.jobs.qt_bridge import GuiThreadBridge
from workstation.preferences import Preferences
from workstation.session import Session
from workstation.settings import Settings
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import StorageError
from workstation.storage.image_index import ImageIndex
from workstation.storage.image_index_errors import ImageIndexError
from workstation.storage.thumbnail_store import ThumbnailStore
from workstation.ui.case_desk import CaseDesk
from workstation.ui.cases_place import CasesPlace
from workstation.ui.display_settings import apply_display
from workstation.ui.image_catalogue import ImageCatalogue, find_series
from workstation.ui.image_opening import ImageOpening
from workstation.ui.language import PREFERENCE, install_language, language_of
from workstation.ui.main_window import MainWindow, Places
from workstation.ui.message_bar import Message
from workstation.ui.places.chart import ChartPlace
from workstation.ui.places.chart_export import LaneExporter
from workstation.ui.places.evaluate import EvaluatePlace
from workstation.ui.places.explain import ExplainPlace
from workstation.ui.places.plan import PlanPlace
from workstation.ui.read.read_place import ReadPlace
from workstation.ui.read.stack_loader import StackLoader
from workstation.ui.read.thumbnail_source import ThumbnailSource
from workstation.ui.read.viewport_overlays import ViewportOverlays
from workstation.ui.theme import apply_theme
from workstation.ui.volume_source import VolumeSource
from workstation.ui.workspace import Workspace

LOG = logging.getLogger("foramen")
_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def run(paths: Sequence[Path] = (), *, demo: bool = False, settings: Settings | None = None) -> int:
    """Open the window on paths, on the sample patient, or on the case list; returns the exit status of the program."""
    chosen = settings or Settings.from_environment()
    start_log(chosen)
    archives = shelf_of(chosen)
    start_decoders()
    application = application_of(sys.argv[:1])
    install_language(application, language_of(Preferences(chosen.user_preferences_path).get(PREFERENCE)))
    window = build(chosen)
    sys.excepthook = _exception_hook(window)
    if window.is_restored:
        window.show()
    else:
        window.showMaximized()
    if demo:
        window.workspace.open_demo()
    elif paths:
        window.workspace.open_paths(paths)
    try:
        return application.exec()
    finally:
        if archives is not None:
            archives.close()


def shelf_of(settings: Settings) -> ArchiveShelf | None:
    """The hold on unpacked archives, after the longest unused have begun to go; None without a writable cache."""
    try:
        settings.prepare()
        shelf = ArchiveShelf(settings.cache_dir, settings.archive_disk_bytes())
    except OSError:
        LOG.warning("unpacked archives are not cleared: the cache folder cannot be written")
        return None
    shelf.remove_beside()
    return shelf


def start_decoders() -> None:
    """Start the decoder processes beside everything else, so that the first compressed image need not wait."""
    threading.Thread(target=shared_decode_pool().warm_up, name="foramen-decoders", daemon=True).start()


def application_of(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, made and dressed on the first call."""
    keep_memory_small()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    application.setApplicationName("Foramen")
    if not application.styleSheet():
        apply_theme(application)
    return application


def build(
    settings: Settings,
    *,
    scheduler: RenderScheduler | None = None,
    make_renderer: MakeRenderer = VolumeRenderer,
) -> MainWindow:
    """The window with all its parts, wired by constructor. Needs the Qt application.

    `scheduler` and `make_renderer` may be replaced in tests; two schedulers are made otherwise, so that planning
    never waits for reading.
    """
    bridge = GuiThreadBridge()
    executor = JobExecutor(bridge.deliver)
    session = Session()
    desk, problems = open_desk(settings)
    catalogue = ImageCatalogue()
    for patient in remembered_patients(settings):
        catalogue.add_patient(patient)
    opening = ImageOpening(executor, settings)
    workspace = Workspace(session, desk, catalogue, opening)
    loader = StackLoader(executor, settings.image_memory_bytes())
    preferences = Preferences(settings.user_preferences_path)
    apply_display(application_of(), preferences)
    protocols = ProtocolLibrary(settings.hanging_dir)
    places = _places(session, workspace, executor, loader, settings, preferences, protocols, scheduler, make_renderer)
    window = MainWindow(session, workspace, opening, executor, places, preferences=preferences, settings=settings)
    for part in (bridge, opening, workspace, loader):
        part.setParent(window)
    window.closing.connect(desk.close)
    window.closing.connect(bridge.close)
    if preferences.problem:
        window.show_message(Message(preferences.problem, "caution"))
    if protocols.problems:
        text = f"{len(protocols.problems)} hanging protocol of yours cannot be used; the shipped ones are."
        window.show_message(Message(text, "caution", details=tuple(one.text for one in protocols.problems)))
    if problems:
        window.show_message(Message(problems, "alert"))
    return window


def open_desk(settings: Settings) -> tuple[CaseDesk, str]:
    """The case desk, and why cases cannot be stored (empty when they can); the program goes on either way."""
    try:
        settings.prepare()
        store: CaseRepository = CaseStore(settings.case_store_url)
    except StorageError as error:
        return CaseDesk(None, str(error)), str(error)
    except OSError as error:
        reason = (
            f"{error.filename or settings.data_dir}: {error.strerror or error}. Cases cannot be stored; "
            "make the folder writable and start again."
        )
        return CaseDesk(None, reason), reason
    return CaseDesk(store), ""


def remembered_patients(settings: Settings) -> tuple[PatientRecord, ...]:
    """The patients of former scans; none when the index, a cache, cannot be read."""
    if not settings.image_index_path.is_file():
        return ()
    try:
        index = ImageIndex(settings.image_index_path)
    except (ImageIndexError, StorageError, OSError):
        LOG.warning("the image index cannot be read; folders are scanned anew")
        return ()
    try:
        return index.patients()
    finally:
        index.close()


def start_log(settings: Settings) -> None:
    """Write the log beside the cases; it holds no patient text. Without a writable folder it goes to the terminal."""
    try:
        settings.prepare()
        logging.basicConfig(filename=settings.log_path, level=logging.INFO, format=_LOG_FORMAT)
    except OSError:
        logging.basicConfig(level=logging.INFO, format=_LOG_FORMAT)


def _places(
    session: Session,
    workspace: Workspace,
    executor: JobExecutor,
    loader: StackLoader,
    settings: Settings,
    preferences: Preferences,
    protocols: ProtocolLibrary,
    scheduler: RenderScheduler | None,
    make_renderer: MakeRenderer,
) -> Places:
    overlays = ViewportOverlays(session)
    reading = scheduler or ThreadedScheduler(FrameRenderer())
    planning = scheduler or ThreadedScheduler(FrameRenderer())
    grid = ViewportGrid(overlays.content_for, scheduler=reading, make_renderer=make_renderer)
    thumbnails = ThumbnailSource(executor, ThumbnailStore(settings.thumbnails_dir))
    read = ReadPlace(
        session,
        grid,
        overlays,
        loader,
        thumbnails,
        settings.export_dir,
        executor=executor,
        preferences=preferences,
        protocols=protocols,
    )
    thumbnails.setParent(read)
    volumes = VolumeSource(loader, lambda: workspace.patient, read)

    def series_of(series_instance_uid: str) -> SeriesRecord | None:
        patient = workspace.patient
        return find_series(patient, series_instance_uid) if patient is not None else None

    return Places(
        cases=CasesPlace(),
        read=read,
        evaluate=EvaluatePlace(session),
        explain=ExplainPlace(session),
        plan=PlanPlace(session, volumes, planning),
        chart=ChartPlace(session, LaneExporter(executor, series_of), settings),
        schedulers=(planning,),
    )


def _exception_hook(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """The top-level handler: a fault is logged by its kind and place, never with its text, and shown in the window."""

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        LOG.error("%s at %s", kind.__name__, place_of(trace))
        if isinstance(error, StorageError):
            window.show_message(Message(f"The change did not happen: {error}", "alert"))
            return
        text = f"Something went wrong ({kind.__name__}). What was saved is safe; the log says where it happened."
        window.show_message(Message(text, "alert"))

    return handle
