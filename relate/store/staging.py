"""Phase one of an import: records go into a file of their own, away from the library and its lock.

The file is durable with the decisions of phase two (matching.py), so that a crash in phase three (applying.py) is
finished or withdrawn at the next start, and it stays beside the library while its import may still be taken back and
brought again. Source: design/data-model.md, "Writing".
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from peewee import SqliteDatabase

from relate.domain.moments import Precision
from relate.domain.names import name_key
from relate.domain.records import (
    EventRecord,
    Field,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Position,
    Record,
    Role,
    Skipped,
    TextPlace,
    WishRecord,
)
from relate.store.codes import KIND_CODE
from relate.store.connection import open_staging
from relate.store.equal_rows import number_equal_rows
from relate.store.first_line import first_line
from relate.store.hashing import hashed
from relate.store.name_index import NAMED_KINDS
from relate.store.staged_form import ROW_BITS, SCHEMA
from relate.store.staged_tellings import PlainKey, Telling, Tellings, as_interaction, clean, signed, variant
from relate.store.stars import WEIGHED_BY_NAME, Stars
from relate.store.told_rows import Stretches
from relate.store.tones import tone

BATCH = 500
RAW_LIMIT = 16_000
_WORDS: dict[str, str] = {member: str(member.value) for kind in (Field, IdentityKind) for member in kind}
"""The plain text of a member: asking it costs more than everything else that is done with most facts."""
_NAME, _CARD = Field.NAME, IdentityKind.CARD
_SAYING = frozenset(
    KIND_CODE[kind]
    for kind in (
        Kind.MESSAGE, Kind.MAIL, Kind.CALL, Kind.MEETING, Kind.TALK, Kind.MENTION, Kind.REPLY, Kind.COMMENT
    )
)  # fmt: skip
_PARTS_OF_NAMES = frozenset((Field.FIRST_NAME, Field.LAST_NAME))


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who is on an interaction, as its rows hold it."""

    columns: tuple[int, int, int, int, int, int]
    """sender, one, one_role, other, other_role, people"""
    further: tuple[tuple[int, int], ...]
    signature: str
    names: tuple[str, ...]
    may_be_mine: bool


class Staging:
    """A staging file being filled by one thread. `add` each record, then `finish`."""

    def __init__(self, path: Path, known_cards: Container[str] = frozenset()) -> None:
        """known_cards: the keys of those whose people have a line already, so that it is not worked out."""
        self.path = path
        self._known_cards = known_cards
        self.database = open_staging(path)
        self._connection: sqlite3.Connection = self.database.connection()
        self._connection.executescript(SCHEMA)
        self._connection.execute("BEGIN")
        self._identities: dict[PlainKey, int] = {}
        self._stars = Stars()
        self._lines = 0
        self._retold: set[int] = set()
        """Stars of which more than their first card tells."""
        self._tellings = Tellings()
        self._owners: set[PlainKey] = set()
        self._files: dict[str, int] = {}
        self._text_files: dict[tuple[str, str], int] = {}
        self._conversations: dict[str, int] = {}
        self._named: set[tuple[int, str]] = set()
        self._row_of = ("", 0)
        self._row_number = 0
        self._rows_in: dict[int, Stretches] = {}
        self._sides: list[_Sides] = []
        self._out: dict[str, list[tuple[object, ...]]] = {name: [] for name in _INSERTS}
        self._pending = 0
        self._interactions = 0
        self._keys = array("q")
        """Of the tellings: an index of them would take ten times as long as to see which of them are equal."""
        self._rows = 0
        self.newest: int | None = None
        self.said: tuple[int, int] | None = None
        """When the first and the last word was said, UTC ms; None where nobody says anything."""

    @property
    def rows(self) -> int:
        """Rows of the files seen so far."""
        return self._rows

    def add(self, record: Record | Skipped) -> None:
        """Take one record in. The records of one row may come apart; a row counts once."""
        if isinstance(record, InteractionRecord):
            self.take(record.where.file, (self._telling(record),))
            return
        if isinstance(record, TextPlace):
            self._add_place(record)
            return
        if isinstance(record, PersonRecord):
            file, number = record.where
            self.take_person(file, number, record.keys, record.facts, record.owner, record.photo)
            return
        row = self._row(*record.where)
        if isinstance(record, Skipped):
            self._out["skipped"].append((row, record.reason.value, clean(record.says), clean(record.raw[:RAW_LIMIT])))
        elif isinstance(record, EventRecord):
            self.take_event(record, self._telling(as_interaction(record)))
            return
        else:
            self._add_wish(record, row)
        self._taken()

    def add_owner(self, key: PlainKey, found_by: str) -> None:
        """An identity that this archive says is its owner."""
        self._owners.add(key)
        self._tellings.begin_anew()
        self._out["owner"].append((self._identity(key, 0), found_by))

    def note(self, name: str, value: object) -> None:
        """Keep a word about the import itself with its rows."""
        self._connection.execute("INSERT OR REPLACE INTO note VALUES (?,?)", (name, json.dumps(value)))

    def finish(self) -> None:
        """Write what is left, tell equal rows apart, and make it durable."""
        self._flush()
        number_equal_rows(self._connection, self._keys)
        self._connection.executemany("INSERT INTO tangled VALUES (?)", [(star,) for star in self._stars.tangled()])
        self._connection.executemany("DELETE FROM line WHERE star = ?", [(star,) for star in self._retold])
        if self._interactions:
            self._connection.execute("DELETE FROM line")
        self._connection.executemany(
            "INSERT INTO file VALUES (?,?,?)",
            [(number, clean(name), self._rows_in[number].count) for number, name in self._names()],
        )
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def _names(self) -> list[tuple[int, str]]:
        """The files by their own names; with their folders only where two have the same one."""
        short = {number: PurePosixPath(path).name for path, number in self._files.items()}
        often = Counter(short.values())
        return [(number, short[number] if often[short[number]] == 1 else path) for path, number in self._files.items()]

    def close(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self.database.close()

    def _row(self, file: str, row: int) -> int:
        before, number = self._row_of
        if number == row and before == file:
            return self._row_number
        counted = self._file(file)
        self._row_of = (file, row)
        # The number of a row is unique inside its file; 2^40 rows of a file are more than a disk holds.
        self._row_number = (counted << ROW_BITS) + row
        if self._rows_in[counted].add(row):
            self._rows += 1
        return self._row_number

    def _file(self, file: str) -> int:
        """The number of a file."""
        counted = self._files.get(file)
        if counted is None:
            counted = self._files[file] = len(self._files) + 1
            self._rows_in[counted] = Stretches()
        return counted

    def _identity(self, key: PlainKey, row: int, first: int = 0) -> int:
        """The number of an identity; first: its record's first one, 0 when it is that itself (stars.py)."""
        found = self._identities.get(key)
        if found is not None:
            return found
        number = len(self._identities) + 1
        self._identities[key] = number
        network, kind, text, local = key
        star = self._stars.add(number, first, kind)
        self._out["identity"].append((number, network, int(local), _WORDS[kind], clean(text), row, star))
        return number

    def _name(self, identity: int, kind: str, name: str, row: int) -> None:
        """A name that a row calls somebody by is a fact of theirs; a NAME identity is called by its key anyway."""
        if not name or (identity, name) in self._named:
            return
        self._named.add((identity, name))
        name = clean(name).strip()
        if not name:
            return
        self._out["fact"].append((identity, Field.NAME.value, name, row))
        if kind in WEIGHED_BY_NAME and "@" not in name and (folded := name_key(name)):
            self._stars.named(identity, kind)
            if kind in NAMED_KINDS:
                self._out["name"].append((identity, folded))

    def take_person(
        self,
        file: str,
        row: int,
        keys: Sequence[PlainKey],
        facts: Sequence[tuple[str, str]],
        owner: bool,
        photo: bytes | None,
    ) -> None:
        """Take in what a row of a file tells of somebody: a PersonRecord, or its values as they come from another
        process."""
        row = self._row(file, row)
        kind = keys[0][1]
        newest = len(self._identities)
        if kind == _CARD and self._identities.keys().isdisjoint(keys):
            first = self._meet(keys, row)
        else:
            first = self._identity(keys[0], row)
            for key in keys[1:]:
                other = self._identity(key, row, first)
                if other != first:
                    self._out["link"].append((min(first, other), max(first, other), row))
                    self._stars.link(first, other, kind)
        if owner:
            for key in keys:
                self.add_owner(key, PurePosixPath(file).name)
        if kind == _CARD and first > newest and not owner:
            self._add_card(facts, keys, photo is not None, first, row)
        else:
            self._add_facts(facts, kind, first, row)
        if photo:
            self._out["photo"].append((first, photo, row))
        self._taken()

    def _meet(self, keys: Sequence[PlainKey], row: int) -> int:
        """A card of whom nothing was told yet, by none of its keys: what _identity and Stars.link come to for them, in
        one go. The number of its first key."""
        first = number = len(self._identities) + 1
        out, known = self._out, self._identities
        for key in dict.fromkeys(keys):
            network, kind, text, local = key
            if not text.isascii() or "\x00" in text:
                text = clean(text)
            out["identity"].append((number, network, int(local), _WORDS[kind], text, row, first))
            if number != first:
                out["link"].append((first, number, row))
            known[key] = number
            self._stars.add(number, first if number > first else 0, kind)
            number += 1
        return first

    def _add_facts(self, facts: Sequence[tuple[str, str]], kind: str, first: int, row: int) -> None:
        if self._lines:
            self._retold.add(self._stars.of(first))
        for field, value in facts:
            if field == _NAME:
                self._name(first, kind, value, row)
            elif value:
                self._out["fact"].append((first, _WORDS[field], clean(value), row))
                if field in _PARTS_OF_NAMES and kind in WEIGHED_BY_NAME:
                    self._stars.named_in_part(first)

    def _add_card(
        self, facts: Sequence[tuple[str, str]], keys: Sequence[PlainKey], photo: bool, first: int, row: int
    ) -> None:
        """A card that is the first to tell of somebody tells all of them: the line of the list is known with it."""
        told: list[tuple[str, str]] = []
        for field, value in facts:
            if not value.isascii() or "\x00" in value:
                value = clean(value)
            if field == _NAME:
                value = value.strip()
            if value:
                told.append((_WORDS[field], value))
        self._out["fact"] += [(first, word, value, row) for word, value in told]
        if keys[0][2] in self._known_cards:
            return
        self._out["line"].append((first, *first_line(told, keys, photo)))
        self._lines += 1

    def take(self, file: str, tellings: Sequence[Telling]) -> int:
        """Take in what rows of a file tell of interactions, their people taken in before; the number of the last one.

        Archives tell of a million: all of them in one go, without a call for what most of them have not.
        """
        first_row = self._file(file) << ROW_BITS
        out, all_sides, conversations = self._out["telling"], self._sides, self._conversations
        number = self._interactions
        for row, people, key, coarse, at, precision, offset, kind, thread, title, text, detail, link in tellings:
            number += 1
            sides = all_sides[people]
            told = variant(sides.signature, at, precision, thread, title, text, detail, link)
            if title:
                title = clean(title)
            if not text.isascii() or "\x00" in text:
                text = clean(text)
            for identity, role in sides.further:
                self._out["further"].append((number, identity, role))
            conversation = 0
            if thread:
                conversation = conversations.get(thread, 0)
                if not conversation:
                    conversation = conversations[thread] = len(conversations) + 1
                    self._out["conversation"].append((conversation, clean(thread), title))
            out.append(
                (number, key, told, coarse, at, precision, offset, kind, conversation, *sides.columns,
                 *tone(kind, text, sides.names, sides.may_be_mine), title, text, detail and clean(detail),
                 link and clean(link), first_row + row)
            )  # fmt: skip
        self._interactions = number
        self._keys.extend([telling[2] for telling in tellings])
        self._see_times([(telling[4], telling[7]) for telling in tellings])
        self.see(file, [telling[0] for telling in tellings])
        self._taken(len(tellings))
        return number

    def see(self, file: str, rows: Sequence[int]) -> None:
        """Count rows of a file, which are told of now or soon."""
        self._rows += self._rows_in[self._file(file)].add_all(rows)

    def _see_times(self, times: Sequence[tuple[int | None, int]]) -> None:
        """When something happened, with its kind."""
        if known := [at for at, _ in times if at is not None]:
            self.newest = max(known) if self.newest is None else max(self.newest, *known)
        if said := [at for at, kind in times if kind in _SAYING and at is not None]:
            first, last = self.said or (said[0], said[0])
            self.said = min(first, *said), max(last, *said)

    def take_event(self, event: EventRecord, telling: Telling) -> None:
        """Take in an event and its row in the timeline."""
        start = event.start
        self._out["event"].append(
            (
                self.take(event.where.file, (telling,)),
                clean(event.name),
                start.ms if start else None,
                int(start.precision if start else Precision.YEAR),
                event.end.ms if event.end else None,
                clean(event.place),
                clean(event.link),
                int(event.attended),
            )
        )

    def take_people(self, number: int, participants: tuple[Participant, ...], where: Position) -> None:
        """Take in who is on the tellings with this number from now on."""
        row = self._row(*where)
        sender = 0
        parts: list[tuple[int, int]] = []
        for key, role, name in participants:
            identity = self._identity(key, row)
            self._name(identity, key.kind, name, row)
            if (identity, role) not in parts:
                parts.append((identity, int(role)))
            if role is Role.FROM and not sender:
                sender = identity
        one, one_role = parts[0] if parts else (0, 0)
        other, other_role = parts[1] if len(parts) > 1 else (0, 0)
        del self._sides[number:]
        owners = self._owners
        self._sides.append(
            _Sides(
                (sender, one, one_role, other, other_role, len(participants)),
                tuple(parts[2:]),
                signed(participants),
                tuple([name for _, _, name in participants if name]),
                not owners or any(role is Role.FROM and key in owners for key, role, _ in participants),
            )
        )

    def _telling(self, record: InteractionRecord) -> Telling:
        """What the record tells, its people taken in."""
        telling, new = self._tellings.of(record)
        if new:
            self.take_people(telling[1], record.participants, record.where)
        return telling

    def _taken(self, records: int = 1) -> None:
        self._pending += records
        if self._pending >= BATCH:
            self._flush()

    def _add_place(self, place: TextPlace) -> None:
        lies = place.file, place.inside
        file = self._text_files.get(lies)
        if file is None:
            file = self._text_files[lies] = len(self._text_files) + 1
            self._out["text_file"].append((file, clean(place.file), clean(place.inside), int(place.alone)))
        self._out["text_place"].append((self._interactions, file, place.start, place.length))

    def _add_wish(self, record: WishRecord, row: int) -> None:
        subject, text = clean(record.subject), clean(record.text)
        self._out["wish"].append((hashed((subject, text)), subject, text, record.at.ms if record.at else None, row))

    def _flush(self) -> None:
        for name, (one, many) in _STATEMENTS.items():
            if rows := self._out[name]:
                single = len(rows) // _AT_ONCE * _AT_ONCE
                together = [tuple(chain.from_iterable(rows[at : at + _AT_ONCE])) for at in range(0, single, _AT_ONCE)]
                self._connection.executemany(many, together)
                self._connection.executemany(one, rows[single:])
                rows.clear()
        self._pending = 0


def notes(database: SqliteDatabase) -> Iterator[tuple[str, object]]:
    """What was kept with the rows of a staging file."""
    for name, value in database.execute_sql("SELECT name, value FROM note"):
        yield str(name), json.loads(value)


_INSERTS = {
    "identity": ("INSERT INTO identity VALUES", 7),
    "fact": ("INSERT OR IGNORE INTO fact VALUES", 4),
    "name": ("INSERT OR IGNORE INTO name VALUES", 2),
    "link": ("INSERT OR IGNORE INTO link VALUES", 3),
    "owner": ("INSERT OR IGNORE INTO owner VALUES", 2),
    "line": ("INSERT INTO line VALUES", 9),
    "photo": ("INSERT OR REPLACE INTO photo VALUES", 3),
    "conversation": ("INSERT INTO conversation VALUES", 3),
    "telling": ("INSERT INTO telling VALUES", 22),
    "further": ("INSERT OR IGNORE INTO further VALUES", 3),
    "event": ("INSERT INTO event (interaction, name, start, precision, end, place, link, attended) VALUES", 8),
    "wish": ("INSERT OR IGNORE INTO wish VALUES", 5),
    "text_file": ("INSERT INTO text_file VALUES", 4),
    "text_place": ("INSERT OR REPLACE INTO text_place VALUES", 4),
    "skipped": ("INSERT OR IGNORE INTO skipped VALUES", 4),
}
"""What a table's rows are written with, and how many values a row has."""
_AT_ONCE = 50
"""Rows a statement: what a statement costs beside its rows is more than what most rows cost."""
_STATEMENTS = {
    name: (f"{start} {marks}", f"{start} {', '.join([marks] * _AT_ONCE)}")
    for name, (start, values) in _INSERTS.items()
    for marks in [f"({', '.join('?' * values)})"]
}
"""For one row, and for as many as are written at once."""
