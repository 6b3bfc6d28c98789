"""Two patients' images in one window: a red banner over the whole width, and nothing marked while it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from annotations.case import Case
from annotations.patient import identity_differences
from viewers.imaging.images import Pixels
from viewers.imaging.problems import ProblemCode
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.state.overlay import OverlayContent
from viewers.state.patients import doubt_among, identity_of
from workstation.dicom.records import PatientRecord
from workstation.ui.icon_set import icon_pixmap
from workstation.ui.read.feature import Feature, ReadHands
from workstation.ui.widgets.labels import label

_ICON_PX = 18
TWO_PATIENTS = (
    "More than one patient may be on screen: {doubt}. These images cannot be linked, fused or marked together."
)
MARK_REFUSED = "Nothing is marked while more than one patient may be on screen: {doubt}."


def screen_doubt(case: Case | None, shown: Iterable[Pixels | None]) -> str:
    """Why what is on screen may not be worked on together; empty when all of it is of the patient of the case.

    Images are compared with each other strictly, with the case by what both say: a case may know less than a header.
    """
    pixels = [each for each in shown if each is not None]
    doubt = doubt_among(pixels)
    if doubt or case is None:
        return doubt
    strange = (identity_differences(case.patient, identity_of(each)) for each in pixels)
    return next((tr("{value} differs from that of the case", value=fields[0]) for fields in strange if fields), "")


def mixed_study_text(patient: PatientRecord | None) -> str:
    """What the scan says of a patient whose study or Patient ID another one shares; empty when nothing."""
    problems = patient.problems if patient is not None else ()
    texts = [problem.message for problem in problems if problem.code is ProblemCode.MIXED_PATIENT]
    return f"{texts[0][:1].upper()}{texts[0][1:]}." if texts else ""


class IdentityBanner(QFrame):
    """A sentence on red, as wide as the window; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("identityBanner")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        sign = label("")
        sign.setPixmap(icon_pixmap("alert", _ICON_PX, "#ffffff"))
        self._text = label("", "title", wrap=True)
        row.addWidget(sign)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Say something, or with an empty text go away."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class IdentityWatch(Feature):
    """Looks at whose images are on screen whenever that changes."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self.banner = IdentityBanner()
        hands.add_banner(self.banner)
        hands.content.changed.connect(self._look)
        hands.grid.layout_changed.connect(lambda _name: self._look())
        hands.overlays.add_layer(self._own_marks_only)

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Another patient, or more images of this one."""
        self._look(patient)

    def _own_marks_only(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        """Marks, needles and levels of the case never lie on images that contradict its patient."""
        case = self._hands.session.case
        if case is None or pane.pixels is None or not identity_differences(case.patient, identity_of(pane.pixels)):
            return content
        return replace(content, marks=(), needles=(), labels=(), level_at_cursor="", slice_level="")

    def _look(self, patient: PatientRecord | None = None) -> None:
        shown = (pane.pixels for pane in self._hands.grid.links.panes)
        doubt = screen_doubt(self._hands.session.case, shown)
        mixed = mixed_study_text(patient or self._hands.patient())
        self.banner.show_text(
            " ".join(text for text in (tr(TWO_PATIENTS).format(doubt=doubt) if doubt else "", mixed) if text)
        )
