"""The fonts of the PDF, and text made safe for it: escaped, every script with a font that has it, nothing lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "ForamenSans", "ForamenSans-Bold"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
# Adobe's CJK collections, which every PDF viewer brings, in the order they are tried; the codec says what each covers.
_CJK_FONTS = (("HeiseiKakuGo-W5", "shift_jis"), ("STSong-Light", "gbk"), ("HYSMyeongJo-Medium", "euc_kr"))


@cache
def register_fonts() -> TTFont:
    """Make the fonts known to reportlab, once; returns the regular one.

    DejaVu Sans (Latin, Greek, Cyrillic, Hebrew, Arabic letters) comes with the package and is embedded.
    """
    folder = files("reports") / "fonts"
    regular = TTFont(REGULAR, BytesIO((folder / "DejaVuSans.ttf").read_bytes()))
    registerFont(regular)
    registerFont(TTFont(BOLD, BytesIO((folder / "DejaVuSans-Bold.ttf").read_bytes())))
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(REGULAR, bold, italic, BOLD if bold else REGULAR)
    for name, _ in _CJK_FONTS:
        registerFont(UnicodeCIDFont(name))
    return regular


def paragraph_text(text: str) -> str:
    """Any text as the content of a reportlab paragraph: shown as it is, never read as markup."""
    return "".join(
        escape(run) if font == REGULAR else f'<font name="{font}">{escape(run)}</font>' for font, run in font_runs(text)
    ).replace("\n", "<br/>")


def font_runs(text: str) -> Iterator[tuple[str, str]]:
    """(font name, text) pieces in the order they are drawn from left to right.

    Runs written right to left are turned round. A character no font has is spelled as `[U+1F600]`.
    """
    spelled = "".join(one if _font_of(one) else f"[U+{ord(one):04X}]" for one in _visual(_clean(text)))
    for font, run in groupby(spelled, key=_font_of):
        yield font or REGULAR, "".join(run)


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if one != "\n" and unicodedata.category(one) == "Cc" else one for one in composed)


@cache
def _font_of(character: str) -> str | None:
    if character == "\n" or ord(character) in register_fonts().face.charToGlyph:
        return REGULAR
    return next((name for name, codec in _CJK_FONTS if _covers(codec, character)), None)


def _covers(codec: str, character: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _visual(text: str) -> str:
    """Right-to-left runs reversed, with the spaces inside them: the simple case of the bidirectional algorithm."""
    pieces: list[str] = []
    for is_rtl, group in groupby(_with_inner_spaces(text), key=lambda pair: pair[1]):
        run = "".join(character for character, _ in group)
        pieces.append(run[::-1] if is_rtl else run)
    return "".join(pieces)


def _with_inner_spaces(text: str) -> list[tuple[str, bool]]:
    marked = [(one, unicodedata.bidirectional(one) in _RIGHT_TO_LEFT) for one in text]
    for index in range(1, len(marked) - 1):
        character = marked[index][0]
        if character in " ^,'\u2019" or unicodedata.combining(character):
            joins = marked[index - 1][1] and (marked[index + 1][1] or bool(unicodedata.combining(character)))
            marked[index] = (character, joins)
    return marked
