"""Timelines: everything that passed, once, under the right people, newest first; and what a search finds in it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.domain.moments import DAY_MS, Moment
from relate.domain.records import Direction, Fact, Field, Kind, Role
from relate.services.readers import Readers
from relate.services.timeline_views import SNIPPET, TimelineViews
from relate.store import joining, talks, timeline_reads, timeline_search
from relate.store.interactions import add_one
from relate.store.journal import Journal
from relate.store.search_words import beginnings, found_in, match, pattern
from relate.store.timeline_reads import Narrowed
from tests.store.making import Clock, bare, mail, passed, profile, ready, refresh_everybody, start_import, tell

NOON = 20_000 * DAY_MS + DAY_MS // 2
MINUTE = 60_000


class Shelf:
    """Ana and Ben of an archive, and the owner."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "relate.db"
        self.database = ready(folder)
        self.readers = Readers(self.path)
        self.journal = Journal(self.database, Clock())
        self.archive = start_import(self.database, snapshot_at=NOON)
        self.ana, self.ben, self.me = tell(
            self.database,
            self.archive,
            [
                ((profile(name), mail(f"{name}@x.example")), (Fact(Field.NAME, f"{name.title()} Silva"),))
                for name in ("ana", "ben", "me")
            ],
        )
        self.database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, 'Profile.csv')", (self.me, self.archive))
        refresh_everybody(self.database)

    def close(self) -> None:
        self.readers.close()
        self.database.close()

    def said(self, who: int, minutes: int, text: str, mine: bool = False, kind: Kind = Kind.MESSAGE) -> int:
        return passed(
            self.database,
            self.archive,
            who,
            NOON + minutes * MINUTE,
            mine=self.me if mine else None,
            kind=kind,
            text=text,
        )

    def group(self, minutes: int, text: str, *who: int) -> int:
        return add_one(
            self.database,
            key=minutes,
            at=NOON + minutes * MINUTE,
            precision=6,
            kind=1,
            direction=Direction.OUT if who[0] == self.me else Direction.IN,
            participants=[(one, int(Role.FROM if n == 0 else Role.TO)) for n, one in enumerate(who)],
            text=text,
        )

    def of(self, who: int, **narrowed: object) -> list[int]:
        return timeline_reads.ids_of(self.database, who, Narrowed(**narrowed)).tolist()  # type: ignore[arg-type]

    def everyone(self, **narrowed: object) -> list[int]:
        return timeline_reads.ids_of_everyone(self.database, Narrowed(**narrowed)).tolist()  # type: ignore[arg-type]

    def found(self, text: str, limit: int = 50, person: int | None = None) -> list[int]:
        return timeline_search.search(self.database, text, limit, person).tolist()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


def test_a_timeline_is_newest_first(shelf: Shelf) -> None:
    first, second = shelf.said(shelf.ana, 1, "one"), shelf.said(shelf.ana, 5, "two", mine=True)
    other = shelf.said(shelf.ben, 3, "three")
    assert shelf.of(shelf.ana) == [second, first]
    assert shelf.everyone() == [second, other, first]


def test_somebody_who_took_part_under_two_keys_is_there_once(shelf: Shelf) -> None:
    (address,) = tell(shelf.database, shelf.archive, [((mail("ana@x.example"),), ())])
    row = shelf.group(1, "hello both of you", shelf.ana, address, shelf.me)
    assert shelf.of(shelf.ana) == [row]
    assert timeline_reads.rows(shelf.database, [row])[0].people == ((shelf.ana, "Ana Silva"),)


def test_the_owner_is_nobodys_person(shelf: Shelf) -> None:
    row = shelf.said(shelf.ana, 1, "hi", mine=True)
    assert timeline_reads.rows(shelf.database, [row])[0].people == ((shelf.ana, "Ana Silva"),)


def test_a_group_names_all_its_people_the_one_who_wrote_first(shelf: Shelf) -> None:
    row = shelf.group(1, "hello all", shelf.ana, shelf.me, shelf.ben)
    reads = TimelineViews(shelf.readers)
    assert [name for _, name in reads.rows([row])[0].people] == ["Ana Silva", "Ben Silva"]
    assert [name for _, name in reads.rows([row], shelf.ben)[0].people] == ["Ana Silva", "Ben Silva"]


def test_a_group_i_wrote_to_names_the_one_looked_at_first(shelf: Shelf) -> None:
    row = shelf.group(1, "hello all", shelf.me, shelf.ana, shelf.ben)
    reads = TimelineViews(shelf.readers)
    assert [name for _, name in reads.rows([row], shelf.ben)[0].people] == ["Ben Silva", "Ana Silva"]


def test_somebody_who_is_in_no_list_is_named_all_the_same(shelf: Shelf) -> None:
    tell(shelf.database, shelf.archive, [((profile("ana-2"),), (Fact(Field.NAME, "Ana Silva"),))])
    (waiting,) = tell(shelf.database, shelf.archive, [((bare("ana silva"),), (Fact(Field.NAME, "Ana Silva"),))])
    refresh_everybody(shelf.database)
    row = shelf.said(waiting, 1, "whose am I?")
    ((person, name),) = timeline_reads.rows(shelf.database, [row])[0].people
    assert (person, name) == (waiting, "Ana Silva")


def test_joined_people_share_a_timeline(shelf: Shelf) -> None:
    one, other = shelf.said(shelf.ana, 1, "one"), shelf.said(shelf.ben, 2, "two")
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    assert shelf.of(shelf.ana) == [other, one]
    assert shelf.of(shelf.ben) == []


def test_hidden_rows_are_nowhere(shelf: Shelf) -> None:
    row, kept = shelf.said(shelf.ana, 1, "spam spam"), shelf.said(shelf.ana, 2, "spam, and a word")
    talks.hide(shelf.database, shelf.journal, row)
    assert shelf.of(shelf.ana) == [kept]
    assert shelf.everyone() == [kept]
    assert shelf.found("spam") == [kept]
    assert shelf.found("spam", person=shelf.ana) == [kept]


def test_a_row_given_to_somebody_else_is_theirs(shelf: Shelf) -> None:
    row = shelf.said(shelf.ana, 1, "meant for Ben")
    talks.edit(shelf.database, shelf.journal, row, person=shelf.ben)
    assert shelf.of(shelf.ana) == []
    assert shelf.of(shelf.ben) == [row]
    assert timeline_reads.rows(shelf.database, [row])[0].people == ((shelf.ben, "Ben Silva"),)


def test_a_corrected_time_is_shown(shelf: Shelf) -> None:
    row = shelf.said(shelf.ana, 1, "hello")
    talks.edit(shelf.database, shelf.journal, row, at=Moment(NOON + 30 * MINUTE))
    (shown,) = TimelineViews(shelf.readers).rows(shelf.of(shelf.ana))
    assert shown.at is not None
    assert shown.at.ms == NOON + 30 * MINUTE


def test_nothing_of_an_import_that_is_still_coming_in_is_seen(shelf: Shelf) -> None:
    kept = shelf.said(shelf.ana, 1, "there already")
    coming = start_import(shelf.database, snapshot_at=NOON, state="applying")
    passed(shelf.database, coming, shelf.ana, NOON + MINUTE, text="there not yet")
    assert shelf.of(shelf.ana) == [kept]
    assert shelf.of(shelf.ana, text="there") == [kept]
    assert shelf.everyone() == [kept]
    assert shelf.everyone(text="there") == [kept]
    assert shelf.found("there") == [kept]
    assert shelf.found("there", person=shelf.ana) == [kept]


def test_a_timeline_is_narrowed_to_a_kind_or_a_network(shelf: Shelf) -> None:
    shelf.said(shelf.ana, 1, "hello")
    call = shelf.said(shelf.ana, 2, "", kind=Kind.CALL)
    assert shelf.of(shelf.ana, kind=Kind.CALL) == [call]
    assert shelf.everyone(kind=Kind.CALL) == [call]
    account = shelf.database.execute_sql("SELECT account FROM import WHERE id = ?", (shelf.archive,)).fetchone()[0]
    shelf.database.execute_sql("UPDATE interaction SET account = ? WHERE id = ?", (account, call))
    assert shelf.of(shelf.ana, network="linkedin") == [call]
    assert shelf.everyone(network="linkedin") == [call]


def test_going_through_everyone_in_pages_gives_each_row_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [shelf.said(shelf.ana, minute, f"row {minute}") for minute in range(23)]
    monkeypatch.setattr(timeline_reads, "_BATCH", 5)
    pages = list(timeline_reads.pages(shelf.database))
    assert [one for page in pages for one in page] == made[::-1]
    assert max(map(len, pages)) == 5


def test_a_long_text_is_cut_and_read_whole_on_demand(shelf: Shelf) -> None:
    long = "word " * 2000
    row = shelf.said(shelf.ana, 1, long)
    reads = TimelineViews(shelf.readers)
    (shown,) = reads.rows([row])
    assert shown.cut
    assert len(shown.text) == 4000
    assert reads.text(row) == long
    assert reads.text(12345) == ""


def test_the_last_message_of_a_thread_is_marked_unanswered(shelf: Shelf) -> None:
    rows = [shelf.said(shelf.ana, 1, "hello"), shelf.said(shelf.ana, 2, "still there?")]
    shelf.database.execute_sql("INSERT INTO conversation VALUES (7, 1, 'thread', '', 0)")
    shelf.database.execute_sql("UPDATE interaction SET conversation = 7")
    shown = TimelineViews(shelf.readers).rows(rows)
    assert [row.answered for row in shown] == [None, False]
    shelf.database.execute_sql("UPDATE interaction SET text = 'Great, thanks!' WHERE id = ?", (rows[1],))
    assert TimelineViews(shelf.readers).rows(rows)[1].answered is None, "it asks for no answer"


# --------------------------------------------------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("lis", "I move to Lisbon", True),
        ("LISBON", "I move to Lisbon", True),
        ("lisbon move", "I move to Lisbon", True),
        ("lisbon porto", "I move to Lisbon", False),
        ("isbon", "I move to Lisbon", False),
        ("jose", "Ask José!", True),
        ("josé", "ask jose", True),
        ("o'bri", "the O'Brien file", True),
        ("obrien", "the O'Brien file", False),
        ("co-work", "a co-working place", True),
        ("work co", "a co-working place", True),
        ("100", "about 100% sure", True),
        ("zoë", "ZOE", True),
        ("strasse", "the Straße", False),
        ("straße", "the STRAßE", True),
        ("東京", "東京へ", True),
    ],
)
def test_the_index_and_the_search_inside_a_person_agree(shelf: Shelf, typed: str, text: str, found: bool) -> None:
    row = shelf.said(shelf.ana, 1, text)
    assert (shelf.found(typed) == [row]) is found
    assert found_in(pattern(typed), text) is found
    assert (shelf.found(typed, person=shelf.ana) == [row]) is found


@pytest.mark.parametrize(
    "typed", ['"', "*", "a* OR b", "NEAR(a b)", "-x", "\x00", "\ud800", "(((", "title:x", "a" * 9999]
)
def test_no_text_breaks_the_search(shelf: Shelf, typed: str) -> None:
    shelf.said(shelf.ana, 1, "something")
    reads = TimelineViews(shelf.readers)
    assert isinstance(reads.search(typed), list)
    assert isinstance(reads.search(typed, person=shelf.ana), list)
    assert isinstance(reads.ids(shelf.ana, text=typed).tolist(), list)


def test_one_letter_searches_no_messages(shelf: Shelf) -> None:
    shelf.said(shelf.ana, 1, "a b c")
    assert TimelineViews(shelf.readers).search("a") == []


def test_the_newest_hits_come_first_and_no_more_than_asked(shelf: Shelf) -> None:
    made = [shelf.said(shelf.ana, minute, "the same words") for minute in range(9)]
    assert shelf.found("same", 4) == made[:4:-1]


def test_hidden_hits_do_not_use_up_the_places(shelf: Shelf) -> None:
    made = [shelf.said(shelf.ana, minute, "the same words") for minute in range(12)]
    for row in made[5:]:
        talks.hide(shelf.database, shelf.journal, row)
    assert shelf.found("same", 4) == made[4:0:-1]


WORDS = ("meet", "meeting", "meetings", "meal", "medal", "lisbon", "list", "José", "project", "projector", "it", "a")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Some thousand messages of few words, so that every way of searching has something to do."""
    shelf = Shelf(tmp_path_factory.mktemp("full"))
    chance = random.Random(5)
    for minute in range(1500):
        who = shelf.ana if chance.random() < 0.8 else shelf.ben
        shelf.said(who, minute, " ".join(chance.choices(WORDS, range(len(WORDS), 0, -1), k=4)))
    yield shelf
    shelf.close()


@pytest.mark.parametrize(
    "typed",
    ["meet", "meeti", "meetings", "meetings medal", "projector lis", "lisb proje", "jose", "medal meal", "meet x"],
)
@pytest.mark.parametrize("limit", [3, 50, 2000])
def test_however_the_index_is_asked_the_newest_hits_are_the_same(full: Shelf, typed: str, limit: int) -> None:
    texts = full.database.execute_sql("SELECT id, text FROM interaction ORDER BY id DESC").fetchall()
    wanted = [row for row, text in texts if found_in(pattern(typed), text)]
    assert full.found(typed, limit) == wanted[:limit]
    mine = set(full.of(full.ana))
    theirs = [row for row in wanted if row in mine]
    assert full.found(typed, limit, full.ana) == theirs[:limit]
    assert full.of(full.ana, text=typed) == theirs
    assert full.everyone(text=typed) == wanted


@pytest.mark.parametrize("typed", ["lisb", "projector meetings"])
def test_giving_up_on_the_texts_falls_back_to_the_index(
    full: Shelf, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = full.found(typed, 40)
    monkeypatch.setattr(timeline_search, "beginnings", lambda text: [(query, 1) for query, _ in beginnings(text)])
    monkeypatch.setattr(timeline_search, "_LOOKED_THROUGH", 3)
    monkeypatch.setattr(timeline_search, "_PATIENCE", 3)
    monkeypatch.setattr(timeline_reads, "_SAMPLE", 3)
    monkeypatch.setattr(timeline_reads, "_HITS_FOR_A_ROW", 10_000)
    assert full.found(typed, 40) == whole
    everything = set(full.of(full.ana, text=typed))
    assert full.found(typed, 40, full.ana) == sorted(everything, reverse=True)[:40]


def test_a_short_word_needs_no_wider_question() -> None:
    assert beginnings("it") == []
    assert [query for query, _ in beginnings("meeting")] == ['"mee"*']
    assert [query for query, _ in beginnings("meet projector")] == ['"mee"* AND "pro"*', '"mee"* AND "projector"*']
    assert match('say "hi"') == '"say"* AND """hi"""*'


def test_a_hit_shows_the_place_where_it_was_found(shelf: Shelf) -> None:
    shelf.said(shelf.ana, 1, "before " * 60 + "the Needle is here " + "after " * 60)
    (hit,) = TimelineViews(shelf.readers).search("needle")
    assert "Needle" in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= SNIPPET + 2


# --------------------------------------------------------------------------------------------------------- plans


def test_hot_queries_are_answered_from_indexes(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    row = shelf.said(shelf.ana, 1, "hello there")
    plans: list[str] = []
    real = shelf.database.execute_sql

    def explained(sql: str, parameters: object = None) -> object:
        plans.extend(line[3] for line in real(f"EXPLAIN QUERY PLAN {sql}", parameters))
        return real(sql, parameters)

    monkeypatch.setattr(shelf.database, "execute_sql", explained)
    timeline_reads.ids_of(shelf.database, shelf.ana)
    timeline_reads.rows(shelf.database, [row])
    timeline_search.search(shelf.database, "hello")
    scanned = [plan for plan in plans if plan.startswith("SCAN") and "VIRTUAL TABLE" not in plan]
    # Read whole: what the user corrected, and who the owner is (i); both are few.
    assert set(scanned) == {"SCAN interaction_override", "SCAN i"}
    assert any("participant" in plan and "SEARCH" in plan for plan in plans)
