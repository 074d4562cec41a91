"""What is new of somebody from one archive of an account to the next: the difference between two of its lists.

An archive that is whole tells who was on its lists at its date, and of each what they were called and did. Two of them
tell who came, who went, and whose name, role or company is another one now. A mere spelling is none of that.
Source: design/product.md "News"; data-model.md, `snapshot_at`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from relate.domain.companies import UNJOINED, Companies
from relate.domain.moments import DAY_MS
from relate.domain.names import folded, name_key, spelt


class NewsKind(StrEnum):
    """What is new; the words of the command line's `kind`."""

    ROLE = "role"
    COMPANY = "company"
    NAME = "name"
    NEW = "new"
    GONE = "gone"
    """No longer on the list: history, and never a reason."""


class Listing(StrEnum):
    """The lists of an archive that somebody may be on, seen from the owner."""

    CONNECTION = "connection"
    FRIEND = "friend"
    FOLLOWER = "follower"
    FOLLOWING = "following"


LISTS: Final[Mapping[str, frozenset[Listing]]] = {
    "linkedin": frozenset((Listing.CONNECTION,)),
    "facebook": frozenset((Listing.FRIEND,)),
    "x": frozenset((Listing.FOLLOWER, Listing.FOLLOWING)),
    "instagram": frozenset((Listing.FOLLOWER, Listing.FOLLOWING)),
    "threads": frozenset((Listing.FOLLOWER, Listing.FOLLOWING)),
}
"""The lists that a complete archive of a network holds whole."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A complete archive of an account, or several of one day. at: the day it tells the state of, UTC ms.

    whole: every row of its lists could be read; somebody missing from one that is not may be there all the same.
    """

    at: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What one archive says of somebody. lists: those they are on, and since when where it dates that (UTC ms).

    removed_at: when it says that they were taken off. jobs: role and company of each of their profiles, "" where it is
    not named; nothing where they have but one. The values are as the archive spells them.
    """

    lists: Mapping[Listing, int | None] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    removed_at: int | None = None
    jobs: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another now. For new and gone the lists stand in `after` and `before`.

    at: when it was, where an archive dates it. since: since when they were, or are, on the list, as it dates that; UTC
    ms.
    """

    kind: NewsKind
    before: str
    after: str
    at: int | None = None
    since: int | None = None

    @property
    def is_back(self) -> bool:
        """On the list again: since a time before the older archive, which did not have them."""
        return self.kind is NewsKind.NEW and self.at is None and self.since is not None


@dataclass(frozen=True, slots=True)
class Piece:
    """All that is new of somebody between two archives, or all that is gone; instants: the archives' dates, UTC ms.

    role, company, name: before and after as each archive says, so that what stayed can be said beside what did not. Of
    several profiles role and company are of the one in which something changed.
    """

    person: int
    network: str
    before_at: int
    after_at: int
    changes: tuple[Change, ...]
    role: tuple[str, str] = ("", "")
    company: tuple[str, str] = ("", "")
    name: tuple[str, str] = ("", "")

    @property
    def is_gone(self) -> bool:
        """Whether it is history only."""
        return self.changes[0].kind is NewsKind.GONE

    @property
    def at(self) -> int | None:
        """When it was, where an archive dates all of it; else it was between the two."""
        dated = [change.at for change in self.changes if change.at is not None]
        return max(dated) if len(dated) == len(self.changes) else None

    @property
    def known_at(self) -> int:
        """When it is news of: its own date, else that of the newer archive."""
        return self.after_at if self.at is None else self.at

    def has(self, kind: NewsKind) -> bool:
        return any(change.kind is kind for change in self.changes)


def pieces(
    person: int, network: str, tellings: Iterable[tuple[Snapshot, Told]], together: Companies = UNJOINED
) -> list[Piece]:
    """The news of somebody, the newest first. tellings: what each complete archive of one account says, by date.
    together: which companies are one."""
    found: list[Piece] = []
    for (old, before), (new, after) in pairwise(tellings):
        every = changes(old, before, new, after, together)
        for gone in (False, True):
            some = tuple(change for change in every if (change.kind is NewsKind.GONE) is gone)
            if some:
                does = [change for change in some if change.kind in (NewsKind.ROLE, NewsKind.COMPANY)]
                was, now = _job(before, [change.before for change in does]), _job(after, [each.after for each in does])
                name = (_least(before.names), _least(after.names))
                found.append(Piece(person, network, old.at, new.at, some, (was[0], now[0]), (was[1], now[1]), name))
    return found[::-1]


def newest(news: Iterable[Piece]) -> Piece | None:
    """What may be a reason to write: the news that is known the latest. What is gone never is one, nor that I follow
    somebody now."""
    theirs = (piece for piece in news if not piece.is_gone and any(map(_is_theirs, piece.changes)))
    return max(theirs, key=lambda piece: piece.known_at, default=None)


def _is_theirs(change: Change) -> bool:
    return Listing.FOLLOWING not in (change.before, change.after)


def renamed(news: Iterable[Piece]) -> list[Piece]:
    """The same news, where one who is gone and one who is back are on a list since the very same second: lists that
    name people by their names alone tell of a new name so.

    Nobody is made one by that; but the one is not gone, and of the other the name is what is new.
    """
    every = list(news)
    gone: dict[tuple[object, ...], list[Piece]] = defaultdict(list)
    back: dict[tuple[object, ...], list[Piece]] = defaultdict(list)
    for piece in every:
        for change in piece.changes:
            if _has_second(change):
                (back if change.is_back else gone)[_listed_since(piece, change)].append(piece)
    pairs = {key: (ones[0], back[key][0]) for key, ones in gone.items() if len(ones) == len(back.get(key, ())) == 1}
    if not pairs:
        return every
    called = {id(new): old.name[0] for old, new in pairs.values()}
    found: list[Piece] = []
    for piece in every:
        left = tuple(change for change in piece.changes if _listed_since(piece, change) not in pairs)
        before, after = called.get(id(piece), ""), piece.name[1]
        if before and after and name_key(before) != name_key(after):
            left = (Change(NewsKind.NAME, before, after), *left)
        if left:
            found.append(piece if left == piece.changes else replace(piece, changes=left))
    return found


def seconds_of(news: Iterable[Piece]) -> set[int]:
    """The seconds (UTC ms) by which `renamed` would look for whose name another one's is."""
    return {change.since for piece in news for change in piece.changes if change.since and _has_second(change)}


def _has_second(change: Change) -> bool:
    """Whether somebody gone or back was on the list since a second, and not since a day that many share."""
    return change.since is not None and change.since % DAY_MS != 0 and (change.kind is NewsKind.GONE or change.is_back)


def _listed_since(piece: Piece, change: Change) -> tuple[object, ...]:
    """Which list of which archives somebody is on or was, and since when."""
    return piece.network, piece.before_at, piece.after_at, change.before or change.after, change.since


def changes(old: Snapshot, before: Told, new: Snapshot, after: Told, together: Companies = UNJOINED) -> list[Change]:
    """What of somebody is another from one archive to the next: role, company, name, then new, then gone. together:
    which companies are one."""
    found: list[Change] = []
    if before.lists and after.lists:
        for kind, key, was, now in (
            (NewsKind.ROLE, _role_key, before.roles, after.roles),
            (NewsKind.COMPANY, together.key, before.companies, after.companies),
            (NewsKind.NAME, name_key, before.names, after.names),
        ):
            # Of whom the older archive says not even a name, it knows nothing under this address.
            if before.names and (change := _value(kind, key, was, now)) is not None:
                found.append(change)
    for listing in Listing:
        if listing in after.lists and listing not in before.lists:
            since = after.lists[listing]
            # Both dates are days: who came on the day of the older archive may have come after it was made.
            if since is not None and since >= old.at:
                found.append(Change(NewsKind.NEW, "", listing.value, since, since))
            elif old.whole:
                found.append(Change(NewsKind.NEW, "", listing.value, None, since))
    for listing in Listing:
        if listing in before.lists and listing not in after.lists and new.whole:
            left = after.removed_at
            dated = left if left is not None and old.at - DAY_MS < left < new.at + DAY_MS else None
            found.append(Change(NewsKind.GONE, listing.value, "", dated, before.lists[listing]))
    return found


def _value(kind: NewsKind, key: Callable[[str], str], before: frozenset[str], after: frozenset[str]) -> Change | None:
    """The value that took the place of another, or came where there was none. A name is never the first one.

    One more beside those there were says nothing: a message of long ago has the name of long ago.
    """
    if before == after:
        return None
    was = {key(value): value for value in sorted(before, reverse=True) if key(value)}
    now = {key(value): value for value in sorted(after, reverse=True) if key(value)}
    come, gone = sorted(now.keys() - was.keys()), sorted(was.keys() - now.keys())
    if not come or (was and not gone) or (not was and kind is NewsKind.NAME):
        return None
    return Change(kind, was[gone[0]] if gone else "", now[come[0]])


def _role_key(role: str) -> str:
    """A role as it is compared: case, accents and punctuation aside, unless there is nothing else in it."""
    return " ".join(spelt(folded(role))) or " ".join(role.casefold().split())


def _job(told: Told, changed: Sequence[str]) -> tuple[str, str]:
    """Role and company of one profile: of the one with most of what changed, of equals one that names both."""
    if not told.jobs:
        return _least(told.roles), _least(told.companies)
    return min(told.jobs, key=lambda job: (-sum(value in changed for value in job if value), "" in job, job))


def _least(values: frozenset[str]) -> str:
    return min(values, default="")
