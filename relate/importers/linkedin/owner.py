"""Whose archive this is: LinkedIn writes the owner's name, but nowhere his profile (formats/social.md 1.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import linkedin_slug, mail_key, name_key
from relate.domain.records import IdentityKey, IdentityKind
from relate.importers.linkedin.files import Known, Part
from relate.importers.linkedin.keys import NETWORK, Keys, full_name
from relate.importers.source import Source
from relate.importers.table import Table

_LARGEST: Final = 50_000_000
_SAMPLE: Final = 20_000
_NEARLY_ALL: Final = 0.9


def find_owner(source: Source, files: Mapping[Part, Known]) -> tuple[IdentityKey, ...]:
    """What the archive knows its owner by, the profile first; empty when it tells nothing of him.

    The profile, in this order: the sender of outgoing and receiver of incoming invitations; the one profile on nearly
    every message that is no connection; the sender of messages whose name is the profile's.
    """
    name = _name(source, files)
    slug = _by_invitations(source, files.get(Part.INVITATIONS)) or _by_messages(source, files, name_key(name))
    keys: list[IdentityKey] = []
    if slug:
        keys.append(IdentityKey(NETWORK, IdentityKind.PROFILE, slug))
    if name_key(name):
        keys.append(IdentityKey(NETWORK, IdentityKind.NAME, name_key(name), True))
    keys += (IdentityKey("mail", IdentityKind.MAIL, address) for address in _mails(source, files))
    return tuple(keys)


def known_names(source: Source, files: Mapping[Part, Known], keys: Keys) -> frozenset[str]:
    """Names of people, compared and as written, where recipients have no links; empty where they have."""
    messages = files.get(Part.MESSAGES)
    if messages is None or "recipientprofileurls" in messages.shape.names():
        return frozenset()
    names = {full_name(table.column(row, "First Name"), table.column(row, "Last Name"))
             for table, row in _rows(source, files.get(Part.CONNECTIONS))}  # fmt: skip
    names.update(table.column(row, "FROM") for table, row in _rows(source, messages, _SAMPLE * 100))
    return frozenset(key for name in names for key in (keys.name(name), name.strip().casefold())) | {keys.owner_name}


def shared_names(source: Source, connections: Known, keys: Keys) -> frozenset[str]:
    """Names that more than one connection has."""
    seen = Counter(
        keys.name(full_name(table.column(row, "First Name"), table.column(row, "Last Name")))
        for table, row in _rows(source, connections)
    )
    return frozenset(name for name, times in seen.items() if times > 1)


def _rows(source: Source, known: Known | None, most: int | None = None) -> Iterator[tuple[Table, list[str]]]:
    """The rows that can be read, with their table; none of a file that cannot be opened or is too large."""
    if known is None or (most is None and known.member.size > _LARGEST):
        return
    try:
        source.check([known.member])
        with Table(source.peek(known.member), known.shape) as table:
            for _, row in islice(table.rows, most):
                if not table.is_broken(row):
                    yield table, row
    except UnreadableSource:
        return


def _name(source: Source, files: Mapping[Part, Known]) -> str:
    for table, row in _rows(source, files.get(Part.PROFILE)):
        if name := full_name(table.column(row, "First Name"), table.column(row, "Last Name")):
            return name
    return _name_by_direction(source, files)


def _name_by_direction(source: Source, files: Mapping[Part, Known]) -> str:
    """Without a profile file: the name on my side of invitations, or of the messages of 2018."""
    seen: Counter[str] = Counter()
    for part in (Part.INVITATIONS, Part.MESSAGES):
        for table, row in _rows(source, files.get(part), _SAMPLE):
            way = table.column(row, "Direction").strip().upper()
            if way == "OUTGOING":
                seen[table.column(row, "From").strip()] += 1
            elif way == "INCOMING" and "," not in table.column(row, "To"):
                seen[table.column(row, "To").strip()] += 1
        del seen[""]
        if seen:
            return _clear_winner(seen)
    return ""


def _clear_winner(seen: Counter[str]) -> str:
    """The most frequent, if it is more than half of all; "" otherwise."""
    best, times = seen.most_common(1)[0]
    return best if times * 2 > seen.total() else ""


def _by_invitations(source: Source, known: Known | None) -> str:
    seen: Counter[str] = Counter()
    for table, row in _rows(source, known):
        way = table.column(row, "Direction").strip().upper()
        if way in ("OUTGOING", "INCOMING"):
            mine = "inviterProfileUrl" if way == "OUTGOING" else "inviteeProfileUrl"
            seen[linkedin_slug(table.column(row, mine))] += 1
    del seen[""]
    return _clear_winner(seen) if seen else ""


def _by_messages(source: Source, files: Mapping[Part, Known], name: str) -> str:
    on_rows: Counter[str] = Counter()
    named: Counter[str] = Counter()
    rows = 0
    for table, row in _rows(source, files.get(Part.MESSAGES), _SAMPLE):
        sender, receivers = table.column(row, "SENDER PROFILE URL"), table.column(row, "RECIPIENT PROFILE URLS")
        if sender and receivers:  # only such a row must have him
            rows += 1
            on_rows.update({linkedin_slug(link) for link in (sender, *receivers.split(","))} - {""})
        if name and sender and name_key(table.column(row, "FROM")) == name:
            named[linkedin_slug(sender)] += 1
    del named[""]
    return _on_nearly_all(source, files, on_rows, rows) or (_clear_winner(named) if named else "")


def _on_nearly_all(source: Source, files: Mapping[Part, Known], on_rows: Counter[str], rows: int) -> str:
    """The profile on nearly every row that is no connection; "" where another is on as many."""
    often = {slug: times for slug, times in on_rows.items() if times >= rows * _NEARLY_ALL}
    if often:
        for slug in _connected(source, files.get(Part.CONNECTIONS)):
            often.pop(slug, None)
    most = [slug for slug, times in often.items() if times == max(often.values())]
    return most[0] if len(most) == 1 else ""


def _connected(source: Source, known: Known | None) -> set[str]:
    return {linkedin_slug(table.column(row, "URL")) for table, row in _rows(source, known)}


def _mails(source: Source, files: Mapping[Part, Known]) -> list[str]:
    """The owner's confirmed addresses; one never confirmed may be somebody else's."""
    return [
        address
        for table, row in _rows(source, files.get(Part.MAILS))
        if table.column(row, "Confirmed").strip().casefold() in ("yes", "true", "1")
        and (address := mail_key(table.column(row, "Email Address")))
    ]
