"""From words to an exit status: which library, through the window or not, and what an error becomes."""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from relate.cli import reading, writing
from relate.cli.arguments import READING, WRITING, WrongUsage, is_writing, parse
from relate.cli.crash import report_crash
from relate.desktop.network_drive import is_on_network
from relate.desktop.paths import folders
from relate.desktop.single_instance import Answer, Request, SingleInstance, ask
from relate.domain.errors import KnownError, LibraryProblem
from relate.services.cycles import look_less_often
from relate.services.library import Library, now_ms
from relate.services.problems import in_words, with_way_out
from relate.services.reading import ReadLibrary

COMMANDS = (*WRITING, *READING)

DONE, FAILED, WRONG = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Run one command (without the program's name) and give its exit status. Never raises, never a traceback."""
    _speak_utf8()
    look_less_often()  # Python's own 700 takes a sixth of `relate duplicates` to find nothing
    return _guarded(argv, sys.stdout, sys.stderr, _run)


def answer(library: Library, request: Request) -> Answer:
    """What a window prints for a second start that was given a command; `library` is the one it holds."""
    out, err = io.StringIO(), io.StringIO()

    def run(words: Namespace, out: TextIO, err: TextIO) -> int:
        _absolute(words, Path(request.cwd))
        return writing.run(library, words, out, err)

    status = _guarded(request.argv, out, err, run)
    return Answer(out.getvalue(), err.getvalue(), status)


def _guarded(argv: Sequence[str], out: TextIO, err: TextIO, run: Callable[[Namespace, TextIO, TextIO], int]) -> int:
    library: Path | None = None
    try:
        words = parse(argv)
        library = _library_of(words)
        status = run(words, out, err)
        out.flush()
        return status
    except WrongUsage as usage:
        (out if usage.status == 0 else err).write(str(usage))
        return usage.status
    except KnownError as error:
        err.write(f"{with_way_out(error, library) if library else error}\n")
        return FAILED
    except BrokenPipeError:
        # Whoever read the answer has enough of it; the interpreter would say so again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        err.write("Stopped.\n")
        return FAILED
    except Exception as error:  # noqa: BLE001 - a bug becomes a report and one sentence
        known = in_words(error)
        if known is not None:
            err.write(f"{with_way_out(known, library) if library else known}\n")
            return FAILED
        where = report_crash(error, (library or folders().library).parent, argv[:1])
        err.write(f"Relate met a problem of its own and could not finish; what happened is written in {where}.\n")
        return FAILED


def _run(words: Namespace, out: TextIO, err: TextIO) -> int:
    path = _library_of(words)
    _absolute(words, Path.cwd())
    if words.command == "restore":
        return _holding(path, words, lambda: writing.restore(path, words, out))
    if not is_writing(words):
        if words.command == "backup":
            return reading.backup(path, words, out)
        library = ReadLibrary(path, now_ms)
        try:
            return reading.run(library, words, out)
        finally:
            library.close()
    return _holding(path, words, lambda: _write(path, words, out, err), out, err)


def _holding(
    path: Path, words: Namespace, run: Callable[[], int], out: TextIO | None = None, err: TextIO | None = None
) -> int:
    """Run while this process holds the library; when a window does, let it do the work and pass its answer on."""
    instance = SingleInstance(path)
    if instance.acquire():
        try:
            return run()
        finally:
            instance.close()
    if out is None or err is None:
        raise LibraryProblem("Relate is running with this library: quit it first (tray icon, Quit).")
    reply = ask(path, words.argv, Path.cwd())
    if reply is None:
        raise LibraryProblem("Another Relate is working on this library just now: try again when it is done.")
    out.write(reply.stdout)
    err.write(reply.stderr)
    return reply.exit


def _write(path: Path, words: Namespace, out: TextIO, err: TextIO) -> int:
    if words.command != "import" and not path.exists():
        raise LibraryProblem(f"There is no library at {path}: import something first, or name another one.")
    if is_on_network(path):
        err.write(f"{path} is on a network drive, where it can be damaged: move it to a disk of this computer.\n")
    library = Library.open(path)
    try:
        return writing.run(library, words, out, err)
    finally:
        library.close()


def _library_of(words: Namespace) -> Path:
    given: str | None = words.library
    return Path(given).expanduser().absolute() if given else folders().library


def _absolute(words: Namespace, cwd: Path) -> None:
    """Relative paths begin where the command was typed, also when a window runs it."""
    if words.command == "import":
        words.paths = [cwd / Path(path).expanduser() for path in words.paths]
    elif words.command == "restore" and words.backup:
        words.backup = cwd / Path(words.backup).expanduser()


def _speak_utf8() -> None:
    """A name that the terminal's encoding lacks must not end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
