"""python -m relate: the window, or one of the commands of the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from relate.invocation import READ_APART, WORK_BESIDE, wants_window

if TYPE_CHECKING:
    from relate.desktop.single_instance import Answer, Request
    from relate.services.library import Library


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 something could not be done, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while a part of the program was loading, which takes a moment
        sys.stderr.write("Stopped.\n")
        return 1


def _run(arguments: list[str]) -> int:
    if arguments == [READ_APART]:
        from relate.services.cycles import look_less_often

        look_less_often()  # while it is loaded too: nothing of that is in a cycle that ever ends
        from relate.services.reading_process import main as read

        os._exit(read())  # to take apart what was made takes longer than to let go of it at once
    if arguments == [WORK_BESIDE]:
        from relate.store.beside import main as work

        return work()
    if wants_window(arguments):
        from relate.app import main as open_window

        return open_window(arguments, _answer)
    from relate.cli import main as run_command

    return run_command(arguments)


def _answer(library: Library, request: Request) -> Answer:
    """A command of another terminal, for the library that this window holds."""
    from relate.cli import answer

    return answer(library, request)


if __name__ == "__main__":
    sys.exit(main())
