"""A process that decodes frames for the program: a codec that crashes or hangs takes only this process with it.

Started as `python -m workstation.dicom.decode_worker`. Requests and answers are a length, a JSON head and raw bytes
over standard input and output; nothing that arrives is ever executed. The process ends when its input closes.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import Any, BinaryIO

import numpy as np

from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode import decode_frame, read_frame_bytes
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.records import PixelModule

MEMORY_LIMIT_BYTES = 6 << 30
"""Address space one worker may use: the largest frame with its working copies, not a decompression bomb."""
HEAD = struct.Struct("<I")


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The head and the bytes of the decoded frame, or a head with an error."""
    pixels = PixelModule(**request["pixels"])
    try:
        with open(request["path"], "rb") as file:
            data = read_frame_bytes(
                file, pixels, offset=request["offset"], length=request["length"], frame_number=request["frame"]
            )
        array = np.ascontiguousarray(decode_frame(data, pixels))
    except DecodeError as error:
        return {"error": str(error)}, b""
    except OSError as error:
        return {"error": f"the file cannot be read any more: {error.strerror}"}, b""
    except MemoryError:
        return {"error": "the frame needs more memory than a decoder may use"}, b""
    return {"shape": array.shape, "dtype": array.dtype.str}, array.tobytes()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the input ends."""
    while len(head := source.read(HEAD.size)) == HEAD.size:
        request = json.loads(source.read(HEAD.unpack(head)[0]))
        reply, payload = answer(request)
        text = json.dumps({**reply, "bytes": len(payload)}).encode()
        sink.write(HEAD.pack(len(text)) + text)
        sink.write(payload)
        sink.flush()


def main() -> None:
    """Run as a worker process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    configure_pydicom()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
