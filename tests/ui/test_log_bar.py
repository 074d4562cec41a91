"""Log a conversation: one line, chips to correct, one question; on a real library."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.records import Kind
from relate.domain.why_not import Hindrance
from relate.services.library import Library
from relate.services.views import TimelineRow
from relate.ui.background import Background
from relate.ui.log import texts
from relate.ui.log.bar import LogBar


@pytest.fixture
def maya(library: Library) -> int:
    return library.people.add("Maya Okafor").result()


@pytest.fixture
def bar(qtbot: QtBot, library: Library, background: Background, maya: int) -> LogBar:
    made = LogBar(library, background)
    qtbot.addWidget(made)
    made.resize(700, 120)
    made.set_person(maya)
    made.show()
    return made


def log(qtbot: QtBot, bar: LogBar, line: str) -> str:
    bar.line.setText(line)
    with qtbot.waitSignal(bar.done) as said:
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
    return str(said.args[0])


def rows(library: Library, person: int) -> list[TimelineRow]:
    return list(library.timeline.rows(library.timeline.ids(person)))


def chips(bar: LogBar) -> list[str]:
    found = [bar._chips.itemAt(place) for place in range(bar._chips.count())]
    widgets = [item.widget() for item in found if item is not None]
    return [each.text().removesuffix(" ▾") for each in widgets if isinstance(each, QLabel | QPushButton)]


def test_enter_on_an_empty_line_is_today(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "")
    (row,) = rows(library, maya)
    assert row.at is not None
    assert row.at.iso().startswith("2026-11-23")
    assert (row.kind, row.text) == (Kind.TALK, "")


def test_a_sentence_becomes_a_conversation(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "Coffee with Maya yesterday, she is hiring a designer")
    (row,) = rows(library, maya)
    assert row.at is not None
    assert row.at.iso() == "2026-11-22"
    assert (row.kind, row.text) == (Kind.MEETING, "Coffee: she is hiring a designer")


def test_one_undo_takes_it_back(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "coffee, ask about the flat")
    library.history.undo(None).result()
    assert rows(library, maya) == []
    assert library.thread.items(maya) == []


def test_what_was_read_is_shown_before_enter(qtbot: QtBot, bar: LogBar) -> None:
    bar.line.setText("lunch with Maya yesterday, ask about the flat")
    assert chips(bar) == ["Maya Okafor", "met", "yesterday", "ask: the flat", texts.log_it()]


def test_a_chip_corrects_what_was_read(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    bar.line.setText("lunch with Maya yesterday")
    bar._choose_channel(Kind.CALL)
    bar._choose_day(date(2026, 11, 20))
    assert chips(bar)[1:3] == ["called", "20 Nov"]
    with qtbot.waitSignal(bar.done):
        bar.log()
    (row,) = rows(library, maya)
    assert row.at is not None
    assert (row.kind, row.at.iso()) == (Kind.CALL, "2026-11-20")


def test_a_correction_holds_for_one_conversation(qtbot: QtBot, bar: LogBar) -> None:
    bar.line.setText("lunch")
    bar._choose_day(date(2026, 11, 20))
    with qtbot.waitSignal(bar.done):
        bar.log()
    assert bar.draft.day == date(2026, 11, 23)


def test_somebody_else_can_be_named(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    ben = library.people.add("Ben Whitfield").result()
    log(qtbot, bar, "called Ben")
    assert len(rows(library, ben)) == 1
    assert rows(library, maya) == []


def test_of_two_with_one_name_the_other_can_be_picked(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    bens = {library.people.add(name).result(): name for name in ("Ben Whitfield", "Ben Amari")}
    bar.line.setText("called Ben")
    (taken,) = [person for person, _ in bar.draft.people]
    (other,) = set(bens) - {taken}
    bar._choose_person(taken, (other, bens[other]))
    with qtbot.waitSignal(bar.done):
        bar.log()
    assert len(rows(library, other)) == 1
    assert rows(library, taken) == []


def test_nobody_is_guessed(qtbot: QtBot, library: Library, bar: LogBar) -> None:
    bar.set_person(None)
    bar.line.setText("called Zelda")
    with qtbot.assertNotEmitted(bar.done, wait=50):
        bar.log()
    assert texts.pick_person("Zelda") in chips(bar)
    assert bar.line.text() == "called Zelda"


def test_what_was_logged_is_not_typed_again_by_ctrl_z(qtbot: QtBot, bar: LogBar) -> None:
    qtbot.keyClicks(bar.line, "coffee yesterday")
    with qtbot.waitSignal(bar.done):
        qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert not bar.line.isUndoAvailable()


def test_somebody_whom_nobody_knew_is_added_from_the_chip(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    bar.line.setText("coffee with Zelda yesterday")
    bar._unknown_menu("Zelda").actions()[0].trigger()
    qtbot.waitUntil(lambda: [name for _, name in bar.draft.people] == ["Zelda"])
    assert texts.pick_person("Zelda") not in chips(bar)
    with qtbot.waitSignal(bar.done) as said:
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert "Zelda" in said.args[0]
    assert rows(library, maya) == []


def test_an_unknown_name_may_be_the_open_person(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    bar.line.setText("coffee with Mimi yesterday")
    bar._unknown_menu("Mimi").actions()[1].trigger()
    assert bar.draft.people == ((maya, "Maya Okafor"),)
    assert bar.draft.unknown == ()


def test_a_name_is_looked_for_among_names_and_not_in_companies(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    library.people.add("Otto Berg", company="Anabel Foods").result(20)
    library.people.add("Anabel Strand").result(20)
    ana = library.people.add("Ana Duarte").result(20)
    bar.line.setText("coffee with Ana")
    assert bar.draft.people == ((ana, "Ana Duarte"),)
    assert [[name for _, name in others] for _, others in bar.draft.others] == [["Anabel Strand"]]


def test_whose_tag_says_the_name_is_offered_for_it(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    karin = library.people.add("Karin Strand").result(20)
    library.people.add_tag([karin], "Mum").result(20)
    bar.line.setText("coffee with Mum")
    assert not bar.draft.people
    offered = bar._unknown_menu("Mum").actions()
    assert [each.text() for each in offered] == ["New person: Mum", "Mum is Maya Okafor", "Mum is Karin Strand"]
    offered[2].trigger()
    assert bar.draft.people == ((karin, "Karin Strand"),)


def test_a_short_form_of_a_first_name_is_known(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    library.people.add("Robert Ames").result(20)
    bar.line.setText("coffee with Bob")
    assert [name for _, name in bar.draft.people] == ["Robert Ames"]


def test_what_is_for_next_time_alone_is_kept_and_moves_no_clock(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    bar.line.setText("ask Maya about the boat")
    assert chips(bar) == ["Maya Okafor", "only for next time", "ask: the boat", texts.log_it()]
    assert log(qtbot, bar, "ask Maya about the boat") == texts.kept("ask next")
    assert rows(library, maya) == []
    assert [(item.kind, item.text) for item in library.thread.items(maya)] == [("ask next", "the boat")]


def test_a_question_that_is_none_goes_back_into_the_note_from_its_chip(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    bar.line.setText("coffee, ask around for a flat")
    bar._ask_menu().actions()[0].trigger()
    assert chips(bar) == ["Maya Okafor", "met", "today", texts.log_it()]
    with qtbot.waitSignal(bar.done):
        QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert [row.text for row in rows(library, maya)] == ["Coffee: ask around for a flat"]
    assert library.thread.items(maya) == []


def test_an_older_entry_does_not_move_the_clock_back(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "coffee")
    before = library.people.page(maya).last_contact
    log(qtbot, bar, "coffee 3 weeks ago")
    assert library.people.page(maya).last_contact == before


def test_an_attempt_is_no_conversation(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "tried to call Maya")
    assert library.people.page(maya).last_contact is None


def test_an_attempt_with_several_keeps_all_of_them_its_day_and_its_words(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    ana = library.people.add("Ana Duarte").result()
    log(qtbot, bar, "tried to call Maya and Ana yesterday, left a voicemail about the flat")
    rows = [library.timeline.rows(list(library.timeline.ids(each))) for each in (maya, ana)]
    assert [[row.kind for row in each] for each in rows] == [[Kind.ATTEMPT], [Kind.ATTEMPT]]
    assert "voicemail about the flat" in rows[1][0].text
    library.people.set_circle([maya, ana], 15).result()
    because = [library.reconnect.why_not(each).because for each in (maya, ana)]
    assert [why.hindrance for why in because if why is not None] == [Hindrance.WROTE, Hindrance.WROTE]
    library.history.undo().result()  # the circle
    library.history.undo().result()
    assert not library.timeline.ids(maya)
    assert not library.timeline.ids(ana)


# ---------------------------------------------------------------------------------------------- the question


def test_one_question_comes_and_enter_keeps_the_answer(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "coffee")
    qtbot.waitUntil(bar.question.isVisible)
    bar.question.kinds.buttons()[1].click()
    bar.question.field.setText("send the template")
    with qtbot.waitSignal(bar.done):
        QTest.keyClick(bar.question.field, Qt.Key.Key_Return)
    assert [(item.kind, item.text) for item in library.thread.items(maya)] == [("promised", "send the template")]
    assert not bar.question.isVisible()


def test_the_question_says_about_whom_and_is_kept_with_all_of_them_in_one_step(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    ben, ana = (library.people.add(name).result() for name in ("Ben Whitfield", "Ana Silva"))
    log(qtbot, bar, "lunch with Ben and Ana")
    qtbot.waitUntil(bar.question.isVisible)
    asks = "One thing to keep about Ben Whitfield and Ana Silva?"
    assert (bar.question.field.placeholderText(), bar.question.field.accessibleName()) == (asks, asks)
    bar.question.field.setText("both look for an office")
    with qtbot.waitSignal(bar.done):
        QTest.keyClick(bar.question.field, Qt.Key.Key_Return)
    kept = {person: [item.text for item in library.thread.items(person)] for person in (ben, ana, maya)}
    assert kept == {ben: ["both look for an office"], ana: ["both look for an office"], maya: []}
    library.history.undo(None).result()
    assert not library.thread.items(ben) + library.thread.items(ana)


def test_escape_skips_the_question(qtbot: QtBot, library: Library, bar: LogBar, maya: int) -> None:
    log(qtbot, bar, "coffee")
    qtbot.waitUntil(bar.question.isVisible)
    QTest.keyClick(bar.question.field, Qt.Key.Key_Escape)
    assert not bar.question.isVisible()
    assert library.thread.items(maya) == []


def test_a_line_that_answers_it_is_not_asked(qtbot: QtBot, bar: LogBar) -> None:
    log(qtbot, bar, "coffee, I promised to send the deck")
    qtbot.wait(20)
    assert not bar.question.isVisible()


def test_escape_empties_the_line(qtbot: QtBot, bar: LogBar) -> None:
    bar.line.setText("cof")
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert bar.line.text() == ""


def test_a_promise_shows_its_day_which_the_chip_corrects(
    qtbot: QtBot, library: Library, bar: LogBar, maya: int
) -> None:
    bar.line.setText("coffee, promised the price list by friday")
    (promise,) = [words for words in chips(bar) if words.startswith("promised")]
    assert promise == "promised: the price list, by Fri 27 Nov"
    menu = bar._due_menu()
    next(action for action in menu.actions() if action.text() == "tomorrow").trigger()
    assert "promised: the price list, by tomorrow" in chips(bar)
    next(action for action in menu.actions() if action.text() == "No day").trigger()
    assert "promised: the price list" in chips(bar)
    with qtbot.waitSignal(bar.done):
        bar.log()
    assert [(item.text, item.due_day) for item in library.thread.items(maya)] == [("the price list", None)]
