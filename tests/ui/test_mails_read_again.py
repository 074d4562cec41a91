"""Who am I, where mails were read before an address was known: it says so, and one button reads them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.places.who_am_i import BehindLine, WhoAmIPlace
from tests.importers.test_mail import ANA, MARA, mail, mbox

SHOP = "Shop of Ben <ben@shop.example>"


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    letters = (
        mail(f"From: {SHOP}", f"To: {MARA}", "List-Unsubscribe: <https://shop.example/leave>", number=1),
        mail(f"From: {MARA}", f"To: {SHOP}", number=2),
        mail(f"From: {ANA}", f"To: {MARA}", number=3),
    )
    return mbox(tmp_path, *letters)


@pytest.fixture
def place(qtbot: QtBot, library: Library, background: Background, mails: Path) -> WhoAmIPlace:
    library.imports.start([mails]).future.result(timeout=60)
    made = WhoAmIPlace(library, background)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def press(qtbot: QtBot, place: WhoAmIPlace, name: str) -> None:
    def there() -> list[QPushButton]:
        made = place.findChildren(QPushButton)
        return [one for one in made if one.accessibleName().startswith(name) and one.height() > 0]

    qtbot.waitUntil(lambda: bool(there()))
    qtbot.mouseClick(there()[0], Qt.MouseButton.LeftButton)


def test_naming_an_address_offers_to_read_the_mails_again(
    qtbot: QtBot, library: Library, place: WhoAmIPlace, mails: Path
) -> None:
    press(qtbot, place, "This is me: Mara · mara@")
    with qtbot.waitSignal(place.again_wanted) as asked:
        press(qtbot, place, "Read again")
    assert asked.args == [[mails]]
    library.imports.start([mails], knowing=True).future.result(timeout=60)
    qtbot.waitUntil(lambda: not place.findChildren(BehindLine))


def test_an_address_that_nobody_guessed_is_typed(
    qtbot: QtBot, library: Library, background: Background, place: WhoAmIPlace
) -> None:
    with qtbot.waitSignal(background.bridge.failed) as told:
        qtbot.keyClicks(place.address, "mara@home.example")
        qtbot.keyClick(place.address, Qt.Key.Key_Return)
    assert told.args == ["Nothing in the library is from or to mara@home.example."]
    place.address.clear()
    qtbot.keyClicks(place.address, "Mara@Northwind.example")
    qtbot.keyClick(place.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(place.findChildren(BehindLine)))
    assert {one.label for one in library.owner.identities() if one.is_me} == {"Mara · mara@northwind.example"}
    assert place.address.text() == ""


def test_mails_that_are_not_where_they_were_are_to_be_dropped_again(
    qtbot: QtBot, place: WhoAmIPlace, mails: Path
) -> None:
    mails.unlink()
    press(qtbot, place, "This is me: Mara · mara@")
    qtbot.waitUntil(lambda: bool(place.findChildren(BehindLine)))
    (line,) = place.findChildren(BehindLine)
    assert "mails.mbox is not where it was: drop it again" in line.says.text()
    assert not line.findChildren(QPushButton)
