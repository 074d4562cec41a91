"""A person's page: facts edited where they stand, the thread, the timeline with its gaps, the whole text on demand."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relate.domain.changes import ChangeSet, What
from relate.domain.moments import Moment, Precision
from relate.domain.records import Direction, Kind
from relate.services.library import Library
from relate.services.views import FoundView, Freshness, PersonPage, Rhythm, State, TimelineRow
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.controls import Elided, stands_in
from relate.ui.person import phrases
from relate.ui.person.band import FoundRow, ItemRow, ThreadBand
from relate.ui.person.editing import EditableFact
from relate.ui.person.page import PersonPanel
from relate.ui.timeline.delegate import TimelineDelegate
from relate.ui.timeline.lines import LineKind
from relate.ui.timeline.wording import gutter, heading, is_mine
from tests.ui.acquaintances import NOON, Known, acquaint, talk

BOOKS = Path(__file__).parents[1] / "exports" / "address_book"


@pytest.fixture
def known(library: Library) -> Known:
    return acquaint(library)


@pytest.fixture
def panel(qtbot: QtBot, library: Library, background: Background, known: Known) -> PersonPanel:
    actions = PeopleActions(library, background.bridge)
    made = PersonPanel(library, background, actions)
    actions.setParent(made)
    background.bridge.changed.connect(made.on_change)
    qtbot.addWidget(made)
    made.resize(708, 800)
    made.show()
    made.show_person(known.maya)
    qtbot.waitUntil(lambda: made.timeline.model.rowCount() > 0)
    return made


def told(panel: PersonPanel) -> list[str]:
    model = panel.timeline.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


# ------------------------------------------------------------------------------------------------------ facts


def test_the_head_says_who_it_is(panel: PersonPanel) -> None:
    header = panel.header
    shown = (header.name.value, header.facts["role"].shown.text(), header.facts["company"].value)
    assert shown == ("Maya Okafor", "VP Partnerships,", "Northwind Labs")
    assert header._last.text() == "last talked 11 weeks ago"


def test_a_fact_is_edited_in_place_and_enter_keeps_it(qtbot: QtBot, panel: PersonPanel, library: Library) -> None:
    fact = panel.header.facts["role"]
    qtbot.mouseClick(fact.shown, Qt.MouseButton.LeftButton)
    assert fact.field.isVisible()
    fact.field.selectAll()
    qtbot.keyClicks(fact.field, "Founder")
    with qtbot.waitSignal(panel.done):
        qtbot.keyClick(fact.field, Qt.Key.Key_Return)
    assert panel.page is not None
    assert library.people.page(panel.page.id).role == "Founder"


def test_esc_leaves_a_fact_as_it_was(qtbot: QtBot, panel: PersonPanel) -> None:
    fact = panel.header.name
    fact.edit()
    qtbot.keyClicks(fact.field, "Somebody else")
    with qtbot.assertNotEmitted(fact.saved):
        qtbot.keyClick(fact.field, Qt.Key.Key_Escape)
    assert fact.shown.text() == "Maya Okafor"
    assert not fact.field.isVisible()


def test_enter_opens_a_fact_as_a_click_does(qtbot: QtBot, panel: PersonPanel) -> None:
    fact = panel.header.name
    fact.shown.setFocus()
    qtbot.keyClick(fact.shown, Qt.Key.Key_Space)
    assert fact.field.isVisible()


def test_a_change_from_elsewhere_does_not_close_what_is_being_typed(qtbot: QtBot, panel: PersonPanel) -> None:
    fact = panel.header.name
    fact.edit()
    qtbot.keyClicks(fact.field, "May")
    assert panel.page is not None
    panel.header.show_page(panel.page, NOON)
    assert fact.field.isVisible()
    assert fact.field.text() == "May"


def test_an_address_is_added_changed_and_taken_away(qtbot: QtBot, panel: PersonPanel, library: Library) -> None:
    def edit(n: int, text: str) -> None:
        fact = panel.details.fact("mail", n)
        fact.edit()
        fact.field.setText(text)
        with qtbot.waitSignal(panel.done):
            qtbot.keyClick(fact.field, Qt.Key.Key_Return)

    def mails() -> list[str]:
        assert panel.page is not None
        page = library.people.page(panel.page.id)
        return sorted(fact.value for fact in page.facts if fact.field == "mail" and fact.shown)

    panel.header.details_button.setChecked(True)
    edit(1, "maya@home.example")
    assert mails() == ["maya@home.example", "maya@northwind.example"]
    qtbot.waitUntil(lambda: panel.details.fact("mail", 1).value != "")
    edit([panel.details.fact("mail", n).value for n in range(2)].index("maya@home.example"), "")
    assert mails() == ["maya@northwind.example"]


def test_another_value_than_the_newest_is_pinned_and_let_go(
    qtbot: QtBot, panel: PersonPanel, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "book.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:M. Okafor\nEMAIL:maya@northwind.example\nEND:VCARD\n")
    library.imports.start([path]).future.result(timeout=60)
    assert panel.page is not None
    panel.header.details_button.setChecked(True)

    def press(text: str) -> None:
        qtbot.waitUntil(lambda: any(b.text() == text for b in panel.details.findChildren(QPushButton)))
        with qtbot.waitSignal(panel.done):
            next(b for b in panel.details.findChildren(QPushButton) if b.text() == text).click()

    qtbot.waitUntil(lambda: any(b.text() == "Show this" for b in panel.details.findChildren(QPushButton)))
    press("Show this")
    qtbot.waitUntil(lambda: panel.header.name.value == "M. Okafor")
    press("Pinned")
    qtbot.waitUntil(lambda: panel.header.name.value == "Maya Okafor")


def test_what_an_address_book_tells_is_there_with_where_it_is_from(
    qtbot: QtBot, panel: PersonPanel, library: Library
) -> None:
    library.imports.start([BOOKS / "outlook-en.csv"]).future.result(timeout=60)
    (ben,) = library.people.named("Benjamin J. Whitfield Jr.")
    panel.show_person(ben)
    panel.header.details_button.setChecked(True)
    qtbot.waitUntil(lambda: panel.page is not None and panel.page.id == ben)
    shown = [one.text() for one in panel.details.findChildren(Elided)]
    for text in ("9 Elm Street, Salem", "2 June 2004", "spouse: Carol Whitfield", "Sales", "Business", "Boston"):
        place = shown.index(text)
        assert shown[place + 1].startswith("Outlook, outlook-en.csv")
    # One note is in the field for notes, and the others are not lost for it.
    notes = ["Knows the port authority.\nThe deck.", "User 1: VIP", "hobby: Sailing"]
    assert panel.details.notes.toPlainText() in notes
    assert sum(" ".join(note.split()) in shown for note in notes) == 2
    buttons = {one.accessibleName() or one.text() for one in panel.header.findChildren(QPushButton)}
    assert {"Mail", "Phone", "Website"} <= buttons  # its page is of no network
    assert "" not in buttons


def test_notes_are_kept_when_they_are_left(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    panel.header.details_button.setChecked(True)
    panel.details.notes.setPlainText("Two daughters")
    with qtbot.waitSignal(panel.done):
        panel.details.notes.flush()
    assert library.people.page(known.maya).notes == "Two daughters"


def test_notes_of_one_are_not_given_to_the_next(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    panel.details.notes.setPlainText("Only Maya's")
    with qtbot.waitSignal(panel.done):
        panel.show_person(known.tomas)
    assert library.people.page(known.maya).notes == "Only Maya's"
    assert library.people.page(known.tomas).notes == ""
    assert panel.details.notes.toPlainText() == ""


def test_every_way_to_write_can_be_opened_safely(panel: PersonPanel) -> None:
    told = {made.text(): made.accessibleDescription() for made in panel.header.findChildren(QPushButton)}
    assert (told["LinkedIn"], told["Mail"]) == ("https://linkedin.com/in/maya-okafor", "mailto:maya@northwind.example")


def test_a_name_that_is_markup_is_shown_as_it_is(qtbot: QtBot) -> None:
    fact = EditableFact("Name")
    qtbot.addWidget(fact)
    fact.show_value("<img src=file:///etc/passwd>", tooltip="<b>LinkedIn</b>")
    assert fact.shown.text() == "<img src=file:///etc/passwd>"
    assert "&lt;b&gt;" in fact.shown.toolTip()


# ----------------------------------------------------------------------------------------------------- thread


def test_what_is_offered_is_read_whole_beside_long_promises(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    library.thread.add(known.maya, "promised", "the long list of everybody who may know a printer in Porto").result()
    panel.resize(panel.minimumSizeHint().width(), 800)

    def whole() -> list[bool]:
        offers = (column._add for column in panel.band._columns.values())
        return [offer.width() >= offer.sizeHint().width() for offer in offers if offer.isVisible()]

    qtbot.waitUntil(lambda: whole() == [True, True])


def test_what_is_offered_stands_on_one_line_with_what_is_said(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    library.thread.add(known.maya, "promised", "the pricing template").result(10)
    owed, asked = panel.band._columns["promised"], panel.band._columns["ask next"]
    assert asked._add.isVisible()

    def middle(part: QWidget) -> int:
        return part.mapTo(panel, part.rect().center()).y()

    qtbot.waitUntil(lambda: [middle(row.said) for row in owed.findChildren(ItemRow)] == [middle(asked._add)])


def test_a_promise_is_typed_and_done(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    with qtbot.waitSignal(panel.done):
        panel.band.typed.emit("promised", "the pricing template")
    (item,) = library.thread.items(known.maya)
    assert (item.kind, item.text, item.done) == ("promised", "the pricing template", False)
    qtbot.waitUntil(lambda: "the pricing template" in [b.text() for b in panel.band.findChildren(QPushButton)])
    with qtbot.waitSignal(panel.done):
        panel.band.done.emit(item.uid)
    assert [item.done for item in library.thread.items(known.maya)] == [True]


def test_one_click_closes_a_promise(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    with qtbot.waitSignal(panel.done):
        panel.band.typed.emit("promised", "the pricing template")
    qtbot.waitUntil(lambda: bool(panel.band.findChildren(ItemRow)))
    (row,) = panel.band.findChildren(ItemRow)
    with qtbot.waitSignal(panel.done):
        row.done.click()
    assert [item.done for item in library.thread.items(known.maya)] == [True]


# --------------------------------------------------------------------------------------------------- timeline


def test_the_timeline_shows_silences_as_gaps(panel: PersonPanel) -> None:
    lines = panel.timeline.model.lines
    kinds = [lines.at(row).kind for row in range(len(lines))]
    assert kinds.count(LineKind.ITEM) >= 4
    assert "The reseller deck" in " ".join(told(panel))
    assert "9 months" in told(panel)


def test_a_talk_ends_the_silence_at_the_head_and_its_undo_brings_it_back(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    silent = told(panel)[0]
    assert silent.startswith("11 weeks")
    talk(library, known.maya, 2, "coffee")
    qtbot.waitUntil(lambda: "coffee" in told(panel)[1] and told(panel)[0] == "November 2026")
    library.history.undo(None).result(10)
    qtbot.waitUntil(lambda: told(panel)[0] == silent)


def test_a_row_that_is_hidden_goes_and_comes_back(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    model = panel.timeline.model
    before = len(model.lines.ids)
    row = next(found for n in range(len(model.lines)) if (found := model.interaction(n)) and "deck" in found.text)
    with qtbot.waitSignal(panel.done):
        panel.timeline.hide_row(row)
    qtbot.waitUntil(lambda: len(model.lines.ids) == before - 1)
    library.history.undo(None).result(10)
    qtbot.waitUntil(lambda: len(model.lines.ids) == before)


def test_the_keys_go_on_from_where_a_row_was_hidden(qtbot: QtBot, panel: PersonPanel) -> None:
    model, view = panel.timeline.model, panel.timeline.view
    row = next(n for n in range(len(model.lines)) if (found := model.interaction(n)) and "A call" in found.text)
    view.setCurrentIndex(model.index(row, 0))
    hidden = view.current_interaction()
    assert hidden is not None
    panel.timeline.hide_row(hidden)
    qtbot.waitUntil(lambda: not view.has(hidden.id))
    following = view.current_interaction()
    assert following is not None
    assert following.text == "Coffee in Bristol"


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
)
def test_the_menu_of_a_row_comes_by_key(
    qtbot: QtBot, panel: PersonPanel, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    view = panel.timeline.view
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.asked_menu.disconnect()
    with qtbot.waitSignal(view.asked_menu) as asked:
        qtbot.keyClick(view, key, held)
    assert asked.args[0] == view.current_interaction()


def test_a_reason_leads_to_its_record(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    for n in range(60):
        talk(library, known.tomas, 10 + n * 5, f"line {n}")
    oldest = library.timeline.ids(known.tomas)[-1]
    panel.show_record(known.tomas, oldest)
    qtbot.waitUntil(lambda: panel.timeline.view.current_interaction() is not None)
    current = panel.timeline.view.current_interaction()
    assert current is not None
    assert current.id == oldest
    where = panel.timeline.view.visualRect(panel.timeline.view.currentIndex())
    assert panel.timeline.view.viewport().rect().intersects(where)


def test_the_whole_text_is_read_in_a_sheet_and_can_be_copied(
    qtbot: QtBot, panel: PersonPanel, library: Library, known: Known
) -> None:
    talk(library, known.maya, 1, "word " * 3000)
    model = panel.timeline.model
    qtbot.waitUntil(lambda: (first := _first(panel)) is not None and first.text.startswith("word"))
    row = _first(panel)
    assert row is not None
    assert row.cut
    panel.timeline.view.read.emit(row)
    sheet = panel.timeline.sheet
    qtbot.waitUntil(sheet.isVisible)
    assert len(sheet.text.toPlainText()) > 10_000
    sheet._copy()
    assert QGuiApplication.clipboard().text().startswith("word word")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert model.rowCount() > 0


def _first(panel: PersonPanel) -> TimelineRow | None:
    model = panel.timeline.model
    found = (model.interaction(row) for row in range(min(len(model.lines), 4)))
    return next((row for row in found if row is not None), None)


def test_rows_are_as_high_as_their_text_needs(qtbot: QtBot, panel: PersonPanel, library: Library, known: Known) -> None:
    talk(library, known.maya, 2, "A long story. " * 40)
    talk(library, known.maya, 1, "Short.")
    qtbot.waitUntil(lambda: (first := _first(panel)) is not None and first.text == "Short.")
    view, model = panel.timeline.view, panel.timeline.model
    qtbot.waitUntil(view.isVisible)
    heights = {
        row.text[:5]: view.rowHeight(n) for n in range(len(model.lines)) if (row := model.interaction(n)) is not None
    }
    assert heights["A lon"] > heights["Short"]


# --------------------------------------------------------------------------------------------------- sentences


def page(**what: object) -> PersonPage:
    facts: dict[str, object] = {
        "id": 1, "name": "Ana Silva", "role": "", "company": "", "place": "", "circle": None, "state": State.ACTIVE,
        "freshness": Freshness.NEVER_TALKED, "rhythm": Rhythm(None, None, None), "contact_days": 0,
        "first_contact": None, "last_contact": None, "known_until": None, "silence_days": None, "connected": None,
        "invited_by_me": None, "how_met": "", "birthday": "", "notes": "", "tags": (), "facts": (), "identities": (),
        "thread": (), "found": (), "last_line": "", "last_line_mine": False, "connected_that_week": 0,
        "my_position_then": "",
    }  # fmt: skip
    return PersonPage(**(facts | what))  # type: ignore[arg-type]


def test_somebody_never_talked_to_has_a_sentence_worth_reading() -> None:
    known = page(
        connected=Moment.of_day(date(2016, 5, 3)), invited_by_me=True, my_position_then="Contoso", connected_that_week=6
    )
    assert phrases.never_talked(known) == (
        "Connected 3 May 2016, you invited them, you were at Contoso then, six others joined that week."
    )


def test_a_silence_says_how_far_it_is_known() -> None:
    quiet = page(silence_days=78.0, known_until=NOON, networks=("linkedin", "mail"))
    assert phrases.top_gap(quiet) == "11 weeks, as far as LinkedIn and mail are known"
    assert phrases.top_gap(page(silence_days=20.0)) == ""


@pytest.mark.parametrize(
    ("rhythm", "circle", "said"),
    [
        (Rhythm(21.0, None, None), None, "every 3 weeks, learnt"),
        (Rhythm(21.0, 61.0, None), None, "every 2 months, set by you"),
        (Rhythm(21.0, None, 30.0), 15, "every 3 weeks, learnt"),
        (Rhythm(None, None, 30.0), 15, "every month, circle of 15"),
        (Rhythm(None, None, None), None, "no rhythm yet"),
    ],
)
def test_a_rhythm_says_where_it_is_from(rhythm: Rhythm, circle: int | None, said: str) -> None:
    assert phrases.rhythm_words(rhythm, circle) == said


def test_the_birthday_is_a_chip_like_the_others(panel: PersonPanel) -> None:
    panel.header.show_page(page(birthday="--11-26", how_met="SaaS Expo"), NOON)
    sizes = {one.text(): one.font().pointSizeF() for one in panel.header._chips.findChildren(QWidget)
             if isinstance(one, QLabel | QPushButton)}  # fmt: skip
    assert "birthday in 3 days" in sizes
    assert len(set(sizes.values())) == 1


@pytest.mark.parametrize(("birthday", "days"), [("--11-26", 3), ("1984-12-01", 8), ("--02-29", None), ("1984", None)])
def test_a_birthday_is_told_two_weeks_before(birthday: str, days: int | None) -> None:
    assert phrases.birthday_soon(page(birthday=birthday), NOON) == days


LONG_AGO = int(datetime(2019, 3, 2, tzinfo=UTC).timestamp() * 1000)


def row(kind: Kind, direction: Direction = Direction.IN, **what: object) -> TimelineRow:
    facts: dict[str, object] = {
        "id": 1, "at": Moment.of_day(date(2026, 9, 6)), "network": "linkedin", "kind": kind, "direction": direction,
        "people": ((1, "Maya Okafor"),), "title": "", "text": "", "detail": "", "link": "",
    }  # fmt: skip
    return TimelineRow(**(facts | what))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (row(Kind.MESSAGE, answered=False), "Maya · LinkedIn · not answered"),
        (row(Kind.MESSAGE, answered=False, known_until=LONG_AGO), "Maya · LinkedIn · not answered as of 2 Mar 2019"),
        (row(Kind.MAIL, Direction.OUT, network="mail", title="Re: intro to Tomás"), "You · mail · Re: intro to Tomás"),
        (row(Kind.MENTION, network="x"), "Maya mentioned you · X"),
        (row(Kind.REPLY, Direction.OUT, network="x"), "You replied to Maya · X"),
        (row(Kind.NEWS, Direction.NONE, network="x", detail="joined", title="Harbour"),
         "Maya Okafor joined the group · X · Harbour"),
        (row(Kind.NEWS, Direction.NONE, network="x", detail="left", people=((1, "Maya Okafor"), (2, "Bo"))),
         "Maya Okafor and Bo left the group · X"),
        (row(Kind.NOTE, Direction.NONE, title="Coffee in Bristol"), "Coffee in Bristol · your note"),
        (
            row(Kind.CALL, Direction.NONE, by_user=True, people=((1, "Maya Okafor"), (2, "Tomás Rivera"))),
            "Call · with Tomás Rivera · noted by you",
        ),
        (row(Kind.ENDORSEMENT, detail="Negotiation"), "Maya endorsed you · LinkedIn · Negotiation"),
        (
            row(
                Kind.EVENT, Direction.NONE, title="Growth Forum, Bristol",
                people=((1, "Maya Okafor"), (2, "Tomás Rivera"), (3, "A"), (4, "B"), (5, "C"), (6, "D")),
            ),
            "Growth Forum, Bristol · event · with Tomás Rivera and 4 others",
        ),
    ],
)  # fmt: skip
def test_the_line_above_a_text_says_who_where_and_what(shown: TimelineRow, said: str) -> None:
    assert heading(shown, 1) == said


def test_what_i_wrote_and_noted_stands_on_my_side() -> None:
    assert is_mine(row(Kind.MESSAGE, Direction.OUT))
    assert is_mine(row(Kind.NOTE, Direction.NONE))
    assert not is_mine(row(Kind.MESSAGE))


def test_the_gutter_tells_as_much_of_a_date_as_is_known() -> None:
    assert gutter(row(Kind.NEWS)) == "6 Sep"
    assert gutter(row(Kind.NEWS, at=None)) == ""
    assert gutter(row(Kind.NEWS, at=Moment(1_757_000_000_000, Precision.YEAR))) == "2025"


# ------------------------------------------------------------------------------------------- what was found


def test_what_was_found_is_kept_dropped_or_followed_by_one_click_each(qtbot: QtBot) -> None:
    band = ThreadBand()
    qtbot.addWidget(band)
    theirs = FoundView("promised", "they asked", "Did you finish the flat?", 4711, None)
    plan = FoundView("ask next", "planned", "Let's have lunch", 4712, None)
    band.show_page(page(contact_days=3, found=(theirs, plan)), NOON)
    asked, planned = band.findChildren(FoundRow)
    assert (asked.said.text(), planned.said.text()) == ("an answer: “Did you finish the flat?”", "“Let's have lunch”")
    with qtbot.waitSignal(band.record) as record:
        qtbot.mouseClick(asked.said, Qt.MouseButton.LeftButton)
    assert record.args == [4711]
    with qtbot.waitSignal(band.kept) as kept:
        qtbot.mouseClick(asked.keep, Qt.MouseButton.LeftButton)
    assert kept.args == [theirs, "an answer: “Did you finish the flat?”"]
    with qtbot.waitSignal(band.dropped) as dropped:
        qtbot.mouseClick(planned.drop, Qt.MouseButton.LeftButton)
    assert dropped.args == [plan]


def test_whoever_drops_what_was_found_stays_in_the_thread(qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    elsewhere, band = QLineEdit(), ThreadBand()
    row.addWidget(elsewhere)
    row.addWidget(band)
    qtbot.addWidget(window)
    found = FoundView("promised", "they asked", "Did you finish the flat?", 4711, None)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    band.show_page(page(contact_days=3, found=(found,)), NOON)
    (asked,) = band.findChildren(FoundRow)
    asked.drop.setFocus()
    qtbot.waitUntil(asked.drop.hasFocus)
    band.show_page(page(contact_days=3, found=()), NOON)
    assert stands_in(band)
    assert not elsewhere.hasFocus()


def test_somebody_is_forgotten_for_good_after_a_question(qtbot: QtBot, panel: PersonPanel, library: Library) -> None:
    assert panel.page is not None
    person = panel.page.id
    panel.header._ask_to_forget()
    (asked,) = panel.header.findChildren(QMessageBox)
    assert "cannot be taken back" in asked.informativeText()
    assert asked.defaultButton().text().replace("&", "") == "Cancel"
    forget = next(b for b in asked.buttons() if b.text() == "Forget for good")
    with qtbot.waitSignal(panel.gone):
        forget.click()
    assert library.people.current(person) is None
    assert library.people.named("Maya Okafor") == []


# ------------------------------------------------------------------------------------- when everything changes


def test_after_an_import_the_page_is_read_while_the_window_answers(
    qtbot: QtBot, panel: PersonPanel, library: Library, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert panel.page is not None
    read_on: list[str] = []
    own = library.people.page

    def page(person: int) -> PersonPage:
        read_on.append(threading.current_thread().name)
        return own(person)

    monkeypatch.setattr(library.people, "page", page)
    library.unlisten(background.bridge.on_change)
    library.people.set_fact(panel.page.id, "role", "Founder").result(20)
    library.listen(background.bridge.on_change)
    library.changed(ChangeSet(What.IMPORTS | What.PEOPLE, None))
    qtbot.waitUntil(lambda: panel.page is not None and panel.page.role == "Founder")
    assert [name.partition("_")[0] for name in read_on] == ["reader"]


def test_what_was_read_of_them_before_is_not_shown_over_what_was_typed_since(
    qtbot: QtBot, panel: PersonPanel, library: Library, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert panel.page is not None
    read, go_on = threading.Event(), threading.Event()
    own = library.people.page

    def page(person: int) -> PersonPage:
        found = own(person)
        if threading.current_thread() is not threading.main_thread():
            read.set()
            assert go_on.wait(20)
        return found

    monkeypatch.setattr(library.people, "page", page)
    library.changed(ChangeSet(What.IMPORTS | What.PEOPLE, None))
    qtbot.waitUntil(read.is_set)
    library.people.set_fact(panel.page.id, "role", "Founder").result(20)
    qtbot.waitUntil(lambda: panel.page is not None and panel.page.role == "Founder")
    go_on.set()
    qtbot.waitUntil(lambda: not background.busy)
    arrived: list[str] = []
    background.bridge.post(arrived.append, "what came after the older page")
    qtbot.waitUntil(lambda: len(arrived) == 1)
    assert panel.page is not None
    assert panel.page.role == "Founder"


def test_whoever_went_with_an_import_leaves_the_page(
    qtbot: QtBot, panel: PersonPanel, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert panel.page is not None
    person, gone = panel.page.id, []
    panel.gone.connect(lambda: gone.append(person))
    own = library.people.page

    def page(asked: int) -> PersonPage:
        library.people.delete([asked]).result(20)
        return own(asked)

    monkeypatch.setattr(library.people, "page", page)
    library.changed(ChangeSet(What.IMPORTS | What.PEOPLE, None))
    qtbot.waitUntil(lambda: gone[:1] == [person])
    assert panel.page is None


def test_a_row_that_says_the_same_is_not_laid_out_anew(
    qtbot: QtBot, panel: PersonPanel, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert panel.page is not None
    before = panel.timeline.model.lines.ids[:]
    qtbot.waitUntil(lambda: len(panel.timeline.view._delegate._laid) > 0)
    laid: list[int] = []
    own = TimelineDelegate._lay_out

    def lay_out(delegate: TimelineDelegate, row: TimelineRow, width: int) -> object:
        laid.append(row.id)
        return own(delegate, row, width)

    monkeypatch.setattr(TimelineDelegate, "_lay_out", lay_out)
    talk(library, panel.page.id, 1)
    qtbot.waitUntil(lambda: bool(set(laid) - set(before)))
    assert before[-1] not in laid
