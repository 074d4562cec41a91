"""The rows of a backup in XML, one by one, however large the file and whatever is damaged in it.

An attribute holds no "<", so that the text falls into elements at every "<" and a damaged one costs itself: a parser of
XML would lose the rest of the file, and would stop at the first emoji anyway, which these programs write as two halves
(&#55357;&#56834;). Nothing is ever expanded but characters. What pictures and films are made of is dropped as it
passes, before it is an attribute.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource

_BLOCK: Final = 1 << 18
_LONGEST: Final = 4_000_000
"""Bytes of an element; what is longer is not read."""
_MOST_RAW: Final = 16_384
_ELEMENT: Final = re.compile(
    r"(/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*+\"|'[^']*+'))*+)\s*(/?)>", re.DOTALL
)
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)')", re.DOTALL)
_BEGINNING: Final = re.compile(r"([A-Za-z][\w:.-]*)\s+([\w:.-]+)\s*=\s*")
_BETWEEN: Final = re.compile(r"\s+([\w:.-]+)\s*=\s*")
_MOST_NAMES: Final = 500
_REFERENCE: Final = re.compile(r"&(?:#(\d{1,8})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_HALF: Final = re.compile("[\ud800-\udfff]")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ROW: Final = re.compile(rb"(?:sms|mms|call)(?=[\s>/]|\Z)")
_DATA: Final = re.compile(rb"""\sdata\s*=\s*(["'])(?=[A-Za-z0-9+/=\s]{256})""")
_BEHIND: Final = 320
"""Bytes at the end of a block that are looked at again: there a picture may begin."""


class Element(NamedTuple):
    """An element's beginning (closing: its end) and its attributes. whole: it has no inside."""

    name: str
    closing: bool
    whole: bool
    attributes: dict[str, str]


class Damaged(NamedTuple):
    """Something that begins like a row and cannot be read. cut: the file ends in it."""

    says: str
    raw: str
    cut: bool


def elements(stream: io.BufferedReader) -> Iterator[Element | Damaged]:
    """The elements of a file in its order; at its end a Damaged that is cut where the stream broke off."""
    carry = b""
    failure = ""
    reader = _Reader()
    blocks = _without_data(_blocks(stream))
    while True:
        try:
            block = next(blocks)
        except StopIteration:
            break
        except UnreadableSource as problem:
            failure = str(problem)
            break
        if len(carry) > _LONGEST:
            if _ROW.match(carry):
                yield Damaged("longer than any message", _raw(carry), False)
            carry = b""
        first, *pieces = block.split(b"<")
        if not pieces:
            carry += first
            continue
        yield from reader.told(carry + first, False)
        for piece in pieces[:-1]:
            yield from reader.told(piece, False)
        carry = pieces[-1]
    yield from reader.told(carry, True)
    if failure:
        yield Damaged(failure, "", True)


class _Reader:
    """Reads the elements of one file. What stands between the values of their attributes are always the same few
    names, so that they are looked at once: that takes a third of the time."""

    def __init__(self) -> None:
        self._beginnings: dict[str, tuple[str, str]] = {}
        """'sms protocol=' → both names in it."""
        self._names: dict[str, str] = {}
        """' address=' → the name in it."""

    def told(self, piece: bytes, last: bool) -> Iterator[Element | Damaged]:
        """What stands between one "<" and the next."""
        text = piece.decode("utf-8", "replace")
        element = self._plain(text) or _any(text)
        if element is not None:
            if "&" in text:
                for name, value in element.attributes.items():
                    element.attributes[name] = text_of(value)
            yield element
        elif _ROW.match(piece):
            says = "the file breaks off here" if last else "its quotes or brackets do not match"
            yield Damaged(says, _raw(piece), last)

    def _plain(self, text: str) -> Element | None:
        """An element whose attributes all stand in double quotes, as nearly all do; None of every other one."""
        first, *pieces = text.split('"')
        end = pieces[-1].strip() if pieces else ""
        beginning = self._beginnings.get(first) or self._beginning(first)
        if beginning is None or len(pieces) % 2 or end not in ("/>", ">"):
            return None
        names = pieces[1:-1:2]
        try:
            told = dict(zip(map(self._names.__getitem__, names), pieces[2::2], strict=True))
        except KeyError:
            return self._plain(text) if self._learn(names) else None
        told[beginning[1]] = pieces[0]
        return Element(beginning[0], False, end == "/>", told)

    def _beginning(self, first: str) -> tuple[str, str] | None:
        found = _BEGINNING.fullmatch(first)
        if found is None or len(self._beginnings) >= _MOST_NAMES:
            return None
        told = self._beginnings[first] = found[1], found[2]
        return told

    def _learn(self, names: Sequence[str]) -> bool:
        """Names that had not come before; False where one of them is none."""
        for piece in names:
            found = _BETWEEN.fullmatch(piece)
            if found is None or len(self._names) >= _MOST_NAMES:
                return False
            self._names[piece] = found[1]
        return True


def _any(text: str) -> Element | None:
    """An element however it is written; None where it is none, or damaged."""
    found = _ELEMENT.match(text)
    if found is None:
        return None
    told = {name: one or other for name, one, other in _ATTRIBUTE.findall(found[3])}
    return Element(found[2], found[1] == "/", found[4] == "/", told)


def text_of(value: str) -> str:
    """An attribute's value as it is meant; halves of a character are put together."""
    if "&" not in value:
        return value
    text = _REFERENCE.sub(_character, value)
    if _HALF.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1]) if found[1] else int(found[2], 16)
    return "" if code == 0 else chr(code) if code < 0x110000 else "\ufffd"


def _raw(piece: bytes) -> str:
    return "<" + piece[:_MOST_RAW].decode("utf-8", "replace")


def _blocks(stream: io.BufferedReader) -> Iterator[bytes]:
    while data := stream.read1(_BLOCK):
        yield data


def _without_data(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes without what is in a long attribute `data`."""
    carry, quote = b"", b""
    ended = False
    while not ended:
        try:
            block = carry + next(blocks)
        except StopIteration:
            block, ended = carry, True
        kept: list[bytes] = []
        at = 0
        while True:
            if quote:
                at = block.find(quote, at)
                if at < 0:
                    carry = b""
                    break
                quote = b""
            found = _DATA.search(block, at)
            if found is None:
                end = len(block) if ended else max(len(block) - _BEHIND, at)
                kept.append(block[at:end])
                carry = block[end:]
                break
            kept.append(block[at : found.end()])
            quote, at = found[1], found.end()
        yield b"".join(kept)
