"""A decoder process that misbehaves as the first bytes of a frame tell it to; started in place of the real one."""

from __future__ import annotations

import os
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.decode import decode_frame
from workstation.dicom.decode_worker import run
from workstation.dicom.records import PixelModule

MEGABYTE = 1 << 20


def misbehave(data: bytes, pixels: PixelModule, threads: int) -> NDArray[Any]:
    """Abort, hang or eat memory, or decode as the real process does."""
    if data.startswith(b"crash"):
        os.abort()
    if data.startswith(b"hang"):
        time.sleep(3600)
    if data.startswith(b"eat"):
        held = [np.ones(MEGABYTE, np.uint8) for _ in range(int(data.split()[1]))]
        return np.full((pixels.rows, pixels.columns), len(held), np.int16)
    if data.startswith(b"larger"):
        return np.zeros((2 * pixels.rows, pixels.columns), np.int16)
    return decode_frame(data, pixels, threads)


if __name__ == "__main__":
    run(misbehave)
