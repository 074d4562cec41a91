"""What Relate needs of the machine beyond Python: which of it is missing, and the one line that installs it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST_GLIBC = (2, 34)
"""What the wheels of Qt are built against (manylinux_2_34)."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing of the system, and the package that brings it under apt, dnf and pacman.

    `probe` is the file name of a shared library, or the name of a program.
    """

    probe: str
    apt: str
    dnf: str
    pacman: str


LIBRARIES = (
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Need("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Need("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Need("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Need("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs", "krb5"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Need("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
)
"""What Qt's libraries, and its xcb and wayland platforms, link to and no wheel brings."""

TEST_PROGRAMS = (
    Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    Need("openbox", "openbox", "openbox", "openbox"),
    Need("xdotool", "xdotool", "xdotool", "xdotool"),
    Need("dbus-daemon", "dbus", "dbus-daemon", "dbus"),
    Need("dbus-run-session", "dbus", "dbus-daemon", "dbus"),
    Need("desktop-file-validate", "desktop-file-utils", "desktop-file-utils", "desktop-file-utils"),
)
"""A screen, a window manager, a hand, a message bus of the tests' own, and a reader of menu entries."""

BUNDLE_PROGRAMS = (
    Need("objdump", "binutils", "binutils", "binutils"),
    Need("strip", "binutils", "binutils", "binutils"),
)

MANAGERS = {"apt": "apt-get install -y", "dnf": "dnf install", "pacman": "pacman -S --needed"}


def loads(library: str) -> bool:
    """Whether the loader finds `library` and all it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_program(name: str) -> bool:
    """Whether `name` is on the path."""
    return shutil.which(name) is not None


def venv_need(has_module: Callable[[str], object] = find_spec) -> list[Need]:
    """What makes environments: Debian ships Python without ensurepip, in a package named by the exact version."""
    if has_module("venv") and has_module("ensurepip"):
        return []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [Need("ensurepip", f"python{version}-venv", "python3-libs", "python")]


def python_library_need() -> list[Need]:
    """Python as a shared library, which a bundle carries: Debian has it in a package of its own."""
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return []
    name = str(sysconfig.get_config_var("INSTSONAME"))
    if Path(str(sysconfig.get_config_var("LIBDIR")), name).exists() or loads(name):
        return []
    return [Need(name, f"libpython{sys.version_info.major}.{sys.version_info.minor}", "python3-libs", "python")]


def missing(needs: Iterable[Need], there: Callable[[str], bool]) -> list[Need]:
    """Those of `needs` whose probe is not `there`."""
    return [need for need in needs if not there(need.probe)]


def missing_here(*, tests: bool = False, bundle: bool = False) -> list[Need]:
    """Everything this machine lacks to run Relate, and on request its tests or its bundle."""
    lacking = venv_need()
    if sys.platform == "linux":
        lacking += missing(LIBRARIES, loads)
        lacking += missing(TEST_PROGRAMS if tests else (), has_program)
        lacking += (missing(BUNDLE_PROGRAMS, has_program) + python_library_need()) if bundle else []
    return lacking


def manager(there: Callable[[str], bool] = has_program) -> str:
    """The package manager of this machine: apt, dnf, pacman, or empty when it is another."""
    for name, program in (("apt", "apt-get"), ("dnf", "dnf"), ("pacman", "pacman")):
        if there(program):
            return name
    return ""


def packages(needs: Sequence[Need], name: str) -> list[str]:
    """The packages that bring `needs` under the manager `name`, each once, in the order of need."""
    return list(dict.fromkeys(getattr(need, name) for need in needs))


def install_line(needs: Sequence[Need], name: str, *, root: bool) -> str:
    """The line that a person types to get `needs`; empty for an unknown manager."""
    if name not in MANAGERS:
        return ""
    return " ".join([*([] if root else ["sudo"]), MANAGERS[name], *packages(needs, name)])


def what_to_do(needs: Sequence[Need], name: str, *, root: bool) -> str:
    """The sentence for somebody whose machine lacks `needs`."""
    names = ", ".join(need.probe for need in needs)
    line = install_line(needs, name, root=root)
    if not line:
        return f"This machine lacks {names}. Install the packages of your system that bring them, then start again."
    return f"This machine lacks {names}. Install them with\n\n    {line}\n\nand start this again."


def wrong_system(libc: str) -> str:
    """Why Qt has no build for a Linux whose C library calls itself `libc` ("glibc 2.36"); empty when it has."""
    name, _, version = libc.partition(" ")
    oldest = ".".join(map(str, OLDEST_GLIBC))
    if name != "glibc":
        return "Relate's window needs a Linux with the GNU C library; Qt has no ready build for this one."
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_GLIBC:
        return f"Relate's window needs glibc {oldest} or newer (Debian 12, Ubuntu 22.04); this system has {version}."
    return ""


def libc_here() -> str:
    """The C library in its own words; empty when it is not the GNU one."""
    if sys.platform == "win32":
        return ""
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (ValueError, OSError):
        return ""


def install_with_apt(needs: Sequence[Need]) -> bool:
    """Install `needs` as root; the package lists are fetched only when they are missing or out of date."""
    names = packages(needs, "apt")
    print("Installing from the system's packages: " + " ".join(names), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]

    def run(command: Sequence[str], *, quiet: bool = False) -> bool:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode and not quiet:  # apt talks a lot also when all is well
            print(done.stdout + done.stderr, file=sys.stderr)
        return done.returncode == 0

    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    if has_lists and run(install, quiet=True):
        return True
    return run(["apt-get", "update", "-qq"]) and run(install)


def prepare(*, tests: bool = False, bundle: bool = False) -> str:
    """Give this machine what it lacks, where that is ours to do; else what to do, in words. Empty when all is there."""
    if sys.platform == "linux" and (problem := wrong_system(libc_here())):
        return problem
    lacking = missing_here(tests=tests, bundle=bundle)
    if not lacking:
        return ""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    name = manager()
    if root and name == "apt" and install_with_apt(lacking):
        sys.path_importer_cache.clear()
        lacking = missing_here(tests=tests, bundle=bundle)
    return what_to_do(lacking, name, root=root) if lacking else ""
