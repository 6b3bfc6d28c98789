"""Each image once: which files of a scan hold an image that another one holds already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from workstation.dicom.headers import InstanceHeader


def copies_of(headers: Sequence[InstanceHeader]) -> dict[int, int]:
    """For each header that repeats a SOP Instance (of one patient, study and series) the one shown in its place.

    Both by their position in `headers`. The first one without problems is shown, else the first one.
    """
    series: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, header in enumerate(headers):
        key = (header.study_instance_uid, header.series_instance_uid, header.identity.patient_id)
        series[key].append(number)
    copies: dict[int, int] = {}
    for members in series.values():
        by_uid: dict[str, list[int]] = {}
        for number in members:
            by_uid.setdefault(headers[number].sop_instance_uid or headers[number].path, []).append(number)
        if len(by_uid) < len(members):
            for same in by_uid.values():
                shown = min(same, key=lambda number: bool(headers[number].problems))
                copies.update({number: shown for number in same if number != shown})
    return copies
