"""What the first clause of a typed line tells: its day, its channel, its people, and whether it was only tried."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from relate.domain.phrase_days import cut, cut_day
from relate.domain.phrase_language import Language, either
from relate.domain.phrase_names import names_from
from relate.domain.records import Kind


class Head(NamedTuple):
    """day, channel: None where none is named. attempt: nobody answered. occasion: the word of one, which the note
    keeps. rest: what is left for the note. open_ended: the names stand last, so that more may follow behind a comma."""

    day: date | None = None
    channel: Kind | None = None
    attempt: bool = False
    names: tuple[str, ...] = ()
    occasion: str = ""
    rest: str = ""
    open_ended: bool = False


def head_of(clause: str, today: date, language: Language) -> Head:
    """Reads the clause."""
    day, rest = cut_day(clause, today, language)
    if is_attempt(clause, language):
        # What the tables took apart is what happened: the note keeps the words.
        return Head(day, cut_channel(rest, language)[1], True, _attempted(rest, language), rest=clause)
    spoken, rest = _cut_spoken_by(rest, language)
    for said, written in _of(language).rewrites:
        rest = said.sub(written, rest).strip()
    occasion, channel, rest = cut_channel(rest, language)
    small = channel is not None and not occasion
    names, before, behind = _cut_names(rest, language, begins=bool(channel or spoken), small=small)
    left = " ".join(f"{before} {behind}".split())
    return Head(day, spoken or channel, False, names, occasion, left, bool(names) and not behind)


def is_attempt(clause: str, language: Language, *, whole: bool = False) -> bool:
    """Whether somebody was tried to be reached. whole: the clause says nothing else ("…, no answer", "…, but she didn't
    pick up"); "she got no answer from the bank" is news of her."""
    if whole:
        return _of(language).no_answer.match(clause) is not None
    return any(words in clause.casefold() for words in language.attempts) or (
        _of(language).tried.match(clause) is not None
    )


def _attempted(text: str, language: Language) -> tuple[str, ...]:
    """Whom one tried to reach: behind the words that say so, else as in any other line."""
    if (tried := _of(language).tried.match(text)) is not None and (names := names_from(text, tried.end(), language)[0]):
        return names
    for words in language.attempts:
        found = re.search(rf"{re.escape(words)}\s+(?:(?:{language.attempt_links})\s+)?", text, re.IGNORECASE)
        if found is not None and (names := names_from(text, found.end(), language)[0]):
            return names
    _, channel, rest = cut_channel(text, language)
    if channel is not None and (names := _cut_names(rest, language, begins=True, small=True)[0]):
        return names
    for words in language.unanswered:
        before, found_there, _ = text.partition(words)
        if found_there and (names := names_from(before, 0, language)[0]):
            return names
    return _cut_names(rest, language, begins=False, small=True)[0]


def _cut_spoken_by(text: str, language: Language) -> tuple[Kind | None, str]:
    """ "on the phone", "by mail", "over zoom": the channel, wherever it stands, and the text without it."""
    found = _of(language).spoken_by.search(text)
    return (None, text) if found is None else (language.spoken_by[found["by"].casefold()], cut(text, found))


def beside(text: str, language: Language, start: int = 0) -> bool:
    """Whether a text names from `start` on with whom it was."""
    return _of(language).behind.search(text, start) is not None


def cut_channel(text: str, language: Language) -> tuple[str, Kind | None, str]:
    """(the occasion's word or "", the channel, the text without the channel's word)."""
    # "she has a new phone" is no call: the channel is said at the beginning, at most behind "had a" or a name; a verb
    # where the language has it, which may be the end.
    of = _of(language)
    found = of.occasion.search(text)
    if found is not None and _may_be_over(text[: found.start()], found[0].casefold(), language):
        kind, behind = language.occasions[found[0].casefold()], text[found.end() :]
        before = _without_little(text[: found.start()], language)
        if len(before.split()) == 1 and not of.verb.fullmatch(before) and of.behind.search(behind):
            return f"{before} {found[0]}".lower(), kind, behind.strip()  # "team lunch with Ana"
        return found[0].lower(), kind, _without_verb(" ".join(f"{before} {behind}".split()), language)
    if language.verb_last and (found := of.last_verb.search(text)) is not None:
        return "", language.channels[found["verb"].casefold()], of.little_around.sub("", text[: found.start()].strip())
    found = of.channel.search(text)
    if found is not None:
        before, words = _without_little(text[: found.start()], language), found[0].casefold()
        if (
            words in language.talks
            and len(before.split()) == 1
            and not of.verb.search(before)
            and of.behind.search(text, found.end())
        ):
            # "board meeting with Ana"
            return f"{before} {words}".lower(), language.channels[words], text[found.end() :].strip()
        if not before or (len(before.split()) <= 2 and words in language.verbs):
            return "", language.channels[words], " ".join(f"{before} {text[found.end() :]}".split())
    return "", None, text


def _may_be_over(before: str, occasion: str, language: Language) -> bool:
    """Whether what stands before an occasion lets it be what the conversation was over: "caught up with Niamh over
    coffee", and not "mailed Bo concert tickets"."""
    of = _of(language)
    if of.leads.search(before):
        return True
    words = _without_little(before, language)
    if language.verb_last and of.behind.match(words):
        return True  # "mit Ana und Ben Kaffee getrunken"
    if occasion in language.activities:
        return not words or of.verb.fullmatch(words) is not None
    return len(words.split()) <= 2 and not of.writing.search(before)


def _without_little(text: str, language: Language) -> str:
    return " ".join(_of(language).little.sub(" ", text).split())


def _without_verb(text: str, language: Language) -> str:
    """ "met Maya for" and "called Maya on", whose occasion was cut away: the verb and what led to it go too."""
    of = _of(language)
    if (found := of.verb.match(text)) is not None:
        text = text[found.end() :].strip()
    if language.verb_last and (found := of.last_verb.search(text)) is not None:
        text = text[: found.start()].strip()
    text = of.led.sub("", text)
    return of.leads_on.sub("", text)


def _cut_names(text: str, language: Language, *, begins: bool, small: bool) -> tuple[tuple[str, ...], str, str]:
    """Names behind "with", and behind "to" and "from" where a channel stood before; at the beginning where one did
    ("called Maya"), and there in small letters only behind a verb: "coffee machine" names nobody. With what stands
    before them and behind them."""
    of = _of(language)
    links = sorted(
        of.behind.finditer(text), key=lambda found: (of.toward.fullmatch(found["link"]) is not None, found.start())
    )
    for found in links:
        if of.toward.fullmatch(found["link"]) and not (begins and found.start() == 0):
            continue
        names, end = names_from(text, found.end(), language)
        if names:
            return names, text[: found.start()], text[end:].strip()
    if begins and (small or text[:1].isupper()):
        first, _, _ = text.partition(" ")
        names, end = names_from(text, len(first) if first.casefold() in language.begins else 0, language)
        if names:
            return names, "", text[end:].strip()
    return (), text, ""


# --------------------------------------------------------------------------------------------------- patterns

_WRITING: Final = (Kind.MAIL, Kind.MESSAGE, Kind.CALL)


@dataclass(frozen=True, slots=True)
class _Patterns:
    occasion: re.Pattern[str]
    channel: re.Pattern[str]
    verb: re.Pattern[str]
    last_verb: re.Pattern[str]
    writing: re.Pattern[str]
    little: re.Pattern[str]
    little_around: re.Pattern[str]
    """Such words at the beginning of a text and at its end."""
    leads: re.Pattern[str]
    led: re.Pattern[str]
    leads_on: re.Pattern[str]
    behind: re.Pattern[str]
    toward: re.Pattern[str]
    spoken_by: re.Pattern[str]
    tried: re.Pattern[str]
    no_answer: re.Pattern[str]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _of(language: Language) -> _Patterns:
    """The patterns of a language, made when the first line in it is typed."""
    beside = f"{language.beside}|{language.toward}"
    return _Patterns(
        occasion=_any_of(language.occasions),
        channel=_any_of(language.channels),
        verb=_any_of((*language.channels, *language.inviting)),
        last_verb=_pattern(rf"(?<![\w-])(?P<verb>{either(language.verbs)})$"),
        writing=_any_of(word for word, kind in language.channels.items() if kind in _WRITING),
        little=_pattern(rf"\b(?:{language.little})\b"),
        little_around=_pattern(rf"^(?:(?:{language.little})\s+)+|(?:(?:^|\s+)(?:{language.little}))+$"),
        leads=_pattern(rf"\b(?:{language.leads})\s+$"),
        led=_pattern(rf"\s(?:{language.led})$"),
        leads_on=_pattern(rf"^(?:{language.leads_on})\s(?=(?:{language.beside})\s)"),
        behind=_pattern(rf"(?:^|(?<=\s))(?P<link>{beside})\s+"),
        toward=_pattern(language.toward),
        spoken_by=_pattern(
            rf"(?<![\w-]){language.speaking}(?P<by>{either(language.spoken_by)})(?![\w-])(?!{language.not_spoken})"
        ),
        tried=_pattern(language.tried),
        no_answer=_pattern(rf"{language.still}(?:{either(language.attempts)})"),
        rewrites=tuple((_pattern(said), written) for said, written in language.rewrites),
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of these words by itself, the longest that fits."""
    return _pattern(rf"(?<![\w-])(?:{either(words)})(?![\w-])")
