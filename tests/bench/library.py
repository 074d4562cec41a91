"""A library to measure on, from a seed: 100,000 people, 5 million interactions, every cache as the program leaves it.

    python tests/bench/library.py [--people 100000] [--interactions 5000000] [--seed 1]

Made once in minutes and kept outside the checkout, in RELATE_BENCH or else in the folder for temporary files. Rows go
straight into the schema; who is who, lines of the list and rhythms are derived by the program itself, contact days by
numpy (a test holds them against the program's own).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from peewee import SqliteDatabase

from relate.domain.moments import Precision
from relate.domain.packing import pack
from relate.domain.records import Field, Kind, Role
from relate.domain.rhythm import DAY_MS, fold_all
from relate.store import ties, writing
from relate.store.codes import KIND_CODE, Tone
from relate.store.home_days import prepare
from relate.store.interaction_ids import SLOT_BITS
from relate.store.links import relink_everything
from relate.store.people_cache import everybody, refresh_people
from tests.bench.filling import fill, where, without_indexes
from tests.bench.happening import Column, Messages, messages, places_in_second
from tests.bench.vocabulary import GREETINGS, Names, Texts

if TYPE_CHECKING:
    from relate.services.library import Library

NOW: Final = 1_795_435_200_000
"""23 November 2026, noon in UTC: what the clock of every measurement says."""
PEOPLE, INTERACTIONS = 100_000, 5_000_000
HELLOS: Final = 0.02
TWICE: Final = 0.1
"""Share of LinkedIn's people who are known by a mail address as well."""
CIRCLES: Final = ((5, 5), (15, 10), (50, 35), (150, 100))
BATCH: Final = 200_000
FORM: Final = 1
"""Counted up when another library is made of the same size and seed."""
SNAPSHOT: Final = NOW - 3 * DAY_MS
_BIG_TABLES: Final = ("interaction", "interaction_key", "participant", "fact", "identity", "link")


@dataclass(frozen=True, slots=True)
class Network:
    """Where people of the library come from, and what share of them."""

    name: str
    title: str
    kind: str
    share: float


NETWORKS: Final = (
    Network("linkedin", "LinkedIn archive", "profile", 0.6),
    Network("facebook", "Facebook archive", "id", 0.25),
    Network("x", "X archive", "handle", 0.15),
)


@dataclass(frozen=True, slots=True)
class Size:
    people: int = PEOPLE
    interactions: int = INTERACTIONS
    seed: int = 1


def folder() -> Path:
    """Where made libraries and archives are kept."""
    kept = os.environ.get("RELATE_BENCH")
    path = Path(kept) if kept else Path(tempfile.gettempdir()) / "relate-bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


def library(size: Size = Size(), say: Callable[[str], None] = print) -> Path:
    """The library of this size, made now if it is not there. To be read only: take a `working_copy` to change it."""
    path = folder() / f"library-{size.people}-{size.interactions}-{size.seed}-{_fingerprint()}.db"
    if not path.exists():
        say(f"making {size.people:,} people and {size.interactions:,} interactions, once …")
        began = time.monotonic()
        unfinished = path.with_suffix(".unfinished")
        for left in folder().glob(unfinished.name + "*"):
            left.unlink()
        make(unfinished, size)
        unfinished.rename(path)
        say(f"made in {time.monotonic() - began:.0f} s: {path.stat().st_size / 1e9:.2f} GB")
    return path


def hang_over_the_window(library: Library, files: Sequence[Path]) -> None:
    """As files that are dragged do before they are dropped: what reads them is loaded by then."""
    library.imports.expect(files)
    time.sleep(0.5)


@contextmanager
def working_copy(path: Path) -> Iterator[Path]:
    """A copy to write in, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=folder()) as there:
        target = Path(there) / "relate.db"
        shutil.copyfile(path, target)
        target.chmod(0o600)
        # On the disk before anything is measured: what the user types is written through, and would wait for it.
        with target.open("rb+") as file:
            os.fsync(file.fileno())
        yield target


def _fingerprint() -> str:
    """Of what decides what is in a made library: another schema is another library."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as there:
        database = writing.open_for_writing(Path(there) / "empty.db")
        tables = database.execute_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
        writing.close(database)
    return hashlib.sha256(repr((FORM, tables)).encode()).hexdigest()[:8]


def make(path: Path, size: Size) -> None:
    """Write a library into a file that is not there yet."""
    database = writing.open_for_writing(path)
    try:
        database.execute_sql("INSERT INTO setting (name, value) VALUES ('home_zone', '\"UTC\"')")
        prepare(database)
        database.execute_sql("PRAGMA journal_mode = OFF")
        database.execute_sql("PRAGMA synchronous = OFF")
        database.execute_sql("PRAGMA cache_size = -400000")
        with without_indexes(database, _BIG_TABLES), database.atomic():
            _Making(database, size).everything()
        with database.atomic():
            database.execute_sql("INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('hashsize', 50000000)")
            database.execute_sql("INSERT INTO interaction_fts (interaction_fts) VALUES ('rebuild')")
            database.execute_sql("INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('hashsize', 1048576)")
        with database.atomic():
            relink_everything(database)
            _rhythms(database)
            refresh_people(database, list(everybody(database)))
        database.execute_sql("PRAGMA journal_mode = WAL")
    finally:
        writing.close(database)
    for left in path.parent.glob(path.name + "-*"):
        left.unlink()


def _rhythms(database: SqliteDatabase) -> None:
    persons = [int(row[0]) for row in database.execute_sql("SELECT DISTINCT person FROM identity ORDER BY person")]
    for start in range(0, len(persons), 400):
        rows = [
            (person, pack(state))
            for person, days in ties.contact_days(database, persons[start : start + 400])
            if (state := fold_all(days)) is not None
        ]
        database.connection().executemany("INSERT INTO rhythm_state (person, state) VALUES (?,?)", rows)


class _Making:
    """Writes the rows that everything else is derived from, and the contact days."""

    def __init__(self, database: SqliteDatabase, size: Size) -> None:
        self._database = database
        self._size = size
        self._chance = np.random.default_rng(size.seed)
        bounds = np.cumsum([0, *(round(network.share * size.people) for network in NETWORKS)])
        bounds[-1] = size.people
        self._first_of = bounds
        self._owner_of = np.arange(1, len(NETWORKS) + 1)
        """The owner's identities come first: 1, 2, 3; then everybody's in order."""
        self._offset = len(NETWORKS) + 1
        self._network_of: Column = np.searchsorted(bounds, np.arange(size.people), side="right") - 1

    def everything(self) -> None:
        self._accounts()
        self._people()
        connected = int(self._first_of[1])
        talked = messages(self._size.people, self._size.interactions - connected, NOW // 1000, self._chance)
        self._what_happened(talked, connected)
        self._circles(talked)

    def _accounts(self) -> None:
        for number, network in enumerate(NETWORKS, start=1):
            fill(self._database, "account", 1, id=number, network=network.name)
            fill(
                self._database, "import", 1, id=number, account=number, source=network.name, network=network.name,
                title=network.title, snapshot_at=SNAPSHOT, complete=1, state="live", started_at=SNAPSHOT,
                first=int(number == 1),
            )  # fmt: skip
            fill(
                self._database, "step", 1, id=number, at=SNAPSHOT, kind="import", title=f"Read {network.title}",
                import_id=number,
            )  # fmt: skip
            fill(
                self._database, "identity", 1, id=number, network=network.name, account=number, kind="id", key="me",
                import_id=number, person=number,
            )  # fmt: skip
            fill(self._database, "owner_identity", 1, identity=number, import_id=number, is_me=1, found_by="Profile")

    def _people(self) -> None:
        count = self._size.people
        names = Names(self._size.seed)
        people = [names.name() for _ in range(count)]
        jobs = [names.job() for _ in range(count)]
        number = np.arange(count) + self._offset
        imports = self._network_of + 1
        keys = [f"{first}-{last}-{n}".lower() for n, (first, last) in enumerate(people)]
        fill(
            self._database, "identity", count, id=number, key=keys, import_id=imports, person=number,
            network=[NETWORKS[place].name for place in self._network_of.tolist()],
            kind=[NETWORKS[place].kind for place in self._network_of.tolist()],
        )  # fmt: skip
        linked = int(self._first_of[1])
        told = [
            (number, Field.NAME, [f"{first} {last}" for first, last in people]),
            (number[:linked], Field.FIRST_NAME, [first for first, _ in people[:linked]]),
            (number[:linked], Field.LAST_NAME, [last for _, last in people[:linked]]),
            (number[:linked], Field.ROLE, [role for role, _ in jobs[:linked]]),
            (number[:linked], Field.COMPANY, [company for _, company in jobs[:linked]]),
        ]
        self._known_twice(people, linked, told)
        for whose, field, values in told:
            importing = np.where(whose < count + self._offset, 1 + self._network_of[(whose - self._offset) % count], 1)
            fill(
                self._database, "fact", len(values), identity=whose, field=field.value, value=values,
                import_id=importing, seen_at=SNAPSHOT,
            )  # fmt: skip

    def _known_twice(
        self, people: list[tuple[str, str]], linked: int, told: list[tuple[Column, Field, list[str]]]
    ) -> None:
        """Some of LinkedIn's people let their address be seen: an identity of its own, stated to be the same."""
        whose = np.sort(self._chance.permutation(linked)[: int(linked * TWICE)])
        number = np.arange(len(whose)) + self._offset + self._size.people
        addresses = [f"{people[one][0]}.{people[one][1]}.{one}@example.com".lower() for one in whose.tolist()]
        fill(
            self._database, "identity", len(whose), id=number, network="mail", kind="mail", key=addresses,
            import_id=1, person=number,
        )  # fmt: skip
        fill(
            self._database, "link", len(whose), a=whose + self._offset, b=number, relation="same", origin="stated",
            import_id=1, active=1,
        )  # fmt: skip
        told.append((whose + self._offset, Field.MAIL, addresses))

    def _what_happened(self, talked: Messages, connected: int) -> None:
        """Messages and "connected", oldest first, with keys, people, threads and contact days."""
        person = np.concatenate((talked.person, np.arange(connected)))
        day = self._chance.integers(14_245, NOW // DAY_MS, connected) * (DAY_MS // 1000)
        second = np.concatenate((talked.second, day))
        order = np.argsort(second, kind="stable")
        person, second = person[order], second[order]
        is_talk = np.concatenate((np.ones(len(talked.person), bool), np.zeros(connected, bool)))[order]
        mine = np.concatenate((talked.mine, np.zeros(connected, np.int64)))[order]
        ids = (second << SLOT_BITS) + places_in_second(second)
        network = self._network_of[person]
        answered = np.zeros(self._size.people, bool)
        answered[talked.person[talked.mine == 1]] = True
        hello = is_talk & (mine == 1) & (self._chance.random(len(ids)) < HELLOS)
        tone = np.where(hello, int(Tone.HELLO), np.where(is_talk & ~answered[person], int(Tone.PITCH), 0))
        self._rows(ids, second, network, person, is_talk, mine, tone)
        self._keys(ids, second, is_talk, network)
        self._participants(ids, person, network, is_talk, mine)
        self._threads(talked, answered)
        self._contact_days(person[is_talk], second[is_talk], mine[is_talk], tone[is_talk])
        for number in range(1, len(NETWORKS) + 1):
            self._database.execute_sql(
                "UPDATE import SET interactions_new = ?, people_new = ? WHERE id = ?",
                (int((network == number - 1).sum()), int((self._network_of == number - 1).sum()), number),
            )

    def _rows(
        self, ids: Column, second: Column, network: Column, person: Column, is_talk: Column, mine: Column, tone: Column
    ) -> None:
        texts = Texts(self._chance, self._size.seed)
        gist = self._chance.integers(-(2**62), 2**62, len(ids))
        for part in _parts(len(ids)):
            count = part.stop - part.start
            words = texts.some(count)
            for place in np.flatnonzero(tone[part] == int(Tone.HELLO)).tolist():
                words[place] = GREETINGS[place % len(GREETINGS)]
            for place in np.flatnonzero(~is_talk[part]).tolist():
                words[place] = ""
            keeps_gist = is_talk[part] & (mine[part] == 1) & (tone[part] == 0)
            fill(
                self._database, "interaction", count, id=ids[part], at=second[part] * 1000,
                precision=np.where(is_talk[part], int(Precision.SECOND), int(Precision.DAY)),
                kind=np.where(is_talk[part], KIND_CODE[Kind.MESSAGE], KIND_CODE[Kind.CONNECTED]),
                account=network[part] + 1, import_id=network[part] + 1, people=2, text=words, tone=tone[part],
                conversation=np.where(is_talk[part], person[part] + 1, 0),
                direction=np.where(is_talk[part], 1 + mine[part], 0),
                gist=where(keeps_gist, gist[part]),
            )  # fmt: skip

    def _keys(self, ids: Column, second: Column, is_talk: Column, network: Column) -> None:
        keys = np.unique(self._chance.integers(-(2**62), 2**62, len(ids) + len(ids) // 1000 + 10))
        keys = keys[: len(ids)]
        mixed = self._chance.permutation(len(ids))
        for part in _parts(len(ids)):
            which = mixed[part]
            fill(
                self._database, "interaction_key", len(which), key=keys[part], interaction=ids[which],
                coarse=self._chance.integers(-(2**62), 2**62, len(which)), at=second[which] * 1000,
                precision=np.where(is_talk[which], int(Precision.SECOND), int(Precision.DAY)),
                import_id=network[which] + 1,
            )  # fmt: skip

    def _participants(self, ids: Column, person: Column, network: Column, is_talk: Column, mine: Column) -> None:
        theirs = np.where(is_talk, np.where(mine == 1, int(Role.TO), int(Role.FROM)), int(Role.PRESENT))
        ours = np.where(is_talk, np.where(mine == 1, int(Role.FROM), int(Role.TO)), int(Role.PRESENT))
        for owner in self._owner_of.tolist():
            his = network == owner - 1
            self._some_participants(np.full(int(his.sum()), owner), ids[his], ours[his])
        order = np.argsort(person, kind="stable")
        self._some_participants(person[order] + self._offset, ids[order], theirs[order])

    def _some_participants(self, identity: Column, interaction: Column, role: Column) -> None:
        for part in _parts(len(identity)):
            fill(
                self._database, "participant", part.stop - part.start, identity=identity[part],
                interaction=interaction[part], role=role[part],
            )  # fmt: skip

    def _threads(self, talked: Messages, answered: Column) -> None:
        who = np.unique(talked.person)
        fill(
            self._database, "conversation", len(who), id=who + 1, account=self._network_of[who] + 1,
            key=[f"2-{one}" for one in who.tolist()], mine=answered[who].astype(np.int64),
        )  # fmt: skip

    def _contact_days(self, person: Column, second: Column, mine: Column, tone: Column) -> None:
        """As ties.refresh makes them: a message counts 1, a hello .1, a pitch nothing."""
        depth = np.where(tone == int(Tone.HELLO), 0.1, 1.0)
        counts = tone != int(Tone.PITCH)
        person, second, mine, depth = person[counts], second[counts], mine[counts], depth[counts]
        day = second * 1000 // DAY_MS
        order = np.lexsort((second, day, person))
        person, second, mine, depth, day = (column[order] for column in (person, second, mine, depth, day))
        if not len(person):
            return
        begins = np.flatnonzero(np.concatenate(([True], (person[1:] != person[:-1]) | (day[1:] != day[:-1]))))
        ends = np.concatenate((begins[1:], [len(person)])) - 1
        fill(
            self._database, "contact_day", len(begins), identity=person[begins] + self._offset, day=day[begins],
            weight=np.maximum.reduceat(depth, begins), total=np.add.reduceat(depth, begins),
            messages_out=np.add.reduceat(mine, begins), messages_in=np.add.reduceat(1 - mine, begins),
            first_at=second[begins] * 1000, last_at=second[ends] * 1000,
        )  # fmt: skip

    def _circles(self, talked: Messages) -> None:
        """The busiest people stand in the circles, as if the user had placed them."""
        busiest = np.argsort(-np.bincount(talked.person, minlength=self._size.people), kind="stable").tolist()
        place = 0
        for circle, count in CIRCLES:
            who = busiest[place : place + count]
            place += count
            fill(
                self._database, "circle_member", len(who), identity=[one + self._offset for one in who], circle=circle,
                since=SNAPSHOT,
            )  # fmt: skip


def _parts(count: int) -> Iterator[slice]:
    for start in range(0, count, BATCH):
        yield slice(start, min(start + BATCH, count))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--interactions", type=int, default=INTERACTIONS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    print(library(Size(options.people, options.interactions, options.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
