"""What somebody looks for and what they offer, found in what they wrote; the user keeps or drops each. Pure.

Source: design/product.md, "A person". Word tables: seeking_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.domain import seeking_words as tables
from relate.domain.greetings import is_greeting
from relate.domain.names import folded
from relate.domain.phrase_tables import Phrases, between, table

MOST_OF_A_KIND: Final = 3
READ_OF_A_MESSAGE: Final = 4000
LONGEST: Final = 80
"""Characters of what is kept of one."""
MOST_WORDS: Final = 10
_BEFORE: Final = 3
"""Words before a phrase in which a "not" turns it round."""
_SENTENCE: Final = re.compile(r"[^.!?\n…]+(?:[.!?…]+|\n|$)")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_WORD: Final = re.compile(r"[^\W_]+")
_MAY_SEEK: Final = re.compile(
    r"look|search|find|hir|seek|need|intro|know|recommend|use|with|such|brauch|ben[oö]tig|kenn|empfehl|cherch|besoin"
    r"|conna|busc|hace|conoc|conhe|procur|precis|cerc|bisogno|conosc|serve|zoek|nodig|ken|weet|faut",
    re.IGNORECASE,
)
"""Only a text with one of these is read for what is looked for."""
_STOP: Final = re.compile(r"[,;:()\[\]\"“”/|]|\s[-–—]\s")


class Trait(StrEnum):
    """What is said of somebody."""

    LOOKS_FOR = "looks_for"
    OFFERS = "offers"


@dataclass(frozen=True, slots=True)
class Wrote:
    """A message of theirs: its record, when it was (UTC ms), its text."""

    record: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing somebody looks for or offers, in their own words, and where they said it."""

    trait: Trait
    text: str
    record: int
    at: int


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


def find(wrote: Iterable[Wrote]) -> tuple[Told, ...]:
    """What their messages say, each thing once, at most three of a kind; wrote: newest first, as is what is found."""
    found: list[Told] = []
    for one in wrote:
        if not one.text.strip() or is_greeting(one.text):
            continue
        for trait, text in told_in(one.text):
            if sum(each.trait is trait for each in found) >= MOST_OF_A_KIND:
                continue
            if not any(each.trait is trait and is_same(each.text, text) for each in found):
                found.append(Told(trait, text, one.record, one.at))
    return tuple(found)


def told_in(text: str) -> list[tuple[Trait, str]]:
    """What one text says, in the order it says it."""
    found: list[tuple[Trait, str]] = []
    for match in _SENTENCE.finditer(_LINK.sub(" ", text[:READ_OF_A_MESSAGE])):
        sentence = " ".join(match[0].split())
        words = _words(sentence)
        if (what := _told(sentence, words)) is not None:
            found.append(what)
    return found


def without_what_is_sought(text: str) -> str:
    """A text without what its writer looks for: "We need investors" says nothing of having any."""
    if not _MAY_SEEK.search(text):
        return text
    for trait, what in told_in(text):
        if trait is Trait.LOOKS_FOR:
            text = " ".join(text.split()).replace(what, " ", 1)
    return text


def is_same(one: str, other: str) -> bool:
    """Whether two say the same thing: the telling words of one are all among those of the other."""
    here, there = meaning(one), meaning(other)
    return bool(here) and bool(there) and (here <= there or there <= here)


def meaning(text: str) -> set[str]:
    """The words that tell what a text is about, without their endings."""
    return {word.folded[:7] for word in _words(text) if tells(word.folded)}


def _told(sentence: str, words: Sequence[_Word]) -> tuple[Trait, str] | None:
    spelled = [word.folded for word in words]
    asks = sentence.rstrip(" \"'”’)").endswith("?")
    for trait, phrases, indefinite in _TABLES:
        if asks and trait is Trait.OFFERS:
            continue  # "Can I help you with the boxes?" is a question
        for begin, end in between(phrases, spelled):
            if _is_turned_round(spelled, begin, end, bare=end - begin == 2):
                continue
            if indefinite and (end >= len(words) or spelled[end] not in _INDEFINITE):
                continue
            if (what := _object(sentence, words[end:])) is not None:
                return trait, what
    return None


def _is_turned_round(words: Sequence[str], begin: int, end: int, *, bare: bool) -> bool:
    """A "not" before or inside the phrase; and a bare "looking for" that is of somebody else."""
    around = words[max(begin - _BEFORE, 0) : end]
    if any(word in tables.NOT for word in around):
        return True
    before = words[max(begin - _BEFORE, 0) : begin]
    return bare and any(word in tables.SOMEBODY_ELSE for word in before)


def _object(sentence: str, rest: Sequence[_Word]) -> str | None:
    """What follows a phrase, up to where the clause ends; None where it is nothing another person could have."""
    if not rest:
        return None
    stop = _STOP.search(sentence, rest[0].start)
    limit = stop.start() if stop is not None else len(sentence)
    kept: list[_Word] = []
    for word in rest:
        if word.start >= limit or len(kept) >= MOST_WORDS or word.end - rest[0].start > LONGEST:
            break
        if word.folded in tables.ENDS and not (word.folded in tables.GOES_ON and _joins(kept, rest)):
            break
        kept.append(word)
    while kept and kept[-1].folded in tables.WITHOUT_MEANING:
        kept.pop()
    telling = [word.folded for word in kept if tells(word.folded)]
    first = next((word.folded for word in kept if word.folded not in tables.WITHOUT_MEANING), "")
    if not telling or first in tables.NOTHING or kept[0].folded in tables.NOTHING | tables.PLACING:
        return None
    return sentence[kept[0].start : kept[-1].end]


def _joins(kept: Sequence[_Word], rest: Sequence[_Word]) -> bool:
    """Whether an "and" joins two things ("freight and customs") rather than two sentences ("and I will call you")."""
    if not kept or len(kept) > MOST_WORDS // 2:
        return False
    following = rest[len(kept) + 1].folded if len(kept) + 1 < len(rest) else ""
    return following not in _PRONOUNS and following not in tables.NOTHING


_PRONOUNS: Final = frozenset("i we you he she they it ich wir du je nous tu yo eu io ik wij then dann".split())  # noqa: SIM905


def tells(word: str) -> bool:
    """Whether a folded word says something of what is looked for or offered."""
    return len(word) > 2 and word not in tables.WITHOUT_MEANING


def _words(text: str) -> list[_Word]:
    return [_Word(folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


_INDEFINITE: Final = frozenset(word for told in tables.INDEFINITE.values() for word in told.split())
_TABLES: Final[tuple[tuple[Trait, Phrases, bool], ...]] = (
    (Trait.LOOKS_FOR, table(tables.LOOKS_FOR), False),
    (Trait.LOOKS_FOR, table(tables.ASKS_FOR), True),
    (Trait.OFFERS, table(tables.OFFERS), False),
)
