"""Which protocol is chosen for which images, what goes where, and why one does not fit."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from viewers.state.viewport_state import ViewPlane
from workstation.dicom.records import SeriesRecord, StackKind, Technique
from workstation.hanging.facts import facts_of
from workstation.hanging.hung import hung_stages
from workstation.hanging.library import ProtocolLibrary, shipped_protocols
from workstation.hanging.matching import Match, matched, ranked

Make = Callable[..., Any]


def best(patient: Any) -> Match:
    return ranked(ProtocolLibrary().protocols, facts_of(patient))[0]


def shown(match: Match, stage: int = 0) -> list[tuple[str, str] | None]:
    cells = hung_stages(match)[stage].cells
    return [None if cell is None else (cell.stack.title, cell.cell.plane.value) for cell in cells]


def test_a_lumbar_mri_hangs_t2_t1_stir_and_axial(spine_mri: tuple[SeriesRecord, ...], patient: Make) -> None:
    match = best(patient(("2024-05-01", spine_mri)))
    assert match.protocol.id == "mri-spine"
    assert [one[0] for one in shown(match) if one] == ["T2 SAG", "T1 SAG", "STIR SAG", "T2 AX"]
    assert hung_stages(match)[0].layout.layout_id == "2x2"


def test_viewports_without_a_series_close_up(spine_mri: tuple[SeriesRecord, ...], patient: Make) -> None:
    stages = hung_stages(best(patient(("2024-05-01", spine_mri[1:3]))))
    assert stages[0].layout.layout_id == "1x2"
    assert [stage.title for stage in stages] == ["All weightings", "Sagittals side by side"]


def test_a_trunk_ct_hangs_three_planes_and_3d(series: Make, patient: Make) -> None:
    ct = series("CT", "PET-CT SERIES", "axial", images=99, body_part="BREAST")
    match = best(patient(("1960-01-04", (ct,))))
    assert match.protocol.id == "ct-spine"
    planes = ["sagittal", "axial", "coronal", "3d"]
    assert shown(match) == [("PET-CT SERIES", plane) for plane in planes]
    assert hung_stages(match)[0].layout.one_series
    assert hung_stages(match)[1].layout.cells[0].plane is not ViewPlane.ACQUIRED


def test_mri_and_ct_hang_together_from_two_studies(
    spine_mri: tuple[SeriesRecord, ...], series: Make, patient: Make
) -> None:
    ct = series("CT", "Lumbar spine axial", "axial", images=280)
    match = best(patient(("2026-09-16", spine_mri), ("2026-09-14", (ct,))))
    assert match.protocol.id == "mri-and-ct-spine"
    assert shown(match)[2:] == [("Lumbar spine axial", "axial"), ("Lumbar spine axial", "3d")]


def test_a_newer_radiograph_goes_before_an_older_mri(
    spine_mri: tuple[SeriesRecord, ...], series: Make, patient: Make
) -> None:
    pair = (series("DX", "L-spine", view="AP"), series("DX", "L-spine", view="LL"))
    match = best(patient(("2026-09-20", pair), ("2026-09-16", spine_mri)))
    assert match.protocol.id == "radiograph-pair"


def test_flexion_and_extension_are_told_by_their_names(series: Make, patient: Make) -> None:
    laterals = (
        series("DX", "Lateral extension", view="LL"),
        series("DX", "Lateral flexion", view="LL"),
        series("DX", "Lateral neutral", view="LL"),
    )
    match = best(patient(("2024-05-01", laterals)))
    assert match.protocol.id == "flexion-extension"
    assert [one[0] for one in shown(match) if one] == ["Lateral flexion", "Lateral extension"]


@pytest.mark.parametrize(("part", "protocol_id"), [("HIP", "hip"), ("KNEE", "knee"), ("SHOULDER", "shoulder")])
def test_a_joint_has_its_own_protocol(series: Make, patient: Make, part: str, protocol_id: str) -> None:
    made = tuple(series("MR", f"PD {plane}", plane, body_part=part) for plane in ("coronal", "axial", "sagittal"))
    assert best(patient(("2024-05-01", made))).protocol.id == protocol_id


def test_a_run_hangs_as_fluoroscopy(series: Make, patient: Make) -> None:
    run = series("XA", "", images=96, body_part=None)
    assert best(patient(("2024-05-01", (run,)))).protocol.id == "fluoroscopy"


def test_a_brain_mri_is_no_spine(series: Make, patient: Make) -> None:
    brain = (series("MR", "T2 SAG", "sagittal", body_part="HEAD"), series("MR", "T2 AX", "axial", body_part="HEAD"))
    match = best(patient(("2024-05-01", brain)))
    assert match.protocol.id == "two-series"
    why = matched(shipped_protocols()["mri-spine"], facts_of(patient(("2024-05-01", brain)))).why_not
    assert why == "Sagittal T2: T2 SAG comes nearest, but is head"


def test_a_missing_body_part_is_taken_and_said(series: Make, patient: Make) -> None:
    match = best(patient(("2024-05-01", (series("MR", "T2 SAG", "sagittal", body_part=None),))))
    assert match.protocol.id == "mri-spine"
    assert match.doubts == ("Sagittal T2: the images do not say their body part",)


def test_a_weighting_by_times_is_said_to_be_one(series: Make, patient: Make) -> None:
    unnamed = series("MR", "SAG", "sagittal", technique=Technique(102.0, 3500.0, None, ("SE",)))
    match = best(patient(("2024-05-01", (unnamed,))))
    assert match.doubts == ("Sagittal T2: T2 by echo and repetition time, the name does not say",)


def test_prior_is_matched_series_by_series(spine_mri: tuple[SeriesRecord, ...], series: Make, patient: Make) -> None:
    older = (series("MR", "T1 SAG", "sagittal"), series("MR", "T2 SAG old", "sagittal"))
    facts = facts_of(patient(("2026-09-16", spine_mri), ("2026-01-15", older)))
    match = matched(shipped_protocols()["current-and-prior"], facts)
    assert shown(match) == [("T2 SAG old", "acquired"), ("T2 SAG", "acquired")]


def test_a_whole_stage_is_left_out_where_a_viewport_would_be_empty(
    spine_mri: tuple[SeriesRecord, ...], series: Make, patient: Make
) -> None:
    older = (series("MR", "T2 SAG", "sagittal"), series("MR", "T2 AX", "axial", images=20))
    for prior, titles in ((older, ["First series", "Two series"]), (older[:1], ["First series"])):
        facts = facts_of(patient(("2026-09-16", spine_mri), ("2026-01-15", prior)))
        match = matched(shipped_protocols()["current-and-prior"], facts)
        assert [stage.title for stage in hung_stages(match)] == titles


@pytest.mark.parametrize("day", ["", "2026-09-16", "2027-01-01"])
def test_a_study_that_is_not_earlier_is_no_prior(spine_mri: tuple[SeriesRecord, ...], patient: Make, day: str) -> None:
    facts = facts_of(patient(("2026-09-16", spine_mri[:1]), (day, spine_mri[:1])))
    match = matched(shipped_protocols()["current-and-prior"], facts[:1] if not day else facts)
    if day == "2027-01-01":
        assert match.choices["first"].day == "2027-01-01"
    else:
        assert match.why_not == "Prior, first series: no earlier study of the same kind"


def test_no_images_fit_nothing(patient: Make) -> None:
    assert all(not match.fits for match in ranked(ProtocolLibrary().protocols, facts_of(patient())))


def test_the_reason_names_the_modality_that_is_missing(series: Make, patient: Make) -> None:
    facts = facts_of(patient(("2024-05-01", (series("DX", "Chest", view="PA", body_part="CHEST"),))))
    whys = {match.protocol.id: match.why_not for match in ranked(ProtocolLibrary().protocols, facts)}
    assert whys["ct-spine"] == "CT volume: no CT images"
    assert whys["radiograph-pair"] == "Lateral: no further series"
    assert whys["one-series"] == ""


def test_a_small_volume_is_not_shown_in_3d(series: Make, patient: Make) -> None:
    ct = series("CT", "CT", "axial", images=12)
    assert best(patient(("2024-05-01", (ct,)))).protocol.id == "one-series"


def test_a_stack_cannot_be_cut_so_that_its_planes_are_left_out(series: Make, patient: Make) -> None:
    stack = series("CT", "CT", "axial", images=60, kind=StackKind.STACK)
    assert matched(shipped_protocols()["ct-spine"], facts_of(patient(("2024-05-01", (stack,))))).why_not == (
        "CT volume: CT comes nearest, but is no volume, shown slice by slice"
    )


def test_two_thousand_series_are_ranked_at_once(series: Make, patient: Make) -> None:
    studies = tuple((f"20{n % 50 + 10}-01-01", tuple(series("DX", f"image {m}") for m in range(40))) for n in range(50))
    facts = facts_of(patient(*studies))
    start = time.perf_counter()
    ranked(ProtocolLibrary().protocols, facts)
    assert time.perf_counter() - start < 5.0
