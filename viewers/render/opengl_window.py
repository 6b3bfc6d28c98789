"""An off-screen OpenGL window: made, asked what drives it, read back and closed, all in one thread."""

from __future__ import annotations

import ctypes.util

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # registers the OpenGL factories
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  registers the volume mappers
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger, vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow

SOFTWARE_DRIVERS = ("llvmpipe", "softpipe", "swrast", "software", "gdi generic", "swiftshader", "osmesa", "svga3d")
"""Words in a renderer string that mean the processor does the drawing."""
OSMESA_WINDOW = "vtkOSOpenGLRenderWindow"
PROBE_SIZE = (16, 16)


class OpenGLUnavailableError(RuntimeError):
    """This machine gives us no OpenGL context at all."""


def open_window() -> vtkRenderWindow:
    """A new off-screen window with a live context. Raises `OpenGLUnavailableError`.

    Works with a display (GLX) and without (EGL, then OSMesa). Use it only in the thread that called.
    """
    # Without a display VTK first tries X and logs that it found none; trying is expected, so that is no news.
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_ERROR)
    window = vtkRenderWindow()
    if window.GetClassName() == OSMESA_WINDOW and ctypes.util.find_library("OSMesa") is None:
        # VTK's last resort crashes the process when its library is missing.
        raise OpenGLUnavailableError("neither a display, nor EGL, nor OSMesa gives an OpenGL context")
    window.SetOffScreenRendering(True)
    window.SetShowWindow(False)
    window.SetMultiSamples(0)
    window.SetSize(*PROBE_SIZE)
    probe = vtkRenderer()
    window.AddRenderer(probe)
    window.Render()
    window.RemoveRenderer(probe)
    if not window.SupportsOpenGL():
        window.Finalize()
        raise OpenGLUnavailableError("the graphics driver offers too old an OpenGL (3.2 is needed)")
    return window


def renderer_string(window: vtkRenderWindow) -> str:
    """The driver's name for what draws, for example `llvmpipe (LLVM 15.0.6, 256 bits)`."""
    for line in str(window.ReportCapabilities()).splitlines():
        label, _, value = line.partition(":")
        if label.strip() == "OpenGL renderer string":
            return value.strip()
    return "unknown"


def is_software(renderer: str) -> bool:
    """Whether a renderer string names a driver that draws on the processor (unknown counts as one)."""
    name = renderer.lower()
    return name == "unknown" or any(word in name for word in SOFTWARE_DRIVERS)


def read_pixels(window: vtkRenderWindow) -> NDArray[np.uint8]:
    """The picture last drawn, (height, width, 3), top row first."""
    width, height = window.GetSize()
    buffer = vtkUnsignedCharArray()
    window.GetPixelData(0, 0, width - 1, height - 1, 0, buffer, 0)
    return np.ascontiguousarray(np.flipud(vtk_to_numpy(buffer).reshape(height, width, 3)))
