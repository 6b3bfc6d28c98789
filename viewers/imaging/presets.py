"""CT window presets and the number keys that call them."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.imaging.windowing import Window


@dataclass(frozen=True)
class WindowPreset:
    """A named window. Keys are bound to `preset_id`, never to a place in a menu (viewing.md 4.2, the trap).

    `window` is None for the two presets that depend on the image: its own DICOM window, and automatic.
    """

    preset_id: str
    title: str
    key: str
    window: Window | None


def _fixed(preset_id: str, title: str, key: str, width: float, center: float) -> WindowPreset:
    return WindowPreset(preset_id, title, key, Window(width, center, title))


DICOM = "dicom"
AUTO = "auto"

CT_PRESETS: tuple[WindowPreset, ...] = (
    WindowPreset(DICOM, "Image's own", "1", None),
    _fixed("spine-soft-tissue", "Spine soft tissue", "2", 250, 50),
    _fixed("bone", "Bone", "3", 2000, 350),
    _fixed("fine-bone", "Fine bone and hardware", "4", 4000, 500),
    _fixed("soft-tissue", "Soft tissue", "5", 400, 40),
    _fixed("lung", "Lung", "6", 1500, -600),
    _fixed("brain", "Brain", "7", 80, 40),
    WindowPreset(AUTO, "Automatic", "0", None),
)
"""In menu order; values of viewing.md 4.3 (bone: Weasis; brain: OHIF)."""

ANY_MODALITY_PRESETS: tuple[WindowPreset, ...] = tuple(p for p in CT_PRESETS if p.window is None)
"""What is offered for MR and radiographs: numbers in Hounsfield units mean nothing there."""

PRESETS_BY_ID: dict[str, WindowPreset] = {preset.preset_id: preset for preset in CT_PRESETS}
PRESETS_BY_KEY: dict[str, WindowPreset] = {preset.key: preset for preset in CT_PRESETS}


def presets_for(modality: str) -> tuple[WindowPreset, ...]:
    """The presets that make sense for a modality (0008,0060)."""
    return CT_PRESETS if modality == "CT" else ANY_MODALITY_PRESETS
