"""The main window: bars, places and the wiring between them; what happens is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotations.patient import PatientIdentity
from viewers.qt.render_scheduler import RenderScheduler
from viewers.qt.translated import tr
from viewers.qt.viewport_3d import Viewport3D, volume_pane
from workstation.action_tables.action import SCOPES_HEARD, WHERE, WHY_DISABLED, Action, Needs, Scope
from workstation.dicom.records import PatientRecord
from workstation.jobs.executor import JobExecutor
from workstation.key_map import KEYS, KeyMap
from workstation.preferences import Preferences
from workstation.session import CaseChanged, CaseOpened, ChangeRefused, Session, SessionEvent
from workstation.settings import Settings
from workstation.ui.action_bindings import ActionBindings, Handler
from workstation.ui.case_warnings import case_warnings
from workstation.ui.cases_place import CasesPlace
from workstation.ui.command_palette import CommandPalette, Source
from workstation.ui.display_settings import CONTRAST, TEXT_SCALE, apply_display
from workstation.ui.focus_order import focus_stops, from_left, move_focus
from workstation.ui.image_opening import ImageOpening
from workstation.ui.message_bar import Message, MessageBar
from workstation.ui.pointer_habits import MOUSE_SCHEME, scheme_of, scheme_problem
from workstation.ui.preferences.keys_page import KeysPage
from workstation.ui.preferences.pages import preference_pages
from workstation.ui.preferences.preferences_window import PreferencesWindow
from workstation.ui.read.read_place import ReadPlace
from workstation.ui.read.second_window import SecondWindow
from workstation.ui.search_sources import commands, findings, levels, patients, series
from workstation.ui.shortcut_sheet import ShortcutSheet
from workstation.ui.status_bar import StatusBar
from workstation.ui.top_bar import TopBar
from workstation.ui.window_memory import WindowMemory
from workstation.ui.workspace import Workspace

START_SIZE = (1600, 1000)
SMALLEST_SIZE = (1100, 640)
PLACE_SCOPES = {"read": Scope.READ, "plan": Scope.PLAN}


@dataclass(frozen=True)
class Places:
    """The places of the window; those after Read are any widgets."""

    cases: CasesPlace
    read: ReadPlace
    evaluate: QWidget
    explain: QWidget
    plan: QWidget
    chart: QWidget
    schedulers: tuple[RenderScheduler, ...] = ()

    def by_name(self) -> Mapping[str, QWidget]:
        """Every place by the name of its command."""
        return {name: widget for name, widget in vars(self).items() if isinstance(widget, QWidget)}

    def close(self) -> None:
        """End subscriptions and render threads; a place that has something to end says so by `close_place`."""
        for place in self.by_name().values():
            end = getattr(place, "close_place", None)
            if callable(end):
                end()
        for scheduler in self.schedulers:
            scheduler.close()


class MainWindow(QMainWindow):
    """The one window of the program. Announces `closing()` when all work has ended."""

    closing = Signal()

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        opening: ImageOpening,
        executor: JobExecutor,
        places: Places,
        *,
        preferences: Preferences,
        settings: Settings,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Foramen")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*START_SIZE)
        self.session = session
        self.workspace = workspace
        self.places = places
        self._executor = executor
        self._opening = opening
        self._place = "cases"
        self._is_closed = False
        self.top_bar = TopBar()
        self.message_bar = MessageBar()
        self.status_bar = StatusBar()
        self._stack = QStackedWidget()
        self.message_bar.setAccessibleName(tr("Messages"))
        self._assemble()
        self.preferences = preferences
        self.keys = KeyMap(preferences)
        self.bindings = ActionBindings(self, self._handlers(), self.is_enabled, self.keys)
        self._settings = settings
        self._memory = WindowMemory(preferences)
        # Every widget is polished again: once for all that changes at a time.
        self._dress_soon = QTimer(self, singleShot=True, interval=0)
        self._dress_soon.timeout.connect(self._dress)
        self._preferences_window: PreferencesWindow | None = None
        self._sheet: ShortcutSheet | None = None
        self.palette_of_commands = CommandPalette(self, preferences, self._search_sources())
        self._connect()
        self._restore()
        self.show_place("cases")
        self.refresh_cases()

    @property
    def place(self) -> str:
        """The name of the place on screen."""
        return self._place

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return bool(self._executor.running)

    def show_place(self, name: str) -> None:
        """Bring a place to the front; all but the case list need an open case."""
        if name != "cases" and self.session.case is None:
            name = "cases"
        self._place = name
        self._stack.setCurrentWidget(self.places.by_name()[name])
        self.top_bar.show_place(name)
        self._listen_to_keys()
        if name == "cases":
            self.places.cases.focus_search()

    def _has_3d(self) -> bool:
        grid = self.places.read.grid
        return volume_pane(grid.active_viewport, grid.viewports) is not None

    def _listen_to_keys(self) -> None:
        """Hear the keys of the place on screen, and of 3-D while such a viewport is the active one."""
        scope = PLACE_SCOPES.get(self._place)
        is_3d = scope is Scope.READ and isinstance(self.places.read.grid.active_viewport, Viewport3D)
        self.bindings.set_scope(Scope.VOLUME_3D if is_3d else scope)

    def show_preferences(self, title: str = "") -> PreferencesWindow:
        """Open the preferences beside the window, at a section when one is named."""
        if self._preferences_window is None:
            pages = preference_pages(self.preferences, self._settings, self.keys, self.bindings.trigger)
            self._preferences_window = PreferencesWindow(self.preferences, pages, self)
        self._preferences_window.open_at(title)
        return self._preferences_window

    def show_sheet(self) -> ShortcutSheet:
        """Open the sheet of keys and mouse beside the window."""
        if self._sheet is None:
            edit = partial(self.show_preferences, KeysPage.title)
            self._sheet = ShortcutSheet(self.keys, lambda: scheme_of(self.preferences), edit, self)
        self._sheet.open()
        return self._sheet

    def show_message(self, message: Message) -> None:
        """Show a message under the top bar."""
        self.message_bar.show_message(message)

    def is_enabled(self, action: Action) -> bool:
        """Whether a command can be done now."""
        return not self.why_disabled(action)

    def why_disabled(self, action: Action) -> str:
        """Why a command cannot be done now; empty when it can."""
        history = self.session.history
        has_case = self.session.case is not None
        answers = {
            Needs.NOTHING: True,
            Needs.CASE: has_case,
            Needs.IMAGES: has_case and self.places.read.has_images,
            Needs.SELECTION: has_case and self.session.selected_id is not None,
            Needs.UNDO: history is not None and history.undo_description is not None,
            Needs.REDO: history is not None and history.redo_description is not None,
            Needs.VOLUME_3D: has_case and self._has_3d(),
        }
        scope = PLACE_SCOPES.get(self._place)
        in_scope = action.scope in SCOPES_HEARD[Scope.VOLUME_3D if scope is Scope.READ else scope]
        if not answers[action.needs]:
            return tr(WHY_DISABLED[action.needs])
        return "" if in_scope else WHERE[action.scope]

    def refresh_cases(self) -> None:
        """Fill the case list."""
        self.places.cases.show_rows(self.workspace.rows())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take anything that has local files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.workspace.open_paths(paths)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes through the window as the eye does."""
        place = self.places.by_name()[self._place]
        panels = from_left(place) if place is self.places.read else [place]
        stops = focus_stops((self.top_bar, self.message_bar, *panels, self.status_bar))
        return move_focus(stops, self.focusWidget(), forward=is_next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window lays the case panel over the images."""
        super().resizeEvent(event)
        self.places.read.set_window_width(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work; everything is saved already."""
        if self._is_closed:
            super().closeEvent(event)
            return
        self._is_closed = True
        self._remember()
        self._end_session()
        self._end_preferences()
        self.bindings.close()
        self.places.close()
        self._executor.close()
        self.closing.emit()
        super().closeEvent(event)

    def _assemble(self) -> None:
        frame = QWidget()
        frame.setObjectName("window")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.message_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_bar)
        for place in self.places.by_name().values():
            self._stack.addWidget(place)
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        self._end_session = self.session.subscribe(self._on_session)
        self.top_bar.place_chosen.connect(self.show_place)
        self.top_bar.cases_asked.connect(lambda: self.show_place("cases"))
        self.top_bar.command_asked.connect(self.palette_of_commands.open)
        self.top_bar.other_patient_asked.connect(self.workspace.open_waiting)
        self.top_bar.stay_asked.connect(self.workspace.stay)
        self.top_bar.warning_chosen.connect(self._answer_warning)
        self._end_preferences = self.preferences.subscribe(self._on_preference)
        self._show_keys()
        cases, read = self.places.cases, self.places.read
        cases.row_chosen.connect(self.workspace.open_row)
        cases.folder_asked.connect(self._choose_folder)
        cases.files_asked.connect(self._choose_files)
        cases.demo_asked.connect(self.workspace.open_demo)
        read.command_asked.connect(self.bindings.trigger)
        read.told.connect(self.show_message)
        read.grid.active_changed.connect(lambda _pane: self._listen_to_keys())
        read.registered.connect(self.status_bar.show_registration)
        read.loading.connect(self.status_bar.show_progress)
        read.loading_ended.connect(self.status_bar.end_progress)
        self.workspace.patient_opened.connect(self._on_patient_opened)
        self.workspace.images_added.connect(read.show_more_images)
        self.workspace.mismatch.connect(self._on_mismatch)
        self.workspace.told.connect(self.show_message)
        self.workspace.listed.connect(self.refresh_cases)
        self.workspace.cases_asked.connect(lambda: self.show_place("cases"))
        self._opening.progressed.connect(self.status_bar.show_progress)
        self._opening.ended.connect(self.status_bar.end_progress)
        self.status_bar.cancel_asked.connect(self._cancel)

    def _search_sources(self) -> tuple[Source, ...]:
        def show_read() -> None:
            self.show_place("read")

        read = self.places.read
        return (
            lambda: commands(self.keys, self.why_disabled, self.bindings.trigger),
            lambda: levels(self.session, read, show_read),
            lambda: findings(self.session, show_read),
            lambda: [entry for feature in read.features for entry in feature.search_entries()],
            lambda: series(self.workspace, read, show_read),
            lambda: patients(self.workspace.rows(), self.workspace.open_row),
        )

    def _on_preference(self, key: str) -> None:
        if key == KEYS:
            self.keys.read_again()
            self.bindings.hear_new_keys()
            self._show_keys()
        elif key == MOUSE_SCHEME:
            self._use_mouse_scheme()
        elif key in (TEXT_SCALE, CONTRAST):
            self._dress_soon.start()

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_display(application, self.preferences, self)

    def _use_mouse_scheme(self) -> None:
        scheme = scheme_of(self.preferences)
        self.places.read.set_mouse_scheme(scheme)
        use = getattr(self.places.plan, "set_mouse_scheme", None)
        if callable(use):
            use(scheme)

    def _restore(self) -> None:
        """Size, folded panels and the mouse as they were the last time."""
        self.is_restored = self._memory.restore_geometry(self)
        self.places.read.fold(self._memory.folded())
        self._use_mouse_scheme()
        for problem in (*self.keys.problems, scheme_problem(self.preferences)):
            if problem:
                self.show_message(Message(problem, "caution"))

    def _remember(self) -> None:
        self._memory.keep_geometry(self)
        self._memory.keep_folded(self.places.read.folded)
        self._remember_place()

    def _remember_place(self) -> None:
        if self.session.case is not None and self._place != "cases":
            self._memory.keep_place(self.session.case.id, self._place)

    def _show_keys(self) -> None:
        """Tooltips and menus name the keys that work now."""
        self.top_bar.show_keys(self.keys.shown_key)
        self.places.read.show_keys(self.keys.shown_key)
        hear = getattr(self.places.plan, "hear_keys", None)
        if callable(hear):
            hear(self.keys.keys_of)

    def _handlers(self) -> Mapping[str, Handler]:
        def show(name: str) -> Handler:
            return lambda: self.show_place(name)

        own: dict[str, Handler] = {
            **{f"place.{name}": show(name) for name in self.places.by_name()},
            "open.folder": self._choose_folder,
            "open.files": self._choose_files,
            "open.demo": self.workspace.open_demo,
            "case.close": self._close_case,
            "window.command": lambda: self.palette_of_commands.open(),
            "window.preferences": self.show_preferences,
            "window.keys": self.show_sheet,
            "window.change-keys": lambda: self.show_preferences(KeysPage.title),
            "window.fullscreen": self._toggle_full_screen,
            "window.quit": self.close,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "target.new": self._new_target,
        }
        return {**own, **self.places.read.handlers()}

    def _on_session(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened | CaseChanged):
            self.top_bar.show_warnings(case_warnings(self.session.case))
        if isinstance(event, CaseOpened):
            self._show_patient(event.case.patient if event.case is not None else None)
            self.status_bar.show_saved(None)
        elif isinstance(event, CaseChanged):
            self.status_bar.show_saved(datetime.now())
        elif isinstance(event, ChangeRefused):
            self.show_message(Message(tr("The change did not happen: {reason}", reason=event.reason), "alert"))

    def _answer_warning(self, command: str) -> None:
        """Warnings are dealt with where the images are."""
        self.show_place("read")
        self.bindings.trigger(command)

    def _show_patient(self, identity: PatientIdentity | None) -> None:
        self.top_bar.show_patient(identity)
        if identity is None:
            self.show_place("cases")

    def _on_patient_opened(self, patient: PatientRecord) -> None:
        self.top_bar.clear_mismatch()
        self.places.read.show_patient(patient)
        case = self.session.case
        left_at = self._memory.place_of(case.id) if case is not None else ""
        self.show_place(left_at if left_at in self.places.by_name() else "read")

    def _on_mismatch(self, text: str) -> None:
        if text:
            self.top_bar.show_mismatch(text)
        else:
            self.top_bar.clear_mismatch()

    def _close_case(self) -> None:
        self._remember_place()
        self.places.read.show_patient(None)
        self.workspace.close_case()

    def _cancel(self, key: str) -> None:
        self._opening.cancel(key)
        self.places.read.cancel_loading(key)
        self.status_bar.end_progress(key)

    def _undo(self) -> None:
        change = self.session.undo()
        if change is not None:
            self.status_bar.show_message(tr("Undone: {description}", description=change.description))

    def _redo(self) -> None:
        change = self.session.redo()
        if change is not None:
            self.status_bar.show_message(tr("Done again: {description}", description=change.description))

    def _new_target(self) -> None:
        self.show_place("plan")
        start = getattr(self.places.plan, "new_target", None)
        if callable(start):
            start()

    def _toggle_full_screen(self) -> None:
        top = QApplication.activeWindow()
        window = top if isinstance(top, SecondWindow) else self
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Open folder of images"))
        if folder:
            self.workspace.open_paths([Path(folder)])

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Open images, archives or a DICOMDIR"))
        if names:
            self.workspace.open_paths([Path(name) for name in names])
