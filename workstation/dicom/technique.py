"""How an MR image was acquired, as its header says: what tells a T1 from a T2 image where its name does not."""

from __future__ import annotations

from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import NO_TECHNIQUE, Technique

_PULSE_SEQUENCES = {"SPIN": ("SE",), "GRADIENT": ("GR",), "BOTH": ("SE", "GR")}
"""Echo Pulse Sequence (0018,9008) of enhanced objects as Scanning Sequence (0018,0020) of classic ones says it."""


def technique_of(values: RawValues) -> Technique:
    """The technique of a classic MR image, or that all frames of an enhanced one share; empty for other modalities."""
    if values.text(tags.MODALITY) != "MR":
        return NO_TECHNIQUE
    shared = values.item(tags.SHARED_GROUPS)
    inversion = values.number(tags.INVERSION_TIME)
    return Technique(
        echo_time_ms=_first(
            values.number(tags.ECHO_TIME), shared.item(tags.MR_ECHO).number(tags.EFFECTIVE_ECHO_TIME, "FD")
        ),
        repetition_time_ms=_first(
            values.number(tags.REPETITION_TIME), shared.item(tags.MR_TIMING).number(tags.REPETITION_TIME)
        ),
        inversion_time_ms=inversion or None,
        scanning_sequence=values.texts(tags.SCANNING_SEQUENCE)
        or _PULSE_SEQUENCES.get(values.text(tags.ECHO_PULSE_SEQUENCE), ()),
    )


def _first(*numbers: float | None) -> float | None:
    """The first that is a time at all: some scanners write 0 for not applicable."""
    return next((number for number in numbers if number), None)
