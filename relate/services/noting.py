"""What the user notes himself: a conversation, or that he tried to reach somebody. One command, one step."""

from __future__ import annotations

import uuid
from concurrent.futures import Future

from relate.domain.acts import ActKind
from relate.domain.records import Direction, Kind
from relate.services.commanding import Commanding
from relate.services.thread import to_keep
from relate.services.views import Talk


def note(commanding: Commanding, talk: Talk, *, attempt: bool = False) -> Future[int]:
    """A conversation with these people and what is to be kept of it; the interaction it becomes.

    attempt: nobody answered yet. It is no conversation, whatever its channel, and is asked about once.
    """
    thread, uid = to_keep(talk), uuid.uuid4().hex
    kind, direction, act = talk.channel, Direction.NONE, None
    if attempt:
        kind, direction, act = Kind.ATTEMPT, Direction.OUT, ActKind.WROTE
    from relate.store import talks

    return commanding.get(
        lambda database, journal: talks.log(
            database, journal, uid, talk.people, talk.at, kind, talk.text, direction=direction, thread=thread, act=act
        )
    )
