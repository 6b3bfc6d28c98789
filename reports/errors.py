"""Why a report was not made: always what, which and what to do, never who the patient is."""

from __future__ import annotations


class ReportError(Exception):
    """Base of everything that stops an export. Nothing has been written when it is raised."""


class EvidenceError(ReportError):
    """An image file that was to be referenced cannot be read."""


class MissingEvidenceError(ReportError):
    """Something in the case was marked on an image that was not given."""


class IdentityMismatchError(ReportError):
    """An image belongs to another patient than the case.

    `fields` are DICOM attribute names and `sop_instance_uid` the image; the values themselves are not repeated.
    """

    def __init__(self, fields: tuple[str, ...], sop_instance_uid: str) -> None:
        self.fields, self.sop_instance_uid = fields, sop_instance_uid
        super().__init__(
            f"image {sop_instance_uid} is of another patient than the case: {', '.join(fields)} differ; "
            "nothing was exported; remove the image from the case or open the case of that patient"
        )


class UnwritableFolderError(ReportError):
    """The folder for the report is read-only, full, or cannot be made."""
