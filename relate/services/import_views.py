"""What is shown of imports, apart from the other views: who reads an archive loads no more of them.

Instants are UTC milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileReport:
    """rows = new + matched + updated + unchanged + skipped, and the reasons add up to skipped."""

    name: str
    rows: int
    new: int
    matched: int
    updated: int
    unchanged: int
    skipped: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought, row by row accounted for."""

    id: int
    source: str
    title: str
    snapshot_ms: int | None
    files: tuple[FileReport, ...]
    unread: tuple[str, ...]
    people_new: int
    people_matched: int
    interactions_new: int
    seconds: float
    step: int | None
    first: bool
    """Nothing of a person was in the library before: the page of the first result."""
    state: str
    """"live", "undone", "applying", "cancelled", "failed"."""
    at_ms: int = 0
    network: str = ""
    """Of the identities it brought; "" where it is called as the source is."""
    partial: bool = False
    """It surely or possibly leaves people out, as a download of a range of dates does: nothing is missing because of
    it."""


@dataclass(frozen=True, slots=True)
class UnknownFile:
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """A question that nobody could be asked, and the choice that was taken for it; by their ids and in words."""

    title: str
    question: str
    choice: str
    words: str
    choice_words: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """answered: the imports that were read with answers to their questions, those of before too. again: the names of
    files that were read again, being parts of the same download; apart: those of its parts that are not where they
    were."""

    imports: tuple[ImportReport, ...]
    unknown: tuple[UnknownFile, ...]
    cancelled: bool = False
    answered: tuple[int, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    again: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. phase: "reading", "matching", "writing", "settling" (lists and rhythms)."""

    title: str
    phase: str
    rows: int
    bytes_done: int
    bytes_total: int
    fraction: float
    seconds_left: float | None
    """None while it cannot be said honestly."""


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What taking a step back did. kept: (how many, of what, because …)."""

    title: str
    gone: tuple[tuple[int, str], ...]
    kept: tuple[tuple[int, str, str], ...]
