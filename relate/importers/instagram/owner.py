"""Whose an Instagram archive is: what he is called in links and was called before, what he shows, how he is reached.

The name in links may change at any time and may then be somebody else's, so an archive is told by more than it: the
download lists his changes of name (`profile_changes.json`), his mail address and telephone, and its conversations have
numbers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import handle_key, mail_key, name_key, phone_key
from relate.domain.records import Fact, Field, IdentityKey, IdentityKind, PersonRecord, Reason, Record, Skipped
from relate.importers.instagram.accounts import account, called_username, mapped, values_of
from relate.importers.instagram.files import Known, Part
from relate.importers.json_items import ANY, KEY, Item, Json, items
from relate.importers.meta.pages import head_of, names_at_the_top
from relate.importers.meta.people import Keys
from relate.importers.meta.rows import Row, left_out, rows
from relate.importers.meta.text import all_mended
from relate.importers.meta.threads import Thread, owner_by_threads, threads
from relate.importers.source import Member, Source

_OWNER_IN_NAME: Final = re.compile(r"(?:instagram|threads)-([\w.]{1,30}?)-\d{4}-\d{2}-\d{2}", re.IGNORECASE)


_HEADS: Final = 3
"""Pages whose head is looked at for the owner: all of an archive have the same."""


class Owner(NamedTuple):
    """handle: as in links; name: the one that is shown; former: handles of before; "" and () where nothing tells."""

    handle: str = ""
    name: str = ""
    former: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    """All that the profile says, whatever it calls it."""

    def keys(self, network: str, others: Collection[str]) -> tuple[IdentityKey, ...]:
        """What he is known by, the name of now first. others: the handles of other people in the archive: a name that
        was his and is theirs by now is not his any more."""
        former = [key for key in self.former if key not in others]
        handles = dict.fromkeys([self.handle, *former] if self.handle else [])
        keys = [IdentityKey(network, IdentityKind.HANDLE, handle) for handle in handles]
        if name_key(self.name):
            keys.append(IdentityKey(network, IdentityKind.NAME, name_key(self.name), True))
        keys += [IdentityKey("mail", IdentityKind.MAIL, mail) for mail in self.mails]
        keys += [IdentityKey("phone", IdentityKind.PHONE, number) for number in self.phones]
        return tuple(keys)


def find_owner(source: Source, files: Sequence[Known], network: str) -> Owner:
    """As its files tell, else the name of the download and whoever is in most conversations."""
    found = Owner()
    former: list[str] = []
    for one in files:
        if one.part is Part.PROFILE:
            found = _told(source, one.place.member)
        elif one.part is Part.FORMER_NAMES:
            former += [name for value in _values(source, one.place.member) for name in _changed(value)]
    for text in (source.title, *(one.place.home for one in files[:1])):
        if not found.handle and (named := _OWNER_IN_NAME.search(text)):
            found = found._replace(handle=handle_key(named[1]))
    if not found.name:
        talks = threads(one.place for one in files if one.part is Part.MESSAGES)
        tops = ((talk, names_at_the_top(source, talk)) for talk in talks)
        told = [*found.values, *(head_of(source, one.place.member).words for one in files[:_HEADS] if one.is_page)]
        found = found._replace(name=owner_by_threads(tops, Keys(network, ()), told=told))
    return found._replace(former=tuple(name for name in dict.fromkeys(former) if name != found.handle))


def signs(talks: Sequence[Thread], keys: Keys) -> tuple[IdentityKey, ...]:
    """The keys of conversations that have a number: no other account has one of the same."""
    return tuple(keys.one_of("thread", talk.native) for talk in talks if talk.native)


def profile(source: Source, member: Member, mine: tuple[IdentityKey, ...]) -> Iterator[Record | Skipped]:
    """The owner as the export knows him: what he is called; nothing else of the file is taken."""
    for row in rows(source, member):
        if isinstance(row, Skipped):
            yield row
            continue
        name = mapped(row.value, "name")
        if not isinstance(row.value, dict) or not values_of(row.value):
            yield left_out(row.where, Reason.UNREADABLE if row.value else Reason.EMPTY, row.value)
            continue
        facts = (Fact(Field.NAME, name),) if name else ()
        yield PersonRecord(row.where, mine, facts, owner=True)


def former_name(row: Row, mine: tuple[IdentityKey, ...]) -> Record | Skipped:
    """A change of the owner's name in links is about him; of his picture or his words about himself nothing is kept."""
    if not isinstance(row.value, dict) or not row.value:
        return left_out(row.where, Reason.UNREADABLE if row.value else Reason.EMPTY, row.value)
    if not _changed(row.value):
        return left_out(row.where, Reason.NOT_KEPT, row.value)
    return PersonRecord(row.where, mine, owner=True)


def _changed(value: Json) -> list[str]:
    """The handles before and after, where it is the name in links that changed."""
    what, *told = [*values_of(value), ""]
    return [key for name in told if (key := handle_key(name))] if called_username(what) else []


def _told(source: Source, member: Member) -> Owner:
    """What the profile says of its owner."""
    for value in _values(source, member):
        handle = handle_key(mapped(value, "username"))
        name = mapped(value, "name")
        told = values_of(value)
        if not handle:
            somebody = account({"title": next((one for one in told if _looks_like_handle(one)), "")})
            handle = somebody.handle if somebody else ""
        if handle or name:
            mails = dict.fromkeys(key for one in told if "@" in one and (key := mail_key(one)) == one.casefold())
            phones = dict.fromkeys(key for one in told if one.startswith("+") and (key := phone_key(one)))
            return Owner(handle, name, (), tuple(mails), tuple(phones), tuple(told))
    return Owner()


def _looks_like_handle(value: str) -> bool:
    return bool(handle_key(value)) and value == value.lower() and not value.isdigit() and len(value) <= 30


def _values(source: Source, member: Member) -> Iterator[Json]:
    try:
        stream = source.peek(member)
    except UnreadableSource:
        return
    for one in items(stream, ((ANY,), (KEY, ANY))):
        if isinstance(one, Item) and isinstance(one.value, dict):
            yield all_mended(one.value)
