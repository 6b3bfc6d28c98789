"""What a study holds beside images: found with it, read whole, compared with what DCMTK prints of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from viewers.state.presentation_state import GraphicKind, PresentationState, presented
from viewers.state.viewport_state import ViewportState
from workstation.dicom.document_header import document_header
from workstation.dicom.documents import DocumentError, PdfDocument, ReportDocument, open_document
from workstation.dicom.presentation_states import OWN_SHUTTER, OWN_VOI_TABLE, presentation_state
from workstation.dicom.records import DocumentKind, DocumentRecord
from workstation.dicom.report_text import LEFT_OUT, mentioned_images, report_lines
from workstation.dicom.scan import scan_paths

SR = ("reportsi.dcm", "test-SR.dcm", "sr-seg-ct/sr_document.dcm")


@pytest.fixture
def objects(shared_data: Path) -> Path:
    return shared_data / "zoo" / "objects"


def record_of(path: Path) -> DocumentRecord:
    header = document_header(str(path), str(dcmread(path, stop_before_pixels=True).SOPClassUID))
    assert header is not None
    return header.record


@pytest.mark.parametrize("name", SR)
def test_a_report_says_every_text_that_dcmtk_prints(objects: Path, name: str) -> None:
    tool = shutil.which("dsrdump")
    if tool is None:
        pytest.skip("DCMTK (dsrdump) is not installed")
    printed = subprocess.run([tool, "-Ee", "+Pl", str(objects / name)], capture_output=True, check=True).stdout
    document = open_document(record_of(objects / name))
    assert isinstance(document, ReportDocument)
    said = "\n".join(f"{line.heading} {line.text}" for line in document.lines)
    content = [line for line in printed.decode("latin-1").splitlines() if line.strip().startswith("<")]
    plain = [line for line in content if not any(f" {kind}:" in line for kind in ("DATE", "TIME", "DATETIME", "IMAGE"))]
    quoted = [part for line in plain for part in line.split('" (')[0].split('"')[1::2]]
    texts = [text for text in quoted if text and "\\" not in text]
    assert len(texts) > 5
    assert [text for text in texts if text not in said] == []


def test_a_report_is_found_with_the_images_of_its_study_and_leads_to_them(objects: Path, tmp_path: Path) -> None:
    report = scan_paths([objects / "sr-seg-ct"], cache_dir=tmp_path)
    (study,) = [study for patient in report.patients for study in patient.studies]
    (record,) = study.documents
    assert (record.kind, record.title, record.date) == (
        DocumentKind.REPORT, "Imaging Measurement Report", "2019-03-17",
    )  # fmt: skip
    assert [item.is_document for item in report.not_images if "SR" in item.sop_class] == [True]
    document = open_document(record)
    assert isinstance(document, ReportDocument)
    shown = {f.sop_instance_uid for series in study.series for stack in series.stacks for f in stack.frames}
    assert shown & {mention.sop_instance_uid for mention in mentioned_images(document.lines)}


def test_a_document_of_somebody_else_stands_beside_nothing(objects: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(objects / "sr-seg-ct", folder)
    path = folder / "sr_document.dcm"
    dataset = dcmread(path)
    dataset.PatientName = "Somebody^Else"
    dataset.save_as(path)
    report = scan_paths([folder], cache_dir=tmp_path / "cache")
    assert [study.documents for patient in report.patients for study in patient.studies] == [()]
    assert not any(item.is_document for item in report.not_images)


def test_an_encapsulated_pdf_comes_out_as_it_went_in(objects: Path, tmp_path: Path) -> None:
    document = open_document(record_of(objects / "encapsulated_pdf.dcm"))
    assert isinstance(document, PdfDocument)
    tool = shutil.which("dcm2pdf")
    if tool is None:
        pytest.skip("DCMTK (dcm2pdf) is not installed")
    subprocess.run([tool, str(objects / "encapsulated_pdf.dcm"), str(tmp_path / "a.pdf")], check=True)
    assert document.data.rstrip(b"\0") == (tmp_path / "a.pdf").read_bytes().rstrip(b"\0")


def test_what_is_no_pdf_is_not_opened_as_one(objects: Path, tmp_path: Path) -> None:
    dataset = dcmread(objects / "encapsulated_pdf.dcm")
    dataset.EncapsulatedDocument = b"MZ not a pdf"
    dataset.save_as(tmp_path / "a.dcm")
    with pytest.raises(DocumentError, match="holds no PDF"):
        open_document(record_of(tmp_path / "a.dcm"))


def test_a_document_that_has_gone_says_what_to_do(objects: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    shutil.copy(objects / "reportsi.dcm", path)
    record = record_of(path)
    path.unlink()
    with pytest.raises(DocumentError, match=r"report cannot be opened: No such file.*Ask its sender"):
        open_document(record)


def test_a_presentation_is_read_with_its_window_area_and_drawings(objects: Path) -> None:
    state = open_document(record_of(objects / "gsps" / "PR000000.dcm"))
    assert isinstance(state, PresentationState)
    (image,) = state.images
    assert image.window is not None
    assert (image.window.width, image.window.center) == (4096.0, 2048.0)
    assert image.area == (-1.0, -1.0, 2687.0, 2687.0)
    (ellipse,) = image.graphics
    raw = dcmread(objects / "gsps" / "PR000000.dcm").GraphicAnnotationSequence[0].GraphicObjectSequence[0]
    assert ellipse.kind is GraphicKind.ELLIPSE
    assert [v + 0.5 for point in ellipse.points for v in point] == pytest.approx(list(raw.GraphicData))
    assert image.texts[0].text.splitlines()[2] == "Area: 119.58 cm² (W: 12.68 cm H:12.01 cm)"


def a_presentation(**values: object) -> PresentationState:
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.1", "1.2.3"
    series, dataset = Dataset(), Dataset()
    series.ReferencedImageSequence = Sequence([reference])
    dataset.ReferencedSeriesSequence = Sequence([series])
    for name, value in values.items():
        setattr(dataset, name, value)
    return presentation_state(dataset, "a presentation")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("flip", ["Y", "N"])
def test_turned_then_mirrored_in_the_object_is_the_same_mirrored_then_turned(rotation: int, flip: str) -> None:
    numpy = pytest.importorskip("numpy")
    (image,) = a_presentation(ImageRotation=rotation, ImageHorizontalFlip=flip).images
    state = presented(ViewportState(), image)
    picture = numpy.arange(6).reshape(2, 3)
    asked = numpy.rot90(picture, -rotation // 90)
    asked = asked[:, ::-1] if flip == "Y" else asked
    ours = picture[:, ::-1] if state.flip_horizontal else picture
    assert numpy.array_equal(numpy.rot90(ours, -state.quarter_turns), asked)


def test_what_of_a_presentation_is_not_shown_is_named() -> None:
    lut = Dataset()
    lut.VOILUTSequence = Sequence([Dataset()])
    state = a_presentation(SoftcopyVOILUTSequence=Sequence([lut]), ShutterShape="CIRCULAR")
    assert state.not_shown == (OWN_VOI_TABLE, OWN_SHUTTER)
    assert a_presentation().not_shown == ()


def test_a_presentation_about_one_image_says_nothing_about_another() -> None:
    other = Dataset()
    other.ReferencedSOPInstanceUID, other.ReferencedSOPClassUID = "9.9", "1.2.840.10008.5.1.4.1.1.1"
    window = Dataset()
    window.WindowCenter, window.WindowWidth = "1", "2"
    window.ReferencedImageSequence = Sequence([other])
    (image,) = a_presentation(SoftcopyVOILUTSequence=Sequence([window])).images
    assert image.window is None


def test_a_report_nested_without_end_is_cut_off_and_says_so() -> None:
    top = dataset = Dataset()
    for _ in range(200):
        dataset.ValueType, inner = "TEXT", Dataset()
        dataset.TextValue = "x"
        dataset.ContentSequence = Sequence([inner])
        dataset = inner
    lines = report_lines(top)
    assert lines[-1].text == LEFT_OUT
    assert len(lines) == 65
