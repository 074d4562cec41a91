"""The head of a message: its date and its clock, in each way phones write them (formats/contacts.md 5.1).

A line that has none goes on with the message before it. Everything in one file is written in one way, so that the way
is looked for once and a date inside a message, written otherwise, is no head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from relate.importers.whatsapp import marks

_M: Final = f"[{marks.CLASS}]*"
_B: Final = rf"[\s{marks.CLASS}]*"
_BETWEEN: Final = r"[./\-\u2010-\u2015年月년월]"
_WORD: Final = r"[^\W\d_][^\d\n\[\]:]{0,17}?"
_CLOCK: Final = rf"(?:(?P<before>{_WORD}){_B})?(?P<hour>\d{{1,2}})(?:{_M}[:.：٫]{_M}|\s?h\s?)(?P<minute>\d\d)"
_DATE: Final = rf"\d{{1,4}}{_B}%s{_B}\d{{1,2}}{_B}%s{_B}\d{{1,4}}"
_AFTER: Final = rf"(?:{_B}(?P<after>{_WORD}))?"
_DATE_ENDS: Final = rf"{_M}(?:\.|日|일|г\.?)?{_M}[,،、]?{_B}"
_ENDS: Final = {"[": rf"{_B}\] ?", "-": rf"{_B}[ \u00a0\u202f][-\u2013]{_M} ", ":": r": "}
_SECOND: Final = rf"{_M}[:.]{_M}(?P<second>\d\d)"
_SEPARATOR: Final = re.compile(_BETWEEN)

_AM_WORDS: Final = (
    "am/오전/上午/凌晨/早上/清晨/午前/ص/صباحا/قظ/قبلازظهر/पूर्वाह्न/पूर्व/πμ/öö/de/sa/ก่อนเที่ยง/pg/дп/לפנהצ/পূর্বাহ্ণ"
    "/முற்பகல்/fm/paradite/dop/dopoledne/半夜/深夜"
)
_PM_WORDS: Final = (
    "pm/오후/下午/晚上/傍晚/中午/午後/م/مساء/بظ/بعدازظهر/अपराह्न/अपर/μμ/ös/du/ch/หลังเที่ยง/ptg/пп/אחהצ/অপরাহ্ণ/பிற்பகல்"
    "/em/mbasdite/odp/odpoledne"
)
_AM: Final = frozenset(_AM_WORDS.split("/"))
_PM: Final = frozenset(_PM_WORDS.split("/"))
_IDLE_WORDS: Final = "klo/kl/à/um/at/às/as/alas/uhr/u/в/об/o/den/hrs/h/hs/kello"
_IDLE: Final = frozenset(_IDLE_WORDS.split("/"))
"""What stands between date and clock in some languages and says nothing."""
_TOKEN: Final = re.compile(rf"[\s.’'\"״׳\u200b-\u200d{marks.CLASS}]+")


class Form(NamedTuple):
    """A way of writing heads. opens: "[" of iOS, "-" of Android, ":" of 2012; parts: what parts the numbers of a date.

    seconds: whether the clock has them. halves: whether it has twelve hours.
    """

    opens: str
    parts: str
    seconds: bool
    halves: bool = False


class Head(NamedTuple):
    """date: as written. clock: seconds since midnight. rest: where the message begins in the line."""

    date: str
    clock: int
    rest: int


def pattern(form: Form) -> re.Pattern[str]:
    """What the heads of this form match."""
    parts = "[年월월月년]" if form.parts == "年" else re.escape(form.parts)
    return re.compile(
        _M
        + (r"\[" if form.opens == "[" else "")
        + _B
        + rf"(?P<date>{_DATE % (parts, parts)})"
        + _DATE_ENDS
        + _CLOCK
        + (_SECOND if form.seconds else "")
        + _AFTER
        + _ENDS[form.opens]
    )


_ANY: Final = re.compile(
    rf"{_M}(?P<opens>\[?){_B}(?P<date>{_DATE % (_BETWEEN, _BETWEEN)}){_DATE_ENDS}{_CLOCK}(?:{_SECOND})?{_AFTER}"
    rf"(?P<ends>{_ENDS['[']}|{_ENDS['-']}|{_ENDS[':']})"
)
_LONGEST: Final = 96


def form_of(lines: Iterable[str]) -> Form | None:
    """The way in which most of these lines' heads are written; None where no line has one."""
    forms = Counter(form for line in lines if (form := _form(line)) is not None)
    if not forms:
        return None
    most = max(forms.values())
    return next(form for form, count in forms.items() if count == most)


def _form(line: str) -> Form | None:
    found = _ANY.match(line[:_LONGEST])
    if found is None:
        return None
    clock = _clock(found["before"], found["hour"], found["minute"], found["second"], found["after"])
    opens = "[" if found["opens"] else "-" if found["ends"].strip() != ":" else ":"
    if clock is None or (opens == "[") != found["ends"].strip(" \u200e\u200f").startswith("]"):
        return None
    separators = _SEPARATOR.findall(found["date"])
    parts = "年" if separators[0] in "年년" else separators[0]
    if parts != "年" and separators[0] != separators[1]:
        return None
    halves = any(half(token) is not None for token in (found["before"], found["after"]))
    return Form(opens, parts, found["second"] is not None, halves)


class Heads:
    """Finds heads of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._match = pattern(form).match
        self._quick = _quick(form).match

    def of(self, line: str) -> Head | None:
        """The head of a line; None where it has none."""
        found = self._quick(line)
        if found is not None:
            date, clock = found.groups()
            seconds = _plain_clock(clock)
            return None if seconds is None else Head(date, seconds, found.end())
        if not line or (line[0].isalpha() and line[0].isascii()):
            return None
        found = self._match(line[:_LONGEST])
        if found is None:
            return None
        date, before, hour, minute, *more = found.groups()
        seconds = _clock(before, hour, minute, more[0] if self.form.seconds else None, more[-1])
        return None if seconds is None else Head(date, seconds, found.end())


def _quick(form: Form) -> re.Pattern[str]:
    """The same for a head without any sign that is not ASCII, in the order that nearly all have."""
    parts = re.escape(form.parts)
    seconds = ":[0-9]{2}" if form.seconds else ""
    ends = {"[": r"\] ", "-": " - ", ":": ": "}[form.opens]
    opens = r"\[" if form.opens == "[" else ""
    return re.compile(
        rf"{opens}([0-9]{{1,4}}{parts}[0-9]{{1,2}}{parts}[0-9]{{1,4}}),? "
        rf"([0-9]{{1,2}}:[0-9]{{2}}{seconds}(?:[ \u202f\u00a0][AaPp][Mm])?){ends}"
    )


@lru_cache(maxsize=1 << 17)
def _plain_clock(text: str) -> int | None:
    hour, minute, *rest = re.split(r"[:\s]", text)
    after = rest.pop() if rest and rest[-1].isalpha() else None
    return _clock(None, hour, minute, rest[0] if rest else None, after)


@lru_cache(maxsize=1 << 15)
def _clock(before: str | None, hour: str, minute: str, second: str | None, after: str | None) -> int | None:
    """Seconds since midnight; None where it is no time, or where words stand beside it that belong to no clock."""
    halves: list[int] = []
    for token in (before, after):
        told = half(token)
        if told is not None:
            halves.append(told)
        elif token is not None and _bare(token) not in _IDLE:
            return None
    hours, minutes, seconds = int(hour), int(minute), int(second or 0)
    if hours > 23 or minutes > 59 or seconds > 60 or len(halves) > 1:
        return None
    if halves and hours <= 12:
        hours = hours % 12 + halves[0]
    return hours * 3600 + minutes * 60 + min(seconds, 59)


@lru_cache(maxsize=1024)
def half(token: str | None) -> int | None:
    """The hours that a word adds to a clock of twelve: 0 or 12; None where it is no such word."""
    if token is None:
        return None
    for part in (_bare(token), *(_bare(one) for one in token.split())):
        if part in _AM:
            return 0
        if part in _PM:
            return 12
    return None


def _bare(token: str) -> str:
    return _TOKEN.sub("", token).casefold()
