"""What somebody looks for and what they offer: proposed from their messages, kept or dropped by the user.

`traits` reads some hundreds of messages: for a reader's thread. Source: design/product.md, "A person".
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from relate.domain import seeking
from relate.domain.changes import ChangeSet
from relate.domain.records import Direction, Field
from relate.domain.seeking import Trait, Wrote
from relate.services.commanding import Commanding
from relate.services.readers import Readers
from relate.store import commands, people_reads, person_reads
from relate.store.last_words import direct_words
from relate.store.writing import Database

MOST_READ: Final = 600
"""So many of the newest words with somebody are looked through."""
FIELDS: Final = {Trait.LOOKS_FOR: Field.LOOKS_FOR, Trait.OFFERS: Field.OFFERS}


@dataclass(frozen=True, slots=True)
class TraitView:
    """One thing somebody looks for or offers. record: where they said it, None where it was only typed; kept: the user
    keeps it, otherwise it is proposed."""

    trait: Trait
    text: str
    record: int | None
    kept: bool


class Seeking:
    """Told by what they wrote, decided by the user."""

    def __init__(self, commanding: Commanding, readers: Readers) -> None:
        self._commanding = commanding
        self._readers = readers

    def traits(self, person: int) -> tuple[TraitView, ...]:
        """What is kept, then what is proposed; what they look for before what they offer."""
        return traits(self._readers.connection(), person)

    def keep(self, person: int, trait: Trait, text: str) -> Future[ChangeSet]:
        """It is so, in these words."""
        return self._commanding.do(
            lambda database, journal: commands.set_fact(database, journal, person, FIELDS[trait], text)
        )

    def drop(self, person: int, trait: Trait, text: str) -> Future[ChangeSet]:
        """It is not so: it goes, and is not proposed again."""
        return self._commanding.do(
            lambda database, journal: commands.drop_value(database, journal, person, FIELDS[trait], text)
        )


def traits(database: Database, person: int) -> tuple[TraitView, ...]:
    """The same, for whoever reads from a connection of his own."""
    identities = [identity for _, identity, *_ in people_reads.identities(database, [person])]
    said = seeking.find(
        Wrote(words.interaction, words.at, words.text)
        for words in direct_words(database, person, MOST_READ)
        if words.direction == Direction.IN and not words.spoken
    )
    found: list[TraitView] = []
    for trait, field in FIELDS.items():
        kept = person_reads.typed_values(database, identities, field)
        dropped = person_reads.dropped_values(database, identities, field)
        here = [one for one in said if one.trait is trait]
        found += [TraitView(trait, text, _record(text, here), kept=True) for text in kept]
        found += [
            TraitView(trait, one.text, one.record, kept=False)
            for one in here
            if not any(seeking.is_same(one.text, each) for each in (*kept, *dropped))
        ]
    return tuple(found)


def _record(text: str, said: Sequence[seeking.Told]) -> int | None:
    return next((one.record for one in said if seeking.is_same(one.text, text)), None)
