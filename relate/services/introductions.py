"""*Introduce …*: who should meet whom and why, the promise to both, and the question what came of it.

`whom` and `pair` read around in the library: for a reader's thread. Every command is one step of History.
Source: design/product.md, "To mutual benefit".
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Final

from relate.domain import looking
from relate.domain.acts import Named
from relate.domain.changes import ChangeSet
from relate.domain.homezone import HomeZone
from relate.domain.introducing import (
    ASK_UNTIL_DAYS,
    ENOUGH,
    Because,
    Common,
    Outcome,
    Side,
    Wants,
    has_it,
    in_common,
    is_asked,
    strongest_first,
    telling,
    weigh,
    work_of,
)
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Field
from relate.domain.seeking import Trait, told_in
from relate.domain.today import Section
from relate.services.commanding import Commanding
from relate.services.looking_for import LineFits
from relate.services.readers import Readers
from relate.services.seeking import traits
from relate.services.snippets import around
from relate.services.views import Asked
from relate.store import (
    company_reads,
    day_reads,
    introductions,
    looking_reads,
    people_reads,
    person_reads,
    timeline_reads,
    wish_reads,
)
from relate.store.looking_reads import Line
from relate.store.writing import Database

MOST_PROPOSED: Final = 3
_FITTING: Final = 8
"""Of those who have what is looked for, the best are looked at closely."""
_ALIKE: Final = 40
"""So many with a word of a role, or a tag, are too."""
_KEPT: Final = 200
"""Of what others look for, so many are held beside somebody."""
_HAS: Final = (Field.OFFERS, Field.ROLE, Field.HEADLINE, Field.COMPANY, Field.DEPARTMENT, Field.NOTE, Field.GROUP)
"""The fields that say what somebody has, the most telling first."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Somebody in an introduction."""

    person: int
    name: str
    role: str
    company: str
    has_photo: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and what speaks for bringing them together, the strongest first. promised: an introduction is promised
    to both. introduced_at: when they were brought together last, UTC ms."""

    one: Brief
    other: Brief
    because: tuple[Because, ...]
    promised: bool = False
    introduced_at: int | None = None


class Introductions:
    """Who should meet whom."""

    def __init__(self, commanding: Commanding, readers: Readers) -> None:
        self._commanding = commanding
        self._readers = readers

    # -- reading --------------------------------------------------------------------------------------------------

    def whom(self, person: int, most: int = MOST_PROPOSED) -> tuple[Pair, ...]:
        """With whom somebody should be brought together, the best first, each with the evidence."""
        database = self._readers.connection()
        one = _side(database, person)
        weight = _weights(database, (one,))
        done = {frozenset((each.one, each.other)) for each in introductions.introductions(database)}
        found = []
        for other in _candidates(database, one, weight):
            if frozenset((person, other)) in done:
                continue
            pair = self._pair(database, one, other)
            if pair is not None and weigh(pair.because) >= ENOUGH:
                found.append(pair)
        closeness = people_reads.closeness(database, [pair.other.person for pair in found])
        found.sort(key=lambda pair: (-weigh(pair.because), -closeness.get(pair.other.person, 0.0), pair.other.person))
        return tuple(found[:most])

    def pair(self, one: int, other: int) -> Pair | None:
        """Two people, whoever they are; None where one of them is gone, or both are the same."""
        database = self._readers.connection()
        now = [people_reads.current(database, person) for person in (one, other)]
        if now[0] is None or now[1] is None or now[0] == now[1]:
            return None
        pair = self._pair(database, _side(database, now[0]), now[1])
        if pair is None:
            return None
        both = {now[0], now[1]}
        made = [each.at for each in introductions.introductions(database) if {each.one, each.other} == both]
        promised = bool(introductions.promised_between(database, now[0], now[1]))
        return replace(pair, promised=promised, introduced_at=max(made, default=None))

    def other_of(self, uid: str) -> int | None:
        """With whom a promise in somebody's thread is to bring them together."""
        return introductions.other_of(self._readers.connection(), uid)

    def _pair(self, database: Database, one: Side, person: int) -> Pair | None:
        other = _side(database, person)
        lines = {line.id: line for line in people_reads.rows(database, [one.person, person])}
        if len(lines) < 2:
            return None
        briefs = [
            Brief(line.id, line.name, line.role, line.company, bool(line.has_photo))
            for line in (lines[one.person], lines[person])
        ]
        because = [*in_common(one, other, _weights(database, (one, other)), company_reads.companies(database))]
        because += _said(database, one, other, because) + _said(database, other, one, because)
        because += _together(database, one.person, person)
        return Pair(briefs[0], briefs[1], strongest_first(because))

    # -- acting ---------------------------------------------------------------------------------------------------

    def promise(self, one: int, other: int, texts: tuple[str, str]) -> Future[ChangeSet]:
        """A promise to both; texts: how it stands in the thread of the one and of the other."""
        uid = uuid.uuid4().hex
        return self._commanding.do(
            lambda database, journal: introductions.promise(database, journal, one, other, uid, texts)
        )

    def introduced(self, one: int, other: int, text: str, at: Moment | None = None) -> Future[int]:
        """They were brought together with these words, now unless it was earlier; the row in both timelines."""
        uid, when = uuid.uuid4().hex, at or Moment(self._commanding.clock(), Precision.MINUTE)
        return self._commanding.get(
            lambda database, journal: introductions.introduce(database, journal, one, other, uid, when, text)
        )

    def came_of_it(self, record: int, outcome: Outcome) -> Future[ChangeSet]:
        """What came of an introduction."""
        return self._commanding.do(
            lambda database, journal: introductions.came_of_it(database, journal, record, outcome)
        )


def asked_today(database: Database, zone: HomeZone, now: int, today: int) -> tuple[tuple[Asked, ...], tuple[int, ...]]:
    """The introductions of which today asks what came of them, and the people to remember as asked about."""
    made = introductions.introductions(database, now - ASK_UNTIL_DAYS * DAY_MS)
    open_ = [each for each in made if not each.outcome and each.at <= now]
    if not open_:
        return (), ()
    named = [
        Named(day, person, section)
        for day, section, person in day_reads.named(database, today - ASK_UNTIL_DAYS, ())
        if section == Section.INTRODUCED
    ]
    opened = day_reads.days_named(database, today - ASK_UNTIL_DAYS)
    asked = [each for each in open_ if is_asked(zone.day(each.at), (each.one, each.other), named, opened, today)]
    names = {line.id: line.name for each in asked for line in people_reads.rows(database, [each.one, each.other])}
    there = {each.person for each in named if each.day == today}
    views = tuple(
        Asked(each.record, each.at, (each.one, names[each.one]), (each.other, names[each.other])) for each in asked
    )
    new = dict.fromkeys(person for each in asked for person in (each.one, each.other) if person not in there)
    return views, tuple(new)


def _side(database: Database, person: int) -> Side:
    """What is known of somebody, with what their messages propose."""
    identities = [identity for _, identity, *_ in people_reads.identities(database, [person])]
    facts = person_reads.facts(database, identities)
    told = traits(database, person)
    lines = people_reads.rows(database, [person])
    tags = person_reads.tags(database, identities)
    has = [
        (value.field, value.value)
        for value in sorted(facts.values, key=lambda one: _HAS.index(one.field) if one.field in _HAS else len(_HAS))
        if value.field in _HAS and value.shown
    ]
    has = [(Field.OFFERS.value, one.text) for one in told if one.trait is Trait.OFFERS and not one.kept] + has
    return Side(
        person=person,
        role=facts.single.get(Field.ROLE, ""),
        company=facts.single.get(Field.COMPANY, ""),
        former=tuple(value.value for value in facts.values if value.field == Field.COMPANY and not value.shown),
        place=facts.single.get(Field.PLACE, ""),
        tags=frozenset(tags),
        circle=lines[0].circle if lines else None,
        wants=tuple(Wants(one.text, one.record) for one in told if one.trait is Trait.LOOKS_FOR),
        has=(*has, *(("tag", tag) for tag in tags)),
    )


def _weights(database: Database, sides: Iterable[Side]) -> dict[str, float]:
    words = {word for side in sides for wants in side.wants for word in telling(wants.text)}
    if not words:
        return {}
    # A word that only one of the two has, and nobody else, still weighs something.
    return looking.weights(
        {word: max(looking_reads.how_many(database, word), 1) for word in words}, looking_reads.everybody(database)
    )


def _candidates(database: Database, one: Side, weight: dict[str, float]) -> list[int]:
    """Who is worth a closer look: who has what they look for, who looks for what they have, and who is like them."""
    found: dict[int, None] = {}
    for wants in one.wants:
        words = telling(wants.text)
        line = LineFits(Line("", wants.text, 0), words, {word: weight.get(word, 0.0) for word in words})
        having = {word: looking_reads.with_word(database, word) for word in words}
        for person in {person for there in having.values() for person in there}:
            line.judge(person, {word: there[person] for word, there in having.items() if person in there})
        found |= dict.fromkeys(fit.person for fit in line.best()[:_FITTING])
    for person, text in introductions.wanted_by_all(database)[-_KEPT:]:
        if any(has_it(telling(text), value) for _, value in one.has):
            found[person] = None
    for word in sorted(work_of(one.role)):
        found |= dict.fromkeys(looking_reads.closest_with(database, word, _ALIKE))
    for tag in sorted(one.tags):
        found |= dict.fromkeys(looking_reads.closest_with_tag(database, tag, _ALIKE))
    found.pop(one.person, None)
    return list(found)


def _said(database: Database, one: Side, other: Side, because: Sequence[Because]) -> list[Because]:
    """What one looks for, where the other spoke of it and nothing known of them says it."""
    found = []
    known = {each.detail for each in because if each.common is Common.SEEKS and each.person == one.person}
    for wants in one.wants:
        words = telling(wants.text)
        if wants.text in known or not words:
            continue
        here = looking_reads.words_of_some(database, words, [other.person]).get(other.person, {})
        records = [where.said for where in here.values() if where.said is not None]
        if not records or not looking.fits(here, _weights(database, (one,))) or _seeks_too(other, words):
            continue
        text = timeline_reads.text(database, max(records))
        # "Do you know somebody who restores boats?" is said by somebody who knows nobody.
        if any(told is Trait.LOOKS_FOR and has_it(words, what) for told, what in told_in(text)):
            continue
        said = around(text, words)
        found.append(Because(Common.SEEKS, one.person, wants.text, "said", said, wants.record, max(records)))
    return found


def _seeks_too(side: Side, words: Sequence[str]) -> bool:
    """Whether their own words are of looking for it."""
    return any(has_it(words, wants.text) for wants in side.wants)


def _together(database: Database, one: int, other: int) -> list[Because]:
    """Where they may know each other from: an event, a conversation of several."""
    events = [event for person, _, event in wish_reads.met_at(database, [one]).get(one, ()) if person == other]
    found = [Because(Common.EVENT, detail=event) for event in dict.fromkeys(events)][:1]
    if any(person == other for person, _ in wish_reads.in_groups_with(database, [one], _ALIKE).get(one, ())):
        found.append(Because(Common.GROUP))
    return found
