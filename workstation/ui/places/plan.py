"""Plan: targets, their needle paths on the images, and how to set the C-arm for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotations.case import Case, Change, add, replace_item
from annotations.findings import Finding
from annotations.geometry import Point, distance_mm
from annotations.level_names import target_level_name
from annotations.locations import Location, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.target_checks import edited
from annotations.targets import ProcedureTarget
from annotations.trajectories import SHORTEST_PATH_MM, needle_path
from viewers.imaging.images import Volume
from viewers.imaging.presets import PRESETS
from viewers.qt.render_scheduler import RenderScheduler
from viewers.qt.translated import tr
from viewers.state.overlay import OverlayContent, OverlayMark, OverlayNeedle
from viewers.tools.mouse_schemes import MouseScheme
from viewers.tools.tool_names import ToolName
from workstation.actions import ACTIONS
from workstation.session import CaseChanged, CaseOpened, SelectionChanged, Session, SessionEvent
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import combo_value, fill_combo, side_by_side
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.item_words import finding_words, target_words
from workstation.ui.forms.procedure_choices import drafted_target, procedure_choices
from workstation.ui.forms.removal import removal
from workstation.ui.forms.search_picker import SearchPicker
from workstation.ui.forms.target_form import TargetForm
from workstation.ui.places.plan_carm import CArmCard
from workstation.ui.places.plan_images import End, PlanImages, PlanViews, end_marks, needle_overlay
from workstation.ui.places.plan_targets import TargetList
from workstation.ui.read.level_labels import level_labels
from workstation.ui.read.overlay_content import overlay_marks
from workstation.ui.theme import fix_width
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.labels import SectionHeading, label

LEFT_WIDTH_PX = 372
RIGHT_WIDTH_PX = 340
NO_IMAGES = "No series of this patient has patient coordinates. A needle is planned on CT or MR: open one in Read."


class PlanPlace(QWidget):
    """Targets and their form left, images in the middle, C-arm right.

    An end that is placed alone waits here until the other is placed: a path in the case always has both.
    """

    def __init__(
        self, session: Session, images: PlanImages, scheduler: RenderScheduler, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._images = images
        self._chosen: str | None = None
        self._finding_id: str | None = None
        self._loose_ends: dict[str, dict[End, PatientLocation]] = {}
        self._frame_of_reference_uid = ""
        self.views = PlanViews(scheduler)
        self.views.point_placed.connect(lambda end, location: self.place_end(End(end), location))
        self.views.item_clicked.connect(session.select)
        self._build()
        self._shortcuts: list[QShortcut] = []
        self.hear_keys(lambda action_id: ACTIONS[action_id].shortcuts)
        dress(self)
        self._unsubscribe = session.subscribe(self._on_event)
        self.refresh()

    @property
    def chosen_id(self) -> str | None:
        """The id of the target shown."""
        return self._chosen

    def close_place(self) -> None:
        """End the subscription and leave the scheduler."""
        self._unsubscribe()
        self.views.detach()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to Plan sees the needle of the chosen target, at its level and not at that of the finding."""
        super().showEvent(event)
        self._show_path(self._target(), move=True)

    def new_target(self) -> None:
        """Ask for the procedure of a new target for the selected finding; picking one adds the target."""
        case = self._session.case
        if case is None:
            return
        finding = self._finding_for_target(case)
        if finding is None:
            self._say(tr("Choose the finding this target is for, in Read or Explain, or mark one first (M)."))
            return
        self._say("")
        self.picker_field.label.setText(tr("Procedure for {finding_words}", finding_words=finding_words(finding)))
        self.picker_field.show()
        self.picker.set_value(None)
        self.picker.setFocus()
        self.picker.show_all()

    def add_target(self, procedure_id: str) -> None:
        """Add a target of a procedure for the selected finding and choose it; one change."""
        case = self._session.case
        finding = self._finding_for_target(case) if case is not None else None
        self.picker_field.hide()
        if finding is None:
            return
        target = drafted_target(procedure_id, finding)
        self._chosen = target.id
        self._say(try_apply(self._session, add(target, f"Add target {target_words(target)}")))
        self._show_path(self._target(), move=True)

    def remove_target(self) -> None:
        """Remove the chosen target; undo brings it back."""
        target = self._target()
        if self._session.case is not None and target is not None:
            words = tr("Remove target {target_words}", target_words=target_words(target))
            self._say(try_apply(self._session, removal(self._session.case, target, words)))

    def arm(self, end: End) -> None:
        """Let the next click on an image place an end of the chosen target's path."""
        if self._target() is None:
            self._say(tr("Choose or add a target first."))
            return
        self.views.arm(None if self.views.armed is end else end)
        self._show_arming()

    def place_end(self, end: End, location: PatientLocation) -> None:
        """Put one end of the chosen target's path somewhere; the path is stored once it has both."""
        target = self._target()
        if target is None:
            return
        ends = {**self._ends(target), end: location}
        others = {e.frame_of_reference_uid for e in ends.values()}
        if len(others) > 1:
            ends = {end: location}
            self._say(tr("The other end lies in another Frame of Reference and was dropped; place it on this series."))
        self._loose_ends[target.id] = ends
        if len(ends) == len(End):
            self._store_path(target, ends)
        self.refresh()

    def refresh(self) -> None:
        """Show the open case as it is now."""
        case = self._session.case
        target = self._target()
        self.targets.refresh(case, target.id if target is not None else None)
        self.new_button.setEnabled(case is not None)
        for widget in (self.form, self.form_heading, self.placing, self.remove_button):
            widget.setVisible(target is not None)
        if target is not None:
            self.form.show_target(target)
        self._show_series(target)
        self._show_path(target)
        self._show_arming()

    def _build(self) -> None:
        self.targets = TargetList()
        self.targets.chosen.connect(self._session.select)
        self.targets.finding_clicked.connect(self._session.select)
        self.form = TargetForm(self._session)
        self.form_heading = SectionHeading(tr("Target"))
        self.new_button = button(tr("New target  T"), self.new_target, primary=True)
        self.remove_button = button(tr("Remove"), self.remove_target, flat=True)
        self.picker = SearchPicker(procedure_choices(), tr("Type to search: transforaminal, medial branch ..."))
        self.picker.picked.connect(self.add_target)
        self.picker_field = FormField(tr("Procedure"), self.picker)
        self.picker_field.hide()
        self.message = label("", "small", wrap=True, tone="alert")
        self.message.hide()
        left = ScrolledColumn(margin_px=12)
        fix_width(left, LEFT_WIDTH_PX)
        for widget in (
            self.targets,
            side_by_side(self.new_button, self.remove_button),
            self.picker_field,
            self.message,
            self.form_heading,
            self.form,
        ):
            left.column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self._middle(), 1)
        row.addWidget(self._right())

    def _middle(self) -> QWidget:
        self.series = QComboBox()
        self.series.setAccessibleName(tr("Series to plan on"))
        self.series.activated.connect(lambda _: self._ask_for(combo_value(self.series) or ""))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.views, 1)
        return middle

    def _right(self) -> QWidget:
        self.carm = CArmCard()
        self.entry_button = button(tr("Place entry"), lambda: self.arm(End.ENTRY))
        self.tip_button = button(tr("Place tip"), lambda: self.arm(End.TIP))
        for arming in (self.entry_button, self.tip_button):
            arming.setCheckable(True)
        self.placing = QWidget()
        self.placing_hint = label("", "secondary", wrap=True)
        inner = QVBoxLayout(self.placing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(SectionHeading(tr("Needle path")))
        inner.addWidget(side_by_side(self.entry_button, self.tip_button))
        inner.addWidget(self.placing_hint)
        right = ScrolledColumn(margin_px=12)
        fix_width(right, RIGHT_WIDTH_PX)
        for widget in (SectionHeading(tr("Planned on")), self.series, self.placing, self.carm):
            right.column.addWidget(widget)
        right.column.addStretch(1)
        right.column.addWidget(label(tr("Planning from supine images. Not a medical device."), "small", wrap=True))
        return right

    def set_mouse_scheme(self, scheme: MouseScheme) -> None:
        """Buttons and wheel as the user chose."""
        for viewport in self.views.viewports.values():
            viewport.mouse_scheme = scheme

    def hear_keys(self, keys_of: Callable[[str], tuple[str, ...]]) -> None:
        """Hear the keys of those commands of Read that make sense here; a hidden place hears none.

        `keys_of` gives the keys of a command as they are now.
        """
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        commands: dict[str, Callable[[], object]] = {
            "target.new": self.new_target,
            "tool.window": partial(self.views.use, ToolName.WINDOW),
            "tool.crosshair": partial(self.views.use, ToolName.CROSSHAIR),
            **{f"preset.{one.preset_id}": partial(self._apply_preset, one.preset_id) for one in PRESETS},
        }
        self._shortcuts = []
        for action_id, handler in commands.items():
            for key in keys_of(action_id):
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(handler)
                self._shortcuts.append(shortcut)

    def _apply_preset(self, preset_id: str) -> None:
        self._say(self.views.apply_preset(preset_id))

    def _finding_for_target(self, case: Case) -> Finding | None:
        """The selected finding, else that of the selected mark's, else the only one there is."""
        selected = self._session.selected_id or ""
        findings = case.of_type(Finding)
        chosen = [finding for finding in findings if selected in (finding.id, *finding.mark_ids)]
        if not chosen and self._finding_id is not None:
            chosen = [finding for finding in findings if finding.id == self._finding_id]
        if not chosen and len(findings) == 1:
            chosen = list(findings)
        return chosen[0] if chosen else None

    def _target(self) -> ProcedureTarget | None:
        case = self._session.case
        if case is None:
            return None
        chosen = case.get(ProcedureTarget, self._chosen or "")
        targets = case.of_type(ProcedureTarget)
        if chosen is None and targets:
            chosen = targets[0]
        self._chosen = chosen.id if chosen is not None else None
        return chosen

    def _ends(self, target: ProcedureTarget) -> dict[End, PatientLocation]:
        if target.path is None:
            return dict(self._loose_ends.get(target.id, {}))
        entry, tip = (
            PatientLocation(target.path.frame_of_reference_uid, (point,), target.path.source)
            for point in target.path.points_lps_mm
        )
        return {End.ENTRY: entry, End.TIP: tip}

    def _store_path(self, target: ProcedureTarget, ends: dict[End, PatientLocation]) -> None:
        entry, tip = ends[End.ENTRY].points_lps_mm[0], ends[End.TIP].points_lps_mm[0]
        path = PatientLocation(ends[End.TIP].frame_of_reference_uid, (entry, tip), ends[End.TIP].source)

        def build() -> Change:
            needle_path(entry, tip)  # refuses two ends at one point
            return replace_item(target, edited(target, path=path), f"Needle path of {target_words(target)}")

        change, refusal = built(build)
        self._say(refusal or (try_apply(self._session, change) if change is not None else ""))
        self._loose_ends.pop(target.id, None)

    def _show_series(self, target: ProcedureTarget | None) -> None:
        known = self._images.frames_of_reference()
        uids = [uid for uid, _ in known]
        wanted = target.path.frame_of_reference_uid if target is not None and target.path is not None else ""
        if wanted and wanted not in uids:
            self.views.show_volume(
                None, tr("The series this target was planned on is not open. Open its folder in Read.")
            )
            self._frame_of_reference_uid = ""
            fill_combo(self.series, known, None)
            return
        uid = wanted or (self._frame_of_reference_uid if self._frame_of_reference_uid in uids else "")
        uid = uid or (uids[0] if uids else "")
        fill_combo(self.series, known, uid or None)
        self._ask_for(uid)

    def _ask_for(self, uid: str) -> None:
        if uid == self._frame_of_reference_uid and (uid == "") == (self.views.volume is None):
            return
        self._frame_of_reference_uid = uid
        if not uid:
            self.views.show_volume(None, tr(NO_IMAGES) if self._session.case is not None else tr("Open a case first."))
            return
        # Until it is here nothing is shown: never the images of one series under the name of another.
        self.views.show_volume(None, tr("Loading the series."))
        self._images.request(uid, lambda volume: self._on_volume(uid, volume))

    def _on_volume(self, uid: str, volume: Volume | None) -> None:
        if uid != self._frame_of_reference_uid:
            return
        self.views.show_volume(volume, "" if volume is not None else tr("This series could not be loaded."))
        self._show_path(self._target(), move=True)

    def _show_path(self, target: ProcedureTarget | None, *, move: bool = False) -> None:
        case = self._session.case
        ends = self._ends(target) if target is not None else {}
        points: dict[End, Point] = {end: location.points_lps_mm[0] for end, location in ends.items()}
        uid = next((location.frame_of_reference_uid for location in ends.values()), "")
        path = (points[End.ENTRY], points[End.TIP]) if len(points) == len(End) else None
        needles = _needles(case, target) if case is not None else ()
        marks = end_marks(target.id, uid, points) if target is not None and uid else ()
        findings = _finding_marks(case, self._session.selected_id) if case is not None else ()
        # Names only: in Plan a drag moves the needle, never a level (domain.md 6.2 wants them beside the plan).
        labels = tuple(replace(one, item_id="") for one in level_labels(case)) if case is not None else ()
        self.views.show_path(OverlayContent(marks=(*findings, *marks), needles=needles, labels=labels), path)
        place = points.get(End.TIP) or points.get(End.ENTRY) or self._place_of_finding(target)
        if move and place is not None:
            self.views.go_to(place)
        is_a_path = path is not None and distance_mm(*path) >= SHORTEST_PATH_MM
        numbers = needle_path(*path) if path is not None and is_a_path else None
        self.carm.show_path(
            numbers, target.laterality if target is not None else None, target.needle_gauge if target else ""
        )

    def _place_of_finding(self, target: ProcedureTarget | None) -> Point | None:
        """Where the finding to be treated was marked, if on the series shown: the place to begin planning."""
        case = self._session.case
        if case is None:
            return None
        finding_ids = target.finding_ids if target is not None else (self._finding_id or "",)
        findings = [finding for finding in case.of_type(Finding) if finding.id in finding_ids]
        marks = [case.get(Mark, mark_id) for finding in findings for mark_id in finding.mark_ids]
        places = [mark.location for mark in marks if mark is not None and isinstance(mark.location, PatientLocation)]
        shown = [place for place in places if place.frame_of_reference_uid == self._frame_of_reference_uid]
        return shown[0].points_lps_mm[0] if shown else None

    def _show_finding(self, case: Case, finding_id: str) -> None:
        """Cut through where a finding was marked; says where to look when it is not on this series."""
        finding = case.get(Finding, finding_id)
        marks = [case.get(Mark, mark_id) for mark_id in finding.mark_ids] if finding is not None else []
        places = [mark.location for mark in marks if mark is not None]
        here = [p for p in places if isinstance(p, PatientLocation) and self._is_shown(p)]
        if here:
            self.views.go_to(here[0].points_lps_mm[0])
        self._say("" if here or finding is None else f"{finding_words(finding)} {self._elsewhere(places)}")

    def _is_shown(self, place: PatientLocation) -> bool:
        return place.frame_of_reference_uid == self._frame_of_reference_uid

    def _elsewhere(self, places: Sequence[Location]) -> str:
        if not places:
            return tr("is not marked on any image.")
        names = dict(self._images.frames_of_reference())
        uid = places[0].frame_of_reference_uid if isinstance(places[0], PatientLocation) else ""
        where = names.get(uid, "other images" if uid else "a radiograph")
        return tr("is marked on {where} (another Frame of Reference): see it in Read (F1).", where=where)

    def _show_arming(self) -> None:
        armed, target = self.views.armed, self._target()
        ends = self._ends(target) if target is not None else {}
        self.entry_button.setChecked(armed is End.ENTRY)
        self.tip_button.setChecked(armed is End.TIP)
        missing = [end.value for end in End if end not in ends]
        if armed is not None:
            words = tr(
                "Click on an image where the {value} lies.",
                value=tr("skin entry") if armed is End.ENTRY else tr("needle tip"),
            )
        elif missing:
            words = tr("Still to place: {list}.", list=" and ".join(missing))
        else:
            words = tr("Drag a handle to move it; every move can be undone. Keys: W window, H crosshair, 0-7 presets.")
        self.placing_hint.setText(words)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _on_event(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened):
            self._chosen = None
            self._loose_ends.clear()
            self._frame_of_reference_uid = ""
        if isinstance(event, SelectionChanged):
            self._follow(event.item_id)
        elif isinstance(event, CaseOpened | CaseChanged):
            self.refresh()

    def _follow(self, item_id: str | None) -> None:
        case = self._session.case
        if case is None or item_id is None:
            return
        if case.get(Finding, item_id) is not None:
            self._finding_id = item_id
            self._show_path(self._target())
            if self.isVisible():
                self._show_finding(case, item_id)
        if case.get(ProcedureTarget, item_id) is not None:
            self._chosen = item_id
            self.refresh()
            self._show_path(self._target(), move=True)


def _needles(case: Case, chosen: ProcedureTarget | None) -> tuple[OverlayNeedle, ...]:
    return tuple(
        needle_overlay(
            target.id,
            target.path,
            f"{target_level_name(case, target)} {target.laterality.word}",
            selected=chosen is not None and target.id == chosen.id,
        )
        for target in case.of_type(ProcedureTarget)
        if target.path is not None
    )


def _finding_marks(case: Case, selected_id: str | None) -> tuple[OverlayMark, ...]:
    """Where findings were marked, to be seen and not moved here; each view draws those of its own space."""
    return tuple(
        replace(mark, movable=False)
        for mark in overlay_marks(case, selected_id)
        if mark.kind is MarkKind.POINT and case.get(Finding, mark.item_id) is not None
    )
