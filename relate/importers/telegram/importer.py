"""Telegram Desktop's export as JSON: one chat, several, or everything. Source: formats/contacts.md 5.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.records import Position, Reason, Record, Skipped, me
from relate.importers.archive import Archive, HowTo
from relate.importers.json_items import ANY, Broken, Item, Json, Run, runs, words
from relate.importers.json_rows import broken, left_out
from relate.importers.owned import owner_first
from relate.importers.source import Member, Source
from relate.importers.telegram import people
from relate.importers.telegram.chats import reader_of
from relate.importers.telegram.escapes import mended
from relate.importers.telegram.files import NETWORK, PERSONAL, Known, beside, classify, pages, together, told_day
from relate.importers.telegram.first_look import look
from relate.importers.telegram.messages import Chat, Side

_LISTS: Final = ("chats", "left_chats")
_EACH: Final = (
    ("messages", ANY),
    ("contacts", "list", ANY),
    ("frequent_contacts", "list", ANY),
    *((section, "list", ANY, "messages", ANY) for section in _LISTS),
)
_NO_ROWS: Final = frozenset(("about", "name", "type", "id"))


class Telegram:
    """Telegram Desktop's export.

    The rows of a file are the messages, contacts and frequent contacts of it in their order, the entry about the owner
    and every other section, counted from 1.
    """

    source_id = "telegram"
    network = NETWORK
    title = "Telegram"
    icon = "send"
    suffixes: tuple[str, ...] = (".json", ".zip")
    how_to: HowTo | None = HowTo(
        holds="contacts, chats, groups, calls",
        takes="minutes; the first time Telegram may ask to wait a day",
        steps=(
            "Open Telegram Desktop (not the one from the Mac App Store): Settings, Advanced, Export Telegram data.",
            "Tick Account information, Contacts list, Personal chats, Private groups; leave photos and files out.",
            "At the bottom choose “Machine-readable JSON” as the format, then Export.",
            "Drop the folder DataExport_… here, or the result.json in it.",
            "For a single chat: its menu at the top right, Export chat history, format JSON.",
        ),
        link="https://telegram.org/blog/export-and-more",
        choose="Machine-readable JSON",
    )

    def recognise(self, source: Source) -> Archive | None:
        """The exports of one account, whatever their files are called."""
        files = together(classify(source, source.members))
        if not files:
            return None
        owner = max((one.owner for one in files), key=len)
        members = tuple(one.member for one in files)
        return Archive(
            self.source_id,
            self.network,
            _title(files),
            members,
            told_day(source, files),
            complete=False,
            owner=owner,
            unread=tuple(beside(source, files)),
        )

    def turned_away(self, source: Source) -> tuple[str, tuple[Member, ...]] | None:
        """An export as web pages."""
        members = pages(source)
        if not members:
            return None
        says = "is a Telegram export as web pages: export again and choose “Machine-readable JSON” as the format."
        return says, members

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every contact and every message, the owner first."""
        told = _read(source, archive)
        if archive.owner or any(one.type in ("", PERSONAL) for one in classify(source, archive.members)):
            return owner_first(told, tuple(dict.fromkeys((*archive.owner, me(NETWORK)))))
        return told  # of groups alone nobody can say which of them is me


def _title(files: Sequence[Known]) -> str:
    if any(not one.type for one in files):
        return "Telegram archive"
    if len(files) > 1:
        return f"Telegram, {len(files)} chats"
    return f"Telegram chat, {files[0].name}" if files[0].name else "Telegram chat"


def _read(source: Source, archive: Archive) -> Iterator[Record | Skipped]:
    for member in archive.members:
        path = member.path
        try:
            seen = look(source.peek(member))
            stream = source.open(member)
        except UnreadableSource as problem:
            yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
            continue
        file = _File(path, Side(archive.owner, seen))
        with closing(runs(mended(stream), _EACH)) as told:
            for one in told:
                yield from file.take(one)
        yield from file.end()


class _File:
    """Follows the stream of one file: in which section and which chat it is, and the number of the row."""

    def __init__(self, path: str, side: Side) -> None:
        self._path, self._side = path, side
        self._row = 0
        self._chat = Chat()
        self._at: object = None
        self._reader = reader_of(self._chat, side)

    def take(self, one: Item | Broken | Run) -> Iterator[Record | Skipped]:
        if isinstance(one, Broken):
            self._row += 1
            yield broken(Position(self._path, self._row), one)
        elif isinstance(one, Run):
            self._enter(one.path)
            yield from self._several(one.path, one.values)
        elif one.path and isinstance(one.path[-1], int) and one.path[-2:-1] in (("messages",), ("list",)):
            self._enter(one.path[:-1])
            yield from self._several(one.path[:-1], (one.value,))
        else:
            yield from self._beside(one)

    def end(self) -> Iterator[Record | Skipped]:
        """A file with no row at all says so."""
        if not self._row:
            yield Skipped(Position(self._path, 1), Reason.EMPTY, "no message in it")

    def _several(self, path: Sequence[str | int], values: Sequence[Json]) -> Iterator[Record | Skipped]:
        section = path[0]
        if path[-1] == "messages":
            plain, read, file, row = self._reader.plain, self._reader.read, self._path, self._row
            for value in values:
                row += 1
                where = Position(file, row)
                one = plain(where, value)
                if one is None:
                    yield from read(where, value)
                else:
                    yield one
            self._row = row
            return
        tell = people.contact if section == "contacts" else people.frequent if section == "frequent_contacts" else None
        for value in values:
            self._row += 1
            where = Position(self._path, self._row)
            if tell is None:  # a chat that is none
                yield left_out(where, Reason.UNREADABLE, value)
            else:
                yield from tell(where, value, self._side)

    def _enter(self, path: Sequence[str | int]) -> None:
        """Which chat the messages at hand belong to: that whose name and number stood before them."""
        if path[-1:] != ("messages",):
            return
        self._begin(path[:-1])
        if not self._chat.begun:
            self._chat.begun = True
            self._reader = reader_of(self._chat, self._side)

    def _begin(self, place: Sequence[str | int]) -> None:
        if self._at != tuple(place):
            self._at = tuple(place)
            self._chat = Chat()

    def _beside(self, one: Item) -> Iterator[Record | Skipped]:
        """What stands beside the rows: what a chat is, or a section of its own."""
        path = one.path
        top = path[0] if path else ""
        if path[-1:] != ("messages",) and ((len(path) == 4 and top in _LISTS) or (len(path) == 1 and top in _NO_ROWS)):
            self._begin(path[:-1])
            self._chat.learn(str(path[-1]), one.value)
            return
        if path[-1:] == ("about",):
            return
        self._row += 1
        where = Position(self._path, self._row)
        if path == ("personal_information",):
            yield from people.owner(where, one.value, self._side)
        elif len(path) == 1 and top not in (*_LISTS, "contacts", "frequent_contacts", "messages"):
            yield left_out(where, Reason.NOT_KEPT, None, words(str(top).replace("_", " ")))
        else:
            yield left_out(where, Reason.UNREADABLE if one.value else Reason.EMPTY, one.value)
