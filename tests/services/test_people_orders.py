"""The order of the list that is kept in memory is the one that SQL would give."""

from __future__ import annotations

from array import array
from contextlib import suppress
from random import Random

import pytest

from relate.domain.errors import KnownError
from relate.domain.moments import DAY_MS, Moment
from relate.services import people_orders
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, Talk
from relate.store import chunks, gathered, people_reads, writing
from relate.store.connection import immediate
from relate.store.gathered import Gathered
from relate.store.people_reads import ListQuery
from tests.services.conftest import EXPORTS, NOON, read, read_eras


class Watched:
    """Compares both after each commit, on the writer's thread, and whenever it is asked.

    whole: how often the order was read anew.
    """

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.library, self.wrong, self.looks, self.whole = library, 0, 0, 0
        whole = people_reads.by_last_contact

        def counted(database: writing.Database) -> object:
            self.whole += 1
            return whole(database)

        monkeypatch.setattr(people_reads, "by_last_contact", counted)
        commit = Gathered._commit

        def committed(database: Gathered) -> object:
            result = commit(database)
            self.look()
            return result

        monkeypatch.setattr(Gathered, "_commit", committed)

    def look(self) -> bool:
        self.looks += 1
        kept = self.library.people.ids(PeopleQuery())
        is_right = kept == people_reads.ids(self.library.readers.connection(), ListQuery())
        self.wrong += not is_right
        return is_right


def _talk(library: Library, person: int, day: int) -> None:
    library.timeline.log(Talk((person,), Moment(NOON - day * DAY_MS), text="coffee")).result()


def test_commands_put_people_in_their_place_without_reading_the_order_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2024")
    people = [library.people.add(f"Zoe {number}").result() for number in range(12)]
    for day, person in enumerate(people[:8]):
        _talk(library, person, day)
    watched = Watched(library, monkeypatch)
    library.people.ids(PeopleQuery())
    _talk(library, people[8], 1)
    assert watched.look()
    before, chance = watched.whole, Random(17)

    def join() -> None:
        with suppress(KnownError):  # they are the same already
            library.people.merge(chance.sample(people, 2)).result()

    def undo() -> None:
        library.history.undo().result()

    def talk() -> None:
        _talk(library, chance.choice(people), chance.choice((0, 3, 3, 400, 9_000)))

    for _ in range(60):
        chance.choice((talk, talk, join, undo))()
        assert watched.look()
    assert not watched.wrong
    assert watched.whole == before


def test_an_import_and_its_undo_leave_it_right_in_all_their_pieces(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2024")
    watched = Watched(library, monkeypatch)
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    monkeypatch.setattr(gathered, "LONGEST", 0.0)
    library.people.ids(PeopleQuery())
    for era in ("2026", "german"):
        (report,) = read(library, EXPORTS / "linkedin" / era)
        assert watched.look()
        library.imports.undo(report.id).result(60)
        assert watched.look()
    assert watched.looks > 20
    assert not watched.wrong


def test_what_another_program_writes_is_in_it_with_the_next_command(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2024")
    watched = Watched(library, monkeypatch)
    ana = library.people.add("Ana").result()
    assert watched.look()
    last = library.people.ids(PeopleQuery())[-1]
    library.settled()  # else the other one may write between the two lists that a commit of idle work compares
    other = writing.open_for_writing(library.path)
    try:
        with immediate(other):
            other.execute_sql("UPDATE person SET last_contact = ? WHERE id = ?", (NOON, last))
    finally:
        writing.close(other)
    _talk(library, ana, 0)
    assert watched.look()
    assert not watched.wrong


def test_many_lines_that_were_written_are_put_in_their_place_as_few_are(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [library.people.add(f"Zoe {number}").result() for number in range(30)]
    for day, person in enumerate(people):
        _talk(library, person, day % 7)
    library.people.ids(PeopleQuery())
    watched = Watched(library, monkeypatch)
    _talk(library, people[0], 1)
    before = watched.whole
    library.timeline.log(Talk(tuple(people[3:23]), Moment(NOON), text="a walk")).result()
    assert watched.look()
    assert watched.whole == before


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the index of people was searched for."""
    texts: list[str] = []
    hits = people_reads.hits

    def told(database: writing.Database, text: str) -> array[int]:
        texts.append(text)
        return hits(database, text)

    monkeypatch.setattr(people_reads, "hits", told)
    return texts


def _typed(library: Library, *texts: str, shown: Shown = Shown.EVERYONE) -> list[list[int]]:
    return [library.people.ids(PeopleQuery(shown, text=text)).tolist() for text in texts]


def test_a_letter_that_is_taken_back_is_answered_without_another_search(library: Library, asked: list[str]) -> None:
    zoe, zora = (library.people.add(name).result() for name in ("Zoe", "Zora"))
    _typed(library, "")
    _talk(library, zoe, 1)
    _typed(library, "")
    assert _typed(library, "zo", "zoe", "zo", "zoe ", "") == [[zoe, zora], [zoe], [zoe, zora], [zoe], [zoe, zora]]
    assert asked == ["zo", "zoe"]
    _typed(library, "", shown=Shown.TALKED_TO)
    assert _typed(library, "zo", shown=Shown.TALKED_TO) == [[zoe]]


def test_what_was_found_is_searched_for_again_once_anything_was_written(library: Library) -> None:
    zoe = library.people.add("Zoe").result()
    _typed(library, "")
    assert _typed(library, "zo", "zo") == [[zoe], [zoe]]
    zora = library.people.add("Zora").result()
    _typed(library, "")
    assert [set(found) for found in _typed(library, "zo", "zo")] == [{zoe, zora}] * 2


def test_whoever_gets_an_answer_may_change_it(library: Library) -> None:
    zoe = library.people.add("Zoe").result()
    _typed(library, "")
    library.people.ids(PeopleQuery(Shown.EVERYONE, text="zo")).append(7)
    first = library.people.ids(PeopleQuery(Shown.EVERYONE, text="zo"))
    first.append(8)
    assert _typed(library, "zo") == [[zoe]]


def test_few_answers_are_remembered_and_fewer_where_they_are_long(
    library: Library, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [library.people.add(f"Zoe {letter}").result() for letter in "abcd"]
    monkeypatch.setattr(people_orders, "_MOST_ANSWERS", 2)
    _typed(library, "", "a", "b", "c", "c", "b", "a")
    assert asked == ["a", "b", "c", "a"]
    asked.clear()
    monkeypatch.setattr(people_orders, "_MOST_ANSWERED", len(people))
    assert set(_typed(library, "zoe", "b", "b", "zoe")[3]) == set(people)
    assert asked == ["zoe", "b", "zoe"]


@pytest.mark.parametrize("with_numpy", [True, False])
def test_hits_are_put_in_the_order_that_is_kept_whoever_is_not_in_it_left_out(
    monkeypatch: pytest.MonkeyPatch, with_numpy: bool
) -> None:
    import numpy as np

    assert np.int64 is not None
    monkeypatch.setattr(people_reads, "is_numpy_there", lambda: with_numpy)
    chance = Random(3)
    for size in (0, 1, 2, 50, 300):
        order = chance.sample(range(1, 400), size)
        for number in (0, 1, 40, 399):
            hits = chance.sample(range(1, 500), number)
            wanted = [person for person in order if person in hits]
            kept = people_orders._Kept(1, array("q", order))
            assert people_orders._those_of(kept.ids, array("q", sorted(hits)), kept.size).tolist() == wanted


def test_whatever_is_typed_letter_by_letter_finds_whom_sql_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("Zoe Ábel", "Zoé-Ann O'Brien", "Åsa Zo", "½ Zoran", "Łukasz Zola", "李 Zoe", "Zoltan 4420 Abel")
    for name, phone in zip(names, ("020 7946 0018", "0044 20 7946", "2079", "", "", "44 20", ""), strict=True):
        library.people.add(name, phone=phone).result()
    monkeypatch.setattr(people_orders, "_MOST_ANSWERS", 6)
    database, chance = library.readers.connection(), Random(5)
    whole = ("zoe a", "zo-an", "o'b", "½ zo", "020 7946 0018", "0020 79", "44 20 7", "2079", "\u00b2 zo", "-zo",
             "li zo", "李 z", "zo\0a", 'z"o', "e\u0301", "abel zo", "z\ud83d", "(020) 79", "ZO", "zoe  a")  # fmt: skip
    for shown in (Shown.EVERYONE, Shown.ONLY_CONNECTED):
        library.people.ids(PeopleQuery(shown))
        for text in whole * 2:
            ends = [*range(1, len(text) + 1), *(chance.randrange(len(text)) for _ in range(3))]
            for end in ends:
                found = library.people.ids(PeopleQuery(shown, text=text[:end]))
                plain = ListQuery("connected" if shown is Shown.ONLY_CONNECTED else "everyone", text=text[:end])
                assert found == people_reads.ids(database, plain), text[:end]


def test_one_more_letter_is_looked_for_among_those_that_were_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [library.people.add(name).result() for name in ("Zoe", "Zora", "Bo", "Ana")]
    among: list[int] = []
    those_of = people_orders._those_of

    def told(order: array[int], hits: array[int], size: int) -> array[int]:
        among.append(len(order))
        return those_of(order, hits, size)

    monkeypatch.setattr(people_orders, "_those_of", told)
    _typed(library, "", "z", "zor", "b", "zora", "zoe")
    assert among == [len(people), 2, len(people), 1, 2]
