"""The environment of the checkout, .venv: made from requirements.lock, and known to be whole by its stamp."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
DEVELOPMENT = "# Only to test, check and bundle."
"""The line of the lock under which the packages stand that running Relate does not need."""


ARRIVED = re.compile(
    r" *(?:Downloading|Using cached|Processing) (?:\S*/)?([\w.]+)-([\w.!+]+)-\S+\.whl(?: (\(\S+ MB\)))?",
)
"""pip's line for a file that comes: name, version, and its size where it is worth naming."""


def python(folder: Path = FOLDER) -> Path:
    """The interpreter of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def locked(lock: str, *, development: bool) -> str:
    """The part of the text of a lock that is to be installed: the whole, or only what running needs."""
    return lock if development else lock.partition(DEVELOPMENT)[0]


def stamp_text(lock: str, root: Path = ROOT) -> str:
    """What the stamp says of an environment with `lock` installed: its Python, its checkout, its packages."""
    return f"{sys.version_info.major}.{sys.version_info.minor}\n{root}\n{lock}"


def is_ready(lock: str, folder: Path = FOLDER, root: Path = ROOT) -> bool:
    """Whether the environment has at least the packages of `lock`, made by this version of Python for this checkout."""
    try:
        written = (folder / "relate.stamp").read_text(encoding="utf-8")
    except OSError:
        return False
    return written.startswith(stamp_text(lock, root)) and python(folder).exists()


@contextmanager
def alone(root: Path = ROOT) -> Iterator[None]:
    """Wait until no other dev.py makes the environment of this checkout, and keep others waiting meanwhile."""
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "making.lock").open("w", encoding="utf-8") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:  # each call gives up after ten seconds
                with suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Another start is making the environment; waiting for it", flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make(lock: str, folder: Path = FOLDER, root: Path = ROOT) -> str:
    """Make the environment or bring it up to `lock`; what went wrong in words, empty when nothing did.

    An environment without its stamp (made by hand, or left half done) is installed over when it still runs on this
    version of Python, and made anew otherwise.
    """
    stamp = folder / "relate.stamp"
    stamp.unlink(missing_ok=True)
    if not _usable(folder):
        print(f"Making the environment in {folder.name}", flush=True)
        base = getattr(sys, "_base_executable", sys.executable)
        made = subprocess.run(
            [base, "-m", "venv", "--clear", folder],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if made.returncode:
            return f"The environment in {folder} could not be made:\n{made.stdout}{made.stderr}"
    if problem := _install(lock, folder):
        return problem
    # The checkout itself, found from any folder: relative paths on the command line stay the caller's.
    _site_packages(folder).joinpath("relate-checkout.pth").write_text(f"{root}\n", encoding="utf-8")
    # pip compiles what it installs; without this the first start would compile Relate, and each one where no bytecode
    # may be written meanwhile.
    compiling: list[str | Path] = [python(folder), "-m", "compileall", "-q", root / "relate"]
    subprocess.run(compiling, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    stamp.write_text(stamp_text(lock, root), encoding="utf-8")
    return ""


def _usable(folder: Path) -> bool:
    """Whether the environment in `folder` runs, has pip, and is of this version of Python."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    code = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
    try:
        said = subprocess.run([python(folder), "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return said.returncode == 0 and said.stdout.strip() == version


def _site_packages(folder: Path) -> Path:
    if os.name == "nt":
        return folder / "Lib" / "site-packages"
    return folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def _install(lock: str, folder: Path) -> str:
    """Install exactly `lock` with pip, a line for each package; what went wrong, empty when nothing did."""
    wanted = folder / "relate-requirements.txt"
    wanted.write_text(lock, encoding="utf-8")
    print("Fetching the libraries Relate is built on (once)", flush=True)
    # Ready-made packages only: nothing is compiled, and no package runs code of its own while it is installed.
    # No dependencies: the lock names them all.
    options = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--no-input", "--disable-pip-version-check"]
    log = folder / "relate-install.log"
    with subprocess.Popen(
        [python(folder), "-m", "pip", "install", *options, "-r", wanted],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        errors="replace",
    ) as pip, log.open("w", encoding="utf-8") as written:  # fmt: skip
        lines: list[str] = []
        for line in pip.stdout or ():
            written.write(line)
            lines.append(line)
            if arrived := ARRIVED.match(line):
                print("  " + " ".join(filter(None, arrived.groups())), flush=True)
    if pip.returncode == 0:
        return ""
    return why_failed("".join(lines), log)


def why_failed(said: str, log: Path) -> str:
    """What to tell of an installation that failed, out of all that pip `said`, which `log` keeps."""
    if re.search(r"ConnectionError|ConnectTimeout|ReadTimeout|Max retries exceeded", said):
        return (
            "The libraries could not be fetched: the index of Python packages is out of reach.\n"
            "The first start needs a connection; later ones need none. "
            f"What was tried is in {log}."
        )
    errors = [line for line in said.splitlines() if line.lstrip().startswith("ERROR:")] or said.splitlines()[-5:]
    return "\n".join(["The libraries could not be installed:", *errors, f"All of it is in {log}."])
