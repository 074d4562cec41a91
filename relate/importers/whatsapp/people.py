"""Who a name in a chat is: a number is the phone that the address book has too, a name is that of one account."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from relate.domain.normalise import name_key, phone_key
from relate.domain.records import IdentityKey, IdentityKind, me
from relate.importers.whatsapp import marks

NETWORK: Final = "whatsapp"
_NUMBER: Final = re.compile(r"\+?[\d\s().\-\u2010-\u2015/]{6,30}")
_UNSAVED: Final = re.compile(r"~\s*")
_YOU_WORDS: Final = (
    "you/du/sie/tú/usted/você/vous/jij/вы/ты/ви/siz/sinä/dvs/ön/εσείς/bạn/أنت/شما/אתה/आप/คุณ/나/회원님/あなた/您/你"
)
_YOU: Final = frozenset(_YOU_WORDS.split("/"))
_YOU_IN_LINES_WORDS: Final = (
    "tu/toi/hai/u/je/ty/sen/vy/te/anda/את/dich/dir/ihnen/ti/vos/jou/вас/тебя/вам/тебе/cię/ciebie/dig/deg/sinut/sizi"
    "/seni/tebe/vás/pe tine"
)
_YOU_IN_LINES: Final = _YOU | frozenset(_YOU_IN_LINES_WORDS.split("/"))
"""In its own lines WhatsApp says these too, which before a message are somebody's name: Hai, Vy, Sen."""
ME: Final = me(NETWORK)


class Person(NamedTuple):
    """Somebody as a chat calls him. name: to be shown, "" for a number. compared: what he is known by inside chats."""

    key: IdentityKey
    name: str
    compared: str


def person(written: str) -> Person:
    """Whoever stands before a message: "Maya Okafor", "+44 20 7946 0018", "~ Maya" who is in no address book."""
    name = marks.plain(written)
    if not name or name.casefold() in _YOU:
        return Person(ME, "", "")
    if _NUMBER.fullmatch(name):
        number = phone_key(name)
        if number:
            return Person(IdentityKey("phone", IdentityKind.PHONE, number), "", number)
        digits = "".join(str(int(sign)) for sign in name if sign.isdecimal())
        return Person(IdentityKey(NETWORK, IdentityKind.ID, digits), name, digits)
    bare = _UNSAVED.sub("", name, count=1).strip() if name.startswith("~") else name
    compared = name_key(bare) or bare.casefold() or name
    if bare != name:
        # Whoever is called so in the address book is another account: he would not stand here with a tilde.
        compared = f"~{compared}"
    return Person(IdentityKey(NETWORK, IdentityKind.NAME, compared, True), bare, compared)


def is_you(written: str) -> bool:
    """Whether a line of WhatsApp's own speaks of the owner by this word."""
    return marks.plain(written).casefold() in _YOU_IN_LINES
