"""What was read of single people for the day's list, so that the next one reads only what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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
        self._between: Callable[[], object] = _nothing

    @contextmanager
    def giving_way(self, between: Callable[[], object]) -> Iterator[None]:
        """Within it `between` is called before anything is read, to let others go first: nobody waits for it."""
        self._between = between
        try:
            yield
        finally:
            self._between = _nothing

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
        self._between()
        changes = self._changes
        found = read()
        self._keep(changes, what, ((person, found),))
        return found

    def of_many(
        self, persons: Sequence[int], what: Hashable, read: Callable[[Sequence[int]], Iterable[tuple[int, T]]]
    ) -> dict[int, T]:
        """The same of many at once, for those of whom `read` has something to say."""
        kept = self._kept
        missing: list[int] = []
        answers: dict[int, T] = {}
        for person in persons:
            of_person = kept.get(person)
            if of_person is None or what not in of_person:
                missing.append(person)
            elif (answer := of_person[what]) is not None:
                answers[person] = cast("T", answer)
        if not missing:
            return answers
        self._between()
        changes = self._changes
        found: dict[int, T | None] = dict.fromkeys(missing)
        found.update(read(missing))
        self._keep(changes, what, found.items())
        answers.update((person, answer) for person, answer in found.items() if answer is not None)
        return {person: answers[person] for person in persons if person in answers}

    def _keep(self, changes: int, what: Hashable, answers: Iterable[tuple[int, object]]) -> None:
        with self._lock:
            if changes == self._changes:
                for person, answer in answers:
                    self._kept.setdefault(person, {})[what] = answer


def _nothing() -> None:
    """Nobody has to go first."""
