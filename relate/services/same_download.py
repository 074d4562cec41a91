"""Whether files whose names say no day are parts of one download: the source that reads them says so, by what is in
them (`TellingTogether.are_parts`). Where that is not clear, none are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

from relate.importers.archive import TellingTogether
from relate.importers.source import Source, open_sources
from relate.services.asking import Found
from relate.services.kept_parts import KeptPart

Part: TypeAlias = "Path | KeptPart"
"""A part of before: its file, or what is kept of it."""


def fitting(alike: Sequence[Found], imports: Iterable[frozenset[str]], told: Mapping[str, Part]) -> dict[str, Part]:
    """What of it is of the download that these are of, by what is in it. imports: the marks that each import has beside
    theirs: it is all of one download. None where two of them are not of one: nothing tells which of both it is."""
    found: list[dict[str, Part]] = []
    for marks in imports:
        parts = {mark: told[mark] for mark in sorted(marks) if mark in told}
        if parts and len(parts) == len(marks) and all(_belong(alike, part) for part in parts.values()):
            found.append(parts)
    for one, other in combinations(found, 2):
        for part in one.values():
            with ExitStack() as opened:
                its = _found(alike, part, opened)
                if not its or not all(_belong(its, another) for another in other.values()):
                    return {}
    return {mark: part for parts in found for mark, part in parts.items()}


def _belong(alike: Sequence[Found], part: Part) -> bool:
    """Whether this is a part of the same download as all of these."""
    from relate.importers import registry  # loads every importer

    with ExitStack() as opened:
        source = _opened(part, opened)
        importers = [(one, registry.importer(one.archive.source_id)) for one in alike]
        return source is not None and all(
            isinstance(importer, TellingTogether) and importer.are_parts(one.source, one.archive, source)
            for one, importer in importers
        )


def _found(alike: Sequence[Found], part: Part, opened: ExitStack) -> list[Found]:
    """A part as it was found when it was dropped; empty where it is none of the source of these any more."""
    from relate.importers import registry

    source = _opened(part, opened)
    archive = None if source is None else registry.importer(alike[0].archive.source_id).recognise(source)
    return [Found(source, archive)] if source is not None and archive is not None else []


def _opened(part: Part, opened: ExitStack) -> Source | None:
    """It as a source, closed with `opened`; None where it is not one alone."""
    sources = [part.opened()] if isinstance(part, KeptPart) else open_sources([part])[0]
    for source in sources:
        opened.callback(source.close)
    return sources[0] if len(sources) == 1 else None
