"""The dates of exports as moments. One function per shape, chosen by the file and never guessed from the row.

None of them raises: a date that is no date is None. They run once for each of some 200,000 rows, so they slice and
look up instead of using strptime (some 10 us a call).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

from relate.domain.moments import DAY_MS, MINUTE_MS, SECOND_MS, Moment, Precision

_SECOND: Final = Precision.SECOND
# As Moment(…), in half the time.
_moment: Callable[[type[Moment], tuple[int, Precision, int | None]], Moment] = tuple.__new__

# English first; where two languages disagree about a short form, none of them writes that word for another month.
# English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Danish/Norwegian, Czech, Turkish,
# Romanian, Russian: full names (and their genitives) and the short forms that exports print, without accents and dots.
_MONTHS: Final = (
    "january jan januar janner janvier janv enero ene janeiro gennaio gen januari januara styczen stycznia sty"
    " leden ledna led ocak oca ianuarie ian январь января янв /"
    "february feb februar februari fevrier fevr fev febrero fevereiro febbraio luty lutego lut unor unora uno subat sub"
    " februarie февраль февраля февр фев /"
    "march mar marz maerz mars marzo marco maart mrt marec marzec marca brezen brezna bre mart martie март марта мар /"
    "april apr avril avr abril abr aprile kwiecien kwietnia kwi duben dubna dub nisan nis aprilie апрель апреля апр /"
    "may mai mayo maio maggio mag mei maj maja kvetna kve kveten mayis мая май /"
    "june jun juni juin junio junho giugno giu czerwiec czerwca cze cerven cervna cvn haziran haz iunie iun июнь июня"
    " июн /"
    "july jul juli juillet juil julio julho luglio lug lipiec lipca lip cervenec cervence cvc temmuz tem iulie iul июль"
    " июля июл /"
    "august aug aout agosto ago augustus augusti sierpien sierpnia sie srpen srpna srp agustos agu август августа авг /"
    "september sep sept septembre septiembre setembro set settembre wrzesien wrzesnia wrz zari zar eylul eyl septembrie"
    " сентябрь сентября сент сен /"
    "october oct oktober okt octobre octubre outubro out ottobre ott pazdziernik pazdziernika paz rijen rijna rij ekim"
    " eki octombrie октябрь октября окт /"
    "november nov novembre noviembre novembro listopad listopada lis listopadu kasim kas noiembrie noi ноябрь ноября"
    " нояб ноя /"
    "december dec dezember dez decembre diciembre dic dezembro dicembre desember des grudzien grudnia gru prosinec"
    " prosince pro aralik ara decembrie декабрь декабря дек"
)
_MONTH: Final = {word: number for number, words in enumerate(_MONTHS.split("/"), 1) for word in words.split()}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EPOCH: Final = date(1970, 1, 1).toordinal()

_MINUTES: Final = {f"{at // 60:02}:{at % 60:02}": at * MINUTE_MS for at in range(24 * 60)}
_SECONDS: Final = {f":{second:02}": second * SECOND_MS for second in range(60)}
_SECONDS_UTC: Final = {f"{second} UTC": ms for second, ms in _SECONDS.items()}

_DAY_WORDS: Final = re.compile(
    r"(\d{1,2})(?:\.|er|st|nd|rd|th)?[\s-]+(?:de\s+|d['’])?([^\W\d_]+)\.?[\s-]+(?:de\s+)?(\d{4})$"
)
_EXCEL_DAY: Final = re.compile(r"(\d{1,2})-([^\W\d_]+)\.?-(\d{2})$")
_WORDS_DAY: Final = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
_ISO_DAY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DOTTED_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$")
_US: Final = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?\.?(?:[Mm]\.?)?)?$"
)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?\.?(?:[Mm]\.?)?$")
_WEEKDAY: Final = re.compile(
    r"[^\W\d_]+\.?,?\s+([^\W\d_]+)\.?\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:UTC|GMT)\s+(\d{4})$"
)
_STAMP: Final = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_MONTH_YEAR: Final = re.compile(r"(?:([^\W\d_]+)\.?\s+)?(\d{4})$")
_NO_DAY_BIRTHDAY: Final = re.compile(r"(?:([^\W\d_]+)\.?\s+(\d{1,2})|(\d{1,2})\.?\s+([^\W\d_]+)\.?)$")


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or short form in English and a dozen other languages."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return _MONTH.get(bare.strip(". ").replace("ı", "i")) or _MONTH.get(word.casefold().strip(". "))


@lru_cache(maxsize=1 << 15)
def day_ms(year: int, month: int, day: int) -> int | None:
    """The first millisecond of a day in UTC; None when there is no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return (date(year, month, day).toordinal() - _EPOCH) * DAY_MS
    except ValueError:
        return None


@lru_cache(maxsize=1 << 14)
def day(text: str) -> Moment | None:
    """A calendar day: "03 Jan 2024", "3. März 2024", "Jan 3, 2024", "2024-01-03", "03.01.2024", Excel's "3-Jan-24".

    A two-digit year is read only in Excel's shape, so that a cell cut off in its year is no date.
    """
    text = _tidy(text)
    if found := _DAY_WORDS.match(text):
        return _day(int(found[3]), month_number(found[2]), int(found[1]))
    if found := _EXCEL_DAY.match(text):
        return _day(_full_year(found[3]), month_number(found[2]), int(found[1]))
    if found := _WORDS_DAY.match(text):
        return _day(int(found[3]), month_number(found[1]), int(found[2]))
    if found := _ISO_DAY.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED_DAY.match(text):
        return _day(_full_year(found[3]), int(found[2]), int(found[1]))
    return None


@lru_cache(maxsize=1 << 12)
def us_minute(text: str) -> Moment | None:
    """American order, twelve hours, nobody's zone: "1/29/26, 2:37 PM", "08/29/20, 10:44 AM"; the day alone too."""
    found = _US.match(_tidy(text))
    if found is None:
        return None
    month, day_, year, hour, minute, _, half = found.groups()
    first = day_ms(_full_year(year), int(month), int(day_))
    if first is None:
        return None
    if hour is None:
        return Moment(first, Precision.DAY)
    clock = _clock_ms(int(hour), int(minute), half)
    return None if clock is None else Moment(first + clock, Precision.MINUTE_UNKNOWN_ZONE)


def utc_second(text: str) -> Moment | None:
    """A stamp to the second: "2023-05-01 12:34:56 UTC", "2024/02/01 15:02:55 UTC", ISO 8601 with any offset.

    A stamp without zone is read as UTC, its offset unknown; one without seconds has the precision of a minute.
    """
    second = _SECONDS_UTC.get(text[16:])
    if second is not None:  # nearly every row there is
        first, minute = _iso_day_ms(text[:10]), _MINUTES.get(text[11:16])
        if first is not None and minute is not None:
            return _moment(Moment, (first + minute + second, _SECOND, 0))
    if len(text) == 24 and text[19] == "." and text[23] == "Z" and text[20:23].isdecimal():
        first, clock = _iso_day_ms(text[:10]), _second_of_day_ms(text[11:19])
        if first is not None and clock is not None and text[10] == "T":
            return _moment(Moment, (first + clock + int(text[20:23]), _SECOND, 0))
    return _any_stamp(text)


@lru_cache(maxsize=1 << 14)
def _iso_day_ms(text: str) -> int | None:
    found = _ISO_DAY.match(text)
    return None if found is None else day_ms(int(found[1]), int(found[2]), int(found[3]))


@lru_cache(maxsize=1 << 14)
def _month_day_ms(month: str, day: str, year: str) -> int | None:
    if not (day.isdecimal() and year.isdecimal()):
        return None
    return day_ms(int(year), month_number(month) or 0, int(day))


def _second_of_day_ms(text: str) -> int | None:
    """Of "12:34:56", and of nothing else."""
    try:
        return _MINUTES[text[:5]] + _SECONDS[text[5:]]
    except KeyError:
        return None


def _any_stamp(text: str) -> Moment | None:
    found = _STAMP.match(_tidy(text))
    if found is None:
        return None
    year, month, day_, hour, minute, second, fraction, zone = found.groups()
    first = day_ms(int(year), int(month), int(day_))
    clock = _clock_ms(int(hour), int(minute), None)
    if first is None or clock is None or int(second or 0) > 60:
        return None
    offset = None if zone is None else _offset_minutes(zone)
    ms = first + clock + int(second or 0) * SECOND_MS + int((fraction or "0").ljust(3, "0")[:3])
    precision = Precision.SECOND if second else Precision.MINUTE
    return Moment(ms - (offset or 0) * MINUTE_MS, precision, offset)


def weekday_second(text: str) -> Moment | None:
    """The shape of a Unix clock: "Sat Mar 08 17:05:09 UTC 2025", as X writes it "Sat Mar 08 17:05:09 +0000 2025"."""
    if text[19:26] == " +0000 " and len(text) == 30:  # every post there is
        first, clock = _month_day_ms(text[4:7], text[8:10], text[26:]), _second_of_day_ms(text[11:19])
        return None if first is None or clock is None else Moment(first + clock, Precision.SECOND, 0)
    found = _WEEKDAY.match(_tidy(text))
    if found is None:
        return None
    first = day_ms(int(found[6]), month_number(found[1]) or 0, int(found[2]))
    clock = _clock_ms(int(found[3]), int(found[4]), None)
    if first is None or clock is None or int(found[5]) > 60:
        return None
    return Moment(first + clock + int(found[5]) * SECOND_MS, Precision.SECOND, 0)


def span(text: str) -> tuple[Moment | None, Moment | None]:
    """From when to when: "May 06, 2024 02:00 PM - May 06, 2024 03:00 PM", nobody's zone. The end may be missing."""
    start, _, end = _tidy(text).partition(" - ")
    return day_and_clock(start), day_and_clock(end)


def day_and_clock(text: str) -> Moment | None:
    """A day in words and a wall clock time without zone: "May 06, 2024 02:00 PM"; the day alone too."""
    text = _tidy(text)
    found = _CLOCK.search(text)
    if found is None or found.start() == 0:
        return day(text)
    which = day(text[: found.start()].rstrip(" ,"))
    clock = _clock_ms(int(found[1]), int(found[2]), found[4])
    return None if which is None or clock is None else Moment(which.ms + clock, Precision.MINUTE_UNKNOWN_ZONE)


def month_iso(text: str) -> str:
    """A month or a year as ISO: "Jan 2023" is "2023-01", "2019" is "2019"; "" when it is neither."""
    found = _MONTH_YEAR.match(_tidy(text))
    if found is None or not _FIRST_YEAR <= int(found[2]) <= _LAST_YEAR:
        return ""
    if not found[1]:
        return found[2]
    month = month_number(found[1])
    return f"{found[2]}-{month:02}" if month else ""


def birthday_iso(text: str) -> str:
    """A birthday as `Field.BIRTHDAY` holds it: "Apr 12, 1984" is "1984-04-12", "Apr 12" is "--04-12"; "" otherwise."""
    text = _tidy(text)
    if (whole := day(text)) is not None:
        return whole.iso()
    if found := _NO_DAY_BIRTHDAY.match(text):
        month, number = month_number(found[1] or found[4]), int(found[2] or found[3])
        if month and day_ms(2000, month, number) is not None:
            return f"--{month:02}-{number:02}"
    return month_iso(text)


def us_day_in(text: str) -> Moment | None:
    """The day in a file's name in American order: "Basic_LinkedInDataExport_11-20-2026.zip" is 20 November 2026."""
    for found in re.finditer(r"(?<!\d)(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)", text):
        if (whole := _day(int(found[3]), int(found[1]), int(found[2]))) is not None:
            return whole
    return None


def _day(year: int, month: int | None, number: int) -> Moment | None:
    first = day_ms(year, month, number) if month else None
    return None if first is None else Moment(first, Precision.DAY)


def _tidy(text: str) -> str:
    """Plain spaces (exports use narrow no-break ones before AM and PM), none around."""
    return " ".join(text.split())


def _full_year(text: str) -> int:
    """Two digits as POSIX reads them: 69 to 99 are of the last century."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 69 else 2000)


def _clock_ms(hour: int, minute: int, half: str | None) -> int | None:
    """Milliseconds since midnight; `half` is the A or P of a twelve-hour clock."""
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "Pp" else 0)
    return (hour * 60 + minute) * MINUTE_MS if hour < 24 and minute < 60 else None


def _offset_minutes(zone: str) -> int:
    if zone[0] not in "+-":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return -minutes if zone[0] == "-" else minutes


__all__ = [
    "birthday_iso", "day", "day_and_clock", "day_ms", "month_iso", "month_number", "span", "us_day_in", "us_minute",
    "utc_second", "weekday_second",
]  # fmt: skip
