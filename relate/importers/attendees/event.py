"""The event that a list is of: what it is called, when and where it was; from the list, else from its file's name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from relate.domain.events import MONTHS, month_and_year
from relate.domain.moments import DAY_MS, Moment, Precision, date_of
from relate.domain.names import folded
from relate.domain.normalise import book_name
from relate.importers.attendees.columns import Part, parts_of
from relate.importers.attendees.forms import Form, Found
from relate.importers.attendees.times import Times, day_in
from relate.importers.table import column_name, leading_records, text_of

_GENERIC: Final = (
    "all event guest guests list attendee attendees attendance report summary participant participants registration",
    "registrations registrant registrants member members rsvp rsvps lead leads export scan scans badge badges",
    "contact contacts order orders csv xls luma eventbrite meetup zoom teams webinar meeting copy final download data",
)
"""Words that such files are called by, whatever the event."""
_WORDS: Final = frozenset(" ".join(_GENERIC).split())
_IN_BRACKETS: Final = re.compile(r"(?:meeting)?attendance(?:report|list)\s*\((?P<name>.+)\)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s+[-–—]+\s+|[()\[\]]+|\s*[|,;]\s*")
_LONG_NUMBER: Final = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_NUMBERS: Final = re.compile(r"[\d\W_]*")
_AT_A_CLOCK: Final = re.compile(
    r"\bat \d{1,2}[ :._]\d{2}(?: ?[ap]m)? (?:GMT|UTC)(?:[+\-\u2212]\d{1,2}(?::?\d{2})?)?", re.IGNORECASE
)
"""As Google Meet puts the time behind a meeting's name: "Standup (2026-06-03 at 08 00 GMT+2)"."""
_MEETING_NUMBER: Final = re.compile(r"\d[\d -]{7,14}\d")
_TOPICS: Final = ("topic", "meetingtitle", "title", "webinarname", "eventname", "event", "meetingname", "subject")
_STARTS: Final = (
    "starttime",
    "actualstarttime",
    "meetingstarttime",
    "scheduledtime",
    "eventstarttime",
    "eventdate",
    "date",
)
_PLACES: Final = ("location", "venue", "place")
_ADDED: Final = frozenset({Form.LUMA, Form.EVENTBRITE})
"""Their files are named after the day of the export."""
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above the table. number: of the meeting."""

    name: str = ""
    start: Moment | None = None
    place: str = ""
    number: str = ""


def above(head: bytes, found: Found) -> Above:
    """What the lines before a list's header say of its event."""
    lines = list(_lines(head, found))
    told: dict[str, str] = {}
    first = ""
    for record in lines:
        cells = [cell for cell in record if cell.strip()]
        if len(cells) == 2 and record[0].strip():
            told.setdefault(column_name(record[0]).rstrip(":"), record[1].strip())
            first = first or record[1].strip()
    for names, values in pairwise(lines):
        if len([name for name in names if name.strip()]) > 2 and any(value.strip() for value in values):
            told |= {column_name(n): value.strip() for n, value in zip(names, values, strict=False) if n.strip()}
            if found.form is Form.ZOOM and not any(topic in told for topic in _TOPICS):
                told |= _in_any_language(values)
    times = Times(told.values())
    name = next((told[topic] for topic in _TOPICS if told.get(topic)), "")
    if not name and found.form is Form.TEAMS:
        name = first  # the first line of the summary, in whatever language
    return Above(
        _tidy(name),
        next((start for key in _STARTS if (start := times.moment(told.get(key, ""))) is not None), None),
        _tidy(next((told[place] for place in _PLACES if told.get(place)), "")),
        re.sub(r"\D", "", told.get("meetingid", "") or told.get("webinarid", "") or told.get("id", "")),
    )


def in_first_row(head: bytes, found: Found) -> str:
    """What the first row calls the event, where a column does."""
    at = [index for index, part in parts_of(found.shape.header, found.form) if part is Part.EVENT]
    if not at:
        return ""
    rows = (shape.header for shape in leading_records(head) if shape.delimiter == found.shape.delimiter)
    for row in rows:
        if row == found.shape.header:
            first = next(rows, ())
            return _tidy(first[at[0]]) if len(first) > at[0] else ""
    return ""


def _lines(head: bytes, found: Found) -> Iterator[list[str]]:
    text = text_of(io.BytesIO(head), found.shape.encoding)
    lines = [line for _, line in zip(range(found.shape.lines_before), text, strict=False)]
    try:
        yield from csv.reader(lines, delimiter=found.shape.delimiter)
    except csv.Error:
        return


def _in_any_language(values: Sequence[str]) -> dict[str, str]:
    """Zoom's own line above the table, whose headings are words of a language that is not known."""
    told: dict[str, str] = {}
    times = Times(values)
    for value in (value.strip() for value in values):
        if _MEETING_NUMBER.fullmatch(value):
            told.setdefault("meetingid", value)
        elif times.moment(value) is not None:
            told.setdefault("starttime", value)
        elif "@" not in value and not _NUMBERS.fullmatch(value):
            told.setdefault("topic", value)
    return told


def name_in_file(stem: str, form: Form) -> tuple[str, Moment | None]:
    """What a file's name tells of the event: its name, "" where there is only what such files are called, and its day,
    None where that is the day of the export."""
    day, rest = day_in(stem)
    rest = book_name(_LONG_NUMBER.sub(" ", _AT_A_CLOCK.sub(" ", rest)).strip())
    inside = _IN_BRACKETS.fullmatch(rest)
    words = re.sub(r"[_\s]+", " ", inside["name"] if inside else rest)
    if " " not in words.strip():
        words = words.replace("-", " ")
    parts = [_without_generic(part) for part in _BETWEEN.split(words)]
    name = " – ".join(dict.fromkeys(part for part in parts if part and not _NUMBERS.fullmatch(part)))
    if name.islower():
        name = " ".join(word.capitalize() if len(word) > 2 else word for word in name.split())
    return _tidy(name), None if form in _ADDED else day


def _without_generic(part: str) -> str:
    """Without the words at its end that only say what kind of list it is; "" where there are no others."""
    words = part.strip(" -–_.").split()
    while words and words[-1].casefold() in _WORDS:
        del words[-1]
    return "" if all(word.casefold() in _WORDS for word in words) else " ".join(words)


def called(name: str, start: Moment | None, signed_up: Moment | None) -> str:
    """The event's name, made of its day where nobody told one, else of the month in which the first guest signed up."""
    if name:
        return name
    if start is None:
        return "An event" if signed_up is None else f"Event with guests since {month_and_year(signed_up)}"
    day = date_of(start.ms // DAY_MS)
    return f"Event of {day.day} {MONTHS[day.month - 1]} {day.year}"


def key_of(form: Form, name: str, start: Moment | None, end: Moment | None, place: str, other: str) -> tuple[str, ...]:
    """What an event is known by again. All that is shown of it is part of it, so that the order in which two lists of
    it come makes no difference; other: what tells it from another one of its name and day."""
    when = "" if start is None else start.iso()
    return ("event.list.1", form.value, folded(name), name, when, "" if end is None else end.iso(), place, other)


def month_of(moment: Moment | None) -> str:
    return "" if moment is None else Moment(moment.ms, Precision.MONTH).iso()


def _tidy(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME].strip()
