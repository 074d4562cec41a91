"""Made-up exports to measure imports on: a LinkedIn archive of today's format, an address book of several vendors."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from tests.bench.address_book import book
from tests.bench.happening import messages
from tests.bench.library import NOW, folder
from tests.bench.vocabulary import GREETINGS, Names, Texts

OWNER: Final = ("Mara Lindqvist", "https://www.linkedin.com/in/mara-lindqvist")
FORM: Final = 1
"""Counted up when other files are made of the same size and seed."""
_NOTES: Final = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
)
_CONNECTIONS: Final = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_MESSAGES: Final = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT",
)  # fmt: skip
_INVITATIONS: Final = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
_PROFILE: Final = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Zip Code",
    "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip
_TABLES: Final = {"Connections.csv": _CONNECTIONS, "Invitations.csv": _INVITATIONS, "messages.csv": _MESSAGES}
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def linkedin(connections: int, messages_: int, seed: int = 1) -> Path:
    """A complete LinkedIn archive as it comes today, newest rows first; made once and kept."""
    path = folder() / f"Complete_LinkedInDataExport_11-20-2026-{connections}-{messages_}-{seed}-{FORM}.zip"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for name, text in _linkedin_files(connections, messages_, seed):
                packed.writestr(name, text)
        unfinished.rename(path)
    return path


def linkedin_month_later(connections: int, messages_: int, seed: int = 1) -> Path:
    """The archive of the same account a month later: all of that one, and a hundredth more of everything on top."""
    before, more = linkedin(connections, messages_, seed), linkedin(connections // 100, messages_ // 100, seed + 1)
    path = before.with_name(before.name.replace("11-20-2026", "12-20-2026"))
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        with (
            zipfile.ZipFile(before) as old,
            zipfile.ZipFile(more) as new,
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        ):
            packed.writestr("Profile.csv", old.read("Profile.csv"))
            for name, columns in _TABLES.items():
                header = (",".join(columns) + "\n").encode()
                above, _, rows = old.read(name).partition(header)
                packed.writestr(name, above + header + new.read(name).partition(header)[2] + rows)
        unfinished.rename(path)
    return path


def _linkedin_files(connections: int, count: int, seed: int) -> Iterator[tuple[str, str]]:
    chance, columns = random.Random(f"linkedin {seed}"), np.random.default_rng(seed)
    names = Names(seed)
    people: list[tuple[str, str, str]] = []
    rows: list[Sequence[str]] = []
    for number in range(connections):
        (first, last), (role, company) = names.name(), names.job()
        url = f"https://www.linkedin.com/in/{first}-{last}-{number}".lower()
        people.append((f"{first} {last}", url, "2-" + "".join(chance.choices(_ALPHABET, k=44)) + "=="))
        mail = f"{first}.{last}.{number}@example.com".lower() if chance.random() < 0.02 else ""
        rows.append((first, last, url, mail, company, role, f"{_when(chance.randrange(NOW // 1000)):%d %b %Y}"))
    yield "Profile.csv", _table(_PROFILE, [("Mara", "Lindqvist", "", "", "", "Founder", *[""] * 7)])
    yield "Connections.csv", _NOTES + _table(_CONNECTIONS, rows)
    yield "Invitations.csv", _table(_INVITATIONS, list(_invitations(people, chance)))
    yield "messages.csv", _table(_MESSAGES, _messages(people, count, seed, columns))


def _invitations(people: Sequence[tuple[str, str, str]], chance: random.Random) -> Iterator[Sequence[str]]:
    for name, url, _ in chance.sample(people, len(people) // 15):
        sent = f"{_when(chance.randrange(NOW // 1000)):%-m/%-d/%y, %-I:%M %p}"
        if chance.random() < 0.5:
            yield OWNER[0], name, sent, "", "OUTGOING", OWNER[1], url
        else:
            yield name, OWNER[0], sent, "Good to meet you at the fair.", "INCOMING", url, OWNER[1]


def _messages(
    people: Sequence[tuple[str, str, str]], count: int, seed: int, columns: np.random.Generator
) -> list[Sequence[str]]:
    told = messages(len(people), count, NOW // 1000, columns)
    texts = Texts(columns, seed).some(count)
    rows: list[Sequence[str]] = []
    for number, (who, second, mine) in enumerate(
        zip(told.person.tolist(), told.second.tolist(), told.mine.tolist(), strict=True)
    ):
        name, url, thread = people[who]
        sides = (*OWNER, name, url) if mine else (name, url, *OWNER)
        text = GREETINGS[number % len(GREETINGS)] if mine and number % 50 == 0 else texts[number]
        rows.append((thread, "", *sides, f"{_when(second):%Y-%m-%d %H:%M:%S} UTC", "", text, "INBOX", "", "No"))
    rows.reverse()
    return rows


def _when(second: int) -> datetime:
    """Never before LinkedIn was there."""
    return datetime.fromtimestamp(max(second, second % 600_000_000 + 1_100_000_000), UTC)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def vcards(count: int, seed: int = 1, photos: bool = True) -> Path:
    """An address book with cards as several programs write them (address_book.py); made once and kept."""
    path = folder() / f"book-{count}-{seed}{'' if photos else '-without-photos'}-{FORM}.vcf"
    if not path.exists():
        path.write_bytes("".join(book(count, seed, photos)).encode())
    return path
