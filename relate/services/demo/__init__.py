"""`--demo`: some four hundred made-up people with ten years of history, as archives that go the way of real ones.

The same date and seed give the same files. Everybody and everything in them is invented.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relate.services.demo.archive import write_archive, write_earlier_archive
from relate.services.demo.book import write_book
from relate.services.demo.filling import fill as _fill
from relate.services.demo.people import make_people
from relate.services.demo.talk import make_talk
from relate.services.demo.touches import DemoTouch, Touch, make_touches
from relate.services.demo.words import read_words
from relate.services.library import Library

__all__ = ["DemoTouch", "Touch", "demo_touches", "fill", "write_demo_archives"]

SEED = 7


def write_demo_archives(folder: Path, today: date, seed: int = SEED) -> list[Path]:
    """Writes a LinkedIn archive of four months ago, one of yesterday and an address book below `folder`.

    What comes back is what to import, in this order, each as if it had been dropped on the window.
    """
    words = read_words()
    people = make_people(words, today, seed)
    return [
        write_earlier_archive(folder, people, today),
        write_archive(folder, words, people, make_talk(words, people, today, seed), today, seed),
        write_book(folder, people, today, seed),
    ]


def demo_touches(today: date, seed: int = SEED) -> tuple[DemoTouch, ...]:
    """What to do by hand after the import, in this order; people are named by their LinkedIn slugs."""
    words = read_words()
    return make_touches(words, make_people(words, today, seed), today, seed)


def fill(library: Library) -> None:
    """Bring the made-up people into a library, the way real ones come. Blocks for some seconds."""
    _fill(library, write_demo_archives, demo_touches)
