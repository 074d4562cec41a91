"""What a language brings to the reading of a typed line: its words, and the few ways in which it puts them.

`phrase_english` and `phrase_german` are such tables; another language is one more module and its name in
`phrase_languages`. Nothing in the reading itself knows a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from relate.domain.records import Kind

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Every pattern is the source of a regular expression and is read whatever the case of letters.

    days, coming: ways to name a day that is past, and one to come; what their groups mean is told in `phrase_days` and
    `coming_days`. months: in their order. weekdays: Monday first, each with its names. numbers, units: what they count,
    units in days. last: words with which a day of today's name is the one of last week; following: with which it is the
    one of the week to come. days_alone: a word with a capital that is a day, and nobody's name.
    """

    code: str
    months: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...]
    numbers: Mapping[str, int]
    units: Mapping[str, int]
    last: frozenset[str]
    following: frozenset[str]
    days: tuple[str, ...]
    coming: tuple[str, ...]
    days_alone: str

    occasions: Mapping[str, Kind]
    """What a conversation was over: the word stays in the note, because the channel alone does not tell it."""
    activities: frozenset[str]
    """Occasions where nothing stands before them but what leads to them: "likes sailing" is news of somebody."""
    channels: Mapping[str, Kind]
    verbs: frozenset[str]
    """Those of the channels beside which a name may stand: "Maya called"; the others are things: "a new phone"."""
    talks: frozenset[str]
    """Channels before which a word may tell of what kind they were: "board meeting with Ana"."""
    spoken_by: Mapping[str, Kind]
    """What "on the phone" or "by mail" says wherever it stands, whatever the verb."""
    speaking: str
    """What leads to one of those."""
    not_spoken: str
    """What stands behind where they are no such words: "on zoom call"."""
    begins: frozenset[str]
    """Verbs that begin a line with a capital, and are no part of the name behind them."""
    inviting: tuple[str, ...]
    """Verbs that lead to somebody and an occasion: "invited Ana for coffee"."""
    verb_last: bool
    """Verbs stand at the end of a line: "mit Ana gesprochen"."""
    little: str
    """Words before the channel that tell nothing."""
    leads: str
    """What leads to an occasion: "caught up over a coffee"."""
    led: str
    """As much of it as is left where that was cut away: "met Maya for"."""
    leads_on: str
    """As much of it as stands before names: "to coffee with Maya"."""
    rewrites: tuple[tuple[str, str], ...]
    """Ways to say who wrote what to whom, and the same as "channel to name"."""
    shorthand: tuple[tuple[str, str], ...]

    beside: str
    """What stands before whom one talked with."""
    toward: str
    """What stands before whom one wrote to or heard from."""
    joining: frozenset[str]
    titles: tuple[str, ...]
    particles: frozenset[str]
    """Small words inside a name: "Jan van der Berg"."""
    whose: frozenset[str]
    articles: frozenset[str]
    big_nouns: bool
    """Any noun begins with a capital: "mein Nachbar Paul"."""
    nobody: frozenset[str]
    """Whom no name tells: "with Ana and three others"."""
    links: frozenset[str]
    """Words that are never part of a name typed in small letters."""

    attempts: tuple[str, ...]
    """An attempt without an answer is not a conversation (product.md)."""
    unanswered: tuple[str, ...]
    """Those of them before which the name stands: "Sven didn't answer"."""
    attempt_links: str
    still: str
    """What may stand before them where a clause says nothing else."""
    tried: str

    ask: tuple[str, ...]
    """What is to be asked is the group `what`, else what stands behind."""
    promised: tuple[str, ...]
    """The same of what was promised."""
    opens: str
    """A clause that is only an opening, and goes on behind its comma: "versprochen, ihm zu schreiben"."""
    giving: tuple[str, ...]
    """What one says that one will do for somebody: "I'll send her the deck"."""
    of_whom: str
    """Behind it, or where it stands, the name of whom a promise or a question is about: "promised Ana the deck"."""
    what: str
    """What stands behind such a name."""
    telling: frozenset[str]
    """More words that tell which language a line is in."""

    def words(self) -> frozenset[str]:
        """Its words, for telling the languages apart."""
        told: list[Iterable[str]] = [
            self.months, *self.weekdays, self.numbers, self.units, self.occasions, self.channels, self.spoken_by,
            self.begins, self.inviting, self.joining, self.whose, self.nobody, self.links, self.attempts, self.giving,
            self.telling, _WORD.findall(self.little),
        ]  # fmt: skip
        return frozenset(word for several in told for each in several for word in _WORD.findall(each.casefold()))


def either(words: Iterable[str]) -> str:
    """The source of a pattern for one of these words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def kinds(told: Mapping[Kind, str]) -> dict[str, Kind]:
    """The kind of each word, from words parted by commas."""
    return {" ".join(words.split()): kind for kind, several in told.items() for words in several.split(",")}
