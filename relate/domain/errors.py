"""Known problems: a sentence for the user and a way out. Everything else is a bug."""

from __future__ import annotations


class KnownError(Exception):
    """Something that can go wrong without a bug; str() is one sentence that says what, where and what to do."""


class UnreadableSource(KnownError):
    """A file that cannot be opened or walked: truncated, encrypted, a bomb, not there."""


class LibraryProblem(KnownError):
    """The library cannot be opened or written: damaged, newer, locked, no room."""


class NothingToUndo(KnownError):
    """No step is left that could be taken back."""


class NoSuchThing(KnownError):
    """A person, step or import that the command names is not in the library."""
