"""The language of the interface: which there are, which is chosen, and how it is put into the application."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from viewers.qt.translated import CONTEXT

PREFERENCE = "language"
"""Preferences key: one of `LANGUAGES`, or absent for the language of the desktop."""
ENGLISH, GERMAN, PSEUDO = "en", "de", "pseudo"
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", GERMAN: "Deutsch"}
"""Languages shipped, each by its own name."""
_STRETCH = 0.35
"""Other languages need about a third more room than English; the pseudo-locale takes it."""
_WORD = 6
"""Letters of a made-up word: long texts can be wrapped, as in any language."""
_ACCENTED = str.maketrans("aeiouyAEIOUYcnsCNS", "àéîöüýÀÉÎÖÜÝçñšÇÑŠ")


class PseudoTranslator(QTranslator):
    """English with accents and a third more length between brackets: what is clipped or not translated is seen."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The source made longer; its fields stay. Words of Qt itself stay English."""
        return pseudo(source) if context == CONTEXT else source

    def isEmpty(self) -> bool:
        """Never: it knows every text."""
        return False


def pseudo(source: str) -> str:
    """`[Öpéñ földér ~~~~]`; fields in braces, keys after a tab and shortcuts stay as they are."""
    parts, depth = [], 0
    for letter in source:
        depth += (letter == "{") - (letter == "}")
        parts.append(letter if depth else letter.translate(_ACCENTED))
    text, tab, key = "".join(parts).partition("\t")
    longer = max(1, round(len(text) * _STRETCH))
    words = " ".join("~" * min(_WORD, longer - start) for start in range(0, longer, _WORD))
    return f"[{text}{words}]{tab}{key and source.partition(chr(9))[2]}"


def language_of(chosen: object, desktop: str | None = None) -> str:
    """The language to use: the one chosen, else the desktop's where it is shipped, else English."""
    if isinstance(chosen, str) and (chosen in LANGUAGES or chosen == PSEUDO):
        return chosen
    wanted = (desktop if desktop is not None else QLocale.system().name()).partition("_")[0]
    return wanted if wanted in LANGUAGES else ENGLISH


def install_language(application: QApplication, language: str) -> tuple[QTranslator, ...]:
    """Put a language into the application, in place of the one before; returns its translators.

    Windows made afterwards speak it. Raises `FileNotFoundError` for a language whose file is not there.
    """
    for former in application.findChildren(QTranslator):
        application.removeTranslator(former)
        former.deleteLater()
    if language == ENGLISH:
        return ()
    if language == PSEUDO:
        made: tuple[QTranslator, ...] = (PseudoTranslator(application),)
    else:
        made = (_own(application, language), _of_qt(application, language))
    for translator in reversed(made):
        application.installTranslator(translator)
    return made


def _own(application: QApplication, language: str) -> QTranslator:
    translator = QTranslator(application)
    with as_file(files("workstation.ui.translations") / f"foramen_{language}.qm") as path:
        if not translator.load(str(path)):
            raise FileNotFoundError(path)
    return translator


def _of_qt(application: QApplication, language: str) -> QTranslator:
    """The words of Qt's own dialogs; where they are missing those stay English."""
    translator = QTranslator(application)
    translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator
