"""A placed mark in the hand: carried whole, pulled by a handle, nudged by keys, given or robbed of a point."""

from __future__ import annotations

from annotations.locations import Location
from viewers.state.overlay import OverlayMark
from viewers.tools.drawn_marks import solid_mm
from viewers.tools.effects import Effect, ItemClicked, MarkMoved, OverlayTouched, PlacementRefused
from viewers.tools.hit_test import BodyHit, HandleHit, Hit
from viewers.tools.placement import (
    display_points,
    moved_by,
    plane_distances_mm,
    point_count,
    shares_space,
)
from viewers.tools.pointer import PointerEvent
from viewers.tools.reshaping import reshaped, shape_refusal, with_vertex, without_vertex
from viewers.tools.scene import Scene
from viewers.tools.shapes import Place
from viewers.tools.snapping import snapped


class EditingHand:
    """The mark held (`held`) and where it would be if it were let go now (`moved`)."""

    def __init__(self) -> None:
        self.held: OverlayMark | None = None
        self.moved: Location | None = None
        self._handle: int | None = None
        self._handle_now: int | None = None
        self._taken: tuple[str, int | None] | None = None
        self._nudged: Place | None = None
        self._is_refused = False

    @property
    def is_nudging(self) -> bool:
        """Whether a mark was nudged and not yet put down."""
        return self._nudged is not None

    def put_back(self) -> None:
        """Forget what is in the hand."""
        self.held = self.moved = self._nudged = None
        self._handle = self._handle_now = None
        self._is_refused = False

    def hold(self, hit: Hit | None) -> tuple[Effect, ...]:
        """Take what the pointer hit."""
        self.take(hit)
        self.held = hit.mark if hit is not None else None
        if isinstance(hit, HandleHit):
            self._handle = self._handle_now = hit.index
        return ()

    def take(self, hit: Hit | None) -> None:
        """Arrow keys move the mark that was hit, or its handle, from now on; none after a press beside all marks.

        A mark that was selected elsewhere, in a list, is not moved by keys: they scroll.
        """
        self.put_back()
        mark = hit.mark if hit is not None else None
        self._taken = None
        if mark is not None and mark.mark_id:
            self._taken = (mark.mark_id, hit.index if isinstance(hit, HandleHit) else None)

    def drag_handle(self, event: PointerEvent, pressed: Place, scene: Scene) -> tuple[Effect, ...]:
        """The handle goes with the hand; it snaps to other handles unless Alt is held."""
        held = self.held
        if held is None or self._handle is None or not shares_space(scene.geometry, held.location):
            return ()
        refusal = shape_refusal(scene.geometry, held)
        if refusal:
            return self._refused_once(refusal)
        grabbed = display_points(scene.geometry, held.location)[self._handle]
        place = (float(grabbed[0]) + event.x - pressed[0], float(grabbed[1]) + event.y - pressed[1])
        place = place if event.alt else snapped(scene, place, but=held.mark_id)
        moved, index = reshaped(scene.geometry, held, self._handle, place, keeps_direction=event.shift)
        return self._carried(moved, scene, index)

    def drag_mark(self, event: PointerEvent, pressed: Place, scene: Scene) -> tuple[Effect, ...]:
        """The whole mark goes with the hand."""
        held = self.held
        if held is None or not shares_space(scene.geometry, held.location):
            return ()
        if held.lock_reason:
            return self._refused_once(held.lock_reason)
        dx, dy = event.x - pressed[0], event.y - pressed[1]
        return self._carried(moved_by(scene.geometry, held.location, dx, dy), scene)

    def drop(self) -> tuple[Effect, ...]:
        """The mark is let go: where it was it was clicked, elsewhere it was moved."""
        held, moved, was_refused, handle = self.held, self.moved, self._is_refused, self._handle_now
        self.put_back()
        if held is None:
            return ()
        if moved is None or moved == held.location:
            return (OverlayTouched(),) if was_refused else (ItemClicked(held.item_id),)
        self._taken = (held.mark_id, handle)
        return (MarkMoved(held.mark_id, moved), OverlayTouched())

    def nudge(self, dx: float, dy: float, scene: Scene) -> tuple[Effect, ...]:
        """The selected mark, or the handle of it that was grabbed last, goes some display pixels on."""
        mark = self.nudgeable(scene)
        if mark is None or self._taken is None:
            return ()
        former = self._nudged or (0.0, 0.0)
        way = (former[0] + dx, former[1] + dy)
        handle = self._taken[1]
        index = handle
        if handle is not None and handle < point_count(mark.location):
            refusal = shape_refusal(scene.geometry, mark)
            if refusal:
                return (PlacementRefused(refusal),)
            x, y = display_points(scene.geometry, mark.location)[handle]
            moved, index = reshaped(scene.geometry, mark, handle, (float(x) + way[0], float(y) + way[1]))
        else:
            moved = moved_by(scene.geometry, mark.location, *way)
        effects = self._carried(moved, scene, index)
        if effects:
            self.held, self._nudged = mark, way
        return effects

    def nudgeable(self, scene: Scene) -> OverlayMark | None:
        """The mark that arrow keys move: the selected one that was taken in this picture, at this cut, free to move."""
        if self.is_nudging:
            return self.held if self.held is not None and shares_space(scene.geometry, self.held.location) else None
        for mark in scene.content.marks:
            is_taken = self._taken is not None and mark.mark_id == self._taken[0]
            if is_taken and mark.selected and mark.movable and not mark.lock_reason:
                return mark if _is_near(mark, scene) else None
        return None

    def end_nudge(self) -> tuple[Effect, ...]:
        """The keys rest: one change for all of them."""
        return self.drop() if self.is_nudging else ()

    def insert_vertex(self, hit: Hit | None, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """A path or region gets a point where its line was double-clicked."""
        mark = hit.mark if isinstance(hit, BodyHit) else None
        if mark is None:
            return ()
        refusal = shape_refusal(scene.geometry, mark)
        if refusal:
            return (PlacementRefused(refusal),)
        longer = with_vertex(scene.geometry, mark, event.position)
        return (MarkMoved(mark.mark_id, longer), OverlayTouched()) if scene.is_inside(longer) else ()

    def remove_vertex(self, hit: Hit | None) -> tuple[Effect, ...]:
        """A path or region loses a point, as long as enough are left."""
        if not isinstance(hit, HandleHit):
            return ()
        self._taken = None
        shorter = without_vertex(hit.mark, hit.index)
        if isinstance(shorter, str):
            return (PlacementRefused(shorter),)
        return (MarkMoved(hit.mark.mark_id, shorter), OverlayTouched())

    def _carried(self, location: Location, scene: Scene, index: int | None = None) -> tuple[Effect, ...]:
        """A mark stops at the border of the image rather than leave it."""
        if not scene.is_inside(location):
            return ()
        self.moved, self._handle_now = location, index
        return (OverlayTouched(),)

    def _refused_once(self, reason: str) -> tuple[Effect, ...]:
        """The reason is said once a drag, not with every move."""
        was_refused, self._is_refused = self._is_refused, True
        return () if was_refused else (PlacementRefused(reason),)


def _is_near(mark: OverlayMark, scene: Scene) -> bool:
    if not shares_space(scene.geometry, mark.location):
        return False
    return bool(abs(plane_distances_mm(scene.geometry, mark.location)).max() <= solid_mm(scene.geometry))
