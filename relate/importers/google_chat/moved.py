"""Whose address belongs to an account that Hangouts names by its number, where a Takeout has Google Chat too.

Google moved the conversations of Hangouts into Google Chat in 2021 and 2022, and Takeouts of those years have both: the
same words of the same second by one writer. Hangouts knows him by number, Chat by address, and neither by both. Two
such messages that agree, and none that says otherwise, are no chance: it is one account.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.normalise import text_key
from relate.importers.google_chat.files import Known, Part
from relate.importers.google_chat.people import somebody
from relate.importers.google_chat.times import moment
from relate.importers.json_items import ANY, Item, Json, items, mapping, words
from relate.importers.source import Source

_SHORTEST: Final = 6
"""Letters of a message: "ok" is said by two people in one second sooner or later."""
_MOST_EACH: Final = 200
"""Messages of one account that are looked for."""
FEWEST: Final = 2

Said = tuple[int, str]
"""The second in which it was said, since 1970, and the words without white space."""


class Writers:
    """What each account of Hangouts wrote, as far as it is looked for in Chat."""

    def __init__(self) -> None:
        self._by_what: dict[Said, set[str]] = defaultdict(set)
        self._count: Counter[str] = Counter()

    def learn(self, number: str, second: int, text: str) -> None:
        """One message of an account."""
        what = text_key(text)
        if number and len(what) >= _SHORTEST and self._count[number] < _MOST_EACH:
            self._count[number] += 1
            self._by_what[second, what].add(number)

    def addresses(self, source: Source, chats: Sequence[Known]) -> Mapping[str, str]:
        """The address of each account that Chat surely has too, by its number."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        if self._by_what:
            for second, text, mail in _said_in(source, chats):
                for number in self._by_what.get((second, text), ()):
                    votes[number][mail] += 1
        found = {
            number: next(iter(mails)) for number, mails in votes.items() if len(mails) == 1 and mails.total() >= FEWEST
        }
        several = Counter(found.values())
        return {number: mail for number, mail in found.items() if several[mail] == 1}


def _said_in(source: Source, chats: Sequence[Known]) -> Iterator[tuple[int, str, str]]:
    """(second, words, address of the writer) of every message in these conversations."""
    for file in chats:
        if file.part is not Part.MESSAGES:
            continue
        try:
            stream = source.peek(file.member)
        except UnreadableSource:
            continue
        with closing(items(stream, (("messages", ANY),))) as told:
            for item in told:
                value: Mapping[str, Json] = mapping(item.value) if isinstance(item, Item) else {}
                text, mail = words(value.get("text")), somebody(value.get("creator")).mail
                if text and mail and (at := moment(words(value.get("created_date")))) is not None:
                    yield at.ms // SECOND_MS, text_key(text), mail
