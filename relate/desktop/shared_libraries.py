"""Whether the system's libraries are there that Qt needs for a window, said before Qt says something misleading.

Qt always blames xcb-cursor0, whichever is missing, and aborts. `packaging/dev.py` checks more and names packages;
this is for a wheel, or for a bundle on a machine that lacks what no bundle may bring along.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Mapping

from relate.desktop.paths import frozen

FOR_ANY = ("libGL.so.1", "libEGL.so.1", "libfontconfig.so.1", "libdbus-1.so.3", "libxkbcommon.so.0")
FOR_X11 = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)
WINDOWLESS = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})


def missing(names: Iterable[str], load: Callable[[str], object] = ctypes.CDLL) -> list[str]:
    """Those of `names` that the system's loader does not find."""
    lacking = []
    for name in names:
        try:
            load(name)
        except OSError:
            lacking.append(name)
    return lacking


def complaint(environment: Mapping[str, str] = os.environ, load: Callable[[str], object] = ctypes.CDLL) -> str:
    """A sentence to print instead of starting; empty where a window can be opened."""
    if not sys.platform.startswith("linux"):
        return ""
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    windowless = platform in WINDOWLESS
    if not windowless and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). “relate people” works without."
    # A bundle finds most of them in its own folder, where this loader does not look.
    wanted = [] if frozen() else [*FOR_ANY]
    if not frozen() and not windowless and (platform == "xcb" or not environment.get("WAYLAND_DISPLAY")):
        wanted += FOR_X11
    if lacking := missing(wanted, load):
        return (
            f"The system lacks {', '.join(lacking)}, which a window needs."
            " “python3 packaging/dev.py system” installs them or names the packages."
        )
    return ""
