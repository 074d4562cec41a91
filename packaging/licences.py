"""The licences that travel with the bundle: of every library in it, of Qt and of Python itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import environment
from make_lock import entries

FOLDER = Path(__file__).resolve().parent / "licences"
"""The texts that no wheel brings: the LGPL of Qt, and what it asks to be said."""
QT = ("pyside6-essentials", "shiboken6")
NAME = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)


def of_library(name: str) -> list[Path]:
    """The licence texts that the installed library `name` brings; empty when it is not installed here."""
    if name in QT:
        return sorted(FOLDER.glob("*.txt"))
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return []
    brought = [file for file in found.files or () if NAME.search(file.name) and ".dist-info" in str(file)]
    return [Path(str(file.locate())) for file in brought]


def of_python() -> list[Path]:
    """The licence of this Python, where its maker keeps it."""
    library = Path(os.__file__).parent
    candidates = (
        library / "LICENSE.txt",
        library.parent / "LICENSE.txt",
        Path("/usr/share/doc") / library.name / "copyright",
    )
    return [path for path in candidates if path.exists()][:1]


def collected(names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """PyInstaller's (source file, folder in the bundle) for every licence of the libraries that running needs."""
    lock = environment.LOCK.read_text(encoding="utf-8")
    to_run = list(names) or list(entries(environment.locked(lock, development=False)))
    texts = [(path, Path("licences", name) / _below(path)) for name in to_run for path in of_library(name)]
    texts += [(path, Path("licences/python")) for path in of_python()]
    return [(str(path), folder.as_posix()) for path, folder in texts]


def _below(text: Path) -> Path:
    """The folder of a licence text below those of its library: several of one name keep apart."""
    return (
        Path(re.sub(r".*\.dist-info/(licenses/)?", "", text.as_posix())).parent if ".dist-info" in str(text) else Path()
    )
