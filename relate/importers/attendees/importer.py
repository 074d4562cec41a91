"""Lists of people at a seminar, an exhibition or a meeting, each of them an event. Source: formats/contacts.md, 6.

Whoever is on a list was listed, not met; whoever's badge was scanned was met. A meeting of few, as Zoom, Teams or Meet
tell of it, is a meeting with all of them: of more than ten people nobody met them all (design/ranking.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from relate.domain.depth import MOST_RECIPIENTS
from relate.domain.errors import UnreadableSource
from relate.domain.events import how_met
from relate.domain.kinds import Kind
from relate.domain.moments import Moment
from relate.domain.records import (
    EventRecord,
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
from relate.importers.attendees import event as events
from relate.importers.attendees.columns import Part, parts_of
from relate.importers.attendees.forms import ONLINE, TITLES, Form, Found, found_in
from relate.importers.attendees.roll import MOST_LISTED, NETWORK, Attendee, people, settled
from relate.importers.attendees.rows import attendee, value_of
from relate.importers.attendees.times import Times, day_in, day_of
from relate.importers.source import Member, Source
from relate.importers.table import Table

_SUFFIXES: Final = (".csv", ".tsv", ".xls", ".txt")
_MOST_ROWS: Final = 50_000
"""No event has more guests; what goes on is something else."""
_MOST_RAW: Final = 16_000
_OTHERS: Final = MOST_RECIPIENTS
_SECTION: Final = "3."


class Attendees:
    """Lists of Luma, Eventbrite, Meetup, Zoom, Teams and Google Meet, and what badge scanners write. One file is one
    archive: its event can be taken back for itself."""

    source_id = "attendees"
    network = NETWORK
    title = "Event list"
    icon = "handshake"
    suffixes: tuple[str, ...] = (".csv",)
    how_to: HowTo | None = HowTo(
        holds="who was at a seminar, an exhibition or a meeting",
        takes="at once",
        steps=("Drop the file here.",),
        link="",
        ways=(
            Way("Luma", ("The event, Manage, Guests, the arrow that points down: Download as CSV.",)),
            Way("Eventbrite", ("The event, Reports, Attendees, Export to CSV.",)),
            Way("Meetup", ("The event, Manage attendees, Tools, Download attendees.",)),
            Way("Zoom", ("In a browser: Reports, Usage, the number of participants, Export.",)),
            Way("Microsoft Teams", ("The meeting’s chat or its event, Attendance, Download.",)),
            Way("Google Meet", ("The sheet that comes by mail: File, Download, comma-separated values.",)),
            Way("Badge scanners", ("The exhibition’s app or its organiser sends the scans as CSV.",)),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The first list in it, judged by its header. None when there is none."""
        for member in source.members:
            if not member.name.casefold().endswith(_SUFFIXES):
                continue
            try:
                head = source.head(member)
            except UnreadableSource:
                continue
            if (found := found_in(head)) is not None:
                name = events.above(head, found).name or events.name_in_file(_stem(member), found.form)[0]
                snapshot = day_in(_stem(member))[0]
                return Archive(
                    source_id=self.source_id,
                    network=self.network,
                    title=f"{name}, {TITLES[found.form]}" if name else f"{TITLES[found.form]}, {member.name}",
                    members=(member,),
                    snapshot_ms=snapshot.ms if snapshot is not None else member.modified_ms,
                    complete=False,
                )
        return None

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """The people, then the event with all of them; or the meeting, where it was one of few."""
        (member,) = archive.members
        head = source.head(member)
        found = found_in(head)
        assert found is not None, "it was recognised by this"
        roll = _Roll(member.name, found, events.above(head, found))
        yield from roll.fill(source, member)
        yield from roll.records(_stem(member))


@dataclass(slots=True)
class _Roll:
    """One list on its way to its event."""

    file: str
    found: Found
    above: events.Above
    attendees: list[Attendee] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    when: list[tuple[Attendee, str]] = field(default_factory=list)
    """What stood where a time does, of each who came."""
    numbers: set[str] = field(default_factory=set)
    event: dict[Part, str] = field(default_factory=dict)
    """What the rows say of the event, the first word of each."""

    def fill(self, source: Source, member: Member) -> Iterator[Skipped]:
        """Reads the rows; what is left out comes at once."""
        form, shape = self.found.form, self.found.shape
        parts = parts_of(shape.header, form)
        over, number = False, 0
        with Table(source.open(member), shape, rows_above=False) as table:
            for number, row in table.rows:
                where = Position(self.file, number)
                over = over or (form is Form.TEAMS and row[0].strip().startswith(_SECTION) and not any(row[1:]))
                if over:
                    yield Skipped(where, Reason.NOT_KEPT, "coming and going, which the list above sums up")
                elif table.is_broken(row):
                    yield _left(where, Reason.UNREADABLE, row)
                elif len(self.attendees) >= _MOST_ROWS:
                    yield Skipped(where, Reason.NOT_KEPT, f"more than {_MOST_ROWS:,} people are no event")
                else:
                    one = attendee(number, row, parts, shape.header, form)
                    if isinstance(one, Attendee):
                        self._take(one, row, parts)
                    else:
                        yield _left(where, one[0], row, one[1])
        if table.cut is not None:
            says = table.cut.says
            yield Skipped(Position(self.file, table.cut.number), Reason.INCOMPLETE, says, table.cut.raw[:_MOST_RAW])
        elif number == 0:
            yield Skipped(Position(self.file, 1), Reason.EMPTY, "nobody on it")

    def _take(self, one: Attendee, row: Sequence[str], parts: Sequence[tuple[int, Part]]) -> None:
        self.attendees.append(one)
        checked = value_of(row, parts, Part.CHECKED)
        self.when.append((one, value_of(row, parts, Part.AT) or checked))
        if created := value_of(row, parts, Part.CREATED):
            self.created.append(created)
        if number := value_of(row, parts, Part.NUMBER):
            self.numbers.add(number)
        for part in (Part.EVENT, Part.EVENT_DATE, Part.EVENT_PLACE):
            if part not in self.event and (value := value_of(row, parts, part)):
                self.event[part] = value

    def records(self, stem: str) -> Iterator[Record]:
        if not self.attendees:
            return
        settled(self.attendees)
        name, start, end = self._event(stem)
        place = self.above.place or " ".join(self.event.get(Part.EVENT_PLACE, "").split())
        exact = events.key_of(self.found.form, name, start, end, place, self._other())
        key = "\x1f".join(exact)
        there = people(self.attendees, key)
        # Whoever had the list written is on it too, whether it says who that is or not.
        few = self.found.form in ONLINE and len(there) <= _OTHERS + 1
        met = self.found.form is Form.SCANS
        words = how_met(name, start) if met else ""
        role = Role.PRESENT if few or met else Role.LISTED
        present = tuple(Participant(who, role, called) for who, called in there.items())
        everybody = sorted(self.attendees, key=lambda each: not each.mine)
        for one in everybody:
            where, keys = Position(self.file, one.row), one.keys(key, roster=not met and len(there) > MOST_LISTED)
            if one.note and not met:
                one.answers.append(one.note)
            yield PersonRecord(where, keys, one.facts(name, words), owner=one.mine)
            if one.note and met:
                yield _note(where, one, key, name, start)
        # What is of all of them belongs to the last row: the records of a row stand together.
        last = Position(self.file, everybody[-1].row)
        if few:
            yield InteractionRecord(last, Kind.MEETING, start, present, ("meeting.list.1", *exact[1:]), title=name)
        else:
            yield EventRecord(last, name, start, end, exact, place=place, people=present)

    def _event(self, stem: str) -> tuple[str, Moment | None, Moment | None]:
        """Its name, and its first and last moment as far as they are told."""
        times = Times([text for _, text in self.when] + list(self.event.values()))
        for one, text in self.when:
            one.at = times.moment(text)
        told, day = events.name_in_file(stem, self.found.form)
        start = self.above.start or times.moment(self.event.get(Part.EVENT_DATE, ""))
        end = None
        came = sorted(one.at for one in self.attendees if one.at is not None)
        if start is None and came:
            start = came[0] if self.found.form in ONLINE else day_of(came[len(came) // 2])
            if self.found.form is Form.SCANS:
                start, end = day_of(came[0]), day_of(came[-1])
        start = start or day
        name = self.above.name or " ".join(self.event.get(Part.EVENT, "").split())[: events.LONGEST_NAME] or told
        return events.called(name, start, self._signed_up()), start, end if end != start else None

    def _other(self) -> str:
        """What tells this event from another one of its name: the number of the meeting, else when its first guest
        signed up, else the first order."""
        if self.above.number:
            return self.above.number
        if self.found.form is Form.LUMA:
            return events.month_of(self._signed_up())
        if self.found.form is Form.EVENTBRITE and not self.event.get(Part.EVENT):
            return min(self.numbers, key=lambda text: (len(text), text), default="")
        return ""

    def _signed_up(self) -> Moment | None:
        """When the first guest did."""
        times = Times(self.created)
        return min((at for text in self.created if (at := times.moment(text)) is not None), default=None)


def _note(where: Position, one: Attendee, key: str, name: str, start: Moment | None) -> InteractionRecord:
    """What was noted when a badge was scanned."""
    who = Participant(one.key(key), Role.PRESENT, one.name)
    when = one.at or start
    exact = ("event.scan.1", who.key.key, "" if when is None else when.iso(), one.note)
    return InteractionRecord(where, Kind.NOTE, when, (who,), exact, title=name, text=one.note)


def _left(where: Position, reason: Reason, row: Sequence[str], says: str = "") -> Skipped:
    raw = "\t".join(row).strip()[:_MOST_RAW] if reason in (Reason.UNREADABLE, Reason.NO_PERSON) else ""
    return Skipped(where, reason, says, raw)


def _stem(member: Member) -> str:
    return PurePosixPath(member.name).stem
