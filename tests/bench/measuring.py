"""Figures: what was measured, what it is held against, and whether that is enough; and how time is taken.

Machines are noisy: a floor and a figure are measured in turns in one run, and a ratio is of their medians.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

WIDTHS: Final = (74, 13, 22, 7, 16, 3)
HEADINGS: Final = ("figure", "value", "floor or peer", "ratio", "limit", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """value in `unit`. against: (what, its value in the same unit). at_most, at_least: the limit, of the ratio where
    there is a floor or peer, else of the value; neither: only told."""

    what: str
    value: float
    unit: str
    against: tuple[str, float] | None = None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.against is None or not self.against[1] else self.value / self.against[1]

    @property
    def is_met(self) -> bool | None:
        """None where there is no limit."""
        measured = self.value if self.ratio is None else self.ratio
        if self.at_most is not None:
            return measured <= self.at_most
        return None if self.at_least is None else measured >= self.at_least

    def line(self) -> str:
        """One row of the table."""
        unit = "" if self.ratio is not None else f" {self.unit}"
        limit = (
            f"≤ {self.at_most:g}{unit}" if self.at_most is not None
            else f"≥ {self.at_least:g}{unit}" if self.at_least is not None
            else ""
        )  # fmt: skip
        against = "" if self.against is None else f"{self.against[0]} {_short(self.against[1])} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "ok", False: "NOT"}[self.is_met]
        return row((self.what, f"{_short(self.value)} {self.unit}", against, ratio, limit, met))


def row(cells: Sequence[str]) -> str:
    """Cells under their headings."""
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


@dataclass
class Run:
    """One call of the benchmarks. quick: small inputs and few repeats, to see that everything still works."""

    quick: bool = False
    figures: list[Figure] = field(default_factory=list)

    def tell(self, figure: Figure) -> None:
        """A figure is there."""
        self.figures.append(figure)
        print(figure.line(), flush=True)

    def note(self, text: str) -> None:
        """What explains a figure."""
        print(f"    {text}", flush=True)

    def times(self, usual: int) -> int:
        """How often something is repeated."""
        return max(usual // 10, 2) if self.quick else usual

    @cached_property
    def library(self) -> Path:
        """The made library, to be read only."""
        from tests.bench.library import Size, library

        return library(Size(3_000, 60_000) if self.quick else Size(), self.note)

    @cached_property
    def big(self) -> str:
        """What the library is called in a figure."""
        return "3,000 people, 60,000 rows" if self.quick else "100,000 people, 5 million rows"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * share // 1), 1).__int__() - 1]


def seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def spent(action: Callable[[], object]) -> float:
    """Seconds of a processor that an action of this process took: a busy machine makes no difference."""
    began = time.process_time()
    action()
    return time.process_time() - began


def processor() -> float:
    """Seconds of a processor that this process has used, and those it started that have ended."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def in_turns(times: int, one: Callable[[], float], other: Callable[[], float]) -> tuple[list[float], list[float]]:
    """What both give, measured one after the other again and again."""
    first: list[float] = []
    second: list[float] = []
    for _ in range(times):
        first.append(one())
        second.append(other())
    return first, second


def tell_spread(run: Run, what: str, seconds_each: Sequence[float], p50: float | None, p99: float | None) -> None:
    """Milliseconds: the median and the 99th percentile of many, each with its limit."""
    ms = [1000 * one for one in seconds_each]
    run.tell(Figure(f"{what}: p50 of {len(ms)}", median(ms), "ms", at_most=p50))
    run.tell(Figure(f"{what}: p99", percentile(ms, 0.99), "ms", at_most=p99))
    run.note(f"slowest {max(ms):.1f} ms")
