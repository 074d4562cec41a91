"""What the products of one Google Takeout have in common: its day, its wrapper, and the files that belong to none.

Takeout packs every product into a folder of its own below "Takeout/", in the language of the account, and cuts the
whole into zips "takeout-20261120T101112Z-001.zip", since 2023 "takeout-20261120T101112Z-1-001.zip".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from relate.importers import dates
from relate.importers.source import Member, Source

_DAY: Final = re.compile(r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?:T\d{6}Z)?(?!\d)")
_INDEX: Final = "archive_browser.html"
LINK: Final = "https://takeout.google.com/"


def steps(product: str) -> tuple[str, ...]:
    """How one of Google's products is got alone, as `HowTo.steps`."""
    return (
        "Open Google Takeout in a browser, logged in as the account whose chats you want.",
        f"Choose Deselect all, then tick {product}; other products of the same Takeout may stay ticked.",
        "Choose Next step, Export once, .zip, and Create export.",
        "Google sends a mail when it is ready. Download every zip and drop them here together, as they are.",
    )


def told_day(source: Source, members: Iterable[Member]) -> int | None:
    """UTC ms of the day in the name of the download or of a folder around these files; None where none tells it."""
    folders = dict.fromkeys(folder for member in members for folder in reversed(member.path.split("/")[:-1]))
    for name in (source.title, *folders):
        for year, month, day in _DAY.findall(name):
            if (found := dates.day_ms(int(year), int(month), int(day))) is not None:
                return found
    return None


def indexes(source: Source) -> Iterator[str]:
    """The pages that Takeout lays beside its folders to be opened in a browser: nothing is in them."""
    for member in source.members:
        if member.name.casefold() == _INDEX:
            yield member.path


def without_part(folder: str) -> str:
    """A folder without the zip of the same download that it came from (parts.py puts its name before a second file of
    one path), so that the parts of one Takeout have one home."""
    pieces = folder.split("/")
    while pieces and pieces[0].casefold().endswith(".zip"):
        pieces.pop(0)
    return "/".join(pieces)
