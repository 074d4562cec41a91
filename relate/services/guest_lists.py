"""Lists of people that are pasted into an event: who of them is known already, and who is new.

`preview` reads for every name: for a reader's thread. Every command is one step of History.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from relate.domain.changes import ChangeSet
from relate.domain.events import Told
from relate.domain.names import names_contradict
from relate.domain.normalise import mail_key, phone_key, profile_key
from relate.domain.pasted_names import Pasted, pasted
from relate.domain.records import Field
from relate.services.commanding import Commanding
from relate.services.event_views import Acquaintance, PastedGuest, PastedGuests
from relate.services.readers import Readers
from relate.store import guest_commands, people_reads
from relate.store.company_reads import companies
from relate.store.writing import Database

MOST_OF_A_NAME = 9
Chosen = tuple[Pasted, int | None]
"""Somebody of a list, and who of the library that is; None: somebody new."""


class GuestLists:
    """What the place *Events* asks while a list is pasted, and does when it is read."""

    def __init__(self, commanding: Commanding, readers: Readers) -> None:
        self._commanding = commanding
        self._readers = readers

    def preview(self, text: str) -> PastedGuests:
        """Everybody of a pasted text, with who that is as far as it can be told."""
        database = self._readers.connection()
        found = pasted(text, companies(database))
        return PastedGuests(tuple(_guest(database, one) for one in found.people), found.left)

    def make(self, told: Told, chosen: Sequence[Chosen]) -> Future[int]:
        """An event of the user's own with these on its list; its key."""
        uid, known, new = uuid.uuid4().hex, _known(chosen), _new(chosen)
        return self._commanding.get(
            lambda database, journal: guest_commands.make_with(database, journal, uid, told, known, new)
        )

    def add(self, key: int, chosen: Sequence[Chosen]) -> Future[ChangeSet]:
        """These are on the list of an event that is there already."""
        known, new = _known(chosen), _new(chosen)
        return self._commanding.do(lambda database, journal: guest_commands.add(database, journal, key, known, new))


def _known(chosen: Sequence[Chosen]) -> list[int]:
    return [person for _, person in chosen if person is not None]


def _new(chosen: Sequence[Chosen]) -> list[tuple[str, Mapping[str, str]]]:
    """What was told of each, as the fields of somebody made by hand."""
    return [
        (
            uuid.uuid4().hex,
            {
                Field.NAME: "" if one.name == one.mail else one.name,
                Field.COMPANY: one.company,
                Field.ROLE: one.role,
                Field.MAIL: one.mail,
                Field.PHONE: one.phone,
                Field.LINK: one.link,
            },
        )
        for one, person in chosen
        if person is None
    ]


def _guest(database: Database, one: Pasted) -> PastedGuest:
    for network, kind, key in _keys(one):
        person = people_reads.person_with(database, network, kind, key)
        line = _line(database, person) if person is not None else None
        if line is not None and not names_contradict(line.name, one.name):
            return PastedGuest(one, (line,), certain=True)
    people = people_reads.named(database, one.name)
    lines = [line for person in people if (line := _line(database, person)) is not None]
    # Of several of one name those of the same company first.
    together = companies(database)
    at = together.key(one.company)
    lines.sort(key=lambda line: (not at or together.key(line.company) != at, line.person))
    return PastedGuest(one, tuple(lines[:MOST_OF_A_NAME]), together=together)


def _keys(one: Pasted) -> list[tuple[str, str, str]]:
    found = []
    if mail := mail_key(one.mail):
        found.append(("mail", "mail", mail))
    if (profile := profile_key(one.link)) is not None:
        found.append((profile.network, str(profile.kind), profile.key))
    if phone := phone_key(one.phone):
        found.append(("phone", "phone", phone))
    return found


def _line(database: Database, person: int) -> Acquaintance | None:
    for line in people_reads.rows(database, [person]):
        return Acquaintance(line.id, line.name, line.role, line.company)
    return None


def likely(guest: PastedGuest) -> int | None:
    """Who it is unless the user says otherwise: somebody of that name, but not where the companies differ."""
    key = guest.together.key
    told = key(guest.told.company)
    if guest.certain:
        return guest.known[0].person
    if len(guest.known) == 1:
        theirs = key(guest.known[0].company)
        return guest.known[0].person if not told or not theirs or told == theirs else None
    there = [one for one in guest.known if told and key(one.company) == told]
    return there[0].person if len(there) == 1 else None
