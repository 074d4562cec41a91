"""Who is in the made-up library: a cast with histories of their own, and some four hundred around them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from relate.services.demo.words import Words

PEOPLE: Final = 400


class Tier(IntEnum):
    """How much was ever said. The shares are those of real archives, where most never wrote a word."""

    CAST = 0
    NEAR = 1
    NOW_AND_THEN = 2
    ONCE = 3
    CONNECTED = 4


_SHARE: Final = {Tier.NEAR: 26, Tier.NOW_AND_THEN: 80, Tier.ONCE: 60}


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person. Offsets are days before today; gap: days between their talks; former: (company, role) that
    the older of the two archives has.
    """

    first: str
    last: str
    slug: str
    city: str
    company: str
    role: str
    tier: Tier
    connected: int
    first_talk: int
    last_talk: int
    gap: float
    family: str
    hobby: str
    mail: str
    phone: str
    born: date
    former: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/in/{self.slug}"


OWNER: Final = ("Robin", "Hale", "robin-hale-5a1c0e", "robin.hale@brightwater.example")
OWNER_URL: Final = f"https://www.linkedin.com/in/{OWNER[2]}"

# first, last, city, company, role, former, last talk, gap, first talk
_CAST: Final[tuple[tuple[str, str, str, str, str, tuple[str, str] | None, int, float, int], ...]] = (
    ("Maya", "Okafor", "Bristol", "Northwind Labs", "VP Partnerships", ("Contoso", "Director"), 77, 17, 3600),
    ("Tomás", "Rivera", "Porto", "Lumen Freight", "Founder", None, 4, 11, 2900),
    ("Daniel", "Mensah", "Accra", "Harbor", "CTO", None, 2, 18, 2500),
    ("Farah", "Haddad", "Berlin", "Contoso", "Head of Ops", None, 9, 24, 1900),
    ("Aiko", "Tanaka", "Kyoto", "Kite", "Design lead", None, 21, 29, 2800),
    ("Hana", "Novák", "Brno", "Tailspin", "Product", None, 42, 32, 1700),
    ("Chiara", "Lombardi", "Milan", "Growth Forum", "Organiser", None, 91, 62, 2200),
    ("Jun", "Park", "Seoul", "Alpine", "Recruiter", ("Woodgrove", "Recruiter"), 122, 75, 2000),
    ("Elif", "Yıldız", "Izmir", "The Ledger", "Journalist", None, 152, 40, 2100),
    ("Ben", "Whitfield", "Portland", "Fabrikam", "Account executive", None, 212, 35, 3300),
    ("Gustav", "Lindqvist", "Gothenburg", "", "Angel investor", None, 425, 11, 1240),
    ("Ivo", "Petrov", "Sofia", "Adatum", "Sales", None, 730, 55, 3000),
    ("Adaeze", "Kalu", "Lagos", "Lamna Healthcare", "Finance director", None, 13, 26, 1500),
    ("Rosa", "Santos", "Bilbao", "Coho Winery", "Managing director", None, 17, 21, 2300),
    ("Lukas", "Brandt", "Berlin", "Contoso", "Project lead", ("Contoso", "Engineer"), 33, 45, 1800),
)
_BORN_THIS_WEEK: Final = "hana-novak"


def make_people(words: Words, today: date, seed: int) -> tuple[Someone, ...]:
    """Everybody, the cast first. Who they are depends on the seed alone; birthdays in this week on today."""
    rng = random.Random(f"people {seed}")
    taken: set[str] = set()
    made = [_of_cast(entry, rng, words, today, taken) for entry in _CAST]
    tiers = [tier for tier, share in _SHARE.items() for _ in range(share)]
    tiers += [Tier.CONNECTED] * (PEOPLE - len(made) - len(tiers))
    return (*made, *[_drawn(tier, rng, words, taken) for tier in tiers])


def plain(text: str) -> str:
    """ASCII letters for an address: "Yıldız" is "yildiz"."""
    letters = unicodedata.normalize("NFKD", text.lower()).translate(str.maketrans("ıøłđ", "iold")).replace("ß", "ss")
    return "".join(c if c.isascii() and c.isalnum() else "-" if c in " -'" else "" for c in letters)


def next_weekday(today: date, weekday: int) -> date:
    """The next such day, today included; Monday is 0."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _of_cast(
    entry: tuple[str, str, str, str, str, tuple[str, str] | None, int, float, int],
    rng: random.Random,
    words: Words,
    today: date,
    taken: set[str],
) -> Someone:
    first, last, city, company, role, former, last_talk, gap, first_talk = entry
    slug = f"{plain(first)}-{plain(last)}"
    taken.update((slug, f"{first} {last}"))
    born = date(rng.randint(1968, 1994), rng.randint(1, 12), rng.randint(1, 28))
    if slug == _BORN_THIS_WEEK:
        thursday = next_weekday(today, 3)
        born = date(1987, thursday.month, min(thursday.day, 28) if thursday.month == 2 else thursday.day)
    return Someone(
        first, last, slug, city, company, role, Tier.CAST, first_talk + rng.randint(1, 30), first_talk, last_talk, gap,
        rng.choice(words.lists["families"]), rng.choice(words.lists["hobbies"]), _mail(first, last, company),
        _phone(rng), born, former,
    )  # fmt: skip


def _drawn(tier: Tier, rng: random.Random, words: Words, taken: set[str]) -> Someone:
    culture = rng.choice(sorted(words.cultures))
    names = words.cultures[culture]
    while True:
        first, last = rng.choice(names["first"]), rng.choice(names["last"])
        if f"{first} {last}" not in taken:
            break
        culture = rng.choice(sorted(words.cultures))
        names = words.cultures[culture]
    taken.add(f"{first} {last}")
    company, role = rng.choice(words.lists["companies"]), rng.choice(words.lists["roles"])
    first_talk, last_talk, gap = next(_habits(tier, rng))
    former = None
    if tier < Tier.CONNECTED and rng.random() < 0.06:
        former = rng.choice(words.lists["companies"]), rng.choice(words.lists["roles"])
    return Someone(
        first, last, f"{plain(first)}-{plain(last)}-{rng.randrange(16**4):04x}", rng.choice(names["cities"]), company,
        role, tier, first_talk + rng.randint(0, 20), first_talk, last_talk, gap, rng.choice(words.lists["families"]),
        rng.choice(words.lists["hobbies"]), _mail(first, last, company), _phone(rng),
        date(rng.randint(1955, 2000), rng.randint(1, 12), rng.randint(1, 28)), former,
    )  # fmt: skip


def _habits(tier: Tier, rng: random.Random) -> Iterator[tuple[int, int, float]]:
    """First talk, last talk (days ago) and gap. Half of the near ones went quiet: that is what Relate is for."""
    if tier is Tier.NEAR:
        first = rng.randint(500, 3500)
        quiet = rng.randint(100, max(101, first - 300)) if rng.random() < 0.5 else rng.randint(3, 70)
        yield first, min(quiet, first - 250), rng.choice((40, 55, 70, 90, 120, 160))
    elif tier is Tier.NOW_AND_THEN:
        first = rng.randint(120, 3600)
        yield first, rng.randint(min(30, first - 60), first - 40), rng.choice((200, 400, 700, 1100))
    elif tier is Tier.ONCE:
        first = rng.randint(20, 3600)
        yield first, first, 0
    else:
        # Lists grow: more of the connections are of the last years.
        yield int(3650 * rng.random() ** 1.4) + 6, 0, 0


def _mail(first: str, last: str, company: str) -> str:
    house = plain(company.partition(" ")[0]) or "post"
    return f"{plain(first)}.{plain(last)}@{house}.example"


def _phone(rng: random.Random) -> str:
    """From the ranges that regulators keep for stories."""
    return rng.choice((f"+44 117 496 0{rng.randrange(1000):03}", f"+1 202 555 01{rng.randrange(100):02}"))
