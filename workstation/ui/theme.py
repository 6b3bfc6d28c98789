"""The look of the program: the tokens of interface.md and the one style sheet built from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from annotations.anatomy import Laterality
from viewers.qt.text_scale import scaled, text_scale

BASE_FONT_PX = 13
"""interface.md: body text."""
HEADING_FONT_PX = 11
"""interface.md: section headings, in capitals."""
NAME_FONT_PX = 15
"""interface.md: names, semibold."""
NUMBER_FONT_PX = 30
"""interface.md: numbers to be read across a room."""
FONT_FAMILIES = ("Inter", "Noto Sans", "Segoe UI", "DejaVu Sans")
"""Inter when it is installed, else the first of the usual system faces."""


@dataclass(frozen=True)
class Tokens:
    """One set of colours as `#rrggbb`, named as interface.md names them.

    Every text and tone stands out from every background by at least 4.5:1 (WCAG 2.2, 1.4.3). `text_3` is brighter
    than interface.md draws it: words such as "not examined" are written in it, and they may not be overlooked.
    """

    background_0: str = "#0b0e11"
    background_1: str = "#12161a"
    background_2: str = "#191e24"
    background_3: str = "#222932"
    line: str = "#2b333d"
    text_1: str = "#e6eaee"
    text_2: str = "#9aa6b2"
    text_3: str = "#8793a0"
    accent: str = "#35b5ac"
    accent_filled: str = "#1d6f6a"
    left: str = "#5aa9f0"
    right: str = "#f0a35a"
    midline: str = "#8a96a2"
    alert: str = "#e5695f"
    alert_filled: str = "#9c3229"
    caution: str = "#e7b04b"
    good: str = "#6fc276"
    unexplained: str = "#b99cf0"
    reference: str = "#f0d55a"
    image: str = "#000000"


DARK = Tokens()

LIGHT = Tokens(
    background_0="#eef1f4",
    background_1="#f6f8fa",
    background_2="#ffffff",
    background_3="#e3e8ed",
    line="#c6ced6",
    text_1="#14191e",
    text_2="#48535e",
    text_3="#5e6871",
    accent="#16706a",
    accent_filled="#1d6f6a",
    left="#1d67ac",
    right="#9c5410",
    midline="#5a6672",
    alert="#b83a30",
    alert_filled="#9c3229",
    caution="#855f07",
    good="#2b7533",
    unexplained="#6d4cb3",
)
"""The same tokens for bright rooms; images stay on black."""

HIGH_CONTRAST = replace(
    DARK,
    background_0="#000000",
    background_1="#0a0d10",
    background_2="#11161b",
    background_3="#1b222a",
    line="#5c6875",
    text_1="#ffffff",
    text_2="#ccd4dc",
    text_3="#aab4be",
    accent="#4fd6cc",
    alert="#ff8a80",
    caution="#ffc963",
    good="#8ce08f",
    unexplained="#d2bcff",
)
"""The dark tokens for eyes that need more: at least 7:1 for text."""

CONTRASTS: Mapping[str, Tokens] = {"standard": DARK, "high": HIGH_CONTRAST}
"""By the name that is kept in the preferences."""

_TOKENS_PROPERTY = "foramenContrast"
_WIDTH_PROPERTY = "foramenWidth"

SIDE_TOKEN = {
    Laterality.LEFT: "left",
    Laterality.RIGHT: "right",
    Laterality.MEDIAN: "midline",
    Laterality.BILATERAL: "midline",
}
"""The colour token of a side; the letter is always shown with it."""

_FONT_SIZE = re.compile(r"font-size: (\d+)px")
_ICON_FOLDER = Path(__file__).parent / "icons"

_SHEET = Template(
    """
QWidget { color: $text_1; font-size: ${base}px; }
QMainWindow, QDialog, QWidget#window { background: $background_0; }
QWidget#panel, QWidget#place { background: $background_1; }
QFrame#topBar { background: $background_1; border: none; border-bottom: 1px solid $line; }
QFrame#topBar[mismatch="true"] { background: $alert_filled; border-bottom: 1px solid $alert; }
QFrame#identityBanner { background: $alert_filled; border: none; border-bottom: 1px solid $alert; }
QFrame#identityBanner QLabel { color: #ffffff; }
QFrame#statusBar { background: $background_1; border: none; border-top: 1px solid $line; }
QFrame#statusBar QLabel { color: $text_2; font-size: 12px; }
QFrame#sidePanel { background: $background_1; border: none; border-right: 1px solid $line; }
QFrame#rightPanel { background: $background_1; border: none; border-left: 1px solid $line; }
QFrame#toolColumn { background: $background_1; border: none; border-right: 1px solid $line; }
QFrame#segmentBar QPushButton:checked { background: $accent_filled; color: #ffffff; }
QFrame#registrationBar, QFrame#segmentBar { background: $background_1; border: none; border-bottom: 1px solid $line; }
QFrame#cineBar { background: $background_1; border: 1px solid $line; border-radius: 8px; }
QFrame#separator { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame#verticalSeparator { background: $line; border: none; max-width: 1px; min-width: 1px; }
QLabel { background: transparent; }
QLabel[role="heading"] { color: $text_2; font-size: ${heading}px; letter-spacing: 0.5px; }
QLabel[role="headingTrailing"] { color: $text_2; font-size: ${heading}px; }
QLabel[role="name"] { font-size: ${name}px; font-weight: 600; }
QLabel[role="title"] { font-size: 13px; font-weight: 600; }
QLabel[role="pageTitle"] { font-size: 22px; font-weight: 600; }
QLabel[role="number"] { font-size: ${number}px; font-weight: 600; }
QLabel[role="secondary"] { color: $text_2; }
QLabel[role="small"] { color: $text_2; font-size: 12px; }
QLabel[role="faint"] { color: $text_3; }
QLabel[role="link"] { color: $accent; }
QLabel[role="strong"] { font-weight: 600; }
QFrame#topBar[mismatch="true"] QLabel, QFrame#topBar[mismatch="true"] QLabel[role="secondary"] { color: #ffffff; }
QLabel[tone="alert"] { color: $alert; }
QLabel[tone="caution"] { color: $caution; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="unexplained"] { color: $unexplained; }
QLabel[tone="accent"] { color: $accent; }
QFrame#card { background: $background_2; border: 1px solid $line; border-radius: 8px; }
QFrame#card[hovered="true"] { border-color: $text_3; }
QFrame#card[selected="true"] { border: 2px solid $accent; }
QFrame#well { background: $background_2; border: 1px solid $line; border-radius: 8px; }
QFrame#dropZone { background: $background_1; border: 1px dashed $text_3; border-radius: 10px; }
QFrame#dropZone[hovered="true"] { border-color: $accent; }
QFrame#messageBar { background: $background_2; border: none; border-bottom: 1px solid $line; }
QFrame#messageBar[tone="alert"] { border-left: 4px solid $alert; }
QFrame#messageBar[tone="caution"] { border-left: 4px solid $caution; }
QFrame#messageBar[tone="good"] { border-left: 4px solid $good; }
QFrame#popover { background: $background_2; border: 1px solid $text_3; border-radius: 10px; }
QPushButton { background: $background_3; color: $text_1; border: 1px solid transparent; border-radius: 6px;
  padding: 6px 14px; min-height: 20px; }
QPushButton:hover { border-color: $text_3; }
QPushButton:focus { border-color: $accent; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $text_3; background: $background_2; }
QPushButton[primary="true"] { background: $accent_filled; color: #ffffff; }
QPushButton[primary="true"]:hover { border-color: $accent; }
QPushButton[primary="true"]:disabled { background: $background_3; color: $text_3; }
QPushButton[flat="true"] { background: transparent; color: $text_2; }
QPushButton[flat="true"]:hover { color: $text_1; }
QPushButton[flat="true"]:checked { background: $background_3; color: $text_1; }
QPushButton[small="true"] { padding: 2px 8px; min-height: 18px; font-size: 12px; }
QPushButton#placeTab { background: transparent; color: $text_2; padding: 6px 14px; }
QPushButton#placeTab:hover { color: $text_1; }
QPushButton#placeTab:checked { background: $accent_filled; color: #ffffff; font-weight: 600; }
QPushButton#placeTab:disabled { background: transparent; color: $text_3; }
QPushButton#command { background: $background_3; color: $text_2; border-radius: 11px; padding: 2px 12px;
  font-size: 12px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QFrame#toolColumn QToolButton { padding: 0px; }
QToolButton:hover { background: $background_3; }
QToolButton:focus { border-color: $accent; }
QToolButton:checked { background: $accent_filled; }
QToolButton:disabled { background: transparent; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {
  background: $background_3; color: $text_1; border: 1px solid $line; border-radius: 6px; padding: 4px 8px;
  selection-background-color: $accent_filled; selection-color: #ffffff; min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus,
QDateEdit:focus { border-color: $accent; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] { border-color: $alert; }
QLineEdit:disabled, QComboBox:disabled { color: $text_3; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $background_2; border: 1px solid $line; outline: none;
  selection-background-color: $accent_filled; selection-color: #ffffff; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 15px; height: 15px; border: 1px solid $text_3; border-radius: 4px;
  background: $background_3; }
QCheckBox::indicator:checked { background: $accent_filled; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:focus { border-color: $accent; }
QRadioButton::indicator { width: 15px; height: 15px; border: 1px solid $text_3; border-radius: 8px;
  background: $background_3; }
QRadioButton::indicator:checked { background: $accent; border: 4px solid $background_3; width: 9px; height: 9px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QListWidget#sections { background: $background_1; border: 1px solid $line; border-radius: 8px; padding: 6px; }
QListWidget#sections::item { padding: 7px 10px; border-radius: 6px; }
QListWidget#sections::item:selected { background: $accent_filled; color: #ffffff; }
QTreeWidget { border: 1px solid $line; border-radius: 8px; }
QTreeWidget::item { padding: 4px 6px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $background_3; border-radius: 3px; min-height: 28px; }
QScrollBar::handle:vertical:hover { background: $text_3; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $background_3; border-radius: 3px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QListView, QTreeView, QTableView { background: transparent; border: none; outline: none;
  selection-background-color: $accent_filled; selection-color: #ffffff; }
QFrame#popover QListWidget::item { padding: 5px 8px; border-radius: 4px; }
QTableView { gridline-color: $line; }
QHeaderView::section { background: $background_2; color: $text_2; border: none; border-bottom: 1px solid $line;
  padding: 6px 8px; font-size: 12px; }
QFrame#popover QDoubleSpinBox { padding: 2px 5px; }
QFrame#popover QDoubleSpinBox::up-button, QFrame#popover QDoubleSpinBox::down-button { width: 0; border: none; }
QTabBar::tab { background: transparent; color: $text_2; padding: 6px 12px; border: none; }
QTabBar::tab:selected { color: $text_1; border-bottom: 2px solid $accent; }
QTabWidget::pane { border: none; }
QMenu { background: $background_2; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_filled; color: #ffffff; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $background_3; color: $text_1; border: 1px solid $line; padding: 4px 6px; }
QProgressBar { background: $background_3; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""
)


def active_tokens() -> Tokens:
    """The colours the application is dressed in; the standard ones before it is."""
    application = QApplication.instance()
    name = application.property(_TOKENS_PROPERTY) if application is not None else None
    return CONTRASTS.get(name, DARK) if isinstance(name, str) else DARK


def token_color(name: str, tokens: Tokens | None = None) -> QColor:
    """The colour of a token or tone name (`accent`, `alert`, `left`, `text_2`, ...); raises `KeyError` if unknown."""
    tokens = tokens or active_tokens()
    if name not in {field.name for field in fields(tokens)}:
        raise KeyError(name)
    return QColor(getattr(tokens, name))


def side_color(laterality: Laterality, tokens: Tokens | None = None) -> QColor:
    """The colour of a side chip; never shown without the letter."""
    return token_color(SIDE_TOKEN[laterality], tokens)


def tinted(color: QColor, share: float, ground: str = DARK.background_1) -> QColor:
    """`color` mixed with the ground, `share` of it from 0 to 1; the fill of a chip."""
    base = QColor(ground)
    mixed = [round(share * a + (1 - share) * b) for a, b in zip(color.getRgb()[:3], base.getRgb()[:3], strict=True)]  # type: ignore[index]
    return QColor(*mixed)


def style_sheet(tokens: Tokens = DARK) -> str:
    """The style sheet of the whole program for one set of tokens."""
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    sizes = {"base": BASE_FONT_PX, "heading": HEADING_FONT_PX, "name": NAME_FONT_PX, "number": NUMBER_FONT_PX}
    pictures = {
        "chevron": (_ICON_FOLDER / "chevron-down.svg").as_posix(),
        "check": (_ICON_FOLDER / "check.svg").as_posix(),
    }
    return scaled_sheet(_SHEET.substitute({**values, **sizes, **pictures}))


def scaled_sheet(sheet: str) -> str:
    """A style sheet with every font size at the text scale."""
    return _FONT_SIZE.sub(lambda size: f"font-size: {scaled(int(size[1]))}px", sheet)


def ui_font(size_px: int = BASE_FONT_PX, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font with tabular figures, so that numbers stand still; sized by the text scale."""
    installed = set(QFontDatabase.families())
    family = next((name for name in FONT_FAMILIES if name in installed), QFont().family())
    font = QFont(family)
    font.setPixelSize(scaled(size_px))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if hasattr(font, "setFeature"):  # Qt 6.7 and later
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font


def apply_theme(application: QApplication, tokens: Tokens = DARK) -> None:
    """Dress the application: Fusion, the interface font, the palette and the style sheet."""
    if application.property(_TOKENS_PROPERTY) is None:  # once: every widget is polished again for it
        style = QStyleFactory.create("Fusion")
        if style is not None:
            application.setStyle(style)
    application.setProperty(_TOKENS_PROPERTY, next((name for name, one in CONTRASTS.items() if one == tokens), ""))
    application.setFont(ui_font())
    application.setPalette(_palette(tokens))
    application.setStyleSheet(style_sheet(tokens))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.background_0,
        QPalette.ColorRole.Base: tokens.background_2,
        QPalette.ColorRole.AlternateBase: tokens.background_1,
        QPalette.ColorRole.Button: tokens.background_3,
        QPalette.ColorRole.Text: tokens.text_1,
        QPalette.ColorRole.WindowText: tokens.text_1,
        QPalette.ColorRole.ButtonText: tokens.text_1,
        QPalette.ColorRole.PlaceholderText: tokens.text_2,
        QPalette.ColorRole.Highlight: tokens.accent_filled,
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.ToolTipBase: tokens.background_3,
        QPalette.ColorRole.ToolTipText: tokens.text_1,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    return palette


def fix_width(widget: QWidget, width_px: int, *, is_one_line: bool = False) -> None:
    """A fixed width for a column of text: it grows with the text scale, now and when that changes.

    Half as fast as the text, so that the images keep their room: what does not fit wraps, or can be scrolled. As fast
    as the text where it is one line that may not be cut.
    """
    widget.setProperty(_WIDTH_PROPERTY, float(width_px) if is_one_line else width_px)
    size_again(widget)


def size_again(widget: QWidget) -> None:
    """A width that goes with the text, after its scale changed; other widgets stay as they are."""
    width = widget.property(_WIDTH_PROPERTY)
    if isinstance(width, float):
        widget.setFixedWidth(scaled(width))
    elif isinstance(width, int):
        widget.setFixedWidth(column_width(width))


def column_width(width_px: int) -> int:
    """How wide a column of text is that is `width_px` at the usual size of text."""
    return round(width_px * (1 + text_scale()) / 2)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet selects by, and style the widget again (Qt does not do so by itself)."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
