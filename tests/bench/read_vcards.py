"""An address book read, matched and stored, against vobject that only parses it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from relate.services.library import Library
from tests.bench.archives import vcards
from tests.bench.library import NOW, hang_over_the_window
from tests.bench.measuring import Figure, Run, median, seconds

AT_LEAST: Final = 5.0
TIMES: Final = 2


def measure(run: Run) -> None:
    """The figure is that of the whole book; without its photos and read again it is only told."""
    count = 500 if run.quick else 20_000
    for photos in (True, False):
        book = vcards(count, photos=photos)
        first: list[float] = []
        again: list[float] = []
        theirs: list[float] = []
        for _ in range(1 if run.quick else TIMES):
            once, twice = through_the_library(book, count)
            first.append(once)
            again.append(twice)
            theirs.append(parsed(book, count))
        run.tell(
            Figure(
                f"vCards parsed, matched and stored, {count:,} cards{'' if photos else ' without photos'}",
                count / median(first),
                "a second",
                ("vobject parses", count / median(theirs)),
                at_least=AT_LEAST if photos else None,
            )
        )
        run.tell(Figure("the same book once more", count / median(again), "a second"))
        run.note("all runs: " + ", ".join(f"{one:.2f}/{other:.2f} s" for one, other in zip(first, theirs, strict=True)))


def through_the_library(book: Path, count: int) -> tuple[float, float]:
    """Seconds from the drop on an empty library to everybody in the list, and of the same drop once more."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        library = Library.open(Path(folder) / "relate.db", lambda: NOW)
        try:
            hang_over_the_window(library, [book])
            once = seconds(lambda: _dropped(library, book))
            assert library.people.totals().people == count
            hang_over_the_window(library, [book])
            twice = seconds(lambda: _dropped(library, book))
            assert library.people.totals().people == count
        finally:
            library.close()
    return once, twice


def _dropped(library: Library, book: Path) -> None:
    library.imports.start([book]).future.result()


def parsed(book: Path, count: int) -> float:
    """Seconds that vobject takes; it needs to be told that vCard 2.1 breaks lines softly, which makes it no slower."""
    import vobject

    text = book.read_bytes().decode()
    found = 0

    def read() -> None:
        nonlocal found
        found = sum(1 for _ in vobject.readComponents(text, allowQP=True))

    spent = seconds(read)
    assert found == count
    return spent
