"""Which side of the patient: right, midline, left, both; letter, word and colour together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from annotations.anatomy import Laterality
from viewers.qt.translated import tr
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice

SIDE_OPTIONS = (
    Option(Laterality.RIGHT.value, "R  right", "right", "the patient's right"),
    Option(Laterality.MEDIAN.value, "M  midline", "midline", "midline"),
    Option(Laterality.LEFT.value, "L  left", "left", "the patient's left"),
    Option(Laterality.BILATERAL.value, "B  both", "accent_filled", "bilateral"),
)


class SideChoice(SegmentedChoice):
    """Segments in the order of an anteroposterior view: the patient's right on the left."""

    def __init__(self, parent: QWidget | None = None, *, clearable: bool = False) -> None:
        super().__init__([_translated(option) for option in SIDE_OPTIONS], parent, clearable=clearable, name=tr("Side"))

    @property
    def laterality(self) -> Laterality | None:
        """The chosen side, None when none is chosen."""
        return Laterality(self.value) if self.value is not None else None

    def offer(self, sides: Collection[Laterality]) -> None:
        """Offer these sides only; a chosen one that is not among them is cleared."""
        offered = [_translated(option) for option in SIDE_OPTIONS if Laterality(option.value) in sides]
        if offered != list(self.options):
            self.set_options(offered)


def _translated(option: Option) -> Option:
    return replace(option, label=tr(option.label), tip=tr(option.tip))
