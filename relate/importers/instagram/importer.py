"""Instagram's export, and Threads' inside it: two archives of one download, each with its own account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.normalise import handle_key
from relate.domain.records import IdentityKey, IdentityKind, Record, Skipped
from relate.importers import side_by_side
from relate.importers.archive import Archive, HowTo, Wait
from relate.importers.instagram.accounts import account
from relate.importers.instagram.activity import INSTAGRAM, READERS, THREADS, Handles, Reader
from relate.importers.instagram.files import (
    LISTS_OF_PEOPLE,
    ON_PAGES,
    Known,
    Part,
    classify,
    first_look,
    is_awaited,
    is_marked,
)
from relate.importers.instagram.owner import find_owner, former_name, profile, signs
from relate.importers.json_items import ANY, KEY, Item, Json, items
from relate.importers.meta.archives import counted, day_of_pages, left_alone, told_day, whole_list
from relate.importers.meta.layout import archive_of, fullest_home, place
from relate.importers.meta.messages import Partner, messages, page_messages
from relate.importers.meta.pages import Block, list_page, not_read, read_page
from relate.importers.meta.parting import is_worth_parting, of_part, parted
from relate.importers.meta.people import Keys, is_nobody
from relate.importers.meta.rows import Row, rows
from relate.importers.meta.siblings import of_one_download
from relate.importers.meta.text import all_mended
from relate.importers.meta.threads import Talk, Thread, threads
from relate.importers.owned import OwnerFirst
from relate.importers.side_by_side import Reading, Shared, in_turn, whole
from relate.importers.source import Member, Source

_WAITS: Final = (Wait("", 24 * 60),)
_STEPS: Final = (
    "Open Accounts Center in a browser, then Your information and permissions, then Export your information.",
    "Choose Create export, your {profile}, then Export to device.",
    "Under Customize information keep at least Connections, Messages and Comments, or everything.",
    "Set the date range to All time, for it begins with the last year, and the format to JSON, for it begins with "
    "HTML. Media quality: Lower.",
    "Start the export. {name} sends a mail when it is ready; it stays there for four days.",
    "Download every zip and drop them here together, as they are.",
)


def _steps(name: str, profile: str) -> tuple[str, ...]:
    return tuple(step.format(name=name, profile=profile) for step in _STEPS)


class _Meta:
    """What Instagram and Threads do alike."""

    source_id: str
    network: str
    title: str
    icon: str
    suffixes: tuple[str, ...] = (".zip", ".json")
    parts_tell_together = True
    how_to: HowTo | None
    _threads: bool

    def recognise(self, source: Source) -> Archive | None:
        """The files of this network in the archive that holds most of them; others are left for later."""
        places = [place(member) for member in source.members if member.name.casefold().endswith((".json", ".html"))]
        known = first_look(source, places)
        marked = {archive_of(one.place.home) for one in known if _is_surely_ours(source, one)}
        ours = [
            one for one in known if one.threads == self._threads and archive_of(one.place.home) in marked
        ]  # fmt: skip
        if not ours:
            return None
        home = fullest_home(one.place for one in ours)
        files = _preferred(one for one in ours if archive_of(one.place.home) == home)
        members = tuple(one.place.member for one in files)
        owner = find_owner(source, files, self.network)
        pages = [one.place.member for one in files if one.is_page]
        day = told_day(source, {one.place.home for one in files}) or day_of_pages(source, pages)
        keys = owner.keys(self.network, _listed(source, files) if owner.former else ())
        lists = [one.place.member for one in files if one.part in (Part.FOLLOWERS, Part.FOLLOWING)]
        parts = {one.part for one in files}
        whole = {Part.FOLLOWERS, Part.FOLLOWING} <= parts and whole_list(source, lists, day)
        taken = {member.path for member in members}
        to_tell = {one.member.path for one in places if is_awaited(one)} - {one.place.member.path for one in known}
        # What else is in the download is Instagram's; where it holds nothing but Threads it is that one's.
        all_of_it = not self._threads or all(one.threads for one in known)
        return Archive(
            self.source_id,
            self.network,
            f"{self.title} archive" if len(members) > 1 else f"{self.title}, {members[0].name}",
            members,
            day,
            whole,
            keys,
            tuple(self._counts(source, files)),
            tuple(left_alone(source, home, taken, to_tell)) if all_of_it else (),
            signs=signs(threads(one.place for one in files if one.part is Part.MESSAGES), Keys(self.network, keys)),
            names_told=whole and Part.FORMER_NAMES in parts,
        )

    def are_parts(self, first: Source, its: Archive, second: Source) -> bool:
        """By what is in them."""
        others = self.recognise(second)
        return others is not None and of_one_download(first, its, second, others)

    def parts(self, source: Source, archive: Archive, most: int) -> Sequence[side_by_side.Part]:
        """Conversations as JSON may be read by several; all other files are read by the first and the last."""
        if not is_worth_parting(source, archive):
            return [whole(archive)]
        return parted(archive, _talks(_files(source, archive)), most)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every element of every list, the owner first."""
        return in_turn([self.read_part(source, archive, whole(archive))])

    def read_part(self, source: Source, archive: Archive, part: side_by_side.Part) -> Reading:
        """As `read`; the lists are told by the first part, pages by the last."""
        keys = Keys(self.network, archive.owner)
        files = _files(source, archive)
        talks = _talks(files)
        mine = [key.key for key in archive.owner if key.kind is IdentityKind.HANDLE]
        called = {handle for talk in talks if (handle := handle_key(talk.called)) and not is_nobody(handle)}
        handles = Handles(self.network, keys, mine, _listed(source, files), called)
        records = _conversations(source, of_part(archive, part, talks), handles)
        owner = OwnerFirst(self._mine(archive, keys))
        if not part.number:
            others = len(part.stretches) < len(archive.members)
            records = owner.before(chain(self._lists(source, archive, files, handles), records), always=others)
        yield from records
        told = yield Shared(b"")
        if part.number == len(told) - 1:
            pages = _pages(source, files, handles)
            yield from pages if part.number else owner.before(pages)

    def _lists(
        self, source: Source, archive: Archive, files: Sequence[Known], handles: Handles
    ) -> Iterator[Record | Skipped]:
        for one in files:
            if one.part is Part.PROFILE:
                yield from profile(source, one.place.member, self._mine(archive, handles.keys))
            elif one.part is Part.FORMER_NAMES:
                for row in rows(source, one.place.member):
                    yield row if isinstance(row, Skipped) else former_name(row, self._mine(archive, handles.keys))
            elif one.part is not Part.MESSAGES and not one.is_page:
                yield from _list(source, one, handles)

    def _mine(self, archive: Archive, keys: Keys) -> tuple[IdentityKey, ...]:
        """What the owner is known by; his account on Threads has the name of the one on Instagram."""
        also = [IdentityKey(INSTAGRAM, key.kind, key.key) for key in archive.owner if key.kind is IdentityKind.HANDLE]
        return tuple(dict.fromkeys((*archive.owner, *also, keys.mine)))

    def _counts(self, source: Source, files: Sequence[Known]) -> Iterator[tuple[str, int]]:
        people = [one.place.member for one in files if one.part in LISTS_OF_PEOPLE and not one.is_page]
        if people and (count := counted(source, people)):
            yield "people", count


class Instagram(_Meta):
    """Instagram's export, JSON of all eras."""

    source_id = "instagram"
    network = INSTAGRAM
    title = "Instagram"
    icon = "camera"
    how_to: HowTo | None = HowTo(
        holds="followers, messages, comments, likes",
        takes="minutes to a day; large archives up to a few days",
        steps=_steps("Instagram", "Instagram profile"),
        link="https://accountscenter.instagram.com/info_and_permissions/",
        choose="JSON, all time",
        waits=_WAITS,
    )
    _threads = False


class Threads(_Meta):
    """The part of Instagram's export that is Threads'."""

    source_id = "threads"
    network = THREADS
    title = "Threads"
    icon = "at-sign"
    how_to: HowTo | None = HowTo(
        holds="followers, whom you follow, likes",
        takes="minutes to a day; it comes inside Instagram’s archive",
        steps=_steps("Instagram", "Instagram profile, which holds what you did on Threads"),
        link="https://accountscenter.threads.com/info_and_permissions/",
        choose="JSON, all time",
        waits=_WAITS,
    )
    _threads = True


class _Partners:
    """Whom a conversation between two is with: its folder has his name as it stands in links."""

    def __init__(self, handles: Handles) -> None:
        self._handles = handles

    def __call__(self, thread: Thread, talk: Talk, name: str) -> Partner | None:
        folder = talk.path.rpartition("/")[2] or thread.folder
        if not folder:
            return None
        keys = self._handles.keys
        thread = thread._replace(folder=folder)
        called = handle_key(thread.called)
        if not called or is_nobody(called) or (name and is_nobody(name)) or called.isdigit():
            return Partner(keys.one_of("conversation", folder))
        handle = self._handles.like(folder) or self._handles.like(called) or called
        # The number stays when somebody takes another handle, and the handle may be somebody else's by then.
        return Partner(keys.one_of("thread", thread.native or folder), (self._handles.key(handle),), handle)


def _is_surely_ours(source: Source, one: Known) -> bool:
    return one.part is not Part.MESSAGES or is_marked(source, one.place)


def _preferred(files: Iterator[Known]) -> list[Known]:
    """A page is read only where the same list or conversation is not there as JSON."""
    found = list(files)
    data = {(one.part, one.place.folder if one.part is Part.MESSAGES else "") for one in found if not one.is_page}
    return [
        one
        for one in found
        if not one.is_page or (one.part, one.place.folder if one.part is Part.MESSAGES else "") not in data
    ]


def _files(source: Source, archive: Archive) -> list[Known]:
    """In the order in which they are read."""
    return sorted(
        classify(source, (place(member) for member in archive.members), by_key=True, again=True),
        key=lambda one: (one.part.value, one.place.number, one.place.member.path),
    )


def _talks(files: Sequence[Known]) -> list[Thread]:
    return threads(one.place for one in files if one.part is Part.MESSAGES and not one.is_page)


def _conversations(source: Source, talks: Sequence[Thread], handles: Handles) -> Iterator[Record | Skipped]:
    for thread in talks:
        yield from messages(source, thread, handles.keys, _Partners(handles))


def _pages(source: Source, files: Sequence[Known], handles: Handles) -> Iterator[Record | Skipped]:
    for one in files:
        if one.is_page and one.part not in ON_PAGES:
            yield not_read(one.place.member)
        elif one.is_page and one.part is not Part.MESSAGES:
            read = partial(_on_page, read=READERS[one.part], handles=handles)
            yield from list_page(source, one.place.member, _account_on_page, read)
    for thread in threads(one.place for one in files if one.part is Part.MESSAGES and one.is_page):
        yield from page_messages(source, thread, handles.keys, _Partners(handles))


def _account_on_page(block: Block) -> Json:
    at = block.at
    seconds = at.ms // SECOND_MS if at else 0
    if len(block.cells) > 1:  # as the newest lists write it: what each value is, and the value
        pairs = zip(block.cells[::2], block.cells[1::2], strict=False)
        return {"timestamp": seconds, "label_values": [{"label": label, "value": value} for label, value in pairs]}
    entry: Json = {"href": block.link, "value": block.name, "timestamp": seconds}
    return {"title": "", "string_list_data": [entry]}


def _on_page(row: Row, read: Reader, handles: Handles) -> Iterator[Record | Skipped]:
    return read(row, handles)


def _list(source: Source, one: Known, handles: Handles) -> Iterator[Record | Skipped]:
    read = READERS[one.part]
    for row in rows(source, one.place.member):
        if isinstance(row, Skipped):
            yield row
        else:
            yield from read(row, handles)


def _listed(source: Source, files: Sequence[Known]) -> set[str]:
    """The accounts of the archive's lists."""
    found: set[str] = set()
    for one in files:
        if one.part not in LISTS_OF_PEOPLE:
            continue
        for value in _on_one_page(source, one.place.member) if one.is_page else _in_list(source, one.place.member):
            if (somebody := account(value)) is not None:
                found.add(somebody.handle)
    return found


def _in_list(source: Source, member: Member) -> Iterator[Json]:
    try:
        stream = source.peek(member)
    except UnreadableSource:
        return
    for item in items(stream, ((ANY,), (KEY, ANY))):
        if isinstance(item, Item):
            yield all_mended(item.value)


def _on_one_page(source: Source, member: Member) -> Iterator[Json]:
    yield from (_account_on_page(block) for block in read_page(source, member, looking=True).blocks)
