"""Whom a chat is with, as far as its file says: "WhatsApp Chat with Maya Okafor.txt", in each language.

iOS calls the text `_chat.txt` in every zip: then the zip's name tells, or that of the folder it was unpacked to.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from relate.domain.patterns import late
from relate.importers.source import Member, Source
from relate.importers.whatsapp import marks

_X: Final = "(?P<title>.+)"
_NAMED: Final = tuple(
    late(one.replace("{x}", _X), re.IGNORECASE)
    for one in (
        "whatsapp[ -]chat with {x}", "whatsapp[ -]chat mit {x}", "chat de whatsapp con {x}",
        "conversa do whatsapp com {x}", "discussion whatsapp avec {x}", "conversation whatsapp avec {x}",
        "chat whatsapp con {x}", "whatsapp[ -]chat met {x}", "чат whatsapp с (?:контактом |пользователем )?{x}",
        "чат whatsapp (?:із|з) (?:контактом )?{x}", "cza?t whatsapp z {x}", "rozmowa (?:na )?whatsapp z {x}",
        "{x} ile whatsapp sohbeti", "whatsapp sohbeti[ -]+{x}", "whatsapp[ -]chatt? med {x}",
        "whatsapp[ -]keskustelu (?:henkilön |käyttäjän )?{x} kanssa", "whatsapp[ -]keskustelu[ :-]+{x}",
        "(?:whatsapp[ -]chat|chat whatsapp) s (?:kontaktem |uživatelem |kontaktom |používateľom )?{x}",
        "conversa(?:ție|tie) whatsapp cu {x}",
        "chat whatsapp cu {x}", "whatsapp[ -]csevegés[ :-]+{x}", "συνομιλία whatsapp με {x}",
        "(?:chat|obrolan) whatsapp dengan {x}", "sembang whatsapp dengan {x}",
        "(?:cuộc )?trò chuyện (?:trên )?whatsapp với {x}", "(?:محادثة|دردشة) (?:واتساب|whatsapp) مع {x}",
        "(?:گپ|گفتگوی|گفتگو) (?:واتساپ|whatsapp) با {x}", "(?:צ['׳]אט|שיחת) (?:whatsapp|וואטסאפ) עם {x}",
        "{x} के साथ (?:whatsapp|व्हाट्सऐप) (?:चैट|बातचीत)", "(?:whatsapp|व्हाट्सऐप) चैट {x} के साथ",
        "(?:แชท|การแชท) ?whatsapp ?กับ ?{x}", "{x} ?님과(?:의)? (?:나눈 )?whatsapp (?:대화|채팅)",
        "whatsapp 대화[ -]+{x}", "{x} ?との ?whatsapp ?(?:チャット|トーク)", "whatsapp ?チャット[ -]+{x}",
        "与[ “‘]?{x}[”’]? ?的 ?whatsapp ?(?:聊天|对话)(?:记录)?",
        "與[ 「]?{x}[」]? ?的 ?whatsapp ?(?:對話|聊天)(?:記錄|紀錄)?",
        "whatsapp ?(?:聊天|对话|對話)(?:记录|記錄)?[ -]+{x}", "whatsapp[ -]?(?:chat|unterhaltung)? ?[-–] ?{x}",
        "(?:chat|conversa|discussion|conversation|чат) (?:de |do )?whatsapp ?[-–] ?{x}",
    )
)  # fmt: skip
_ABOUT: Final = re.compile("whatsapp|واتساب|واتساپ|וואטסאפ|व्हाट्सऐप", re.IGNORECASE)
_SAVED_AGAIN: Final = re.compile(r"\s*(?:\(\d{1,3}\)| - (?:copy|kopie|copie|copia)|[-_. ]\d{3})$", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.(?:txt|zip)$", re.IGNORECASE)
_FIRST_WITHOUT_BLANKS: Final = "\u2e80"
"""From here on letters stand in scripts that put no blanks between words."""
_UNNAMED: Final = re.compile(r"_?chat(?: ?\(\d{1,3}\))?", re.IGNORECASE)


class Title(NamedTuple):
    """name: the chat's, "" where no file says it. sure: a file is called as WhatsApp calls it."""

    name: str
    sure: bool


def title_of(source: Source, member: Member) -> Title:
    """By the text's own name, else by whatever it lies in."""
    own = _ENDING.sub("", marks.plain(member.name))
    if told := in_name(own):
        return Title(told, True)
    for outer in reversed([source.called, *member.path.split("/")[:-1]]):
        if told := in_name(_ENDING.sub("", marks.plain(outer))):
            return Title(told, True)
    if _UNNAMED.fullmatch(own):
        return Title("", True)
    return Title(_again(own) if _ABOUT.search(own) else "", False)


def in_name(stem: str) -> str:
    """The chat's name inside that of a file without its ending; "" where it is not called as WhatsApp calls it."""
    stem = _again(marks.plain(stem))
    for pattern in _NAMED:
        if found := pattern.fullmatch(stem):
            return found["title"].strip()
    return ""


def speaks_of(title: str, name: str) -> bool:
    """Whether somebody's name stands in a title whose words are not known."""
    if not name:
        return False
    if min(name) > _FIRST_WITHOUT_BLANKS:
        return name in title
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE) is not None


def is_about(source: Source, member: Member) -> bool:
    """Whether the file's name, or that of anything it lies in, speaks of WhatsApp, in whatever language."""
    return any(_ABOUT.search(name) for name in (source.called, *member.path.split("/")))


def _again(stem: str) -> str:
    while (shorter := _SAVED_AGAIN.sub("", stem)) not in ("", stem):
        stem = shorter
    return stem
