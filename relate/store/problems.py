"""What the machine says when it cannot, in words: a full disk, a damaged file, a library that somebody else holds."""

from __future__ import annotations

import errno
import sqlite3

from peewee import PeeweeException

from relate.domain.errors import KnownError, LibraryProblem

DAMAGED = "The library is damaged"
_SAYS = (
    ("malformed", f"{DAMAGED}: part of its file cannot be read."),
    ("vtable constructor failed", f"{DAMAGED}: part of its search index cannot be read."),
    ("not a database", f"{DAMAGED}: its file is no database any more."),
    ("disk is full", "The disk is full: make room and try again; nothing was lost."),
    ("is locked", "Another program keeps the library locked: close it and try again."),
    ("readonly", "The library may not be written here: look at the rights of its folder."),
    ("read-only", "The library may not be written here: look at the rights of its folder."),
    ("disk i/o error", "The disk did not answer: look at its connection, or whether it is full, and try again."),
    ("unable to open", "The library cannot be opened: look at the rights of its folder."),
)
_ERRNO = {
    errno.ENOSPC: "The disk is full: make room and try again; nothing was lost.",
    errno.EDQUOT: "Your share of the disk is full: make room and try again; nothing was lost.",
    errno.EFBIG: "{} may not grow any more: this disk, or your account on it, takes no larger file.",
    errno.EACCES: "{} may not be opened: look at its rights.",
    errno.EPERM: "{} may not be opened: look at its rights.",
    errno.EROFS: "{} is on a disk that may only be read.",
    errno.ENOENT: "{} is not there any more.",
}


def in_words(error: BaseException) -> KnownError | None:
    """The known problem that an error is, or that it came from; None for a bug."""
    one: BaseException | None = error
    while one is not None:
        if isinstance(one, KnownError):
            return one
        if isinstance(one, (sqlite3.Error, PeeweeException)):
            said = str(one).lower()
            for words, says in _SAYS:
                if words in said:
                    return LibraryProblem(says)
        elif isinstance(one, OSError) and one.errno in _ERRNO:
            return LibraryProblem(_ERRNO[one.errno].format(one.filename or "A file"))
        elif isinstance(one, OSError) and one.filename is not None and one.strerror:
            return LibraryProblem(f"{one.filename}: {one.strerror}.")
        one = one.__cause__ or one.__context__
    return None
