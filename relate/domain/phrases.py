"""One typed line about a conversation: its day, its people, its channel, and what is to be remembered of it.

"coffee with Ana yesterday, she moves to Lisbon, ask about the flat" is read into chips that the user corrects before
anything is kept, so what is not certain is left in the text. English tables. Pure: today is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from relate.domain.records import Kind

MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december")  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                  "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2}  # fmt: skip
UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
OCCASIONS: Final = {
    "coffee": Kind.MEETING, "tea": Kind.MEETING, "breakfast": Kind.MEETING, "brunch": Kind.MEETING,
    "lunch": Kind.MEETING, "dinner": Kind.MEETING, "drinks": Kind.MEETING, "drink": Kind.MEETING,
    "beer": Kind.MEETING, "beers": Kind.MEETING, "wine": Kind.MEETING, "walk": Kind.MEETING, "hike": Kind.MEETING,
    "party": Kind.MEETING, "workshop": Kind.MEETING, "interview": Kind.MEETING, "zoom": Kind.CALL,
    "video call": Kind.CALL, "skype": Kind.CALL, "facetime": Kind.CALL, "teams call": Kind.CALL,
}  # fmt: skip
"""What a conversation was over: the word stays in the note, because the channel alone does not tell it."""
CHANNELS: Final = {
    "meeting": Kind.MEETING, "met up": Kind.MEETING, "met": Kind.MEETING, "saw": Kind.MEETING,
    "visited": Kind.MEETING, "ran into": Kind.MEETING, "bumped into": Kind.MEETING, "caught up": Kind.TALK,
    "catch-up": Kind.TALK, "catch up": Kind.TALK, "phone call": Kind.CALL, "call": Kind.CALL, "called": Kind.CALL,
    "phoned": Kind.CALL, "rang": Kind.CALL, "phone": Kind.CALL, "spoke on the phone": Kind.CALL,
    "emailed": Kind.MAIL, "mailed": Kind.MAIL, "email": Kind.MAIL, "e-mail": Kind.MAIL, "mail": Kind.MAIL,
    "wrote": Kind.MESSAGE, "messaged": Kind.MESSAGE, "texted": Kind.MESSAGE, "text": Kind.MESSAGE,
    "message": Kind.MESSAGE, "dm": Kind.MESSAGE, "whatsapp": Kind.MESSAGE, "whatsapped": Kind.MESSAGE,
    "pinged": Kind.MESSAGE, "chatted": Kind.TALK, "chat": Kind.TALK, "talked": Kind.TALK, "talk": Kind.TALK,
    "spoke": Kind.TALK,
}  # fmt: skip
ATTEMPTS: Final = ("tried to call", "tried calling", "tried to reach", "tried to write", "left a voicemail",
                   "left a message", "no answer", "did not answer", "didn't answer", "didn’t answer")  # fmt: skip
"""An attempt without an answer is not a conversation (product.md)."""
LINKS: Final = frozenset({"with", "to", "for", "and", "about", "in", "at", "on", "over", "by", "from", "who", "that",
                          "because", "we", "he", "she", "they", "i", "the", "a", "an", "my", "his", "her", "their",
                          "is", "was", "has", "re", "regarding", "via"})  # fmt: skip
"""Words that are never part of a name typed in small letters."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a line says. day None: it names none, so today. `names` as they were typed, in their order."""

    day: date | None = None
    channel: Kind | None = None
    attempt: bool = False
    names: tuple[str, ...] = ()
    text: str = ""
    promised: str = ""
    ask_next: str = ""


def parse(line: str, today: date) -> Phrase:
    """Reads a line. Only its first clause tells day, channel and people: "…, she moves on Monday" is news of her."""
    clauses = [clause for clause in _clauses(line) if clause]
    if not clauses:
        return Phrase()
    phrase, occasion, head = _head(clauses[0], today)
    kept = [head] if head else []
    for clause in clauses[1:]:
        day = _whole_day(clause, today)
        if phrase.day is None and day is not None:
            phrase = replace(phrase, day=day)
        elif _is_attempt(clause):
            phrase = replace(phrase, attempt=True)
            kept.append(clause)
        elif not phrase.ask_next and (asks := _after(clause, _ASK)):
            phrase = replace(phrase, ask_next=asks)
        elif not phrase.promised and (promised := _after(clause, _PROMISE)):
            phrase = replace(phrase, promised=promised)
        else:
            kept.append(clause)
    return replace(phrase, text=_note(occasion, head, kept))


# ---------------------------------------------------------------------------------------------------- clauses

_WHOM: Final = "(?: (?:her|him|them))?"
_ASK: Final = re.compile(
    rf"^(?:and )?(?:ask(?:{_WHOM}|(?: next(?: time)?)?)(?: about| how| whether| if)?|next time ask(?: about)?)\b[:\s]*",
    re.IGNORECASE,
)
_PROMISE: Final = re.compile(
    rf"^(?:and )?(?:(?:i(?:'ve| have|’ve)? )?promised{_WHOM}(?: to)?|i owe{_WHOM})\b[:\s]*", re.IGNORECASE
)
_LITTLE: Final = re.compile(r"\b(?:i|we|had|have|quick|long|short|a|an|for|nice|good)\b", re.IGNORECASE)
"""Words before the channel that tell nothing."""
# A point ends a clause only before a space: "14.7.", "3.5 %" and "relate.example" stay whole.
_BREAK: Final = re.compile(r"\s*(?:[,;]|(?<=[^\d\s])\.(?=\s|$)|\s[–—-]\s)\s*")


def _clauses(line: str) -> list[str]:
    return [" ".join(part.split()) for part in _BREAK.split(line)]


def _after(clause: str, opening: re.Pattern[str]) -> str:
    found = opening.match(clause)
    if found is None:
        return ""
    rest = clause[found.end() :].strip()
    # "ask how the twins like school" keeps its question word.
    word = re.search(r"\b(how|whether|if)\b[:\s]*$", found[0], re.IGNORECASE)
    return f"{word[1].lower()} {rest}" if word and rest else rest


def _note(occasion: str, head: str, parts: list[str]) -> str:
    """ "Coffee in Bristol, she likes it"; "Coffee: she likes it"; "Coffee"."""
    text = ", ".join(parts)
    if occasion:
        text = f"{occasion} {text}" if head else f"{occasion}: {text}" if text else occasion
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------------------------------------ the first one


def _head(clause: str, today: date) -> tuple[Phrase, str, str]:
    """Day, channel and people of the first clause; the word of an occasion; what is left for the note."""
    day, rest = _cut_day(clause, today)
    occasion, channel, rest = _cut_channel(rest)
    names, rest = _cut_names(rest, begins=channel is not None, small=not occasion)
    if _is_attempt(clause):
        # What the tables took apart is what happened: the note keeps the words.
        return Phrase(day, channel, True, names), "", clause
    return Phrase(day, channel, False, names), occasion, rest


def _is_attempt(clause: str) -> bool:
    return any(words in clause.casefold() for words in ATTEMPTS)


def _cut(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _cut_channel(text: str) -> tuple[str, Kind | None, str]:
    """(the occasion's word or "", the channel, the text without the channel's word)."""
    for table in (OCCASIONS, CHANNELS):
        best: re.Match[str] | None = None
        for words in table:
            found = re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE)
            if found and (best is None or (found.start(), -len(words)) < (best.start(), -len(best[0]))):
                best = found
        # "she has a new phone" is no call: the channel is said at the beginning, at most behind "had a".
        if best is not None and len(_LITTLE.sub(" ", text[: best.start()]).split()) <= 2:
            kind = table[best[0].casefold()]
            before = _LITTLE.sub(" ", text[: best.start()])
            rest = " ".join(f"{before} {text[best.end() :]}".split())
            if table is OCCASIONS:
                return best[0].lower(), kind, _without_verb(rest)
            return "", kind, rest
    return "", None, text


def _without_verb(text: str) -> str:
    """ "met Maya for" and "called Maya on", whose occasion was cut away: the verb and what led to it go too."""
    for words in sorted(CHANNELS, key=len, reverse=True):
        found = re.match(rf"{re.escape(words)}(?![\w-])\s*", text, re.IGNORECASE)
        if found is not None:
            text = text[found.end() :]
            break
    return re.sub(r"\s(?:for|on|over)$", "", text)


def _cut_names(text: str, *, begins: bool, small: bool) -> tuple[tuple[str, ...], str]:
    """Names behind "with" or "to"; at the beginning where a channel stood before ("called Maya"), and there in small
    letters only behind a verb: "coffee machine" names nobody."""
    found = re.search(r"(?:^|\s)(?:with|to)\s+", text, re.IGNORECASE)
    if found is not None:
        names, end = _names_from(text, found.end())
        if names:
            return names, " ".join(f"{text[: found.start()]} {text[end:]}".split())
    if begins and (small or text[:1].isupper()):
        names, end = _names_from(text, 0)
        if names:
            return names, text[end:].strip()
    return (), text


def _names_from(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The names that begin at `start`, "Maya and Tomás Rivera", and where they end."""
    names: list[str] = []
    words: list[str] = []
    end = start
    for found in re.finditer(r"\S+", text[start:]):
        word = found[0]
        if word.casefold() in ("and", "&", "+") and words:
            names.append(" ".join(words))
            words = []
            continue
        if word.casefold() in LINKS or not word[:1].isalpha():
            break
        # Small letters may be a name too, but only one word of them: "with maya about the deck".
        if words and word[:1].islower():
            break
        words.append(word)
        end = start + found.end()
    if words:
        names.append(" ".join(words))
    return tuple(names), end


# -------------------------------------------------------------------------------------------------------- days

_MONTH: Final = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_WEEKDAY: Final = "(?P<weekday>" + "|".join(f"{day[:3]}(?:{day[3:]}|s|rs|nes|urs)?" for day in WEEKDAYS) + ")"
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_DAYS: Final = tuple(
    re.compile(rf"(?<![\w-])(?:on (?:the )?)?(?:{pattern})(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<before>the day before yesterday)",
        r"(?P<one>yesterday(?: (?:morning|afternoon|evening))?|last night)",
        r"(?P<zero>today|this morning|this afternoon|this evening|tonight|just now)",
        rf"{_COUNT} (?P<unit>day|week|month|year)s? ago",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})?",
        rf"(?P<last>last |this )?{_WEEKDAY}",
    )
)


def _cut_day(text: str, today: date) -> tuple[date | None, str]:
    """The first day a text names that is not to come, and the text without it."""
    for found in _days_in(text):
        day = _day(found, today)
        if day is not None and day <= today:
            return day, _cut(text, found)
    return None, text


def _whole_day(clause: str, today: date) -> date | None:
    """The day, where a clause is nothing else."""
    day, rest = _cut_day(clause, today)
    return day if not rest else None


def _days_in(text: str) -> Iterator[re.Match[str]]:
    for pattern in _DAYS:
        yield from pattern.finditer(text)


def _day(found: re.Match[str], today: date) -> date | None:
    said = {name: value.casefold() for name, value in found.groupdict().items() if value is not None}
    try:
        if "iso" in said:
            return date.fromisoformat(said["iso"])
        if "count" in said:
            count = int(said["count"]) if said["count"].isdigit() else NUMBERS[said["count"]]
            return today - timedelta(days=count * UNIT_DAYS[said["unit"]])
        if "weekday" in said:
            return _weekday(said["weekday"], said.get("last", "").strip(), today)
        if "day" in said:
            return _calendar_day(said, today)
    except (ValueError, OverflowError):
        return None
    return today - timedelta(days=2 if "before" in said else 1 if "one" in said else 0)


def _weekday(name: str, which: str, today: date) -> date:
    """The latest day of that name, today included; "last" leaves out today."""
    wanted = next(place for place, day in enumerate(WEEKDAYS) if day.startswith(name[:3]))
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=7 if back == 0 and which == "last" else back)


def _calendar_day(said: dict[str, str], today: date) -> date:
    """Without a year: the latest that is not to come."""
    month = int(said["number"]) if "number" in said else 1 + next(
        place for place, name in enumerate(MONTHS) if name.startswith(said["month"][:3])
    )  # fmt: skip
    if "year" in said:
        return date(int(said["year"]), month, int(said["day"]))
    # 29 February is found up to eight years back.
    for year in range(today.year, today.year - 9, -1):
        try:
            day = date(year, month, int(said["day"]))
        except ValueError:
            continue
        if day <= today:
            return day
    raise ValueError(said["day"])
