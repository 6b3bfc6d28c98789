"""Names in every script in the real window: decoded, kept apart from their neighbours, never taken for markup."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotations.patient import PatientIdentity
from tests.support.dicom_builder import write_series
from tests.workstation.ui.conftest import open_images
from viewers.qt.corner_text import identity_lines
from viewers.qt.plain_text import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated
from workstation.ui.main_window import MainWindow
from workstation.ui.patient_text import display_name, identifier
from workstation.ui.theme import ui_font
from workstation.ui.widgets.labels import label, plain_tooltip

SHOWN = {
    "chrArab.dcm": [isolated("قباني, لنزار")],
    "chrHbrw.dcm": [isolated("שרון, דבורה")],
    "chrGreek.dcm": [isolated("Διονυσιος")],
    "chrRuss.dcm": [isolated("Люкceмбypг")],
    "chrFren.dcm": [isolated("Buc, Jérôme")],
    "chrGerm.dcm": [isolated("Äneas, Rüdiger")],
    "chrH31.dcm": [isolated("Yamada, Tarou"), isolated("山田, 太郎"), isolated("やまだ, たろう")],
    "chrH32.dcm": [isolated("ﾔﾏﾀﾞ, ﾀﾛｳ"), isolated("山田, 太郎"), isolated("やまだ, たろう")],
    "chrI2.dcm": [isolated("Hong, Gildong"), isolated("洪, 吉洞"), isolated("홍, 길동")],
    "chrX1.dcm": [isolated("Wang, XiaoDong"), isolated("王, 小東")],
    "chrX2.dcm": [isolated("Wang, XiaoDong"), isolated("王, 小东")],
}
RIGHT_TO_LEFT = {"chrArab.dcm": "Arabic", "chrHbrw.dcm": "Hebrew"}


def texts(widget: QWidget) -> list[str]:
    return [part.text() for part in widget.findChildren(QLabel)]


@pytest.mark.parametrize("name", SHOWN)
def test_the_banner_shows_every_representation_of_a_name(
    name: str, window: MainWindow, qtbot: QtBot, shared_data: Path
) -> None:
    open_images(window, qtbot, shared_data / "zoo" / "charset" / name)
    first, *others = SHOWN[name]
    assert " ".join([first, *(f"({other})" for other in others)]) in texts(window.top_bar)


@pytest.mark.parametrize("name", SHOWN)
def test_the_corner_of_the_image_names_the_same_patient(
    name: str, window: MainWindow, qtbot: QtBot, shared_data: Path
) -> None:
    open_images(window, qtbot, shared_data / "zoo" / "charset" / name)
    pixels = window.places.read.grid.active_viewport.pixels
    assert pixels is not None
    line = identity_lines(pixels.description)[0]
    assert line.startswith(FIRST_STRONG_ISOLATE)
    assert line.endswith(POP_ISOLATE)
    assert all(part[1:-1] in line for part in SHOWN[name][:2])


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_the_script_of_a_name_has_glyphs_on_the_screen(name: str, window: MainWindow) -> None:
    """Through the font the window uses, with what Qt falls back to; where the system has no such font there is none."""
    system = getattr(QFontDatabase.WritingSystem, RIGHT_TO_LEFT[name])
    if not QFontDatabase.families(system):
        pytest.skip(f"no font of this system has {RIGHT_TO_LEFT[name]} letters")
    layout = QTextLayout(SHOWN[name][0][1:-1], ui_font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs


def x_of(text: str, position: int) -> float:
    """Where a character stands on a line that is read from left to right."""
    layout = QTextLayout(text, ui_font())
    option = layout.textOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    x, _ = line.cursorToX(position)  # type: ignore[misc]
    return float(x)


@pytest.mark.parametrize("name", ["שרון^דבורה", "قباني^لنزار"])
def test_a_name_from_right_to_left_does_not_reorder_the_number_beside_it(name: str) -> None:
    identity = PatientIdentity("12-345", name=name)
    line = f"{display_name(identity)} {isolated(identity.patient_id)}"
    assert number_stands_behind_name(line)
    bare = line.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")
    assert not number_stands_behind_name(bare), "this line would be right without its isolates: it proves nothing"
    assert isolated("12-345") in identifier(identity)


def number_stands_behind_name(line: str) -> bool:
    start = line.index("12-345")
    number = [x_of(line, start + offset) for offset in range(6)]
    letters = [x_of(line, place) for place in range(start) if line[place].isalpha()]
    return number == sorted(number) and max(letters) <= number[0]


def test_headers_cannot_bring_markup_or_overrides_to_the_study_browser(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    hostile = "<img src='file:///x'>\u202eabc"
    changes = {"SeriesDescription": hostile, "StudyDescription": hostile, "SpecificCharacterSet": "ISO_IR 192"}
    write_series(tmp_path / "s", [0.0, 5.0, 10.0], Modality="<B>CT", **changes)
    open_images(window, qtbot, tmp_path / "s")
    browser = window.places.read.browser
    shown = [part for part in browser.findChildren(QLabel) if "<img" in part.text().lower()]
    assert shown
    for part in shown:
        assert part.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in part.text()
        assert FIRST_STRONG_ISOLATE in part.text()
    tips = [widget.toolTip() for widget in browser.findChildren(QWidget)]
    assert not any("<b>" in tip.lower() for tip in tips)


def test_a_tooltip_of_header_text_is_no_markup() -> None:
    assert plain_tooltip("Series 3\nCT") == "Series 3\nCT"
    assert plain_tooltip("a <b>c</b>\nd & e") == "<p>a &lt;b&gt;c&lt;/b&gt;<br>d &amp; e</p>"


def test_a_label_of_this_window_reads_nothing_as_markup() -> None:
    made = label("<h1>x</h1>")
    small = label("x")
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert np.isclose(made.sizeHint().height(), small.sizeHint().height())
