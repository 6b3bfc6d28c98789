"""The features of Read, in the order of their menu entries."""

from __future__ import annotations

from collections.abc import Callable

from workstation.ui.read.calibrating import CalibratingImages
from workstation.ui.read.cine import Cine
from workstation.ui.read.curved_reformat import CurvedReformat
from workstation.ui.read.disc_alignment import DiscAlignment
from workstation.ui.read.display_sizes import DisplaySizes
from workstation.ui.read.feature import Feature, ReadHands
from workstation.ui.read.fusing import Fusing
from workstation.ui.read.grade_grid import GradeGrid
from workstation.ui.read.hanging_feature import HangingFeature
from workstation.ui.read.identity_watch import IdentityWatch
from workstation.ui.read.key_images import KeyImages
from workstation.ui.read.lens_command import LensCommand
from workstation.ui.read.level_ledger_feature import LevelLedgerFeature
from workstation.ui.read.level_proposing import LevelProposing
from workstation.ui.read.mark_attributes import MarkAttributes
from workstation.ui.read.mark_placing import MarkPlacing
from workstation.ui.read.marks_of_others import MarksOfOthers
from workstation.ui.read.picture_looks import PictureLooks
from workstation.ui.read.placing_magnifier import PlacingMagnifier
from workstation.ui.read.plane_cutting import PlaneCutting
from workstation.ui.read.region_readings import RegionReadings
from workstation.ui.read.registering import Registering
from workstation.ui.read.second_window_feature import SecondWindowFeature
from workstation.ui.read.segmenting import Segmenting
from workstation.ui.read.study_documents import StudyDocuments
from workstation.ui.read.text_over_images import TextOverImages
from workstation.ui.read.turning import Turning
from workstation.ui.read.view_linking import ViewLinking
from workstation.ui.read.window_histogram import WindowHistogram
from workstation.ui.read.window_presets import WindowPresets

FEATURES: tuple[Callable[[ReadHands], Feature], ...] = (
    MarkPlacing,
    PlacingMagnifier,
    PictureLooks,
    TextOverImages,
    DisplaySizes,
    CalibratingImages,
    LensCommand,
    WindowPresets,
    WindowHistogram,
    Cine,
    PlaneCutting,
    LevelLedgerFeature,
    LevelProposing,
    DiscAlignment,
    CurvedReformat,
    Turning,
    StudyDocuments,
    MarkAttributes,
    MarksOfOthers,
    ViewLinking,
    Registering,
    Fusing,
    RegionReadings,
    Segmenting,
    IdentityWatch,
    SecondWindowFeature,
    GradeGrid,
    KeyImages,
    HangingFeature,  # last: it hangs the new patient once the others have let go of the former one
)
"""One line a feature; each is made once for the Read place."""
