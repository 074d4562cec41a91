"""Pages of a download in HTML, of the three generations there were: blocks with a name, words and a time.

Their class names are meaningless and change, so a block is told by the few of them that mark its parts, and by where it
stands. The times are of the account's own clock. formats/social.md 3.5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.moments import Moment, Precision
from relate.domain.records import InteractionRecord, Position, Reason, Record, Skipped
from relate.importers import dates
from relate.importers.json_items import Json
from relate.importers.meta.rows import Row
from relate.importers.meta.threads import Thread, participants
from relate.importers.source import Member, Source

ASK_FOR_JSON: Final = "Relate cannot read this page: request the download again, in the format JSON instead of HTML"
_READ: Final = 1 << 18
_MOST_TEXT: Final = 200_000
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_NAME: Final = frozenset({"_2lel", "_a6-h"})
_TEXT: Final = frozenset({"_2let", "_a6-p"})
_TIME: Final = frozenset({"_2lem", "_a6-o", "_a72d"})
_AT: Final = re.compile(r"\s+(?:at|um|à|às|a las|alle|om|kl\.?|o godz\.|v)\s+(?=\d)", re.IGNORECASE)
_TAKING_PART: Final = re.compile(
    r"\s*(?:participants|teilnehmer|participantes|partecipanti|deelnemers|uczestnicy|deltagare)\s*:\s*(.+)",
    re.IGNORECASE,
)
_AND: Final = re.compile(r",\s*|\s+(?:and|und|et|y|e|en|i|och)\s+")


class Block(NamedTuple):
    """One entry of a page: who, what, when (as written), and the first address in it."""

    name: str
    text: str
    time: str
    link: str

    @property
    def at(self) -> Moment | None:
        return page_moment(self.time)


class Page(NamedTuple):
    """What a page holds; taking_part: the names in the head of a conversation."""

    title: str
    taking_part: tuple[str, ...]
    blocks: tuple[Block, ...]
    problem: str = ""


def page_moment(text: str) -> Moment | None:
    """A page's time, to the minute: "Mar 02, 2026 4:57:45 pm", "Oct 19, 2019 at 2:37 PM", "19 Oct 2019, 14:37"."""
    told = dates.day_and_clock(_AT.sub(" ", text))
    return None if told is None else Moment(told.ms, min(told.precision, Precision.MINUTE_UNKNOWN_ZONE))


def read_page(source: Source, member: Member, *, looking: bool = False) -> Page:
    """The blocks of a page; of one that breaks off those before, with the reason.

    looking: for a first look, not counted as reading.
    """
    parser = _Parser()
    problem = ""
    try:
        with source.peek(member) if looking else source.open(member) as stream:
            rest = b""
            while data := stream.read1(_READ):
                text, rest = _decoded(rest + data)
                parser.feed(text)
    except UnreadableSource as trouble:
        problem = str(trouble)
    if not problem and parser.blocks and not parser.ended:
        problem = "the page breaks off here"  # half a name would be somebody else's
    parser.finish(whole=not problem)
    return Page(parser.title.strip(), tuple(parser.taking_part), tuple(parser.blocks), problem)


def names_at_the_top(source: Source, thread: Thread) -> list[str]:
    """The names at the top of a conversation, data or page, without reading it."""
    first = thread.chunks[0]
    return participants(source, thread) if first.name.casefold().endswith(".json") else _names_in_head(source, first)


def _names_in_head(source: Source, member: Member) -> list[str]:
    parser = _Parser()
    try:
        parser.feed(source.head(member).decode("utf-8", "replace"))
    except UnreadableSource:
        return []
    parser.finish()
    return [*parser.taking_part, *(block.name for block in parser.blocks)]


def _decoded(data: bytes) -> tuple[str, bytes]:
    """The text of the bytes, and those at the end that may be half a letter."""
    for cut in range(4):
        try:
            end = len(data) - cut
            return data[:end].decode("utf-8"), data[end:]
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), b""


class _Parser(HTMLParser):
    """Collects blocks. Text goes to the innermost part that is marked; lists inside a block are reactions."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.taking_part: list[str] = []
        self.blocks: list[Block] = []
        self.ended = False
        """Its last tag was seen."""
        self._open: list[tuple[str, str]] = []
        """Tags that are open, each with the part its text belongs to."""
        self._block_from = -1
        self._said: dict[str, list[str]] = {}
        self._link = ""
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "br":
            self._say("\n")
        if tag == "a" and self._block_from >= 0 and not self._link:
            self._link = told.get("href") or ""
        if tag in _VOID or len(self._open) > 500:
            return
        classes = frozenset((told.get("class") or "").split())
        part = self._open[-1][1] if self._open else ""
        if tag == "title" and self._block_from < 0:
            part = "title"
        elif self._begins(tag, classes) and self._may_begin():
            self._block_from, self._said, self._link, part = len(self._open), {}, "", "other"
        elif self._block_from >= 0 and part != "skip":
            if tag == "ul":
                part = "skip"
            elif tag in ("h2", "h3") or not _NAME.isdisjoint(classes):
                part = "name"
            elif not _TIME.isdisjoint(classes):
                part = "time"
            elif not _TEXT.isdisjoint(classes):
                part = "text"
        self._open.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        self.ended = self.ended or tag == "html"
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth][0] == tag:
                if tag in ("div", "p", "li"):
                    self._say("\n")
                del self._open[depth:]
                break
        if 0 <= len(self._open) <= self._block_from:
            self._close()

    def handle_data(self, data: str) -> None:
        self._say(data)

    def finish(self, *, whole: bool = True) -> None:
        """The page is over. whole: not broken off, so that a block that is open counts."""
        self.close()
        if self._block_from >= 0 and whole:
            self._close()

    @staticmethod
    def _begins(tag: str, classes: frozenset[str]) -> bool:
        return tag in ("div", "section") and ("_a6-g" in classes or {"uiBoxWhite", "noborder"} <= classes)

    def _may_begin(self) -> bool:
        """Whether a block can begin here: outside of one, in one that is empty, or where the end of one was lost."""
        if self._block_from >= 0 and any(self._said.values()):
            lines = "".join(self._said.get("text", ())).split("\n")
            if not self._said.get("time") and all(page_moment(line) is None for line in lines[-3:]):
                return False
            self._close()
        return True

    def _say(self, data: str) -> None:
        part = self._open[-1][1] if self._open else ""
        if self._block_from >= 0:
            if part != "skip" and self._size < _MOST_TEXT:
                self._said.setdefault(part, []).append(data)
                self._size += len(data)
        elif part == "title" and len(self.title) < 500:
            self.title += data
        if (found := _TAKING_PART.match(data[:5000])) and not self.taking_part:
            self.taking_part = [name.strip() for name in _AND.split(found[1]) if name.strip()]

    def _close(self) -> None:
        said = {part: "".join(texts).strip() for part, texts in self._said.items()}
        self._block_from, self._said, self._size = -1, {}, 0
        lines = [line.strip() for line in said.get("other", "").splitlines() if line.strip()]
        time = said.get("time", "")
        if not time and lines and page_moment(lines[-1]) is not None:
            time = lines.pop()
        name = said.get("name", "") or (lines.pop(0) if lines else "")
        text = re.sub(r"[ \t]*\n\s*", "\n", said.get("text", "")).strip()
        if not time and page_moment(text.rpartition("\n")[2]) is not None:
            text, _, time = text.rpartition("\n")  # Instagram's lists have both in one
        if not name and text and not said.get("other"):
            name, text = text.partition("\n")[0], ""  # lists of people have their names where messages have words
        if name or text or time:
            self.blocks.append(Block(" ".join(name.split()), text, " ".join(time.split()), self._link))


def list_page(
    source: Source, member: Member, value_of: Callable[[Block], Json], read: Callable[[Row], Iterator[Record | Skipped]]
) -> Iterator[Record | Skipped]:
    """A page with a list of people, by the reader of the same list in JSON.

    value_of: what a block would be there, its time read as UTC. What passed gets the time as it is known here.
    """
    page = read_page(source, member)
    for number, block in enumerate(page.blocks, 1):
        for one in read(Row(Position(member.path, number), (), value_of(block))):
            if isinstance(one, InteractionRecord):
                exact = (f"{one.exact[0]}.page", *one.exact[1:-1], block.time)
                yield one._replace(at=block.at, exact=exact)
            else:
                yield one
    yield from trouble(page, member)


def not_read(member: Member) -> Skipped:
    """A page of something that is read as data alone."""
    return Skipped(Position(member.path, 1), Reason.UNREADABLE, ASK_FOR_JSON)


def trouble(page: Page, member: Member) -> Iterator[Skipped]:
    """What has to be said of a page that broke off, or in which nothing could be found."""
    where = Position(member.path, len(page.blocks) + 1)
    if page.problem:
        yield Skipped(where, Reason.INCOMPLETE, page.problem)
    elif not page.blocks:
        yield Skipped(where, Reason.UNREADABLE, ASK_FOR_JSON)
