"""The icons of the program: own SVG drawings, 1.6 px stroke, tinted when they are loaded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workstation.ui.theme import DARK

ICON_FOLDER = Path(__file__).parent / "icons"
_RENDERED_SIZES = (16, 20, 24, 40)
"""Pixel sizes drawn in advance; double ones serve screens of twice the density."""


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(path.stem for path in ICON_FOLDER.glob("*.svg")))


@lru_cache(maxsize=256)
def icon(name: str, color: str = DARK.text_2, checked_color: str = "#ffffff") -> QIcon:
    """An icon in a colour, white while its button is checked. Raises `KeyError` for a name there is no drawing of."""
    path = ICON_FOLDER / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    source = path.read_text(encoding="utf-8")
    result = QIcon()
    looks = (
        (color, QIcon.Mode.Normal, QIcon.State.Off),
        (checked_color, QIcon.Mode.Normal, QIcon.State.On),
        (DARK.text_3, QIcon.Mode.Disabled, QIcon.State.Off),
    )
    for tint, mode, state in looks:
        for size in _RENDERED_SIZES:
            result.addPixmap(_drawn(source, tint, size), mode, state)
    return result


def icon_pixmap(name: str, size_px: int, color: str = DARK.text_2) -> QPixmap:
    """One icon as a picture of `size_px`. Raises `KeyError` for a name there is no drawing of."""
    return icon(name, color).pixmap(QSize(size_px, size_px))


def _drawn(source: str, color: str, size_px: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    picture = QPixmap(size_px, size_px)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return picture
