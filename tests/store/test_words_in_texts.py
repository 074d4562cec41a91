"""The search inside one person against a plain look through all their texts, whatever letters these are of."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.domain.records import Kind
from relate.store import joining, search_words, talks, timeline_reads, timeline_search
from relate.store.search_words import bare, folded, found_in, match, pattern, rough
from relate.store.timeline_reads import roughly
from tests.store.making import mail, passed, start_import, tell
from tests.store.test_reads_timeline import MINUTE, NOON, Shelf

WORDS = (
    "thanks", "Thanks", "THANKS", "tha\u0301nks", "thánks", "ťhanks", "that", "xthanks", "thanks_a", "than", "ks",
    "Straße", "STRASSE", "José", "jose", "jo\u0301se", "İzmir", "izmir", "\u212aelvin", "kelvin", "ΔΟΚΙΜΉ", "δοκιμη",
    "東京", "에서", "ﬁne", "fine", "co-work", "co", "work", "100%", "_", "…", "’", "🎂", "za\x00fter", "after", "a",
)  # fmt: skip
TYPED = (
    "thanks", "THAN", "th", "thánks", "jose", "straße", "strasse", "izmir", "kelvin", "δοκιμή", "東京", "에", "fine",
    "co-work", "work co", "100%", "after", "thanks jose", "thanks that than", "co work than thanks after", "🎂", "%_",
)  # fmt: skip

INDEXED = tuple(typed for typed in TYPED if typed != "δοκιμή")
"""Of Greek the index keeps the accents."""


def some_text(chance: random.Random, most: int = 6) -> str:
    return chance.choice((" ", " ", "\n", "-", "")).join(chance.choices(WORDS, k=chance.randint(0, most)))


def some_typed(chance: random.Random, text: str) -> str:
    """Of a text that may have it, or of another."""
    typed = folded(text).split() or [some_text(chance, 2)]
    return " ".join(
        word[: chance.randint(1, 9)] for word in chance.sample(typed, min(chance.randint(1, 4), len(typed)))
    )


def test_every_letter_is_folded_as_if_it_stood_alone() -> None:
    chance = random.Random(3)
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    chance.shuffle(letters)
    some = "".join(letters)
    for text in (some[at : at + 1000] for at in range(0, len(some), 1000)):
        plain = unicodedata.normalize("NFD", text.lower())
        assert folded(text) == "".join(c for c in plain if not unicodedata.combining(c))


def test_a_rough_look_never_leaves_out_what_is_found(shelf: Shelf) -> None:
    """Neither Python's, at texts that have more than ASCII, nor SQLite's."""
    chance = random.Random(11)
    row = shelf.said(shelf.ana, 1, "")
    some = 0
    for _ in range(2000):
        title, text = chance.choice(("", "", some_text(chance, 2))), some_text(chance)
        whole = f"{title}\n{text}"
        typed = some_typed(chance, whole)
        if not found_in(pattern(typed), whole):
            continue
        some += 1
        assert all(word.encode() in bare(whole) for word in rough(typed) if word.isascii())
        shelf.database.execute_sql("UPDATE interaction SET title = ?, text = ? WHERE id = ?", (title, text, row))
        where, words = roughly(typed)
        kept = shelf.database.execute_sql(f"SELECT count(*) FROM interaction i WHERE {where}", words).fetchone()
        assert kept == (1,), (typed, whole)
    assert some > 1000


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Ana of two addresses, some rows with both; some hidden, some given to somebody else, some still coming in."""
    shelf = Shelf(tmp_path_factory.mktemp("words"))
    chance = random.Random(8)
    (address,) = tell(shelf.database, shelf.archive, [((mail("ana@y.example"),), ())])
    joining.merge(shelf.database, shelf.journal, [shelf.ana, address])
    coming = start_import(shelf.database, snapshot_at=NOON, state="applying")
    for minute in range(600):
        who = chance.choice((shelf.ana, shelf.ana, address, shelf.ben))
        if minute % 7 == 0:
            row = shelf.group(minute, some_text(chance), *chance.sample((shelf.ana, address, shelf.me, shelf.ben), 3))
        elif minute % 11 == 0:
            row = passed(shelf.database, coming, who, NOON + minute * MINUTE, text=some_text(chance))
        else:
            row = shelf.said(who, minute, some_text(chance), mine=minute % 3 == 0, kind=Kind.MESSAGE)
        if minute % 17 == 0:
            talks.hide(shelf.database, shelf.journal, row)
        elif minute % 19 == 0:
            talks.edit(shelf.database, shelf.journal, row, person=chance.choice((shelf.ana, shelf.ben)))
    for (row,) in shelf.database.execute_sql("SELECT id FROM interaction").fetchall()[::13]:
        shelf.database.execute_sql("UPDATE interaction SET title = ? WHERE id = ?", (some_text(chance, 2), row))
    shelf.database.execute_sql("INSERT INTO interaction_fts (interaction_fts) VALUES ('rebuild')")
    yield shelf
    shelf.close()


def plainly(shelf: Shelf, person: int, typed: str) -> list[int]:
    """All of a person's rows with the words, newest first, by looking at each."""
    theirs = set(timeline_reads.ids_of(shelf.database, person))
    rows = shelf.database.execute_sql("SELECT id, title, text FROM interaction ORDER BY id DESC")
    patterns = pattern(typed)
    return [one for one, title, text in rows if one in theirs and found_in(patterns, f"{title}\n{text}")]


@pytest.mark.parametrize("merged", [100, 1])
@pytest.mark.parametrize(
    ("looked_through", "patience", "hits"),
    [(2, 10_000, 0), (25, 10_000, 0), (400, 10_000, 0), (3, 0, 10_000), (3, 30, 7)],
)
def test_inside_a_person_is_found_what_a_plain_look_finds(
    full: Shelf, looked_through: int, patience: int, hits: int, merged: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their texts, by the index, and by some of each."""
    monkeypatch.setattr(timeline_search, "_PATIENCE", patience)
    monkeypatch.setattr(timeline_search, "_MOST_HITS", hits)
    monkeypatch.setattr(timeline_search, "_LOOKED_THROUGH", looked_through)
    monkeypatch.setattr(timeline_search, "_MOST_AT_ONCE", 3 * looked_through)
    monkeypatch.setattr(timeline_search, "_MOST_MERGED", merged)
    some = 0
    for person in (full.ana, full.ben):
        for typed in TYPED if hits == 0 else INDEXED:
            wanted = plainly(full, person, typed)
            assert full.of(person, text=typed) == wanted, typed
            for limit in (1, 3, 50, 2000):
                assert full.found(typed, limit, person) == wanted[:limit], (typed, limit)
            some += len(wanted)
    assert some > 1000


def test_of_somebody_with_hundreds_of_addresses(shelf: Shelf) -> None:
    keys = [mail(f"ana{number}@x.example") for number in range(600)]
    addresses = tell(shelf.database, shelf.archive, [((key,), ()) for key in keys])
    shelf.database.execute_sql("UPDATE identity SET person = ? WHERE key LIKE 'ana%'", (shelf.ana,))
    rows = [shelf.said(one, minute, "the same words") for minute, one in enumerate(addresses[::50])]
    assert shelf.found("same", 5, shelf.ana) == rows[:-6:-1]


def test_texts_without_the_word_do_not_come_to_python(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [shelf.said(shelf.ana, minute, "thanks" if minute % 50 == 0 else "nothing") for minute in range(300)]
    looked_at: list[str] = []

    def looked(wanted: object, text: str) -> bool:
        looked_at.append(text)
        return search_words.found_in(wanted, text)  # type: ignore[arg-type]

    monkeypatch.setattr(timeline_reads, "found_in", looked)
    assert shelf.found("thanks", 50, shelf.ana) == made[::50][::-1]
    assert shelf.of(shelf.ana, text="thanks") == made[::50][::-1]
    assert looked_at == ["thanks"] * 12


def test_the_index_is_asked_for_what_was_given_to_somebody_too(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their first word may be older than any that came with them."""
    monkeypatch.setattr(timeline_search, "_PATIENCE", 0)
    older = shelf.said(shelf.ben, 1, "the same words")
    own = shelf.said(shelf.ana, 2, "the same words")
    talks.edit(shelf.database, shelf.journal, older, person=shelf.ana)
    assert shelf.found("same", 50, shelf.ana) == [own, older]
    assert shelf.found("same", 50, shelf.ben) == []


def test_a_phone_number_is_found_inside_a_person_in_another_spelling(shelf: Shelf) -> None:
    row = shelf.said(shelf.ana, 1, "call 491701234567")
    shelf.said(shelf.ben, 2, "call 491701234567")
    assert shelf.found("+49 170 1234567", person=shelf.ana) == [row]
    assert shelf.found("00491701234567", person=shelf.ana) == [row]


def test_a_year_is_no_number_in_another_spelling() -> None:
    assert match("2024") == '"2024"*'
    assert match("0170 123") == '("0170"* AND "123"*) OR "170123"*'
