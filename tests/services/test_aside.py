"""What is read aside: who waits for it, and how long."""

from __future__ import annotations

import threading
from collections.abc import Callable

from relate.services.aside import Aside
from relate.services.library import Library


def test_nobody_waits_for_what_is_known_to_take_longer_than_he_would() -> None:
    begun, goes = threading.Event(), threading.Event()
    ended: list[bool] = []

    def work(_goes_on: Callable[[], bool]) -> None:
        begun.set()
        ended.append(goes.wait(5))

    aside = Aside(work, lambda: None, lambda: None)
    aside.expect(101.0)
    assert not aside.has_done_in(100.0)
    assert not begun.is_set()
    aside.begin()
    assert ended == []
    assert begun.wait(60)
    goes.set()
    aside.close()
    assert ended == [True]


def test_what_is_soon_done_is_waited_for() -> None:
    ended: list[bool] = []
    aside = Aside(lambda _goes_on: ended.append(True), lambda: None, lambda: None)
    aside.expect(0.1)
    assert aside.has_done_in(100.0)
    assert ended == [True]
    aside.close()


def test_how_long_everybody_takes_is_known_from_the_first_time(library: Library) -> None:
    library.reconnect.day_at_once()
    assert library.reconnect._aside._took > 0
