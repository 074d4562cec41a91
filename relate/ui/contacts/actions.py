"""What can be done with one or many people from the list or a page: each is one command, one sentence, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from relate.services.list_views import State
from relate.ui import words
from relate.ui.bridge import Bridge
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.domain.pictures import Picture
    from relate.services.forgetting import Forgotten
    from relate.services.library import Library

CIRCLES: Final = (5, 15, 50, 150)
MOST_MERGED: Final = 5
RESTING: Final = {
    State.ACTIVE: "Active",
    State.RESTING: "Let rest",
    State.SEEN_ANYWAY: "Seen anyway",
    State.NEVER_SUGGEST: "Never suggest",
    State.IN_MEMORIAM: "In memoriam",
}
"""The words of the command that gives a state."""


class PeopleActions(QObject):
    """Hands commands about people to the library. `done(str)` says in a few words what was done, for the toast
    with its *Undo*; it is emitted after the library has it."""

    done = Signal(str)

    def __init__(self, library: Library, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._bridge = library, bridge

    def place(self, people: Sequence[int], circle: int | None) -> None:
        """Into the circle of 5, 15, 50 or 150, or out of the circles."""
        who = self.who(people)
        says = tr("{who}: no circle", who=who) if circle is None else tr("{who}: circle of {n}", who=who, n=circle)
        self._do(self._library.people.set_circle(list(people), circle), says)

    def set_state(self, people: Sequence[int], state: State) -> None:
        says = tr("{who}: {state}", who=self.who(people), state=tr(str(state)))
        self._do(self._library.people.set_state(list(people), state), says)

    def tag(self, people: Sequence[int], tag: str) -> None:
        if clean := tag.strip().lstrip("#").strip():
            self._do(self._library.people.add_tag(list(people), clean), f"{self.who(people)}: #{clean}")

    def untag(self, people: Sequence[int], tag: str) -> None:
        says = tr("{who}: no longer #{tag}", who=self.who(people), tag=tag)
        self._do(self._library.people.remove_tag(list(people), tag), says)

    def delete(self, people: Sequence[int]) -> None:
        self._do(self._library.people.delete(list(people)), tr("{who} deleted", who=self.who(people)))

    def forget(self, person: int) -> None:
        """For good: asked before, and no Undo afterwards."""
        self._bridge.when_done(self._library.forgetting.forget(person), self._forgotten)

    def _forgotten(self, told: Forgotten) -> None:
        if told.left:
            names = ", ".join(path.name for path in told.left)
            self._bridge.failed.emit(
                tr("Forgotten; these copies of the library could not be deleted: {names}", names=names)
            )
        elif told.damaged:
            names = ", ".join(path.name for path in told.damaged)
            self._bridge.failed.emit(
                tr("Forgotten; damaged libraries that were set aside may still hold them: {names}", names=names)
            )

    def merge(self, people: Sequence[int], name: str = "", face: str = "") -> None:
        """name: what they are called together, face: the hash of their picture, where that is not to be the rule's."""
        if 2 <= len(people) <= MOST_MERGED:
            who = words.counted(len(people), "{n} person", "{n} people")
            self._do(self._library.review.join_people(list(people), name, face), tr("{who} joined into one", who=who))

    def faces(self, person: int) -> list[Picture]:
        """Every picture there is of somebody, the one that is shown first."""
        return self._library.people.faces(person)

    def choose_face(self, person: int, sha: str) -> None:
        """Which of their pictures is shown."""
        self._do(self._library.people.choose_face(person, sha), tr("{who}: face chosen", who=self.who([person])))

    def join_companies(self, one: str, other: str) -> None:
        """Two names of a company are one, wherever they are written."""
        says = tr("{one} and {other}: one company", one=words.one_line(one, 60), other=words.one_line(other, 60))
        self._do(self._library.firms.join(one, other), says)

    def part_companies(self, joined: tuple[str, str], name: str) -> None:
        """What was joined is two again. name: the one that leaves."""
        self._do(self._library.firms.part(joined), tr("{name}: a company of its own", name=words.one_line(name, 60)))

    def set_rhythm(self, person: int, days: float | None) -> None:
        how = tr("rhythm as learnt") if days is None else words.every(days)
        self._do(self._library.people.set_rhythm(person, days), f"{self.who([person])}: {how}")

    def who(self, people: Sequence[int]) -> str:
        """ "Maya Okafor", or "12 people"."""
        if len(people) == 1:
            for row in self._library.people.rows(list(people)):
                return words.one_line(row.name, 60)
        return words.counted(len(people), "{n} person", "{n} people")

    def _do(self, command: Future[Any], says: str) -> None:
        self._bridge.when_done(command, partial(self._say, says))

    def _say(self, says: str, _result: object) -> None:
        self.done.emit(says)
