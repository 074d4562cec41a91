"""A page of Google Voice's: the messages of a piece of a talk, or one call, as its marks say them.

Marks are classes of hCard, hChatLog and hAudio and the same in every language; so are the labels' addresses
("http://www.google.com/voice#missed"). The owner is the one whose name stands in <abbr> and not in <span>.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import ClassVar, Final

from relate.domain.errors import UnreadableSource
from relate.importers.source import Member, Source

_BLOCK: Final = 1 << 18
_MOST_BYTES: Final = 64_000_000
"""A page is held whole, and one of a day's talk has some thousand bytes."""
_MOST_CHARS: Final = 1_000_000
"""Of one message; a page of which the end of a text is missing is no longer text."""
_VOID: Final = frozenset({"br", "img", "hr", "meta", "link", "input", "source"})


@dataclass(slots=True)
class Side:
    """Somebody on a page: a number as it is written there, a name, whether it is the owner."""

    number: str = ""
    name: str = ""
    mine: bool = False


@dataclass(slots=True)
class Said:
    """One message. when: as it is written, with its zone."""

    side: Side = field(default_factory=Side)
    when: str = ""
    text: str = ""
    attached: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """What a page says. title: its last line is whom it is with, in every language; labels: "missed", "sms", "spam";
    whole: it ends where it should."""

    title: str = ""
    is_talk: bool = False
    is_call: bool = False
    is_group: bool = False
    people: list[Side] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    with_whom: Side = field(default_factory=Side)
    when: str = ""
    duration: str = ""
    transcript: str = ""
    labels: set[str] = field(default_factory=set)
    deleted: bool = False
    whole: bool = False
    empty: bool = False
    failure: str = ""


def read_page(source: Source, member: Member) -> Page:
    """Never raises: what cannot be read of it is missing, and `whole` and `failure` say so."""
    reader = _Reader()
    if member.size > _MOST_BYTES:
        reader.page.failure = "it is longer than any page that Google Voice writes"
        return reader.page
    try:
        with source.open(member) as stream:
            reader.page.empty = True
            for text in _texts(stream):
                reader.page.empty = False
                reader.feed(text)
        reader.close()
    except UnreadableSource as problem:
        reader.page.failure = str(problem)
    except (AssertionError, ValueError) as problem:  # html.parser gives up on some broken declarations
        reader.page.failure = f"it is damaged: {problem}"
    reader.finish()
    return reader.page


def _texts(stream: io.BufferedReader) -> Iterator[str]:
    first = stream.read1(_BLOCK)
    encoding = "utf-16" if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    block = first
    while block:
        yield decoder.decode(block)
        block = stream.read1(_BLOCK)


class _Reader(HTMLParser):
    """Keeps the classes that are open on a stack; text goes to whichever of them wants it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[tuple[str, frozenset[str]]] = []
        self._within: dict[str, int] = {}
        self._side: Side | None = None
        self._text: list[str] | None = None
        self._chars = 0

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002
        """Nobody asks for the line a mark stands in, and counting it takes a tenth of the time."""
        return j

    # -- what is open ------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        classes = frozenset(told.get("class", "").split())
        if tag == "br" and self._text is not None:
            self._text.append("\n")
        if tag in ("img", "audio", "video") and self.page.said and "message" in self._within:
            self.page.said[-1].attached.append(_file(tag, told))
        if tag in _VOID:
            return
        self._open.append((tag, classes))
        for one in classes:
            self._within[one] = self._within.get(one, 0) + 1
        self._begin(tag, classes, told)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or (self._open[-1][0] != tag and all(name != tag for name, _ in self._open)):
            return
        while self._open:
            name, classes = self._open.pop()
            for one in classes:
                self._within[one] -= 1
                if not self._within[one]:
                    del self._within[one]
            self._end(name, classes)
            if name == tag:
                break
        if tag == "html":
            self.page.whole = True

    def handle_data(self, data: str) -> None:
        if self._text is not None and self._chars < _MOST_CHARS:
            self._text.append(data)
            self._chars += len(data)

    def finish(self) -> None:
        """What is still open ends here."""
        while self._open:
            self._end(*self._open.pop())

    # -- what it means -----------------------------------------------------------------------------------------------

    def _begin(self, tag: str, classes: frozenset[str], told: dict[str, str]) -> None:
        page = self.page
        if tag == "title" or (tag == "q" and page.said):
            self._listen()
        elif tag == "a" and "tag" in told.get("rel", "").split():
            page.labels.add(told.get("href", "").rpartition("#")[2].casefold())
        else:
            for one in classes:
                if one in self._meanings:
                    self._meanings[one](self, tag, told)

    def _talk(self, _tag: str, _told: dict[str, str]) -> None:
        self.page.is_talk = True

    def _call(self, _tag: str, _told: dict[str, str]) -> None:
        self.page.is_call = True

    def _group(self, _tag: str, _told: dict[str, str]) -> None:
        self.page.is_group = True

    def _message(self, _tag: str, _told: dict[str, str]) -> None:
        if self.page.is_talk:
            self.page.said.append(Said())

    def _somebody(self, tag: str, _told: dict[str, str]) -> None:
        if tag != "a":
            self._side = Side()
        elif self.page.said and "message" in self._within:  # a card that was sent
            self.page.said[-1].attached.append("card.vcf")

    def _number(self, _tag: str, told: dict[str, str]) -> None:
        if self._side is not None:
            self._side.number = told.get("href", "").removeprefix("tel:").strip()

    def _name(self, tag: str, _told: dict[str, str]) -> None:
        if self._side is not None:
            self._side.mine = tag == "abbr"
            self._listen()

    def _when(self, _tag: str, told: dict[str, str]) -> None:
        if self.page.said:
            self.page.said[-1].when = told.get("title", "").strip()

    def _published(self, _tag: str, told: dict[str, str]) -> None:
        self.page.when = told.get("title", "").strip()

    def _duration(self, _tag: str, told: dict[str, str]) -> None:
        self.page.duration = told.get("title", "").strip()

    def _words(self, _tag: str, _told: dict[str, str]) -> None:
        self._listen()

    _meanings: ClassVar[Mapping[str, Callable[[_Reader, str, dict[str, str]], None]]] = {
        "hChatLog": _talk,
        "haudio": _call,
        "participants": _group,
        "message": _message,
        "vcard": _somebody,
        "tel": _number,
        "fn": _name,
        "dt": _when,
        "published": _published,
        "duration": _duration,
        "full-text": _words,
        "deletedStatusContainer": _words,
    }
    """What a class says when it begins."""

    def _listen(self) -> None:
        self._text, self._chars = [], 0

    def _heard(self) -> str:
        text = "".join(self._text or ()).replace("\r\n", "\n")
        self._text = None
        return text.strip()

    def _end(self, tag: str, classes: frozenset[str]) -> None:
        page = self.page
        if tag == "title":
            page.title = self._heard()
        elif "fn" in classes and self._side is not None:
            self._side.name = " ".join(self._heard().split())
        elif tag == "q" and page.said:
            page.said[-1].text = self._heard()
        elif "full-text" in classes:
            page.transcript = self._heard()
        elif "deletedStatusContainer" in classes:
            page.deleted = self._heard().casefold().endswith("true")
        elif "vcard" in classes and self._side is not None:
            side, self._side = self._side, None
            if "participants" in self._within:
                page.people.append(side)
            elif page.said and "message" in self._within:
                page.said[-1].side = side
            elif page.is_call:
                page.with_whom = side


def _file(tag: str, told: dict[str, str]) -> str:
    """The name of a file by which its kind is told; a picture's is written without an ending."""
    name = told.get("src", "") or "file"
    ending = {"img": ".jpg", "audio": ".mp3", "video": ".mp4"}[tag]
    return name if "." in name[-6:] else name + ending
