"""What went wrong, told without anybody's name or words: for the log and the reports of crashes.

The message of an error may quote a row, so it is left out; so is the folder of the program, which may be the user's.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path


def places(error: BaseException) -> Iterator[str]:
    """The kinds of an error and of those it came from, each with its places in the program, a line each."""
    one: BaseException | None = error
    while one is not None:
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
        one = one.__cause__ or one.__context__


class Formatter(logging.Formatter):
    """Formats a record as `logging` does, an error in it by its places alone. What a library of others says may quote
    what it was given, so of that only its name is told."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] != "relate":
            record = logging.makeLogRecord(record.__dict__ | {"msg": "has something to say", "args": None})
        return super().format(logging.makeLogRecord(record.__dict__ | {"exc_text": None}))

    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(places(error)) if isinstance(error, BaseException) else ""


def _place(filename: str) -> str:
    """Without the folders above the package."""
    parts = Path(filename).parts
    for root in ("relate", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else filename
