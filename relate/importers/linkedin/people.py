"""The people of a LinkedIn archive: its owner, his connections, and his private notes about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from relate.domain.moments import Moment
from relate.domain.normalise import handle_key, mail_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers import dates
from relate.importers.linkedin.keys import NETWORK, Keys, full_name, is_nobody
from relate.importers.linkedin.rows import is_empty, left_out, plain
from relate.importers.table import Table

_YES: Final = frozenset({"yes", "true", "1"})
# As Position(…) and the others, in half the time.
_position: Callable[[type[Position], tuple[str, int]], Position] = tuple.__new__
_fact: Callable[[type[Fact], tuple[Field, str]], Fact] = tuple.__new__
_participant: Callable[[type[Participant], tuple[IdentityKey, Role, str]], Participant] = tuple.__new__
_interaction: Callable[[type[InteractionRecord], tuple[object, ...]], InteractionRecord] = tuple.__new__
_SITE: Final = re.compile(r"(?:^|[\[,\s])(?:[A-Z_]+:)?((?:https?://)?[\w.-]+\.[a-z]{2,}[^\s,\]]*)")


def connections(
    table: Table, file: str, keys: Keys, shared_names: Callable[[], frozenset[str]]
) -> Iterator[Record | Skipped]:
    """A person and "connected" for each row; a row with a date alone is a profile that was closed or hidden.

    shared_names: the names that several rows have, asked for only where a row has no link. Two rows are two people, so
    such a row is known by its address or its date, never by the name.
    """
    first, last, url, mail = table.at("First Name"), table.at("Last Name"), table.at("URL"), table.at("Email Address")
    company, role, connected = table.at("Company"), table.at("Position"), table.at("Connected On")
    mine, wide = Participant(keys.mine, Role.PRESENT), table.width + 1
    told_by = (
        (Field.FIRST_NAME, first), (Field.LAST_NAME, last), (Field.COMPANY, company), (Field.ROLE, role),
        (Field.MAIL, mail),
    )  # fmt: skip
    for number, row in table.rows:
        where = _position(Position, (file, number))
        if len(row) != wide:
            yield left_out(where, Reason.UNREADABLE, row)
            continue
        name = full_name(row[first], row[last])
        address = mail_key(row[mail]) if row[mail] else ""
        mailbox = IdentityKey("mail", IdentityKind.MAIL, address) if address else None
        coarse: tuple[str, ...] = ("connected", keys.name(name))
        key = keys.profile(row[url])
        if key is None:
            key = keys.named(name)
            if key is not None and keys.name(name) in shared_names():
                key, coarse = mailbox or _one_of_that_name(keys.name(name), row[connected]), ()
            key = key or mailbox
        if key is None:
            yield left_out(where, _why_nobody(row, connected, name), row)
            continue
        facts = _facts((Field.NAME, name), *[(field, row[place]) for field, place in told_by])
        yield PersonRecord(where, (key,) if mailbox is None or mailbox == key else (key, mailbox), facts)
        at, day = _connection_day(row[connected])
        told = (
            where,
            Kind.CONNECTED,
            at,
            (_participant(Participant, (key, Role.PRESENT, name)), mine),
            # Whoever was taken off the list and connected again did so on two days.
            ("linkedin.connected.1", key.key, day)
            if key.kind is IdentityKind.PROFILE
            else ("linkedin.connected.1", name, row[connected]),
            coarse if name else (),
            "",
            "",
            "",
            "",
            "",
        )
        yield _interaction(InteractionRecord, told)


def _one_of_that_name(name: str, date: str) -> IdentityKey:
    """One of two people of a name, who have no address: by the day of the connection, which every era has."""
    return IdentityKey(NETWORK, IdentityKind.ID, f"connection:{name}:{_connection_day(date)[1]}", True)


def _why_nobody(row: list[str], connected: int, name: str) -> Reason:
    if is_empty(row):
        return Reason.EMPTY
    others = (cell for index, cell in enumerate(row) if index != connected)
    return Reason.CLOSED_PROFILE if not any(others) or (name and is_nobody(name)) else Reason.NO_PERSON


@lru_cache(maxsize=1 << 13)
def _connection_day(text: str) -> tuple[Moment | None, str]:
    """When, and the day of it as every era tells it; many connected on the same one."""
    at = connected_on(text)
    return at, at.iso()[:10] if at else text


def connected_on(text: str) -> Moment | None:
    """Since 2019 a day, "03 Jan 2024"; in 2018 a time without zone, "8/5/18, 3:40 AM"."""
    return dates.day(text) or dates.us_minute(text)


def notes(table: Table, file: str, keys: Keys) -> Iterator[Record | Skipped]:
    """The owner's private notes on connections, dated on the day they were written."""
    first, last = table.at("Connection First Name"), table.at("Connection Last Name")
    url, note = table.at("Connection Profile URL"), table.at("Note")
    created, edited = table.at("Created On"), table.at("Edited On")
    for number, row in table.rows:
        where, name, text = Position(file, number), full_name(row[first], row[last]), plain(row[note])
        key = keys.person(row[url], name)
        reason = (
            Reason.EMPTY if is_empty(row)
            else Reason.UNREADABLE if table.is_broken(row)
            else Reason.NO_PERSON if key is None
            else None if text
            else Reason.EMPTY
        )  # fmt: skip
        if reason is not None or key is None:
            yield left_out(where, reason or Reason.NO_PERSON, row)
            continue
        written, again = note_day(row[created]), note_day(row[edited])
        yield InteractionRecord(
            where,
            Kind.NOTE,
            written or again,
            (Participant(key, Role.PRESENT, name),),
            ("linkedin.note.1", key.key, row[created], row[note]),
            text=text,
            detail=f"edited {again.iso()}" if again is not None and again != written else "",
        )


def note_day(text: str) -> Moment | None:
    return dates.day(text) or dates.utc_second(text) or dates.us_minute(text)


def profile(table: Table, file: str, owner: tuple[IdentityKey, ...], keys: Keys) -> Iterator[Record | Skipped]:
    """The owner as he describes himself; all keys the archive knows him by are stated here."""
    for number, row in table.rows:
        where = Position(file, number)
        if table.is_broken(row) or is_empty(row):
            yield left_out(where, Reason.UNREADABLE if table.is_broken(row) else Reason.EMPTY, row)
            continue

        def cell(name: str, row: list[str] = row) -> str:
            return row[table.at(name)].strip()

        handles = (handle_key(part) for part in re.split(r"[,\s]+", cell("Twitter Handles").strip("[]")))
        x = tuple(IdentityKey("x", IdentityKind.HANDLE, handle) for handle in handles if handle)
        facts = _facts(
            (Field.NAME, full_name(cell("First Name"), cell("Last Name"))),
            (Field.FIRST_NAME, cell("First Name")),
            (Field.LAST_NAME, cell("Last Name")),
            (Field.HEADLINE, cell("Headline")),
            (Field.PLACE, cell("Geo Location") or cell("Country")),
            (Field.BIRTHDAY, dates.birthday_iso(cell("Birth Date"))),
            *((Field.LINK, link) for link in _SITE.findall(cell("Websites"))),
        )
        yield PersonRecord(where, owner_keys(owner, keys) + x, facts, owner=True)


def owner_keys(owner: Iterable[IdentityKey], keys: Keys) -> tuple[IdentityKey, ...]:
    """What the archive knows its owner by, the profile first, and always `me`."""
    return tuple(dict.fromkeys((*owner, keys.mine)))


def as_owner(record: Record | Skipped, owner: Iterable[IdentityKey], keys: Keys) -> PersonRecord | None:
    """The owner as an interaction names him; None where it does not have him."""
    if not isinstance(record, InteractionRecord):
        return None
    for participant in record.participants:
        if participant.key in keys.owner:
            return PersonRecord(
                record.where, owner_keys(owner, keys), _facts((Field.NAME, participant.name)), owner=True
            )
    return None


def mails(table: Table, file: str, owner: tuple[IdentityKey, ...], keys: Keys) -> Iterator[Record | Skipped]:
    """The owner's addresses. One never confirmed may be a stranger's: a fact, and no key."""
    address, confirmed = table.at("Email Address"), table.at("Confirmed")
    first = owner_keys(owner, keys)[0]
    for number, row in table.rows:
        where, key = Position(file, number), mail_key(row[address])
        if table.is_broken(row) or not key:
            reason = Reason.EMPTY if is_empty(row) else Reason.UNREADABLE
            yield left_out(where, reason, row)
            continue
        sure = row[confirmed].strip().casefold() in _YES
        mailbox = (IdentityKey("mail", IdentityKind.MAIL, key),) if sure else ()
        yield PersonRecord(where, (first, *mailbox), (Fact(Field.MAIL, row[address].strip()),), owner=True)


def positions(table: Table, file: str, owner: tuple[IdentityKey, ...], keys: Keys) -> Iterator[Record | Skipped]:
    """The owner's jobs, as `Field.POSITION` holds them."""
    columns = [table.at(name) for name in ("Company Name", "Title", "Started On", "Finished On")]
    first = owner_keys(owner, keys)[0]
    for number, row in table.rows:
        where = Position(file, number)
        company, title, start, end = (" ".join(row[column].split()) for column in columns)
        if table.is_broken(row) or not (company or title):
            reason = Reason.EMPTY if is_empty(row) else Reason.UNREADABLE
            yield left_out(where, reason, row)
            continue
        job = "\t".join((company, title, dates.month_iso(start), dates.month_iso(end)))
        yield PersonRecord(where, (first,), (Fact(Field.POSITION, job),), owner=True)


def _facts(*told: tuple[Field, str]) -> tuple[Fact, ...]:
    return tuple([_fact(Fact, (field, text)) for field, value in told if value and (text := value.strip())])


__all__ = ["NETWORK", "connections", "mails", "notes", "owner_keys", "positions", "profile"]
