"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

READING = (
    *("people", "timeline", "reconnect", "duplicates", "news", "events", "wanted", "imports", "history", "export"),
    *("check", "backup"),
)
WRITING = ("import", "undo", "restore", "merge", "split", "different")


class WrongUsage(Exception):
    """The words make no command; the text is argparse's own, status 2. Or help was asked for, status 0."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving the process: in a window's process a wrong word must not end the window."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise WrongUsage(message or "", status)

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{self.format_usage()}{self.prog}: {message}\n", 2)

    def print_help(self, file: object = None) -> None:  # noqa: ARG002 - argparse's own name
        """Help is an answer too: it goes where answers go."""
        raise WrongUsage(self.format_help(), 0)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command in `argv` (without the program's name). Raises WrongUsage."""
    words = _parser().parse_args(list(argv))
    words.argv = list(argv)
    return words


def _parser() -> _Parser:
    parser = _Parser(prog="relate", description="Relate without its window.")
    common = _Parser(add_help=False)
    # Before the command or after it; without a default there, or the second place would forget the first.
    for one, nothing in ((parser, None), (common, argparse.SUPPRESS)):
        one.add_argument("--library", metavar="FILE", default=nothing, help="the library to use instead of your own")
        one.add_argument("--json", action="store_true", default=nothing or False, help="answer in JSON")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".", parents=[common])

    reading = command("import", "read archives: files, folders or zips")
    reading.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    reading.add_argument(
        "--answer",
        action="append",
        dest="answers",
        type=_answer,
        metavar="QUESTION=CHOICE",
        default=[],
        help="what an archive asks before it is read; may be given several times",
    )
    people = command("people", "list the people")
    people.add_argument("text", nargs="?", default="", help="only those found by these words")
    people.add_argument("--shown", choices=("talked", "connected", "everyone"), default="everyone")
    people.add_argument(
        "--sort", choices=("last-contact", "name", "first-contact", "closeness"), default="last-contact"
    )
    people.add_argument("--limit", type=_count, metavar="N")
    timeline = command("timeline", "list what passed between you, newest first")
    timeline.add_argument("person", nargs="?", metavar="PERSON", help="a number or a name that only one person has")
    timeline.add_argument("--text", default="", help="only rows with these words")
    timeline.add_argument("--limit", type=_count, metavar="N")
    reconnect = command("reconnect", "name the people to reconnect with, and why")
    reconnect.add_argument("--at", metavar="TIME", help="as of this time: 2026-11-20 or 2026-11-20T09:30Z")
    reconnect.add_argument("--limit", type=_count, metavar="N", default=30)
    command("duplicates", "list pairs that may be one person")
    merge = command("merge", "make one person of two or more")
    merge.add_argument("persons", nargs="+", metavar="PERSON", help="a number or a name that only one person has")
    split = command("split", "make somebody else of some of a person's addresses and profiles")
    split.add_argument("person", metavar="PERSON", help="a number or a name that only one person has")
    split.add_argument("identities", nargs="+", metavar="IDENTITY", help="a profile, handle or address of theirs")
    different = command("different", "say that two are different people, for good")
    different.add_argument("persons", nargs=2, metavar="PERSON", help="a number or a name that only one person has")
    command("news", "list what changed between two archives of the same account")
    command("events", "list events with who was there, and days that may have been one")
    wanted = command("wanted", "list whom you want to know: open invitations, follows, visits and typed wishes")
    wanted.add_argument("--limit", type=_count, metavar="N")
    command("imports", "list the imports and what became of each row")
    history = command("history", "list the steps that can be taken back")
    history.add_argument("text", nargs="?", default="", help="only steps with these words")
    history.add_argument("--limit", type=_count, metavar="N", default=200)
    undo = command("undo", "take back the last step, or the one named")
    which = undo.add_mutually_exclusive_group()
    which.add_argument("step", nargs="?", type=int, metavar="STEP")
    which.add_argument("--import", dest="import_id", type=int, metavar="ID", help="take this import back")
    export = command("export", "write everything to the terminal")
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.add_argument("--raw", action="store_true", help="CSV for machines: no quoting against spreadsheet formulas")
    check = command("check", "check the library and everything that is derived in it")
    check.add_argument("--repair", action="store_true", help="write anew what is derived and wrong")
    backup = command("backup", "make a verified copy of the library")
    backup.add_argument("--list", action="store_true", help="list the copies there are")
    restore = command("restore", "put a copy in the place of the library; the present one is kept beside it")
    what = restore.add_mutually_exclusive_group()
    what.add_argument("backup", nargs="?", metavar="FILE", help="the copy; without it the newest good one")
    what.add_argument(
        "--recover", action="store_true", help="instead of a copy: what can still be read of a damaged library"
    )
    return parser


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None
    if number < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def _path(text: str) -> str:
    """An empty one would be the folder one stands in, with all that is in it: so a variable without a value is read."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty path names no file")
    return text


def _answer(text: str) -> tuple[str, str]:
    question, sign, choice = text.rpartition("=")
    if not (sign and question.strip() and choice.strip()):
        raise argparse.ArgumentTypeError("must be QUESTION=CHOICE")
    return question, choice


def is_writing(words: argparse.Namespace) -> bool:
    """Whether the command changes the library."""
    return words.command in WRITING or (words.command == "check" and words.repair)
