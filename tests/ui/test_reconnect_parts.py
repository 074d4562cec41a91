"""The parts of a card: reasons that lead to their records, two years at a glance, when *Later* is, where one writes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from relate.domain.moments import DAY_MS
from relate.services.views import (
    Card,
    Clause,
    FactView,
    Freshness,
    IdentityView,
    PersonPage,
    ReasonView,
    Rhythm,
    State,
)
from relate.ui.reconnect import texts
from relate.ui.reconnect.channels import channels, is_safe, open_link
from relate.ui.reconnect.drawing import YearsDrawing
from relate.ui.reconnect.line import PersonLine
from relate.ui.reconnect.panel import in_a_line
from relate.ui.reconnect.sentence import ReasonSentence, spans
from relate.ui.theme import theme

NOW = 1_795_392_000_000
BEYOND_32_BITS = 2**45 + 7

CARD = Card(
    person=7,
    name="Maya Okafor",
    role="VP Partnerships",
    company="Northwind Labs",
    section="reconnect",
    why="You talk every 3 weeks; it has been 11. She wrote last.",
    short="every 3 weeks, quiet for 11 weeks",
    as_of=NOW,
    reasons=(
        ReasonView(
            "usual_rhythm",
            "You talk every 3 weeks; it has been 11.",
            (BEYOND_32_BITS,),
            (Clause("every 3 weeks", (BEYOND_32_BITS,)), Clause("it has been 11", (1, 2))),
        ),
        ReasonView("they_wrote_last", "She wrote last.", (3,), (Clause("wrote last", (3,)), Clause("She", ()))),
    ),
    last_line="Would love your take",
    last_line_mine=False,
    months_mine=(0,) * 20 + (3, 2, 0, 0),
    months_theirs=(0,) * 20 + (1, 0, 0, 0),
    silent_since=NOW - 77 * DAY_MS,
)


# --------------------------------------------------------------------------------------------------- sentence


@pytest.fixture
def sentence(qtbot: QtBot) -> ReasonSentence:
    made = ReasonSentence()
    qtbot.addWidget(made)
    made.show_card(CARD)
    made.resize(300, 200)
    made.show()
    return made


def test_only_clauses_that_rest_on_records_lead_somewhere(sentence: ReasonSentence) -> None:
    assert sentence.clauses == ("every 3 weeks", "it has been 11", "wrote last")


def test_a_click_on_a_clause_tells_its_records_whole(qtbot: QtBot, sentence: ReasonSentence) -> None:
    middle = sentence._rectangles(sentence._spans[0])[0].center().toPoint()
    with qtbot.waitSignal(sentence.records_chosen) as told:
        QTest.mouseClick(sentence, Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [(BEYOND_32_BITS,)]


def test_a_click_beside_the_clauses_tells_nothing(qtbot: QtBot, sentence: ReasonSentence) -> None:
    with qtbot.assertNotEmitted(sentence.records_chosen):
        QTest.mouseClick(sentence, Qt.MouseButton.LeftButton, pos=QPoint(290, 190))


def test_a_clause_has_a_thin_line_that_takes_the_accent_under_the_mouse(qtbot: QtBot, sentence: ReasonSentence) -> None:
    part = sentence._rectangles(sentence._spans[0])[0]
    below = QPoint(round(part.center().x()), round(part.bottom()) + 1)

    def line() -> str:
        return sentence.grab().toImage().pixelColor(below).name()

    sentence.clearFocus()
    assert line() == theme().scheme.theirs
    QTest.mouseMove(sentence, part.center().toPoint())
    qtbot.waitUntil(lambda: line() == theme().scheme.accent)
    QApplication.sendEvent(sentence, QEvent(QEvent.Type.Leave))
    assert line() == theme().scheme.theirs


def test_tab_goes_through_the_clauses_and_enter_follows(qtbot: QtBot, sentence: ReasonSentence) -> None:
    told: list[tuple[int, ...]] = []
    sentence.records_chosen.connect(told.append)
    sentence.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    for _ in range(3):
        QTest.keyClick(sentence, Qt.Key.Key_Return)
        QTest.keyClick(sentence, Qt.Key.Key_Tab)
    assert told == [(BEYOND_32_BITS,), (1, 2), (3,)]


def test_a_screen_reader_hears_the_sentence_and_then_the_clause(qtbot: QtBot, sentence: ReasonSentence) -> None:
    sentence.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.BacktabFocusReason))
    assert "wrote last" in sentence.accessibleName()
    sentence.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert sentence.accessibleName() == CARD.why


def test_a_clause_said_twice_is_found_twice() -> None:
    found = spans("11 weeks, then 11 days", (Clause("11", (1,)), Clause("11", (2,))))
    assert [(span.start, span.records) for span in found] == [(0, (1,)), (15, (2,))]


def test_a_clause_that_is_not_in_the_sentence_is_left_out() -> None:
    assert spans("You talk.", (Clause("every week", (1,)),)) == ()


def test_a_reason_without_clauses_is_one_clause_itself(qtbot: QtBot) -> None:
    made = ReasonSentence()
    qtbot.addWidget(made)
    made.show_card(replace(CARD, reasons=(ReasonView("x", "She wrote last.", (9,)),)))
    assert made.clauses == ("She wrote last.",)


def test_markup_of_an_export_stays_text(qtbot: QtBot) -> None:
    made = ReasonSentence()
    qtbot.addWidget(made)
    made.show_sentence("<b>Maya</b> wrote", ())
    assert made.accessibleName() == "<b>Maya</b> wrote"


# ---------------------------------------------------------------------------------------------------- drawing


def test_the_drawing_names_the_silence_and_the_first_month(qtbot: QtBot) -> None:
    drawing = YearsDrawing()
    qtbot.addWidget(drawing)
    drawing.show_card(CARD, NOW)
    assert "11 weeks quiet" in drawing.accessibleName()
    assert drawing._begins == "Dec 2024"


def test_the_drawing_claims_no_silence_beyond_the_archives_date(qtbot: QtBot) -> None:
    drawing = YearsDrawing()
    qtbot.addWidget(drawing)
    drawing.show_card(replace(CARD, as_of=NOW - 49 * DAY_MS), NOW)
    assert "4 weeks quiet, as of 5 Oct" in drawing.accessibleName()
    assert (drawing._silence, drawing._unknown) == (28, 49)
    drawing.show_card(replace(CARD, as_of=NOW - 75 * DAY_MS), NOW)
    assert "known until 9 Sep" in drawing.accessibleName()
    assert drawing._silence == 0
    drawing.show_card(replace(CARD, as_of=NOW - 2 * DAY_MS), NOW)
    assert drawing.accessibleName().endswith("11 weeks quiet")


def test_a_few_days_are_no_silence(qtbot: QtBot) -> None:
    drawing = YearsDrawing()
    qtbot.addWidget(drawing)
    drawing.show_card(replace(CARD, silent_since=NOW - 5 * DAY_MS), NOW)
    assert "quiet" not in drawing.accessibleName()


# ------------------------------------------------------------------------------------------------------ later


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 23), ["24 Nov", "28 Nov", "30 Nov", "7 Dec", "23 Dec"]),
        (date(2026, 11, 27), ["28 Nov", "4 Dec", "11 Dec", "27 Dec"]),
        (date(2026, 11, 28), ["29 Nov", "5 Dec", "12 Dec", "28 Dec"]),
        (date(2027, 1, 31), ["1 Feb", "6 Feb", "7 Feb", "14 Feb", "28 Feb"]),
    ],
)
def test_later_is_never_today_never_a_day_that_does_not_exist_and_none_twice(today: date, days: list[str]) -> None:
    assert [f"{day.day} {day:%b}" for _, day in texts.later_choices(today)] == days


def test_no_word_of_the_panel_is_a_forbidden_one() -> None:
    forbidden = re.compile(r"overdue|score|\blead\b|pipeline|streak|touchpoint", re.IGNORECASE)
    folder = Path(texts.__file__).parent.parent
    for name in ("reconnect", "log", "places", "imports"):
        for file in (folder / name).glob("*.py"):
            words = re.findall(r'tr\(\s*"([^"]*)"', file.read_text())
            assert not [each for each in words if forbidden.search(each)], file.name


# ---------------------------------------------------------------------------------------------------- writing

PAGE = PersonPage(
    id=7, name="Maya Okafor", role="", company="", place="", circle=None, state=State.ACTIVE,
    freshness=Freshness.QUIET, rhythm=Rhythm(None, None, None), contact_days=0, first_contact=None,
    last_contact=None, known_until=None, silence_days=None, connected=None, invited_by_me=None, how_met="",
    birthday="", notes="", tags=(), facts=(), identities=(), thread=(), found=(), last_line="", last_line_mine=False,
    connected_that_week=0, my_position_then="",
)  # fmt: skip
LINKEDIN = IdentityView(1, "linkedin", "profile", "maya", "linkedin.com/in/maya", "https://www.linkedin.com/in/maya")
MAIL = IdentityView(2, "mail", "mail", "maya@n.example", "maya@n.example", "mailto:maya@n.example")


def fact(field: str, value: str) -> FactView:
    return FactView(1, 1, field, value, True, False, (), None)


def test_the_channel_of_the_last_conversation_comes_first() -> None:
    page = replace(PAGE, identities=(LINKEDIN, MAIL))
    assert [way.network for way in channels(page, "mail")] == ["mail", "linkedin"]
    assert [way.network for way in channels(page, "")] == ["linkedin", "mail"]


def test_a_website_comes_after_every_way_to_write() -> None:
    page = replace(PAGE, identities=(MAIL,), facts=(fact("link", "https://maya.example/blog"),))
    assert [way.link for way in channels(page)] == ["mailto:maya@n.example", "https://maya.example/blog"]


def test_addresses_that_are_only_facts_can_be_written_to() -> None:
    page = replace(PAGE, facts=(fact("mail", "a b@n.example"), fact("phone", "+44 20 7946 0000"), fact("link", "x")))
    assert [way.link for way in channels(page)] == ["mailto:a%20b@n.example", "tel:+442079460000"]


def test_the_same_address_is_offered_once() -> None:
    page = replace(PAGE, identities=(MAIL,), facts=(fact("mail", "maya@n.example"),))
    assert len(channels(page)) == 1


def test_a_profile_written_in_two_ways_is_offered_once() -> None:
    page = replace(PAGE, identities=(LINKEDIN,), facts=(fact("link", "https://linkedin.com/in/maya/"),))
    assert [way.name for way in channels(page)] == ["LinkedIn"]


def test_a_draft_travels_in_a_mail_and_nowhere_else() -> None:
    mail, linkedin = channels(replace(PAGE, identities=(MAIL, LINKEDIN)), "mail")
    assert mail.with_draft("Hi & bye?\n") == "mailto:maya@n.example?body=Hi%20%26%20bye%3F"
    assert linkedin.with_draft("Hi") == linkedin.link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example", "ms-msdt:/id", "vbscript:x",
        "smb://a.example/x", "about:blank", "JaVaScRiPt:x", "https:", "mailto:", "//a.example", "c:\\windows", "",
        "ssh://a.example", "https://", "view-source:https://a.example",
    ],
)  # fmt: skip
def test_no_other_scheme_is_ever_opened(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(url: object) -> bool:
        raise AssertionError(url)

    monkeypatch.setattr("relate.ui.reconnect.channels.QDesktopServices.openUrl", refuse)
    assert not is_safe(link)
    assert not open_link(link)


@pytest.mark.parametrize("link", ["https://a.example/x", "http://a.example", "mailto:a@b.example", "tel:+4420"])
def test_the_four_schemes_are(link: str) -> None:
    assert is_safe(link)


def test_whoever_waits_for_an_answer_is_shown_with_what_they_wrote() -> None:
    waits = replace(CARD, section="waiting", short="wrote 9 days ago", last_line="Could you send me the deck?")
    assert in_a_line(waits) == "wrote 9 days ago · “Could you send me the deck?”"
    assert in_a_line(replace(waits, last_line_mine=True)) == "wrote 9 days ago"
    assert in_a_line(CARD) == CARD.short


def test_a_day_of_another_month_says_so() -> None:
    assert texts.on_day(date(2026, 11, 28), date(2026, 11, 25)) == "Sat 28"
    assert texts.on_day(date(2026, 12, 25), date(2026, 11, 25)) == "Fri 25 Dec"


def test_a_folded_line_says_as_of_when_also_where_it_is_narrow(qtbot: QtBot) -> None:
    words = "every 3 weeks, quiet for 11 weeks, as of 20 Nov"
    line = PersonLine(7, "Maya Okafor", words, whole=True)
    qtbot.addWidget(line)
    narrow, wide = 240, 900
    assert line.heightForWidth(narrow) > line.heightForWidth(wide)
    left, right = line._sides(narrow)
    assert " ".join(line._lines(right - left)) == words
    assert len(PersonLine(7, "Maya Okafor", words)._lines(right - left)) == 1
    assert PersonLine(7, "Maya Okafor", "", whole=True).heightForWidth(narrow) == line.heightForWidth(wide)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_line_is_chosen_by_key_also_in_a_dialog(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    line = PersonLine(7, "Maya Okafor", "VP Partnerships", parent=dialog)
    dialog.show()
    line.setFocus()
    with qtbot.waitSignal(line.chosen) as chosen:
        QTest.keyClick(line, key)
    assert chosen.args == [7]
    assert dialog.isVisible()
