"""Every kind of object the workstation shows: what it becomes when scanned and loaded."""

from __future__ import annotations

import io

import highdicom
import numpy as np
import pytest
import SimpleITK
from highdicom.legacy import (
    LegacyConvertedEnhancedCTImage,
    LegacyConvertedEnhancedMRImage,
    LegacyConvertedEnhancedPETImage,
)
from pydicom import dcmread
from pydicom.uid import (
    BreastProjectionXRayImageStorageForPresentation,
    BreastTomosynthesisImageStorage,
    ComputedRadiographyImageStorage,
    DigitalMammographyXRayImageStorageForPresentation,
    DigitalXRayImageStorageForPresentation,
    EnhancedCTImageStorage,
    EnhancedMRImageStorage,
    EnhancedPETImageStorage,
    EnhancedUSVolumeStorage,
    EnhancedXAImageStorage,
    EnhancedXRFImageStorage,
    MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
    MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
    MultiFrameTrueColorSecondaryCaptureImageStorage,
    SecondaryCaptureImageStorage,
    UltrasoundImageStorage,
    XRay3DAngiographicImageStorage,
    XRay3DCraniofacialImageStorage,
    XRayAngiographicImageStorage,
    XRayRadiofluoroscopicImageStorage,
    generate_uid,
)

from tests.support.dicom_builder import COLUMNS, ROWS, ct_slice, write
from tests.support.dicom_objects import enhanced, image, item, mr_slice, nuclear, pet_slice, plane_group, run
from viewers.imaging.images import ImageStack, ProjectionImage, Volume
from viewers.imaging.problems import ProblemCode
from workstation.dicom.load import load_stack
from workstation.dicom.records import StackKind

SLICES = {
    EnhancedCTImageStorage: "enhanced CT",
    EnhancedMRImageStorage: "enhanced MR",
    EnhancedPETImageStorage: "enhanced PET",
    XRay3DAngiographicImageStorage: "3-D angiography",
    XRay3DCraniofacialImageStorage: "cone beam CT",
    BreastTomosynthesisImageStorage: "tomosynthesis",
}


@pytest.mark.parametrize("sop_class", SLICES, ids=SLICES.values())
def test_frames_with_planes_are_a_volume_in_order_of_position(tmp_path, only_series, sop_class):
    dataset = enhanced([plane_group(z) for z in (4.0, 0.0, 2.0)], sop_class)
    volume = load_stack(only_series(write(dataset, tmp_path / "a")))
    assert isinstance(volume, Volume)
    assert volume.geometry.spacing_mm_kji == pytest.approx((2.0, 0.5, 0.4))
    np.testing.assert_array_equal(volume.stored_values[:, 0, 0], [1, 2, 0])


@pytest.mark.parametrize("sop_class", SLICES, ids=SLICES.values())
def test_frames_without_planes_are_a_run_that_says_so(tmp_path, only_series, sop_class):
    dataset = enhanced([item(), item()], sop_class)
    (stack,) = only_series(write(dataset, tmp_path / "a")).stacks
    assert (stack.kind, [p.code for p in stack.problems]) == (StackKind.CINE, [ProblemCode.NO_GEOMETRY])


@pytest.mark.parametrize(("properties", "kind"), [("VOLUME", StackKind.VOLUME), ("DISTORTED", StackKind.CINE)])
def test_a_curved_reformat_has_no_plane_although_it_states_one(tmp_path, only_series, properties, kind):
    frames = [plane_group(2.0 * n) for n in range(3)]
    for group in frames:
        group.CTImageFrameTypeSequence = [item(FrameType=["DERIVED", "PRIMARY"], VolumetricProperties=properties)]
    (stack,) = only_series(write(enhanced(frames, EnhancedCTImageStorage), tmp_path / "a")).stacks
    assert stack.kind is kind
    assert [p.code for p in stack.problems] == ([] if kind is StackKind.VOLUME else [ProblemCode.NO_GEOMETRY])


def place_by_simpleitk(path):
    """The affine from array indices kji to LPS mm of one multi-frame file, as SimpleITK reads it."""
    read = SimpleITK.ReadImage(str(path))
    axes = np.array(read.GetDirection()).reshape(3, 3) * np.array(read.GetSpacing())
    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = axes[:, ::-1], read.GetOrigin()
    return affine


OBLIQUE = [0.8, 0.6, 0, 0, 0, -1]


@pytest.mark.parametrize("sop_class", SLICES, ids=SLICES.values())
def test_frames_lie_where_simpleitk_puts_them(tmp_path, only_series, sop_class):
    normal = np.cross(OBLIQUE[:3], OBLIQUE[3:])
    frames = [plane_group(0) for _ in range(3)]
    for n, group in enumerate(frames):
        group.PlanePositionSequence[0].ImagePositionPatient = [
            float(v) for v in np.array([7, -5, 3]) + 2.5 * n * normal
        ]
    dataset = enhanced(frames, sop_class)
    (shared,) = dataset.SharedFunctionalGroupsSequence
    shared.PlaneOrientationSequence = [item(ImageOrientationPatient=OBLIQUE)]
    path = write(dataset, tmp_path / "a")
    (stack,) = only_series(path).stacks
    np.testing.assert_allclose(stack.affine_kji_to_lps, place_by_simpleitk(path), atol=1e-3)


def test_nuclear_slices_lie_where_simpleitk_puts_them(tmp_path, only_series):
    detector = item(ImagePositionPatient=[7, -5, 3], ImageOrientationPatient=OBLIQUE)
    path = write(nuclear([1, 2, 3], DetectorInformationSequence=[detector]), tmp_path / "a")
    (stack,) = only_series(path).stacks
    np.testing.assert_allclose(stack.affine_kji_to_lps, place_by_simpleitk(path), atol=1e-3)


CONVERTERS = {
    "CT": (LegacyConvertedEnhancedCTImage, ct_slice),
    "MR": (LegacyConvertedEnhancedMRImage, mr_slice),
    "PT": (LegacyConvertedEnhancedPETImage, pet_slice),
}


@pytest.mark.parametrize("modality", CONVERTERS)
def test_a_converted_object_gives_the_volume_of_its_slices(tmp_path, only_series, modality):
    converter, make = CONVERTERS[modality]
    slices = []
    for n, z in enumerate((0.0, 2.0, 4.0)):
        dataset = make(z, n + 1, AccessionNumber="", StudyID="1", StudyTime="", Manufacturer="", PatientPosition="HFS")
        dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        slices.append(dcmread(write(dataset, tmp_path / "classic" / str(n))))
    converted = converter(slices, generate_uid(), 9, generate_uid(), 1)
    buffer = io.BytesIO()
    converted.save_as(buffer)
    (tmp_path / "converted").write_bytes(buffer.getvalue())
    classic, other = (load_stack(only_series(tmp_path / name)) for name in ("classic", "converted"))
    assert isinstance(classic, Volume)
    assert isinstance(other, Volume)
    np.testing.assert_allclose(other.geometry.affine_kji_to_lps, classic.geometry.affine_kji_to_lps, atol=1e-9)
    np.testing.assert_array_equal(other.stored_values, classic.stored_values)
    assert other.rescale == classic.rescale


def test_a_pet_volume_is_in_its_unit_although_every_slice_has_its_own_slope(tmp_path, only_series):
    for n in range(3):
        write(
            pet_slice(3.0 * n, n + 1, PixelData=np.full((ROWS, COLUMNS), 10, np.int16).tobytes()), tmp_path / f"s/{n}"
        )
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    assert (volume.rescale.slope, volume.rescale.unit) == (1.0, "Bq/ml")
    np.testing.assert_allclose(volume.stored_values[:, 0, 0], [5.0, 10.0, 15.0])


@pytest.mark.parametrize(("units", "shown"), [("CNTS", "counts"), ("GML", "g/ml"), ("PARSECS", "")])
def test_units_of_pet_are_those_of_its_header(tmp_path, only_series, units, shown):
    for n in range(2):
        write(pet_slice(3.0 * n, n + 1, Units=units), tmp_path / f"s/{n}")
    assert load_stack(only_series(tmp_path / "s")).rescale.unit == shown


def test_reconstructed_nuclear_medicine_is_a_volume_along_its_slice_vector(tmp_path, only_series):
    volume = load_stack(only_series(write(nuclear([3, 1, 2]), tmp_path / "a")))
    assert isinstance(volume, Volume)
    expected = [[0, 0, 0.4, 1], [0, 0.5, 0, 2], [3, 0, 0, 3], [0, 0, 0, 1]]
    np.testing.assert_allclose(volume.geometry.affine_kji_to_lps, expected, atol=1e-9)
    np.testing.assert_array_equal(volume.stored_values[:, 0, 0], [1, 2, 0])


def test_a_negative_spacing_stacks_nuclear_slices_before_the_first(tmp_path, only_series):
    volume = load_stack(only_series(write(nuclear([1, 2, 3], SpacingBetweenSlices=-3), tmp_path / "a")))
    assert isinstance(volume, Volume)
    assert volume.geometry.affine_kji_to_lps[2][3] == pytest.approx(-3)
    np.testing.assert_array_equal(volume.stored_values[:, 0, 0], [2, 1, 0])


@pytest.mark.parametrize(
    "changes",
    [
        {"SpacingBetweenSlices": None},
        {"SliceVector": None},
        {"SliceVector": [1, 2]},
        {"DetectorInformationSequence": [item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]},
        {"DetectorInformationSequence": [item(), item()]},
    ],
)
def test_nuclear_slices_that_do_not_say_where_they_lie_are_a_run_with_the_reason(tmp_path, only_series, changes):
    (stack,) = only_series(write(nuclear([1, 2, 3], **changes), tmp_path / "a")).stacks
    assert (stack.kind, [p.code for p in stack.problems]) == (StackKind.CINE, [ProblemCode.NO_GEOMETRY])


def test_nuclear_slices_in_objects_of_their_own_are_one_volume(tmp_path, only_series):
    for n in range(3):
        write(nuclear([n + 1], NumberOfFrames=1, NumberOfSlices=3), tmp_path / f"s/{n}")
    (stack,) = only_series(tmp_path / "s").stacks
    assert (stack.kind, len(stack.frames)) == (StackKind.VOLUME, 3)


def test_planar_nuclear_medicine_is_a_run_and_nothing_is_wrong_with_it(tmp_path, only_series):
    dataset = nuclear([1, 1], ImageType=["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"], DetectorVector=[1, 2])
    (stack,) = only_series(write(dataset, tmp_path / "a")).stacks
    assert (stack.kind, stack.problems) == (StackKind.CINE, ())


def test_energy_windows_of_nuclear_medicine_are_volumes_of_their_own(tmp_path, only_series):
    dataset = nuclear([1, 2, 3, 1, 2, 3], EnergyWindowVector=[1, 1, 1, 2, 2, 2])
    stacks = only_series(write(dataset, tmp_path / "a")).stacks
    assert [(s.kind, s.label) for s in stacks] == [
        (StackKind.VOLUME, "energy window 1"),
        (StackKind.VOLUME, "energy window 2"),
    ]


PROJECTIONS = {
    ComputedRadiographyImageStorage: "CR",
    DigitalXRayImageStorageForPresentation: "DX",
    DigitalMammographyXRayImageStorageForPresentation: "MG",
    BreastProjectionXRayImageStorageForPresentation: "MG",
    XRayAngiographicImageStorage: "XA",
    XRayRadiofluoroscopicImageStorage: "RF",
    EnhancedXAImageStorage: "XA",
    EnhancedXRFImageStorage: "RF",
}


@pytest.mark.parametrize("sop_class", PROJECTIONS, ids=[uid.name for uid in PROJECTIONS])
@pytest.mark.parametrize("frames", [1, 3])
def test_radiographs_and_runs_are_projections_with_all_their_frames(tmp_path, only_series, sop_class, frames):
    dataset = run(frames, sop_class, PROJECTIONS[sop_class])
    loaded = load_stack(only_series(write(dataset, tmp_path / "a")))
    assert isinstance(loaded, ProjectionImage)
    assert [int(f.values[0, 0]) for f in loaded.frames] == list(range(frames))
    assert loaded.timing.frame_time_ms == 40


def test_projections_of_one_series_are_stacks_of_their_own(tmp_path, only_series):
    for n in range(3):
        write(image(DigitalXRayImageStorageForPresentation, "DX", InstanceNumber=n + 1), tmp_path / f"s/{n}")
    assert [s.kind for s in only_series(tmp_path / "s").stacks] == [StackKind.PROJECTION] * 3


BYTE = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelRepresentation": 0}
COLOUR = {**BYTE, "SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PlanarConfiguration": 0}
CAPTURES = [
    (MultiFrameGrayscaleByteSecondaryCaptureImageStorage, BYTE, (ROWS, COLUMNS), 1),
    (MultiFrameGrayscaleWordSecondaryCaptureImageStorage, {"PixelRepresentation": 0}, (ROWS, COLUMNS), 2),
    (MultiFrameTrueColorSecondaryCaptureImageStorage, COLOUR, (ROWS, COLUMNS, 3), 3),
]


@pytest.mark.parametrize(("sop_class", "module", "shape", "pixel_bytes"), CAPTURES)
def test_multi_frame_captures_are_runs(tmp_path, only_series, sop_class, module, shape, pixel_bytes):
    data = bytes(range(2)) * (ROWS * COLUMNS * pixel_bytes)
    dataset = run(2, sop_class, "OT", PixelData=data, RescaleSlope=None, RescaleIntercept=None, **module)
    series = only_series(write(dataset, tmp_path / "a"))
    assert series.stacks[0].kind is StackKind.CINE
    loaded = load_stack(series)
    assert isinstance(loaded, ImageStack)
    assert [f.values.shape for f in loaded.frames] == [shape, shape]
    assert loaded.problems == ()


def test_a_capture_of_a_c_arm_is_a_projection_and_another_is_a_picture(tmp_path, only_series):
    kinds = [
        only_series(write(image(SecondaryCaptureImageStorage, modality), tmp_path / modality)).stacks[0].kind
        for modality in ("XA", "OT")
    ]
    assert kinds == [StackKind.PROJECTION, StackKind.SINGLE]


def test_ultrasound_pictures_are_singles_and_a_volume_of_ultrasound_is_a_run(tmp_path, only_series):
    picture = only_series(write(image(UltrasoundImageStorage, "US"), tmp_path / "one"))
    assert picture.stacks[0].kind is StackKind.SINGLE
    planes = [item(PlanePositionVolumeSequence=[item(ImagePositionVolume=[0, 0, z])]) for z in (0.0, 1.0)]
    volume = only_series(write(enhanced(planes, EnhancedUSVolumeStorage, Modality="US"), tmp_path / "many"))
    assert (volume.stacks[0].kind, volume.stacks[0].problems) == (StackKind.CINE, ())


@pytest.mark.parametrize("modality", ["CT", "MR"])
def test_localizers_lie_apart_from_the_slices_they_resemble(tmp_path, only_series, modality):
    make = {"CT": ct_slice, "MR": mr_slice}[modality]
    for n in range(3):
        write(make(2.0 * n, n + 1), tmp_path / f"s/{n}")
    write(make(6.0, 4, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]), tmp_path / "s/scout")
    stacks = only_series(tmp_path / "s").stacks
    assert [(s.kind, s.label) for s in stacks] == [(StackKind.VOLUME, ""), (StackKind.SINGLE, "localizer")]


def test_white_is_low_where_the_photometric_interpretation_says_so(tmp_path, only_series):
    for n in range(2):
        write(ct_slice(2.0 * n, n, PhotometricInterpretation="MONOCHROME1"), tmp_path / f"s/{n}")
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    assert volume.inverted


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_parametric_map_is_a_volume_of_its_float_values(tmp_path, only_series, dtype):
    slices = [ct_slice(2.0 * n, n, StudyID="1", StudyTime="", AccessionNumber="") for n in range(3)]
    sources = [dcmread(write(dataset, tmp_path / "s" / str(n))) for n, dataset in enumerate(slices)]
    values = np.arange(3 * ROWS * COLUMNS, dtype=dtype).reshape(3, ROWS, COLUMNS) / 7
    unit = highdicom.sr.CodedConcept("mm2/s", "UCUM", "mm2/s")
    mapping = highdicom.pm.RealWorldValueMapping("ADC", "ADC", unit, (0.0, 100.0), 0.0, 1.0)
    voi = highdicom.VOILUTTransformation(window_center=0.0, window_width=1.0)
    parametric = highdicom.pm.ParametricMap(
        *(sources, values, generate_uid(), 5, generate_uid(), 1, "m", "m", "1", "1"),
        contains_recognizable_visual_features=True,
        real_world_value_mappings=[mapping],
        voi_lut_transformations=[voi],
    )
    parametric.save_as(tmp_path / "map")
    volume = load_stack(only_series(tmp_path / "map"))
    assert isinstance(volume, Volume)
    assert volume.stored_values.dtype == np.float32
    np.testing.assert_allclose(volume.stored_values, values, rtol=1e-6)


def colour(pixel_data, **changes):
    module = {**COLOUR, "Rows": 2, "Columns": 2, "RescaleSlope": None, "RescaleIntercept": None, **changes}
    return image(SecondaryCaptureImageStorage, "OT", PixelData=pixel_data, **module)


RGB = np.array([[[255, 0, 0], [255, 0, 0]], [[0, 0, 255], [10, 20, 30]]], np.uint8)
YBR_OF_RED, YBR_OF_BLUE = (76, 85, 255), (29, 255, 107)


def test_planar_colour_equals_interleaved_colour(tmp_path, only_series):
    planes = np.ascontiguousarray(np.moveaxis(RGB, -1, 0)).tobytes()
    made = {"0": colour(RGB.tobytes()), "1": colour(planes, PlanarConfiguration=1)}
    for name, dataset in made.items():
        (frame,) = load_stack(only_series(write(dataset, tmp_path / name))).frames
        np.testing.assert_array_equal(frame.values, RGB)


@pytest.mark.parametrize(
    ("photometric", "pixel_data"),
    [
        ("YBR_FULL", bytes([*YBR_OF_RED, *YBR_OF_RED, *YBR_OF_BLUE, *YBR_OF_BLUE])),
        ("YBR_FULL_422", bytes([76, 76, 85, 255, 29, 29, 255, 107])),
    ],
)
def test_luminance_and_chroma_become_the_colours_they_were_made_of(tmp_path, only_series, photometric, pixel_data):
    dataset = colour(pixel_data, PhotometricInterpretation=photometric)
    (frame,) = load_stack(only_series(write(dataset, tmp_path / "a"))).frames
    expected = [[[255, 0, 0]] * 2, [[0, 0, 255]] * 2]
    np.testing.assert_allclose(frame.values.astype(int), expected, atol=2)


def segmented(values):
    """A segmented table of 256 entries (PS3.3 C.7.9.2): one value, then a line to the other over the rest."""
    first, last = values
    return np.array([0, 1, first, 1, 255, last], np.uint16).tobytes()


def test_a_segmented_palette_is_expanded(tmp_path, only_series):
    ends = {"Red": (0, 65535), "Green": (65535, 0), "Blue": (0, 0)}
    indices = np.array([[0, 255], [51, 102]], np.uint8)
    dataset = image(
        *(SecondaryCaptureImageStorage, "OT"),
        **{**BYTE, "PhotometricInterpretation": "PALETTE COLOR", "Rows": 2, "Columns": 2},
        RescaleSlope=None,
        RescaleIntercept=None,
        PixelData=indices.tobytes(),
        **{f"{name}PaletteColorLookupTableDescriptor": [256, 0, 16] for name in ends},
        **{f"Segmented{name}PaletteColorLookupTableData": segmented(values) for name, values in ends.items()},
    )
    (frame,) = load_stack(only_series(write(dataset, tmp_path / "a"))).frames
    red = indices.astype(int)
    np.testing.assert_allclose(frame.values.astype(int), np.stack([red, 255 - red, 0 * red], -1), atol=1)


REAL = [
    ("xray/hip_CR_J2KR.dcm", StackKind.PROJECTION, (1, 2140, 1760)),
    ("xray/shoulder_RF.dcm", StackKind.PROJECTION, (1, 464, 512)),
    ("xray/coronary_XA_96frames_jpeg.dcm", StackKind.PROJECTION, (96, 512, 512)),
    ("xray/pixelspacing_calibration_MG.dcm", StackKind.PROJECTION, (1, 512, 512)),
    ("zoo/objects/dx_dog_thorax_mono1.dcm", StackKind.PROJECTION, (1, 169, 211)),
    ("xray/trunk_CT_scout_JP2.dcm", StackKind.SINGLE, (1, 716, 512)),
    ("zoo/multiframe/eCT_Supplemental.dcm", StackKind.VOLUME, (2, 512, 512)),
    ("zoo/multiframe/emri_small.dcm", StackKind.CINE, (10, 64, 64)),
    ("zoo/multiframe/US-PAL-8-10x-echo.dcm", StackKind.CINE, (10, 430, 600)),
    ("zoo/color/examples_ybr_color.dcm", StackKind.CINE, (30, 240, 320)),
    ("zoo/color/US1_J2KR.dcm", StackKind.SINGLE, (1, 480, 640)),
    ("zoo/pixel-lut-overlay/parametric_map_float.dcm", StackKind.SINGLE, (1, 128, 128)),
    ("zoo/pixel-lut-overlay/parametric_map_double_float.dcm", StackKind.SINGLE, (1, 128, 128)),
    ("zoo/transfer-syntax/JPEG-LL.dcm", StackKind.SINGLE, (1, 1024, 256)),
]


@pytest.mark.parametrize(("name", "kind", "shape"), REAL)
def test_real_objects_are_scanned_and_loaded(shared_data, only_series, name, kind, shape):
    series = only_series(shared_data / name)
    (stack,) = series.stacks
    assert (stack.kind, stack.shape_kji) == (kind, shape)
    loaded = load_stack(series)
    if isinstance(loaded, Volume):
        assert loaded.loaded.all()
    else:
        assert all(f is not None and f.values is not None and f.values.any() for f in loaded.frames)
