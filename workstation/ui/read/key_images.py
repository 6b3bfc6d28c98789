"""Key images in Read: K keeps the active picture with the case; the strip in the case panel brings each one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from annotations.case import Case, Change, add, replace_item
from annotations.findings import Finding, FindingStatus
from annotations.key_images import KeyImage
from annotations.links import link, unlink
from annotations.locations import PatientLocation
from annotations.marks import Mark
from viewers.imaging.images import Pixels
from viewers.qt.grid_links import Pane as GridPane
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.key_views import NoKeyViewError, key_view, state_of_key_view
from viewers.tools.drawn_marks import drawn
from workstation.dicom.records import PatientRecord, SeriesRecord
from workstation.key_stacks import frame_of_view
from workstation.session import CaseChanged, CaseOpened, SelectionChanged, SessionEvent
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.removal import removal
from workstation.ui.image_catalogue import StackKey, find_series
from workstation.ui.key_pictures import key_thumbnail
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.hanging import Pane
from workstation.ui.read.identity_watch import screen_doubt
from workstation.ui.read.key_image_strip import THUMBNAIL_PX, KeyImageStrip
from workstation.ui.read.linked_location import finding_of
from workstation.ui.read.overlay_content import finding_label
from workstation.ui.read.proposals import level_at
from workstation.ui.widgets.name_popover import NamePopover

UNDER_CROSSHAIR_MM = 10.0
"""A finding whose mark lies this near the crosshair is the one a key image is taken for."""
NO_PICTURE = "There is no picture in this viewport to keep. Open a series in it first."
NOT_DRAWN_YET = "This picture is still being loaded: keep it once it is complete."
NO_3D = "A 3-D view is not kept as a key image: it shows no plane. Use a cut, or save a picture (Shift+K)."
GONE = "The series of “{title}” is not on disk any more, or not open. Open its folder again."
NOT_LOADED = "click to load"
NOT_ON_DISK = "not on disk"


class KeyImages(Feature):
    """Owns the strip; what is kept is a view and ids, never pixels."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self.strip = KeyImageStrip()
        hands.add_case_section(self.strip)
        self._name = NamePopover(hands.parent)
        self._waiting: tuple[Viewport, KeyImage] | None = None
        self._thumbnails: dict[str, tuple[KeyImage, QImage]] = {}
        self._shown: tuple[tuple[KeyImage, ...], dict[str, str]] = ((), {})
        self.strip.chosen.connect(self.show_again)
        self.strip.menu_asked.connect(lambda key_id, place: self.menu(key_id).popup(place))
        hands.content.changed.connect(self._on_content)
        hands.loader.finished.connect(lambda _key, _pixels: self._on_content())

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {"key-image.capture": self.capture}

    def on_session(self, event: SessionEvent) -> None:
        """The case is another, or changed."""
        if isinstance(event, CaseOpened):
            self._waiting = None
            self._thumbnails.clear()
        if isinstance(event, CaseOpened | CaseChanged):
            self._show_strip()
        elif isinstance(event, SelectionChanged):
            self._show_selection()

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient is brought back any more."""
        self._waiting = None
        self._thumbnails.clear()
        self._show_strip()

    def on_more_images(self, patient: PatientRecord) -> None:
        """A series that was not there may be there now."""
        self._show_strip()

    def capture(self) -> None:
        """Keep what the active pane shows, linked to the selected finding or the one under the crosshair."""
        case, pane = self._hands.session.case, self._hands.grid.active_viewport
        doubt = screen_doubt(case, (one.pixels for one in self._hands.grid.links.panes))
        if case is None or doubt:
            self._refuse(tr("No key image was kept: {doubt}", doubt=doubt))
            return
        try:
            key_image = self._captured(case, pane)
        except NoKeyViewError as refusal:
            self._refuse(tr(str(refusal)))
            return
        refusal_of_store = try_apply(self._hands.session, add(key_image, f"Key image: {key_image.title}"))
        if refusal_of_store:
            self._refuse(refusal_of_store)
            return
        linked = tr("linked to its finding") if key_image.finding_ids else tr("no finding is linked")
        self._hands.tell(
            Message(tr("Key image “{title}” kept, {linked}.", title=key_image.title, linked=linked), "good")
        )

    def show_again(self, key_id: str) -> None:
        """Bring the active pane back to exactly the view of a key image, loading its series where needed."""
        key_image, found = self._key_image(key_id), self._stack_of(key_id)
        if key_image is None:
            return
        if found is None:
            self._refuse(tr(GONE, title=key_image.title))
            return
        if self._hands.grid.arrangement.one_series:
            self._hands.ask("layout.1x1")
        panes = [pane for pane in self._hands.grid.viewports if isinstance(pane, Viewport)]
        active = self._hands.grid.active_viewport
        pane = active if isinstance(active, Viewport) else next(iter(panes), None)
        if pane is None:
            self._refuse(tr(NO_3D))
            return
        self._waiting = (pane, key_image)
        if not self._shows(pane, key_image):
            self._hands.content.show(pane, Pane(found))
        self._on_content()

    def menu(self, key_id: str) -> QMenu:
        """What can be done with a key image."""
        menu = QMenu(self._hands.parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        case, key_image = self._hands.session.case, self._key_image(key_id)
        if case is None or key_image is None:
            return menu
        menu.addAction(tr("Show it again"), partial(self.show_again, key_id))
        menu.addAction(tr("Rename…"), partial(self._rename, key_id))
        findings = menu.addMenu(tr("Linked to"))
        for finding in case.of_type(Finding):
            if finding.status is not FindingStatus.RETRACTED:
                entry = findings.addAction(finding_label(finding))
                entry.setCheckable(True)
                entry.setChecked(finding.id in key_image.finding_ids)
                entry.toggled.connect(lambda is_on, one=finding.id: self._link(key_id, one, is_on))
        findings.setEnabled(not findings.isEmpty())
        menu.addAction(tr("Remove"), partial(self._remove, key_id))
        return menu

    def _captured(self, case: Case, pane: GridPane) -> KeyImage:
        if not isinstance(pane, Viewport):
            raise NoKeyViewError(NO_3D)
        if pane.pixels is None or pane.frame is None:
            raise NoKeyViewError(NO_PICTURE)
        if pane.frame.missing:
            raise NoKeyViewError(NOT_DRAWN_YET)
        size = (float(pane.width()), float(pane.height()))
        view = key_view(pane.pixels, pane.state, size, pixel_ratio=pane.devicePixelRatioF())
        geometry = pane.frame.geometry
        marks = [mark.mark_id for mark in pane.content.marks if drawn(geometry, mark) is not None]
        finding = self._finding(case)
        return KeyImage(
            new_item_id("key-image"),
            self._title(case, pane, finding),
            view,
            (finding.id,) if finding is not None else (),
            tuple(mark_id for mark_id in dict.fromkeys(marks) if case.get(Mark, mark_id) is not None),
            datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _finding(self, case: Case) -> Finding | None:
        """The selected finding, else the one whose mark is nearest to the crosshair."""
        selected = finding_of(case, self._hands.session.selected_id)
        cursor = self._hands.session.cursor
        if selected is not None or not isinstance(cursor, PatientLocation):
            return selected
        near = [
            (away, finding)
            for finding in case.of_type(Finding)
            if finding.status is not FindingStatus.RETRACTED
            and (away := _distance_mm(case, finding, cursor)) <= UNDER_CROSSHAIR_MM
        ]
        return min(near, key=lambda entry: entry[0])[1] if near else None

    def _title(self, case: Case, pane: Viewport, finding: Finding | None) -> str:
        """The finding, else the level at the crosshair, else the series."""
        if finding is not None:
            return finding_label(finding)
        assert pane.pixels is not None
        cursor = self._hands.session.cursor
        proposal = level_at(case, cursor) if cursor is not None else None
        described = pane.pixels.description
        parts = (described.modality, described.series_description or described.body_part)
        name = " ".join(filter(None, parts)) or tr("Key image")
        return f"{proposal.text}, {name}" if proposal is not None else name

    def _show_strip(self) -> None:
        case = self._hands.session.case
        kept = case.of_type(KeyImage) if case is not None else ()
        shown = (kept, {one.id: self._words(one) for one in kept})
        if shown != self._shown:
            self._shown = shown
            self.strip.show_key_images(*shown)
        self._show_pictures()
        self._show_selection()

    def _show_selection(self) -> None:
        selected = self._hands.session.selected_id
        for tile in self.strip.tiles.values():
            tile.set_selected(selected in (tile.key_image.id, *tile.key_image.finding_ids))

    def _words(self, key_image: KeyImage) -> str:
        case = self._hands.session.case
        found = [case.get(Finding, one) for one in key_image.finding_ids] if case is not None else []
        linked = ", ".join(finding_label(one) for one in found if one is not None)
        return "\n".join(filter(None, (key_image.title, linked, key_image.created_at.replace("T", " ")[:16])))

    def _show_pictures(self) -> None:
        for key_id, tile in self.strip.tiles.items():
            held = self._thumbnails.get(key_id)
            if held is not None and held[0].view == tile.key_image.view:
                tile.show_picture(held[1])
                continue
            stack = self._stack_of(key_id)
            pixels = self._hands.loader.kept(stack) if stack is not None else None
            if pixels is None or stack in self._hands.loader.loading:
                tile.show_reason(tr(NOT_ON_DISK) if stack is None else tr(NOT_LOADED))
                continue
            try:
                picture = key_thumbnail(tile.key_image, pixels, THUMBNAIL_PX)
            except NoKeyViewError as refusal:
                tile.show_reason(tr(str(refusal)))
                continue
            self._thumbnails[key_id] = (tile.key_image, picture)
            tile.show_picture(picture)

    def _on_content(self) -> None:
        """Bring a pane back once its images are there, and draw the small pictures that could not be drawn before."""
        self._show_pictures()
        if self._waiting is None:
            return
        pane, key_image = self._waiting
        if pane.pixels is None or not self._shows(pane, key_image):
            return
        size = (float(pane.width()), float(pane.height()))
        self._waiting = None
        try:
            state = state_of_key_view(key_image.view, pane.pixels, size, pixel_ratio=pane.devicePixelRatioF())
        except NoKeyViewError as refusal:
            self._refuse(tr(str(refusal)))
            return
        pane.set_state(state)
        self._hands.grid.activate(pane)

    def _shows(self, pane: Viewport, key_image: KeyImage) -> bool:
        """Whether a pane shows the stack a key image was taken of, as acquired."""
        return self._hands.content.key_of(pane) == self._stack_of(key_image.id) and _is_of(pane.pixels, key_image)

    def _series_of(self, key_image: KeyImage) -> SeriesRecord | None:
        patient = self._hands.patient()
        uid = key_image.view.series.series_instance_uid
        return find_series(patient, uid) if patient is not None else None

    def _stack_of(self, key_id: str) -> StackKey | None:
        key_image = self._key_image(key_id)
        series = self._series_of(key_image) if key_image is not None else None
        found = frame_of_view(series, key_image.view) if series is not None and key_image is not None else None
        return StackKey(series.series_instance_uid, found[0]) if found is not None and series is not None else None

    def _key_image(self, key_id: str) -> KeyImage | None:
        case = self._hands.session.case
        return case.get(KeyImage, key_id) if case is not None else None

    def _rename(self, key_id: str) -> None:
        def keep(name: str) -> str:
            key_image = self._key_image(key_id)
            if not name:
                return tr("A key image needs a name.")
            if key_image is None or name == key_image.title:
                return ""
            return self._do(replace_item(key_image, replace(key_image, title=name), f"Rename key image: {name}"))

        key_image = self._key_image(key_id)
        if key_image is not None:
            self._name.ask(tr("Name of the key image"), keep, name=key_image.title)

    def _link(self, key_id: str, finding_id: str, is_on: bool) -> None:
        case = self._hands.session.case
        if case is not None:
            tie, words = (link, "Link key image to finding") if is_on else (unlink, "Unlink key image from finding")
            change = tie(case, key_id, finding_id, words)
            if change is not None:
                self._do(change)

    def _remove(self, key_id: str) -> None:
        case, key_image = self._hands.session.case, self._key_image(key_id)
        if case is not None and key_image is not None:
            self._do(removal(case, key_image, f"Remove key image: {key_image.title}"))

    def _do(self, change: Change) -> str:
        refusal = try_apply(self._hands.session, change)
        if refusal:
            self._refuse(refusal)
        return refusal

    def _refuse(self, text: str) -> None:
        self._hands.tell(Message(text, "caution"))


def _is_of(pixels: Pixels | None, key_image: KeyImage) -> bool:
    return pixels is not None and pixels.series == key_image.view.series


def _distance_mm(case: Case, finding: Finding, cursor: PatientLocation) -> float:
    """How far the nearest point of a finding's marks is from the crosshair; infinite in another space."""
    away = [np.inf]
    for mark_id in finding.mark_ids:
        mark = case.get(Mark, mark_id)
        location = mark.location if mark is not None else None
        if isinstance(location, PatientLocation) and location.frame_of_reference_uid == cursor.frame_of_reference_uid:
            offsets = np.asarray(location.points_lps_mm) - np.asarray(cursor.points_lps_mm[0])
            away.append(float(np.linalg.norm(offsets, axis=1).min()))
    return min(away)
