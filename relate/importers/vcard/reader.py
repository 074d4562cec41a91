"""A card's bytes as what they mean: each of its lines goes the way that its head was found to have before."""

from __future__ import annotations

from typing import Final, NamedTuple

from relate.importers.vcard.card import Card, Draft
from relate.importers.vcard.fields import LABELLED, TEXTS, WHOLE, Taker
from relate.importers.vcard.properties import MOST_HEADS, PHOTO, Head, PlainText, PropertyReader, unescaped

_TABLES: Final = (TEXTS, WHOLE, LABELLED)
_AS_IT_IS: Final = 1
"""The place of WHOLE among them."""
_LABELLED: Final = 2
_VERSION: Final = 3
"""Behind their places: a version is of no table."""


class _Way(NamedTuple):
    """How a property reaches a card: by which function, of which table that is, and whether its value is plain."""

    head: Head
    take: Taker
    table: int
    plain: bool


class CardReader:
    """Reads the cards of one file; what it learns of one it knows for the next."""

    def __init__(self) -> None:
        self._properties = PropertyReader()
        self._ways: dict[str, _Way | None] = {}

    @property
    def legacy(self) -> str:
        """What cards that are no UTF-8 turned out to be written in; "" while none was."""
        return self._properties.legacy

    def card(self, body: bytes) -> Card:
        """What the lines of a card mean. Never raises; what cannot be understood is left out or becomes a note."""
        text = self._properties.plain(body)
        draft = None if text is None else self._at_once(text)
        return (draft or self._line_by_line(body)).finished()

    def _at_once(self, text: PlainText) -> Draft | None:
        """A card whose every line is a property; None where one is not."""
        ways = self._ways
        draft = Draft()
        draft.plain = text.plain
        labelled: list[tuple[_Way, str]] = []
        for line in text.lines:
            raw, colon, value = line.partition(":")
            if line and not colon:
                return None
            try:
                way = ways[raw]
            except KeyError:
                way, value = self._met(raw, value)
            if way is None:
                continue
            head, take, table, plain = way
            if not plain:
                decoded = self._decoded(head, value, text.photo)
                if decoded is None:
                    return None
                value = decoded
            if not table:
                take(draft, head, (unescaped(value, draft.plain) if "\\" in value else value).strip())
            elif table == _AS_IT_IS:
                take(draft, head, value)
            elif table == _LABELLED:
                labelled.append((way, value))
            elif text.begins:  # a second version: the last one counts
                return None
        _take_labelled(draft, labelled)
        return draft

    def _decoded(self, head: Head, value: str, photo: str) -> str | None:
        """The value of a card whose photo may have been put aside; None where that needs a closer look."""
        if value == PHOTO:
            return photo
        if PHOTO in value or (head.coding == "B" and head.name != "PHOTO"):
            return None
        return self._properties.decoded(head, value, b"")

    def _line_by_line(self, body: bytes) -> Draft:
        pairs, body, clean, plain = self._properties.lines(body)
        ways = self._ways
        draft = Draft()
        draft.plain = plain
        labelled: list[tuple[_Way, str]] = []
        for raw, value in pairs:
            if raw in ways:
                way = ways[raw]
            else:
                way, value = self._met(raw, value)
            if way is None or way.table == _VERSION:
                continue
            if not (clean and way.plain):
                value = self._properties.decoded(way.head, value, body)
            if way.table == _AS_IT_IS:
                way.take(draft, way.head, value)
            elif way.table:
                labelled.append((way, value))
            else:
                way.take(draft, way.head, unescaped(value, plain).strip())
        _take_labelled(draft, labelled)
        return draft

    def _met(self, raw: str, value: str) -> tuple[_Way | None, str]:
        """The way of a head that is not known yet, and the value behind it."""
        head, value = self._properties.split(raw, value)
        way = _way(head)
        # While a quote is open, where the head ends depends on what follows.
        if '"' not in raw or (raw.count('"') % 2 == 0 and "\\" not in raw):
            if len(self._ways) >= MOST_HEADS:
                self._ways.clear()
            self._ways[raw] = way
        return way, value


def _take_labelled(draft: Draft, labelled: list[tuple[_Way, str]]) -> None:
    for way, value in labelled:
        way.take(draft, way.head, unescaped(value, draft.plain).strip())


def _way(head: Head) -> _Way | None:
    """None: nobody reads it."""
    for number, table in enumerate(_TABLES):
        if head.name in table:
            return _Way(head, table[head.name], number, head.plain)
    return _Way(head, _take_nothing, _VERSION, True) if head.name == "VERSION" else None


def _take_nothing(_draft: Draft, _head: Head, _text: str) -> None:
    pass
