"""Proposals in a real library: found after imports, kept up to date by whom something changed about, never joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.companies import UNJOINED
from relate.domain.matching import Verdict
from relate.domain.records import Field
from relate.services.checking import check
from relate.services.library import Library
from relate.services.matching import look
from relate.services.review import Pair
from relate.store import match_reads, match_writes
from tests.services.conftest import Opened, dump, read
from tests.worlds import World


def card(uid: str, name: str, **more: str) -> str:
    rows = "".join(f"{key}:{value}\n" for key, value in more.items())
    return f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\n{rows}END:VCARD\n"


def book(folder: Path, name: str, *cards: str) -> Path:
    path = folder / f"{name}.vcf"
    path.write_text("".join(cards))
    return path


def names(pairs: list[Pair]) -> list[set[str]]:
    return [{pair.a[1], pair.b[1]} for pair in pairs]


def looked(library: Library) -> None:
    """Bring what is kept up to date, as the window does when it is idle."""
    writing = library.matching.look()
    if writing is not None:
        writing.result(timeout=60)


HOME = ";;Rua das Flores 8;Porto;;4050;Portugal"


@pytest.fixture
def two_books(tmp_path: Path, library: Library) -> Library:
    """Ana twice, mistyped; Bo and his brother, who share a home; Cy alone."""
    first = book(
        tmp_path, "first",
        card("1", "Ana Duarte", ADR=HOME, BDAY="1984-04-12"),
        card("2", "Bo Duarte", ADR=HOME, BDAY="1980-01-30"),
        card("3", "Cy Okafor"),
    )  # fmt: skip
    second = book(
        tmp_path, "second",
        card("a", "Ana Durate", ADR=HOME, BDAY="1984-04-12"),
        card("b", "Ugo Duarte", ADR=HOME, BDAY="1991-09-03"),
    )  # fmt: skip
    read(library, first)
    read(library, second)
    return library


def test_one_person_of_two_books_is_proposed_and_a_family_is_not(two_books: Library) -> None:
    found = two_books.review.pairs()
    assert names(found) == [{"Ana Duarte", "Ana Durate"}]
    assert found[0].verdict in (Verdict.CERTAIN, Verdict.LIKELY)
    assert {"same birthday", "same address"} <= {str(one.kind) for one in found[0].evidence}
    assert two_books.people.totals().people == 5  # nothing is joined by it


def test_what_is_kept_says_the_same_as_a_look_from_nothing(two_books: Library) -> None:
    fresh = two_books.review.pairs()
    looked(two_books)
    assert two_books.matching.look() is None
    assert two_books.review.pairs() == fresh


def test_different_people_are_remembered_through_every_later_import(two_books: Library, tmp_path: Path) -> None:
    (pair,) = two_books.review.pairs()
    two_books.people.apart(pair.a[0], pair.b[0]).result()
    assert two_books.review.pairs() == []
    read(two_books, book(tmp_path, "second 2", card("a", "Ana Duarte", ADR=HOME, BDAY="1984-04-12", TITLE="Founder")))
    looked(two_books)
    assert not [one for one in two_books.review.pairs() if {one.a[0], one.b[0]} == {pair.a[0], pair.b[0]}]


def test_a_merge_answers_a_proposal_and_its_undo_asks_again(two_books: Library) -> None:
    looked(two_books)
    (pair,) = two_books.review.pairs()
    step = two_books.people.merge([pair.a[0], pair.b[0]]).result().step
    assert two_books.review.pairs() == []
    looked(two_books)
    assert two_books.review.pairs() == []
    two_books.history.undo(step).result()
    assert names(two_books.review.pairs()) == names([pair])
    looked(two_books)
    assert names(two_books.review.pairs()) == names([pair])


def test_an_import_of_a_few_is_matched_as_if_all_had_come_at_once(
    library: Library, opened: Opened, tmp_path: Path
) -> None:
    told = World(11, 150).books(0.6, 0.1)
    cards = [
        card(
            f"{one.source}{one.citizen}",
            next(value for field, value in one.facts if field == Field.NAME),
            **{
                {"birthday": "BDAY", "place": "NICKNAME"}.get(field, "LABEL"): value
                for field, value in one.facts
                if field == Field.BIRTHDAY
            },
        )
        for one in told
    ]
    parts = [book(tmp_path, f"book {n}", *cards[n::4]) for n in range(4)]
    for part in parts:
        read(library, part)
        looked(library)
    at_once = opened("at once")
    for part in parts:
        read(at_once, part)

    def found(one: Library) -> set[tuple[int, int]]:
        return {(pair.a, pair.b) for pair in match_reads.scored(one.readers.connection())}

    looked(at_once)
    assert len(found(at_once)) > 50
    assert len(found(library) ^ found(at_once)) <= len(found(at_once)) // 20  # rare names were rarer then


def test_who_changed_while_they_were_looked_at_is_looked_at_again(two_books: Library) -> None:
    found = look(two_books.readers.connection(), lambda: None)
    (cy,) = two_books.people.named("Cy Okafor")
    two_books.people.set_fact(cy, "name", "Cyrus Okafor").result()
    two_books.writer.do_long(lambda database: match_writes.keep(database, *found)).result(timeout=60)
    assert set(match_reads.to_look_at(two_books.readers.connection(), UNJOINED)) == {cy}


def test_what_is_cut_off_while_it_is_kept_is_looked_at_again(two_books: Library) -> None:
    found = look(two_books.readers.connection(), lambda: None)

    def cut(database: SqliteDatabase) -> None:
        writing = match_writes.keep(database, *found)
        next(writing)
        next(writing)
        writing.close()

    two_books.writer.do(cut).result()
    assert set(match_reads.to_look_at(two_books.readers.connection(), UNJOINED)) == set(found.looked_at)
    looked(two_books)
    assert names(two_books.review.pairs()) == [{"Ana Duarte", "Ana Durate"}]


def test_keeping_proposals_changes_nothing_that_is_said(two_books: Library) -> None:
    before = dump(two_books)
    looked(two_books)
    assert dump(two_books) == before
    assert check(two_books.path) == []


def test_an_import_that_is_taken_back_takes_its_proposals_along(two_books: Library, tmp_path: Path) -> None:
    looked(two_books)
    report = read(two_books, book(tmp_path, "third", card("x", "Cy Okafor", EMAIL="cy@x.example", BDAY="1990-05-05")))[
        0
    ]
    looked(two_books)
    assert {"Cy Okafor"} in names(two_books.review.pairs())
    two_books.history.undo(report.step).result(timeout=60)
    assert names(two_books.review.pairs()) == [{"Ana Duarte", "Ana Durate"}]
    looked(two_books)
    assert names(two_books.review.pairs()) == [{"Ana Duarte", "Ana Durate"}]


def test_two_books_dropped_together_are_matched_like_one_after_the_other(opened: Opened, tmp_path: Path) -> None:
    paths = [
        book(tmp_path, name, card(f"{name} 1", "Ana Duarte", ADR=HOME, BDAY="1984-04-12"), card(f"{name} 2", "Bo Berg"))
        for name in ("home", "work")
    ]
    together, apart = opened("together"), opened("apart")
    assert len(read(together, *paths)) == 2
    for path in paths:
        read(apart, path)
    told = [[(names([pair]), pair.verdict) for pair in library.review.pairs()] for library in (together, apart)]
    assert told[0] == told[1]
    assert ([{"Ana Duarte"}], Verdict.CERTAIN) in told[0]
    assert dump(together) == dump(apart)


def test_an_undone_book_counts_as_kept_only_whoever_nothing_else_tells_of(library: Library, tmp_path: Path) -> None:
    """Ana is joined with her card of another book, Bo has a note, Cy was joined by mistake and parted again."""
    read(library, book(tmp_path, "work", card("w1", "Ana Duarte")))
    read(library, book(tmp_path, "home", card("h1", "Anna Duarte"), card("h2", "Bo Lind"), card("h3", "Cy Young")))
    names = ("Ana Duarte", "Anna Duarte", "Bo Lind", "Cy Young")
    (ana,), (anna,), (bo,), (cy,) = map(library.people.named, names)
    library.people.merge([ana, anna]).result(20)
    library.people.merge([ana, cy]).result(20)
    library.history.undo(None).result(20)
    library.people.set_note(bo, "likes tea").result(20)
    home = next(one for one in library.imports.list() if one.title.startswith("home"))
    report = library.imports.undo(home.id).result(timeout=60)
    assert (report.gone, report.kept) == (((1, "people"),), ((1, "people", "you wrote something about them"),))
    assert library.people.named("Cy Young") == []
