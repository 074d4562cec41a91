"""What the cards of an address book say of each other, and what is no card in it; also where it is read in parts."""

from __future__ import annotations

import marshal
import pickle
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from relate.domain.normalise import names_contradict
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Position, Reason, Skipped
from relate.importers.side_by_side import NotInParts
from relate.importers.vcard.card import NETWORK, Card, Namesakes, hashed_key

Behind = tuple[str, str, str]
"""Why something is not kept, what is to be said of it, and how it stands there."""


class Passed(NamedTuple):
    """How far a file is read: its cards, its lines."""

    cards: int
    lines: int


class Book:
    """The cards of an archive, or of a part of it."""

    def __init__(self) -> None:
        self.names: dict[IdentityKey, str] = {}
        self.behind: list[Behind] = []
        """What is accounted for behind the last card of the file that is read."""
        self._namesakes = Namesakes()
        self._groups: list[tuple[Position, Card]] = []
        self._pointers: list[tuple[Position, IdentityKey, str, IdentityKey]] = []

    def add(self, where: Position, card: Card) -> tuple[IdentityKey, ...]:
        """Takes note of a person's card; gives the keys it goes by.

        Programs that copy a card sometimes copy its UID: a second card of the same UID and of another name is known
        by what it says instead.
        """
        keys = self._namesakes.told_apart(card).keys
        known = self.names.setdefault(keys[0], card.name)
        if known != card.name and names_contradict(known, card.name):
            told = [key.key for key in keys[1:]]
            keys = (hashed_key(told, (), card.name), *keys[1:])
        if card.pointers:
            self._pointers += [(where, keys[0], word, other) for word, other in card.pointers]
        return keys

    def add_group(self, where: Position, card: Card) -> None:
        self._groups.append((where, card))

    def leave_out(self, reason: Reason, says: str, raw: str = "") -> None:
        """What is no card, or a part of one, and is told of behind the last card."""
        self.behind.append((reason.value, says, raw))

    def left_out(self, file: str, last: int) -> Iterator[Skipped]:
        """What was left out of a file, as further rows behind its last card."""
        for number, (reason, says, raw) in enumerate(self.behind, last + 1):
            yield Skipped(Position(file, number), Reason(reason), says, raw)
        self.behind.clear()

    def between_cards(self) -> Iterator[PersonRecord | Skipped]:
        """Whom the groups hold, and relations that name another card; of cards that are here only."""
        inside = {group.keys[0]: group.members for _, group in self._groups}
        for where, group in self._groups:
            members = [key for key in _all_members(group.members, inside) if key in self.names]
            for key in members if group.name else ():
                yield PersonRecord(where, (key,), (Fact(Field.GROUP, group.name),))
            if not members or not group.name:
                yield Skipped(where, Reason.NOT_A_PERSON, "a group without anybody in it")
        for where, key, word, other in self._pointers:
            if self.names.get(other):
                yield PersonRecord(where, (key,), (Fact(Field.RELATION, f"{word}: {self.names[other]}"),))

    # -- what the parts of a book tell each other --------------------------------------------------------------------

    def told(self, start: Passed, end: Passed, legacy: str) -> bytes:
        """What this part knows. start, end: where its cards begin, as it believes, and where they ended. legacy: what
        its cards are written in that are no UTF-8, "" where all are."""
        names = [(key.key, key.local, name) for key, name in self.names.items()]
        born = [(key.key, sorted(days)) for key, days in self._namesakes.born.items()]
        between = pickle.dumps((self._groups, self._pointers)) if self._groups or self._pointers else b""
        return marshal.dumps((tuple(start), tuple(end), legacy, names, born, self.behind, between))

    @classmethod
    def of_parts(cls, known: Sequence[bytes]) -> Book:
        """All of a book, without the cards themselves. Raises NotInParts where a part would have told something else
        if it had known those before it."""
        book = cls()
        born: dict[str, list[str]] = {}
        at, written = (0, 0), ""
        for one in known:
            start, end, legacy, names, days, behind, between = marshal.loads(one)  # noqa: S302 - of this program
            if start != at or (legacy and written not in ("", legacy)):
                raise NotInParts
            at, written = end, written or legacy
            for key, local, name in names:
                if book.names.setdefault(IdentityKey(NETWORK, IdentityKind.CARD, key, local), name) != name:
                    raise NotInParts
            if any(born.setdefault(key, said) != said for key, said in days):
                raise NotInParts
            book.behind += behind
            if between:
                groups, pointers = pickle.loads(between)  # noqa: S301 - of this program
                book._groups += groups
                book._pointers += pointers
        return book


def _all_members(
    members: Sequence[IdentityKey], inside: Mapping[IdentityKey, Sequence[IdentityKey]]
) -> Iterator[IdentityKey]:
    """Whom a group holds, each once; who is in a group in it is in it too."""
    seen = set(members)
    waiting = deque(dict.fromkeys(members))
    while waiting:
        key = waiting.popleft()
        yield key
        more = [one for one in dict.fromkeys(inside.get(key, ())) if one not in seen]
        seen.update(more)
        waiting.extend(more)
