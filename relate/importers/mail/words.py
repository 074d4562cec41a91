"""What a line of a head says, decoded: raw bytes of any charset, and encoded words. Source: formats/contacts.md 4.2."""

from __future__ import annotations

import codecs
import re
from binascii import Error, a2b_base64, a2b_qp
from functools import lru_cache
from typing import Final

LONGEST: Final = 4000
"""Characters of a line that are decoded."""
_ENCODED = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]{0,4000}?)\?=")
_NO_CHARSETS: Final = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Codecs of Python that no mail is written in, some of them slow with long text."""
_WIDER: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What says it is the first is often the second, and the second can say all that the first can."""


def plain(raw: bytes) -> str:
    """Bytes as text, encoded words left as they are: UTF-8, else cp1252."""
    if raw.isascii():
        return raw.decode("ascii")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def decoded(raw: bytes) -> str:
    """A whole line of a head, decoded, white space tidied."""
    text = plain(raw[:LONGEST])
    if "=?" in text:
        text = unencoded(text)
    return " ".join(text.replace("\x00", "").split())


def unencoded(text: str) -> str:
    """Text with its encoded words decoded; those beside each other are one, also where a letter was cut in two."""
    told: list[str] = []
    open_bytes, open_charset = b"", ""
    place = 0
    for found in _ENCODED.finditer(text):
        between = text[place : found.start()]
        charset, form, said = found.groups()
        charset = charset.partition("*")[0].casefold()
        if between.strip() or charset != open_charset:
            told.append(in_charset(open_bytes, open_charset))
            open_bytes, open_charset = b"", charset
        if between.strip() or not place:
            told.append(between)
        open_bytes += _bytes(form, said)
        place = found.end()
    told.append(in_charset(open_bytes, open_charset))
    told.append(text[place:])
    return "".join(told)


def in_charset(raw: bytes, charset: str) -> str:
    """Bytes in a charset; in one that nobody knows, or that cannot be right, as UTF-8 or else cp1252."""
    if not raw:
        return ""
    name = _codec(charset)
    if not name:
        return plain(raw)
    if name == "cp1252" and not raw.isascii():
        try:
            return raw.decode("utf-8")  # hardly any other text can be read so
        except UnicodeDecodeError:
            pass
    try:
        return raw.decode(name, "replace")
    except (LookupError, UnicodeError):
        return plain(raw)


def _bytes(form: str, said: str) -> bytes:
    raw = said.encode("utf-8", "replace")
    if form in "qQ":
        return a2b_qp(raw, header=True)
    return unpacked(raw)


def unpacked(raw: bytes) -> bytes:
    """Base64, as much of it as there is."""
    try:
        return a2b_base64(raw + b"==")
    except Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        try:
            return a2b_base64(letters[: len(letters) // 4 * 4])
        except Error:
            return b""


@lru_cache(maxsize=200)
def _codec(charset: str) -> str:
    """The name of the codec, "" where there is none for text."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
        b"a".decode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return "" if name in _NO_CHARSETS else _WIDER.get(name, name)
