"""From a key in the filter of the contact list until the list that answers it has been painted."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relate.services.views import Shown
from relate.store import people_reads
from relate.ui.contacts.view import PeopleView
from relate.ui.main_window import MainWindow
from tests.bench.library import working_copy
from tests.bench.measuring import Run, tell_spread
from tests.bench.vocabulary import FIRST_NAMES, ROLES
from tests.bench.windows import Paints, settle, wait_until, window_on

P50, P99 = 16.0, 50.0
WORDS: Final = 40
SEED: Final = 11


def measure(run: Run) -> None:
    with _without_numpy(), working_copy(run.library) as path, Paints() as paints, window_on(path) as window:
        contacts = window.contacts
        contacts.take_tab(Shown.EVERYONE)
        settle(window.background)
        run.note(f"{len(contacts.model.ids):,} people listed")
        contacts.focus_filter()
        typing = _Typing(window, paints)
        typing.word("warm")
        typing.forget()
        chance = random.Random(SEED)
        for _ in range(run.times(WORDS)):
            typing.word(_some_word(chance))
        tell_spread(run, "a key in the filter to the painted list", typing.spent, P50, P99)
        tell_spread(run, "a key that asks for what was not asked for before", typing.first, P50, P99)
        for text, spent in sorted(typing.by_text.items(), key=lambda pair: -pair[1])[:4]:
            run.note(f"slow: {text!r} {1000 * spent:.1f} ms")


@contextmanager
def _without_numpy() -> Iterator[None]:
    """The library to measure on is made with numpy; the program's window does without, until somebody needs it."""
    own = people_reads.is_numpy_there
    people_reads.is_numpy_there = lambda: False
    try:
        yield
    finally:
        people_reads.is_numpy_there = own


def _some_word(chance: random.Random) -> str:
    """What people look for: a first name, a role, a made-up last name, a first and half a last one."""
    first = chance.choice(FIRST_NAMES)
    return chance.choice(
        (first, chance.choice(ROLES).split()[0], first + " " + chance.choice("abdgklmrst"), "sta", "work")
    )


class _Typing:
    """Types words letter by letter and takes them away again; spent: seconds of each key. first: of those that ask
    for a text for the first time, which nothing remembered can answer."""

    def __init__(self, window: MainWindow, paints: Paints) -> None:
        self._field = window.contacts.filter.field
        self._background = window.background
        self.spent: list[float] = []
        self.first: list[float] = []
        self._seen = {""}
        self.by_text: dict[str, float] = {}
        self._listed = False
        self._painted_at = 0.0
        window.contacts.listed.connect(self._answered)
        paints.painted = self._painted

    def forget(self) -> None:
        """What was typed so far does not count."""
        self.spent.clear()
        self.first.clear()
        self.by_text.clear()

    def word(self, word: str) -> None:
        for letter in word:
            self._key(partial(QTest.keyClicks, self._field, letter))
        while self._field.text():
            self._key(lambda: QTest.keyClick(self._field, Qt.Key.Key_Backspace))

    def _key(self, press: Callable[[], object]) -> None:
        self._listed, self._painted_at = False, 0.0
        before = self._field.text().strip()
        began = time.perf_counter()
        press()
        if self._field.text().strip() == before:
            settle(self._background)
            return
        wait_until(lambda: self._painted_at > 0 or (self._listed and not self._is_shown()))
        ended = self._painted_at or time.perf_counter()
        self.spent.append(ended - began)
        if (text := self._field.text().strip()) not in self._seen:
            self._seen.add(text)
            self.first.append(ended - began)
        self.by_text[self._field.text()] = ended - began
        settle(self._background)

    def _is_shown(self) -> bool:
        view = self._field.window().contacts.view  # type: ignore[attr-defined]
        return bool(view.isVisible())

    def _answered(self) -> None:
        self._listed = True

    def _painted(self, _view: PeopleView) -> None:
        if self._listed and not self._painted_at:
            self._painted_at = time.perf_counter()
