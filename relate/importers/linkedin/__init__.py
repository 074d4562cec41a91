"""The archive LinkedIn gives its members, 2018 to 2026: zip, folder or a single file of it (formats/social.md 1)."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS, Moment
from relate.domain.records import IdentityKey, PersonRecord, Position, Reason, Record, Skipped
from relate.importers import dates, side_by_side
from relate.importers.archive import Archive, HowTo, Wait
from relate.importers.linkedin import activity, messages, people
from relate.importers.linkedin.files import PART_NAMES, Known, Part, classify
from relate.importers.linkedin.keys import NETWORK, Keys
from relate.importers.linkedin.owner import find_owner, known_names, shared_names
from relate.importers.linkedin.parting import Rows, ends_as_told, rest_of, shares
from relate.importers.linkedin.rows import MOST_RAW
from relate.importers.side_by_side import TO_ITS_END, NotInParts, Reading, Stretch, whole
from relate.importers.source import Member, Source
from relate.importers.table import Table

_WHOLE: Final = 3
_STAGING: Final = 1
"""Processors that are busy with what the parts tell: to stage it takes two thirds of the time of reading it."""
_FASTEST: Final = 2
"""Parts of which more are read sooner than they are staged."""
_COUNTED_BELOW: Final = 8_000_000
_COUNTED: Final = ((Part.CONNECTIONS, "people"), (Part.MESSAGES, "messages"), (Part.EVENTS, "events"))
_ARCHIVE_NAME: Final = re.compile(r"linked_?in", re.IGNORECASE)
_GIVEN: Final = re.compile(r"given|gegeben|erteilt|verfasst|donn|enviad|dad[ao]s|fornit|gegeven|wystawion|lamnade")
_RECEIVED: Final = re.compile(r"receiv|erhalten|re[cç]u|recib|receb|ricevut|ontvangen|otrzyman|mottag")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ONE_LINE: Final = frozenset(
    {Part.CONNECTIONS, Part.ENDORSED_BY, Part.ENDORSED, Part.FOLLOWS, Part.COMPANY_FOLLOWS, Part.EVENTS, Part.MAILS}
)
_OWNERS: Final = {Part.PROFILE: people.profile, Part.MAILS: people.mails, Part.POSITIONS: people.positions}
_OTHERS: Final[Mapping[Part, Callable[[Table, str, Keys], Iterator[Record | Skipped]]]] = {
    Part.NOTES: people.notes,
    Part.INVITATIONS: activity.invitations,
    Part.ENDORSED_BY: partial(activity.endorsements, received=True),
    Part.ENDORSED: partial(activity.endorsements, received=False),
    Part.FOLLOWS: activity.follows,
}


class LinkedIn:
    """LinkedIn's archive."""

    source_id = "linkedin"
    network = NETWORK
    title = "LinkedIn"
    icon = "users"
    suffixes: tuple[str, ...] = (".zip", ".csv")
    how_to: HowTo | None = HowTo(
        holds="people, messages, invitations, recommendations",
        takes="about 10 minutes; the larger archive up to two days",
        steps=(
            "Open LinkedIn in a browser, not in the app; click your picture, then Settings & Privacy.",
            "Choose Data privacy, then Get a copy of your data.",
            "For the quick one tick Connections, Messages, Invitations and Profile. The larger archive holds these and "
            "everything else. All of it comes since the beginning: there is no range to choose.",
            "Press Request archive, and give your password when LinkedIn asks for it.",
            "LinkedIn sends a mail with a link that works for three days. Of the larger archive a part comes in "
            "minutes and the whole in a second mail.",
            "Download the zip and drop it here as it is; both, in any order, where two came.",
        ),
        link="https://www.linkedin.com/mypreferences/d/download-my-data",
        waits=(Wait("The quick one", 10), Wait("The larger archive", 48 * 60)),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The archive in the folder of the source that holds most of LinkedIn's tables; others are left for later."""
        known = [file for member in source.members if (file := classify(source, member)) is not None]
        read = [file for file in known if file.part is not Part.UNREAD]
        if not read:
            return None
        homes = Counter(_home(file.member) for file in read)
        home = min(homes, key=lambda path: (-homes[path], path.count("/"), path))
        files = _one_of_each(file for file in read if _home(file.member) == home)
        members = tuple(file.member for file in files.values())
        by_part = {part: file for (part, _), file in files.items()}
        day = _snapshot(source, home)
        return Archive(
            self.source_id,
            self.network,
            _title(day, members),
            members,
            None if day is None else day.ms,
            Part.CONNECTIONS in by_part,
            find_owner(source, by_part),
            tuple(_counts(source, by_part)),
            tuple(_left_alone(source, home, known, whole=len(files) >= _WHOLE)),
        )

    def parts(self, source: Source, archive: Archive, most: int) -> Sequence[side_by_side.Part]:
        """Messages of today's form may be cut between two rows. In a zip each part unpacks what comes before it."""
        return shares(_files(source, archive), min(max(most - _STAGING, 1), _FASTEST))

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every row of every member, the owner as early as the files tell him, all records of a row together."""
        return _told(source, archive, whole(archive), alone=True)

    def read_part(self, source: Source, archive: Archive, part: side_by_side.Part) -> Reading:
        """As `read`; nothing is to be known of the other parts."""
        yield from _told(source, archive, part, alone=part == whole(archive))


def _files(source: Source, archive: Archive) -> list[tuple[int, Known]]:
    """The files of an archive with their numbers in it, in the order in which they are read."""
    files = [
        (number, file)
        for number, member in enumerate(archive.members)
        if (file := classify(source, member)) is not None
    ]
    profiled = any(file.part is Part.PROFILE for _, file in files)
    first = () if profiled else (Part.INVITATIONS, Part.MESSAGES)  # these have him on every row
    return sorted(files, key=lambda one: (one[1].part not in first, one[1].part.value, one[1].member.path))


def _told(source: Source, archive: Archive, part: side_by_side.Part, *, alone: bool) -> Iterator[Record | Skipped]:
    """The records of a part. alone: it is all there is."""
    files = _files(source, archive)
    by_part = {file.part: file for _, file in files}
    keys = Keys(archive.owner)
    mine = {stretch.member: stretch for stretch in part.stretches}
    records = chain.from_iterable(
        _read(source, file, mine[number], by_part, archive.owner, keys) for number, file in files if number in mine
    )
    if part.number:
        return records
    return _introduced(records, archive.owner, keys, alone=alone)


def _introduced(
    records: Iterator[Record | Skipped], owner: tuple[IdentityKey, ...], keys: Keys, *, alone: bool
) -> Iterator[Record | Skipped]:
    """The records; where no profile file tells of the owner, the first row that has him introduces him, be it only as
    `me`: whoever is connected, followed or endorsed is so with him.

    Raises NotInParts where that is none of these and these are not all.
    """
    for record in records:
        if isinstance(record, PersonRecord) and record.owner:
            yield record
            break
        mine = people.as_owner(record, owner, keys)
        if mine is not None:
            yield mine
            yield record
            break
        yield record
    else:
        if not alone:
            raise NotInParts
    yield from records


def _read(
    source: Source,
    file: Known,
    stretch: Stretch,
    files: Mapping[Part, Known],
    owner: tuple[IdentityKey, ...],
    keys: Keys,
) -> Iterator[Record | Skipped]:
    path = file.member.path
    if stretch.start or stretch.stop != TO_ITS_END:
        yield from _read_stretch(source, file, stretch, files, owner, keys)
        return
    try:
        stream = source.open(file.member)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    with Table(stream, file.shape, one_line=file.part in _ONE_LINE) as table:
        yield from _records(table, source, file, files, owner, keys)
        yield from _broken_off(table, path)


def _read_stretch(
    source: Source,
    file: Known,
    stretch: Stretch,
    files: Mapping[Part, Known],
    owner: tuple[IdentityKey, ...],
    keys: Keys,
) -> Iterator[Record | Skipped]:
    """As `_read`, of a file that is cut. Raises NotInParts where a cut is not between two of its rows."""
    try:
        rows = Rows(source.peek(file.member), stretch)
    except UnreadableSource:
        raise NotInParts from None  # whoever reads it all says how far it can be read
    shape = rest_of(file.shape) if stretch.start else file.shape
    stream = source.counted(io.BufferedReader(rows))
    with Table(stream, shape, one_line=file.part in _ONE_LINE, rows_before=rows.before) as table:
        yield from _records(table, source, file, files, owner, keys)
        if stretch.stop == TO_ITS_END:
            yield from _broken_off(table, file.member.path)
        elif not ends_as_told(table, rows):
            raise NotInParts


def _broken_off(table: Table, path: str) -> Iterator[Skipped]:
    if (cut := table.cut) is not None:
        yield Skipped(Position(path, cut.number), Reason.INCOMPLETE, cut.says, cut.raw[:MOST_RAW])


def _records(
    table: Table,
    source: Source,
    file: Known,
    files: Mapping[Part, Known],
    owner: tuple[IdentityKey, ...],
    keys: Keys,
) -> Iterator[Record | Skipped]:
    path, part = file.member.path, file.part
    if part in _OWNERS:
        return _OWNERS[part](table, path, owner, keys)
    if part in _OTHERS:
        return _OTHERS[part](table, path, keys)
    match part:
        case Part.CONNECTIONS:
            return people.connections(table, path, keys, cache(partial(shared_names, source, file, keys)))
        case Part.MESSAGES:
            return messages.messages(table, path, keys, known_names(source, files, keys))
        case Part.RECOMMENDATIONS:
            return activity.recommendations(table, path, keys, received=_is_received(file.base))
        case Part.COMPANY_FOLLOWS:
            return activity.company_follows(table, path)
        case Part.EVENTS:
            return activity.events(table, path)
        case _:
            return iter(())


def _is_received(base: str) -> bool | None:
    """Both directions have one header: only the name tells, in some languages; None where it does not."""
    if _RECEIVED.search(base):
        return True
    return False if _GIVEN.search(base) else None


def _home(member: Member) -> str:
    """The folder a member lies in, with a slash behind it; "" at the top."""
    return member.path.removesuffix(member.name)


def _one_of_each(files: Iterator[Known]) -> dict[tuple[Part, str], Known]:
    """One file for each part: "messages (1).csv" beside "messages.csv" is another archive's, not more of this one."""
    chosen: dict[tuple[Part, str], Known] = {}
    for file in sorted(files, key=lambda file: (len(file.member.name), file.member.path)):
        chosen.setdefault((file.part, file.base if file.part is Part.RECOMMENDATIONS else ""), file)
    return chosen


def _left_alone(source: Source, home: str, known: Sequence[Known], *, whole: bool) -> Iterator[str]:
    """The paths of what belongs to the archive and is not read.

    Told by their columns or names; names that others use too count only in a whole archive. In one that comes as
    LinkedIn packed it everything else belongs here, unless it has the name of a file that is read: that one is
    damaged, and somebody must hear of it.
    """
    parts = {file.member.path: file for file in known}
    packed = whole and (source.kind == "zip" or _ARCHIVE_NAME.search(home) or _ARCHIVE_NAME.search(source.title))
    for member in source.members:
        if not member.path.startswith(home):
            continue
        file = parts.get(member.path)
        if file is None:
            article = member.path.removeprefix(home).casefold().startswith("articles/")
            if (packed and Known.base_of(member) not in PART_NAMES) or (whole and article):
                yield member.path
        elif file.part is Part.UNREAD and (whole or file.is_surely_ours) and not _is_a_book(source, file):
            yield member.path


def _is_a_book(source: Source, file: Known) -> bool:
    """Whether somebody's address book lies beside the archive: its file is called as one of LinkedIn's is."""
    from relate.importers.address_book import tables  # whoever only reads does without: it takes a while to load

    return file.base == "contacts" and not file.is_surely_ours and tables.known(source, file.member) is not None


def _snapshot(source: Source, home: str) -> Moment | None:
    """The day in the name of the zip or of a folder around the files, in American order."""
    for name in (*reversed(home.strip("/").split("/")), source.title):
        if (day := dates.us_day_in(name)) is not None:
            return day
    return None


def _title(day: Moment | None, members: Sequence[Member]) -> str:
    if day is not None:
        when = datetime.fromtimestamp(day.ms / SECOND_MS, UTC)
        return f"LinkedIn archive of {when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"LinkedIn, {members[0].name}" if len(members) == 1 else "LinkedIn archive"


def _counts(source: Source, files: Mapping[Part, Known]) -> Iterator[tuple[str, int]]:
    """How many rows the main files have, where that is told in a moment."""
    for part, word in _COUNTED:
        file = files.get(part)
        if file is None or file.member.size > _COUNTED_BELOW:
            continue
        try:
            with Table(source.peek(file.member), file.shape) as table:
                yield word, sum(1 for _ in table.rows)
        except UnreadableSource:
            continue
