"""One segmentation being worked on: strokes seen at once, stored as one change each when they end. No Qt."""

from __future__ import annotations

from dataclasses import replace

from annotations.case import Change, Edit
from annotations.segmentations import Segmentation, SegmentLabel, empty_segmentation
from viewers.imaging.images import Volume
from viewers.imaging.label_edits import NO_BOX, LabelEdit, erased
from viewers.imaging.label_map import LabelMap

TONES_IN_ORDER: tuple[tuple[str, str], ...] = (
    ("reference", "yellow"),
    ("left", "blue"),
    ("right", "orange"),
    ("good", "green"),
    ("unexplained", "violet"),
    ("alert", "red"),
    ("accent", "turquoise"),
)
"""Colours new labels get in turn, with the word for each."""
MOST_LABELS = 255


class TooManyLabelsError(ValueError):
    """A segmentation has no number left for another label."""


def tone_word(tone: str) -> str:
    """The colour of a tone in a word."""
    return dict(TONES_IN_ORDER).get(tone, tone)


def new_segmentation(segmentation_id: str, title: str, volume: Volume) -> Segmentation:
    """An empty segmentation on the grid of a volume, with its first label."""
    labels = (SegmentLabel(1, "Label 1", TONES_IN_ORDER[0][0]),)
    return empty_segmentation(segmentation_id, title, volume.series, volume.geometry, labels)


def is_of(item: Segmentation, volume: Volume) -> bool:
    """Whether a segmentation lies on the very grid of a volume."""
    return item.series == volume.series and item.geometry == volume.geometry


class SegmentEditor:
    """The labels of one item of the case, and what a stroke under way has changed of them.

    `item` is what the case holds, or will hold with the first change while `is_new`.
    """

    def __init__(self, item: Segmentation, *, is_new: bool) -> None:
        self.item = item
        self.is_new = is_new
        self.chosen = item.labels[0].number if item.labels else 0
        self.map = LabelMap(item.array(), item.geometry)
        self._touched = NO_BOX

    @property
    def label(self) -> SegmentLabel | None:
        """The label that is painted with."""
        return next((label for label in self.item.labels if label.number == self.chosen), None)

    def show(self, edit: LabelEdit | None) -> bool:
        """Make an edit seen, not stored as yet; False where it changes nothing."""
        if edit is None:
            return False
        self.map.apply(edit)
        self._touched = self._touched.joined(edit.box)
        return True

    def give_up(self) -> None:
        """Take back what is not stored."""
        self._restore(self._touched_slices)
        self._touched = NO_BOX

    def change(self, description: str) -> Change | None:
        """The change that stores what has been shown since the last one; None where that is nothing.

        Then comes `stored` when the case has taken it, or `give_up` when it refused.
        """
        after = self.item.with_slices(self.map.labels, self._touched_slices)
        if after.slices == self.item.slices:
            self._touched = NO_BOX
            return None
        return self._replaced(after, description)

    def with_label(self, label: SegmentLabel) -> Change:
        """The change that adds a label, or gives one of its number another name or colour."""
        kept = tuple(label if one.number == label.number else one for one in self.item.labels)
        labels = kept if any(one.number == label.number for one in self.item.labels) else (*kept, label)
        return self._replaced(replace(self.item, labels=labels), f"segmentation label {label.name}")

    def next_label(self) -> SegmentLabel:
        """A label with the first free number and the next colour. Raises `TooManyLabelsError`."""
        taken = {label.number for label in self.item.labels}
        number = next((n for n in range(1, MOST_LABELS + 1) if n not in taken), None)
        if number is None:
            raise TooManyLabelsError(f"a segmentation holds {MOST_LABELS} labels; remove one first")
        return SegmentLabel(number, f"Label {number}", TONES_IN_ORDER[(number - 1) % len(TONES_IN_ORDER)][0])

    def without_label(self, number: int) -> Change:
        """The change that removes a label and its voxels; removing the last one removes the segmentation."""
        name = next((label.name for label in self.item.labels if label.number == number), "")
        labels = tuple(label for label in self.item.labels if label.number != number)
        description = f"segmentation label {name} removed"
        if not labels:
            return Change(description, (Edit(self.item, None),))
        bounds = self.map.bounds
        edit = None
        if not bounds.is_empty:
            edit = erased(self.map.labels, bounds, self.map.labels[bounds.slices] == number, number)
        self.show(edit)
        after = replace(self.item.with_slices(self.map.labels, self._touched_slices), labels=labels)
        return self._replaced(after, description)

    def take(self, item: Segmentation) -> None:
        """The case holds this now: only slices that differ are read anew."""
        former, self.item, self.is_new = self.item, item, False
        self._touched = NO_BOX
        pairs = enumerate(zip(former.slices, item.slices, strict=True))
        self._restore([k for k, (old, new) in pairs if old is not new and old != new])
        if self.label is None and item.labels:
            self.chosen = item.labels[0].number

    def stored(self, item: Segmentation) -> None:
        """The case has taken a change made here: the labels on screen are those of the item already."""
        self.item, self.is_new, self._touched = item, False, NO_BOX

    @property
    def _touched_slices(self) -> range:
        return range(self._touched.start[0], self._touched.stop[0])

    def _restore(self, slices: range | list[int]) -> None:
        self.map.put_slices([(k, self.item.slice_array(k)) for k in slices])

    def _replaced(self, after: Segmentation, description: str) -> Change:
        return Change(description, (Edit(None if self.is_new else self.item, after),))
