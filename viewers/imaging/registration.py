"""Rigid registration of two volumes: a seed refined by mutual information, inside a region around the spine only.

Mutual information over whole images aligns the skin and turns the spine (tried on a CT and an MR of one person, 16
degrees), so there is no registration without a seed and a region here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import SimpleITK as sitk

from annotations.geometry import FloatArray, as_point
from annotations.rigid import RigidTransform, nearest_rotation
from viewers.imaging.images import Volume
from viewers.imaging.registration_errors import RegistrationError
from viewers.imaging.registration_images import SearchImage, search_image
from viewers.imaging.registration_region import SpineRegion
from viewers.imaging.registration_result import DEFAULT_LIMITS, Refined, RefinementLimits
from viewers.imaging.registration_seeds import Seed

OnProgress = Callable[[float], None]
LEVELS_MM = (6.0, 3.0, 1.5)
"""Voxel sizes of the search, coarse to fine: the first sees past 15 mm, the last resolves an endplate."""
LEVEL_SHARES = (0.1, 0.2, 0.7)
"""What part of the time each takes."""
FIRST_STEP_MM = 2.0
SMALLEST_STEP_MM = 0.02
MOST_ITERATIONS = 60
HISTOGRAM_BINS = 32
MOVE_MARGIN_MM = 30.0
"""The image that is searched in is cut this far around the region, so that the region may move within it."""
WANDERING = 2.0
"""On its way the search may be this many times farther off than its limits; where it ends it may not."""
LEAST_OVERLAP = 0.4
"""At least this part of the region must lie in both volumes."""
WORK_UNITS = 1
"""One: sums over several parts differ in their last digits, and a registration must repeat exactly."""


def refined(
    source: Volume,
    target: Volume,
    seed: Seed,
    region: SpineRegion,
    *,
    limits: RefinementLimits = DEFAULT_LIMITS,
    on_progress: OnProgress | None = None,
) -> Refined:
    """The seed refined so that both volumes agree best inside the region (LPS mm of the target).

    Deterministic: the same volumes and seed give the same transform. The coarser volume is sampled at its own voxels,
    all of them, and the finer one interpolated. `on_progress(fraction)` is called now and then in this thread and may
    raise to stop. Raises `RegistrationError` when the volumes do not overlap there, are still loading, or lead farther
    from the seed than `limits`.
    """
    for volume in (source, target):
        if not volume.loaded.all():
            raise RegistrationError(f"{_title(volume)} is not loaded completely: register again when it is.")
    samples_source = _voxel_mm3(source) >= _voxel_mm3(target)
    start = seed.transform if samples_source else seed.transform.inverse
    sampled, searched = (source, target) if samples_source else (target, source)
    near = region.moved(seed.transform.inverse) if samples_source else region
    fixed = search_image(sampled, near)
    moving = search_image(searched, near.moved(start), margin_mm=MOVE_MARGIN_MM)
    search = _Search(fixed, moving, start, near, limits, on_progress)
    overlap = _overlap(fixed, searched, start)
    if overlap < LEAST_OVERLAP:
        raise RegistrationError(
            f"Only {overlap:.0%} of the region around the seeds lies in both series, {LEAST_OVERLAP:.0%} are needed: "
            "place the seeds where both show the spine."
        )
    found, before, after = search.run()
    transform = found if samples_source else found.inverse
    if after < before:
        raise RegistrationError(
            "The images agree less after refinement than at the seed: nothing was registered. "
            "Place the pairs more exactly, register one level only, or take another series."
        )
    return _report(seed, transform, region, overlap, before, after)


def _report(
    seed: Seed, transform: RigidTransform, region: SpineRegion, overlap: float, before: float, after: float
) -> Refined:
    step = transform.after(seed.transform.inverse)
    moves = [step.shift_at_mm(point) for point in region.path_lps_mm]
    center = region.center_lps_mm
    return Refined(transform, center, step.shift_at_mm(center), step.angle_deg, max(moves), overlap, before, after)


def _title(volume: Volume) -> str:
    return volume.description.series_description.strip() or "a series"


def _voxel_mm3(volume: Volume) -> float:
    return float(np.prod(volume.geometry.spacing_mm_kji))


def _overlap(fixed: SearchImage, searched: Volume, start: RigidTransform) -> float:
    """The part of the sampled region that falls inside the other volume at the seed."""
    points = fixed.mask_points_lps_mm()
    if not len(points):
        return 0.0
    index = searched.geometry.lps_to_index(start.apply(points))
    high = np.asarray(searched.geometry.shape_kji) - 0.5
    return float(((index >= -0.5) & (index <= high)).all(axis=1).mean())


class _Search:
    """One refinement under way: level after level, stopped by its asker or by the limits."""

    def __init__(
        self,
        fixed: SearchImage,
        moving: SearchImage,
        start: RigidTransform,
        region: SpineRegion,
        limits: RefinementLimits,
        on_progress: OnProgress | None,
    ) -> None:
        self._fixed = fixed
        self._moving = moving
        self._start = start
        self._center = np.asarray(region.center_lps_mm)
        self._limits = limits
        self._on_progress = on_progress or (lambda fraction: None)
        self._stopped_by: Exception | None = None
        self._euler = _euler(start, self._center)

    def run(self) -> tuple[RigidTransform, float, float]:
        """The transform found, and mutual information at the finest level before and after."""
        done = 0.0
        for number, voxel_mm in enumerate(LEVELS_MM):
            self._run_level(voxel_mm, number, done)
            done += LEVEL_SHARES[number]
        self._check_limits()
        before = self._agreement(_euler(self._start, self._center))
        after = self._agreement(self._euler)
        self._on_progress(1.0)
        return self._current, before, after

    @property
    def _current(self) -> RigidTransform:
        rotation = nearest_rotation(np.reshape(self._euler.GetMatrix(), (3, 3)))
        return RigidTransform.about(self._center, rotation, self._euler.GetTranslation())

    def _run_level(self, voxel_mm: float, number: int, done: float) -> None:
        method = self._method(voxel_mm)
        step = FIRST_STEP_MM if number == 0 else voxel_mm / 2
        method.SetOptimizerAsRegularStepGradientDescent(
            step, SMALLEST_STEP_MM, MOST_ITERATIONS, relaxationFactor=0.5, gradientMagnitudeTolerance=1e-6
        )
        method.SetOptimizerScalesFromPhysicalShift()
        method.SetInitialTransform(self._euler, inPlace=True)
        share = LEVEL_SHARES[number]

        def on_iteration() -> None:
            # An exception must not pass through the library: it is kept, the search told to stop, and raised after.
            try:
                self._on_progress(done + share * (method.GetOptimizerIteration() + 1) / MOST_ITERATIONS)
                self._check_limits(WANDERING)
            except Exception as error:  # noqa: BLE001 - whatever the asker raises to stop is raised on below
                self._stopped_by = self._stopped_by or error
                method.Abort()

        method.AddCommand(sitk.sitkIterationEvent, on_iteration)
        try:
            method.Execute(self._fixed.shrunk(voxel_mm), self._moving.shrunk(voxel_mm / 2, smoothed_as_mm=voxel_mm))
        except RuntimeError as error:
            raise self._stopped_by or RegistrationError(
                "The two series could not be compared near the seeds: check that both show the spine there."
            ) from error
        if self._stopped_by is not None:
            raise self._stopped_by

    def _method(self, voxel_mm: float) -> sitk.ImageRegistrationMethod:
        method = sitk.ImageRegistrationMethod()
        method.SetMetricAsMattesMutualInformation(HISTOGRAM_BINS)
        method.SetMetricSamplingStrategy(method.NONE)
        method.SetMetricFixedMask(self._fixed.shrunk_mask(voxel_mm))
        if self._moving.has_holes:
            method.SetMetricMovingMask(self._moving.mask)
        method.SetInterpolator(sitk.sitkLinear)
        method.SetNumberOfWorkUnits(WORK_UNITS)
        return method

    def _agreement(self, euler: sitk.Euler3DTransform) -> float:
        voxel_mm = LEVELS_MM[-1]
        method = self._method(voxel_mm)
        method.SetInitialTransform(euler)
        moving = self._moving.shrunk(voxel_mm / 2, smoothed_as_mm=voxel_mm)
        return -float(method.MetricEvaluate(self._fixed.shrunk(voxel_mm), moving))

    def _check_limits(self, factor: float = 1.0) -> None:
        step = self._current.after(self._start.inverse)
        shift, turn = step.shift_at_mm(self._start.apply(self._center)), step.angle_deg
        if shift > factor * self._limits.shift_mm or turn > factor * self._limits.turn_deg:
            raise RegistrationError(
                f"The images lead {shift:.0f} mm and {turn:.0f} degrees away from the seed, farther than the limit of "
                f"{self._limits.shift_mm:.0f} mm and {self._limits.turn_deg:.0f} degrees: check the seed, nothing was "
                "registered."
            )


def _euler(transform: RigidTransform, center: FloatArray) -> sitk.Euler3DTransform:
    euler = sitk.Euler3DTransform()
    euler.SetCenter(as_point(center))
    euler.SetMatrix(tuple(transform.rotation.ravel()))
    euler.SetTranslation(as_point(transform.apply(center) - center))
    return euler
