"""The place *News*: the people of the circles, those with a real exchange and those who fit first, the rest by company,
then who is gone. Values for the window; nothing is read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.domain.companies import UNJOINED, Companies
from relate.domain.moments import DAY_MS
from relate.domain.news import NewsKind, Piece

YEAR_DAYS: Final = 365
_UNTOUCHED: Final = frozenset(("never suggest", "in memoriam"))
"""States of people whose news nobody is called to; it stands with the rest."""


class Since(StrEnum):
    """From when on; the newest archive of an account is compared with the one before it."""

    NEWEST = "newest"
    YEAR = "year"
    EVER = "ever"


class Only(StrEnum):
    """What the list is narrowed to."""

    EVERYTHING = "everything"
    WORK = "work"
    NAMES = "names"
    NEW = "new"


_KINDS: Final[Mapping[Only, frozenset[NewsKind]]] = {
    Only.EVERYTHING: frozenset(NewsKind),
    Only.WORK: frozenset((NewsKind.ROLE, NewsKind.COMPANY)),
    Only.NAMES: frozenset((NewsKind.NAME,)),
    Only.NEW: frozenset((NewsKind.NEW,)),
}


@dataclass(frozen=True, slots=True)
class NewsQuery:
    """What of the news is shown; network None: of all."""

    since: Since = Since.NEWEST
    only: Only = Only.EVERYTHING
    network: str | None = None


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom news is about, as the library knows them. last_contact: UTC ms. fits: the line of what I look for."""

    name: str
    circle: int | None
    state: str
    last_contact: int | None
    closeness: float
    has_photo: bool
    fits: str = ""

    @property
    def is_close(self) -> bool:
        """Whether there is a circle or a real exchange, or they fit what I look for."""
        matters = self.circle is not None or self.last_contact is not None or bool(self.fits)
        return matters and self.state not in _UNTOUCHED


@dataclass(frozen=True, slots=True)
class NewsRow:
    """A piece of news and whom it is about."""

    piece: Piece
    who: Somebody

    @property
    def person(self) -> int:
        return self.piece.person


@dataclass(frozen=True, slots=True)
class Group:
    """Several people of one company, or of none: then `company` is "" and the network tells where they are from."""

    company: str
    network: str
    rows: tuple[NewsRow, ...]
    key: str
    """The same for the same group after every reading."""

    def count(self, *kinds: NewsKind) -> int:
        """How many people have news of one of these kinds, and of none that was named before."""
        return sum(any(row.piece.has(kind) for kind in kinds) for row in self.rows)


@dataclass(frozen=True, slots=True)
class NewsPage:
    """close, others: one by one; groups: companies with two people or more, the largest first; gone: history.

    networks: those that have any news, whatever the list is narrowed to. anything: whether there is news at all.
    """

    close: tuple[NewsRow, ...]
    groups: tuple[Group, ...]
    others: tuple[NewsRow, ...]
    gone: tuple[NewsRow, ...]
    networks: tuple[str, ...]
    anything: bool


def news_page(
    pieces: Iterable[Piece],
    people: Mapping[int, Somebody],
    newest: Mapping[str, Collection[int]],
    query: NewsQuery,
    now: int,
    companies: Companies = UNJOINED,
) -> NewsPage:
    """The page of these pieces; whoever is not among `people` is left out. newest: by network the dates of the newest
    archives of its accounts; those and now in UTC ms. companies: what is one company."""
    every = [piece for piece in pieces if piece.person in people]
    wanted = [NewsRow(piece, people[piece.person]) for piece in every if _fits(piece, query, newest, now)]
    told = [row for row in wanted if not row.piece.is_gone and any(map(row.piece.has, _KINDS[query.only]))]
    close = sorted((row for row in told if row.who.is_close), key=_by_closeness)
    groups, others = _by_company([row for row in told if not row.who.is_close], companies)
    gone = [row for row in wanted if row.piece.is_gone] if query.only is Only.EVERYTHING else []
    return NewsPage(
        tuple(close),
        groups,
        others,
        tuple(sorted(gone, key=_by_closeness)),
        tuple(sorted({piece.network for piece in every})),
        bool(every),
    )


def _fits(piece: Piece, query: NewsQuery, newest: Mapping[str, Collection[int]], now: int) -> bool:
    if query.network is not None and piece.network != query.network:
        return False
    match query.since:
        case Since.NEWEST:
            return piece.after_at in newest.get(piece.network, ())
        case Since.YEAR:
            return piece.after_at >= now - YEAR_DAYS * DAY_MS
        case Since.EVER:
            return True


def _by_closeness(row: NewsRow) -> tuple[object, ...]:
    who = row.who
    talked = who.last_contact is None
    return (not who.is_close, who.circle or 1000, talked, -who.closeness, who.name.casefold(), -row.piece.after_at)


def _by_company(rows: Iterable[NewsRow], companies: Companies) -> tuple[tuple[Group, ...], tuple[NewsRow, ...]]:
    """The companies with several people, and everybody else by company and name."""
    found: dict[str, list[NewsRow]] = defaultdict(list)
    for row in rows:
        found[companies.key(row.piece.company[1]) or f"\n{row.piece.network}"].append(row)
    groups: list[Group] = []
    others: list[NewsRow] = []
    for key, some in found.items():
        if len({row.person for row in some}) < 2:
            others += some
            continue
        # The spelling that most of them have; of several such the first.
        spelt = sorted((row.piece.company[1] for row in some), key=str.casefold)
        company = max(spelt, key=spelt.count)
        some.sort(key=lambda row: (row.who.name.casefold(), -row.piece.after_at))
        groups.append(Group(company, some[0].piece.network, tuple(some), key))
    groups.sort(key=lambda group: (not group.company, -len(group.rows), group.company.casefold()))
    others.sort(
        key=lambda row: (not row.piece.company[1], companies.key(row.piece.company[1]), row.who.name.casefold())
    )
    return tuple(groups), tuple(others)
