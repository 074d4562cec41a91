"""What each column of a table most likely is: by its heading in twelve languages, and by what its values look like.

The heading says it where it is known and the values do not contradict; else the values say it. What neither tells is a
note with its heading before it, unless it is something no person is known by: numbers of a database, yes and no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from relate.importers.headings import Column, Heading, headings, plain_heading
from relate.importers.people_table.contents import Content, content_of
from relate.importers.people_table.look import Look
from relate.importers.people_table.targets import (
    CUSTOM,
    FAMILY_FIRST,
    LEAVE_OUT,
    MARKS,
    MET_AT,
    MET_ON,
    NAMES,
    TAG,
    target_of,
)

_MOST: Final = 0.6
"""So many values of a column look alike where they say what it is."""
_SOME: Final = 0.3
_FAMILY_WORDS: Final = frozenset(
    ("nachname", "familienname", "zuname", "last", "surname", "family", "apellidos", "apellido", "cognome", "prijmeni",
     "nazwisko", "фамилия", "sobrenome", "achternaam", "nom")
)  # fmt: skip
_GIVEN_WORDS: Final = frozenset(
    ("vorname", "first", "given", "name", "nombre", "nome", "jmeno", "imie", "имя", "voornaam", "prenom", "forename")
)
_ANY_NAME: Final = frozenset(("name", "nombre", "nome"))
"""Words that may also mean the whole name."""
_FAMILY_FIRST: Final = frozenset(("фио", "піб"))
"""Family name, given name, patronymic, by their first letters."""
_COUNTED: Final = re.compile(
    r"(?:^|[_\W])(?:id|uuid|guid|no|nr|key|hash|token|index|row|timestamp|created|updated|modified)(?:$|[_\W])"
)
_WHEN: Final = frozenset(
    ("when", "date", "day", "kdy", "datum", "den", "wann", "tag", "quand", "date", "cuando", "fecha", "quando", "data",
     "wanneer", "kiedy", "когда", "дата", "日付", "日期", "いつ", "何时")
)  # fmt: skip
_MARK_OF: Final = {mark: target for target, mark in MARKS.items()}
_WEAK: Final = frozenset(
    ("company", "role", "department", "birthday", "address", "street", "city", "place", "nickname", "met_at", "link",
     "office_phone", "messenger", "mail", "phone")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A column: its heading as it stands there, what that says, what its values look like, and what it most likely
    becomes (a target's id)."""

    words: str
    told: Heading | None
    content: Content
    target: str


def guesses(look: Look) -> tuple[Guess, ...]:
    """One for each column of the table."""
    header = look.shape.header
    told: tuple[Heading | None, ...] = (None,) * len(header) if look.shape.headless else headings(header)
    columns = [
        Guess(words, said, content, _target(words, said, content))
        for place, (words, said) in enumerate(zip(header, told, strict=True))
        for content in (content_of(look.column(place)),)
    ]
    return tuple(_met(_one_of_each(_named(columns, headless=look.shape.headless))))


def are_people(columns: Sequence[Guess]) -> bool:
    """Whether these columns are those of a list of people: names and more, or addresses and numbers of somebody."""
    found = {one.target: one for one in columns if not one.content.is_empty}
    reached = [one for name in ("mail", "phone") if (one := found.get(name)) is not None and _reaches(one)]
    linked = any(one.content.linkedin > _SOME for one in columns)
    if len(columns) == 1:
        return columns[0].content.mail > _MOST
    named = [one for target, one in found.items() if target in NAMES]
    if not named:
        # Without a name the address itself has to be what the table is about.
        return any(one.content.mail > _MOST and one.content.different > _MOST for one in reached)
    if reached or linked:
        return True
    if {"first_name", "last_name"} <= set(found) and all(one.told for one in named):
        return True
    like = max(max(one.content.name, one.content.word if one.target != "name" else 0.0) for one in named)
    return like > 0.5 and any(one.target in _WEAK and one.told is not None for one in columns if one not in named)


def might_be_people(columns: Sequence[Guess]) -> bool:
    """Whether a column looks like the names of people though nothing else says that they are: towns of two words do
    too. Where there is money it is what the table is about."""
    if any(one.content.amount > _MOST for one in columns):
        return False
    named = [one for one in columns if one.target in NAMES and not one.content.is_empty]
    return len(columns) > 1 and any(one.content.name > _MOST and one.content.different > _MOST for one in named)


def _reaches(one: Guess) -> bool:
    return max(one.content.mail, one.content.phone) > _SOME


def _target(words: str, told: Heading | None, content: Content) -> str:
    if content.is_empty:
        return target_of(told) if told is not None else LEAVE_OUT
    if told is not None and (target := _as_told(words, told, content)):
        return target
    return _by_content(words, content, known=told is not None)


def _as_told(words: str, told: Heading, content: Content) -> str:
    """What the heading says, finer where the values tell; "" where these contradict it."""
    target = target_of(told)
    if target in NAMES or told.field in (Column.COMPANY, Column.MIDDLE_NAME):
        if max(content.mail, content.phone, content.link) > 0.5:
            return ""
        if target in NAMES and max(content.number, content.ident, content.yes_no) > 0.5 and content.name < _SOME:
            return ""
        turned = _family_first(words) or content.turned > _MOST
        return FAMILY_FIRST if target == "name" and turned else target
    if target == "mail":
        return target if content.mail > _SOME else ""
    if target in ("phone", "fax", "office_phone"):
        digits = max(content.phone, content.number, content.ident)
        return "mail" if content.mail > _MOST else target if digits > _SOME and content.yes_no < 0.5 else ""
    if target in ("birthday", "anniversary", MET_ON):
        return target if content.day > _SOME or content.yes_no < 0.5 < 1 - content.number else ""
    if told.field is Column.DATE and content.day > _SOME:
        return CUSTOM
    if target == TAG:
        return _MARK_OF.get(content.parted, TAG)
    if target in ("note", "link", "messenger") and content.mail > _MOST:
        return "mail"
    if target != LEAVE_OUT and content.yes_no == 1.0:
        return LEAVE_OUT if content.different < 0.5 else CUSTOM
    return target


def _by_content(words: str, content: Content, *, known: bool) -> str:
    if content.mail > _MOST:
        return "mail"
    if content.linkedin > _MOST or (content.link > _MOST and content.filled > 0.05):
        return "link"
    identity = _COUNTED.search(plain_heading(words)) is not None
    if content.phone > _MOST and not identity and content.different > 0.5 and not known:
        return "phone"
    if content.yes_no > _MOST or (content.ident > _MOST and content.different > 0.9) or identity:
        return LEAVE_OUT
    return "company" if content.firm > _SOME else CUSTOM


def _named(columns: list[Guess], *, headless: bool) -> list[Guess]:
    """Where no heading names anybody, the column that looks most like names does."""
    if any(one.target in NAMES and one.target != "nickname" for one in columns):
        return columns
    free = [n for n, one in enumerate(columns) if one.target == CUSTOM]
    whole = [n for n in free if columns[n].content.name > _MOST and columns[n].content.different > 0.5]
    if whole:
        return _with(columns, {whole[0]: FAMILY_FIRST if columns[whole[0]].content.turned > _MOST else "name"})
    single = [n for n in free if columns[n].content.word > _MOST and columns[n].content.different > _SOME]
    for n in single:
        if n + 1 in single and (headless or columns[n].told is None):
            return _with(columns, {n: "first_name", n + 1: "last_name"})
    return columns


def _one_of_each(columns: list[Guess]) -> list[Guess]:
    """A person has one name: of several columns that hold it the one that looks most like it stays, as the others are
    the names of firms, of groups and the like."""
    for target in ("name", "first_name", "last_name"):
        several = [n for n, one in enumerate(columns) if one.target == target and not one.content.is_empty]
        if len(several) > 1:
            best = max(several, key=lambda n: (columns[n].content.name + columns[n].content.word, -n))
            columns = _with(columns, {n: CUSTOM for n in several if n != best})
    firms = [n for n, one in enumerate(columns) if one.target == "company"]
    if any(columns[n].told for n in firms):
        return _with(columns, {n: CUSTOM for n in firms if columns[n].told is None})
    return _with(columns, dict.fromkeys(firms[1:], CUSTOM))


def _met(columns: list[Guess]) -> list[Guess]:
    """A day beside the event where they were met is when that was: "Kde jsme se potkali", "Kdy"."""
    targets = [one.target for one in columns]
    if MET_AT not in targets or MET_ON in targets:
        return columns
    days = [n for n, one in enumerate(columns) if one.target == CUSTOM and one.content.day > _MOST]
    said = [n for n in days if _WHEN & set(plain_heading(columns[n].words).split())]
    beside = [n for n in days if n == targets.index(MET_AT) + 1]
    return _with(columns, dict.fromkeys((said or beside)[:1], MET_ON))


def _with(columns: Sequence[Guess], other: dict[int, str]) -> list[Guess]:
    return [Guess(one.words, one.told, one.content, other[n]) if n in other else one for n, one in enumerate(columns)]


def _family_first(words: str) -> bool:
    """ "Příjmení a jméno", "Nachname, Vorname": the words of the heading say the order of the values."""
    if plain_heading(words).replace(" ", "") in _FAMILY_FIRST:
        return True
    said = plain_heading(words).split()
    family = next((n for n, word in enumerate(said) if word in _FAMILY_WORDS), len(said))
    before = {word for word in said[:family] if word in _GIVEN_WORDS} - _ANY_NAME
    return not before and any(word in _GIVEN_WORDS for word in said[family + 1 :])
