"""A pane on a dense screen, in a process of its own: `QT_SCALE_FACTOR` is read once, when the application starts.

Prints one line of JSON: what was asked for at a known place and what came of it.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotations.geometry import Point
from annotations.locations import PatientLocation
from tests.support.scenes import a_length, a_volume
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.overlay import OverlayContent
from viewers.tools.effects import MarkMoved, MarkProposal
from viewers.tools.tool_names import ToolName

Answer = dict[str, object]


def send(pane: Viewport, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
    """One mouse event at a place of the widget that need not be a whole pixel."""
    event = QMouseEvent(kind, at, pane.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane, event)


def drag(pane: Viewport, start: QPointF, end: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Press, move, let go."""
    none = Qt.MouseButton.NoButton
    send(pane, QEvent.Type.MouseButtonPress, start, button, button)
    if start != end:
        send(pane, QEvent.Type.MouseMove, end, none, button)
    send(pane, QEvent.Type.MouseButtonRelease, end, button, none)


def widget_place(pane: Viewport, point: Point) -> QPointF:
    """Where a point of the patient is on the widget, counted here from the definition of the frame geometry."""
    assert pane.frame is not None
    x, y = pane.frame.geometry.lps_to_display(point)
    ratio = pane.devicePixelRatioF()
    return QPointF((float(x) + 0.5) / ratio, (float(y) + 0.5) / ratio)


def points_of(location: object) -> list[list[float]]:
    """The points of a place in the patient."""
    assert isinstance(location, PatientLocation)
    return [[float(value) for value in point] for point in location.points_lps_mm]


def placed(pane: Viewport, point: Point) -> Answer:
    """A point mark where a point of the patient is."""
    pane.tool = ToolName.POINT
    heard: list[MarkProposal] = []
    pane.mark_proposed.connect(heard.append)
    drag(pane, widget_place(pane, point), widget_place(pane, point))
    pane.mark_proposed.disconnect(heard.append)
    return {"wanted": list(point), "got": points_of(heard[0].location)[0]}


def crosshair(pane: Viewport, point: Point) -> Answer:
    """The crosshair where a point of the patient is."""
    pane.tool = ToolName.CROSSHAIR
    heard: list[object] = []
    pane.cursor_moved.connect(heard.append)
    drag(pane, widget_place(pane, point), widget_place(pane, point))
    pane.cursor_moved.disconnect(heard.append)
    return {"wanted": list(point), "got": points_of(heard[0])[0]}


def grabbed(pane: Viewport, start: Point, end: Point, target: Point, off_px: float) -> Answer:
    """A handle taken `off_px` widget pixels beside it and carried to a point: it goes as far as the hand did."""
    pane.tool = ToolName.WINDOW
    pane.set_overlay(OverlayContent(marks=(a_length(start, end),)))
    heard: list[MarkMoved] = []
    pane.mark_moved.connect(heard.append)
    beside = QPointF(0, off_px)
    drag(pane, widget_place(pane, start) + beside, widget_place(pane, target) + beside)
    pane.mark_moved.disconnect(heard.append)
    pane.set_overlay(OverlayContent())
    return {"wanted": list(target), "got": points_of(heard[0].location)[0] if heard else None}


def menu(pane: Viewport, point: Point) -> Answer:
    """The menu where a point of the patient is: its place on the screen and in the patient."""
    heard: list[ContextPlace] = []
    pane.context_requested.connect(heard.append)
    at = widget_place(pane, point)
    drag(pane, at, at, Qt.MouseButton.RightButton)
    pane.context_requested.disconnect(heard.append)
    away = heard[0].global_position - pane.mapToGlobal(QPoint(round(at.x()), round(at.y())))
    return {"wanted": list(point), "got": points_of(heard[0].location)[0], "away_px": away.manhattanLength()}


def main() -> None:
    """All of it at the scale of the environment."""
    application = QApplication(sys.argv[:1])
    pane = Viewport(DirectScheduler(FrameRenderer()))
    pane.resize(403, 301)
    pane.show()
    pane.set_pixels(a_volume())
    application.processEvents()
    assert pane.frame is not None
    middle = pane.frame.geometry.display_to_lps([(value - 1) / 2 for value in pane.frame.geometry.size_px])
    x, y, z = (float(value) for value in middle)
    near, far = (x - 6.3, y - 4.7, z), (x + 9.1, y + 3.9, z)
    answers = {
        "point": placed(pane, near),
        "crosshair": crosshair(pane, far),
        "handle": grabbed(pane, near, far, (x + 1.7, y + 8.2, z), 8.0),
        "beside the handle": grabbed(pane, near, far, (x + 1.7, y + 8.2, z), 12.0),
        "menu": menu(pane, near),
    }
    size = pane.frame.geometry.size_px
    print(json.dumps({"ratio": pane.devicePixelRatioF(), "size_px": list(size), "answers": answers}))
    pane.detach()


if __name__ == "__main__":
    main()
