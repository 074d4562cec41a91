"""Lists of people at an event: whoever wrote the file, it is an event with whom it lists; and damaged ones."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.records import EventRecord, Field, InteractionRecord, PersonRecord, Reason, Role, Skipped
from relate.importers.attendees.event import name_in_file
from relate.importers.attendees.forms import Form
from relate.importers.attendees.naming import is_mine, person_called
from relate.importers.attendees.times import Times
from tests.effort import dice, effort
from tests.importers.dropping import Reading, drop, write_files

EXPORTS = Path(__file__).parent.parent / "exports" / "attendees"
FIXTURES = sorted(EXPORTS.iterdir())
LUMA = EXPORTS / "Freight Breakfast - Guests - 2026-05-15-10-20-30.csv"
EVENTBRITE = EXPORTS / "report-2025-03-11T0930.csv"
ORDERS = EXPORTS / "SaaS Days orders.csv"
MEETUP = EXPORTS / "Prague-SaaS-Meetup_2026-05-20.xls"
ZOOM = EXPORTS / "participants_81234567890.csv"
TEAMS = EXPORTS / "All hands for partners - Attendance report 5-14-26.csv"
SCANS = EXPORTS / "SaaS_Expo_2026_leads.csv"
BADGES = EXPORTS / "BadgeApp export.csv"


def event(reading: Reading) -> EventRecord:
    (only,) = [one for one in reading.records if isinstance(one, EventRecord)]
    return only


def meeting(reading: Reading) -> InteractionRecord:
    (only,) = [one for one in reading.interactions if one.kind is Kind.MEETING]
    return only


def names(record: EventRecord | InteractionRecord) -> list[str]:
    people = record.people if isinstance(record, EventRecord) else record.participants
    return [one.name for one in people]


def left_out(reading: Reading) -> list[tuple[int, Reason, str]]:
    return sorted((one.where.row, one.reason, one.says) for one in reading.skipped)


def values(reading: Reading, name: str, field: Field) -> list[str]:
    return sorted(
        {
            fact.value
            for person in reading.people
            if (Field.NAME, name) in person.facts
            for fact in person.facts
            if fact.field is field
        }
    )


def keys(reading: Reading, name: str) -> set[str]:
    """ "network:key" of everything somebody is known by but the list's own key."""
    return {
        f"{key.network}:{key.key}"
        for person in reading.people
        if (Field.NAME, name) in person.facts
        for key in person.keys
        if key.network not in ("event", "roster")
    }  # fmt: skip


# -------------------------------------------------------------------------------------------------------- luma


def test_a_guest_list_is_an_event_named_after_its_file_on_the_day_people_came() -> None:
    told = event(drop(LUMA))
    assert told.name == "Freight Breakfast"
    assert told.start is not None
    assert told.start.iso() == "2026-05-14"
    assert names(told) == ["Ana Duarte", "Ben Lind", "Chidi Obi", "Emil Novák", "fay@wingtip.example"]
    assert {one.role for one in told.people} == {Role.LISTED}


def test_who_declined_or_never_answered_is_left_out_and_counted() -> None:
    assert left_out(drop(LUMA)) == [(4, Reason.DECLINED, "declined"), (7, Reason.DECLINED, "invited")]


def test_answers_are_what_they_answer() -> None:
    reading = drop(LUMA)
    assert values(reading, "Chidi Obi", Field.COMPANY) == ["Contoso"]
    assert values(reading, "Chidi Obi", Field.ROLE) == ["VP, Sales"]
    assert values(reading, "Chidi Obi", Field.NOTE) == ["Freight Breakfast\nWhat do you hope to learn?: pricing"]
    assert keys(reading, "Ana Duarte") == {
        "mail:ana.duarte@tailspin.example", "phone:+351912345678", "linkedin:ana-duarte-lisboa",
    }  # fmt: skip
    assert keys(reading, "Ben Lind") == {"mail:ben@northwind.example", "linkedin:benlind"}
    assert keys(reading, "Emil Novák") == {"mail:emil.novak@fabrikam.example", "linkedin:emil-novak"}
    assert values(reading, "Chidi Obi", Field.LINK) == []  # "no" is no profile


def test_a_later_export_of_the_same_guests_is_the_same_event(tmp_path: Path) -> None:
    later = tmp_path / "Freight Breakfast - Guests - 2026-06-01-09-00-00.csv"
    later.write_bytes(LUMA.read_bytes())
    assert event(drop(later)).exact == event(drop(LUMA)).exact
    assert drop(later).archive.snapshot_ms == 1_780_272_000_000  # 1 June 2026


def test_guests_without_a_day_are_an_event_without_one() -> None:
    told = event(drop(EXPORTS / "Freight Dinner - Guests - 2026-09-02-08-00-00.csv"))
    assert (told.name, told.start) == ("Freight Dinner", None)


# -------------------------------------------------------------------------------------------------- eventbrite


def test_of_an_address_given_for_several_it_is_told_whose_it_is() -> None:
    reading = drop(EVENTBRITE)
    assert keys(reading, "Jana Malá") == {"mail:jana.mala@fabrikam.example"}
    assert keys(reading, "Karel Dvořák") == set()
    assert names(event(reading)) == ["Jana Malá", "Karel Dvořák", "Olga Petrova"]
    assert left_out(reading) == [
        (3, Reason.DECLINED, "refunded"), (4, Reason.DECLINED, "not attending"), (5, Reason.DECLINED, "transferred"),
    ]  # fmt: skip
    assert event(reading).name == "Event with guests since March 2025"


def test_orders_name_the_event_its_time_and_its_place() -> None:
    told = event(drop(ORDERS))
    assert told.start is not None
    assert (told.name, told.start.iso(), told.place) == ("SaaS Days 2026", "2026-09-26T19:05Z", "Karlín Hall")
    assert names(told) == ["Petr Král", "Quinn Hale"]


# ------------------------------------------------------------------------------------------------------ meetup


def test_meetups_file_is_no_excel_file_and_its_members_are_known_by_their_number() -> None:
    reading = drop(MEETUP)
    told = event(reading)
    assert (told.name, told.start and told.start.iso()) == ("Prague SaaS", "2026-05-20")
    assert names(told) == ["Sára Bílá", "Uma Rao"]
    assert keys(reading, "Sára Bílá") == {"meetup:123456"}
    assert left_out(reading) == [(2, Reason.DECLINED, "did not come"), (4, Reason.DECLINED, "no")]
    members = drop(EXPORTS / "Prague SaaS members.xls")
    assert keys(members, "Sára Bílá") == {"meetup:123456"}
    assert values(members, "Sára Bílá", Field.COMPANY) == ["Litware"]


# -------------------------------------------------------------------------------------------- online meetings


def test_a_webinar_of_more_than_ten_lists_them_and_a_talk_of_few_is_a_meeting() -> None:
    webinar = event(drop(ZOOM))
    assert (webinar.name, len(webinar.people)) == ("Freight pricing webinar", 12)
    few = meeting(drop(EXPORTS / "participants unique.csv"))
    assert (few.title, names(few)) == ("Coffee on prices", ["Ana Duarte", "Ben Lind"])
    assert {one.role for one in few.participants} == {Role.PRESENT}


def test_several_rows_are_one_person_and_devices_telephones_and_note_takers_nobody() -> None:
    reading = drop(ZOOM)
    assert names(event(reading)).count("Ana Duarte") == 1
    assert {"Jane Doe", "Kofi Mensah", "Lea", "Nora Fox"} <= set(names(event(reading)))
    assert left_out(reading) == [
        (7, Reason.NOT_A_PERSON, "a device without a name"),
        (8, Reason.NOT_A_PERSON, "a telephone without a name"),
        (9, Reason.NOT_A_PERSON, "a note taker, no person"),
        (11, Reason.NOT_KEPT, "in the waiting room only"),
    ]


def test_whoever_had_the_list_written_is_the_owner_and_comes_first() -> None:
    first = drop(ZOOM).everything[4]  # after what is left out
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert (Field.NAME, "Mara Lindqvist") in first.facts
    assert not any(person.owner for person in drop(TEAMS).people)  # an organiser may be somebody else


@pytest.mark.parametrize(
    ("file", "title", "start", "who"),
    [
        ("teilnehmer_89999999999.csv", "Preisrunde Herbst", "2026-10-05T17:55Z", ["Jürgen Groß", "Käthe Groß"]),
        (TEAMS.name, "All hands for partners", "2026-05-14T10:00Z",
         ["Mara Lindqvist", "Ben Lind", "Abe Cole", "Bea Dunn"]),
        ("Partnerrunde - Anwesenheitsbericht.csv", "Partnerrunde", "2026-05-14T10:02Z", ["Jürgen Groß", "Käthe Groß"]),
        ("meetingAttendanceList(Old sync).csv", "Old sync", "2021-03-02T09:00Z",
         ["Mara Lindqvist", "Cem Polat", "Dita Vrba"]),
        ("Live launch attendees.csv", "Live launch", "2021-04-02T08:00Z", ["Eda Kurt"]),
        ("Weekly check - 2026-06-03 - Attendance.csv", "Weekly check", "2026-06-03", ["Finn Aas", "Gia Roth"]),
    ],
)  # fmt: skip
def test_whatever_wrote_the_list_of_a_meeting_tells_what_when_and_who(
    file: str, title: str, start: str, who: list[str]
) -> None:
    told = meeting(drop(EXPORTS / file))
    assert told.at is not None
    assert (told.title, told.at.iso(), names(told)) == (title, start, who)


def test_registrations_are_below_the_lines_of_the_report() -> None:
    reading = drop(EXPORTS / "Freight webinar registration.csv")
    told = event(reading)
    assert told.start is not None
    assert (told.name, told.start.iso(), names(told)) == (
        "Freight in autumn", "2026-10-05T18:00Z", ["Wes Moe", "Zoe Quist"],
    )  # fmt: skip
    assert left_out(reading) == [(2, Reason.DECLINED, "denied")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Doe", "Jane Doe"), ("JD (Jane Doe)", "Jane Doe"), ("Jane Doe (Jane)", "Jane Doe"),
        ("iPhone (Jane)", "Jane"), ("Jane’s iPhone", "Jane"), ("iPad de Jane Doe", "Jane Doe"),
        ("Jane - iPhone", "Jane"),
        ("Jane Doe (she/her)", "Jane Doe"), ("Jane Doe (Host)", "Jane Doe"), ("Jane Doe (Guest)", "Jane Doe"),
        ("Galaxy S23", ""), ("iPhone", ""), ("+1 (415) •••-••12", ""), ("Otter.ai", ""), ("read.ai meeting notes", ""),
        ("Zoom user", ""), ("", ""), ("???", ""), ("李小龙", "李小龙"), ("Phoebe", "Phoebe"),
        ("Ipadé Okafor", "Ipadé Okafor"),
    ],
)  # fmt: skip
def test_the_name_behind_a_name_in_a_meeting(text: str, name: str) -> None:
    found, instead = person_called(text)
    assert found == name
    assert bool(instead) is not bool(name)


def test_me_is_told_in_brackets_only() -> None:
    assert is_mine("Mara Lindqvist (Host, me)")
    assert not is_mine("Mara Me")
    assert not is_mine("Mara Lindqvist (Host)")


# ------------------------------------------------------------------------------------------------------- scans


def test_whose_badge_was_scanned_was_met_and_what_was_noted_is_kept_with_its_time() -> None:
    reading = drop(SCANS)
    told = event(reading)
    assert told.start is not None
    assert told.end is not None
    assert (told.name, told.start.iso(), told.end.iso()) == ("SaaS Expo 2026", "2026-03-14", "2026-03-15")
    assert [(one.name, one.role) for one in told.people] == [("Ana Duarte", Role.PRESENT), ("Hugo Reis", Role.PRESENT)]
    assert [(one.at and one.at.iso(), one.text) for one in reading.interactions] == [
        ("2026-03-14T10:22Z", "wants the price list, soon"), ("2026-03-15T09:40Z", "came back with her boss"),
    ]  # fmt: skip
    assert values(reading, "Ana Duarte", Field.HOW_MET) == ["SaaS Expo 2026, March 2026"]
    assert values(reading, "Ana Duarte", Field.NOTE) == ["SaaS Expo 2026\nRating: Hot\nQualifier 1: Iberia"]
    assert values(reading, "Hugo Reis", Field.PLACE) == ["Porto, Portugal"]
    assert left_out(reading) == [(4, Reason.NO_PERSON, "")]


def test_the_order_of_day_and_month_is_told_by_the_whole_list() -> None:
    told = event(drop(BADGES))
    assert told.start is not None
    assert told.end is not None
    assert (told.start.iso(), told.end.iso()) == ("2026-03-26", "2026-04-03")
    assert Times(["26/03/2026"]).day_first
    assert not Times(["03/26/2026", "04/03/2026"]).day_first
    assert not Times(["13/25/2026"]).day_first


@pytest.mark.parametrize(
    "header",
    [
        "Name,Company,Email,Phone", "First Name,Last Name,Email", "Name,Email,Rating", "Lead ID,Name,Email,Company",
        "Name,Email,Approval", "Date,Amount,Email", "Email,Notes,Badge colour scheme",
    ],
)  # fmt: skip
def test_a_list_that_nobody_scanned_and_no_event_wrote_is_none(tmp_path: Path, header: str) -> None:
    reading = drop(write_files(tmp_path, {"people.csv": f"{header}\r\na,b,c,d\r\n"}) / "people.csv")
    assert not any(archive.source_id == "attendees" for archive in reading.archives)


@pytest.mark.parametrize(
    "header",
    [
        "Badge ID,Name,Email", "Full Name,Scan Date", "First Name,Last Name,Scanned At,Company",
        "Email,Captured On,Rep",
        "Name,Lead ID,Rating", "Name,Email,Qualifier 1", "Name;Company;Scan Time;Notes", "Name\tEmail\tScanned By",
        "Last Name,Badge Number,Booth", "Name,Email,Temperature,Booth",
    ],
)  # fmt: skip
def test_what_a_badge_scanner_writes_is_known_by_its_headings(tmp_path: Path, header: str) -> None:
    reading = drop(write_files(tmp_path, {"people.csv": f"{header}\r\na,b,c,d\r\n"}) / "people.csv")
    assert reading.archive.source_id == "attendees"


# ------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("stem", "name", "day"),
    [
        ("SaaS Expo - Guests - 2026-05-14-10-00-00", "SaaS Expo", None),
        ("SaaS_Expo_2026_leads (1)", "SaaS Expo 2026", None),
        ("meetingAttendanceReport(Weekly sync)", "Weekly sync", None),
        ("Weekly sync (2026-06-03 at 08 00 GMT+2) - Attendance", "Weekly sync", "2026-06-03"),
        ("Lunch at 12 00 sharp", "Lunch at 12 00 sharp", None),
        ("participants_81234567890", "", None),
        ("report-2025-03-11T0930", "", "2025-03-11"),
        ("Attendees", "", None),
        ("freight-days_2026-05-20", "Freight Days", "2026-05-20"),
        ("Dinner 14 May 2026", "Dinner", "2026-05-14"),
    ],
)
def test_a_files_name_tells_the_event(stem: str, name: str, day: str | None) -> None:
    told, when = name_in_file(stem, Form.SCANS)
    if stem.startswith("SaaS Expo"):
        told, when = name_in_file(stem, Form.LUMA)  # named after the day of the export
    assert (told, when and when.iso()) == (name, day)


def test_a_list_of_more_than_two_hundred_marks_its_people(tmp_path: Path) -> None:
    head = LUMA.read_text(encoding="utf-8").splitlines()[0]

    def guests(n: int) -> Reading:
        rows = "".join(
            f"gst-{i},Guest {chr(97 + i % 26)}{chr(97 + i // 26)}o,,,g{i}@x.example,,2026-04-20T09:12:31Z,approved\r\n"
            for i in range(n)
        )
        return drop(write_files(tmp_path, {"Fair - Guests.csv": f"{head}\r\n{rows}"}) / "Fair - Guests.csv")

    def marked(reading: Reading) -> set[int]:
        return {sum(key.network == "roster" for key in person.keys) for person in reading.people}

    assert marked(guests(200)) == {0}
    assert marked(guests(201)) == {1}


# ------------------------------------------------------------------------------------------------------ damage


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_row_becomes_somebody_or_is_left_out_once(path: Path) -> None:
    reading = drop(path)
    assert reading.archive.source_id == "attendees"
    rows = {one.where.row for one in reading.everything}
    assert rows == set(range(1, max(rows) + 1))
    assert set(Counter(one.where.row for one in reading.skipped).values()) <= {1}
    text = path.read_bytes().decode("utf-16" if path.read_bytes()[:2] == b"\xff\xfe" else "utf-8", "replace")
    if "damaged" not in path.name:
        lines = [row for row in csv.reader(text.splitlines(), delimiter="\t" if "\t" in text else ",") if any(row)]
        assert max(rows) <= len(lines)


def test_an_open_quote_and_a_cut_cost_their_own_rows_only() -> None:
    reading = drop(EXPORTS / "leads damaged.csv")
    assert names(event(reading)) == ["Mona", "Oda Lund"]
    assert [(row, reason) for row, reason, _ in left_out(reading)] == [(2, Reason.UNREADABLE), (4, Reason.INCOMPLETE)]


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    path = write_files(tmp_path, {"scans.csv": "Badge ID,Name,Email\r\n"}) / "scans.csv"
    assert left_out(drop(path)) == [(1, Reason.EMPTY, "nobody on it")]


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or put in, the end cut: a bad disk or a bad program."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(damaged) or 1)
        match rng.randrange(6):
            case 0:
                damaged[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del damaged[at : at + rng.randint(1, 80)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 300)]
            case 3:
                damaged[at:at] = rng.choice([b"\0", b"\r", b"\n", b'"', b"\xff", b"\t", b";", b",", b"(", b"3. x\r\n"])
            case 4:
                damaged = damaged[: max(at, 20)]
            case _:
                damaged[at:at] = rng.randbytes(rng.randint(1, 30))
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damage_anywhere_loses_no_row_in_silence(tmp_path: Path, number: int) -> None:
    rng = dice("attendees", number)
    whole = rng.choice(FIXTURES)
    path = tmp_path / whole.name
    path.write_bytes(mutated(rng, whole.read_bytes()))
    reading = drop(path)
    if not reading.archives:
        assert reading.unknown
        return
    rows = Counter(one.where.row for one in reading.everything if isinstance(one, Skipped))
    assert set(rows.values()) <= {1}
    assert {one.where.row for one in reading.everything} == set(
        range(1, max(one.where.row for one in reading.everything) + 1)
    )


@pytest.mark.parametrize(("people", "kind"), [(11, "meeting"), (12, "event")])
def test_a_meeting_of_ten_others_is_one_and_with_more_it_is_an_event(tmp_path: Path, people: int, kind: str) -> None:
    rows = "".join(f"Guest {chr(97 + n)}ola,g{n}@x.example,60,Yes\r\n" for n in range(people))
    text = f"Name (Original Name),User Email,Total Duration (Minutes),Guest\r\n{rows}"
    reading = drop(write_files(tmp_path, {"participants_1.csv": text}) / "participants_1.csv")
    told = [one for one in reading.records if not isinstance(one, PersonRecord)]
    assert [isinstance(one, EventRecord) for one in told] == [kind == "event"]


def test_a_company_that_writes_its_people_family_first_names_them_as_they_are_called(tmp_path: Path) -> None:
    path = tmp_path / "Live.csv"
    path.write_text('Full Name,User Action,Timestamp\n"Sen, Vik",Joined,"5/14/2026, 9:00:12 AM"\n', encoding="utf-8")
    assert values(drop(path), "Vik Sen", Field.NAME) == ["Vik Sen"]


@pytest.mark.parametrize(
    ("mail", "others", "whose"),
    [
        ("ilse.brandt@x.example", ["Otto Brandt"], ["Ilse Brandt"]),
        ("ilse@x.example", ["Otto Brandt", "Rui Costa"], ["Ilse Brandt"]),
        ("ilse@x.example", ["Otto Brandt", "Ilse Maier"], []),
        ("ibrandt@x.example", ["Otto Brandt"], ["Ilse Brandt"]),
        ("brandt@x.example", ["Rui Costa"], ["Ilse Brandt"]),
        ("brandt@x.example", ["Otto Brandt"], []),
        ("office@x.example", ["Otto Brandt"], []),
    ],
)
def test_the_address_of_several_tickets_is_whose_name_it_has(
    mail: str, others: list[str], whose: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "report-2026-11-26T0930.csv"
    people = ["Ilse Brandt", *others]
    rows = [f"7001,2026-11-10 18:00,{n},{name.replace(' ', ',')},{mail}" for n, name in enumerate(people)]
    path.write_text("\n".join(["Order #,Order Date,Attendee #,First Name,Last Name,Email", *rows]), encoding="utf-8")
    reading = drop(path)
    assert [name for name in people if values(reading, name, Field.MAIL)] == whose
