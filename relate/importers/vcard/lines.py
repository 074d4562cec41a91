"""The bytes of a .vcf as cards: vCard 2.1, 3.0 and 4.0 as programs really write them.

Every library measured loses the whole file to one bad card; here nothing that stands in one card reaches the next.
The rules and where they were met: formats/contacts.md 1.2. What is reported is the card, with its first line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, NamedTuple

from relate.importers.text_blocks import blocks

LONGEST_CARD: Final = 16_000_000
"""Bytes of one card that are looked at; a file without an END:VCARD must not fill the memory."""

_MARK = re.compile(rb"((?:[\w.-]*AGENT[^:]*:)?)[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_PLAIN_BEGIN: Final = b"BEGIN:VCARD\n"
_END_LINE: Final = b"END:VCARD\n"
_PLAIN_END: Final = b"\n" + _END_LINE
_LIKE_A_MARK = re.compile(rb":[ \t]*VCARD", re.IGNORECASE)
_OPENS_AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT[^:]*:[ \t]*", re.IGNORECASE)
_BODY_LINE = re.compile(rb"^(?:[\w-]+\.)?(?:VERSION|FN|N|TEL|EMAIL|ORG|UID)[;:]", re.IGNORECASE | re.MULTILINE)


class RawCard(NamedTuple):
    """A card's lines between BEGIN and END. number and line count from 1; whole: it had its BEGIN and its END; cut: the
    file ends inside it."""

    number: int
    line: int
    body: bytes
    whole: bool
    cut: bool = False


# As RawCard(…), in half the time.
_raw_card: Callable[[type[RawCard], tuple[int, int, bytes, bool, bool]], RawCard] = tuple.__new__


class Stray(NamedTuple):
    """Text that stands in no card, and its first line."""

    line: int
    text: bytes


def cards(stream: BinaryIO, number: int = 0, lines: int = 0) -> Iterator[RawCard | Stray]:
    """The cards of a file in their order, and the text between them. number, lines: of what was before.

    A missing END is closed by the next BEGIN; a missing BEGIN is taken as read when lines of a card and an END
    follow; the last card of a file that breaks off comes with whole=False and without the line that is cut. The
    card inside an AGENT is cut out. What the stream raises while it is read passes on, after everything that stood
    before it was given out.
    """
    cutter = _Cutter(number, lines)
    failed: Exception | None = None
    try:
        for block in blocks(stream):
            yield from cutter.cut(block)
    except Exception as problem:  # noqa: BLE001  a broken zip or disk: what came before it is not lost
        failed = problem
    yield from cutter.rest()
    if failed is not None:
        raise failed


class _Cutter:
    """Cuts text at BEGIN and END, and holds what is not ended yet."""

    def __init__(self, number: int, lines: int) -> None:
        self._text = b""
        self._done = 0
        """Up to here everything was given out; an open card's body starts here."""
        self._scanned = 0
        self._line = self._card_line = lines + 1
        self._number = number
        self._open = False
        self._agents: list[tuple[int, int]] = []
        self._depth = 0
        self._agent_start = 0

    def cut(self, block: bytes) -> Iterator[RawCard | Stray]:
        """The cards that this block ends."""
        self._text += block
        pieces = self._plain_pieces()
        if pieces:
            yield from self._plain_cards(pieces)
        else:
            yield from self._scan(self._text.rfind(b"\n") + 1)
        self._forget()

    def _plain_pieces(self) -> list[bytes]:
        """The text up to the last END, parted at each, when all cards stand there as most programs write them; else [].

        Plain: after the card that is open nothing but cards, each between its two marks, which have lines of their own
        and are written in capitals, and nothing else is written like a mark.
        """
        ends = self._text.rfind(_PLAIN_END) + len(_PLAIN_END)
        if self._depth or self._agents or ends < len(_PLAIN_END) or self._scanned > ends:
            return []
        text = self._text[:ends]
        pieces = text.split(_PLAIN_END)[:-1]
        begun = sum([piece.startswith(_PLAIN_BEGIN) for piece in pieces[self._open :]]) + self._open
        marks = len(_LIKE_A_MARK.findall(text))
        return pieces if begun == len(pieces) and marks == 2 * len(pieces) - self._open else []

    def _plain_cards(self, pieces: list[bytes]) -> Iterator[RawCard]:
        """The cards of a text that is plain; what scanning it would give, several times as fast."""
        text, done = self._text, self._done
        number, line = self._number, self._line
        for piece in pieces:
            start, done = done, done + len(piece) + len(_PLAIN_END)
            if self._open:
                self._open = False
            else:
                self._card_line = line
                start += len(_PLAIN_BEGIN)
            number += 1
            line += piece.count(b"\n") + 2
            yield _raw_card(RawCard, (number, self._card_line, text[start : done - len(_END_LINE)], True, False))
        self._number, self._line = number, line
        self._done = self._scanned = done

    def rest(self) -> Iterator[RawCard | Stray]:
        """What the end of the file leaves open."""
        unfinished = not self._text.endswith(b"\n")
        self._text += b"\n"
        yield from self._scan(len(self._text))
        if self._open:
            last = self._card(self._last_whole_line() if unfinished else len(self._text), whole=False)
            yield last._replace(cut=True)
        else:
            yield from self._stray(len(self._text))

    def _last_whole_line(self) -> int:
        """Where the property starts in whose middle the file breaks off: half an address is somebody else's."""
        start = len(self._text) - 1
        while start > self._done:
            start = self._text.rfind(b"\n", self._done, start) + 1 or self._done
            if self._text[start : start + 1] not in (b" ", b"\t"):
                break
            start -= 1
        return max(start, self._done)

    def _scan(self, complete: int) -> Iterator[RawCard | Stray]:
        """Acts on every mark in the lines that are complete; positions hold until _forget."""
        upper = self._text[self._scanned : complete].upper()
        found = upper.find(b"VCARD")
        while found >= 0:
            at = self._scanned + found
            start = self._text.rfind(b"\n", 0, at) + 1
            end = self._text.find(b"\n", at)
            mark = _MARK.fullmatch(self._text, start, end)
            if mark:
                yield from self._begin(mark) if mark[2][0] in b"Bb" else self._end(mark)
            found = upper.find(b"VCARD", end - self._scanned)
        self._scanned = complete

    def _begin(self, mark: re.Match[bytes]) -> Iterator[RawCard | Stray]:
        if self._open and (mark[1] or self._in_agent(mark.start())):
            if not self._depth:
                self._agent_start = mark.start()
            self._depth += 1
            return
        if self._open:
            yield self._card(mark.start(), whole=False)
        else:
            yield from self._stray(mark.start())
        self._card_line = self._line
        self._move(mark.end() + 1)
        self._open = True

    def _end(self, mark: re.Match[bytes]) -> Iterator[RawCard | Stray]:
        if self._depth:
            self._depth -= 1
            if not self._depth:
                self._agents.append((self._agent_start, mark.end()))
        elif self._open:
            yield self._card(mark.start(), whole=True)
            self._move(mark.end() + 1)
        elif _BODY_LINE.search(self._text, self._done, mark.start()):
            self._card_line = self._line
            yield self._card(mark.start(), whole=False)
            self._move(mark.end() + 1)
        else:
            yield from self._stray(mark.end())
            self._move(mark.end() + 1)

    def _in_agent(self, position: int) -> bool:
        before = self._text[max(self._done, position - 200) : position].rstrip(b"\n ")
        return _OPENS_AGENT.fullmatch(before[before.rfind(b"\n") + 1 :]) is not None

    def _card(self, end: int, whole: bool) -> RawCard:
        """The open card up to `end`, without the cards inside it."""
        if self._depth:
            self._agents.append((self._agent_start, end))
        body, start = b"", self._done
        for agent_start, agent_end in self._agents:
            body += self._text[start:agent_start]
            start = agent_end
        body += self._text[start:end]
        self._agents, self._depth, self._open = [], 0, False
        self._number += 1
        self._move(end)
        return RawCard(self._number, self._card_line, body, whole)

    def _stray(self, end: int) -> Iterator[Stray]:
        if end == self._done:
            return
        text = self._text[self._done : end]
        if text.strip():
            line = self._line + text[: len(text) - len(text.lstrip())].count(b"\n")
            yield Stray(line, text)
        self._move(end)

    def _move(self, position: int) -> None:
        self._line += self._text.count(b"\n", self._done, position)
        self._done = position

    def _forget(self) -> None:
        """Lets go of what was given out, and of the middle of a card that has no end."""
        self._text = self._text[self._done :]
        self._scanned = max(0, self._scanned - self._done)
        self._agents = [(start - self._done, end - self._done) for start, end in self._agents]
        self._agent_start -= self._done
        self._done = 0
        if len(self._text) > LONGEST_CARD:
            last = self._text.rfind(b"\n", 0, LONGEST_CARD) + 1 or LONGEST_CARD
            self._line += self._text.count(b"\n", last)
            self._text = self._text[:last]
            self._scanned = min(self._scanned, last)
