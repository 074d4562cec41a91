"""The messages of one chat as interactions.

No message has a number of its own. The same one is known again in a later export by its chat, its minute and its words:
whoever wrote it may be called otherwise by then, and an iPhone tells seconds that Android does not. Where the clocks or
the chat's name differ (the phone was in another zone, somebody was saved under a new name), it is known by its words
and those before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.moments import MINUTE_MS, SECOND_MS, Moment, Precision
from relate.domain.normalise import text_key
from relate.domain.records import InteractionRecord, Kind, Participant, Position, Reason, Record, Role, Skipped
from relate.importers.source import Source
from relate.importers.told_before import ToldBefore
from relate.importers.whatsapp import marks
from relate.importers.whatsapp.chat import Chat, blocks, parted
from relate.importers.whatsapp.days import Order, first_ms
from relate.importers.whatsapp.heads import Cut, Pieces, words_of
from relate.importers.whatsapp.owner import partner, same_letters, title_key
from relate.importers.whatsapp.people import ME, Person, person
from relate.importers.whatsapp.words import Said, is_plain, said

_LONGEST: Final = 60_000
"""Characters of a message that are kept; WhatsApp takes 65,536 at most, a damaged file may have gigabytes."""
_LONGEST_BYTES: Final = 4 * _LONGEST
_MOST_IN_GROUP: Final = 100
"""Of larger groups those who write most: nobody is closer to anybody for being in one of a thousand."""
_RAW: Final = 2000
_MOST_DAYS: Final = 20_000
_BY_NOBODY: Final = "a line of WhatsApp itself"

_Sides = tuple[Participant, ...]
_Found = tuple[int, str, _Sides, Said]
"""Its clock as written (UTC ms), who writes, who is in it, and what it says."""
_MESSAGE: Final = Kind.MESSAGE
_WALL_CLOCK: Final = Precision.MINUTE_UNKNOWN_ZONE
_record: Callable[[type[InteractionRecord], tuple[object, ...]], InteractionRecord] = tuple.__new__
_moment: Callable[[type[Moment], tuple[int, Precision, None]], Moment] = tuple.__new__
_position: Callable[[type[Position], tuple[str, int]], Position] = tuple.__new__
"""Of hundreds of thousands: without arguments by name that takes half as long."""


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
        self._before = ToldBefore("whatsapp.1", self._between.key)
        self._days: dict[str, int] = {}
        """First milliseconds of the dates that were days."""
        self._row = 0
        self._minute, self._minute_told, self._within = -1, "", 0
        """Of the last message: its minute, and how many came before it in that."""

    def read(self) -> Iterator[Record | Skipped]:
        """Every message, the lines that belong to it taken together; what stands before the first is one row."""
        chat = self._chat
        pieces = Pieces(chat.form, chat.plain, _LONGEST_BYTES)
        try:
            with self._source.open(chat.member, 2) as stream:
                for block in blocks(stream):
                    yield from self._several(pieces.of(block))
        except UnreadableSource as problem:
            where = Position(chat.member.path, self._row + 1)
            yield Skipped(where, Reason.INCOMPLETE, str(problem), pieces.unfinished()[:_RAW])
            return
        last = pieces.ending()
        yield from self._several(last)
        if not last.dates:
            where = Position(chat.member.path, self._row + 1)
            yield Skipped(where, Reason.EMPTY, "no message in it", pieces.unfinished()[:_RAW])

    def _several(self, cut: Cut) -> Iterator[Record | Skipped]:
        """The next messages, column by column: what is done for each of them one by one is what cannot be done for all
        at once, for a call costs as much as most of it."""
        days, known, row = self._days, self._sides, self._row
        wheres: list[Position] = []
        writers: list[str] = []
        texts: list[str] = []
        everybody: list[_Sides] = []
        times: list[int] = []
        more: list[tuple[int, Said]] = []
        skipped: list[tuple[int, Skipped]] = []
        self._row = row + len(cut.dates)
        places = map(_position, repeat(Position), zip(repeat(self._chat.member.path), range(row + 1, self._row + 1)))
        for where, date, clock, rest in zip(places, cut.dates, cut.clocks, map(words_of, cut.rests), strict=True):
            written, _, text = rest.partition(": ")
            text = text.rstrip()
            sides = known.get(written)
            first = days.get(date)
            # Nearly all are no more than a name that is known and its words.
            if sides is None or first is None or clock is None or not is_plain(text):
                found = self._unusual(where, date, clock, rest)
                if isinstance(found, Skipped):
                    skipped.append((len(texts), found))
                    continue
                time, written, sides, said = found
                text = said.text
                if said.kind == "call" or said.detail or said.link:
                    more.append((len(texts), said))
                times.append(time)
            else:
                times.append(first + clock * SECOND_MS)
            wheres.append(where)
            writers.append(written)
            texts.append(text if len(text) <= _LONGEST else text[:_LONGEST])
            everybody.append(sides)
        records = self._records(wheres, writers, texts, everybody, times)
        for place, said in more:
            records[place] = _with_more(records[place], said)
        begin = 0
        for place, one in skipped:
            yield from records[begin:place]
            yield one
            begin = place
        yield from records[begin:] if begin else records

    def _records(
        self,
        wheres: Sequence[Position],
        writers: Sequence[str],
        texts: Sequence[str],
        everybody: Sequence[_Sides],
        times: Sequence[int],
    ) -> list[InteractionRecord]:
        """Messages of these columns, as if each was made by itself: that takes three times as long."""
        key, title = self._between.key, self._between.title
        minutes, ordered = self._in_order(times)
        compacts = list(map(text_key, texts))
        moments = map(_moment, repeat(Moment), zip(ordered, repeat(_WALL_CLOCK), repeat(None)))
        exact = zip(repeat("whatsapp.message.1"), repeat(key), minutes, compacts)
        coarse = self._before.several(compacts, writers)
        columns = zip(
            wheres, repeat(_MESSAGE), moments, everybody, exact, coarse, repeat(key), repeat(title), texts, repeat(""),
            repeat(""),
        )  # fmt: skip
        return list(map(_record, repeat(InteractionRecord), columns))

    def _in_order(self, times: Sequence[int]) -> tuple[list[str], list[int]]:
        """Of messages one after the other the minute of each, as text, and its time.

        Where clocks have no seconds, what came after something in its minute is put after it: else a talk loses its
        order."""
        if self._chat.form.seconds:
            return [str(time // MINUTE_MS) for time in times], list(times)
        minutes: list[str] = []
        ordered: list[int] = []
        before, told, within = self._minute, self._minute_told, self._within
        for time in times:
            if time != before:
                before, told, within = time, str(time // MINUTE_MS), 0
                ordered.append(time)
            else:
                within = min(within + 1, 59)
                ordered.append(time + within * SECOND_MS)
            minutes.append(told)
        self._minute, self._minute_told, self._within = before, told, within
        return minutes, ordered

    def _unusual(self, where: Position, date: str, clock: int | None, rest: str) -> _Found | Skipped:
        """What is more than a name that is known and its words, as nearly all messages are."""
        raw = rest.rstrip()[:_RAW]
        if not date:
            return Skipped(where, Reason.UNREADABLE, "no message begins here", raw)
        first = first_ms(date, self._order)
        if first is None:
            return Skipped(where, Reason.UNREADABLE, f"{date} is no day", raw)
        if len(self._days) < _MOST_DAYS:
            self._days[date] = first
        if clock is None:
            return Skipped(where, Reason.UNREADABLE, "its time is none", raw)
        line, _, more = rest.partition("\n")
        written, text = parted(line, self._chat.title.name)
        if more:
            text = f"{text}\n{more}"
        text = text.rstrip()
        told = said(text, by_somebody=written is not None)
        if told.kind == "deleted":
            return Skipped(where, Reason.DECLINED, "deleted by its writer", raw)
        if told.kind == "nothing":
            return Skipped(where, Reason.EMPTY, "", raw)
        if written is None and marks.plain(line).startswith(":"):
            return Skipped(where, Reason.NO_PERSON, "nobody's name stands before it", raw)
        # A call without a name, as Android has it in a chat between two, is the partner's.
        if told.kind == "itself" or (written is None and (told.kind != "call" or self._between.partner is None)):
            return Skipped(where, Reason.NOT_KEPT, _BY_NOBODY, raw)
        name = written or ""
        if self._between.partner is None and self._chat.speaks and name == self._chat.title.name:
            return Skipped(where, Reason.NOT_KEPT, _BY_NOBODY, raw)
        sides = self._sides.get(name) or self._of(name)
        if len(sides) < 2:
            return Skipped(where, Reason.NO_PERSON, "nobody else is in it", raw)
        return first + clock * SECOND_MS, name, sides, told

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
        sides = tuple(told.values())
        if len(sides) > 1:
            self._sides[written] = sides
        return sides


def _with_more(record: InteractionRecord, said: Said) -> InteractionRecord:
    """A message that is more than its words."""
    if said.kind == "call":
        return record._replace(kind=Kind.CALL, exact=("whatsapp.call.1", *record.exact[1:]), detail=said.detail)
    return record._replace(detail=said.detail, link=said.link) if said.detail or said.link else record


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
    if same_letters(title, chat.last_title):
        title = chat.last_title
    called = chat.first_title or title or "|".join(sorted(people))
    return _Between(owner, None, others[:_MOST_IN_GROUP], f"group:{' '.join(called.casefold().split())}", title)
