"""What is split into stacks although it could form one grid, what is split only on collision, and what never is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pydicom.uid import EnhancedCTImageStorage

from tests.support.dicom_builder import ct_slice, write
from tests.support.dicom_objects import enhanced, item, mr_slice, pet_slice, plane_group
from viewers.imaging.problems import ProblemCode
from workstation.dicom.records import StackKind


def split(series):
    """(label, slices) of each stack, where all of them are volumes."""
    assert all(s.kind is StackKind.VOLUME for s in series.stacks)
    return [(s.label, len(s.frames)) for s in series.stacks]


def written(folder, datasets):
    for number, dataset in enumerate(datasets):
        dataset.InstanceNumber = number + 1
        write(dataset, folder / f"{number}")
    return folder


IN, OUT = ["ORIGINAL", "PRIMARY", "M", "IN_PHASE"], ["ORIGINAL", "PRIMARY", "M", "OUT_PHASE"]
AXIAL, MPR = ["ORIGINAL", "PRIMARY", "AXIAL"], ["DERIVED", "SECONDARY", "MPR"]

WOVEN = [
    ({"ImageType": IN}, {"ImageType": OUT}, ["in phase", "out of phase"]),
    ({"ImageType": ["DERIVED", "PRIMARY", "W"]}, {"ImageType": ["DERIVED", "PRIMARY", "F"]}, ["water", "fat"]),
    ({"EchoNumbers": 1}, {"EchoNumbers": 2}, ["echo 1", "echo 2"]),
    ({"EchoTime": 2.3}, {"EchoTime": 4.6}, ["TE 2.3 ms", "TE 4.6 ms"]),
    ({"EchoNumbers": 1, "EchoTime": 2.3}, {"EchoNumbers": 1, "EchoTime": 4.6}, ["TE 2.3 ms", "TE 4.6 ms"]),
    ({"DiffusionBValue": 0.0}, {"DiffusionBValue": 800.0}, ["b 0", "b 800"]),
    ({"TemporalPositionIdentifier": 1}, {"TemporalPositionIdentifier": 2}, ["time 1", "time 2"]),
    (
        {"NominalPercentageOfCardiacPhase": 40.0},
        {"NominalPercentageOfCardiacPhase": 75.0},
        ["phase 40 %", "phase 75 %"],
    ),
    ({"ImageType": AXIAL}, {"ImageType": MPR}, ["", "reformat"]),
    ({"ImageType": AXIAL}, {"ImageType": ["DERIVED", "SECONDARY"]}, ["", "derived"]),
    ({"ImageType": AXIAL}, {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]}, ["", "localizer"]),
]


@pytest.mark.parametrize(("one", "other", "labels"), WOVEN)
def test_images_of_two_kinds_are_never_woven_into_one_volume(tmp_path, only_series, one, other, labels):
    slices = [mr_slice(2.0 * n, n + 1, **(one if n % 2 == 0 else other)) for n in range(6)]
    assert split(only_series(written(tmp_path / "s", slices))) == [(label, 3) for label in labels]


HARMLESS = [
    ({"ImageType": AXIAL}, {"ImageType": ["DERIVED", "PRIMARY", "AXIAL"]}),
    ({"ImageType": [*AXIAL, "CT_SOM5 SPI"]}, {"ImageType": AXIAL}),
    ({"ImageType": ["ORIGINAL", "PRIMARY", "M", "ND"]}, {"ImageType": ["ORIGINAL", "PRIMARY", "M", "ND", "NORM"]}),
    ({"TriggerTime": 100}, {"TriggerTime": 900}),
    ({"AcquisitionNumber": 1}, {"AcquisitionNumber": 2}),
    ({"EchoTime": 10.01}, {"EchoTime": 10.04}),
    ({"DiffusionBValue": 799.99998}, {"DiffusionBValue": 800.0}),
    ({"NominalCardiacTriggerDelayTime": 10.0}, {"NominalCardiacTriggerDelayTime": 11.0}),
]


@pytest.mark.parametrize(("one", "other"), HARMLESS)
def test_harmless_differences_do_not_tear_a_series_apart(tmp_path, only_series, one, other):
    slices = [mr_slice(2.0 * n, n + 1, **(one if n % 2 == 0 else other)) for n in range(6)]
    assert split(only_series(written(tmp_path / "s", slices))) == [("", 6)]


def test_a_ct_fat_filter_letter_is_no_fat_image(tmp_path, only_series):
    slices = [ct_slice(2.0 * n, n, ImageType=["ORIGINAL", "PRIMARY", "AXIAL", "F" if n % 2 else "W"]) for n in range(4)]
    assert split(only_series(written(tmp_path / "s", slices))) == [("", 4)]


COLLIDING = [
    ("TriggerTime", (100, 400), ["trigger 100 ms", "trigger 400 ms"]),
    ("NominalCardiacTriggerDelayTime", (100.0, 400.0), ["delay 100 ms", "delay 400 ms"]),
    ("DiffusionGradientOrientation", ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]), ["direction 1", "direction 2"]),
    ("AcquisitionNumber", (7, 8), ["acquisition 7", "acquisition 8"]),
    ("ImageType", (["ORIGINAL", "PRIMARY"], ["DERIVED", "PRIMARY"]), ["image type 1", "image type 2"]),
]


@pytest.mark.parametrize(("keyword", "values", "labels"), COLLIDING)
def test_images_at_one_position_are_split_by_what_differs(tmp_path, only_series, keyword, values, labels):
    slices = [mr_slice(2.0 * n, 1, **{keyword: value}) for value in values for n in range(3)]
    assert split(only_series(written(tmp_path / "s", slices))) == [(label, 3) for label in labels]


def test_heart_phases_are_matched_by_rank_where_each_slice_has_its_own_times(tmp_path, only_series):
    slices = [mr_slice(2.0 * n, 1, TriggerTime=100 * phase + n) for n in range(3) for phase in range(4)]
    series = only_series(written(tmp_path / "s", slices))
    first_and_last = [(0, 2), (100, 102), (200, 202), (300, 302)]
    assert split(series) == [(f"trigger {first} to {last} ms", 3) for first, last in first_and_last]


def test_an_uneven_number_of_heart_phases_is_not_guessed_at(tmp_path, only_series):
    slices = [mr_slice(2.0 * n, 1, TriggerTime=100 * phase + n) for n in range(3) for phase in range(3 + (n == 1))]
    (stack,) = only_series(written(tmp_path / "s", slices)).stacks
    assert [p.code for p in stack.problems] == [ProblemCode.DUPLICATE_POSITION]


def test_a_dynamic_pet_is_split_by_its_time_slices_and_a_whole_body_one_is_not(tmp_path, only_series):
    dynamic = [
        pet_slice(3.0 * n, 1, SeriesType=["DYNAMIC", "IMAGE"], NumberOfSlices=3, ImageIndex=3 * time + n + 1)
        for time in range(2)
        for n in range(3)
    ]
    assert split(only_series(written(tmp_path / "d", dynamic))) == [("time 1", 3), ("time 2", 3)]
    body = [pet_slice(3.0 * n, 1, NumberOfSlices=6, ImageIndex=n + 1, FrameReferenceTime=1000 * n) for n in range(6)]
    assert split(only_series(written(tmp_path / "b", body))) == [("", 6)]


def frame(z, *, content=None, **groups):
    made = plane_group(z, **(content or {}))
    for keyword, value in groups.items():
        setattr(made, keyword, [value])
    return made


ENHANCED = [
    (lambda z, n: frame(z, MREchoSequence=item(EffectiveEchoTime=10.0 + 5 * n)), ["TE 10 ms", "TE 15 ms"]),
    (lambda z, n: frame(z, MRDiffusionSequence=item(DiffusionBValue=400.0 * n)), ["b 0", "b 400"]),
    (lambda z, n: frame(z, content={"TemporalPositionIndex": n + 1}), ["time 1", "time 2"]),
    (lambda z, n: frame(z, content={"StackID": str(n + 1)}), ["stack ID 1", "stack ID 2"]),
    (
        lambda z, n: frame(
            z, MRImageFrameTypeSequence=item(FrameType=AXIAL, ComplexImageComponent=("MAGNITUDE", "PHASE")[n])
        ),
        ["", "phase"],
    ),
    (
        lambda z, n: frame(z, CardiacSynchronizationSequence=item(NominalPercentageOfCardiacPhase=40.0 + 35 * n)),
        ["phase 40 %", "phase 75 %"],
    ),
]


@pytest.mark.parametrize(("make", "labels"), ENHANCED)
def test_frames_of_two_kinds_in_one_object_are_never_woven(tmp_path, only_series, make, labels):
    dataset = enhanced([make(2.0 * n, n % 2) for n in range(6)])
    assert split(only_series(write(dataset, tmp_path / "a"))) == [(label, 3) for label in labels]


def test_gradient_directions_of_an_enhanced_object_are_split(tmp_path, only_series):
    def diffusion(direction):
        return item(
            DiffusionBValue=800.0,
            DiffusionGradientDirectionSequence=[item(DiffusionGradientOrientation=direction)],
        )

    directions = ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    frames = [frame(2.0 * n, MRDiffusionSequence=diffusion(d)) for d in directions for n in range(3)]
    series = only_series(write(enhanced(frames), tmp_path / "a"))
    assert split(series) == [("direction 1", 3), ("direction 2", 3)]


def test_the_dimensions_an_object_states_split_what_its_groups_do_not(tmp_path, only_series):
    inversion_time, in_stack_position = 0x00189079, 0x00209057
    frames = [
        frame(2.0 * n, content={"DimensionIndexValues": [part + 1, n + 1]}) for part in range(2) for n in range(3)
    ]
    dimensions = [item(DimensionIndexPointer=tag) for tag in (inversion_time, in_stack_position)]
    dataset = enhanced(frames, DimensionIndexSequence=dimensions)
    series = only_series(write(dataset, tmp_path / "a"))
    assert split(series) == [("inversion times 1", 3), ("inversion times 2", 3)]


def test_a_spatial_dimension_alone_splits_nothing(tmp_path, only_series):
    frames = [frame(2.0 * n, content={"DimensionIndexValues": [1, n + 1]}) for n in range(4)]
    dimensions = [item(DimensionIndexPointer=tag) for tag in (0x00209056, 0x00209057)]
    dataset = enhanced(frames, EnhancedCTImageStorage, DimensionIndexSequence=dimensions)
    assert split(only_series(write(dataset, tmp_path / "a"))) == [("", 4)]


def test_stacks_that_differ_in_size_only_say_their_size(tmp_path, only_series):
    small = {"Rows": 4, "PixelData": bytes(4 * 6 * 2)}
    slices = [ct_slice(2.0 * n, 1, **(small if n > 2 else {})) for n in range(6)]
    assert split(only_series(written(tmp_path / "s", slices))) == [("6 x 8", 3), ("6 x 4", 3)]


def test_a_lone_stack_needs_no_label(tmp_path, only_series):
    slices = [mr_slice(2.0 * n, 1, EchoNumbers=2, TemporalPositionIdentifier=1) for n in range(3)]
    assert split(only_series(written(tmp_path / "s", slices))) == [("", 3)]


REAL = {
    "ct-lumbar-pelvis": [99],
    "ct-20slices-dicom-with-labels": [20],
    "ct-gantry-tilt": [28],
    "ct-reformats": [1, 1, 1],
    "mr-lspine-hitachi": [3, 3, 3, 4, 4, 11, 11, 11],
    "ct-lspine-sagittal": [1, 1, 1, 38],
    "zoo/objects/seg-liver": [3],
}


@pytest.mark.parametrize("folder", REAL)
def test_real_series_stay_whole(shared_data, scan, folder):
    report = scan(shared_data / folder)
    stacks = [k for p in report.patients for study in p.studies for s in study.series for k in s.stacks]
    assert sorted(len(k.frames) for k in stacks) == REAL[folder]


def test_an_object_in_which_every_frame_is_of_another_kind_is_formed_in_bounded_steps(tmp_path, only_series):
    turned = [[math.cos(a), math.sin(a), 0, -math.sin(a), math.cos(a), 0] for a in np.linspace(0, 3, 300)]
    frames = [
        frame(0.0, PlaneOrientationSequence=item(ImageOrientationPatient=[round(v, 6) for v in directions]))
        for directions in turned * 2
    ]
    stacks = only_series(write(enhanced(frames), tmp_path / "a")).stacks
    assert sum(len(s.frames) for s in stacks) == 600
    assert len(stacks) == 600  # farther apart than LOOK_BACK: not brought together, and nothing is lost


def test_alternating_orientations_come_together(tmp_path, only_series):
    coronal = [1, 0, 0, 0, 0, -1]
    frames = [frame(2.0 * n) for n in range(4)]
    frames += [
        item(
            FrameContentSequence=[item()],
            PlanePositionSequence=[item(ImagePositionPatient=[0, 3.0 * n, 0])],
            PlaneOrientationSequence=[item(ImageOrientationPatient=coronal)],
        )
        for n in range(4)
    ]
    alternating = [f for pair in zip(frames[:4], frames[4:], strict=True) for f in pair]
    stacks = only_series(write(enhanced(alternating), tmp_path / "a")).stacks
    assert [(s.plane, s.kind, len(s.frames)) for s in stacks] == [
        ("axial", StackKind.VOLUME, 4),
        ("coronal", StackKind.VOLUME, 4),
    ]
