"""Calendars: whom one met, when; and birthdays. Source: formats/contacts.md 3.2."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.kinds import Kind
from relate.domain.moments import Moment
from relate.domain.names import name_key
from relate.domain.normalise import mail_key
from relate.domain.patterns import late
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.archive import Archive, HowTo, Way
from relate.importers.calendar.event import Event, Guest, When, event_of, parsed
from relate.importers.calendar.lines import Head, RawEvent, decoded, events, properties
from relate.importers.calendar.occurrences import occurrences, repeats
from relate.importers.calendar.zones import Zones
from relate.importers.source import Member, Source

NETWORK: Final = "calendar"
_SUFFIXES: Final = (".ics", ".ical", ".ifb", ".icalendar")
_LOOKED_INTO: Final = 1000
_LONGEST_RAW: Final = 16_000
_BEGIN = re.compile(rb"(?:^|\n)(?:\xef\xbb\xbf)?[ \t]*BEGIN[ \t]*:[ \t]*(?:VCALENDAR|VEVENT)", re.IGNORECASE)
_STAMP = re.compile(rb"\nDTSTAMP[^:\n]*:(\d{8}T\d{6}Z?)", re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")
_BIRTHDAY = late(
    r"(?P<a>.+?)(?:['’]s birthday|s Geburtstag|, Geburtstag| hat Geburtstag"
    r"| [-–] (?:birthday|Geburtstag|anniversaire|cumpleaños|aniversário|compleanno|verjaardag|narozeniny|urodziny))$"
    r"|^(?:Birthday of|Geburtstag von|Anniversaire de|Cumpleaños de|Aniversário de|Compleanno di|Verjaardag van)"
    r" (?P<b>.+)$"
    r"|^🎂 (?P<c>.+?)(?: \(\d{4}\))?$|^(?P<d>.+?) \(\*(?:\d{4})?\)$",
    re.IGNORECASE,
)
"""As Google, Outlook and, with a cake, Nextcloud write it: "🎂 Ana Silva (1979)", "Ana Silva (*1979)"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(r"\bFREQ=YEARLY\b", re.IGNORECASE)
MOST_GUESTS: Final = 100
"""Of an event with more only that it was is kept: nobody met them all."""
OWNER_SHARE: Final = 0.5
OWNER_LEAST: Final = 2


class Calendar:
    """Calendars of Google, Outlook, Apple, Nextcloud and others, as one file, many files or a folder of them.

    The rows of a file are its events, counted from 1; one that repeats is one row and as many meetings as took place.
    """

    source_id = "calendar"
    network = NETWORK
    title = "Calendar (iCalendar)"
    icon = "calendar"
    suffixes: tuple[str, ...] = _SUFFIXES[:2]
    how_to: HowTo | None = HowTo(
        holds="meetings and who was there, birthdays",
        takes="at once; Google Takeout some minutes",
        steps=("Drop the .ics file, the zip or the folder here.",),
        link="",
        choose="iCalendar, all calendars",
        ways=(
            Way(
                "Google Calendar",
                (
                    "Open Google Calendar in a browser, Settings, Import & export, Export.",
                    "Drop the zip that comes, as it is.",
                ),
                "https://calendar.google.com/calendar/r/settings/export",
            ),
            Way(
                "Outlook",
                ("In classic Outlook: the calendar, File, Save Calendar; under More Options the whole of it.",),
            ),
            Way("Apple", ("In Calendar on a Mac: mark the calendar at the left, File, Export, Export.",)),
            Way("Nextcloud, Thunderbird and others", ("The calendar’s menu, Export.",)),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files that hold a calendar, whatever they are called. None when there is none."""
        members = tuple(self._with_events(source))
        if not members:
            return None
        dates = [date for member in members if (date := _snapshot(source, member)) is not None]
        only = members[0]
        return Archive(
            source_id=self.source_id,
            network=self.network,
            title=only.name if len(members) == 1 else f"{source.title}, {len(members):,} calendars",
            members=members,
            snapshot_ms=max(dates, default=None),
            complete=False,
            unread=tuple(one.path for one in source.members if one.name.casefold() == "info.plist"),  # Apple's, of each
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every event as the meetings it was, as a birthday, or as a Skipped."""
        books = [_read(source, member) for member in archive.members]
        owner = _owner(books)
        until = archive.snapshot_ms
        if until is None:
            until = max((at for book in books for at in book.newest()), default=0)
        if owner:
            yield PersonRecord(Position(archive.members[0].name, 1), (_mail(owner),), (), owner=True)
        for book in books:
            yield from book.skipped
            yield from _told(book, owner, until)

    def _with_events(self, source: Source) -> Iterator[Member]:
        others = 0
        for member in source.members:
            if not member.name.casefold().endswith(_SUFFIXES):
                others += 1
                if others > _LOOKED_INTO:
                    continue
            try:
                if _BEGIN.search(source.head(member)[:4096].replace(b"\x00", b"")):
                    yield member
            except UnreadableSource:
                continue  # whoever names the unknown files says why


@dataclass(slots=True)
class _Book:
    """The events of one file, and the rows that are none."""

    file: str
    head: Head
    events: list[Event]
    skipped: list[Skipped]

    def newest(self) -> Iterator[int]:
        """What tells how new the file is where nothing else does."""
        for event in self.events:
            if event.start is not None and not repeats(event):
                yield event.start.instant()


def _read(source: Source, member: Member) -> _Book:
    head = Head()
    book = _Book(member.name, head, [], [])
    zones: Zones | None = None
    row = 0
    try:
        with source.open(member) as stream:
            for raw in events(stream, head):
                row = raw.number
                if not raw.whole:
                    book.skipped.append(_left_out(book.file, raw, Reason.INCOMPLETE, "the event has no end"))
                    continue
                if zones is None:
                    zones = Zones(head.zones, head.zone)
                event = event_of(raw.number, properties(raw.body), zones)
                if head.method == "CANCEL" or (head.method == "REPLY" and _declined(event)):
                    event.cancelled = True
                book.events.append(event)
    except UnreadableSource as problem:
        book.skipped.append(Skipped(Position(book.file, row + 1), Reason.INCOMPLETE, str(problem)))
    if not book.events and not book.skipped:
        book.skipped.append(Skipped(Position(book.file, 1), Reason.EMPTY, "no event in it"))
    return book


def _declined(event: Event) -> bool:
    """Whether somebody says in it that they do not come."""
    return any(guest.answer == "DECLINED" for guest in event.guests)


def _told(book: _Book, owner: str, until: int) -> Iterator[Record | Skipped]:
    by_uid: dict[str, list[Event]] = defaultdict(list)
    for event in book.events:
        by_uid[event.uid or f"\x00{event.number}"].append(event)
    for same in by_uid.values():
        yield from _series(book, same, owner, until)


def _series(book: _Book, same: Sequence[Event], owner: str, until: int) -> Iterator[Record | Skipped]:
    """The events of one UID: one that may repeat, and those that take the place of single occurrences."""
    newest: dict[int | None, Event] = {}
    for event in sorted(same, key=lambda one: (one.version, one.number)):
        slot = None if event.instead_of is None else event.instead_of.instant()
        if slot in newest:
            yield _skip(book, newest[slot], Reason.NOT_KEPT, "an older version of the same event")
        newest[slot] = event
    master = newest.pop(None, None)
    instead = list(newest.values())
    if master is None:
        for one in instead:
            yield from _once(book, one, owner, until)
    elif master.start is None or master.cancelled or _birthday(master):
        yield from _once(book, master, owner, until)
        for one in instead:
            yield _skip(book, one, Reason.NOT_KEPT, "an occurrence of an event that is left out")
    else:
        yield from _repeated(book, master, instead, owner, until)


def _repeated(
    book: _Book, master: Event, instead: Sequence[Event], owner: str, until: int
) -> Iterator[Record | Skipped]:
    told: Counter[int] = Counter()
    for planned, event in occurrences(master, instead, until):
        told[event.number] += 1
        first = told[event.number] == 1
        if not event.cancelled:
            yield from _meeting(book, event, planned, owner, first=first)
        elif first:
            yield _skip(book, event, Reason.DECLINED, "cancelled")
    for one in (master, *instead):
        if not told[one.number]:
            yield _skip(book, one, Reason.YET_TO_COME)


def _once(book: _Book, event: Event, owner: str, until: int) -> Iterator[Record | Skipped]:
    if event.start is None:
        yield _skip(book, event, Reason.UNREADABLE, "no time that can be read")
    elif event.cancelled:
        yield _skip(book, event, Reason.DECLINED, "cancelled")
    elif whose := _birthday(event):
        yield _congratulated(book, event, whose)
    elif event.start.instant() > until:
        yield _skip(book, event, Reason.YET_TO_COME)
    else:
        yield from _meeting(book, event, event.instead_of or event.start, owner, first=True)


def _meeting(book: _Book, event: Event, planned: When, owner: str, *, first: bool) -> Iterator[Record | Skipped]:
    """One occurrence. first: of its row, which is left out once and not for each occurrence."""
    mine = next((guest for guest in event.guests if guest.mail and guest.mail == owner), None)
    others = [guest for guest in event.guests if guest is not mine and guest.answer != "DECLINED"]
    if mine is not None and mine.answer == "DECLINED":
        if first:
            yield _skip(book, event, Reason.DECLINED, "you did not go")
        return
    if not others:
        if first:
            declined = any(guest is not mine for guest in event.guests)
            yield _skip(book, event, Reason.NO_PERSON, "everybody else declined" if declined else "")
        return
    if len(others) > MOST_GUESTS:
        if first:
            yield _skip(book, event, Reason.NOT_KEPT, f"{len(others)} people were invited")
        return
    start = planned if event.instead_of is None else event.start or planned
    # An invitation that was never answered is no meeting: it is kept as one that they were listed at.
    asked = mine is not None and mine.answer == "NEEDS-ACTION"
    identity = event.uid or f"{event.title}\x1f{','.join(sorted(guest.mail for guest in event.guests))}"
    yield InteractionRecord(
        where=Position(book.file, event.number),
        kind=Kind.EVENT if asked else Kind.MEETING,
        at=start.moment(),
        participants=tuple(
            Participant(_key(guest), Role.PRESENT, guest.name) for guest in ([mine] if mine else []) + others
        ),
        exact=("calendar.event.1", identity, _instant(planned)),
        title=event.title,
        text=event.text,
        detail="listed" if asked else "",
        link=event.link if event.link.casefold().startswith(("http://", "https://")) else "",
    )


def _congratulated(book: _Book, event: Event, name: str) -> PersonRecord:
    assert event.start is not None
    day = event.start.local
    year = event.born if _YEAR.fullmatch(event.born) else "-"
    return PersonRecord(
        Position(book.file, event.number),
        (IdentityKey(NETWORK, IdentityKind.NAME, name_key(name), True),),
        (Fact(Field.NAME, name), Fact(Field.BIRTHDAY, f"{year}-{day:%m-%d}")),
    )


def _birthday(event: Event) -> str:
    """Whose birthday it is, "" where it is nobody's.

    Outlook, and Google since 2024, put birthdays among the meetings without any mark: there a whole name is asked for.
    """
    if event.start is None or not event.start.whole_day:
        return ""
    found = _BIRTHDAY.search(event.title)
    name = next(filter(None, found.groups()), "").strip() if found else ""
    if not event.birthday and (" " not in name or event.guests or not any(map(_YEARLY.search, event.rules))):
        return ""
    return name if name_key(name) else ""


def _instant(when: When) -> str:
    return f"{when.local:%Y%m%d}" if when.whole_day else str(when.instant())


def _key(guest: Guest) -> IdentityKey:
    if guest.mail:
        return _mail(guest.mail)
    return IdentityKey(NETWORK, IdentityKind.NAME, name_key(guest.name) or guest.name.casefold(), True)


def _mail(address: str) -> IdentityKey:
    return IdentityKey("mail", IdentityKind.MAIL, address)


def _owner(books: Sequence[_Book]) -> str:
    """Whose calendars they are: the one they are named after, else who is in most meetings and in many more than
    anybody else."""
    for book in books:
        if address := mail_key(book.head.name):
            return address
    counts: Counter[str] = Counter()
    with_people = 0
    for book in books:
        for event in book.events:
            mails = {guest.mail for guest in event.guests if guest.mail}
            if len(mails) > 1:
                with_people += 1
                counts.update(mails)
    if not counts:
        return ""
    (best, most), *rest = counts.most_common(2)
    second = rest[0][1] if rest else 0
    enough = most >= max(OWNER_LEAST, with_people * OWNER_SHARE) and most > second * 1.5
    return best if enough else ""


def _snapshot(source: Source, member: Member) -> int | None:
    """The day a calendar was exported: its name, else the newest stamp at its head, else the file's own time."""
    if found := _DAY_IN_NAME.search(member.name):
        told = parsed("".join(found.groups()))
        if told is not None:
            return Moment.of_day(told).ms
    stamps = [stamp.decode("ascii") for stamp in _STAMP.findall(source.head(member).replace(b"\x00", b""))]
    if stamps and (told := parsed(max(stamps))) is not None:
        return Moment.of(told).ms  # type: ignore[arg-type]  # a stamp has its time
    return member.modified_ms


def _skip(book: _Book, event: Event, reason: Reason, says: str = "") -> Skipped:
    return Skipped(Position(book.file, event.number), reason, says, event.title[:_LONGEST_RAW])


def _left_out(file: str, raw: RawEvent, reason: Reason, says: str) -> Skipped:
    return Skipped(Position(file, raw.number), reason, says, decoded(raw.body[:_LONGEST_RAW]))
