"""The made-up LinkedIn archives, as LinkedIn packs them in 2026 (formats/social.md 1), and an address book."""

from __future__ import annotations

import base64
import csv
import hashlib
import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from relate.services.demo.people import OWNER, OWNER_URL, Someone, Tier
from relate.services.demo.talk import NEWEST, Said, at
from relate.services.demo.words import Words

SNAPSHOT: Final = 1
"""Days before today on which the newer archive was made."""
EARLIER: Final = 112
"""The older one: what changed between the two is news."""

_NOTES: Final = (
    "When exporting your connection data, you may notice that some of the email addresses are missing. You will only "
    "see email addresses for connections who have allowed their connections to see or download their email address."
)
_MESSAGES: Final = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS",
)  # fmt: skip
_ME: Final = f"{OWNER[0]} {OWNER[1]}"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Row = Sequence[str]


def write_archive(
    folder: Path, words: Words, people: Sequence[Someone], said: Iterable[Said], today: date, seed: int
) -> Path:
    """The whole archive of yesterday, as a folder of tables."""
    home = _home(folder, "Complete", today - timedelta(days=SNAPSHOT))
    rng = random.Random(f"archive {seed}")
    taken = {someone.name for someone in people}
    _write_owner(home)
    _write_connections(home, people, today, 0)
    with (home / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(_MESSAGES)
        writer.writerows(_messages(said, words, taken, today, rng))
    _write(home / "Invitations.csv", _invitations(words, people, taken, today, rng))
    _write(home / "Endorsement_Received_Info.csv", _endorsements("Endorser", words, people, today, rng, 44))
    _write(home / "Endorsement_Given_Info.csv", _endorsements("Endorsee", words, people, today, rng, 26))
    _write(home / "Recommendations_Received.csv", _recommendations(words, people[:4], today, rng))
    _write(home / "Recommendations_Given.csv", _recommendations(words, people[4:7], today, rng))
    _write(home / "Member_Follows_7741.csv", _follows(words, taken, today, rng))
    _write(home / "Company Follows.csv", _company_follows(words, today, rng))
    _write(home / "Events.csv", _events(words, today, rng))
    _write(home / "Notes.csv", _notes(words, people, today, rng))
    return home


def write_earlier_archive(folder: Path, people: Sequence[Someone], today: date) -> Path:
    """What LinkedIn gave four months ago: who was connected then, and what they did."""
    home = _home(folder, "Basic", today - timedelta(days=EARLIER))
    _write_owner(home)
    _write_connections(home, people, today, EARLIER)
    return home


def _home(folder: Path, kind: str, day: date) -> Path:
    home = folder / f"{kind}_LinkedInDataExport_{day:%m-%d-%Y}"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _write_owner(home: Path) -> None:
    profile = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    _write(
        home / "Profile.csv",
        [
            _header(f"{profile}Twitter Handles,Websites,Instant Messengers"),
            [OWNER[0], OWNER[1], "", "", "May 9, 1982", "Brings people together who move things", "", "Logistics", "",
             "Bristol, United Kingdom", "", "[COMPANY:https://brightwater.example]", ""],
        ],
    )  # fmt: skip
    _write(
        home / "Email Addresses.csv",
        [
            ["Email Address", "Confirmed", "Primary", "Updated On"],
            [OWNER[3], "Yes", "Yes", "9/9/20, 9:09 AM"],
            ["robin@hale.example", "Yes", "No", "2/1/15, 8:30 PM"],
        ],
    )
    _write(
        home / "Positions.csv",
        [
            ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"],
            ["Brightwater", "Founder", "", "Bristol", "Jul 2020", ""],
            ["Contoso", "Partnerships lead", "", "Berlin", "Jan 2018", "Jun 2020"],
            ["Tailspin", "Account manager", "", "Bristol", "Sep 2013", "Dec 2017"],
        ],
    )


def _write_connections(home: Path, people: Sequence[Someone], today: date, known_before: int) -> None:
    """Newest first, as LinkedIn lists them; some closed profiles leave nothing but a date."""
    rows: list[tuple[int, Row]] = []
    for number, someone in enumerate(people):
        if someone.connected <= max(known_before, SNAPSHOT):
            continue
        company, role = (someone.former if known_before else None) or (someone.company, someone.role)
        mail = someone.mail if number % 9 == 0 else ""
        day = _day(today, someone.connected)
        rows.append((someone.connected, (someone.first, someone.last, someone.url, mail, company, role, day)))
    rows += [(offset, ("", "", "", "", "", "", _day(today, offset))) for offset in (402, 1310, 2075, 3001)]
    rows.sort(key=lambda row: row[0])
    header = _header("First Name,Last Name,URL,Email Address,Company,Position,Connected On")
    _write(home / "Connections.csv", [["Notes:"], [_NOTES], [], header, *(row for _, row in rows)])


def _stranger(words: Words, taken: set[str], rng: random.Random) -> str:
    """The name of somebody who is none of the people, and of nobody before: two of a name are for Review."""
    while True:
        names = words.cultures[rng.choice(sorted(words.cultures))]
        name = f"{rng.choice(names['first'])} {rng.choice(names['last'])}"
        if name not in taken:
            taken.add(name)
            return name


def _header(columns: str) -> Row:
    return columns.split(",")


def _day(today: date, offset: int) -> str:
    """ "03 Jan 2024", whatever the language of the machine."""
    day = today - timedelta(days=offset)
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"


def _us_minute(when: datetime) -> str:
    return f"{when.month}/{when.day}/{when:%y}, {when.hour % 12 or 12}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"


def _stamp(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC"


def _conversation(name: str) -> str:
    return "2-" + base64.b64encode(hashlib.sha256(name.encode()).digest()[:30]).decode() + "xNzQ1MDAwMDAwMD"


def _messages(said: Iterable[Said], words: Words, taken: set[str], today: date, rng: random.Random) -> list[Row]:
    """Newest first: the talk, and what is none (strangers who sell, advertisements, spam, closed accounts)."""
    rows = [(one.at, _message(one)) for one in said]
    rows += _noise(words, taken, today, rng)
    rows.sort(key=lambda row: row[0], reverse=True)
    return [row for _, row in rows]


def _message(one: Said) -> Row:
    others = [someone for someone in one.people if someone is not one.by]
    receivers = [(someone.name, someone.url) for someone in others] + ([(_ME, OWNER_URL)] if one.by else [])
    sender = (one.by.name, one.by.url) if one.by else (_ME, OWNER_URL)
    title = "Freight and resellers" if len(one.people) > 1 else ""
    return (
        _conversation(" ".join(someone.slug for someone in one.people)), title, *sender,
        ",".join(name for name, _ in receivers), ",".join(url for _, url in receivers), _stamp(one.at), "", one.text,
        "INBOX", "",
    )  # fmt: skip


def _noise(words: Words, taken: set[str], today: date, rng: random.Random) -> list[tuple[datetime, Row]]:
    rows: list[tuple[datetime, Row]] = []
    for number in range(22):
        name = _stranger(words, taken, rng)
        slug = f"grow-with-me-{number}-{rng.randrange(16**4):04x}"
        text = words.filled(rng.choice(words.sayings["pitch"]), rng, {"me": OWNER[0]})
        when = at(today, rng.randint(NEWEST + 2, 900), rng.randint(6 * 60, 20 * 60), rng.randrange(60))
        folder = "SPAM" if number % 6 == 0 else "INBOX"
        url = f"https://www.linkedin.com/in/{slug}"
        rows.append((when, (_conversation(slug), "", name, url, _ME, OWNER_URL, _stamp(when), "", text, folder, "")))
    for number in range(6):
        when = at(today, rng.randint(20, 1200), rng.randint(6 * 60, 20 * 60))
        text = (
            '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%, lead your industry with our masterclass.</p>'
        )
        row = (_conversation(f"campaign {number}"), "Lead your industry", "Woodgrove Academy", "", _ME, OWNER_URL)
        rows.append((when, (*row, _stamp(when), "Lead your industry", text, "INBOX", "")))
    for number, offset in enumerate((1400, 2200)):
        when = at(today, offset, 11 * 60)
        row = (_conversation(f"closed {number}"), "", "LinkedIn Member", "", _ME, OWNER_URL)
        text = words.filled("Thank you for the {thing}, it helped with {topic}.", rng, {})
        rows.append((when, (*row, _stamp(when), "", text, "INBOX", "")))
    return rows


def _known(words: Words, someone: Someone, rng: random.Random) -> dict[str, str]:
    first = rng.choice(words.cultures[rng.choice(sorted(words.cultures))]["first"])
    return {"first": someone.first, "me": OWNER[0], "city": someone.city, "company": someone.company,
            "family": someone.family, "hobby": someone.hobby, "other": first}  # fmt: skip


def _invitations(
    words: Words, people: Sequence[Someone], taken: set[str], today: date, rng: random.Random
) -> list[Row]:
    """How some of the connections began, and invitations that nobody has taken up yet."""
    rows: list[Row] = [_header("From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl")]
    for someone in people:
        if someone.connected <= NEWEST or rng.random() > 0.6:
            continue
        text = ""
        if rng.random() < (0.5 if someone.connected < 400 else 0.25):
            text = words.filled(rng.choice(words.sayings["invitation"]), rng, _known(words, someone, rng))
        mine = rng.random() < 0.65
        when = at(today, someone.connected + rng.choice((0, 0, 1, 3)), rng.randint(7 * 60, 21 * 60))
        rows.append(_invitation(someone.name, someone.url, mine, _us_minute(when), text))
    for number in range(30):
        name = _stranger(words, taken, rng)
        url = f"https://www.linkedin.com/in/not-yet-{number}-{rng.randrange(16**4):04x}"
        when = at(today, rng.randint(NEWEST + 1, 700), rng.randint(7 * 60, 21 * 60))
        rows.append(_invitation(name, url, True, _us_minute(when), ""))
    return rows


def _invitation(name: str, url: str, mine: bool, when: str, text: str) -> Row:
    if mine:
        return (_ME, name, when, text, "OUTGOING", OWNER_URL, url)
    return (name, _ME, when, text, "INCOMING", url, OWNER_URL)


def _endorsements(
    whose: str, words: Words, people: Sequence[Someone], today: date, rng: random.Random, number: int
) -> list[Row]:
    header = f"Endorsement Date,Skill Name,{whose} First Name,{whose} Last Name,{whose} Public Url,Endorsement Status"
    rows: list[Row] = [_header(header)]
    talked = [someone for someone in people if someone.tier <= Tier.ONCE]
    for someone in rng.sample(talked, number):
        when = at(today, rng.randint(NEWEST + 3, max(NEWEST + 4, someone.connected)), rng.randint(0, 1439))
        rows.append(
            (f"{when:%Y/%m/%d %H:%M:%S} UTC", rng.choice(words.lists["skills"]), someone.first, someone.last,
             someone.url.removeprefix("https://"), "ACCEPTED")
        )  # fmt: skip
    return rows


def _recommendations(words: Words, people: Sequence[Someone], today: date, rng: random.Random) -> list[Row]:
    rows: list[Row] = [_header("First Name,Last Name,Company,Job Title,Text,Creation Date,Status")]
    for someone, text in zip(people, rng.sample(words.sayings["recommendation"], 4), strict=False):
        when = at(today, rng.randint(300, 1500), rng.randint(8 * 60, 18 * 60))
        told = words.filled(text, rng, _known(words, someone, rng))
        stamp = f"{when:%m/%d/%y}, {when.hour % 12 or 12:02}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"
        rows.append((someone.first, someone.last, someone.company, someone.role, told, stamp, "VISIBLE"))
    return rows


def _follows(words: Words, taken: set[str], today: date, rng: random.Random) -> list[Row]:
    rows: list[Row] = [["Date", "Status", "FullName"]]
    for number in range(12):
        when = at(today, rng.randint(10, 1500), rng.randint(0, 1439))
        name = _stranger(words, taken, rng)
        rows.append((f"{when:%Y-%m-%d %H:%M:%S}", "Unfollow" if number == 4 else "Active", name))
    return rows


def _company_follows(words: Words, today: date, rng: random.Random) -> list[Row]:
    rows: list[Row] = [["Organization", "Followed On"]]
    for company in rng.sample(words.lists["companies"], 9):
        when = at(today, rng.randint(10, 2500), rng.randint(0, 1439))
        weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[when.weekday()]
        stamp = f"{weekday} {_MONTHS[when.month - 1]} {when.day:02} {when:%H:%M:%S} UTC {when.year}"
        rows.append((company, stamp))
    return rows


def _events(words: Words, today: date, rng: random.Random) -> list[Row]:
    rows: list[Row] = [["Event Name", "Event Time", "Status", "External Url"]]
    for event in words.lists["events"]:
        name = event.removeprefix("the ").capitalize() if event.startswith("the ") else event
        start = at(today, rng.randint(40, 1400), 14 * 60)
        span = " - ".join(
            f"{_MONTHS[when.month - 1]} {when.day:02}, {when.year} {when.hour % 12 or 12:02}:00 PM"
            for when in (start, start + timedelta(hours=3))
        )
        rows.append((name, span, "APPROVED", ""))
    return rows


def _notes(words: Words, people: Sequence[Someone], today: date, rng: random.Random) -> list[Row]:
    header = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On"
    rows: list[Row] = [_header(header)]
    talked = [someone for someone in people if someone.tier in (Tier.NEAR, Tier.NOW_AND_THEN)]
    for number, someone in enumerate(rng.sample(talked, 12)):
        text = words.filled(
            words.sayings["note"][number % len(words.sayings["note"])], rng, _known(words, someone, rng)
        )
        day = _day(today, rng.randint(NEWEST + 3, someone.connected))
        rows.append((someone.first, someone.last, someone.url, text, day, ""))
    return rows
