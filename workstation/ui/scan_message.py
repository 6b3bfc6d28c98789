"""What a scan found, in words: what could not be read, why, and what to do. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from viewers.qt.translated import tr
from workstation.dicom.records import IndexReport, NonImage
from workstation.ui.message_bar import Message


def image_count(report: IndexReport) -> int:
    """How many frames can be shown."""
    return sum(series.frames for p in report.patients for study in p.studies for series in study.series)


def scan_message(report: IndexReport, paths: Sequence[Path]) -> Message | None:
    """The message after a scan; None when every file was an image and nothing went wrong beside."""
    details = tuple(f"{item.path}: {item.reason}" for item in report.unreadable)
    details += tuple(
        tr("{path}: {sop_class}, has no image to show", path=item.path, sop_class=item.sop_class)
        for item in _not_shown(report)
    )
    details += report.notices if details else ()
    place = ", ".join(path.name or str(path) for path in paths)
    if not report.patients:
        reason = (
            tr("{files} {value} looked at", files=report.files, value=tr("file") if report.files == 1 else tr("files"))
            if report.files
            else tr("it is empty")
        )
        text = tr(
            "No images in {place}: {reason}. Choose the folder that holds the DICOM files.", place=place, reason=reason
        )
        return Message(text, "alert", details)
    if report.notices and not details:
        return Message(
            tr("{place} is shown. {value}", place=place, value=report.notices[0]), "caution", report.notices[1:]
        )
    if not details:
        return None
    return Message(
        tr("{place}: {counted}. Everything else is shown.", place=place, counted=_counted(report)), "caution", details
    )


def _counted(report: IndexReport) -> str:
    unreadable, others = len(report.unreadable), len(_not_shown(report))
    parts = []
    if unreadable:
        parts.append(
            tr(
                "{unreadable} {value} could not be read",
                unreadable=unreadable,
                value=tr("file") if unreadable == 1 else tr("files"),
            )
        )
    if others:
        words = tr("{others} object is not an image") if others == 1 else tr("{others} objects are not images")
        parts.append(words.format(others=others))
    return ", ".join(parts)


def _not_shown(report: IndexReport) -> tuple[NonImage, ...]:
    """What is neither an image nor read beside the images of its study."""
    return tuple(item for item in report.not_images if not item.is_document)
