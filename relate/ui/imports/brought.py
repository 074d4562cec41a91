"""What a result page shows of an import beside its report: whom one talked with most, who has news, who is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relate.domain import networks
from relate.domain.firstlist import Drawer
from relate.domain.news import NewsKind
from relate.services.views import Card, ImportReport, PeopleQuery, PersonRow, Shown, Sort
from relate.ui.words import local, one_line, tr

if TYPE_CHECKING:
    from relate.domain.news import Piece
    from relate.services.event_views import EventView, ProposedEvent
    from relate.services.library import Library

TOP = 5
LOOKED_THROUGH = 40
"""How many of the closest are looked at for those with most days of contact: closeness fades, days do not."""
NEW_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody, what they are now and what they were; `close` says why it matters, empty where nothing does."""

    person: PersonRow
    words: str
    close: str


@dataclass(frozen=True, slots=True)
class AboutEvents:
    """proposed: days on which many of them became connected. arrived: events on whose lists some of them stood, and how
    many. lists: the events whose list it is."""

    proposed: tuple[ProposedEvent, ...] = ()
    arrived: tuple[tuple[EventView, int], ...] = ()
    lists: tuple[EventView, ...] = ()


def about_events(library: Library, report: ImportReport) -> AboutEvents:
    """What of an import is about events. Scans."""
    events = library.events
    return AboutEvents(events.proposals(report.id), events.all_arrivals(report.id), events.lists_of(report.id))


@dataclass(frozen=True, slots=True)
class Brought:
    """What the page shows beside the report itself, read behind the window."""

    top: tuple[tuple[PersonRow, int], ...]
    begin_with: tuple[Card, ...]
    conversations: int
    """How many messages, mails, calls and meetings there are: becoming connected is none."""
    since: int | None
    """The year of the oldest of them."""
    new: tuple[PersonRow, ...]
    owner_known: bool
    changed: tuple[Changed, ...] = ()
    events: AboutEvents = AboutEvents()
    to_place: int = 0
    """How many active people are in no circle."""
    talked: bool = False
    """Whether a talk is known with anybody, from whatever archive: of several that were dropped together the first may
    hold names alone."""


def read_brought(library: Library, report: ImportReport, now_ms: int) -> Brought:
    """Every read of a result page; scans, so not for the GUI thread."""
    # Of several archives that were dropped together each page tells of its own, though all of them are read by now.
    count, oldest = library.imports.conversations(report.id)
    # Where nothing was said, as in a list of connections or of an event, it makes no difference who is the owner.
    says_nothing = count == 0 or networks.network(report.network).over
    # Whoever is known from another network may be on none of these mails under an address that is known.
    owner_known = says_nothing or (library.owner.known() and library.owner.known_in(report.id))
    events = about_events(library, report)
    if report.first:
        day = library.reconnect.day(now_ms)
        begin_with = [card for card in day.reconnect if _is_of(library, card, report)][:3]
        since = local(oldest).year if oldest is not None else None
        # An invitation with words of its own is contact, and no talk: nobody stands in both columns.
        silent = {card.person for card in (*day.reconnect, *day.others) if card.section == Drawer.NEVER_TALKED}
        top = tuple((row, days) for row, days in _talked_most(library, report) if row.id not in silent)[:TOP]
        talked = day.conversations > 0
        return Brought(
            top, tuple(begin_with), count, since, (), owner_known, events=events, to_place=day.to_place, talked=talked
        )
    ids = library.people.ids(PeopleQuery(Shown.EVERYONE, since_import=report.id))
    new = tuple(library.people.rows(list(ids[:NEW_SHOWN])))
    return Brought((), (), 0, None, new, owner_known, _changed(library, report), events)


def _talked_most(library: Library, report: ImportReport) -> tuple[tuple[PersonRow, int], ...]:
    """The people with most days of contact on the network of this import, among the closest there."""
    closest = library.people.ids(
        PeopleQuery(Shown.TALKED_TO, network=report.network or report.source, sort=Sort.CLOSENESS)
    )
    days = library.imports.contact_days(report.id, closest[:LOOKED_THROUGH])
    most = sorted(days, key=lambda person: (-days[person], person))
    return tuple((row, days[row.id]) for row in library.people.rows(most))


def _is_of(library: Library, card: Card, report: ImportReport) -> bool:
    network = report.network or report.source
    return any(network in row.networks for row in library.people.rows([card.person]))


def _changed(library: Library, report: ImportReport) -> tuple[Changed, ...]:
    """Everybody of whom the archive tells another role, company or name. Scans: for a reader's thread."""
    told = {
        person: piece
        for person, pieces in library.news.everybody().items()
        for piece in pieces
        if piece.after_at == report.snapshot_ms
        and piece.network == report.source
        and any(piece.has(kind) for kind in (NewsKind.ROLE, NewsKind.COMPANY, NewsKind.NAME))
    }
    rows = library.people.rows(list(told))
    rows.sort(key=lambda row: (row.circle or 1000, -(row.last_contact or 0), row.name.casefold()))
    return tuple(Changed(row, _words(row, told[row.id]), _close(row)) for row in rows)


def _words(row: PersonRow, piece: Piece) -> str:
    """ "VP Partnerships, Northwind Labs, was Director, Contoso"; "new name, was Hana Malá"."""
    was = {change.kind: one_line(change.before, 80) for change in piece.changes}
    now = [one_line(part, 80) for part in (row.role, row.company) if part]
    if NewsKind.NAME in was:
        now.insert(0, tr("new name, was {name}", name=was[NewsKind.NAME]))
    before = [part for kind in (NewsKind.ROLE, NewsKind.COMPANY) if (part := was.get(kind, ""))]
    if before:
        now.append(tr("was {what}", what=", ".join(before)))
    return ", ".join(now)


def _close(row: PersonRow) -> str:
    return tr("circle of {n}", n=row.circle) if row.circle else ""
