"""LinkedIn archives of several years about the same made-up people, each in the form of its year, and books of them.

The people share two or three names, change them and their work, have no address, connect again on another day, leave
the network; the archives lack files, links, days and words as those of their years do. Everything comes from a seed.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

YEARS: Final = (2018, 2019, 2021, 2022, 2023, 2024, 2025)
OWNER: Final = ("Mara Lindqvist", "https://www.linkedin.com/in/mara-lindqvist")
NEVER: Final = 9999
_NAMES: Final = (("Ana", "Silva"), ("Bo", "Berg"), ("Ana", "Silva"), ("Ana", "Silva, PhD"), ("Chidi", "Okoro"))
_WORK: Final = (("", ""), ("Contoso", "Buyer"), ("Contoso", "Head of buying"), ("Fabrikam", ""), ("", "Founder"))
_WORDS: Final = ("Hi", "Thanks!", "Coffee?", "", "Hi", "Ana, see you at the fair", "Ana, see you at the fair")
_PREAMBLE: Final = 'Notes:\n"When exporting your connection data, you may notice that some are missing."\n\n'
_WITHOUT_PREAMBLE: Final = 2020
_WITH_LINKS: Final = 2023
"""The first year whose lists have links to profiles."""
Cells = Sequence[str]
Said = tuple[datetime, bool, str]
"""When, whether by Mara, and what."""


@dataclass
class Somebody:
    """Somebody as they really are; called and work by the year since which they are so, left by the year since which
    they are on the network no more."""

    slug: str
    called: dict[int, tuple[str, str]]
    connected: list[datetime] = field(default_factory=list)
    talk: list[Said] = field(default_factory=list)
    invited: list[Said] = field(default_factory=list)
    endorsed: list[tuple[datetime, str]] = field(default_factory=list)
    work: dict[int, tuple[str, str]] = field(default_factory=lambda: {0: ("", "")})
    mail: str = ""
    left: int = NEVER

    def name(self, year: int) -> tuple[str, str]:
        return _as_of(self.called, year)

    @property
    def link(self) -> str:
        return f"https://www.linkedin.com/in/{self.slug}"


def _as_of(told: dict[int, tuple[str, str]], year: int) -> tuple[str, str]:
    return told[max(since for since in told if since <= year)]


@dataclass
class Archive:
    """What an archive of a year tells of people. zone: what the clock of those shows that tell no zone. with_mails:
    whether the list has the addresses of those who have one."""

    year: int
    people: Sequence[Somebody]
    zone: timedelta = timedelta()
    with_mails: bool = True
    without: frozenset[str] = frozenset()
    """Files that it does not have."""

    def write(self, folder: Path) -> Path:
        """The archive as a folder in this one."""
        home = folder / f"Complete_LinkedInDataExport_12-01-{self.year}"
        home.mkdir(parents=True)
        for name, rows in (
            ("Connections.csv", self._connections()),
            ("messages.csv", self._messages()),
            ("Invitations.csv", self._invitations()),
            ("Endorsement_Received_Info.csv", self._endorsements()),
            (
                "Profile.csv",
                (("First Name", "Last Name", "Headline", "Industry"), (*OWNER[0].split(), "", "Logistics")),
            ),
        ):
            if name in self.without:
                continue
            with (home / name).open("w", encoding="utf-8", newline="") as file:
                if name == "Connections.csv" and self.year > _WITHOUT_PREAMBLE:
                    file.write(_PREAMBLE)
                csv.writer(file, lineterminator="\n").writerows(rows)
        return home

    @property
    def _linked(self) -> bool:
        return self.year >= _WITH_LINKS

    def _members(self) -> Iterator[Somebody]:
        return (one for one in self.people if one.left > self.year)

    def _is_told(self, when: datetime) -> bool:
        return when < datetime(self.year, 12, 1, tzinfo=UTC)

    def _connections(self) -> Iterator[Cells]:
        link = ("URL",) if self._linked else ()
        yield ("First Name", "Last Name", *link, "Email Address", "Company", "Position", "Connected On")
        for one in self._members():
            for when in [day for day in one.connected if self._is_told(day)][-1:]:
                on = _us_minute(when + self.zone) if self.year == YEARS[0] else f"{when:%d %b %Y}"
                mail = one.mail if self.with_mails else ""
                yield (*one.name(self.year), *((one.link,) if link else ()), mail, *_as_of(one.work, self.year), on)

    def _messages(self) -> Iterator[Cells]:
        if self.year == YEARS[0]:
            yield ("From", "To", "Date", "Subject", "Content", "Direction", "Folder")
        else:
            to = ("TO", "RECIPIENT PROFILE URLS") if self._linked else ("TO",)
            yield ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", *to, "DATE", "SUBJECT",
                   "CONTENT", "FOLDER")  # fmt: skip
        for one in self.people:
            theirs = (" ".join(one.name(self.year)), one.link) if one.left > self.year else ("LinkedIn Member", "")
            for when, out, text in one.talk:
                if not self._is_told(when):
                    continue
                sender, receiver = (OWNER, theirs) if out else (theirs, OWNER)
                if self.year == YEARS[0]:
                    way = "OUTGOING" if out else "INCOMING"
                    yield (sender[0], receiver[0], _us_minute(when + self.zone), "", text, way, "INBOX")
                else:
                    to = receiver if self._linked else receiver[:1]
                    yield (f"2-{one.slug}", "", *sender, *to, f"{when:%Y-%m-%d %H:%M:%S} UTC", "", text, "INBOX")

    def _invitations(self) -> Iterator[Cells]:
        links = ("inviterProfileUrl", "inviteeProfileUrl") if self.year > _WITH_LINKS else ()
        yield ("From", "To", "Sent At", "Message", "Direction", *links)
        for one in self._members():
            for when, out, text in one.invited:
                theirs = " ".join(one.name(self.year)), one.link
                sender, receiver = (OWNER, theirs) if out else (theirs, OWNER)
                way = "OUTGOING" if out else "INCOMING"
                row = (sender[0], receiver[0], _us_minute(when + self.zone), text, way)
                yield (*row, sender[1], receiver[1]) if links else row

    def _endorsements(self) -> Iterator[Cells]:
        link = ("Endorser Public Url",) if self._linked else ()
        name = ("Endorser First Name", "Endorser Last Name")
        yield ("Endorsement Date", "Skill Name", *name, *link, "Endorsement Status")
        for one in self._members():
            for when, skill in one.endorsed:
                its_link = (one.link.removeprefix("https://"),) if link else ()
                yield (f"{when:%Y/%m/%d %H:%M:%S} UTC", skill, *one.name(self.year), *its_link, "ACCEPTED")


def write_book(folder: Path, people: Iterable[Somebody], year: int) -> Path:
    """The address book of a year, with everybody who has an address."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for one in people:
        (given, family), (company, role) = one.name(year), _as_of(one.work, year)
        lines += ["BEGIN:VCARD", "VERSION:3.0", f"FN:{given} {family}".replace(",", "\\,"), f"N:{family};{given};;;"]
        lines += [f"EMAIL:{one.mail}"] if one.mail else []
        lines += [f"ORG:{company}"] if company else []
        lines += [f"TITLE:{role}"] if role else []
        lines += [f"UID:{one.slug}", "END:VCARD"]
    path = folder / f"contacts-{year}-06-01.vcf"
    path.write_text("\r\n".join([*lines, ""]), "utf-8", newline="")
    return path


def made_up(chance: random.Random, folder: Path, archives: int, books: int = 0) -> list[Path]:
    """So many archives, and books, of different years about the same people. chance: everything comes from it."""
    people = [_somebody(chance, number) for number in range(chance.randint(1, 5))]
    zone = timedelta(hours=chance.choice((-8, 0, 0, 1, 9)))
    made: list[Path] = []
    for year in sorted(chance.sample(YEARS, archives)):
        without = frozenset((chance.choice(("Connections.csv", "messages.csv")),) if chance.random() < 0.2 else ())
        made.append(Archive(year, people, zone, chance.random() < 0.5, without).write(folder))
    made += [write_book(folder, people, year) for year in sorted(chance.sample(YEARS, books))]
    return made


def _somebody(chance: random.Random, number: int) -> Somebody:
    one = Somebody(f"person-{number}", {0: chance.choice(_NAMES)}, work={0: chance.choice(_WORK)})
    if chance.random() < 0.3:
        one.called[chance.choice(YEARS)] = chance.choice((*_NAMES, ("Ana", "Silva-Moor")))
    if chance.random() < 0.5:
        one.work[chance.choice(YEARS)] = chance.choice(_WORK)
    one.mail = f"person{number}@mail.example" if chance.random() < 0.3 else ""
    one.left = chance.choice((2022, 2024, NEVER, NEVER, NEVER))
    one.connected = [_moment(chance) for _ in range(chance.choice((0, 1, 1, 1, 1, 2)))]
    one.talk = [(_moment(chance), chance.random() < 0.5, chance.choice(_WORDS)) for _ in range(chance.randint(0, 4))]
    out = chance.random() < 0.5
    one.invited = [(_moment(chance), out, chance.choice(_WORDS)) for _ in range(chance.choice((0, 0, 1, 2)))]
    one.endorsed = [(_moment(chance), chance.choice(("Sales", "Logistics"))) for _ in range(chance.choice((0, 0, 1)))]
    return one


def _moment(chance: random.Random) -> datetime:
    """Of few days and hours, so that much of what passes is at the same time or a few hours from it."""
    day = datetime(chance.choice((2017, 2017, 2017, 2018, 2020)), 5, chance.randint(1, 3), tzinfo=UTC)
    return day.replace(hour=chance.choice((1, 9, 9, 23)), minute=chance.randint(0, 2), second=chance.choice((0, 7)))


def _us_minute(when: datetime) -> str:
    return f"{when.month}/{when.day}/{when:%y}, {when.hour % 12 or 12}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"
