"""The contact list: who is in it, in what order, found by what; and nobody of an import that is not there yet."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field, Kind
from relate.services.people_views import PeopleViews
from relate.services.readers import Readers
from relate.services.views import Freshness, PeopleQuery, Shown, Sort
from relate.store import commands, joining, people_reads
from relate.store.journal import Journal
from relate.store.people_reads import ListQuery
from tests.store.making import (
    Clock,
    Told,
    identity,
    mail,
    passed,
    phone,
    profile,
    ready,
    refresh_everybody,
    start_import,
    tell,
)

NOON = 20_000 * DAY_MS + DAY_MS // 2
NOW = NOON + 40 * DAY_MS


class Shelf:
    """Ana (talked with last), José (before her), Çağla and Bo (only connected), and the owner."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "relate.db"
        self.database = ready(folder)
        self.readers = Readers(self.path)
        self.views = PeopleViews(self.readers, lambda: NOW)
        self.journal = Journal(self.database, Clock())
        self.archive = start_import(self.database, snapshot_at=NOON + 5 * DAY_MS)
        self.ana, self.jose, self.cagla, self.bo, self.me = tell(
            self.database,
            self.archive,
            [
                _told("ana", "Ana Silva", "Contoso", "Head of sales", "+442079460018"),
                _told("jose", "José Łukasz O'Brien", "Fabrikam"),
                _told("cagla", "Çağla Demir", "Contoso"),
                _told("bo", "Bo 100% Smith", "Zeta_Works"),
                _told("me", "Owner Person"),
            ],
        )
        self.database.execute_sql("INSERT INTO owner_identity VALUES (?, ?, 1, 'Profile.csv')", (self.me, self.archive))
        for who, days, kind in (
            (self.jose, -20, Kind.MESSAGE),
            (self.ana, -40, Kind.MESSAGE),
            (self.ana, 0, Kind.MESSAGE),
            (self.cagla, -30, Kind.CONNECTED),
            (self.bo, -3, Kind.CONNECTED),
        ):
            passed(self.database, self.archive, who, NOON + days * DAY_MS, kind=kind, text="hello there my friend")
        refresh_everybody(self.database)

    def close(self) -> None:
        self.views.close()
        self.readers.close()
        self.database.close()

    def ids(self, text: str = "", shown: people_reads.Shown = "everyone", **narrowed: object) -> list[int]:
        return people_reads.ids(self.database, ListQuery(shown, text=text, **narrowed)).tolist()  # type: ignore[arg-type]


def _told(slug: str, name: str, company: str = "", role: str = "", number: str = "") -> Told:
    facts = [Fact(Field.NAME, name)]
    facts += [Fact(Field.COMPANY, company)] if company else []
    facts += [Fact(Field.ROLE, role)] if role else []
    facts += [Fact(Field.PHONE, number)] if number else []
    keys = (profile(slug), mail(f"{slug}@north-wind.example"), *((phone(number),) if number else ()))
    return keys, tuple(facts)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


def test_those_talked_to_come_newest_first_and_the_others_by_when_they_were_connected(shelf: Shelf) -> None:
    assert shelf.ids(shown="talked") == [shelf.ana, shelf.jose]
    assert shelf.ids(shown="connected") == [shelf.bo, shelf.cagla]
    assert shelf.ids() == [shelf.ana, shelf.jose, shelf.bo, shelf.cagla]


def test_names_sort_without_case_and_accents(shelf: Shelf) -> None:
    assert shelf.ids(order="name") == [shelf.ana, shelf.bo, shelf.cagla, shelf.jose]


def test_first_contact_puts_the_oldest_tie_first_and_who_was_never_talked_to_last(shelf: Shelf) -> None:
    assert shelf.ids(order="first contact") == [shelf.ana, shelf.jose, shelf.cagla, shelf.bo]


def test_closeness_puts_the_tie_with_more_contact_first(shelf: Shelf) -> None:
    assert shelf.ids(order="closeness")[:2] == [shelf.ana, shelf.jose]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ana", "ana"),
        ("SIL", "ana"),
        ("silva contoso", "ana"),
        ("contoso silva head", "ana"),
        ("jose", "jose"),
        ("JOSÉ", "jose"),
        ("łukasz", "jose"),
        ("o'brien", "jose"),
        ('o"brien', "jose"),
        ("cagla", "cagla"),
        ("çağ", "cagla"),
        ("jose@north-wind", "jose"),
        ("020 7946 0018", "ana"),
        ("+44 20 7946", "ana"),
        ("79460018", "ana"),
        ("0018", None),
        ("100%", "bo"),
        ("zeta_w", "bo"),
        ("silva fabrikam", None),
        ("nobody", None),
    ],
)
def test_people_are_found_as_one_types(shelf: Shelf, text: str, who: str | None) -> None:
    assert shelf.ids(text) == ([] if who is None else [getattr(shelf, who)])


@pytest.mark.parametrize(
    "text",
    ['"', "*", "(", "a OR", "NEAR(", "name:", "^a", "-", "a AND NOT b", "\x00", "'; DROP", "\ud800", "🙂", "_" * 500],
)
def test_no_text_breaks_the_search(shelf: Shelf, text: str) -> None:
    assert isinstance(people_reads.ids(shelf.database, ListQuery(text=text)), array)
    assert isinstance(people_reads.hits(shelf.database, text), array)


def test_signs_alone_find_nobody(shelf: Shelf) -> None:
    assert shelf.ids("???") == []
    assert shelf.ids("   ") == shelf.ids()


def test_circle_tag_company_state_and_network_narrow_the_list(shelf: Shelf) -> None:
    commands.set_circle(shelf.database, shelf.journal, [shelf.cagla], 15)
    commands.add_tag(shelf.database, shelf.journal, [shelf.jose, shelf.bo], "chess")
    commands.set_state(shelf.database, shelf.journal, [shelf.bo], "resting")
    assert shelf.ids(circle=15) == [shelf.cagla]
    assert shelf.ids(tag="chess") == [shelf.jose, shelf.bo]
    assert shelf.ids("smith", tag="chess") == [shelf.bo]
    assert shelf.ids(company="Contoso") == [shelf.ana, shelf.cagla]
    assert shelf.ids(state="resting") == [shelf.bo]
    assert shelf.ids(network="linkedin") == shelf.ids()
    assert shelf.ids(network="linked") == []


def test_only_what_an_import_brought(shelf: Shelf) -> None:
    later = start_import(shelf.database, snapshot_at=NOON + 6 * DAY_MS)
    (dora,) = tell(shelf.database, later, [_told("dora", "Dora New")])
    refresh_everybody(shelf.database)
    assert shelf.ids(since_import=later) == [dora]


def test_nobody_of_an_import_that_is_still_coming_in_is_seen(shelf: Shelf) -> None:
    before = people_reads.totals(shelf.database)
    coming = start_import(shelf.database, snapshot_at=NOON, state="applying")
    (dora,) = tell(shelf.database, coming, [_told("dora", "Dora New", "Nextcorp")])
    refresh_everybody(shelf.database)
    assert dora not in shelf.ids()
    assert shelf.ids("dora") == []
    assert people_reads.current(shelf.database, dora) is None
    assert people_reads.named(shelf.database, "Dora New") == []
    assert people_reads.companies(shelf.database, "Next") == []
    assert people_reads.totals(shelf.database) == before


def test_the_owner_and_removed_people_are_in_no_list(shelf: Shelf) -> None:
    assert shelf.me not in shelf.ids()
    assert shelf.ids("owner") == []
    commands.delete(shelf.database, shelf.journal, [shelf.bo])
    assert shelf.bo not in shelf.ids()
    assert people_reads.current(shelf.database, shelf.bo) is None


def test_a_number_of_before_a_merge_still_means_the_same_person(shelf: Shelf) -> None:
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.bo])
    assert people_reads.current(shelf.database, shelf.bo) == shelf.ana
    assert people_reads.current(shelf.database, 999_999) is None


def test_totals_count_what_is_seen(shelf: Shelf) -> None:
    totals = people_reads.totals(shelf.database)
    assert (totals.people, totals.talked_to, totals.interactions, totals.imports) == (4, 2, 5, 1)


def test_companies_and_tags_are_offered_by_how_many_people_have_them(shelf: Shelf) -> None:
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana, shelf.bo], "chess")
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "choir")
    assert people_reads.companies(shelf.database)[0] == "Contoso"
    assert people_reads.companies(shelf.database, "zeta_") == ["Zeta_Works"]
    assert people_reads.companies(shelf.database, "%") == []
    assert people_reads.tags(shelf.database, "ch") == ["chess", "choir"]


# ---------------------------------------------------------------------------------------------- lines and pages


def test_a_page_of_lines_comes_in_the_order_asked_for(shelf: Shelf) -> None:
    asked = [shelf.bo, 424242, shelf.ana]
    rows = shelf.views.rows(asked)
    assert [row.id for row in rows] == [shelf.bo, shelf.ana]
    assert (rows[1].name, rows[1].role, rows[1].company) == ("Ana Silva", "Head of sales", "Contoso")
    assert rows[1].last_contact == NOON
    assert rows[0].freshness is Freshness.NEVER_TALKED
    assert rows[1].networks == ("linkedin",)


def test_silence_after_the_archives_date_is_not_silence(shelf: Shelf) -> None:
    page = shelf.views.page(shelf.ana)
    assert page.known_until == NOON + 5 * DAY_MS
    assert page.silence_days == pytest.approx(5)


def test_a_conversation_by_hand_is_known_beyond_the_archive(shelf: Shelf) -> None:
    from relate.domain.moments import Moment
    from relate.store import talks

    at = NOON + 30 * DAY_MS
    talks.log(shelf.database, shelf.journal, "uid", [shelf.ana], Moment(at), text="we met")
    page = shelf.views.page(shelf.ana)
    assert page.known_until == at
    assert page.last_contact == at
    assert page.silence_days == 0


def test_the_page_says_where_each_fact_is_from_and_which_is_shown(shelf: Shelf) -> None:
    newer = start_import(shelf.database, snapshot_at=NOON + 9 * DAY_MS)
    tell(shelf.database, newer, [((profile("ana"),), (Fact(Field.NAME, "Ana Silva"), Fact(Field.COMPANY, "Fabrikam")))])
    refresh_everybody(shelf.database)
    page = shelf.views.page(shelf.ana)
    companies = {fact.value: fact for fact in page.facts if fact.field == "company"}
    assert page.company == "Fabrikam"
    assert companies["Fabrikam"].shown
    assert not companies["Contoso"].shown
    name = next(fact for fact in page.facts if fact.field == "name")
    assert name.seen_ms == NOON + 9 * DAY_MS


def test_the_users_word_is_shown_and_an_emptied_field_stays_empty(shelf: Shelf) -> None:
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Own Ltd")
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "role", "")
    commands.set_note(shelf.database, shelf.journal, shelf.ana, "likes tea")
    page = shelf.views.page(shelf.ana)
    assert (page.company, page.role, page.notes) == ("Own Ltd", "", "likes tea")
    assert not any(fact.value == "" for fact in page.facts)


def test_identities_open_as_what_they_are(shelf: Shelf) -> None:
    links = {one.kind: (one.label, one.link) for one in shelf.views.page(shelf.ana).identities}
    assert links["profile"] == ("linkedin.com/in/ana", "https://linkedin.com/in/ana")
    assert links["mail"] == ("ana@north-wind.example", "mailto:ana@north-wind.example")
    assert links["phone"] == ("+442079460018", "tel:+442079460018")


def test_the_last_line_is_the_newest_conversation_and_whose_it_was(shelf: Shelf) -> None:
    passed(shelf.database, shelf.archive, shelf.ana, NOON + DAY_MS, mine=shelf.me, text="see you then")
    passed(shelf.database, shelf.archive, shelf.ana, NOON + 2 * DAY_MS, kind=Kind.ENDORSEMENT, text="Negotiation")
    page = shelf.views.page(shelf.ana)
    assert (page.last_line, page.last_line_mine) == ("see you then", True)


def test_whose_invitation_it_was_is_known_where_an_archive_says_so(shelf: Shelf) -> None:
    assert shelf.views.page(shelf.bo).invited_by_me is None
    passed(shelf.database, shelf.archive, shelf.bo, NOON - 9 * DAY_MS, mine=shelf.me, kind=Kind.INVITATION, text="")
    passed(shelf.database, shelf.archive, shelf.cagla, NOON - 9 * DAY_MS, kind=Kind.INVITATION, text="")
    assert shelf.views.page(shelf.bo).invited_by_me is True
    assert shelf.views.page(shelf.cagla).invited_by_me is False


def test_a_hidden_row_is_nobodys_last_line(shelf: Shelf) -> None:
    from relate.store import talks

    row = passed(shelf.database, shelf.archive, shelf.ana, NOON + DAY_MS, text="spam")
    assert shelf.views.page(shelf.ana).last_line == "spam"
    talks.hide(shelf.database, shelf.journal, row)
    assert shelf.views.page(shelf.ana).last_line == "hello there my friend"


def test_who_was_connected_the_same_week_is_counted(shelf: Shelf) -> None:
    passed(shelf.database, shelf.archive, shelf.ana, NOON - 5 * DAY_MS, kind=Kind.CONNECTED, text="")
    refresh_everybody(shelf.database)
    page = shelf.views.page(shelf.bo)
    assert page.connected is not None
    assert page.connected.ms == NOON - 3 * DAY_MS
    assert page.connected_that_week == 1


def test_the_list_can_be_narrowed_to_how_ties_are(shelf: Shelf) -> None:
    found = shelf.views.ids(PeopleQuery(Shown.EVERYONE, freshness=Freshness.NEVER_TALKED, sort=Sort.NAME))
    assert found.tolist() == [shelf.bo, shelf.cagla]


# --------------------------------------------------------------------------------------------- orders in memory


@pytest.mark.parametrize("state", ["applying", "withdrawing"])
@pytest.mark.parametrize("order", ["last contact", "name", "first contact", "closeness"])
@pytest.mark.parametrize("shown", ["talked", "connected", "everyone"])
def test_whom_only_a_hidden_import_knows_is_left_out_without_a_look_at_every_line(
    shelf: Shelf, shown: people_reads.Shown, order: people_reads.Order, state: str
) -> None:
    query = ListQuery(shown, order)
    before = people_reads.ids(shelf.database, query).tolist()
    coming = start_import(shelf.database, state=state)
    strangers = tell(shelf.database, coming, [_told("dee", "Dee Stranger"), _told("eve", "Eve Stranger")])
    passed(shelf.database, coming, strangers[0], NOON)
    refresh_everybody(shelf.database)
    shelf.database.execute_sql("UPDATE person SET import_id = ?, listed = 1 WHERE id IN (?, ?)", (coming, *strangers))
    assert people_reads.ids(shelf.database, query).tolist() == before
    asked: list[str] = []
    shelf.database.connection().set_trace_callback(asked.append)
    people_reads.ids(shelf.database, query)
    shelf.database.connection().set_trace_callback(None)
    ordered = [one for one in asked if "group_concat(id)" in one]
    assert ordered
    for one in ordered:
        plan = [row[3] for row in shelf.database.execute_sql(f"EXPLAIN QUERY PLAN {one}")]
        assert [step for step in plan if " p USING " in step and "COVERING INDEX" in step], plan


@pytest.mark.parametrize("shown", list(Shown))
@pytest.mark.parametrize("sort", list(Sort))
def test_orders_kept_in_memory_answer_as_sql_does(shelf: Shelf, shown: Shown, sort: Sort) -> None:
    reads = shelf.views
    for text in ("", "a", "contoso", "jose", "nobody"):
        query = PeopleQuery(shown, text=text, sort=sort)
        plain = people_reads.ids(shelf.database, ListQuery(reads_shown(shown), sort.value, text)).tolist()
        reads.ids(PeopleQuery(shown, sort=sort))
        assert reads.ids(query).tolist() == plain


def reads_shown(shown: Shown) -> people_reads.Shown:
    names: dict[Shown, people_reads.Shown] = {
        Shown.TALKED_TO: "talked",
        Shown.ONLY_CONNECTED: "connected",
        Shown.EVERYONE: "everyone",
    }
    return names[shown]


def test_what_is_found_is_the_same_with_and_without_numpy(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    import numpy as np

    assert np.int64 is not None
    texts = ("north", "nobody", "a", "silva")
    found = [(people_reads.hits(shelf.database, text), shelf.ids(text)) for text in texts]
    assert people_reads.is_numpy_there()
    monkeypatch.delitem(sys.modules, "numpy")
    assert not people_reads.is_numpy_there()
    assert [(people_reads.hits(shelf.database, text), shelf.ids(text)) for text in texts] == found


def test_numpy_that_another_thread_is_loading_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    monkeypatch.setattr(np.__spec__, "_initializing", True, raising=False)
    assert not people_reads.is_numpy_there()


def test_a_kept_order_is_dropped_once_anything_was_written(shelf: Shelf) -> None:
    reads = shelf.views
    assert shelf.ana in reads.ids(PeopleQuery(Shown.EVERYONE)).tolist()
    commands.delete(shelf.database, shelf.journal, [shelf.ana])
    assert shelf.ana not in reads.ids(PeopleQuery(Shown.EVERYONE, text="north")).tolist()
    assert shelf.ana not in reads.ids(PeopleQuery(Shown.EVERYONE)).tolist()


# -------------------------------------------------------------------------------------------------------- plans


@pytest.mark.parametrize("shown", ["talked", "connected", "everyone"])
@pytest.mark.parametrize("order", ["last contact", "name", "first contact", "closeness"])
def test_every_order_is_read_from_an_index_alone(
    shelf: Shelf, shown: people_reads.Shown, order: people_reads.Order
) -> None:
    for plan in _plans(shelf.database, ListQuery(shown, order)):
        assert "COVERING INDEX" in plan
        assert "TEMP B-TREE" not in plan


def test_a_search_looks_up_only_the_people_it_found(shelf: Shelf) -> None:
    (plan,) = _plans(shelf.database, ListQuery("talked", text="ana"))
    assert plan.index("SCAN f VIRTUAL TABLE") < plan.index("SEARCH p USING INTEGER PRIMARY KEY")


def _plans(database: SqliteDatabase, query: ListQuery) -> list[str]:
    asked: list[str] = []
    real = database.execute_sql

    def explained(sql: str, parameters: object = None) -> object:
        if "FROM person" in sql:
            asked.append("; ".join(row[3] for row in real(f"EXPLAIN QUERY PLAN {sql}", parameters)))
        return real(sql, parameters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "execute_sql", explained)
        people_reads.ids(database, query)
    return asked


def test_readers_cannot_write(shelf: Shelf) -> None:
    from sqlite3 import OperationalError

    readers = Readers(shelf.path)
    with pytest.raises(OperationalError, match="readonly"):
        readers.connection().execute_sql("DELETE FROM person")
    readers.close()


def test_each_thread_has_a_connection_of_its_own_and_gives_it_back(shelf: Shelf) -> None:
    import threading

    readers = Readers(shelf.path)
    mine = readers.connection()
    theirs: list[SqliteDatabase] = []
    for _ in range(3):
        thread = threading.Thread(target=lambda: theirs.append(readers.connection()))
        thread.start()
        thread.join()
    assert readers.connection() is mine
    assert all(one is not mine for one in theirs)
    assert sum(not one.is_closed() for one in theirs) == 1
    readers.close()
    assert mine.is_closed()


def test_the_version_changes_when_somebody_else_writes(shelf: Shelf) -> None:
    readers = Readers(shelf.path)
    before = readers.version()
    assert readers.version() == before
    identity(shelf.database, profile("new"), shelf.archive)
    assert readers.version() != before
    readers.close()
