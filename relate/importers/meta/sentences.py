"""Sentences that Meta itself puts among the messages: reactions, who came and went, "sent an attachment".

They are written in the language of the account. Those of languages whose words are known are told by them
(sentence_words); of others they are text like any other, which loses nothing. formats/social.md 3.4.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from relate.importers.meta.sentence_words import (
    ATTACHMENT,
    CHANGE,
    MINE,
    MISSED,
    REACTION,
    STARTS,
    behind_a_name,
    with_names,
)


class Says(Enum):
    """What a sentence is."""

    TEXT = auto()
    REACTION = auto()
    """Somebody reacted to a message; it is told once more beside the message itself."""
    ATTACHMENT = auto()
    """Stands for something that was sent without words."""
    CHANGE = auto()
    """Somebody came, went, or changed the name or look of the conversation."""
    MISSED = auto()
    """A call that nobody took."""


_LONGEST: Final = 160
_REACTION: Final = behind_a_name(REACTION, alone=True)
_ATTACHMENT: Final = behind_a_name(ATTACHMENT, alone=False)
_CHANGE: Final = behind_a_name(CHANGE, alone=False)
_MISSED: Final = with_names(MISSED)
_BEGINNINGS: Final = frozenset(start[:2] for start in STARTS)


def says(text: str, sender: str, *, something_sent: bool) -> Says:
    """What a message's words are. something_sent: a photo, a link or the like is beside them."""
    if not may_be_a_sentence(text, sender):
        return Says.TEXT
    if len(text) > _LONGEST or "\n" in text:
        return Says.TEXT
    if _MISSED.fullmatch(text):
        return Says.MISSED
    if _REACTION.fullmatch(text):
        return Says.REACTION
    if _ATTACHMENT.fullmatch(text) and _by(text, sender):
        return Says.ATTACHMENT
    if something_sent and sender and text.startswith(f"{sender} ") and text.endswith("."):
        return Says.ATTACHMENT  # in whatever language: who sent it, and that it was sent
    if _CHANGE.fullmatch(text) and _by(text, sender):
        return Says.CHANGE
    return Says.TEXT


def may_be_a_sentence(text: str, sender: str) -> bool:
    """Whether it begins as such a sentence does; nearly no message of words."""
    return (text[:2] in _BEGINNINGS and text.startswith(STARTS)) or bool(sender and text.startswith(sender))


def _by(text: str, sender: str) -> bool:
    """Whether the sentence is about its sender: a person says "Ana left the group." of others too."""
    behind = text[len(sender) : len(sender) + 1]
    named = bool(sender) and text.startswith(sender) and (behind == " " or not behind.isascii())
    return named or text.startswith(MINE)
