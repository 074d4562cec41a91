"""Made-up worlds: people who stand in several places under several spellings, and of whom it is known who is who.

Names are as unevenly used as real ones, families share an address and a family name, fathers and sons a whole name, and
people mistype, swap, leave out, move house and change their work. Everything comes from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final

from relate.domain.naming import NICKNAMES
from relate.domain.portrait import Portrait, portrait
from relate.domain.records import Field, IdentityKind
from tests.bench.vocabulary import FIRST_NAMES, ROLES, _different

_GIVEN: Final = """
    maria anna james john robert michael david elizabeth jennifer thomas daniel andrea peter laura julia paul
    sofia alexander martin lucas pedro carlos luis fernando joana ricardo giulia marco francesca paolo claire
    pierre camille antoine ekaterina dmitri olga sergey natalia ivan hans klaus heike sabine uwe petra jan piotr
    agnes katarzyna tomasz mohammed fatima ahmed aisha omar layla wei li chen hiroshi yuki haruto priya arjun
    rahul anita emma olivia noah liam william benjamin samuel henry joseph charles edward george christopher
    anthony matthew andrew joshua kenneth steven timothy richard margaret katherine susan rebecca patricia
    victoria
"""
_FAMILY: Final = """
    smith jones williams brown taylor davies wilson evans thomas johnson miller davis garcia rodriguez martinez
    hernandez lopez gonzalez silva santos oliveira pereira costa ferreira müller schmidt schneider fischer weber
    meyer wagner becker rossi russo ferrari bianchi martin bernard dubois durand ivanov smirnov kuznetsov popov
    kim lee park wang li zhang chen nguyen tran kumar singh sharma patel khan ali ahmed hussein novak kowalski
    nowak horvat jensen hansen nielsen andersen johansson larsson virtanen tanaka sato suzuki yildiz kaya demir
    okafor mensah abebe haddad cohen levy rivera
"""
_STREETS: Final = ("{} Street", "{} Road", "{} Avenue", "Rua {}", "Calle {}", "{}strasse", "Via {}", "{} Lane")
_CITIES: Final = (
    "Porto",
    "Lisbon",
    "Berlin",
    "Leeds",
    "Lyon",
    "Turin",
    "Sevilla",
    "Utrecht",
    "Graz",
    "Gdansk",
    "Bergen",
)
_ENDINGS: Final = ("Works", "Partners", "Labs", "Trading", "Systems", "Freight", "Studio", "Foods", "Capital", "Design")
_LEGAL: Final = ("", "", "", " Ltd.", " GmbH", ", Lda.", " Inc", " AG", " SA")
Facts = Sequence[tuple[str, str]]
_KEYS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody as they really are. number says who; of twins and namesakes each has their own."""

    number: int
    given: str
    family: str
    maiden: str
    born: tuple[int, int, int]
    street: str
    house: int
    code: str
    city: str
    company: str
    role: str
    handle: str
    moved: str = ""
    worked: str = ""
    weeks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A citizen as one source tells of them."""

    citizen: int
    source: str
    identities: tuple[tuple[str, str, str, int], ...]
    facts: tuple[tuple[str, str], ...]
    weeks: frozenset[int] = field(default=frozenset())

    def portrait(self, person: int) -> Portrait:
        return replace(portrait(person, self.identities, self.facts), weeks=self.weeks)


class World:
    """A town and what sources tell of it. chance: everything comes from it."""

    def __init__(self, seed: int, size: int, families: int = 0) -> None:
        """families: how many different family names there are, beside the frequent ones."""
        self.chance = random.Random(f"world {seed}")
        self.size = size
        words = [word.capitalize() for word in _different(self.chance, 4000 + size // 3, [])]
        self._given = _uneven([*_GIVEN.split(), *map(str.lower, FIRST_NAMES)], 0.75, self.chance)
        self._family = _uneven(
            [*_FAMILY.split(), *map(str.lower, words[: families or 400 + size // 6])], 0.72, self.chance
        )
        self._companies = [f"{word} {self.chance.choice(_ENDINGS)}" for word in words[: 30 + size // 8]]
        self._streets = [self.chance.choice(_STREETS).format(word) for word in words[-(20 + size // 12) :]]
        self.citizens = list(self._settle())

    def _settle(self) -> Iterator[Citizen]:
        """Household after household: couples of one or two family names, children, twins, a son called like his
        father, flatmates."""
        number = 0
        while number < self.size:
            home = self._stranger(number)
            for one in self._household(home)[: self.size - number]:
                yield replace(one, number=number)
                number += 1

    def _household(self, head: Citizen) -> list[Citizen]:
        chance, kind = self.chance, self.chance.random()
        if kind < 0.45:
            return [head]
        second = replace(self._stranger(0), street=head.street, house=head.house, code=head.code, city=head.city)
        if kind < 0.55:
            return [head, second]  # flatmates
        if chance.random() < 0.8:
            second = replace(second, maiden=second.family, family=head.family)
        children: list[Citizen] = []
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
            child = self._stranger(0)
            year = min(head.born[0] + 20 + chance.randrange(16), 2008)
            child = replace(
                child, family=head.family, maiden="", born=(year, *child.born[1:]), street=head.street,
                house=head.house, code=head.code, city=head.city,
            )  # fmt: skip
            if chance.random() < 0.03:
                child = replace(
                    child, given=head.given, family=f"{head.family} jr" if chance.random() < 0.5 else head.family
                )
            if children and chance.random() < 0.05:
                child = replace(child, born=children[-1].born)
            children.append(child)
        return [head, second, *children]

    def _stranger(self, number: int) -> Citizen:
        chance = self.chance
        given, family = self._given(), self._family()
        born = (1945 + int(60 * chance.random() ** 0.9), chance.randrange(1, 13), chance.randrange(1, 29))
        city = chance.choice(_CITIES)
        code = f"{1000 + 89 * _CITIES.index(city) + chance.randrange(40)}"
        street, house = chance.choice(self._streets), chance.randrange(1, 140)
        town = chance.choice(_CITIES)
        moved = f"{chance.choice(self._streets)} {chance.randrange(1, 140)}, {code}, {town}"
        company, worked = self._company(), self._company()
        weeks = frozenset(chance.randrange(2400, 2900) for _ in range(int(12 * chance.random() ** 2)))
        return Citizen(
            number, given, family, "", born, street, house, code, city, company, chance.choice(ROLES),
            self._handle(given, family, born[0]), moved, worked, weeks,
        )  # fmt: skip

    def _company(self) -> str:
        return self._companies[int(len(self._companies) * self.chance.random() ** 2.2)]

    # what sources tell -----------------------------------------------------------------------------------------------

    def books(self, overlap: float, errors: float, twice: float = 0.0) -> list[Sighting]:
        """Two address books that share no key: name, postal address and birthday, with errors. twice: the share of
        those in one of them who stand there twice."""
        both = [one for one in self.citizens if self.chance.random() < overlap]
        rest = [one for one in self.citizens if one not in set(both)]
        half = len(rest) // 2
        told = [self._in_a_book(one, "first", errors) for one in (*both, *rest[:half])]
        told += [self._in_a_book(one, "second", errors) for one in (*both, *rest[half:])]
        told += [self._in_a_book(one, "second", errors) for one in rest[half:] if self.chance.random() < twice]
        # Nothing passes with an address book.
        told = [replace(one, weeks=frozenset()) for one in told]
        self.chance.shuffle(told)
        return told

    def _in_a_book(self, one: Citizen, book: str, errors: float) -> Sighting:
        chance = self.chance

        def spoilt(text: str) -> str:
            return mistyped(text, chance) if chance.random() < errors else text

        family = one.family.removesuffix(" jr") if chance.random() < 0.4 else one.family
        given, family = spoilt(self._called(one.given, 0.06)), spoilt(family)
        if chance.random() < 0.03:
            given, family = family, given
        elif chance.random() < 0.02:
            given = given[:1]
        year, month, day = one.born
        if chance.random() < 0.02 and day < 13:
            month, day = day, month
        elif chance.random() < errors / 3:
            year, month, day = self._misread(year, month, day)
        address = f"{spoilt(one.street)} {one.house}, {one.code} {spoilt(one.city)}"
        town = one.city
        if chance.random() < errors / 4:
            address = one.moved
            town = address.rpartition(", ")[2]
        elif chance.random() < 0.03:
            address = f"{one.house} {one.street}, {one.city}"
        facts = [(Field.NAME, f"{given} {family}".title())]
        missing = chance.random()
        if missing > 0.06:
            facts.append((Field.ADDRESS, address))
            facts.append((Field.PLACE, town))
        if not 0.06 < missing < 0.14:
            known = chance.random() > 0.08
            facts.append((Field.BIRTHDAY, f"{year}-{month:02}-{day:02}" if known else f"--{month:02}-{day:02}"))
        card = ("card", IdentityKind.CARD, f"{book}{one.number}", 1 + (book == "second"))
        return self._seen(one, book, [card], facts)

    def _misread(self, year: int, month: int, day: int) -> tuple[int, int, int]:
        part = self.chance.randrange(3)
        if part == 0:
            year += self.chance.choice((-10, -1, 1, 10))
        elif part == 1:
            day = day % 28 + 1
        else:
            month = month % 12 + 1
        return year, month, day

    def networks(self, overlap: float) -> list[Sighting]:
        """Networks and address books: most people stand in one of them, a share in two or three."""
        tell: tuple[Callable[[Citizen], Sighting], ...] = (
            self._on_linkedin, self._on_x, self._on_facebook, self._on_instagram, self._in_contacts, self._by_mail
        )  # fmt: skip
        told: list[Sighting] = []
        for one in self.citizens:
            places = self.chance.choices((2, 3), (5, 1))[0] if self.chance.random() < overlap else 1
            ways = self.chance.sample(range(6), places)
            told += [tell[way](one) for way in ways]
            if 4 in ways and self.chance.random() < 0.03:
                told.append(self._in_contacts(one))
        self.chance.shuffle(told)
        return told

    def _on_linkedin(self, one: Citizen) -> Sighting:
        chance = self.chance
        name = f"{self._called(one.given, 0.05)} {one.family}".title()
        if chance.random() < 0.06:
            name += chance.choice((", PhD", ", MBA", " 🚀", " | Speaker", ", PMP®"))
        if one.maiden and chance.random() < 0.1:
            name = f"{one.given} {one.maiden}".title()
        facts = [(Field.NAME, name), (Field.COMPANY, self._worded(one)), (Field.ROLE, one.role)]
        if chance.random() < 0.3:
            facts.append((Field.PLACE, f"{self._town(one)} Area"))
        slug = f"{one.given}-{one.family}-{one.number:x}a{chance.randrange(99)}"
        return self._seen(one, "linkedin", [("linkedin", IdentityKind.PROFILE, slug, 0)], facts)

    def _on_x(self, one: Citizen) -> Sighting:
        handle = self._own_handle(one, 0.8)
        facts = [(Field.NAME, self._shown(one, handle))]
        if self.chance.random() < 0.3:
            facts.append((Field.PLACE, self._town(one)))
        if self.chance.random() < 0.1:
            facts.append((Field.COMPANY, one.company.lower()))
        keys = [("x", IdentityKind.HANDLE, handle, 0), ("x", IdentityKind.ID, str(7_000_000 + one.number), 0)]
        return self._seen(one, "x", keys, facts)

    def _on_instagram(self, one: Citizen) -> Sighting:
        handle = self._own_handle(one, 0.6)
        facts = [(Field.NAME, self._shown(one, handle))] if self.chance.random() < 0.7 else []
        return self._seen(one, "instagram", [("instagram", IdentityKind.HANDLE, handle, 0)], facts)

    def _shown(self, one: Citizen, handle: str) -> str:
        """What somebody calls themselves where any name will do."""
        given, family = one.given, one.family
        shown = self.chance.choices(
            (f"{given} {family}", f"{self._called(given, 0.6)} {family}", given, handle, f"{given} {family[0]}."),
            (60, 12, 9, 12, 7),
        )[0]
        return shown if shown == handle else shown.title()

    def _own_handle(self, one: Citizen, often: float) -> str:
        return one.handle if self.chance.random() < often else self._handle(one.given, one.family, one.born[0])

    def _handle(self, given: str, family: str, year: int) -> str:
        chance = self.chance
        tail = chance.choice(("", "", "", str(chance.randrange(100)), "_", str(year % 100)))
        return chance.choice(
            (given + family, given[0] + family, f"{given}_{family}", given + family[:3], family + given,
             "".join(chance.choices(_KEYS, k=9)), "".join(chance.choices(_KEYS, k=7)))
        ).replace(" ", "") + tail  # fmt: skip

    def _town(self, one: Citizen) -> str:
        return one.city if self.chance.random() < 0.88 else self.chance.choice(_CITIES)

    def _on_facebook(self, one: Citizen) -> Sighting:
        name = f"{self._called(one.given, 0.12)} {one.family}"
        if one.maiden and self.chance.random() < 0.3:
            name = f"{one.given} {self.chance.choice((one.maiden, f'{one.maiden} {one.family}'))}"
        return self._seen(
            one, "facebook", [("facebook", IdentityKind.NAME, f"{name} {one.number}", 2)], [(Field.NAME, name.title())]
        )

    def _in_contacts(self, one: Citizen) -> Sighting:
        chance = self.chance
        told = self._in_a_book(one, "contacts", 0.05)
        facts = [fact for fact in told.facts if fact[0] == Field.NAME or chance.random() < 0.35]
        if chance.random() < 0.5:
            facts.append((Field.COMPANY, self._worded(one)))
            if chance.random() < 0.6:
                facts.append((Field.ROLE, one.role if chance.random() < 0.7 else chance.choice(ROLES)))
        if chance.random() < 0.4:
            facts.append((Field.MAIL, self._mail(one)))
        if chance.random() < 0.15:
            # The number of the home, which every one of the household has.
            facts.append((Field.PHONE, f"+351 21 {abs(hash_of(one.street)) % 900 + 100} {one.house + 1000:04}"))
        return self._seen(one, "contacts", list(told.identities), facts)

    def _by_mail(self, one: Citizen) -> Sighting:
        mail = self._mail(one)
        facts = [(Field.MAIL, mail)]
        if self.chance.random() < 0.8:
            facts.append((Field.NAME, f"{self._called(one.given, 0.08)} {one.family}".title()))
        return self._seen(one, "mail", [("mail", IdentityKind.MAIL, mail, 0)], facts)

    def _mail(self, one: Citizen) -> str:
        """An address of theirs, now and then the same one; of some the one that the whole household has."""
        chance = self.chance
        if chance.random() < 0.06:
            return f"home{hash_of(f'{one.street} {one.house}')}@mail.example.com"
        if chance.random() < 0.4:
            return f"{one.handle}@{one.number % 400}.example.com"
        given, family = (
            "".join(filter(str.isalpha, text.encode("ascii", "ignore").decode())) for text in (one.given, one.family)
        )
        local = chance.choice(
            (f"{given}.{family}", f"{given[:1]}{family}", f"{given}{family[:1]}", f"{family}.{given}")
        )
        return f"{local}{chance.choice(('', one.number))}@{chance.randrange(400)}.example.com"

    def _worded(self, one: Citizen) -> str:
        chance = self.chance
        company = one.company if chance.random() < 0.82 else one.worked
        return mistyped(company, chance) if chance.random() < 0.03 else company + chance.choice(_LEGAL)

    def _called(self, given: str, often: float) -> str:
        """A first name, or one of its short forms."""
        groups = NICKNAMES.get(given)
        if not groups or self.chance.random() > often:
            return given
        return self.chance.choice(sorted(name for name, group in NICKNAMES.items() if group & groups))

    def _seen(
        self,
        one: Citizen,
        source: str,
        identities: Sequence[tuple[str, str, str, int]],
        facts: Sequence[tuple[str, str]],
    ) -> Sighting:
        chance = self.chance
        weeks = {week + chance.choice((0, 0, 0, 1)) for week in one.weeks if chance.random() < 0.4}
        weeks |= {chance.randrange(2400, 2900) for _ in range(int(10 * chance.random() ** 3))}
        return Sighting(one.number, source, tuple(identities), tuple(facts), frozenset(weeks))


def mistyped(text: str, chance: random.Random) -> str:
    """A letter left out, doubled, swapped with its neighbour or another."""
    if len(text) < 3:
        return text
    place = chance.randrange(1, len(text) - 1)
    one, two = text[place], text[place + 1]
    became = chance.choice((two, one + one + two, two + one, chance.choice(_KEYS) + two))
    return text[:place] + became + text[place + 2 :]


def hash_of(text: str) -> int:
    """The same in every run."""
    return sum(ord(letter) * pow(31, place, 1_000_003) for place, letter in enumerate(text)) % 1_000_003


def _uneven(words: Sequence[str], steep: float, chance: random.Random) -> Callable[[], str]:
    """Draws words, the first ones often, the last ones hardly ever."""
    distinct = list(dict.fromkeys(words))
    sums = list(accumulate(1 / (place + 3) ** steep for place in range(len(distinct))))
    return lambda: chance.choices(distinct, cum_weights=sums)[0]
