"""What the heading of a column says, in twelve languages: "Telefon geschäftlich 2" is the second phone, at work.

`headings` reads a whole header: some words mean one thing or another by what stands beside them ("Nom" is the
family name where there is a "Prénom"). `heading` reads one cell alone. The words are in heading_words.py and
heading_labels.py. Source: formats/contacts.md 2.1 to 2.3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from relate.domain.patterns import late
from relate.importers.heading_labels import BETWEEN, QUALIFIERS, SECOND
from relate.importers.heading_words import THINGS, Column

__all__ = ["Column", "Heading", "heading", "headings", "plain_heading"]


class Heading(NamedTuple):
    """field: what the column holds. number: it is the n-th of its kind, from 1 ("E-mail 2 Address").

    label: of a phone, a mail or a part of an address where it belongs ("home", "work", "other", "mobile", "fax",
    "home fax", "pager", "company", "assistant"); of a relation whose ("spouse"); of a messenger or a link which; of a
    note what it is about ("hobby"); of a LABEL the column that it labels ("mail"). Empty where nothing is told.
    """

    field: Column
    label: str = ""
    number: int = 1


_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_E_MAIL = re.compile(r"\be mail")
_HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\u3012"
_AROUND_HAN = late(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_ORDINAL = re.compile(r"\b([12])(?:st|nd|o|a|e|eme|er|re)\b")
_COMPOUND = re.compile(
    r"\b(werk|huis|thuis|prive|privat|geschafts|firmen|buro|dienst|mobil|haupt|post)"
    r"(adres|adresse|telefon|telefoon|fax|nummer|telefonnummer|rufnummer|mail|handy)\b"
)
_UMLAUT = re.compile("([aou])e")
_IN_HAN = late(f"[{_HAN}]")
_ADDRESS = re.compile(r"\b(?:address|adress?[ea]?|direccion|indirizzo|endereco|адрес)\b|住所|地址")
_LABEL_OF = re.compile(r"(.+?) \d+ - (?:Type|Label|Service)")
_LABELLED: Final = {
    "E-mail": Column.MAIL, "Phone": Column.PHONE, "Address": Column.ADDRESS, "Website": Column.LINK,
    "Event": Column.DATE, "Relation": Column.RELATION, "Custom Field": Column.CUSTOM, "IM": Column.MESSENGER,
    "Organization": Column.COMPANY,
}  # fmt: skip
_ADDRESS_PARTS: Final = frozenset(
    {
        Column.ADDRESS,
        Column.STREET,
        Column.HOUSE,
        Column.POSTBOX,
        Column.CITY,
        Column.REGION,
        Column.POSTCODE,
        Column.COUNTRY,
    }
)
_OF_A_PLACE: Final = frozenset({"home", "work", "other"})
_PLACED: Final = _ADDRESS_PARTS | {Column.MAIL, Column.LINK, Column.MESSENGER, Column.PHONE}


def _words(text: str) -> list[str]:
    return [plain for word in text.split(",") if (plain := plain_heading(word))]


def plain_heading(text: str) -> str:
    """A heading as it is compared: no case, accents or marks, one blank between words and none between Han."""
    text = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _E_MAIL.sub("email", _NO_WORD.sub(" ", _POSSESSIVE.sub("s", text)).strip())
    text = _AROUND_HAN.sub("", text) if not text.isascii() else text
    return _COMPOUND.sub(r"\1 \2", text.replace("linked in", "linkedin"))


class _Words(NamedTuple):
    """The words of headings as they are compared, and what they stand for."""

    things: dict[str, tuple[Column, str]]
    qualifiers: dict[str, str]
    second: dict[str, str]
    between: dict[str, str]
    alone: frozenset[str]
    """Places that alone head a column of phones, in old exports and in tables made by hand."""
    whole_or_given: frozenset[str]
    whole_or_family: frozenset[str]


@cache
def _known() -> _Words:
    """Made by whoever asks first: there are two thousand of them, and most archives are no tables."""
    return _Words(
        {word: thing for thing, text in THINGS.items() for word in _words(text)},
        {word: label for label, text in QUALIFIERS.items() for word in _words(text)},
        dict.fromkeys(_words(SECOND), "second"),
        dict.fromkeys(_words(BETWEEN), "between"),
        frozenset(
            _words(
                "home, work, business, ufficio, abitazione, particular, privat, geschäftlich, dienstlich, domicile,"
                " bureau, 自宅, 住宅, residencial, comercial"
            )
        ),
        frozenset(_words("nome, nombre, jméno, имя, 名, 名字")),
        frozenset(_words("name, nom, naam, nachname name")),
    )


_LONGEST_PHRASE: Final = 6
_ORDER: Final = {label: place for place, label in enumerate(QUALIFIERS)}
_NEVER_ALONE: Final = _OF_A_PLACE | {"main"}
_LAND_OR_REGION: Final = plain_heading("kraj")
_FEAST: Final = plain_heading("aniversario")


@lru_cache(maxsize=1 << 12)
def heading(text: str) -> Heading | None:
    """What one heading says alone; None when it says nothing known. Words of two meanings get the commoner one."""
    if found := _LABEL_OF.fullmatch(text.strip()):
        column = _LABELLED.get(found[1])
        number = int(re.findall(r"\d+", text)[-1]) if column else 1
        return Heading(Column.LABEL, column.value, number) if column else None
    plain = plain_heading(text)
    if not plain or len(plain) > 80:
        return None
    plain, number = _numbered(plain)
    told = _told(plain, text)
    if told is None and (spelt := _UMLAUT.sub(r"\1", plain)) != plain:  # "Strasse geschaeftlich"
        told = _told(spelt, text)
    if told is None:
        return None
    column, label, second = told
    return Heading(column, label, 2 if second and number == 1 else number + second)


def headings(cells: Sequence[str]) -> tuple[Heading | None, ...]:
    """What each cell of a header says, words of two meanings settled by what stands beside them."""
    said = [heading(cell) for cell in cells]
    plain = [_numbered(plain_heading(cell))[0] for cell in cells]
    has = {one.field for one in said if one is not None}
    _settle_names(said, plain, has)
    _settle_titles(said, has)
    if {Column.BIRTH_YEAR, Column.BIRTH_MONTH} <= has and Column.BIRTH_DAY not in has:
        _instead(said, (n for n, one in enumerate(said) if one and one.field is Column.BIRTHDAY), Column.BIRTH_DAY)
    if _FEAST in plain and Column.BIRTHDAY in {one.field for one, word in zip(said, plain, strict=True)
                                               if one and word != _FEAST}:  # fmt: skip
        _instead(said, (n for n, word in enumerate(plain) if word == _FEAST), Column.ANNIVERSARY)
    lands = [n for n, word in enumerate(plain) if said[n] and word.split()[-1:] == [_LAND_OR_REGION]]
    others = {one.field for n, one in enumerate(said) if one and n not in lands}
    if Column.COUNTRY in others and Column.REGION not in others:
        _instead(said, lands, Column.REGION)
    return tuple(said)


def _numbered(plain: str) -> tuple[str, int]:
    """The words without their number, and that."""
    plain = _ORDINAL.sub(r"\1", plain)
    found = _NUMBER.findall(plain)
    if not found or not (bare := " ".join(_NUMBER.sub(" ", plain).split())):
        return plain, 1
    return _AROUND_HAN.sub("", bare), max(1, int(found[-1]))


def _told(plain: str, text: str) -> tuple[Column, str, int] | None:
    """The column, its label, and 1 when it is the other one of two."""
    whole = _whole(plain, text)
    if whole is not None:
        return *whole, 0
    rest, labels = _without(plain, _known().qualifiers)
    second = 0
    if (thing := _thing(rest)) is None:
        rest, found = _without(rest, _known().second)
        second = min(1, len(found))
        thing = _thing(rest)
    if thing is None:
        if not labels or not _only_words_between(rest):
            return None
        if _ADDRESS.search(plain):
            thing = (Column.ADDRESS, "")
        elif set(labels) <= _NEVER_ALONE:
            return None
        else:
            thing = (Column.PHONE, "")
    return _labelled(thing, labels, second)


def _whole(plain: str, text: str) -> tuple[Column, str] | None:
    """What all the words together are known to head."""
    if plain == _FEAST:  # the day of birth in Portuguese, any other in Spanish: told by the accent alone
        return (Column.BIRTHDAY if "á" in text.casefold() else Column.ANNIVERSARY), ""
    if plain in _known().whole_or_given:
        return Column.FIRST_NAME, ""
    if plain in _known().whole_or_family:
        return Column.NAME, ""
    if plain in _known().alone:
        return Column.PHONE, _known().qualifiers[plain]
    return _known().things.get(plain) or ((Column.COUNTRY, "") if plain == _LAND_OR_REGION else None)


def _labelled(thing: tuple[Column, str], labels: Iterable[str], second: int) -> tuple[Column, str, int] | None:
    column, label = thing
    told = " ".join(sorted({one for one in labels if one != "main"}, key=_ORDER.__getitem__))
    if column not in _PLACED:
        # "Firma Name" is the name of a firm, "Private notes" are notes.
        return None if told and column not in (Column.NOTE, Column.TAG, Column.BIRTHDAY) else (column, label, second)
    if "assistant" in told:
        told = "assistant"
    elif column is not Column.PHONE and not set(told.split()) <= _OF_A_PLACE:
        return None
    return column, " ".join(part for part in (told, label) if part), second


def _thing(rest: str) -> tuple[Column, str] | None:
    for words in (rest, *(_shorter(rest) if _IN_HAN.search(rest) else (_bare(rest),))):
        if words == _LAND_OR_REGION:
            return Column.COUNTRY, ""
        if words in _known().things:
            return _known().things[words]
    return None


def _shorter(rest: str) -> Iterator[str]:
    """In Han, without one more of the words between each time, the shortest first: 番号 is part of 郵便番号 too."""
    for word in reversed(_by_length(tuple(_known().between))):
        if _IN_HAN.search(word) and word in rest:
            rest = rest.replace(word, "", 1)
            yield rest


def _bare(rest: str) -> str:
    return _without(rest, _known().between)[0] or rest


def _only_words_between(rest: str) -> bool:
    return not _without(rest, _known().between)[0]


def _without(text: str, phrases: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text without the phrases that are in it, the longest taken first, and what they stand for."""
    if _IN_HAN.search(text):
        return _without_in_han(text, phrases)
    words, found = text.split(), []
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        at = 0
        while at + size <= len(words):
            stands_for = phrases.get(" ".join(words[at : at + size]))
            if stands_for is None:
                at += 1
            else:
                found.append(stands_for)
                del words[at : at + size]
    return " ".join(words), found


def _without_in_han(text: str, phrases: Mapping[str, str]) -> tuple[str, list[str]]:
    """Where no blanks part the words: a phrase is anywhere, but a Latin one not inside a Latin word ("会社fax")."""
    found = []
    for phrase in _by_length(tuple(phrases)):
        if phrase in text and (not phrase.isascii() or re.search(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])", text)):
            text = text.replace(phrase, "", 1).strip()
            found.append(phrases[phrase])
    return text, found


@lru_cache(maxsize=4)
def _by_length(phrases: tuple[str, ...]) -> list[str]:
    return sorted(phrases, key=len, reverse=True)


def _instead(said: list[Heading | None], places: Iterable[int], column: Column) -> None:
    for place in places:
        one = said[place]
        if one is not None:
            said[place] = one._replace(field=column)


def _settle_names(said: list[Heading | None], plain: Sequence[str], has: set[Column]) -> None:
    """ "Nome" beside "Cognome" is the given name, "Nom" beside "Prénom" the family's; each alone is the whole name."""
    given = [n for n, word in enumerate(plain) if word in _known().whole_or_given]
    if given and Column.LAST_NAME not in has:
        _instead(said, given, Column.NAME)
    family = [n for n, word in enumerate(plain) if word in _known().whole_or_family]
    if family and Column.FIRST_NAME in has and Column.LAST_NAME not in has and len(family) == 1 and not given:
        _instead(said, family, Column.LAST_NAME)


def _settle_titles(said: list[Heading | None], has: set[Column]) -> None:
    """ "Title" is what stands before a name where there is another column for the role, else the role."""
    titles = [n for n, one in enumerate(said) if one and one.field is Column.TITLE]
    if not titles:
        return
    beside = [n for n in titles if any(one and one.field is Column.PREFIX for one in said[max(0, n - 1) : n + 2])]
    if Column.ROLE in has:
        _instead(said, titles, Column.PREFIX)
    elif beside and len(titles) == 1:  # "Anrede, Titel, Vorname"
        _instead(said, beside, Column.PREFIX)
    elif len(titles) > 1:  # French Outlook: the first before the name, the second beside the company
        _instead(said, titles[:1], Column.PREFIX)
        _instead(said, titles[1:], Column.ROLE)
    else:
        _instead(said, titles, Column.ROLE)
