"""Words that harm a window: shown as text, capped, in every place that shows what came from outside; nothing freezes.

A 1 MB word held a text widget for 55 s; a right-to-left override makes a name say another; towers of marks cover their
neighbours; markup would load what it names. Source: design trust.md, "hostile names and messages".
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QStaticText, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from relate.domain.events import Told
from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.domain.reminders import Meanwhile, Notice, NoticeKind, Reminder, ReminderKind
from relate.services.library import Library
from relate.services.views import Talk
from relate.ui.background import Background
from relate.ui.events.detail import EventDetail
from relate.ui.events.place import EventsPlace
from relate.ui.imports.pages import ImportPages
from relate.ui.log.bar import LogBar
from relate.ui.main_window import MainWindow
from relate.ui.meet.place import ToMeetPlace
from relate.ui.places.history import HistoryPlace
from relate.ui.places.news import NewsPlace
from relate.ui.places.place_people import PlacePeople
from relate.ui.places.settings import SettingsPlace
from relate.ui.places.who_am_i import WhoAmIPlace
from relate.ui.reconnect.panel import ReconnectPanel
from relate.ui.reminding import popup_of
from relate.ui.theme import theme
from relate.ui.timeline.panel import TimelinePanel
from relate.ui.tray import Tray
from tests.exports import make_lists
from tests.exports.make_lists import Connection
from tests.ui.conftest import NOON

TODAY = date(2026, 11, 23)
DAYS = (date(2026, 1, 5), date(2026, 2, 9), date(2026, 3, 16), date(2026, 4, 20))
MOST = 25_000
"""Letters: the reading sheet shows 20,000, everything else far less."""

HOSTILE = {
    "a word of 1 MB": "x" * 1_000_000,
    "a word of 1 MB beyond ASCII": "\u00e9" * 500_000,
    "a right-to-left override": "\u202egnp.exe \u2066\u2067left\u200f",
    "500 marks on a letter": "Z" + "\u0301\u0489" * 250 + "oe",
    "markup": '<img src="file:///etc/hostname"><b>bold</b><a href="https://x.example">here</a>',
    "100,000 lines": "line\n" * 100_000,
    "control characters": "\x00\x07\x1b[2J\x85\u2028\u2029end",
}
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONG_WORD = re.compile(r"[^\s\u200b]{300}")


@dataclass
class Seen:
    """Whatever a widget was given or painted."""

    texts: list[tuple[str, str]]

    def add(self, where: str, text: object) -> None:
        if isinstance(text, str) and text:
            self.texts.append((where, text))

    def check(self) -> None:
        wrong = {f"{where}: {what} {text[:60]!r}" for where, text in self.texts for what in _wrong(text)}
        assert sorted(wrong) == []


def _wrong(text: str) -> Iterator[str]:
    if len(text) > MOST:
        yield f"{len(text)} letters"
    if _OVERRIDES.search(text):
        yield "turned around"
    if _LONG_WORD.search(text):
        yield "a long word"
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run > 4:
            yield "a tower"
            return


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Every text that is painted by hand from now on."""
    seen = Seen([])
    for kind, name in ((QPainter, "drawText"), (QTextLayout, "setText"), (QStaticText, "setText")):
        real = getattr(kind, name)

        def spy(*args: Any, _real: Callable[..., Any] = real, _name: str = name) -> Any:
            for one in args:
                seen.add(_name, one)
            return _real(*args)

        monkeypatch.setattr(kind, name, spy)
    return seen


def shown() -> Seen:
    """Whatever stands in a widget now, with its tooltips, menus and what a screen reader says."""
    seen = Seen([])
    for widget in QApplication.allWidgets():
        kind = type(widget).__name__
        for name in ("text", "placeholderText", "toolTip", "accessibleName", "accessibleDescription", "windowTitle"):
            says = getattr(widget, name, None)
            if callable(says):
                seen.add(f"{kind}.{name}", says())
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.text()[:80]
        if isinstance(widget, QTextEdit | QPlainTextEdit):
            seen.add(kind, widget.toPlainText())
        if isinstance(widget, QComboBox):
            for place in range(widget.count()):
                seen.add(f"{kind}.item", widget.itemText(place))
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            _model(kind, model, seen)
        for action in (*widget.actions(), *(widget.findChildren(QAction) if isinstance(widget, QMenu) else ())):
            seen.add(f"{kind}.action", action.text())
        tip = widget.toolTip()
        assert "<img" not in tip, kind
        assert "<b>bold" not in tip, kind
    return seen


def _model(kind: str, model: QAbstractItemModel, seen: Seen) -> None:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(min(model.rowCount(QModelIndex()), 30)):
        # A list keeps to itself how many columns it has.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            for role in roles:
                seen.add(f"{kind}.model {role.name}", model.index(row, column).data(role))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Of each kind somebody of whom everything is hostile; the day names all of them. Made once: that takes seconds."""
    path = tmp_path_factory.mktemp("hostile") / "relate.db"
    library = Library.open(path, lambda: NOON)
    found = fill(library)
    library.close()
    return path, found


@pytest.fixture
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Library]:
    """With the people where they are asked for, else empty."""
    path = tmp_path / "relate.db"
    if "people" in request.fixturenames:
        shutil.copy(request.getfixturevalue("filled")[0], path)
    opened = Library.open(path, lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def people(filled: tuple[Path, list[int]]) -> list[int]:
    return filled[1]


def fill(library: Library) -> list[int]:
    found = []
    for place, hostile in enumerate(HOSTILE.values()):
        person = library.people.add(
            f"Ana {hostile}", role=hostile, company=hostile, met=hostile, mail=f"ana{place}@farol.example",
            link=f"https://www.linkedin.com/in/ana-{place}",
        ).result()  # fmt: skip
        library.people.set_note(person, hostile).result()
        library.people.add_tag([person], hostile).result()
        for day in DAYS[:-1]:
            library.timeline.log(Talk((person,), Moment.of_day(day), Kind.MEETING, "tea")).result()
        library.timeline.log(Talk((person,), Moment.of_day(DAYS[-1]), Kind.MEETING, hostile)).result()
        found.append(person)
    library.people.set_circle(found, 15).result()
    library.settings.set("budget.people_per_week", 70).result()
    library.settled()
    return found


def look_at(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(1200, 800)
    widget.show()
    assert not widget.grab().isNull()


def settle(qtbot: QtBot, background: Background) -> None:
    """Until everything asked was answered and shown."""
    done: list[int] = []
    qtbot.waitUntil(lambda: not background.busy, timeout=60_000)
    background.bridge.post(done.append, 1)
    qtbot.waitUntil(lambda: bool(done), timeout=60_000)


@pytest.fixture
def window(qtbot: QtBot, library: Library, background: Background, people: list[int]) -> MainWindow:
    made = MainWindow(library, background)
    made.set_suggestions(ReconnectPanel(library, background))
    bar = LogBar(library, background)
    made.set_log_bar(bar, bar.set_person)
    qtbot.addWidget(made)
    made.resize(1400, 860)
    with qtbot.waitSignal(made.built, timeout=60_000):
        made.show()
    settle(qtbot, background)
    return made


def test_the_window_shows_it_as_text(
    qtbot: QtBot, background: Background, window: MainWindow, painted: Seen, people: list[int]
) -> None:
    """Contact list, header, timeline, cards, log bar."""
    bar, suggestions = window.findChild(LogBar), window.findChild(ReconnectPanel)
    assert bar is not None
    assert suggestions is not None
    for person, hostile in zip(people, HOSTILE.values(), strict=True):
        window.show_person(person)
        suggestions.open_person(person)
        bar.line.setText(f"coffee with {hostile[:2000]} yesterday, promised {hostile[:2000]}, ask {hostile[:2000]}")
        settle(qtbot, background)
        assert not window.grab().isNull()
        shown_but_typed().check()
    assert painted.texts
    painted.check()


def shown_but_typed() -> Seen:
    """What stands in a field is what the user typed himself."""
    seen = shown()
    typed = {widget.text() for widget in QApplication.allWidgets() if isinstance(widget, QLineEdit)}
    return Seen([(where, text) for where, text in seen.texts if text not in typed])


def test_the_thread_shows_it_as_text(
    qtbot: QtBot, library: Library, background: Background, window: MainWindow, people: list[int], painted: Seen
) -> None:
    """What mattered, what was promised, what to ask."""
    for person, hostile in zip(people, HOSTILE.values(), strict=True):
        said = Talk((person,), Moment.of_day(TODAY), Kind.CALL, hostile, hostile, hostile, ask_next=hostile)
        library.timeline.log(said).result()
        window.show_person(person)
        settle(qtbot, background)
        assert not window.grab().isNull()
        shown().check()
    painted.check()


def test_the_reading_sheet_and_the_details_show_it_as_text(
    qtbot: QtBot, library: Library, background: Background, window: MainWindow, people: list[int]
) -> None:
    for person in people:
        window.show_person(person)
        settle(qtbot, background)
        (row,) = library.timeline.rows(library.timeline.ids(person)[:1])
        window.person.timeline._read(row)
        settle(qtbot, background)
        assert not window.grab().isNull()
        shown().check()
        window.person.header.details_button.click()
        settle(qtbot, background)
        assert not window.grab().isNull()
        shown().check()
        window.person.header.details_button.click()


def test_search_shows_it_as_text(qtbot: QtBot, background: Background, window: MainWindow, painted: Seen) -> None:
    window.topbar.field.setText("ana")
    window.results.open()
    settle(qtbot, background)
    qtbot.waitUntil(lambda: len(window.results.model.answers) > 2)
    assert not window.results.grab().isNull()
    shown_but_typed().check()
    painted.check()


@pytest.mark.parametrize("place", [HistoryPlace, PlacePeople, WhoAmIPlace])
def test_the_places_show_it_as_text(
    qtbot: QtBot,
    library: Library,
    background: Background,
    people: list[int],
    painted: Seen,
    place: Callable[..., QWidget],
) -> None:
    made = place(library, background)
    look_at(qtbot, made)
    settle(qtbot, background)
    assert not made.grab().isNull()
    shown().check()
    painted.check()


def _is_shown(place: QWidget, key: int | None) -> bool:
    """Whether the place has read what it is to show."""
    if isinstance(place, EventsPlace):
        return isinstance(place.detail, EventDetail) and place.detail.view.key == key
    return isinstance(place, ToMeetPlace) and place.view is not None


@pytest.mark.parametrize("place", [EventsPlace, ToMeetPlace])
def test_events_and_wishes_show_it_as_text(
    qtbot: QtBot,
    library: Library,
    background: Background,
    people: list[int],
    painted: Seen,
    place: Callable[..., QWidget],
) -> None:
    keys = []
    for person, hostile in zip(people, HOSTILE.values(), strict=True):
        told = Told(f"Ana {hostile}", Moment.of_day(TODAY), None, hostile, hostile)
        keys.append(library.events.make(told).result())
        library.events.add_people(keys[-1], [person]).result()
        library.to_meet.wish(f"Ana {hostile} of {hostile}").result()
    library.looking.set_line("bold here").result()
    made = place(library, background)
    look_at(qtbot, made)
    for key in keys if isinstance(made, EventsPlace) else (None,):
        if isinstance(made, EventsPlace):
            assert key is not None
            made.show_event(key)
        qtbot.waitUntil(partial(_is_shown, made, key), timeout=60_000)
        settle(qtbot, background)
        assert not made.grab().isNull()
        shown_but_typed().check()
        if isinstance(made, EventsPlace) and isinstance(made.detail, EventDetail):
            made.detail.edit()
            shown_but_typed().check()
    painted.check()


def test_what_an_import_brings_is_shown_as_text(
    qtbot: QtBot, tmp_path: Path, library: Library, background: Background, painted: Seen
) -> None:
    lines = []
    for hostile in HOSTILE.values():
        folded = hostile.replace("\n", "\\n").replace("\x00", "")
        lines += ["BEGIN:VCARD", "VERSION:3.0", f"FN:Ana {folded}", *(f"{name}:{folded}" for name in ("ORG", "TITLE"))]
        lines += [f"NOTE:{folded}", "END:VCARD", "BEGIN:VCARD", "VERSION:3.0", f"BDAY:{folded}", "END:VCARD"]
    cards = tmp_path / ("Ana \u202egnp <b>bold " + "e" + "\u0301" * 60 + ".vcf")
    cards.write_text("\n".join(lines), encoding="utf-8")
    strange = tmp_path / "no <b>bold \u202egnp.bin"
    strange.write_bytes(b"\x00\x01")
    pages = ImportPages(library, background)
    look_at(qtbot, pages)
    with qtbot.waitSignal(pages.finished, timeout=60_000):
        pages.start([cards, strange])
    settle(qtbot, background)
    assert not pages.grab().isNull()
    shown().check()
    painted.check()
    settings = SettingsPlace(library, background, theme(), None)
    look_at(qtbot, settings)
    settle(qtbot, background)
    shown().check()


def test_news_shows_it_as_text(
    qtbot: QtBot, tmp_path: Path, library: Library, background: Background, painted: Seen
) -> None:
    rows = [Connection(f"Ana{n} Silva", "Buyer", "Contoso", slug=f"ana-{n}") for n, _ in enumerate(HOSTILE.values())]
    later = [row._replace(role=text, company=text) for row, text in zip(rows, HOSTILE.values(), strict=True)]
    for day, every in ((date(2026, 8, 2), rows), (date(2026, 11, 20), later)):
        library.imports.start([make_lists.linkedin(tmp_path, day, every)]).future.result(timeout=60)
    assert len(library.news.everybody()) == len(rows)
    people = list(library.news.everybody())
    library.people.set_circle(people[:4], 15).result()
    place = NewsPlace(library, background)
    look_at(qtbot, place)
    settle(qtbot, background)
    assert place.model.rowCount() > len(people) // 2
    assert not place.grab().isNull()
    panel = TimelinePanel(library, background)
    look_at(qtbot, panel)
    for person in people:
        panel.show_person(person)
        settle(qtbot, background)
        assert not panel.grab().isNull()
        assert all(len(said) < 1000 for said in library.reconnect.why_not(person).speaks)
    shown().check()
    painted.check()


def test_tray_and_popups_show_it_as_text(
    qtbot: QtBot, library: Library, background: Background, people: list[int]
) -> None:
    day = library.reconnect.day()
    named = {card.person for card in day.reconnect}
    assert len(named) > 3
    tray = Tray(library, background, QIcon())
    tray.show_day(day)
    shown().check()
    tray.close()
    for person in named:
        for hostile in HOSTILE.values():
            away = Meanwhile((person,), (person,), (person,), (hostile, hostile))
            for kind in ReminderKind:
                notices = tuple(Notice(each, "key", hostile) for each in NoticeKind)
                popup = popup_of(Reminder(kind, TODAY, (person,), away, notices), day, details=True)
                Seen([("title", popup.title), ("body", popup.body)]).check()
                assert len(popup.title) <= 100
                assert len(popup.body) <= 600
