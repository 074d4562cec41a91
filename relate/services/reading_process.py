"""What runs in the process that reads an archive for the one that imports it (reading_apart.py).

It is told what to read on its standard input and answers with frames on its standard output: four bytes of length,
then a value of `marshal`. It writes nothing else anywhere, and ends at once when the other one does.
"""

from __future__ import annotations

import gc
import marshal
import os
import pickle
import signal
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import FileIO
from pathlib import Path
from typing import IO, Final

from relate.importers.archive import Archive, Importer
from relate.importers.source import Source, open_sources
from relate.services.records_apart import Plain, Plainly

LENGTH: Final = struct.Struct("<I")
ROWS, END, FAILED = 1, 2, 3
MOST_VALUES: Final = 1000
MOST_CHARACTERS: Final = 500_000
"""Of one frame; one row more at most."""
PROGRESS_BYTES: Final = 4_000_000
LESS_OFTEN: Final = 50_000
"""Hardly anything of a record ever refers to itself, so that looking for it finds nothing."""

Frame = tuple[int, str, int, list[Plain]]
"""(ROWS, file, bytes read so far, what its rows told), then END; FAILED in the place of any of them is the last."""


def order(paths: tuple[Path, ...], source: int, archive: Archive, importer: Importer) -> bytes:
    """What `main` is told: what was dropped, which of its sources, what of it, and who reads that, so that no other
    importer is loaded for it. Without what no reader asks: what is left alone may be a million photos."""
    told = pickle.dumps((paths, source, replace(archive, counts=(), unread=()), importer))
    return LENGTH.pack(len(told)) + told


def whole(stream: IO[bytes], length: int) -> bytes:
    """So many bytes; none where the stream ends before."""
    told = bytearray()
    while len(told) < length:
        more = stream.read(length - len(told))
        if not more:
            return b""
        told += more
    return bytes(told)


def send(stream: IO[bytes], told: bytes) -> None:
    """All of it, however little the stream takes at once."""
    left = memoryview(told)
    while left:
        left = left[stream.write(left) :]


def main() -> int:
    """Read what is asked for; 0 when all of it was told."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; the other process ends this one
    gc.set_threshold(LESS_OFTEN)
    asked, out = FileIO(0, "rb", closefd=False), FileIO(1, "wb", closefd=False)
    try:
        (length,) = LENGTH.unpack(whole(asked, LENGTH.size))
        paths, number, archive, importer = pickle.loads(whole(asked, length))  # noqa: S301 - of the process that started this one
        threading.Thread(target=_end_with, args=(asked,), daemon=True).start()
        source = open_sources(paths)[0][number]
        source.watched = _Progress(source, out).look
        for frame in _frames(source, archive, importer):
            _send(out, frame)
    except BrokenPipeError:
        return 1
    except BaseException:  # noqa: BLE001 - the other process reads it again by itself, and meets what happened here
        with suppress(OSError):
            _send(out, (FAILED, "", 0, []))
        return 1
    return 0


def _end_with(asked: IO[bytes]) -> None:
    """Nothing more is said to this process: when that ends, the other one is gone."""
    with suppress(OSError):
        asked.read(1)
    os._exit(1)


class _Progress:
    """Says how far the reading is also while no row comes: X's names are read before the first."""

    def __init__(self, source: Source, out: IO[bytes]) -> None:
        self._source, self._out, self._told = source, out, 0

    def look(self) -> None:
        if self._source.bytes_read - self._told >= PROGRESS_BYTES:
            self._told = self._source.bytes_read
            _send(self._out, (ROWS, "", self._told, []))


def _frames(source: Source, archive: Archive, importer: Importer) -> Iterator[Frame]:
    plainly = Plainly()
    told: list[Plain] = []
    file = ""
    for record in importer.read(source, archive):
        if record.where.file != file or len(told) >= MOST_VALUES or plainly.size >= MOST_CHARACTERS:
            if told:
                yield ROWS, file, source.bytes_read, told
            file, told, plainly.size = record.where.file, [], 0
        plainly.tell(record, told)
    yield ROWS, file, source.bytes_read, told
    yield END, "", source.bytes_read, []


def _send(out: IO[bytes], frame: Frame) -> None:
    told = marshal.dumps(frame)
    send(out, LENGTH.pack(len(told)) + told)
