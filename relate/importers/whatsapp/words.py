"""What WhatsApp itself says inside chats, in the languages that exports are known in (formats/contacts.md 5.1).

Pictures, deleted messages and calls are lines like any other; only their words tell, and those of each language are
their own. Where a sign tells as well (the mark that iOS begins its own words with, angle brackets), the sign is asked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from relate.domain.patterns import late
from relate.importers.whatsapp import marks


def _set(text: str) -> frozenset[str]:
    """The lines of a table, with a full stop and without."""
    lines = [line.strip() for line in text.strip().split("\n")]
    return frozenset(line + stop for line in lines for stop in ("", ".", "。"))


DELETED: Final = _set(
    """
    This message was deleted
    You deleted this message
    Diese Nachricht wurde gelöscht
    Du hast diese Nachricht gelöscht
    Sie haben diese Nachricht gelöscht
    Se eliminó este mensaje
    Este mensaje se eliminó
    Este mensaje fue eliminado
    Eliminaste este mensaje
    Mensagem apagada
    Esta mensagem foi apagada
    Essa mensagem foi apagada
    Você apagou esta mensagem
    Apagou esta mensagem
    Apagaste esta mensagem
    Ce message a été supprimé
    Vous avez supprimé ce message
    Questo messaggio è stato eliminato
    Hai eliminato questo messaggio
    Dit bericht is verwijderd
    Dit bericht werd verwijderd
    Je hebt dit bericht verwijderd
    U hebt dit bericht verwijderd
    Данное сообщение удалено
    Сообщение удалено
    Вы удалили данное сообщение
    Вы удалили это сообщение
    Це повідомлення було видалено
    Ви видалили це повідомлення
    Ta wiadomość została usunięta
    Ta wiadomość zostala usunięta
    Usunięto tę wiadomość
    Usunąłeś(-ęłaś) tę wiadomość
    Bu mesaj silindi
    Bu mesajı sildiniz
    Det här meddelandet togs bort
    Detta meddelande raderades
    Du tog bort det här meddelandet
    Du raderade detta meddelande
    Denne besked blev slettet
    Du slettede denne besked
    Denne meldingen ble slettet
    Du slettet denne meldingen
    Tämä viesti poistettiin
    Poistit tämän viestin
    Tato zpráva byla odstraněna
    Tuto zprávu jste odstranili
    Acest mesaj a fost șters
    Ați șters acest mesaj
    Ez az üzenet törölve lett
    Αυτό το μήνυμα διαγράφηκε
    Pesan ini telah dihapus
    Anda menghapus pesan ini
    Mesej ini telah dipadam
    Tin nhắn này đã bị xóa
    Bạn đã xóa tin nhắn này
    تم حذف هذه الرسالة
    حذفت هذه الرسالة
    لقد حذفت هذه الرسالة
    این پیام حذف شد
    شما این پیام را حذف کردید
    הודעה זו נמחקה
    מחקת הודעה זו
    यह मैसेज मिटा दिया गया
    यह मैसेज हटा दिया गया
    आपने यह मैसेज मिटा दिया
    ข้อความนี้ถูกลบแล้ว
    คุณลบข้อความนี้แล้ว
    삭제된 메시지입니다
    이 메시지를 삭제했습니다
    このメッセージは削除されました
    このメッセージを削除しました
    此消息已删除
    此消息已被删除
    您已删除此消息
    您删除了此消息
    此訊息已刪除
    此訊息已被刪除
    您已刪除此訊息
    """
)
_LONGEST_DELETED: Final = max(map(len, DELETED))
_EDITED: Final = _set(
    """
    This message was edited
    Diese Nachricht wurde bearbeitet
    Se editó este mensaje
    Este mensaje se editó
    Mensagem editada
    Esta mensagem foi editada
    Ce message a été modifié
    Questo messaggio è stato modificato
    Dit bericht is bewerkt
    Данное сообщение изменено
    Сообщение изменено
    Ta wiadomość została edytowana
    Edytowano tę wiadomość
    Bu mesaj düzenlendi
    Det här meddelandet redigerades
    Denne besked blev redigeret
    Denne meldingen ble redigert
    Tätä viestiä muokattiin
    Tato zpráva byla upravena
    Acest mesaj a fost editat
    Pesan ini diedit
    Tin nhắn này đã được chỉnh sửa
    تم تعديل هذه الرسالة
    این پیام ویرایش شد
    הודעה זו נערכה
    यह मैसेज एडिट किया गया
    ข้อความนี้ถูกแก้ไขแล้ว
    이 메시지는 수정되었습니다
    このメッセージは編集されました
    此消息已编辑
    此訊息已編輯
    """
)
_CALLS: Final = (
    "voice call|video call|sprachanruf|videoanruf|gruppenanruf|llamada|videollamada|chamada|videochamada|ligação|appel"
    "|chiamata|videochiamata|spraakoproep|video-?oproep|oproep|videogesprek|аудиозвонок|видеозвонок|звонок|дзвінок"
    "|відеодзвінок|połączenie|rozmowa|arama|röstsamtal|videosamtal|taleopkald|videoopkald|taleanrop|videoanrop"
    "|äänipuhelu|videopuhelu|hovor|videohovor|apel|hívás|κλήση|panggilan|cuộc gọi|مكالمة|تماس|שיחה|שיחת|कॉल"
    "|สายโทร|การโทร"
    "|통화|通話|着信|通话|來電|通話|call"
)
_CALL: Final = late(rf"(?:{_CALLS})", re.IGNORECASE)
_CALL_ALONE: Final = late(rf"(?:\w+ )?(?:\w{{0,4}})(?:{_CALLS})(?: \w+)?", re.IGNORECASE)
"""Longer lines speak of calls in general: that they are encrypted."""
_MISSED: Final = late(
    "missed|no answer|verpasst|keine antwort|nicht angenommen|perdid[ao]|sin respuesta|sem resposta|não atendida"
    "|manqué|sans réponse|pas de réponse|pers[ao]|senza risposta|nessuna risposta|gemist|geen antwoord|пропущен"
    "|нет ответа|пропущений|nieodebran|brak odpowiedzi|cevapsız|cevaplanmadı|yanıtlanmadı|missat|obesvarat|inget svar"
    "|mistet|ubesvar|tapt|intet svar|ikke svar|vastaamaton|vastaamatta|ei vastausta|zmeškan|bez odpovědi|pierdut"
    "|ratat|fără răspuns|nem fogadott|αναπάντητη|tak terjawab|tidak dijawab|tidak terjawab|nhỡ|لم يتم الرد|فائتة"
    "|از دست رفته|بی‌پاسخ|לא נענתה|שלא נענ|मिस्ड|ไม่ได้รับ|부재중|不在|応答なし|応答がありません|未接",
    re.IGNORECASE,
)
_LASTED: Final = re.compile(r"(\d{1,4})[\s\u200e]*(\w{1,12})")
_LONGEST_CALL: Final = 70

_KINDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, late("|".join(words.split("/")), re.IGNORECASE))
    for kind, words in (
        ("contact card", "contact/kontakt/contato/contatto/контакт/kişi/yhteystieto/联系人/聯絡人/連絡先/연락처"
         "/جهة اتصال/איש קשר/संपर्क/ผู้ติดต่อ/liên hệ"),
        ("sticker", "sticker/figurinha/autocolante/стикер/наклейк/naklejk/çıkartma/klistermärke/klistermærke"
         "/klistremerke/tarra/samolepk/nálepk/autocolant/สติกเกอร์/스티커/ステッカー/贴图/貼圖/ملصق/מדבקה/स्टिकर"
         "/nhãn dán/stiker"),
        ("GIF", "gif"),
        ("voice message", "audio/áudio/voice/sprachnachricht/аудио/аудіо/dźwięk/\\bses\\b/ljud/lyd/ääni/zvuk/suara"
         "/âm thanh/صوت/صدا/אודיו/קול/ऑडियो/เสียง/오디오/음성/音声/オーディオ/音频/語音/语音/音訊"),
        ("video", "video/vídeo/vidéo/видео/відео/wideo/فيديو/ویدیو/וידאו/वीडियो/วิดีโอ/วีดีโอ/동영상/비디오/動画"
         "/ビデオ/视频/影片"),
        ("photo", "image/bild/imagen/imagem/immagine/foto/photo/afbeelding/изображение/зображення/obraz/grafik"
         "/görüntü/resim/billede/bilde/kuva/obrázek/imagine/kép/εικόνα/gambar/hình/صورة/تصویر/תמונה/इमेज/फ़ोटो"
         "/รูป/ภาพ/사진/이미지/画像/写真/图片/图像/圖片"),
        ("file", "document/dokument/documento/документ/belge/asiakirja/fișier/file/dokumen/tài liệu/مستند/سند"
         "/מסמך/दस्तावेज़/डॉक्यूमेंट/เอกสาร/문서/ドキュメント/文書/文档/文件"),
    )
)  # fmt: skip
_ENDINGS: Final = {
    **dict.fromkeys(("jpg", "jpeg", "png", "heic", "bmp", "tiff"), "photo"),
    **dict.fromkeys(("mp4", "mov", "3gp", "m4v", "avi", "mkv"), "video"),
    **dict.fromkeys(("opus", "ogg", "m4a", "mp3", "aac", "amr", "wav"), "voice message"),
    "webp": "sticker", "gif": "GIF", "vcf": "contact card",
}  # fmt: skip
_NAMED_AFTER: Final = (("STK-", "sticker"), ("-STICKER-", "sticker"), ("-GIF-", "GIF"))
_FILE: Final = late(r"([^\n/<>:\"|?*]{1,200}\.(\w{2,5}))[\s\u200e\u200f]*[(<（][^()<>\n（）]{3,40}[)>）]$")
"""Android: "IMG-20240101-WA0001.jpg (file attached)"."""
_ATTACHED: Final = re.compile(
    r"[\s\u200e\u200f]{0,4}<[^<>:\n：]{2,40}[:：][\s\u200e\u200f]*([^<>\n]{1,200}\.(\w{2,5}))>$"
)
"""iOS: "<attached: 00000012-PHOTO-2024-01-01-10-00-00.jpg>"."""
_OMITTED: Final = re.compile(r"[\s\u200e\u200f]*<[^<>\n]{4,60}>$")
_SUFFIX: Final = re.compile(r"[\s\u200e\u200f]{0,4}<([^<>\n]{4,60})>$")
_PLACE: Final = re.compile(
    r"[^\n:：]{2,30}[:：] ?(https?://(?:maps\.google\.com|goo\.gl|foursquare\.com|maps\.apple\.com)/\S+)$"
)
_POLL: Final = re.compile(r"[\u200e\u200f]*[^\W\d_]{2,20}:[\u200e\u200f]?\n")
_MOST_WORDS: Final = 5
_SHORT: Final = 60
"""Characters."""
_OMITTED_BY_IOS: Final = late(
    "omitted|weggelassen|ausgelassen|ausgeschlossen|omitid[ao]|omis|omesso|omessa|ocultad[ao]|absent|retiré|manquant"
    "|non inclus|esclus|weggelaten|отсутству|пропущен|pominięt|dahil edilmedi|atlandı|utelämna|udelad|utelat|pois"
    "|vynechán|exclus|tidak disertakan|bị bỏ qua|غير مدرج|تم استبعاد|محذوف|הושמט|छोड़ा|ละเว้น|생략|제외|省略"
    "|含まれていません|未包含"
    "|не включ|kihagy",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """What a message is beside its words. text: what its writer wrote. detail: a word for what was sent or happened.

    kind: "message", "call", "deleted", "nothing" (WhatsApp left nothing of it), or "itself": WhatsApp's own words.
    """

    kind: str
    text: str
    detail: str = ""
    link: str = ""


def is_plain(text: str) -> bool:
    """Whether a message of somebody can be nothing but its words, as nearly all are: `said` would find no more."""
    return (
        text[-1:] not in ">)）"
        and (text.isascii() or (marks.OWN_WORDS not in text and "\u2068" not in text))
        and ("\n" not in text or (")\n" not in text and ">\n" not in text))
        and ": http" not in text
        and text != "null"
        and (len(text) > _LONGEST_DELETED or text not in DELETED)
    )


def said(text: str, *, by_somebody: bool) -> Said:
    """What a message says. by_somebody: a sender stands before it."""
    # What WhatsApp says itself it says in the same words again and again.
    return _said_before(text, by_somebody) if len(text) <= _SHORT else _said(text, by_somebody)


@lru_cache(maxsize=4096)
def _said_before(text: str, by_somebody: bool) -> Said:
    return _said(text, by_somebody)


def _said(text: str, by_somebody: bool) -> Said:
    own = text.startswith(marks.OWN_WORDS)
    bare = marks.without(text).strip()
    if bare in DELETED or (own and _deleted_by_admin(bare)):
        return Said("deleted", "")
    if bare == "null" or not bare:
        return Said("nothing", "")
    if (own or not by_somebody) and len(bare) <= _LONGEST_CALL and _CALL.search(bare) and (told := _call(bare)):
        return told
    first, _, rest = text.partition("\n")
    if found := _FILE.match(marks.without(first).strip()):
        name, ending = found.groups()
        caption = marks.without(rest).strip()
        return Said("message", "" if caption == name else caption, _sort(name, ending))
    if found := _ATTACHED.search(text):
        return Said("message", marks.without(text[: found.start()]).strip(), _sort(*found.groups()))
    if _OMITTED.match(first) and bare.split("\n", 1)[0][1:-1] not in _EDITED:
        return Said("message", marks.without(rest).strip(), "attachment")
    if told := _left_out_by_ios(text):
        return told
    if found := _PLACE.fullmatch(bare):
        return Said("message", "", "place", found[1])
    if own and not _POLL.match(text):
        return Said("itself", bare)
    if (found := _SUFFIX.search(text)) and (found[1] in _EDITED or marks.OWN_WORDS in found[0]):
        return Said("message", marks.without(text[: found.start()]).strip())
    return Said("message", bare)


def _deleted_by_admin(bare: str) -> bool:
    return any(bare.startswith(one) for one in DELETED if len(one) > 12)


def _left_out_by_ios(text: str) -> Said | None:
    """ "a caption <mark>image omitted": the last words of a message where iOS left out what was sent."""
    before, mark, words = text.rpartition(marks.OWN_WORDS)
    words = marks.without(words).strip()
    if not mark or len(words) > 60 or "\n" in words or not _OMITTED_BY_IOS.search(words):
        return None
    # A document's own name may stand before: "Offer.pdf • 3 pages document omitted".
    detail = _kind_of(words) or ("attachment" if len(words.split()) <= _MOST_WORDS else "")
    return Said("message", marks.without(before).strip(), detail) if detail else None


def _call(bare: str) -> Said | None:
    if _MISSED.search(bare):
        return Said("call", "", "missed")
    found = _LASTED.search(bare)
    if found is None and not _CALL_ALONE.fullmatch(bare):
        return None
    return Said("call", "", "" if found is None else _lasted(found[1], found[2]))


_UNITS: Final = {"s": "s", "sec": "s", "sek": "s", "seg": "s", "с": "s", "сек": "s", "h": "h", "hr": "h", "std": "h"}


def _lasted(number: str, unit: str) -> str:
    return f"{int(number)} {_UNITS.get(unit.casefold(), 'min')}"


def _sort(name: str, ending: str) -> str:
    for part, kind in _NAMED_AFTER:
        if part in name.upper():
            return kind
    return _ENDINGS.get(ending.casefold(), "file")


def _kind_of(words: str) -> str:
    return next((kind for kind, found in _KINDS if found.search(words)), "")
