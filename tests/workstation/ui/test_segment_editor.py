"""An editor of a segmentation without a window: what it stores is what it shows, whatever happens in between."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.case import Case, Change
from annotations.patient import PatientIdentity
from annotations.segmentations import Segmentation, SegmentLabel
from annotations.serialization import item_from_json, item_to_json
from tests.support.phantoms import noise_volume
from viewers.imaging.label_edits import LabelEdit, box_between
from workstation.ui.read.segment_editor import SegmentEditor, TooManyLabelsError, new_segmentation

VOLUME = noise_volume()


def an_edit(start: tuple[int, int, int], label: int) -> LabelEdit:
    corner = np.array(start)
    return LabelEdit(box_between(corner, np.add(corner, (2, 3, 4))), np.full((2, 3, 4), label, dtype=np.uint8))


starts = st.tuples(st.integers(0, 4), st.integers(0, 37), st.integers(0, 46))
steps = st.lists(st.tuples(st.sampled_from(["store", "give up", "undo"]), starts, st.integers(0, 2)), max_size=12)


@settings(deadline=None, max_examples=60)
@given(steps)
def test_any_sequence_leaves_editor_and_case_alike(actions: list[tuple[str, tuple[int, int, int], int]]) -> None:
    case = Case("case", PatientIdentity("1", "", "", "", ""), "2026-01-01T00:00:00Z")
    editor = SegmentEditor(new_segmentation("s", "CT", VOLUME), is_new=True)
    done: list[Change] = []
    for action, start, label in actions:
        if action == "undo" and len(done) > 1:
            case.apply(done.pop().inverse())
            held = case.get(Segmentation, "s")
            assert held is not None
            editor.take(held)
            continue
        editor.show(an_edit(start, label))
        if action == "give up":
            editor.give_up()
            continue
        change = editor.change("stroke")
        if change is not None:
            case.apply(change)
            done.append(change)
            stored = case.get(Segmentation, "s")
            assert stored is not None
            editor.stored(stored)
    held = case.get(Segmentation, "s")
    labels = held.array() if held is not None else np.zeros_like(editor.map.labels)
    assert (editor.map.labels == labels).all()
    counts = np.bincount(labels.reshape(-1), minlength=256)
    assert [editor.map.count(number) for number in (1, 2)] == counts[1:3].tolist()
    if held is not None:
        assert item_from_json(item_to_json(held)) == held


def test_a_stroke_that_changes_nothing_is_no_change() -> None:
    editor = SegmentEditor(new_segmentation("s", "CT", VOLUME), is_new=True)
    editor.show(an_edit((0, 0, 0), 0))
    assert editor.change("stroke") is None


def test_what_is_stored_keeps_the_grid_of_the_volume() -> None:
    editor = SegmentEditor(new_segmentation("s", "CT", VOLUME), is_new=True)
    editor.show(an_edit((1, 2, 3), 1))
    change = editor.change("stroke")
    assert change is not None
    (edit,) = change.edits
    assert edit.before is None
    assert isinstance(edit.after, Segmentation)
    assert edit.after.geometry == VOLUME.geometry
    assert edit.after.series == VOLUME.series
    assert [k for k, one in enumerate(edit.after.slices) if one] == [1, 2]


def test_numbers_of_labels_are_used_again_and_end_at_255() -> None:
    item = new_segmentation("s", "CT", VOLUME)
    editor = SegmentEditor(item, is_new=True)
    assert editor.next_label().number == 2
    full = Segmentation(
        item.id,
        item.title,
        item.series,
        item.geometry,
        tuple(SegmentLabel(n, str(n)) for n in range(1, 256)),
        item.slices,
    )
    with pytest.raises(TooManyLabelsError):
        SegmentEditor(full, is_new=True).next_label()
