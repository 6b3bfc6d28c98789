"""What is known about a series: what is wrong with it, how it was acquired, how long its pixels are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotations.calibration import PixelCalibration
from viewers.imaging.problems import Problem
from viewers.qt.plain_text import isolated
from viewers.qt.translated import tr
from workstation.dicom.records import SeriesRecord, StackKind, StackRecord
from workstation.dicom.sop_classes import sop_class_name
from workstation.ui.read.series_card import KIND_WORDS, shown_title
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import ScrolledColumn
from workstation.ui.widgets.labels import KeyValueRows, SectionHeading, label

SIZE_PX = (720, 580)
NO_PROBLEMS = "None found."
PATIENT_MM = "patient mm: the images have patient coordinates"
UNKNOWN = "not given"

Rows = tuple[tuple[str, str], ...]


class SeriesProperties(QDialog):
    """A window beside the images; it never waits for an answer."""

    def __init__(self, series: SeriesRecord, stack_number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stack = series.stacks[stack_number]
        self.setWindowTitle(tr("Properties of the series"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window")
        self.resize(*SIZE_PX)
        outer = QVBoxLayout(self)
        self._scrolled = ScrolledColumn()
        outer.addWidget(self._scrolled, 1)
        column = self._scrolled.column
        column.addWidget(label(shown_title(series, stack), "title", wrap=True))
        self._add_problems(problem_rows(series, stack))
        for heading, rows in (
            (tr("Acquisition"), acquisition_rows(series, stack_number)),
            (tr("Length of a pixel"), calibration_rows(series, stack)),
            (tr("Identification"), identification_rows(series, stack)),
        ):
            column.addWidget(SectionHeading(heading))
            shown = KeyValueRows(name_width_px=150)
            shown.add_all(rows)
            column.addWidget(shown)
        outer.addWidget(button(tr("Close"), self.close), 0, Qt.AlignmentFlag.AlignRight)

    def _add_problems(self, rows: Rows) -> None:
        column = self._scrolled.column
        column.addWidget(SectionHeading(tr("Problems"), str(len(rows))))
        if not rows:
            column.addWidget(label(tr(NO_PROBLEMS), "secondary"))
            return
        shown = KeyValueRows(name_width_px=150)
        for name, text in rows:
            shown.add(name, text, tone="caution")
        column.addWidget(shown)


def problem_rows(series: SeriesRecord, stack: StackRecord) -> Rows:
    """What is wrong with the stack, each with how many images it concerns."""
    return tuple(
        (problem.code.value.replace("-", " "), _problem_words(problem)) for problem in series.problems_of(stack)
    )


def acquisition_rows(series: SeriesRecord, stack_number: int) -> Rows:
    """Number of images, matrix, spacing, plane and how the pixels are stored."""
    stack = series.stacks[stack_number]
    _, rows, columns = stack.shape_kji
    between_slices, between_rows, between_columns = stack.spacing_mm_kji
    of_several = (
        tr(", stack {value} of {count}", value=stack_number + 1, count=len(series.stacks))
        if len(series.stacks) > 1
        else ""
    )
    found = (
        (tr("Modality"), isolated(series.modality)),
        (tr("Body part"), isolated(series.body_part or tr(UNKNOWN))),
        (tr("Side in the header"), isolated(series.laterality or tr(UNKNOWN))),
        (tr("Images"), f"{len(stack.frames)}{of_several}"),
        (tr("Shown as"), tr(KIND_WORDS[stack.kind]) or tr("volume: can be cut in any plane")),
        (tr("Plane"), stack.plane or tr(UNKNOWN)),
        (tr("Matrix"), f"{columns} x {rows}"),
        (tr("Between slices"), _mm(between_slices)),
        (tr("Between rows, columns"), f"{_mm(between_rows)}, {_mm(between_columns)}"),
        (tr("Split because"), "; ".join(p.message for p in series.problems if p not in series.problems_of(stack))),
        (tr("Stored as"), ", ".join(series.transfer_syntax_uids)),
    )
    return tuple((name, value) for name, value in found if value)


def calibration_rows(series: SeriesRecord, stack: StackRecord) -> Rows:
    """Where lengths come from: patient coordinates, a calibration of the radiograph, or nothing."""
    if stack.frame_of_reference_uid and stack.kind is not StackKind.PROJECTION:
        return ((tr("Source"), tr(PATIENT_MM)),)
    calibration = stack.calibration or series.calibration
    if calibration is None:
        return ((tr("Source"), tr("not calibrated: lengths are given in pixels")),)
    return _calibration_rows(calibration)


def identification_rows(series: SeriesRecord, stack: StackRecord) -> Rows:
    """The UIDs by which other programs know the series."""
    return (
        (tr("Series number"), str(series.number) if series.number is not None else tr(UNKNOWN)),
        (tr("SOP class"), sop_class_name(series.sop_class_uid)),
        (tr("Series Instance UID"), series.series_instance_uid),
        (tr("Study Instance UID"), series.study_instance_uid),
        (tr("Frame of Reference UID"), stack.frame_of_reference_uid or tr("none: no patient coordinates")),
    )


def _calibration_rows(calibration: PixelCalibration) -> Rows:
    found = (
        (tr("Source"), calibration.source.label),
        (tr("Between rows, columns"), f"{_mm(calibration.row_spacing_mm)}, {_mm(calibration.column_spacing_mm)}"),
        (tr("Detail"), calibration.detail),
    )
    return tuple((name, value) for name, value in found if value)


def _problem_words(problem: Problem) -> str:
    count = len(problem.instances)
    return problem.message + (f" ({count} {'image' if count == 1 else 'images'})" if count else "")


def _mm(value: float | None) -> str:
    return tr(UNKNOWN) if value is None else tr("{value:.4g} mm", value=value)
