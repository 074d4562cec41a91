"""Look at a finished bundle as a stranger would: every library in it, its size, and one start without a screen.

.venv/bin/python packaging/check_bundle.py dist/relate
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from trim import GPL_ONLY

LARGEST = 170_000_000
"""Bytes on the disk that a bundle may take. A third are two libraries with no smaller build: numpy's BLAS, Qt's ICU."""
NEEDED = (
    "resources/icon/relate.svg",
    "LICENSE",
    "licences/pyside6-essentials/LGPL-3.txt",
    r"platforms/\S*qoffscreen",
    r"iconengines/\S*qsvgicon",
)
"""Without these a window has no icons, or cannot be tried without a screen; patterns over places in the bundle."""
START_SECONDS = 120


def is_library(path: Path) -> bool:
    """Whether `path` is a shared library on any system."""
    return re.search(r"\.(so|dylib|dll|pyd)(\.[\d.]+)?$", path.name) is not None


def unfree(names: Iterable[str]) -> list[str]:
    """A sentence for each of `names` that the bundle must not hold."""
    return [
        f"{name}: {why}"
        for name in names
        for pattern, why in GPL_ONLY.items()
        if re.search(pattern, name, re.IGNORECASE)
    ]


def problems(folder: Path) -> list[str]:
    """What is wrong with the bundle in `folder`, each a sentence; prints the libraries it looked at."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files)
    places = [path.relative_to(folder).as_posix() for path in files]
    for path, place in zip(files, places, strict=True):
        if is_library(path):
            print(f"{path.stat().st_size / 1e6:7.1f} MB  {place}")
    print(f"{size / 1e6:7.1f} MB  in {len(files)} files")
    found = unfree(places)
    found += [f"{needed} is missing" for needed in NEEDED if not any(re.search(needed, place) for place in places)]
    if size > LARGEST:
        found.append(f"{size / 1e6:.0f} MB are more than the {LARGEST / 1e6:.0f} MB a bundle may take")
    return found


def program(folder: Path) -> Path:
    """The program in a bundle."""
    return folder / ("relate.exe" if os.name == "nt" else "relate")


def smoke(folder: Path, seconds: float = START_SECONDS) -> tuple[int, str]:
    """Start the bundle once with --smoke, offscreen, in a home of its own, with nothing of this checkout around it.

    The exit status and all that it said.
    """
    with tempfile.TemporaryDirectory() as home:
        kept = ("PATH", "LANG", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "WINDIR", "COMSPEC")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
        environment |= {"RELATE_HOME": home, "QT_QPA_PLATFORM": "offscreen", "LANG": os.environ.get("LANG", "C.UTF-8")}
        try:
            started = subprocess.run(
                [program(folder), "--smoke"], cwd=home, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
                timeout=seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            said = late.stdout.decode("utf-8", "replace") if isinstance(late.stdout, bytes) else ""
            return 1, f"{said}\nIt was ended after {seconds} seconds."
    return started.returncode, started.stdout


def came_up(said: str) -> bool:
    """Whether a start with --smoke said that all went well; Qt may have talked in between."""
    return any(line.startswith("smoke ok") for line in said.splitlines())


def main(folder: Path) -> int:
    """Check the bundle in `folder`; 0 when nothing is wrong."""
    found = problems(folder)
    status, said = smoke(folder)
    print(said.rstrip())
    if status or not came_up(said):
        found.append(f"--smoke ended with {status} instead of 'smoke ok'")
    for problem in found:
        print(f"The bundle is not fit to ship: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
