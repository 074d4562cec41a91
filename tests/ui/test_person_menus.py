"""What is chosen on a person's page from menus and small dialogs, and the foot of the window."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.moments import Moment, Precision
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, SourceAge, State, Talk, TimelineRow
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.person.page import PersonPanel
from relate.ui.statusbar import StatusBar
from relate.ui.theme import Choice, Theme, theme
from relate.ui.timeline.mending import PersonDialog, TimeDialog, WordsDialog
from relate.ui.toast import Toast
from tests.ui.acquaintances import NOON, Known, acquaint


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


@pytest.fixture
def actions(library: Library, background: Background, panel_owner: list[object]) -> PeopleActions:
    made = PeopleActions(library, background.bridge)
    panel_owner.append(made)
    return made


@pytest.fixture
def panel_owner() -> list[object]:
    return []


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, known: Known, actions: PeopleActions) -> PersonPanel:
    made = PersonPanel(library, background, actions)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.resize(708, 800)
    made.show()
    made.show_person(known.maya)
    return made


def choose(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_a_circle_is_chosen_on_the_page(qtbot: QtBot, panel: PersonPanel, actions: PeopleActions) -> None:
    with qtbot.waitSignal(actions.done):
        choose(panel.header._circle.menu(), "circle of 15")
    qtbot.waitUntil(lambda: panel.header._circle.text() == "circle of 15")


def test_a_rhythm_is_set_by_hand_and_given_back(qtbot: QtBot, panel: PersonPanel, actions: PeopleActions) -> None:
    with qtbot.waitSignal(actions.done):
        choose(panel.header.rhythm.menu(), "every 2 months")
    qtbot.waitUntil(lambda: panel.header.rhythm.text() == "every 2 months, set by you")
    with qtbot.waitSignal(actions.done):
        choose(panel.header.rhythm.menu(), "as learnt, or as the circle says")
    qtbot.waitUntil(lambda: "set by you" not in panel.header.rhythm.text())


def test_letting_somebody_rest_shows_as_a_chip(
    qtbot: QtBot, panel: PersonPanel, actions: PeopleActions, known: Known
) -> None:
    actions.set_state([known.maya], State.RESTING)
    qtbot.waitUntil(lambda: "resting" in [made.text() for made in panel.header.findChildren(QPushButton)])


def test_a_tag_is_typed_and_taken_away(
    qtbot: QtBot, panel: PersonPanel, actions: PeopleActions, library: Library, known: Known
) -> None:
    add = next(made for made in panel.header.findChildren(QPushButton) if made.text() == "+ tag")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.header._tag_field, "#logistics")
    with qtbot.waitSignal(actions.done):
        qtbot.keyClick(panel.header._tag_field, Qt.Key.Key_Return)
    assert library.people.page(known.maya).tags == ("logistics",)
    with qtbot.waitSignal(actions.done):
        actions.untag([known.maya], "logistics")
    assert library.people.page(known.maya).tags == ()


def test_a_birthday_that_is_none_is_refused_and_the_page_shows_what_is_true(
    qtbot: QtBot, panel: PersonPanel, background: Background, library: Library, known: Known
) -> None:
    panel.header.details_button.setChecked(True)
    fact = panel.details.fact("birthday")
    fact.edit()
    fact.field.setText("12th of never")
    with qtbot.waitSignal(background.bridge.failed) as refused:
        qtbot.keyClick(fact.field, Qt.Key.Key_Return)
    assert refused.args[0].startswith("“12th of never” is no birthday")
    qtbot.waitUntil(lambda: panel.details.fact("birthday").shown.text().startswith("add a birthday"))
    assert library.people.page(known.maya).birthday == ""


@pytest.mark.parametrize("typed", ["12 April", "Apr 12th", "12.4.", "--04-12"])
def test_a_birthday_is_typed_in_words_and_edited_in_words(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known, typed: str
) -> None:
    panel.header.details_button.setChecked(True)
    fact = panel.details.fact("birthday")
    fact.edit()
    fact.field.setText(typed)
    with qtbot.waitSignal(panel.done):
        qtbot.keyClick(fact.field, Qt.Key.Key_Return)
    assert library.people.page(known.maya).birthday == "--04-12"
    qtbot.waitUntil(lambda: panel.details.fact("birthday").shown.text() == "12 April")
    again = panel.details.fact("birthday")
    again.edit()
    assert again.field.text() == "12 April"
    qtbot.keyClick(again.field, Qt.Key.Key_Escape)
    assert again.shown.text() == "12 April"


def row_of(qtbot: QtBot, panel: PersonPanel, text: str) -> TimelineRow:
    """The row of the timeline with this text, once it has come."""
    model = panel.timeline.model

    def rows() -> list[TimelineRow]:
        found = (model.interaction(n) for n in range(len(model.lines)))
        return [row for row in found if row is not None and text in row.text]

    qtbot.waitUntil(lambda: bool(rows()))
    return rows()[0]


def test_an_interaction_is_given_another_time(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    row = row_of(qtbot, panel, "deck")
    dialog = TimeDialog(row, panel)
    dialog.chosen.connect(panel.timeline.change_time)
    dialog.edit.setDateTime(QDateTime.fromMSecsSinceEpoch(int(datetime(2026, 10, 1, 9, tzinfo=UTC).timestamp() * 1000)))
    with qtbot.waitSignal(panel.done):
        dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    last = library.people.page(known.maya).last_contact
    assert last is not None
    assert datetime.fromtimestamp(last / 1000, UTC).date() == date(2026, 10, 1)


def test_an_interaction_is_given_to_whom_it_really_was_with(
    qtbot: QtBot, panel: PersonPanel, library: Library, background: Background, known: Known
) -> None:
    dialog = PersonDialog(library, background, row_of(qtbot, panel, "deck"), panel)
    dialog.chosen.connect(panel.timeline.give_to)
    dialog.show()
    assert not dialog.ok.isEnabled()
    qtbot.keyClicks(dialog.field, "hana")
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    with qtbot.waitSignal(panel.done) as said:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert said.args == ["Given to Hana Novák"]
    assert library.people.page(known.hana).last_contact is not None
    assert all("deck" not in row.text for row in library.timeline.rows(library.timeline.ids(known.maya)))


def test_of_two_people_only_the_one_whose_page_it_is_is_another(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    talk = Talk((known.maya, known.tomas), Moment(NOON, Precision.MINUTE), Kind.CALL, "All three of us")
    library.timeline.log(talk).result(10)
    with qtbot.waitSignal(panel.done):
        panel.timeline.give_to(row_of(qtbot, panel, "All three"), library.people.rows([known.hana])[0])
    (row,) = library.timeline.rows(library.timeline.ids(known.hana))
    assert {person for person, _ in row.people} == {known.hana, known.tomas}


def test_own_words_are_mended(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    row = row_of(qtbot, panel, "deck")
    dialog = WordsDialog(row, row.text, panel)
    dialog.chosen.connect(panel.timeline.change_words)
    dialog.edit.setPlainText("The price list")
    with qtbot.waitSignal(panel.done):
        dialog.accept()
    assert "The price list" in [each.text for each in library.timeline.rows(library.timeline.ids(known.maya))]


def test_an_identity_that_is_somebody_else_is_split_off(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    def networks() -> set[str]:
        return {one.network for one in library.people.page(known.maya).identities}

    identity = next(one for one in library.people.page(known.maya).identities if one.network == "linkedin")
    with qtbot.waitSignal(panel.done):
        panel.details.split.emit([identity.id])
    assert "linkedin" not in networks()
    library.history.undo(None).result(10)
    assert "linkedin" in networks()


def test_the_keys_stay_on_the_page_when_an_identity_is_split_off(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    panel.header.split_wanted.emit()
    at = panel.focusWidget()
    assert isinstance(at, QPushButton)
    assert at.text() == "Somebody else"
    before = len(library.people.page(known.maya).identities)
    QTest.keyClick(at, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.page is not None and len(panel.page.identities) < before)
    qtbot.waitUntil(lambda: panel.focusWidget() is panel.details)


def test_split_stands_in_the_menu_of_whoever_is_known_as_several(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    def offered() -> bool:
        panel.header._open_more()
        menu = next(menu for menu in panel.header.findChildren(QMenu) if menu.isVisible())
        found = any(action.text() == "Split …" for action in menu.actions())
        menu.close()
        return found

    assert offered()
    for identity in library.people.page(known.maya).identities[1:]:
        library.people.split(known.maya, [identity.id]).result(10)
    qtbot.waitUntil(lambda: panel.page is not None and len(panel.page.identities) == 1)
    assert not offered()


def test_cards_are_told_apart_by_their_names_and_books(library: Library, tmp_path: Path) -> None:
    for book, name in (("home", "Hana Malá"), ("work", "Hana Novák")):
        path = tmp_path / f"{book}.vcf"
        path.write_text(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:{book}\nFN:{name}\nEMAIL:hana@x.example\nEND:VCARD\n", encoding="utf-8"
        )
        library.imports.start([path]).future.result(timeout=60)
    everybody = PeopleQuery(Shown.EVERYONE)
    library.people.merge(list(library.people.ids(everybody))).result(10)
    (hana,) = library.people.ids(everybody)
    labels = [one.label for one in library.people.page(hana).identities if one.kind == "card"]
    assert [label.partition(" of 2")[0] for label in labels] == [
        "the card of Hana Malá, home.vcf", "the card of Hana Novák, work.vcf"
    ]  # fmt: skip
    home = next(one for one in library.imports.list() if one.title.startswith("home"))
    library.imports.undo(home.id).result(timeout=60)
    (hana,) = library.people.ids(everybody)
    assert [one.label.partition(",")[0] for one in library.people.page(hana).identities if one.kind == "card"] == [
        "the card of Hana Novák"
    ]  # fmt: skip


# --------------------------------------------------------------------------------------------- foot and toast


def test_the_foot_tells_how_far_each_source_is_known(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    until = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
    old = int(datetime(2026, 8, 2, 12, tzinfo=UTC).timestamp() * 1000)
    ages = [SourceAge("linkedin", "LinkedIn", until, 3, False), SourceAge("x", "X", old, 113, True, "x:7")]
    bar.show_sources(ages, date(2026, 11, 23))
    said = [made.text() for made in bar._sources]
    assert said == ["LinkedIn until 20 Nov", "X ends 2 Aug · request a new one"]
    with qtbot.waitSignal(bar.refresh_wanted) as wanted:
        qtbot.mouseClick(bar._sources[1], Qt.MouseButton.LeftButton)
    assert wanted.args == ["x:7"]
    bar.show_backup(NOON - 3_600_000, NOON)
    assert bar._backup.text().startswith("Backed up ")
    assert ":" in bar._backup.text()


def test_the_next_word_takes_the_place_of_the_last(qtbot: QtBot, panel: PersonPanel) -> None:
    toast = Toast(panel)
    toast.say("Maya Okafor: circle of 5")
    toast.say("The disk is full.", undo=False)
    assert toast.text == "The disk is full."
    assert toast.isVisible()
    assert not toast.undo_button.isVisible()
    assert panel.rect().contains(toast.geometry())


def test_an_unknown_choice_of_colours_counts_as_the_systems(qtbot: QtBot) -> None:
    look = theme()
    with qtbot.waitSignal(look.changed):
        look.choose("sepia")
    assert look.choice is Choice.SYSTEM
    assert isinstance(look, Theme)
