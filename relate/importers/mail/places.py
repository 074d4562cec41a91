"""Where a mail lies: folders and labels that say it was sent, thrown away, unwanted or never finished.

Gmail says so in the words of its user's language (X-Gmail-Labels), other programs in the names of their folders.
Source: formats/contacts.md 4.2, "Gmail".
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from relate.importers.mail.words import decoded


class Place(StrEnum):
    """What a folder or label says of the mails in it."""

    SENT = "sent"
    SPAM = "spam"
    TRASH = "trash"
    DRAFTS = "drafts"
    PROMOTIONS = "promotions"
    CHAT = "chat"


_WORDS: Final = {
    Place.SENT: (
        "sent|sent mail|sent items|sent messages|sent-mail|[gmail]/sent mail"
        "|gesendet|gesendete|gesendete elemente|gesendete objekte|gesendete nachrichten"
        "|envoyés|envoyé|messages envoyés|éléments envoyés|courrier envoyé"
        "|enviado|enviados|elementos enviados|correo enviado|mensajes enviados"
        "|enviada|enviadas|e-mails enviados|itens enviados|mensagens enviadas|correio enviado"
        "|inviata|inviati|posta inviata|posta inviati|elementi inviati|inviate"
        "|verzonden|verzonden items|verzonden berichten"
        "|odeslané|odeslaná pošta|odeslaná|odeslaná|odeslané položky"
        "|wysłane|elementy wysłane|skickat|skickade|skickade meddelanden|skickade objekt"
        "|sendt|sendte elementer|sendt post|lähetetyt|odoslané|odoslaná pošta|elküldött|elküldött üzenetek|trimise"
        "|отправленные|отправлено|надіслані|gönderilmiş öğeler|gönderilmiş postalar|gönderilenler"
        "|送信済み|送信済みメール|送信済みアイテム|已发送|已发送邮件|已傳送|寄件備份|보낸편지함|보낸 편지함"
    ),
    Place.SPAM: (
        "spam|junk|junk e-mail|junk email|junk mail|bulk mail|bulk|unerwünscht|werbung|junk-e-mail|spamverdacht"
        "|indésirables|courrier indésirable|pourriel|correo no deseado|no deseado|lixo eletrônico|lixo eletrónico"
        "|posta indesiderata|indesiderata|ongewenste e-mail|ongewenst|nevyžádaná pošta|nevyžádané|wiadomości-śmieci"
        "|skräppost|uønsket e-post|søppelpost|roskaposti|спам|нежелательная почта|迷惑メール|垃圾邮件|垃圾郵件|스팸함"
    ),
    Place.TRASH: (
        "trash|bin|deleted items|deleted messages|deleted|wastebasket|papierkorb|gelöscht|gelöschte elemente"
        "|gelöschte objekte|corbeille|éléments supprimés|messages supprimés|papelera|eliminados|elementos eliminados"
        "|lixeira|lixo|itens excluídos|itens eliminados|cestino|posta eliminata|elementi eliminati|prullenbak"
        "|prullenmand|verwijderde items|koš|odstraněná pošta|odstraněné|kosz|elementy usunięte|papperskorgen"
        "|borttaget|papperskorg|papirkurv|papirkurven|slettet|slettede elementer|roskakori|корзина|удаленные"
        "|удалённые|ゴミ箱|已删除邮件|回收站|垃圾桶|휴지통"
    ),
    Place.DRAFTS: (
        "drafts|draft|outbox|unsent messages|templates|entwürfe|entwurf|postausgang|vorlagen|brouillons|brouillon"
        "|boîte d'envoi|modèles|borradores|borrador|bandeja de salida|rascunhos|rascunho|caixa de saída|bozze|bozza"
        "|posta in uscita|concepten|concept|postvak uit|koncepty|koncept|rozepsané|wersje robocze|szkice|utkast"
        "|kladder|kladde|luonnokset|черновики|下書き|草稿|草稿箱|임시보관함"
    ),
    Place.CHAT: "chat|chats|chaty|chaty google|unterhaltungen|discussions|conversas|czat|czaty|чаты|チャット|聊天",
}  # fmt: skip
_PLACES: Final = {word: place for place, words in _WORDS.items() for word in words.split("|")}
_PROMOTIONS = re.compile(
    r"promotion|werbung|promoci|promoç|promozion|reclame|aanbieding|reklam|propag|oferty|kampanj|tarjoukset|промоакции"
    r"|プロモーション|推广|促銷|프로모션",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"categor|kategor|catégor|categoria|categoría|luokka|категори|カテゴリ|类别|類別|카테고리", re.IGNORECASE
)
_ENDING = re.compile(r"\.(?:mbox|mbx|sbd|mbs)$", re.IGNORECASE)


@lru_cache(maxsize=5000)
def of_labels(raw: bytes) -> frozenset[Place]:
    """What the value of X-Gmail-Labels says."""
    return frozenset(place for label in decoded(raw).split(",") if (place := _of_label(label.strip(" \"'"))))


@lru_cache(maxsize=5000)
def of_folder(path: str) -> Place | None:
    """What the folders of a file say, the innermost first: "Mail/Local Folders/Sent", "user/.Sent/cur/1234:2,S".

    path: of an mbox the file itself is a folder, so its own name belongs to it; of single messages it does not.
    """
    for part in reversed(path.split("/")):
        name = _ENDING.sub("", part.strip()).strip()
        for word in (name, *reversed(name.split("."))) if name.startswith(".") else (name,):
            if (place := _PLACES.get(word.casefold())) is not None:
                return place
    return None


def _of_label(label: str) -> Place | None:
    place = _PLACES.get(label.casefold())
    if place is not None:
        return place
    return Place.PROMOTIONS if _PROMOTIONS.search(label) and _CATEGORY.search(label) else None
