"""The Read place: browser, tools, images, spine and case side by side, and how they act on each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from annotations.locations import Location
from annotations.mark_edits import LockedMarkError
from annotations.marks import Mark, MarkKind
from viewers.imaging.images import RESAMPLED, Pixels
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.layouts import LAYOUTS
from viewers.tools.effects import MarkMoved, MarkProposal
from viewers.tools.mouse_schemes import MouseScheme
from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, ToolName
from workstation.actions import ACTIONS
from workstation.dicom.records import PatientRecord
from workstation.hanging.library import ProtocolLibrary
from workstation.jobs.executor import JobExecutor
from workstation.preferences import Preferences
from workstation.session import CaseChanged, CaseOpened, CursorMoved, SelectionChanged, Session, SessionEvent
from workstation.ui.image_catalogue import StackKey, find_series
from workstation.ui.message_bar import Message
from workstation.ui.read.case_panel import CasePanel
from workstation.ui.read.feature import Feature, ReadHands
from workstation.ui.read.features import FEATURES
from workstation.ui.read.finding_card import CardAction
from workstation.ui.read.finding_desk import FindingDesk
from workstation.ui.read.finding_entry import FindingEntry
from workstation.ui.read.hanging import Pane
from workstation.ui.read.identity_watch import MARK_REFUSED, screen_doubt
from workstation.ui.read.image_menu import NOTHING_SHOWN, MenuHands, ShownImage, image_menu, name_keys
from workstation.ui.read.level_menu import level_menu
from workstation.ui.read.level_placing import LevelPlacing
from workstation.ui.read.linked_location import finding_of, first_point, location_of, other_locations, same_space
from workstation.ui.read.mark_spacing import mark_spacing_mm
from workstation.ui.read.mark_words import middle_of
from workstation.ui.read.marking import moved_mark, pixels_of, removed_item, with_evidence
from workstation.ui.read.series_card import stack_title
from workstation.ui.read.series_commands import SeriesCommands
from workstation.ui.read.side_panel import SidePanel
from workstation.ui.read.spine_strip import SpineStrip
from workstation.ui.read.stack_loader import StackLoader, job_key
from workstation.ui.read.study_browser import StudyBrowser
from workstation.ui.read.thumbnail_source import ThumbnailSource
from workstation.ui.read.tool_column import ToolColumn
from workstation.ui.read.view_commands import ViewCommands
from workstation.ui.read.viewport_content import AnyViewport, ViewportContent
from workstation.ui.read.viewport_overlays import ViewportOverlays
from workstation.ui.widgets.name_popover import NamePopover

OVERLAY_BELOW_PX = 1500
"""interface.md: in a narrower window the case panel lies over the images instead of squeezing them."""
_TOOL_COMMANDS = {
    f"tool.{tool.value}": tool
    for tool in ToolName
    if tool not in PATH_TOOLS and tool not in STROKE_TOOLS and tool is not ToolName.POINT
}


class ReadPlace(QWidget):
    """Announces `command_asked(id)`, `told(Message)` how far loading is, and what is `registered`."""

    command_asked = Signal(str)
    told = Signal(object)
    loading = Signal(str, str, int, object)
    loading_ended = Signal(str, str)
    registered = Signal(str)

    def __init__(
        self,
        session: Session,
        grid: ViewportGrid,
        overlays: ViewportOverlays,
        loader: StackLoader,
        thumbnails: ThumbnailSource,
        capture_folder: Path,
        *,
        executor: JobExecutor,
        preferences: Preferences,
        protocols: ProtocolLibrary,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self._session = session
        self._loader = loader
        self._patient: PatientRecord | None = None
        self._hovered: Location | None = None
        self._tool = self._start_tool = self._tool_before = "tool.window"
        self._key_of: Callable[[str], str] = lambda action_id: ACTIONS[action_id].shown_shortcut
        self.grid = grid
        self.browser = StudyBrowser(thumbnails)
        self.tools = ToolColumn()
        self.spine = SpineStrip()
        self.case_panel = CasePanel()
        self.entry = FindingEntry(
            session, preferences=preferences, spacing_of=lambda mark: mark_spacing_mm(self._patient, mark)
        )
        self.content = ViewportContent(grid, loader, self)
        self.overlays = overlays
        self.levels = LevelPlacing(session, self.spine, grid, NamePopover(self), self)
        self._view_commands = ViewCommands(grid, self._remark)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._images = QVBoxLayout()
        self._images.setSpacing(0)
        self.hands = ReadHands(
            session=session,
            grid=grid,
            content=self.content,
            overlays=overlays,
            browser=self.browser,
            loader=loader,
            executor=executor,
            preferences=preferences,
            parent=self,
            tools=self.tools,
            add_banner=self._column.addWidget,
            add_under_images=self._images.addWidget,
            add_case_section=self.case_panel.add_section,
            tell=self.told.emit,
            show_registration=self.registered.emit,
            ask=self.command_asked.emit,
            put_tool_back=lambda: self.choose_tool(self._tool_before),
            key_of=lambda action_id: self._key_of(action_id),
            edit_finding=self.edit_finding,
            patient=lambda: self._patient,
            protocols=protocols,
            levels=self.levels,
            marks=self.case_panel.marks,
        )
        self.series = SeriesCommands(self.hands, capture_folder)
        self.features: tuple[Feature, ...] = (self.series, *(make(self.hands) for make in FEATURES))
        self._assemble()
        self.findings = FindingDesk(self.hands, self.case_panel, self.entry, self.side.show_entry)
        self._connect()
        self.choose_tool(self._start_tool)

    @property
    def has_images(self) -> bool:
        """Whether the active viewport shows something."""
        return self.grid.active_viewport.pixels is not None

    @property
    def is_loading(self) -> bool:
        """Whether slices are still on their way."""
        return bool(self._loader.loading)

    def show_patient(self, patient: PatientRecord | None) -> None:
        """Show another patient; everything of the former is gone first."""
        self._hovered = None
        self.choose_tool(self._start_tool)
        self.side.show_panel()
        self.content.show_patient(patient)
        self._patient = patient
        self.browser.show_patient(patient)
        for feature in self.features:
            feature.on_patient(patient)
        self._refresh_case()

    def show_more_images(self, patient: PatientRecord) -> None:
        """More images of the open patient are known."""
        self._patient = patient
        self.content.update_patient(patient)
        self.browser.show_patient(patient)
        for feature in self.features:
            feature.on_more_images(patient)
        self.content.changed.emit()

    def series_title(self, key: StackKey) -> str:
        """What a stack is called."""
        series = find_series(self._patient, key.series_instance_uid) if self._patient is not None else None
        title = stack_title(series, series.stacks[key.stack_number]) if series is not None else ""
        return f"{title}, {RESAMPLED}" if key.resampled else title

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """The functions behind this place's commands."""
        own: dict[str, Callable[[], object]] = {
            "edit.delete": self.remove_selected,
            "edit.cancel": self.cancel,
            "mark.finding": self.mark_finding,
            "view.graphics": self._toggle_planes,
            "panel.browser": lambda: self.browser.setVisible(self.browser.isHidden()),
            "panel.spine": lambda: self.spine.setVisible(self.spine.isHidden()),
            "panel.case": self.side.toggle,
            **{action_id: partial(self.choose_tool, action_id) for action_id in _TOOL_COMMANDS},
            **{f"layout.{name}": partial(self.set_layout, name) for name in LAYOUTS},
        }
        handlers = {**own, **self._view_commands.handlers()}
        for feature in self.features:
            handlers.update(feature.handlers())
        return handlers

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Name the keys that work now, in tooltips and menus."""
        self._key_of = key_of
        self.tools.show_keys(key_of)

    def set_mouse_scheme(self, scheme: MouseScheme) -> None:
        """Buttons and wheel as the user chose; the tool the scheme starts with is in the hand."""
        self.grid.set_mouse_scheme(scheme)
        self._start_tool = f"tool.{scheme.start_tool.value}"
        self.choose_tool(self._start_tool)

    @property
    def folded(self) -> dict[str, bool]:
        """Which panels are folded, by name."""
        return {name: panel.isHidden() for name, panel in self._panels().items()}

    def fold(self, panels: Mapping[str, bool]) -> None:
        """Fold or open panels by name; others stay as they are."""
        for name, panel in self._panels().items():
            if name in panels:
                panel.setHidden(panels[name])

    def _panels(self) -> dict[str, QWidget]:
        """The panels that stay as they were folded; one that floats comes and goes by itself."""
        panels: dict[str, QWidget] = {"browser": self.browser, "spine": self.spine}
        return panels if self.side.is_floating else {**panels, "case": self.side}

    def set_window_width(self, width_px: int) -> None:
        """Squeeze or overlay the case panel as the window allows."""
        self.side.set_narrow(width_px < OVERLAY_BELOW_PX)

    def choose_tool(self, action_id: str) -> None:
        """Take a tool into the hand, in every viewport."""
        if _TOOL_COMMANDS[self._tool] not in MARK_TOOLS:
            self._tool_before = self._tool
        self._tool = action_id
        self.levels.cancel()
        self.grid.set_tool(_TOOL_COMMANDS[action_id])
        self.tools.show_tool(action_id)

    def mark_finding(self) -> None:
        """Begin a finding of the selected measurement, else where the mouse is, at the crosshair or the next click."""
        measured = self.findings.measurement_for(self._hovered)
        location = self._hovered or self._session.cursor
        if measured is not None:
            self.start_finding(middle_of(measured.location), marks=(measured,))
        elif location is not None:
            self.start_finding(location)
        else:
            self.grid.set_tool(ToolName.POINT)
            self._remark(tr("Click on what hurts."))

    def start_finding(self, location: Location, marks: Sequence[Mark] = ()) -> None:
        """Open the finding form for a place on the images, or for measurements."""
        self.levels.cancel()
        if self._refuses_marks():
            return
        self._session.move_cursor(location)
        self.grid.move_cursor(location)
        self.side.show_entry()
        pixels = self._pixels_at(location)
        self.entry.start(with_evidence(location, pixels), pixels, marks=marks)

    def edit_finding(self, finding_id: str) -> None:
        """Open the form of a finding of the case."""
        self.findings.act(finding_id, CardAction.EDIT)

    def remove_selected(self) -> None:
        """Remove the selected mark, finding or target; undo brings it back."""
        if self._session.selected_id is not None:
            self.remove(self._session.selected_id)

    def remove(self, item_id: str) -> None:
        """Remove a mark, finding, target or level; undo brings it back."""
        case = self._session.case
        if self.findings.refuses_change_of(item_id):
            return
        try:
            change = removed_item(case, item_id) if case is not None else None
        except LockedMarkError as error:
            self._refuse(str(error))
            return
        if change is not None:
            self._session.apply(change)
            self._remark(tr("{description}. Ctrl+Z brings it back.", description=change.description))

    def cancel(self) -> None:
        """Give up an unfinished mark or form, else the tool."""
        if self.side.shows_entry:
            self.entry.close_form()
            return
        active = self.grid.active_viewport
        if active.cancel() or self.levels.cancel() or any(feature.cancel() for feature in self.features):
            return
        case, selected = self._session.case, self._session.selected_id
        if case is not None and selected is not None and case.get(Mark, selected) is not None:
            self._session.select(None)
            return
        self.choose_tool(self._start_tool)

    def menu(self, pane: AnyViewport, place: ContextPlace) -> QMenu:
        """What can be done where the right button was clicked."""
        hands = MenuHands(
            self.command_asked.emit,
            self.start_finding,
            self._new_target_of,
            self.remove,
        )
        menu = image_menu(
            self,
            self._session.case,
            pane.pixels,
            place,
            hands,
            can_be_resampled=not self.series.resampling_refusal(self.content.key_of(pane)),
            image=ShownImage.of(pane) if isinstance(pane, Viewport) else NOTHING_SHOWN,
        )
        for feature in self.features:
            feature.add_to_menu(menu, pane, place)
        name_keys(menu, self._key_of)
        return menu

    def cancel_loading(self, key: str) -> None:
        """Stop loading the stack whose progress the status bar shows."""
        for loading in self._loader.loading:
            if job_key(loading) == key:
                self._loader.cancel(loading)

    def close_place(self) -> None:
        """Let go of renderers and subscriptions."""
        for feature in self.features:
            feature.close()
        self._end_session()
        self.grid.shutdown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A floating case panel stays at its edge."""
        super().resizeEvent(event)
        self.side.place()

    def _assemble(self) -> None:
        row = QHBoxLayout()
        self._column.addLayout(row, 1)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.browser, self.tools):
            row.addWidget(part)
        self._images.insertWidget(0, self.grid, 1)
        row.addLayout(self._images, 1)
        row.addWidget(self.spine)
        self.side = SidePanel(self, row, self.case_panel, self.entry)

    def _connect(self) -> None:
        self._end_session = self._session.subscribe(self._on_session)
        self.browser.opened.connect(lambda key: self.content.show(self.grid.active_viewport, Pane(key)))
        self.tools.triggered.connect(self.command_asked.emit)
        self.levels.go_asked.connect(self._go_to)
        self.levels.told.connect(self._refuse)
        self.spine.menu_asked.connect(lambda level, place: level_menu(self.levels, level, self.spine).popup(place))
        self.levels.armed_changed.connect(self._on_armed_changed)
        self.spine.finding_chosen.connect(self._session.select)
        self.case_panel.item_chosen.connect(self._session.select)
        self.case_panel.mark_asked.connect(self.mark_finding)
        self.case_panel.undo_asked.connect(lambda: self.command_asked.emit("edit.undo"))
        self.entry.saved.connect(self._on_entry_saved)
        self.entry.closed.connect(self.side.show_panel)
        self.entry.hypothesis_recorded.connect(lambda words: self._remark(tr("Recorded: {words}", words=words)))
        self.content.changed.connect(self._on_content_changed)
        self.content.failed.connect(lambda text: self.told.emit(Message(text, "alert")))
        self._loader.progressed.connect(self._on_progress)
        self._loader.finished.connect(lambda key, _pixels: self.loading_ended.emit(job_key(key), ""))
        self._loader.failed.connect(lambda key, _text: self.loading_ended.emit(job_key(key), ""))
        self._loader.dropped.connect(lambda key: self.loading_ended.emit(job_key(key), ""))
        self.grid.active_changed.connect(lambda _pane: self._on_active_changed())
        self.grid.item_clicked.connect(self._session.select)
        self.grid.cursor_moved.connect(self._session.move_cursor)
        self.grid.hovered.connect(self._on_hover)
        self.grid.context_requested.connect(lambda pane, place: self.menu(pane, place).popup(place.global_position))
        self.grid.mark_proposed.connect(self._on_proposal)
        self.grid.mark_moved.connect(self._on_mark_moved)
        self.grid.placement_refused.connect(self._remark)

    def _on_session(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened):
            self._forget_place()
        if isinstance(event, CaseOpened | CaseChanged):
            self._refresh_case()
        elif isinstance(event, SelectionChanged):
            self._refresh_case()
            self._go_to_item(event.item_id)
        elif isinstance(event, CursorMoved):
            pixels = self._pixels_at(event.location) if event.location is not None else None
            self.case_panel.show_cursor(self._session.case, event.location, pixels)
            self._refresh_overlays()
        for feature in self.features:
            feature.on_session(event)

    def _forget_place(self) -> None:
        """Nothing that was pointed at in the former case stays: it would name a level of another patient."""
        self._hovered = None
        self.levels.forget()
        self.case_panel.show_cursor(self._session.case, None)

    def _refresh_case(self) -> None:
        case, history, selected = self._session.case, self._session.history, self._session.selected_id
        finding = finding_of(case, selected) if case is not None else None
        self.case_panel.show_case(
            case,
            finding.id if finding is not None else selected,
            undo_title=history.undo_description if history is not None else None,
        )
        self.levels.refresh()
        self._refresh_overlays()

    def _go_to_item(self, item_id: str | None) -> None:
        case = self._session.case
        location = location_of(case, item_id) if case is not None and item_id is not None else None
        if case is None or item_id is None or location is None:
            return
        for further in other_locations(case, item_id):
            if not same_space(further, location):
                self.content.accompany(further)
        self._session.move_cursor(first_point(location))
        self.content.go_to(location)

    def _new_target_of(self, finding_id: str) -> None:
        self._session.select(finding_id)
        self.command_asked.emit("target.new")

    def _go_to(self, location: Location) -> None:
        self._session.move_cursor(location)
        self.content.go_to(location)

    def _on_armed_changed(self) -> None:
        if not self.levels.is_waiting:
            self.choose_tool(self._tool)
        self.overlays.set_hint(self.levels.hint)
        self._refresh_overlays()

    def _on_hover(self, location: Location | None) -> None:
        self._hovered = location

    def _on_proposal(self, proposal: MarkProposal) -> None:
        if proposal.kind is not MarkKind.POINT or self._refuses_marks():
            return
        # The press that places a point has made its viewport the active one.
        if self.levels.take(proposal.location):
            return
        if any(feature.take(proposal.location) for feature in self.features):
            return
        self.choose_tool(self._tool)
        self.start_finding(proposal.location)

    def _refuses_marks(self) -> bool:
        """Whether two patients' images are on screen; says so."""
        doubt = screen_doubt(self._session.case, (viewport.pixels for viewport in self.grid.links.panes))
        if doubt:
            self.told.emit(Message(tr(MARK_REFUSED).format(doubt=doubt), "alert"))
        return bool(doubt)

    def _pixels_at(self, location: Location) -> Pixels | None:
        """The pixels a place was marked on: those of the viewport that shows its image."""
        return pixels_of((pane.pixels for pane in (self.grid.active_viewport, *self.grid.viewports)), location)

    def _toggle_planes(self) -> None:
        self.overlays.toggle_planes()
        self.grid.refresh_overlays()

    def _refresh_overlays(self) -> None:
        self.overlays.refresh()
        self.grid.refresh_overlays()

    def _on_mark_moved(self, moved: MarkMoved) -> None:
        if self._refuses_marks() or self.levels.move(moved.mark_id, moved.location):
            return
        if self.findings.refuses_change_of(moved.mark_id):
            self._refresh_overlays()
            return
        case = self._session.case
        pixels = self._pixels_at(moved.location)
        change = moved_mark(case, moved.mark_id, moved.location, pixels) if case is not None else None
        if change is not None:
            self._session.apply(change)

    def _on_entry_saved(self, finding_id: str) -> None:
        self.side.show_panel()
        self._session.select(finding_id)

    def _on_content_changed(self) -> None:
        self.browser.show_on_screen(self.content.keys_on_screen)
        self.case_panel.set_mark_enabled(self.has_images)
        self.findings.refresh()
        self.levels.refresh()
        self._refresh_overlays()

    def _on_active_changed(self) -> None:
        self.case_panel.set_mark_enabled(self.has_images)
        self.levels.refresh()
        self._refresh_overlays()

    def _on_progress(self, key: StackKey, done: int, total: int) -> None:
        self.loading.emit(job_key(key), self.series_title(key), done, total or None)

    def set_layout(self, name: str) -> None:
        """Arrange the viewports; the active one keeps its series, three planes all show it."""
        self.grid.in_hand.set_layout(name)
        if not self.levels.is_waiting:
            self.choose_tool(self._tool)
        self._on_content_changed()

    def _remark(self, text: str) -> None:
        self.told.emit(Message(text))

    def _refuse(self, text: str) -> None:
        self.told.emit(Message(text, "caution"))
