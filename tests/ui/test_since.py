"""What happened since we last talked, in one line on the page."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from relate.domain.moments import Moment
from relate.domain.records import Direction, Kind
from relate.services.library import Library
from relate.services.views import Talk, TimelineRow
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.person.page import PersonPanel
from relate.ui.person.since import since
from tests.ui.acquaintances import acquaint, talk


def row(one: int, kind: Kind, text: str = "", title: str = "") -> TimelineRow:
    return TimelineRow(
        one, Moment.of_day(date(2026, 11, 1)), "linkedin", kind, Direction.IN, ((1, "Ana"),), title, text, "", ""
    )


def test_news_comes_first_and_the_rest_is_counted_each_with_its_newest_record() -> None:
    rows = [
        row(9, Kind.REACTION),
        row(8, Kind.REACTION),
        row(7, Kind.NEWS, "Now VP at Contoso"),
        row(6, Kind.MENTION),
        row(5, Kind.EVENT, title="SaaS Expo"),
    ]
    text, clauses = since(rows)
    assert text == "Since you last talked: Now VP at Contoso · both at SaaS Expo · 2 reactions · a mention"
    assert [clause.records for clause in clauses] == [(7,), (5,), (9,), (6,)]


def test_where_nothing_happened_nothing_is_said() -> None:
    assert since([]) == ("", ())
    assert since([row(1, Kind.NOTE)]) == ("", ())


def test_the_page_says_it_only_after_a_silence(qtbot: QtBot, library: Library, background: Background) -> None:
    known = acquaint(library)
    panel = PersonPanel(library, background, PeopleActions(library, background.bridge))
    qtbot.addWidget(panel)
    panel.show()
    for person in (known.maya, known.tomas):
        tried = Talk((person,), Moment.of_day(date(2026, 11, 22)), Kind.ATTEMPT)
        library.timeline.log(tried).result(10)
    panel.show_person(known.maya)
    assert panel.band.since.accessibleName() == "Since you last talked: you tried to reach them once"
    assert not panel.band.since.isHidden()
    panel.show_person(known.tomas)
    assert panel.band.since.isHidden()
    talk(library, known.maya, 0.5)
    panel.show_person(known.maya)
    assert panel.band.since.isHidden()
