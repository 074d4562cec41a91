"""Make a LinkedIn archive of any size about made-up people, as LinkedIn packs it today; the same seed, the same bytes.

python tests/exports/make_linkedin.py Complete_LinkedInDataExport_11-20-2026.zip --people 30000 --messages 200000
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

_GIVEN = "Ana Bo Chidi Dana Elif Femi Gita Hugo Ines Jonas Kira Luca Maya Nils Oona Petra Quim Rosa Sami Tove"
_FAMILY = "Duarte Håkansson Okoro Weiss Şahin Novak Brandt Raman Solberg Vogel Lindgren Costa Petit Moretti"
_WORDS = (
    "we should meet soon about the harbour project and talk over coffee next week when the new boats are here thanks "
    "for the photos of the fair how is the family has the move to Porto gone well please send me the address again"
)
GIVEN, FAMILY, WORDS = (text.split() for text in (_GIVEN, _FAMILY, _WORDS))
OWNER = ("Mara", "Lindqvist", "https://www.linkedin.com/in/mara-lindqvist")
NOTE = 'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
_START = datetime(2012, 1, 1, tzinfo=UTC)
_SECONDS = int((datetime(2026, 11, 20, tzinfo=UTC) - _START).total_seconds())

Person = tuple[str, str, str]


def write_archive(target: Path, people: int, messages: int, seed: int = 1) -> Path:
    """A zip with so many connections and messages; a tenth of the people write nine tenths of the messages."""
    dice = random.Random(seed)
    everyone = [_person(number) for number in range(people)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (
            ("Connections.csv", NOTE + _table(_connections(everyone, dice))),
            ("messages.csv", _table(_messages(everyone, messages, dice))),
            ("Invitations.csv", _table(_invitations(everyone, dice))),
            (
                "Profile.csv",
                _table([["First Name", "Last Name", "Headline", "Industry"], [*OWNER[:2], "", "Logistics"]]),
            ),
        ):
            packed.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return target


def _person(number: int) -> Person:
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
    return given, family, f"https://www.linkedin.com/in/{given.lower()}-{number}"


def _table(rows: Iterable[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _connections(people: list[Person], dice: random.Random) -> Iterator[list[str]]:
    yield ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
    for number, (given, family, link) in enumerate(people):
        day = _START + timedelta(days=dice.randrange(5000))
        yield [given, family, link, "", f"Company {number % 997}", dice.choice(WORDS).title(), f"{day:%d %b %Y}"]


def _messages(people: list[Person], count: int, dice: random.Random) -> Iterator[list[str]]:
    yield [
        "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
        "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT",
    ]  # fmt: skip
    for _ in range(count):
        number = dice.randrange(max(1, len(people) // 10) if dice.random() < 0.9 else len(people))
        sides = [people[number], OWNER]
        if dice.random() < 0.5:
            sides.reverse()
        (from_given, from_family, from_link), (to_given, to_family, to_link) = sides
        when = _START + timedelta(seconds=dice.randrange(_SECONDS))
        text = " ".join(dice.choices(WORDS, k=dice.randrange(1, 60))) if dice.random() < 0.9 else ""
        yield [
            f"2-{number:056x}", "", f"{from_given} {from_family}", from_link, f"{to_given} {to_family}", to_link,
            f"{when:%Y-%m-%d %H:%M:%S} UTC", "", text, "INBOX", "", "No",
        ]  # fmt: skip


def _invitations(people: list[Person], dice: random.Random) -> Iterator[list[str]]:
    yield ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"]
    for given, family, link in people[::7]:
        when = _START + timedelta(seconds=dice.randrange(_SECONDS))
        at = f"{when.month}/{when.day}/{when:%y}, {when.hour % 12 or 12}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"
        yield [" ".join(OWNER[:2]), f"{given} {family}", at, "", "OUTGOING", OWNER[2], link]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("target", type=Path)
    arguments.add_argument("--people", type=int, default=30_000)
    arguments.add_argument("--messages", type=int, default=200_000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    write_archive(given.target, given.people, given.messages, given.seed)


if __name__ == "__main__":
    main()
