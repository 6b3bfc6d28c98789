"""The protocols on hand: the shipped ones, and over them the user's own files; a wrong file is told and passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from workstation.hanging.protocol import Protocol, ProtocolError
from workstation.hanging.protocol_file import is_protocol_id, read_protocol, write_protocol

SUFFIX = ".toml"
LARGEST_FILE_BYTES = 1 << 20
"""No protocol is near this size; a larger file in the folder is something else."""
ORDER = (
    "mri-and-ct-spine",
    "mri-spine",
    "ct-spine",
    "radiograph-pair",
    "flexion-extension",
    "current-and-prior",
    "hip",
    "knee",
    "shoulder",
    "ct-joint",
    "radiographs-joint",
    "fluoroscopy",
    "plan",
    "two-series",
    "one-series",
)
"""Shipped protocols in menu order, which also settles a tie."""


@dataclass(frozen=True)
class FileProblem:
    """A file that could not be used: its name, and where it is wrong with what to do."""

    file: str
    reason: str

    @property
    def text(self) -> str:
        """Both, for a message."""
        return f"{self.file}: {self.reason}"


class ProtocolLibrary:
    """Protocols by id. `folder` holds the user's files, one a protocol, named after its id; None = shipped ones only.

    The shipped protocol of an id is hidden by the user's one of the same id, and back when that is deleted.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._own: dict[str, Protocol] = {}
        self._listeners: list[Callable[[], None]] = []
        self.problems: tuple[FileProblem, ...] = ()
        self.reload()

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """All of them: shipped ones in their order, then the user's own in that of their titles."""
        shipped = shipped_protocols()
        added = sorted((p for p in self._own.values() if p.id not in shipped), key=lambda p: p.title.casefold())
        return (*(self._own.get(protocol_id, protocol) for protocol_id, protocol in shipped.items()), *added)

    def protocol(self, protocol_id: str) -> Protocol | None:
        """One of them; None for an id there is none of."""
        return next((one for one in self.protocols if one.id == protocol_id), None)

    def is_shipped(self, protocol_id: str) -> bool:
        """Whether the program brings a protocol of this id along."""
        return protocol_id in shipped_protocols()

    def is_own(self, protocol_id: str) -> bool:
        """Whether the user has a file for this id."""
        return protocol_id in self._own

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after each change; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def reload(self) -> None:
        """Read the user's files anew."""
        self._own, problems = {}, []
        try:
            paths = self._files()
        except OSError as error:
            name = self._folder.name if self._folder is not None else ""
            self.problems = (FileProblem(name, f"the folder cannot be read ({error.strerror})"),)
            return
        for path in paths:
            try:
                protocol = _read_file(path)
            except (OSError, ProtocolError) as error:
                reason = error.strerror if isinstance(error, OSError) else str(error)
                problems.append(FileProblem(path.name, reason or type(error).__name__))
                continue
            self._own[protocol.id] = protocol
        self.problems = tuple(problems)

    def save(self, protocol: Protocol) -> None:
        """Keep a protocol as the user's own. Raises `OSError` where the folder cannot be written."""
        path = self._path(protocol.id)
        unfinished = path.with_suffix(".new")
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(write_protocol(protocol), encoding="utf-8")
        unfinished.replace(path)
        self.reload()
        self._tell()

    def remove(self, protocol_id: str) -> None:
        """Delete the user's own file: the protocol is gone, or the shipped one is back. Raises `OSError`."""
        self._path(protocol_id).unlink(missing_ok=True)
        self.reload()
        self._tell()

    def free_id(self, wanted: str) -> str:
        """An id not in use, made from `wanted`."""
        taken = {one.id for one in self.protocols} | {path.stem for path in self._files()}
        return next(name for number in range(1, len(taken) + 2) if (name := _numbered(wanted, number)) not in taken)

    def _files(self) -> tuple[Path, ...]:
        if self._folder is None or not self._folder.is_dir():
            return ()
        return tuple(sorted(path for path in self._folder.iterdir() if path.suffix == SUFFIX))

    def _path(self, protocol_id: str) -> Path:
        if self._folder is None:
            raise OSError("there is no folder for your own protocols")
        if not is_protocol_id(protocol_id):
            raise ProtocolError(f"id {protocol_id!r} cannot be a file name")
        return self._folder / f"{protocol_id}{SUFFIX}"

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


@cache
def shipped_protocols() -> dict[str, Protocol]:
    """The protocols inside the package, by id in menu order. A wrong one is a fault of ours: `ProtocolError`."""
    folder = files("workstation.hanging").joinpath("protocols")
    found = {}
    for protocol_id in ORDER:
        text = folder.joinpath(f"{protocol_id}{SUFFIX}").read_text(encoding="utf-8")
        found[protocol_id] = read_protocol(text)
    return found


def shipped_text(protocol_id: str) -> str:
    """The file of a shipped protocol as it was written, with its comments."""
    return files("workstation.hanging").joinpath("protocols", f"{protocol_id}{SUFFIX}").read_text(encoding="utf-8")


def _read_file(path: Path) -> Protocol:
    if path.stat().st_size > LARGEST_FILE_BYTES:
        raise ProtocolError("is larger than any protocol; take it out of the folder")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ProtocolError("is not UTF-8 text; save it as such") from None
    protocol = read_protocol(text)
    if protocol.id != path.stem:
        raise ProtocolError(f'id = "{protocol.id}" does not match the file name; name the file {protocol.id}{SUFFIX}')
    return protocol


def _numbered(wanted: str, number: int) -> str:
    return wanted if number == 1 else f"{wanted[:60]}-{number}"
