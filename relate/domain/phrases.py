"""One typed line about a conversation: its day, its people, its channel, and what is to be remembered of it.

"coffee with Ana yesterday, she moves to Lisbon, ask about the flat" is read into chips that the user corrects before
anything is kept, so what is not certain is left in the text. In English and German: the words of a line tell which.
Pure: today is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from relate.domain.coming_days import coming_day
from relate.domain.phrase_days import cut_day, whole_day
from relate.domain.phrase_head import Head, beside, cut_channel, head_of, is_attempt
from relate.domain.phrase_language import Language, either
from relate.domain.phrase_languages import language_of
from relate.domain.phrase_names import names_from
from relate.domain.records import Kind


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a line says. day None: it names none, so today. `names` as they were typed, in their order. only_thread: it
    is for next time alone ("ask Ana about the flat"), and tells of no conversation."""

    day: date | None = None
    channel: Kind | None = None
    attempt: bool = False
    names: tuple[str, ...] = ()
    text: str = ""
    promised: str = ""
    ask_next: str = ""
    only_thread: bool = False


def parse(line: str, today: date, plain: Collection[str] = ()) -> Phrase:
    """Reads a line. Only its first clause tells day, channel and people: "…, she moves on Monday" is news of her.

    plain: "promised", "ask_next" where the user said that what was read as one is none: it stays in the text.
    """
    language = language_of(line)
    clauses = _clauses(line, language)
    if not clauses:
        return Phrase()
    if (lone := _lone(clauses[0], language)) is not None:
        head, clauses = Head(names=lone[0]), [lone[1], *clauses[1:]]
    else:
        clauses = _with_name_behind(clauses, today, language)
        head, clauses = _more_names(head_of(clauses[0], today, language), clauses[1:], today, language)
    phrase = Phrase(head.day, head.channel, head.attempt, head.names)
    kept = [head.rest] if head.rest else []
    for clause in clauses:
        day = whole_day(clause, today, language)
        if phrase.day is None and day is not None:
            phrase = replace(phrase, day=day)
        elif is_attempt(clause, language, whole=True):
            phrase = replace(phrase, attempt=True)
            kept.append(clause)
        elif not phrase.ask_next and "ask_next" not in plain and (asks := _after(clause, _of(language).ask)):
            phrase = replace(phrase, ask_next=asks)
        elif not phrase.promised and "promised" not in plain and (promised := _after(clause, _of(language).promised)):
            phrase = replace(phrase, promised=promised)
        else:
            kept.append(clause)
    told = kept or phrase.day or phrase.attempt or (lone is not None and _of(language).promised[0].match(lone[1]))
    only = lone is not None and not told and bool(phrase.ask_next or phrase.promised)
    return replace(phrase, text=_note(head.occasion, head.rest, kept), only_thread=only)


def promise(line: str, today: date) -> tuple[str, date | None]:
    """What is promised in a line typed as a promise, and the day its words name: "I promised the deck by Friday" is the
    deck, and that day."""
    what = _after(line, _of(language_of(line)).promised) or line
    found = coming_day(what, today)
    return (what, None) if found is None or not found[1] else (found[1], found[0])


# ---------------------------------------------------------------------------------------------------- clauses

# A point ends a clause only before a space: "14.7.", "3.5 %" and "relate.example" stay whole.
_BREAK: Final = re.compile(r"\s*(?:[,;]|(?<=[^\d\s])\.(?=\s|$)|\s[–—-]\s)\s*")


_TOGETHER: Final = "\ue000"
"""A space that parts nothing."""


def _clauses(line: str, language: Language) -> list[str]:
    """The parts between commas and the like. One that is only an opening goes on in the next."""
    of = _of(language)
    for short, whole in of.shorthand:
        line = short.sub(whole, line)
    line = of.shortened.sub(lambda found: f"{found[1]}.{_TOGETHER}", line)
    clauses: list[str] = []
    goes_on = False
    for part in _BREAK.split(line):
        clause = " ".join(part.replace(_TOGETHER, " ").split())
        if clause:
            clauses[-1:] = [f"{clauses[-1]} {clause}"] if goes_on else [*clauses[-1:], clause]
            goes_on = of.opens is not None and of.opens.fullmatch(clause) is not None
    return clauses


def _with_name_behind(clauses: list[str], today: date, language: Language) -> list[str]:
    """ "Ana: coffee yesterday" and "Ben, lunch on Friday" as "coffee yesterday with Ana"; a day between or before them
    ("Ben, 3 Nov, lunch", "3 Nov: Ben, lunch") comes after."""
    before, colon, behind = clauses[0].partition(": ")
    if colon and whole_day(before, today, language) is not None:
        clauses = [behind, *clauses[1:2], before, *clauses[2:]]
    elif len(clauses) > 2 and whole_day(clauses[1], today, language) is not None:
        clauses = [clauses[0], clauses[2], clauses[1], *clauses[3:]]
    name, colon, rest = clauses[0].partition(": ")
    following = clauses[1:] if colon else clauses[2:]
    if not colon:
        rest = clauses[1] if len(clauses) > 1 else ""
    if not rest or not _is_name(name, language) or cut_channel(rest, language)[1] is None or beside(rest, language):
        return clauses
    return [f"{rest} {language.beside} {name}", *following]


def _is_name(text: str, language: Language) -> bool:
    """Whether a text is a name and nothing else: up to three words with capitals that are no day, no channel."""
    words = text.split()
    return (
        0 < len(words) <= 3
        and all(word[:1].isupper() for word in words)
        and not any(_of(language).days_alone.fullmatch(word) for word in words)
        and cut_channel(text, language)[1] is None
    )


def _more_names(head: Head, rest: list[str], today: date, language: Language) -> tuple[Head, list[str]]:
    """Names go on behind a comma: "with Ana, Ben and Chidi yesterday", "met Ana, Ben on Friday". The first clause with
    them, and the clauses that follow."""
    if not head.open_ended or head.attempt:
        return head, rest
    of = _of(language)
    names: list[str] = []
    for place, clause in enumerate(rest):
        day, left = cut_day(clause, today, language)
        left = of.joins.sub("", left)  # "with Ana, Ben, and Chidi"
        found, end = names_from(left, 0, language)
        behind = left[end:].strip()
        joined = of.others.match(behind) is not None
        joined |= (len(found) > 1 or (bool(names) and of.joins.match(clause) is not None)) and (
            not behind or behind.split()[0].casefold() in language.links
        )
        if not found or (behind and not joined):
            break
        names += found
        if joined or (day is not None and all(name[:1].isupper() for name in found)):
            left = " ".join(f"{head.rest} {behind}".split())
            whole = head._replace(names=(*head.names, *names), day=head.day or day, rest=left)
            return whole, rest[place + 1 :]
        if day is not None:
            break
    return head, rest


def _lone(clause: str, language: Language) -> tuple[tuple[str, ...], str] | None:
    """A line that begins with what is promised or to be asked: whom it names, and the clause without them."""
    of = _of(language)
    if not (_after(clause, of.ask) or _after(clause, of.promised)):
        return None
    found = of.of_whom.search(clause)
    if found is not None:
        names, end = names_from(clause, found.end(), language)
        if names and all(name[:1].isupper() for name in names) and of.what.match(clause[end:]):
            return names, f"{clause[: found.end()]}{clause[end:].strip()}"
    return (), clause


def _after(clause: str, openings: Sequence[re.Pattern[str]]) -> str:
    """What a clause says is promised or to be asked; "" where it says nothing of the kind."""
    for opening in openings:
        if (found := opening.match(clause)) is not None:
            said = found["what"] if "what" in opening.groupindex else clause[found.end() :]
            if said.strip():
                return said.strip()
    return ""


def _note(occasion: str, head: str, parts: list[str]) -> str:
    """ "Coffee in Bristol, she likes it"; "Coffee: she likes it"; "Coffee"."""
    text = ", ".join(parts)
    if occasion:
        text = f"{occasion} {text}" if head else f"{occasion}: {text}" if text else occasion
    return text[:1].upper() + text[1:]


# --------------------------------------------------------------------------------------------------- patterns


@dataclass(frozen=True, slots=True)
class _Patterns:
    shorthand: tuple[tuple[re.Pattern[str], str], ...]
    shortened: re.Pattern[str]
    """A point behind which no clause ends: "Dr. Strand", "Nov. 3", "Greta K. at the station"."""
    opens: re.Pattern[str] | None
    days_alone: re.Pattern[str]
    joins: re.Pattern[str]
    others: re.Pattern[str]
    """ "Ana, Ben and three others"."""
    ask: tuple[re.Pattern[str], ...]
    promised: tuple[re.Pattern[str], ...]
    of_whom: re.Pattern[str]
    what: re.Pattern[str]


@cache
def _of(language: Language) -> _Patterns:
    joins = either(language.joining)
    short = "|".join((*language.titles, *(name[:3] for name in language.months), "sept"))
    return _Patterns(
        shorthand=tuple((_pattern(said), whole) for said, whole in language.shorthand),
        shortened=_pattern(rf"\b({short}|(?-i:[A-Z])(?=\.\s(?-i:[a-z])))\.\s(?=\S)"),
        opens=_pattern(language.opens) if language.opens else None,
        days_alone=_pattern(language.days_alone),
        joins=_pattern(rf"^(?:{joins})\s+"),
        others=_pattern(
            rf"(?:{joins}) (?:(?:{either(language.whose | language.articles)}) )?(?:{either(language.nobody)})\b"
        ),
        ask=tuple(map(_pattern, language.ask)),
        promised=tuple(map(_pattern, language.promised)),
        of_whom=_pattern(language.of_whom),
        what=_pattern(language.what),
    )


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
