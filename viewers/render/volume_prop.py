"""A volume made ready for ray casting: its grid in LPS, its look, and the mapper that suits the machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPiecewiseFunction, vtkPlane
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkImagingCore import vtkImageShrink3D
from vtkmodules.vtkRenderingCore import vtkColorTransferFunction, vtkVolume, vtkVolumeProperty
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper, vtkVolumeMapper
from vtkmodules.vtkRenderingVolumeOpenGL2 import vtkOpenGLGPUVolumeRayCastMapper

from annotations.geometry import FloatArray, Point
from viewers.imaging.images import Volume
from viewers.imaging.ray_casting import RayVolume
from viewers.imaging.voxel_mask import MASK_AXIS_LIMIT, ReducedGrid, RemovedVoxels
from viewers.render.ray_pace import RayPace
from viewers.render.resampling import wrapped
from viewers.render.volume_look import VolumeLook, look_of
from viewers.render.volume_presets import Blend
from viewers.state.cuts_3d import NO_CUTS, Cuts3D
from viewers.state.scene_3d import Scene3D
from viewers.state.viewport_state import Camera3D, Quality

SOFTWARE_AXIS_LIMIT = MASK_AXIS_LIMIT
"""Longest axis, in voxels, that the processor casts rays through; longer ones are averaged down."""
GPU_AXIS_LIMIT = 1024
"""Longest axis put on a graphics card (a 3-D texture of 1024^3 16 bit voxels is 2 GiB)."""
COARSE_SAMPLES = 0.8
"""Ray samples for each voxel length while the hand moves."""
FINE_SAMPLES = ((0.75, 2.5), (0.0, 1.5))
"""The same at rest, by the greatest opacity of the look: a hard surface shows rings where it is sampled too rarely, and
rays end there, so that more samples cost little."""
COVER_STEP_MM = {Quality.FINE: 1.0, Quality.INTERACTIVE: 3.0}
"""How finely it is looked for what covers a label: bone thinner than the coarse step is found at rest."""
FINE_RAY_SPACING_PX = 1.0
"""Display pixels from ray to ray on the processor, at rest."""


class VolumeProp:
    """One volume in the scene. Belongs to the thread that owns the window."""

    def __init__(self, volume: Volume, *, software: bool) -> None:
        self._grid = ReducedGrid.within(volume.geometry, SOFTWARE_AXIS_LIMIT if software else GPU_AXIS_LIMIT)
        self._values = _shrunk(volume.stored_values, self._grid)
        self._placed = _right_handed(self._values, self._grid.geometry.affine)
        self._volume = volume
        self._software = software
        self._voxel_mm = float(min(self._grid.geometry.spacing_mm_kji))
        self._pace = RayPace()
        self._look_of: tuple[str, float, float, bool | None] | None = None
        self._cuts = NO_CUTS
        self._mapper = _software_mapper() if software else _gpu_mapper()
        self._mapper.SetInputData(_image(*self._placed))
        self.look = look_of(volume, Camera3D())
        self.prop = vtkVolume()
        self.prop.SetMapper(self._mapper)
        self.prop.SetUserMatrix(_rotation(self._placed[1]))

    def prepare(self, scene: Scene3D) -> None:
        """Set look, cuts and sampling for the next picture. Raises `ValueError` for an unknown preset."""
        camera, quality = scene.camera, scene.quality
        asked = (camera.preset, camera.shift, camera.width, camera.shading)
        if self._look_of != asked:
            self.look = look_of(self._volume, camera)
            self.prop.SetProperty(_property(self.look))
            self._mapper.SetBlendMode(_BLEND_MODES[self.look.blend])
            self._look_of = asked
            self._pace = RayPace()
        self._cut(scene.cuts)
        samples = _fine_samples(self.look) if quality is Quality.FINE else COARSE_SAMPLES
        self._mapper.SetSampleDistance(self._voxel_mm / samples)
        if self._software:
            coarse = quality is Quality.INTERACTIVE
            self._mapper.SetImageSampleDistance(self._pace.spacing_px if coarse else FINE_RAY_SPACING_PX)

    def took(self, seconds: float, quality: Quality) -> None:
        """How long the picture just drawn took; the next coarse one is drawn accordingly."""
        if quality is Quality.INTERACTIVE:
            self._pace.took(seconds)

    def covered(self, scene: Scene3D, toward_eye: Point) -> NDArray[np.bool_]:
        """Which of a scene's depth points lie behind something solid, in the look it was prepared for."""
        rays = RayVolume(self._values, self._grid.geometry, self.look.ramp, scene.cuts.keeps)
        step_mm = COVER_STEP_MM[scene.quality]
        return rays.covered(scene.depth_points_lps_mm(toward_eye), toward_eye, step_mm=step_mm)

    def _cut(self, cuts: Cuts3D) -> None:
        if cuts.removed is not self._cuts.removed:
            values, affine = self._placed
            if cuts.removed is not None:
                values, affine = _right_handed(
                    _without(self._values, cuts.removed, self._grid), self._grid.geometry.affine
                )
            self._mapper.SetInputData(_image(values, affine))
        if cuts.half_spaces() != self._cuts.half_spaces():
            self._mapper.RemoveAllClippingPlanes()
            for origin, inward in cuts.half_spaces():
                plane = vtkPlane()
                plane.SetOrigin(*origin)
                plane.SetNormal(*inward)
                self._mapper.AddClippingPlane(plane)
        self._cuts = cuts


def _fine_samples(look: VolumeLook) -> float:
    hardest = max(alpha for _, alpha in look.opacity) if look.blend is Blend.COMPOSITE else 0.0
    return next(samples for least, samples in FINE_SAMPLES if hardest >= least)


def _without(values: NDArray[np.generic], removed: RemovedVoxels, grid: ReducedGrid) -> NDArray[np.generic]:
    """A copy in which removed voxels hold the least value there is, which every look shows as nothing.

    Values and not a mask input: the processor's ray caster knows none, and so both show the same.
    """
    return np.where(removed.on(grid), values.min(), values)


_BLEND_MODES = {
    Blend.COMPOSITE: vtkVolumeMapper.COMPOSITE_BLEND,
    Blend.MAXIMUM: vtkVolumeMapper.MAXIMUM_INTENSITY_BLEND,
}


def _software_mapper() -> vtkFixedPointVolumeRayCastMapper:
    mapper = vtkFixedPointVolumeRayCastMapper()
    mapper.SetAutoAdjustSampleDistances(False)
    mapper.IntermixIntersectingGeometryOn()
    return mapper


def _gpu_mapper() -> vtkOpenGLGPUVolumeRayCastMapper:
    mapper = vtkOpenGLGPUVolumeRayCastMapper()
    mapper.SetAutoAdjustSampleDistances(False)
    mapper.SetUseJittering(True)
    return mapper


def _shrunk(values: NDArray[np.generic], grid: ReducedGrid) -> NDArray[np.generic]:
    """Means of the blocks of a grid, [k, j, i]; the values themselves where a block is one voxel."""
    if grid.factors == (1, 1, 1):
        return values
    shrink = vtkImageShrink3D()
    shrink.SetInputData(wrapped(values))
    shrink.SetShrinkFactors(*grid.factors[::-1])
    shrink.MeanOn()
    shrink.Update()
    return _array_of(shrink.GetOutput())


def _right_handed(values: NDArray[np.generic], affine: FloatArray) -> tuple[NDArray[np.generic], FloatArray]:
    """The same voxels with the slice order turned round where the axes (i, j, k) are left-handed.

    VTK props may only be rotated, not mirrored: a mirrored one is lit from behind.
    """
    if np.linalg.det(affine[:3, :3][:, ::-1]) > 0:
        return values, affine
    flipped = affine.copy()
    flipped[:3, 3] += affine[:3, 0] * (values.shape[0] - 1)
    flipped[:3, 0] *= -1
    return np.ascontiguousarray(values[::-1]), flipped


def _image(values: NDArray[np.generic], affine: FloatArray) -> vtkImageData:
    image = wrapped(values)
    image.SetSpacing(*np.linalg.norm(affine[:3, :3], axis=0)[::-1].tolist())
    return image


def _rotation(affine: FloatArray) -> vtkMatrix4x4:
    """From the grid's own millimetres (i, j, k) to LPS: the CPU ray caster knows no direction matrix on an image."""
    matrix = np.eye(4)
    matrix[:3, :3] = (affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0))[:, ::-1]
    matrix[:3, 3] = affine[:3, 3]
    placed = vtkMatrix4x4()
    placed.DeepCopy(matrix.ravel().tolist())
    return placed


def _array_of(image: vtkImageData) -> NDArray[np.generic]:
    columns, rows, slices = image.GetDimensions()
    return np.asarray(vtk_to_numpy(image.GetPointData().GetScalars()).reshape(slices, rows, columns))


def _property(look: VolumeLook) -> vtkVolumeProperty:
    opacity, colors = vtkPiecewiseFunction(), vtkColorTransferFunction()
    for value, alpha in look.opacity:
        opacity.AddPoint(value, alpha)
    for value, *rgb in look.colors:
        colors.AddRGBPoint(value, *rgb)
    made = vtkVolumeProperty()
    made.SetScalarOpacity(opacity)
    made.SetColor(colors)
    made.SetInterpolationTypeToLinear()
    made.SetShade(look.shading is not None)
    if look.shading is not None:
        made.SetAmbient(look.shading.ambient)
        made.SetDiffuse(look.shading.diffuse)
        made.SetSpecular(look.shading.specular)
        made.SetSpecularPower(look.shading.power)
    return made
