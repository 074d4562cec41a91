"""A person's page as one value. Callable from any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote
from zoneinfo import ZoneInfo

from relate.domain import cover, networks, rhythm
from relate.domain.circles import DEFAULT_RHYTHM
from relate.domain.errors import NoSuchThing
from relate.domain.homezone import home_date
from relate.domain.records import Field
from relate.domain.rhythm import RhythmState
from relate.services.kept_promises import thread_of
from relate.services.open_ends import open_ends
from relate.services.people_views import freshness, state_of
from relate.services.views import FactView, IdentityView, PersonPage, Rhythm, State, ThreadView
from relate.store import faces, people_reads, person_reads, tie_reads
from relate.store.covers import covers
from relate.store.writing import Database


def rhythm_of(state: RhythmState | None, circle: int | None, by_hand: float | None) -> Rhythm:
    """How often they talk: learnt, set by hand, and what their circle asks for."""
    return Rhythm(rhythm.learnt_rhythm(state), by_hand, DEFAULT_RHYTHM.get(circle) if circle else None)


def page(database: Database, person: int, now: int, zone: ZoneInfo | None) -> PersonPage:
    """Everything of one person but the timeline; zone: the home zone, None for the machine's.

    Raises NoSuchThing when there is nobody of this id."""
    found = people_reads.rows(database, [person])
    if not found:
        raise NoSuchThing(f"There is nobody with the number {person} in this library.")
    line = found[0]
    listed = people_reads.listing(database, person)
    identities = [identity_view(*one[1:]) for one in people_reads.identities(database, [person])]
    numbers = [identity.id for identity in identities]
    identities = _told_apart(identities, person_reads.cards(database, numbers))
    facts = person_reads.facts(database, numbers)
    state = state_of(line)
    known_until = covers(database, found).get(person)
    last_line, mine = person_reads.last_words(database, person)
    at = listed.connected_at
    thread = thread_of(database, person, numbers)
    return PersonPage(
        id=person,
        name=line.name,
        role=facts.single.get("role", ""),
        company=facts.single.get("company", ""),
        place=facts.single.get("place", ""),
        circle=line.circle,
        state=State(line.state),
        freshness=freshness(state, now, known_until),
        rhythm=rhythm_of(state, line.circle, person_reads.rhythm_by_hand(database, numbers)),
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
        tags=_tags(person_reads.tags(database, numbers), facts.values),
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
                pinned=value.pinned,
            )
            for value in facts.values
        ),
        identities=tuple(identities),
        thread=tuple(
            ThreadView(item.uid, item.kind, item.text, item.due_day, item.done, item.found_in) for item in thread
        ),
        found=open_ends(database, person, lambda at: home_date(at, zone), known_until, now, thread),
        last_line=last_line,
        last_line_mine=mine,
        connected_that_week=person_reads.connected_around(database, person, at),
        my_position_then="" if at is None else tie_reads.owner_company_at(database, at),
        photo=faces.picture(database, person) if line.has_photo else None,
        networks=tuple(line.networks.split()),
    )


def _told_apart(identities: Sequence[IdentityView], cards: Mapping[int, tuple[str, str]]) -> list[IdentityView]:
    """Cards by the name on them and by where they come from: whoever splits one off has to know which. Without those
    whose book was taken back: they are there for the sake of what the user said, and say nothing themselves."""
    told = [one for one in identities if cards.get(one.id) != ("", "")]
    return [replace(one, label=_card(*cards[one.id])) if one.id in cards else one for one in told]


def _card(name: str, title: str) -> str:
    return ", ".join(filter(None, (f"the card of {name}" if name else "an address card", title)))


def _tags(own: Sequence[str], values: Sequence[person_reads.Value]) -> tuple[str, ...]:
    """What the user calls them, and the groups of address books they are in, each once."""
    groups = (value.value for value in values if value.field == Field.GROUP)
    return tuple(dict.fromkeys((*own, *groups)))


_TOLD_BY = {"connection": "a connection", "friend": "a friendship"}
"""What somebody is known by who has no profile and shares his name with another; else a conversation."""


def identity_view(identity: int, network: str, kind: str, key: str) -> IdentityView:
    """An identity as it is shown, and what opening it means."""
    label, link = key, ""
    web = networks.address(network, kind)
    if kind == "id" and ":" in key:  # no key of a network's own: what an importer tells somebody by
        label = _TOLD_BY.get(key.partition(":")[0], "a conversation")
    elif web:
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
