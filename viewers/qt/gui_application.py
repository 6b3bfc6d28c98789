"""A Qt application for painting where no window is open: text cannot be painted without one."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def ensure_gui_application() -> QGuiApplication:
    """The running Qt application, or an off-screen one. Keep what is returned while painting."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["foramen", "-platform", "offscreen"])
