"""Whether files are an archive, judged by what is in them; apart from `watching.py`, for it loads every importer."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from relate.domain import networks
from relate.domain.errors import KnownError
from relate.importers import registry
from relate.importers.archive import Archive
from relate.importers.fingerprints import fingerprint
from relate.importers.source import Source, open_sources
from relate.services.watching import MARK, Arrival

log = logging.getLogger(__name__)

FEWEST_ENTRIES: Final = 5
"""Somebody's business card is no address book, and an invitation no calendar."""


def endings() -> tuple[str, ...]:
    """Of the files that some source reads."""
    return registry.suffixes()


def recognise(paths: Sequence[Path]) -> Arrival | None:
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
    marks = tuple(fingerprint(path)[:MARK] for path in paths)
    if not all(marks):
        return None
    first = found[0]
    key = sha256(" ".join(sorted(marks)).encode()).hexdigest()[:MARK]
    return Arrival(key, tuple(paths), first.network, _title(first), marks)


def _archives(sources: Sequence[Source]) -> Iterator[Archive]:
    for source in sources:
        try:
            archives, _ = registry.recognise(source)
        except KnownError:
            continue
        yield from (one for one in archives if _is_worth_it(source, one))


def _is_worth_it(source: Source, archive: Archive) -> bool:
    known = networks.network(archive.network)
    if known.owned or known.over:
        return True
    if (told := dict(archive.counts).get("people")) is not None:
        return told >= FEWEST_ENTRIES
    heads = b"".join(source.head(member).upper() for member in archive.members[:20])
    return heads.count(b"BEGIN:VCARD") + heads.count(b"BEGIN:VEVENT") >= FEWEST_ENTRIES


def _title(archive: Archive) -> str:
    name = networks.network(archive.network).title
    return archive.title if archive.title.startswith(name) else f"{name}, {archive.title}"
