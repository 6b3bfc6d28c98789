"""The language of the interface: extraction, the files shipped, and what the pseudo-locale shows."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from viewers.qt.translated import tr
from workstation.app import application_of
from workstation.ui.language import ENGLISH, LANGUAGES, PSEUDO, install_language, language_of, pseudo
from workstation.ui.translation_files import compile_ts, source_texts, translations_in, ts_path, written_ts


@pytest.fixture
def application() -> Iterator[QApplication]:
    made = application_of()
    yield made
    install_language(made, ENGLISH)


def test_without_a_translation_the_source_is_shown(application: QApplication) -> None:
    assert tr("Nothing to undo") == "Nothing to undo"
    assert tr("{count} of {all}", count=2, all=3) == "2 of 3"


def test_a_translation_may_order_its_fields_its_own_way(application: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "x.ts"
    path.write_text(written_ts("de", ["{count} of {all}"], {"{count} of {all}": "von {all} {count}"}))
    compile_ts(path, tmp_path / "x.qm")

    translator = QTranslator(application)
    assert translator.load(str(tmp_path / "x.qm"))
    application.installTranslator(translator)
    assert tr("{count} of {all}", count=2, all=3) == "von 3 2"


def test_the_pseudo_locale_makes_every_text_longer_and_keeps_fields_and_keys(application: QApplication) -> None:
    install_language(application, PSEUDO)
    shown = tr("{count} images\tCtrl+I", count=7)
    assert shown.startswith("[7 ")
    assert shown.endswith("]\tCtrl+I")
    assert "images" not in shown
    assert len(shown) > len("7 images\tCtrl+I") * 1.2


def test_pseudo_text_keeps_what_is_in_braces() -> None:
    assert "{name:.1f}" in pseudo("Open {name:.1f} again")


def test_going_back_to_english_takes_every_translator_out(application: QApplication) -> None:
    install_language(application, PSEUDO)
    install_language(application, ENGLISH)
    assert tr("Nothing to undo") == "Nothing to undo"


@pytest.mark.parametrize(
    ("chosen", "desktop", "language"),
    [("de", "en_US", "de"), (None, "de_CH", "de"), (None, "fr_FR", "en"), ("xx", "en_GB", "en"), (7, "en", "en")],
)
def test_the_language_is_the_one_chosen_else_the_desktops_where_it_is_shipped(
    chosen: object, desktop: str, language: str
) -> None:
    assert language_of(chosen, desktop) == language


def test_a_broken_linguist_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ts"
    path.write_text("<TS")
    with pytest.raises(subprocess.CalledProcessError):
        compile_ts(path, tmp_path / "x.qm")


def test_what_is_not_translated_is_marked_and_read_back_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "x.ts"
    path.write_text(written_ts("de", ["Close", "Open & <b>"], {"Open & <b>": "Öffnen & <b>"}), encoding="utf-8")
    assert translations_in(path) == {"Open & <b>": "Öffnen & <b>"}


def test_every_language_has_a_name_of_its_own() -> None:
    assert len(set(LANGUAGES.values())) == len(LANGUAGES)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {ENGLISH}))
def test_every_text_is_translated_with_the_same_fields(language: str) -> None:
    """`make translations` brings the files up to date; a new text is then translated in the .ts file."""
    made = translations_in(ts_path(language))
    assert sorted(made) == list(source_texts())
    wrong = [text for text, translation in made.items() if fields_of(text) != fields_of(translation)]
    assert wrong == []


def fields_of(text: str) -> Counter[tuple[str, str | None, str | None]]:
    return Counter(
        (name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None
    )


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {ENGLISH}))
def test_the_file_the_program_loads_is_made_from_the_one_people_edit(language: str, tmp_path: Path) -> None:
    compile_ts(ts_path(language), tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == ts_path(language).with_suffix(".qm").read_bytes()


def test_german_is_spoken_by_the_shipped_files(application: QApplication) -> None:
    install_language(application, "de")
    assert tr("Reset view") != "Reset view"
    assert tr("{count} of {count2}", count=2, count2=3).startswith("2")
