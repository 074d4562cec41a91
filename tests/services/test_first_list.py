"""The first list of a new library, on archives that were read: what is done with its cards counts at once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest

from relate.domain.changes import ChangeSet
from relate.domain.moments import DAY_MS, Moment
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.reading import ReadLibrary
from relate.services.views import Card, State, Talk
from tests.bench.first_list import MOST_FOOLED, measured
from tests.services.conftest import NOON, read, read_eras

Do = Callable[[Library, Card], "Future[ChangeSet]"]
TODAY = date(2026, 11, 23)
OWNER = ("Mara Lindqvist", "https://www.linkedin.com/in/mara-lindqvist")
HEADER = ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
          "SUBJECT", "CONTENT", "FOLDER")  # fmt: skip


@pytest.fixture
def owing(library: Library, tmp_path: Path) -> Library:
    """Four people wrote last, each after I did."""
    rows: list[tuple[str, ...]] = []
    for number, name in enumerate(("Ana Duarte", "Bo Berg", "Chidi Okoro", "Dana Levi")):
        other = (name, f"https://www.linkedin.com/in/{name.replace(' ', '-').lower()}")
        for day, (sender, to) in enumerate(((OWNER, other), (other, OWNER)), start=1):
            date = f"2026-10-{10 * day + number:02} 09:00:00 UTC"
            text = f"What do you think of plan {number} of {sender[0]}?"
            rows.append((f"2-{number}", "", *sender, *to, date, "", text, "INBOX"))
    archive = tmp_path / "messages.csv"
    with archive.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    read(library, archive)
    return library


def names(library: Library, now: int | None = None) -> tuple[list[str], list[str]]:
    day = library.reconnect.day(now)
    assert day.first_list
    return [card.name for card in day.reconnect], [card.name for card in day.others]


def test_others_follow_behind_the_open_cards(owing: Library) -> None:
    assert names(owing) == (["Dana Levi", "Chidi Okoro", "Bo Berg"], ["Ana Duarte"])
    assert [card.name for card in owing.reconnect.in_order(limit=4)] == [
        "Dana Levi", "Chidi Okoro", "Bo Berg", "Ana Duarte"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "do",
    [
        lambda library, card: library.reconnect.wrote(card.person),
        lambda library, card: library.reconnect.skip(card.person),
        lambda library, card: library.reconnect.no_answer_needed(card.person),
        lambda library, card: library.reconnect.not_because(card.person, card.reasons[0].kind),
        lambda library, card: library.timeline.log(Talk((card.person,), Moment.of_day(TODAY), Kind.CALL)),
    ],
    ids=["wrote", "skip", "no answer needed", "not because of this", "logged a call"],
)
def test_an_answered_card_makes_room_and_its_undo_brings_it_back(owing: Library, do: Do) -> None:
    do(owing, owing.reconnect.day().reconnect[0]).result()
    assert names(owing) == (["Chidi Okoro", "Bo Berg", "Ana Duarte"], [])
    owing.history.undo().result()
    assert names(owing)[0][0] == "Dana Levi"


def test_later_comes_back_on_its_day(owing: Library) -> None:
    person = owing.reconnect.day().reconnect[0].person
    owing.reconnect.later(person, NOON // DAY_MS + 2).result()
    first, others = names(owing)
    assert "Dana Levi" not in first + others
    assert "Dana Levi" in names(owing, NOON + 2 * DAY_MS)[0]


def test_five_typed_names_are_named_by_their_circles_and_whom_one_talked_to_goes(library: Library) -> None:
    people = {}
    for name, circle in (
        ("Ana Duarte", 15),
        ("Bo Berg", 5),
        ("Chidi Okoro", None),
        ("Dana Levi", 5),
        ("Eva Lind", 150),
    ):
        people[name] = library.people.add(name).result()
        if circle:
            library.people.set_circle([people[name]], circle).result()
    assert names(library) == (["Bo Berg", "Dana Levi", "Ana Duarte"], ["Eva Lind"])
    assert library.reconnect.day().reconnect[0].why == "You want to talk every week, and no talk is known yet."
    assert not library.reconnect.day(NOON + 8 * DAY_MS).first_list
    library.people.set_state([people["Bo Berg"]], State.RESTING).result()
    assert names(library)[0] == ["Dana Levi", "Ana Duarte", "Eva Lind"]


def test_freelancers_are_no_company_where_one_knows_most(library: Library, tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    rows = [f"F{n},Free,https://www.linkedin.com/in/f{n},,Freelance,Writer,0{n} May 2019" for n in range(1, 8)]
    rows += [f"T{n},Tail,https://www.linkedin.com/in/t{n},,Tailspin,Writer,0{n} May 2015" for n in range(1, 4)]
    (tmp_path / "Connections.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    read(library, tmp_path / "Connections.csv")
    first, others = names(library)
    assert first == ["F7 Free", "F6 Free", "F5 Free"]
    assert set(others[:3]) == {"T1 Tail", "T2 Tail", "T3 Tail"}
    assert "Freelance" not in library.reconnect.day().reconnect[0].why


def test_names_alone_keep_their_first_list_when_twelve_are_placed(library: Library) -> None:
    people = [library.people.add(f"Somebody {n}").result() for n in range(14)]
    library.people.set_circle(people[:13], 50).result()
    assert len(names(library)[0]) == 3


def test_what_is_kept_of_names_alone_is_what_reading_them_anew_gives(library: Library) -> None:
    """Whatever is done in between, the first word with anybody and its undo too."""
    ana, bo, chidi, dana, eva, fen = (
        library.people.add(name, company=company).result()
        for name, company in (
            ("Ana Duarte", "Contoso"), ("Bo Berg", ""), ("Chidi Okoro", "Contoso"), ("Dana Levi", "Lumen"),
            ("Eva Lind", "Tailspin"), ("Fen Zhao", "Tailspin"),
        )
    )  # fmt: skip
    for done in (
        lambda: library.people.set_circle((ana,), 15),
        lambda: library.people.set_fact(dana, "company", "Contoso"),
        lambda: library.people.set_fact(fen, "company", "Contoso"),
        lambda: library.people.add("Gus Holm", company="Tailspin"),
        lambda: library.people.set_state((ana,), State.RESTING),
        lambda: library.people.merge((bo, eva)),
        lambda: library.timeline.log(Talk((chidi,), Moment(NOON - 40 * DAY_MS), text="tea")),
        lambda: library.people.set_circle((dana,), 5),
        library.history.undo,
        library.history.undo,
        lambda: library.people.delete((dana,)),
        library.history.undo,
    ):
        done().result()
        kept = library.reconnect.day()
        library.settled()
        anew = ReadLibrary(library.path, lambda: NOON)
        try:
            assert kept == anew.reconnect.day(record=False)
        finally:
            anew.close()


def test_what_is_kept_for_the_first_list_is_what_reading_it_anew_gives(owing: Library) -> None:
    """Whatever is done in between: talks, corrections, companies, people who come, rest and go."""
    read_eras(owing, "2025", "2026")
    ana, bo, chidi, dana = (
        owing.people.named(name)[0] for name in ("Ana Duarte", "Bo Berg", "Chidi Okoro", "Dana Levi")
    )
    assert owing.reconnect.day().first_list
    newest = owing.reconnect.day().reconnect[-1].person
    row = owing.timeline.ids(dana)[0]
    for done in (
        lambda: owing.timeline.log(Talk((ana,), Moment(NOON - 400 * DAY_MS), text="tea")),
        lambda: owing.timeline.hide(row),
        lambda: owing.people.set_fact(newest, "company", "Contoso"),
        lambda: owing.people.add("Eva Lind", company="Contoso"),
        lambda: owing.people.set_state((bo,), State.RESTING),
        lambda: owing.people.merge((chidi, newest)),
        lambda: owing.people.delete((newest,)),
        lambda: owing.reconnect.skip(owing.reconnect.day().reconnect[0].person),
        owing.history.undo,
        owing.history.undo,
    ):
        done().result()
        kept = owing.reconnect.day()
        owing.settled()
        anew = ReadLibrary(owing.path, lambda: NOON)
        try:
            assert kept == anew.reconnect.day(record=False)
        finally:
            anew.close()


def test_a_made_up_library_is_not_fooled_by_bursts_and_greetings_and_every_reason_is_true() -> None:
    first, later = measured(800, 1)
    assert first.shown == 30
    assert first.fooled <= MOST_FOOLED
    assert later.fooled <= MOST_FOOLED
    assert first.untrue == later.untrue == ()
