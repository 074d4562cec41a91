"""Calendars: whom one met and when, whoever wrote the file; and what becomes of damaged ones."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.records import Field, InteractionRecord, PersonRecord, Reason, Role, Skipped
from tests.effort import dice, effort
from tests.importers.dropping import Reading, drop

EXPORTS = Path(__file__).parent.parent / "exports" / "calendar"
GOOGLE = EXPORTS / "mara@northwind.example.ics"
FIXTURES = sorted(EXPORTS.rglob("*.ics"))
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
ANA = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana Silva:mailto:ana@tailspin.example"


def meetings(reading: Reading) -> list[InteractionRecord]:
    return [one for one in reading.records if isinstance(one, InteractionRecord)]


def told(reading: Reading) -> list[tuple[str, str]]:
    """(title, when) of each meeting, in the order of time."""
    return sorted((one.at.iso(), one.title) for one in meetings(reading) if one.at is not None)


def skipped(reading: Reading) -> list[tuple[int, Reason]]:
    return sorted((one.where.row, one.reason) for one in reading.skipped)


def calendar(folder: Path, *lines: str, name: str = "calendar.ics", stamp: str = "20261120T100000Z") -> Path:
    """One event of these lines, with Ana."""
    path = folder / name
    body = "\r\n".join(("BEGIN:VEVENT", f"DTSTAMP:{stamp}", *lines, ANA, "END:VEVENT", "END:VCALENDAR", ""))
    path.write_text(HEAD + body, encoding="utf-8", newline="")
    return path


def names(record: InteractionRecord) -> list[str]:
    return [one.name or one.key.key for one in record.participants]


# ------------------------------------------------------------------------------------------------------ google


def test_whose_calendar_it_is_stands_in_its_name() -> None:
    owner = next(one for one in drop(GOOGLE).records if isinstance(one, PersonRecord))
    assert owner.owner
    assert owner.keys[0].key == "mara@northwind.example"


def test_a_meeting_has_its_people_without_rooms_and_without_those_who_declined() -> None:
    first = next(one for one in meetings(drop(GOOGLE)) if one.title == "Pricing, spring")
    assert names(first) == ["mara@northwind.example", "Maya Okafor"]
    assert {one.role for one in first.participants} == {Role.PRESENT}
    assert (first.kind, first.text) == (Kind.MEETING, "Prices for spring, and the template.")


def test_a_series_is_as_many_meetings_as_took_place() -> None:
    weekly = [when for when, title in told(drop(GOOGLE)) if title.startswith("Freight weekly")]
    # The 19th was taken out, the 26th moved to the 27th, 2 November cancelled; 23 November is to come.
    assert weekly == [
        "2026-10-05T09:00Z", "2026-10-12T09:00Z", "2026-10-27T15:00Z", "2026-11-09T10:00Z", "2026-11-16T10:00Z",
    ]  # fmt: skip
    moved = next(one for one in meetings(drop(GOOGLE)) if one.title == "Freight weekly, moved")
    assert names(moved) == ["Mara Lindqvist", "Tomás Rivera", "Hana Malá"]


def test_what_was_no_meeting_says_why() -> None:
    assert skipped(drop(GOOGLE)) == [
        (4, Reason.DECLINED), (5, Reason.DECLINED), (7, Reason.YET_TO_COME), (8, Reason.NO_PERSON),
        (9, Reason.DECLINED),
    ]  # fmt: skip


def test_an_invitation_that_was_never_answered_is_no_meeting() -> None:
    asked = next(one for one in meetings(drop(GOOGLE)) if one.title == "Round table")
    assert (asked.kind, asked.detail) == (Kind.EVENT, "listed")


def test_birthdays_are_birthdays() -> None:
    reading = drop(EXPORTS / "google-birthdays.ics")
    (person,) = (one for one in reading.records if isinstance(one, PersonRecord))
    assert [fact.value for fact in person.facts] == ["Maya Okafor", "--04-12"]
    assert skipped(reading) == [(2, Reason.NO_PERSON)]


YEARLY = ("DTSTART;VALUE=DATE:20260412", "RRULE:FREQ=YEARLY")


def alone(folder: Path, *lines: str, head: str = HEAD) -> Path:
    """One event of these lines, and nobody in it but who stands there."""
    path = folder / "alone.ics"
    path.write_text(head + "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "")), newline="")
    return path


@pytest.mark.parametrize(
    ("lines", "born"),
    [
        (("SUMMARY:Maya Okafor's birthday", *YEARLY), "--04-12"),  # Outlook, and Google since 2024
        (("SUMMARY:Mum's birthday", "X-GOOGLE-CALENDAR-CONTENT-ICON:https://cake.example", *YEARLY), "--04-12"),
        (("SUMMARY:Maya Okafor – narozeniny", *YEARLY), "--04-12"),
        (("SUMMARY:Mum's birthday", *YEARLY), ""),  # whose mother?
        (("SUMMARY:Maya Okafor's birthday", *YEARLY, ANA), ""),  # a party
        (("SUMMARY:Maya Okafor's birthday", "DTSTART;VALUE=DATE:20260412"), ""),
        (("SUMMARY:Maya Okafor's birthday", "DTSTART:20260412T180000Z", "RRULE:FREQ=YEARLY"), ""),
        (("SUMMARY:Maya Okafor's birthday", "DTSTART;VALUE=DATE:20260412", "RRULE:FREQ=WEEKLY"), ""),
    ],
)
def test_a_birthday_among_meetings_is_one_by_what_it_says(lines: tuple[str, ...], born: str, tmp_path: Path) -> None:
    reading = drop(alone(tmp_path, *lines))
    assert "".join(fact.value for one in reading.people for fact in one.facts if fact.field is Field.BIRTHDAY) == born


def test_nextclouds_birthdays_are_birthdays_with_their_year() -> None:
    """Its calendar of what address books say, exported: a wedding in it is nobody's birthday."""
    reading = drop(EXPORTS / "nextcloud-birthdays.ics")
    people = [one for one in reading.records if isinstance(one, PersonRecord)]
    assert [tuple(value for _, value in one.facts) for one in people] == [
        ("Ana Silva", "1979-06-30"), ("Maya Okafor", "--02-29"), ("Chidi Eze", "1984-04-12"),
    ]  # fmt: skip
    assert skipped(reading) == [(4, Reason.NO_PERSON)]


# ------------------------------------------------------------------------------------------- others that write them


def test_outlook_names_windows_zones_and_defines_its_own() -> None:
    reading = drop(EXPORTS / "outlook.ics")
    assert told(reading) == [("2026-03-10T09:00Z", "Jahresplan"), ("2026-04-01T08:30Z", "Pune call")]
    plan, call = meetings(reading)
    assert plan.text == "Agenda attached."
    assert names(plan) == ["Mara Lindqvist", "Jonas Weber"]
    assert names(call) == ["Mara Lindqvist", "Jonas Weber", "Ines Duarte"]


def test_the_older_version_of_an_event_is_left_out() -> None:
    assert skipped(drop(EXPORTS / "outlook.ics")) == [(3, Reason.NOT_KEPT)]


def test_apple_counts_and_adds_dates_and_names_no_zone_for_a_clock_on_the_wall() -> None:
    assert told(drop(EXPORTS / "apple.ics")) == [
        ("2026-01-13T13:30Z", "Book club"), ("2026-02-10T13:30Z", "Book club"), ("2026-02-14T15:15Z", "Coffee"),
        ("2026-03-10T12:30Z", "Book club"), ("2026-03-20T12:30Z", "Book club"), ("2026-04-14T12:30Z", "Book club"),
    ]  # fmt: skip


def test_an_archive_of_apples_calendar_is_a_folder_of_calendars(tmp_path: Path) -> None:
    home = tmp_path / "All.icbu" / "1.caldav" / "2.calendar"
    (home / "Events").mkdir(parents=True)
    (home / "Info.plist").write_text('<?xml version="1.0"?><plist/>', encoding="utf-8")
    calendar(home / "Events", "UID:1", "DTSTART:20260105T090000Z", "SUMMARY:Plan")
    reading = drop(tmp_path / "All.icbu")
    assert told(reading) == [("2026-01-05T09:00Z", "Plan")]
    assert reading.unknown == ()


def test_nextcloud_prefixes_its_zones_and_writes_markup() -> None:
    (dinner,) = meetings(drop(EXPORTS / "nextcloud.ics"))
    assert dinner.at is not None
    assert (dinner.at.iso(), dinner.text) == ("2026-05-10T17:00Z", "Bring wine.\n\nSee you")
    assert names(dinner) == ["Mara Lindqvist", "Chiara Neri"]
    assert dinner.link == "https://cloud.example/dinner"


@pytest.mark.parametrize(
    ("method", "answer", "met"),
    [
        ("REQUEST", "ACCEPTED", True),
        ("CANCEL", "ACCEPTED", False),
        ("REPLY", "ACCEPTED", True),
        ("REPLY", "DECLINED", False),
    ],
)
def test_a_single_invitation_is_what_it_was_sent_for(method: str, answer: str, met: bool, tmp_path: Path) -> None:
    """A cancellation does not always say so in the event; nobody met because somebody declined."""
    host = "ORGANIZER;CN=Mara Lindqvist:mailto:mara@northwind.example"
    guest = ANA.replace("ACCEPTED", answer)
    reading = drop(alone(tmp_path, "DTSTART:20260105T090000Z", host, guest, head=f"{HEAD}METHOD:{method}\r\n"))
    assert bool(meetings(reading)) == met
    assert skipped(reading) == ([] if met else [(1, Reason.DECLINED)])


def test_a_time_in_small_letters_is_a_time_too(tmp_path: Path) -> None:
    """That of the stamp tells the day of the file: nothing of it was read."""
    assert told(drop(calendar(tmp_path, "DTSTART:20260105t090000z", "SUMMARY:Plan", stamp="20261120t100000z"))) == [
        ("2026-01-05T09:00Z", "Plan")
    ]


def test_a_zone_that_nobody_knows_is_the_calendars_own(tmp_path: Path) -> None:
    when = "DTSTART;TZID=Nowhere:20260714T100000"
    told_own = drop(alone(tmp_path, when, ANA, head=f"{HEAD}X-WR-TIMEZONE:Europe/Prague\r\n"))
    assert [one.at.iso() for one in meetings(told_own) if one.at] == ["2026-07-14T08:00Z"]


def test_an_invitation_that_was_taken_back_is_left_out() -> None:
    assert skipped(drop(EXPORTS / "invite.ics")) == [(1, Reason.DECLINED)]


def test_a_folder_of_calendars_is_one_archive(tmp_path: Path) -> None:
    archive = drop(EXPORTS).archive
    assert archive.source_id == "calendar"
    assert len(archive.members) == len(FIXTURES)


def test_the_day_of_the_export_is_in_its_name_or_its_stamps(tmp_path: Path) -> None:
    start = "DTSTART:20250101T100000Z"
    assert drop(calendar(tmp_path, start, name="work 2026-02-01.ics")).archive.snapshot_ms == 1769904000000
    assert drop(calendar(tmp_path, start)).archive.snapshot_ms == 1795168800000


# -------------------------------------------------------------------------------------------------- repetition


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART;VALUE=DATE:20261101", "RRULE:FREQ=DAILY;COUNT=3"), ["2026-11-01", "2026-11-02", "2026-11-03"]),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=WEEKLY;UNTIL=20261109"), ["2026-11-01", "2026-11-08"]),
        (("DTSTART:20240229T100000Z", "RRULE:FREQ=YEARLY"), ["2024-02-29"]),
        (("DTSTART:20260131T100000Z", "RRULE:FREQ=MONTHLY;UNTIL=20260601T000000Z"),
         ["2026-01-31", "2026-03-31", "2026-05-31"]),
        (("DTSTART;VALUE=DATE:20261101", "RDATE;VALUE=DATE:20261105,20261107"),
         ["2026-11-01", "2026-11-05", "2026-11-07"]),
        (("DTSTART:20261101T100000Z", "RDATE;VALUE=PERIOD:20261105T100000Z/PT1H"), ["2026-11-01", "2026-11-05"]),
        (("DTSTART;VALUE=DATE:20261118", "RRULE:FREQ=DAILY"), ["2026-11-18", "2026-11-19", "2026-11-20"]),
    ],
)  # fmt: skip
def test_what_repeats_is_told_up_to_the_day_of_the_file(
    tmp_path: Path, lines: tuple[str, ...], days: list[str]
) -> None:
    assert [when[:10] for when, _ in told(drop(calendar(tmp_path, "UID:a", *lines)))] == days


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=9", "FREQ=NEVER", "", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=-1",
        "FREQ=MONTHLY;BYDAY=9XX", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;BYMONTH=1;BYMONTHDAY=1;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=" + "MO," * 5000 + "TU", "RRULE:RRULE", "FREQ=DAILY;COUNT=99999999999999999999",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_followed_leaves_the_first_time(tmp_path: Path, rule: str) -> None:
    lines = ("UID:a", "DTSTART:20261101T100000Z", f"RRULE:{rule}")
    assert told(drop(calendar(tmp_path, *lines)))[0] == ("2026-11-01T10:00Z", "")


def test_of_a_series_without_an_end_the_newest_some_thousand_are_kept(tmp_path: Path) -> None:
    lines = ("UID:a", "DTSTART;VALUE=DATE:19500101", "RRULE:FREQ=DAILY")
    days = told(drop(calendar(tmp_path, *lines)))
    assert (len(days), days[-1][0]) == (5000, "2026-11-20")


def test_a_change_of_all_that_follows_moves_them(tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    series = ["BEGIN:VEVENT", "UID:a", "DTSTAMP:20261120T000000Z", "DTSTART:20261102T100000Z", "RRULE:FREQ=WEEKLY", ANA,
              "END:VEVENT"]  # fmt: skip
    later = ["BEGIN:VEVENT", "UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261109T100000Z", "SUMMARY:Later",
             "DTSTART:20261110T120000Z", ANA, "END:VEVENT"]  # fmt: skip
    path.write_text(HEAD + "\r\n".join([*series, *later, "END:VCALENDAR", ""]), encoding="utf-8", newline="")
    assert told(drop(path)) == [
        ("2026-11-02T10:00Z", ""), ("2026-11-10T12:00Z", "Later"), ("2026-11-17T12:00Z", "Later"),
    ]  # fmt: skip


def test_the_same_meeting_in_two_calendars_has_one_key(tmp_path: Path) -> None:
    lines = ("UID:a", "DTSTART:20261101T100000Z", "SUMMARY:Tea")
    one, other = drop(calendar(tmp_path, *lines)), drop(calendar(tmp_path, *lines, name="other.ics"))
    assert [each.exact for each in meetings(one)] == [each.exact for each in meetings(other)]


# ------------------------------------------------------------------------------------------------------ damage


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_event_is_a_meeting_a_person_or_skipped(path: Path) -> None:
    reading = drop(path)
    events = path.read_bytes().replace(b"\x00", b"").count(b"BEGIN:VEVENT")
    rows = {one.where.row for one in reading.everything}
    assert rows == set(range(1, max(events, 1) + 1))


def test_an_event_without_an_end_does_not_reach_the_next() -> None:
    reading = drop(EXPORTS / "damaged" / "google-no-end.ics")
    assert (2, Reason.INCOMPLETE) in skipped(reading)
    assert "Freight weekly, moved" in {title for _, title in told(reading)}


def test_a_file_that_breaks_off_keeps_what_stood_before() -> None:
    reading = drop(EXPORTS / "damaged" / "google-cut.ics")
    assert "Pricing, spring" in {title for _, title in told(reading)}
    assert (3, Reason.INCOMPLETE) in skipped(reading)


@pytest.mark.parametrize("name", ["outlook-utf16", "outlook-ansi"])
def test_other_encodings_are_read(name: str) -> None:
    reading = drop(EXPORTS / "damaged" / f"{name}.ics")
    assert len(meetings(reading)) == 2
    assert {"Jonas Weber", "Jörg Schönherr"} & {who for one in meetings(reading) for who in names(one)}


def test_a_time_that_is_none_is_said() -> None:
    reading = drop(EXPORTS / "damaged" / "apple-bad-dates.ics")
    assert skipped(reading) == [(1, Reason.UNREADABLE)]
    assert told(reading) == [("2026-02-14T15:15Z", "Coffee")]


def test_an_empty_calendar_says_so() -> None:
    assert skipped(drop(EXPORTS / "damaged" / "birthdays-empty.ics")) == [(1, Reason.EMPTY)]


def test_an_event_as_long_as_a_film_ends(tmp_path: Path) -> None:
    long = "DESCRIPTION:" + "x" * 6_000_000
    reading = drop(calendar(tmp_path, "UID:a", "DTSTART:20261101T100000Z", long))
    assert len(reading.everything) == 1


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or put in, lines dropped, the end cut: a bad disk or a bad program."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(damaged) or 1)
        match rng.randrange(7):
            case 0:
                damaged[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del damaged[at : at + rng.randint(1, 80)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 300)]
            case 3:
                damaged[at:at] = rng.choice([b"\0", b"\r", b"\n ", b":", b";", b'"', b"\xff", b"\\", b",", b"Z"])
            case 4:
                damaged[at:at] = rng.choice(
                    [b"\r\nBEGIN:VEVENT\r\n", b"\r\nEND:VEVENT\r\n", b"\r\nBEGIN:VTIMEZONE\r\n",
                     b"\r\nEND:VCALENDAR\r\n", b"\r\nRRULE:FREQ=DAILY\r\n", b"\r\nDTSTART:99999999T999999Z\r\n",
                     b"\r\nEXDATE:,,,\r\n"]
                )  # fmt: skip
            case 5:
                damaged = damaged[: max(at, 20)]
            case _:
                damaged[at:at] = rng.randbytes(rng.randint(1, 30))
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damage_anywhere_loses_no_event_in_silence(tmp_path: Path, number: int) -> None:
    rng = dice("calendar", number)
    path = tmp_path / "calendar.ics"
    path.write_bytes(mutated(rng, rng.choice(FIXTURES).read_bytes()))
    reading = drop(path)
    if not reading.archives:
        assert reading.unknown
        return
    rows = Counter(one.where.row for one in reading.everything if isinstance(one, Skipped))
    assert set(rows.values()) <= {1}
    assert {one.where.row for one in reading.everything} == set(
        range(1, max(one.where.row for one in reading.everything) + 1)
    )
