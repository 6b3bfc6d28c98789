"""Writes the seeds of the fuzz target: small files, each with one thing that is parsed or decoded.

Run as `python -m tests.fuzz.make_corpus`; the result is the same on every run.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.sequence import Sequence
from pydicom.uid import UID, EnhancedMRImageStorage, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from tests.support.dicom_builder import ct_slice

CORPUS = Path(__file__).parent / "corpus"
SYNTAX = "1.2.840.10008.1.2.4."
INSTANCE_UID = "1.2.826.0.1.3680043.8.498.9"
SIDE = 16
GREY16 = (np.arange(SIDE * SIDE).reshape(SIDE, SIDE) * 37 % 4000).astype(np.uint16)
GREY8 = (GREY16 >> 4).astype(np.uint8)
RGB = np.stack([GREY8, GREY8.T, 255 - GREY8], axis=-1)


def _slice(array: np.ndarray, **changes: Any) -> Dataset:
    """A CT slice with these pixels."""
    bits = array.dtype.itemsize * 8
    colour = array.ndim == 3
    return ct_slice(
        SOPInstanceUID=INSTANCE_UID,
        Rows=array.shape[0],
        Columns=array.shape[1],
        **{
            "SamplesPerPixel": 3 if colour else 1,
            "PhotometricInterpretation": "RGB" if colour else "MONOCHROME2",
            "PlanarConfiguration": 0 if colour else None,
            "BitsAllocated": bits,
            "BitsStored": bits,
            "HighBit": bits - 1,
            "PixelRepresentation": 0,
            "PixelData": array.tobytes(),
            **changes,
        },
    )


def _saved(dataset: Dataset, syntax: str = ExplicitVRLittleEndian) -> bytes:
    uid = UID(syntax)
    dataset.file_meta.TransferSyntaxUID = uid
    dataset.file_meta.MediaStorageSOPInstanceUID = INSTANCE_UID
    dataset.file_meta.ImplementationClassUID = "1.2.3"
    if uid.is_compressed:
        dataset["PixelData"].VR = "OB"
    target = io.BytesIO()
    dataset.save_as(target, enforce_file_format=True)
    return target.getvalue()


def _compressed(frames: list[bytes], syntax: str, array: np.ndarray, *, table: bool = True, **changes: Any) -> bytes:
    dataset = _slice(array, **changes)
    dataset.PixelData = encapsulate(frames, has_bot=table)
    if len(frames) > 1:
        dataset.NumberOfFrames = len(frames)
    return _saved(dataset, syntax)


def _native() -> dict[str, bytes]:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    explicit = _saved(_slice(GREY16))
    meta_end = explicit.index(b"\x08\x00\x08\x00CS")  # Image Type, the first element of these files
    deflated_meta = _saved(_slice(GREY16), "1.2.840.10008.1.2.1").replace(
        b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.1\0"
    )
    bits = _slice(GREY8, BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=np.packbits(GREY8 > 99).tobytes())
    files = {
        "grey-16.dcm": explicit,
        "grey-8.dcm": _saved(_slice(GREY8, PhotometricInterpretation="MONOCHROME1")),
        "grey-12-in-16-signed.dcm": _saved(_slice(GREY16, BitsStored=12, HighBit=11, PixelRepresentation=1)),
        "grey-32.dcm": _saved(_slice(GREY16.astype(np.uint32))),
        "one-bit.dcm": _saved(bits),
        "rgb.dcm": _saved(_slice(RGB)),
        "rgb-planes.dcm": _saved(_slice(RGB, PlanarConfiguration=1)),
        "ybr-422.dcm": _saved(_slice(RGB, PhotometricInterpretation="YBR_FULL_422", PixelData=RGB[..., :2].tobytes())),
        "implicit.dcm": _saved(_slice(GREY16), ImplicitVRLittleEndian),
        "big-endian.dcm": _saved(_slice(GREY16.byteswap()), ExplicitVRBigEndian),
        "bare.dcm": _saved(_slice(GREY16), ImplicitVRLittleEndian)[132:],
        "run.dcm": _saved(_slice(GREY8, Modality="US", NumberOfFrames=3, PixelData=GREY8.tobytes() * 3, FrameTime=40)),
        "arabic.dcm": _saved(_slice(GREY8, SpecificCharacterSet="ISO_IR 127", PatientName="قباني^لنزار")),
        "japanese.dcm": _saved(
            _slice(
                GREY8, SpecificCharacterSet=["", "ISO 2022 IR 87"], PatientName="Yamada^Tarou=山田^太郎=やまだ^たろう"
            )
        ),
        "chinese.dcm": _saved(_slice(GREY8, SpecificCharacterSet="GB18030", PatientName="Wang^XiaoDong=王^小东")),
    }
    header = deflated_meta[:meta_end].replace(b"UI\x14\x001.2.840.10008.1.2.1\0", b"UI\x16\x001.2.840.10008.1.2.1.99")
    files["deflated.dcm"] = header + deflater.compress(explicit[meta_end:]) + deflater.flush()
    for name, kind, tag in (
        ("float.dcm", np.float32, "FloatPixelData"),
        ("double.dcm", np.float64, "DoubleFloatPixelData"),
    ):
        dataset = _slice(GREY16, BitsAllocated=np.dtype(kind).itemsize * 8)
        del dataset.PixelData
        setattr(dataset, tag, GREY16.astype(kind).tobytes())
        files[name] = _saved(dataset)
    return files


def _lut(kind: str, entries: int = 64) -> Dataset:
    item = Dataset()
    item.add_new(0x00283002, "US", [entries, 0, 16])
    item.add_new(0x00283003, "LO", kind)
    item.add_new(0x00283006, "OW", (np.arange(entries) * 1000 % 65536).astype("<u2").tobytes())
    return item


def _presented() -> dict[str, bytes]:
    palette: dict[str, Any] = {"PhotometricInterpretation": "PALETTE COLOR"}
    whole, segmented = _slice(GREY8, **palette), _slice(GREY8, **palette)
    for number, colour in enumerate(("Red", "Green", "Blue")):
        for dataset in (whole, segmented):
            dataset.add_new(0x00281101 + number, "US", [256, 0, 16])
        whole.add_new(0x00281201 + number, "OW", (np.arange(256) * 257).astype("<u2").tobytes())
        segmented.add_new(0x00281221 + number, "OW", np.array([0, 1, 0, 1, 255, 65535], "<u2").tobytes())
        assert colour
    overlay = _slice(GREY16, ShutterShape="CIRCULAR", CenterOfCircularShutter=[8, 8], RadiusOfCircularShutter=6)
    for tag, vr, value in (
        (0x60000010, "US", SIDE), (0x60000011, "US", SIDE), (0x60000040, "CS", "G"), (0x60000050, "SS", [1, 1]),
        (0x60000100, "US", 1), (0x60000102, "US", 0), (0x60003000, "OW", np.packbits(GREY8 > 99).tobytes()),
        (0x60020010, "US", SIDE), (0x60020011, "US", SIDE), (0x60020040, "CS", "G"), (0x60020050, "SS", [1, 1]),
        (0x60020100, "US", 16), (0x60020102, "US", 15),
    ):  # fmt: skip
        overlay.add_new(tag, vr, value)
    polygon = _slice(
        GREY16, ShutterShape=["RECTANGULAR", "POLYGONAL"], VerticesOfThePolygonalShutter=[1, 1, 9, 1, 9, 9]
    )
    for name, value in (("Left", 2), ("Right", 12), ("Upper", 2), ("Lower", 12)):
        side = "Vertical" if name in {"Left", "Right"} else "Horizontal"
        setattr(polygon, f"Shutter{name}{side}Edge", value)
    tables = _slice(
        GREY16, ModalityLUTSequence=Sequence([_lut("table")]), VOILUTSequence=Sequence([_lut("a"), _lut("b")])
    )
    tables.PresentationLUTSequence = Sequence([_lut("p", 256)])
    return {
        "palette.dcm": _saved(whole),
        "palette-segmented.dcm": _saved(segmented),
        "overlays.dcm": _saved(overlay),
        "shutters.dcm": _saved(polygon),
        "tables.dcm": _saved(tables),
        "enhanced.dcm": _saved(_enhanced()),
    }


def _enhanced() -> Dataset:
    """Three frames with functional groups, in sequences of undefined length."""

    def group(**values: Any) -> Sequence:
        item = Dataset()
        for keyword, value in values.items():
            setattr(item, keyword, value)
        return Sequence([item])

    dataset = _slice(GREY16, SOPClassUID=EnhancedMRImageStorage, NumberOfFrames=3, PixelData=GREY16.tobytes() * 3)
    shared = Dataset()
    shared.PlaneOrientationSequence = group(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    shared.PixelMeasuresSequence = group(PixelSpacing=[1, 1], SliceThickness=2)
    dataset.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for number in range(3):
        frame = Dataset()
        frame.PlanePositionSequence = group(ImagePositionPatient=[0, 0, 2 * number])
        frame.FrameContentSequence = group(StackID="1", InStackPositionNumber=number + 1, TemporalPositionIndex=1)
        frame.FrameVOILUTSequence = group(WindowCenter=40, WindowWidth=400)
        frame.PixelValueTransformationSequence = group(RescaleSlope=1, RescaleIntercept=number, RescaleType="US")
        frames.append(frame)
    dataset.PerFrameFunctionalGroupsSequence = Sequence(frames)
    dataset["PerFrameFunctionalGroupsSequence"].is_undefined_length = True
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing"):
        delattr(dataset, keyword)
    return dataset


def _encoded() -> dict[str, bytes]:
    jpeg, jpeg_rgb = imagecodecs.jpeg8_encode(GREY8, level=80), imagecodecs.jpeg8_encode(RGB, level=80)
    grey12 = {"BitsStored": 12, "HighBit": 11}
    j2k = imagecodecs.jpeg2k_encode(GREY16, codecformat="j2k", reversible=True, level=0)
    j2k_rgb = imagecodecs.jpeg2k_encode(RGB, codecformat="j2k", reversible=True, level=0)
    jls = imagecodecs.jpegls_encode(GREY16)
    rle = _slice(GREY16)
    rle.compress("1.2.840.10008.1.2.5", encoding_plugin="pydicom", generate_instance_uid=False)
    rle_rgb = _slice(RGB)
    rle_rgb.compress("1.2.840.10008.1.2.5", encoding_plugin="pydicom", generate_instance_uid=False)
    extended = _slice(GREY16, NumberOfFrames=2)
    extended.PixelData, extended.ExtendedOffsetTable, extended.ExtendedOffsetTableLengths = encapsulate_extended(
        [bytes(jls), bytes(jls)]
    )
    return {
        "jpeg.dcm": _compressed([jpeg], SYNTAX + "50", GREY8),
        "jpeg-rgb.dcm": _compressed([jpeg_rgb], SYNTAX + "50", RGB, PhotometricInterpretation="YBR_FULL_422"),
        "jpeg-12.dcm": _compressed(
            [imagecodecs.jpeg8_encode(GREY16, bitspersample=12)], SYNTAX + "51", GREY16, **grey12
        ),
        "jpeg-lossless.dcm": _compressed([imagecodecs.ljpeg_encode(GREY16)], SYNTAX + "70", GREY16),
        "jpeg-ls.dcm": _compressed([jls], SYNTAX + "80", GREY16),
        "jpeg-ls-near.dcm": _compressed([imagecodecs.jpegls_encode(GREY8, level=2)], SYNTAX + "81", GREY8),
        "jpeg-2000.dcm": _compressed([j2k], SYNTAX + "90", GREY16),
        "jpeg-2000-rgb.dcm": _compressed([j2k_rgb], SYNTAX + "91", RGB, PhotometricInterpretation="YBR_RCT"),
        "htj2k.dcm": _compressed([imagecodecs.htj2k_encode(GREY16, reversible=True)], SYNTAX + "201", GREY16),
        "rle.dcm": _saved(rle, "1.2.840.10008.1.2.5"),
        "rle-rgb.dcm": _saved(rle_rgb, "1.2.840.10008.1.2.5"),
        "fragments.dcm": _compressed([jpeg, jpeg, jpeg], SYNTAX + "50", GREY8, table=False),
        "offset-table.dcm": _compressed([jpeg, jpeg], SYNTAX + "50", GREY8),
        "extended-offsets.dcm": _saved(extended, SYNTAX + "80"),
    }


def _containers(image: bytes) -> dict[str, bytes]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a/one.dcm", "a/two.dcm"):
            archive.writestr(zipfile.ZipInfo(name), image)
    return {
        "archive.zip": target.getvalue(),
        "stored.zip": _stored(image),
        "packed.gz": gzip.compress(image, mtime=0),
        "DICOMDIR": _saved(_directory()),
    }


def _stored(image: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("one"), image)
    return target.getvalue()


def _directory() -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    records = []
    for file_id in (["IMAGES", "IM01"], ["A"], ["DICOMDIR"]):
        record = Dataset()
        record.OffsetOfTheNextDirectoryRecord = 0
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = file_id
        record.ReferencedSOPInstanceUIDInFile = "1.2.3"
        records.append(record)
    dataset.DirectoryRecordSequence = Sequence(records)
    return dataset


def seeds() -> dict[str, bytes]:
    """All seeds by file name."""
    native = _native()
    families: tuple[Callable[[], dict[str, bytes]], ...] = (_presented, _encoded)
    files = {**native}
    for family in families:
        files.update(family())
    return {**files, **_containers(native["grey-16.dcm"])}


def main() -> None:
    """Write the seeds."""
    CORPUS.mkdir(exist_ok=True)
    for name, content in seeds().items():
        (CORPUS / name).write_bytes(content)


if __name__ == "__main__":
    main()
