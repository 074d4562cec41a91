"""The made-up library: archives that are read without a word of complaint, and a history worth looking at."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

import pytest

from relate.domain.moments import DAY_MS
from relate.domain.records import (
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    PersonRecord,
    Reason,
    Role,
    Skipped,
)
from relate.importers.archive import Archive
from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from relate.services.demo import DemoTouch, Touch, demo_touches, fill, write_demo_archives
from relate.services.demo.people import OWNER, next_weekday
from relate.services.demo.words import read_words
from relate.services.library import Library
from relate.services.made_up import is_there, take_away
from relate.services.views import PeopleQuery, Shown

TODAY = date(2026, 11, 22)
ME = IdentityKey("linkedin", IdentityKind.PROFILE, OWNER[2])


class Drop:
    """What comes out of one of the files when it is dropped."""

    def __init__(self, path: Path) -> None:
        [source], unknown = open_sources([path])
        with source:
            archives, left = recognise(source)
            assert not unknown
            assert not left
            [self.archive] = archives
            self.records = list(importer(self.archive.source_id).read(source, self.archive))
        self.people = [one for one in self.records if isinstance(one, PersonRecord) and not one.owner]
        self.talk = [one for one in self.records if isinstance(one, InteractionRecord)]
        self.skipped = [one for one in self.records if isinstance(one, Skipped)]


@pytest.fixture(scope="module")
def drops(tmp_path_factory) -> list[Drop]:
    return [Drop(path) for path in write_demo_archives(tmp_path_factory.mktemp("demo"), TODAY)]


def with_whom(one: InteractionRecord) -> list[str]:
    return [participant.key.key for participant in one.participants if participant.key != ME]


def last_message(drop: Drop, slug: str) -> InteractionRecord:
    told = [one for one in drop.talk if one.kind is Kind.MESSAGE and with_whom(one) == [slug]]
    return max(told, key=lambda one: one.at.ms if one.at else 0)


def days_ago(one: InteractionRecord) -> int:
    assert one.at is not None
    return (TODAY - datetime.fromtimestamp(one.at.ms / 1000, UTC).date()).days


def test_each_file_is_recognised_as_what_a_network_or_a_phone_gives(drops):
    earlier, newer, book = (drop.archive for drop in drops)
    assert [(one.source_id, one.complete) for one in (earlier, newer, book)] == [
        ("linkedin", True),
        ("linkedin", True),
        ("vcard", False),
    ]
    assert _day(earlier) < _day(newer) == _day(book) == TODAY - timedelta(days=1)
    assert ME in newer.owner


def _day(archive: Archive) -> date:
    assert archive.snapshot_ms is not None
    return date(1970, 1, 1) + timedelta(days=archive.snapshot_ms // DAY_MS)


def test_some_four_hundred_people_and_every_row_is_understood(drops):
    _, newer, book = drops
    assert len({person.keys[0] for person in newer.people if person.where.file == "Connections.csv"}) in range(380, 401)
    assert len(book.people) in range(40, 90)
    reasons = Counter(one.reason for one in newer.skipped)
    assert set(reasons) == {Reason.CLOSED_PROFILE, Reason.SPONSORED, Reason.SPAM, Reason.DECLINED}
    assert [one.reason for one in book.skipped] == [Reason.NOT_A_PERSON]
    assert {one.reason for one in drops[0].skipped} == {Reason.CLOSED_PROFILE}


def test_ten_years_of_talk_that_ends_two_days_ago(drops):
    dated = [one for one in drops[1].talk if one.at is not None]
    ages = [days_ago(one) for one in dated]
    assert min(ages) == 2
    assert max(ages) > 9.5 * 365
    years = Counter(days_ago(one) // 365 for one in dated if one.kind is Kind.MESSAGE)
    assert all(years[year] > 100 for year in range(9))


def test_most_never_talked_and_a_few_talk_all_the_time(drops):
    days: dict[str, set[int]] = defaultdict(set)
    for one in drops[1].talk:
        if one.kind is Kind.MESSAGE:
            for slug in with_whom(one):
                days[slug].add(days_ago(one))
    connected = {person.keys[0].key for person in drops[1].people if person.where.file == "Connections.csv"}
    talked = connected & set(days)
    assert len(connected - talked) > len(connected) * 0.4
    assert sum(len(days[slug]) > 60 for slug in talked) in range(6, 25)
    assert len(days["tomas-rivera"]) == max(len(days[slug]) for slug in talked) > 150
    recent = {slug for slug in talked if min(days[slug]) < 90}
    long_ago = {slug for slug in talked if min(days[slug]) > 365}
    assert len(recent) > 15
    assert len(long_ago) > 50


@pytest.mark.parametrize(
    ("slug", "ago", "mine", "text"),
    [
        ("daniel-mensah", 2, False, "You are a friend. No rush before Friday, then all the rush."),
        ("tomas-rivera", 4, True, "Then it will. Call me when the first container is through."),
        ("farah-haddad", 9, False, "Could you send me the deck?"),
        ("maya-okafor", 77, False, "Would love your take on the reseller deck when you have ten minutes. No rush!"),
        ("gustav-lindqvist", 425, True, "Let us talk after the round."),
        ("ivo-petrov", 730, True, "Come by, we find one. I mean it."),
    ],
)
def test_the_people_of_the_pictures_stand_where_the_pictures_have_them(drops, slug, ago, mine, text):
    last = last_message(drops[1], slug)
    assert (days_ago(last), last.text) == (ago, text)
    assert (last.participants[0].key == ME) is mine
    assert last.participants[0].role is Role.FROM


def test_between_the_two_archives_people_changed_their_work(drops):
    def work(drop: Drop) -> dict[str, tuple[str, ...]]:
        return {
            person.keys[0].key: tuple(fact.value for fact in person.facts if fact.field in (Field.COMPANY, Field.ROLE))
            for person in drop.people
            if person.where.file == "Connections.csv"
        }

    before, after = work(drops[0]), work(drops[1])
    assert before["maya-okafor"] == ("Contoso", "Director")
    assert after["maya-okafor"] == ("Northwind Labs", "VP Partnerships")
    assert sum(before[slug] != after[slug] for slug in before) in range(6, 40)
    assert len(after) > len(before)


def test_the_address_book_meets_the_network_by_keys_and_has_a_birthday_this_week(drops):
    slugs = {person.keys[0].key for person in drops[1].people}
    met = [person for person in drops[2].people if any(key.key in slugs for key in person.keys)]
    assert len(met) > 20
    hana = next(person for person in drops[2].people if any(key.key == "hana-novak" for key in person.keys))
    [birthday] = [fact.value for fact in hana.facts if fact.field is Field.BIRTHDAY]
    assert birthday[-5:] == f"{next_weekday(TODAY, 3):%m-%d}"


def test_more_than_three_hundred_sentences_and_no_word_left_open(drops):
    words = read_words()
    sentences = {text for exchange in words.exchanges for _, text in exchange}
    sentences.update(text for texts in words.sayings.values() for text in texts)
    assert len(sentences) > 300
    for drop in drops:
        for one in drop.talk:
            assert "{" not in one.text
    texts = Counter(one.text for one in drops[1].talk if one.kind is Kind.MESSAGE)
    assert len(texts) > 3000


def test_the_same_day_gives_the_same_files_and_another_day_moves_them(tmp_path):
    one, again = (_contents(tmp_path / name, TODAY) for name in ("one", "again"))
    assert one == again
    later = write_demo_archives(tmp_path / "later", TODAY + timedelta(days=40))
    assert later[1].name == "Complete_LinkedInDataExport_12-31-2026"
    assert _contents(tmp_path / "seed", TODAY, seed=8) != one


def _contents(folder: Path, today: date, seed: int = 7) -> dict[str, bytes]:
    write_demo_archives(folder, today, seed)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2027, 1, 1), date(2026, 2, 26), date(2030, 12, 31)])
def test_any_day_will_do(tmp_path, today):
    assert all(path.exists() for path in write_demo_archives(tmp_path, today))
    assert demo_touches(today)


def test_what_is_done_by_hand_is_done_to_people_who_are_there(drops):
    slugs = {person.keys[0].key for person in drops[1].people} | {
        participant.key.key for one in drops[1].talk for participant in one.participants
    }
    touches = demo_touches(TODAY)
    for slug in {slug for touch in touches for slug in touch.people}:
        assert any(fnmatch(there, slug) for there in slugs), slug
    assert {touch.what for touch in touches} == set(Touch)
    for touch in touches:
        assert touch.people or touch.what in (Touch.LOOKING, Touch.WISH)
        if touch.day is not None:
            assert (touch.day >= TODAY) is (touch.what is Touch.PROMISED)
    [friday] = [touch for touch in touches if touch.people == ("daniel-mensah",) and touch.what is Touch.PROMISED]
    assert friday == DemoTouch(Touch.PROMISED, ("daniel-mensah",), "the investor list by Friday", date(2026, 11, 27))


def test_the_made_up_people_go_in_one_go_and_what_one_did_oneself_stays(library: Library) -> None:
    fill(library)
    assert is_there(library)
    mine = library.people.add("Ana Duarte").result(10)
    made_up = next(one for one in library.people.ids(PeopleQuery(Shown.EVERYONE)) if one != mine)
    library.people.add_tag([mine], "mine").result(10)
    assert made_up
    take_away(library)
    assert [row.name for row in library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))] == ["Ana Duarte"]
    assert library.people.page(mine).tags == ("mine",)
    assert (library.people.totals().interactions, is_there(library)) == (0, False)


def test_events_what_is_looked_for_and_who_may_know_whom_have_something_to_show(library: Library) -> None:
    fill(library)
    events = {event.name: event.people for event in library.events.all() if not event.told_by_archive}
    assert set(events) == {"Growth Forum", "SaaS Expo"}
    assert min(events.values()) >= 5
    view = library.to_meet.view(most=200)
    assert [line.text for line in view.lines] == ["investors", "somebody who knows freight"]
    assert all(line.count for line in view.lines)
    through = {each.kind for wanted in view.wanted for each in wanted.through}
    assert through >= {"event", "company"}
    (asked,) = library.reconnect.day().introduced
    assert {asked.one[1], asked.other[1]} == {"Elif Yıldız", "Gustav Lindqvist"}
