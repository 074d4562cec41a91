"""An archive that was asked for at its network: when it should be ready, and whether it came.

Pure: the wall clock is an argument, so that sleep and restarts change nothing. Source: design/product.md, "Import".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

MINUTE_MS: Final = 60_000
LONGEST_MINUTES: Final = 60 * 24 * 60


@dataclass(frozen=True, slots=True)
class AskedFor:
    """at: when, UTC milliseconds. minutes: how long the network takes for what was asked for."""

    at: int
    minutes: int

    @property
    def ready_at(self) -> int:
        """When it should be ready, UTC milliseconds."""
        return self.at + self.minutes * MINUTE_MS

    def is_ready(self, now: int) -> bool:
        """Whether it should be. A clock that was set back to before the asking says nothing of it."""
        return now >= self.ready_at

    def came(self, reads: Iterable[tuple[int, int]]) -> bool:
        """Whether a newer archive of that network was read since.

        reads: (when it was read, the day it tells of) of each archive that is in the library, UTC milliseconds. One
        that tells of no later day than what was known before is not the one that was asked for.
        """
        told = list(reads)
        known = max((snapshot for at, snapshot in told if at <= self.at), default=None)
        return any(at > self.at and (known is None or snapshot > known) for at, snapshot in told)

    def written(self) -> str:
        """As it is kept among the settings: "1795435200000 1440"."""
        return f"{self.at} {self.minutes}"

    @classmethod
    def read(cls, words: str) -> Self | None:
        """From the settings; None for what says nothing."""
        at, _, minutes = words.partition(" ")
        if not (at.isdecimal() and minutes.isdecimal()):
            return None
        return cls(int(at), min(int(minutes), LONGEST_MINUTES))
