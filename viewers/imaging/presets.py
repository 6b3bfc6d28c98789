"""Windows that are called by name: those of the catalogue, the image's own, and the automatic one."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.catalogue_files import Evidence
from annotations.window_catalogue import NAMED_WINDOWS, NamedWindow
from viewers.imaging.windowing import Window


@dataclass(frozen=True)
class WindowPreset:
    """A named window. Keys are bound to `preset_id`, never to a place in a menu (viewing.md 4.2, the trap).

    `window` is None for the two presets that depend on the image: its own DICOM window, and automatic; those have no
    `modality`. `doubt` says why a value should be used with care, empty where there is a source.
    """

    preset_id: str
    title: str
    window: Window | None
    modality: str = ""
    unit: str = ""
    doubt: str = ""


def _preset(named: NamedWindow) -> WindowPreset:
    window = Window(named.width, named.center, named.title)
    doubt = (named.note or "no source known") if named.evidence is Evidence.UNVERIFIED else ""
    return WindowPreset(named.id, named.title, window, named.modality, named.unit, doubt)


DICOM = "dicom"
AUTO = "auto"

OWN_PRESET = WindowPreset(DICOM, "Image's own", None)
AUTO_PRESET = WindowPreset(AUTO, "Automatic", None)
CATALOGUE_PRESETS: tuple[WindowPreset, ...] = tuple(map(_preset, NAMED_WINDOWS.values()))
"""In menu order."""
PRESETS: tuple[WindowPreset, ...] = (OWN_PRESET, *CATALOGUE_PRESETS, AUTO_PRESET)
PRESETS_BY_ID: dict[str, WindowPreset] = {preset.preset_id: preset for preset in PRESETS}


def presets_for(modality: str) -> tuple[WindowPreset, ...]:
    """The presets that make sense for a modality (0008,0060): numbers in Hounsfield units mean nothing elsewhere."""
    return tuple(preset for preset in PRESETS if preset.modality in ("", modality))
