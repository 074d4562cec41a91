"""What the panel, the tray and the popups do with a suggestion: each is one command, one sentence, one undo."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from relate.domain.circles import Looser
from relate.domain.introducing import Outcome
from relate.domain.moments import Moment, Precision
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import Asked, State, Talk
from relate.ui.background import Background
from relate.ui.reconnect import texts
from relate.ui.reconnect.channels import Channel, channels, open_link
from relate.ui.words import day_of_date, listed, local, one_line

TALKED_BY: Final = (Kind.TALK, Kind.CALL, Kind.MEETING, Kind.MESSAGE, Kind.MAIL)
"""The kinds of interaction that can be the channel of a logged conversation."""
RECENT: Final = 20
"""How many of the newest rows are looked through for the last channel used."""
AGAIN: Final = 1.0
"""Seconds in which the same once more is a double click, and means one."""


class ReconnectActions(QObject):
    """`done(str)` says what was done, for the toast with its *Undo*; it comes after the library has it.
    `opened(Channel)` and `not_opened()` tell what became of *Write*."""

    done = Signal(str)
    opened = Signal(object)
    not_opened = Signal(object)
    """(person): nothing on this machine opens a way to them; the draft is offered instead."""

    def __init__(
        self,
        library: Library,
        background: Background,
        opens: Callable[[str], bool] = open_link,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._opens = library, background, opens
        self._done_last: tuple[object, ...] = ()
        self._done_at = 0.0

    def channels(self, person: int) -> tuple[Channel, ...]:
        """The ways to write to a person, the last one used first. Small reads: the GUI thread may ask."""
        page = self._library.people.page(person)
        return channels(page, last_channel(self._library, person)[0])

    def find_channels(self, person: int, then: Callable[[tuple[Channel, ...]], object]) -> None:
        """The same, read behind the window."""
        self._background.run(self.channels, person, then=then)

    def write(self, person: int, name: str, channel: Channel | None = None, draft: str = "") -> None:
        """Opens a way to the person, the best unless one is named, and notes the attempt if it opened."""
        if self._again("write", person):
            return
        way = channel or next(iter(self.channels(person)), None)
        if way is None or not self._opens(way.with_draft(draft)):
            self._done_last = ()
            self.not_opened.emit(person)
            return
        self.opened.emit(way)
        self._do(self._library.reconnect.wrote(person), texts.said_wrote(_short(name)))

    def write_to_both(self, people: Sequence[tuple[int, str]], channel: Channel, draft: str) -> None:
        """One mail to several: an attempt with each, if it opened."""
        if not self._opens(channel.with_draft(draft)):
            self.not_opened.emit(people[0][0])
            return
        self.opened.emit(channel)
        wrote = self._library.reconnect.wrote(*(person for person, _ in people))
        self._do(wrote, texts.said_wrote(listed([_short(name) for _, name in people])))

    def copied(self, person: int, name: str) -> None:
        """A draft was copied where no way could be opened: it is going to be sent, so it counts as an attempt."""
        self._do(self._library.reconnect.wrote(person), texts.said_wrote(_short(name)))

    def talked(self, person: int, name: str) -> None:
        """A conversation today, by the channel used last."""
        if self._again("talked", person):
            return
        now = Moment.of(local(self._library.clock()), Precision.MINUTE)
        talk = Talk((person,), now, last_channel(self._library, person)[1])
        self._do(self._library.timeline.log(talk), texts.said_talked(_short(name)))

    def later(self, person: int, name: str, day: date) -> None:
        self._do(self._library.reconnect.later(person, day_of_date(day)), texts.said_later(_short(name), day))

    def skip(self, person: int, name: str) -> None:
        self._do(self._library.reconnect.skip(person), texts.said_skipped(_short(name)))

    def not_because(self, person: int, name: str, kind: str) -> None:
        self._do(self._library.reconnect.not_because(person, kind), texts.said_reason_off(_short(name)))

    def loosen(self, person: int, name: str, looser: Looser) -> None:
        self._do(self._library.reconnect.loosen(person, looser.days), texts.said_loosened(_short(name), looser))

    def set_state(self, person: int, name: str, state: State) -> None:
        self._do(self._library.people.set_state([person], state), texts.said_state(_short(name), state))

    def answered(self, person: int, name: str, answer: str) -> None:
        """`answer`: "yes", "not yet" or "let go"."""
        self._do(self._library.reconnect.answered(person, answer), texts.said_answered(_short(name), answer))

    def no_answer_needed(self, person: int, name: str) -> None:
        self._do(self._library.reconnect.no_answer_needed(person), texts.said_no_answer(_short(name)))

    def thread_done(self, uid: str, what: str) -> None:
        """A promise was kept, a question was asked."""
        self._do(self._library.thread.done(uid), texts.said_done(one_line(what, 60)))

    def came_of_it(self, asked: Asked, outcome: Outcome) -> None:
        """What came of an introduction."""
        from relate.ui.introduce.texts import noted

        self._do(self._library.introductions.came_of_it(asked.record, outcome), noted(asked))

    def _again(self, *what: object) -> bool:
        """Whether the very same was done a moment ago."""
        now = time.monotonic()
        is_again = what == self._done_last and now - self._done_at < AGAIN
        self._done_last, self._done_at = what, now
        return is_again

    def _do(self, command: Future[Any], says: str) -> None:
        self._background.bridge.when_done(command, partial(self._say, says))

    def _say(self, says: str, _result: object) -> None:
        self.done.emit(says)


def _short(name: str) -> str:
    return one_line(name, 60)


def last_channel(library: Library, person: int) -> tuple[str, Kind]:
    """The network and the kind of the newest row that was a conversation; ("", TALK) when there was none."""
    newest = library.timeline.ids(person)[:RECENT]
    for row in library.timeline.rows(newest, person):
        if row.kind in TALKED_BY:
            return row.network, row.kind
    return "", Kind.TALK
