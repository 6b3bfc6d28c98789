"""Interface text in the language the user has chosen. What the case, the images and reports say is never translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "Foramen"
"""One context for all texts: a word that must be told apart gets another source text."""


def tr(source: str, /, **values: object) -> str:
    """The text in the user's language, `source` itself where there is no translation.

    Named fields such as `{count}` are filled with `values` after translating, so that a language may order them its
    own way. GUI thread or not, the translator is the application's.
    """
    text = QCoreApplication.translate(CONTEXT, source) if source else ""
    return text.format(**values) if values else text
