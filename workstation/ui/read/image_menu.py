"""The menu of a right click on an image: what can be done at that place, with that mark and with that view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from annotations.case import Case, CaseItem
from annotations.findings import Finding
from annotations.locations import Location
from annotations.marks import Mark
from annotations.targets import ProcedureTarget
from viewers.imaging.graphics import NO_GRAPHICS, FrameGraphics
from viewers.imaging.images import Pixels
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from workstation.actions import ACTIONS

_MEASURING = ("tool.length", "tool.angle")
_VIEW = ("view.fit", "view.invert", "view.reset")
_PICTURE = ("view.copy", "view.capture")
_SERIES = ("series.properties",)
_TILTED = ("series.resample",)


@dataclass(frozen=True)
class MenuHands:
    """What the entries do: a command, a finding at a place, a target for a finding, removing an item."""

    trigger: Callable[[str], object]
    mark: Callable[[Location], object]
    new_target: Callable[[str], object]
    remove: Callable[[str], object]


@dataclass(frozen=True)
class ShownImage:
    """What the image under the pointer brings along: what its header lays over it."""

    graphics: FrameGraphics = NO_GRAPHICS

    @staticmethod
    def of(pane: Viewport) -> ShownImage:
        """What a viewport shows at the moment; nothing while it is empty."""
        if pane.pixels is None or pane.frame is None:
            return ShownImage()
        return ShownImage(pane.frame.graphics)


NOTHING_SHOWN = ShownImage()


def image_menu(
    parent: QWidget,
    case: Case | None,
    pixels: Pixels | None,
    place: ContextPlace,
    hands: MenuHands,
    *,
    can_be_resampled: bool = False,
    image: ShownImage = NOTHING_SHOWN,
) -> QMenu:
    """The menu for a place on a viewport; what needs images is disabled in an empty one.

    `can_be_resampled`: the series is sheared by gantry tilt and nothing else, so a straight volume is on offer.
    """
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Image"))
    menu.aboutToHide.connect(menu.deleteLater)
    _add_place_entries(menu, case, place, hands)
    menu.addSeparator()
    _add_commands(menu, _MEASURING, hands, enabled=pixels is not None)
    menu.addSeparator()
    series = (*(_TILTED if can_be_resampled else ()), *_SERIES)
    for group in (_VIEW, _graphics_commands(image.graphics), _PICTURE, series):
        _add_commands(menu, group, hands, enabled=pixels is not None)
        menu.addSeparator()
    return menu


def _add_place_entries(menu: QMenu, case: Case | None, place: ContextPlace, hands: MenuHands) -> None:
    item = case.items.get(place.item_id) if case is not None else None
    location = place.location
    mark = menu.addAction(tr("Mark finding here\tM"))
    mark.setEnabled(location is not None and case is not None)
    mark.triggered.connect(lambda: hands.mark(location) if location is not None else None)
    if isinstance(item, Finding):
        finding_id = item.id
        menu.addAction(tr("New target at this finding\tT")).triggered.connect(lambda: hands.new_target(finding_id))
    if isinstance(item, Mark | Finding | ProcedureTarget):
        removed_id = item.id
        menu.addAction(tr("Remove {word}", word=_word(item))).triggered.connect(lambda: hands.remove(removed_id))


def _graphics_commands(graphics: FrameGraphics) -> tuple[str, ...]:
    """The switches for what this image has."""
    switches = (("view.graphics", bool(graphics.planes)), ("view.shutter", graphics.shutter is not None))
    return tuple(action_id for action_id, has_it in switches if has_it)


def _word(item: CaseItem) -> str:
    if isinstance(item, Finding):
        return tr("the finding at {label}", label=item.level.label)
    return tr("the {value}", value=item.kind.value) if isinstance(item, Mark) else tr("the target")


def _add_commands(menu: QMenu, ids: tuple[str, ...], hands: MenuHands, *, enabled: bool) -> None:
    """Commands of the table with their key shown; the key itself belongs to the window's own action."""
    for action_id in ids:
        action = ACTIONS[action_id]
        entry = menu.addAction(f"{tr(action.title)}\t{action.shown_shortcut}")
        entry.setEnabled(enabled)
        entry.triggered.connect(lambda _checked=False, chosen=action_id: hands.trigger(chosen))


def name_keys(menu: QMenu, key_of: Callable[[str], str]) -> None:
    """Entries that are commands name the key that works now: they are made with the usual one.

    `key_of` gives the key of a command, or nothing.
    """
    ids = {action.title: action.id for action in ACTIONS.values()}
    for entry in menu.actions():
        inner = entry.menu()
        if isinstance(inner, QMenu):
            name_keys(inner, key_of)
        title, tab, _ = entry.text().partition("\t")
        if tab and title in ids:
            entry.setText(f"{title}\t{key_of(ids[title])}")
