"""The sections of the preferences, in their order."""

from __future__ import annotations

from workstation.key_map import KeyMap
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.preferences.display_page import DisplayPage
from workstation.ui.preferences.general_page import GeneralPage
from workstation.ui.preferences.keys_page import KeysPage
from workstation.ui.preferences.marking_page import MarkingPage
from workstation.ui.preferences.mouse_page import MousePage
from workstation.ui.preferences.other_pages import HangingPage, LanguagePage
from workstation.ui.preferences.page import Ask, PreferencePage
from workstation.ui.preferences.windows_page import WindowsPage


def preference_pages(
    preferences: Preferences, settings: Settings, keys: KeyMap, ask: Ask
) -> tuple[PreferencePage, ...]:
    """One page a section; `ask` does a command by its id."""
    return (
        GeneralPage(preferences, settings),
        MousePage(preferences),
        MarkingPage(preferences),
        KeysPage(keys),
        WindowsPage(preferences),
        DisplayPage(preferences, ask),
        HangingPage(ask),
        LanguagePage(preferences),
    )
