"""What both backup programs say of a message or a call, before it is known who the numbers are.

The columns are Android's own, so that both write them alike. formats/contacts.md 5.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from relate.domain.records import Reason
from relate.importers.numbers import Left

_NONE: Final = frozenset(("", "null", "(unknown)", "unknown"))
_OUR_PLACE: Final = frozenset(("insert-address-token", "null", ""))
"""What stands in a message of several where its sender is the phone itself."""
_SENT, _DRAFT = 2, 3
_NOT_SENT: Final = {4: "not sent yet", 5: "could not be sent", 6: "not sent yet"}
_FROM, _WITH_US = "137", frozenset(("151", "130", "129"))
_NOT_FETCHED: Final = "130"
_FIRST_MS, _LAST_MS = 788_918_400_000, 4_102_444_800_000
"""From 1995 to 2100."""
_SENT_THINGS: Final = (
    ("image/", "photo", "photos"),
    ("video/", "video", "videos"),
    ("audio/", "voice message", "voice messages"),
    ("text/x-vcard", "contact", "contacts"),
    ("application/", "file", "files"),
    ("", "attachment", "attachments"),
)


class Text(NamedTuple):
    """A message. sender: an address, "" for the phone's owner; to: addresses of everybody else; name: what the phone
    calls the other one, "" where there are several; ms: UTC, None where it is not told."""

    sender: str
    to: tuple[str, ...]
    name: str
    ms: int | None
    text: str
    detail: str


class Call(NamedTuple):
    """A call, its sides as those of a message. detail: "missed", or how long it was; voicemail: something was said to
    a machine."""

    sender: str
    to: tuple[str, ...]
    name: str
    ms: int | None
    detail: str
    voicemail: bool


class Part(NamedTuple):
    """A piece of a message of several: its type, and its words where it has some."""

    type: str
    text: str


def said(value: str | None) -> str:
    """A value, "" where it stands for nothing."""
    text = (value or "").strip()
    return "" if text.casefold() in _NONE else text


def milliseconds(value: str | None, unit: int = 1) -> int | None:
    """UTC ms of a time in units of so many ms; None where it is none."""
    text = (value or "").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        return None
    ms = int(text) * unit
    return ms if _FIRST_MS <= ms < _LAST_MS else None


def short_message(told: Mapping[str, str]) -> Text | Left:
    """An SMS by its columns."""
    box = _box(told.get("type"))
    if isinstance(box, Left):
        return box
    address = said(told.get("address"))
    text = (told.get("body") or "").strip()
    if text in ("", "null"):
        return Left(Reason.EMPTY, "")
    mine = box == _SENT
    name, ms = said(told.get("contact_name")), milliseconds(told.get("date"))
    return Text("" if mine else address, (address,) if mine else (), name, ms, text, "")


def long_message(
    told: Mapping[str, str], addresses: Iterable[tuple[str, str]], parts: Iterable[Part], unit: int, own: str
) -> Text | Left:
    """An MMS by its columns. addresses: (type, address); unit: of its time, in ms; own: the owner's number as it is
    written in this file, "" where it is not known."""
    box = _box(told.get("msg_box"))
    if isinstance(box, Left):
        return box
    named = [(kind, address.strip()) for kind, address in addresses if said(address)]
    mine = box == _SENT
    from_them = [one for kind, one in named if kind == _FROM and one not in _OUR_PLACE]
    together = [one for one in (said(piece) for piece in (told.get("address") or "").split("~")) if one]
    others = together or [one for kind, one in named if kind in _WITH_US or not mine]
    everybody = [one for one in dict.fromkeys(others) if one not in _OUR_PLACE and one != own]
    sender = "" if mine else (from_them or everybody[:1] or [""])[0]
    words, detail = _content(parts)
    subject = said(told.get("sub"))
    if subject and subject.casefold() not in ("nosubject", "no subject"):
        words = f"{subject}\n{words}".strip()
    if not words and not detail:
        waits = "it was never fetched" if told.get("m_type") == _NOT_FETCHED else ""
        return Left(Reason.EMPTY, waits)
    name = said(told.get("contact_name")) if len(everybody) <= 1 else ""
    to = tuple(one for one in everybody if one != sender)
    return Text(sender, to, name, milliseconds(told.get("date"), unit), words, detail) if sender or to else _nobody()


def call(told: Mapping[str, str]) -> Call | Left:
    """A call by its columns."""
    kind = (told.get("type") or "").strip()
    if kind == "6":
        return Left(Reason.NOT_KEPT, "a blocked call")
    if kind not in ("1", "2", "3", "4", "5", "7"):
        return Left(Reason.UNREADABLE, "a call of a kind unknown")
    number = said(told.get("number"))
    if (told.get("presentation") or "1").strip() not in ("1", "null", ""):
        number = ""
    length = (told.get("duration") or "").strip()
    seconds = int(length) if length.isascii() and length.isdigit() and len(length) < 9 else 0
    detail = _length(seconds) if seconds else ""
    mine = kind == "2"
    if kind in ("3", "5") or (mine and not seconds):
        detail = "missed"
    elif kind == "4":
        detail = f"voicemail, {detail}" if detail else "voicemail"
    name, ms = said(told.get("contact_name") or told.get("name")), milliseconds(told.get("date"))
    return Call("" if mine else number, (number,) if mine else (), name, ms, detail, kind == "4")


def _length(seconds: int) -> str:
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"


def _nobody() -> Left:
    return Left(Reason.NO_PERSON, "a hidden number")


def _box(value: str | None) -> int | Left:
    """Whether it came in or went out, where it did either."""
    text = (value or "").strip()
    if text in ("1", "2"):
        return int(text)
    if text == str(_DRAFT):
        return Left(Reason.DRAFT, "")
    says = _NOT_SENT.get(int(text), "") if text.isascii() and text.isdigit() and len(text) < 4 else ""
    return Left(Reason.NOT_KEPT, says) if says else Left(Reason.UNREADABLE, "neither received nor sent")


def _content(parts: Iterable[Part]) -> tuple[str, str]:
    """The words of a message of several pieces, and what was sent beside them."""
    words: list[str] = []
    things: list[str] = []
    for kind, text in parts:
        if kind.startswith("text/plain") or (not kind and said(text)):
            words.append(text.strip())
        elif kind and kind != "application/smil":
            things.append(next(one for begins, one, _ in _SENT_THINGS if kind.startswith(begins)))
    detail = things[0] if len(things) == 1 else ""
    if len(things) > 1:
        several = {one: many for _, one, many in _SENT_THINGS}
        detail = f"{len(things)} {several[things[0]] if len(set(things)) == 1 else 'attachments'}"
    return "\n".join(one for one in words if one and one != "null"), detail
