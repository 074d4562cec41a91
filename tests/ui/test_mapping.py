"""The page of a table's columns: guesses, samples, the people that would come of it; keys are enough; asked once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relate.services.library import Library
from relate.services.previewing import Counts, PreviewPerson
from relate.ui.background import Background
from relate.ui.imports import asking_texts as texts
from relate.ui.imports.mapping import MappingPage
from relate.ui.imports.pages import ImportPages

TABLES = Path(__file__).parents[1] / "exports" / "table"
CZECH = TABLES / "kontakty-cp1250.csv"


@pytest.fixture
def pages(qtbot: QtBot, library: Library, background: Background) -> ImportPages:
    made = ImportPages(library, background)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def asked(qtbot: QtBot, pages: ImportPages, path: Path) -> MappingPage:
    pages.start([path])

    def there() -> list[MappingPage]:
        return [page for page in pages.findChildren(MappingPage) if page.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=10_000)
    return there()[0]


def words(page: MappingPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def says(qtbot: QtBot, page: MappingPage, text: str) -> None:
    qtbot.waitUntil(lambda: text in words(page), timeout=10_000)


def shown(page: MappingPage, column: int) -> str:
    return page.columns.boxes[f"column {column}"].currentText()


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def done(qtbot: QtBot, pages: ImportPages) -> None:
    pages.queue.cancel_all()
    qtbot.waitUntil(lambda: not pages.busy, timeout=10_000)


def test_a_czech_table_is_shown_with_its_guesses_and_its_people(qtbot: QtBot, pages: ImportPages) -> None:
    page = asked(qtbot, pages, CZECH)
    says(qtbot, page, "4 rows: 3 would create somebody, 1 would be skipped: 1 empty.")
    says(qtbot, page, "Jan Novák")
    told = words(page)
    for text in ("Příjmení", "Novák · Dvořáková · Říhová", "Jan Novák", "Žofie Dvořáková", "Company: Contoso s.r.o."):
        assert text in told
    assert "Birthday: 12 April 1984" in told
    assert "Tag: klient; Praha" in told
    assert "How you met: SaaS Expo, March 2024" in told
    assert [shown(page, n) for n in (1, 2, 3, 8, 11)] == [
        "First name", "Last name", "Company", "Tags (a, b)", "Met on (date)"
    ]  # fmt: skip
    done(qtbot, pages)


def test_it_is_changed_and_read_by_keys_alone_and_the_preview_follows(
    qtbot: QtBot, library: Library, pages: ImportPages
) -> None:
    page = asked(qtbot, pages, CZECH)
    says(qtbot, page, "Role: Obchodní ředitel")
    first = QApplication.focusWidget()
    assert first is page.columns.boxes["column 1"]
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    box = QApplication.focusWidget()
    assert box is page.columns.boxes["column 4"]
    QTest.keyClicks(box, "depart")
    assert shown(page, 4) == "Department"
    says(qtbot, page, "Department: Obchodní ředitel")
    assert "Role: " not in words(page)
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        QTest.keyClick(box, Qt.Key.Key_Return)
    (jan,) = library.people.named("Jan Novák")
    told = {fact.field: fact.value for fact in library.people.page(jan).facts}
    assert told["department"] == "Obchodní ředitel"
    assert "role" not in told


def test_the_same_shape_again_is_read_without_a_page(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    page = asked(qtbot, pages, CZECH)
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        QTest.mouseClick(page.read, Qt.MouseButton.LeftButton)
    again = tmp_path / "nove.csv"
    header = CZECH.read_bytes().splitlines(keepends=True)[0]
    again.write_bytes(header + "Eva;Malá;;;eva@example.cz;;;;;;\r\n".encode("cp1250"))
    with qtbot.waitSignal(pages.finished, timeout=10_000) as told:
        pages.start([again])
    assert told.args is not None
    assert told.args[0].imports[0].people_new == 1
    assert not any(one.isVisible() for one in pages.findChildren(MappingPage))

    def offers() -> list[str]:
        return [one.text() for one in pages.findChildren(QPushButton) if one.isVisible()]

    qtbot.waitUntil(lambda: offers().count("Answer otherwise") == 1)


def test_what_is_left_out_stands_back_and_makes_nobody(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("Name,E-mail\nAna Duarte,ana@x.example\n")
    page = asked(qtbot, pages, path)
    says(qtbot, page, "1 row: 1 would create somebody.")
    for box in page.columns.boxes.values():
        QTest.keyClick(box, Qt.Key.Key_Home)
        assert box.chosen == "leave_out"
    says(qtbot, page, texts.nobody_would_come())
    says(qtbot, page, "1 row: 1 would be skipped: 1 empty.")
    headings = [one for one in page.columns.findChildren(QLabel) if one.text() in ("Name", "E-mail")]
    assert {one.property("role") for one in headings} == {"muted"}
    done(qtbot, pages)


def test_where_it_is_not_sure_who_they_are_nothing_is_read_before_somebody_says(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    path = tmp_path / "nimet.csv"
    path.write_text("Nimi,Ryhmä\nAino Virtanen,a\nEero Mäkinen,b\n")
    page = asked(qtbot, pages, path)
    assert shown(page, 1) == ""
    assert not page.read.isEnabled()
    box = page.columns.boxes["column 1"]
    assert box.hasFocus()
    QTest.keyClicks(box, "full")
    says(qtbot, page, "Aino Virtanen")
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        press(Qt.Key.Key_Return)
    assert library.people.named("Eero Mäkinen")


def test_day_or_month_stands_below_the_columns_and_changes_the_people(qtbot: QtBot, pages: ImportPages) -> None:
    page = asked(qtbot, pages, TABLES / "club-month-or-day.csv")
    says(qtbot, page, "Birthday: 4 March 1984")
    card = page.cards["order"]
    card.take_keys()
    press(Qt.Key.Key_Down)
    assert card.chosen == "day"
    says(qtbot, page, "Birthday: 3 April 1984")
    done(qtbot, pages)


def test_other_letters_change_the_headings_the_samples_and_the_people(
    qtbot: QtBot, library: Library, pages: ImportPages, tmp_path: Path
) -> None:
    """Central European letters of DOS, which nothing tells from others but who reads them."""
    path = tmp_path / "stare.csv"
    path.write_bytes("Jméno;Příjmení;E-mail\nŽofie;Dvořáková;zofie@example.cz\n".encode("cp852"))
    page = asked(qtbot, pages, path)
    says(qtbot, page, "1 row: 1 would create somebody.")
    assert "Žofie" not in words(page)
    box = page.cards["letters"].findChild(QComboBox)
    assert box is not None
    box.setFocus()
    box.setCurrentIndex(box.findData("cp852"))
    says(qtbot, page, "Žofie Dvořáková")
    assert "Příjmení" in words(page)
    assert [shown(page, n) for n in (1, 2, 3)] == ["First name", "Last name", "Mail address"]
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        press(Qt.Key.Key_Return)
    assert library.people.named("Žofie Dvořáková")
    again = tmp_path / "dalsi.csv"
    again.write_bytes("Jméno;Příjmení;E-mail\nJiří;Říha;jiri@example.cz\n".encode("cp852"))
    with qtbot.waitSignal(pages.finished, timeout=10_000):
        pages.start([again])
    assert library.people.named("Jiří Říha"), "the letters are remembered with the rest"


def test_the_wheel_over_a_drop_down_is_for_the_page(qtbot: QtBot, pages: ImportPages) -> None:
    page = asked(qtbot, pages, CZECH)
    box = page.columns.boxes["column 5"]
    assert not box.hasFocus()
    at = QPointF(box.rect().center())
    turn = QWheelEvent(
        at, box.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert shown(page, 5) == "Mail address"
    done(qtbot, pages)


def test_many_columns_scroll_by_themselves_and_the_button_stays_in_sight(
    qtbot: QtBot, pages: ImportPages, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    headings = ["Name", "E-mail", *(f"Field {n}" for n in range(150))]
    path.write_text(",".join(headings) + "\nAna Duarte,ana@x.example" + ",x" * 150 + "\n")
    page = asked(qtbot, pages, path)
    says(qtbot, page, "1 row: 1 would create somebody.")
    assert len(page.columns.boxes) == 152
    bottom = page.read.mapTo(pages, QPoint(0, page.read.height())).y()
    assert bottom <= pages.height()
    last = page.columns.boxes["column 152"]
    page.columns.boxes["column 151"].setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Tab)
    assert last.hasFocus()
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() > 0, timeout=5_000)
    pages.resize(1000, 600)
    qtbot.waitUntil(lambda: page.read.mapTo(pages, QPoint(0, page.read.height())).y() <= 640, timeout=5_000)
    done(qtbot, pages)


def test_hostile_headings_and_cells_are_text(qtbot: QtBot, pages: ImportPages, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    long_word = "a" * 20_000
    path.write_text(
        f'Name,E-mail,"<img src=""file:///x"">",{long_word[:150]}\n'
        f"<b>Ana</b> Duarte,ana@x.example,<i>x</i>,{long_word}\n"
    )
    page = asked(qtbot, pages, path)
    says(qtbot, page, "1 row:")
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert len(label.text()) < 2_000
    assert '<img src="file:///x">' in words(page)
    says(qtbot, page, "<b>Ana</b> Duarte")
    done(qtbot, pages)


def test_every_drop_down_is_named_for_a_screen_reader(qtbot: QtBot, pages: ImportPages) -> None:
    page = asked(qtbot, pages, CZECH)
    names = [box.accessibleName() for box in page.findChildren(QComboBox)]
    assert names[0] == "What “Jméno” becomes"
    assert len(set(names)) == len(names) == 12
    assert page.columns.boxes["column 1"].accessibleDescription() == "Jan · Žofie · Šárka"
    done(qtbot, pages)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (Counts(1, 1, 0, 0, 0, 0, (), True), "1 row: 1 would create somebody."),
        (
            Counts(2_214, 1_180, 20, 3, 1_000, 11, (("empty", 9), ("could not be read", 2)), True),
            "2,214 rows: 1,180 would create somebody, 20 belong to people you have, 3 would update somebody, 1,000 "
            "change nothing, 11 would be skipped: 9 empty, 2 could not be read.",
        ),
        (Counts(10_000, 10_000, 0, 0, 0, 0, (), False), "The first 10,000 rows: 10,000 would create somebody."),
    ],
)
def test_what_the_rows_would_do_is_one_sentence(counts: Counts, told: str) -> None:
    assert texts.rows_would(counts) == told


def test_facts_of_one_kind_stand_together() -> None:
    person = PreviewPerson("Ana", (("mail", "a@x.example"), ("mail", "b@x.example"), ("birthday", "--04-12")))
    assert texts.facts(person) == "Mail: a@x.example; b@x.example · Birthday: --04-12"


def test_in_a_narrow_page_the_headings_are_read_and_the_people_stand_below(qtbot: QtBot, pages: ImportPages) -> None:
    """As with large text: beside the people a heading was a letter and three points."""
    page = asked(qtbot, pages, CZECH)
    assert page.preview.x() > page.columns.boxes["column 1"].width()
    pages.resize(760, 800)
    qtbot.waitUntil(lambda: page.preview.y() > 0 and page.preview.width() == page.contentsRect().width())
    headings = [heading for heading, _ in page.columns._words.values()]
    assert all(heading.width() >= heading.sizeHint().width() for heading in headings)
    pages.resize(1200, 800)
    qtbot.waitUntil(lambda: page.preview.width() < page.width() // 2)
    done(qtbot, pages)
