"""How fields, chips and tables of the forms look, from the tokens of the theme."""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import QWidget

from workstation.ui.theme import Tokens, active_tokens, scaled_sheet

_SHEET = Template(
    """
QLabel[formRole="fieldLabel"] { color: $text_2; font-size: 12px; }
QLabel[formRole="fieldNote"] { color: $accent; font-size: 12px; }
QLabel[formRole="fieldCaution"] { color: $caution; font-size: 12px; }
QLabel[formRole="fieldError"] { color: $alert; font-size: 12px; }
QPushButton[formRole="chip"] { background: $background_3; color: $text_2; border: 1px solid $line;
  border-radius: 11px; padding: 1px 9px; min-height: 18px; font-size: 12px; }
QPushButton[formRole="chip"]:hover { color: $text_1; border-color: $text_3; }
QPushButton[formRole="chip"]:focus { border-color: $accent; }
QPushButton[formRole="chip"]:checked { background: $accent_filled; color: #ffffff; border-color: $accent_filled; }
QLineEdit[formRole="chipWords"] { border-radius: 11px; padding: 1px 9px; min-height: 18px; font-size: 12px;
  background: transparent; border: 1px dashed $line; }
QLineEdit[formRole="chipWords"]:focus { border: 1px solid $accent; }
QListWidget { background: $background_1; border: 1px solid $line; border-radius: 6px; padding: 1px; }
QListWidget::item { min-height: 28px; padding-left: 8px; border-radius: 4px; }
QListWidget::item:selected { background: $accent_filled; color: #ffffff; }
QLabel[role="score"] { font-size: 22px; font-weight: 600; }
QLabel[role="unit"] { font-size: 15px; color: $text_2; font-weight: 600; }
QLabel[tone="left"] { color: $left; }
QLabel[tone="right"] { color: $right; }
QLabel[tone="midline"] { color: $midline; }
QFrame[formRole="gradeStep"] { background: $background_1; border: 1px solid $line; border-radius: 6px; }
QFrame[formRole="gradeStep"][hovered="true"] { border-color: $text_3; }
QFrame[formRole="gradeStep"][chosen="true"] { background: $background_3; border: 1px solid $accent; }
QLabel[formRole="gradeKey"] { background: $background_3; color: $text_1; border: 1px solid $line; border-radius: 4px;
  font-size: 12px; font-weight: 600; }
QFrame[formRole="gradeStep"][chosen="true"] QLabel[formRole="gradeKey"] { background: $accent_filled; color: #ffffff;
  border-color: $accent_filled; }
QPushButton[formRole="cell"] { background: transparent; color: $text_2; border: 1px solid transparent;
  border-radius: 0; padding: 2px 8px; text-align: center; font-size: 13px; }
QPushButton[formRole="cell"]:hover { border-color: $text_3; }
QPushButton[formRole="cell"]:focus { border-color: $accent; }
"""
)


_DRESSED = "foramenDressed"


def color_of(token: str, tokens: Tokens | None = None) -> str:
    """The colour of a token as `#rrggbb`; raises `AttributeError` for a name that is none."""
    return str(getattr(tokens or active_tokens(), token))


def dress(root: QWidget, tokens: Tokens | None = None) -> None:
    """Give a form and everything in it the looks above, over those of the program."""
    shown = tokens or active_tokens()
    root.setProperty(_DRESSED, True)
    sheet = _SHEET.substitute({name: getattr(shown, name) for name in Tokens.__dataclass_fields__})
    root.setStyleSheet(scaled_sheet(sheet))


def dress_again(widget: QWidget) -> None:
    """A form in the looks of now, after text scale or contrast changed; other widgets stay as they are."""
    if widget.property(_DRESSED):
        dress(widget)
