"""Frames of a scrolled contact list and of a timeline of a hundred thousand rows: reading, measuring and painting."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QTableView

from relate.services.views import Shown
from tests.bench.library import working_copy
from tests.bench.measuring import Figure, Run, percentile
from tests.bench.windows import settle, settle_events, wait_until, window_on

P95_MS, MOST_MS = 16.0, 33.0
FRAMES: Final = 600
SEED: Final = 13


def measure(run: Run) -> None:
    with working_copy(run.library) as path, window_on(path) as window:
        contacts, person = window.contacts, window.person
        contacts.take_tab(Shown.EVERYONE)
        settle(window.background)
        _tell(run, f"scrolling the list of {len(contacts.model.ids):,}", contacts.view)
        busiest = max(
            window.library.people.rows(window.library.people.ids(contacts.query)[:400]),
            key=lambda row: window.library.people.page(row.id).contact_days,
        )
        window.show_person(busiest.id)
        wait_until(lambda: person.page is not None and person.page.id == busiest.id)
        settle(window.background)
        timeline = person.timeline
        _tell(run, f"scrolling a timeline of {len(timeline.model.lines.ids):,}", timeline.view)


def _tell(run: Run, what: str, view: QTableView) -> None:
    spent = [1000 * _frame(view, value) for value in _places(view, run.times(FRAMES))]
    run.tell(Figure(f"{what}: p95 of {len(spent)} frames", percentile(spent, 0.95), "ms", at_most=P95_MS))
    run.tell(Figure(f"{what}: slowest frame", max(spent), "ms", at_most=MOST_MS))
    run.note(f"median {percentile(spent, 0.5):.1f} ms, {sum(one > P95_MS for one in spent)} frames over 16 ms")


def _places(view: QTableView, count: int) -> Iterator[int]:
    """The wheel three notches at a time, pages, and the bar dragged through everything."""
    bar, chance = view.verticalScrollBar(), random.Random(SEED)
    for _ in range(count // 2):
        yield bar.value() + 3 * bar.singleStep()
    for _ in range(count // 4):
        yield bar.value() + bar.pageStep()
    for _ in range(count // 8):
        yield bar.value() - 3 * bar.singleStep()
    for _ in range(count // 8):
        yield chance.randrange(bar.maximum() + 1)


def _frame(view: QTableView, value: int) -> float:
    """Seconds from the new place of the bar to its paint, which is made to come at once."""
    began = time.perf_counter()
    view.verticalScrollBar().setValue(value)
    view.viewport().repaint()
    spent = time.perf_counter() - began
    settle_events()
    return spent
