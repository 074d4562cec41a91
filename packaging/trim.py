"""What of Qt and of Python the bundle leaves out: what Relate never calls, and what its licence cannot carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import PurePosixPath, PureWindowsPath

Entry = tuple[str, str, str]
"""PyInstaller's (place in the bundle, source file, kind)."""
Linked = Callable[[str], Iterable[str]]
"""The file names of the libraries that a file links to."""

GPL_ONLY = {
    r"Qt6?VirtualKeyboard|qtvirtualkeyboard": "Qt Virtual Keyboard is GPL only",
    r"Qt6?Charts": "Qt Charts is GPL only",
    r"Qt6?Graphs": "Qt Graphs is GPL only",
    r"Qt6?DataVisualization": "Qt Data Visualization is GPL only",
    r"Qt6?Lottie|qlottie": "Qt Lottie Animation is GPL only",
    r"Qt6?QuickTimeline": "Qt Quick Timeline is GPL only",
    r"Qt6?Quick3D": "Qt Quick 3D is GPL only",
    r"Qt6?ShaderTools": "Qt Shader Tools is GPL only",
    r"Qt6?WaylandCompositor": "Qt Wayland Compositor is GPL only",
    r"Qt6?NetworkAuth": "Qt Network Authorization is GPL only",
    r"Qt6?(HttpServer|Coap|Mqtt|Grpc|Protobuf)": "GPL only among Qt's modules",
    r"libreadline|readline\.": "GNU readline is GPL only",
    r"libgdbm|_gdbm": "GNU dbm is GPL only",
    r"libmysqlclient|libmariadb": "MySQL's client is GPL only",
    r"unidecode": "Unidecode is GPL only",
}
"""Libraries that a program under MIT cannot hand on, by what their file is called."""

EXCLUDED_MODULES = (
    "PySide6.QtConcurrent", "PySide6.QtDBus", "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtNetwork",
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtPrintSupport", "PySide6.QtQml", "PySide6.QtQuick",
    "PySide6.QtQuickWidgets", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtUiTools", "PySide6.QtXml",
    "_gdbm", "dbm.gnu", "readline",                         # GPL
    "_hashlib", "_ssl", "ssl",                              # no connection is ever made
    "numpy.f2py", "numpy.fft", "numpy.random", "numpy.testing", "numpy._core._multiarray_tests",
    "curses", "ensurepip", "idlelib", "lib2to3", "pip", "pydoc_data", "setuptools", "tkinter", "turtledemo", "venv",
    "IPython", "hypothesis", "mypy", "pandas", "pytest", "pytz", "vobject",
)  # fmt: skip
"""Modules that something offers to import and Relate never does."""

PLUGINS = {
    "iconengines": "qsvgicon",
    "imageformats": "qgif|qico|qicns|qjpeg|qsvg|qwebp",
    "platforminputcontexts": "composeplatforminputcontext|ibusplatforminputcontext",
    "platforms": "qcocoa|qminimal|qoffscreen|qwayland|qwindows|qxcb",
    "platformthemes": "qxdgdesktopportal",
    "styles": ".*",
    "wayland-decoration-client": ".*",
    "wayland-graphics-integration-client": "qt-plugin-wayland-egl|shm-emulation-server",
    "wayland-shell-integration": "qt-shell|xdg-shell",
    "xcbglintegrations": ".*",
}
"""The plugins that stay, by folder. Of the rest: databases, printers, tablets without a desktop, the network.

Not the GTK theme, which would bring all of GTK.
"""

SYSTEM_LIBRARIES = re.compile(
    r"^lib(X11|X11-xcb|Xau|Xdmcp|bsd|md|xcb|GL|EGL|GLX|GLdispatch|OpenGL|gbm|drm|stdc\+\+|gcc_s|fontconfig|freetype|expat"
    r"|wayland-client|wayland-egl|dbus-1|systemd|cap|gcrypt|gpg-error|lz4|com_err|krb5|krb5support|k5crypto|gssapi_krb5"
    r"|keyutils|glib-2\.0|gthread-2\.0|pcre2?-8|png16|brotlidec|brotlicommon|selinux|tinfo|ncursesw)\.so"
)
"""What stays the user's own on Linux, because it speaks with their drivers, fonts and message bus.

The small xcb libraries are not among them: many a desktop lacks one, and Qt then does not start.
"""


def parts(place: str) -> tuple[str, ...]:
    """The folders and the name of a place in the bundle, whichever system wrote it."""
    return (PureWindowsPath(place) if "\\" in place else PurePosixPath(place)).parts


def belongs(place: str, languages: Collection[str]) -> bool:
    """Whether a file of Qt or of the system belongs into the bundle, for a window translated into `languages`."""
    *folders, name = parts(place)
    if any(re.search(pattern, name, re.IGNORECASE) for pattern in GPL_ONLY):
        return False
    if "qml" in folders:
        return False
    if "plugins" in folders and "PySide6" in folders:
        kept = PLUGINS.get(folders[-1])
        return kept is not None and re.search(kept, name) is not None
    if "translations" in folders and "PySide6" in folders:
        return any(name == f"qtbase_{language}.qm" for language in languages)
    return not SYSTEM_LIBRARIES.match(name)


def trimmed(entries: Iterable[Entry], languages: Collection[str], linked: Linked) -> list[Entry]:
    """Those of PyInstaller's entries that stay, of binaries and data together.

    A library comes along because something asked for it. When the asker went (the GTK theme, say), so does it, and
    so do those it asked for in turn.
    """
    everything = list(entries)
    staying = [entry for entry in everything if belongs(entry[0], languages)]
    libraries = {file_name(entry[0]): entry for entry in staying if is_asked_for(entry)}
    reached: set[str] = set()
    waiting = [entry for entry in staying if entry[2] in ("BINARY", "EXTENSION") and not is_asked_for(entry)]
    kept = {file_name(place) for place, _, _ in waiting}
    while waiting:
        for name in map(str.casefold, linked(waiting.pop()[1])):
            if name in libraries and name not in reached:
                reached.add(name)
                waiting.append(libraries[name])
    gone = {file_name(place) for place, _, kind in everything if kind == "BINARY"} - reached - kept
    return [entry for entry in staying if not _goes_with(entry, gone)]


def _goes_with(entry: Entry, gone: Collection[str]) -> bool:
    """Whether an entry is one of the files `gone`, a link to one, or part of the framework (macOS) around one."""
    place, source, kind = entry
    frameworks = {
        folder.casefold().removesuffix(".framework") for folder in parts(place) if folder.endswith(".framework")
    }
    return file_name(source if kind == "SYMLINK" else place) in gone or not frameworks.isdisjoint(gone)


def file_name(place: str) -> str:
    """The last part of a place, alike for systems that tell capitals apart and those that do not."""
    return parts(place)[-1].casefold()


def is_asked_for(entry: Entry) -> bool:
    """Whether an entry is a library that is there for others only: no module, no plugin, not Python itself."""
    place, _, kind = entry
    *folders, name = parts(place)
    return kind == "BINARY" and "plugins" not in folders and not re.match(r"(lib)?python3|Python$", name)
