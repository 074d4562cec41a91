"""Address books as LDIF (RFC 2849), as Thunderbird and directories write them: entries of `attribute: value` lines."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.importers.address_book.columns import Cell
from relate.importers.code_pages import code_page
from relate.importers.headings import Column, Heading

_LONGEST_LINE: Final = 1 << 20
_LONGEST_ENTRY: Final = 4_000_000
_BEGIN = re.compile(rb"(?:^|\n)[ \t]*dn:(?:[ \t]*[\w.-]+[ \t]*=|:)", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"\n(?:objectclass|cn|sn|mail|givenname|member)::? ?\S", re.IGNORECASE)
_LINE = re.compile(rb"([A-Za-z][\w.-]*)((?:;[\w-]+)*)(::?)[ \t]*(<?)(.*)\Z", re.DOTALL)

_H = Heading
_C = Column
_ATTRIBUTES: Final[dict[str, Heading]] = {
    "cn": _H(_C.NAME), "commonname": _H(_C.NAME), "displayname": _H(_C.NAME, "", 2), "givenname": _H(_C.FIRST_NAME),
    "gn": _H(_C.FIRST_NAME), "sn": _H(_C.LAST_NAME), "surname": _H(_C.LAST_NAME), "title": _H(_C.ROLE),
    "personaltitle": _H(_C.PREFIX), "generationqualifier": _H(_C.SUFFIX),
    "mozillanickname": _H(_C.NICKNAME), "xmozillanickname": _H(_C.NICKNAME), "nickname": _H(_C.NICKNAME),
    "mail": _H(_C.MAIL), "mozillasecondemail": _H(_C.MAIL, "", 2), "xmozillasecondemail": _H(_C.MAIL, "", 2),
    "rfc822mailbox": _H(_C.MAIL), "mailalternateaddress": _H(_C.MAIL, "", 3),
    "o": _H(_C.COMPANY), "organizationname": _H(_C.COMPANY), "company": _H(_C.COMPANY), "ou": _H(_C.DEPARTMENT),
    "department": _H(_C.DEPARTMENT), "orgunit": _H(_C.DEPARTMENT), "departmentnumber": _H(_C.LEFT_OUT),
    "telephonenumber": _H(_C.PHONE, "work"), "homephone": _H(_C.PHONE, "home"), "mobile": _H(_C.PHONE, "mobile"),
    "cellphone": _H(_C.PHONE, "mobile"), "carphone": _H(_C.PHONE, "car"), "pager": _H(_C.PHONE, "pager"),
    "pagerphone": _H(_C.PHONE, "pager"), "facsimiletelephonenumber": _H(_C.PHONE, "fax"), "fax": _H(_C.PHONE, "fax"),
    "street": _H(_C.STREET, "work"), "streetaddress": _H(_C.STREET, "work"),
    "mozillaworkstreet2": _H(_C.STREET, "work", 2), "postofficebox": _H(_C.POSTBOX, "work"),
    "l": _H(_C.CITY, "work"), "locality": _H(_C.CITY, "work"), "st": _H(_C.REGION, "work"),
    "region": _H(_C.REGION, "work"), "postalcode": _H(_C.POSTCODE, "work"), "zip": _H(_C.POSTCODE, "work"),
    "c": _H(_C.COUNTRY, "work"), "countryname": _H(_C.COUNTRY, "work"), "co": _H(_C.COUNTRY, "work"),
    "mozillahomestreet": _H(_C.STREET, "home"), "homepostaladdress": _H(_C.ADDRESS, "home"),
    "postaladdress": _H(_C.ADDRESS, "work"), "mozillahomestreet2": _H(_C.STREET, "home", 2),
    "mozillahomelocalityname": _H(_C.CITY, "home"), "mozillahomestate": _H(_C.REGION, "home"),
    "mozillahomepostalcode": _H(_C.POSTCODE, "home"), "mozillahomecountryname": _H(_C.COUNTRY, "home"),
    "mozillaworkurl": _H(_C.LINK, "work"), "workurl": _H(_C.LINK, "work"), "mozillahomeurl": _H(_C.LINK, "home"),
    "homeurl": _H(_C.LINK, "home"), "labeleduri": _H(_C.LINK), "nsaimid": _H(_C.MESSENGER, "aim"),
    "nscpaimscreenname": _H(_C.MESSENGER, "aim"), "birthyear": _H(_C.BIRTH_YEAR), "birthmonth": _H(_C.BIRTH_MONTH),
    "birthday": _H(_C.BIRTH_DAY), "description": _H(_C.NOTE), "notes": _H(_C.NOTE), "manager": _H(_C.LEFT_OUT),
    "mozillacustom1": _H(_C.CUSTOM, "", 1), "mozillacustom2": _H(_C.CUSTOM, "", 2), "custom1": _H(_C.CUSTOM, "", 1),
    "mozillacustom3": _H(_C.CUSTOM, "", 3), "mozillacustom4": _H(_C.CUSTOM, "", 4), "custom2": _H(_C.CUSTOM, "", 2),
    "custom3": _H(_C.CUSTOM, "", 3), "custom4": _H(_C.CUSTOM, "", 4), "categories": _H(_C.TAG),
}  # fmt: skip
_NO_PEOPLE: Final = frozenset(
    ("organizationalunit", "organization", "dcobject", "domain", "locality", "country", "room", "device", "container")
)
_GROUPS: Final = frozenset(("groupofnames", "groupofuniquenames", "mailgroup", "group"))
_LABELLED_LINK = re.compile(r"(\S+)(?:\s.*)?", re.DOTALL)


class Entry(NamedTuple):
    """One entry. kind: "person", "group", "other" (an organisation, a folder), "change" (says what to change).

    name: what it calls itself. dn: by which others name it. members: the dn of whom a group holds. whole: no line of
    it was broken. raw: its beginning.
    """

    number: int
    line: int
    kind: str
    dn: str
    name: str
    cells: tuple[Cell, ...]
    photo: bytes
    members: tuple[str, ...]
    whole: bool
    raw: str


def is_ldif(head: bytes) -> bool:
    return _BEGIN.search(head) is not None and _ATTRIBUTE.search(head.replace(b"\r", b"\n")) is not None


def counted(head: bytes) -> int:
    """How many entries begin in it."""
    return len(_BEGIN.findall(head.replace(b"\r", b"\n")))


def entries(stream: BinaryIO) -> Iterator[Entry | UnreadableSource]:
    """Every entry of the file, numbered from 1; last of all what broke the reading off, where something did."""
    number, first, line, size = 0, 1, 0, 0
    lines: list[bytearray] = []  # grown in place: a photo is ten thousand lines of one
    problem: UnreadableSource | None = None
    while True:
        try:
            raw = stream.readline(_LONGEST_LINE)
        except UnreadableSource as broken:
            problem, raw = broken, b""
        line += 1
        text = raw.rstrip(b"\r\n")
        if raw and text.strip():
            if size >= _LONGEST_ENTRY:
                pass  # what goes on for so long is nobody's contact
            elif text[:1] in (b" ", b"\t") and lines:
                lines[-1] += text[1:]
            else:
                lines.append(bytearray(text.removeprefix(b"\xef\xbb\xbf")))
            size += len(text)
            continue
        entry = _entry(number + 1, first, [bytes(one) for one in lines])
        if entry is not None:
            number += 1
            yield entry
        lines, size, first = [], 0, line + 1
        if not raw:
            break
    if problem is not None:
        yield problem


def _entry(number: int, first: int, lines: list[bytes]) -> Entry | None:
    """None where the lines are comments, or tell the version alone."""
    lines = [line for line in lines if line[:1] != b"#"]
    if lines and lines[0][:8].lower() == b"version:":
        del lines[0]
    if not lines:
        return None
    whole = True
    told: list[tuple[str, bytes]] = []
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            whole = False
            continue
        name, _, colons, elsewhere, value = found.groups()
        if elsewhere and colons == b":":
            continue  # it stands in another file or in the web, where nobody looks
        if colons == b"::":
            try:
                value = base64.b64decode(value, validate=False)
            except binascii.Error:
                whole = False
                continue
        told.append((name.decode("ascii").lower(), value))
    return _understood(number, first, told, whole, b"\n".join(lines)[:16_000].decode("utf-8", "replace"))


def _understood(number: int, first: int, told: list[tuple[str, bytes]], whole: bool, raw: str) -> Entry:
    classes = {_text(value).lower() for name, value in told if name == "objectclass"}
    names = {name for name, _ in told}
    kind = "person"
    if "changetype" in names and any(name == "changetype" and _text(value).lower() != "add" for name, value in told):
        kind = "change"
    elif classes & _GROUPS or names & {"member", "uniquemember"}:
        kind = "group"
    elif classes & _NO_PEOPLE and not classes & {"person", "inetorgperson", "organizationalperson"}:
        kind = "other"
    cells = [
        Cell(heading, _plain(heading, text), f"Custom {heading.number}" if heading.field is Column.CUSTOM else "")
        for name, value in told
        if (heading := _ATTRIBUTES.get(name)) is not None
        and heading.field is not Column.LEFT_OUT
        and (text := _text(value))
    ]
    return Entry(
        number,
        first,
        kind,
        next((dn_key(_text(value)) for name, value in told if name == "dn"), ""),
        next((cell.value for cell in cells if cell.heading.field is Column.NAME), ""),
        tuple(cells),
        next(
            (value for name, value in told if name in ("jpegphoto", "thumbnailphoto", "photo") and len(value) > 8), b""
        ),
        tuple(dn_key(_text(value)) for name, value in told if name in ("member", "uniquemember")),
        whole,
        raw,
    )


def dn_key(text: str) -> str:
    """A distinguished name as it is compared: blanks around its commas and capitals make no difference."""
    return re.sub(r"\s*([,=])\s*", r"\1", " ".join(text.split())).casefold()


def _plain(heading: Heading, text: str) -> str:
    if heading.field is Column.ADDRESS:
        return text.replace("$", "\n")  # lines of a postal address (RFC 4517)
    if heading.field is Column.LINK:
        found = _LABELLED_LINK.fullmatch(text)
        return found[1] if found else text
    return text


def _text(value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode(code_page(value), "replace")
    return text.replace("\r\n", "\n").strip()
