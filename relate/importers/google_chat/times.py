"""The instants of Google Chat: "Tuesday, September 15, 2020 at 11:19:21 PM UTC", in the language of the account."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from relate.domain.moments import MINUTE_MS, SECOND_MS, Moment, Precision
from relate.importers.dates import day_ms, month_number

_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.](\d{2})[:.](\d{2})|(\d{1,2})\s*[시時时点]\s*(\d{1,2})\s*[분分]\s*(\d{1,2})\s*[초秒]"
)
_CJK_DAY: Final = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_NUMBERS_DAY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR: Final = re.compile(r"(?<!\d)(19\d\d|20\d\d|21\d\d|25\d\d)(?!\d)")
_BUDDHIST: Final = 543
_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_][^\s\d,;،]*")  # marks of Indic and Thai letters are no letters
_VIETNAMESE_DAY: Final = re.compile(r"(\d{1,2}) tháng (\d{1,2})\D{1,6}(\d{4})")
_OFFSET: Final = re.compile(r"(?:UTC|GMT)\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?")
_AFTERNOON: Final = re.compile(
    r"\bp\.?\s?m\b\.?|오후|午後|下午|(?<!\w)م(?:ساءً)?(?=\s|$)|\bμ\.?μ\b|\bös\b|หลังเที่ยง|अपराह्न", re.IGNORECASE
)
_MORNING: Final = re.compile(
    r"\ba\.?\s?m\b\.?|오전|午前|上午|(?<!\w)ص(?:باحًا)?(?=\s|$)|\bπ\.?μ\b|\böö\b|ก่อนเที่ยง|पूर्वाह्न", re.IGNORECASE
)


def _bare(text: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


_OTHER_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "januari tammikuuta januar leden ledna ιανουαριου sijecnja січня يناير ינואר בינואר มกราคม जनवरी",
            "februari helmikuuta unora φεβρουαριου veljace лютого фебруари فبراير פברואר בפברואר กุมภาพันธ์ फरवरी फ़रवरी",
            "marcius maaliskuuta martie μαρτιου ozujka березня maret مارس מרץ במרץ มีนาคม मार्च",
            "aprilis huhtikuuta απριλιου travnja квітня aprila أبريل אפריל באפריל เมษายน अप्रैल",
            "majus maj toukokuuta μαιου svibnja травня maja مايو מאי במאי พฤษภาคม मई",
            "junius kesakuuta ιουνιου lipnja червня يونيو יוני ביוני มิถุนายน जून",
            "julius heinakuuta ιουλιου srpnja липня يوليو יולי ביולי กรกฎาคม जुलाई",
            "augusztus elokuuta αυγουστου kolovoza серпня avgusta agustus أغسطس אוגוסט באוגוסט สิงหาคม अगस्त",
            "szeptember syyskuuta σεπτεμβριου rujna вересня septembra سبتمبر ספטמבר בספטמבר กันยายน सितंबर",
            "lokakuuta οκτωβριου жовтня oktobra أكتوبر אוקטובר באוקטובר ตุลาคม अक्टूबर अक्तूबर",
            "marraskuuta νοεμβριου листопада novembra نوفمبر נובמבר בנובמבר พฤศจิกายน नवंबर",
            "joulukuuta δεκεμβριου prosinca грудня decembra ديسمبر דצמבר בדצמבר ธันวาคม दिसंबर",
        ),
        1,
    )
    for word in (*words.split(), *unicodedata.normalize("NFKD", words).split(), *_bare(words).split())
}
"""Months of languages whose shorter dates no other source writes; `dates.month_number` is asked first."""
_MINUTES: Final = {
    f"{hour % 12 or 12}:{minute:02}": (hour * 60 + minute) * MINUTE_MS for hour in range(12) for minute in range(60)
}
_TAILS: Final = {
    f":{second:02}{blank}{half} UTC": second * SECOND_MS + noon * 12 * 60 * MINUTE_MS
    for second in range(60)
    for blank in (" ", "\u202f")
    for noon, half in enumerate(("AM", "PM"))
}
_LONGEST: Final = 120
"""Characters of a time in any language; what is longer would be remembered for nothing."""
_TAIL: Final = len(":21 PM UTC")
# As Moment(…) in half of the time: every message makes one.
_made: Callable[[type[Moment], tuple[int, Precision, int]], Moment] = tuple.__new__
_SECOND: Final = Precision.SECOND


def moment(written: str) -> Moment | None:
    """The instant, or None where no language makes one of it."""
    if len(written) > _LONGEST:
        return None
    at = written.find(" at ")
    if at > 0:  # nearly all there are
        day = _day_ms(written[:at])
        minutes, tail = _MINUTES.get(written[at + 4 : -_TAIL]), _TAILS.get(written[-_TAIL:])
        if day is not None and minutes is not None and tail is not None:
            return _made(Moment, (day + minutes + tail, _SECOND, 0))
    return _worded(written)


@lru_cache(maxsize=1 << 14)
def _worded(written: str) -> Moment | None:
    text = " ".join(unicodedata.normalize("NFKC", written).split())
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    text = "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in text)
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    hour, minute, second = (int(part) for part in clock.groups() if part is not None)
    before, behind = text[: clock.start()], text[clock.end() :]
    zone = _OFFSET.search(behind)
    near = f"{before[-16:]} | {behind[: zone.start()] if zone else behind[:16]}"
    if _AFTERNOON.search(near) and 1 <= hour <= 12:
        hour = hour % 12 + 12
    elif _MORNING.search(near) and 1 <= hour <= 12:
        hour %= 12
    # Some languages write the clock first.
    day = _day_ms(before) or _day_ms(behind[zone.end() :] if zone else behind)
    if day is None or hour > 23 or minute > 59 or second > 60:
        return None
    offset = 0
    if zone is not None:
        offset = int(zone[2]) * 60 + int(zone[3] or 0)
        offset = offset if zone[1] == "+" else -offset
    ms = day + ((hour * 60 + minute) * 60 + second) * SECOND_MS - offset * MINUTE_MS
    return Moment(ms, Precision.SECOND, offset)


@lru_cache(maxsize=1 << 14)
def _day_ms(text: str) -> int | None:
    """UTC ms of "Tuesday, September 15, 2020", "mardi 15 septembre 2020", "2020年9月15日火曜日"."""
    if found := _CJK_DAY.search(text) or _NUMBERS_DAY.search(text):
        return day_ms(int(found[1]), int(found[2]), int(found[3]))
    if found := _VIETNAMESE_DAY.search(unicodedata.normalize("NFC", text)):
        return day_ms(int(found[3]), int(found[2]), int(found[1]))
    year = _YEAR.search(text)
    if year is None:
        return None
    number = int(year[1])
    number -= _BUDDHIST if number >= 2500 else 0
    rest = f"{text[: year.start()]} {text[year.end() :]}"
    days = [int(found[1]) for found in _NUMBER.finditer(rest)]
    months = [month for found in _WORD.finditer(rest) if (month := _month(found[0])) is not None]
    # A weekday may be some other language's month ("mar." is Tuesday and March): the month stands next to the day.
    return day_ms(number, months[-1], days[0]) if months and days else None


@lru_cache(maxsize=1 << 10)
def _month(word: str) -> int | None:
    number = month_number(word)
    if number is None:
        number = _OTHER_MONTHS.get(_bare(word).strip(".")) or _OTHER_MONTHS.get(word.casefold().strip("."))
    return number
