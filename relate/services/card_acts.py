"""What the user does with a card: *Later*, *Skip this time*, *Write* and the others, each one command and one step.

Source: design/product.md, "People to reconnect with"; design/ranking.md, "Shown and not taken".
"""

from __future__ import annotations

import uuid
from concurrent.futures import Future

from relate.domain.acts import ActKind
from relate.domain.changes import ChangeSet
from relate.domain.moments import Moment, Precision
from relate.domain.reasons import ReasonKind
from relate.services.commanding import Commanding
from relate.services.noting import note
from relate.services.views import Talk
from relate.store import commands


class CardActs:
    """The acts on a suggestion."""

    def __init__(self, commanding: Commanding) -> None:
        self._commanding = commanding
        self._clock = commanding.clock

    def later(self, person: int, until_day: int) -> Future[ChangeSet]:
        """Not before that home day."""
        return self._act(person, ActKind.LATER, "Later", until=until_day)

    def skip(self, person: int) -> Future[ChangeSet]:
        """The next rhythm."""
        return self._act(person, ActKind.SKIP, "Skipped this time")

    def not_because(self, person: int, kind: str) -> Future[ChangeSet]:
        """Not named for this reason until there is a new record."""
        return self._act(person, ActKind.REASON_OFF, "Not because of this", reason=ReasonKind(kind))

    def wrote(self, *persons: int) -> Future[int]:
        """An attempt with each of them, now: it is asked about once. The row of the timeline it becomes."""
        return self.tried(Talk(persons, Moment(self._clock(), Precision.MINUTE)))

    def tried(self, talk: Talk) -> Future[int]:
        """The same with its own time and words, and with what is to be kept of it."""
        return note(self._commanding, talk, attempt=True)

    def answered(self, person: int, how: str) -> Future[ChangeSet]:
        """ "yes", "not yet", "let go": what came of an attempt."""
        kinds = {"yes": ActKind.ANSWERED, "not yet": ActKind.NOT_YET, "let go": ActKind.LET_IT_GO}
        titles = {"yes": "Answered", "not yet": "Not answered yet", "let go": "Let it go"}
        return self._act(person, kinds[how], titles[how])

    def no_answer_needed(self, person: int) -> Future[ChangeSet]:
        return self._act(person, ActKind.NO_ANSWER_NEEDED, "No answer needed")

    def talked(self, person: int) -> Future[ChangeSet]:
        """*We talked* on a card, beside the conversation that is logged: the card is done."""
        return self._act(person, ActKind.TALKED, "We talked")

    def loosen(self, person: int, days: float) -> Future[ChangeSet]:
        """*Loosen the rhythm* to so many days, as the card says (`Card.looser`)."""
        return self._commanding.do(lambda database, journal: commands.set_rhythm(database, journal, [person], days))

    def _act(
        self, person: int, kind: ActKind, title: str, until: int | None = None, reason: ReasonKind | None = None
    ) -> Future[ChangeSet]:
        value = {
            "act": kind.value,
            "at": self._clock(),
            "until_day": until,
            "reason": reason.value if reason else "",
        }
        return self._commanding.do(
            lambda database, journal: commands.act(database, journal, person, uuid.uuid4().hex, value, title)
        )
