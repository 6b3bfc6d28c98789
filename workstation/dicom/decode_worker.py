"""A process that decodes frames for the program: a codec that crashes or hangs takes only this process with it.

Started as `python -m workstation.dicom.decode_worker DESCRIPTOR`, the descriptor being its end of a socket pair. A
request is a length and a JSON head, with the descriptor of the memory that the frame goes into; the answer is a length
and a JSON head. Nothing that arrives is ever executed. The process ends when the socket closes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode import decode_frame, read_frame_bytes
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.records import PixelModule
from workstation.dicom.reduced_frame import decode_reduced, reduced_form
from workstation.dicom.shared_block import write_block

MEMORY_LIMIT_BYTES = 2_500_000_000
"""Private memory one worker may use: the largest frame with its working copies, not a decompression bomb."""
NICENESS = 10
"""The window goes before decoding where they want the same core; alone on a core it costs nothing."""
GRACE_S = 5
"""How much longer than its limit a frame may take before the process ends by itself, its program being gone."""
HEAD = struct.Struct("<I")

Decoder = Callable[[bytes, PixelModule, int], NDArray[Any]]


def answer(request: dict[str, Any], descriptor: int, decode: Decoder) -> dict[str, Any]:
    """Decode one frame into the shared memory; empty when that went well, else what is wrong with it."""
    pixels = PixelModule(**request["pixels"])
    try:
        with open(request["path"], "rb") as file:
            data = read_frame_bytes(
                file, pixels, offset=request["offset"], length=request["length"], frame_number=request["frame"]
            )
        halvings = request["halvings"]
        array = decode_reduced(data, pixels, halvings) if halvings else decode(data, pixels, request["threads"])
        if (array.shape, array.dtype) != reduced_form(pixels, halvings):
            return {"error": "its compressed data is not what its header says"}
        write_block(descriptor, array)
    except DecodeError as error:
        return {"error": str(error)}
    except OSError as error:
        return {"error": f"the file cannot be read any more: {error.strerror}"}
    except MemoryError:
        # What the codec has not given back would be missing to the frames after this one.
        return {"error": "the frame needs more memory than a decoder may use", "worn": True}
    return {}


def serve(channel: socket.socket, decode: Decoder) -> None:
    """Answer requests until the other end closes."""
    while (request := _received(channel)) is not None:
        content, descriptor = request
        # Ends the process even while a codec holds the interpreter: SIGALRM is left to its default action.
        signal.alarm(int(content["limit_s"]) + GRACE_S)
        try:
            text = json.dumps(answer(content, descriptor, decode)).encode()
        finally:
            os.close(descriptor)
        signal.alarm(0)
        channel.sendall(HEAD.pack(len(text)) + text)


def _received(channel: socket.socket) -> tuple[dict[str, Any], int] | None:
    """The next request and the descriptor of its memory; None at the end."""
    head, descriptors, _, _ = socket.recv_fds(channel, HEAD.size, 1)
    if len(head) < HEAD.size or len(descriptors) != 1:
        return None
    with channel.makefile("rb") as source:
        text = source.read(HEAD.unpack(head)[0])
    return json.loads(text), descriptors[0]


def run(decode: Decoder) -> None:
    """Be a worker process."""
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, which then closes us
    # RLIMIT_DATA, not RLIMIT_AS: libraries and reserved address space are not memory in use.
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    configure_pydicom()
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        serve(channel, decode)


if __name__ == "__main__":
    run(decode_frame)
