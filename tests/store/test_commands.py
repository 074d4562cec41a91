"""What the user says about people holds, hangs on the right one, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relate.domain.errors import KnownError, NoSuchThing, NothingToUndo
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Direction, Fact, Field, Kind
from relate.store import commands, joining, last_words, talks, thread_commands
from relate.store.canonical import dump
from relate.store.journal import Journal
from relate.store.links import moves
from relate.store.settling import follow
from relate.store.withdrawing import Withdrawn, withdraw
from tests.store.making import (
    Clock,
    bare,
    caches,
    card,
    identity,
    mail,
    passed,
    persons,
    profile,
    ready,
    recompute,
    refresh_everybody,
    start_import,
    tell,
)

NOON = 20_000 * DAY_MS + DAY_MS // 2


class Shelf:
    """A library with Ana, Ben and Cem from LinkedIn, and everything a test asks of it."""

    def __init__(self, folder: Path) -> None:
        self.database = ready(folder)
        self.journal = Journal(self.database, Clock())
        self.first = start_import(self.database, snapshot_at=100)
        rows = [
            (
                (profile(name.lower()), mail(f"{name.lower()}@x.example")),
                (Fact(Field.NAME, f"{name} Silva"), Fact(Field.COMPANY, "Contoso")),
            )
            for name in ("Ana", "Ben", "Cem")
        ]
        self.ana, self.ben, self.cem = tell(self.database, self.first, rows)
        refresh_everybody(self.database)

    def close(self) -> None:
        self.database.close()

    def line(self, who: int) -> dict[str, Any]:
        cursor = self.database.execute_sql(
            "SELECT p.* FROM identity n JOIN person p ON p.id = n.person WHERE n.id = ?", (who,)
        )
        row = cursor.fetchone()
        return {} if row is None else dict(zip([column[0] for column in cursor.description], row, strict=True))

    def together(self, *who: int) -> bool:
        return len(set(persons(self.database, who))) == 1

    def mail_of(self, name: str) -> int:
        return identity(self.database, mail(f"{name}@x.example"), self.first)

    def found_by(self, words: str) -> list[int]:
        rows = self.database.execute_sql("SELECT rowid FROM person_fts WHERE person_fts MATCH ?", (words,))
        return [row[0] for row in rows]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


def test_a_typed_company_wins_and_undo_gives_the_archives_back(shelf: Shelf) -> None:
    before = dump(shelf.database)
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Northwind")
    assert shelf.line(shelf.ana)["company"] == "Northwind"
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "")
    assert shelf.line(shelf.ana)["company"] == ""
    shelf.journal.undo()
    assert shelf.line(shelf.ana)["company"] == "Northwind"
    shelf.journal.undo()
    assert dump(shelf.database) == before


def test_typing_what_the_archive_says_is_no_word_of_the_users(shelf: Shelf) -> None:
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Northwind")
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Contoso")
    later = start_import(shelf.database, snapshot_at=200)
    tell(shelf.database, later, [((profile("ana"),), (Fact(Field.COMPANY, "Lumen"),))])
    refresh_everybody(shelf.database)
    assert shelf.line(shelf.ana)["company"] == "Lumen"


def test_a_typed_value_outlives_every_later_archive(shelf: Shelf) -> None:
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Northwind")
    later = start_import(shelf.database, snapshot_at=10**15)
    tell(shelf.database, later, [((profile("ana"),), (Fact(Field.COMPANY, "Lumen"),))])
    refresh_everybody(shelf.database)
    assert shelf.line(shelf.ana)["company"] == "Northwind"


def test_nothing_changed_is_no_step(shelf: Shelf) -> None:
    changes = commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", " Contoso ")
    assert changes.step is None
    assert shelf.journal.last_undoable() is None


def test_one_of_several_addresses_is_replaced_and_hidden_not_erased(shelf: Shelf) -> None:
    tell(shelf.database, shelf.first, [((profile("ana"),), (Fact(Field.MAIL, "old@x.example"),))])
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "mail", "new@x.example", old="old@x.example")
    assert shelf.found_by('"new@x.example"') == [shelf.ana]
    assert shelf.found_by('"old@x.example"') == []
    shelf.journal.undo()
    assert shelf.found_by('"old@x.example"') == [shelf.ana]


def test_somebody_added_with_an_address_is_met_by_a_later_archive(shelf: Shelf) -> None:
    dee, _ = commands.add(shelf.database, shelf.journal, "u1", {"name": "Dee Okafor", "mail": "Dee@Y.example"})
    assert shelf.line(dee)["name"] == "Dee Okafor"
    (later,) = tell(
        shelf.database,
        start_import(shelf.database),
        [((profile("dee"), mail("dee@y.example")), (Fact(Field.NAME, "Dee Okafor"),))],
    )
    assert shelf.together(dee, later)


def test_an_added_person_with_a_known_address_is_that_person(shelf: Shelf) -> None:
    who, changes = commands.add(shelf.database, shelf.journal, "u1", {"name": "Ana Silva", "mail": "ana@x.example"})
    assert who == shelf.ana
    assert changes.people is not None
    assert shelf.ana in changes.people
    shelf.journal.undo()
    assert shelf.line(shelf.ana)["name"] == "Ana Silva"


def test_adding_and_taking_back_leaves_the_first_state(shelf: Shelf) -> None:
    before = dump(shelf.database)
    dee, _ = commands.add(
        shelf.database, shelf.journal, "u1", {"name": "Dee", "phone": "+44 20 7946 0018", "role": "Buyer"}
    )
    added = dump(shelf.database)
    shelf.journal.undo()
    assert dump(shelf.database) == before
    assert shelf.found_by("dee") == []
    shelf.journal.redo()
    assert dump(shelf.database) == added
    assert shelf.found_by("dee") == [dee]


def test_a_person_needs_a_name_or_an_address(shelf: Shelf) -> None:
    with pytest.raises(KnownError, match="needs a name"):
        commands.add(shelf.database, shelf.journal, "u1", {"name": "  "})


def test_deleted_people_leave_every_list_and_come_back(shelf: Shelf) -> None:
    commands.delete(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    assert [shelf.line(who)["listed"] for who in (shelf.ana, shelf.ben, shelf.cem)] == [0, 0, 1]
    assert shelf.found_by("ana") == []
    shelf.journal.undo()
    assert [shelf.line(who)["listed"] for who in (shelf.ana, shelf.ben)] == [1, 1]


def test_many_people_get_a_circle_in_one_step(shelf: Shelf) -> None:
    changes = commands.set_circle(shelf.database, shelf.journal, [shelf.ana, shelf.ben, shelf.ana], 15)
    assert [shelf.line(who)["circle"] for who in (shelf.ana, shelf.ben, shelf.cem)] == [15, 15, None]
    assert changes.people == frozenset({shelf.ana, shelf.ben})
    shelf.journal.undo()
    assert shelf.line(shelf.ben)["circle"] is None


def test_the_newest_word_counts_after_a_merge_and_both_are_there_after_its_undo(shelf: Shelf) -> None:
    commands.set_circle(shelf.database, shelf.journal, [shelf.ana], 5)
    commands.set_circle(shelf.database, shelf.journal, [shelf.ben], 50)
    merged = joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    assert shelf.line(shelf.ana)["circle"] == 50
    commands.set_circle(shelf.database, shelf.journal, [shelf.ben], 15)
    assert shelf.line(shelf.ana)["circle"] == 15
    shelf.journal.undo(merged.step)
    assert [shelf.line(who)["circle"] for who in (shelf.ana, shelf.ben)] == [15, 50]


@pytest.mark.parametrize("state", ["resting", "seen anyway", "never suggest", "in memoriam"])
def test_a_state_is_kept_and_active_is_none(shelf: Shelf, state: str) -> None:
    before = dump(shelf.database)
    commands.set_state(shelf.database, shelf.journal, [shelf.ana], state)
    assert shelf.line(shelf.ana)["state"] == state
    commands.set_state(shelf.database, shelf.journal, [shelf.ana], "active")
    assert dump(shelf.database) == before


def test_tags_find_people_and_are_taken_off_all_their_identities(shelf: Shelf) -> None:
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "  rock   climbing ")
    commands.add_tag(shelf.database, shelf.journal, [shelf.ben], "rock climbing")
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    assert shelf.found_by("climbing") == [shelf.ana]
    commands.remove_tag(shelf.database, shelf.journal, [shelf.ana], "rock climbing")
    assert shelf.found_by("climbing") == []


def test_a_rhythm_and_a_thread_item_are_kept_and_taken_back(shelf: Shelf) -> None:
    before = dump(shelf.database)
    commands.set_rhythm(shelf.database, shelf.journal, [shelf.ana], 21)
    thread_commands.add_item(
        shelf.database, shelf.journal, {"t1": shelf.ana}, "promised", "send the deck", due_day=20_500
    )
    thread_commands.finish_item(shelf.database, shelf.journal, "t1")
    assert shelf.database.execute_sql("SELECT done, due_day FROM thread_item").fetchall() == [(1, 20_500)]
    for _ in range(3):
        shelf.journal.undo()
    assert dump(shelf.database) == before


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda s: commands.set_circle(s.database, s.journal, [s.ana], 7), "no circle of 7"),
        (lambda s: commands.set_state(s.database, s.journal, [s.ana], "lead"), "no state"),
        (lambda s: commands.set_fact(s.database, s.journal, s.ana, "shoe size", "9"), "no field"),
        (lambda s: commands.set_fact(s.database, s.journal, 999, "name", "X"), "999"),
        (lambda s: joining.merge(s.database, s.journal, [s.ana, s.ana]), "two people"),
        (lambda s: joining.split(s.database, s.journal, s.ana, [s.ben]), "some of the addresses"),
        (lambda s: joining.apart(s.database, s.journal, s.ana, s.ana), "one person"),
        (lambda s: talks.log(s.database, s.journal, "x", [], Moment(NOON)), "somebody"),
        (lambda s: talks.hide(s.database, s.journal, 12345), "not in the timeline"),
        (lambda s: s.journal.undo(77), "no step 77"),
        (lambda s: s.journal.undo(), "nothing left"),
        (lambda s: s.journal.redo(), "nothing to do again"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(shelf: Shelf, wrong: Any, says: str) -> None:
    before = dump(shelf.database)
    with pytest.raises(KnownError, match=says):
        wrong(shelf)
    assert dump(shelf.database) == before
    assert shelf.database.execute_sql("SELECT count(*) FROM step").fetchone() == (0,)


# who is who


def test_a_merge_is_undone_after_a_later_merge(shelf: Shelf) -> None:
    first = joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.cem])
    assert shelf.together(shelf.ana, shelf.ben, shelf.cem)
    shelf.journal.undo(first.step)
    assert shelf.together(shelf.ana, shelf.cem)
    assert not shelf.together(shelf.ana, shelf.ben)
    assert shelf.line(shelf.ben)["name"] == "Ben Silva"


def test_an_edit_made_after_a_merge_stays_with_the_one_it_is_about(shelf: Shelf) -> None:
    later = start_import(shelf.database, snapshot_at=300)
    tell(shelf.database, later, [((profile("ben"),), (Fact(Field.COMPANY, "Lumen"),))])
    refresh_everybody(shelf.database)
    merged = joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    assert shelf.line(shelf.ana)["company"] == "Lumen"
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "company", "Lumen Freight")
    shelf.journal.undo(merged.step)
    assert [shelf.line(who)["company"] for who in (shelf.ana, shelf.ben)] == ["Contoso", "Lumen Freight"]


def test_apart_is_remembered_against_a_later_archive(shelf: Shelf) -> None:
    joining.apart(shelf.database, shelf.journal, shelf.ana, shelf.ben)
    tell(
        shelf.database,
        start_import(shelf.database, "card"),
        [((card("9"), mail("ana@x.example"), mail("ben@x.example")), ())],
    )
    assert not shelf.together(shelf.ana, shelf.ben)
    shelf.journal.undo()
    assert shelf.together(shelf.ana, shelf.ben)


def test_a_merge_is_the_newer_word_over_apart(shelf: Shelf) -> None:
    joining.apart(shelf.database, shelf.journal, shelf.ana, shelf.ben)
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    assert shelf.together(shelf.ana, shelf.ben)
    shelf.journal.undo()
    assert not shelf.together(shelf.ana, shelf.ben)


def test_a_split_takes_along_what_belongs_to_its_side(shelf: Shelf) -> None:
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    commands.set_fact(shelf.database, shelf.journal, shelf.ana, "how_met", "at a fair")
    address = shelf.mail_of("ben")
    joining.split(shelf.database, shelf.journal, shelf.ana, [shelf.ben, address])
    assert shelf.together(shelf.ben, address)
    assert not shelf.together(shelf.ana, shelf.ben)
    assert shelf.found_by("fair") == [shelf.ana]


def test_a_split_holds_against_the_same_archive_read_again(shelf: Shelf) -> None:
    address = shelf.mail_of("ana")
    joining.split(shelf.database, shelf.journal, shelf.ana, [address])
    assert not shelf.together(shelf.ana, address)
    tell(shelf.database, start_import(shelf.database), [((profile("ana"), mail("ana@x.example")), ())])
    assert not shelf.together(shelf.ana, address)


def test_what_only_the_other_side_held_together_stays_one(shelf: Shelf) -> None:
    tell(shelf.database, shelf.first, [((profile("ana"), card("7"), bare("ana silva")), ())])
    left, right = shelf.mail_of("ana"), identity(shelf.database, card("7"), shelf.first)
    joining.split(shelf.database, shelf.journal, shelf.ana, [left, right])
    assert shelf.together(left, right)
    assert not shelf.together(shelf.ana, left)
    shelf.journal.undo()
    assert shelf.together(shelf.ana, left, right)


# what happened


def test_a_logged_talk_is_contact_and_gone_when_taken_back(shelf: Shelf) -> None:
    before = dump(shelf.database)
    interaction, changes = talks.log(
        shelf.database,
        shelf.journal,
        "l1",
        [shelf.ana, shelf.ben],
        Moment(NOON, Precision.MINUTE),
        text="coffee in Lisbon",
        thread=(("l1.p", "promised", "send the deck", None),),
    )
    assert changes.people == frozenset({shelf.ana, shelf.ben})
    assert shelf.line(shelf.ana)["last_contact"] == shelf.line(shelf.ben)["last_contact"] == NOON
    assert shelf.database.execute_sql("SELECT people FROM interaction WHERE id = ?", (interaction,)).fetchone() == (3,)
    found = "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH 'lisbon'"
    assert shelf.database.execute_sql(found).fetchall() == [(interaction,)]
    shelf.journal.undo()
    assert dump(shelf.database) == before
    assert shelf.database.execute_sql(found).fetchall() == []
    assert shelf.line(shelf.ana)["last_contact"] is None
    shelf.journal.redo()
    assert shelf.line(shelf.ana)["last_contact"] == NOON


def test_a_talk_stays_with_whom_it_was_when_people_are_parted(shelf: Shelf) -> None:
    merged = joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    passed(shelf.database, shelf.first, shelf.ben, NOON)
    refresh_everybody(shelf.database)
    assert shelf.line(shelf.ana)["contact_days"] == 1
    shelf.journal.undo(merged.step)
    assert [shelf.line(who)["contact_days"] for who in (shelf.ana, shelf.ben)] == [0, 1]


def test_an_attempt_is_no_contact(shelf: Shelf) -> None:
    talks.log(shelf.database, shelf.journal, "l1", [shelf.ana], Moment(NOON), Kind.ATTEMPT, direction=Direction.OUT)
    assert shelf.line(shelf.ana)["contact_days"] == 0


def test_an_older_talk_does_not_move_the_clock_back(shelf: Shelf) -> None:
    talks.log(shelf.database, shelf.journal, "l1", [shelf.ana], Moment(NOON))
    talks.log(shelf.database, shelf.journal, "l2", [shelf.ana], Moment(NOON - 30 * DAY_MS))
    assert shelf.line(shelf.ana)["last_contact"] == NOON
    assert shelf.line(shelf.ana)["contact_days"] == 2


def test_a_logged_talk_is_corrected_and_the_correction_taken_back(shelf: Shelf) -> None:
    interaction, _ = talks.log(shelf.database, shelf.journal, "l1", [shelf.ana], Moment(NOON), text="tea")
    logged = dump(shelf.database)
    talks.edit(
        shelf.database, shelf.journal, interaction, at=Moment(NOON - 9 * DAY_MS), text="coffee", person=shelf.ben
    )
    assert shelf.line(shelf.ana)["last_contact"] is None
    assert shelf.line(shelf.ben)["last_contact"] == NOON - 9 * DAY_MS
    shelf.journal.undo()
    assert dump(shelf.database) == logged


def test_a_hidden_row_counts_no_more(shelf: Shelf) -> None:
    interaction = passed(shelf.database, shelf.first, shelf.ana, NOON)
    refresh_everybody(shelf.database)
    before = dump(shelf.database)
    talks.hide(shelf.database, shelf.journal, interaction)
    assert shelf.line(shelf.ana)["contact_days"] == 0
    talks.hide(shelf.database, shelf.journal, interaction, hidden=False)
    assert shelf.line(shelf.ana)["contact_days"] == 1
    assert dump(shelf.database) == before


def test_an_imported_row_counts_for_whom_it_was_given_to_and_for_nobody_else(shelf: Shelf) -> None:
    interaction = passed(shelf.database, shelf.first, shelf.ana, NOON, text="see you at the harbour")
    passed(shelf.database, shelf.first, shelf.ana, NOON - 9 * DAY_MS, text="an older one")
    refresh_everybody(shelf.database)
    before = dump(shelf.database)
    talks.edit(shelf.database, shelf.journal, interaction, person=shelf.ben)
    assert [shelf.line(who)["last_contact"] for who in (shelf.ana, shelf.ben)] == [NOON - 9 * DAY_MS, NOON]
    told = [last_words.last_said(shelf.database, who) for who in (shelf.ana, shelf.ben)]
    assert [one and one[2] for one in told] == ["an older one", "see you at the harbour"]
    kept = caches(shelf.database)
    recompute(shelf.database)
    assert caches(shelf.database) == kept
    shelf.journal.undo()
    assert [shelf.line(who)["last_contact"] for who in (shelf.ana, shelf.ben)] == [NOON, None]
    assert dump(shelf.database) == before


def test_an_imported_row_with_a_corrected_time_stands_where_it_belongs(shelf: Shelf) -> None:
    interaction = passed(shelf.database, shelf.first, shelf.ana, NOON, text="about the fair")
    refresh_everybody(shelf.database)
    before = dump(shelf.database)
    earlier = NOON - 400 * DAY_MS
    talks.edit(shelf.database, shelf.journal, interaction, at=Moment(earlier))
    ((moved,),) = shelf.database.execute_sql("SELECT id FROM interaction").fetchall()
    assert moved >> 12 == earlier // 1000
    assert shelf.line(shelf.ana)["last_contact"] == earlier
    found = "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH 'fair'"
    assert shelf.database.execute_sql(found).fetchall() == [(moved,)]
    shelf.journal.undo()
    assert dump(shelf.database) == before
    assert shelf.database.execute_sql("SELECT id >> 12 FROM interaction").fetchall() == [(NOON // 1000,)]


def test_the_words_of_an_archive_stay_as_they_are(shelf: Shelf) -> None:
    interaction = passed(shelf.database, shelf.first, shelf.ana, NOON)
    with pytest.raises(KnownError, match="words of an archive"):
        talks.edit(shelf.database, shelf.journal, interaction, text="other words")


def test_saying_who_i_am_turns_what_i_wrote(shelf: Shelf) -> None:
    passed(shelf.database, shelf.first, shelf.ana, NOON)
    shelf.database.execute_sql("INSERT INTO participant SELECT ?, id, 2, 0 FROM interaction", (shelf.ben,))
    refresh_everybody(shelf.database)
    before = dump(shelf.database)
    talks.set_owner(shelf.database, shelf.journal, shelf.ana, True)
    assert shelf.database.execute_sql("SELECT direction FROM interaction").fetchall() == [(int(Direction.OUT),)]
    assert shelf.line(shelf.ana)["listed"] == 0
    shelf.journal.undo()
    assert dump(shelf.database) == before
    assert shelf.line(shelf.ana)["listed"] == 1


# taken back


def test_later_work_stays_and_everything_taken_back_is_the_first_state(shelf: Shelf) -> None:
    before = dump(shelf.database)
    first = commands.set_circle(shelf.database, shelf.journal, [shelf.ana], 5)
    commands.set_circle(shelf.database, shelf.journal, [shelf.ana], 15)
    undone = shelf.journal.undo(first.step)
    assert undone.kept == (("circle", str(shelf.ana)),)
    assert shelf.line(shelf.ana)["circle"] == 15
    shelf.journal.undo()
    assert dump(shelf.database) == before


def test_a_step_is_taken_back_once_and_done_again_once(shelf: Shelf) -> None:
    step = commands.set_circle(shelf.database, shelf.journal, [shelf.ana], 5).step
    shelf.journal.undo(step)
    with pytest.raises(NothingToUndo, match="taken back already"):
        shelf.journal.undo(step)
    shelf.journal.redo()
    with pytest.raises(NothingToUndo):
        shelf.journal.redo()
    assert shelf.line(shelf.ana)["circle"] == 5
    shelf.journal.undo()
    assert shelf.line(shelf.ana)["circle"] is None


def test_several_steps_come_back_in_their_order(shelf: Shelf) -> None:
    for circle in (5, 15, 50):
        commands.set_circle(shelf.database, shelf.journal, [shelf.ana], circle)
    for _ in range(3):
        shelf.journal.undo()
    seen = []
    for _ in range(3):
        shelf.journal.redo()
        seen.append(shelf.line(shelf.ana)["circle"])
    assert seen == [5, 15, 50]


def test_new_work_ends_doing_again(shelf: Shelf) -> None:
    commands.set_circle(shelf.database, shelf.journal, [shelf.ana], 5)
    shelf.journal.undo()
    commands.add_tag(shelf.database, shelf.journal, [shelf.ana], "fair")
    assert shelf.journal.last_redoable() is None


def test_a_step_of_an_import_is_left_to_the_imports(shelf: Shelf) -> None:
    shelf.database.execute_sql(
        "INSERT INTO step (at, kind, title, by, undoes, import_id) VALUES (1, 'import', 'Read', '', NULL, ?)",
        (shelf.first,),
    )
    row = shelf.journal.last_undoable()
    assert row is not None
    assert row.import_id == shelf.first
    with pytest.raises(ValueError, match="of an import"):
        shelf.journal.undo()


def test_a_person_is_named_by_every_id_they_ever_had(shelf: Shelf) -> None:
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    commands.set_circle(shelf.database, shelf.journal, [shelf.ben], 5)
    assert shelf.line(shelf.ana)["circle"] == 5
    with pytest.raises(NoSuchThing):
        commands.set_circle(shelf.database, shelf.journal, [10**6], 5)


def test_every_command_leaves_the_caches_as_a_recomputation_would(shelf: Shelf) -> None:
    passed(shelf.database, shelf.first, shelf.ana, NOON)
    refresh_everybody(shelf.database)
    joining.merge(shelf.database, shelf.journal, [shelf.ana, shelf.ben])
    commands.add(shelf.database, shelf.journal, "u1", {"name": "Dee", "mail": "ana@x.example"})
    talks.log(shelf.database, shelf.journal, "l1", [shelf.cem], Moment(NOON))
    commands.set_fact(shelf.database, shelf.journal, shelf.cem, "name", "Cem S.")
    kept = caches(shelf.database)
    recompute(shelf.database)
    assert caches(shelf.database) == kept


def test_an_address_typed_for_several_goes_with_the_last_of_the_words(shelf: Shelf) -> None:
    before = dump(shelf.database)
    first = commands.add(shelf.database, shelf.journal, "u1", {"name": "Dee", "mail": "d@y.example"})[1].step
    second = commands.add(shelf.database, shelf.journal, "u2", {"name": "Eve", "mail": "d@y.example"})[1].step
    address = identity(shelf.database, mail("d@y.example"), 0)
    third = commands.set_fact(shelf.database, shelf.journal, address, "mail", "z@y.example").step
    for step in (second, first, third):
        shelf.journal.undo(step)
    assert dump(shelf.database) == before


def test_a_hidden_row_of_an_import_that_was_taken_back_goes_when_it_is_shown_again(shelf: Shelf) -> None:
    second = start_import(shelf.database)
    interaction = passed(shelf.database, second, shelf.ana, NOON)
    refresh_everybody(shelf.database)
    talks.hide(shelf.database, shelf.journal, interaction)
    undone = Withdrawn()
    for _ in withdraw(shelf.database, second, undone):
        pass
    assert [count for count, _, _ in undone.kept] == [1]
    assert shelf.database.execute_sql("SELECT id FROM interaction").fetchall() == [(interaction,)]
    shelf.journal.undo()
    assert shelf.database.execute_sql("SELECT id FROM interaction").fetchall() == []


def test_a_row_of_which_the_user_says_something_while_its_import_goes_is_found_as_before(shelf: Shelf) -> None:
    second = start_import(shelf.database)
    interaction = passed(shelf.database, second, shelf.ana, NOON)
    refresh_everybody(shelf.database)
    indexed = "SELECT count(*) FROM interaction_fts WHERE interaction_fts MATCH 'hello'"
    goes = withdraw(shelf.database, second, Withdrawn())
    while shelf.database.execute_sql(indexed).fetchone() == (1,):
        next(goes)
    talks.hide(shelf.database, shelf.journal, interaction)
    for _ in goes:
        pass
    assert shelf.database.execute_sql("SELECT id FROM interaction").fetchall() == [(interaction,)]
    assert shelf.database.execute_sql(indexed).fetchone() == (1,)
    shelf.journal.undo()
    assert shelf.database.execute_sql(indexed).fetchone() == (0,)


def test_a_correction_is_taken_back_although_the_row_it_was_made_on_is_told_by_another_archive_now(
    shelf: Shelf,
) -> None:
    second = start_import(shelf.database)
    interaction = passed(shelf.database, second, shelf.ana, NOON)
    shelf.database.execute_sql(
        "INSERT INTO interaction_key (key, interaction, part, variant, precision, import_id) VALUES (5, ?, 1, 1, 6, ?)",
        (interaction, shelf.first),
    )
    shelf.database.execute_sql("INSERT INTO participant VALUES (?, ?, 1, 1)", (shelf.ana, interaction))
    refresh_everybody(shelf.database)
    talks.hide(shelf.database, shelf.journal, interaction)
    for _ in withdraw(shelf.database, second, Withdrawn()):
        pass
    assert shelf.line(shelf.ana)["contact_days"] == 0
    assert shelf.journal.undo().kept == ()
    assert shelf.database.execute_sql("SELECT count(*) FROM interaction_override").fetchone() == (0,)


def test_two_people_whom_an_archive_joins_have_one_line_at_once(shelf: Shelf) -> None:
    later = start_import(shelf.database, state="applying")
    tell(shelf.database, later, [((profile("ana"), profile("ben")), ())], join=False)
    follow(shelf.database, moves(shelf.database, [shelf.ana, shelf.ben]))
    assert shelf.database.execute_sql(
        "SELECT id FROM person WHERE id IN (?, ?)", (shelf.ana, shelf.ben)
    ).fetchall() == [(shelf.ana,)]
    assert shelf.found_by("ben") == [shelf.ana]


def test_the_thread_keeps_its_row_as_long_as_it_rests_on_it(shelf: Shelf) -> None:
    second = start_import(shelf.database)
    interaction = passed(shelf.database, second, shelf.ana, NOON)
    refresh_everybody(shelf.database)
    thread_commands.add_item(
        shelf.database, shelf.journal, {"t1": shelf.ana}, "promised", "a deck", found_in=interaction
    )
    for _ in withdraw(shelf.database, second, Withdrawn()):
        pass
    assert shelf.database.execute_sql("SELECT id FROM interaction").fetchall() == [(interaction,)]
    shelf.journal.undo()
    assert shelf.database.execute_sql("SELECT id FROM interaction").fetchall() == []
    assert shelf.line(shelf.ana)["contact_days"] == 0


def test_typing_an_address_for_the_one_who_is_that_address_claims_nothing(shelf: Shelf) -> None:
    address = identity(shelf.database, mail("info@x.example"), shelf.first)
    commands.set_fact(shelf.database, shelf.journal, address, "mail", "info@x.example")
    assert shelf.database.execute_sql("SELECT by_user FROM identity WHERE id = ?", (address,)).fetchone() == (0,)
