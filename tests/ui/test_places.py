"""History, Who am I, Settings, Place people, five people, the first page: on a real library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QIcon, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from relate.places import Places
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown, State
from relate.ui.background import Background
from relate.ui.controls import Elided
from relate.ui.first_start import FirstStart
from relate.ui.icons import pixmap
from relate.ui.imports.how_to import HowToLine, HowToList, NewerArchive
from relate.ui.main_window import MainWindow
from relate.ui.places.five_people import FivePeople
from relate.ui.places.history import HistoryPlace, StepLine
from relate.ui.places.page import Page, Side
from relate.ui.places.place_people import AT_A_TIME, Candidate, PlacePeople, PlaceRow
from relate.ui.places.settings import SettingsPlace
from relate.ui.places.who_am_i import WhoAmIPlace
from relate.ui.rail import TODAY, Place, Rail
from relate.ui.theme import theme

EXPORTS = Path(__file__).parents[1] / "exports"


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def pressed(widget: QWidget, text: str) -> bool:
    """Whether there was such a button to press; one that has no height yet, before it is laid out, takes no click."""
    for each in widget.findChildren(QPushButton):
        if each.text() == text and each.isVisible() and not each.rect().isEmpty():
            QTest.mouseClick(each, Qt.MouseButton.LeftButton)
            return True
    return False


def press(widget: QWidget, text: str) -> None:
    assert pressed(widget, text)


# ---------------------------------------------------------------------------------------------------- history


@pytest.fixture
def history(qtbot: QtBot, library: Library, background: Background) -> HistoryPlace:
    ana = library.people.add("Ana Silva").result()
    library.people.set_circle([ana], 15).result()
    library.people.set_note(ana, "likes tea").result()
    made = HistoryPlace(library, background)
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    qtbot.waitUntil(lambda: len(lines(made)) == 3)
    return made


def lines(history: HistoryPlace) -> list[StepLine]:
    return [line for line in history.findChildren(StepLine) if not line.isHidden()]


def test_every_step_is_there_newest_first(history: HistoryPlace) -> None:
    steps = [line.step.id for line in lines(history)]
    assert steps == sorted(steps, reverse=True)


def test_a_step_in_the_middle_is_taken_back(qtbot: QtBot, library: Library, history: HistoryPlace) -> None:
    QTest.mouseClick(lines(history)[1].undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(line.step.undone for line in lines(history)))
    page = library.people.page(library.people.ids(PeopleQuery(Shown.EVERYONE))[0])
    assert (page.circle, page.notes) == (None, "likes tea")


def test_after_an_undo_by_key_another_press_takes_nothing_more_back(
    qtbot: QtBot, library: Library, history: HistoryPlace
) -> None:
    def undone() -> int:
        return sum(step.undone for step in library.history.steps())

    lines(history)[0].undo.setFocus()
    for _ in range(2):
        at = history.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(lines(history)) == 4)
    assert undone() == 1
    assert history.focusWidget() is history.search


def test_redo_brings_it_back_and_is_offered_only_then(qtbot: QtBot, library: Library, history: HistoryPlace) -> None:
    assert not history.redo.isEnabled()
    library.history.undo(None).result()
    qtbot.waitUntil(history.redo.isEnabled)
    QTest.mouseClick(history.redo, Qt.MouseButton.LeftButton)
    person = library.people.ids(PeopleQuery(Shown.EVERYONE))[0]
    qtbot.waitUntil(lambda: library.people.page(person).notes == "likes tea")
    qtbot.waitUntil(lambda: not history.redo.isEnabled())


def test_an_import_is_put_back_from_its_step_only_while_it_is_taken_back(
    qtbot: QtBot, library: Library, history: HistoryPlace, tmp_path: Path
) -> None:
    def putting_back() -> list[str]:
        return [line.step.title for line in lines(history) if line.undo.text() == "Put back"]

    (tmp_path / "Connections.csv").write_text(f"{EXPORT}Bo,Berg,https://www.linkedin.com/in/bo,,,,01 Nov 2026\r\n")
    (report,) = library.imports.start([tmp_path / "Connections.csv"]).future.result(60).imports
    library.imports.undo(report.id).result(60)
    qtbot.waitUntil(lambda: putting_back() == [f"Read {report.title}"])
    library.imports.redo(report.id).result(60)
    qtbot.waitUntil(lambda: len(lines(history)) == 6)
    assert putting_back() == []


def test_a_step_about_many_says_how_many_there_are(qtbot: QtBot, library: Library, history: HistoryPlace) -> None:
    many = [library.people.add(f"{letter} Silva").result() for letter in "BCDEFGHI"]
    library.people.set_circle(many, 50).result()
    qtbot.waitUntil(lambda: "B Silva, C Silva, D Silva, and 5 others" in words(history))
    library.people.set_circle(many[:4], 15).result()
    qtbot.waitUntil(lambda: "B Silva, C Silva, D Silva, and one other" in words(history))


def test_the_search_narrows_the_steps(qtbot: QtBot, history: HistoryPlace) -> None:
    history.search.setText("circle")
    qtbot.waitUntil(lambda: len(lines(history)) == 1)
    history.search.setText("ANÁ")
    qtbot.waitUntil(lambda: len(lines(history)) == 3)
    history.search.setText("edit")  # what kind it is: its title says "Changed"
    qtbot.waitUntil(lambda: "Changed" in words(history) and len(lines(history)) == 1)
    history.search.setText("no such step")
    qtbot.waitUntil(lambda: "No step fits" in words(history))


# --------------------------------------------------------------------------------------------------- who am i

EXPORT = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"


def test_nothing_is_known_of_me_before_the_first_archive(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    place = WhoAmIPlace(library, background)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: "the first archive tells who you are" in words(place))


def test_the_archive_tells_and_a_no_is_kept(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    folder = tmp_path / "Complete_LinkedInDataExport_11-20-2026"
    folder.mkdir()
    (folder / "Profile.csv").write_text(
        "First Name,Last Name,Headline,Summary,Industry\r\nZoë,Martin,Sales,,Trade\r\n", encoding="utf-8"
    )
    (folder / "Connections.csv").write_text(
        EXPORT + "Ana,Silva,https://www.linkedin.com/in/ana,,Contoso,CTO,03 May 2016\r\n", encoding="utf-8"
    )
    library.imports.start([folder]).future.result()
    place = WhoAmIPlace(library, background)
    qtbot.addWidget(place)
    place.show()
    known = [one for one in library.owner.identities() if one.is_me]
    assert known
    with qtbot.waitSignal(place.done):
        qtbot.waitUntil(lambda: pressed(place, "Not me"))
    qtbot.waitUntil(lambda: len([one for one in library.owner.identities() if one.is_me]) == len(known) - 1)


def test_where_nobody_is_known_to_be_me_i_am_asked_which_of_them_it_is(
    qtbot: QtBot, library: Library, background: Background, tmp_path: Path
) -> None:
    file = tmp_path / "messages.csv"
    file.write_text(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        "2-a,,Ana Silva,https://www.linkedin.com/in/ana,Zoë Martin,2022-03-01 10:00:00 UTC,,Shall we?,INBOX\n"
    )
    library.imports.start([file]).future.result()
    place = WhoAmIPlace(library, background)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: "Which of these is you?" in words(place))
    with qtbot.waitSignal(place.done):
        qtbot.waitUntil(lambda: pressed(place, "This is me"))
    qtbot.waitUntil(lambda: "Which of these is you?" not in words(place))


def test_whom_one_talks_to_most_is_not_asked_about_where_it_is_known_who_one_is(library: Library) -> None:
    library.imports.start([EXPORTS / "linkedin" / "2024"]).future.result()
    mine = {one.label.split(" · ")[0] for one in library.owner.identities() if one.is_me}
    assert mine
    assert {one.label.split(" · ")[0] for one in library.owner.candidates()} <= mine


# --------------------------------------------------------------------------------------------------- settings


class Login:
    """The system's switch, as the settings see it."""

    def __init__(self) -> None:
        self.on = False
        self.refuses = False

    def enabled(self) -> bool:
        return self.on

    def set(self, enabled: bool) -> None:
        if self.refuses:
            raise PermissionError
        self.on = enabled


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def settings(qtbot: QtBot, library: Library, background: Background, login: Login) -> SettingsPlace:
    made = SettingsPlace(library, background, theme(), login)
    qtbot.addWidget(made)
    made.show()
    return made


def test_opening_the_settings_writes_nothing(library: Library, settings: SettingsPlace) -> None:
    library.settled()
    assert library.history.steps() == []
    assert settings.budget.value() == 10


def test_who_scrolls_past_a_setting_leaves_it_as_it_is(library: Library, settings: SettingsPlace) -> None:
    boxes = (settings.budget, settings.earliest, settings.latest, settings.scheme, settings.region)
    for box in boxes:
        box.clearFocus()
        at = QPointF(box.rect().center())
        turn = QWheelEvent(
            at, box.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turn)
        assert not box.hasFocus()
    library.settled()
    assert library.history.steps() == []
    assert (settings.budget.value(), settings.region.currentIndex(), settings.scheme.currentIndex()) == (10, 0, 0)


def test_what_is_chosen_holds(library: Library, settings: SettingsPlace) -> None:
    settings.budget.setValue(5)
    settings.earliest.setTime(QTime(10, 30))
    settings.days[5].click()
    settings.days[6].click()
    settings.details.click()
    get = library.settings.get
    assert get("budget.people_per_week", 0) == 5
    assert get("reminder.from", "") == "10:30"
    assert get("reminder.days", "") == "12345"
    assert get("reminder.details", False) is True


def test_without_reminders_their_hours_cannot_be_set(qtbot: QtBot, settings: SettingsPlace) -> None:
    settings.reminding.click()
    qtbot.waitUntil(lambda: not settings.earliest.isEnabled())


def test_dark_is_dark_at_once(library: Library, settings: SettingsPlace) -> None:
    settings.scheme.setCurrentIndex(settings.scheme.findData("dark"))
    settings.scheme.activated.emit(settings.scheme.currentIndex())
    assert theme().scheme.dark
    theme().choose("light")


def test_start_at_login_is_the_systems(settings: SettingsPlace, login: Login) -> None:
    settings.at_login.click()
    assert login.on
    settings.at_login.click()
    assert not login.on


def test_a_system_that_refuses_is_said_and_the_switch_goes_back(
    qtbot: QtBot, background: Background, settings: SettingsPlace, login: Login
) -> None:
    login.refuses = True
    with qtbot.waitSignal(background.bridge.failed):
        settings.at_login.click()
    assert not settings.at_login.isChecked()


def test_the_file_of_the_library_is_named(library: Library, settings: SettingsPlace) -> None:
    assert str(library.path) in words(settings)


# ----------------------------------------------------------------------------------------------- place people


@pytest.fixture
def placing(qtbot: QtBot, library: Library, background: Background) -> PlacePeople:
    for number in range(AT_A_TIME + 2):
        library.people.add(f"Person {chr(65 + number)}").result()
    made = PlacePeople(library, background)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: made.current is not None)
    return made


def test_a_key_for_each(qtbot: QtBot, library: Library, placing: PlacePeople) -> None:
    people = [row.candidate.person for row in placing._rows[:6]]
    QTest.keyClicks(placing, "12340 ")
    library.settled()
    rows = library.people.rows(people)
    assert [row.circle for row in rows] == [5, 15, 50, 150, None, None]
    assert [row.state for row in rows] == [State.ACTIVE] * 4 + [State.RESTING, State.ACTIVE]


def test_the_mark_can_go_back_to_change_an_answer(qtbot: QtBot, library: Library, placing: PlacePeople) -> None:
    first = placing.current
    assert first is not None
    QTest.keyClicks(placing, "1")
    QTest.keyClick(placing, Qt.Key.Key_Backspace)
    QTest.keyClicks(placing, "3")
    library.settled()
    assert library.people.rows([first.person])[0].circle == 50


def test_a_place_taken_back_leaves_its_row(qtbot: QtBot, library: Library, placing: PlacePeople) -> None:
    QTest.keyClicks(placing, "10")
    library.settled()
    library.history.undo().result()
    qtbot.waitUntil(placing._rows[1].placed.isHidden)
    assert not placing._rows[0].placed.isHidden()


def marked(placing: PlacePeople) -> int | None:
    return placing.current.person if placing.current is not None else None


def test_the_mark_goes_back_with_a_place_taken_back_and_on_when_it_comes_back(
    qtbot: QtBot, library: Library, placing: PlacePeople
) -> None:
    first, second, third = (row.candidate.person for row in placing._rows[:3])
    QTest.keyClicks(placing, "10")
    library.settled()
    qtbot.waitUntil(lambda: placing._placed == {first, second})
    library.history.undo().result()
    qtbot.waitUntil(lambda: marked(placing) == second)
    library.history.redo().result()
    qtbot.waitUntil(lambda: marked(placing) == third)
    assert not placing._rows[1].placed.isHidden()


def test_an_answer_asked_before_a_key_takes_nothing_back(placing: PlacePeople) -> None:
    first, second, third = (row.candidate.person for row in placing._rows[:3])
    QTest.keyClicks(placing, "12")
    placing._placed = {first, second}
    placing._answers({first: "circle of 5"})  # as it was asked between the two keys
    assert marked(placing) == third
    assert not placing._rows[1].placed.isHidden()


def test_a_place_taken_back_brings_its_rows_back(qtbot: QtBot, library: Library, placing: PlacePeople) -> None:
    last = placing._rows[-1].candidate.person
    QTest.keyClicks(placing, " " * (AT_A_TIME - 1) + "2")
    library.settled()
    qtbot.waitUntil(lambda: placing._placed == {last})
    QTest.keyClick(placing, Qt.Key.Key_Return)
    assert len(placing._rows) == 2
    library.history.undo().result()
    qtbot.waitUntil(lambda: marked(placing) == last)
    assert len(placing._rows) == AT_A_TIME
    QTest.keyClicks(placing, "3")
    library.settled()
    assert library.people.rows([last])[0].circle == 50


def test_twelve_and_then_the_rest_and_then_enough(qtbot: QtBot, placing: PlacePeople) -> None:
    assert len(placing._rows) == AT_A_TIME
    QTest.keyClicks(placing, " " * AT_A_TIME)
    assert placing.current is None
    QTest.keyClick(placing, Qt.Key.Key_Return)
    assert len(placing._rows) == 2
    QTest.keyClicks(placing, "  ")
    with qtbot.waitSignal(placing.finished):
        QTest.keyClick(placing, Qt.Key.Key_Return)


def test_esc_is_enough(qtbot: QtBot, placing: PlacePeople) -> None:
    with qtbot.waitSignal(placing.finished):
        QTest.keyClick(placing, Qt.Key.Key_Escape)


def test_who_has_a_place_is_not_asked_about(qtbot: QtBot, library: Library, placing: PlacePeople) -> None:
    QTest.keyClicks(placing, "1")
    library.settled()
    placed = placing._rows[0].candidate.person
    placing.start()
    qtbot.waitUntil(lambda: placing.current is not None and placing._rows[0].candidate.person != placed)


# ------------------------------------------------------------------------------------------ the first minutes


def test_five_people_become_people_with_circles(qtbot: QtBot, library: Library, background: Background) -> None:
    page = FivePeople(library, background)
    qtbot.addWidget(page)
    page.names[0].setText("Ana Silva")
    page.how[0].setText("school")
    page.names[2].setText("  Ben  ")
    page.circles[2].setCurrentIndex(1)
    with qtbot.waitSignal(page.finished):
        page.save()
    library.settled()
    people = [library.people.page(each) for each in library.people.ids(PeopleQuery(Shown.EVERYONE))]
    assert {(each.name, each.circle, each.how_met) for each in people} == {("Ana Silva", 5, "school"), ("Ben", 15, "")}


def test_enter_goes_to_the_next_name_and_on_an_empty_line_these_are_all(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    page = FivePeople(library, background)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClicks(page.names[0], "Ana")
    qtbot.keyClick(page.names[0], Qt.Key.Key_Return)
    assert page.names[1].hasFocus()
    qtbot.keyClicks(page.names[1], "Ben")
    qtbot.keyClick(page.how[1], Qt.Key.Key_Return)
    with qtbot.waitSignal(page.finished):
        qtbot.keyClick(page.names[2], Qt.Key.Key_Return)
    assert len(library.people.ids(PeopleQuery(Shown.EVERYONE))) == 2


def test_esc_goes_back_from_the_five(qtbot: QtBot, library: Library, background: Background) -> None:
    page = FivePeople(library, background)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.cancelled):
        qtbot.keyClick(page.names[0], Qt.Key.Key_Escape)


def test_empty_lines_are_nobody(qtbot: QtBot, library: Library, background: Background) -> None:
    page = FivePeople(library, background)
    qtbot.addWidget(page)
    assert not page.add.isEnabled()
    page.names[0].setText("   ")
    assert not page.add.isEnabled()


def test_the_first_page_offers_only_sources_that_there_are(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    page = FirstStart(library, background)
    qtbot.addWidget(page)
    page.resize(1440, 860)
    page.show()
    (sources,) = page.findChildren(HowToList)
    names = [guide.title for guide in library.sources.guides()]
    assert [line.guide.title for line in sources.lines][:2] == names[:2]
    assert len(sources.lines) == 6
    # The other ways to begin are in sight, not below twenty sources.
    bottom = page.demo.mapTo(page, page.demo.rect().bottomLeft()).y()
    assert 0 < bottom < page.height()
    assert sources.more is not None
    sources.more.click()
    qtbot.waitUntil(lambda: sorted(line.guide.title for line in sources.lines) == sorted(names))


def test_show_me_how_shows_the_steps_and_opens_nothing(
    qtbot: QtBot, library: Library, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("relate.ui.imports.how_to.open_link", opened.append)
    page = FirstStart(library, background)
    qtbot.addWidget(page)
    page.show()
    line = page.findChildren(HowToLine)[0]
    assert not line.steps.isVisible()
    line.ask.click()
    assert line.steps.isVisible()
    assert opened == []
    (link,) = [each for each in line.steps.findChildren(QPushButton) if "https://" in each.text()]
    link.click()
    assert opened == [link.text().removeprefix("Open ")]


def test_the_tab_key_goes_through_steps_where_they_stand(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    """What is made when it is first unfolded would come last, behind all of the page."""
    page = FirstStart(library, background)
    qtbot.addWidget(page)
    page.show()
    (sources,) = page.findChildren(HowToList)
    assert sources.more is not None
    sources.more.click()
    qtbot.waitUntil(lambda: len(sources.lines) > 6)
    for line in (sources.lines[0], sources.lines[8]):
        line.ask.click()
    expected = [each for line in sources.lines for each in line.controls if not each.isHidden()]
    assert len(expected) > len(sources.lines)
    went: list[QWidget] = [sources.lines[0].ask]
    while (following := went[-1].nextInFocusChain()) not in (None, went[0]):
        assert following is not None
        went.append(following)
    assert [each for each in went if sources.isAncestorOf(each) and each in expected] == expected
    assert went.index(expected[-1]) < went.index(page.demo) < went.index(page.five)


def test_the_other_ways_to_begin_are_asked_for(qtbot: QtBot, library: Library, background: Background) -> None:
    page = FirstStart(library, background)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.demo_wanted):
        QTest.mouseClick(page.demo, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.people_wanted):
        QTest.mouseClick(page.five, Qt.MouseButton.LeftButton)


# --------------------------------------------------------------------------------------------- a newer archive


def test_an_old_source_leads_to_the_steps_for_a_newer_archive(
    qtbot: QtBot, library: Library, background: Background
) -> None:
    for path in (EXPORTS / "linkedin" / "2018", EXPORTS / "vcard" / "google-3.0.vcf"):
        library.imports.start([path]).future.result()
    sources = library.sources.ages()
    assert {source.title for source in sources} >= {"LinkedIn"}
    window = MainWindow(library, background)
    qtbot.addWidget(window)
    Places(window, theme(), lambda _paths: None, lambda: None, lambda _id: None, lambda: None, throw_away=True)
    for source in sources:
        window.statusbar.refresh_wanted.emit(source.key)
        sheet = window.findChildren(NewerArchive)[-1]
        guide = library.sources.guide(source.network)
        assert guide is not None
        assert guide.how.steps[-1] in words(sheet)
        with qtbot.waitSignal(sheet.files_wanted):
            press(sheet, "Choose files")


def test_settings_lead_there_too(qtbot: QtBot, library: Library, background: Background) -> None:
    library.imports.start([EXPORTS / "linkedin" / "2018"]).future.result()
    place = SettingsPlace(library, background, theme())
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: "LinkedIn" in words(place))
    with qtbot.waitSignal(place.newer_wanted) as wanted:
        press(place, "request a new one")
    assert wanted.args == [library.sources.ages()[0].key]


# ------------------------------------------------------------------------------------------------------- rail


def test_a_rail_too_low_for_its_words_shows_the_icons_alone_and_says_the_words_on_hovering(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.need("news", True)
    buttons = [made for made in rail.findChildren(QToolButton) if not made.isHidden()]
    rail.resize(rail.width(), rail.minimumSizeHint().height())
    rail.show()
    low = [made.geometry() for made in buttons]
    assert {made.toolButtonStyle() for made in buttons} == {Qt.ToolButtonStyle.ToolButtonIconOnly}
    assert not any(one.intersects(other) for n, one in enumerate(low) for other in low[n + 1 :])
    assert rail.rect().contains(low[-1])
    assert all(made.text() in made.toolTip() for made in buttons)
    rail.resize(rail.width(), 900)
    assert {made.toolButtonStyle() for made in buttons} == {Qt.ToolButtonStyle.ToolButtonTextUnderIcon}


def test_a_column_at_the_left_takes_at_most_a_third_of_its_place(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(1500, 400)
    side = Side(place, 300)
    assert side.width() == theme().px(300)
    place.resize(600, 400)
    place.show()
    assert side.width() == 200


def test_a_page_wider_than_its_room_can_be_moved_sideways(qtbot: QtBot) -> None:
    page = Page("Something")
    qtbot.addWidget(page)
    wide = QWidget()
    wide.setMinimumWidth(700)
    page.column.addWidget(wide)
    page.resize(500, 400)
    page.show()
    qtbot.waitUntil(lambda: page.scroller.horizontalScrollBar().maximum() > 0)
    page.resize(1000, 400)
    qtbot.waitUntil(lambda: page.scroller.horizontalScrollBar().maximum() == 0)


def test_a_place_that_is_there_at_need_comes_and_goes_and_every_key_stays(qtbot: QtBot) -> None:
    rail = Rail((TODAY, Place("mending", "Mending", "merge", at_need=True), Place("history", "History", "history")))
    qtbot.addWidget(rail)
    for needed in (False, True, False):
        rail.need("mending", needed)
        assert rail.is_there("mending") is needed
        assert [rail.key_of(n) for n in (1, 2, 3, 4)] == ["today", "mending", "history", None]


def test_a_place_wears_its_colour_while_one_is_there(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    made = next(button for button in rail.findChildren(QToolButton) if button.property("place") == "history")

    def shown(state: QIcon.State) -> QImage:
        return made.icon().pixmap(made.iconSize(), QIcon.Mode.Normal, state).toImage()

    before = shown(QIcon.State.Off)
    rail.show_place("history")
    assert shown(QIcon.State.On) == pixmap("history", "accent", made.iconSize().width()).toImage() != before
    rail.show_place("today")
    assert shown(QIcon.State.Off) == before


def test_a_long_name_takes_the_room_of_a_line_that_nobody_wrote(qtbot: QtBot) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff Maximiliane Theodora von und zu Hohenstein"
    cut = {}
    for line in ("", "See you at the Growth Forum."):
        row = PlaceRow(Candidate(7, name, "Founder, Kite", 2026, line, None))
        qtbot.addWidget(row)
        row.resize(row.fontMetrics().horizontalAdvance(name) + 300, 44)
        with qtbot.waitExposed(row):
            row.show()
        shown = next(each for each in row.findChildren(Elided) if each.text() == name)
        cut[line] = bool(shown.toolTip())
    assert cut == {"": False, "See you at the Growth Forum.": True}
