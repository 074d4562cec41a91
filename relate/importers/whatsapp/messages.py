"""The messages of one chat as interactions.

No message has a number of its own. The same one is known again in a later export by its chat, its minute and its words:
whoever wrote it may be called otherwise by then, and an iPhone tells seconds that Android does not. Where the clocks or
the chat's name differ (the phone was in another zone, somebody was saved under a new name), it is known by its words
and those before it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.moments import MINUTE_MS, SECOND_MS, Moment, Precision
from relate.domain.normalise import text_key
from relate.domain.records import InteractionRecord, Kind, Participant, Position, Reason, Record, Role, Skipped
from relate.importers.source import Source
from relate.importers.whatsapp import marks
from relate.importers.whatsapp.chat import Chat, lines, parted
from relate.importers.whatsapp.days import Order, first_ms
from relate.importers.whatsapp.heads import Head, Heads
from relate.importers.whatsapp.owner import partner, title_key
from relate.importers.whatsapp.people import ME, Person, person
from relate.importers.whatsapp.words import Said, is_plain, said

_LONGEST: Final = 60_000
"""Characters of a message that are kept; WhatsApp takes 65,536 at most, a damaged file may have gigabytes."""
_MOST_IN_GROUP: Final = 100
"""Of larger groups those who write most: nobody is closer to anybody for being in one of a thousand."""
_TELLING: Final = 20
"""Characters of a text that few others are equal to."""
_BEFORE: Final = 6
_ANSWERS: Final = 2
_RAW: Final = 2000
_BY_NOBODY: Final = "a line of WhatsApp itself"

_Sides = tuple[Participant, ...]


class _Between(NamedTuple):
    """Whom a chat is between. partner: of a chat between two. others: of a group, the owner not among them."""

    owner: Person | None
    partner: Person | None
    others: tuple[Person, ...]
    key: str
    title: str


class Reader:
    """Reads one chat. order: that of its dates. owner: whose phone it is of, where that is known."""

    def __init__(self, source: Source, chat: Chat, order: Order, owner: Person | None) -> None:
        self._source = source
        self._chat = chat
        self._order: Order = order
        self._between = _between(chat, owner)
        self._sides: dict[str, _Sides] = {}
        self._context = _Context(self._between.key)
        self._minute = ("", -1)
        self._in_minute = 0

    def read(self) -> Iterator[Record | Skipped]:
        """Every message, the lines that belong to it taken together; what stands before the first is one row."""
        row = 0
        head: Head | None = None
        parts: list[str] = []
        size = 0
        path = self._chat.member.path
        of = Heads(self._chat.form).of
        try:
            with self._source.open(self._chat.member, 2) as stream:
                for line in lines(stream):
                    found = of(line)
                    if found is None:
                        if size < _LONGEST:
                            parts.append(line)
                            size += len(line)
                        continue
                    if parts:
                        if head is not None:
                            row += 1
                            yield self._message(Position(path, row), head, parts)
                        elif any(marks.plain(part) for part in parts):
                            row += 1
                            yield Skipped(Position(path, row), Reason.UNREADABLE, "no message begins here", _raw(parts))
                    head = found
                    parts = [line[found.rest :]]
                    size = len(parts[0])
        except UnreadableSource as problem:
            row += 1
            yield Skipped(Position(path, row), Reason.INCOMPLETE, str(problem), _raw(parts))
            return
        row += 1
        if head is not None:
            yield self._message(Position(path, row), head, parts)
        else:
            yield Skipped(Position(path, row), Reason.EMPTY, "no message in it", _raw(parts))

    def _message(self, where: Position, head: Head, parts: list[str]) -> InteractionRecord | Skipped:
        first = first_ms(head.date, self._order)
        if first is None:
            return Skipped(where, Reason.UNREADABLE, f"{head.date} is no day", _raw(parts))
        line = parts[0]
        written, colon, text = line.partition(": ")
        if not colon or written not in self._chat.writers:
            named, text = parted(line, self._chat.title.name)
            written = "" if named is None else named
        if len(parts) > 1:
            text = "\n".join([text, *parts[1:]])
        text = text[:_LONGEST].rstrip()
        told = Said("message", text) if written and is_plain(text) else said(text, by_somebody=bool(written))
        if told.kind != "message":
            if told.kind == "deleted":
                return Skipped(where, Reason.DECLINED, "deleted by its writer", _raw(parts))
            if told.kind == "nothing":
                return Skipped(where, Reason.EMPTY, "", _raw(parts))
            if told.kind == "itself":
                return Skipped(where, Reason.NOT_KEPT, _BY_NOBODY, _raw(parts))
        if not written and (told.kind != "call" or self._between.partner is None):
            # A call without a name, as Android has it in a chat between two, is the partner's.
            return Skipped(where, Reason.NOT_KEPT, _BY_NOBODY, _raw(parts))
        sides = self._sides.get(written) or self._of(written)
        if len(sides) < 2:
            return Skipped(where, Reason.NO_PERSON, "nobody else is in it", _raw(parts))
        minute = str(first // MINUTE_MS + head.clock // 60)
        compact = text_key(told.text)
        kind = Kind.CALL if told.kind == "call" else Kind.MESSAGE
        between = self._between
        return InteractionRecord(
            where,
            kind,
            Moment(self._at(first, head), Precision.MINUTE_UNKNOWN_ZONE),
            sides,
            ("whatsapp.message.1" if kind is Kind.MESSAGE else "whatsapp.call.1", between.key, minute, compact),
            self._context.of(compact, written),
            between.key,
            between.title,
            told.text,
            told.detail,
            told.link,
        )

    def _at(self, first: int, head: Head) -> int:
        """Without seconds, what came after something in its minute is put after it: else a talk loses its order."""
        if self._chat.form.seconds:
            return first + head.clock * SECOND_MS
        minute = (head.date, head.clock)
        self._in_minute = self._in_minute + 1 if minute == self._minute else 0
        self._minute = minute
        return first + (head.clock + min(self._in_minute, 59)) * SECOND_MS

    def _of(self, written: str) -> _Sides:
        """Who has which part in what this name writes: he first, then everybody else, the owner too."""
        between = self._between
        one = person(written) if written else between.partner
        assert one is not None
        mine = one.key == ME or (between.owner is not None and one.compared == between.owner.compared)
        me = between.owner or Person(ME, "", "")
        if between.partner is not None:
            sender, others = (me, [between.partner]) if mine else (between.partner, [me])
        else:
            sender = me if mine else one
            others = [*([me] if between.owner is not None or mine else []), *between.others]
        told = {sender.key: Participant(sender.key, Role.FROM, sender.name)}
        for other in others:
            told.setdefault(other.key, Participant(other.key, Role.TO, other.name))
        sides = self._sides[written] = tuple(told.values())
        return sides


class _Context:
    """What came before a message: the last texts that few others are equal to, and how many messages since.

    It names a message as well as its time does, whatever the clock and the chat are called. Somebody may send the same
    texts to many; that many answer with the same texts does not happen. So the chat's name is left out only where both
    sides have spoken.
    """

    def __init__(self, chat: str) -> None:
        self._chat = chat
        self._last: deque[tuple[str, str]] = deque(maxlen=_BEFORE)
        self._since = 0
        self._told = chat

    def of(self, compact: str, writer: str) -> tuple[str, ...]:
        coarse = ("whatsapp.1", self._told, str(self._since), compact)
        self._since += 1
        if len(compact) >= _TELLING:
            digest = blake2b(compact.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            self._last.append((writer, digest))
            often = Counter(one for one, _ in self._last).most_common(2)
            talked = len(self._last) == _BEFORE and len(often) == 2 and often[1][1] >= _ANSWERS
            self._told = "|".join(("" if talked else self._chat, *(told for _, told in self._last)))
            self._since = 0
        return coarse


def _between(chat: Chat, owner: Person | None) -> _Between:
    other = partner(chat, owner)
    if other is not None:
        if owner is not None and other.compared == owner.compared:
            owner = None
        # A number that has a name in one export has none in another: what the title says is what stays.
        return _Between(owner, other, (), f"with:{title_key(chat) or other.compared}", "")
    people = chat.people()
    for written in chat.named:
        one = person(written)
        people.setdefault(one.compared, one)
    mine = None if owner is None else owner.compared
    others = tuple(one for compared, one in people.items() if compared != mine and one.key != ME)
    title = chat.title.name or (chat.own_sender if chat.group else "")
    called = chat.first_title or title or "|".join(sorted(people))
    return _Between(owner, None, others[:_MOST_IN_GROUP], f"group:{' '.join(called.casefold().split())}", title)


def _raw(parts: list[str]) -> str:
    return "\n".join(parts)[:_RAW]
