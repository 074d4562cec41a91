"""The contact list and a person's page as values for the window and the command line. Callable from any thread."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import quote

from relate.domain import cover, rhythm
from relate.domain.circles import DEFAULT_RHYTHM
from relate.domain.errors import NoSuchThing
from relate.domain.packing import unpack
from relate.domain.rhythm import RhythmState
from relate.services.people_orders import PeopleOrders
from relate.services.readers import Readers
from relate.services.views import (
    FactView,
    Freshness,
    IdentityView,
    PeopleQuery,
    PersonPage,
    PersonRow,
    Rhythm,
    Shown,
    Sort,
    State,
    ThreadView,
    Totals,
)
from relate.store import people_reads, person_reads, tie_reads
from relate.store.people_reads import Line, ListQuery
from relate.store.writing import Database

Clock = Callable[[], int]

_PAGE = 500
_FRESHNESS = {
    rhythm.Freshness.NEVER_TALKED: Freshness.NEVER_TALKED,
    rhythm.Freshness.FRESH: Freshness.FRESH,
    rhythm.Freshness.COOLING: Freshness.COOLING,
    rhythm.Freshness.QUIET: Freshness.QUIET,
    rhythm.Freshness.DRIFTING: Freshness.DRIFTING,
    rhythm.Freshness.DORMANT: Freshness.DORMANT,
}
_SHOWN: dict[Shown, people_reads.Shown] = {
    Shown.TALKED_TO: "talked",
    Shown.ONLY_CONNECTED: "connected",
    Shown.EVERYONE: "everyone",
}
_ORDER: dict[Sort, people_reads.Order] = {
    Sort.LAST_CONTACT: "last contact",
    Sort.NAME: "name",
    Sort.FIRST_CONTACT: "first contact",
    Sort.CLOSENESS: "closeness",
}


class PeopleViews:
    """Reads people. What is fast (pages, one person, anything with text) may be asked on the window's thread."""

    def __init__(self, readers: Readers, clock: Clock) -> None:
        self._readers = readers
        self._clock = clock
        self._orders = PeopleOrders(readers)

    def close(self) -> None:
        """Wait for what is read aside; before the readers are closed."""
        self._orders.close()

    def ids(self, query: PeopleQuery) -> array[int]:
        """The persons a list shows, in order."""
        asked = ListQuery(
            shown=_SHOWN[query.shown],
            order=_ORDER[query.sort],
            text=query.text,
            circle=query.circle,
            tag=query.tag,
            network=query.network,
            state=None if query.state is None else query.state.value,
            company=query.company,
            since_import=query.since_import,
        )
        found = self._orders.ids(asked)
        if query.birthday_within is not None:
            soon = self._birthday_within(query.birthday_within)
            found = array("q", (person for person in found if person in soon))
        return found if query.freshness is None else self._as_fresh(found, query.freshness)

    def rows(self, ids: Sequence[int]) -> list[PersonRow]:
        """The lines of a page of at most some hundred, in the order asked for."""
        database = self._readers.connection()
        lines = people_reads.rows(database, ids)
        covers = people_reads.covers(database, lines)
        now = self._clock()
        return [_row(line, now, covers.get(line.id)) for line in lines]

    def page(self, person: int) -> PersonPage:
        """Everything of one person but the timeline. Raises NoSuchThing when there is nobody of this id."""
        database = self._readers.connection()
        return _page(database, person, self._clock())

    def photo(self, person: int) -> bytes | None:
        return person_reads.photo(self._readers.connection(), person)

    def current(self, person: int) -> int | None:
        """Who an id of earlier stands for now; None when they are removed or gone."""
        return people_reads.current(self._readers.connection(), person)

    def named(self, name: str) -> list[int]:
        """Everybody listed under exactly this name, case and accents ignored."""
        return people_reads.named(self._readers.connection(), name)

    def totals(self) -> Totals:
        counts = people_reads.totals(self._readers.connection())
        return Totals(
            counts.people, counts.talked_to, counts.people - counts.talked_to, counts.interactions, counts.imports
        )

    def companies(self, prefix: str = "") -> list[str]:
        """Companies of people in the list, the most frequent first."""
        return people_reads.companies(self._readers.connection(), prefix)

    def tags(self, prefix: str = "") -> list[str]:
        """Tags in use, the most frequent first."""
        return people_reads.tags(self._readers.connection(), prefix)

    def identities(self, persons: Sequence[int]) -> dict[int, list[IdentityView]]:
        """The identities behind people, by person."""
        result: dict[int, list[IdentityView]] = {}
        for person, identity, network, kind, key in people_reads.identities(self._readers.connection(), persons):
            result.setdefault(person, []).append(identity_view(identity, network, kind, key))
        return result

    def rhythms(self, persons: Sequence[int]) -> dict[int, Rhythm]:
        """How often each of these people and the owner talk."""
        database = self._readers.connection()
        by_hand = person_reads.rhythms_by_hand(database, persons)
        return {
            line.id: _rhythm(_state(line), line.circle, by_hand.get(line.id))
            for line in people_reads.rows(database, persons)
        }

    def _birthday_within(self, days: int) -> set[int]:
        # Asked for now and then; the window stands without them.
        from relate.domain.birthdays import next_birthday
        from relate.domain.homezone import HomeZone

        today = HomeZone.named("").day(self._clock())
        return {
            person
            for person, value in tie_reads.birthdays(self._readers.connection())
            if (day := next_birthday(value, today)) is not None and day - today <= days
        }

    def _as_fresh(self, ids: array[int], wanted: Freshness) -> array[int]:
        kept = array("q")
        for start in range(0, len(ids), _PAGE):
            kept.extend(row.id for row in self.rows(ids[start : start + _PAGE]) if row.freshness is wanted)
        return kept


def _row(line: Line, now: int, known_until: int | None) -> PersonRow:
    return PersonRow(
        id=line.id,
        name=line.name,
        role=line.role,
        company=line.company,
        circle=line.circle,
        state=State(line.state),
        freshness=_freshness(_state(line), now, known_until),
        last_contact=line.last_contact,
        networks=tuple(line.networks.split()),
        has_photo=bool(line.has_photo),
    )


def _state(line: Line) -> RhythmState | None:
    return None if line.rhythm is None else _unpacked(line.rhythm)


@lru_cache(maxsize=4096)
def _unpacked(packed: bytes) -> RhythmState:
    """Kept, because a page of the list is read anew after each change and hardly any of it changed."""
    return unpack(packed, quarters=False)


def _freshness(state: RhythmState | None, now: int, known_until: int | None) -> Freshness:
    if state is None:
        return Freshness.NEVER_TALKED
    return _FRESHNESS[rhythm.freshness(state, cover.silence(now, known_until, state.last))]


def _rhythm(state: RhythmState | None, circle: int | None, by_hand: float | None) -> Rhythm:
    return Rhythm(rhythm.learnt_rhythm(state), by_hand, DEFAULT_RHYTHM.get(circle) if circle else None)


def _page(database: Database, person: int, now: int) -> PersonPage:
    found = people_reads.rows(database, [person])
    if not found:
        raise NoSuchThing(f"There is nobody with the number {person} in this library.")
    line = found[0]
    listed = people_reads.listing(database, person)
    identities = [identity_view(*one[1:]) for one in people_reads.identities(database, [person])]
    numbers = [identity.id for identity in identities]
    facts = person_reads.facts(database, numbers)
    state = _state(line)
    known_until = people_reads.covers(database, found).get(person)
    last_line, mine = person_reads.last_words(database, person)
    at = listed.connected_at
    return PersonPage(
        id=person,
        name=line.name,
        role=facts.single.get("role", ""),
        company=facts.single.get("company", ""),
        place=facts.single.get("place", ""),
        circle=line.circle,
        state=State(line.state),
        freshness=_freshness(state, now, known_until),
        rhythm=_rhythm(state, line.circle, person_reads.rhythm_by_hand(database, numbers)),
        contact_days=listed.contact_days,
        first_contact=listed.first_contact,
        last_contact=line.last_contact,
        known_until=known_until,
        silence_days=None if line.last_contact is None else cover.silence(now, known_until, line.last_contact),
        connected=person_reads.connected(database, numbers, at),
        invited_by_me=person_reads.invited_by_me(database, person),
        how_met=facts.single.get("how_met", ""),
        birthday=facts.single.get("birthday", ""),
        notes=facts.single.get("note", ""),
        tags=tuple(person_reads.tags(database, numbers)),
        facts=tuple(
            FactView(
                id=value.id,
                identity=value.identity,
                field=value.field,
                value=value.value,
                shown=value.shown,
                by_user=value.by_user,
                sources=tuple(dict.fromkeys(title for _, title in value.sources)),
                seen_ms=value.sources[0][0] if value.sources else None,
            )
            for value in facts.values
        ),
        identities=tuple(identities),
        thread=tuple(
            ThreadView(item.uid, item.kind, item.text, item.due_day, item.done, item.found_in)
            for item in person_reads.thread(database, numbers)
        ),
        last_line=last_line,
        last_line_mine=mine,
        connected_that_week=person_reads.connected_around(database, person, at),
        my_position_then="" if at is None else tie_reads.owner_company_at(database, at),
        photo=person_reads.photo(database, person) if line.has_photo else None,
        networks=tuple(line.networks.split()),
    )


_WEB = {
    ("linkedin", "profile"): "linkedin.com/in/{}",
    ("x", "handle"): "x.com/{}",
    ("x", "id"): "x.com/i/user/{}",
    ("facebook", "handle"): "facebook.com/{}",
    ("facebook", "id"): "facebook.com/{}",
    ("instagram", "handle"): "instagram.com/{}",
    ("threads", "handle"): "threads.net/@{}",
}


def identity_view(identity: int, network: str, kind: str, key: str) -> IdentityView:
    """An identity as it is shown, and what opening it means."""
    label, link = key, ""
    web = _WEB.get((network, kind))
    if web is not None:
        label = web.format(key)
        link = "https://" + web.format(quote(key, safe="-_.~"))
    elif kind == "mail":
        link = "mailto:" + quote(key, safe="@+-_.~")
    elif kind == "phone":
        link = "tel:" + quote(key, safe="+")
    elif kind == "card":
        label = "an address card"
    elif kind == "name":
        label = f"the name “{key}”"
    elif network == "relate":
        label = "added by you"
    return IdentityView(identity, network, kind, key, label, link)
