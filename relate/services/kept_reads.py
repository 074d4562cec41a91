"""What was read of single people for the day's list, so that the next one reads only what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar, cast

T = TypeVar("T")


class KeptReads:
    """What was read of single people, kept until something of theirs changes.

    What was read before a change and comes after it is not kept.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, dict[Hashable, object]] = {}
        self._changes = 0

    def forget(self, persons: Iterable[int] | None) -> None:
        """None is everybody."""
        with self._lock:
            self._changes += 1
            if persons is None:
                self._kept.clear()
            else:
                for person in persons:
                    self._kept.pop(person, None)

    def of(self, person: int, what: Hashable, read: Callable[[], T]) -> T:
        """What `read` answers of somebody; always the same kind of answer for the same `what`."""
        kept = self._kept.get(person, {})
        if what in kept:
            return cast(T, kept[what])
        changes = self._changes
        found = read()
        self._keep(changes, what, ((person, found),))
        return found

    def of_many(
        self, persons: Sequence[int], what: Hashable, read: Callable[[Sequence[int]], Iterable[tuple[int, T]]]
    ) -> dict[int, T]:
        """The same of many at once, for those of whom `read` has something to say."""
        kept = self._kept
        missing = [person for person in persons if what not in kept.get(person, ())]
        if missing:
            changes = self._changes
            found: dict[int, T | None] = dict.fromkeys(missing)
            found.update(read(missing))
            self._keep(changes, what, found.items())
        else:
            found = {}
        answers: dict[int, T] = {}
        for person in persons:
            answer = found[person] if person in found else cast("T | None", kept.get(person, {}).get(what))
            if answer is not None:
                answers[person] = answer
        return answers

    def _keep(self, changes: int, what: Hashable, answers: Iterable[tuple[int, object]]) -> None:
        with self._lock:
            if changes == self._changes:
                for person, answer in answers:
                    self._kept.setdefault(person, {})[what] = answer
