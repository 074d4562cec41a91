"""Signal. Source: formats/contacts.md 5.3."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.records import PersonRecord, Position, Record, Skipped
from relate.importers.archive import Archive, HowTo, Way
from relate.importers.json_values import Broken, number
from relate.importers.owned import owner_first
from relate.importers.signal.encrypted import encrypted
from relate.importers.signal.exported import Exported, is_text, title_of
from relate.importers.signal.frames import Frames
from relate.importers.signal.lines import values
from relate.importers.signal.people import ME, NETWORK
from relate.importers.source import Member, Source

_HEAD: Final = 16_384
_TEXTS: Final = ("chat.md", "index.md")
_PAGES: Final = (*_TEXTS, "chat.html", "index.html", "raw.json")


class Signal:
    """Signal's own export as plain text, and the folders that signal-export makes. A row is a line of the one, a
    message of the other."""

    source_id = "signal"
    network = NETWORK
    title = "Signal"
    icon = "message-circle"
    suffixes: tuple[str, ...] = (".zip", ".jsonl")
    how_to: HowTo | None = HowTo(
        holds="contacts, messages, groups, calls",
        takes="some minutes",
        steps=("Drop the folder that comes, as it is; it is not encrypted, so delete it afterwards.",),
        link="",
        choose="plain text, without media",
        ways=(
            Way(
                "Signal on the computer, 8.10 or newer",
                ("Open Settings, Chats, and export the chats as plain text.",),
            ),
            Way("Signal on Android", ("Open Settings, Chats, Export chats, and choose a folder.",)),
            Way(
                "An older Signal, with signal-export",
                ("Run sigexport into a new folder. Relate reads its data.json of each chat.",),
                "https://github.com/carderne/signal-export",
            ),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """An export of Signal's own, else the chats that signal-export made. None when there is none."""
        frames = [one for one in source.members if _is_frames(source, one)]
        if frames:
            return self._archive(source, frames[:1], "Signal export", _made_at(source, frames[0]))
        chats = [one for one in source.members if _is_data(source, one)]
        told = {one.path.rpartition("/")[0] for one in chats}
        chats += [one for one in source.members if one.path.rpartition("/")[0] not in told and _is_text(source, one)]
        if not chats:
            return None
        title = (
            f"Signal, {len(chats):,} chats" if len(chats) > 1 else f"Signal chat {title_of(source, chats[0])}".strip()
        )
        return self._archive(source, chats, title, None)

    def turned_away(self, source: Source) -> tuple[str, tuple[Member, ...]] | None:
        """Its database and its backups, which it alone can open."""
        return encrypted(source)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every line, the owner first."""
        return owner_first(self._read(source, archive), (ME,))

    def _read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        if _is_frames(source, archive.members[0]):
            yield PersonRecord(Position(archive.members[0].path, 1), (ME,), owner=True)
            yield from Frames(source, archive.members[0]).read()
            return
        for member in archive.members:
            yield from Exported(source, member).read()

    def _archive(self, source: Source, members: list[Member], title: str, at: int | None) -> Archive:
        taken = {one.path for one in members}
        homes = {one.path.rpartition("/")[0] for one in members}
        return Archive(
            source_id=self.source_id,
            network=self.network,
            title=title,
            members=tuple(members),
            snapshot_ms=at,
            complete=False,
            owner=(ME,),
            unread=tuple(one.path for one in source.members if one.path not in taken and _is_beside(one, homes)),
        )


def _is_beside(member: Member, homes: set[str]) -> bool:
    """Whether a file came along with what is read: pages and texts of the same chats, what was sent in them."""
    home = member.path.rpartition("/")[0]
    if member.name == "metadata.json" or member.name.casefold() in _PAGES:
        return home in homes
    return any(home.startswith(f"{one}/{sent}" if one else sent) for one in homes for sent in ("files", "media"))


def _head(source: Source, member: Member) -> bytes:
    try:
        return source.head(member)[:_HEAD]
    except UnreadableSource:
        return b""  # whoever names the unknown files says why


def _is_frames(source: Source, member: Member) -> bool:
    if not member.name.casefold().endswith((".jsonl", ".ndjson")):
        return False
    head = _head(source, member).lstrip(b"\xef\xbb\xbf \r\n")
    first = head.partition(b"\n")[0]
    if first.startswith(b"{") and b'"backupTimeMs"' in first and b'"version"' in first:
        return True
    return member.name.casefold() == "main.jsonl" and (b'{"recipient":' in head or b'{"chatItem":' in head)


def _made_at(source: Source, member: Member) -> int | None:
    for one in values(BytesIO(_head(source, member))):
        return None if isinstance(one, Broken) else number(one.get("backupTimeMs"))
    return None


def _is_data(source: Source, member: Member) -> bool:
    if member.name.casefold() != "data.json":
        return False
    head = _head(source, member).lstrip(b"\xef\xbb\xbf \r\n")
    return head.startswith(b"{") and all(word in head for word in (b'"date"', b'"sender"', b'"body"'))


def _is_text(source: Source, member: Member) -> bool:
    return member.name.casefold() in _TEXTS and is_text(_head(source, member))
