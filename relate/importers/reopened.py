"""A file that was read before is opened again at one place of it, without a look at what lies beside that."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from relate.domain.errors import UnreadableSource
from relate.importers.trees import IN_IT, OnDisk, ZipTree
from relate.importers.zipped import Zip

MOST_UNPACKED: Final = 2_000_000_000
"""Bytes of a zip that are unpacked to get at one place: some seconds."""
_IN_MEMORY: Final = 32_000_000


@contextmanager
def opened_at(where: OnDisk, start: int) -> Iterator[BinaryIO]:
    """The bytes from `start` on of what lies there; in a zip all that stands before is unpacked on the way.

    Raises OSError where the file is gone or nobody's to read, and UnreadableSource, in a sentence, where it is not what
    it was or the place lies too deep in a zip.
    """
    file = Path(where.file)
    with ExitStack() as opened:
        stream: BinaryIO = opened.enter_context(file.open("rb"))
        packed = where.inside.split(IN_IT) if where.inside else []
        name = file.name
        for number, path in enumerate(packed):
            is_last = number == len(packed) - 1
            stream = opened.enter_context(_entry(stream, name, path, start if is_last else None))
            name = path
        if not packed:
            stream.seek(start)
        yield stream


def _entry(packed: BinaryIO, name: str, path: str, start: int | None) -> BinaryIO:
    """An entry of a zip: from a place on, or as a file of its own where it is a zip itself (start None)."""
    tree = ZipTree(Zip(packed, name, lambda one: path == one or path.startswith(f"{one} (")))
    size = tree.size(path)
    if size is None:
        raise UnreadableSource(f"{path} is not in {name} any more.")
    tree.check(path)
    deep = size if start is None else start
    if deep > MOST_UNPACKED:
        raise UnreadableSource(
            f"It lies {deep / 10**9:.1f} GB deep in {name}, all of which would have to be unpacked each time: unpack it"
            f" and drop {path.rpartition('/')[2]} itself."
        )
    if start is not None:
        return tree.open(path, start)
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by whoever opened it
    with tree.open(path) as stream:
        while block := stream.read(1 << 20):
            copy.write(block)
    return cast("BinaryIO", copy)
