"""The type field: favourites and recent types first, kept per user; conditions no image shows are hypotheses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.finding_catalogue import FINDING_TYPES
from workstation.preferences import Preferences
from workstation.ui.forms.type_memory import FAVOURITES, RECENT, RECENT_LIMIT, TypeMemory
from workstation.ui.forms.type_picker import TypePicker

HYPOTHESES = "HYPOTHESES: NOT SEEN ON IMAGES"


def rows(picker: TypePicker) -> list[str]:
    return [picker.list.item(row).text() for row in range(picker.list.count())]


@pytest.fixture
def memory() -> TypeMemory:
    return TypeMemory(Preferences())


@pytest.fixture
def picker(qtbot: QtBot, memory: TypeMemory) -> TypePicker:
    picker = TypePicker(memory)
    qtbot.addWidget(picker)
    picker.show()
    picker.show_all()
    return picker


def test_an_empty_field_lists_all_types_and_then_the_hypotheses(picker: TypePicker) -> None:
    listed = rows(picker)
    assert listed[: len(FINDING_TYPES)] == [kind.title for kind in FINDING_TYPES.values()]
    assert listed[len(FINDING_TYPES)] == HYPOTHESES


def test_favourites_and_recent_types_come_first_once_each(picker: TypePicker, memory: TypeMemory) -> None:
    memory.toggle("vcf")
    memory.used("vcf")
    memory.used("disc_extrusion")
    picker.show_all()
    assert rows(picker)[:5] == [
        "FAVOURITES",
        "Vertebral compression fracture",
        "RECENT",
        "Disc extrusion",
        "ALL TYPES",
    ]
    assert rows(picker).count("Vertebral compression fracture") == 1


def test_arrows_pass_over_headings(qtbot: QtBot, picker: TypePicker, memory: TypeMemory) -> None:
    memory.toggle("vcf")
    memory.used("disc_extrusion")
    picker.show_all()
    assert picker.row_value == "vcf"
    qtbot.keyClick(picker.edit, Qt.Key.Key_Down)
    assert picker.row_value == "disc_extrusion"
    qtbot.keyClick(picker.edit, Qt.Key.Key_Up)
    qtbot.keyClick(picker.edit, Qt.Key.Key_Up)
    assert picker.row_value == "vcf"


def test_the_star_keeps_the_type_the_arrows_are_on(qtbot: QtBot, picker: TypePicker, memory: TypeMemory) -> None:
    qtbot.keyClicks(picker.edit, "extrusion")
    qtbot.mouseClick(picker.star, Qt.MouseButton.LeftButton)
    assert memory.favourites == ("disc_extrusion",)
    assert picker.star.text() == "★"
    qtbot.mouseClick(picker.star, Qt.MouseButton.LeftButton)
    assert memory.favourites == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cancer", "Neoplasm (metastasis, myeloma, haemangioma)"),
        ("nerve damage", "Nerve root contact or compression"),
        ("fracture", "Vertebral compression fracture"),
    ],
)
def test_the_conditions_of_the_mission_are_found(qtbot: QtBot, picker: TypePicker, typed: str, first: str) -> None:
    qtbot.keyClicks(picker.edit, typed)
    assert first in rows(picker)[:3]


def test_fibromyalgia_is_found_as_a_hypothesis_and_is_no_type(qtbot: QtBot, picker: TypePicker) -> None:
    qtbot.keyClicks(picker.edit, "fibromy")
    assert rows(picker) == [HYPOTHESES, "Fibromyalgia"]
    qtbot.keyClick(picker.edit, Qt.Key.Key_Return)
    assert picker.condition_id == "fibromyalgia"
    assert picker.type_id is None
    assert not picker.star.isEnabled()


def test_memory_is_kept_with_the_preferences(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    memory = TypeMemory(Preferences(path))
    memory.toggle("vcf")
    for kind in list(FINDING_TYPES)[: RECENT_LIMIT + 3]:
        memory.used(kind)
    again = TypeMemory(Preferences(path))
    assert again.favourites == ("vcf",)
    assert again.recent == tuple(list(FINDING_TYPES)[RECENT_LIMIT + 2 : 2 : -1])


def test_what_a_file_holds_of_nothing_known_is_left_out() -> None:
    preferences = Preferences()
    preferences.set(FAVOURITES, ["vcf", "of_another_site", 7])
    preferences.set(RECENT, "nonsense")
    memory = TypeMemory(preferences)
    assert memory.favourites == ("vcf",)
    assert memory.recent == ()
