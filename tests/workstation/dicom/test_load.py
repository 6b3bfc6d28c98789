"""Loading: values, order, progress, cancel, and what happens to frames that cannot be loaded."""

from __future__ import annotations

import numpy as np
import pytest
from pydicom.pixels import pixel_array
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian

from tests.support.dicom_builder import COLUMNS, ROWS, ct_slice, pixel_values, write, write_series
from viewers.imaging.gaps import gap_words
from viewers.imaging.images import ImageStack, ProjectionImage, Volume
from viewers.imaging.problems import ProblemCode
from viewers.imaging.windowing import Window
from workstation.dicom.load import load_stack
from workstation.dicom.thumbnails import thumbnail
from workstation.jobs.cancel import CancelledError, CancelToken


def test_a_volume_holds_the_stored_values_in_order_of_position(tmp_path, only_series):
    write_series(tmp_path / "s", [4.0, 0.0, 2.0])
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    for k, number in enumerate((2, 3, 1)):
        np.testing.assert_array_equal(volume.stored_values[k], pixel_values(number))
    assert volume.loaded.all()
    assert (volume.rescale.slope, volume.rescale.intercept, volume.rescale.unit) == (1.0, -1024.0, "HU")
    assert volume.windows == (Window(400, 40), Window(1500, 300))
    assert volume.description.patient_name == "Test, Patient"
    assert volume.images[0].series_instance_uid == volume.series.series_instance_uid
    assert volume.slice_thickness_mm == 2.0


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian])
def test_every_uncompressed_syntax_gives_the_same_values(tmp_path, only_series, syntax):
    for n in range(2):
        dataset = ct_slice(2.0 * n, n + 1)
        dataset.file_meta.TransferSyntaxUID = syntax
        if syntax == ExplicitVRBigEndian:
            dataset.PixelData = pixel_values(n + 1).astype(">i2").tobytes()
        write(dataset, tmp_path / "s" / str(n))
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    np.testing.assert_array_equal(volume.stored_values, np.stack([pixel_values(1), pixel_values(2)]))


def test_bits_above_bits_stored_are_dropped_and_the_sign_extended(tmp_path, only_series):
    wanted = np.linspace(-2048, 2047, ROWS * COLUMNS).astype(np.int16).reshape(ROWS, COLUMNS)
    dirty = (wanted.view(np.uint16) & 0x0FFF) | 0xA000
    for n in range(2):
        write(ct_slice(2.0 * n, n, BitsStored=12, HighBit=11, PixelData=dirty.tobytes()), tmp_path / "s" / str(n))
    volume = load_stack(only_series(tmp_path / "s"))
    np.testing.assert_array_equal(volume.stored_values[0], wanted)


def test_slices_with_their_own_rescale_become_modality_values(tmp_path, only_series):
    for n in range(3):
        write(ct_slice(2.0 * n, n + 1, RescaleSlope=n + 1), tmp_path / "s" / str(n))
    volume = load_stack(only_series(tmp_path / "s"))
    assert volume.stored_values.dtype == np.float32
    assert (volume.rescale.slope, volume.rescale.intercept) == (1.0, 0.0)
    np.testing.assert_allclose(volume.stored_values[2], pixel_values(3) * 3.0 - 1024)


def test_hounsfield_units_only_where_the_header_says_so(tmp_path, only_series):
    def unit(**changes):
        write_series(tmp_path / repr(changes), [0, 2], **changes)
        return load_stack(only_series(tmp_path / repr(changes))).rescale.unit

    assert unit() == "HU"
    assert unit(RescaleType="HU") == "HU"
    assert unit(RescaleType="US") == ""
    assert unit(ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]) == ""
    assert unit(SOPClassUID="1.2.840.10008.5.1.4.1.1.4", Modality="MR") == ""


def test_the_wanted_slice_is_in_before_ready_and_the_rest_comes_outward(tmp_path, only_series):
    write_series(tmp_path / "s", [2.0 * n for n in range(9)])
    series = only_series(tmp_path / "s")
    seen, progress = [], []
    volume = load_stack(
        series,
        first=6,
        on_ready=lambda v: seen.append((v.loaded.copy(), v.stored_values[6].copy())),
        on_progress=lambda done, total: progress.append((done, total)),
    )
    ((loaded, values),) = seen
    assert list(np.flatnonzero(loaded)) == [6]
    np.testing.assert_array_equal(values, volume.stored_values[6])
    assert progress == [(n, 9) for n in range(2, 10)]


def test_cancel_stops_the_load(tmp_path, only_series):
    write_series(tmp_path / "s", [2.0 * n for n in range(9)])
    token = CancelToken()
    done = []
    with pytest.raises(CancelledError):
        load_stack(
            only_series(tmp_path / "s"),
            on_ready=lambda _: token.cancel(),
            on_progress=lambda d, t: done.append(d),
            cancel=token,
        )
    assert done == []


def test_files_that_vanish_or_shrink_are_problems_and_the_rest_is_loaded(tmp_path, only_series):
    paths = write_series(tmp_path / "s", [0.0, 2.0, 4.0, 6.0, 8.0])
    series = only_series(tmp_path / "s")
    paths[1].unlink()
    paths[2].write_bytes(paths[2].read_bytes()[:-10])
    paths[3].write_bytes(b"something else entirely" * 50)
    volume = load_stack(series, first=1)
    assert volume.description.patient_id == "P1"
    assert list(volume.loaded) == [True, False, False, False, True]
    assert not volume.stored_values[1:4].any()
    assert {p.code for p in volume.problems} == {ProblemCode.DECODE_FAILED, ProblemCode.TRUNCATED_PIXEL_DATA}
    assert all(p.instances for p in volume.problems)


def test_a_truncated_single_image_says_so_instead_of_half_a_picture(tmp_path, only_series):
    path = write(ct_slice(), tmp_path / "a")
    path.write_bytes(path.read_bytes()[:-10])
    series = only_series(path)
    assert [p.code for p in series.stacks[0].problems] == [ProblemCode.TRUNCATED_PIXEL_DATA]
    stack = load_stack(series)
    assert isinstance(stack, ImageStack)
    assert stack.frames[0].values is None
    assert "cut short" in stack.frames[0].failure
    assert [p.code for p in stack.problems] == [ProblemCode.TRUNCATED_PIXEL_DATA]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"BitsStored": 20}, ProblemCode.INVALID_PIXEL_MODULE),
        ({"HighBit": 3}, ProblemCode.INVALID_PIXEL_MODULE),
        ({"SamplesPerPixel": 2}, ProblemCode.INVALID_PIXEL_MODULE),
        ({"PhotometricInterpretation": "CMYK"}, ProblemCode.INVALID_PIXEL_MODULE),
        ({"Rows": 0}, ProblemCode.INVALID_PIXEL_MODULE),
        ({"Rows": 60000, "Columns": 60000}, ProblemCode.INVALID_PIXEL_MODULE),
    ],
)
def test_an_impossible_pixel_module_is_refused_before_decoding(tmp_path, only_series, changes, code):
    series = only_series(write(ct_slice(**changes), tmp_path / "a"))
    assert [p.code for p in series.stacks[0].problems] == [code]
    assert load_stack(series).frames[0].values is None


def test_an_unknown_transfer_syntax_is_said(tmp_path, only_series):
    path = write(ct_slice(), tmp_path / "a")
    path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.9\0"))
    series = only_series(path)
    assert [p.code for p in series.stacks[0].problems] == [ProblemCode.UNSUPPORTED_TRANSFER_SYNTAX]
    assert [p.code for p in load_stack(series).problems][-1] == ProblemCode.UNSUPPORTED_TRANSFER_SYNTAX


def test_a_radiograph_is_a_projection_with_letters_and_polarity(shared_data, only_series):
    pixels = load_stack(only_series(shared_data / "xray" / "chest_CR_mono1_J2KI.dcm"))
    assert isinstance(pixels, ProjectionImage)
    assert pixels.frames[0].inverted
    assert pixels.frames[0].plane is None
    assert pixels.description.lossy


def test_a_cine_run_has_all_its_frames_and_their_time(shared_data, only_series):
    pixels = load_stack(only_series(shared_data / "xray" / "coronary_XA_96frames_jpeg.dcm"))
    assert isinstance(pixels, ProjectionImage)
    assert len(pixels.frames) == 96
    assert all(f is not None and f.values is not None for f in pixels.frames)
    assert pixels.timing.frame_time_ms == pytest.approx(33.0, abs=1.0)


ZOO = [
    "transfer-syntax/CT1_J2KI.dcm",
    "transfer-syntax/CT1_J2KR.dcm",
    "transfer-syntax/CT1_JLSL.dcm",
    "transfer-syntax/CT1_JLSN.dcm",
    "transfer-syntax/CT1_RLE.dcm",
    "transfer-syntax/D_CLUNIE_CT1_RLE_FRAGS.dcm",
    "transfer-syntax/MR_small_bigendian.dcm",
    "transfer-syntax/US_Explicit_Big_RGB.dcm",
    "transfer-syntax/SC_rgb_jpeg_dcmtk.dcm",
    "color/SC_rgb_small_odd_jpeg.dcm",
    "color/SC_rgb_dcmtk_+eb+cy+np.dcm",
    "color/SC_rgb_dcmtk_+eb+cy+s4.dcm",
    "color/SC_rgb_jpeg_app14_dcmd.dcm",
    "color/SC_ybr_full_422_uncompressed.dcm",
    "color/SC_ybr_full_uncompressed.dcm",
    "color/color-pl.dcm",
    "color/color-px.dcm",
    "color/examples_ybr_color.dcm",
    "color/US1_J2KR.dcm",
    "color/JLSL_RGB_ILV1.dcm",
    "pixel-lut-overlay/J2K_pixelrep_mismatch.dcm",
    "pixel-lut-overlay/JLSL_16_15_1_1F.dcm",
    "pixel-lut-overlay/MR-SIEMENS-DICOM-WithOverlays.dcm",
    "pixel-lut-overlay/parametric_map_float.dcm",
]


@pytest.mark.parametrize("name", ZOO)
@pytest.mark.filterwarnings("ignore")
def test_decoded_values_equal_a_second_decoder(shared_data, only_series, name):
    path = shared_data / "zoo" / name
    series = only_series(path)
    for number, stack in enumerate(series.stacks):
        pixels = load_stack(series, number)
        for n, frame in enumerate(stack.frames):
            values = pixels.stored_values[n] if isinstance(pixels, Volume) else pixels.frames[n].values
            expected = pixel_array(path, index=frame.frame_number - 1)
            np.testing.assert_array_equal(values, expected)


@pytest.mark.parametrize("name", ["CT1_JPLL.dcm", "JPGExtended.dcm", "JPEG-LL.dcm", "MR3_knee_JPLY.dcm"])
def test_jpeg_values_equal_dcmtk(shared_data, only_series, tmp_path, name, dcmdjpeg):
    path = shared_data / "zoo" / "transfer-syntax" / name
    expected = pixel_array(dcmdjpeg(path, tmp_path / "native.dcm"))
    frame = load_stack(only_series(path)).frames[0]
    np.testing.assert_array_equal(frame.values, expected)


@pytest.mark.parametrize("name", ["TestPattern_Palette_16.dcm", "gdcm-US-ALOKA-16.dcm", "examples_palette.dcm"])
def test_palettes_are_shown_in_colour(shared_data, only_series, name):
    frame = load_stack(only_series(shared_data / "zoo" / "color" / name)).frames[0]
    assert frame.values.dtype == np.uint8
    assert frame.values.shape[-1] == 3
    assert frame.values.max() > 100


def test_a_modality_lut_sequence_is_applied_to_the_values(shared_data, only_series):
    frame = load_stack(only_series(shared_data / "zoo" / "pixel-lut-overlay" / "mlut_18.dcm")).frames[0]
    assert (frame.rescale.slope, frame.rescale.intercept) == (1.0, 0.0)
    assert frame.values.dtype == np.uint16


def test_damaged_compressed_data_costs_its_frame_only(shared_data, only_series, tmp_path):
    source = shared_data / "ct-lspine-sagittal"
    for n in range(10, 15):
        data = (source / f"CT0000{n}.dcm").read_bytes()
        (tmp_path / f"{n}").write_bytes(data.replace(b"\xff\x4f\xff\x51", bytes(4)) if n == 12 else data)
    volume = load_stack(only_series(tmp_path))
    assert isinstance(volume, Volume)
    assert volume.loaded.sum() == 4
    assert [p.code for p in volume.problems] == [ProblemCode.DECODE_FAILED]


def test_thumbnails_keep_the_shape_of_the_image(tmp_path, only_series, shared_data):
    write_series(tmp_path / "s", [0, 2, 4])
    assert thumbnail(only_series(tmp_path / "s")).shape == (ROWS, COLUMNS)
    large = thumbnail(only_series(shared_data / "xray" / "hip_CR_J2KR.dcm"), size_px=96)
    assert large.shape == (96, 79)
    assert large.std() > 10
    colour = thumbnail(only_series(shared_data / "zoo" / "color" / "color-px.dcm"))
    assert colour.ndim == 3


def test_absurd_rescale_and_window_values_are_left_out(tmp_path, only_series):
    path = write(ct_slice(RescaleSlope="1e300", WindowWidth="1e300", WindowCenter="1"), tmp_path / "a")
    series = only_series(path)
    frame = load_stack(series).frames[0]
    assert (frame.rescale.slope, frame.rescale.intercept) == (1.0, 0.0)
    assert frame.windows == ()
    assert thumbnail(series).dtype == np.uint8


def test_a_series_with_a_gap_carries_its_steps(tmp_path, only_series, shared_data):
    write_series(tmp_path / "s", [0, 2, 4, 10])
    stack = load_stack(only_series(tmp_path / "s"))
    assert isinstance(stack, ImageStack)
    assert (stack.steps_mm, stack.frame_step_mm) == (pytest.approx((2, 2, 6)), pytest.approx(2))
    assert [gap_words(stack, n) for n in (1, 2)] == ["", "gap of 2 slices after this one"]
    tilted = load_stack(only_series(shared_data / "ct-gantry-tilt"))
    assert isinstance(tilted, ImageStack)
    assert (len(tilted.steps_mm), tilted.frame_step_mm) == (27, None)


def test_every_stack_of_a_split_series_carries_its_label(tmp_path, only_series):
    for n in range(4):
        write(ct_slice(2.0 * (n // 2), n, EchoNumbers=n % 2 + 1), tmp_path / "s" / str(n))
    series = only_series(tmp_path / "s")
    assert [load_stack(series, n).description.stack_label for n in (0, 1)] == ["echo 1", "echo 2"]
    bare = [write(ct_slice(0, n, ImagePositionPatient=None, EchoNumbers=n), tmp_path / "b" / str(n)) for n in (1, 2)]
    assert len(bare) == 2
    series = only_series(tmp_path / "b")
    assert [load_stack(series, n).description.stack_label for n in (0, 1)] == ["echo 1", "echo 2"]
