"""The one place that sets pydicom's process-wide configuration (architecture.md: never inside a job)."""

from __future__ import annotations

import logging
import struct
import warnings
import zlib

from pydicom import config
from pydicom.errors import BytesLengthException, InvalidDicomError

PARSE_ERRORS = (
    InvalidDicomError,
    BytesLengthException,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    NotImplementedError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""Everything pydicom was seen to raise on damaged or hostile files (environment errors, `OSError`, are apart)."""


def configure_pydicom() -> None:
    """Make reading tolerant and silent: what is wrong with a file is said by our own problems, without its values.

    Idempotent. pydicom's warnings and log lines quote element values, which may be a patient's name.
    """
    config.settings.reading_validation_mode = config.IGNORE
    config.convert_wrong_length_to_UN = True
    logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module=r"pydicom(\.|$)")
    warnings.filterwarnings("ignore", message=".*character set.*", category=UserWarning)
