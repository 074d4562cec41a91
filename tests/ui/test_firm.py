"""The names of a company: from the list that is narrowed to it, and from a person's page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.firm import FirmSheet
from relate.ui.contacts.panel import ContactsPanel
from relate.ui.person.page import PersonPanel


def fill(library: Library) -> int:
    somebody = 0
    for name, company in (("Ana", "Contoso"), ("Ben", "Contoso Ltd."), ("Cem", "CONTOSO GmbH"), ("Dia", "Fabrikam")):
        somebody = library.people.add(name, company=company).result(10)
    return somebody


def test_the_list_of_a_company_leads_to_its_names_where_another_is_joined_and_let_go(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    fill(library)
    done: list[str] = []
    actions = PeopleActions(library, background.bridge)
    actions.done.connect(done.append)
    panel = ContactsPanel(library, background, actions)
    background.bridge.changed.connect(panel.on_change)
    qtbot.addWidget(panel)
    panel.show()
    panel.narrow("company", "Contoso")
    qtbot.waitUntil(lambda: len(panel.model.ids) == 3)
    next(b for b in panel.findChildren(QPushButton) if b.text() == "Names of this company …").click()
    (sheet,) = panel.findChildren(FirmSheet)
    qtbot.waitUntil(lambda: "count as one" in sheet.says.text())
    qtbot.keyClicks(sheet.field, "fabr")
    qtbot.waitUntil(lambda: [b.text() for b in _offers(sheet)] == ["Fabrikam"])
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    sheet.field.setFocus()
    qtbot.keyClick(sheet.field, Qt.Key.Key_Tab)
    assert sheet.focusWidget() is _offers(sheet)[0], "Tab comes to what was found before it comes to Close"
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 4)
    qtbot.waitUntil(lambda: done == ["Contoso and Fabrikam: one company"])
    qtbot.waitUntil(lambda: any(b.text() == "Another company" for b in sheet.findChildren(QPushButton)))
    (apart,) = [b for b in sheet.findChildren(QPushButton) if b.text() == "Another company"]
    assert apart.accessibleName() == "Fabrikam is another company", "what is written alike is not the user's word"
    apart.click()
    qtbot.waitUntil(lambda: len(panel.model.ids) == 3)
    library.history.undo().result(10)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 4)
    sheet.accept()


def test_a_page_leads_to_everyone_of_the_company_and_to_its_names(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    dia = fill(library)
    panel = PersonPanel(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_person(dia)
    panel.header._open_more()
    offered = {action.text(): action for menu in panel.header.children() for action in getattr(menu, "actions", list)()}
    with qtbot.waitSignal(panel.company_chosen) as chosen:
        offered["Everyone at Fabrikam"].trigger()
    assert chosen.args == ["Fabrikam"]
    offered["Other names of Fabrikam …"].trigger()
    (sheet,) = panel.findChildren(FirmSheet)
    qtbot.waitUntil(lambda: sheet.says.text() == "No other name counts as this company.")
    sheet.accept()


def _offers(sheet: FirmSheet) -> list[QPushButton]:
    return [b for b in sheet.findChildren(QPushButton) if b.property("company") and b.isVisible()]
