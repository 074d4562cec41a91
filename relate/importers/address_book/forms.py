"""Which program wrote a table of contacts, told by its columns, and what each of them holds (formats/contacts.md 2.1).

Google, Yahoo and LDIF have one language; Outlook and Thunderbird write their headings in the user's, so that they are
told by what the headings mean: nobody else has columns for a telex, a callback number and an assistant's phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from relate.importers.headings import Column, Heading, headings


class Form(Enum):
    """A program's way to write its address book; the value is its name as it is shown."""

    GOOGLE = "Google Contacts"
    OUTLOOK = "Outlook"
    THUNDERBIRD = "Thunderbird"
    YAHOO = "Yahoo"
    LDIF = "LDIF"


class Layout(NamedTuple):
    """columns: place, meaning and own words of each column that is read."""

    form: Form
    columns: tuple[tuple[int, Heading, str], ...]

    def places(self, *columns: Column) -> list[int]:
        return [place for place, told, _ in self.columns if told.field in columns]


_GOOGLE_NEW: Final = frozenset({"first name", "last name", "labels"})
_GOOGLE_NEW_ALSO: Final = frozenset({"file as", "organization title", "phonetic first name", "name prefix"})
_GOOGLE_OLD: Final = frozenset({"given name", "family name"})
_GOOGLE_VALUES: Final = ("e-mail 1 - value", "phone 1 - value", "group membership")
_YAHOO: Final = frozenset({"first", "last", "email"})
_YAHOO_ALSO: Final = frozenset({"yahoo! id", "messenger id", "messenger id1", "distribution lists", "yahoo! phone"})
_OUTLOOKS_OWN: Final = frozenset(
    {
        *(Heading(Column.PHONE, label) for label in ("assistant", "callback", "car", "company", "radio", "telex")),
        *(Heading(Column.PHONE, label) for label in ("tty", "isdn", "pager", "work fax", "home fax", "other fax")),
        *(Heading(Column.RELATION, label) for label in ("manager", "assistant", "child")),
        Heading(Column.PHONE, "work", 2), Heading(Column.PHONE, "home", 2), Heading(Column.STREET, "other"),
        Heading(Column.CITY, "other"),
    }
)  # fmt: skip
_FEWEST_OF_OUTLOOK: Final = 7
_THUNDERBIRDS: Final = frozenset(
    {
        Heading(Column.NAME), Heading(Column.FIRST_NAME), Heading(Column.LAST_NAME), Heading(Column.MAIL),
        Heading(Column.MAIL, "", 2), Heading(Column.PHONE, "pager"), Heading(Column.PHONE, "fax"),
        Heading(Column.BIRTH_YEAR), Heading(Column.BIRTH_MONTH), Heading(Column.CITY, "home"),
        Heading(Column.CITY, "work"), Heading(Column.ADDRESS, "home", 2), Heading(Column.CUSTOM, "", 4),
    }
)  # fmt: skip
_FEWEST_OF_THUNDERBIRD: Final = 9
_YAHOOS_OWN: Final = {
    "other": Heading(Column.PHONE, "other"),
    "primary": Heading(Column.PHONE, "", 2),
    "yahoo! phone": Heading(Column.PHONE, "", 3),
    "distribution lists": Heading(Column.TAG, "", 2),
}
_FEWEST: Final = 10
_MOST: Final = 1000
_SETTLED: Final = frozenset({Column.LEFT_OUT, Column.PHOTO})
"""Columns that are known and not kept; a photo is an address, which is never fetched."""


@lru_cache(maxsize=64)
def _told(cells: tuple[str, ...]) -> Layout | None:
    names = {cell.strip("\ufeff \t\"'").casefold() for cell in cells}
    said: Sequence[Heading | None] = headings(cells)
    meant = {one for one in said if one is not None}
    if (names >= _GOOGLE_NEW and names & _GOOGLE_NEW_ALSO) or (
        (names >= _GOOGLE_OLD or "first name" in names) and any(one in names for one in _GOOGLE_VALUES)
    ):
        return _layout(Form.GOOGLE, cells, said)
    if names >= _YAHOO and names & _YAHOO_ALSO:
        own = [_YAHOOS_OWN.get(cell.strip().casefold(), one) for cell, one in zip(cells, said, strict=True)]
        return _layout(Form.YAHOO, cells, own)
    if len(meant & _THUNDERBIRDS) >= _FEWEST_OF_THUNDERBIRD:
        return _layout(Form.THUNDERBIRD, cells, said)
    named = {Column.FIRST_NAME, Column.LAST_NAME} <= {one.field for one in meant}
    if named and len(meant & _OUTLOOKS_OWN) >= _FEWEST_OF_OUTLOOK:
        return _layout(Form.OUTLOOK, cells, said)
    return None


def _layout(form: Form, cells: Sequence[str], said: Sequence[Heading | None]) -> Layout:
    known = [(place, one, cells[place].strip()) for place, one in enumerate(said) if one is not None]
    return Layout(form, tuple(one for one in known if one[1].field not in _SETTLED))


def layout_of(cells: Sequence[str]) -> Layout | None:
    """What a header says; None when it is none of these programs'."""
    # A row of people has gaps: none of them is looked at as closely as a header has to be.
    if not _FEWEST <= len(cells) <= _MOST or sum(not cell for cell in cells) > 1:
        return None
    return _told(tuple(cells))
