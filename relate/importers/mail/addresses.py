"""Who stands in a line of addresses: split first, decoded then, for an encoded name may hold a comma or an @.

Source: formats/contacts.md 4.2, "Addresses".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from relate.domain.names import given_name_first
from relate.domain.normalise import mail_key
from relate.importers.mail.words import plain, unencoded

_REMEMBERED: Final = 50_000
_LONGEST: Final = 200_000
"""Bytes of a line; a list of five thousand recipients."""
_LONGEST_NAME: Final = 200
_ONE = re.compile(
    rb"\s*(?:([^\"<>(),:;@\x80-\xff]{0,200}?)\s*<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200})>"
    rb"|([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200}))\s*"
)
_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|\((?:[^()\\]|\\.)*\)?|<[^<>]*>?|[,;:]|[^\",;:<>(]+|.", re.DOTALL)
_VIA = re.compile(r"\s(?:via|über|par l['’]intermédiaire de|através de|przez|přes)\s+\S", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|[|•].*)\s*$", re.DOTALL)
_TAGGED: Final = frozenset(("gmail.com", "googlemail.com"))


class Mailbox(NamedTuple):
    """Somebody as a mail names them: their name, "" where it gives none, and their address, "" where it has none."""

    name: str
    mail: str


@lru_cache(maxsize=_REMEMBERED)
def mailboxes(raw: bytes) -> tuple[Mailbox, ...]:
    """Everybody in the value of From, To, Cc, …, in their order, each address once; members of a group as if they
    stood alone. The same few lines come again and again, so they are remembered."""
    if not raw:
        return ()
    if (only := _ONE.fullmatch(raw)) is not None and b"=?" not in raw:
        name, bracketed, bare = only.groups()
        mail = mail_key((bracketed or bare).decode("ascii"))
        return (Mailbox(person_named(name.decode("ascii"), mail) if name else "", mail),) if mail else ()
    found: dict[str, Mailbox] = {}
    for name, address in _entries(plain(raw[:_LONGEST])):
        mail = mail_key(address)
        named = person_named(unencoded(name) if "=?" in name else name, mail)
        if not mail and not named:
            continue
        key = mail or f"\x00{named.casefold()}"
        if key not in found or not found[key].name:
            found[key] = Mailbox(named, mail)
    return tuple(found.values())


def same_box(mail: str) -> str:
    """What two addresses of one mailbox agree in: without "+tag", at Gmail also without dots."""
    local, _, domain = mail.partition("@")
    local = local.partition("+")[0] or local
    if domain in _TAGGED:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def person_named(display: str, mail: str = "") -> str:
    """A name as a person bears it, from what stands before the address; "" where that is none.

    "Doe, Jane (Contoso)" is Jane Doe; "'Ana'" is Ana; "Ana via LinkedIn" is not Ana; an address is no name.
    """
    name = " ".join(display.replace("\x00", "").split())[:_LONGEST_NAME]
    while len(name) > 1 and name[0] in "\"'‘“«" and name[-1] in "\"'’”»":
        name = name[1:-1].strip()
    name = name.strip('"“”').strip()
    while (shorter := _TAIL.sub("", name)) not in ("", name):
        name = shorter
    if not name or "@" in name or "=?" in name or _VIA.search(name) or not any(letter.isalpha() for letter in name):
        return ""
    if mail and name == mail.partition("@")[0]:
        return ""
    return given_name_first(name)


def _entries(text: str) -> list[tuple[str, str]]:
    """(name, address) of each entry, the name still encoded."""
    entries = _Entries()
    for found in _TOKEN.finditer(text):
        entries.take(found[0])
    entries.end(last=True)
    return entries.told


class _Entries:
    """The entries of a line, token by token.

    A word without an address before a comma belongs to what follows: Doe, Jane <jane@x.example>.
    """

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._waiting: list[str] = []
        self._comment = ""
        self._address = ""

    def take(self, piece: str) -> None:
        """One quoted string, comment, address in brackets, mark or run of other characters."""
        match piece[0]:
            case "<":
                inside = piece[1:].rstrip(">").strip()
                if "@" in inside or not self._address:
                    self._address = inside
            case '"':
                quoted = piece[1:-1] if piece[-1] == '"' and len(piece) > 1 else piece[1:]
                self._words.append(re.sub(r"\\(.)", r"\1", quoted))
            case "(":
                self._comment = piece[1:].rstrip(")").strip()
            case "," | ";":
                self.end(last=piece == ";")
            case ":":  # what stood before is the name of a group
                self._words.clear()
                self._waiting.clear()
            case _:
                self._words.append(piece)

    def end(self, *, last: bool) -> None:
        """An entry is over; last: nothing follows that a word without an address could belong to."""
        said = "".join(self._words).strip()
        self._words.clear()
        if self._address:
            before = ", ".join([*self._waiting, said]) if self._waiting and said else said
            self.told.append((before or self._comment, self._address))
        elif "@" in said:
            name, _, bare = said.rpartition(" ")
            self.told.append((self._comment or name, bare))
        elif said and not last:
            self._waiting.append(said)
            return
        elif said:
            self.told.append((", ".join([*self._waiting, said]), ""))
        self._waiting.clear()
        self._comment, self._address = "", ""
