"""The thread of somebody of whom nothing was typed: found in the last messages, kept or dropped, done by itself."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import PersonPage, Talk
from tests.services.conftest import read
from tests.services.test_first_list import HEADER, OWNER

ANA = ("Ana Duarte", "https://www.linkedin.com/in/ana-duarte")
Write = Callable[..., int]


@pytest.fixture
def write(library: Library, tmp_path: Path) -> Write:
    """Imports a conversation with Ana, a message a day from 1 October 2026 on: "> …" is mine. Gives her id. until: when
    others wrote, and so up to when the archive is known at least."""

    def make(*lines: str, name: str = "messages.csv", until: str = "2026-09-01") -> int:
        # Two more people wrote with me: whose archive it is, is whoever is in every thread.
        rows = [
            (
                f"2-{n}",
                "",
                *OWNER,
                name,
                f"https://www.linkedin.com/in/{n}-x",
                f"{until} 09:00:00 UTC",
                "",
                "So.",
                "SENT",
            )
            for n, name in ((8, "Bo Berg"), (9, "Chidi Okoro"))
        ]
        for number, line in enumerate(lines, start=1):
            sender, to = (OWNER, ANA) if line[0] == ">" else (ANA, OWNER)
            rows.append(("2-1", "", *sender, *to, f"2026-10-{number:02} 09:00:00 UTC", "", line[2:], "INBOX"))
        archive = tmp_path / name
        with archive.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        read(library, archive)
        return library.people.named("Ana Duarte")[0]

    return make


def found(library: Library, person: int) -> list[tuple[str, str, str]]:
    return [(one.kind, one.why, one.text) for one in library.people.page(person).found]


def kept(page: PersonPage) -> list[tuple[str, str, int | None, bool]]:
    return [(item.kind, item.text, item.due_day, item.done) for item in page.thread]


def test_what_the_last_words_leave_open_is_found(library: Library, write: Write) -> None:
    ana = write(
        "> How are you?", "< Fine! Could you send me the price list?", "> I'll send you the price list by Friday."
    )
    assert found(library, ana) == [("promised", "i promised", "I'll send you the price list by Friday.")]


def test_it_is_kept_with_where_it_was_said_and_for_when(library: Library, write: Write) -> None:
    ana = write("< Could you send me the list?", "> I'll send you the price list by Friday.")
    (one,) = library.people.page(ana).found
    library.thread.keep(ana, one, one.text).result()
    page = library.people.page(ana)
    assert page.found == ()
    (item,) = page.thread
    assert (item.kind, item.text, item.found_in) == ("promised", one.text, one.record)
    assert item.due_day == (date(2026, 10, 9) - date(1970, 1, 1)).days
    library.history.undo().result()
    assert library.people.page(ana).found == (one,)


def test_what_was_typed_as_well_is_not_found_beside_it(library: Library, write: Write) -> None:
    ana = write("< Could you send me the list?", "> I'll send you the price list by Friday.")
    (one,) = library.people.page(ana).found
    library.thread.add(ana, "promised", "the guest list").result()
    assert library.people.page(ana).found == (one,)
    library.thread.add(ana, "promised", "the price list").result()
    assert library.people.page(ana).found == ()


def test_what_was_dropped_is_not_found_again_also_by_the_next_import(library: Library, write: Write) -> None:
    lines = ("< Could you send me the list?", "> I'll send you the price list by Friday.")
    ana = write(*lines)
    (one,) = library.people.page(ana).found
    library.thread.drop(ana, one).result()
    assert library.people.page(ana).found == ()
    ana = write(*lines, "< Thank you", name="messages 2.csv")
    assert library.people.page(ana).found == ()
    library.history.undo().result()
    library.history.undo().result()
    assert library.people.page(ana).found == (one,)


def test_it_is_done_by_itself_when_a_later_message_says_so(library: Library, write: Write) -> None:
    ana = write("> I'll send you the price list.", "> Here is the price list.", "< Got it, lovely")
    assert found(library, ana) == []


def test_what_was_promised_by_hand_is_done_when_a_later_archive_brings_it(library: Library, write: Write) -> None:
    ana = write("< Hello there, long time", "> It was.")
    library.thread.add(ana, "promised", "the price list").result()
    assert [card.person for card in library.reconnect.day(record=False).this_week] == [ana]

    def in_december(text: str, name: str) -> None:
        rows = [("2-1", "", *OWNER, *ANA, "2026-12-03 09:00:00 UTC", "", text, "INBOX")]
        rows += [(f"2-{n}", "", *OWNER, who, f"https://x.example/{n}", "2026-12-04 09:00:00 UTC", "", "So.", "SENT")
                 for n, who in ((8, "Bo Berg"), (9, "Chidi Okoro"))]  # fmt: skip
        archive = library.path.parent / name
        with archive.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        read(library, archive)

    def open_now() -> tuple[bool, list[int]]:
        day = library.reconnect.day(_at(2026, 12, 5), record=False)
        return not library.thread.items(ana)[0].done, [card.person for card in day.this_week]

    in_december("The price list takes a little longer.", "messages 2.csv")
    assert open_now() == (True, [ana])
    in_december("Here is the price list, as promised.", "messages 3.csv")
    assert open_now() == (False, [])
    library.history.undo().result()
    assert open_now() == (True, [ana])


def test_a_logged_conversation_that_says_so_keeps_a_promise_and_its_undo_opens_it_again(
    library: Library, write: Write
) -> None:
    ana = write("< Hello there, long time", "> It was.")
    library.thread.add(ana, "promised", "the price list by 1 December").result()
    december = (date(2026, 12, 1) - date(1970, 1, 1)).days
    assert kept(library.people.page(ana)) == [("promised", "the price list", december, False)]
    day = Moment.of_day(date(2026, 11, 20))
    library.timeline.log(Talk((ana,), day, Kind.CALL, "talked about the garden")).result()
    assert kept(library.people.page(ana))[0][3] is False
    library.timeline.log(Talk((ana,), day, Kind.CALL, "gave her the price list")).result()
    assert kept(library.people.page(ana))[0][3] is True
    library.history.undo().result()
    assert kept(library.people.page(ana))[0][3] is False


def test_a_promise_of_a_typed_line_is_due_on_its_day(library: Library, write: Write) -> None:
    ana = write("< Hello there, long time", "> It was.")
    friday = (date(2026, 11, 27) - date(1970, 1, 1)).days
    talk = Talk((ana,), Moment.of_day(date(2026, 11, 23)), Kind.CALL, promised="the price list", promised_by=friday)
    library.timeline.log(talk).result()
    assert kept(library.people.page(ana)) == [("promised", "the price list", friday, False)]
    assert [card.name for card in library.reconnect.day().this_week] == ["Ana Duarte"]


def test_a_promise_to_one_of_several_is_owed_to_nobody_else(library: Library) -> None:
    ana, ben = (library.people.add(name).result() for name in ("Ana Duarte", "Ben Whitfield"))
    noon = Moment.of_day(date(2026, 11, 23))
    library.timeline.log(Talk((ana, ben), noon, Kind.MEETING, promised="Ben the deck", ask_next="the flat")).result()
    assert [text for _, text, _, _ in kept(library.people.page(ana))] == ["the flat"]
    assert sorted(text for _, text, _, _ in kept(library.people.page(ben))) == ["Ben the deck", "the flat"]


def test_the_card_begins_with_it(library: Library, write: Write) -> None:
    ana = write("< Did it go well?", "> It did. I'll send you the photos.", "< Lovely", "> Good night then", "< Night")
    library.people.set_circle([ana], 5).result()
    card = next(card for card in library.reconnect.in_order() if card.person == ana)
    assert card.left_open is not None
    assert (card.left_open.why, card.left_open.text) == ("i promised", "I'll send you the photos.")
    library.thread.drop(ana, card.left_open).result()
    card = next(card for card in library.reconnect.in_order() if card.person == ana)
    assert card.left_open is None


def reasons(library: Library, person: int) -> dict[str, tuple[str, tuple[int, ...]]]:
    card = next(card for card in library.reconnect.in_order() if card.person == person)
    return {reason.kind: (reason.text, reason.records) for reason in card.reasons}


def test_a_question_without_an_answer_is_a_reason_that_leads_to_it(library: Library, write: Write) -> None:
    ana = write("< Good to see you", "> Likewise. Did you find a flat in Lisbon?", until="2026-11-20")
    library.people.set_circle([ana], 5).result()
    (asked,) = library.people.page(ana).found
    said, records = reasons(library, ana)["unanswered_question"]
    assert said == "Your question of 2 Oct has no answer yet, as of your archive of 20 Nov."
    assert records == (asked.record,)
    assert said in library.reconnect.why_not(ana).speaks


def test_a_question_of_theirs_says_that_it_is_theirs(library: Library, write: Write) -> None:
    ana = write("> Good to see you", "< Likewise. Did you find a flat in Lisbon?", until="2026-11-20")
    library.people.set_circle([ana], 5).result()
    card = next(card for card in library.reconnect.in_order() if card.person == ana)
    assert card.section in ("waiting", "an answer you owe")  # that an answer is owed is said already
    assert "unanswered_question" not in reasons(library, ana)
    said = "They asked something on 2 Oct, and no answer of yours is known, as of your archive of 20 Nov."
    assert said in library.reconnect.why_not(ana).speaks
    library.reconnect.no_answer_needed(ana).result()
    assert said not in library.reconnect.why_not(ana).speaks


def test_it_is_no_reason_while_an_answer_may_stand_in_an_archive_to_come(library: Library, write: Write) -> None:
    ana = write("< Good to see you", "> Likewise. Did you find a flat in Lisbon?", until="2026-10-05")
    library.people.set_circle([ana], 5).result()
    assert "unanswered_question" not in reasons(library, ana)


def test_it_goes_with_its_record_and_with_not_because_of_this(library: Library, write: Write) -> None:
    ana = write("< Good to see you", "> Likewise. Did you find a flat in Lisbon?", until="2026-11-20")
    library.people.set_circle([ana], 5).result()
    library.reconnect.not_because(ana, "unanswered_question").result()
    assert "unanswered_question" not in reasons(library, ana)
    library.history.undo().result()
    _, (record,) = reasons(library, ana)["unanswered_question"]
    library.timeline.hide(record).result()
    assert "unanswered_question" not in reasons(library, ana)


def test_beside_an_open_question_it_is_not_said_again_that_the_conversation_stopped(
    library: Library, write: Write
) -> None:
    lines = (
        "< The flat?",
        "> Sold.",
        "< And the boat?",
        "> Still there.",
        "< Good.",
        "> How did the move to Lisbon go?",
    )
    person = write(*lines, until="2026-12-20")
    (card,) = [one for one in library.reconnect.in_order(_at(2026, 12, 30)) if one.person == person]
    assert card.why == "Your question of 6 Oct has no answer yet, as of your archive of 20 Dec."
    assert [reason.kind for reason in card.reasons] == ["unanswered_question", "conversation_stopped"]


def _at(year: int, month: int, day: int) -> int:
    return Moment.of_day(date(year, month, day)).ms
