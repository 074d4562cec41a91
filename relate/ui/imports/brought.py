"""What a result page shows of an import beside its report: whom one talked with most, who has news, who is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relate.domain.news import NewsKind
from relate.domain.records import Kind
from relate.services.views import Card, ImportReport, PeopleQuery, PersonRow, Shown, Sort
from relate.ui.words import local, one_line, tr

if TYPE_CHECKING:
    from relate.domain.news import Piece
    from relate.services.event_views import ProposedEvent
    from relate.services.library import Library

TOP = 5
LOOKED_THROUGH = 40
"""How many of the closest are looked at for those with most days of contact: closeness fades, days do not."""
NEW_SHOWN = 6
TALKING = (Kind.MESSAGE, Kind.MAIL, Kind.CALL, Kind.MEETING, Kind.TALK)
OLDEST_PAGES = 20
"""Rows without a date stand below all others: so many pages of 100 are looked through for the oldest dated one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody, what they are now and what they were; `close` says why it matters, empty where nothing does."""

    person: PersonRow
    words: str
    close: str


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
    proposed: tuple[ProposedEvent, ...] = ()
    """Days on which many of them became connected."""


def read_brought(library: Library, report: ImportReport, now_ms: int) -> Brought:
    """Every read of a result page; scans, so not for the GUI thread."""
    owner_known = report.interactions_new == 0 or library.owner.known()
    proposed = library.events.proposals(report.id)
    if report.first:
        day = library.reconnect.day(now_ms)
        talked = [library.timeline.ids(None, kind=kind) for kind in TALKING]
        since = min((year for ids in talked if (year := _since(library, ids)) is not None), default=None)
        count = sum(map(len, talked))
        return Brought(_talked_most(library), day.reconnect[:3], count, since, (), owner_known, proposed=proposed)
    ids = library.people.ids(PeopleQuery(Shown.EVERYONE, since_import=report.id))
    new = tuple(library.people.rows(list(ids[:NEW_SHOWN])))
    return Brought((), (), 0, None, new, owner_known, _changed(library, report), proposed)


def _talked_most(library: Library) -> tuple[tuple[PersonRow, int], ...]:
    """The people with most days of contact, among the closest."""
    closest = library.people.ids(PeopleQuery(Shown.TALKED_TO, sort=Sort.CLOSENESS))[:LOOKED_THROUGH]
    days = {person: library.people.page(person).contact_days for person in closest}
    most = sorted(closest, key=lambda person: (-days[person], person))[:TOP]
    return tuple((row, days[row.id]) for row in library.people.rows(most))


def _since(library: Library, ids: Sequence[int]) -> int | None:
    """The year of the oldest dated row."""
    for page in range(OLDEST_PAGES):
        last = len(ids) - 100 * page
        rows = library.timeline.rows(list(ids[max(last - 100, 0) : max(last, 0)])) if last > 0 else []
        dated = [row.at.ms for row in rows if row.at is not None]
        if dated:
            return local(min(dated)).year
    return None


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
