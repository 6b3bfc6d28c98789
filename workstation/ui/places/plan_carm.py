"""The C-arm card: how to turn and tilt the arm and how deep the tip lies, to be read across a room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from annotations.anatomy import Laterality
from annotations.trajectories import C_ARM_TILT_LIMIT_DEG, HUB_MARGIN_MM, STRAIGHT_DEG, NeedlePath
from viewers.qt.translated import tr
from workstation.ui.forms.item_words import gauge_words
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.labels import SectionHeading, label, set_tone

CARM_OBLIQUE_LIMIT_DEG = 45.0
"""Planned obliques beyond this are rare; the number is shown with a caution."""


def oblique_words(obliquity_deg: float) -> tuple[str, str]:
    """The number and the direction of an obliquity: positive is toward the patient's left."""
    if abs(obliquity_deg) < STRAIGHT_DEG:
        return "0°", "straight"
    return f"{abs(obliquity_deg):.0f}°", "LEFT" if obliquity_deg > 0 else "RIGHT"


def tilt_words(tilt_deg: float) -> tuple[str, str]:
    """The number and the direction of a tilt: positive is cephalad."""
    if abs(tilt_deg) < STRAIGHT_DEG:
        return "0°", tr("no tilt")
    return f"{abs(tilt_deg):.0f}°", "cephalad" if tilt_deg > 0 else "caudad"


def side_tone(obliquity_deg: float) -> str:
    """The colour of the side the arm turns to; the word stands beside it."""
    if abs(obliquity_deg) < STRAIGHT_DEG:
        return "plain"
    return "left" if obliquity_deg > 0 else "right"


class _Number(QWidget):
    """A heading, a 30 px number and its unit or direction."""

    def __init__(self, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(title, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(6)
        self.number = label("-", "number")
        self.unit = label("", "unit")
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        column.addLayout(row)

    def show_value(self, number: str, unit: str, tone: str = "plain") -> None:
        """Show a number with what belongs to it."""
        self.number.setText(number)
        self.unit.setText(unit)
        set_tone(self.number, tone)
        set_tone(self.unit, tone)


class CArmCard(QWidget):
    """Angles and depth of one path, or what is missing for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.oblique = _Number(tr("oblique toward patient"))
        self.tilt = _Number(tr("tilt"))
        self.skin_to_tip = _Number(tr("skin to tip"))
        self.needle = _Number(tr("needle"))
        self.positioner = label("", "small", wrap=True)
        self.limits = label("", "small", wrap=True, tone="caution")
        self.numbers = QWidget()
        grid = QGridLayout(self.numbers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        for place, number in enumerate((self.oblique, self.tilt, self.skin_to_tip, self.needle)):
            grid.addWidget(number, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        self.missing = label("", "secondary", wrap=True)
        self.caveat = label(tr("Supine planning, prone procedure. Verify under fluoroscopy."), "small", wrap=True)
        card = Card()
        for widget in (self.numbers, self.positioner, self.limits, self.missing, self.caveat):
            card.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(tr("C-arm")))
        column.addWidget(card)
        self.show_path(None, None, "")

    def show_path(self, path: NeedlePath | None, side: Laterality | None, gauge: str) -> None:
        """Show the numbers of a path; without one say what to do."""
        for widget in (self.numbers, self.positioner):
            widget.setVisible(path is not None)
        self.missing.setVisible(path is None)
        self.limits.setVisible(False)
        if path is None:
            self.missing.setText(tr("Place the skin entry and the needle tip on the images to see angles and depth."))
            return
        number, direction = oblique_words(path.obliquity_deg)
        self.oblique.show_value(number, direction, side_tone(path.obliquity_deg))
        self.tilt.show_value(*tilt_words(path.tilt_deg))
        self.skin_to_tip.show_value(f"{path.length_mm:.0f}", "mm")
        self._show_needle(path, gauge)
        self.positioner.setText(
            tr(
                "{side_relation}DICOM positioner {dicom_primary_deg:.0f}° / {dicom_secondary_deg:.0f}° · "
                "0/0 here = detector straight posterior, prone · in the axial plane {axial_deg:.0f}° from sagittal",
                side_relation=_side_relation(path.obliquity_deg, side),
                dicom_primary_deg=path.dicom_primary_deg,
                dicom_secondary_deg=path.dicom_secondary_deg,
                axial_deg=path.axial_deg,
            )
        )
        self._show_limits(path)

    def _show_needle(self, path: NeedlePath, gauge: str) -> None:
        needle = path.needle_length_mm
        if needle is None:
            self.needle.show_value(
                "none", tr("reaches {value:.0f} mm", value=path.length_mm + HUB_MARGIN_MM), "caution"
            )
            return
        if gauge:
            self.needle.show_value(gauge_words(gauge), tr("{needle} mm", needle=needle))
        else:
            self.needle.show_value(f"{needle}", tr("mm, gauge not set"))

    def _show_limits(self, path: NeedlePath) -> None:
        too_far = [
            words
            for is_beyond, words in (
                (
                    abs(path.obliquity_deg) > CARM_OBLIQUE_LIMIT_DEG,
                    tr("oblique beyond {carm_oblique_limit_deg:.0f}°", carm_oblique_limit_deg=CARM_OBLIQUE_LIMIT_DEG),
                ),
                (
                    abs(path.tilt_deg) > C_ARM_TILT_LIMIT_DEG,
                    tr("tilt beyond {c_arm_tilt_limit_deg:.0f}°", c_arm_tilt_limit_deg=C_ARM_TILT_LIMIT_DEG),
                ),
            )
            if is_beyond
        ]
        if not path.is_within_c_arm_limits and not too_far:
            too_far = [tr("outside the usual C-arm range")]
        self.limits.setText(tr("Look again: {list}. Many C-arms do not reach this.", list=", ".join(too_far)))
        self.limits.setVisible(bool(too_far))


def _side_relation(obliquity_deg: float, side: Laterality | None) -> str:
    if side not in (Laterality.LEFT, Laterality.RIGHT) or abs(obliquity_deg) < STRAIGHT_DEG:
        return ""
    toward = Laterality.LEFT if obliquity_deg > 0 else Laterality.RIGHT
    return tr("Ipsilateral oblique · ") if toward is side else tr("Contralateral oblique · ")
