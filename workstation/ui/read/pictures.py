"""Pictures of a viewport, saved or copied, with the identity and letters that are drawn over it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from workstation.ui.message_bar import Message

NO_PICTURE = "There is no picture in this viewport. Open a series in it first."


def saved_picture(pane: Pane, folder: Path) -> Message:
    """Write a viewport's picture into a folder; the message says where it is or why it could not be written."""
    picture = _picture(pane)
    if picture is None:
        return Message(tr(NO_PICTURE))
    path = folder / f"capture-{datetime.now():%Y%m%d-%H%M%S-%f}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Message(
            tr(
                "{folder} cannot be made: {strerror}. Make its parent folder writable.",
                folder=folder,
                strerror=error.strerror,
            ),
            "alert",
        )
    if picture.save(str(path)):
        return Message(
            tr("Saved {name} in {parent}. It shows who the patient is.", name=path.name, parent=path.parent), "good"
        )
    return Message(tr("{path} could not be written. Check the folder and the free space.", path=path), "alert")


def copied_picture(pane: Pane) -> Message:
    """Put a viewport's picture on the clipboard."""
    picture = _picture(pane)
    if picture is None:
        return Message(tr(NO_PICTURE))
    QGuiApplication.clipboard().setImage(picture)
    return Message(tr("Copied. The picture shows who the patient is."), "good")


def _picture(pane: Pane) -> QImage | None:
    return pane.grab_picture() if isinstance(pane, Viewport) else None
