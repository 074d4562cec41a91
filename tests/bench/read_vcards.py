"""An address book read, matched and stored, against vobject that only parses it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from relate.services.library import Library
from tests.bench.archives import vcards
from tests.bench.library import NOW
from tests.bench.measuring import Figure, Run, in_turns, median, seconds

AT_LEAST: Final = 5.0
TIMES: Final = 2


def measure(run: Run) -> None:
    count = 500 if run.quick else 20_000
    book = vcards(count)
    ours, theirs = in_turns(
        1 if run.quick else TIMES, lambda: through_the_library(book, count), lambda: parsed(book, count)
    )
    run.tell(
        Figure(
            f"vCards parsed, matched and stored, {count:,} cards",
            count / median(ours),
            "a second",
            ("vobject parses", count / median(theirs)),
            at_least=AT_LEAST,
        )
    )
    run.note("all runs: " + ", ".join(f"{one:.2f}/{other:.2f} s" for one, other in zip(ours, theirs, strict=True)))


def through_the_library(book: Path, count: int) -> float:
    """Seconds from the drop on an empty library to everybody in the list."""
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        library = Library.open(Path(folder) / "relate.db", lambda: NOW)
        try:
            spent = seconds(lambda: _dropped(library, book))
            assert library.people.totals().people == count
        finally:
            library.close()
    return spent


def _dropped(library: Library, book: Path) -> None:
    library.imports.start([book]).future.result()


def parsed(book: Path, count: int) -> float:
    import vobject

    text = book.read_text(encoding="utf-8")
    found = 0

    def read() -> None:
        nonlocal found
        found = sum(1 for _ in vobject.readComponents(text))

    spent = seconds(read)
    assert found == count
    return spent
