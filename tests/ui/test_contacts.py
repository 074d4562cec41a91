"""The contact list: who is in it, found as one types, and it stays where it was."""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.changes import ChangeSet
from relate.services.library import Library
from relate.services.views import Shown, Sort
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.menu import PeopleMenu
from relate.ui.contacts.model import ROW, below_name
from relate.ui.contacts.panel import ContactsPanel
from relate.ui.contacts.tag_shelf import TagShelf, TagTarget
from relate.ui.places.review_result import MergeDialog
from relate.ui.theme import theme
from tests.ui.acquaintances import Known, acquaint, talk


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, known: Known) -> ContactsPanel:
    actions = PeopleActions(library, background.bridge)
    made = ContactsPanel(library, background, actions)
    actions.setParent(made)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.resize(316, 700)
    made.show()
    with qtbot.waitSignal(made.listed):
        made.refresh()
    return made


def names(panel: ContactsPanel) -> list[str]:
    return [panel.model.data(panel.model.index(row, 0)) for row in range(panel.model.rowCount())]


def test_it_opens_on_whom_one_talked_to_the_last_talk_first(panel: ContactsPanel) -> None:
    assert names(panel) == ["Tomás Rivera", "Maya Okafor"]


def test_a_line_tells_a_screen_reader_all_that_it_shows(panel: ContactsPanel) -> None:
    said = panel.model.data(panel.model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Maya Okafor, VP Partnerships, Northwind Labs, last contact 11 weeks ago")


def test_the_new_people_of_an_import_are_a_filter(
    qtbot: QtBot, library: Library, panel: ContactsPanel, tmp_path: Path
) -> None:
    book = tmp_path / "fair.vcf"
    book.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chidi Okoro\r\nEMAIL:chidi@fair.example\r\nEND:VCARD\r\n")
    (report,) = library.imports.start([book]).future.result().imports
    menu = panel.filter._menus["since_import"]
    panel.filter._read_choices()
    qtbot.waitUntil(lambda: [action.text() for action in menu.actions()] == [report.title])
    panel.take_tab(Shown.EVERYONE)
    with qtbot.waitSignal(panel.listed, check_params_cb=lambda: names(panel) == ["Chidi Okoro"]):
        menu.actions()[0].trigger()
    assert any(report.title in chip.text() for chip in panel.filter.findChildren(QPushButton))


def test_the_groups_of_an_address_book_are_offered_as_tags(
    qtbot: QtBot, library: Library, panel: ContactsPanel, known: Known, tmp_path: Path
) -> None:
    book = tmp_path / "choir.vcf"
    book.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chidi Okoro\r\nCATEGORIES:Choir\r\nEND:VCARD\r\n")
    library.imports.start([book]).future.result()
    library.people.add_tag([known.maya], "press").result()
    menu = panel.filter._menus["tag"]
    panel.filter._read_choices()
    qtbot.waitUntil(lambda: [action.text() for action in menu.actions()] == ["#Choir", "#press"])
    panel.take_tab(Shown.EVERYONE)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: names(panel) == ["Chidi Okoro"])


def test_a_town_is_a_filter_however_it_is_written(
    qtbot: QtBot, library: Library, panel: ContactsPanel, known: Known
) -> None:
    for person, place in ((known.maya, "Porto, Portugal"), (known.tomas, "Greater Porto Area"), (known.hana, "Brno")):
        library.people.set_fact(person, "place", place).result()
    library.people.set_fact(known.hana, "place", "Porto").result()
    library.people.set_fact(known.maya, "place", "Lisbon").result()  # where she was before is no place of hers now
    menu = panel.filter._menus["place"]
    panel.filter._read_choices()
    qtbot.waitUntil(lambda: len(menu.actions()) == 2)
    assert menu.actions()[0].text() in ("in Porto", "in Greater Porto Area")
    assert menu.actions()[1].text() == "in Lisbon"
    panel.take_tab(Shown.EVERYONE)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: set(names(panel)) == {"Tomás Rivera", "Hana Novák"})


def test_those_who_wait_for_an_answer_are_a_filter(
    qtbot: QtBot, library: Library, panel: ContactsPanel, tmp_path: Path
) -> None:
    me, ana = ("Mara Lind", "https://www.linkedin.com/in/mara"), ("Ana Duarte", "https://www.linkedin.com/in/ana")
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT"
    rows = [
        ("2-1", "", *sides, f"2026-11-{day} 09:00:00 UTC", "", f"What of plan {day}?", "INBOX")
        for day, sides in ((12, (*me, *ana)), (14, (*ana, *me)))
    ]
    archive = tmp_path / "Basic_LinkedInDataExport_11-22-2026"
    archive.mkdir()
    (archive / "Profile.csv").write_text("First Name,Last Name,Headline,Summary,Industry\nMara,Lind,,,Trade\n")
    (archive / "messages.csv").write_text("\n".join([f"{head},FOLDER", *(",".join(row) for row in rows)]))
    library.imports.start([archive]).future.result(60)
    (waiting,) = library.people.named("Ana Duarte")
    panel.filter._only_unanswered()
    qtbot.waitUntil(lambda: names(panel) == ["Ana Duarte"])
    assert any("waits for an answer" in chip.text() for chip in panel.filter.findChildren(QPushButton))
    library.reconnect.no_answer_needed(waiting).result()
    qtbot.waitUntil(lambda: names(panel) == [])


def test_a_list_is_kept_under_a_name_opened_again_and_kept_no_longer(
    qtbot: QtBot, library: Library, panel: ContactsPanel, known: Known
) -> None:
    library.people.add_tag([known.hana], "press").result()
    panel.narrow("tag", "press")
    qtbot.waitUntil(lambda: names(panel) == ["Hana Novák"])
    assert panel.filter.says() == "#press"
    with qtbot.waitSignal(panel.said) as told:
        panel._keeper.keep(panel.query, "The press")
    assert told.args == ["Kept: “The press”, under Filter and Add a filter"]
    panel.filter.clear()
    panel.take_tab(Shown.TALKED_TO)
    qtbot.waitUntil(lambda: names(panel) == ["Tomás Rivera", "Maya Okafor"])
    assert not panel.filter.active

    panel.filter._read_choices()
    lists = panel.filter._lists
    assert not panel.filter._keep.isEnabled()  # nothing narrows the list
    lists.actions()[0].trigger()
    qtbot.waitUntil(lambda: names(panel) == ["Hana Novák"])
    assert panel.tab is Shown.EVERYONE
    assert any("#press" in chip.text() for chip in panel.filter.findChildren(QPushButton))

    with qtbot.waitSignal(panel.said):
        lists.forget_wanted.emit("The press")
    panel.filter._read_choices()
    assert lists.actions() == []


def test_those_whose_birthday_is_soon_are_a_filter(
    qtbot: QtBot, library: Library, panel: ContactsPanel, known: Known
) -> None:
    for person, day in ((known.maya, "--11-26"), (known.tomas, "1980-12-20"), (known.hana, "--06-01")):
        library.people.set_fact(person, "birthday", day).result()
    panel.take_tab(Shown.EVERYONE)
    for days, found in ((7, ["Maya Okafor"]), (30, ["Tomás Rivera", "Maya Okafor"])):
        with qtbot.waitSignal(panel.listed, check_params_cb=partial(_are, panel, found)):
            panel.filter.narrow("birthday_within", days)


def _are(panel: ContactsPanel, found: list[str]) -> bool:
    return names(panel) == found


def test_of_whom_no_role_is_known_it_tells_where_they_are_from(
    qtbot: QtBot, library: Library, panel: ContactsPanel
) -> None:
    person = library.people.add("Ben Lind", link="https://www.linkedin.com/in/ben-lind").result()
    (row,) = library.people.rows([person])
    assert below_name(row) == "LinkedIn"


def test_tabs_show_the_others(qtbot: QtBot, panel: ContactsPanel) -> None:
    with qtbot.waitSignal(panel.listed):
        panel.take_tab(Shown.ONLY_CONNECTED)
    assert names(panel) == ["Hana Novák"]
    with qtbot.waitSignal(panel.listed):
        panel.take_tab(Shown.EVERYONE)
    assert len(names(panel)) == 3


def test_typing_filters_without_accents_and_case(qtbot: QtBot, panel: ContactsPanel) -> None:
    panel.focus_filter()
    with qtbot.waitSignal(panel.listed, check_params_cb=lambda: names(panel) == ["Tomás Rivera"]):
        qtbot.keyClicks(panel.filter.field, "tomas r")


def test_with_nobody_found_nothing_moves_away_from_the_filter(qtbot: QtBot, panel: ContactsPanel) -> None:
    panel.focus_filter()
    where = panel._count.mapTo(panel, QPoint()).y()
    with qtbot.waitSignal(panel.listed, check_params_cb=lambda: names(panel) == []):
        qtbot.keyClicks(panel.filter.field, "zzzz")
    layout = panel.layout()
    assert layout is not None
    layout.activate()
    assert panel._count.mapTo(panel, QPoint()).y() == where
    assert panel._filter_tab.isChecked()


def test_a_filter_chosen_from_the_menu_is_a_chip_that_takes_it_away(qtbot: QtBot, panel: ContactsPanel) -> None:
    with qtbot.waitSignal(panel.listed):
        panel.narrow("company", "Tailspin")
    assert names(panel) == ["Hana Novák"]
    chip = next(made for made in panel.filter.findChildren(type(panel.filter._add)) if "Tailspin" in made.text())
    with qtbot.waitSignal(panel.listed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(names(panel)) == 3


def test_who_is_picked_stays_picked_when_the_list_changes(
    qtbot: QtBot, panel: ContactsPanel, library: Library, known: Known
) -> None:
    panel.pick(known.maya)
    with qtbot.waitSignal(panel.listed):
        talk(library, known.maya, 1, "Again")
    assert names(panel) == ["Maya Okafor", "Tomás Rivera"]
    assert panel.view.current_person() == known.maya
    assert panel.view.selected() == [known.maya]


def test_the_place_stays_when_others_come_in_above(qtbot: QtBot, panel: ContactsPanel) -> None:
    panel.view.show_people(array("q", range(1000, 1300)))
    panel.view.verticalScrollBar().setValue(100 * panel.view.rowHeight(0) + 7)
    panel.view.show_people(array("q", range(900, 1300)))
    assert panel.model.person_at(panel.view.rowAt(0)) == 1100
    assert panel.view.rowViewportPosition(panel.view.rowAt(0)) == -7


def test_an_answer_that_came_too_late_is_dropped(qtbot: QtBot, panel: ContactsPanel) -> None:
    with qtbot.waitSignal(panel.listed):
        for letters in ("t", "to", "tom", ""):
            panel.filter.field.setText(letters)
    qtbot.waitUntil(lambda: not panel._background.busy)
    assert names(panel) == ["Tomás Rivera", "Maya Okafor"]


def test_picking_somebody_of_another_tab_shows_them(qtbot: QtBot, panel: ContactsPanel, known: Known) -> None:
    with qtbot.waitSignal(panel.listed):
        panel.pick(known.hana)
    assert panel.tab is Shown.EVERYONE
    assert panel.view.current_person() == known.hana


def test_delete_takes_everybody_that_is_marked(
    qtbot: QtBot, panel: ContactsPanel, library: Library, known: Known
) -> None:
    with qtbot.waitActive(panel):
        panel.activateWindow()
    panel.view.setFocus()
    panel.view.selectAll()
    with qtbot.waitSignal(panel.listed):
        qtbot.keySequence(panel.view, QKeySequence(Qt.Key.Key_Delete))
    qtbot.waitUntil(lambda: library.people.totals().people == 1)
    assert library.people.current(known.hana) == known.hana


def test_the_menu_offers_to_join_two_to_five(background: Background, library: Library, known: Known) -> None:
    actions = PeopleActions(library, background.bridge)
    one = PeopleMenu(actions, [known.maya])
    two = PeopleMenu(actions, [known.maya, known.tomas])
    six = PeopleMenu(actions, [known.maya] * 6)
    offered = [any("join" in action.text() for action in menu.actions()) for menu in (one, two, six)]
    assert offered == [False, True, False]
    for menu in (one, two, six):
        menu.deleteLater()
    actions.deleteLater()


def test_whom_they_would_be_is_shown_before_they_are_joined_under_a_name_of_choice(
    qtbot: QtBot, panel: ContactsPanel, library: Library, known: Known
) -> None:
    panel._ask_merge([known.maya, known.tomas])
    (dialog,) = panel.findChildren(MergeDialog)
    names = [row.name for row in library.people.rows([known.maya, known.tomas])]
    assert all(name in "".join(label.text() for label in dialog.findChildren(QLabel)) for name in names)
    before = library.people.totals().people
    dialog.line.call(names[1])
    dialog.join.click()
    qtbot.waitUntil(lambda: library.people.totals().people == before - 1)
    assert len(library.people.named(names[1])) == 1
    assert library.people.named(names[0]) == []


def test_a_circle_from_the_menu_is_said_and_kept(
    qtbot: QtBot, background: Background, library: Library, known: Known
) -> None:
    actions = PeopleActions(library, background.bridge)
    with qtbot.waitSignal(actions.done) as said:
        actions.place([known.maya], 15)
    assert said.args == ["Maya Okafor: circle of 15"]
    assert library.people.page(known.maya).circle == 15


def test_the_marked_and_the_one_under_the_mouse_stand_out(qtbot: QtBot, panel: ContactsPanel) -> None:
    view, look = panel.view, theme()

    def ground(row: int) -> str:
        rect = view.visualRect(panel.model.index(row, 0))
        return view.viewport().grab(rect).toImage().pixelColor(rect.width() - 4, 3).name()

    panel.take_tab(Shown.EVERYONE)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 3)
    view.clearSelection()
    view.setCurrentIndex(QModelIndex())
    qtbot.waitUntil(lambda: ground(0) == ground(1) == look.colour("panel").name())
    qtbot.mouseMove(view.viewport(), view.visualRect(panel.model.index(1, 0)).center())
    qtbot.waitUntil(lambda: ground(1) == look.colour("ground").name())
    view.selectAll()
    assert ground(0) == ground(2) == look.colour("picked").name()


def test_sorting_by_name(qtbot: QtBot, panel: ContactsPanel) -> None:
    menu = panel._sort_button.menu()
    assert menu is not None
    with qtbot.waitSignal(panel.listed):
        next(action for action in menu.actions() if action.data() == Sort.NAME).trigger()
    assert names(panel) == ["Maya Okafor", "Tomás Rivera"]


def test_home_and_end_go_to_the_first_and_the_last(qtbot: QtBot, panel: ContactsPanel) -> None:
    panel.take_tab(Shown.EVERYONE)
    qtbot.waitUntil(lambda: len(names(panel)) == 3)
    panel.pick(panel.model.ids[1])
    for key, place in ((Qt.Key.Key_End, 2), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(panel.view, key)
        assert panel.view.current_person() == panel.model.ids[place]


def test_letters_typed_into_the_list_go_to_the_name(qtbot: QtBot, panel: ContactsPanel, known: Known) -> None:
    panel.view.setFocus()
    qtbot.keyClicks(panel.view, "may")
    qtbot.waitUntil(lambda: panel.view.current_person() == known.maya)


def test_a_change_elsewhere_reads_a_row_anew(panel: ContactsPanel, known: Known) -> None:
    before = panel.model.data(panel.model.index(0, 0), ROW)
    panel.view.forget([known.tomas])
    assert panel.model.data(panel.model.index(0, 0), ROW) == before


def test_settings_do_not_disturb_the_list(qtbot: QtBot, panel: ContactsPanel) -> None:
    from relate.domain.changes import What

    with qtbot.assertNotEmitted(panel.listed, wait=50):
        panel.on_change(ChangeSet(What.SETTINGS))


def test_where_nobody_was_talked_to_yet_it_opens_on_those_who_are_connected(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    actions = PeopleActions(library, background.bridge)
    made = ContactsPanel(library, background, actions)
    actions.setParent(made)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.show()
    maya = library.people.add("Maya Okafor").result()
    qtbot.waitUntil(lambda: names(made) == ["Maya Okafor"])
    assert made._tabs[Shown.ONLY_CONNECTED].isChecked()
    assert made.tab is Shown.TALKED_TO  # what the next start opens on

    library.people.add("Hana Novák").result()
    talk(library, maya, 2)
    qtbot.waitUntil(lambda: names(made) == ["Maya Okafor"] and made._tabs[Shown.TALKED_TO].isChecked())

    # A tab that was chosen stays, whoever is in it.
    library.history.undo(None).result()
    made._tabs[Shown.TALKED_TO].click()
    qtbot.waitUntil(made.nobody.isVisible)
    assert made._tabs[Shown.TALKED_TO].isChecked()


def test_while_people_are_dragged_the_tags_stand_below_the_list_and_one_takes_them(
    qtbot: QtBot, library: Library, panel: ContactsPanel
) -> None:
    people = [library.people.add(name).result(20) for name in ("Ana Duarte", "Ben Kaya", "Chidi Okoro")]
    shelf = panel.findChild(TagShelf)
    assert shelf is not None
    panel.view.dragging.emit(True)
    assert not shelf.isVisibleTo(panel), "there is no tag yet"
    library.people.add_tag(people[:1], "logistics").result(20)
    panel.view.dragging.emit(True)
    (target,) = shelf.findChildren(TagTarget)
    assert (shelf.isVisibleTo(panel), target.text()) == (True, "#logistics")
    target.dropped.emit(people[1:], target.tag)
    qtbot.waitUntil(lambda: [library.people.page(person).tags for person in people] == [("logistics",)] * 3)
    panel.view.dragging.emit(False)
    assert not shelf.isVisibleTo(panel)
    library.history.undo(None).result(20)
    assert library.people.page(people[1]).tags == ()


def test_another_list_begins_at_its_top_and_the_same_stays_where_it_is_looked_at(
    qtbot: QtBot, panel: ContactsPanel, library: Library
) -> None:
    talked = [library.people.add(f"Talked {number:02}").result() for number in range(40)]
    known = [library.people.add(f"Known {number:02}").result() for number in range(40)]
    bar, view = panel.view.verticalScrollBar(), panel.view
    view.show_people(array("q", talked))
    bar.setValue(bar.maximum() // 2)
    at, top = bar.value(), view._looked_at()
    assert at > 0
    view.show_people(array("q", [person for person in talked if person != top[0][0]]))
    assert [one for one in view._looked_at() if one in top[1:-1]]
    view.show_people(array("q", known))
    assert bar.value() == 0
