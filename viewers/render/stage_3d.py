"""One off-screen stage: a volume, markers and a camera, drawn by VTK into a `Frame3D`."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from vtkmodules.vtkCommonCore import vtkCommand
from vtkmodules.vtkRenderingCore import vtkActor, vtkCamera, vtkRenderer, vtkRenderWindow

from annotations.geometry import Plane, VolumeGeometry
from viewers.imaging.images import Volume
from viewers.render.opengl_window import is_software, open_window, read_pixels, renderer_string
from viewers.render.scene_markers import marker_actors
from viewers.render.volume_prop import VolumeProp
from viewers.state.frame_layout import plane_letters
from viewers.state.scene_3d import Frame3D, Scene3D, View3D, view_of

SIZE_LIMIT_PX = 4096
"""Longest side of a 3-D picture."""
SCENE, GHOSTS = 0, 1
"""Renderer layers: volume and solid markers; the same markers faintly over everything, so none is ever lost in bone."""


def _never() -> bool:
    return False


class Stage3D:
    """Owns a render window. Every call, from construction to `close`, belongs to one thread.

    The constructor raises `OpenGLUnavailableError` where no context can be made.
    """

    def __init__(self) -> None:
        self._window = open_window()
        self.renderer = renderer_string(self._window)
        self._software = is_software(self.renderer)
        self._layers = (vtkRenderer(), vtkRenderer())
        self._camera = vtkCamera()
        self._camera.ParallelProjectionOn()
        self._window.SetNumberOfLayers(len(self._layers))
        for number, layer in enumerate(self._layers):
            layer.SetLayer(number)
            layer.SetActiveCamera(self._camera)
            self._window.AddRenderer(layer)
        self._markers: tuple[list[vtkActor], list[vtkActor]] = ([], [])
        self._geometry: VolumeGeometry | None = None
        self._prop: VolumeProp | None = None
        self._is_stale: Callable[[], bool] = _never
        self._abort_tag = self._window.AddObserver(vtkCommand.AbortCheckEvent, self._abort_if_stale)

    def show(self, volume: Volume | None) -> None:
        """Put a volume on the stage in place of the one before."""
        if self._prop is not None:
            self._layers[SCENE].RemoveVolume(self._prop.prop)
            self._prop.prop.ReleaseGraphicsResources(self._window)
        self._prop = None  # gone before its successor is made: two copies of the voxels are never in memory
        self._prop = None if volume is None else VolumeProp(volume, software=self._software)
        self._geometry = None if volume is None else volume.geometry
        if self._prop is not None:
            self._layers[SCENE].AddVolume(self._prop.prop)

    def draw(self, scene: Scene3D, *, is_stale: Callable[[], bool] = _never) -> Frame3D | None:
        """The picture of a scene; None when there is no volume, or `is_stale` turned true while drawing.

        Raises `ValueError` for an unknown preset.
        """
        if self._prop is None or self._geometry is None:
            return None
        width, height = (min(max(n, 1), SIZE_LIMIT_PX) for n in scene.size_px)
        view = view_of(self._geometry, scene.camera, (width, height))
        self._prop.prepare(scene)
        self._window.SetSize(width, height)
        self._place_markers(scene)
        self._aim(view, self._geometry)
        self._is_stale = is_stale
        start = time.perf_counter()
        self._window.Render()
        self._is_stale = _never
        if is_stale():
            return None
        covered = self._prop.covered(scene, view.toward_eye)
        pixels = read_pixels(self._window)
        self._prop.took(time.perf_counter() - start, scene.quality)
        return Frame3D(pixels, scene, view, view_letters(view), self.renderer, covered=covered)

    def close(self) -> None:
        """Free everything on the graphics side and the window."""
        self._window.RemoveObserver(self._abort_tag)
        self.show(None)
        self._place_markers(Scene3D())
        for layer in self._layers:
            self._window.RemoveRenderer(layer)
        self._window.Finalize()

    def _abort_if_stale(self, _window: vtkRenderWindow, _event: str) -> None:
        """Asked by the ray caster between rows: a full-quality picture gives way to what the hand does now."""
        if self._is_stale():
            self._window.SetAbortRender(1)

    def _place_markers(self, scene: Scene3D) -> None:
        for layer, actors in zip(self._layers, self._markers, strict=True):
            for actor in actors:
                layer.RemoveActor(actor)
                actor.ReleaseGraphicsResources(self._window)
        self._markers = (marker_actors(scene, ghost=False), marker_actors(scene, ghost=True))
        for layer, actors in zip(self._layers, self._markers, strict=True):
            for actor in actors:
                layer.AddActor(actor)

    def _aim(self, view: View3D, geometry: VolumeGeometry) -> None:
        focal = np.asarray(view.focal_point_lps_mm)
        reach = float(np.linalg.norm(np.ptp(geometry.corners_lps_mm(), axis=0))) + float(
            np.linalg.norm(focal - np.asarray(geometry.center_lps_mm))
        )
        self._camera.SetFocalPoint(*focal)
        self._camera.SetPosition(*(focal - reach * np.asarray(view.forward)))
        self._camera.SetViewUp(*view.up)
        self._camera.SetParallelScale(view.size_px[1] * view.mm_per_px / 2)
        self._camera.SetClippingRange(reach * 1e-3, reach * 2)


def view_letters(view: View3D) -> tuple[str, str, str, str]:
    """Edge letters (left, right, top, bottom) of a 3-D view."""
    down = (-view.up[0], -view.up[1], -view.up[2])
    return plane_letters(Plane(view.focal_point_lps_mm, view.right, down))
