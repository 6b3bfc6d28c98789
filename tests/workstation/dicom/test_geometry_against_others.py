"""The grid of every volume, real and built, compared with SimpleITK and highdicom; stored values with SimpleITK.

Where SimpleITK is known to be wrong the test says so and why: missing slices, gantry tilt, gaps in enhanced images.
"""

from __future__ import annotations

import highdicom
import numpy as np
import pydicom
import pytest
import SimpleITK

from annotations.geometry import VolumeGeometry
from tests.support.dicom_builder import COLUMNS, ROWS
from tests.support.placed_series import (
    ORIENTATIONS,
    SLICES,
    STEP_MM,
    pixels_of,
    point_of,
    positions,
    write_classic,
    write_enhanced,
)
from viewers.imaging.images import ImageStack, Volume
from viewers.imaging.problems import ProblemCode
from viewers.imaging.sampling import value_at
from workstation.dicom.load import load_stack
from workstation.dicom.load_straight import load_straight
from workstation.dicom.records import StackKind
from workstation.dicom.scan import scan_paths

TOLERANCE_MM = 1e-3
CORNER_TOLERANCE_MM = 2e-3
"""In the far corners SimpleITK (which makes the directions exactly orthonormal), highdicom and we part by up to 1.5
micrometres where a header writes its direction cosines with five digits only."""
SERIES = [
    ("ct-lumbar-pelvis", "PET-CT SERIES", 1),
    ("ct-lspine-sagittal", ",,,3.0,Sagittal", 1),
    ("mr-lspine-hitachi", "T2 SAG", 1),
    ("mr-lspine-hitachi", "T2 AX", 5),
    ("ct-20slices-dicom-with-labels", "CT Body 3.0", 1),
]


def volumes_of(report, description):
    """The loaded volumes of the series with this description."""
    for patient in report.patients:
        for study in patient.studies:
            for series in study.series:
                if series.description.startswith(description):
                    for number, stack in enumerate(series.stacks):
                        pixels = load_stack(series, number)
                        if isinstance(pixels, Volume):
                            yield pixels, [frame.path for frame in stack.frames]


def probes(shape):
    """Index triples at the ends of the grid."""
    return [(0, 0, 0), (shape[0] - 1, shape[1] - 1, 0), (0, 0, shape[2] - 1), tuple(n - 1 for n in shape)]


def simpleitk_affine(image):
    """The affine from array indices kji to LPS of a SimpleITK image."""
    directions = np.array(image.GetDirection()).reshape(3, 3) * np.array(image.GetSpacing())
    return np.vstack([np.column_stack([directions[:, ::-1], image.GetOrigin()]), [0, 0, 0, 1]])


@pytest.mark.parametrize(("folder", "description", "count"), SERIES)
def test_grid_and_values_agree_with_simpleitk(shared_data, scan, folder, description, count):
    found = list(volumes_of(scan(shared_data / folder), description))
    assert len(found) == count
    for volume, files in found:
        reader = SimpleITK.ImageSeriesReader()
        reader.SetFileNames(files)
        image = reader.Execute()
        modality = volume.stored_values.astype(np.float32) * volume.rescale.slope + volume.rescale.intercept
        np.testing.assert_array_equal(modality, SimpleITK.GetArrayFromImage(image))
        np.testing.assert_allclose(volume.geometry.affine, simpleitk_affine(image), atol=TOLERANCE_MM)
        for k, j, i in probes(volume.geometry.shape_kji):
            theirs = image.TransformIndexToPhysicalPoint((i, j, k))
            np.testing.assert_allclose(volume.geometry.index_to_lps((k, j, i)), theirs, atol=CORNER_TOLERANCE_MM)


@pytest.mark.parametrize(("folder", "description", "count"), SERIES[:4])
@pytest.mark.filterwarnings("ignore")
def test_grid_agrees_with_highdicom(shared_data, scan, folder, description, count):
    found = list(volumes_of(scan(shared_data / folder), description))
    assert len(found) == count
    for volume, files in found:
        theirs = highdicom.get_volume_from_series([pydicom.dcmread(f) for f in files])
        if np.dot(theirs.affine[:3, 0], volume.geometry.affine[:3, 0]) < 0:
            theirs = theirs.flip_spatial(0)  # highdicom counts slices from the other end
        first = theirs.affine[:3, 3] - volume.geometry.affine[:3, 3]
        np.testing.assert_allclose(volume.geometry.affine[:3, :3], theirs.affine[:3, :3], atol=TOLERANCE_MM)
        np.testing.assert_allclose(first, 0, atol=CORNER_TOLERANCE_MM)


@pytest.fixture(scope="module")
def real_volumes(shared_data, tmp_path_factory):
    """(folder, series, stack number, stack) of every volume among the real images."""
    cache = tmp_path_factory.mktemp("archives")
    found = []
    for folder in sorted(path for path in shared_data.iterdir() if path.is_dir()):
        report = scan_paths([folder], cache_dir=cache)
        for series in (one for patient in report.patients for study in patient.studies for one in study.series):
            stacks = [stack for stack in series.stacks if stack.kind is StackKind.VOLUME]
            found += [(folder.name, series.description, stack) for stack in stacks]
    assert len(found) >= 15
    assert {folder for folder, _, _ in found} >= {folder for folder, _, _ in SERIES} | {"zoo"}
    return found


def corners(stack):
    """Column and row of the corner pixels of a slice."""
    _, rows, columns = stack.shape_kji
    return np.array([(0, 0), (columns - 1, 0), (0, rows - 1), (columns - 1, rows - 1)])


def our_corners(stack, k):
    """LPS of the corner pixels of slice k, as our volume has them."""
    geometry = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, "")
    return geometry.index_to_lps([(k, row, column) for column, row in corners(stack)])


def highdicom_transform(dataset, frame_number):
    """highdicom's way from (column, row) of one frame to the patient."""
    if "NumberOfFrames" in dataset:
        return highdicom.spatial.PixelToReferenceTransformer.for_image(dataset, frame_number=frame_number)
    return highdicom.spatial.PixelToReferenceTransformer(
        dataset.ImagePositionPatient, dataset.ImageOrientationPatient, dataset.PixelSpacing
    )


@pytest.mark.filterwarnings("ignore")
def test_every_slice_of_every_real_volume_lies_where_highdicom_puts_it(real_volumes):
    for folder, description, stack in real_volumes:
        for k, frame in enumerate(stack.frames):
            dataset = pydicom.dcmread(frame.path, stop_before_pixels=True)
            theirs = highdicom_transform(dataset, frame.frame_number)(corners(stack))
            message = f"{folder} {description} slice {k}"
            np.testing.assert_allclose(our_corners(stack, k), theirs, rtol=0, atol=TOLERANCE_MM, err_msg=message)


def simpleitk_image(stack):
    """What SimpleITK makes of the files of a stack in our order, and which of its slices is which of ours."""
    files = list(dict.fromkeys(frame.path for frame in stack.frames))
    if len(files) == 1:
        # It keeps the frames of a multi-frame file in their order; we sort them along the normal.
        return SimpleITK.ReadImage(files[0]), [frame.frame_number - 1 for frame in stack.frames]
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(files)
    return reader.Execute(), list(range(len(files)))


def assert_lies_where_simpleitk_puts_it(stack, message=""):
    image, order = simpleitk_image(stack)
    for k, slice_number in enumerate(order):
        theirs = [
            image.TransformIndexToPhysicalPoint((int(column), int(row), slice_number)) for column, row in corners(stack)
        ]
        ours = our_corners(stack, k)
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=CORNER_TOLERANCE_MM, err_msg=f"{message} slice {k}")


def test_every_slice_of_every_real_volume_lies_where_simpleitk_puts_it(real_volumes):
    for folder, description, stack in real_volumes:
        assert_lies_where_simpleitk_puts_it(stack, f"{folder} {description}")


def assert_pixels_are_where_the_headers_put_them(volume, places, orientation):
    """Every pixel of every file has its value at its patient point."""
    for n, place in enumerate(places):
        for row in range(ROWS):
            for column in range(COLUMNS):
                point = tuple(point_of(place, orientation, row, column))
                value = value_at(volume, point)
                assert value == pytest.approx(pixels_of(n)[row, column] + volume.rescale.intercept, abs=1e-3)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("enhanced", [False, True])
@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("name", ORIENTATIONS)
def test_built_series_lie_right_in_every_position_and_plane(tmp_path, only_series, name, backward, enhanced):
    """From the file through scan and load: pixels of 0.5 x 0.4 mm, slices in or against the order of their normal."""
    orientation = ORIENTATIONS[name]
    places = positions(orientation)[:: -1 if backward else 1]
    if enhanced:
        write_enhanced(tmp_path / "s" / "one", places, orientation)
    else:
        write_classic(tmp_path / "s", places, orientation)
    series = only_series(tmp_path / "s")
    (stack,) = series.stacks
    volume = load_stack(series)
    assert isinstance(volume, Volume)
    assert volume.problems == ()
    np.testing.assert_allclose(volume.geometry.spacing_mm_kji, (STEP_MM, 0.5, 0.4), atol=1e-6)
    assert_pixels_are_where_the_headers_put_them(volume, places, orientation)
    assert_lies_where_simpleitk_puts_it(stack, name)
    for k, frame in enumerate(stack.frames):
        dataset = pydicom.dcmread(frame.path, stop_before_pixels=True)
        theirs = highdicom_transform(dataset, frame.frame_number)(corners(stack))
        np.testing.assert_allclose(our_corners(stack, k), theirs, rtol=0, atol=TOLERANCE_MM)


@pytest.mark.parametrize("name", ["HFS", "FFDR", "double oblique"])
def test_simpleitk_stretches_a_series_with_a_missing_slice_and_we_make_no_volume_of_it(tmp_path, only_series, name):
    """It spreads the slices it has evenly from the first to the last; we say what is missing."""
    orientation = ORIENTATIONS[name]
    places = [place for n, place in enumerate(positions(orientation, SLICES + 1)) if n != 2]
    write_classic(tmp_path / "s", places, orientation)
    series = only_series(tmp_path / "s")
    (stack,) = series.stacks
    image, _ = simpleitk_image(stack)
    stretched = np.linalg.norm(np.subtract(image.TransformIndexToPhysicalPoint((0, 0, 2)), places[2]))
    assert stretched > 0.3 * STEP_MM
    assert [problem.code for problem in stack.problems] == [ProblemCode.MISSING_SLICES]
    pixels = load_stack(series)
    assert isinstance(pixels, ImageStack)
    for frame, place in zip(pixels.frames, places, strict=True):
        np.testing.assert_allclose(frame.plane.origin_lps_mm, place, atol=1e-9)


def test_simpleitk_loses_the_geometry_of_an_enhanced_image_with_a_gap_and_we_keep_each_frame(tmp_path, only_series):
    """It falls back to pixels and steps of 1 mm; we show the frames one by one, each in its own plane."""
    orientation = ORIENTATIONS["oblique"]
    places = [place for n, place in enumerate(positions(orientation, SLICES + 1)) if n != 2]
    path = write_enhanced(tmp_path / "s" / "one", places, orientation)
    image = SimpleITK.ReadImage(str(path))
    assert image.GetSpacing() == (1, 1, 1)
    pixels = load_stack(only_series(tmp_path / "s"))
    assert isinstance(pixels, ImageStack)
    assert [frame.plane.origin_lps_mm for frame in pixels.frames] == [pytest.approx(place) for place in places]


def test_simpleitk_straightens_a_gantry_tilt_in_silence_and_we_resample_it_where_it_lies(tmp_path, only_series):
    """It piles sheared slices up along their normal, each beside its place; ours keep their patient points."""
    orientation = ORIENTATIONS["oblique"]
    places = positions(orientation, step=np.array([0.0, 0.0, 3.0]))
    write_classic(tmp_path / "s", places, orientation)
    series = only_series(tmp_path / "s")
    (stack,) = series.stacks
    assert [problem.code for problem in stack.problems] == [ProblemCode.GANTRY_TILT]
    image, _ = simpleitk_image(stack)
    off = np.linalg.norm(np.subtract(image.TransformIndexToPhysicalPoint((0, 0, SLICES - 1)), places[-1]))
    assert off > 3.0
    straight = load_straight(series)
    exact = 0
    for k, place in enumerate(places):
        index = straight.geometry.lps_to_index(place)
        assert index[0] == pytest.approx(k, abs=1e-6)
        np.testing.assert_array_equal(straight.extents[k, :, 0], np.ceil(np.round(index[1:], 5)))
        if abs(index[1] - round(index[1])) < 1e-5:  # a slice moved by whole pixels keeps its very values
            exact += 1
            for row, column in ((0, 0), (ROWS - 1, COLUMNS - 1), (3, 4)):
                value = value_at(straight, tuple(point_of(place, orientation, row, column)))
                assert value == pytest.approx(pixels_of(k)[row, column] + straight.rescale.intercept, abs=0.01)
    assert exact
