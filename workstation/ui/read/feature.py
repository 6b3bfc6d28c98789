"""What a feature of Read is: one class with its commands, its menu entries and its ears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from annotations.locations import Location
from viewers.qt.grid_links import Pane
from viewers.qt.viewport import ContextPlace
from viewers.qt.viewport_grid import ViewportGrid
from workstation.dicom.records import PatientRecord
from workstation.hanging.library import ProtocolLibrary
from workstation.jobs.executor import JobExecutor
from workstation.preferences import Preferences
from workstation.search import SearchEntry
from workstation.session import Session, SessionEvent
from workstation.ui.message_bar import Message
from workstation.ui.read.level_placing import LevelPlacing
from workstation.ui.read.marks_list import MarksList
from workstation.ui.read.stack_loader import StackLoader
from workstation.ui.read.study_browser import StudyBrowser
from workstation.ui.read.tool_column import ToolColumn
from workstation.ui.read.viewport_content import ViewportContent
from workstation.ui.read.viewport_overlays import ViewportOverlays

Handler = Callable[[], object]


@dataclass(frozen=True)
class ReadHands:
    """What a feature works with. `tell` shows a message, `show_registration` what ties the spaces on screen, `ask` does
    a command by its id, `put_tool_back` takes the tool that was in the hand before the marking tool, `key_of` gives the
    key a command has now (empty without one), `patient` is the open one; `parent` is the Read place, for windows and
    menus; `add_banner` puts a widget over its whole width, `add_under_images` one below the panes, `add_case_section`
    one into the case panel; `edit_finding` opens the form of a finding; `levels` places the levels of the spine and
    shows what is proposed.
    """

    session: Session
    grid: ViewportGrid
    content: ViewportContent
    overlays: ViewportOverlays
    browser: StudyBrowser
    loader: StackLoader
    executor: JobExecutor
    preferences: Preferences
    parent: QWidget
    tools: ToolColumn
    add_banner: Callable[[QWidget], None]
    add_under_images: Callable[[QWidget], None]
    add_case_section: Callable[[QWidget], None]
    tell: Callable[[Message], None]
    show_registration: Callable[[str], None]
    ask: Callable[[str], None]
    put_tool_back: Callable[[], None]
    key_of: Callable[[str], str]
    edit_finding: Callable[[str], None]
    patient: Callable[[], PatientRecord | None]
    protocols: ProtocolLibrary
    levels: LevelPlacing
    marks: MarksList


class Feature:
    """One thing Read can do. Every method may be left as it is."""

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {}

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """Add entries to the menu of the right button; the menu owns them."""

    def search_entries(self) -> Iterable[SearchEntry]:
        """What the command search finds of it besides its commands (protocols, saved windows)."""
        return ()

    def take(self, location: Location) -> bool:
        """A place was clicked with the point tool; True where the feature has been waiting for it."""
        return False

    def cancel(self) -> bool:
        """Escape was pressed; True where the feature has given something up."""
        return False

    def on_session(self, event: SessionEvent) -> None:
        """The case, the selection or the crosshair changed."""

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Another patient is shown: nothing of the former may stay."""

    def on_more_images(self, patient: PatientRecord) -> None:
        """More images of the open patient are known."""

    def close(self) -> None:
        """The window closes; symmetric to the constructor."""
