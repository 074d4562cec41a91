"""It knows how far it knows: what came after an archive's date is unknown, on each channel for itself."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from relate.domain.moments import DAY_MS, Moment
from relate.domain.reasons import SILENT, ReasonKind
from relate.domain.records import Kind
from relate.importers.json_items import Json
from relate.services.library import Library
from relate.services.views import Card, Freshness, PeopleQuery, Shown, Talk, TimelineRow
from relate.ui.contacts.model import freshness_word
from tests.importers.meta_exports import archive
from tests.services.conftest import EXPORTS, NOON, Opened, dump, read

MARA = ("Mara Lindqvist", "https://www.linkedin.com/in/mara-lindqvist")
ANA = ("Ana Duarte", "https://www.linkedin.com/in/ana-duarte")
COLUMNS = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip
Line = tuple[str, bool, str]
"""The day, whether it is mine, the text."""


def linkedin(folder: Path, day: str, lines: Sequence[Line] = (), connected: str = "") -> Path:
    """An archive of that day ("11-20-2026") with these messages, and with Ana among the connections or not."""
    home = folder / f"Basic_LinkedInDataExport_{day}"
    home.mkdir(parents=True)
    shutil.copy(EXPORTS / "linkedin" / "2024" / "Profile.csv", home)
    if lines:
        with (home / "messages.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for when, mine, text in lines:
                sides = (*MARA, *ANA) if mine else (*ANA, *MARA)
                writer.writerow(("2-YW5h", "", *sides, f"{when} 09:00:00 UTC", "", text, "INBOX"))
    if connected:
        with (home / "Connections.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"))
            writer.writerow(("Ana", "Duarte", ANA[1], "", "Tejo", "Partner", connected))
    return home


def facebook(folder: Path, day: str, name: str, days: Sequence[str]) -> Path:
    """A download of that day ("2026-11-22") with one message of somebody on each of these days."""
    said: list[Json] = [{"sender_name": name, "timestamp_ms": _ms(one), "content": f"On {one}"} for one in days]
    thread = f"inbox/{name.replace(' ', '').lower()}_12345"
    talk: Json = {
        "participants": [{"name": name}, {"name": MARA[0]}],
        "messages": [*said, {"sender_name": MARA[0], "timestamp_ms": _ms(days[-1]) + 1000, "content": "Yes"}],
        "title": name,
        "thread_path": thread,
    }
    return archive(
        folder / f"facebook-mara.lindqvist-{day}-aBcD",
        {
            f"your_facebook_activity/messages/{thread}/message_1.json": talk,
            "personal_information/profile_information/profile_information.json": {
                "profile_v2": {"name": {"full_name": MARA[0], "first_name": "Mara", "last_name": "Lindqvist"}}
            },
        },
    )


def _ms(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T09:00:00+00:00").timestamp() * 1000)


def person(library: Library) -> int:
    (found,) = library.people.named("Ana Duarte")
    return found


def known(library: Library) -> str:
    """Up to which day Ana is known."""
    until = library.people.page(person(library)).known_until
    assert until is not None
    return f"{datetime.fromtimestamp(until / 1000, UTC):%Y-%m-%d}"


def last_row(library: Library) -> TimelineRow:
    ids = library.timeline.ids(person(library))
    return library.timeline.rows(list(ids[:1]))[0]


TALKED = [("2026-09-01", True, "Shall we meet?"), ("2026-09-02", False, "Yes, on Friday at the harbour.")]


def test_a_list_of_connections_alone_tells_nothing_of_silence(opened: Opened, tmp_path: Path) -> None:
    talks = linkedin(tmp_path, "10-01-2026", TALKED, "01 Sep 2020")
    newer = linkedin(tmp_path, "11-20-2026", connected="01 Sep 2020")
    for name, order in (("there", (talks, newer)), ("back", (newer, talks))):
        library = opened(name)
        for one in order:
            read(library, one)
        assert known(library) == "2026-10-01"
        (source,) = library.sources.ages()
        assert source.until_ms == _ms("2026-10-01") - 9 * 3_600_000
        assert source.old


def test_where_no_archive_holds_a_conversation_the_list_tells_how_far_it_is_known(
    library: Library, tmp_path: Path
) -> None:
    read(library, linkedin(tmp_path, "11-20-2026", connected="01 Sep 2020"))
    assert known(library) == "2026-11-20"


def test_a_newer_archive_without_a_new_word_extends_what_is_known(library: Library, tmp_path: Path) -> None:
    read(library, linkedin(tmp_path / "1", "10-01-2026", TALKED))
    read(library, linkedin(tmp_path / "2", "11-20-2026", TALKED))
    assert known(library) == "2026-11-20"
    library.imports.undo(library.imports.list()[0].id).result(60)
    assert known(library) == "2026-10-01"


def test_whom_only_one_of_two_accounts_holds_is_known_no_further_than_that_one(opened: Opened, tmp_path: Path) -> None:
    """Ana writes to the account of 1 October; the other one, of 20 November, knows Bo alone."""
    old = linkedin(tmp_path / "mine", "10-01-2026", TALKED)
    work = tmp_path / "work" / old.name.replace("10-01", "11-20")
    work.mkdir(parents=True)
    for file in linkedin(tmp_path / "as mine", "11-20-2026", TALKED).iterdir():
        text = file.read_text("utf-8").replace("mara-lindqvist", "mara-at-work").replace("2-YW5h", "2-Ym8")
        text = text.replace("Ana Duarte", "Bo Berg").replace("ana-duarte", "bo-berg").replace("09:00", "10:00")
        (work / file.name).write_text(text, "utf-8")
    for name, order in (("there", (old, work)), ("back", (work, old))):
        library = opened(name)
        for one in order:
            read(library, one)
        assert len(library.sources.ages()) == 2
        assert known(library) == "2026-10-01"
        (bo,) = library.people.named("Bo Berg")
        until = library.people.page(bo).known_until
        assert until == _ms("2026-11-20") - 9 * 3_600_000
        library.people.set_circle(library.people.ids(PeopleQuery(Shown.EVERYONE)), 15).result(60)
        as_of = {card.name: card.as_of for card in library.reconnect.in_order(NOON + 300 * DAY_MS)}
        assert as_of["Ana Duarte"] == _ms("2026-10-01") - 9 * 3_600_000
        assert as_of["Bo Berg"] == until


def waiting(library: Library) -> list[str]:
    day = library.reconnect.day(record=False)
    cards = [card for card in (*day.reconnect, *day.others, *day.waiting) if card.name == "Ana Duarte"]
    return [reason.kind for card in cards for reason in card.reasons if reason.kind in (
        ReasonKind.THEY_WROTE_LAST, ReasonKind.ANSWERED_SINCE
    )]  # fmt: skip


@pytest.mark.parametrize(("day", "kind"), [("11-22-2026", "they_wrote_last"), ("11-12-2026", "answered_since")])
def test_nobody_waits_for_an_answer_on_a_channel_that_is_older_than_three_days(
    library: Library, tmp_path: Path, day: str, kind: str
) -> None:
    read(library, linkedin(tmp_path, day, [("2026-11-09", True, "How are you?"), ("2026-11-10", False, "Well. You?")]))
    assert waiting(library) == [kind]


def test_what_another_channel_tells_since_says_nothing_of_an_answer_there(library: Library, tmp_path: Path) -> None:
    """Ana is known up to yesterday, for most of it is on Facebook; her LinkedIn message is known up to 12 Nov."""
    lines = [("2026-11-09", True, "How are you?"), ("2026-11-10", False, "Well. You?")]
    read(library, linkedin(tmp_path, "11-12-2026", lines))
    read(library, facebook(tmp_path, "2026-11-22", "Ana Duarte", [f"2026-10-0{n}" for n in range(1, 9)]))
    library.people.merge(library.people.named("Ana Duarte")).result(60)
    assert known(library) == "2026-11-22"
    assert waiting(library) == ["answered_since"]
    # Beyond the first list of a new library it is the same.
    week = library.reconnect.day(NOON + 8 * DAY_MS, record=False)
    assert not week.first_list
    (card,) = week.waiting
    assert card.reasons[0].kind == "answered_since"
    assert "12 Nov" in card.reasons[0].text


@pytest.mark.parametrize(
    ("day", "mine", "answered"),
    [("09-05-2026", True, None), ("09-10-2026", True, False), ("09-05-2026", False, False)],
    ids=["three days known", "eight days known", "theirs"],
)
def test_a_message_of_mine_is_unanswered_only_when_seven_days_are_known(
    library: Library, tmp_path: Path, day: str, mine: bool, answered: bool | None
) -> None:
    lines = [("2026-09-01", not mine, "Here I am."), ("2026-09-02", mine, "Shall we meet on Friday?")]
    read(library, linkedin(tmp_path, day, lines))
    row = last_row(library)
    assert row.answered is answered
    assert row.known_until is not None
    assert f"{datetime.fromtimestamp(row.known_until / 1000, UTC):%m-%d-%Y}" == day


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
@pytest.mark.parametrize(
    ("day", "kind", "answered"),
    [("2026-09-20", Kind.CALL, None), ("2026-09-20", Kind.NOTE, False), ("2026-08-20", Kind.CALL, False)],
    ids=["a call since", "a note since", "a call before"],
)
def test_whoever_met_or_spoke_since_has_answered(
    library: Library, tmp_path: Path, mine: bool, day: str, kind: Kind, answered: bool | None
) -> None:
    lines = [("2026-09-01", not mine, "Here I am."), ("2026-09-02", mine, "Shall we meet on Friday?")]
    read(library, linkedin(tmp_path, "11-10-2026", lines))
    person = library.people.named("Ana Duarte")[0]
    message = library.timeline.ids(person)[0]
    at = Moment.of_day(date.fromisoformat(day))
    call = library.timeline.log(Talk((person,), at, kind)).result(60)

    def shown() -> bool | None:
        return library.timeline.rows([message], person)[0].answered

    assert shown() is answered
    library.timeline.hide(call).result(60)
    assert shown() is False


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
def test_what_was_written_by_another_way_since_is_an_answer(library: Library, tmp_path: Path, mine: bool) -> None:
    read(
        library, linkedin(tmp_path, "11-10-2026", [("2026-09-01", not mine, "Hi."), ("2026-09-02", mine, "The flat?")])
    )
    person = library.people.named("Ana Duarte")[0]
    message = library.timeline.ids(person)[0]
    assert library.timeline.rows([message], person)[0].answered is False
    library.timeline.log(Talk((person,), Moment.of_day(date(2026, 9, 3)), Kind.MAIL, "It is sold.")).result(60)
    assert library.timeline.rows([message], person)[0].answered is None


def test_every_card_that_rests_on_a_silence_says_as_of_when_and_none_tells_of_days_beyond_it(
    library: Library, tmp_path: Path
) -> None:
    lines = [(f"2026-0{month}-0{day}", day == 2, f"Of {month}, {day}") for month in (3, 4, 5, 6) for day in (1, 2)]
    read(library, linkedin(tmp_path, "08-15-2026", lines, "01 Sep 2020"))
    library.people.set_circle(library.people.ids(PeopleQuery(Shown.EVERYONE)), 15).result(60)
    now = NOON + 300 * DAY_MS
    cards: list[Card] = list(library.reconnect.in_order(now))
    assert cards
    for card in cards:
        silent = [reason for reason in card.reasons if reason.kind in SILENT]
        assert silent
        assert card.as_of == _ms("2026-08-15") - 9 * 3_600_000
        assert "15 Aug 2026" in card.short
        assert any("15 Aug 2026" in reason.text for reason in silent)
        # Ten weeks are known to be silent, a year is not.
        assert "year" not in card.why + card.short


def whatsapp(folder: Path, name: str, days: Sequence[str]) -> Path:
    """The export of one chat, with a message of each side on each of these days ("2026-09-01")."""
    lines = [
        f"{datetime.fromisoformat(day):%d/%m/%Y}, {hour}:00 - {who}: {text} on {day}"
        for day in days
        for hour, who, text in ((13, name, "Here"), (14, "Mara Lindqvist", "There"))
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"WhatsApp Chat with {name}.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def until(library: Library, name: str) -> str | None:
    """Up to which day somebody is known."""
    (found,) = library.people.named(name)
    at = library.people.page(found).known_until
    return None if at is None else f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d}"


def test_a_chat_that_is_exported_later_tells_nothing_of_whom_it_is_not_with(opened: Opened, tmp_path: Path) -> None:
    older = whatsapp(tmp_path, "Ana Duarte", ["2026-08-30", "2026-09-01", "2026-09-02"])
    newer = whatsapp(tmp_path, "Bo Berg", ["2026-09-13", "2026-11-13", "2026-11-20"])
    dumps = []
    for name, order in (("there", (older, newer)), ("back", (newer, older))):
        library = opened(name)
        for one in order:
            library.imports.start([one]).future.result(timeout=60)
        assert (until(library, "Ana Duarte"), until(library, "Bo Berg")) == ("2026-09-02", "2026-11-20")
        dumps.append(dump(library))
        # The last word of the chat is no older than its own export is.
        ana = last_row(library)
        assert ana.known_until is not None
        assert f"{datetime.fromtimestamp(ana.known_until / 1000, UTC):%Y-%m-%d}" == "2026-09-02"
        library.people.set_circle(library.people.ids(PeopleQuery(Shown.EVERYONE)), 15).result(60)
        as_of = {card.name: card.as_of for card in library.reconnect.in_order(NOON + 300 * DAY_MS)}
        assert as_of["Ana Duarte"] is not None
        assert as_of["Bo Berg"] is not None
        assert as_of["Ana Duarte"] < _ms("2026-09-03") < as_of["Bo Berg"]
    assert dumps[0] == dumps[1]


def test_a_newer_export_of_the_same_chat_extends_what_is_known_of_it_alone(library: Library, tmp_path: Path) -> None:
    days = ["2026-08-30", "2026-09-01", "2026-09-02"]
    read(library, whatsapp(tmp_path / "1", "Ana Duarte", days))
    read(library, whatsapp(tmp_path / "1", "Bo Berg", days))
    read(library, whatsapp(tmp_path / "2", "Ana Duarte", [*days, "2026-11-20"]))
    assert (until(library, "Ana Duarte"), until(library, "Bo Berg")) == ("2026-11-20", "2026-09-02")
    library.imports.undo(library.imports.list()[0].id).result(60)
    assert until(library, "Ana Duarte") == "2026-09-02"


def test_chats_read_together_are_each_known_as_far_as_its_own_export_tells(opened: Opened, tmp_path: Path) -> None:
    ana = whatsapp(tmp_path, "Ana Duarte", ["2026-08-30", "2026-09-01", "2026-09-02"])
    bo = whatsapp(tmp_path, "Bo Berg", ["2026-09-13", "2026-11-13", "2026-11-20"])
    together, apart = opened("together"), opened("apart")
    read(together, ana, bo)
    for one in (ana, bo):
        read(apart, one)
    for library in (together, apart):
        assert (until(library, "Ana Duarte"), until(library, "Bo Berg")) == ("2026-09-02", "2026-11-20")
        row = last_row(library)
        assert row.known_until is not None
        assert f"{datetime.fromtimestamp(row.known_until / 1000, UTC):%Y-%m-%d}" == "2026-09-02"
        library.people.set_circle(library.people.ids(PeopleQuery(Shown.EVERYONE)), 15).result(60)
    as_of = [
        {card.name: card.as_of for card in library.reconnect.in_order(NOON + 300 * DAY_MS)}
        for library in (together, apart)
    ]
    assert as_of[0] == as_of[1]


def test_a_newer_export_of_one_chat_among_others_extends_that_one_alone(library: Library, tmp_path: Path) -> None:
    days = ["2026-08-30", "2026-09-01", "2026-09-02"]
    read(library, whatsapp(tmp_path / "1", "Ana Duarte", days), whatsapp(tmp_path / "1", "Bo Berg", days))
    more = whatsapp(tmp_path / "2", "Ana Duarte", [*days, "2026-11-20"])
    read(library, more, whatsapp(tmp_path / "2", "Elif Kaya", ["2026-10-01"]))
    assert [until(library, name) for name in ("Ana Duarte", "Bo Berg", "Elif Kaya")] == [
        "2026-11-20", "2026-09-02", "2026-10-01",
    ]  # fmt: skip


def mailbox(folder: Path, name: str, me: str, other: str, days: Sequence[str]) -> Path:
    """A mailbox of that address of mine: on each day a mail to somebody and one back."""
    mails = []
    for day in days:
        at = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        for sender, to in ((me, other), (other, me)):
            mails.append(
                f"From - {at:%a %b %d %H:%M:%S %Y}\nMessage-ID: <{day}.{sender}>\n"
                f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\n"
                f"From: {NAMES[sender]} <{sender}>\nTo: {NAMES[to]} <{to}>\nDelivered-To: {me}\nSubject: Harbour\n\n"
                f"On {day}.\n"
            )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.mbox"
    path.write_text("\n".join(mails), "utf-8")
    return path


WORK, HOME = "mara@work.example", "mara@home.example"
NAMES = {WORK: "Mara Lindqvist", HOME: "Mara Lindqvist", "ana@a.example": "Ana Duarte", "bo@b.example": "Bo Berg"}


def test_mails_of_one_address_are_known_as_far_as_its_own_mailboxes_tell(opened: Opened, tmp_path: Path) -> None:
    """Two mailboxes of one address tell on from each other; that of another address says nothing of them."""
    days = ["2026-08-01", "2026-08-20", "2026-09-02"]
    work = mailbox(tmp_path, "Work", WORK, "ana@a.example", days)
    home = mailbox(tmp_path, "Home", HOME, "bo@b.example", [*days, "2026-11-20"])
    more = mailbox(tmp_path, "Work sent", WORK, "bo@b.example", ["2026-10-01", "2026-10-02", "2026-10-10"])
    for name, order in (("there", (work, home, more)), ("back", (more, home, work))):
        library = opened(name)
        for one in order:
            library.imports.start([one]).future.result(timeout=60)
        # Of Ana no mail came since, and the mailboxes of that address would have held it.
        assert (until(library, "Ana Duarte"), until(library, "Bo Berg")) == ("2026-10-10", "2026-11-20")


def test_who_is_known_by_a_number_is_known_as_far_as_the_chat_he_last_wrote_in(opened: Opened, tmp_path: Path) -> None:
    """Text messages and WhatsApp have the same number; a backup of the first says nothing of the second."""
    number = "+44 20 7946 0018"
    chat = whatsapp(tmp_path, number, ["2026-08-30", "2026-09-01", "2026-09-02"])
    for name, order in (("alone", (chat,)), ("with a backup", (chat, EXPORTS / "sms" / "backup-2026"))):
        library = opened(name)
        for one in order:
            library.imports.start([one]).future.result(timeout=60)
        people = library.people.rows(library.people.ids(PeopleQuery(Shown.EVERYONE)))
        (found,) = [one.id for one in people if "7946 0018" in one.name or "79460018" in one.name]
        at = library.people.page(found).known_until
        assert at is not None
        assert at < _ms("2026-09-03")


def test_whoever_was_fresh_in_an_old_archive_is_not_called_fresh_today(library: Library, tmp_path: Path) -> None:
    talk = [(f"2025-0{month}-10", month % 2 == 0, f"What of month {month}?") for month in range(1, 7)]
    read(library, linkedin(tmp_path, "06-20-2025", talk))
    (ana,) = library.people.named("Ana Duarte")
    (row,) = library.people.rows([ana])
    assert row.freshness in (Freshness.FRESH, Freshness.COOLING)
    assert row.as_of is not None
    assert datetime.fromtimestamp(row.as_of / 1000, UTC).date() == date(2025, 6, 20)
    assert freshness_word(row) == "as of Jun 2025"
    # A newer archive tells how it is.
    read(library, linkedin(tmp_path / "newer", "11-20-2026", talk))
    (row,) = library.people.rows([ana])
    assert row.as_of is None
    assert freshness_word(row) == str(row.freshness)
