"""The commands of dev.py; each makes ready what it needs and hands its exit status through."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import environment

BUNDLE = environment.ROOT / "dist" / "relate"
SERVICES = "tests/services"
"""The half of the tests that takes as long as all others."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line; its exit status."""
    name, *rest = arguments or ["--help"]
    if name in ("-h", "--help"):
        print(USAGE)
        return 0
    command = COMMANDS.get(name)
    if command is None:
        print(f"dev.py knows no command {name!r}.\n\n{USAGE}", file=sys.stderr)
        return 2
    try:
        return command(rest)
    except KeyboardInterrupt:
        return 130


def ready(*, development: bool, bundle: bool = False) -> bool:
    """Make machine and environment ready; False, and said why, when that cannot be done.

    A ready environment costs one look at its stamp: no pip, no probing.
    """
    lock = environment.locked(environment.LOCK.read_text(encoding="utf-8"), development=development)
    whole = environment.is_ready(lock)
    if whole and not development:
        return True
    import machine

    problem = machine.prepare(tests=development, bundle=bundle)
    if not problem and not whole:
        with environment.alone():
            problem = "" if environment.is_ready(lock) else environment.make(lock)
    if problem:
        print(problem, file=sys.stderr)
    return not problem


def python(*arguments: str | Path, **variables: str) -> int:
    """Run the environment's Python in the checkout; its exit status, 128 + signal where one ended it."""
    # A module is looked for in the environment alone, whatever lies in the checkout; a script finds its neighbours.
    command = [environment.python(), *(("-P",) if arguments[0] in ("-m", "-c") else ()), *arguments]
    status = subprocess.run(command, cwd=environment.ROOT, env={**os.environ, **variables}, check=False).returncode
    return status if status >= 0 else 128 - status


def run(arguments: Sequence[str]) -> int:  # noqa: RET503 - exec does not come back
    """Start Relate where the caller stands; everything after `run` is Relate's."""
    if not ready(development=False):
        return 1
    command = [str(environment.python()), "-P", "-m", "relate", *arguments]
    if os.name == "nt":  # exec on Windows leaves the console to the shell before the program has ended
        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606


def test(arguments: Sequence[str]) -> int:
    """The tests; pytest's summary is the last line. All of them run in two halves side by side, where there are two
    processors: that of the services, which wait for the disk, says what it found when the other one is done."""
    if not ready(development=True):
        return 1
    if arguments or (os.cpu_count() or 1) < 2:
        return python("-m", "pytest", *arguments)
    with tempfile.TemporaryFile() as told:
        command = [str(environment.python()), "-P", "-m", "pytest", "-p", "no:cacheprovider", SERVICES]
        with subprocess.Popen(command, cwd=environment.ROOT, stdout=told, stderr=subprocess.STDOUT) as services:
            try:
                status = python("-m", "pytest", f"--ignore={SERVICES}")
                found = services.wait()
            except KeyboardInterrupt:
                services.terminate()
                raise
        told.seek(0)
        sys.stdout.flush()
        shutil.copyfileobj(told, sys.stdout.buffer)
        sys.stdout.flush()
    return status or (found if found >= 0 else 128 - found)


def nightly(arguments: Sequence[str]) -> int:
    """The tests, looking far: 20,000 damaged inputs a reader, 500 kills; some hours. No test is timed out."""
    return python("-m", "pytest", "--timeout=0", *arguments, RELATE_NIGHTLY="1") if ready(development=True) else 1


def bench(arguments: Sequence[str]) -> int:
    """The measurements: figure, floor and ratio."""
    return python(environment.ROOT / "tests" / "bench" / "__main__.py", *arguments) if ready(development=True) else 1


def lint(_arguments: Sequence[str]) -> int:
    """ruff, mypy and the layers; each runs, whatever the one before said."""
    if not ready(development=True):
        return 1
    checks: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("ruff check", ("-m", "ruff", "check", ".")),
        ("ruff format --check", ("-m", "ruff", "format", "--check", ".")),
        ("mypy --strict", ("-m", "mypy")),
        ("import-linter", ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())")),
        ("pip check", ("-m", "pip", "check", "--disable-pip-version-check")),
    )
    failed = []
    for name, command in checks:
        print(f"── {name}", flush=True)
        if python(*command):
            failed.append(name)
    print("── " + ("failed: " + ", ".join(failed) if failed else "all checks hold"), flush=True)
    return 1 if failed else 0


def bundle(_arguments: Sequence[str]) -> int:
    """The program that needs no Python: dist/relate, listed and started once."""
    if not ready(development=True, bundle=True):
        return 1
    spec = environment.ROOT / "packaging" / "relate.spec"
    folders = ("--distpath", BUNDLE.parent, "--workpath", environment.ROOT / "build")
    made = python("-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *folders, spec, PYTHONHASHSEED="1")
    return made or python(environment.ROOT / "packaging" / "check_bundle.py", BUNDLE)


def deb(_arguments: Sequence[str]) -> int:
    """A Debian package of the bundle, which is made first where there is none."""
    if not BUNDLE.exists() and (status := bundle(())):
        return status
    return python(environment.ROOT / "packaging" / "make_deb.py", BUNDLE) if ready(development=True) else 1


def check(arguments: Sequence[str]) -> int:
    """Everything CI asks for: the checks, the bundle, the tests (with the bundle's own among them)."""
    statuses = [lint(()), bundle(())]
    os.environ["RELATE_BUNDLE"] = str(BUNDLE)
    return max(*statuses, test(arguments))


def system(_arguments: Sequence[str]) -> int:
    """Only the system's packages, for run, test and bundle: installed as root with apt, else named."""
    import machine

    problem = machine.prepare(tests=True, bundle=True)
    print(problem or "This machine has all that Relate, its tests and its bundle need.")
    return 1 if problem else 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run, "test": test, "lint": lint, "check": check, "nightly": nightly, "bench": bench,
    "bundle": bundle, "deb": deb, "system": system,
}  # fmt: skip

USAGE = "usage: python3 packaging/dev.py COMMAND [arguments]\n\n" + "\n".join(
    f"  {name:7} {(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items()
)
