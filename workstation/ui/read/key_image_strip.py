"""The key images of a case as small pictures in the case panel: click one to see it again, or name, link, remove it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotations.key_images import KeyImage
from viewers.qt.plain_text import isolated
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.forms.flow_layout import FlowLayout
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.cards import Card, clear_layout
from workstation.ui.widgets.labels import SectionHeading, label, plain_tooltip

THUMBNAIL_PX = (152, 116)
EMPTY_TEXT = "None. K keeps the active picture with its window and marks."


class KeyImageTile(Card):
    """One key image: its picture or why there is none, and its title. Announces `menu_asked(QPoint on screen)`."""

    menu_asked = Signal(object)

    def __init__(self, key_image: KeyImage, words: str, *, is_linked: bool) -> None:
        super().__init__(clickable=True)
        self.key_image = key_image
        self.body.setContentsMargins(6, 6, 6, 6)
        self.body.setSpacing(4)
        self.picture = QLabel()
        self.picture.setFixedSize(*THUMBNAIL_PX)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setStyleSheet("background: #000000;")
        self.body.addWidget(self.picture)
        row = QHBoxLayout()
        row.setSpacing(2)
        title = label(isolated(key_image.title), "small", wrap=True)
        title.setFixedWidth(THUMBNAIL_PX[0] - 26)
        row.addWidget(title, 1)
        more = icon_button("more", tr("More about {title}", title=key_image.title), size_px=22)
        more.clicked.connect(lambda: self.menu_asked.emit(more.mapToGlobal(QPoint(0, more.height()))))
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        if not is_linked:
            self.body.addWidget(label(tr("no finding linked"), "faint"))
        self.setToolTip(plain_tooltip(words))
        self.setAccessibleName(tr("Key image {title}", title=key_image.title))
        self.setFixedWidth(THUMBNAIL_PX[0] + 14)

    def show_picture(self, picture: QImage) -> None:
        """Show the image."""
        self.picture.setPixmap(QPixmap.fromImage(picture))

    def show_reason(self, text: str) -> None:
        """Say why there is no picture."""
        self.picture.setText(text)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button asks for the menu."""
        self.menu_asked.emit(event.globalPos())


class KeyImageStrip(QWidget):
    """Announces `chosen(key image id)` and `menu_asked(key image id, QPoint)`."""

    chosen = Signal(str)
    menu_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._heading = SectionHeading(tr("Key images"), "0")
        self._empty = label(tr(EMPTY_TEXT), "secondary", wrap=True)
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=scaled(6))
        self._tiles: dict[str, KeyImageTile] = {}
        for part in (self._heading, self._empty, holder):
            column.addWidget(part)

    @property
    def tiles(self) -> Mapping[str, KeyImageTile]:
        """The tiles by key image id."""
        return self._tiles

    def show_key_images(self, key_images: tuple[KeyImage, ...], words: Mapping[str, str]) -> None:
        """Show other key images, `words` being the tooltip of each by id."""
        clear_layout(self._flow)
        self._tiles = {}
        for one in key_images:
            tile = KeyImageTile(one, words.get(one.id, ""), is_linked=bool(one.finding_ids))
            tile.clicked.connect(lambda chosen=one.id: self.chosen.emit(chosen))
            tile.menu_asked.connect(lambda place, asked=one.id: self.menu_asked.emit(asked, place))
            self._tiles[one.id] = tile
            self._flow.addWidget(tile)
        self._heading.set_trailing(str(len(key_images)))
        self._empty.setVisible(not key_images)
        self.updateGeometry()
