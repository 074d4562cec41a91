"""One typed line about a conversation: its day, its people, its channel, and what is to be remembered of it.

"coffee with Ana yesterday, she moves to Lisbon, ask about the flat" is read into chips that the user corrects before
anything is kept, so what is not certain is left in the text. English tables. Pure: today is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from relate.domain.phrase_days import DAYS_ALONE, cut_day, whole_day
from relate.domain.phrase_head import BEHIND, Head, cut_channel, head_of, is_attempt
from relate.domain.phrase_names import names_from
from relate.domain.phrase_words import GIVING, LINKS, MONTHS, NOBODY, TITLES
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
    clauses = [clause for clause in _clauses(line) if clause]
    if not clauses:
        return Phrase()
    if (lone := _lone(clauses[0])) is not None:
        head, clauses = Head(names=lone[0]), [lone[1], *clauses[1:]]
    else:
        clauses = _with_name_behind(clauses, today)
        head, clauses = _more_names(head_of(clauses[0], today), clauses[1:], today)
    phrase = Phrase(head.day, head.channel, head.attempt, head.names)
    kept = [head.rest] if head.rest else []
    for clause in clauses:
        day = whole_day(clause, today)
        if phrase.day is None and day is not None:
            phrase = replace(phrase, day=day)
        elif is_attempt(clause, whole=True):
            phrase = replace(phrase, attempt=True)
            kept.append(clause)
        elif not phrase.ask_next and "ask_next" not in plain and (asks := _after(clause, _ASK)):
            phrase = replace(phrase, ask_next=asks)
        elif not phrase.promised and "promised" not in plain and (promised := _promised(clause)):
            phrase = replace(phrase, promised=promised)
        else:
            kept.append(clause)
    told = kept or phrase.day or phrase.attempt or (lone is not None and _PROMISED.match(lone[1]))
    only = lone is not None and not told and bool(phrase.ask_next or phrase.promised)
    return replace(phrase, text=_note(head.occasion, head.rest, kept), only_thread=only)


# ---------------------------------------------------------------------------------------------------- clauses

_WHOM: Final = "(?: (?:her|him|them|both))?"
_ASK: Final = re.compile(
    r"^(?:and )?(?:(?:i )?(?:must |need to |want to |should )?(?:remember|not forget|don['’]?t forget) to )?"
    rf"(?:next time )?ask(?:{_WHOM}|(?: next(?: time)?)?)(?: about| how| whether| if)?\b[:\s]*",
    re.IGNORECASE,
)
_GIVES: Final = rf"(?=(?:{'|'.join(GIVING)})\b)"
_PROMISED: Final = re.compile(rf"^(?:and )?(?:i(?:'ve| have|’ve)? )?promised{_WHOM}(?: to)?\b[:\s]*", re.IGNORECASE)
_OWE: Final = re.compile(
    rf"^(?:and )?(?:i(?: still)? owe{_WHOM}\b[:\s]*|(?:i['’]?ll|i will|will) (?:gladly |also |then )?{_GIVES}"
    rf"|(?:i )?(?:said|told{_WHOM})(?: that)? i(?:['’](?:d|ll)| would| will) |(?:i )?agreed to {_GIVES})",
    re.IGNORECASE,
)
""" "I owe him the deck", "I'll send him the deck", "told him I'd ask"."""
_OF_WHOM: Final = re.compile(
    r"(?:ask|promised|owe|send|bring|lend|show|give|tell|pay|write|mail|email|call|ring|phone|text|message|ping)\s(?=(?-i:[^\W\d_a-z]))",
    re.IGNORECASE,
)
"""Behind these words the name of whom it is about may stand in a line of its own: "promised Ana the deck"."""
_WHAT: Final = re.compile(
    r"\s*(?:about|how|whether|if|what|when|where|why|who|for|to|the|an?|my|our|his|her|their|that|this|these|those|some"
    r"|two|three|tomorrow|tonight|next|on|by|back|again|\d+)\b",
    re.IGNORECASE,
)
# A point ends a clause only before a space: "14.7.", "3.5 %" and "relate.example" stay whole.
_BREAK: Final = re.compile(r"\s*(?:[,;]|(?<=[^\d\s])\.(?=\s|$)|\s[–—-]\s)\s*")


_SHORTENED: Final = re.compile(
    r"\b("
    + "|".join((*TITLES, *(name[:3] for name in MONTHS), "sept"))
    + r"|(?-i:[A-Z])(?=\.\s(?-i:[a-z])))\.\s(?=\S)",
    re.IGNORECASE,
)
"""A point behind which no clause ends: "Dr. Strand", "Nov. 3", "Greta K. at the station"."""
_TOGETHER: Final = "\ue000"
"""A space that parts nothing."""
_WITH: Final = re.compile(r"(?<=\s)w/?(?=\s)", re.IGNORECASE)


def _clauses(line: str) -> list[str]:
    whole = _SHORTENED.sub(lambda found: f"{found[1]}.{_TOGETHER}", _WITH.sub("with", line))
    return [" ".join(part.replace(_TOGETHER, " ").split()) for part in _BREAK.split(whole)]


def _with_name_behind(clauses: list[str], today: date) -> list[str]:
    """ "Ana: coffee yesterday" and "Ben, lunch on Friday" as "coffee yesterday with Ana"; a day between or before them
    ("Ben, 3 Nov, lunch", "3 Nov: Ben, lunch") comes after."""
    before, colon, behind = clauses[0].partition(": ")
    if colon and whole_day(before, today) is not None:
        clauses = [behind, *clauses[1:2], before, *clauses[2:]]
    elif len(clauses) > 2 and whole_day(clauses[1], today) is not None:
        clauses = [clauses[0], clauses[2], clauses[1], *clauses[3:]]
    name, colon, rest = clauses[0].partition(": ")
    following = clauses[1:] if colon else clauses[2:]
    if not colon:
        rest = clauses[1] if len(clauses) > 1 else ""
    if not rest or not _is_name(name) or cut_channel(rest)[1] is None or BEHIND.search(rest):
        return clauses
    return [f"{rest} with {name}", *following]


def _is_name(text: str) -> bool:
    """Whether a text is a name and nothing else: up to three words with capitals that are no day, no channel."""
    words = text.split()
    return (
        0 < len(words) <= 3
        and all(word[:1].isupper() for word in words)
        and not any(DAYS_ALONE.fullmatch(word) for word in words)
        and cut_channel(text)[1] is None
    )


def _more_names(head: Head, rest: list[str], today: date) -> tuple[Head, list[str]]:
    """Names go on behind a comma: "with Ana, Ben and Chidi yesterday", "met Ana, Ben on Friday". The first clause with
    them, and the clauses that follow."""
    if not head.open_ended or head.attempt:
        return head, rest
    names: list[str] = []
    for place, clause in enumerate(rest):
        day, left = cut_day(clause, today)
        left = _AND.sub("", left)  # "with Ana, Ben, and Chidi"
        found, end = names_from(left, 0)
        behind = left[end:].strip()
        joined = _OTHERS.match(behind) is not None
        joined |= (len(found) > 1 or (bool(names) and _AND.match(clause) is not None)) and (
            not behind or behind.split()[0].casefold() in LINKS
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


_AND: Final = re.compile(r"^(?:and|&|\+)\s+", re.IGNORECASE)
_OTHERS: Final = re.compile(rf"(?:and|&|\+) (?:my |the |his |her )?(?:{'|'.join(sorted(NOBODY))})\b", re.IGNORECASE)
""" "Ana, Ben and three others"."""


def _lone(clause: str) -> tuple[tuple[str, ...], str] | None:
    """A line that begins with what is promised or to be asked: whom it names, and the clause without them."""
    if not (_after(clause, _ASK) or _promised(clause)):
        return None
    found = _OF_WHOM.search(clause)
    if found is not None:
        names, end = names_from(clause, found.end())
        if names and all(name[:1].isupper() for name in names) and _WHAT.match(clause[end:]):
            return names, f"{clause[: found.end()]}{clause[end:].strip()}"
    return (), clause


def _promised(clause: str) -> str:
    return _after(clause, _PROMISED) or _after(clause, _OWE)


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
