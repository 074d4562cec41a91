"""How the program begins: what was asked, whether another Relate has the library, where it writes what went wrong."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from relate.desktop import nameless
from relate.desktop.paths import folders, private_folder
from relate.desktop.single_instance import SingleInstance, ask
from relate.invocation import WINDOW_OPTIONS, WITH_VALUE

LONGEST_LOG = 1_000_000
"""Bytes; a longer one is set aside at the next start, and the one before it goes."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked of the window."""

    library: Path
    files: tuple[Path, ...] = ()
    demo: bool = False
    smoke: bool = False
    minimized: bool = False
    throw_away: bool = False
    """The library is a new one that goes when the program ends."""


def read_options(argv: Sequence[str], until_the_end: ExitStack) -> Options:
    """The options; a throw-away library is removed when `until_the_end` is left.

    Only what `wants_window` lets through comes here, so there is nothing to explain or to refuse: --library FILE, the
    library to open instead of the usual one; --demo, made-up people in a library that is thrown away; --smoke, open
    the window with them, say so and quit; --minimized, start in the tray; files and folders to import.
    """
    named: Path | None = None
    files: list[Path] = []
    words = iter(argv)
    for word in words:
        option, is_set, value = word.partition("=")
        if option in WITH_VALUE:
            named = Path(value if is_set else next(words))
        elif word not in WINDOW_OPTIONS:
            files.append(Path(word).absolute())
    smoke = "--smoke" in argv
    demo = smoke or "--demo" in argv
    throw_away = named is None and demo
    if throw_away:
        folder = tempfile.TemporaryDirectory(prefix="relate-", ignore_cleanup_errors=True)
        library = Path(until_the_end.enter_context(folder)) / "relate.db"
    else:
        library = (named or folders().library).absolute()
    return Options(library, tuple(files), demo, smoke, "--minimized" in argv, throw_away)


def start_log() -> None:
    """A log of what went wrong, private to the user; it names nobody and holds no text of anybody."""
    try:
        path = private_folder(folders().logs) / "relate.log"
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_suffix(".before.log"))
        handler = logging.FileHandler(path, encoding="utf-8")
        path.chmod(0o600)
    except OSError as problem:
        sys.stderr.write(f"relate: no log can be written: {problem.strerror}\n")
        return
    handler.setFormatter(nameless.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("relate").setLevel(logging.INFO)


def hold(options: Options, until_the_end: ExitStack) -> SingleInstance | None:
    """This process as the one that has the library open; None when another has."""
    private_folder(options.library.parent)
    instance = SingleInstance(options.library)
    if not instance.acquire():
        return None
    until_the_end.callback(instance.close)
    return instance


def hand_over(options: Options, argv: Sequence[str]) -> int:
    """The library is open in another window: that one comes to the front and reads the files."""
    answer = ask(options.library, argv)
    if answer is None:
        sys.stderr.write(f"relate: {options.library} is in use by another Relate that does not answer.\n")
        return 1
    sys.stdout.write(answer.stdout)
    sys.stderr.write(answer.stderr)
    return answer.exit
