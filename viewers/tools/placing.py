"""A mark that is being placed: how clicks and drags become its points (`tool_names.Placing`)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from annotations.locations import Location
from annotations.marks import MARK_KINDS, KindFacts, MarkFamily, MarkKind
from viewers.tools.effects import Effect, MarkProposal, OverlayTouched, PathDrawn, PlacementRefused
from viewers.tools.placement import (
    display_points,
    joined,
    lies_in_cut,
    locate,
    located,
    point_count,
    shares_space,
    without_point,
)
from viewers.tools.pointer import PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.shapes import (
    Place,
    box_spanned,
    circle_about,
    constrained,
    extent,
    long_axis_first,
    oval_spanned,
    short_axis,
    short_axis_between,
    squared,
)
from viewers.tools.snapping import SNAP_PX, snapped
from viewers.tools.tool_names import (
    AREA_HINT,
    BOX_HINT,
    CIRCLE_HINT,
    CROSS_HINT,
    MARK_TOOLS,
    PATH_TOOLS,
    SHORT_AXIS_HINT,
    WAY_HINTS,
    Placing,
    ToolName,
    is_planar,
    placing_of,
)

SAME_POINT_PX = 3.0
"""A second point this near the first is a double click, not a mark of no length."""
SHORTEST_DRAG_PX = 8.0
"""A shorter drag is a click of an unsteady hand, not a line."""
STROKE_STEP_PX = 3.0
"""A freehand outline gets a point after so many pixels."""
OUTSIDE_IMAGE = "Marks go on the image: click inside it."
OTHER_IMAGE = "The first point is on another image; press Esc to give that mark up."
OTHER_SLICE = "This region is on another slice: finish it there, or press Esc."
NOT_ON_CURVED = "Curved reformat, distances not true: measure and draw on a plane beside it."
NO_POSITION = "This picture has no position to mark."
NO_WIDTH = "That has no width: click farther away."
TOO_FEW = "At least {least} points are needed: click the next one."
NO_OUTLINE = "Draw around the region with the button held."
_FAMILIAR = frozenset({MarkKind.POINT, MarkKind.LENGTH, MarkKind.ANGLE, MarkKind.PROBE})
"""Tools that need no words."""


@dataclass(frozen=True)
class Prompt:
    """What the next click is: `number` of `count` points (both 0 where points are not counted) and the words."""

    words: str
    number: int = 0
    count: int = 0


class PlacingHand:
    """The points placed so far (`unfinished`) and what they would be with the point under the hand (`preview`)."""

    def __init__(self) -> None:
        self._tool = ToolName.WINDOW
        self.unfinished: Location | None = None
        self.preview: Location | None = None
        self._tentative: Location | None = None
        self._pressed: Place | None = None

    @property
    def tool(self) -> ToolName:
        """What is being placed."""
        return self._tool

    @tool.setter
    def tool(self, tool: ToolName) -> None:
        self.give_up()
        self._tool = tool

    @property
    def way(self) -> Placing | None:
        """How the tool places."""
        return placing_of(self._tool)

    @property
    def kind(self) -> MarkKind | None:
        """What the tool places; None for a path to cut along and for tools that place nothing."""
        return MARK_TOOLS.get(self._tool)

    @property
    def shown(self) -> Location | None:
        """What is to be drawn of it."""
        return self.preview or self.unfinished

    @property
    def count(self) -> int:
        """How many points are placed."""
        return point_count(self.unfinished) if self.unfinished is not None else 0

    @property
    def does_stretch(self) -> bool:
        """Whether a drag from the next point on would place more than that point."""
        if self.way is Placing.LINES:
            return self.count % 2 == 0 and self.count + 1 < self._facts.least
        if self.way is Placing.CROSS:
            return self.count != 1
        return self.way is Placing.SHAPE and self.count == 0

    @property
    def is_constrained(self) -> bool:
        """Whether Shift means something for the next point."""
        return self.unfinished is not None and self.way in (Placing.LINES, Placing.CROSS, Placing.SHAPE)

    @property
    def prompt(self) -> Prompt | None:
        """What is waited for, None where no words are needed."""
        kind, way = self.kind, self.way
        if kind is None or way is None or kind in _FAMILIAR:
            return None
        if way is Placing.SHAPE:
            return Prompt(CIRCLE_HINT if kind is MarkKind.CIRCLE else BOX_HINT)
        if way is Placing.CROSS:
            return Prompt(CROSS_HINT if self.count < 2 else SHORT_AXIS_HINT)
        if way is Placing.PATH and MARK_KINDS[kind].family is MarkFamily.AREA:
            return Prompt(AREA_HINT)
        if way in WAY_HINTS:
            return Prompt(WAY_HINTS[way])
        prompts = MARK_KINDS[kind].prompts
        return Prompt(prompts[self.count], self.count + 1, len(prompts)) if self.count < len(prompts) else None

    def give_up(self) -> None:
        """Forget all points."""
        self.unfinished = self.preview = self._tentative = self._pressed = None

    def press(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The button goes down where a point goes, which is placed when it comes up."""
        self._tentative, self._pressed = None, event.position
        return () if self._repeats_last_point(event, scene) else self._reach(event, scene)

    def slide(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The point or shape follows the hand; it stops where there may be none."""
        self._reach(event, scene)
        return (OverlayTouched(),) if self._tentative is not None else ()

    def let_go(self) -> tuple[Effect, ...]:
        """The point is placed."""
        placed, self._tentative, self.preview = self._tentative, None, None
        return self._placed(placed) if placed is not None else ()

    def start_stretch(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The button goes down where a line or region begins."""
        self._tentative, self._pressed = None, None
        if self.way is Placing.CROSS and self.count == 2:
            self._pressed = event.position
            return self._span(self._short_axis(event.position, event.position, scene), scene)
        if self._repeats_last_point(event, scene):
            return ()
        found = self._next(self._snapped(event, scene), scene)
        if isinstance(found, str):
            return (PlacementRefused(found),)
        self._pressed, self.unfinished, self.preview = event.position, found, None
        return (OverlayTouched(),)

    def pull(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The line or region reaches to the hand; it stops at the border of the image."""
        if self._pressed is None:
            return ()
        if math.dist(self._pressed, event.position) < SHORTEST_DRAG_PX * scene.device_pixel_ratio:
            return ()
        return self.slide(event, scene)

    def end_stretch(self) -> tuple[Effect, ...]:
        """The button comes up: after a drag the line or region is placed, after a click its first point."""
        self._pressed = None
        return self.let_go()

    def start_stroke(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The button goes down where an outline begins."""
        self.give_up()
        found = self._next(event.position, scene)
        if isinstance(found, str):
            return (PlacementRefused(found),)
        self.unfinished, self._pressed = found, event.position
        return (OverlayTouched(),)

    def stroke(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The outline goes on; it leaves out what is outside the image."""
        if self.unfinished is None or self._pressed is None:
            return ()
        if math.dist(self._pressed, event.position) < STROKE_STEP_PX * scene.device_pixel_ratio:
            return ()
        found = self._next(event.position, scene)
        if isinstance(found, str):
            return ()
        self.unfinished, self._pressed = found, event.position
        return (OverlayTouched(),)

    def end_stroke(self, scene: Scene) -> tuple[Effect, ...]:
        """The button comes up: the outline is closed."""
        drawn = self.unfinished
        self.give_up()
        if drawn is None or self.kind is None:
            return ()
        if not self._facts.fits(point_count(drawn)) or _is_narrow(drawn, scene):
            return (PlacementRefused(NO_OUTLINE), OverlayTouched())
        return (MarkProposal(self.kind, drawn), OverlayTouched())

    def hover(self, event: PointerEvent, scene: Scene) -> None:
        """The pointer moves without a button: the preview follows it."""
        if self.unfinished is None:
            return
        self._reach(event, scene)
        self._tentative = None

    def take_back(self) -> tuple[Effect, ...]:
        """The last point is taken back."""
        if self.unfinished is not None:
            self.unfinished = without_point(self.unfinished, self.count - 1)
        self.preview = self._tentative = None
        return (OverlayTouched(),)

    def closes(self, event: PointerEvent, scene: Scene) -> bool:
        """Whether a press there closes the polygon: at its first point, with enough of them."""
        kind = self.kind
        if kind is None or self.unfinished is None or self.way is not Placing.PATH:
            return False
        if MARK_KINDS[kind].family is not MarkFamily.AREA or not self._facts.fits(self.count):
            return False
        if not shares_space(scene.geometry, self.unfinished):
            return False
        x, y = display_points(scene.geometry, self.unfinished)[0]
        return math.dist((float(x), float(y)), event.position) <= SNAP_PX * scene.device_pixel_ratio

    def end_path(self) -> tuple[Effect, ...]:
        """The path has no more points."""
        location, kind = self.unfinished, self.kind
        if location is None:
            return ()
        if kind is not None and not self._facts.fits(self.count):
            return (PlacementRefused(TOO_FEW.format(least=self._facts.least)),)
        self.give_up()
        proposal = PathDrawn(self._tool, location) if kind is None else MarkProposal(kind, location)
        return (proposal, OverlayTouched())

    @property
    def _facts(self) -> KindFacts:
        assert self.kind is not None
        return MARK_KINDS[self.kind]

    def _reach(self, event: PointerEvent, scene: Scene) -> tuple[Effect, ...]:
        """The whole with its next point, or its whole shape, under the hand, as far as there may be one."""
        if self.way is Placing.SHAPE and self.unfinished is not None:
            return self._span(self._shape(event, scene), scene)
        if self.way is Placing.CROSS and self.count == 2:
            start = self._pressed or event.position
            return self._span(self._short_axis(start, event.position, scene), scene)
        return self._take(self._next(self._place(event, scene), scene))

    def _take(self, found: Location | str) -> tuple[Effect, ...]:
        if isinstance(found, str):
            return (PlacementRefused(found),)
        self.preview = self._tentative = found
        return (OverlayTouched(),)

    def _place(self, event: PointerEvent, scene: Scene) -> Place:
        """The display pixel of the next point: snapped, or with Shift in one of a few directions."""
        last = self._last_place(scene)
        if event.shift and last is not None and self.way in (Placing.LINES, Placing.CROSS) and self.count % 2 == 1:
            return constrained(last, event.position)
        return self._snapped(event, scene)

    def _snapped(self, event: PointerEvent, scene: Scene) -> Place:
        return event.position if event.alt else snapped(scene, event.position)

    def _next(self, place: Place, scene: Scene) -> Location | str:
        """The points with one more at a display pixel, or why there may be none."""
        if scene.geometry.curve is not None and self.kind is not MarkKind.POINT:
            return NOT_ON_CURVED
        point = locate(scene.geometry, *place)
        if point is None:
            return NO_POSITION
        if not scene.is_inside(point):
            return OUTSIDE_IMAGE
        location = point if self.unfinished is None else joined(self.unfinished, point)
        if location is None:
            return OTHER_IMAGE
        return location if self._is_in_plane(scene) else OTHER_SLICE

    def _is_in_plane(self, scene: Scene) -> bool:
        if self.unfinished is None or self.kind is None or not is_planar(self.kind):
            return True
        return lies_in_cut(scene.geometry, self.unfinished)

    def _shape(self, event: PointerEvent, scene: Scene) -> tuple[Place, ...] | str:
        """The four points of the oval or box from the first one to the hand, or why there is none."""
        start = self._last_place(scene)
        if start is None:
            return OTHER_IMAGE
        if not self._is_in_plane(scene):
            return OTHER_SLICE
        end = self._snapped(event, scene)
        if self.kind is MarkKind.CIRCLE:
            return circle_about(start, end)
        end = squared(start, end) if event.shift else end
        return box_spanned(start, end) if self.kind is MarkKind.RECTANGLE else oval_spanned(start, end)

    def _short_axis(self, first: Place, second: Place, scene: Scene) -> tuple[Place, ...] | str:
        """The four ends of both axes, the long one placed; a click puts the short one evenly across it."""
        if self.unfinished is None or not shares_space(scene.geometry, self.unfinished):
            return OTHER_IMAGE
        if not self._is_in_plane(scene):
            return OTHER_SLICE
        (ax, ay), (bx, by) = display_points(scene.geometry, self.unfinished)
        start, end = (float(ax), float(ay)), (float(bx), float(by))
        is_click = math.dist(first, second) < SHORTEST_DRAG_PX * scene.device_pixel_ratio
        across = short_axis(start, end, second) if is_click else short_axis_between(start, end, first, second)
        if math.dist(*across) < SAME_POINT_PX * scene.device_pixel_ratio:
            return NO_WIDTH
        return long_axis_first((start, end, *across))

    def _span(self, shape: tuple[Place, ...] | str, scene: Scene) -> tuple[Effect, ...]:
        if isinstance(shape, str):
            return (PlacementRefused(shape),)
        if extent(shape) < SAME_POINT_PX * scene.device_pixel_ratio:
            return (PlacementRefused(NO_WIDTH),)
        whole = located(scene.geometry, shape)
        if whole is None:
            return (PlacementRefused(NO_POSITION),)
        if not scene.is_inside(whole):
            return (PlacementRefused(OUTSIDE_IMAGE),)
        return self._take(whole)

    def _last_place(self, scene: Scene) -> Place | None:
        if self.unfinished is None or not shares_space(scene.geometry, self.unfinished):
            return None
        x, y = display_points(scene.geometry, self.unfinished)[-1]
        return (float(x), float(y))

    def _repeats_last_point(self, event: PointerEvent, scene: Scene) -> bool:
        """A double click, or a line of no length; where a line ends the next one may begin."""
        if self.way is Placing.LINES and self.count % 2 == 0 and event.kind is not PointerKind.DOUBLE:
            return False
        last = self._last_place(scene)
        return last is not None and math.dist(last, event.position) < SAME_POINT_PX * scene.device_pixel_ratio

    def _placed(self, location: Location) -> tuple[Effect, ...]:
        count, kind = point_count(location), self.kind
        wanted = PATH_TOOLS.get(self._tool) if kind is None else MARK_KINDS[kind].most
        if count != wanted:
            self.unfinished = location
            return (OverlayTouched(),)
        self.give_up()
        proposal = PathDrawn(self._tool, location) if kind is None else MarkProposal(kind, location)
        return (proposal, OverlayTouched())


def _is_narrow(location: Location, scene: Scene) -> bool:
    """Whether an outline is no more than a dot."""
    points = display_points(scene.geometry, location)
    return bool((points.max(axis=0) - points.min(axis=0)).max() < SHORTEST_DRAG_PX * scene.device_pixel_ratio)
