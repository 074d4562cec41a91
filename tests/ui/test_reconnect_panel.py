"""People to reconnect with, on a real library: what is shown, and what each button leaves in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relate.domain.moments import Moment
from relate.domain.records import Direction, Kind
from relate.services.library import Library
from relate.services.views import State, Talk
from relate.ui.background import Background
from relate.ui.reconnect import texts
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.line import PersonLine
from relate.ui.reconnect.menus import LaterMenu, card_menu
from relate.ui.reconnect.panel import ReconnectPanel


def somebody(library: Library, name: str, days: tuple[date, ...] = (), **facts: str) -> int:
    """A person with conversations on these days, in the circle of 15, so that the day names them."""
    person = library.people.add(name, **facts).result()
    for day in days:
        library.timeline.log(Talk((person,), Moment.of_day(day), Kind.MEETING, text=f"talk of {day}")).result()
    if days:
        library.people.set_circle([person], 15).result()
    return person


OLD = (date(2026, 1, 5), date(2026, 2, 9), date(2026, 3, 16), date(2026, 4, 20))


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, opened: list[str]) -> ReconnectPanel:
    def open_it(link: str) -> bool:
        opened.append(link)
        return True

    commands = ReconnectActions(library, background, open_it)
    made = ReconnectPanel(library, background, commands)
    qtbot.addWidget(made)
    made.resize(360, 900)
    return made


def read(qtbot: QtBot, panel: ReconnectPanel) -> None:
    with qtbot.waitSignal(panel.shown):
        panel.refresh()


def words(panel: ReconnectPanel) -> str:
    labels = [each.text() for each in panel.findChildren(QLabel) if not each.isHidden()]
    lines = [each.accessibleName() for each in panel.findChildren(PersonLine)]
    return "\n".join(labels + lines)


def button(panel: ReconnectPanel, text: str) -> QPushButton:
    return next(each for each in panel.findChildren(QPushButton) if each.text() == text)


def click(qtbot: QtBot, panel: ReconnectPanel, made: QPushButton) -> str:
    with qtbot.waitSignal(panel.done) as said:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    return str(said.args[0])


def open_card(panel: ReconnectPanel) -> int | None:
    """Whose card is open."""
    return panel.card.card.person if panel.card is not None else None


# ----------------------------------------------------------------------------------------------- empty states


def test_an_empty_library_offers_the_drop_zone(qtbot: QtBot, panel: ReconnectPanel) -> None:
    read(qtbot, panel)
    assert texts.nothing_imported()[0] in words(panel)
    with qtbot.waitSignal(panel.import_wanted):
        QTest.mouseClick(button(panel, texts.choose_files()), Qt.MouseButton.LeftButton)


def test_names_alone_say_so_and_offer_placing(qtbot: QtBot, library: Library, panel: ReconnectPanel) -> None:
    somebody(library, "Ana Silva")
    read(qtbot, panel)
    assert texts.names_only() in words(panel)
    with qtbot.waitSignal(panel.place_people):
        QTest.mouseClick(button(panel, texts.place_people(1)), Qt.MouseButton.LeftButton)
    (ana,) = library.people.named("Ana Silva")
    library.people.set_circle([ana], 5).result()
    read(qtbot, panel)
    # Her card, and nobody left to place.
    assert open_card(panel) == ana
    assert not [each for each in panel.findChildren(QPushButton) if each.text().startswith("Place")]


def test_messages_of_nobody_knows_whom_ask_who_one_is(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, tmp_path: Path
) -> None:
    link = "https://www.linkedin.com/in/"
    file = tmp_path / "messages.csv"
    file.write_text(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        f"2-a,,Ana Silva,{link}ana-silva,Mara Lind,2022-03-01 10:00:00 UTC,,Shall we?,INBOX\n"
        f"2-a,,Mara Lind,{link}mara-lind,Ana Silva,2022-03-01 11:00:00 UTC,,Next week,INBOX\n"
    )
    library.imports.start([file]).future.result(30)
    read(qtbot, panel)
    assert texts.who_are_you() in words(panel)
    assert texts.done() not in words(panel)
    with qtbot.waitSignal(panel.owner_wanted):
        QTest.mouseClick(button(panel, texts.tell_who()), Qt.MouseButton.LeftButton)
    mara = next(one for one in library.owner.candidates() if "Mara Lind" in one.label)
    library.owner.set(mara.identity, True).result(30)
    read(qtbot, panel)
    assert texts.who_are_you() not in words(panel)


@pytest.mark.parametrize("told_by", ["Profile.csv", "Connections.csv first, then Invitations.csv"])
def test_whoever_is_me_by_name_is_asked_about_the_profile_that_goes_by_it(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, tmp_path: Path, told_by: str
) -> None:
    link = "https://www.linkedin.com/in/"
    file, profile = tmp_path / "messages.csv", tmp_path / "Profile.csv"
    file.write_text(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        f"2-a,,Ana Silva,{link}ana-silva,Mara Lind,2022-03-01 10:00:00 UTC,,Shall we?,INBOX\n"
        f"2-a,,Mara Lind,{link}mara-lind,Ana Silva,2022-03-01 11:00:00 UTC,,Next week,INBOX\n"
    )
    profile.write_text("First Name,Last Name,Headline,Summary,Industry\nMara,Lind,Sales,,Trade\n")
    connections, invitations = tmp_path / "Connections.csv", tmp_path / "Invitations.csv"
    connections.write_text("First Name,Last Name,Email Address,Company,Position,Connected On\nBo,Berg,,,,03 Jan 2021\n")
    invitations.write_text('From,To,Sent At,Message,Direction\nMara Lind,Bo Berg,"1/2/21, 2:37 PM",,OUTGOING\n')
    for one in (file, profile) if told_by == "Profile.csv" else (connections, file, invitations):
        library.imports.start([one]).future.result(30)
    read(qtbot, panel)
    assert texts.is_this_you_too() in words(panel)
    mara = library.owner.candidates()[0]
    assert "mara-lind" in mara.label
    library.owner.set(mara.identity, True).result(30)
    read(qtbot, panel)
    assert texts.is_this_you_too() not in words(panel)
    said = [row for page in library.timeline.pages() for row in page if row.kind is Kind.MESSAGE]
    assert {row.direction for row in said} == {Direction.IN, Direction.OUT}


def test_whom_one_typed_in_is_not_said_to_be_connected(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody(library, "Ana Silva", (date(2026, 11, 22),))
    ben = library.people.add("Ben Whitfield").result(20)
    library.people.set_circle([ben], 5).result(20)
    read(qtbot, panel)
    assert open_card(panel) == ben
    assert texts.no_talk_known() in words(panel)
    assert texts.drawer("connected, no conversation yet") not in words(panel)


def test_with_nobody_left_it_wishes_a_good_day(qtbot: QtBot, library: Library, panel: ReconnectPanel) -> None:
    somebody(library, "Ana Silva", (date(2026, 11, 22),))
    read(qtbot, panel)
    assert texts.done() in words(panel)


def test_what_happened_in_weeks_away_stands_above_until_it_was_read(
    qtbot: QtBot, library: Library, panel: ReconnectPanel
) -> None:
    somebody(library, "Ana Silva", OLD)
    panel.show_meanwhile(("Ben Whitfield wrote.",))
    read(qtbot, panel)
    assert "Ben Whitfield wrote." in words(panel)
    assert open_card(panel) is not None
    QTest.mouseClick(button(panel, texts.seen()), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Ben Whitfield wrote." not in words(panel))


def test_what_cannot_be_read_can_be_tried_again(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relate.domain.errors import LibraryProblem

    def broken(now: int | None = None) -> None:
        raise LibraryProblem("The library is locked by another program.")

    with monkeypatch.context() as patch:
        patch.setattr(library.reconnect, "day_at_once", broken)
        panel.refresh()
        qtbot.waitUntil(lambda: "locked by another program" in words(panel))
    with qtbot.waitSignal(panel.shown):
        QTest.mouseClick(button(panel, texts.try_again()), Qt.MouseButton.LeftButton)


# ------------------------------------------------------------------------------------------------------ cards


@pytest.fixture
def maya(library: Library) -> int:
    return somebody(library, "Maya Okafor", OLD, company="Northwind Labs", link="https://www.linkedin.com/in/maya")


def test_the_next_card_is_open_and_has_the_one_filled_button(qtbot: QtBot, panel: ReconnectPanel, maya: int) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    assert panel.card.card.person == maya
    filled = [each.text() for each in panel.findChildren(QPushButton) if each.property("kind") == "filled"]
    assert filled == [texts.write()]


def test_the_others_are_one_line_each_and_open_on_a_click(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    ben = somebody(library, "Ben Whitfield", OLD)
    read(qtbot, panel)
    assert panel.card is not None
    first = panel.card.card.person
    (line,) = panel.findChildren(PersonLine)
    assert {first, line.person} == {maya, ben}
    with qtbot.waitSignal(panel.person_chosen) as chosen, qtbot.waitSignal(panel.shown):
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert chosen.args == [line.person]
    assert panel.card.card.person == line.person


def test_the_next_card_opens_by_itself_and_a_picked_one_stays(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    birthday = somebody(library, "Hana Novák", (date(2026, 11, 22),))
    library.people.set_fact(birthday, "birthday", "--11-25").result()
    read(qtbot, panel)
    assert open_card(panel) == maya
    assert panel.open_person(birthday)
    read(qtbot, panel)
    assert open_card(panel) == birthday
    library.people.set_fact(birthday, "birthday", None).result()
    qtbot.waitUntil(lambda: open_card(panel) == maya)


def test_we_talked_is_a_conversation_of_today_and_the_card_goes(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    said = click(qtbot, panel, panel.card.talked)
    assert "Maya Okafor" in said
    newest = library.timeline.rows(library.timeline.ids(maya)[:1])[0]
    assert newest.at is not None
    assert newest.at.iso().startswith("2026-11-23")
    assert newest.kind is Kind.MEETING
    qtbot.waitUntil(lambda: open_card(panel) is None)


def test_we_talked_is_taken_back_by_one_undo(qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    click(qtbot, panel, panel.card.talked)
    qtbot.waitUntil(lambda: open_card(panel) is None)
    library.history.undo(None).result()
    assert len(library.timeline.ids(maya)) == len(OLD)
    qtbot.waitUntil(lambda: open_card(panel) == maya)


def test_write_opens_the_link_and_the_person_rests(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int, opened: list[str]
) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    click(qtbot, panel, panel.card.write)
    assert [link.removeprefix("https://www.").removeprefix("https://") for link in opened] == ["linkedin.com/in/maya"]
    qtbot.waitUntil(lambda: open_card(panel) is None)
    assert library.people.page(maya).contact_days == len(OLD)


@pytest.mark.parametrize(("pressed", "rows"), [("write", [Kind.ATTEMPT]), ("talked", [Kind.MEETING])])
def test_a_double_click_writes_or_logs_once(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int, opened: list[str], pressed: str, rows: list[Kind]
) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    made: QPushButton = getattr(panel.card, pressed)
    with qtbot.waitSignal(panel.done):
        for _ in range(2):
            QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    library.settings.set("after", True).result()  # whatever was asked for before it is done
    newest = library.timeline.ids(maya)[: -len(OLD)]
    assert [row.kind for row in library.timeline.rows(newest)] == rows
    assert len(opened) == (pressed == "write")


def test_where_write_leads_is_said_before(qtbot: QtBot, panel: ReconnectPanel, maya: int) -> None:
    read(qtbot, panel)
    qtbot.waitUntil(lambda: panel.card is not None and "linkedin.com/in/maya" in panel.card.write.toolTip())


def test_without_an_address_the_draft_is_offered(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, opened: list[str]
) -> None:
    somebody(library, "Ben Whitfield", OLD)
    panel.show()
    read(qtbot, panel)
    assert panel.card is not None
    QTest.mouseClick(panel.card.write, Qt.MouseButton.LeftButton)
    assert texts.no_channel("Ben Whitfield") in words(panel)
    assert opened == []


def test_a_way_that_does_not_open_is_not_called_unknown(qtbot: QtBot, panel: ReconnectPanel, maya: int) -> None:
    read(qtbot, panel)
    qtbot.waitUntil(lambda: panel.card is not None and "linkedin.com/in/maya" in panel.card.write.toolTip())
    card = panel.card
    assert card is not None
    card.show_draft(nowhere=True)
    assert not card._nowhere.isHidden()
    assert "linkedin.com/in/maya" in card._nowhere.text()


def test_an_attempt_is_asked_about_once(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.reconnect.wrote(maya).result()
    asked = [day for day in range(1, 32) if maya in asked_on(library, noon(2026, 12, day))]
    assert asked
    monkeypatch.setattr(panel, "_clock", lambda: noon(2026, 12, asked[0]))
    read(qtbot, panel)
    panel.open_person(maya)
    assert panel.card is not None
    assert "Did they answer?" in panel.card.sentence.accessibleName()
    assert texts.you_wrote() in words(panel)
    attempt = library.timeline.rows([library.timeline.ids(maya)[0]])[0]
    assert attempt.kind is Kind.ATTEMPT
    # "You wrote on …" opens the attempt, not what was said long before.
    assert panel.card.card.reasons[0].records == (attempt.id,)
    said = click(qtbot, panel, button(panel, texts.let_it_go()))
    assert "Maya Okafor" in said
    assert maya not in asked_on(library, noon(2026, 12, asked[0]))


def asked_on(library: Library, now: int) -> set[int]:
    day = library.reconnect.day(now, record=False)
    return {card.person for card in (*day.waiting, *day.this_week, *day.reconnect) if card.asked}


def test_later_comes_back_on_its_day_and_not_before(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    read(qtbot, panel)
    with qtbot.waitSignal(panel.done):
        panel.commands.later(maya, "Maya Okafor", date(2026, 11, 30))
    qtbot.waitUntil(lambda: open_card(panel) is None)
    before = library.reconnect.day(noon(2026, 11, 29), record=False)
    after = library.reconnect.day(noon(2026, 11, 30), record=False)
    assert maya not in {card.person for card in before.reconnect}
    assert maya in {card.person for card in after.reconnect}


def test_a_promise_without_a_day_stands_in_this_week_until_one_click_closes_it(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    ben = library.people.add("Ben Whitfield").result(20)
    library.thread.add(ben, "promised", "send him the deck").result(20)
    qtbot.waitUntil(lambda: panel.open_person(ben))
    assert panel.card is not None
    assert panel.card.sentence.accessibleName() == "You promised to send him the deck."
    assert "You promised:" not in words(panel), "said once"
    assert panel.card.done_button is not None
    with qtbot.waitSignal(panel.done) as done:
        panel.card.done_button.click()
    assert done.args == ["Done: send him the deck"]
    qtbot.waitUntil(lambda: panel.day is not None and not panel.day.this_week)
    library.history.undo(None).result(20)
    qtbot.waitUntil(lambda: panel.day is not None and bool(panel.day.this_week))


def noon(year: int, month: int, day: int) -> int:
    return Moment.of_day(date(year, month, day)).ms + 12 * 3_600_000


@pytest.mark.parametrize("state", [State.RESTING, State.SEEN_ANYWAY, State.NEVER_SUGGEST])
def test_states_take_the_card_away_and_undo_brings_it_back(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int, state: State
) -> None:
    read(qtbot, panel)
    with qtbot.waitSignal(panel.done):
        panel.commands.set_state(maya, "Maya Okafor", state)
    qtbot.waitUntil(lambda: open_card(panel) is None)
    library.history.undo(None).result()
    qtbot.waitUntil(lambda: open_card(panel) == maya)


def test_a_draft_survives_a_change_of_the_library(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    panel.card.show_draft()
    panel.card.keep_draft("Dear Maya")
    before = panel.card
    library.people.add("Somebody Else").result()
    qtbot.waitUntil(lambda: panel.card is not before)
    assert panel.card.draft == "Dear Maya"


def test_a_clause_leads_to_its_record(qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    assert panel.card.sentence.clauses
    with qtbot.waitSignal(panel.record_chosen) as chosen:
        panel.card.sentence.records_chosen.emit(panel.card.sentence._spans[0].records)
    assert chosen.args is not None
    assert chosen.args[0] == maya
    assert chosen.args[1] in library.timeline.ids(maya)


def test_the_menu_says_everything_that_can_be_said(qtbot: QtBot, panel: ReconnectPanel, maya: int) -> None:
    read(qtbot, panel)
    assert panel.card is not None
    menu = card_menu(panel.card.card, panel.commands, panel.commands.channels(maya))
    said = {action.text() for action in menu.actions()}
    menu.deleteLater()
    assert {
        texts.skip(), texts.not_because(), texts.let_rest(), texts.seen_anyway(), texts.never_suggest(),
        texts.in_memoriam(),
    } <= said  # fmt: skip


def test_the_rhythm_that_the_card_says_is_the_one_that_is_loosened(
    qtbot: QtBot, library: Library, panel: ReconnectPanel, maya: int
) -> None:
    """She is in the circle of 15, of a month, and they talked every three weeks."""
    read(qtbot, panel)
    assert panel.card is not None
    assert "You talk every 3 weeks" in panel.card.sentence.accessibleName()
    menu = card_menu(panel.card.card, panel.commands, panel.commands.channels(maya))
    loosen = next(each for each in menu.actions() if each.text().startswith(texts.loosen()))
    assert loosen.text() == "Loosen the rhythm: from every 3 weeks to every 7 weeks"
    with qtbot.waitSignal(panel.done) as said:
        loosen.trigger()
    menu.deleteLater()
    assert said.args == ["The rhythm with Maya Okafor is every 7 weeks now, no longer every 3 weeks."]
    rhythm = library.people.page(maya).rhythm
    assert rhythm.set_days == round(2 * (rhythm.usual_days or 0.0))
    assert library.history.steps()[0].title == "Set the rhythm with Maya Okafor to every 7 weeks"
    library.history.undo(None).result()
    assert library.people.page(maya).rhythm.days == rhythm.usual_days


def test_the_calendar_of_later_begins_tomorrow(qtbot: QtBot) -> None:
    menu = LaterMenu(date(2026, 11, 23))
    qtbot.addWidget(menu)
    assert menu.calendar.minimumDate().toString(Qt.DateFormat.ISODate) == "2026-11-24"


def test_a_name_of_eighty_letters_does_not_widen_the_panel(
    qtbot: QtBot, library: Library, panel: ReconnectPanel
) -> None:
    somebody(library, "Wolfeschlegelsteinhausenbergerdorff " * 3, OLD, company="N" * 200, role="R" * 200)
    panel.show()
    read(qtbot, panel)
    inside = panel._scroll.widget()
    assert inside is not None
    assert inside.width() <= panel.width()
