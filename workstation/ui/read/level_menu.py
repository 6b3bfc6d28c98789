"""The menu of a level, on the strip and at its dot on an image: go there, move, align, insert, remove, renumber."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QMenu, QWidget

from annotations.anatomy import Level, LevelKind
from viewers.qt.translated import tr
from workstation.ui.read.level_placing import LevelPlacing
from workstation.ui.read.spine_levels import SpineRegion


class LevelChange(StrEnum):
    """What is asked for a level that changes the names of others."""

    RENAME = "rename"
    INSERT_ABOVE = "insert above"
    INSERT_BELOW = "insert below"
    DELETE = "delete"


Entry = tuple[str, Callable[[], object], bool]


def level_menu(placing: LevelPlacing, level: Level | None, parent: QWidget) -> QMenu:
    """What can be done with a level, with what is proposed, and which levels are shown."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Spine"))
    menu.aboutToHide.connect(menu.deleteLater)
    if level is not None:
        add_level_entries(menu, placing, level)
        menu.addSeparator()
    _add_proposal_entries(menu, placing, level)
    _add_spine_entries(menu, placing)
    menu.addSeparator()
    for region in SpineRegion:
        entry = menu.addAction(tr("Show {region}", region=tr(region.value)))
        entry.setCheckable(True)
        entry.setChecked(region is placing.region)
        entry.triggered.connect(lambda _checked=False, chosen=region: placing.show_region(chosen))
    return menu


def add_level_entries(menu: QMenu, placing: LevelPlacing, level: Level) -> None:
    """What can be done with one level; entries that need images with patient coordinates wait for them."""
    has_space = bool(placing.view.frame_of_reference_uid)
    for entries in (_placing_entries(placing, level), _changing_entries(placing, level)):
        for title, act, is_enabled in entries:
            entry = menu.addAction(title)
            entry.setEnabled(is_enabled and has_space)
            entry.triggered.connect(lambda _checked=False, chosen=act: chosen())


def _placing_entries(placing: LevelPlacing, level: Level) -> list[Entry]:
    name, view, here = level.label, placing.view, placing.cursor
    anchor = view.anchor_of(level)

    def place_at_cursor() -> None:
        if here is not None:
            placing.place(level, here, anchor.id if anchor is not None else None)

    verb = tr("Place") if anchor is None else tr("Move")
    entries: list[Entry] = [
        (
            tr("{verb} {name}: click on the image", verb=verb, name=name),
            lambda: placing.arm(level, moving=anchor is not None),
            True,
        ),
        (tr("{verb} {name} here, at the crosshair", verb=verb, name=name), place_at_cursor, here is not None),
    ]
    if level in view.known:
        entries.insert(0, (tr("Go to {name}", name=name), lambda: placing.choose(level), True))
    if level.kind is LevelKind.SEGMENT:
        align = tr("Align axial to this disc")
        entries.insert(0, (align, lambda: placing.align_asked.emit(level), level in view.known))
    if anchor is not None:
        entries.append((tr("Remove {name}", name=name), lambda: placing.remove(level), True))
    return entries


def _changing_entries(placing: LevelPlacing, level: Level) -> list[Entry]:
    """What gives other levels other names; each is shown in full before it happens."""
    if placing.view.anchor_of(level) is None:
        return []
    name, ask = level.label, placing.renumber_asked.emit
    entries: list[Entry] = [(tr("Renumber from {name} ...", name=name), lambda: ask(level, LevelChange.RENAME), True)]
    if level.kind is LevelKind.VERTEBRA:
        entries += [
            (
                tr("A vertebra was missed above {name} ...", name=name),
                lambda: ask(level, LevelChange.INSERT_ABOVE),
                True,
            ),
            (
                tr("A vertebra was missed below {name} ...", name=name),
                lambda: ask(level, LevelChange.INSERT_BELOW),
                True,
            ),
            (tr("{name} is none: remove and close up ...", name=name), lambda: ask(level, LevelChange.DELETE), True),
        ]
    return entries


def _add_proposal_entries(menu: QMenu, placing: LevelPlacing, level: Level | None) -> None:
    waiting = placing.proposed
    if not waiting:
        return
    if level is not None and any(one.level is level for one in waiting):
        accept = menu.addAction(tr("Accept {name} as proposed", name=level.label))
        accept.triggered.connect(lambda: placing.accept_proposed((level,)))
    menu.addAction(tr("Accept all {count} proposed levels", count=len(waiting))).triggered.connect(
        lambda: placing.accept_proposed()
    )
    menu.addAction(tr("Drop the proposed levels")).triggered.connect(lambda: placing.show_proposed(()))
    menu.addSeparator()


def _add_spine_entries(menu: QMenu, placing: LevelPlacing) -> None:
    view = placing.view
    label = menu.addAction(tr("Label by clicking"))
    label.setEnabled(bool(view.frame_of_reference_uid))
    label.triggered.connect(placing.start_counting)
    if view.ledger is not None and view.ledger.is_derived:
        menu.addAction(tr("Keep the registered labels here")).triggered.connect(lambda: placing.keep_registered())
    numbering = menu.addAction(tr("Numbering ..."))
    numbering.setEnabled(bool(view.frame_of_reference_uid))
    numbering.triggered.connect(placing.numbering_asked)
    six = menu.addAction(tr("Add L6") if not view.has_l6 else tr("Without L6"))
    six.setEnabled(not view.has_l6 or placing.adds_l6)
    six.triggered.connect(placing.toggle_l6)
