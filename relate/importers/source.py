"""What was dropped, as one tree of members: a file, several files, a folder or a zip. Nothing is ever written.

Members are what an importer may read: junk, links that lead outside and media are left out, so an archive with a
million photos costs what its few data files cost (limits: design/trust.md).
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, NamedTuple, Self

from relate.domain.errors import UnreadableSource
from relate.importers.fingerprints import fingerprint
from relate.importers.parts import JoinedTree, dated_download, download_name
from relate.importers.trees import FolderTree, Member, OnDisk, Tree, ZipTree, wanted
from relate.importers.zipped import MOST_ENTRIES, Zip

__all__ = ["Member", "Source", "Unknown", "is_zip", "open_sources"]

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES: Final = 20_000_000_000
MOST_NESTED: Final = 100
DEEPEST: Final = 2
_NESTED_IN_MEMORY: Final = 32_000_000
_MOST_NESTED_BYTES: Final = 4_000_000_000
_HEAD: Final = 65536
_SHORT_HEAD: Final = 4096
_MOST_HEADS: Final = 6000
_MOST_LONG_HEADS: Final = 300
"""So many beginnings are kept, at most some 40 MB."""

SourceKind = Literal["file", "folder", "zip"]


class Unknown(NamedTuple):
    """Something dropped that becomes nothing: its name, and a sentence that says why and what to do."""

    name: str
    reason: str


class Source:
    """One tree of members. Opening counts what is read; `head` does not."""

    def __init__(
        self, title: str, path: Path, kind: SourceKind, members: Sequence[Member], tree: Tree, depth: int = 0
    ) -> None:
        self.title = title
        self.path = path
        self.files: tuple[Path, ...] = (path,)
        """What was dropped of it: each part of a download, each of several plain files."""
        self.called = "" if kind == "file" else title
        """The name of what its members lie in; "" of plain files, of which none lies in another, however many were
        dropped together: their title is that of the first."""
        self.marks: dict[Path, str] = {}
        """The fingerprints of those of its files that are not there any more, of which only what was read is kept."""
        self.kind: SourceKind = kind
        self.members = tuple(members)
        self.beside = self.members
        """All that was dropped of it, also where this is a part: what lies beside a file may tell what it is."""
        self.bytes_read = 0
        self.watched: Callable[[], None] = _nobody
        """Called as bytes_read grows, in the midst of reading: also while no record comes. What it raises ends that."""
        self.tree = tree
        self.depth = depth
        """How many zips it lies in."""
        self._heads: dict[str, bytes] = {}
        self._nested: tuple[list[Source], list[Unknown]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def only(self, members: Sequence[Member]) -> Source:
        """The same source with fewer members. It shares the open file: close the first one, not this one."""
        narrower = Source(self.title, self.path, self.kind, members, self.tree, self.depth)
        narrower._heads, narrower.files, narrower.beside = self._heads, self.files, self.beside
        narrower.marks, narrower.called = self.marks, self.called
        return narrower

    def fingerprints(self) -> list[str]:
        """What tells each of its files from all others, in their order."""
        return [self.marks.get(file) or fingerprint(file) for file in self.files]

    def total_bytes(self, members: Sequence[Member]) -> int:
        return sum(member.size for member in members)

    def check(self, members: Sequence[Member]) -> None:
        """Raises UnreadableSource, in one sentence, when these members are not safe or not possible to read."""
        for member in members:
            self.tree.check(member.path)
        if self.total_bytes(members) > MOST_BYTES:
            raise UnreadableSource(
                f"{self.title} holds more than {MOST_BYTES // 10**9} GB to read: drop its parts apart."
            )

    def open(self, member: Member, times: int = 1, start: int = 0) -> io.BufferedReader:
        """The member's bytes from `start` on, counted into bytes_read. Raises UnreadableSource, also while reading.

        times: how often it is read altogether; each of them counts for its share. start: to find it costs what comes
        before it where that is packed in a zip.
        """
        self.tree.check(member.path)
        return self.counted(self._open(member, start), times)

    def counted(self, stream: io.BufferedReader, times: int = 1) -> io.BufferedReader:
        """What is left of a stream of `peek`, counted as `open` does."""
        return io.BufferedReader(_Counted(stream, self, times), 1 << 17)

    def peek(self, member: Member, start: int = 0) -> io.BufferedReader:
        """As `open`, not counted: for what is looked at before or after the reading proper."""
        self.tree.check(member.path)
        return self._open(member, start)

    def on_disk(self, member: Member) -> OnDisk | None:
        """Where it lies on the disk; None where it does not."""
        return self.tree.on_disk(member.path)

    def head(self, member: Member, n: int = _HEAD) -> bytes:
        """The first n bytes, fewer when it is shorter or breaks off. UnreadableSource when it cannot be opened."""
        known = self._heads.get(member.path)
        if known is not None and (len(known) >= n or len(known) == member.size):
            return known[:n]
        head = b""
        with self._open(member) as stream:
            bare = stream.raw  # no more is unpacked than is asked for
            try:
                while len(head) < n and (more := bare.read(n - len(head))):
                    head += more
            except UnreadableSource:
                pass  # reading it in full says so, with the rows before the break
        if len(self._heads) < (_MOST_HEADS if len(head) <= _SHORT_HEAD else _MOST_LONG_HEADS):
            self._heads[member.path] = head  # several importers ask for the same
        return head

    def nested(self) -> tuple[list[Source], list[Unknown]]:
        """The zips among the members, each a source of its own, down to a zip in a zip in a zip.

        They are no members any more afterwards. The second list names those that cannot be opened.
        """
        if self._nested is None:
            zips = [member for member in self.members if is_zip(member.name)]
            self.members = tuple(member for member in self.members if not is_zip(member.name))
            self._nested = self._unfold(zips)
        return self._nested

    def close(self) -> None:
        self.tree.close()

    def _open(self, member: Member, start: int = 0) -> io.BufferedReader:
        try:
            return self.tree.open(member.path, start)
        except OSError as problem:
            raise UnreadableSource(f"{member.path} could not be opened: {problem.strerror or problem}.") from problem

    def _unfold(self, zips: Sequence[Member]) -> tuple[list[Source], list[Unknown]]:
        found: list[Source] = []
        unknown: list[Unknown] = []
        for member in zips[:MOST_NESTED]:
            try:
                if self.depth == DEEPEST:
                    raise UnreadableSource(f"{member.path} is a zip too deep inside other zips: unpack it first.")
                stream, here = self._seekable(member), self.on_disk(member)
                inner = _zip_source(member.name, self.path, stream, unknown, self.depth + 1, here)
            except UnreadableSource as problem:
                unknown.append(Unknown(member.path, str(problem)))
                continue
            deeper, problems = inner.nested()
            found += [inner, *deeper]
            unknown += problems
        if len(zips) > MOST_NESTED:
            more = len(zips) - MOST_NESTED
            unknown.append(Unknown(self.title, f"{self.title} holds {more} more zips than Relate opens at once."))
        return found, unknown

    def _seekable(self, member: Member) -> BinaryIO:
        """A nested zip's bytes where they can be walked: in a folder as they are, from a zip a nameless copy."""
        if self.kind != "zip":
            return self._open(member)
        if member.size > _MOST_NESTED_BYTES:
            raise UnreadableSource(f"{member.path} is too large to be read inside another zip: unpack it first.")
        self.tree.check(member.path)
        from tempfile import SpooledTemporaryFile  # hardly ever needed, and long to load

        copy = SpooledTemporaryFile(max_size=_NESTED_IN_MEMORY)  # noqa: SIM115 - closed with its source
        with self._open(member) as stream:
            while block := stream.read(1 << 20):
                copy.write(block)
        return copy  # type: ignore[return-value]  # has everything of BinaryIO that is used


def _nobody() -> None:
    """Nobody watches."""


def is_zip(name: str) -> bool:
    return name.casefold().endswith(".zip")


def open_sources(paths: Sequence[Path], kept: Sequence[Source] = ()) -> tuple[list[Source], list[Unknown]]:
    """What was dropped, as sources: each zip and folder one, plain files dropped together one; zips inside give more.
    Zips that are parts of one download are one source.

    The second list names what could not be opened at all. kept: zips that are not there any more, as sources.
    """
    found: list[Source] = []
    unknown: list[Unknown] = []
    files: list[Path] = []
    for path in paths:
        try:
            if path.is_dir():
                found.append(_folder_source(path, unknown))
            elif not path.exists():
                raise UnreadableSource(f"{path.name} is not there any more.")
            elif not path.is_file():  # told before it is opened: a pipe would keep whoever opens it waiting for ever
                raise UnreadableSource(f"{path.name} is neither a file nor a folder.")
            elif is_zip(path.name) or _looks_like_zip(path):
                here = OnDisk(str(path.absolute()))
                found.append(_zip_source(path.name, path, path.open("rb"), unknown, here=here))
            else:
                files.append(_plain_file(path))
        except UnreadableSource as problem:
            unknown.append(Unknown(path.name, str(problem)))
        except OSError as problem:
            unknown.append(Unknown(path.name, f"{path.name} could not be opened: {problem.strerror or problem}."))
    if files:
        found.append(_files_source(files))
    for source in list(found):
        deeper, problems = source.nested()
        found += deeper
        unknown += problems
    for source in list(found):
        if not source.members and not source.nested()[0]:
            found.remove(source)
            source.close()
            unknown.append(Unknown(source.title, _why_nothing(source)))
    return _joined([*found, *kept]), unknown


def _joined(sources: Sequence[Source]) -> list[Source]:
    """The same sources, the zips of one download as one; its title is that of the first part. Some browsers unpack a
    zip at once: a folder that is called as a part of a download of some day is one too."""
    parts: dict[str, list[Source]] = {}
    for source in sources:
        if source.kind == "zip" or (source.kind == "folder" and dated_download(source.title)):
            several = parts.setdefault(download_name(source.title), [])
            if all(part.title != source.title for part in several):  # the very same name: another download
                several.append(source)
    whole = {
        id(several[0]): _as_one(sorted(several, key=lambda part: part.title))
        for several in parts.values()
        if len(several) > 1
    }
    later = {id(part) for several in parts.values() for part in several[1:]}
    return [whole.get(id(source), source) for source in sources if id(source) not in later]


def _as_one(parts: Sequence[Source]) -> Source:
    tree = JoinedTree([(part.title, part.members, part.tree) for part in parts])
    depth = max(part.depth for part in parts)
    whole = Source(parts[0].title, parts[0].path, "zip", tree.members, tree, depth)
    whole.files = tuple(dict.fromkeys(file for part in parts for file in part.files))
    whole.marks = {file: mark for part in parts for file, mark in part.marks.items()}
    return whole


def _plain_file(path: Path) -> Path:
    """The file, when it may hold something."""
    if not wanted(path.name):
        raise UnreadableSource(_no_data(path.name))
    return path


def _no_data(name: str) -> str:
    return f"{name} is a picture, a sound or a film: Relate reads the archives that networks send."


def _why_nothing(source: Source) -> str:
    if source.kind == "file":
        return _no_data(source.title)
    return f"{source.title} holds nothing that Relate could read: only pictures and the like, or no file at all."


class _Counted(io.RawIOBase):
    """Counts what passes into its source's bytes_read, and stops at the limit of all that one source may give."""

    def __init__(self, stream: io.BufferedReader, source: Source, times: int) -> None:
        self._stream, self._source, self._times = stream, source, times

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            count = self._stream.readinto1(view)  # readinto would lose what came before a break
        except OSError as problem:
            raise UnreadableSource(
                f"{self._source.title} could not be read on: {problem.strerror or problem}."
            ) from problem
        self._source.bytes_read += count // self._times
        self._source.watched()
        if self._source.bytes_read > MOST_BYTES:
            raise UnreadableSource(f"{self._source.title} holds more than {MOST_BYTES // 10**9} GB to read.")
        return count

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _zip_source(
    title: str, path: Path, stream: BinaryIO, unknown: list[Unknown], depth: int = 0, here: OnDisk | None = None
) -> Source:
    try:
        tree = ZipTree(Zip(stream, title, wanted), here)
    except UnreadableSource:
        stream.close()
        raise
    members, obstacles = tree.members()
    if obstacles and not members:
        stream.close()
        raise UnreadableSource(obstacles[0])
    if obstacles:
        more = f" The same holds for {len(obstacles) - 1:,} more files in it." if len(obstacles) > 1 else ""
        unknown.append(Unknown(title, obstacles[0] + more))
    return Source(title, path, "zip", members, tree, depth)


def _folder_source(folder: Path, unknown: list[Unknown]) -> Source:
    files: dict[str, Path] = {}
    members: list[Member] = []
    waiting = [(folder, "")]
    while waiting:
        where, prefix = waiting.pop()
        try:
            with os.scandir(where) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as problem:
            unknown.append(Unknown(prefix or folder.name, f"{where.name} could not be opened: {problem.strerror}."))
            continue
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append((where / entry.name, f"{path}/"))
            elif wanted(path) and entry.is_file() and _inside(entry, folder):
                files[path] = where / entry.name
                members.append(_member(path, files[path]))
            if len(members) > MOST_ENTRIES:
                raise UnreadableSource(
                    f"{folder.name} holds more files than Relate reads at once: drop its parts apart."
                )
    return Source(
        folder.name or str(folder), folder, "folder", sorted(members, key=lambda one: one.path), FolderTree(files)
    )


def _files_source(paths: Sequence[Path]) -> Source:
    """Plain files dropped together, as if they lay in one folder; two of one name are told apart by their folders'."""
    files: dict[str, Path] = {}
    for path in sorted(set(paths)):
        files[path.name if path.name not in files else path.as_posix().lstrip("/")] = path
    members = [_member(name, path) for name, path in files.items()]
    first = paths[0]
    if len(paths) == 1:
        return Source(first.name, first, "file", members, FolderTree(files))
    together = Source(f"{first.name} and {len(paths) - 1} more", first.parent, "folder", members, FolderTree(files))
    together.files, together.called = tuple(files.values()), ""
    return together


def _member(path: str, file: Path) -> Member:
    try:
        told = file.stat()
    except OSError:
        return Member(path, file.name, 0, None)
    return Member(path, file.name, told.st_size, told.st_mtime_ns // 1_000_000)


def _inside(entry: os.DirEntry[str], folder: Path) -> bool:
    """A link may point to another file of the folder, never out of it."""
    return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(folder.resolve())


def _looks_like_zip(path: Path) -> bool:
    """A zip whose name lost its ending; office documents are zips too, and are left to their own readers."""
    if path.suffix:
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"
