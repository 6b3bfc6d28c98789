"""The segmentations of the open case as they are worked on: which one, what the case makes of a change. No Qt."""

from __future__ import annotations

import uuid

from annotations.case import CaseItem, Change
from annotations.segmentations import Segmentation
from viewers.imaging.images import Volume
from viewers.state.overlay import OverlaySegments
from workstation.session import CaseChanged, Session
from workstation.ui.forms.commit import try_apply
from workstation.ui.read.segment_editor import SegmentEditor, is_of, new_segmentation


class SegmentDesk:
    """One editor for each segmentation of the case, and the one in hand for `volume`. GUI thread only."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._editors: dict[str, SegmentEditor] = {}
        self._hidden: set[tuple[str, int]] = set()
        self.volume: Volume | None = None
        self.editor: SegmentEditor | None = None

    def forget(self) -> None:
        """Another patient or case: nothing of the former stays."""
        self.volume = self.editor = None
        self._editors.clear()
        self._hidden.clear()

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
        found = (one for one in self._all() if one.map.geometry.frame_of_reference_uid == frame_of_reference_uid)
        return tuple(self._shown(editor) for editor in found)

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
        found = next((item for item in self._items() if is_of(item, volume)), None)
        if found is not None:
            return self._editor_of(found)
        description = volume.description
        title = f"{description.modality} {description.series_description}".strip() or "volume"
        return SegmentEditor(new_segmentation(uuid.uuid4().hex, title, volume), is_new=True)

    def _editor_of(self, item: Segmentation) -> SegmentEditor:
        if item.id not in self._editors:
            self._editors[item.id] = SegmentEditor(item, is_new=False)
        return self._editors[item.id]

    def _items(self) -> tuple[Segmentation, ...]:
        case = self._session.case
        return case.of_type(Segmentation) if case is not None else ()

    def _all(self) -> list[SegmentEditor]:
        editors = [self._editor_of(item) for item in self._items()]
        if self.editor is not None and self.editor.is_new:
            editors.append(self.editor)
        return editors

    def _shown(self, editor: SegmentEditor) -> OverlaySegments:
        labels = editor.item.labels
        tones = tuple((one.number, one.tone) for one in labels if (editor.item.id, one.number) not in self._hidden)
        return OverlaySegments(editor.map, editor.map.version, tones)
