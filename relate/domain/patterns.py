"""Patterns that are made ready when they are first asked: to make one of many words takes as long as to ask it a
thousand times, and of those of all importers an archive asks a few."""

from __future__ import annotations

import re
from functools import cached_property
from typing import AnyStr, Generic, cast


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, which is done when the pattern is first asked for anything. It can be asked what a pattern can,
    but is none that `re.sub` and the like would take."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._told: tuple[AnyStr, int] = pattern, flags

    @cached_property
    def _made(self) -> re.Pattern[AnyStr]:
        return re.compile(*self._told)

    def __getattr__(self, name: str) -> object:
        """What of the pattern was not asked for before."""
        asked: object = getattr(self._made, name)
        setattr(self, name, asked)
        return asked
