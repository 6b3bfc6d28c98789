"""Texts of the interface that stand in tables: commands, presets, rows of words; translated where they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.anatomy import Laterality
from annotations.grid_cells import JOINT_TITLES
from annotations.marks import MARK_KINDS
from annotations.reading_grid import COLUMNS
from viewers.imaging.label_growth import IS_TAKEN, NOT_IN_RANGE, OUTSIDE
from viewers.qt.overlay_corners import PLAIN_NOTICES
from viewers.render.volume_presets import VOLUME_PRESETS
from viewers.tools.placing import (
    NO_OUTLINE,
    NO_POSITION,
    NO_WIDTH,
    NOT_ON_CURVED,
    OTHER_IMAGE,
    OTHER_SLICE,
    OUTSIDE_IMAGE,
)
from viewers.tools.reshaping import OTHER_PLANE
from viewers.tools.tool_names import (
    AREA_HINT,
    BOX_HINT,
    CIRCLE_HINT,
    CROSS_HINT,
    SHORT_AXIS_HINT,
    TOOL_HINTS,
    WAY_HINTS,
)
from workstation.action_tables.action import WHERE, WHY_DISABLED, Group
from workstation.actions import ACTIONS
from workstation.ui.forms.side_choice import SIDE_OPTIONS
from workstation.ui.hanging_dialog.rule_form import CHOICES, LISTS
from workstation.ui.hanging_dialog.stage_form import HEADS
from workstation.ui.mouse_words import MARKING_ROWS, TOUCH_ROWS
from workstation.ui.places.evaluate_complaint_form import SCORES
from workstation.ui.places.evaluate_exam import KIND_TITLES
from workstation.ui.places.explain import REASONS
from workstation.ui.places.explain_matrix_model import EXAM_COLUMNS
from workstation.ui.preferences.display_page import DisplayPage
from workstation.ui.preferences.general_page import GeneralPage
from workstation.ui.preferences.keys_page import KeysPage
from workstation.ui.preferences.marking_page import MarkingPage
from workstation.ui.preferences.mouse_page import MousePage
from workstation.ui.preferences.other_pages import HangingPage, LanguagePage
from workstation.ui.preferences.windows_page import WindowsPage
from workstation.ui.read.cine_bar import ORDER_WORDS
from workstation.ui.read.grade_grid_model import VERDICT_WORDS
from workstation.ui.read.grade_grid_panel import REGION_WORDS
from workstation.ui.read.mark_rows import COLUMN_TITLES
from workstation.ui.read.mark_words import MARK_TONES
from workstation.ui.read.screen_calibration import KINDS
from workstation.ui.read.segment_bar import SHAPE_WORDS, TOOL_WORDS
from workstation.ui.read.segment_editor import TONES_IN_ORDER
from workstation.ui.read.spine_levels import SpineRegion
from workstation.ui.read.tool_groups import TOOL_GROUPS

PAGES = (GeneralPage, MousePage, MarkingPage, KeysPage, WindowsPage, DisplayPage, HangingPage, LanguagePage)


def table_texts() -> Iterator[str]:
    """Every text that the interface takes from a table and translates when it shows it."""
    for action in ACTIONS.values():
        yield action.title
    yield from (group.value for group in Group)
    yield from (text for text in (*WHY_DISABLED.values(), *WHERE.values()) if text)
    yield from (preset.title for preset in VOLUME_PRESETS.values())
    yield from (page.title for page in PAGES)
    yield from (region.value for region in SpineRegion)
    for option in (*SIDE_OPTIONS, *KINDS):
        yield from (text for text in (option.label, option.tip) if text)
    yield from (text for row in (*TOUCH_ROWS, *MARKING_ROWS) for text in row)
    yield from _marking_texts()
    yield from (label for _, label in SCORES)
    yield from (name for name, _ in REASONS)
    yield from (title for _, title in EXAM_COLUMNS)
    yield from (words for _, words in ORDER_WORDS.values())
    yield from (title for title, _ in CHOICES.values())
    yield from (text for row in LISTS.values() for text in row)
    yield from (head for head in HEADS if head)
    yield from (side.word for side in Laterality)
    yield from (title for title in KIND_TITLES.values())
    yield from PLAIN_NOTICES
    yield from COLUMN_TITLES.values()
    yield from MARK_TONES.values()
    yield from _grid_texts()
    yield from _segment_texts()


def _grid_texts() -> Iterator[str]:
    """Names of the columns and rows of the reading grid, and what its last column says."""
    for column in COLUMNS:
        yield from (column.title, column.short, column.about)
    yield from JOINT_TITLES.values()
    yield from (*REGION_WORDS.values(), *VERDICT_WORDS.values())


def _marking_texts() -> Iterator[str]:
    """Names of marks, what each click is, and why a click places nothing."""
    for facts in MARK_KINDS.values():
        yield from (facts.title, *facts.prompts)
    yield from (
        *TOOL_HINTS.values(),
        *WAY_HINTS.values(),
        AREA_HINT,
        BOX_HINT,
        CIRCLE_HINT,
        CROSS_HINT,
        SHORT_AXIS_HINT,
    )
    yield from (OUTSIDE_IMAGE, OTHER_IMAGE, OTHER_SLICE, NOT_ON_CURVED, NO_POSITION, NO_WIDTH, NO_OUTLINE, OTHER_PLANE)
    yield from (group.title for group in TOOL_GROUPS)


def _segment_texts() -> Iterator[str]:
    """Tools and colours of labelled voxels, and why nothing grows."""
    yield from (words for _, words, _ in TOOL_WORDS)
    yield from (words for _, words in SHAPE_WORDS)
    yield from (word for _, word in TONES_IN_ORDER)
    yield from (OUTSIDE, NOT_IN_RANGE, IS_TAKEN)
