"""What the study browser calls a stack."""

from __future__ import annotations

from workstation.dicom.records import SeriesRecord, StackKind, StackRecord
from workstation.ui.read.series_card import stack_title


def series(*labels: str) -> SeriesRecord:
    stacks = tuple(StackRecord(StackKind.VOLUME, (), (3, 8, 8), label=label) for label in labels)
    return SeriesRecord("1.2", "1.3", 4, "MR", "T1 DIXON", "1.2.840.10008.5.1.4.1.1.4", (), None, None, 6, 6, stacks)


def test_a_stack_is_called_by_its_series_and_by_what_tells_it_from_its_neighbours() -> None:
    dixon = series("in phase", "out of phase")
    assert [stack_title(dixon, stack) for stack in dixon.stacks] == ["T1 DIXON · in phase", "T1 DIXON · out of phase"]
    plain = series("")
    assert stack_title(plain, plain.stacks[0]) == "T1 DIXON"
