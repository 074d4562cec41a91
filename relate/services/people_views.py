"""The contact list and a person's page as values for the window and the command line. Callable from any thread."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from relate.domain import cover, rhythm
from relate.domain.moments import DAY_MS
from relate.domain.packing import unpack
from relate.domain.rhythm import RhythmState
from relate.services.list_views import Elsewhere, Freshness, PeopleQuery, PersonRow, Shown, Sort, State
from relate.services.people_orders import PeopleOrders
from relate.services.readers import Readers
from relate.store import people_reads
from relate.store.covers import covers
from relate.store.people_reads import Line, ListQuery

if TYPE_CHECKING:
    from relate.domain.pictures import Picture
    from relate.services.views import IdentityView, PersonPage, Rhythm, Totals

Clock = Callable[[], int]

MOST_PLACES = 40
_PAGE = 500
_WORD_HOLDS_MS = 60 * DAY_MS
"""So long after an archive its word for a tie is said as if it were of today."""
_HOLDING = frozenset((Freshness.FRESH, Freshness.COOLING, Freshness.QUIET))
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

    def __init__(
        self,
        readers: Readers,
        clock: Clock,
        home_zone: Callable[[], str] = str,
        waiting: Callable[[], Collection[int]] = tuple,
    ) -> None:
        """home_zone: the setting of that name. waiting: who waits for an answer now."""
        self._readers = readers
        self._clock = clock
        self._home_zone = home_zone
        self._waiting = waiting
        self._orders = PeopleOrders(readers)

    def close(self) -> None:
        """Wait for what is read aside; before the readers are closed."""
        self._orders.close()

    def lines_written(self, persons: Collection[int] | None) -> None:
        """Called with every commit that wrote lines of the list, with whose; None: with anybody's. Any thread."""
        self._orders.lines_written(persons)

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
            event=query.event,
        )
        found = self._orders.ids(asked)
        if query.birthday_within is not None:
            found = _among(found, self._birthday_within(query.birthday_within))
        if query.place is not None:
            from relate.store import place_reads

            found = _among(found, place_reads.who_is_in(self._readers.connection(), query.place))
        if query.unanswered:
            found = _among(found, self._waiting())
        return found if query.freshness is None else self._as_fresh(found, query.freshness)

    def listed(self, query: PeopleQuery, first: int) -> tuple[array[int], list[PersonRow]]:
        """The persons a list shows, in order, and the lines of the first of them."""
        ids = self.ids(query)
        return ids, self.rows(ids[:first])

    def elsewhere(self, query: PeopleQuery) -> Elsewhere | None:
        """Who would be in a wider list: the same filter among everyone, else its words alone. For a reader thread."""
        everyone = replace(query, shown=Shown.EVERYONE)
        words_alone = PeopleQuery(shown=Shown.EVERYONE, sort=query.sort, text=query.text)
        for wider in (everyone, words_alone) if query.text else (everyone,):
            if wider != query and (ids := self.ids(wider)):
                return Elsewhere(wider, len(ids), self.rows(ids[:1])[0].name, by_words_alone=wider != everyone)
        return None

    def rows(self, ids: Sequence[int]) -> list[PersonRow]:
        """The lines of a page of at most some hundred, in the order asked for."""
        database = self._readers.connection()
        lines = people_reads.rows(database, ids)
        known = covers(database, lines)
        now = self._clock()
        return [_row(line, now, known.get(line.id)) for line in lines]

    def page(self, person: int) -> PersonPage:
        """Everything of one person but the timeline. Raises NoSuchThing when there is nobody of this id."""
        from relate.domain.homezone import zone_info  # with the first page, not with the first paint
        from relate.services import person_pages

        return person_pages.page(self._readers.connection(), person, self._clock(), zone_info(self._home_zone()))

    def photo(self, person: int) -> bytes | None:
        from relate.store import faces

        return faces.picture(self._readers.connection(), person)

    def faces(self, person: int) -> list[Picture]:
        """Every picture there is of somebody, the one that is shown first."""
        from relate.store import faces

        return faces.pictures(self._readers.connection(), [person])

    def current(self, person: int) -> int | None:
        """Who an id of earlier stands for now; None when they are removed or gone."""
        return people_reads.current(self._readers.connection(), person)

    def named(self, name: str) -> list[int]:
        """Everybody listed under exactly this name, case and accents ignored."""
        return people_reads.named(self._readers.connection(), name)

    def anybody(self, shown: Shown = Shown.EVERYONE) -> bool:
        """Whether a tab of the list shows anybody at all."""
        return people_reads.anybody(self._readers.connection(), _SHOWN[shown])

    def totals(self) -> Totals:
        """How much there is of everything."""
        from relate.services.views import Totals

        counts = people_reads.totals(self._readers.connection())
        return Totals(
            counts.people, counts.talked_to, counts.people - counts.talked_to, counts.interactions, counts.imports
        )

    def companies(self, prefix: str = "") -> list[str]:
        """Companies of people in the list, the most frequent first."""
        return people_reads.companies(self._readers.connection(), prefix)

    def tags(self, prefix: str = "") -> list[str]:
        """The user's own tags in use, the most frequent first."""
        return people_reads.tags(self._readers.connection(), prefix)

    def tags_and_groups(self) -> list[str]:
        """Tags, and the groups of address books, the most frequent first. Scans."""
        from relate.store import tag_reads

        return tag_reads.names(self._readers.connection())

    def places(self) -> list[str]:
        """The towns of people in the list, those of the most people first. Scans."""
        from relate.store import place_reads

        return place_reads.towns(self._readers.connection(), MOST_PLACES)

    def identities(self, persons: Sequence[int]) -> dict[int, list[IdentityView]]:
        """The identities behind people, by person."""
        from relate.services.person_pages import identity_view

        result: dict[int, list[IdentityView]] = {}
        for person, identity, network, kind, key in people_reads.identities(self._readers.connection(), persons):
            result.setdefault(person, []).append(identity_view(identity, network, kind, key))
        return result

    def rhythms(self, persons: Sequence[int]) -> dict[int, Rhythm]:
        """How often each of these people and the owner talk."""
        from relate.services.person_pages import rhythm_of
        from relate.store import person_reads

        database = self._readers.connection()
        by_hand = person_reads.rhythms_by_hand(database, persons)
        return {
            line.id: rhythm_of(state_of(line), line.circle, by_hand.get(line.id))
            for line in people_reads.rows(database, persons)
        }

    def _birthday_within(self, days: int) -> set[int]:
        # Asked for now and then; the window stands without them.
        from relate.domain.birthdays import next_birthday
        from relate.domain.homezone import HomeZone
        from relate.store import day_reads

        today = HomeZone.named("").day(self._clock())
        return {
            person
            for person, value in day_reads.birthdays(self._readers.connection())
            if (day := next_birthday(value, today)) is not None and day - today <= days
        }

    def _as_fresh(self, ids: array[int], wanted: Freshness) -> array[int]:
        kept = array("q")
        for start in range(0, len(ids), _PAGE):
            kept.extend(row.id for row in self.rows(ids[start : start + _PAGE]) if row.freshness is wanted)
        return kept


def _among(ids: array[int], wanted: Collection[int]) -> array[int]:
    """Those of them, in their order."""
    return array("q", (person for person in ids if person in wanted))


def _row(line: Line, now: int, known_until: int | None) -> PersonRow:
    fresh = freshness(state_of(line), now, known_until)
    long_ago = known_until is not None and now - known_until > _WORD_HOLDS_MS and fresh in _HOLDING
    return PersonRow(
        id=line.id,
        name=line.name,
        role=line.role,
        company=line.company,
        circle=line.circle,
        state=State(line.state),
        freshness=fresh,
        last_contact=line.last_contact,
        networks=tuple(line.networks.split()),
        has_photo=bool(line.has_photo),
        as_of=known_until if long_ago else None,
    )


def state_of(line: Line) -> RhythmState | None:
    """How the tie with who stands in a line is; None where nobody ever talked."""
    return None if line.rhythm is None else _unpacked(line.rhythm)


@lru_cache(maxsize=4096)
def _unpacked(packed: bytes) -> RhythmState:
    """Kept, because a page of the list is read anew after each change and hardly any of it changed."""
    return unpack(packed, quarters=False)


def freshness(state: RhythmState | None, now: int, known_until: int | None) -> Freshness:
    """The word for a tie now, as far as is known."""
    if state is None:
        return Freshness.NEVER_TALKED
    return _FRESHNESS[rhythm.freshness(state, cover.silence(now, known_until, state.last))]
