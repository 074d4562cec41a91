"""The made-up address book: the people one has a number of, and a few who are on no network."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from relate.services.demo.archive import SNAPSHOT
from relate.services.demo.people import Someone, Tier

# name, birthday as days from today (None: not known), note, group
_ONLY_HERE: Final = (
    ("Grace Hale", 19, "Sunday calls, after church choir", "Family"),
    ("Tobias Hale", 3, "Collects maps", "Family"),
    ("Wren Hale-Mbeki", 140, "Vegetarian since March", "Family"),
    ("Dr. Sunniva Strand", None, "Dentist, back door on Fridays", ""),
    ("Moses Achterberg", 61, "Repairs everything with strings", "Friends"),
    ("Pilar Oquendo", 230, "School gate, Theo's mother", "Friends"),
    ("Elif Yildiz", None, "new number?", ""),
    ("Dariusz Wrona", 88, "", "Rowing"),
)
_GROUPS: Final = ("Friends", "Rowing", "Work", "Work", "", "")


def write_book(folder: Path, people: Sequence[Someone], today: date, seed: int) -> Path:
    """A vCard 3.0 file as a phone exports it, dated in its name."""
    rng = random.Random(f"book {seed}")
    chosen = [
        someone
        for someone in people
        if someone.tier is Tier.CAST or (someone.tier <= Tier.NOW_AND_THEN and rng.random() < 0.4)
    ]
    cards = [_card(someone, rng) for someone in chosen]
    cards += [_own_card(entry, today, rng) for entry in _ONLY_HERE]
    cards.append(_lines("N:;;;;", "FN:Harbour Bakery", "ORG:Harbour Bakery", "TEL;TYPE=WORK:+44 117 496 0333"))
    path = folder / f"Contacts {today - timedelta(days=SNAPSHOT):%Y-%m-%d}.vcf"
    path.write_text("".join(cards), encoding="utf-8", newline="")
    return path


def _card(someone: Someone, rng: random.Random) -> str:
    lines = [
        f"N:{someone.last};{someone.first};;;",
        f"FN:{someone.name}",
        f"EMAIL;TYPE=INTERNET;TYPE=WORK:{someone.mail}",
        f"TEL;TYPE=CELL:{someone.phone}",
        f"UID:{_uid(rng)}",
    ]
    if someone.company:
        lines.append(f"ORG:{someone.company}")
    if someone.tier is Tier.CAST or rng.random() < 0.88:
        lines.append(f"URL:{someone.url}")
        lines.append(f"ADR;TYPE=HOME:;;;{someone.city};;;")
    if someone.tier is Tier.CAST or rng.random() < 0.6:
        known_year = rng.random() < 0.7
        lines.append(f"BDAY:{someone.born:%Y-%m-%d}" if known_year else f"BDAY:--{someone.born:%m%d}")
    if group := rng.choice(_GROUPS):
        lines.append(f"CATEGORIES:{group}")
    return _lines(*lines)


def _own_card(entry: tuple[str, int | None, str, str], today: date, rng: random.Random) -> str:
    name, birthday, note, group = entry
    title, _, bare = name.rpartition(". ")
    first, _, last = bare.partition(" ")
    lines = [f"N:{last};{first};;{title + '.' if title else ''};", f"FN:{name}", f"UID:{_uid(rng)}"]
    lines.append(f"TEL;TYPE=CELL:+44 117 496 0{rng.randrange(1000):03}")
    if birthday is not None:
        lines.append(f"BDAY:--{today + timedelta(days=birthday):%m%d}")
    if note:
        lines.append("NOTE:" + note.replace(",", "\\,"))
    if group:
        lines.append(f"CATEGORIES:{group}")
    return _lines(*lines)


def _lines(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def _uid(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
