"""SOP classes in tables: which are projections, which hold pixels that are not shown as images."""

from __future__ import annotations

from pydicom._uid_dict import UID_dictionary

from workstation.dicom.raw_values import shown_uid

DICOMDIR = "1.2.840.10008.1.3.10"
_STORAGE = "1.2.840.10008.5.1.4.1.1."
SECONDARY_CAPTURE_CLASSES = frozenset(_STORAGE + suffix for suffix in ("7", "7.1", "7.2", "7.3", "7.4"))

PROJECTION_CLASSES = frozenset(
    _STORAGE + suffix
    for suffix in (
        *("1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1"),
        *("12.1", "12.2", "12.3", "12.1.1", "12.2.1", "13.1.4", "13.1.5"),
    )
)
"""CR, DX, mammography (also the projections of tomosynthesis), intra-oral, X-ray angiography and fluoroscopy (also
enhanced): no patient coordinates."""

SLICE_CLASSES = frozenset(
    _STORAGE + suffix
    for suffix in (
        *("2", "2.1", "2.2", "4", "4.1", "4.3", "4.4", "128", "128.1", "130", "30"),
        *("13.1.1", "13.1.2", "13.1.3"),
    )
)
"""CT, MR, PET (also enhanced and converted), parametric maps, 3-D X-ray and tomosynthesis: slices of the patient."""
NUCLEAR_CLASS = _STORAGE + "20"
"""Slices when it is reconstructed (`nuclear_frames`), else planar pictures and projections."""
PICTURE_CLASSES = frozenset(_STORAGE + suffix for suffix in ("6.2",))
"""Classes of pictures whose names do not say that they are images: ultrasound volumes, shown as runs."""
_NOT_MEDICAL = (_STORAGE + "501.", _STORAGE + "601.")
"""Luggage and material testing."""
_SLICE_MODALITIES = frozenset({"CT", "MR", "PT"})

PROJECTION_MODALITIES = frozenset({"CR", "DX", "RF", "XA", "MG", "IO", "PX", "RG", "DR"})
"""A secondary capture of one of these is a projection too (C-arm spot images are often sent so)."""

NOT_SHOWN_CLASSES = frozenset(
    _STORAGE + suffix for suffix in ("66.4", "66.7", "481.2", "68.1", "68.2", "77.1.6", "66.5", "66.6")
)
"""Pixels that mean something else than an image: segmentations, RT dose, surfaces, whole slides."""

CLASSES_IN_HU = frozenset(_STORAGE + suffix for suffix in ("2", "2.1", "2.2"))
"""CT, enhanced CT, legacy converted enhanced CT."""

PET_CLASSES = frozenset(_STORAGE + suffix for suffix in ("128", "128.1", "130"))
"""PET, legacy converted enhanced PET, enhanced PET."""


_YOUNGER_NAMES = {_STORAGE + "66.7": ("Label Map Segmentation Storage",)}
"""Names that pydicom's dictionary does not know yet."""


def sop_class_name(uid: str) -> str:
    """The standard's name of a SOP class, or the UID itself when it is private or unknown."""
    entry = UID_dictionary.get(uid) or _YOUNGER_NAMES.get(uid)
    return str(entry[0]) if entry else (f"SOP class {shown_uid(uid)}" if uid else "unknown SOP class")


def image_classes() -> tuple[str, ...]:
    """The current SOP classes of the standard that are images, by UID; other classes with pixels are pictures too."""
    named = {
        uid
        for uid, (name, kind, _, retired, _) in UID_dictionary.items()
        if kind == "SOP Class" and name.split(" - ")[0].endswith("Image Storage") and not retired
        if not uid.startswith(_NOT_MEDICAL)
    }
    known = PROJECTION_CLASSES | SLICE_CLASSES | PICTURE_CLASSES
    current = {uid for uid in known if not UID_dictionary[uid][3]}
    return tuple(sorted((named | current) - NOT_SHOWN_CLASSES, key=sop_class_name))


def is_projection(sop_class_uid: str, modality: str) -> bool:
    """Whether an image has a detector plane instead of patient coordinates."""
    if sop_class_uid in PROJECTION_CLASSES:
        return True
    return sop_class_uid in SECONDARY_CAPTURE_CLASSES and modality in PROJECTION_MODALITIES


def expects_slices(sop_class_uid: str, modality: str) -> bool:
    """Whether an image should say where it lies in the patient; one that does not is shown with that reason."""
    return sop_class_uid in SLICE_CLASSES or modality in _SLICE_MODALITIES
