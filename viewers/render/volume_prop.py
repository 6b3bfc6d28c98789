"""A volume made ready for ray casting: its grid in LPS, its look, and the mapper that suits the machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPiecewiseFunction
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkImagingCore import vtkImageShrink3D
from vtkmodules.vtkRenderingCore import vtkColorTransferFunction, vtkVolume, vtkVolumeProperty
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper, vtkVolumeMapper
from vtkmodules.vtkRenderingVolumeOpenGL2 import vtkOpenGLGPUVolumeRayCastMapper

from annotations.geometry import FloatArray
from viewers.imaging.default_window import auto_window
from viewers.imaging.images import Volume
from viewers.render.resampling import wrapped
from viewers.render.volume_presets import VOLUME_PRESETS, Blend, VolumePreset
from viewers.state.viewport_state import Camera3D, Quality, ViewportState

SOFTWARE_AXIS_LIMIT = 256
"""Longest axis, in voxels, that the processor casts rays through; longer ones are averaged down."""
GPU_AXIS_LIMIT = 1024
"""Longest axis put on a graphics card (a 3-D texture of 1024^3 16 bit voxels is 2 GiB)."""
SAMPLES_PER_VOXEL = {Quality.FINE: 1.5, Quality.INTERACTIVE: 0.8}
"""Ray samples for each voxel length."""
RAY_SPACING_PX = {Quality.FINE: 1.0, Quality.INTERACTIVE: 2.0}
"""Display pixels from ray to ray on the processor."""


class VolumeProp:
    """One volume in the scene. Belongs to the thread that owns the window."""

    def __init__(self, volume: Volume, *, software: bool) -> None:
        image, affine = _right_handed(*_shrunk(volume, SOFTWARE_AXIS_LIMIT if software else GPU_AXIS_LIMIT))
        self._volume = volume
        self._software = software
        self._voxel_mm = float(np.linalg.norm(affine[:3, :3], axis=0).min())
        self._look: tuple[str, float] | None = None
        self._mapper = _software_mapper() if software else _gpu_mapper()
        self._mapper.SetInputData(_placed(image, affine))
        self.prop = vtkVolume()
        self.prop.SetMapper(self._mapper)
        self.prop.SetUserMatrix(_rotation(affine))

    def prepare(self, camera: Camera3D, quality: Quality) -> None:
        """Set look and sampling for the next picture. Raises `ValueError` for an unknown preset."""
        if self._look != (camera.preset, camera.shift):
            preset = _preset(camera.preset)
            self.prop.SetProperty(_property(preset, self._volume, camera.shift))
            self._mapper.SetBlendMode(_BLEND_MODES[preset.blend])
            self._look = (camera.preset, camera.shift)
        self._mapper.SetSampleDistance(self._voxel_mm / SAMPLES_PER_VOXEL[quality])
        if self._software:
            self._mapper.SetImageSampleDistance(RAY_SPACING_PX[quality])


_BLEND_MODES = {
    Blend.COMPOSITE: vtkVolumeMapper.COMPOSITE_BLEND,
    Blend.MAXIMUM: vtkVolumeMapper.MAXIMUM_INTENSITY_BLEND,
}


def _preset(preset_id: str) -> VolumePreset:
    try:
        return VOLUME_PRESETS[preset_id]
    except KeyError:
        raise ValueError(f"no 3-D preset is called {preset_id!r}; there are {', '.join(VOLUME_PRESETS)}") from None


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


def _shrunk(volume: Volume, axis_limit: int) -> tuple[NDArray[np.generic], FloatArray]:
    """Values [k, j, i] averaged in whole blocks until no axis is longer than the limit, and their affine (kji)."""
    factors = [-(-count // axis_limit) for count in volume.geometry.shape_kji]
    affine = volume.geometry.affine.copy()
    if factors == [1, 1, 1]:
        return volume.stored_values, affine
    shrink = vtkImageShrink3D()
    shrink.SetInputData(wrapped(volume.stored_values))
    shrink.SetShrinkFactors(*factors[::-1])
    shrink.MeanOn()
    shrink.Update()
    # The middle of the first block is where its mean belongs.
    affine[:3, 3] = volume.geometry.index_to_lps((np.asarray(factors) - 1) / 2)
    affine[:3, :3] *= factors
    return _array_of(shrink.GetOutput()), affine


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


def _placed(values: NDArray[np.generic], affine: FloatArray) -> vtkImageData:
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


def _property(preset: VolumePreset, volume: Volume, shift: float) -> vtkVolumeProperty:
    """The look in stored values: ramps are shifted in modality units, then taken back through the rescale."""
    stretch = 1.0 if preset.full_scale is None else _full_scale(volume) / preset.full_scale
    opacity, colors = vtkPiecewiseFunction(), vtkColorTransferFunction()

    def stored(modality_value: float) -> float:
        return (modality_value * stretch + shift - volume.rescale.intercept) / volume.rescale.slope

    for value, alpha in preset.opacity:
        opacity.AddPoint(stored(value), alpha)
    for value, *rgb in preset.colors:
        colors.AddRGBPoint(stored(value), *rgb)
    look = vtkVolumeProperty()
    look.SetScalarOpacity(opacity)
    look.SetColor(colors)
    look.SetInterpolationTypeToLinear()
    look.SetShade(preset.shading is not None)
    if preset.shading is not None:
        look.SetAmbient(preset.shading.ambient)
        look.SetDiffuse(preset.shading.diffuse)
        look.SetSpecular(preset.shading.specular)
        look.SetSpecularPower(preset.shading.power)
    return look


def _full_scale(volume: Volume) -> float:
    """The modality value near the top of what the volume holds."""
    window = auto_window(volume, ViewportState())
    return max(window.center + window.width / 2, 1.0)
