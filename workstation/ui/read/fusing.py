"""Fusion as a feature of Read: a registered series laid over the active viewport, its look, and removing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QMenu

from annotations.geometry import Point, distance_mm
from annotations.registration import Registration, RegistrationMode
from annotations.rigid import IDENTITY, RigidTransform
from viewers.imaging.color_maps import color_maps
from viewers.imaging.images import Volume
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.fusion import Fusion, FusionLook
from viewers.state.navigation import focus_of
from viewers.state.patients import patient_doubt
from workstation.dicom.records import PatientRecord
from workstation.session import CaseChanged, SessionEvent
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.removal import removal
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.registration_draft import short_title_of, title_of

FIRST_COLOR_MAP = "hot-iron"
OPACITY_STEP = 0.1
GREY = ""
NO_PARTNER = "Nothing to fuse with: show the other series once, and register it onto this one where it needs that."
NOT_FUSED = "Nothing is fused onto the active viewport. Ctrl+F fuses what is registered."
NO_REGISTRATION = "No accepted registration belongs to the active viewport."
SAME_FRAME_TEXT = "same Frame of Reference, not registered"


@dataclass(frozen=True, eq=False)
class Partner:
    """A volume that may be laid over another one, through an accepted registration or one Frame of Reference."""

    other: Volume
    base_to_other: RigidTransform
    fit_text: str
    registration_id: str = ""


class Fusing(Feature):
    """The commands `fuse.overlay`, `fuse.look`, `fuse.color`, `fuse.stronger`, `fuse.weaker` and `fuse.remove`."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._through: WeakKeyDictionary[Viewport, tuple[str, str]] = WeakKeyDictionary()

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "fuse.overlay": self.toggle,
            "fuse.look": self._step_look,
            "fuse.color": self._step_color,
            "fuse.stronger": partial(self._change_opacity, OPACITY_STEP),
            "fuse.weaker": partial(self._change_opacity, -OPACITY_STEP),
            "fuse.remove": self.remove,
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """What may be fused onto this pane, and what is accepted."""
        if not isinstance(pane, Viewport) or not isinstance(pane.pixels, Volume):
            return
        sub = menu.addMenu("Fusion")
        for partner in self.partners(pane):
            sub.addAction(f"{title_of(partner.other)}: {partner.fit_text}", partial(self.fuse, pane, partner))
        if pane.state.fusion is not None:
            sub.addAction(tr("Nothing fused"), partial(self.part, pane))
        sub.addSeparator()
        sub.addAction(tr("Register another series onto this one…"), lambda: self._hands.ask("fuse.register"))
        for item in self._registrations_of(pane.pixels):
            text = tr(
                "Remove registration of {title} onto {title2}, {scope_text}",
                title=item.source.title,
                title2=item.target.title,
                scope_text=item.scope_text,
            )
            sub.addAction(text, partial(self._remove, item))

    def partners(self, pane: Viewport) -> tuple[Partner, ...]:
        """What may be laid over a pane: registered volumes first, then others of its Frame of Reference."""
        base = pane.pixels
        if not isinstance(base, Volume):
            return ()
        found = [self._partner(base, other, focus_of(base, pane.state)) for other in self._volumes(base)]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: not one.registration_id))

    def toggle(self) -> None:
        """Lay the first partner over the active pane, or take off what lies there."""
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport) and pane.state.fusion is not None:
            self.part(pane)
            return
        partners = self.partners(pane) if isinstance(pane, Viewport) else ()
        if not isinstance(pane, Viewport) or not partners:
            self._tell(tr(NO_PARTNER))
            return
        self.fuse(pane, partners[0])

    def fuse(self, pane: Viewport, partner: Partner) -> None:
        """Lay a volume over a pane."""
        base = pane.pixels
        if not isinstance(base, Volume):
            return
        text = tr(
            "fused: {short_title_of} on {short_title_of2}\n{fit_text}",
            short_title_of=short_title_of(partner.other),
            short_title_of2=short_title_of(base),
            fit_text=partner.fit_text,
        )
        uid = partner.other.series.series_instance_uid
        try:
            pane.set_fusion(Fusion(uid, partner.base_to_other, text, color_map=FIRST_COLOR_MAP), partner.other)
        except ValueError as error:
            self._tell(str(error))
            return
        self._through[pane] = (partner.registration_id, text)

    def part(self, pane: Viewport) -> None:
        """Take off what lies over a pane."""
        self._through.pop(pane, None)
        pane.set_fusion(None)

    def remove(self) -> None:
        """Remove the newest accepted registration of the active pane; undo brings it back."""
        pixels = self._hands.grid.active_viewport.pixels
        items = self._registrations_of(pixels) if isinstance(pixels, Volume) else ()
        if not items:
            self._tell(tr(NO_REGISTRATION))
            return
        self._remove(items[-1])

    def on_session(self, event: SessionEvent) -> None:
        """A registration that is gone fuses nothing any more."""
        case = self._hands.session.case
        if not isinstance(event, CaseChanged) or case is None:
            return
        for pane, (registration_id, text) in list(self._through.items()):
            is_gone = registration_id and case.get(Registration, registration_id) is None
            if is_gone and pane.state.fusion is not None and pane.state.fusion.text == text:
                self.part(pane)

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Another patient: what was fused has gone with its images."""
        self._through.clear()

    def _remove(self, item: Registration) -> None:
        case = self._hands.session.case
        if case is None:
            return
        refusal = try_apply(self._hands.session, removal(case, item, f"registration removed, {item.scope_text}"))
        self._tell(
            refusal
            or tr(
                "Registration of {title} onto {title2} removed. Ctrl+Z undoes it.",
                title=item.source.title,
                title2=item.target.title,
            )
        )

    def _volumes(self, base: Volume) -> Iterator[Volume]:
        """Other volumes that are here, shown to be of the same patient; what is on screen first."""
        patient = self._hands.patient()
        kept = (self._hands.loader.kept(key) for key, _, _ in all_stacks(patient)) if patient is not None else ()
        shown = (pane.pixels for grid in self._hands.content.grids for pane in grid.viewports)
        seen: set[int] = {id(base)}
        for pixels in (*shown, *kept):
            if isinstance(pixels, Volume) and id(pixels) not in seen and not patient_doubt(base, pixels):
                seen.add(id(pixels))
                yield pixels

    def _registrations_of(self, base: Volume) -> tuple[Registration, ...]:
        """The accepted registrations that lead from or to the space of a volume, oldest first."""
        case, uid = self._hands.session.case, base.geometry.frame_of_reference_uid
        items = case.of_type(Registration) if case is not None else ()
        return tuple(
            one for one in items if uid in (one.source.frame_of_reference_uid, one.target.frame_of_reference_uid)
        )

    def _partner(self, base: Volume, other: Volume, focus: Point) -> Partner | None:
        found = [
            (one, transform)
            for one in reversed(self._registrations_of(base))
            if (transform := _between(one, base, other)) is not None
        ]
        if found:
            item, transform = min(found, key=lambda pair: _distance(pair[0], pair[1], focus))
            return Partner(other, transform, f"{item.scope_text}, {item.residual_text}", item.id)
        uid = base.geometry.frame_of_reference_uid
        if uid and uid == other.geometry.frame_of_reference_uid:
            return Partner(other, IDENTITY, tr(SAME_FRAME_TEXT))
        return None

    def _step_look(self) -> None:
        looks = list(FusionLook)
        self._change(lambda fusion: replace(fusion, look=looks[(looks.index(fusion.look) + 1) % len(looks)]))

    def _step_color(self) -> None:
        maps = [GREY, *color_maps()]
        self._change(lambda fusion: replace(fusion, color_map=maps[(maps.index(fusion.color_map) + 1) % len(maps)]))

    def _change_opacity(self, step: float) -> None:
        self._change(lambda fusion: replace(fusion, opacity=round(min(1.0, max(0.0, fusion.opacity + step)), 2)))

    def _change(self, changed: Callable[[Fusion], Fusion]) -> None:
        pane = self._hands.grid.active_viewport
        if not isinstance(pane, Viewport) or pane.state.fusion is None:
            self._tell(tr(NOT_FUSED))
            return
        pane.set_state(replace(pane.state, fusion=changed(pane.state.fusion)))

    def _tell(self, text: str) -> None:
        self._hands.tell(Message(text))


def _between(item: Registration, base: Volume, other: Volume) -> RigidTransform | None:
    """The transform from base to other that a registration gives; within one Frame of Reference only for its series."""
    uids = item.source.frame_of_reference_uid, item.target.frame_of_reference_uid
    if uids[0] == uids[1]:
        ends, wanted = (item.source.series, item.target.series), (base.series, other.series)
        is_forward, is_back = ends == wanted, ends == wanted[::-1]
    else:
        asked = base.geometry.frame_of_reference_uid, other.geometry.frame_of_reference_uid
        is_forward, is_back = uids == asked, uids == asked[::-1]
    if is_forward:
        return item.transform
    return item.transform.inverse if is_back else None


def _distance(item: Registration, base_to_other: RigidTransform, focus: Point) -> float:
    """How far the place a registration was made for lies from the one looked at; whole spines come after levels."""
    if item.mode is RegistrationMode.WHOLE:
        return float("inf")
    is_from_source = base_to_other == item.transform
    x, y, z = base_to_other.apply(focus) if is_from_source else focus
    return distance_mm(item.center_lps_mm, (float(x), float(y), float(z)))
