"""Align to disc, in Read: two clicks along a disc, or its labels, lay the axial plane parallel to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu

from annotations.anatomy import Level, LevelKind
from annotations.geometry import Point
from annotations.level_ledger import ledger_of
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor, propose_level
from viewers.imaging.images import Volume
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.cut_words import tilt_words
from viewers.state.disc_planes import DiscLineError, DiscPlane, disc_planes, nearest_disc, plane_along_line
from viewers.state.navigation import frame_of_reference, plane_of
from viewers.tools.effects import PathDrawn
from viewers.tools.tool_names import ToolName
from workstation.dicom.records import PatientRecord
from workstation.session import CursorMoved, SessionEvent
from workstation.ui.message_bar import Message
from workstation.ui.read.cut_panes import THREE_PLANES, awaits_stack, axial_pane
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.linked_location import level_location

NO_VOLUME = "A disc is aligned to on a CT or MR volume; this series has no place in the patient."
NO_LABELS = (
    "No disc is known here. Place the vertebrae above and below it on the spine strip, or press Alt+D and click twice "
    "along the disc."
)
AT_THE_END = "{name} is the last disc that is known in this direction."
CLICKED = "two clicks"
UNNAMED = "the clicked disc"


class DiscAlignment(Feature):
    """Lines clicked along discs are remembered while the patient is open; they come before what labels say."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._clicked: dict[tuple[str, str], DiscPlane] = {}
        self._shown: DiscPlane | None = None
        self._former_tool = ToolName.WINDOW
        self._waiting: tuple[Viewport, DiscPlane] | None = None
        hands.grid.path_drawn.connect(self._on_path)
        hands.content.changed.connect(self._on_content)
        hands.levels.align_asked.connect(self._align_to)

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "disc.align": self._take_tool,
            "disc.here": self._align_here,
            "disc.next": partial(self._step, 1),
            "disc.previous": partial(self._step, -1),
        }

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Discs of the former patient are forgotten."""
        self._clicked.clear()
        self._shown = self._waiting = None

    def on_session(self, event: SessionEvent) -> None:
        """While the axial plane lies along a disc, going to another one on the spine strip lays it along that."""
        case, place = self._hands.session.case, event.location if isinstance(event, CursorMoved) else None
        if case is None or self._shown is None or not isinstance(place, PatientLocation):
            return
        for disc in self.discs(place.frame_of_reference_uid):
            on_strip = (
                level_location(case, disc.level, place.frame_of_reference_uid) if disc.level is not None else None
            )
            if disc.level is not self._shown.level and on_strip is not None and on_strip == place:
                pane = self._pane()
                if pane is not None:
                    self._show(pane, disc)
                return

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """The discs that are known, each with its tilt."""
        if not isinstance(pane, Viewport) or not isinstance(pane.pixels, Volume):
            return
        known = self.discs(frame_of_reference(pane.pixels))
        if not known:
            return
        discs = menu.addMenu(tr("Align to disc"))
        for disc in known:
            text = f"{disc.name}  {tilt_words(disc.plane.normal)} ({disc.source})"
            discs.addAction(text, partial(self._show, pane, disc))

    def discs(self, frame_of_reference_uid: str) -> tuple[DiscPlane, ...]:
        """The discs that are known in a space, from head to foot: clicked ones, and those that labels give."""
        labelled = disc_planes(self._anchors(frame_of_reference_uid), frame_of_reference_uid)
        clicked = {name: disc for (uid, name), disc in self._clicked.items() if uid == frame_of_reference_uid}
        known = {disc.name: disc for disc in labelled} | clicked
        return tuple(sorted(known.values(), key=lambda disc: -disc.plane.origin_lps_mm[2]))

    def _anchors(self, uid: str) -> tuple[LevelAnchor, ...]:
        """The labels that hold in a space, own or registered."""
        case = self._hands.session.case
        return ledger_of(case, uid).anchors if case is not None else ()

    def _pane(self) -> Viewport | None:
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport) and isinstance(pane.pixels, Volume) and frame_of_reference(pane.pixels):
            return pane
        self._say(tr(NO_VOLUME))
        return None

    def _take_tool(self) -> None:
        if self._pane() is None:
            return
        if self._hands.grid.tool is not ToolName.DISC_LINE:
            self._former_tool = self._hands.grid.tool
        self._hands.grid.set_tool(ToolName.DISC_LINE)

    def _on_path(self, pane: Viewport, drawn: PathDrawn) -> None:
        if drawn.tool is not ToolName.DISC_LINE:
            return
        if not isinstance(drawn.location, PatientLocation) or not isinstance(pane.pixels, Volume):
            self._say(tr(NO_VOLUME))
            return
        picture = plane_of(pane.pixels, pane.state)
        first, second = drawn.location.points_lps_mm
        try:
            if picture is None:
                raise DiscLineError(NO_VOLUME)
            plane = plane_along_line(first, second, picture)
        except DiscLineError as error:
            self._say(str(error))
            return
        uid = drawn.location.frame_of_reference_uid
        disc = self._named(DiscPlane(plane, tr(UNNAMED), tr(CLICKED)), uid)
        self._clicked[(uid, disc.name)] = disc
        self._hands.grid.set_tool(self._former_tool)
        self._show(pane, disc)

    def _named(self, disc: DiscPlane, uid: str) -> DiscPlane:
        """The clicked disc by the label of the level it lies at, where levels are placed."""
        anchors, point = self._anchors(uid), disc.plane.origin_lps_mm
        near = nearest_disc(disc_planes(anchors, uid), point)
        proposal = propose_level(anchors, point, uid)
        if proposal is not None and proposal.level.kind is LevelKind.SEGMENT:
            return replace(disc, name=proposal.level.label, level=proposal.level)
        # Endplates are clicked on the border of the body: the proposal may name the vertebra.
        if near is None or near.level is None or proposal is None or proposal.level not in near.level.vertebrae:
            return disc
        return replace(disc, name=near.name, level=near.level)

    def _align_here(self) -> None:
        pane = self._pane()
        if pane is None:
            return
        disc = nearest_disc(self.discs(frame_of_reference(pane.pixels)), self._place(pane)) if pane.pixels else None
        if disc is None:
            self._say(tr(NO_LABELS))
        else:
            self._show(pane, disc)

    def _align_to(self, level: Level) -> None:
        """Lay the axial plane along the disc that was asked for on the spine strip."""
        pane = self._pane()
        if pane is None or pane.pixels is None:
            return
        disc = next((one for one in self.discs(frame_of_reference(pane.pixels)) if one.level is level), None)
        if disc is None:
            self._say(tr(NO_LABELS))
        else:
            self._show(pane, disc)

    def _step(self, step: int) -> None:
        pane = self._pane()
        if pane is None or pane.pixels is None:
            return
        known = self.discs(frame_of_reference(pane.pixels))
        near = self._shown if self._shown in known else nearest_disc(known, self._place(pane))
        if near is None:
            self._say(tr(NO_LABELS))
            return
        number = known.index(near) + (step if near is self._shown else 0)
        if 0 <= number < len(known):
            self._show(pane, known[number])
        else:
            self._say(tr(AT_THE_END).format(name=near.name))

    def _place(self, pane: Viewport) -> Point:
        """Where the hand is: the crosshair in this space, else the middle of the volume."""
        assert isinstance(pane.pixels, Volume)
        cursor = self._hands.session.cursor
        if isinstance(cursor, PatientLocation) and cursor.frame_of_reference_uid == frame_of_reference(pane.pixels):
            return cursor.points_lps_mm[0]
        return pane.pixels.geometry.center_lps_mm

    def _show(self, source: Viewport, disc: DiscPlane) -> None:
        """Bring everything to the disc and lay the axial plane parallel to it, in a pane of its own."""
        assert source.pixels is not None
        center, self._shown, self._waiting = disc.plane.origin_lps_mm, disc, None
        location = PatientLocation(frame_of_reference(source.pixels), (center,))
        self._hands.session.move_cursor(location)
        self._hands.content.go_to(location)
        pane = axial_pane(self._hands.grid, source, center)
        if pane is None and awaits_stack(self._hands, source, center):
            self._waiting = (source, disc)
            return
        if pane is None:
            self._hands.grid.activate(source)
            self._hands.ask(f"layout.{THREE_PLANES}")
            self._hands.content.go_to(location)
            pane = axial_pane(self._hands.grid, source, center)
        if pane is None:
            self._say(tr(NO_VOLUME))
            return
        self._lay(pane, disc)

    def _on_content(self) -> None:
        """The stack that holds the disc has come."""
        if self._waiting is None:
            return
        source, disc = self._waiting
        pane = axial_pane(self._hands.grid, source, disc.plane.origin_lps_mm) if source.pixels is not None else None
        if pane is not None:
            self._waiting = None
            self._lay(pane, disc)

    def _lay(self, pane: Viewport, disc: DiscPlane) -> None:
        self._hands.grid.cross.lay(pane, disc.plane)
        self._hands.grid.cross.set_note(pane, disc.words_at)
        self._say(f"{disc.name}: {tilt_words(disc.plane.normal)} ({disc.source}).")

    def _say(self, text: str) -> None:
        self._hands.tell(Message(text))
