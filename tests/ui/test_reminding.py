"""The tray and the one popup a day: when it comes, what it says, what its buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from relate.domain.homezone import HomeZone
from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.domain.reminders import Meanwhile, Notice, NoticeKind, Reminder, ReminderKind
from relate.services.absence import meanwhile_of
from relate.services.library import Library
from relate.services.ports import OPEN, Popup
from relate.services.views import Card, DayView, ReasonView, SourceAge, State, Talk
from relate.ui.background import Background
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reminding import Reminding, popup_of, sentences
from relate.ui.tray import Tray
from relate.ui.words import day_of_date

TODAY = date(2026, 11, 23)


class Screen(QObject):
    """A desktop that shows popups, and on which the test clicks."""

    acted = Signal(object, str)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.popups: list[Popup] = []
        self.works = True
        self.withdrawn = 0

    def show(self, popup: Popup) -> bool:
        self.popups.append(popup)
        return self.works

    def withdraw(self) -> None:
        self.withdrawn += 1


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen()


@pytest.fixture
def maya(library: Library) -> int:
    person = library.people.add("Maya Okafor", link="https://www.linkedin.com/in/maya").result()
    for day in (date(2026, 1, 5), date(2026, 2, 9), date(2026, 3, 16), date(2026, 4, 20)):
        library.timeline.log(Talk((person,), Moment.of_day(day), Kind.MEETING, text="a secret")).result()
    library.people.set_circle([person], 15).result()
    return person


@pytest.fixture
def reminding(library: Library, background: Background, screen: Screen, maya: int) -> Reminding:
    commands = ReconnectActions(library, background, lambda link: True)
    return Reminding(library, background, screen, commands)


def at(hour: int, minute: int = 0, day: int = 23) -> int:
    """A local time of November 2026, UTC ms."""
    return int(datetime(2026, 11, day, hour, minute).astimezone().timestamp() * 1000)


def look(qtbot: QtBot, reminding: Reminding, now: int) -> None:
    """One minute of the clock, and whatever it makes the reader threads do."""
    reminding.look(now)
    qtbot.waitUntil(lambda: not reminding._asking)


def test_one_popup_names_somebody_of_today(qtbot: QtBot, reminding: Reminding, screen: Screen, maya: int) -> None:
    look(qtbot, reminding, at(10))
    (popup,) = screen.popups
    assert (popup.title, popup.token) == ("Maya Okafor", maya)
    assert [button.action for button in popup.buttons] == ["write", "talked", "later"]


def test_once_a_day_and_not_in_a_burst_after_sleep(qtbot: QtBot, reminding: Reminding, screen: Screen) -> None:
    for now in (at(9), at(9, 1), at(12), at(17)):
        look(qtbot, reminding, now)
    assert len(screen.popups) == 1
    look(qtbot, reminding, at(10, day=30))
    assert len(screen.popups) == 2


@pytest.mark.parametrize("now", [at(8, 59), at(18), at(3)])
def test_never_outside_the_hours(qtbot: QtBot, reminding: Reminding, screen: Screen, now: int) -> None:
    look(qtbot, reminding, now)
    assert screen.popups == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reminder.on", False),
        ("reminder.days", "234567"),
        ("reminder.days", ""),
        ("reminder.paused_until", day_of_date(date(2026, 11, 24))),
        ("reminder.until", "09:00"),
    ],
)
def test_what_was_switched_off_stays_off(
    qtbot: QtBot, library: Library, reminding: Reminding, screen: Screen, name: str, value: bool | int | str
) -> None:
    library.settings.set(name, value).result()
    look(qtbot, reminding, at(10))
    assert screen.popups == []


def test_a_day_that_was_looked_at_needs_none(qtbot: QtBot, reminding: Reminding, screen: Screen) -> None:
    reminding.seen(at(8))
    look(qtbot, reminding, at(10))
    assert screen.popups == []
    assert screen.withdrawn == 1


def test_with_nobody_today_there_is_no_popup(
    qtbot: QtBot, library: Library, reminding: Reminding, screen: Screen, maya: int
) -> None:
    library.people.delete([maya]).result()
    look(qtbot, reminding, at(10))
    assert screen.popups == []


def test_its_buttons_do_what_they_say(
    qtbot: QtBot, library: Library, reminding: Reminding, screen: Screen, maya: int
) -> None:
    look(qtbot, reminding, at(10))
    with qtbot.waitSignal(reminding._commands.done):
        screen.acted.emit(maya, "talked")
    newest = library.timeline.rows(library.timeline.ids(maya)[:1])[0]
    assert newest.at is not None
    assert newest.at.iso().startswith("2026-11-23")


def test_a_click_opens_the_person(qtbot: QtBot, reminding: Reminding, screen: Screen, maya: int) -> None:
    look(qtbot, reminding, at(10))
    with qtbot.waitSignal(reminding.person_wanted) as wanted:
        screen.acted.emit(maya, OPEN)
    assert wanted.args == [maya]


def test_without_any_way_the_window_says_it(qtbot: QtBot, reminding: Reminding, screen: Screen) -> None:
    screen.works = False
    with qtbot.waitSignal(reminding.in_window) as said:
        reminding.look(at(10))
    assert "Maya Okafor" in said.args[0]


# --------------------------------------------------------------------------------------------------- the words


def card(person: int, kind: str, short: str) -> Card:
    return Card(
        person=person, name=f"Person {person}", role="", company="", section="reconnect", why=short, short=short,
        as_of=None, reasons=(ReasonView(kind, short, ()),), last_line="", last_line_mine=False, months_mine=(),
        months_theirs=(), silent_since=None,
    )  # fmt: skip


def view(**sections: tuple[Card, ...]) -> DayView:
    empty = DayView(day_of_date(TODAY), False, (), (), (), (), 10, 10, 5)
    return replace(empty, **sections)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["promise_due", "they_wrote_last", "unanswered_question", "news", "something_new"])
def test_what_was_written_is_in_no_popup(kind: str) -> None:
    day = view(reconnect=(card(1, kind, "“the secret plan” · 9 days"),))
    reminder = Reminder(ReminderKind.TODAY, TODAY, (1,))
    assert "secret" not in popup_of(reminder, day, details=False).body
    assert "secret" in popup_of(reminder, day, details=True).body


def test_a_rhythm_is_neutral_enough_to_be_said() -> None:
    day = view(reconnect=(card(1, "usual_rhythm", "every 3 weeks, quiet for 11"), card(2, "news", "x")))
    popup = popup_of(Reminder(ReminderKind.TODAY, TODAY, (1, 2)), day, details=False)
    assert popup.body == "every 3 weeks, quiet for 11 · and one other today"


OPENED = day_of_date(date(2026, 11, 2))
"""When the window was last open, of the weeks away that end today."""


def waits(person: int, day: int) -> Card:
    """Somebody whose last word is of that day of November."""
    made = card(person, "they_wrote_last", "“x”")
    return replace(made, reasons=(replace(made.reasons[0], at=at(12, day=day)),))


def owed(person: int, due: date | None) -> Card:
    made = card(person, "promise_due", "p")
    return replace(made, reasons=(replace(made.reasons[0], day=None if due is None else day_of_date(due)),))


def test_one_and_several_are_said_as_such() -> None:
    many = {person: f"Person {person}" for person in range(1, 6)}
    told = sentences(Meanwhile((1, 2, 3, 4), (1, 2), (1, 2, 3, 4, 5), ()), many)
    assert told == (
        "Person 1, Person 2, Person 3 and one other wrote.",
        "Promises fell due: Person 1, Person 2.",
        "Birthdays went by: Person 1, Person 2, Person 3 and 2 others.",
    )


def test_weeks_away_are_one_card() -> None:
    day = view(waiting=(waits(1, 20), waits(2, 3)), this_week=(owed(3, date(2026, 11, 9)),))
    sources = [SourceAge("x", "X", 0, 300, True), SourceAge("linkedin", "LinkedIn", 0, 2, False)]
    meanwhile = meanwhile_of(day, sources, [4], OPENED, HomeZone.named(""))
    assert meanwhile == Meanwhile((1, 2), (3,), (4,), ("X",))
    reminder = Reminder(ReminderKind.AFTER_ABSENCE, TODAY, (), meanwhile)
    popup = popup_of(reminder, day, details=False, missed=((4, "Person 4"),))
    assert popup.body == (
        "Person 1, Person 2 wrote. A promise fell due: Person 3. A birthday went by: Person 4. Old by now: X."
    )
    assert popup.token is None


def test_what_was_known_before_is_not_told_as_news_of_the_weeks_away() -> None:
    asked = replace(waits(2, 20), asked=True)  # "did they answer?": nobody wrote
    day = view(
        waiting=(waits(1, 1), asked),
        this_week=(owed(3, date(2026, 10, 30)), owed(4, date(2026, 11, 25)), owed(5, None), card(6, "birthday", "b")),
    )
    assert meanwhile_of(day, [], [], OPENED, HomeZone.named("")).is_empty


def test_a_birthday_missed_in_the_weeks_away_is_told_where_the_window_is_looked_at(
    qtbot: QtBot, library: Library, reminding: Reminding, maya: int
) -> None:
    for name, day in (("Ana Sousa", "--11-10"), ("Ben Whitfield", "--11-29"), ("Old Friend", "--11-11")):
        person = library.people.add(name).result()
        library.people.set_fact(person, "birthday", day).result()
        library.people.set_circle([person], 50).result()
        library.people.set_state([person], State.IN_MEMORIAM if name == "Old Friend" else State.ACTIVE).result()
    library.settings.set("reminder.last_opened", OPENED).result()
    with qtbot.waitSignal(reminding.came_back) as told:
        reminding.seen(at(10))
    assert told.args == [("A birthday went by: Ana Sousa.",)]


def test_a_few_days_away_are_not_told_of(qtbot: QtBot, library: Library, reminding: Reminding, screen: Screen) -> None:
    library.settings.set("reminder.last_opened", day_of_date(date(2026, 11, 12))).result()
    with qtbot.assertNotEmitted(reminding.came_back):
        reminding.seen(at(10))
        look(qtbot, reminding, at(10, day=24))
    assert [popup.title for popup in screen.popups] == ["Maya Okafor"]


# ----------------------------------------------------------------------------------------------------- the tray


@pytest.fixture
def tray(qtbot: QtBot, library: Library, background: Background, maya: int) -> Tray:
    return Tray(library, background, QIcon())


def entries(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if not action.isSeparator()]


def test_the_tray_names_today_and_nothing_of_why(qtbot: QtBot, tray: Tray) -> None:
    tray.refresh()
    qtbot.waitUntil(lambda: "Maya Okafor" in entries(tray))
    assert entries(tray) == ["Maya Okafor", "Log a conversation", "Pause", "Open Relate", "Quit"]


def test_a_pause_is_kept_shown_and_ended(qtbot: QtBot, library: Library, tray: Tray) -> None:
    tray.pause_until(date(2026, 11, 30))
    qtbot.waitUntil(lambda: any("Paused until 30 Nov" in text for text in pause_entries(tray)))
    assert library.settings.get("reminder.paused_until", 0) == day_of_date(date(2026, 11, 30))
    tray.pause_until(None)
    qtbot.waitUntil(lambda: not any("Paused" in text for text in pause_entries(tray)))


def pause_entries(tray: Tray) -> list[str]:
    menu = next(action.menu() for action in tray.menu.actions() if action.text() == "Pause")
    return [action.text() for action in menu.actions()]  # type: ignore[attr-defined]


def test_without_a_tray_it_is_said_once_and_nothing_stays_behind(
    qtbot: QtBot, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relate.ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: False)
    said: list[str] = []
    tray.missing.connect(said.append)
    assert not tray.start()
    assert not tray.start()
    assert len(said) == 1
    assert not tray.keeps_running
    assert not tray.goes_on_unseen()


def test_a_tray_that_went_is_told_so_that_the_window_can_be_seen_again(
    qtbot: QtBot, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = [True]
    monkeypatch.setattr("relate.ui.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: there[0])
    monkeypatch.setattr(tray.icon, "isVisible", lambda: True)
    told: list[bool] = []
    tray.gone.connect(lambda: told.append(True))
    tray.look()
    assert not told
    there[0] = False
    tray.look()
    assert told == [True]


def test_the_first_time_its_window_is_closed_it_says_where_it_went(
    qtbot: QtBot, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "keeps_running", True)
    said: list[Popup] = []
    tray.stays.connect(said.append)
    assert tray.goes_on_unseen()
    assert tray.goes_on_unseen()
    (popup,) = said
    assert (popup.title, popup.token) == ("Relate stays in the tray", None)
    assert "Quit" in popup.body


# ------------------------------------------------------------------------------------------------------ archives


def test_an_archive_that_should_be_ready_is_said_in_the_days_popup_once(
    qtbot: QtBot, library: Library, background: Background, screen: Screen, maya: int
) -> None:
    library.sources.ask("linkedin", 10).result(10)
    arrived = Notice(NoticeKind.ARRIVED, "arrived:1", "Facebook archive of 3 May 2026")
    commands = ReconnectActions(library, background, lambda link: True)
    reminding = Reminding(library, background, screen, commands, lambda: (arrived,))
    ready = library.clock() + 11 * 60_000
    library.clock = lambda: ready
    library.sources._clock = library.clock
    look(qtbot, reminding, at(13))
    (popup,) = screen.popups
    assert popup.title == "Maya Okafor"
    assert popup.body.splitlines()[1:] == [
        "Your LinkedIn archive should be ready.", "Facebook archive of 3 May 2026 arrived and can be read.",
    ]  # fmt: skip
    assert "secret" not in popup.body
    look(qtbot, reminding, at(13, day=24))
    assert len(screen.popups[1].body.splitlines()) == 1


def test_nobody_is_named_and_an_archive_is_ready_all_the_same(
    qtbot: QtBot, library: Library, background: Background, screen: Screen
) -> None:
    reminding = Reminding(
        library, background, screen, ReconnectActions(library, background, lambda link: True),
        lambda: (Notice(NoticeKind.ARRIVED, "arrived:1", "LinkedIn archive of 20 November 2026"),),
    )  # fmt: skip
    look(qtbot, reminding, at(10))
    (popup,) = screen.popups
    assert popup.title == "LinkedIn archive of 20 November 2026 arrived and can be read."
    assert (popup.body, popup.buttons, popup.token) == ("", (), None)
    with qtbot.waitSignal(reminding.open_wanted):
        screen.acted.emit(popup.token, OPEN)
    look(qtbot, reminding, at(10, day=24))
    assert len(screen.popups) == 1
