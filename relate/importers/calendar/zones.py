"""The zones of a calendar: IANA names, those of Windows, names with a program's prefix, and what the file defines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import tzinfo
from typing import Final
from zoneinfo import ZoneInfo

_PREFIX: Final = re.compile(r"^/?(?:[\w.-]+\.[\w.-]+/)?(?:\d{8}_\d+/|Tzfile/|Olson_\d+_\d+/)*/?")
_AREAS: Final = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Etc/", "Europe/", "Indian/",
    "Pacific/", "US/",
)  # fmt: skip


class Zones:
    """The zones of one file; each is looked up once."""

    def __init__(self, defined: Mapping[str, bytes], usual: str = "") -> None:
        """defined: VTIMEZONE blocks by name, may grow while the file is read. usual: the calendar's own zone."""
        self._defined = defined
        self._known: dict[str, tzinfo | None] = {}
        self.usual = self.of(usual) if usual else None

    def of(self, name: str) -> tzinfo | None:
        """None for a name that nobody knows: its times are read as the calendar's usual ones."""
        if name not in self._known:
            self._known[name] = self._find(name.strip().strip('"'))
        return self._known[name]

    def _find(self, name: str) -> tzinfo | None:
        for candidate in dict.fromkeys((name, _PREFIX.sub("", name), _from_area(name))):
            if candidate and (found := _iana(candidate)) is not None:
                return found
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # its import takes longer than most files

        if (known := WINDOWS_TO_OLSON.get(name)) is not None and (found := _iana(known)) is not None:
            return found
        return _as_defined(self._defined.get(name))


def _iana(name: str) -> ZoneInfo | None:
    with suppress(Exception):  # a name from outside may be a folder, a path, or no name at all
        if "/" in name or name.isalpha():
            return ZoneInfo(name)
    return None


def _from_area(name: str) -> str:
    """ "/citadel.org/20210210_1/Europe/Berlin" from its area on."""
    return next((name[name.index(area) :] for area in _AREAS if area in name), "")


def _as_defined(block: bytes | None) -> tzinfo | None:
    """The zone as the file itself describes it."""
    if block is None:
        return None
    with suppress(Exception):  # whatever is wrong with it, its events still have a time on the wall
        from icalendar import Timezone

        zone = Timezone.from_ical(block)
        found = zone.to_tz(lookup_tzid=False) if isinstance(zone, Timezone) else None
        return found if isinstance(found, tzinfo) else None
    return None
