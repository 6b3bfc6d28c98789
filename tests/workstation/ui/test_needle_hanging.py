"""Viewports that cut along a planned needle: in its own space only, and said where there is none."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, add
from annotations.locations import PatientLocation
from annotations.patient import PatientIdentity
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.state.layouts import layout_of
from viewers.state.viewport_state import ViewPlane
from workstation.dicom.records import PatientRecord, SeriesRecord, StackKind, StackRecord, StudyRecord
from workstation.ui.image_catalogue import StackKey
from workstation.ui.read.hanging import Hanging, Pane
from workstation.ui.read.needle_hanging import NO_NEEDLE, along_needles

SPACE = "1.2.3"
IDENTITY = PatientIdentity("P1", "", "Test^One", "1960-01-31", "F")
ENTRY, TIP = (60.0, 80.0, 10.0), (20.0, 10.0, 0.0)


def patient(space: str = SPACE) -> PatientRecord:
    stack = StackRecord(StackKind.VOLUME, (), (40, 8, 8), frame_of_reference_uid=space)
    series = SeriesRecord("s", "u", 1, "CT", "CT", "", (), None, None, 40, 40, (stack,))
    return PatientRecord(IDENTITY, (StudyRecord("s", "2024-05-01", "", None, (series,)),))


def case(*targets: ProcedureTarget) -> Case:
    made = Case("c", IDENTITY, datetime(2024, 5, 1, tzinfo=UTC))
    for target in targets:
        made.apply(add(target, "target added"))
    return made


def target(name: str, entry=ENTRY, tip=TIP, status=TargetStatus.PLANNED) -> ProcedureTarget:  # type: ignore[no-untyped-def]
    path = PatientLocation(SPACE, (entry, tip))
    return ProcedureTarget(name, "lumbar_tfesi", Level.L5_S1, Laterality.LEFT, path, status=status)


def hung(space: str, of: Case | None, selected: str | None = None) -> tuple[Pane, str]:
    pane = Pane(StackKey("u"), ViewPlane.SAGITTAL, along_needle=True)
    made, missing = along_needles(Hanging(layout_of("1x1"), (pane,)), patient(space), of, selected)
    (found,) = made.panes
    assert found is not None
    return found, missing


def test_the_cut_holds_entry_and_tip() -> None:
    pane, missing = hung(SPACE, case(target("a")))
    assert missing == ""
    assert pane.oblique is not None
    np.testing.assert_allclose(pane.oblique.signed_distance_mm([ENTRY, TIP]), 0.0, atol=1e-9)


def test_the_selected_target_goes_first() -> None:
    other = (-60.0, 80.0, 10.0)
    pane, _ = hung(SPACE, case(target("a"), target("b", other)), "b")
    assert pane.oblique is not None
    np.testing.assert_allclose(pane.oblique.signed_distance_mm([other, TIP]), 0.0, atol=1e-9)


@pytest.mark.parametrize(
    ("space", "of"),
    [
        ("9.9.9", case(target("a"))),
        ("", case(target("a"))),
        (SPACE, case()),
        (SPACE, None),
        (SPACE, case(target("a", status=TargetStatus.CANCELLED))),
        (SPACE, case(target("a", ENTRY, ENTRY))),
    ],
)
def test_without_a_needle_in_this_space_the_plane_stands_and_it_is_said(space: str, of: Case | None) -> None:
    pane, missing = hung(space, of)
    assert pane.oblique is None
    assert missing == NO_NEEDLE
