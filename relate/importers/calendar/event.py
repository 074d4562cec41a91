"""One event understood: when, who, and whether it repeats. Source: formats/contacts.md 3.2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from relate.domain.moments import Moment, Precision
from relate.domain.names import given_name_first
from relate.domain.normalise import mail_key
from relate.importers.calendar.lines import Property, unescaped
from relate.importers.calendar.zones import Zones

LONGEST_TEXT: Final = 20_000
MOST_PEOPLE: Final = 500
_WHEN = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_NO_PERSON = re.compile(
    r"@(?:resource|group|group\.v)\.calendar\.google\.com$|^unknownorganizer@calendar\.google\.com$"
    r"|^(?:no|do|not)?[-_.]?not?[-_.]?reply\b|^noreply|^calendar-notification@",
    re.IGNORECASE,
)
_MEETING_NOISE = re.compile(
    r"-::~:~::~.*?(?:-::~:~::~[:~-]*|\Z)|_{20,}.*?(?:_{20,}|\Z)|^[─-]{10,}.*?(?:^[─-]{10,}|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""The block with which Google Meet, Teams and Zoom say how to dial in."""
_MARKUP = re.compile(r"<(?:br|/p|/div|/li)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")


class Guest(NamedTuple):
    """Somebody in an event. mail: their key, "" where the calendar has a name alone. answer: PARTSTAT in capitals."""

    mail: str
    name: str
    answer: str


class When(NamedTuple):
    """A time as the event has it. local: the clock on the wall, or midnight of a whole day. zone: None on no clock that
    is known."""

    local: datetime
    zone: tzinfo | None
    whole_day: bool

    def moment(self) -> Moment:
        if self.whole_day:
            return Moment.of_day(self.local.date())
        if self.zone is None:
            return Moment.of(self.local, Precision.MINUTE_UNKNOWN_ZONE)
        return Moment.of(self.local.replace(tzinfo=self.zone), Precision.MINUTE)

    def instant(self) -> int:
        """For comparing: UTC milliseconds, a wall clock read as if it were UTC."""
        return self.moment().ms

    def at(self, local: datetime) -> When:
        """The same kind of time on another day."""
        return When(local, self.zone, self.whole_day)


@dataclass(slots=True)
class Event:
    """An event of a file. start None: it has none. version orders several of one UID, the newest last."""

    number: int
    uid: str
    start: When | None
    title: str
    text: str
    link: str
    cancelled: bool
    guests: tuple[Guest, ...]
    rules: tuple[str, ...]
    dates: tuple[When, ...]
    """RDATE: further ones."""
    without: frozenset[int]
    """EXDATE: instants that are left out."""
    instead_of: When | None
    """RECURRENCE-ID: the occurrence that this one takes the place of."""
    from_there_on: bool
    version: tuple[int, str]
    stamped: str
    birthday: bool
    """The calendar marks it as one; whose it is stands in the title."""
    born: str
    """The year in which whose birthday it is was born, where the calendar says it."""


def event_of(number: int, lines: list[Property], zones: Zones) -> Event:
    """What the lines of an event say. Never raises."""
    by_name: dict[str, list[Property]] = {}
    for line in lines:
        by_name.setdefault(line.name, []).append(line)

    def first(name: str) -> str:
        found = by_name.get(name)
        return found[0].value.strip() if found else ""

    again = by_name.get("RECURRENCE-ID")
    return Event(
        number=number,
        uid=first("UID"),
        start=_when(by_name["DTSTART"][0], zones) if "DTSTART" in by_name else None,
        title=unescaped(first("SUMMARY")).strip(),
        text=cleaned(unescaped(first("DESCRIPTION"))),
        link=first("URL"),
        cancelled=first("STATUS").upper() == "CANCELLED",
        guests=_guests([*by_name.get("ORGANIZER", []), *by_name.get("ATTENDEE", [])]),
        rules=tuple(one.value.strip() for one in by_name.get("RRULE", [])),
        dates=tuple(_many(by_name.get("RDATE", []), zones)),
        without=frozenset(when.instant() for when in _many(by_name.get("EXDATE", []), zones)),
        instead_of=_when(again[0], zones) if again else None,
        from_there_on=bool(again and again[0].parameters.get("RANGE", "").upper() == "THISANDFUTURE"),
        version=(_number(first("SEQUENCE")), first("LAST-MODIFIED") or first("DTSTAMP")),
        stamped=first("DTSTAMP"),
        birthday=any(name.startswith("X-GOOGLE-CALENDAR-CONTENT-") for name in by_name)
        or "BIRTHDAY" in first("CATEGORIES").upper()
        or first("X-NEXTCLOUD-BC-FIELD-TYPE").upper() == "BDAY",
        born=first("X-NEXTCLOUD-BC-YEAR"),
    )


def cleaned(text: str) -> str:
    """A description without markup and without the block that says how to dial in."""
    text = text[:LONGEST_TEXT]
    if "<" in text:
        text = _TAG.sub("", _MARKUP.sub("\n", text)).replace("&nbsp;", " ").replace("&amp;", "&")
    return _MEETING_NOISE.sub("", text).strip()


def parsed(value: str) -> datetime | date | None:
    """ "20240105", "20240105T090000Z", "2024-01-05T09:00:00": aware where it says its zone; None for no time."""
    found = _WHEN.match(value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        when = date(int(year), int(month), int(day))
        if hour is None:
            return when
        told = datetime.combine(when, time(min(int(hour), 23), min(int(minute), 59), min(int(second or 0), 59)))
    except ValueError:
        return None
    if not offset:
        return told
    if offset in ("Z", "z"):
        return told.replace(tzinfo=UTC)
    sign = -1 if offset[0] == "-" else 1
    return told.replace(tzinfo=UTC) - sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))


def _when(line: Property, zones: Zones, value: str | None = None) -> When | None:
    told = parsed(line.value if value is None else value)
    if told is None:
        return None
    if not isinstance(told, datetime):
        return When(datetime.combine(told, time()), None, True)
    if told.tzinfo is not None:
        return When(told.astimezone(UTC).replace(tzinfo=None), UTC, False)
    named = line.parameters.get("TZID", "")
    return When(told, (zones.of(named) if named else None) or zones.usual, False)


def _many(lines: list[Property], zones: Zones) -> list[When]:
    """The times of RDATE and EXDATE lines; of a period its beginning."""
    told = (_when(line, zones, value.partition("/")[0]) for line in lines for value in line.value.split(",")[:5000])
    return [when for when in told if when is not None]


def _guests(lines: list[Property]) -> tuple[Guest, ...]:
    """The people among organiser and attendees, each once; rooms, resources, groups and machines are none."""
    found: dict[str, Guest] = {}
    for line in lines[:MOST_PEOPLE]:
        parameters = line.parameters
        if parameters.get("CUTYPE", "").upper() in ("ROOM", "RESOURCE", "GROUP"):
            continue
        address = line.value.strip()
        scheme, _, rest = address.partition(":")
        mail = mail_key(parameters.get("EMAIL", "") or (rest if scheme.casefold() == "mailto" else address))
        if mail and _NO_PERSON.search(mail):
            continue
        name = given_name_first(unescaped(parameters.get("CN", "")).strip().strip("'\"").strip())
        if "@" in name or name.casefold() == mail.partition("@")[0]:
            name = ""
        if not mail and not name:
            continue
        answer = parameters.get("PARTSTAT", "").upper()
        key = mail or name.casefold()
        before = found.get(key)
        if before is None:
            # Who organises comes, unless a line of their own says otherwise.
            found[key] = Guest(mail, name, answer or ("ACCEPTED" if line.name == "ORGANIZER" else ""))
        else:
            found[key] = Guest(mail, before.name or name, answer or before.answer)
    return tuple(found.values())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
