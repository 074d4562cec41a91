"""What a column of a table may become: the choices of the page that asks, and how each is read."""

from __future__ import annotations

from typing import Final

from relate.importers.archive import Choice
from relate.importers.headings import Column, Heading

LEAVE_OUT: Final = "leave_out"
FAMILY_FIRST: Final = "family_first"
CUSTOM: Final = "custom"
MET_AT: Final = "met_at"
MET_ON: Final = "met_on"
TAG: Final = "tag"
MARKS: Final = {"tags_comma": ",", "tags_semicolon": ";", "tags_bar": "|", "tags_slash": "/"}
"""Several tags in a cell, by what stands between them."""

TARGETS: Final = (
    (LEAVE_OUT, "Leave out"),
    ("name", "Full name"),
    (FAMILY_FIRST, "Full name, surname first"),
    ("first_name", "First name"),
    ("middle_name", "Middle name"),
    ("last_name", "Last name"),
    ("prefix", "Title before the name"),
    ("suffix", "Behind the name (Jr.)"),
    ("nickname", "Nickname"),
    ("company", "Company"),
    ("role", "Role"),
    ("department", "Department"),
    ("mail", "Mail address"),
    ("phone", "Phone"),
    ("office_phone", "Office or assistant"),
    ("fax", "Fax"),
    ("link", "Profile or web page"),
    ("messenger", "Name in a messenger"),
    ("address", "Address"),
    ("street", "Street"),
    ("postcode", "Postcode"),
    ("city", "City"),
    ("region", "Region"),
    ("country", "Country"),
    ("place", "Place"),
    ("birthday", "Birthday"),
    ("birth_day", "Day of birth"),
    ("birth_month", "Month of birth"),
    ("birth_year", "Year of birth"),
    ("anniversary", "Anniversary"),
    (TAG, "Tag"),
    ("tags_comma", "Tags (a, b)"),
    ("tags_semicolon", "Tags (a; b)"),
    ("tags_bar", "Tags (a | b)"),
    ("tags_slash", "Tags (a / b)"),
    (MET_AT, "Met at (event)"),
    (MET_ON, "Met on (date)"),
    ("relation", "Somebody related"),
    ("note", "Note"),
    (CUSTOM, "Note with its heading"),
)
"""(id, words), in the order in which they are offered. The ids are kept with what the user chose, never changed."""
CHOICES: Final = tuple(Choice(*target) for target in TARGETS)
NAMES: Final = frozenset({"name", FAMILY_FIRST, "first_name", "last_name", "nickname"})
DAYS: Final = frozenset({"birthday", "anniversary", MET_ON})
"""Targets whose values are days."""

_BY_COLUMN: Final = {
    Column.TITLE: "role", Column.PROFESSION: "role", Column.POSTBOX: "street", Column.DATE: CUSTOM,
    Column.CUSTOM: CUSTOM, Column.LABEL: LEAVE_OUT, Column.PHOTO: LEAVE_OUT, Column.LEFT_OUT: LEAVE_OUT,
}  # fmt: skip
_HEADINGS: Final = {
    "office_phone": Heading(Column.PHONE, "company"),
    "fax": Heading(Column.PHONE, "fax"),
    FAMILY_FIRST: Heading(Column.NAME),
    **{mark: Heading(Column.TAG) for mark in MARKS},
}


def target_of(told: Heading) -> str:
    """The id of the target that a heading says by itself."""
    if told.field is Column.PHONE:
        words = set(told.label.split())
        if words & {"fax", "pager", "telex"}:
            return "fax"
        return "office_phone" if words & {"company", "assistant"} else "phone"
    return _BY_COLUMN.get(told.field, told.field.value)


def heading_for(target: str, told: Heading | None) -> Heading:
    """As what a column is read that became this target; told: what its own heading says."""
    if told is not None and target_of(told) == target:
        return told
    return _HEADINGS.get(target) or Heading(Column(target))
