"""The drag of a series from the browser onto a viewport."""

from __future__ import annotations

import json

from PySide6.QtCore import QByteArray, QMimeData

SERIES_MIME = "application/x-foramen-series"


def series_mime(series_instance_uid: str, stack: int) -> QMimeData:
    """What a drag carries: `{"series_instance_uid", "stack"}` as JSON."""
    data = QMimeData()
    text = json.dumps({"series_instance_uid": series_instance_uid, "stack": stack})
    data.setData(SERIES_MIME, QByteArray(text.encode()))
    return data


def dropped_series(data: QMimeData) -> tuple[str, int] | None:
    """(Series Instance UID, stack number) of a drag, None when it is not a well-formed one of ours."""
    if not data.hasFormat(SERIES_MIME):
        return None
    try:
        value = json.loads(bytes(data.data(SERIES_MIME).data()))
        uid, stack = value["series_instance_uid"], value["stack"]
    except (ValueError, KeyError, TypeError):
        return None
    return (uid, stack) if isinstance(uid, str) and isinstance(stack, int) else None
