"""Write requirements.lock anew from pyproject.toml: versions and hashes for every system, no addresses.

    .venv/bin/python packaging/make_lock.py

Resolves once for Python 3.11 and later on Linux, Windows and macOS, with uv, in an environment of its own.
Every file that the index has of a pinned version is listed, so that one lock serves every machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from environment import DEVELOPMENT, LOCK, ROOT

HEADER = """\
# Exact versions of everything Relate is built on, with the hashes of their files, for Python 3.11 and later on
# Linux, Windows and macOS. Made by packaging/make_lock.py; installed by packaging/dev.py with --require-hashes.

# To run.
"""
ENTRY = re.compile(r"^(?P<name>[a-z0-9-]+)==.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
RESOLVE = (
    "pip", "compile", "--quiet", "--universal", "--fork-strategy=fewest", "--python-version=3.11",
    "--no-build", "--generate-hashes", "--no-annotate", "--no-header", "--no-config", "--native-tls",
)  # fmt: skip


def entries(resolved: str) -> dict[str, str]:
    """The text of each package in a resolved list, by its name."""
    return {found["name"]: found[0].rstrip() + "\n" for found in ENTRY.finditer(resolved)}


def lock_text(run: str, everything: str) -> str:
    """The lock out of two resolved lists: what running needs, and that with what development adds.

    A package of both stands in the first part as the second list has it, whose condition is never narrower.
    """
    to_run, whole = entries(run), entries(everything)
    first = "".join(whole[name] for name in to_run)
    rest = "".join(text for name, text in whole.items() if name not in to_run)
    return f"{HEADER}{first}\n{DEVELOPMENT}\n{rest}"


def main() -> int:
    """Resolve and write; the exit status."""
    project = ROOT / "pyproject.toml"
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)

        def resolve(*more: str) -> str:
            command = [str(scripts / "uv"), *RESOLVE, str(project), *more]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout

        everything = resolve("--group", f"{project}:dev")
        pinned = Path(folder) / "pinned.txt"
        pinned.write_text(everything, encoding="utf-8")
        text = lock_text(resolve("--constraint", str(pinned)), everything)
    LOCK.write_text(text, encoding="utf-8")
    print(f"{LOCK.name}: {len(entries(text))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
