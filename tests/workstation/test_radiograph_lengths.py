"""A length on a radiograph is the same on the screen and on the command line, for every kind of calibration."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotations.locations import ImageLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from tests.support.dicom_builder import ct_slice, write
from viewers.imaging.images import ProjectionImage
from viewers.state.frame_layout import planar_layout
from viewers.state.viewport_state import ViewportState
from workstation.commands.measure import measure_points
from workstation.dicom.load import load_stack
from workstation.dicom.scan import scan_paths

DX = "1.2.840.10008.5.1.4.1.1.1.1"
DIAGONAL = ((1.0, 1.0), (4.0, 5.0))
"""Three columns and four rows apart."""


def a_radiograph(folder: Path, **changes: object) -> ProjectionImage:
    values = {"SOPClassUID": DX, "Modality": "DX", "PixelSpacing": None, **changes}
    values |= dict.fromkeys(("ImagePositionPatient", "ImageOrientationPatient", "FrameOfReferenceUID"))
    path = write(ct_slice(**values), folder / "images" / "a")
    report = scan_paths([path], cache_dir=folder / "cache")
    pixels = load_stack(report.patients[0].studies[0].series[0])
    assert isinstance(pixels, ProjectionImage)
    return pixels


CALIBRATIONS = [
    ({"PixelSpacing": [0.3, 0.2], "PixelSpacingCalibrationType": "FIDUCIAL"}, "calibrated-fiducial", (0.3, 0.2)),
    ({"ImagerPixelSpacing": [0.3, 0.2]}, "detector-plane", (0.3, 0.2)),
    ({"ImagerPixelSpacing": [0.3, 0.2], "PixelSpacing": [0.0, 0.0]}, "detector-plane", (0.3, 0.2)),
    (
        {"ImagerPixelSpacing": [0.3, 0.2], "EstimatedRadiographicMagnificationFactor": 1.25},
        "magnification-corrected",
        (0.24, 0.16),
    ),
    (
        {"ImagerPixelSpacing": [0.3, 0.2], "DistanceSourceToDetector": 1000, "DistanceSourceToPatient": 1},
        "detector-plane",
        (0.3, 0.2),
    ),
]


@pytest.mark.parametrize(("header", "source", "spacing"), CALIBRATIONS)
def test_screen_and_command_line_agree(
    header: dict[str, object], source: str, spacing: tuple[float, float], tmp_path: Path
) -> None:
    pixels = a_radiograph(tmp_path, **header)
    expected = float(np.hypot(4 * spacing[0], 3 * spacing[1]))
    told = measure_points(pixels, kind="length", points=str([list(p) for p in DIAGONAL]), space="pixel", frame=1)
    assert (told["unit"], told["calibration"]) == ("mm", source)
    assert told["value"] == pytest.approx(expected)
    frame = pixels.frames[0]
    assert frame is not None
    geometry = planar_layout(pixels, frame, ViewportState(), (500, 400))
    clicked = geometry.display_to_image(geometry.image_to_display(DIAGONAL))
    ends = tuple((float(column), float(row)) for column, row in clicked)
    mark = Mark("m", MarkKind.LENGTH, ImageLocation(frame.image, ends), calibration=pixels.calibration)
    assert measure(mark).value == pytest.approx(expected)


@pytest.mark.parametrize("header", [{"PixelSpacing": [0.0, 0.0]}, {"PixelSpacing": [0.2, 0.2]}, {}])
def test_without_calibration_lengths_are_in_pixels(header: dict[str, object], tmp_path: Path) -> None:
    pixels = a_radiograph(tmp_path, **header)
    told = measure_points(pixels, kind="length", points="[[1,1],[4,5]]", space="pixel", frame=1)
    assert (told["value"], told["unit"], told["calibration"]) == (pytest.approx(5), "{pixels}", "none")


def test_pixels_that_are_not_square_are_drawn_in_their_proportion(tmp_path: Path) -> None:
    pixels = a_radiograph(tmp_path, ImagerPixelSpacing=[0.3, 0.2])
    frame = pixels.frames[0]
    assert frame is not None
    geometry = planar_layout(pixels, frame, ViewportState(), (500, 400))
    across, down = np.diff(geometry.image_to_display([(0.0, 0.0), (1.0, 1.0)]), axis=0)[0]
    assert down / across == pytest.approx(1.5)
