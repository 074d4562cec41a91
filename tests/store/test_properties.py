"""Whatever is imported, said, taken back and done again, in any order: nothing lost, nothing doubled, caches right."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import SqliteDatabase

from relate.domain.errors import KnownError
from relate.domain.events import Told
from relate.domain.moments import DAY_MS, Moment
from relate.domain.records import Fact, Field, IdentityKey, Kind
from relate.store import (
    commands,
    company_commands,
    company_reads,
    event_commands,
    event_reads,
    faces,
    forgetting,
    joining,
    talks,
    ties,
    wish_commands,
)
from relate.store.canonical import dump
from relate.store.check import POINTERS
from relate.store.component import current, identities_of
from relate.store.journal import Journal
from relate.store.owners import OWNER_PERSONS
from relate.store.settling import redirect
from relate.store.withdrawing import Withdrawn, withdraw
from tests.effort import effort
from tests.store.making import (
    Clock,
    bare,
    caches,
    card,
    identity,
    mail,
    passed,
    phone,
    photo,
    profile,
    ready,
    recompute,
    refresh_everybody,
    start_import,
    tell,
)

NAMES = ("Ana Silva", "Ana", "Bob Jones", "Ana Silva Costa")
KEYS = (
    *(profile(slug) for slug in "abc"),
    *(card(uid) for uid in "12"),
    *(mail(f"{word}@x.example") for word in "mn"),
    phone("+442079460018"),
    *(bare(name) for name in ("ana silva", "bob jones")),
)
FIRMS = ("Contoso", "CONTOSO Ltd.", "Lumen", "Lumen Labs")
WORK = ("", "Contoso", "Lumen", "Ana/Contoso", "Bob/Lumen", "Ana/")
"""A company, with a role before it."""
BORN = ("", "", "1950-03-01", "1985-07-09")
Row = tuple[list[IdentityKey], str, str, str]
Message = tuple[int, int, bool, bool]
"""Whose row, on which day, mine, a hello."""
ROWS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True),
        st.sampled_from(("", *NAMES)),
        st.sampled_from(WORK),
        st.sampled_from(BORN),
    ),
    min_size=1,
    max_size=4,
)
MESSAGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40), st.booleans(), st.booleans()), max_size=5)
WHO = st.integers(0, 12)
ACTS = st.one_of(
    st.tuples(st.just("import"), st.tuples(ROWS, MESSAGES, st.integers(1, 3))),
    st.tuples(
        st.just("fact"), st.tuples(WHO, st.sampled_from(("name", "role", "company")), st.sampled_from(("", *NAMES)))
    ),
    st.tuples(st.just("address"), st.tuples(WHO, st.sampled_from(("m@x.example", "z@x.example")), st.booleans())),
    st.tuples(st.just("circle"), st.tuples(WHO, st.sampled_from((None, 5, 15)))),
    st.tuples(st.just("tag"), st.tuples(WHO, st.booleans())),
    st.tuples(st.just("add"), st.tuples(st.sampled_from(NAMES), st.sampled_from(("", "m@x.example")))),
    st.tuples(st.just("delete"), st.tuples(WHO)),
    st.tuples(st.just("merge"), st.tuples(WHO, WHO)),
    st.tuples(st.just("join"), st.tuples(WHO, WHO, WHO, WHO, st.sampled_from(("", *NAMES)))),
    st.tuples(st.just("split"), st.tuples(WHO, st.integers(1, 14))),
    st.tuples(st.just("apart"), st.tuples(WHO, WHO)),
    st.tuples(st.just("log"), st.tuples(WHO, WHO, st.integers(0, 40))),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 9), st.integers(0, 40))),
    st.tuples(st.just("hide"), st.tuples(st.integers(0, 9), st.booleans())),
    st.tuples(st.just("whose"), st.tuples(st.integers(0, 9), WHO)),
    st.tuples(
        st.just("pin"),
        st.tuples(WHO, st.sampled_from(("name", "role", "company")), st.sampled_from(("Contoso", *NAMES, "Bob"))),
    ),
    st.tuples(st.just("unpin"), st.tuples(WHO, st.sampled_from(("name", "role", "company")))),
    st.tuples(st.just("drop"), st.tuples(WHO, st.sampled_from(("Contoso", "Lumen")))),
    st.tuples(st.just("face"), st.tuples(WHO, st.integers(0, 2))),
    st.tuples(st.just("firms"), st.tuples(st.sampled_from(FIRMS), st.sampled_from(FIRMS))),
    st.tuples(st.just("no_firms"), st.tuples(st.integers(0, 2))),
    st.tuples(st.just("owner"), st.tuples(WHO, st.booleans())),
    st.tuples(st.just("event"), st.tuples(st.lists(WHO, max_size=3), st.integers(0, 40))),
    st.tuples(st.just("guest"), st.tuples(st.integers(0, 3), WHO, st.booleans())),
    st.tuples(st.just("no_guest"), st.tuples(st.integers(0, 3), WHO)),
    st.tuples(st.just("rename"), st.tuples(st.integers(0, 3), st.integers(0, 40))),
    st.tuples(st.just("no_event"), st.tuples(st.integers(0, 3))),
    st.tuples(st.just("join_events"), st.tuples(st.integers(0, 3), st.integers(0, 3))),
    st.tuples(st.just("wish"), st.tuples(WHO, st.booleans())),
    st.tuples(st.just("withdraw"), st.tuples(st.integers(0, 3))),
    st.tuples(st.just("undo"), st.tuples(st.integers(0, 9))),
    st.tuples(st.just("redo"), st.tuples()),
)
FORGETTING = st.one_of(ACTS, st.tuples(st.just("forget"), st.tuples(WHO)))
FACES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(KEYS[:3]), min_size=1, max_size=2, unique=True), st.just(""), st.just(""), st.just("")
    ),
    min_size=1,
    max_size=2,
)
ACTS_ON_FACES = st.one_of(
    st.tuples(st.just("import"), st.tuples(FACES, st.just([]), st.integers(1, 2))),
    st.tuples(st.just("withdraw"), st.tuples(st.integers(0, 3))),
    st.tuples(st.just("face"), st.tuples(WHO, st.integers(0, 2))),
    st.tuples(st.just("merge"), st.tuples(WHO, WHO)),
    st.tuples(st.just("split"), st.tuples(WHO, st.integers(1, 14))),
    st.tuples(st.just("undo"), st.tuples(st.integers(0, 3))),
    st.tuples(st.just("forget"), st.tuples(WHO)),
)
DAY_ONE = 20_000 * DAY_MS + DAY_MS // 2


class Player:
    """Plays acts on a library of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.database = ready(folder, name)
        self.journal = Journal(self.database, Clock())
        self.count = 0
        self.imports = 0
        self.numbers: dict[int, int] = {}
        """The imports that are there: how many they were in, the id they have."""
        self.faces: dict[tuple[int, int], bytes] = {}
        """By identity and import, what an import has brought that is there."""

    def play(self, what: str, how: Any) -> None:
        self.count += 1
        with suppress(KnownError):  # what cannot be done leaves nothing, which the test sees
            getattr(self, f"do_{what}")(*how)

    def identities(self) -> list[int]:
        """The ones that are somebody: what was taken back is a number nobody can point at."""
        rows = self.database.execute_sql("SELECT n.id FROM identity n JOIN person p ON p.id = n.person ORDER BY n.id")
        return [row[0] for row in rows]

    def who(self, number: int) -> int:
        everybody = self.identities()
        if not everybody:
            raise KnownError("nobody yet")
        return everybody[number % len(everybody)]

    def row(self, number: int) -> int:
        rows = self.database.execute_sql("SELECT id FROM interaction ORDER BY id").fetchall()
        if not rows:
            raise KnownError("nothing yet")
        return int(rows[number % len(rows)][0])

    def do_import(self, rows: list[Row], messages: list[Message], snapshot: int) -> None:
        self.imports += 1
        number = self.numbers[self.imports] = start_import(self.database, snapshot_at=snapshot)
        told = [
            (
                tuple(keys),
                tuple(
                    Fact(field, value)
                    for field, value in (
                        (Field.NAME, name),
                        (Field.ROLE, work.rpartition("/")[0]),
                        (Field.COMPANY, work.rpartition("/")[2]),
                        (Field.BIRTHDAY, born),
                    )
                    if value
                ),
            )
            for keys, name, work, born in rows
        ]
        firsts = tell(self.database, number, told)
        me = identity(self.database, profile("me"), number)
        self.database.execute_sql("INSERT OR IGNORE INTO owner_identity VALUES (?, ?, 1, 'Profile.csv')", (me, number))
        for place, (whose, day, mine, hello) in enumerate(messages):
            passed(
                self.database,
                number,
                firsts[whose % len(firsts)],
                DAY_ONE + day * DAY_MS,
                mine=me if mine else None,
                text=f"message {self.imports}.{place}",
                gist=7 if mine and hello else None,
                kind=Kind.CONNECTED if day % 4 == 0 else Kind.MESSAGE,
            )
        for place, first in enumerate(firsts):
            face = b"face %d" % ((snapshot + place) % 3)
            photo(self.database, number, first, self.faces.setdefault((first, number), face))
        redirect(self.database, [*firsts, me])
        ties.mark_tones(self.database, [7], [])
        refresh_everybody(self.database)

    def do_withdraw(self, which: int) -> None:
        if self.numbers:
            number = self.numbers.pop(sorted(self.numbers)[which % len(self.numbers)])
            for _ in withdraw(self.database, number, Withdrawn()):
                pass
            self.faces = {whose: face for whose, face in self.faces.items() if whose[1] != number}

    def do_fact(self, who: int, field: str, value: str) -> None:
        commands.set_fact(self.database, self.journal, self.who(who), field, value)

    def do_address(self, who: int, address: str, away: bool) -> None:
        new, old = (None, address) if away else (address, None)
        commands.set_fact(self.database, self.journal, self.who(who), "mail", new, old)

    def do_circle(self, who: int, circle: int | None) -> None:
        commands.set_circle(self.database, self.journal, [self.who(who)], circle)

    def do_tag(self, who: int, on: bool) -> None:
        (commands.add_tag if on else commands.remove_tag)(self.database, self.journal, [self.who(who)], "fair")

    def do_add(self, name: str, address: str) -> None:
        commands.add(self.database, self.journal, f"u{self.count}", {"name": name, "mail": address})

    def do_delete(self, who: int) -> None:
        commands.delete(self.database, self.journal, [self.who(who)])

    def do_merge(self, one: int, other: int) -> None:
        joining.merge(self.database, self.journal, [self.who(one), self.who(other)])

    def do_join(self, one: int, other: int, third: int, fourth: int, name: str) -> None:
        groups = [[self.who(one), self.who(other)], [self.who(third), self.who(fourth)]]
        joining.merge_groups(self.database, self.journal, groups, "looked certain", name)

    def do_split(self, who: int, mask: int) -> None:
        person = self.who(who)
        rows = self.database.execute_sql(
            "SELECT id FROM identity WHERE person = (SELECT person FROM identity WHERE id = ?) ORDER BY id", (person,)
        ).fetchall()
        joining.split(
            self.database, self.journal, person, [row[0] for n, row in enumerate(rows) if mask >> (n % 4) & 1]
        )

    def do_apart(self, one: int, other: int) -> None:
        joining.apart(self.database, self.journal, self.who(one), self.who(other))

    def do_log(self, one: int, other: int, day: int) -> None:
        talks.log(
            self.database,
            self.journal,
            f"l{self.count}",
            [self.who(one), self.who(other)],
            Moment(DAY_ONE + day * DAY_MS),
            Kind.MEETING,
            text=f"talk {self.count}",
            thread=((f"t{self.count}", "promised", "a deck", None),),
        )

    def do_edit(self, row: int, day: int) -> None:
        talks.edit(self.database, self.journal, self.row(row), at=Moment(DAY_ONE - day * DAY_MS))

    def do_hide(self, row: int, hidden: bool) -> None:
        talks.hide(self.database, self.journal, self.row(row), hidden)

    def do_whose(self, row: int, who: int) -> None:
        talks.edit(self.database, self.journal, self.row(row), person=self.who(who))

    def do_pin(self, who: int, field: str, value: str) -> None:
        commands.pin_value(self.database, self.journal, self.who(who), field, value)

    def do_unpin(self, who: int, field: str) -> None:
        commands.unpin_value(self.database, self.journal, self.who(who), field)

    def do_drop(self, who: int, value: str) -> None:
        commands.drop_value(self.database, self.journal, self.who(who), "company", value)

    def do_face(self, who: int, which: int) -> None:
        person = self.who(who)
        found = faces.pictures(self.database, [current(self.database, person)])
        if found:
            faces.choose(self.database, self.journal, person, found[which % len(found)].sha)

    def do_firms(self, one: str, other: str) -> None:
        company_commands.join(self.database, self.journal, one, other)

    def do_no_firms(self, number: int) -> None:
        joined = company_reads.joins(self.database)
        if joined:
            one = joined[number % len(joined)]
            company_commands.part(self.database, self.journal, one.a, one.b)

    def do_forget(self, who: int) -> None:
        person = self.who(who)
        gone = identities_of(self.database, current(self.database, person))
        forgetting.forget(self.database, person, self.journal.now())
        self.faces = {whose: face for whose, face in self.faces.items() if whose[0] not in gone}

    def event(self, number: int) -> int:
        found = sorted(event_reads.events(self.database), key=lambda event: event.name)
        if not found:
            raise KnownError("no event yet")
        return found[number % len(found)].key

    def do_event(self, whom: list[int], day: int) -> None:
        told = Told(f"event {self.count}", Moment(DAY_ONE + day * DAY_MS))
        event_commands.make(self.database, self.journal, f"e{self.count}", told, [self.who(one) for one in whom])

    def do_guest(self, number: int, who: int, met: bool) -> None:
        event_commands.add_people(self.database, self.journal, self.event(number), [self.who(who)], met=met)

    def do_no_guest(self, number: int, who: int) -> None:
        event_commands.take_people(self.database, self.journal, self.event(number), [self.who(who)])

    def do_rename(self, number: int, day: int) -> None:
        told = Told(f"renamed {self.count}", Moment(DAY_ONE - day * DAY_MS))
        event_commands.change(self.database, self.journal, self.event(number), told)

    def do_no_event(self, number: int) -> None:
        event_commands.remove(self.database, self.journal, self.event(number))

    def do_join_events(self, into: int, other: int) -> None:
        event_commands.join(self.database, self.journal, self.event(into), self.event(other))

    def do_wish(self, who: int, typed: bool) -> None:
        if typed:
            wish_commands.wish(self.journal, f"w{self.count}", "Ana", "Contoso")
            wish_commands.become(self.database, self.journal, f"w{self.count}", f"p{self.count}")
        else:
            wish_commands.no_longer(self.database, self.journal, self.who(who))

    def do_owner(self, who: int, is_me: bool) -> None:
        talks.set_owner(self.database, self.journal, self.who(who), is_me)

    def do_undo(self, number: int) -> None:
        steps = self.standing()
        if steps:
            self.journal.undo(steps[number % len(steps)])

    def do_redo(self) -> None:
        self.journal.redo()

    def standing(self) -> list[int]:
        rows = self.database.execute_sql("SELECT id FROM step WHERE undoes IS NULL ORDER BY id DESC").fetchall()
        return [row[0] for row in rows if self.journal.stands(row[0])]


def told_once(database: SqliteDatabase) -> Counter[str]:
    """Every text of an import with how often it is there."""
    return Counter(row[0] for row in database.execute_sql("SELECT text FROM interaction WHERE by_user = 0"))


def astray(database: SqliteDatabase) -> list[str]:
    """What points nowhere, in words."""
    return [
        words
        for table, column, to, key, where, words in POINTERS
        if database.execute_sql(
            f"SELECT 1 FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM {to} x WHERE x.{key} = t.{column})"
            f" AND ({where or 1})"
        ).fetchone()
    ]


@settings(max_examples=effort(60, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, min_size=3, max_size=14), st.randoms(use_true_random=False))
def test_any_history_keeps_its_caches_and_goes_back_to_the_imports_that_are_there(
    acts: list[tuple[str, Any]], random: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        player = Player(Path(folder), "one")
        opened.callback(player.database.close)  # also where hypothesis breaks an example off
        for what, how in acts:
            player.play(what, how)
            kept = caches(player.database)
            recompute(player.database)
            assert caches(player.database) == kept, what
            assert set(told_once(player.database).values()) <= {1}, what
        while steps := player.standing():
            player.journal.undo(random.choice(steps))
        kept = caches(player.database)
        recompute(player.database)
        assert caches(player.database) == kept
        plain = Player(Path(folder), "other")
        opened.callback(plain.database.close)
        imports = [how for what, how in acts if what == "import"]
        for plain.imports, how in enumerate(imports):
            if plain.imports + 1 in player.numbers:
                plain.do_import(*how)
        assert dump(player.database) == dump(plain.database)
        assert astray(player.database) == []


@settings(max_examples=effort(40, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, min_size=3, max_size=12))
def test_doing_everything_again_gives_what_was_taken_back(acts: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        player = Player(Path(folder), "one")
        opened.callback(player.database.close)  # also where hypothesis breaks an example off
        for what, how in acts:
            if what not in {"undo", "redo", "withdraw"}:
                player.play(what, how)
        done, steps = dump(player.database), len(player.standing())
        for _ in range(steps):
            player.journal.undo()
        for _ in range(steps):
            player.journal.redo()
        assert dump(player.database) == done


@settings(max_examples=effort(60, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS_ON_FACES, min_size=3, max_size=14))
def test_a_photo_is_whose_it_was_as_long_as_an_archive_holds_it_and_lies_there_once(
    acts: list[tuple[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        player = Player(Path(folder), "one")
        opened.callback(player.database.close)  # also where hypothesis breaks an example off
        for what, how in acts:
            player.play(what, how)
            held = player.database.execute_sql(
                "SELECT f.identity, f.import_id, q.image FROM photo f JOIN picture q ON q.id = f.picture"
            ).fetchall()
            assert {(whose, number): image for whose, number, image in held} == player.faces, what
            assert astray(player.database) == [], what
            (pictures,) = player.database.execute_sql("SELECT count(*) FROM picture").fetchone()
            assert pictures == len({(whose, image) for whose, _, image in held}), what


def said_without(database: SqliteDatabase, persons: set[int]) -> Counter[tuple[Any, ...]]:
    """Every fact and every row of the timeline in which none of these people is, as far as archives and the user say
    them."""
    rows = database.execute_sql(
        "SELECT n.person, f.field, f.value, f.by_user FROM fact f JOIN identity n ON n.id = f.identity"
        " UNION ALL SELECT n.person, i.text, i.kind, i.at FROM interaction i JOIN participant p ON p.interaction = i.id"
        " JOIN identity n ON n.id = p.identity WHERE i.id NOT IN (SELECT q.interaction FROM participant q"
        " JOIN identity m ON m.id = q.identity WHERE m.person IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(persons)),),
    )
    return Counter(row[1:] for row in rows if row[0] not in persons)


@settings(max_examples=effort(40, 2_000), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FORGETTING, min_size=3, max_size=12), WHO, st.randoms(use_true_random=False))
def test_whoever_is_forgotten_for_good_takes_nothing_of_the_others_along(
    acts: list[tuple[str, Any]], last: int, random: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        player = Player(Path(folder), "one")
        opened.callback(player.database.close)  # also where hypothesis breaks an example off
        for what, how in [*acts, ("forget", (last,))]:
            with suppress(KnownError):
                going = {current(player.database, player.who(how[0]))} if what == "forget" else set[int]()
                before = said_without(player.database, going)
                player.play(what, how)
                if what == "forget":
                    after = said_without(player.database, set())
                    assert not before - after
                    # What they shared with others stays with these; of what was said of them nothing does.
                    assert all(isinstance(one[1], int) for one in after - before) or is_the_owner(
                        player.database, going
                    )
            kept = caches(player.database)
            recompute(player.database)
            assert caches(player.database) == kept, what
        while steps := player.standing():
            player.journal.undo(random.choice(steps))
        kept = caches(player.database)
        recompute(player.database)
        assert caches(player.database) == kept
        assert set(told_once(player.database).values()) <= {1}
        assert astray(player.database) == []


def is_the_owner(database: SqliteDatabase, persons: set[int]) -> bool:
    """Whether one of them is the user himself, whom nobody forgets."""
    return bool(persons & {row[0] for row in database.execute_sql(OWNER_PERSONS)})


def test_who_is_forgotten_a_second_time_leaves_the_list_a_second_time(tmp_path: Path) -> None:
    """Whose key was forgotten before has no identity left: the line was found by it."""
    player = Player(tmp_path, "one")
    came: tuple[list[Row], list[Message], int] = ([([profile("a")], "Ana Silva", "", "")], [], 1)
    try:
        for what, how in (("import", came), ("forget", (0,)), ("import", came), ("forget", (1,))):
            player.play(what, how)
        assert player.database.execute_sql("SELECT name FROM person WHERE name != ''").fetchall() == []
    finally:
        player.database.close()


def test_a_row_given_to_somebody_who_is_forgotten_goes_back_to_whom_it_came_with(tmp_path: Path) -> None:
    player = Player(tmp_path, "one")
    rows: list[Row] = [([profile("a")], "Ana Silva", "", ""), ([profile("b")], "Bob Jones", "", "")]
    try:
        for what, how in (("import", (rows, [(0, 3, False, False)], 1)), ("whose", (0, 1)), ("forget", (1,))):
            player.play(what, how)
        kept = caches(player.database)
        recompute(player.database)
        assert caches(player.database) == kept
        told = player.database.execute_sql("SELECT name, contact_days FROM person WHERE name != ''").fetchall()
        assert told == [("Ana Silva", 1)]
    finally:
        player.database.close()


def test_a_row_that_was_given_away_is_right_when_its_archive_says_no_longer_whose_it_is(tmp_path: Path) -> None:
    player = Player(tmp_path, "one")
    try:
        for what, how in (
            ("import", ([([profile("a")], "Ana Silva", "", "")], [(0, 1, True, False)], 1)),
            ("add", ("Bob Jones", "")),
            ("whose", (0, 2)),
            ("withdraw", (0,)),
        ):
            player.play(what, how)
        kept = caches(player.database)
        recompute(player.database)
        assert caches(player.database) == kept
    finally:
        player.database.close()


@pytest.mark.parametrize(
    "becomes_me", [("merge", (1, 2)), ("owner", (1, True))], ids=["merged with me", "said to be me"]
)
@pytest.mark.parametrize("mine", [True, False])
def test_a_row_given_to_somebody_is_right_when_whom_it_came_with_turns_out_to_be_me(
    tmp_path: Path, becomes_me: tuple[str, Any], mine: bool
) -> None:
    player = Player(tmp_path, "one")
    rows: list[Row] = [([profile("a")], "Ana Silva", "", ""), ([profile("b")], "Bob Jones", "", "")]
    try:
        for what, how in (("import", (rows, [(1, 1, mine, False)], 1)), ("whose", (0, 0)), becomes_me, ("undo", (0,))):
            before = len(player.standing())
            player.play(what, how)
            kept = caches(player.database)
            recompute(player.database)
            assert caches(player.database) == kept, what
            assert what == "import" or len(player.standing()) != before, what
    finally:
        player.database.close()
