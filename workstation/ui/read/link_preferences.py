"""What follows what, as the user left it. No Qt."""

from __future__ import annotations

from viewers.state.linking import LinkSwitches, WindowLinking
from workstation.preferences import Preferences

SECTION = "linking"
FLAGS = ("scroll", "pan", "zoom")


def stored_switches(preferences: Preferences) -> LinkSwitches:
    """The switches in force; whatever the file holds that is none of them counts as not set."""
    usual = LinkSwitches()
    flags = {name: preferences.get(f"{SECTION}.{name}") for name in FLAGS}
    known = {name: value for name, value in flags.items() if isinstance(value, bool)}
    window = preferences.get(f"{SECTION}.window")
    is_known = isinstance(window, str) and window in list(WindowLinking)
    return LinkSwitches(
        known.get("scroll", usual.scroll),
        known.get("pan", usual.pan),
        known.get("zoom", usual.zoom),
        WindowLinking(window) if is_known else usual.window,
    )


def store_switch(preferences: Preferences, name: str, value: bool | WindowLinking) -> None:
    """Keep one switch: `scroll`, `pan`, `zoom` or `window`."""
    preferences.set(f"{SECTION}.{name}", value if isinstance(value, bool) else value.value)
