"""Sentences that Meta itself puts among the messages: reactions, who came and went, "sent an attachment".

They are written in the language of the account. Those of languages whose words are known are told by them; of others
they are text like any other, which loses nothing. formats/social.md 3.4.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final


class Says(Enum):
    """What a sentence is."""

    TEXT = auto()
    REACTION = auto()
    """Somebody reacted to a message; it is told once more beside the message itself."""
    ATTACHMENT = auto()
    """Stands for something that was sent without words."""
    CHANGE = auto()
    """Somebody came, went, or changed the name or look of the conversation."""


_LONGEST: Final = 160
_REACTION: Final = re.compile(
    r"(?:\S.{0,60} )?(?:reacted \S{1,12} to (?:your|a|his|her|their|the) message"
    r"|(?:liked|loved|disliked|laughed at) a message"
    r"|hat mit \S{1,12} auf (?:deine|eine) Nachricht reagiert|gefällt eine Nachricht|mag eine Nachricht"
    r"|a réagi avec \S{1,12} à (?:votre|ton|un) message|a aimé un message"
    r"|reaccionó con \S{1,12} a (?:tu|un) mensaje|(?:indicó que )?le gust(?:a|ó) un mensaje"
    r"|reagiu com \S{1,12} (?:à (?:sua|tua) mensagem|a uma mensagem)|curtiu uma mensagem"
    r"|ha reagito con \S{1,12} al tuo messaggio|ha messo mi piace a un messaggio"
    r"|heeft met \S{1,12} op je bericht gereageerd|vindt een bericht leuk)\s*\.?",
    re.IGNORECASE,
)  # fmt: skip
_ATTACHMENT: Final = re.compile(
    r".{1,80}? (?:sent (?:an attachment|a photo|a video|a voice message|a sticker|a GIF|a link|a live location)"
    r"|(?:hat|hast) (?:einen Anhang|ein Foto|ein Video|eine Sprachnachricht) gesendet"
    r"|(?:a|avez|as) envoyé (?:une pièce jointe|une photo|une vidéo|un message vocal)"
    r"|(?:envió|enviaste) (?:un archivo adjunto|una foto|un video|un vídeo|un mensaje de voz)"
    r"|(?:enviou|enviaste) (?:um anexo|uma foto|um vídeo|uma mensagem de voz)"
    r"|(?:ha|hai) inviato (?:un allegato|una foto|un video|un messaggio vocale)"
    r"|(?:heeft|hebt) een bijlage (?:verzonden|verstuurd))\s*\.",
    re.IGNORECASE,
)  # fmt: skip
_CHANGE: Final = re.compile(
    r".{1,80}? (?:left the (?:group|chat|conversation)|joined the (?:group|chat|call|video chat|conversation)[^.]{0,40}"
    r"|named the group .{1,100}|created (?:the|a|this) group"
    r"|(?:changed|removed|set) the (?:group (?:photo|name)|chat theme|theme|chat colors|emoji|quick reaction"
    r"|nickname (?:for|of) .{1,80})(?: (?:to|as) .{0,60})?"
    r"|added .{1,100} to the group|removed .{1,100} from the group|(?:un)?pinned a message|is now an admin"
    r"|set (?:your|his|her|their) (?:own )?nickname to .{1,80}|turned (?:on|off) disappearing messages[^.]{0,60}"
    r"|started a (?:call|video chat|video call|audio call)|hat die (?:Gruppe|Unterhaltung) verlassen|a quitté le groupe"
    r"|abandonó el grupo|salió del grupo|saiu do grupo|ha abbandonato il gruppo|ha lasciato il gruppo"
    r"|heeft de groep verlaten)\s*\.",
    re.IGNORECASE,
)  # fmt: skip
_MINE: Final = ("You ", "Du ", "Vous ", "Tu ", "Hai ", "Hebt ", "Enviaste ")
_STARTS: Final = (
    *_MINE, "Reacted ", "Liked ", "Loved ", "Disliked ", "Laughed ", "Hat mit ", "Gefällt ", "Mag ", "A réagi ",
    "A aimé ", "Reaccionó ", "Indicó ", "Le gust", "Reagiu ", "Curtiu ", "Ha reagito ", "Ha messo ", "Heeft met ",
    "Vindt ",
)  # fmt: skip
"""How such a sentence begins where it does not begin with a name."""


def says(text: str, sender: str, *, something_sent: bool) -> Says:
    """What a message's words are. something_sent: a photo, a link or the like is beside them."""
    if not may_be_a_sentence(text, sender):
        return Says.TEXT
    if len(text) > _LONGEST or "\n" in text:
        return Says.TEXT
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
    return text.startswith(_STARTS) or bool(sender and text.startswith(sender))


def _by(text: str, sender: str) -> bool:
    """Whether the sentence is about its sender: a person says "Ana left the group." of others too."""
    return text.startswith((f"{sender} ", *_MINE))
