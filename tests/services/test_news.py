"""What two archives of one account tell anew: by their dates, of all networks, whatever the order of import."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from relate.domain.changes import ChangeSet, What
from relate.domain.moments import DAY_MS, Moment
from relate.domain.news import Piece
from relate.domain.records import Field, Kind
from relate.services.checking import check
from relate.services.library import Library
from relate.services.news_page import NewsQuery, Since
from relate.services.views import PeopleQuery, Shown, Talk, TimelineRow
from relate.store import imports, news_reads
from relate.store.connection import immediate
from relate.store.writing import Database
from tests.exports import make_lists
from tests.exports.make_lists import Connection
from tests.services.conftest import NOON, Opened, dump, read

AUGUST, OCTOBER, NOVEMBER = date(2026, 8, 2), date(2026, 10, 5), date(2026, 11, 20)

Told = tuple[str, str, str, str]


def told(library: Library) -> set[Told]:
    """(who, kind, before, after) of everything that is news."""
    items = library.news.items()
    names = {row.id: row.name for row in library.people.rows([item.person for item in items])}
    return {(names[item.person], item.kind, item.before, item.after) for item in items}


def when(library: Library) -> set[tuple[date, date]]:
    return {(day(item.before_ms), day(item.after_ms)) for item in library.news.items()}


def day(ms: int) -> date:
    return datetime.fromtimestamp(ms / 1000, UTC).date()


def person(library: Library, name: str) -> int:
    ids = library.people.ids(PeopleQuery(shown=Shown.EVERYONE))
    return next(row.id for row in library.people.rows(ids) if row.name == name)


def archives(home: Path, *dated: tuple[date, Sequence[Connection]]) -> list[Path]:
    return [make_lists.linkedin(home / str(on), on, rows) for on, rows in dated]


def drop(library: Library, paths: Iterable[Path]) -> None:
    for path in paths:
        read(library, path)


def timeline(library: Library, whose: int) -> list[TimelineRow]:
    return library.timeline.rows(library.timeline.ids(whose), whose)


MAYA = Connection("Maya Okafor", "Account manager", "Fabrikam")
OLD = Connection("Bo Lind", "Buyer", "Contoso")


def test_a_new_role_a_new_company_a_new_name_and_who_is_new_or_gone(library: Library, tmp_path: Path) -> None:
    before = [MAYA, OLD, Connection("Ana Silva", slug="ana"), Connection("Chidi Okoro", "Founder", "Lagos Light")]
    after = [
        MAYA._replace(role="Sales lead", company="Contoso"),
        OLD,
        Connection("Ana Costa", slug="ana"),
        Connection("Elif Demir", "CEO", "Boats", on=date(2026, 10, 1)),
    ]
    drop(library, archives(tmp_path, (AUGUST, before), (NOVEMBER, after)))
    assert told(library) == {
        ("Maya Okafor", "role", "Account manager", "Sales lead"),
        ("Maya Okafor", "company", "Fabrikam", "Contoso"),
        ("Ana Costa", "name", "Ana Silva", "Ana Costa"),
        ("Elif Demir", "new", "", "connection"),
        ("Chidi Okoro", "gone", "connection", ""),
    }
    assert when(library) == {(AUGUST, NOVEMBER)}


def test_a_role_and_a_company_that_change_together_are_said_in_one_line(library: Library, tmp_path: Path) -> None:
    after = MAYA._replace(role="Sales lead", company="Contoso")
    drop(library, archives(tmp_path, (AUGUST, [MAYA]), (NOVEMBER, [after])))
    (piece,) = library.news.told()
    assert (piece.now, piece.was) == ("now Sales lead at Contoso", "was Account manager at Fabrikam")
    assert piece.when == "between 2 Aug and 20 Nov"


@pytest.mark.parametrize(
    "spelt",
    [
        MAYA._replace(company="FABRIKAM, Inc."),
        MAYA._replace(company="Fabrikam GmbH "),
        MAYA._replace(role="account  Manager"),
        MAYA._replace(role="Account-manager."),
        MAYA._replace(name="maya OKAFOR", slug="maya-okafor"),
        MAYA._replace(name="Maya Okafor, PhD", slug="maya-okafor"),
    ],
)
def test_another_spelling_is_no_news(library: Library, tmp_path: Path, spelt: Connection) -> None:
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [spelt, OLD])))
    assert told(library) == set()


def test_a_first_role_is_news_and_one_that_is_hidden_is_none(library: Library, tmp_path: Path) -> None:
    before = [Connection("Maya Okafor"), OLD]
    after = [MAYA, OLD._replace(role="", company="")]
    drop(library, archives(tmp_path, (AUGUST, before), (NOVEMBER, after)))
    assert told(library) == {
        ("Maya Okafor", "role", "", "Account manager"),
        ("Maya Okafor", "company", "", "Fabrikam"),
    }


def test_a_profile_with_another_address_is_neither_gone_nor_new(library: Library, tmp_path: Path) -> None:
    moved = MAYA._replace(slug="maya-the-manager")
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [moved, OLD])))
    assert told(library) == set()


def test_the_order_of_import_makes_no_difference(opened: Opened, tmp_path: Path) -> None:
    middle = MAYA._replace(role="Sales lead")
    last = MAYA._replace(role="Head of sales", company="Contoso")
    paths = archives(tmp_path, (AUGUST, [MAYA, OLD]), (OCTOBER, [middle]), (NOVEMBER, [last, OLD]))
    said = []
    for order in itertools.permutations(range(3)):
        library = opened("".join(map(str, order)))
        drop(library, (paths[n] for n in order))
        said.append((told(library), when(library)))
    assert all(each == said[0] for each in said)
    assert said[0][0] == {
        ("Maya Okafor", "role", "Account manager", "Sales lead"),
        ("Maya Okafor", "role", "Sales lead", "Head of sales"),
        ("Maya Okafor", "company", "Fabrikam", "Contoso"),
        ("Bo Lind", "gone", "connection", ""),
        ("Bo Lind", "new", "", "connection"),
    }
    assert said[0][1] == {(AUGUST, OCTOBER), (OCTOBER, NOVEMBER)}


@pytest.mark.parametrize("seed", range(4))
def test_archives_of_any_content_in_any_order_tell_what_stands_in_their_rows(
    library: Library, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    dates = [date(2026, month, 1) for month in range(5, 9)]
    rows = {
        on: {
            name: Connection(
                name, dice.choice(("Buyer", "buyer", "CEO")), dice.choice(("Contoso", "Contoso Ltd", "Kite"))
            )
            for name in ("Ana Silva", "Bo Lind", "Cy Twist", "Dana Weiss", "Elif Demir", "Femi Novak")
            if dice.random() < 0.7
        }
        for on in dates
    }
    paths = archives(tmp_path, *((on, list(rows[on].values())) for on in dates))
    drop(library, dice.sample(paths, len(paths)))
    expected: set[tuple[date, Told]] = set()
    for before, after in itertools.pairwise(dates):
        for name in rows[before].keys() | rows[after].keys():
            was, now = rows[before].get(name), rows[after].get(name)
            if was is None or now is None:
                told_so = (name, "gone", "connection", "") if now is None else (name, "new", "", "connection")
                expected.add((after, told_so))
                continue
            if was.role.casefold() != now.role.casefold():
                expected.add((after, (name, "role", was.role, now.role)))
            if was.company.partition(" ")[0] != now.company.partition(" ")[0]:
                expected.add((after, (name, "company", was.company, now.company)))
    items = library.news.items()
    names = {row.id: row.name for row in library.people.rows([item.person for item in items])}
    found = {(day(item.after_ms), (names[item.person], item.kind, item.before, item.after)) for item in items}
    assert found == expected


def test_archives_of_two_accounts_are_not_compared(library: Library, tmp_path: Path) -> None:
    read(library, make_lists.linkedin(tmp_path / "a", AUGUST, [MAYA, OLD]))
    read(library, make_lists.linkedin(tmp_path / "b", NOVEMBER, [MAYA._replace(role="CEO")], owner=("Ida", "Brandt")))
    assert told(library) == set()
    read(library, make_lists.linkedin(tmp_path / "c", OCTOBER, [MAYA._replace(role="Sales lead")]))
    assert told(library) == {
        ("Maya Okafor", "role", "Account manager", "Sales lead"),
        ("Bo Lind", "gone", "connection", ""),
    }


def test_two_archives_of_one_day_are_one(library: Library, tmp_path: Path) -> None:
    read(library, make_lists.linkedin(tmp_path / "a", AUGUST, [MAYA]))
    (basic,) = read(library, make_lists.linkedin(tmp_path / "b", NOVEMBER, [MAYA._replace(role="Sales lead")]))
    read(library, make_lists.linkedin(tmp_path / "c", NOVEMBER, [MAYA._replace(role="Sales lead")], broken=1))
    expected = {("Maya Okafor", "role", "Account manager", "Sales lead")}
    assert told(library) == expected
    library.imports.undo(basic.id).result(timeout=60)
    assert told(library) == expected


def test_the_undo_of_an_archive_leaves_the_news_of_the_others(library: Library, tmp_path: Path) -> None:
    middle, last = MAYA._replace(role="Sales lead"), MAYA._replace(role="Head of sales")
    paths = archives(tmp_path, (AUGUST, [MAYA]), (OCTOBER, [middle]), (NOVEMBER, [last]))
    reports = [read(library, path)[0] for path in paths]
    assert len(told(library)) == 2
    library.imports.undo(reports[1].id).result(timeout=60)
    assert told(library) == {("Maya Okafor", "role", "Account manager", "Head of sales")}
    assert when(library) == {(AUGUST, NOVEMBER)}
    library.imports.undo(reports[0].id).result(timeout=60)
    assert told(library) == set()


def test_the_same_archive_twice_is_no_news(library: Library, tmp_path: Path) -> None:
    paths = archives(tmp_path, (AUGUST, [MAYA]), (NOVEMBER, [MAYA._replace(role="Sales lead")]))
    drop(library, [*paths, *paths])
    assert told(library) == {("Maya Okafor", "role", "Account manager", "Sales lead")}


def test_an_archive_that_could_not_be_read_to_the_end_makes_nobody_gone(library: Library, tmp_path: Path) -> None:
    read(library, make_lists.linkedin(tmp_path / "a", AUGUST, [MAYA, OLD]))
    read(library, make_lists.linkedin(tmp_path / "b", NOVEMBER, [MAYA._replace(role="Sales lead")], broken=1))
    assert told(library) == {("Maya Okafor", "role", "Account manager", "Sales lead")}


def test_news_leaves_no_trace_in_the_library(opened: Opened, tmp_path: Path) -> None:
    asked, silent = opened("asked"), opened("silent")
    for library in (asked, silent):
        drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [MAYA._replace(role="Sales lead")])))
    assert asked.news.told()
    assert dump(asked) == dump(silent)
    assert check(asked.path) == []


def test_followers_and_followed_come_and_go_on_x(library: Library, tmp_path: Path) -> None:
    read(library, make_lists.x(tmp_path, AUGUST, ["2001", "2002"], ["2003"]))
    read(library, make_lists.x(tmp_path, NOVEMBER, ["2001", "2004"], ["2003", "2004", "2002"]))
    assert told(library) == {
        ("Bo Lind", "gone", "follower", ""),
        ("Bo Lind", "new", "", "following"),
        ("Elif Demir", "new", "", "follower"),
        ("Elif Demir", "new", "", "following"),
    }
    assert {piece.now for piece in library.news.told()} == {
        "no longer follows you on X",
        "you follow them on X",
        "you follow each other on X",
    }


def test_an_archive_that_is_not_all_makes_nobody_gone_or_new(library: Library, tmp_path: Path) -> None:
    read(library, make_lists.x(tmp_path / "a", AUGUST, ["2001", "2002"], ["2003"]))
    read(library, make_lists.x(tmp_path / "b", NOVEMBER, ["2001"], ["2003"], partial=True))
    read(library, make_lists.facebook(tmp_path / "c", AUGUST, {"Ana Duarte": date(2015, 1, 1)}))
    read(library, make_lists.facebook(tmp_path / "d", NOVEMBER, {"Bo Lind": date(2026, 9, 9)}, whole=False))
    assert told(library) == set()


def test_friends_come_and_go_on_facebook_and_a_removal_has_its_day(library: Library, tmp_path: Path) -> None:
    friends = {"Ana Duarte": date(2015, 1, 1), "Bo Lind": date(2016, 1, 1), "Cy Twist": date(2016, 2, 2)}
    read(library, make_lists.facebook(tmp_path, AUGUST, friends))
    friends = {"Ana Duarte": date(2015, 1, 1), "Elif Demir": date(2026, 9, 9)}
    read(library, make_lists.facebook(tmp_path, NOVEMBER, friends, {"Bo Lind": date(2026, 10, 3)}))
    assert told(library) == {
        ("Bo Lind", "gone", "friend", ""),
        ("Cy Twist", "gone", "friend", ""),
        ("Elif Demir", "new", "", "friend"),
    }
    said = {piece.when for piece in library.news.told()}
    assert said == {"on 9 Sep", "on 3 Oct", "between 2 Aug and 20 Nov"}


def test_a_friend_of_another_name_since_the_very_second_is_neither_gone_nor_new(
    library: Library, tmp_path: Path
) -> None:
    long_ago = date(2015, 1, 1)
    read(library, make_lists.facebook(tmp_path, AUGUST, {"Ana Silva": long_ago, "Bo Lind": date(2016, 1, 1)}))
    read(library, make_lists.facebook(tmp_path, NOVEMBER, {"Ana Costa": long_ago, "Bo Lind": date(2016, 1, 1)}))
    assert told(library) == {("Ana Costa", "name", "Ana Silva", "Ana Costa")}
    for name, text in (("Ana Costa", "Now called Ana Costa"), ("Ana Silva", "You became connected")):
        one = person(library, name)
        assert tuple(news_reads.news(library.readers.connection(), [one])) == library.news.of(one)
        assert (timeline(library, one)[0].text or "You became connected") == text


@pytest.mark.parametrize("make", [make_lists.instagram, make_lists.threads])
def test_followers_and_followed_come_and_go_on_instagram_and_threads(
    library: Library, tmp_path: Path, make: Callable[..., Path]
) -> None:
    long_ago, lately = date(2019, 1, 1), date(2026, 9, 9)
    read(library, make(tmp_path, AUGUST, {"ana.d": long_ago, "bo.l": long_ago}, {"ana.d": long_ago}))
    read(library, make(tmp_path, NOVEMBER, {"ana.d": long_ago, "elif": lately}, {}))
    assert told(library) == {
        ("ana.d", "gone", "following", ""),
        ("bo.l", "gone", "follower", ""),
        ("elif", "new", "", "follower"),
    }


def test_two_profiles_made_one_by_hand_are_compared_as_one(library: Library, tmp_path: Path) -> None:
    other = Connection("Maya O.", "Sales lead", "Contoso", on=date(2026, 10, 1))
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [other, OLD])))
    assert {kind for _, kind, _, _ in told(library)} == {"new", "gone"}
    one, two = person(library, "Maya Okafor"), person(library, "Maya O.")
    library.people.merge([one, two]).result(timeout=60)
    assert {(kind, after) for _, kind, _, after in told(library)} == {
        ("role", "Sales lead"),
        ("company", "Contoso"),
        ("name", "Maya O."),
    }
    library.history.undo().result(timeout=60)
    assert {kind for _, kind, _, _ in told(library)} == {"new", "gone"}


def test_of_two_profiles_made_one_the_new_role_is_told_at_its_own_company(library: Library, tmp_path: Path) -> None:
    artist, founder = Connection("Ana Silva", "Artist", "Tailspin"), Connection("Ana Silva Costa", "Founder", "Adatum")
    for on, role in ((AUGUST, "Artist"), (NOVEMBER, "Illustrator")):
        read(library, make_lists.linkedin(tmp_path / str(on), on, [artist._replace(role=role), founder]))
    ana, other = person(library, "Ana Silva"), person(library, "Ana Silva Costa")
    library.people.merge([ana, other]).result(20)
    (piece,) = library.news.of(ana)
    assert (piece.role, piece.company) == (("Artist", "Illustrator"), ("Tailspin", "Tailspin"))
    (line,) = library.people.rows([ana])
    assert (line.role, line.company) == ("Founder", "Adatum")
    assert check(library.path) == []


@pytest.mark.parametrize("much", [1, 30_000])
def test_the_news_of_one_is_what_that_of_everybody_says_of_them(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, much: int
) -> None:
    monkeypatch.setattr(news_reads, "_MUCH", much)
    before = [MAYA, OLD, Connection("Chidi Okoro")]
    after = [MAYA._replace(role="Sales lead"), OLD, Connection("Elif Demir", on=date(2026, 10, 1))]
    drop(library, archives(tmp_path, (AUGUST, before), (NOVEMBER, after)))
    database = library.readers.connection()
    everybody = library.news.everybody()
    assert len(everybody) == 3
    for one in library.people.ids(PeopleQuery(shown=Shown.EVERYONE)):
        assert tuple(news_reads.news(database, [one])) == everybody.get(one, ())
    assert {piece.person for piece in news_reads.news(database, list(everybody))} == everybody.keys()


def test_news_that_everybody_was_read_for_are_not_read_again_after_a_conversation(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [MAYA._replace(role="Sales lead"), OLD])))
    maya = person(library, "Maya Okafor")
    library.news.everybody()
    (first,) = library.news.of(maya)
    with monkeypatch.context() as patch:
        patch.setattr(news_reads, "news", lambda *_: pytest.fail("what a conversation does not change was read again"))
        library.timeline.log(Talk((maya,), Moment(NOON), Kind.MEETING)).result()
        assert library.news.of(maya) == (first,)
    other = person(library, "Bo Lind")
    library.people.merge([maya, other]).result()
    assert library.news.of(min(maya, other)) == tuple(news_reads.news(library.readers.connection(), [min(maya, other)]))


def test_what_an_archive_told_is_no_news_any_more_while_it_is_being_taken_back(
    library: Library, tmp_path: Path
) -> None:
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [MAYA._replace(role="Sales lead"), OLD])))
    maya = person(library, "Maya Okafor")
    assert library.news.of(maya)
    assert library.news.everybody().keys() == {maya}
    newest = library.imports.list()[0].id

    def leave(database: Database) -> None:
        with immediate(database):
            imports.set_state(database, newest, "withdrawing")

    library.writer.do(leave).result()  # as an undo does, long before all is gone and the panels are told of it
    assert library.news.of(maya) == ()
    assert library.news.everybody() == {}


def test_others_go_first_while_the_news_of_everybody_are_read(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = [MAYA._replace(role="Sales lead"), OLD._replace(role="CEO")]
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, after)))
    monkeypatch.setattr(news_reads, "_AT_A_TIME", 1)
    monkeypatch.setattr(news_reads, "_ROWS_AT_A_TIME", 10**9)
    library.news.notice(ChangeSet(What.IMPORTS, None))
    went: list[None] = []
    assert len(library.news.everybody(lambda: went.append(None))) == 2
    assert len(went) == 1 + 2  # the rows of both, and each of them


def test_the_news_of_one_is_read_once_until_they_change(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [MAYA._replace(role="Sales lead"), OLD])))
    maya, bo = person(library, "Maya Okafor"), person(library, "Bo Lind")
    read: list[list[int]] = []
    news = news_reads.news

    def watched(database: Database, persons: Sequence[int] | None = None) -> list[Piece]:
        read.append(list(persons or ()))
        return news(database, persons)

    monkeypatch.setattr(news_reads, "news", watched)
    library.news.notice(ChangeSet(What.IMPORTS, None))
    (first,) = library.news.of(maya)
    assert (library.news.of(maya), library.news.of(bo), library.news.of(bo)) == ((first,), (), ())
    assert read == [[maya], [bo]]
    library.timeline.log(Talk((maya, bo), Moment(NOON), Kind.MEETING)).result()
    assert (library.news.of(maya), library.news.of(bo)) == ((first,), ())
    assert read == [[maya], [bo]]
    library.people.set_fact(maya, Field.ROLE, "Chair").result()
    assert library.news.of(maya) == (first,)
    assert library.news.of(bo) == ()
    assert read == [[maya], [bo], [maya]]
    library.news.notice(ChangeSet(What.IMPORTS, None))
    assert library.news.of_some((maya, bo)) == {maya: (first,)}
    assert read[3:] == [[maya, bo]]


def test_whoever_tells_of_a_change_does_not_wait_until_what_was_known_of_everybody_is_let_go_of(
    library: Library, tmp_path: Path
) -> None:
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [MAYA._replace(role="Sales lead"), OLD])))
    (known,) = library.news.everybody().values()
    held = sys.getrefcount(known)
    library.news.notice(ChangeSet(What.IMPORTS, None))
    assert sys.getrefcount(known) == held
    (again,) = library.news.everybody().values()
    assert sys.getrefcount(known) == held - 1
    assert again == known


def test_more_archives_than_a_number_has_bits_are_compared_too(library: Library, tmp_path: Path) -> None:
    dates = [date(2020, 1, 1 + n) if n < 31 else date(2020, 2, n - 30) for n in range(59)]
    dates += [date(2020, 3, 1 + n) for n in range(6)]
    for n, on in enumerate(dates):
        read(library, make_lists.linkedin(tmp_path / str(n), on, [MAYA._replace(role=f"Role {n // 2}")]))
    items = library.news.items()
    assert [item.after for item in items] == [f"Role {n}" for n in range(32, 0, -1)]


def test_what_is_new_stands_in_the_timeline_of_the_person_between_two_dates(library: Library, tmp_path: Path) -> None:
    after = MAYA._replace(role="Sales lead", company="Contoso")
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [after])))
    maya, bo = person(library, "Maya Okafor"), person(library, "Bo Lind")
    first, second = timeline(library, maya)
    assert (first.kind, first.text, first.detail) == (
        Kind.NEWS,
        "Now Sales lead at Contoso",
        "was Account manager at Fabrikam",
    )
    assert first.since is not None
    assert first.at is not None
    assert (day(first.since.ms), day(first.at.ms)) == (AUGUST, NOVEMBER)
    assert first.people == ((maya, "Maya Okafor"),)
    assert (second.kind, second.since) == (Kind.CONNECTED, None)
    assert timeline(library, bo)[0].text == "No longer in your LinkedIn connections"
    assert [row.kind for page in library.timeline.pages() for row in page] == [Kind.CONNECTED, Kind.CONNECTED]


def test_what_an_archive_dates_has_its_own_row_and_no_second_one(library: Library, tmp_path: Path) -> None:
    elif_ = Connection("Elif Demir", "CEO", "Boats", on=date(2026, 10, 1))
    drop(library, archives(tmp_path, (AUGUST, [MAYA]), (NOVEMBER, [MAYA, elif_])))
    read(library, make_lists.facebook(tmp_path, AUGUST, {"Bo Lind": date(2016, 1, 1)}))
    read(library, make_lists.facebook(tmp_path, NOVEMBER, {}, {"Bo Lind": date(2026, 10, 3)}))
    assert [row.kind for row in timeline(library, person(library, "Elif Demir"))] == [Kind.CONNECTED]
    assert [row.kind for row in timeline(library, person(library, "Bo Lind"))] == [Kind.NEWS, Kind.CONNECTED]


def test_news_is_found_and_narrowed_to_in_the_timeline_of_the_person(library: Library, tmp_path: Path) -> None:
    after = MAYA._replace(role="Sales lead", company="Contoso")
    drop(library, archives(tmp_path, (AUGUST, [MAYA]), (NOVEMBER, [after])))
    maya, of = person(library, "Maya Okafor"), library.timeline
    every = list(of.ids(maya))
    assert list(of.ids(maya, kind=Kind.NEWS)) == list(of.ids(maya, text="contoso")) == every[:1]
    assert list(of.found("fabri", 50, maya)) == every[:1]
    assert list(of.ids(maya, kind=Kind.CONNECTED)) == every[1:]
    assert list(of.ids(maya, network="facebook")) == list(of.ids(maya, text="nowhere")) == []


def test_news_is_no_contact_and_takes_no_id_that_something_else_has(library: Library, tmp_path: Path) -> None:
    after = [MAYA._replace(role="Sales lead"), OLD._replace(role="Head of buying")]
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, after)))
    maya, bo = person(library, "Maya Okafor"), person(library, "Bo Lind")
    (news,) = library.timeline.ids(maya, kind=Kind.NEWS)
    assert news not in library.timeline.ids(bo, kind=Kind.NEWS)
    noted = library.timeline.log(Talk((maya,), Moment.of_day(NOVEMBER), text="coffee")).result(timeout=60)
    assert noted != news

    def put_there(database: Database) -> None:
        """As if an archive had brought something of the very second."""
        for table, column in (
            ("interaction", "id"),
            ("participant", "interaction"),
            ("interaction_key", "interaction"),
        ):
            database.execute_sql(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (news, noted))

    library.writer.do(put_there).result(timeout=60)
    library.changed(ChangeSet(What.TIMELINE, None))
    ids = list(library.timeline.ids(maya))
    assert len(set(ids)) == len(ids) == 3
    rows = library.timeline.rows(ids, maya)
    assert sorted(row.text for row in rows if row.id >> 12 == news >> 12) == ["Now Sales lead at Fabrikam", "coffee"]
    assert library.people.page(maya).contact_days == 1
    assert library.people.page(bo).contact_days == 0


def speaks_for(library: Library, whose: int) -> list[str]:
    """What is new of somebody as the reasons to write to them have it."""
    return [said for said in library.reconnect.why_not(whose).speaks if said.startswith("News")]


def test_news_is_a_reason_for_a_month_where_there_was_an_exchange_or_a_circle(tmp_path: Path) -> None:
    now = [NOON]
    library = Library.open(tmp_path / "home" / "relate.db", clock=lambda: now[0])
    after = [MAYA._replace(role="Sales lead", company="Contoso"), OLD._replace(role="Head of buying")]
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, after)))
    maya, bo = person(library, "Maya Okafor"), person(library, "Bo Lind")
    assert speaks_for(library, maya) == speaks_for(library, bo) == []
    library.timeline.log(Talk((maya,), Moment.of_day(date(2026, 3, 3)))).result(timeout=60)
    library.people.set_circle([bo], 150).result(timeout=60)
    for days, there in ((0, True), (26, True), (28, False), (1, True)):
        now[0] = NOON + days * DAY_MS
        assert (
            speaks_for(library, maya)
            == ["News, as of your archive of 20 Nov: now Sales lead at Contoso, was Account manager at Fabrikam."]
            * there
        )
        assert (
            speaks_for(library, bo)
            == ["News, as of your archive of 20 Nov: now Head of buying at Contoso, was Buyer."] * there
        )
    library.timeline.log(Talk((maya,), Moment.of_day(date(2026, 11, 22)))).result(timeout=60)
    assert speaks_for(library, maya) == []  # they talked since
    library.close()


def test_who_fits_what_i_look_for_comes_first_and_has_news_as_a_reason(library: Library, tmp_path: Path) -> None:
    after = [MAYA._replace(role="Turbine engineer"), OLD._replace(role="Head of buying")]
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, after)))
    library.looking.set_line("turbine engineers").result(timeout=60)
    page = library.news.page(NewsQuery())
    assert [(row.who.name, row.who.fits) for row in page.close] == [("Maya Okafor", "turbine engineers")]
    assert [row.who.name for row in page.others] == ["Bo Lind"]
    assert speaks_for(library, person(library, "Maya Okafor")) == [
        "News, as of your archive of 20 Nov: now Turbine engineer at Fabrikam, was Account manager."
    ]
    assert speaks_for(library, person(library, "Bo Lind")) == []


def test_the_newest_archive_tells_nothing_new_where_nothing_changed(library: Library, tmp_path: Path) -> None:
    later = MAYA._replace(role="Sales lead")
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (OCTOBER, [later, OLD])))
    assert [row.who.name for row in library.news.page(NewsQuery()).others] == ["Maya Okafor"]
    drop(library, archives(tmp_path, (NOVEMBER, [later, OLD])))
    page = library.news.page(NewsQuery())
    assert (page.anything, page.others) == (True, ())
    assert [row.who.name for row in library.news.page(NewsQuery(Since.EVER)).others] == ["Maya Okafor"]


def test_who_is_gone_is_never_a_reason(library: Library, tmp_path: Path) -> None:
    drop(library, archives(tmp_path, (AUGUST, [MAYA, OLD]), (NOVEMBER, [MAYA])))
    bo = person(library, "Bo Lind")
    library.timeline.log(Talk((bo,), Moment.of_day(date(2026, 3, 3)))).result(timeout=60)
    library.people.set_circle([bo], 15).result(timeout=60)
    assert speaks_for(library, bo) == []
    assert timeline(library, bo)[0].text == "No longer in your LinkedIn connections"


def test_a_reason_of_news_leads_to_its_row_and_goes_with_its_archive(library: Library, tmp_path: Path) -> None:
    older, newer = archives(tmp_path, (AUGUST, [MAYA]), (NOVEMBER, [MAYA._replace(role="Sales lead")]))
    read(library, older)
    maya = person(library, "Maya Okafor")
    library.timeline.log(Talk((maya,), Moment.of_day(date(2026, 3, 3)))).result(timeout=60)
    library.people.set_circle([maya], 15).result(timeout=60)
    library.reconnect.day()
    (report,) = read(library, newer)
    (card,) = library.reconnect.day().reconnect
    (reason,) = (one for one in card.reasons if one.kind == "news")
    (row,) = (one for one in timeline(library, maya) if one.id in reason.records)
    assert (row.kind, row.text) == (Kind.NEWS, "Now Sales lead at Fabrikam")
    library.imports.undo(report.id).result(timeout=60)
    assert [one.kind for card in library.reconnect.day().reconnect for one in card.reasons if one.kind == "news"] == []
