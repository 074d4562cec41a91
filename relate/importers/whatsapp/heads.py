"""The head of a message: its date and its clock, in each way phones write them (formats/contacts.md 5.1).

A line that has none goes on with the message before it. Everything in one file is written in one way, so that the way
is looked for once and a date inside a message, written otherwise, is no head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from relate.domain.patterns import late
from relate.importers.whatsapp import marks

_M: Final = f"[{marks.CLASS}]{{0,6}}"
_B: Final = f"[ \t\u00a0\u2009\u202f\u3000{marks.CLASS}]{{0,6}}"
_BETWEEN: Final = r"[./\-\u2010-\u2015年月년월]"
_WORD: Final = r"[^\W\d_][^\d\n\[\]:]{0,17}?"
_CLOCK: Final = rf"(?:(?P<before>{_WORD}){_B})?(?P<hour>\d{{1,2}})(?:{_M}[:.：٫]{_M}|{_B}h{_B})(?P<minute>\d\d)"
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


_ANY: Final = late(
    rf"{_M}(?P<opens>\[?){_B}(?P<date>{_DATE % (_BETWEEN, _BETWEEN)}){_DATE_ENDS}{_CLOCK}(?:{_SECOND})?{_AFTER}"
    rf"(?P<ends>{_ENDS['[']}|{_ENDS['-']}|{_ENDS[':']})"
)
_LONGEST: Final = 96
_MOST_TOLD: Final = 1 << 17
"""Different dates or clocks that are remembered; a day has 86,400 seconds."""


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
        self._quick = re.compile(_quick(form)).match

    def of(self, line: str) -> Head | None:
        """The head of a line; None where it has none."""
        found = self._quick(line)
        if found is not None:
            date, clock = found.groups()
            seconds = plain_clock(clock)
            return None if seconds is None else Head(date, seconds, found.end())
        if not line or (line[0].isalpha() and line[0].isascii()):
            return None
        found = self._match(line[:_LONGEST])
        return None if found is None else _head(found, self.form)


def _head(found: re.Match[str], form: Form) -> Head | None:
    date, before, hour, minute, *more = found.groups()
    seconds = _clock(before, hour, minute, more[0] if form.seconds else None, more[-1])
    return None if seconds is None else Head(date, seconds, found.end())


Value = TypeVar("Value")


class Cut(NamedTuple):
    """Messages as they stand, one after the other: their dates ("" of what stands before the first one), their clocks
    (None where that is no time), and the rest of their lines, UTF-8 or what damage left of it.

    Columns and bytes: nearly all messages are dealt with many at once, and only one of two looks needs their words.
    """

    dates: list[str]
    clocks: list[int | None]
    rests: list[bytes]


def words_of(rest: bytes) -> str:
    """The rest of a message as text."""
    return rest.decode("utf-8", "replace")


class Pieces:
    """Cuts the bytes of a chat into messages, block by block; the last of a block waits for the next one."""

    def __init__(self, form: Form, plainly: bool, longest: int) -> None:
        """plainly: heads have no sign that is not ASCII, so that the regular expressions alone can cut. longest: bytes
        of a message that are kept; a damaged file may have gigabytes without a head."""
        self._form = form
        self._longest = longest
        self._split = re.compile(b"\n" + _quick(form).encode()).split if plainly else None
        self._find = re.compile("\n" + pattern(form).pattern).finditer
        self._dates, self._clocks = _Told(words_of), _Told(lambda clock: plain_clock(words_of(clock)))
        self._last: tuple[str, int | None, bytes] = ("", None, b"")
        self._line_is_whole = True

    def of(self, block: bytes) -> Cut:
        """The messages that end in this block, the first of which may have begun before it."""
        text = b"\n" + block if self._line_is_whole else block
        self._line_is_whole = block.endswith(b"\n")
        if self._line_is_whole:
            text = text[:-1]
        if self._split is not None:
            parts: list[bytes] = self._split(text)
            before, rests = parts[0], parts[3::3]
            dates = list(map(self._dates.__getitem__, parts[1::3]))
            clocks = list(map(self._clocks.__getitem__, parts[2::3]))
        else:
            before, dates, clocks, rests = self._searched(text.decode("utf-8", "replace"))
        date, clock, rest = self._last
        if len(rest) < self._longest:
            rest = (rest + before)[: self._longest]
        self._last = date, clock, rest
        if not dates:
            return Cut([], [], [])
        first, self._last = self._last, (dates.pop(), clocks.pop(), rests.pop())
        if not first[0] and not marks.plain(words_of(first[2])):
            return Cut(dates, clocks, rests)
        return Cut([first[0], *dates], [first[1], *clocks], [first[2], *rests])

    def ending(self) -> Cut:
        """The message that the chat ends with, if there is any, once all blocks were given."""
        date, clock, rest = self._last
        return Cut([date], [clock], [rest]) if date else Cut([], [], [])

    def unfinished(self) -> str:
        """What stands after all that was given: the message that the chat ends with, or all that is no message."""
        return words_of(self._last[2])

    def _searched(self, text: str) -> tuple[bytes, list[str], list[int | None], list[bytes]]:
        heads = [(found.start(), head) for found in self._find(text) if (head := _head(found, self._form)) is not None]
        ends = [start for start, _ in heads[1:]] + [len(text)]
        dates, clocks = [head.date for _, head in heads], [head.clock for _, head in heads]
        rests = [text[head.rest : end].encode() for (_, head), end in zip(heads, ends, strict=False)]
        return (text[: heads[0][0]] if heads else text).encode(), dates, [*clocks], rests


FirstLine = tuple[bytes, bytes, bytes]
"""Of a message: its date, and who writes, or else ("" for the name) the whole first line."""
_QUOTES: Final = r"(?:\xc2[\xab\xbb]|\xe2\x80[\x98-\x9e]|\xe3\x80[\x8c\x8d])"
"""In UTF-8 those of `first_lines`, and the few beside them."""


def first_lines(form: Form, title: str, longest: int) -> Callable[[bytes], list[FirstLine]]:
    """What finds the first lines of all messages of a block, where the heads of a chat are plain (`is_plain`).

    The name stands by itself only where it can be nothing else: no sign before the words that WhatsApp's own have, none
    of the quotes "“„«‘「”»’」 that a title stands in, at most `longest` bytes, and not the chat's own title.
    """
    but = b"(?!" + re.escape(f"{title}: ".encode()) + b")" if title else b""
    sign = rb'(?:[^\n:"\xc2\xe2\xe3]|(?!' + _QUOTES.encode() + rb")[\xc2\xe2\xe3])"
    name = but + b"(" + sign + b"{1,%d}+): (?!" % longest + marks.OWN_WORDS.encode() + b")"
    find = re.compile(b"\n" + _quick(form, clock=False).encode() + b"(?:" + name + rb"|([^\n]*+))").findall
    return lambda block: find(b"\n" + block)


class _Told(dict[bytes, Value]):
    """What dates and clocks say, each worked out once: a chat has few."""

    def __init__(self, tell: Callable[[bytes], Value]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, written: bytes) -> Value:
        if len(self) >= _MOST_TOLD:
            self.clear()
        self[written] = told = self._tell(written)
        return told


def is_plain(form: Form, lines: Iterable[str]) -> bool:
    """Whether the heads of these lines have no sign that is not ASCII, and nothing but date and clock."""
    quick, heads = re.compile(_quick(form)).match, Heads(form)
    return all(quick(line) is not None for line in lines if heads.of(line) is not None)


def _quick(form: Form, *, clock: bool = True) -> str:
    """What matches the same where the head has no sign that is not ASCII, in the order that nearly all have.

    Its groups are the date and the clock, where that is wanted. Encoded, it matches the same in bytes: no sign beyond
    ASCII stands in a class of it."""
    parts = re.escape(form.parts)
    seconds = ":[0-9]{2}" if form.seconds else ""
    ends = {"[": r"\] ", "-": " - ", ":": ": "}[form.opens]
    blanks = " |\u202f|\u00a0"
    opens = "(?:\u200e)?\\[" if form.opens == "[" else ""  # the mark stands before what was sent
    return (
        rf"{opens}([0-9]{{1,4}}+{parts}[0-9]{{1,2}}+{parts}[0-9]{{1,4}}+),? "
        rf"({'' if clock else '?:'}[0-9]{{1,2}}+:[0-9]{{2}}{seconds}(?:(?:{blanks})[AaPp][Mm])?){ends}"
    )


def plain_clock(text: str) -> int | None:
    """Seconds since midnight of "9:15", "09:15:30", "9:15 PM"; None where it is no time."""
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
