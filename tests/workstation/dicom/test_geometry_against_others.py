"""The grid of real series, compared with SimpleITK and highdicom; stored values through the rescale, with SimpleITK."""

from __future__ import annotations

import highdicom
import numpy as np
import pydicom
import pytest
import SimpleITK

from viewers.imaging.images import Volume
from workstation.dicom.load import load_stack

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
