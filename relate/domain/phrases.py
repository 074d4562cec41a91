"""One typed line about a conversation: its day, its people, its channel, and what is to be remembered of it.

"coffee with Ana yesterday, she moves to Lisbon, ask about the flat" is read into chips that the user corrects before
anything is kept, so what is not certain is left in the text. English tables. Pure: today is an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from relate.domain.phrase_days import DAYS_ALONE, cut, cut_day, whole_day
from relate.domain.phrase_names import names_from
from relate.domain.phrase_words import (
    ATTEMPTS,
    CHANNELS,
    INVITING,
    LINKS,
    MONTHS,
    OCCASIONS,
    SPOKEN_BY,
    TITLES,
    VERBS,
)
from relate.domain.records import Kind


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
    if _after(clauses[0], _ASK) or _after(clauses[0], _PROMISE):
        phrase, occasion, head, rest = Phrase(), "", "", clauses
    else:
        clauses = _with_name_behind(clauses)
        phrase, occasion, head = _head(clauses[0], today)
        rest = clauses[1:]
        phrase, head, rest = _more_names(phrase, head, rest, today)
    kept = [head] if head else []
    for clause in rest:
        day = whole_day(clause, today)
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
_LITTLE: Final = re.compile(
    r"\b(?:i|we|had|have|just|finally|quick|long|short|brief|a|an|another|first|second|for|nice|good|great|lovely)\b",
    re.IGNORECASE,
)
"""Words before the channel that tell nothing."""
# A point ends a clause only before a space: "14.7.", "3.5 %" and "relate.example" stay whole.
_BREAK: Final = re.compile(r"\s*(?:[,;]|(?<=[^\d\s])\.(?=\s|$)|\s[–—-]\s)\s*")


_SHORTENED: Final = re.compile(
    r"\b(" + "|".join((*TITLES, *(name[:3] for name in MONTHS), "sept")) + r")\.\s(?=\S)", re.IGNORECASE
)
"""A point behind which no clause ends: "Dr. Strand", "Nov. 3"."""
_TOGETHER: Final = "\ue000"
"""A space that parts nothing."""
_WITH: Final = re.compile(r"(?<=\s)w/?(?=\s)", re.IGNORECASE)


def _clauses(line: str) -> list[str]:
    whole = _SHORTENED.sub(lambda found: f"{found[1]}.{_TOGETHER}", _WITH.sub("with", line))
    return [" ".join(part.replace(_TOGETHER, " ").split()) for part in _BREAK.split(whole)]


def _with_name_behind(clauses: list[str]) -> list[str]:
    """ "Ana: coffee yesterday" and "Ben, lunch on Friday" as "coffee yesterday with Ana"."""
    name, colon, rest = clauses[0].partition(": ")
    following = clauses[1:] if colon else clauses[2:]
    if not colon:
        rest = clauses[1] if len(clauses) > 1 else ""
    if not rest or not _is_name(name) or _cut_channel(rest)[1] is None or _BEHIND.search(rest):
        return clauses
    return [f"{rest} with {name}", *following]


def _is_name(text: str) -> bool:
    """Whether a text is a name and nothing else: up to three words with capitals that are no day, no channel."""
    words = text.split()
    return (
        0 < len(words) <= 3
        and all(word[:1].isupper() for word in words)
        and not any(DAYS_ALONE.fullmatch(word) for word in words)
        and _cut_channel(text)[1] is None
    )


def _more_names(phrase: Phrase, head: str, rest: list[str], today: date) -> tuple[Phrase, str, list[str]]:
    """Names go on behind a comma: "with Ana, Ben and Chidi yesterday", "met Ana, Ben on Friday". What they belong to,
    what is left of the clause for the note, and the clauses that follow."""
    if not phrase.names or head or phrase.attempt:
        return phrase, head, rest
    names: list[str] = []
    for place, clause in enumerate(rest):
        day, left = cut_day(clause, today)
        found, end = names_from(left, 0)
        behind = left[end:].strip()
        joined = len(found) > 1 and (not behind or behind.split()[0].casefold() in LINKS)
        if not found or (behind and not joined):
            break
        names += found
        if joined or (day is not None and all(name[:1].isupper() for name in found)):
            whole = replace(phrase, names=(*phrase.names, *names), day=phrase.day or day)
            return whole, behind, rest[place + 1 :]
        if day is not None:
            break
    return phrase, head, rest


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
    day, rest = cut_day(clause, today)
    if _is_attempt(clause):
        # What the tables took apart is what happened: the note keeps the words.
        channel = _cut_channel(rest)[1]
        return Phrase(day, channel, True, _attempted(rest)), "", clause
    spoken, rest = _cut_spoken_by(rest)
    if (sent := _SENT.match(rest)) is not None:
        what = "message" if sent["what"].casefold() in ("note", "line") else sent["what"]
        rest = f"{what} to {sent['whom']} {rest[sent.end() :]}".strip()
    rest = _GOT.sub("", rest)
    occasion, channel, rest = _cut_channel(rest)
    names, rest = _cut_names(rest, begins=bool(channel or spoken), small=channel is not None and not occasion)
    return Phrase(day, spoken or channel, False, names), occasion, rest


def _attempted(text: str) -> tuple[str, ...]:
    """Whom one tried to reach: behind the words that say so, else as in any other line."""
    for words in ATTEMPTS:
        found = re.search(rf"{re.escape(words)}\s+(?:for\s+|to\s+|with\s+|from\s+)?", text, re.IGNORECASE)
        if found is not None and (names := names_from(text, found.end())[0]):
            return names
    for words in _UNANSWERED:
        before, found_there, _ = text.partition(words)
        if found_there and (names := names_from(before, 0)[0]):
            return names
    _, channel, rest = _cut_channel(text)
    return _cut_names(rest, begins=channel is not None, small=True)[0]


_UNANSWERED: Final = tuple(words for words in ATTEMPTS if words.startswith("did"))
""" "Sven didn't answer": the name stands before."""


def _cut_spoken_by(text: str) -> tuple[Kind | None, str]:
    """ "on the phone", "by mail", "over zoom": the channel, wherever it stands, and the text without it."""
    found = _SPOKEN_BY.search(text)
    return (None, text) if found is None else (SPOKEN_BY[found["by"].casefold()], cut(text, found))


_SENT: Final = re.compile(
    r"(?:i |we )?(?:sent|wrote|dropped)\s(?P<whom>\S.{0,60}?)\san?\s(?:quick |short |long )?"
    r"(?P<what>e-?mail|mail|message|text|dm|note|line)(?![\w-])",
    re.IGNORECASE,
)
""" "sent Gita an email" is an email to Gita."""
_GOT: Final = re.compile(
    r"^(?:i |we )?(?:got|received|had|wrote|sent)\s(?=an?\s(?:e-?mail|mail|message|text|dm|call)\s(?:from|to)\s)",
    re.IGNORECASE,
)
_SPOKEN_BY: Final = re.compile(
    r"(?<![\w-])(?:on|by|via|over)\s(?:the\s)?(?P<by>" + "|".join(map(re.escape, SPOKEN_BY)) + r")(?![\w-])(?!\scall)",
    re.IGNORECASE,
)


def _is_attempt(clause: str) -> bool:
    return any(words in clause.casefold() for words in ATTEMPTS)


def _cut_channel(text: str) -> tuple[str, Kind | None, str]:
    """(the occasion's word or "", the channel, the text without the channel's word)."""
    for table in (OCCASIONS, CHANNELS):
        best: re.Match[str] | None = None
        for words in table:
            found = re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE)
            if found and (best is None or (found.start(), -len(words)) < (best.start(), -len(best[0]))):
                best = found
        # "she has a new phone" is no call: the channel is said at the beginning, at most behind "had a" or a name.
        if best is None or not _may_begin(text[: best.start()], best[0].casefold()):
            continue
        kind = table[best[0].casefold()]
        before = _LITTLE.sub(" ", text[: best.start()])
        rest = " ".join(f"{before} {text[best.end() :]}".split())
        if table is OCCASIONS:
            return best[0].lower(), kind, _without_verb(rest)
        return "", kind, rest
    return "", None, text


def _may_begin(before: str, words: str) -> bool:
    left = _LITTLE.sub(" ", before).split()
    if words in OCCASIONS:
        # "caught up with Niamh over coffee": what it was over may stand at the end.
        return len(left) <= 2 or re.search(r"\b(?:over|for|to)\s+(?:an?\s+)?$", before, re.IGNORECASE) is not None
    return len(left) <= 2 and (not left or words in VERBS)


def _without_verb(text: str) -> str:
    """ "met Maya for" and "called Maya on", whose occasion was cut away: the verb and what led to it go too."""
    for words in (*sorted(CHANNELS, key=len, reverse=True), *INVITING):
        found = re.match(rf"{re.escape(words)}(?![\w-])\s*", text, re.IGNORECASE)
        if found is not None:
            text = text[found.end() :]
            break
    text = re.sub(r"\s(?:for|on|over)$", "", text)
    return re.sub(r"^(?:to|for|on|over)\s(?=with\s)", "", text, flags=re.IGNORECASE)


_BEHIND: Final = re.compile(r"(?:^|(?<=\s))(?P<link>with|to|from)\s+", re.IGNORECASE)


def _cut_names(text: str, *, begins: bool, small: bool) -> tuple[tuple[str, ...], str]:
    """Names behind "with", and behind "to" and "from" where a channel stood before; at the beginning where one did
    ("called Maya"), and there in small letters only behind a verb: "coffee machine" names nobody."""
    links = sorted(_BEHIND.finditer(text), key=lambda found: (found["link"].casefold() != "with", found.start()))
    for found in links:
        if found["link"].casefold() != "with" and not (begins and found.start() == 0):
            continue
        names, end = names_from(text, found.end())
        if names:
            return names, " ".join(f"{text[: found.start()]} {text[end:]}".split())
    if begins and (small or text[:1].isupper()):
        names, end = names_from(text, 0)
        if names:
            return names, text[end:].strip()
    return (), text
