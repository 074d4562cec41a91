"""Patterns that are made ready when they are first asked: to make one of many words takes as long as to ask it a
thousand times, and of those of all importers an archive asks a few."""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast

_ASKED = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, which is done when the pattern is first asked for anything. It can be asked what a pattern can,
    but is none that `re.sub` and the like would take, and takes a little longer to ask: not for what is asked of every
    row."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Made:
    """What a pattern can be asked stands in its attributes."""


class _Late(_Made, Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._told: tuple[AnyStr, int] = pattern, flags

    def __getattr__(self, name: str) -> object:
        made = re.compile(*self._told)
        vars(self).update((one, getattr(made, one)) for one in _ASKED)
        self.__class__ = _Made  # type: ignore[assignment]  # without what stands here it is quicker to ask
        asked: object = getattr(made, name)
        return asked
