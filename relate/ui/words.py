"""Every word that is made of numbers: durations, dates, counts; and text from outside made harmless to show.

Each text of the window passes through `tr` or `counted`, so that it can be translated; the English text is the key.
The words for a tie's silence are those of product.md: "2 days", "11 weeks", "7 months", "2 years".
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from relate.domain import cover, durations
from relate.domain.durations import Unit
from relate.domain.moments import Moment, Precision

CONTEXT: Final = "Relate"
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December")  # fmt: skip
LONGEST_WORD: Final = 60
MOST_MARKS: Final = 4
_FORMATTING: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LONG_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_PART_OF_LONG_WORD: Final = re.compile(r"(?<=\S{8}[@./_-])(?=\S{4})")


def tr(text: str, /, **values: object) -> str:
    """`text` in the user's language; `{name}` in it is replaced by the value of that name."""
    translated = QCoreApplication.translate(CONTEXT, text)
    for name, value in values.items():
        translated = translated.replace("{" + name + "}", str(value))
    return translated


def counted(n: int, one: str, many: str) -> str:
    """A count with its noun: counted(412, "{n} person", "{n} people") is "412 people"."""
    return QCoreApplication.translate(CONTEXT, one if n == 1 else many, "", n).replace("{n}", number(n))


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Ana", "Ana and Bo", "Ana, Bo and Chidi"."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def number(n: int) -> str:
    """With the thousands set apart: 18,223."""
    return f"{n:,}"


# ------------------------------------------------------------------------------------------------ durations


_LENGTHS: Final = {
    Unit.DAY: ("{n} day", "{n} days"),
    Unit.WEEK: ("{n} week", "{n} weeks"),
    Unit.MONTH: ("{n} month", "{n} months"),
    Unit.YEAR: ("{n} year", "{n} years"),
}
_RHYTHMS: Final = {
    Unit.DAY: ("every day", "every {n} days"),
    Unit.WEEK: ("every week", "every {n} weeks"),
    Unit.MONTH: ("every month", "every {n} months"),
    Unit.YEAR: ("every year", "every {n} years"),
}


def span(days: float) -> str:
    """A length of time in the coarsest words that still tell it: "today", "2 days", "11 weeks", "14 months"."""
    return tr("today") if days < 1 else length(days)


def length(days: float) -> str:
    """Like `span` for the length of a silence: a day at least, never "today"."""
    told = durations.duration(max(days, 1))
    return counted(told.number, *_LENGTHS[told.unit])


def ago(days: float) -> str:
    """How long ago: "today", "yesterday", "11 weeks ago"."""
    whole = int(max(days, 0))
    if whole == 0:
        return tr("today")
    if whole == 1:
        return tr("yesterday")
    return tr("{span} ago", span=length(days))


def every(days: float) -> str:
    """A rhythm: "every day", "every 3 weeks", "every 2 months", "every year"."""
    told = durations.rhythm(days)
    return counted(told.number, *_RHYTHMS[told.unit])


# ---------------------------------------------------------------------------------------------------- dates


def now_ms() -> int:
    """The present instant, for words like "11 weeks ago"."""
    return time.time_ns() // 1_000_000


def local(ms: int) -> datetime:
    """A UTC instant on the wall clock of this machine; before 1970 some systems know no zone, then in UTC."""
    moment = EPOCH + timedelta(milliseconds=ms)
    try:
        return moment.astimezone()
    except (OSError, OverflowError):
        return moment


def day_of(moment: Moment) -> date:
    """The date to show: that of the wall clock here, or the export's own where it named no hour or no zone."""
    if moment.precision <= Precision.MINUTE_UNKNOWN_ZONE:
        return (EPOCH + timedelta(milliseconds=moment.ms)).date()
    return local(moment.ms).date()


def date_of_day(day: int) -> date:
    """The date of a day counted from 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=day)


def day_of_date(when: date) -> int:
    """Days since 1970-01-01."""
    return (when - date(1970, 1, 1)).days


def day_known(known_until: int) -> date:
    """The day an archive tells of, as the archive says it where it tells its date alone (UTC ms)."""
    return cover.day_known(known_until, None)


def month(n: int) -> str:
    """The month's name: "September"."""
    return tr(MONTHS[n - 1])


def short_month(n: int) -> str:
    """The month's short name: "Sep"."""
    return tr(MONTHS[n - 1][:3])


def short_day(when: date, today: date | None = None) -> str:
    """A date in a gutter: "6 Sep", and with its year when that is not the present one: "6 Sep 2019"."""
    text = tr("{day} {month}", day=when.day, month=short_month(when.month))
    if today is None:
        today = local(now_ms()).date()
    return text if when.year == today.year else tr("{date} {year}", date=text, year=when.year)


def long_day(when: date) -> str:
    """A date in a sentence: "3 May 2016"."""
    return tr("{day} {month} {year}", day=when.day, month=month(when.month), year=when.year)


def moment_words(moment: Moment | None) -> str:
    """As exact as it is known: "2016", "May 2016", "3 May 2016", "3 May 2016, 09:12"; "date not known"."""
    if moment is None:
        return tr("date not known")
    when = day_of(moment)
    if moment.precision == Precision.YEAR:
        return str(when.year)
    if moment.precision == Precision.MONTH:
        return tr("{month} {year}", month=month(when.month), year=when.year)
    if moment.precision == Precision.DAY:
        return long_day(when)
    clock = EPOCH + timedelta(milliseconds=moment.ms)
    if moment.precision > Precision.MINUTE_UNKNOWN_ZONE:
        clock = local(moment.ms)
    return tr("{date}, {time}", date=long_day(when), time=f"{clock:%H:%M}")


def days_between(then_ms: int, now_ms: int) -> float:
    """Days from an instant to another by the calendar on the wall, never below 0: last night is a day ago."""
    return float(max((local(now_ms).date() - local(then_ms).date()).days, 0))


def birthday(value: str) -> str:
    """A fact's "1984-04-12", "--04-12", "1984-04" or "1984" in words; anything else as it is."""
    if found := re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", value):
        year, n, day = found[1], int(found[2]), int(found[3])
        if 1 <= n <= 12:
            text = tr("{day} {month}", day=day, month=month(n))
            return text if year == "-" else tr("{date} {year}", date=text, year=year)
    if (found := re.fullmatch(r"(\d{4})-(\d\d)", value)) and 1 <= int(found[2]) <= 12:
        return tr("{month} {year}", month=month(int(found[2])), year=found[1])
    return value


# ------------------------------------------------------------------------------------------ text from outside


def harmless(text: str, limit: int = 4000) -> str:
    """Text of an export that any widget can lay out: at most `limit` characters, no control or direction characters,
    no word longer than 60, no letter with more than 4 marks. Line breaks and tabs stay.

    A word of 1 MB holds a Qt text layout for a minute, and a right-to-left override can make a name say another.
    """
    cut = text[: limit + 1]
    if cut.isascii() and cut.isprintable():
        shown = cut
    else:
        shown = _FORMATTING.sub("", cut.replace("\r\n", "\n").replace("\r", "\n"))
        shown = shown.encode("utf-8", "replace").decode("utf-8")
        if any(unicodedata.combining(letter) for letter in shown):
            shown = _without_towers(shown)
    if len(text) > limit:
        shown = shown[:limit].rstrip() + "…"
    return _LONG_WORD.sub(lambda found: found[0] + "\u200b", shown)


def one_line(text: str, limit: int = 400) -> str:
    """`harmless`, and every white space a single space: for names, titles and lines of a list."""
    return " ".join(harmless(text, limit).split())


def breaking(text: str) -> str:
    """A text whose long words (a mail address, a link) may go on in the next line after `@ . / _ -`, so that a narrow
    label wraps them instead of cutting them off."""
    return _PART_OF_LONG_WORD.sub("\u200b", text)


def right_to_left(text: str) -> bool:
    """Whether a text is written from the right: by its first letter that has a direction."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def _without_towers(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


# -------------------------------------------------------------------------------------------------- networks


def network_name(network: str) -> str:
    """How a network is written: "LinkedIn", "X", "Mail"."""
    from relate.domain import networks  # the first paint names none

    return networks.network(network).title
