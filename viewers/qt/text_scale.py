"""How large text is, from 80 to 200 per cent; one setting of the application, read wherever text is measured."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

SCALE_LIMITS = (0.8, 2.0)
"""Smaller text cannot be read, larger leaves no room for the images."""
_PROPERTY = "foramenTextScale"


def text_scale() -> float:
    """The factor of all text sizes; 1.0 until it is set, and without an application."""
    application = QCoreApplication.instance()
    value = application.property(_PROPERTY) if application is not None else None
    return float(value) if isinstance(value, float | int) else 1.0


def set_text_scale(factor: float) -> float:
    """Set the factor, kept inside its limits; returns what is in force. Needs the application."""
    kept = min(max(factor, SCALE_LIMITS[0]), SCALE_LIMITS[1])
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("the text scale belongs to an application; there is none yet")
    application.setProperty(_PROPERTY, kept)
    return kept


def scaled(size_px: float) -> int:
    """A size in widget pixels that goes with the text."""
    return round(size_px * text_scale())
