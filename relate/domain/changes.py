"""What a command changed: the one value that travels from the writer back to the panels."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto


class What(Flag):
    """The kinds of things that can change; a panel looks only at those it shows."""

    NOTHING = 0
    PEOPLE = auto()
    """Somebody appeared, went, was joined, renamed: lists and their order."""
    FACTS = auto()
    TIMELINE = auto()
    TIES = auto()
    """Rhythm, freshness, circles, states: the day's list."""
    IMPORTS = auto()
    HISTORY = auto()
    SETTINGS = auto()
    OWNER = auto()
    SUGGESTIONS = auto()
    EVENTS = auto()
    WISHES = auto()
    """Whom the user wants to meet and what he looks for."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What changed and for whom; `people` is None when it may be anybody. `step` is the step of the journal.

    interactions: the rows of timelines that came, went or moved; it says nothing where `people` is None.
    """

    what: What
    people: frozenset[int] | None = field(default_factory=frozenset)
    step: int | None = None
    by: str = ""
    """Who asked: a panel that just wrote the change itself need not show it again."""
    interactions: frozenset[int] = frozenset()
