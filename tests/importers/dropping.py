"""Drop a file, a folder or a zip on the importers, as the window does, and count rows without them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from relate.domain.records import InteractionRecord, PersonRecord, Record, Skipped
from relate.importers.archive import Archive
from relate.importers.registry import importer, recognise
from relate.importers.source import Unknown, open_sources

LINKEDIN = Path(__file__).parents[1] / "exports" / "linkedin"
ERAS = ("2018", "2021", "2023", "2024", "2025", "2026", "excel", "german")
PACKED_AT = (2026, 11, 20, 12, 0, 0)
DAMAGED = ("2018-damaged", "2021-damaged", "2023-damaged", "2024-damaged", "2025-damaged", "2026-damaged")


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that came of what was dropped."""

    archives: tuple[Archive, ...]
    unknown: tuple[Unknown, ...]
    everything: tuple[Record | Skipped, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(one for one in self.everything if not isinstance(one, Skipped))

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        return tuple(one for one in self.everything if isinstance(one, Skipped))

    @property
    def archive(self) -> Archive:
        (only,) = self.archives
        return only

    @property
    def people(self) -> list[PersonRecord]:
        return [record for record in self.records if isinstance(record, PersonRecord)]

    @property
    def others(self) -> list[PersonRecord]:
        """The people without the owner, who also comes where a file names only those he is connected with."""
        return [person for person in self.people if not person.owner]

    @property
    def interactions(self) -> list[InteractionRecord]:
        return [record for record in self.records if isinstance(record, InteractionRecord)]

    def of(self, file: str) -> list[Record]:
        return [record for record in self.records if record.where.file.endswith(file)]

    def rows(self) -> dict[str, set[int]]:
        """The rows of each file that anything was said about."""
        rows: dict[str, set[int]] = defaultdict(set)
        for one in self.everything:
            rows[one.where.file].add(one.where.row)
        return rows


def drop(*paths: Path) -> Reading:
    """What the program makes of these paths dropped together."""
    sources, unknown = open_sources(paths)
    archives: list[Archive] = []
    everything: list[Record | Skipped] = []
    for source in sources:
        with source:
            found, strangers = recognise(source)
            unknown += strangers
            for archive in found:
                archives.append(archive)
                everything += importer(archive.source_id).read(source, archive)
    return Reading(tuple(archives), tuple(unknown), tuple(everything))


def write_zip(target: Path, files: Mapping[str, bytes | str] | Iterable[tuple[str, bytes]]) -> Path:
    """All its files of one moment, whenever it is written: where nothing else tells its day, that is an archive's."""
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            packed.writestr(zipfile.ZipInfo(name, PACKED_AT), content, zipfile.ZIP_DEFLATED)
    return target


def zip_of(folder: Path, target: Path, prefix: str = "", *, backwards: bool = False) -> Path:
    """The files of a folder as a zip; `backwards`: in the other order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return write_zip(
        target,
        [
            (prefix + path.relative_to(folder).as_posix(), path.read_bytes())
            for path in files[:: -1 if backwards else 1]
        ],
    )


def write_files(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def counted_rows(file: Path, *header: str) -> int:
    """Rows below the header that has these names, as csv alone counts them."""
    data = file.read_bytes()
    for encoding in ("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise AssertionError(file)
    delimiter = "\t" if "\t" in text.splitlines()[0] else ";" if ";" in text.splitlines()[0] else ","
    records = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    names = [{cell.strip().casefold() for cell in row} for row in records]
    start = next(number for number, row in enumerate(names) if {name.casefold() for name in header} <= row)
    return len(records) - start - 1
