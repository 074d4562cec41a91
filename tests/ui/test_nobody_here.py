"""A filter of the contact list that finds nobody: it says who would be in a wider list, and leads there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.services.list_views import PeopleQuery, Shown
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.panel import ContactsPanel
from tests.ui.acquaintances import acquaint


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background) -> ContactsPanel:
    acquaint(library)
    actions = PeopleActions(library, background.bridge)
    made = ContactsPanel(library, background, actions)
    actions.setParent(made)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.resize(316, 700)
    made.show()
    with qtbot.waitSignal(made.listed):
        made.refresh()
    made.focus_filter()
    return made


def names(panel: ContactsPanel) -> list[str]:
    return [panel.model.data(panel.model.index(row, 0)) for row in range(panel.model.rowCount())]


def type_and_wait(qtbot: QtBot, panel: ContactsPanel, text: str) -> None:
    with qtbot.waitSignal(panel.nobody.told):
        qtbot.keyClicks(panel.filter.field, text)


def test_somebody_among_everyone_is_named_and_one_click_away(qtbot: QtBot, panel: ContactsPanel) -> None:
    type_and_wait(qtbot, panel, "hana")
    assert panel.nobody.text == "Nobody you talked to fits this filter."
    assert panel.nobody.more.text() == "Show Hana Novák, among Everyone"
    with qtbot.waitSignal(panel.listed):
        qtbot.mouseClick(panel.nobody.more, Qt.MouseButton.LeftButton)
    assert names(panel) == ["Hana Novák"]
    assert panel._tabs[Shown.EVERYONE].isChecked()
    assert panel.filter.field.text() == "hana"
    assert not panel.nobody.isVisible()


def test_enter_leads_there_too_also_before_the_answer_is_there(qtbot: QtBot, panel: ContactsPanel) -> None:
    with qtbot.waitSignal(panel.listed, check_params_cb=lambda: names(panel) == []):
        qtbot.keyClicks(panel.filter.field, "hana")
    with qtbot.waitSignal(panel.listed, check_params_cb=lambda: names(panel) == ["Hana Novák"]):
        qtbot.keyClick(panel.filter.field, Qt.Key.Key_Return)


def test_down_goes_to_the_way_there(qtbot: QtBot, panel: ContactsPanel) -> None:
    with qtbot.waitActive(panel):
        panel.activateWindow()
    type_and_wait(qtbot, panel, "hana")
    qtbot.keyClick(panel.filter.field, Qt.Key.Key_Down)
    assert panel.nobody.more.hasFocus()


def test_outside_the_chosen_filters_the_words_alone_find_them(qtbot: QtBot, panel: ContactsPanel) -> None:
    with qtbot.waitSignal(panel.listed):
        panel.filter.narrow("circle", 15)
    type_and_wait(qtbot, panel, "maya")
    assert panel.nobody.more.text() == "Show Maya Okafor, by the words alone"
    with qtbot.waitSignal(panel.listed):
        panel.nobody.more.click()
    assert names(panel) == ["Maya Okafor"]
    assert panel.query == PeopleQuery(shown=Shown.EVERYONE, text="maya")


def test_where_nobody_fits_anywhere_nothing_is_offered(qtbot: QtBot, panel: ContactsPanel) -> None:
    type_and_wait(qtbot, panel, "hana")
    type_and_wait(qtbot, panel, "zzz")
    assert panel.nobody.isVisible()
    assert not panel.nobody.more.isVisible()


def test_who_comes_to_fit_meanwhile_is_offered(qtbot: QtBot, library: Library, panel: ContactsPanel) -> None:
    type_and_wait(qtbot, panel, "chidi")
    with qtbot.waitSignal(panel.nobody.told):
        library.people.add("Chidi Okoro").result()
    assert panel.nobody.more.text() == "Show Chidi Okoro, among Everyone"


def test_a_wider_list_is_asked_for_only_where_nobody_fits(
    qtbot: QtBot, library: Library, panel: ContactsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PeopleQuery] = []
    monkeypatch.setattr(library.people, "elsewhere", asked.append)
    with qtbot.waitSignal(panel.listed, check_params_cb=lambda: names(panel) == ["Maya Okafor"]):
        qtbot.keyClicks(panel.filter.field, "maya")
    assert not panel.nobody._quiet.isActive()
    type_and_wait(qtbot, panel, "zzz")
    assert [query.text for query in asked] == ["mayazzz"]
