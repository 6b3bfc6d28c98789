"""Everything under a path is listed: as an image, as another object, or as unreadable with its reason."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import zipfile

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from tests.support.dicom_builder import ct_slice, write, write_series
from viewers.imaging.problems import ProblemCode
from workstation.dicom import archives
from workstation.jobs.cancel import CancelledError, CancelToken


def image_count(report):
    return sum(s.instances for p in report.patients for study in p.studies for s in study.series)


def reasons(report):
    return {u.path: u.reason for u in report.unreadable}


def test_an_empty_folder_gives_an_empty_report(tmp_path, scan):
    folder = tmp_path / "empty"
    folder.mkdir()
    report = scan(folder)
    assert (report.files, report.patients, report.unreadable, report.not_images) == (0, (), (), ())


def test_a_path_that_is_not_there_is_said(tmp_path, scan):
    assert reasons(scan(tmp_path / "gone")) == {"gone": "no such file or folder"}


def test_a_text_file_renamed_dcm_is_unreadable_and_the_rest_goes_on(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2])
    (tmp_path / "s" / "notes.dcm").write_text("not an image\n" * 20)
    report = scan(tmp_path / "s")
    assert reasons(report) == {"notes.dcm": "plain text, not DICOM"}
    assert image_count(report) == 2


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"MZ" + bytes(200), "program"),
        (bytes(300), "not a"),
    ],
)
def test_foreign_files_are_named_by_what_they_are(tmp_path, scan, content, word):
    path = tmp_path / "x.dcm"
    path.write_bytes(content)
    assert word in reasons(scan(path))["x.dcm"]


def test_a_file_without_preamble_counts(tmp_path, scan):
    dataset = ct_slice()
    del dataset.file_meta
    dataset.save_as(tmp_path / "bare", implicit_vr=True, little_endian=True)
    assert image_count(scan(tmp_path / "bare")) == 1


def test_every_cut_of_a_file_is_an_image_or_has_a_reason(tmp_path, scan):
    whole = write(ct_slice(), tmp_path / "whole").read_bytes()
    for size in range(0, len(whole), 23):
        path = tmp_path / "cut"
        path.write_bytes(whole[:size])
        report = scan(path)
        assert image_count(report) + len(report.unreadable) + len(report.not_images) == 1


def test_two_patients_with_one_id_stay_two_and_both_are_marked(tmp_path, scan):
    write(ct_slice(), tmp_path / "s" / "a")
    other = ct_slice(StudyInstanceUID="1.2.3", SeriesInstanceUID="1.2.4", PatientName="Other^Person")
    write(other, tmp_path / "s" / "b")
    report = scan(tmp_path / "s")
    assert len(report.patients) == 2
    assert all([p.code for p in patient.problems] == [ProblemCode.MIXED_PATIENT] for patient in report.patients)


def test_case_and_padding_of_a_name_do_not_make_another_patient(tmp_path, scan):
    write(ct_slice(0, 1, PatientName="TEST^PATIENT^"), tmp_path / "s" / "a")
    write(ct_slice(2, 2, PatientName="Test^Patient"), tmp_path / "s" / "b")
    (patient,) = scan(tmp_path / "s").patients
    assert patient.problems == ()


def test_a_study_under_two_patients_is_marked(tmp_path, scan):
    write(ct_slice(0, 1, PatientID="A"), tmp_path / "s" / "a")
    write(ct_slice(2, 2, PatientID="B"), tmp_path / "s" / "b")
    patients = scan(tmp_path / "s").patients
    assert [[p.code for p in x.problems] for x in patients] == [[ProblemCode.MIXED_PATIENT]] * 2


def test_the_same_file_through_two_names_is_read_once(tmp_path, scan):
    path = write(ct_slice(), tmp_path / "s" / "a")
    (tmp_path / "s" / "link").symlink_to(path)
    report = scan(tmp_path / "s", path)
    assert (report.files, image_count(report)) == (1, 1)


def test_a_copy_of_an_image_is_listed_and_the_undamaged_file_is_shown(tmp_path, scan):
    dataset = ct_slice()
    good = write(dataset, tmp_path / "s" / "b-good")
    (tmp_path / "s" / "a-cut").write_bytes(good.read_bytes()[:-20])
    report = scan(tmp_path / "s")
    assert reasons(report) == {"a-cut": "the same image (SOP Instance UID) as b-good: shown once"}
    assert report.patients[0].studies[0].series[0].stacks[0].problems == ()


def test_a_symlink_loop_ends(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2])
    (tmp_path / "s" / "deep").mkdir()
    (tmp_path / "s" / "deep" / "up").symlink_to(tmp_path / "s")
    (tmp_path / "s" / "broken").symlink_to(tmp_path / "nowhere")
    report = scan(tmp_path / "s")
    assert image_count(report) == 2
    assert reasons(report) == {"broken": "a broken link"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_without_permission_is_listed(tmp_path, scan):
    locked = tmp_path / "s" / "locked"
    locked.mkdir(parents=True)
    locked.chmod(0)
    try:
        assert "locked" in reasons(scan(tmp_path / "s"))
    finally:
        locked.chmod(0o700)


def test_objects_without_images_are_named(shared_data, scan):
    report = scan(shared_data / "zoo" / "objects")
    names = {n.path: n.sop_class for n in report.not_images}
    assert names["waveform_ecg.dcm"] == "12-lead ECG Waveform Storage"
    assert names["reportsi.dcm"] == "Basic Text SR Storage"
    assert names["rtstruct.dcm"] == "RT Structure Set Storage"
    assert names["encapsulated_pdf.dcm"] == "Encapsulated PDF Storage"
    assert names["seg-liver/liver_seg.dcm"] == "Segmentation Storage"


def test_the_whole_data_set_is_listed_file_by_file(shared_data, scan):
    report = scan(shared_data)
    missing = [u for u in report.unreadable if "listed in DICOMDIR but missing" in u.reason]
    listed = image_count(report) + len(report.unreadable) + len(report.not_images)
    assert listed - len(missing) == report.files
    assert len([u for u in missing if u.path.startswith("mr-lspine-hitachi/DCMDT/")]) == 17


def test_progress_and_cancel(tmp_path, scan):
    write_series(tmp_path / "s", [float(n) for n in range(30)])
    calls = []
    scan(tmp_path / "s", progress=lambda done, total: calls.append((done, total)))
    assert calls[0] == (0, None)
    assert calls[-1] == (30, 30)
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        scan(tmp_path / "s", cancel=token)


@pytest.mark.parametrize("character_set", ["ISO_IR 9999", None])
def test_a_name_that_does_not_fit_its_character_set_is_a_problem_not_a_crash(tmp_path, scan, character_set):
    path = write(ct_slice(PatientName="Muller^Test"), tmp_path / "a")
    data = path.read_bytes().replace(b"Muller^Test", b"M\xfcller^Test")
    if character_set is not None:
        dataset = ct_slice(SpecificCharacterSet="ISO_IR 100", PatientName="Muller^Test")
        data = (
            write(dataset, path)
            .read_bytes()
            .replace(b"Muller^Test", b"M\xfcller^Test")
            .replace(b"ISO_IR 100", b"ISO_IR 999")
        )
    path.write_bytes(data)
    series = scan(path).patients[0].studies[0].series[0]
    assert [p.code for p in series.problems] == [ProblemCode.CHARACTER_SET]


def test_names_in_many_scripts_are_decoded(shared_data, scan):
    names = {p.identity.name for p in scan(shared_data / "zoo" / "charset").patients}
    assert {"Διονυσιος", "Люкceмбypг", "שרון^דבורה", "Wang^XiaoDong=王^小東", "Äneas^Rüdiger"} <= names


def test_a_zip_is_unpacked_under_our_own_names(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2, 4])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in (tmp_path / "s").iterdir():
            archive.write(path, f"folder/{path.name}")
    report = scan(tmp_path / "a.zip")
    assert image_count(report) == 3
    frame = report.patients[0].studies[0].series[0].stacks[0].frames[0]
    assert "slice" not in frame.path
    folder = os.path.dirname(frame.path)
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert scan(tmp_path / "a.zip").patients == report.patients


def test_a_hostile_zip_writes_nothing_outside_and_the_good_member_is_read(tmp_path, scan):
    good = write(ct_slice(), tmp_path / "good").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../evil", good)
        archive.writestr("/abs", good)
        archive.writestr("C:\\x", good)
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("fine", good)
    report = scan(tmp_path / "a.zip")
    assert image_count(report) == 1
    assert len(report.unreadable) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "cache-of-archives", "good"]


def test_a_decompression_bomb_is_stopped_by_what_comes_out(tmp_path, scan, monkeypatch):
    monkeypatch.setattr(archives, "RATIO_FREE_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(64 << 20))
    report = scan(tmp_path / "a.zip")
    assert "decompression bomb" in reasons(report)["a.zip"]
    left = sum(p.stat().st_size for p in (tmp_path / "cache-of-archives").rglob("*") if p.is_file())
    assert left == 0


def test_too_many_bytes_or_members_in_a_zip_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n in range(5):
            archive.writestr(str(n), b"x")
    with pytest.raises(archives.ArchiveLimitError):
        list(archives.unpack_zip(tmp_path / "a.zip", tmp_path, archives.Budget(members_left=4)))
    with pytest.raises(archives.ArchiveLimitError):
        list(archives.unpack_zip(tmp_path / "a.zip", tmp_path, archives.Budget(bytes_left=3)))


def test_a_damaged_zip_and_a_nested_one_are_said(tmp_path, scan):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "bad.zip").write_bytes(b"PK\x03\x04 broken")
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("x", b"x")
    with zipfile.ZipFile(tmp_path / "s" / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    found = reasons(scan(tmp_path / "s"))
    assert "damaged zip" in found["bad.zip"]
    assert "archive inside an archive" in found["outer.zip/inner.zip"]


def test_a_gzip_file_is_read(tmp_path, scan):
    data = write(ct_slice(), tmp_path / "a").read_bytes()
    (tmp_path / "a.gz").write_bytes(gzip.compress(data))
    assert image_count(scan(tmp_path / "a.gz")) == 1


def dicomdir(folder, *file_ids):
    """A DICOMDIR that lists these File IDs."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    records = []
    for file_id in file_ids:
        record = Dataset()
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = file_id
        records.append(record)
    dataset.DirectoryRecordSequence = Sequence(records)
    folder.mkdir(parents=True, exist_ok=True)
    dataset.save_as(folder / "DICOMDIR", enforce_file_format=True)
    return folder / "DICOMDIR"


def test_a_dicomdir_brings_its_files_and_says_which_are_missing(tmp_path, scan):
    write(ct_slice(), tmp_path / "m" / "IMAGES" / "A")
    path = dicomdir(tmp_path / "m", ["IMAGES", "A"], ["IMAGES", "B"])
    report = scan(path)
    assert image_count(report) == 1
    assert list(reasons(report)) == ["IMAGES/B"]
    assert reasons(report)["IMAGES/B"].startswith("listed in DICOMDIR but missing")
    assert image_count(scan(tmp_path / "m")) == 1


def test_a_hostile_dicomdir_reaches_nothing_outside_the_medium(tmp_path, scan):
    secret = write(ct_slice(), tmp_path / "secret")
    medium = tmp_path / "m"
    path = dicomdir(medium, ["..", "secret"], ["/etc/passwd"], ["A", "..", "..", "secret"], ["LINK"], ["X"] * 9)
    (medium / "LINK").symlink_to(secret)
    report = scan(path)
    assert image_count(report) == 0
    assert len(report.unreadable) == 5
    assert all("refused" in u.reason for u in report.unreadable)


def test_deeply_nested_sequences_are_refused_without_a_crash(tmp_path, scan):
    item = b"\xfe\xff\x00\xe0\xff\xff\xff\xff"
    sequence = b"\x08\x00\x40\x11SQ\x00\x00\xff\xff\xff\xff"
    start = write(ct_slice(), tmp_path / "a").read_bytes()[:132]
    meta = b"\x02\x00\x10\x00UI\x14\x001.2.840.10008.1.2.1\x00"
    (tmp_path / "deep").write_bytes(start + meta + (sequence + item) * 10_000)
    report = scan(tmp_path / "deep")
    assert len(report.unreadable) == 1


def test_no_reason_repeats_a_name_from_a_header(tmp_path, scan, caplog):
    for n, cut in enumerate((400, 700, 900)):
        data = write(ct_slice(PatientName="ZZPHI^CANARY"), tmp_path / "s" / str(n)).read_bytes()
        (tmp_path / "s" / str(n)).write_bytes(data[:cut])
    report = scan(tmp_path / "s")
    said = caplog.text + repr([u.reason for u in report.unreadable])
    assert "CANARY" not in said


def test_a_medium_copied_in_lower_case_is_still_found(tmp_path, scan):
    write(ct_slice(), tmp_path / "m" / "images" / "a")
    report = scan(dicomdir(tmp_path / "m", ["IMAGES", "A"]))
    assert image_count(report) == 1
    shutil.rmtree(tmp_path / "m")


def test_a_header_longer_than_the_first_read_is_parsed_whole(tmp_path, scan):
    note = Dataset()
    note.TextValue = "x" * 9000
    path = write(ct_slice(ContentSequence=Sequence([note] * 20)), tmp_path / "long")
    assert image_count(scan(path)) == 1
    path.write_bytes(path.read_bytes()[:100_000])
    assert "cut short" in reasons(scan(path))["long"]
