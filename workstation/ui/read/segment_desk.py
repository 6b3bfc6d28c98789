"""The segmentations of the open case as they are worked on: which one, what the case makes of a change."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from annotations.case import CaseItem, Change
from annotations.segmentations import Segmentation
from viewers.imaging.images import Volume
from viewers.qt.translated import tr
from viewers.state.overlay import OverlaySegments
from workstation.session import CaseChanged, Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.read.segment_editor import SegmentEditor, is_of, new_segmentation

DAMAGED = "The segmentation of {title} is not shown: {reason}. It is kept as it is; restore the case from a backup."


class SegmentDesk:
    """One editor for each segmentation of the case, and the one in hand for `volume`. GUI thread only.

    `tell` hears once of a segmentation whose stored labels are damaged; it is neither drawn nor worked on, nor changed.
    """

    def __init__(self, session: Session, tell: Callable[[str], None]) -> None:
        self._session = session
        self._tell = tell
        self._damaged: set[str] = set()
        self._editors: dict[str, SegmentEditor] = {}
        self._hidden: set[tuple[str, int]] = set()
        self.volume: Volume | None = None
        self.editor: SegmentEditor | None = None

    def forget(self) -> None:
        """Another patient or case: nothing of the former stays."""
        self.volume = self.editor = None
        self._editors.clear()
        self._hidden.clear()
        self._damaged.clear()

    def take_up(self, volume: Volume) -> bool:
        """Work on the segmentation of a volume; False where that is what was worked on."""
        if self.volume is volume and self.editor is not None:
            return False
        self.volume, self.editor = volume, self._begun(volume)
        return True

    def follow(self, event: CaseChanged) -> bool:
        """Take over what the case holds now: undo, redo and other windows. False where nothing was new."""
        edits = [edit for edit in event.event.change.edits if isinstance(edit.after or edit.before, Segmentation)]
        followed = [self._follow(edit.item_id, edit.after) for edit in edits]
        return any(followed)

    def store(self, change: Change) -> str:
        """Have the case take a change of the editor in hand; returns why it refused, and then all is as before."""
        editor = self.editor
        if editor is None:
            return ""
        after, former, was_new = change.edits[0].after, editor.item, editor.is_new
        if isinstance(after, Segmentation):
            # What hears of the change finds these labels already, and reads nothing anew.
            self._editors[after.id] = editor
            editor.item, editor.is_new = after, False
        refusal = try_apply(self._session, change)
        if refusal:
            editor.item, editor.is_new = former, was_new
            if was_new:
                self._editors.pop(former.id, None)
            editor.give_up()
        elif isinstance(after, Segmentation):
            editor.stored(after)
        return refusal

    def is_visible(self, number: int) -> bool:
        """Whether a label of the segmentation in hand is shown."""
        return self.editor is not None and (self.editor.item.id, number) not in self._hidden

    def set_visible(self, number: int, *, is_visible: bool) -> None:
        """Show or hide a label; that is of the view and not of the case."""
        if self.editor is None:
            return
        key = (self.editor.item.id, number)
        if is_visible:
            self._hidden.discard(key)
        else:
            self._hidden.add(key)

    def segments_in(self, frame_of_reference_uid: str) -> tuple[OverlaySegments, ...]:
        """The label maps of a Frame of Reference with the labels that are shown."""
        items = (one for one in self._items() if one.geometry.frame_of_reference_uid == frame_of_reference_uid)
        editors = [editor for editor in map(self._editor_of, items) if editor is not None]
        own = self.editor
        if own is not None and own.is_new and own.item.geometry.frame_of_reference_uid == frame_of_reference_uid:
            editors.append(own)
        return tuple(self._shown(editor) for editor in editors)

    def _follow(self, item_id: str, after: CaseItem | None) -> bool:
        """False where a change was made here and is on screen already."""
        editor, volume = self._editors.get(item_id), self.volume
        is_unborn = self.editor is not None and self.editor.is_new
        if isinstance(after, Segmentation) and is_unborn and volume is not None and is_of(after, volume):
            self.editor = self._editor_of(after)
            return True
        if editor is None or editor.item is after:
            return False
        if isinstance(after, Segmentation):
            editor.take(after)
            return True
        del self._editors[item_id]
        if editor is self.editor:
            self.editor = None if volume is None else self._begun(volume)
        return True

    def _begun(self, volume: Volume) -> SegmentEditor:
        """The segmentation of a volume that the case holds, else a new one that the first change will add."""
        for item in self._items():
            found = self._editor_of(item) if is_of(item, volume) else None
            if found is not None:
                return found
        description = volume.description
        title = f"{description.modality} {description.series_description}".strip() or "volume"
        return SegmentEditor(new_segmentation(uuid.uuid4().hex, title, volume), is_new=True)

    def _editor_of(self, item: Segmentation) -> SegmentEditor | None:
        """The editor of an item; None, told once, where its stored labels cannot be read."""
        if item.id in self._damaged:
            return None
        if item.id not in self._editors:
            try:
                self._editors[item.id] = SegmentEditor(item, is_new=False)
            except ValueError as error:
                self._damaged.add(item.id)
                self._tell(tr(DAMAGED).format(title=item.title, reason=error))
                return None
        return self._editors[item.id]

    def _items(self) -> tuple[Segmentation, ...]:
        case = self._session.case
        return case.of_type(Segmentation) if case is not None else ()

    def _shown(self, editor: SegmentEditor) -> OverlaySegments:
        labels = editor.item.labels
        tones = tuple((one.number, one.tone) for one in labels if (editor.item.id, one.number) not in self._hidden)
        return OverlaySegments(editor.map, editor.map.version, tones)
