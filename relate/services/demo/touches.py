"""What the owner of the made-up library did in it by hand: talks logged, circles, tags, notes, promises."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from relate.domain.records import Kind
from relate.services.demo.people import Someone, Tier, next_weekday
from relate.services.demo.words import Words


class Touch(StrEnum):
    """What is done; each is one command of the services."""

    TALK = "talk"
    """A conversation on `day` over `channel`; text: what was said."""
    CIRCLE = "circle"
    """number: 5, 15, 50 or 150."""
    TAG = "tag"
    NOTE = "note"
    """The note on the person's page."""
    HOW_MET = "how_met"
    PROMISED = "promised"
    """What the owner promised; day: when it is due, if ever."""
    ASK_NEXT = "ask next"
    MATTERED = "mattered"
    RHYTHM = "rhythm"
    """number: days, set by hand."""
    STATE = "state"
    """text: "resting", "seen anyway"…"""
    EVENT = "event"
    """An event on `day` in `place` where all of these were met; text: its name."""
    ON_ITS_LIST = "on its list"
    """These were on the list of the event that text names, and were not met."""
    INTRODUCED = "introduced"
    """The two were brought together on `day`, with these words."""
    OFFERS = "offers"
    LOOKING = "looking"
    """What the owner looks for; of nobody."""
    WISH = "wish"
    """Whom the owner wants to meet, as he typed it; of nobody."""


@dataclass(frozen=True, slots=True)
class DemoTouch:
    """One thing done by hand. people: LinkedIn slugs of those it is about, one except for talks, circles, tags, events
    and introductions; a star at the end of a slug stands for any ending."""

    what: Touch
    people: tuple[str, ...]
    text: str = ""
    day: date | None = None
    channel: Kind = Kind.TALK
    number: int | None = None
    place: str = ""


_CIRCLES: Final = {
    5: ("tomas-rivera", "aiko-tanaka", "chiara-lombardi", "daniel-mensah", "rosa-santos"),
    15: ("maya-okafor", "hana-novak", "farah-haddad", "jun-park", "adaeze-kalu", "lukas-brandt"),
    50: ("ben-whitfield", "elif-yildiz", "gustav-lindqvist"),
}


def make_touches(words: Words, people: Sequence[Someone], today: date, seed: int) -> tuple[DemoTouch, ...]:
    """In the order in which they were done, the oldest first where they have a day."""
    rng = random.Random(f"touches {seed}")
    near = [someone for someone in people if someone.tier is Tier.NEAR]
    return (
        *_talks(today),
        *_walks(words, near, today, rng),
        *_placed(near),
        *_kept(today),
        *_events(near, today),
        *_mutual(today),
        *_said_of(words, near, rng),
    )


def _talks(today: date) -> Iterator[DemoTouch]:
    """The conversations that went through no network."""
    told: tuple[tuple[int, tuple[str, ...], Kind, str], ...] = (
        (172, ("maya-okafor", "tomas-rivera", "chiara-lombardi", "jun-park", "rosa-santos", "hana-novak"), Kind.MEETING,
         "Growth Forum, Bristol. Long table, good talk about resellers."),
        (131, ("maya-okafor",), Kind.TALK,
         "Coffee in Bristol. Twins start school next year. Wants contacts in logistics. "
         "I owe her the pricing template."),
        (96, ("gustav-lindqvist",), Kind.ATTEMPT, "Called, no answer."),
        (64, ("aiko-tanaka",), Kind.CALL, "Call about the exhibition. She looks for a printer who is patient."),
        (37, ("rosa-santos",), Kind.TALK, "Dinner in Bilbao. She sells the south, keeps the winery."),
        (12, ("tomas-rivera",), Kind.CALL, "Short call from the port. The Porto line starts with two customers."),
        (8, ("adaeze-kalu",), Kind.CALL, "Compares two clinics in Lagos, wants to hear from somebody who moved one."),
    )  # fmt: skip
    for offset, whom, channel, text in told:
        yield DemoTouch(Touch.TALK, whom, text, today - timedelta(days=offset), channel)


def _walks(words: Words, near: Sequence[Someone], today: date, rng: random.Random) -> Iterator[DemoTouch]:
    for someone in rng.sample(near, 6):
        topic, place = rng.choice(words.lists["topics"]), rng.choice(words.lists["places"])
        day = today - timedelta(days=rng.randint(min(someone.last_talk, 360), max(someone.last_talk + 1, 400)))
        yield DemoTouch(Touch.TALK, (someone.slug,), f"Walked and talked about {topic}, {place} and the children.", day)


def _placed(near: Sequence[Someone]) -> Iterator[DemoTouch]:
    for size, whom in _CIRCLES.items():
        yield DemoTouch(Touch.CIRCLE, whom, number=size)
    yield DemoTouch(Touch.CIRCLE, tuple(someone.slug for someone in near[:12]), number=50)
    yield DemoTouch(Touch.CIRCLE, tuple(someone.slug for someone in near[12:22]), number=150)


def _kept(today: date) -> Iterator[DemoTouch]:
    friday = next_weekday(today, 4)
    yield DemoTouch(Touch.PROMISED, ("daniel-mensah",), "the investor list by Friday", friday)
    yield DemoTouch(Touch.PROMISED, ("maya-okafor",), "the pricing template")
    yield DemoTouch(Touch.PROMISED, ("chiara-lombardi",), "two names for the Growth Forum", today + timedelta(days=12))
    yield DemoTouch(Touch.ASK_NEXT, ("maya-okafor",), "how the twins like school")
    yield DemoTouch(Touch.ASK_NEXT, ("aiko-tanaka",), "how the opening went")
    yield DemoTouch(Touch.ASK_NEXT, ("ben-whitfield",), "when he is over here next")
    yield DemoTouch(Touch.MATTERED, ("maya-okafor",), "looks for contacts in logistics")
    yield DemoTouch(Touch.MATTERED, ("rosa-santos",), "keeps the winery, sells the south")
    yield DemoTouch(Touch.HOW_MET, ("maya-okafor",), "SaaS Expo 2023")
    yield DemoTouch(Touch.HOW_MET, ("tomas-rivera",), "a delayed train between Porto and Lisbon")
    yield DemoTouch(Touch.HOW_MET, ("jun-park",), "two desks away at Contoso")
    yield DemoTouch(Touch.TAG, ("maya-okafor", "tomas-rivera", "daniel-mensah"), "logistics")
    yield DemoTouch(Touch.TAG, ("elif-yildiz",), "press")
    yield DemoTouch(Touch.TAG, ("gustav-lindqvist", "daniel-mensah"), "investors")
    yield DemoTouch(Touch.NOTE, ("elif-yildiz",), "Never on a Thursday, that is when the paper closes.")
    yield DemoTouch(Touch.RHYTHM, ("chiara-lombardi",), number=60)


_FORUM: Final = "Growth Forum"


def _events(near: Sequence[Someone], today: date) -> Iterator[DemoTouch]:
    """Two events, and on the list of one of them three whom the owner has yet to meet."""
    there = ("maya-okafor", "tomas-rivera", "chiara-lombardi", "jun-park", "rosa-santos", "hana-novak")
    yield DemoTouch(Touch.EVENT, there, _FORUM, today - timedelta(days=172), place="Bristol")
    yield DemoTouch(Touch.ON_ITS_LIST, ("not-yet-0-*", "not-yet-1-*", "not-yet-2-*"), _FORUM)
    expo = ("maya-okafor", "ben-whitfield", *(someone.slug for someone in near[22:]))
    yield DemoTouch(Touch.EVENT, expo, "SaaS Expo", today - timedelta(days=1340), place="London")


def _mutual(today: date) -> Iterator[DemoTouch]:
    """What the owner looks for and whom he wants to meet; what somebody offers, and two who were brought together."""
    yield DemoTouch(Touch.LOOKING, (), "investors")
    yield DemoTouch(Touch.LOOKING, (), "somebody who knows freight")
    yield DemoTouch(Touch.WISH, (), "Nadia Farouk of Contoso")
    yield DemoTouch(Touch.OFFERS, ("tomas-rivera",), "freight and warehouses in Porto")
    yield DemoTouch(
        Touch.INTRODUCED,
        ("elif-yildiz", "gustav-lindqvist"),
        "Elif, Gustav: you both asked me about harbours in the same week. I leave the rest to you.",
        today - timedelta(days=15),
    )


def _said_of(words: Words, near: Sequence[Someone], rng: random.Random) -> Iterator[DemoTouch]:
    """How some of the others were met, and two who rest or are met anyway."""
    for someone in near[:8]:
        yield DemoTouch(Touch.HOW_MET, (someone.slug,), rng.choice(words.lists["events"]))
    yield DemoTouch(Touch.STATE, (near[-1].slug,), "seen anyway")
    yield DemoTouch(Touch.STATE, (near[-2].slug,), "resting")
