"""The part of Qt's bindings that is Python, as compiled files.

shiboken6 carries it as a zip inside its library, and unpacks and compiles it at each start, which costs 20 ms. Where
it finds a folder files.dir beside itself it takes that: its own switch, SBK_EMBED in signature_bootstrap.py (6.11).
"""

from __future__ import annotations

import importlib
import py_compile
import sys
from pathlib import Path
from typing import Any

FOLDER = "shiboken6/files.dir"


def compiled(folder: Path) -> list[tuple[str, str]]:
    """The files, written below `folder`, each with its place in the bundle; none where there is no such zip."""
    importlib.import_module("PySide6.QtCore")
    loader: Any = getattr(sys.modules.get("shibokensupport"), "__loader__", None)
    packed = getattr(loader, "zfile", None)
    if packed is None:
        return []
    places: list[tuple[str, str]] = []
    for name in packed.namelist():
        if not name.startswith("shibokensupport/") or not name.endswith(".py"):
            continue
        source, target = folder / name, (folder / name).with_suffix(".pyc")
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(packed.read(name))
        py_compile.compile(
            str(source), str(target), dfile=name, doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )  # fmt: skip
        source.unlink()
        places.append((str(target), f"{FOLDER}/{Path(name).parent.as_posix()}"))
    return places
