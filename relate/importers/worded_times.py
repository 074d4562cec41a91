"""Days and clocks as programs write them for people, in the language of the account: "Mar 02, 2026 4:57:45 pm",
"ago 23, 2026 9:26 da tarde/noite", "2026年3月2日 16:57", "2. März 2026 um 16:57".

Months by their words in some forty languages; what no language makes a day of is none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from relate.domain.moments import MINUTE_MS, Moment, Precision
from relate.importers.dates import day_ms, month_number

_MORNING: Final = re.compile(
    r"\b(?:a\.? ?m|ö\.?ö|π\.? ?μ|vorm|morgens|matin|manhã|madrugada|mañana|mattina|dop|délelőtt|de|ap|fm|sáng|sa"
    r"|pg|дп)\b"
    r"|오전|午前|上午|凌晨|早上|清晨|ص|ก่อนเที่ยง|पूर्वाह्न|לפנה",
    re.IGNORECASE,
)
_AFTERNOON: Final = re.compile(
    r"\b(?:p\.? ?m|ö\.?s|μ\.? ?μ|nachm|abends|soir|après-midi|tarde|noite|noche|pomeriggio|sera|odp|popol|délután|du|ip"
    r"|em|chiều|tối|ch|ptg|пп)\b|오후|午後|下午|晚上|中午|م|หลังเที่ยง|अपराह्न|אחה",
    re.IGNORECASE,
)
_LONGEST: Final = 90
_BUDDHIST: Final = 543
_CJK_DAY: Final = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CJK_MONTH_FIRST: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[月월]\s*(\d{1,2}),?\s+(\d{4})(?!\d)")
_NUMBERS_DAY: Final = re.compile(r"(?<!\d)(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?!\d)")
_DOTTED_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)")
_VIETNAMESE_DAY: Final = re.compile(r"(\d{1,2}) (?:tháng|thg) (\d{1,2})\D{1,6}(\d{4})(?!\d)", re.IGNORECASE)
_VIETNAMESE_MONTH_FIRST: Final = re.compile(r"(?:tháng|thg) (\d{1,2}) (\d{1,2}),? (\d{4})(?!\d)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(19\d\d|20\d\d|21\d\d|25\d\d)(?!\d)")
_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_][^\s\d,;،]*")  # marks of Indic and Thai letters are no letters
_CLOCK: Final = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])")
_DOTTED_CLOCK: Final = re.compile(r"(?<![\d:.])(\d{1,2})[.h](\d{2})(?:[.](\d{2}))?(?![\d.:])")
_HALF: Final = re.compile(r" ?(?!utc|gmt|uhr|h\b)[^\W\d_]", re.IGNORECASE)
"""Something behind the clock that may say which half of the day it is."""
_MOST_WORDS: Final = 5
"""Beside the month: the day of the week, "at", "of", "in the afternoon"."""


def _bare(text: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


_OTHER_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            "januari tammikuuta januar leden ledna ιανουαριου sijecnja січня يناير ינואר בינואר มกราคม जनवरी"
            " tammi tammik ιαν січ ינו ม.ค ян jaan",
            "februari helmikuuta unora φεβρουαριου veljace лютого фебруари فبراير פברואר בפברואר กุมภาพันธ์ फरवरी फ़रवरी"
            " helmi helmik φεβ febr лют פבר ก.พ veebr peb",
            "marcius maaliskuuta martie μαρτιου ozujka березня maret مارس מרץ במרץ มีนาคม मार्च maalis maalisk"
            " marc μαρ бер มี.ค marts mac",
            "aprilis huhtikuuta απριλιου travnja квітня aprila أبريل אפריל באפריל เมษายน अप्रैल huhti huhtik απρ кві אפר"
            " เม.ย",
            "majus maj toukokuuta μαιου svibnja травня maja مايو מאי במאי พฤษภาคม मई touko toukok μαι тра พ.ค maijs",
            "junius kesakuuta ιουνιου lipnja червня يونيو יוני ביוני มิถุนายน जून kesa kesak ιουν чер มิ.ย juuni hun",
            "julius heinakuuta ιουλιου srpnja липня يوليو יולי ביולי กรกฎาคม जुलाई heina heinak ιουλ лип ก.ค juuli hul",
            "augusztus elokuuta αυγουστου kolovoza серпня avgusta agustus أغسطس אוגוסט באוגוסט สิงหาคม अगस्त elo elok αυγ"
            " сер אוג ส.ค avg agt ogo",
            "szeptember syyskuuta σεπτεμβριου rujna вересня septembra سبتمبر ספטמבר בספטמבר กันยายน सितंबर syys syysk"
            " szept σεπ вер ספט ก.ย септ",
            "lokakuuta οκτωβριου жовтня oktobra أكتوبر אוקטובר באוקטובר ตุลาคม अक्टूबर अक्तूबर loka lokak οκτ жов אוק ต.ค",
            "marraskuuta νοεμβριου листопада novembra نوفمبر נובמבר בנובמבר พฤศจิกายน नवंबर marras marrask νοε лис נוב"
            " พ.ย ноем nob",
            "joulukuuta δεκεμβριου prosinca грудня decembra ديسمبر דצמבר בדצמבר ธันวาคม दिसंबर joulu jouluk δεκ гру דצמ"
            " ธ.ค dets dis",
        ),
        1,
    )
    for word in (*words.split(), *unicodedata.normalize("NFKD", words).split(), *_bare(words).split())
}
"""Months of languages whose dates no table writes; `dates.month_number` is asked first."""


def day_in(text: str) -> int | None:
    """UTC ms of "Tuesday, September 15, 2020", "mardi 15 septembre 2020", "2020年9月15日火曜日", in a `plain` text."""
    if found := _CJK_DAY.search(text):
        return day_ms(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS_DAY.search(text):
        return day_ms(int(found[1]), int(found[3]), int(found[4]))
    if found := _VIETNAMESE_DAY.search(unicodedata.normalize("NFC", text)):
        return day_ms(int(found[3]), int(found[2]), int(found[1]))
    for pattern in (_CJK_MONTH_FIRST, _VIETNAMESE_MONTH_FIRST):
        if found := pattern.search(unicodedata.normalize("NFC", text)):
            return day_ms(int(found[3]), int(found[1]), int(found[2]))
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


@lru_cache(maxsize=1 << 14)
def wall_clock(text: str) -> Moment | None:
    """A day with a clock and nothing else, of nobody's zone, to the minute; the day alone where nothing tells the
    morning from the evening. None for whatever is more than that, as a sentence is."""
    if len(text) > _LONGEST:
        return None
    text = plain(text)
    day: int | None = None
    if dotted := _DOTTED_DAY.search(text):
        day = day_ms(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        text = f"{text[: dotted.start()]} {text[dotted.end() :]}"
    clock = _CLOCK.search(text) or _DOTTED_CLOCK.search(text)
    if clock is None:
        return None
    before, behind = text[: clock.start()], text[clock.end() :]
    if dotted is None:
        day = day_in(before) or day_in(behind)
    if day is None or len(_WORD.findall(before)) > _MOST_WORDS or len(_WORD.findall(behind)) > _MOST_WORDS:
        return None
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        return None
    near = f"{before.rstrip().rpartition(' ')[2]} {'' if day_in(behind) else behind}"
    if _MORNING.search(near) and 1 <= hour <= 12:
        hour %= 12
    elif _AFTERNOON.search(near) and 1 <= hour <= 12:
        hour = hour % 12 + 12
    elif hour <= 12 and _HALF.match(behind):
        return Moment(day, Precision.DAY)
    return Moment(day + (hour * 60 + minute) * MINUTE_MS, Precision.MINUTE_UNKNOWN_ZONE)


@lru_cache(maxsize=1 << 10)
def _month(word: str) -> int | None:
    number = month_number(word)
    if number is None:
        number = _OTHER_MONTHS.get(_bare(word).strip(".׳'")) or _OTHER_MONTHS.get(word.casefold().strip("."))
    return number


def plain(text: str) -> str:
    """The text with plain blanks and digits, without invisible marks."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char for char in text)
