"""What some types of finding are asked beyond their grade: zones, contact with the nerve, acuity, size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.finding_catalogue import FINDING_TYPES, Detail
from annotations.findings import Acuity, AxialZone, Finding, NeuralContact, SagittalZone
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from workstation.ui.forms.finding_choices import has_zones
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import combo_value, fill_combo, segments, side_by_side
from workstation.ui.widgets.buttons import button

_SIZE_NAMES = ("AP", "TR", "CC")


class FindingDetails(QWidget):
    """Announces `zone_chosen()`; the size can be taken from the linked measurements by `size_asked()`."""

    zone_chosen = Signal()
    size_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone_combo, self.sagittal_combo = QComboBox(), QComboBox()
        self.zone_combo.activated.connect(lambda _: self.zone_chosen.emit())
        self.contact = segments((one.value for one in NeuralContact), tr("Contact with the nerve"))
        self.acuity = segments((one.value for one in Acuity), tr("Acuity"))
        self.sizes = tuple(_size_box(name) for name in _SIZE_NAMES)
        self.from_marks = button(tr("From marks"), self.size_asked.emit, small=True)
        self.from_marks.setToolTip(tr("Take the size from the linked lengths and bidirectional marks"))
        self.incidental = QCheckBox(tr("Incidental, not the pain"))
        self.fields = {
            "zone": FormField(tr("Axial zone"), self.zone_combo),
            "sagittal_zone": FormField(tr("Sagittal zone"), self.sagittal_combo),
            "neural_contact": FormField(tr("Contact with the nerve"), self.contact),
            "acuity": FormField(tr("Acuity"), self.acuity),
            "size": FormField(tr("Size, mm"), side_by_side(*self.sizes, self.from_marks)),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for name in ("zone", "sagittal_zone"):
            pair.addWidget(self.fields[name], 1)
        column.addLayout(pair)
        for name in ("neural_contact", "acuity", "size"):
            column.addWidget(self.fields[name])
        column.addWidget(self.incidental)

    @property
    def zone(self) -> AxialZone | None:
        """The axial zone chosen."""
        value = combo_value(self.zone_combo)
        return AxialZone(value) if value else None

    def offer(self, type_id: str | None) -> None:
        """Show what a type is asked; what it is not asked keeps its value while the form is open."""
        kind = FINDING_TYPES.get(type_id or "")
        asks = kind.asks if kind is not None else ()
        self.fields["zone"].setVisible(has_zones(type_id))
        for detail in Detail:
            self.fields[detail.value].setVisible(detail in asks)
        self.incidental.setVisible(kind is not None)

    def show_finding(self, finding: Finding) -> None:
        """Show the values of a finding."""
        fill_combo(self.zone_combo, _entries(AxialZone), finding.zone.value if finding.zone else "")
        sagittal = finding.sagittal_zone.value if finding.sagittal_zone else ""
        fill_combo(self.sagittal_combo, _entries(SagittalZone), sagittal)
        self.contact.set_value(finding.neural_contact.value if finding.neural_contact else None)
        self.acuity.set_value(finding.acuity.value if finding.acuity else None)
        self.show_size(finding.size_mm or (0.0, 0.0, 0.0))
        self.incidental.setChecked(finding.is_incidental)

    def show_size(self, size_mm: tuple[float, float, float]) -> None:
        """Show AP, TR and CC in mm; 0 = not measured."""
        for box, value in zip(self.sizes, size_mm, strict=True):
            box.setText(f"{value:.1f}" if value else "")

    def filled(self, finding: Finding) -> Finding:
        """The finding with what is asked of its type; what is not asked of it is left empty."""
        kind = FINDING_TYPES.get(finding.type_id)
        asks = kind.asks if kind is not None else ()
        sagittal = combo_value(self.sagittal_combo)
        size = (_mm(self.sizes[0]), _mm(self.sizes[1]), _mm(self.sizes[2]))
        is_asked: Callable[[Detail], bool] = asks.__contains__
        return replace(
            finding,
            zone=self.zone if has_zones(finding.type_id) else None,
            sagittal_zone=SagittalZone(sagittal) if sagittal and is_asked(Detail.SAGITTAL_ZONE) else None,
            neural_contact=NeuralContact(self.contact.value)
            if self.contact.value and is_asked(Detail.NEURAL_CONTACT)
            else None,
            acuity=Acuity(self.acuity.value) if self.acuity.value and is_asked(Detail.ACUITY) else None,
            size_mm=size if any(size) and is_asked(Detail.SIZE) else None,
            is_incidental=self.incidental.isChecked(),
        )


def _entries(kind: type[AxialZone] | type[SagittalZone]) -> list[tuple[str, str]]:
    return [("", tr("not said")), *((one.value, one.value) for one in kind)]


def _size_box(name: str) -> QLineEdit:
    box = QLineEdit()
    box.setPlaceholderText(name)
    box.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,3}([.,]\d?)?"), box))
    box.setAccessibleName(tr("Size {name}, mm", name=name))
    box.setFixedWidth(scaled(70))
    return box


def _mm(box: QLineEdit) -> float:
    return float(box.text().replace(",", ".").rstrip(".") or 0)
