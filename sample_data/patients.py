"""The two synthetic patients: identity, spine measures and what is wrong with each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from sample_data.neural import Extrusion, NeuralShape
from sample_data.spine_shape import DiscSize, SpineShape, VertebraSize, build_spine
from sample_data.tissues import Tissue
from sample_data.torso import TorsoShape


@dataclass(frozen=True)
class PatientRecipe:
    """One synthetic patient. Vertebrae and discs are listed from the bottom up; `birth_date` is a DICOM DA.

    The CT begins `ct_below_s1_mm` below the S1 endplate; `ct_stretch` widens its slice step for a tall spine.
    `vacuum_disc` names the disc with gas in it.
    """

    key: str
    name: str
    patient_id: str
    sex: str
    birth_date: str
    age: str
    sizes: tuple[VertebraSize, ...]
    discs: tuple[DiscSize, ...]
    sacral_slope_deg: float
    girth: float
    fat_mm: float
    seed: int
    nucleus: tuple[tuple[str, Tissue], ...]
    extrusion: Extrusion | None = None
    displaced_root: tuple[str, float] | None = None
    weight_kg: float = 70.0
    height_m: float = 1.70
    ct_below_s1_mm: float = 100.0
    ct_stretch: float = 1.0
    vacuum_disc: str | None = None

    @cached_property
    def spine(self) -> SpineShape:
        """The bones in place."""
        return build_spine(self.sizes, self.discs, self.sacral_slope_deg)

    @cached_property
    def neural(self) -> NeuralShape:
        """Canal and roots."""
        return NeuralShape(self.spine, self.extrusion, self.displaced_root)

    @cached_property
    def torso(self) -> TorsoShape:
        """Soft tissue."""
        return TorsoShape(self.spine, self.girth, self.fat_mm, self.seed)

    def nucleus_of(self, disc_name: str) -> Tissue:
        """How the nucleus of a disc looks."""
        return dict(self.nucleus).get(disc_name, Tissue.NUCLEUS)


def _vertebra(name: str, front: float, back: float, width: float, depth: float, **other: object) -> VertebraSize:
    defaults = VertebraSize(
        name,
        width,
        depth,
        front,
        back,
        1.7,
        (front - back) / depth * 57.2958 / 2,
        22.5,
        17.0,
        8.0,
        14.5,
        (42.0, 3.0, 3.0),
        30.0,
        9.5,
        7.0,
    )
    return replace(defaults, **other)  # type: ignore[arg-type]


_L5 = _vertebra(
    "L5",
    28.6,
    24.6,
    50.0,
    34.5,
    canal_width=26.0,
    canal_depth=16.5,
    pedicle_width=13.0,
    pedicle_height=14.0,
    transverse_tip=(44.0, 3.0, 9.0),
    spinous_length=23.0,
    spinous_half_height=7.0,
    spinous_drop=6.0,
    lateral_shift=0.4,
)
_L4 = _vertebra(
    "L4",
    27.6,
    26.2,
    48.0,
    34.2,
    canal_width=23.5,
    canal_depth=16.5,
    pedicle_width=10.5,
    pedicle_height=14.5,
    transverse_tip=(43.0, 5.0, 6.5),
    spinous_length=28.0,
    spinous_half_height=8.6,
    lateral_shift=1.0,
)
_L3 = _vertebra(
    "L3",
    27.4,
    27.0,
    46.5,
    33.6,
    canal_width=22.5,
    pedicle_width=9.0,
    transverse_tip=(48.5, 5.5, 1.0),
    spinous_length=30.0,
    lateral_shift=1.4,
)
_L2 = _vertebra(
    "L2",
    26.6,
    26.8,
    44.5,
    32.6,
    canal_width=22.0,
    pedicle_width=8.0,
    transverse_tip=(44.0, 6.0, -1.0),
    lateral_shift=1.2,
)
_L1 = _vertebra(
    "L1",
    25.2,
    26.2,
    43.0,
    31.6,
    canal_width=22.0,
    pedicle_width=7.6,
    transverse_tip=(37.0, 7.0, -2.5),
    spinous_length=29.0,
    lateral_shift=0.6,
)
_T12 = _vertebra(
    "T12",
    23.8,
    25.2,
    41.5,
    30.4,
    canal_width=21.5,
    canal_depth=16.5,
    pedicle_width=7.6,
    pedicle_height=15.0,
    transverse_tip=(21.0, 7.0, 0.0),
    spinous_length=28.0,
    spinous_half_height=8.6,
    spinous_drop=9.0,
)
_T11 = _vertebra(
    "T11",
    22.2,
    23.8,
    39.0,
    29.4,
    canal_width=20.5,
    canal_depth=16.0,
    pedicle_width=7.2,
    pedicle_height=14.0,
    transverse_tip=(23.0, 9.0, 1.0),
    spinous_length=29.0,
    spinous_half_height=7.4,
    spinous_drop=14.0,
)
_L1_FRACTURED = replace(_L1, height_front=16.7, height_back=26.0, upper_concavity=2.4)

_DISCS = (
    DiscSize(10.2, 14.0, facet_x=20.0, facet_angle_deg=47.0),
    DiscSize(10.8, 11.0, facet_x=17.6, facet_angle_deg=42.0),
    DiscSize(10.4, 8.5, facet_x=16.0, facet_angle_deg=36.0),
    DiscSize(9.6, 6.5, facet_x=14.8, facet_angle_deg=30.0),
    DiscSize(8.4, 4.5, facet_x=13.6, facet_angle_deg=26.0),
    DiscSize(7.0, 2.5, facet_x=12.8, facet_angle_deg=24.0),
    DiscSize(5.8, 1.5, facet_x=13.0, facet_angle_deg=62.0),
)

EXTRUSION_CENTER = (7.0, 19.6, -3.4)
"""Patient A's extrusion in the L4-L5 disc frame: left of the midline, at the back of the disc, a little caudal."""

PATIENT_A = PatientRecipe(
    key="a",
    name="SAMPLE^Patient A",
    patient_id="FORAMEN-A",
    sex="F",
    birth_date="19670314",
    age="059Y",
    sizes=(replace(_L5, spur_above=3.0), replace(_L4, spur_below=3.8), _L3, _L2, _L1_FRACTURED, _T12, _T11),
    discs=(_DISCS[0], replace(_DISCS[1], height=8.6, wedge_deg=9.5), *_DISCS[2:]),
    sacral_slope_deg=39.0,
    girth=1.0,
    fat_mm=17.0,
    seed=20260301,
    nucleus=(("L4-L5", Tissue.NUCLEUS_DEGENERATED), ("L5-S1", Tissue.NUCLEUS_AGED), ("T12-L1", Tissue.NUCLEUS_AGED)),
    extrusion=Extrusion("L4-L5", EXTRUSION_CENTER, (6.0, 5.4, 7.6)),
    displaced_root=("L5", 1.0),
    weight_kg=68.0,
    height_m=1.64,
)

PATIENT_A_BEFORE = replace(
    PATIENT_A,
    extrusion=Extrusion("L4-L5", (6.0, 17.6, -1.2), (5.2, 3.6, 4.6)),
    displaced_root=None,
    nucleus=(("L4-L5", Tissue.NUCLEUS_DEGENERATED), ("L5-S1", Tissue.NUCLEUS_AGED), ("T12-L1", Tissue.NUCLEUS_AGED)),
)
"""Patient A eight months earlier: the same bones, a smaller herniation."""

_L6 = replace(_L5, name="L6")
_L5_OF_SIX = replace(_L4, name="L5", height_front=27.8, height_back=25.8, bottom_tilt_deg=1.7, lateral_shift=0.8)

PATIENT_B = PatientRecipe(
    key="b",
    name="SAMPLE^Patient B",
    patient_id="FORAMEN-B",
    sex="M",
    birth_date="19590822",
    age="067Y",
    sizes=(replace(_L6, spur_below=3.6), _L5_OF_SIX, _L4, _L3, _L2, _L1, _T12, _T11),
    discs=(
        replace(_DISCS[0], height=7.4, wedge_deg=11.0, slip=7.0),
        _DISCS[1],
        replace(_DISCS[1], wedge_deg=7.5, facet_x=16.8),
        *_DISCS[2:],
    ),
    sacral_slope_deg=43.0,
    girth=1.06,
    fat_mm=19.0,
    seed=20260402,
    nucleus=(("L6-S1", Tissue.NUCLEUS_DEGENERATED), ("L5-L6", Tissue.NUCLEUS_AGED), ("L4-L5", Tissue.NUCLEUS_AGED)),
    weight_kg=86.0,
    height_m=1.79,
    ct_below_s1_mm=76.0,
    ct_stretch=1.05,
    vacuum_disc="L6-S1",
)
