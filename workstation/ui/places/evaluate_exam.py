"""The neurological and provocation examination: items in rows, the patient's right and left in columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality
from annotations.case import Case, Change, Edit
from annotations.evaluation import ExamItem, ExamKind, exam_item_id
from annotations.exam_catalogue import EXAM_ITEMS, NOT_TESTABLE, ExamDefinition, Region, check_exam_item
from annotations.findings import Finding
from viewers.qt.text_scale import text_scale
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.form_field import refresh_text
from workstation.ui.forms.item_words import finding_words
from workstation.ui.forms.removal import removal
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.theme import fix_width
from workstation.ui.widgets.cards import clear_layout
from workstation.ui.widgets.chips import SideChip
from workstation.ui.widgets.labels import LinkLabel, SectionHeading, label, set_tone

NOT_EXAMINED = "not examined"
KIND_TITLES = {
    ExamKind.MOTOR: "Motor, MRC 0 to 5",
    ExamKind.SENSORY: "Sensation, light touch",
    ExamKind.REFLEX: "Reflexes",
    ExamKind.TEST: "Special tests",
}
REGION_WORDS = {
    Region.LUMBAR: "Lumbar",
    Region.CERVICAL: "Cervical",
    Region.SACROILIAC: "Sacroiliac",
    Region.HIP: "Hip",
    Region.SHOULDER: "Shoulder",
    Region.GENERAL: "General",
}
SHORT_WORDS = {"negative": "−", "positive": "+", "equivocal": "±"}
SIDES = (Laterality.RIGHT, Laterality.LEFT)
CELL_PX = 24
CELL_PADDING_PX = 6
STATUS_WIDTH_PX = 84


def result_words(definition: ExamDefinition, value: str | None) -> tuple[str, str]:
    """What a recorded value means, with its tone; a missing one is said."""
    if value is None:
        return tr(NOT_EXAMINED), ""
    if value == NOT_TESTABLE:
        return tr("not testable"), ""
    if definition.is_abnormal(value):
        return "abnormal", "alert"
    return ("normal", "good") if definition.is_normal(value) else ("borderline", "caution")


class ExamCell(QWidget):
    """One item on one side: its value, what it means, and a detail such as an angle."""

    def __init__(self, session: Session, definition: ExamDefinition, laterality: Laterality) -> None:
        super().__init__()
        self._session = session
        self._definition = definition
        self._laterality = laterality
        self.item_id = exam_item_id(definition.kind, definition.id, laterality)
        options = [_option(definition, value) for value in definition.values]
        name = f"{definition.title}, {laterality.word}"
        self.choice = SegmentedChoice(options, minimum_cell=CELL_PX, padding=CELL_PADDING_PX, name=name)
        self.choice.chosen.connect(self._store)
        self.status = label(tr(NOT_EXAMINED), "small")
        self.status.ensurePolished()
        own_px = round(self.status.sizeHint().width() / text_scale()) + 2
        fix_width(self.status, max(STATUS_WIDTH_PX, own_px), is_one_line=True)
        self.error = label("", "small", wrap=True, tone="alert")
        self.error.hide()
        self.detail = QLineEdit()
        self.detail.setPlaceholderText(_short_detail(definition.detail))
        self.detail.setToolTip(definition.detail)
        self.detail.setAccessibleName(f"{name}, {definition.detail or 'detail'}")
        fix_width(self.detail, 74)
        self.detail.setVisible(bool(definition.detail))
        self.detail.editingFinished.connect(self._store_detail)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.choice, self.detail, self.status):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.error)

    def show_item(self, item: ExamItem | None) -> None:
        """Show the recorded item, or that there is none."""
        value = item.value if item is not None else None
        self.choice.set_value(value if value in self._definition.values else None)
        refresh_text(self.detail, item.detail if item is not None else "")
        self.detail.setEnabled(item is not None)
        words, tone = result_words(self._definition, value)
        self.status.setText(words)
        set_tone(self.status, tone)

    def _item(self) -> ExamItem | None:
        case = self._session.case
        return case.get(ExamItem, self.item_id) if case is not None else None

    def _store(self, value: str | None) -> None:
        case, before = self._session.case, self._item()
        if case is None:
            self.show_item(None)
            return
        words = f"{self._definition.title} {self._laterality.word}"
        if value is None:
            change = removal(case, before, f"{words}: not examined") if before is not None else None
            self._report(try_apply(self._session, change) if change is not None else "")
            return
        detail = before.detail if before is not None else ""
        self._apply(before, value, detail, f"{words}: {value}")

    def _store_detail(self) -> None:
        self.detail.setModified(False)
        before, text = self._item(), self.detail.text().strip()
        if before is not None and before.detail != text:
            self._apply(before, before.value, text, f"{self._definition.title} {self._laterality.word}: {text}")

    def _apply(self, before: ExamItem | None, value: str, detail: str, words: str) -> None:
        after = ExamItem(self.item_id, self._definition.kind, self._definition.id, self._laterality, value, detail)

        def build() -> Change:
            check_exam_item(after)
            return Change(words, (Edit(before, after),))

        change, refusal = built(build)
        self._report(refusal or (try_apply(self._session, change) if change is not None else ""))

    def _report(self, error: str) -> None:
        self.error.setText(error)
        self.error.setVisible(bool(error))
        if error:
            self.show_item(self._item())


class ExamRow:
    """The widgets of one item in a grid: title with roots, right and left cell, links to findings."""

    def __init__(self, session: Session, definition: ExamDefinition) -> None:
        self._session = session
        self.cells = {side: ExamCell(session, definition, side) for side in SIDES}
        roots = " ".join(root.value for root in definition.roots)
        self.title = QWidget()
        column = QVBoxLayout(self.title)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(definition.title, wrap=True), 1)
        head.addWidget(label(roots, "small"))
        column.addLayout(head)
        if definition.area:
            column.addWidget(label(definition.area, "small", wrap=True))
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        column.addLayout(self._links)
        if definition.suggests:
            self.title.setToolTip(definition.suggests)

    def refresh(self, case: Case | None) -> None:
        """Show what is recorded, and the findings either side is linked to."""
        clear_layout(self._links)
        for cell in self.cells.values():
            item = case.get(ExamItem, cell.item_id) if case is not None else None
            cell.show_item(item)
            linked = [f for f in case.of_type(Finding) if cell.item_id in f.exam_item_ids] if case is not None else []
            for finding in linked:
                link = LinkLabel(f"→ {finding_words(finding)}")
                link.setWordWrap(True)
                link.clicked.connect(lambda finding_id=finding.id: self._session.select(finding_id))
                self._links.addWidget(link)


class ExamSection(QWidget):
    """The grids of one region at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, ExamRow] = {}
        present = [region for region in REGION_WORDS if any(d.region is region for d in EXAM_ITEMS.values())]
        self.region = SegmentedChoice(
            [Option(region.value, tr(REGION_WORDS[region])) for region in present], clearable=False, name=tr("Region")
        )
        self.region.chosen.connect(lambda value: self.show_region(Region(value)))
        self.heading = SectionHeading(tr("Examination"))
        self._pages: dict[Region, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.region, 0, Qt.AlignmentFlag.AlignLeft)
        for region in present:
            self._pages[region] = self._page(session, region)
            column.addWidget(self._pages[region])
        column.addStretch(1)
        self.show_region(present[0])

    def show_region(self, region: Region) -> None:
        """Show the items of a region."""
        self.region.set_value(region.value)
        for other, page in self._pages.items():
            page.setVisible(other is region)

    def refresh(self, case: Case | None) -> None:
        """Show the examination of a case as it is now."""
        for row in self.rows.values():
            row.refresh(case)
        examined = len(case.of_type(ExamItem)) if case is not None else 0
        self.heading.set_trailing(tr("{examined} recorded", examined=examined) if examined else tr(NOT_EXAMINED))
        self.setEnabled(case is not None)

    def _page(self, session: Session, region: Region) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        line = 0
        for kind, title in KIND_TITLES.items():
            items = [d for d in EXAM_ITEMS.values() if d.region is region and d.kind is kind]
            if not items:
                continue
            grid.addWidget(SectionHeading(tr(title)), line, 0)
            for place, side in enumerate(SIDES, 1):
                grid.addWidget(_side_heading(side), line, place)
            line += 1
            for definition in items:
                row = ExamRow(session, definition)
                self.rows[definition.id] = row
                grid.addWidget(row.title, line, 0)
                for place, side in enumerate(SIDES, 1):
                    grid.addWidget(row.cells[side], line, place)
                line += 1
        return page


def _short_detail(detail: str) -> str:
    """What fits the small field; the tooltip says it whole."""
    return tr("angle °") if detail.startswith("angle") else detail


def _side_heading(side: Laterality) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(6)
    row.addWidget(SideChip(side))
    row.addWidget(label(tr(side.word), "small"))
    row.addStretch(1)
    return holder


def _option(definition: ExamDefinition, value: str) -> Option:
    tone = "alert" if definition.is_abnormal(value) else "good" if definition.is_normal(value) else "midline"
    return Option(value, SHORT_WORDS.get(value, value), tone, f"{definition.title}: {value}")
