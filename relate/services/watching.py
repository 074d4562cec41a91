"""A folder that is looked into, when the user wants it, for archives that arrived there. Nothing is read by itself."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from relate.domain import networks
from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.importers import registry
from relate.importers.archive import Archive
from relate.importers.fingerprints import fingerprint
from relate.importers.parts import download_name
from relate.importers.source import Source, is_zip, open_sources
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.store import source_reads

log = logging.getLogger(__name__)

ON: Final = "watch.on"
FOLDER: Final = "watch.folder"
DECLINED: Final = "watch.declined"
DAY_MS: Final = 86_400_000
STEADY_MS: Final = 4_000
"""So long nothing of a file may change before it counts as whole."""
LONG_AGO_MS: Final = 60_000
RECENT_DAYS: Final = 90
"""What lies there for longer did not arrive: it is what a user keeps."""
MOST_LISTED: Final = 50_000
MOST_RECOGNISED: Final = 10
"""Files looked into at one look; with more, the next look goes on where this one stopped."""
MOST_DECLINED: Final = 400
FEWEST_CARDS: Final = 5
"""Somebody's business card is no address book."""
_MARK: Final = 16
"""Letters of a fingerprint that are kept among the settings."""
_UNFINISHED: Final = (".part", ".crdownload", ".download", ".partial", ".opdownload", ".tmp", ".temp", ".!ut", ".aria2")
_FOLDER: Final = re.compile(r"linked_?in|facebook-|instagram-|threads-|twitter-|\bx-\d", re.IGNORECASE)

Stamp = tuple[int, int]
"""Size and time of change of a file, ns."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An archive that lies in the watched folder and was not read yet. key: the same for the same files anywhere."""

    key: str
    paths: tuple[Path, ...]
    network: str
    title: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found. unsettled: something still grows or was not looked into yet: another look soon is worth it.
    problem: why the folder could not be read, "" when it could."""

    arrivals: tuple[Arrival, ...] = ()
    unsettled: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    path: Path
    stamp: Stamp
    arrived_ms: int


class Watching:
    """Remembers what it saw from look to look. `look` scans: for a reader's thread, one at a time."""

    def __init__(self, readers: Readers, settings: Settings, clock: Callable[[], int]) -> None:
        self._readers = readers
        self._settings = settings
        self._clock = clock
        self._seen: dict[Path, tuple[Stamp, int]] = {}
        self._known: dict[tuple[tuple[Path, Stamp], ...], Arrival | None] = {}

    @property
    def folder(self) -> Path | None:
        """The folder to look into; None while nobody wants it."""
        chosen = self._settings.get(FOLDER, "")
        return Path(chosen) if chosen and self._settings.get(ON, False) else None

    def switch(self, on: bool, folder: Path | None = None) -> Future[ChangeSet]:
        """Look into that folder, or the one chosen before, from now on; or into none."""
        if folder is not None:
            self._settings.set(FOLDER, str(folder))
        return self._settings.set(ON, on)

    def decline(self, arrival: Arrival) -> Future[ChangeSet]:
        """*Not this one*: these files are never offered again, wherever they lie and whatever they are called."""
        before = self._settings.get(DECLINED, "").split()
        kept = [*(mark for mark in before if mark not in arrival.marks), *arrival.marks]
        return self._settings.set(DECLINED, " ".join(kept[-MOST_DECLINED:]))

    def look(self) -> Look:
        """What lies there now, the newest first. The folder may be gone, locked, or full."""
        folder = self.folder
        if folder is None:
            self._seen, self._known = {}, {}
            return Look()
        try:
            entries = self._entries(folder)
        except OSError as problem:
            return Look(problem=problem.strerror or str(problem))
        now = self._clock()
        steady, growing = self._settled(entries, now)
        arrivals, left = self._recognised(steady)
        return Look(self._not_read(arrivals), growing or left)

    # -- what lies there --------------------------------------------------------------------------------------------

    def _entries(self, folder: Path) -> list[_Entry]:
        """Files of an ending that some source has and folders named like an archive, that arrived lately; no part of
        a download."""
        endings = registry.suffixes()
        since = self._clock() - RECENT_DAYS * DAY_MS
        found, names = [], set()
        with os.scandir(folder) as listing:
            for count, entry in enumerate(listing):
                if count >= MOST_LISTED:
                    break
                name = entry.name.casefold()
                names.add(name)
                if name.startswith(".") or name.endswith(_UNFINISHED):
                    continue
                if (told := _told(entry, endings)) is not None and told.arrived_ms >= since:
                    found.append(told)
        # Firefox keeps the place of a file with an empty one beside the part it fills.
        return [one for one in found if not any(one.path.name.casefold() + end in names for end in _UNFINISHED)]

    def _settled(self, entries: Sequence[_Entry], now: int) -> tuple[list[_Entry], bool]:
        """Those that do not change any more, and whether one still does."""
        seen: dict[Path, tuple[Stamp, int]] = {}
        steady = []
        for entry in entries:
            stamp, since = self._seen.get(entry.path, (entry.stamp, now))
            if stamp != entry.stamp or since > now:  # it grows, or the clock was set back
                since = now
            seen[entry.path] = (entry.stamp, since)
            if now - since >= STEADY_MS or now - entry.arrived_ms >= LONG_AGO_MS:
                steady.append(entry)
        self._seen = seen
        return steady, len(steady) < len(entries)

    def _recognised(self, entries: Sequence[_Entry]) -> tuple[list[Arrival], bool]:
        """What is an archive, the newest first, and whether some were not looked into yet."""
        groups: dict[str, list[_Entry]] = {}
        for entry in entries:
            name = download_name(entry.path.name) if is_zip(entry.path.name) else str(entry.path)
            groups.setdefault(name, []).append(entry)
        newest = sorted(groups.values(), key=lambda group: -max(one.arrived_ms for one in group))
        known: dict[tuple[tuple[Path, Stamp], ...], Arrival | None] = {}
        looked = left = 0
        for group in newest:
            key = tuple(sorted((one.path, one.stamp) for one in group))
            if key in self._known:
                known[key] = self._known[key]
            elif looked < MOST_RECOGNISED:
                looked += 1
                known[key] = _recognise([path for path, _ in key])
            else:
                left += 1
        self._known = known
        return [one for one in known.values() if one is not None], left > 0

    def _not_read(self, arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
        done = set(self._settings.get(DECLINED, "").split())
        done |= {mark[:_MARK] for mark in source_reads.fingerprints(self._readers.connection())}
        return tuple(one for one in arrivals if not set(one.marks) <= done)


def _told(entry: os.DirEntry[str], endings: Sequence[str]) -> _Entry | None:
    """What is known of a file from its name and its folder's list; None for what is none of ours."""
    try:
        is_folder = entry.is_dir()
        fits = _FOLDER.search(entry.name) if is_folder else entry.name.casefold().endswith(tuple(endings))
        if not fits:
            return None
        told = entry.stat()
    except OSError:
        return None
    if not is_folder and not told.st_size:
        return None
    # A download keeps the time it has at its network in some browsers: the change of its name tells when it came.
    arrived = max(told.st_mtime_ns, told.st_ctime_ns) // 1_000_000
    return _Entry(Path(entry.path), (told.st_size, told.st_mtime_ns), arrived)


def _recognise(paths: Sequence[Path]) -> Arrival | None:
    """The archive that these files are together; None when they are none, or cannot be read."""
    try:
        sources, _ = open_sources(paths)
    except (KnownError, OSError):
        return None
    try:
        found = list(_archives(sources))
    except OSError:
        return None
    except Exception:  # a bug in an importer: it must not come back every minute
        log.exception("a file in the watched folder could not be looked into")
        return None
    finally:
        for source in sources:
            source.close()
    if not found:
        return None
    marks = tuple(fingerprint(path)[:_MARK] for path in paths)
    if not all(marks):
        return None
    first = found[0]
    key = sha256(" ".join(sorted(marks)).encode()).hexdigest()[:_MARK]
    return Arrival(key, tuple(paths), first.network, _title(first), marks)


def _archives(sources: Sequence[Source]) -> Iterator[Archive]:
    for source in sources:
        try:
            archives, _ = registry.recognise(source)
        except KnownError:
            continue
        yield from (one for one in archives if _is_worth_it(source, one))


def _is_worth_it(source: Source, archive: Archive) -> bool:
    if networks.network(archive.network).owned:
        return True
    return sum(source.head(member).upper().count(b"BEGIN:VCARD") for member in archive.members[:20]) >= FEWEST_CARDS


def _title(archive: Archive) -> str:
    name = networks.network(archive.network).title
    return archive.title if archive.title.startswith(name) else f"{name}, {archive.title}"
