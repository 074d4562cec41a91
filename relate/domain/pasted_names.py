"""A list of names that somebody pastes: one a line, as people write such lists and as spreadsheets and mails copy them.

"Ana Silva", "Ana Silva, Contoso", "Ana Silva <ana@contoso.example>", "Ana Silva - Head of Sales at Contoso", cells with
tabs between them, "1. Ana Silva"; or the recipients of a mail, all in one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from relate.domain.companies import UNJOINED, Companies
from relate.domain.names import name_key
from relate.domain.normalise import mail_key, phone_key, profile_key

MOST: Final = 200
"""People of one list; a longer one is a file to be dropped (formats/contacts.md, 6)."""
LONGEST: Final = 200_000
_LONGEST_LINE: Final = 1000
_LONGEST_CELL: Final = 200
_BULLET: Final = re.compile(r"\A\s*(?:[-*•·▪◦‣>]+\s+|\(?\d{1,4}[.):]\s*|\[[ x]?\]\s*|[☐☑✓✔]\s*)+", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"[<(\[]?\s*(?:mailto:)?([^\s<>()\[\],;|]+@[^\s<>()\[\],;|]+\.[^\s<>()\[\],;|]+?)\s*[>)\]]?(?=[\s,;|]|$)"
)
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\b(?:[\w-]+\.)*linkedin\.com/\S+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\w.])\+\d[\d\s()/.-]{6,20}\d")
_DASH: Final = re.compile(r"\s+[-–—|·•/]\s+|\s*\|\s*|\s+[–—]|[–—]\s+")
_AT: Final = re.compile(r"\s+(?:at|@|bei|chez|von der|z firmy|ve firmě)\s+|\s*@\s+", re.IGNORECASE)
_RECIPIENTS: Final = re.compile(r"[;,]\s*(?=[^;,]*@)")
_HEADINGS: Final = {
    "name": ("name", "fullname", "jmeno", "nom", "nombre", "nome", "naam", "participant", "attendee", "guest", "who"),
    "first": ("firstname", "first", "vorname", "prenom", "givenname"),
    "last": ("lastname", "last", "surname", "nachname", "prijmeni", "apellidos", "cognome", "familyname"),
    "company": ("company", "organisation", "organization", "firma", "societe", "empresa", "azienda", "employer"),
    "role": ("role", "title", "jobtitle", "position", "rolle", "funktion", "cargo", "pozice", "function"),
    "mail": ("email", "mail", "emailaddress"),
    "phone": ("phone", "mobile", "telephone", "telefon", "tel"),
    "link": ("linkedin", "profile", "url", "website"),
}  # fmt: skip
_HEADING: Final = {word: part for part, words in _HEADINGS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Pasted:
    """Somebody of a pasted list; what it does not tell is ""."""

    name: str
    company: str = ""
    role: str = ""
    mail: str = ""
    phone: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PastedList:
    """Everybody once, in the order of the list, at most MOST. left: how many more there are."""

    people: tuple[Pasted, ...]
    left: int = 0


def pasted(text: str, together: Companies = UNJOINED) -> PastedList:
    """Who is on the list; a line without a name or an address is nobody. together: which companies are one."""
    lines = [line[:_LONGEST_LINE] for line in text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found = list(_of_cells(lines)) if _is_table(lines) else list(_of_lines(lines))
    people: dict[tuple[str, str, str], Pasted] = {}
    for one in found:
        people.setdefault((name_key(one.name) or one.name.casefold(), one.mail, together.key(one.company)), one)
    everybody = tuple(people.values())
    return PastedList(everybody[:MOST], max(len(everybody) - MOST, 0))


# ------------------------------------------------------------------------------------------------------------ cells


def _is_table(lines: Sequence[str]) -> bool:
    """Most lines have cells, as a spreadsheet copies them."""
    written = [line for line in lines if line.strip()]
    return bool(written) and 2 * sum("\t" in line.strip() for line in written) > len(written)


def _of_cells(lines: Sequence[str]) -> Iterator[Pasted]:
    rows = [[" ".join(cell.split())[:_LONGEST_CELL] for cell in line.split("\t")] for line in lines if line.strip()]
    headings = [_HEADING.get("".join(name_key(cell).split()), "") for cell in rows[0]]
    if "name" in headings or "first" in headings or "last" in headings:
        rows = rows[1:]
    else:
        headings = _guessed(rows)
    for row in rows:
        told = dict.fromkeys(("name", "first", "last", "company", "role", "mail", "phone", "link"), "")
        for heading, cell in zip(headings, row, strict=False):
            if heading and not told[heading]:
                told[heading] = cell
        name = told["name"] or " ".join(part for part in (told["first"], told["last"]) if part)
        mail = mail_key(told["mail"])
        if name_key(name) or mail:
            yield Pasted(name or mail, told["company"], told["role"], mail, told["phone"], told["link"])


def _guessed(rows: Sequence[Sequence[str]]) -> list[str]:
    """What each column is where no heading says it: addresses, links and numbers by what they are, then a name, a
    company and a role in this order; two columns of single words in front are a first and a last name."""
    width = max(len(row) for row in rows)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    headings = [_sort_of(values) for values in columns]
    free = [at for at in range(width) if not headings[at] and columns[at]]
    single = [at for at in free[:2] if all(" " not in value for value in columns[at])]
    if (
        len(free) > 1
        and len(single) == 2
        and not any(any(c.isdigit() for c in v) for at in single for v in columns[at])
    ):
        headings[free[0]], headings[free[1]], free = "first", "last", free[2:]
    elif free:
        headings[free[0]], free = "name", free[1:]
    for at, part in zip(free, ("company", "role"), strict=False):
        headings[at] = part
    return headings


def _sort_of(values: Sequence[str]) -> str:
    for part, holds in _HOLDS.items():
        if values and 2 * sum(holds(value) for value in values) > len(values):
            return part
    return ""


_HOLDS: Final[dict[str, Callable[[str], bool]]] = {
    "mail": lambda value: bool(mail_key(value)),
    "link": lambda value: _LINK.fullmatch(value) is not None,
    "phone": lambda value: bool(phone_key(value)) or _NUMBER.fullmatch(value) is not None,
}


# ------------------------------------------------------------------------------------------------------------ lines


def _of_lines(lines: Sequence[str]) -> Iterator[Pasted]:
    pieces = [piece for line in lines for piece in _pieces(_BULLET.sub("", line, count=1))]
    swapped = _last_names_first(pieces)
    for piece in pieces:
        one = _one(piece, swapped=swapped)
        if one is not None:
            yield one


def _pieces(line: str) -> list[str]:
    """Several recipients of a mail in one line, each for himself."""
    if line.count("@") > 1:
        return [piece for piece in _RECIPIENTS.split(line) if piece.strip()] if ";" not in line else line.split(";")
    return [line]


def _last_names_first(pieces: Sequence[str]) -> bool:
    """Whether "Silva, Ana" is how this list writes names: each has one comma and a single word before it, and what
    follows is no company more than once."""
    parts = [piece.split(",") for piece in (_ADDRESS.sub("", one).strip(" ,") for one in pieces) if "," in piece]
    if len(parts) < 2 or any(len(part) != 2 or len(part[0].split()) != 1 for part in parts):
        return False
    after = [part[1].strip() for part in parts]
    return all(0 < len(words.split()) <= 2 for words in after) and len(set(after)) == len(after)


def _one(piece: str, *, swapped: bool) -> Pasted | None:
    address = _ADDRESS.search(piece)
    mail = mail_key(address[1]) if address else ""
    rest = piece if address is None or not mail else f"{piece[: address.start()]} {piece[address.end() :]}"
    link, rest = _taken(_LINK, rest)
    phone, rest = _taken(_NUMBER, rest)
    if link and profile_key(link) is None and "." not in link:
        link = ""
    rest = " ".join(rest.replace('"', " ").split()).strip(" ,;|-–—")
    name, company, role = _parts(rest, swapped=swapped)
    if not name_key(name):
        name = ""
    if not name and not mail:
        return None
    called, firm, does = ((value[:_LONGEST_CELL]) for value in (name or mail, company, role))
    return Pasted(called, firm, does, mail, phone, link.rstrip(".,;"))


def _taken(what: re.Pattern[str], text: str) -> tuple[str, str]:
    found = what.search(text)
    return ("", text) if found is None else (found[0], f"{text[: found.start()]} {text[found.end() :]}")


def _parts(text: str, *, swapped: bool) -> tuple[str, str, str]:
    """(name, company, role)."""
    if (found := re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<inside>[^()]+)\)\s*(?P<more>.*)", text)) is not None:
        name, company, role = _parts(f"{found['name']} {found['more']}".strip(" ,"), swapped=swapped)
        if not company and not role:
            company, role = _company_and_role(found["inside"])
        return name, company, role
    if dashed := _DASH.split(text, maxsplit=1)[1:]:
        name = _DASH.split(text, maxsplit=1)[0].strip(" ,")
        company, role = _company_and_role(dashed[0])
        return name, company, role
    first, comma, after = text.partition(",")
    if comma and swapped:
        return f"{after.strip()} {first.strip()}", "", ""
    if comma:
        company, role = _company_and_role(after.strip())
        return first.strip(), company, role
    if (at := _AT.search(text)) is not None:
        return text[: at.start()].strip(), text[at.end() :].strip(), ""
    return text, "", ""


def _company_and_role(text: str) -> tuple[str, str]:
    """Of what follows a name: "Head of Sales at Contoso", "Head of Sales, Contoso", "Head of Sales - Contoso"."""
    if (at := _AT.search(text)) is not None:
        return text[at.end() :].strip(" ,"), text[: at.start()].strip(" ,")
    dashed = [part.strip(" ,") for part in _DASH.split(text, maxsplit=1)]
    if len(dashed) == 2:
        return dashed[1], dashed[0]
    first, comma, after = text.partition(",")
    return (after.strip(), first.strip()) if comma else (text.strip(), "")
