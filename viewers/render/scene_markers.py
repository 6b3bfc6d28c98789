"""Findings, needles and the crosshair as VTK actors."""

from __future__ import annotations

import numpy as np
from vtkmodules.vtkFiltersSources import vtkLineSource, vtkSphereSource
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from annotations.geometry import Point, as_point
from viewers.state.scene_3d import Needle3D, Rgb, Scene3D, Sphere3D

CROSSHAIR_ARM_MM = 14.0
CROSSHAIR_COLOR: Rgb = (0.941, 0.835, 0.353)
"""The theme's reference-line yellow, #f0d55a."""
CROSSHAIR_WIDTH_PX = 1.6
PIXELS_PER_MM_AT_REST = 2.0
"""Needle width on screen for each millimetre of diameter."""
SPHERE_FACETS = 28
GHOST_OPACITY = 0.38
"""How strongly a marker shines through what covers it."""


def marker_actors(scene: Scene3D, *, ghost: bool) -> list[vtkActor]:
    """One actor for each marker line or ball; `ghost` ones are meant to be drawn over everything.

    The shaft of a needle has no ghost: where it runs behind bone it is painted dashed over the picture.
    """
    actors = [_ball(sphere) for sphere in scene.spheres]
    for needle in scene.needles:
        actors += _needle(needle)[1 if ghost else 0 :]
    if scene.crosshair_lps_mm is not None:
        actors += _crosshair(scene.crosshair_lps_mm)
    if ghost:
        for actor in actors:
            actor.GetProperty().SetOpacity(GHOST_OPACITY)
            actor.GetProperty().SetAmbient(0.6)
    return actors


def _ball(sphere: Sphere3D) -> vtkActor:
    source = vtkSphereSource()
    source.SetCenter(*sphere.center_lps_mm)
    source.SetRadius(sphere.radius_mm)
    source.SetThetaResolution(SPHERE_FACETS)
    source.SetPhiResolution(SPHERE_FACETS)
    return _actor(source, sphere.color)


def _needle(needle: Needle3D) -> list[vtkActor]:
    shaft = _line(needle.entry_lps_mm, needle.tip_lps_mm, needle.color)
    shaft.GetProperty().SetLineWidth(max(1.0, 2 * needle.radius_mm * PIXELS_PER_MM_AT_REST))
    return [shaft, _ball(Sphere3D(needle.tip_lps_mm, needle.radius_mm * 1.6, needle.color))]


def _crosshair(point: Point) -> list[vtkActor]:
    arms = np.eye(3) * CROSSHAIR_ARM_MM
    lines = [_line(as_point(point - arm), as_point(point + arm), CROSSHAIR_COLOR) for arm in arms]
    for line in lines:
        line.GetProperty().SetLineWidth(CROSSHAIR_WIDTH_PX)
    return lines


def _line(start: Point, end: Point, color: Rgb) -> vtkActor:
    source = vtkLineSource()
    source.SetPoint1(*start)
    source.SetPoint2(*end)
    actor = _actor(source, color)
    actor.GetProperty().LightingOff()
    return actor


def _actor(source: vtkSphereSource | vtkLineSource, color: Rgb) -> vtkActor:
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(source.GetOutputPort())
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*color)
    return actor
