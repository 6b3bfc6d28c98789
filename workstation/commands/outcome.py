"""How a command ends: exit statuses, errors with what to do, and where its words go (cli.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


class ExitStatus(IntEnum):
    """0 done; 1 done with problems (they are listed); 2 wrong use; 3 could not be done."""

    DONE = 0
    PROBLEMS = 1
    WRONG_USE = 2
    IMPOSSIBLE = 3


class CommandError(Exception):
    """A command that ends here: says what, which and what to do, with its exit status."""

    def __init__(self, message: str, status: ExitStatus = ExitStatus.IMPOSSIBLE) -> None:
        super().__init__(message)
        self.status = status


def say(text: str) -> None:
    """A diagnostic, to standard error."""
    typer.echo(text, err=True)


def print_json(document: Any) -> None:
    """Exactly one JSON document on standard output."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=None, allow_nan=False))


def finish(status: ExitStatus) -> NoReturn:
    """End the program with a status."""
    raise typer.Exit(int(status))


class ProgressLine:
    """A progress bar that is only there on a terminal."""

    def __init__(self, progress: Progress | None, text: str) -> None:
        self._progress = progress
        self._task = progress.add_task(text, total=None) if progress else None

    def __call__(self, done: int, total: int | None) -> None:
        """Show that `done` of `total` (None = unknown) are finished."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)


@contextmanager
def progress(text: str) -> Iterator[ProgressLine]:
    """A progress bar on standard error while the block runs; silent when that is no terminal."""
    if not sys.stderr.isatty():
        yield ProgressLine(None, text)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield ProgressLine(bar, text)
