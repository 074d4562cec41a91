"""When a mail was sent: its Date, else its From_ line, else the last Received. Source: formats/contacts.md 4.2."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz
from typing import Final

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.importers.mail.words import plain

EARLIEST_MS: Final = 631_152_000_000
"""1990: no mail is older, only a wrong clock."""
LATEST_MS: Final = 4_102_444_800_000
"""2100, where nothing says how new a mail can be."""
SLACK_MS: Final = 2 * DAY_MS
_YEAR_MS: Final = 31_557_600_000
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), 1
    )
}
_USUAL = re.compile(
    rb"(?:[A-Z][a-z]{2}, {0,2})?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"
    rb"(?: ?\([^()]{0,60}\))?"
)
_FROM = re.compile(
    rb"([A-Z][a-z]{2})[ \t]+(\d{1,2})[ \t]+(\d\d):(\d\d)(?::(\d\d))?(?:[ \t]+([+-]\d{4}))?(?:[ \t]+[A-Z]{1,5})?"
    rb"[ \t]+(\d{4})(?:[ \t]+([+-]\d{4}))?"
)
_ZONE = re.compile(rb"[ \t][+-]\d\d:?\d\d\b|\b(?:UTC?|GMT|Z|[ECMP][SD]T)\b")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


def needs_others(date: bytes, latest: int) -> bool:
    """Whether a Date line leaves open when it was, so that something else has to tell."""
    usual = _USUAL.fullmatch(date)
    if usual is not None and 1990 < int(usual[3]) < 1970 + latest // _YEAR_MS:
        return False
    return _possible(_date(date), latest) is None


def sent_at(date: bytes, line: bytes, received: bytes, latest: int) -> Moment | None:
    """The first of the three that can be right; None when none is. latest: UTC ms of the newest that can be, as the
    file's own time tells. line: the From_ line of an mbox, b"" without one."""
    return (
        _possible(_date(date), latest)
        or _possible(_from_line(line), latest)
        or _possible(_date(received.rpartition(b";")[2]), latest)
    )


def _possible(moment: Moment | None, latest: int) -> Moment | None:
    return moment if moment is not None and EARLIEST_MS <= moment.ms <= latest + SLACK_MS else None


def _date(raw: bytes) -> Moment | None:
    if not raw:
        return None
    if (usual := _USUAL.fullmatch(raw)) is not None:
        day, month, year, hour, minute, second, sign, hours, minutes = usual.groups()
        offset = int(hours) * 60 + int(minutes)
        return _moment(
            int(year), _MONTHS.get(month, 0), int(day), int(hour), int(minute), int(second),
            -offset if sign == b"-" else offset,
        )  # fmt: skip
    try:
        told = parsedate_tz(plain(raw[:200]).replace("\x00", ""))
    except (ValueError, IndexError, TypeError, OverflowError):  # some of its versions trip over what is no date
        return None
    if told is None:
        return None
    # It says 0 also of a zone that is missing or that it does not know.
    zone = told[9] if _ZONE.search(raw) else None
    return _moment(*told[:6], None if zone is None else zone // 60)


def _from_line(line: bytes) -> Moment | None:
    found = _FROM.search(line)
    if found is None:
        return None
    month, day, hour, minute, second, before, year, after = found.groups()
    zone = before or after
    offset = None if zone is None else (-1 if zone[:1] == b"-" else 1) * (int(zone[1:3]) * 60 + int(zone[3:]))
    return _moment(
        int(year), _MONTHS.get(month, 0), int(day), int(hour), int(minute), int(second or 0), offset
    )  # fmt: skip


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int, offset: int | None) -> Moment | None:
    """offset: minutes east of Greenwich, None where it is not told: then the clock may be any zone's."""
    try:
        days = datetime(year, month, day).toordinal() - _EPOCH  # noqa: DTZ001 - only its day is asked for
    except (ValueError, OverflowError):
        return None
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 62):
        return None
    if offset is not None and not -900 <= offset <= 900:
        offset = None
    ms = (((days * 24 + hour) * 60 + minute - (offset or 0)) * 60 + second) * 1000
    return Moment(ms, Precision.MINUTE_UNKNOWN_ZONE if offset is None else Precision.SECOND, offset)
