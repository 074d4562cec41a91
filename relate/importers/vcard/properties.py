"""A card's lines as properties: unfolded, split at the right colon, decoded (formats/contacts.md 1.2, rules 3 to 8)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from relate.importers.code_pages import code_page

MOST_HEADS: Final = 4096
_LONGEST_HEAD: Final = 4096
_LONG: Final = 2000
"""Bytes of a card; most that are longer have a photo in them."""
_MOST_APART: Final = 512 * 1024
PHOTO: Final = "\ufdd0photo\ufdd0"
"""Stands where a photo stood; two of its letters are none and never will be."""
_MARK: Final = PHOTO.encode()
_FIRST_LINE_21: Final = "VERSION:2.1"
_FIRST_LINES: Final = frozenset((_FIRST_LINE_21, "VERSION:3.0", "VERSION:4.0"))
_CONTROLS: Final = bytes(set(range(32)) - {9, 10}) + b"\x7f"
# A line that opens like this is a property, whatever the line before it promised.
_PROPERTY = re.compile(
    r"(?:[\w-]+\.)?(?:FN|N|TEL|EMAIL|ADR|ORG|TITLE|ROLE|NOTE|URL|BDAY|UID|REV|PHOTO|VERSION|CATEGORIES|NICKNAME|LABEL"
    r"|X-[\w-]+)[;:]",
    re.IGNORECASE,
)
_HEAD = re.compile(r'((?:[^":]|"(?:[^"\\]|\\.)*")*):')
_PAIR = re.compile("^([^:\n]*):(.*)", re.MULTILINE)
_PLAIN_PHOTO = re.compile(rb"PHOTO(?:;(?!ENCODING=Q|QUOTED)[\w&=+/-]+)+:", re.IGNORECASE)
_UNFOLDED = re.compile(rb"\n[^ ]")
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*"|")+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_ESCAPED = re.compile(r'\\([\\,;:nN"])')
_ESCAPED_21 = re.compile(r"\\([;:])")
_BYTES = re.compile("[\udc80-\udcff]")
_CUT_LETTER = re.compile("\ufffd+(?=;|$)")
_EMPTY_LINES = re.compile("\n{2,}")


class Head(NamedTuple):
    """What stands before a property's colon. name and group in upper case; types: the TYPEs and bare words, lower.

    parameters: upper-case names to their first value as written. coding: "Q" quoted-printable, "B" base64, "".
    rank: 0 for the preferred one of several, 4.0's PREF as it says, 200 for all others.
    plain: the value is what stands there, without coding, charset or label.
    """

    name: str
    group: str
    types: frozenset[str]
    parameters: dict[str, str]
    coding: str
    charset: str
    rank: int
    plain: bool


def parts(value: str, mark: str, plain: bool = False) -> list[str]:
    """The value split at every mark that no backslash escapes; each part unescaped and stripped."""
    if "\\" not in value:
        return [part.strip() for part in value.split(mark)]
    return [unescaped(part, plain).strip() for part in _split(value, mark)]


def _split(value: str, mark: str) -> list[str]:
    """Split at marks with an even number of backslashes before them."""
    parts, start, position = [], 0, value.find(mark)
    while position >= 0:
        slashes = 0
        while position - slashes > start and value[position - slashes - 1] == "\\":
            slashes += 1
        if slashes % 2 == 0:
            parts.append(value[start:position])
            start = position + 1
        position = value.find(mark, position + 1)
    return [*parts, value[start:]]


def unescaped(value: str, plain: bool = False) -> str:
    """Without its backslashes, line breaks where the value has \\n.

    plain: vCard 2.1, where a backslash is a backslash except before ; and :
    """
    if "\\" not in value:
        return value
    if plain:
        return _ESCAPED_21.sub(r"\1", value)
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


class CardText(NamedTuple):
    """A card's logical lines: what stands before and behind the first colon of each.

    body: the bytes they are of. clean: those are UTF-8. plain: it says that it is a vCard 2.1.
    """

    pairs: list[tuple[str, str]]
    body: bytes
    clean: bool
    plain: bool


class PlainText(NamedTuple):
    """A card's lines, unfolded. plain: as in CardText. photo: the letters of its photo, for which PHOTO stands there;
    "" when nothing was put aside. begins: its version was the first line, which is left out, and is to be the only one.
    """

    lines: list[str]
    plain: bool
    photo: str
    begins: bool


# As PlainText(…), in half the time.
_plain_text: Callable[[type[PlainText], tuple[list[str], bool, str, bool]], PlainText] = tuple.__new__


class PropertyReader:
    """Reads the properties of one file: what it learns of a card (heads, the encoding) it knows for the next."""

    def __init__(self) -> None:
        self._heads: dict[str, Head] = {}
        self.legacy = ""

    def plain(self, body: bytes) -> PlainText | None:
        """A card as most programs write it. None where it needs a closer look: it is no UTF-8, breaks lines softly or
        without an indent, or names its version twice."""
        photo = ""
        if len(body) > _LONG:
            body, photo = _without_photo(body)
        try:
            text = body.translate(None, _CONTROLS).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if ("\t" in text and "\n\t" in text) or ("=\n" in text and "QUOTED-PRINTABLE" in text.upper()):
            return None
        if "\n " in text:
            text = text.replace("\n ", "")
        lines = text.split("\n")
        if lines[0] in _FIRST_LINES:
            return _plain_text(PlainText, (lines[1:], lines[0] == _FIRST_LINE_21, photo, True))
        old = "2.1" in text
        if old:
            old = "\nVERSION:2.1\n" in text
            if text.upper().count("VERSION") != 1:
                return None
        return _plain_text(PlainText, (lines, old, photo, False))

    def lines(self, body: bytes) -> CardText:
        """The lines of a card between BEGIN and END. Never raises."""
        body = body.translate(None, _CONTROLS)
        try:
            text, clean = body.decode("utf-8"), True
        except UnicodeDecodeError:
            text, clean = body.decode("utf-8", "surrogateescape"), False
        pairs = _pairs(text)
        return CardText(pairs, body, clean, "2.1" in text and self._is_old(pairs))

    def split(self, raw: str, value: str) -> tuple[Head, str]:
        """A line's head understood, and the value behind it: the colon that parts them stands outside quotes."""
        if '"' in raw and (quoted := _HEAD.match(f"{raw}:{value}")):
            raw, value = quoted[1], f"{raw}:{value}"[quoted.end() :]
        return self._head(raw[:_LONGEST_HEAD]), value

    def _is_old(self, pairs: list[tuple[str, str]]) -> bool:
        """Whether it says that it is a vCard 2.1; the last word counts."""
        stated = [value.strip() for raw, value in pairs if "VERSION" in raw.upper() and self._names_version(raw)]
        return bool(stated) and stated[-1] == "2.1"

    def _names_version(self, raw: str) -> bool:
        return self._head(raw[:_LONGEST_HEAD]).name == "VERSION"

    def decoded(self, head: Head, value: str, body: bytes) -> str:
        """The value behind a head that is not plain, or of a card that is no UTF-8."""
        if head.name == "ADR" and "LABEL" in head.parameters:
            value = _after_label(value)
        if head.coding == "Q":
            text = self._decoded(binascii.a2b_qp(_raw(value)), head.charset, body, True)
            return _CUT_LETTER.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        if head.coding == "B" and head.name == "PHOTO":
            return value  # letters of base64, whatever charset is stated: a picture has none
        if head.coding == "B":
            return self._decoded(base64_bytes(_raw(value)), head.charset, body, False)
        if head.charset or (not value.isascii() and _BYTES.search(value)):
            return self._decoded(_raw(value), head.charset, body, False)
        return value

    def _head(self, raw: str) -> Head:
        known = self._heads.get(raw)
        if known is not None:
            return known
        if len(self._heads) >= MOST_HEADS:
            self._heads.clear()
        # A parameter is ASCII in all versions but the last; bytes that are no letters in one are not worth a guess.
        head = self._heads[raw] = _parsed(_BYTES.sub("\ufffd", raw))
        return head

    def _decoded(self, raw: bytes, charset: str, sample: bytes, quoted: bool) -> str:
        """Bytes as text: the stated charset, else UTF-8, else what the file seems to be written in."""
        if charset:
            try:
                return _valid(raw.decode(charset, "replace"))
            except (LookupError, UnicodeError, ValueError):
                pass  # a charset nobody knows
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        if quoted:  # Android cuts values in the middle of a letter
            for cut in range(1, 4):
                start = raw[:-cut]
                if not start.isascii() and _is_utf8(start):
                    return start.decode("utf-8") + "\ufffd"
        if not self.legacy:
            self.legacy = code_page(raw if quoted else sample)
        return raw.decode(self.legacy, "replace")


def _without_photo(body: bytes) -> tuple[bytes, str]:
    """A card with PHOTO in the place of its photo, and the letters of that: there are thousands of them, and nothing
    has to be found in them. As it is, and "", where it has none or not as most programs write it.

    The breaks between the letters are left in: base64 has none of its own, and is read over them.
    """
    at = body.find(b"\nPHOTO;") + 1
    start = body.find(b":", at) + 1
    if not at or not start or not _PLAIN_PHOTO.fullmatch(body, at, start):
        return body, ""
    # Nor has it a colon: the photo ends with the line before the next one.
    following = body.find(b":", start)
    end = len(body) if following < 0 else body.rfind(b"\n", start, following) + 1
    letters, before, behind = body[start:end].rstrip(b"\n"), body[:start], body[end:]
    folded = not _UNFOLDED.search(letters) and behind[:1] not in (b" ", b"\t")
    if folded and 0 < len(letters) < _MOST_APART and letters.isascii() and _MARK not in before and _MARK not in behind:
        return before + _MARK + b"\n" + behind, letters.decode("ascii")
    return body, ""


def _pairs(text: str) -> list[tuple[str, str]]:
    """What stands before and behind the first colon of each logical line of a card."""
    if "=\n" not in text or "QUOTED-PRINTABLE" not in text.upper():
        # Only a soft break can tell a line that looks whole to go on; photos end in the same sign.
        text = "".join(text.split("\n "))  # quicker than replacing: a photo has hundreds of them
        if "\n\t" in text:
            text = text.replace("\n\t", "")
        if "\n\n" in text:
            text = _EMPTY_LINES.sub("\n", text)
        pairs: list[tuple[str, str]] = _PAIR.findall(text)
        if len(pairs) == text.count("\n") + (not text.endswith("\n")):
            return pairs
    return [(line[: line.find(":")], line[line.find(":") + 1 :]) for line in _unfolded(text)]


def _unfolded(text: str) -> list[str]:
    """The logical lines of a card that has unusual ones, each with a colon."""
    soft = "=\n" in text
    lines: list[str] = []
    pieces: list[str] = []  # of the line being put together; joined once, for photos come in thousands of them
    for line in text.split("\n"):
        if not pieces:
            if ":" in line:
                pieces = [line]
        elif soft and line and pieces[-1].endswith("=") and _is_quoted(pieces[0]) and not _PROPERTY.match(line):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line.lstrip(" \t"))
        elif line[:1] in (" ", "\t"):
            pieces.append(line[1:])
        elif ":" in line:
            lines.append("".join(pieces))
            pieces = [line]
        else:  # base64 without an indent, a soft break that lost its sign
            pieces.append(line)
    if pieces:
        lines.append("".join(pieces))
    return lines


def _is_quoted(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _parsed(raw: str) -> Head:
    """The head of a property, from any dialect: 2.1's bare words, TYPE=a,b, TYPE="a,b", TYPE twice."""
    name, _, rest = raw.partition(";")
    group, _, name = name.strip().upper().rpartition(".")
    types: set[str] = set()
    parameters: dict[str, str] = {}
    coding = charset = ""
    for parameter in _PARAMETER.findall(rest):
        key, equals, value = parameter.partition("=")
        key = key.strip().upper()
        value = _QUOTED.sub(r"\1", value).strip()
        if "^" in value:
            value = _CARET.sub(lambda found: _CARETS[found[1]], value)
        if not equals:
            types.update(word.strip().lower() for word in key.split(","))
        elif key == "TYPE":
            types.update(word.strip().lower() for word in value.split(","))
        elif key == "CHARSET":
            charset = "utf-8" if value.lower() == "utf8" else value.lower()
        else:
            parameters.setdefault(key, value)
    stated = parameters.get("ENCODING", "").upper()
    if stated in ("QUOTED-PRINTABLE", "Q") or "quoted-printable" in types:
        coding = "Q"
    elif stated in ("B", "BASE64") or "base64" in types:
        coding = "B"
    plain = not coding and charset in ("", "utf-8") and "LABEL" not in parameters
    return Head(name, group, frozenset(types), parameters, coding, charset, _rank(types, parameters), plain)


def _rank(types: set[str], parameters: dict[str, str]) -> int:
    stated = parameters.get("PREF", "")
    if stated.isascii() and stated.isdigit():
        return int(stated[:3])
    return 0 if "pref" in types or stated.lower() == "true" else 200


def _after_label(value: str) -> str:
    """An address whose LABEL parameter held a colon without quotes: the seven parts behind a later colon."""
    for later in re.finditer(":", value[:_LONGEST_HEAD]):
        if value.count(";", later.end(), later.end() + _LONGEST_HEAD) == 6:
            return value[later.end() :]
    return value


def _raw(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")


def base64_bytes(raw: bytes) -> bytes:
    """What base64 says, also with stray letters in it or cut off; empty when nothing can be made of it."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _valid(text: str) -> str:
    """Without halves of letters that some decoders let through (utf-7, unicode_escape)."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
