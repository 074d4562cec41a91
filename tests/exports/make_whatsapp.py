"""Writes the made-up chats below `whatsapp/`: one talk in each language and way of writing that exports are known in.

    python -m tests.exports.make_whatsapp

The talk is the same everywhere, so that what is read can be told from here: TALK with its times, the owner Mara.
"""

# ruff: noqa: E501, DTZ001 - the words of a language stand in one line; the clock of a phone has no zone

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent / "whatsapp"
MARA: Final = "Mara Lindqvist"
LRM, NNBSP, NBSP, RLM = "\u200e", "\u202f", "\u00a0", "\u200f"

TALK: Final = (
    (datetime(2024, 3, 5, 9, 15, 2), "them", "Hello Mara, are you back from Lisbon?"),
    (datetime(2024, 3, 5, 9, 16, 40), "me", "Yes, since Sunday.\nShall we meet on Thursday?\n\n12:30 at the harbour"),
    (datetime(2024, 3, 5, 9, 16, 59), "them", "media"),
    (datetime(2024, 3, 5, 12, 5, 10), "me", "picture"),
    (datetime(2024, 3, 5, 15, 12, 1), "them", "deleted"),
    (datetime(2024, 3, 12, 0, 7, 30), "me", "edited"),
    (datetime(2024, 3, 12, 18, 3, 0), "them", "missed"),
    (datetime(2024, 3, 24, 21, 45, 8), "them", "I wrote to Tomás: he has the drawings, and the keys."),
    (datetime(2024, 4, 1, 11, 59, 0), "me", "See https://example.org/12:30 for the way"),
)
EDITED: Final = "The boat leaves at ten"


@dataclass(frozen=True)
class Way:
    """How a phone writes. stem: the file's name with {x}. head: of a time. The words are WhatsApp's own."""

    stem: str
    partner: str
    head: Callable[[datetime], str]
    notice: str
    omitted: str
    attached: str
    deleted: str
    edited: str
    missed: str


def arabic(text: str, zero: int) -> str:
    return text.translate({ord("0") + n: zero + n for n in range(10)})


def twelve(at: datetime, am: str = "AM", pm: str = "PM", seconds: bool = False) -> tuple[str, str]:
    clock = f"{at.hour % 12 or 12}:{at:%M}" + (f":{at:%S}" if seconds else "")
    return clock, pm if at.hour >= 12 else am


def d(at: datetime, form: str) -> str:
    """The date with unpadded numbers: "D/M/Y", "m" and "d" padded, "y" of two digits."""
    told = {"D": str(at.day), "M": str(at.month), "Y": str(at.year), "d": f"{at:%d}", "m": f"{at:%m}", "y": f"{at:%y}"}
    return "".join(told.get(sign, sign) for sign in form)


def of(form: str, halves: tuple[str, str] | None = None, before: bool = False) -> Callable[[datetime], str]:
    """An Android head: the date's form, a gap, then the clock with its half after or before it."""

    def head(at: datetime) -> str:
        if halves is None:
            return f"{d(at, form)}{at:%H:%M} - "
        clock, half = twelve(at, *halves)
        return d(at, form) + (f"{half} {clock} - " if before else f"{clock} {half} - ")

    return head


def ios(
    form: str, halves: tuple[str, str] | None = None, gap: str = " ", before: bool = False
) -> Callable[[datetime], str]:
    def head(at: datetime) -> str:
        if halves is None:
            return f"[{d(at, form)}{at:%H:%M:%S}] "
        clock, half = twelve(at, *halves, seconds=True)
        return f"[{d(at, form)}{half}{gap}{clock}] " if before else f"[{d(at, form)}{clock}{gap}{half}] "

    return head


def persian(at: datetime) -> str:
    """5 and 12 March 2024 are 15 and 22 Esfand 1402; 24 March is 5, 1 April 13 Farvardin 1403."""
    day = {(3, 5): "1402/12/15", (3, 12): "1402/12/22", (3, 24): "1403/1/5", (4, 1): "1403/1/13"}[at.month, at.day]
    clock, half = twelve(at, "ق.ظ.", "ب.ظ.")
    return arabic(f"{day}،{RLM} {clock} {half} - ", 0x6F0)


ANDROID: Final = {
    "en-us": Way("WhatsApp Chat with {x}", "Ben Carter", of("M/D/y, ", ("AM", "PM")), "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.", "<Media omitted>", "(file attached)", "This message was deleted", "<This message was edited>", "Missed voice call"),
    "en-us-narrow": Way("WhatsApp Chat with {x}", "Chloé Ng", lambda at: of("M/D/y, ", ("AM", "PM"))(at).replace(" AM", f"{NNBSP}AM").replace(" PM", f"{NNBSP}PM"), "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.", "<Media omitted>", "(file attached)", "You deleted this message", "<This message was edited>", "Missed video call"),
    "en-gb": Way("WhatsApp Chat with {x}", "Maya Okafor", of("d/m/Y, "), "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.", "<Media omitted>", "(file attached)", "This message was deleted", "<This message was edited>", "Missed voice call"),
    "en-in": Way("WhatsApp Chat with {x}", "Ravi Nair", of("d/m/y, ", ("am", "pm")), "Messages and calls are end-to-end encrypted.", "<Media omitted>", "(file attached)", "This message was deleted", "<This message was edited>", "Missed voice call"),
    "en-ca": Way("WhatsApp Chat with {x}", "Noah Roy", of("Y-m-d, ", ("a.m.", "p.m.")), "Messages and calls are end-to-end encrypted.", "<Media omitted>", "(file attached)", "This message was deleted", "<This message was edited>", "Missed group voice call"),
    "en-za": Way("WhatsApp Chat with {x}", "Thandi Dube", of("Y/m/d, ", ("am", "pm")), "Messages to this chat and calls are now secured with end-to-end encryption.", "<Media omitted>", "(file attached)", "This message was deleted", "<This message was edited>", "Missed voice call"),
    "de": Way("WhatsApp Chat mit {x}", "Jörg Schönherr", of("d.m.y, "), "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.", "<Medien ausgeschlossen>", "(Datei angehängt)", "Diese Nachricht wurde gelöscht.", "<Diese Nachricht wurde bearbeitet.>", "Verpasster Sprachanruf"),
    "es": Way("Chat de WhatsApp con {x}", "Inés Vega", lambda at: of("D/M/Y ", ("a. m.", "p. m."))(at).replace(". m", f".{NBSP}m"), "Los mensajes y las llamadas están cifrados de extremo a extremo.", "<Multimedia omitido>", "(archivo adjunto)", "Se eliminó este mensaje.", "<Se editó este mensaje.>", "Llamada perdida"),
    "pt": Way("Conversa do WhatsApp com {x}", "João Prado", of("d/m/Y "), "As mensagens e as ligações são protegidas com a criptografia de ponta a ponta.", "<Mídia oculta>", "(arquivo anexado)", "Mensagem apagada", "<Mensagem editada>", "Chamada de voz perdida"),
    "fr": Way("Discussion WhatsApp avec {x}", "Zoé Marchand", of("d/m/Y à "), "Les messages et les appels sont chiffrés de bout en bout.", "<Médias omis>", "(fichier joint)", "Ce message a été supprimé.", "<Ce message a été modifié>", "Appel vocal manqué"),
    "fr-ca": Way("Discussion WhatsApp avec {x}", "Luc Tremblay", lambda at: f"{d(at, 'Y-m-d')} {at:%H} h {at:%M} - ", "Les messages et les appels sont chiffrés de bout en bout.", "<Médias omis>", "(fichier joint)", "Vous avez supprimé ce message.", "<Ce message a été modifié>", "Appel vidéo manqué"),
    "it": Way("Chat WhatsApp con {x}", "Chiara Neri", of("d/m/y, "), "I messaggi e le chiamate sono crittografati end-to-end.", "<Media omessi>", "(file allegato)", "Questo messaggio è stato eliminato", "<Questo messaggio è stato modificato>", "Chiamata vocale persa"),
    "nl": Way("WhatsApp-chat met {x}", "Sanne de Wit", of("d-m-Y "), "Berichten en gesprekken worden end-to-end versleuteld.", "<Media weggelaten>", "(bestand bijgevoegd)", "Dit bericht is verwijderd", "<Dit bericht is bewerkt>", "Gemiste spraakoproep"),
    "ru": Way("Чат WhatsApp с контактом {x}", "Ольга Котова", of("d.m.Y, "), "Сообщения и звонки защищены сквозным шифрованием.", "<Без медиафайлов>", "(файл добавлен)", "Данное сообщение удалено", "<Сообщение изменено>", "Пропущенный аудиозвонок"),
    "pl": Way("Czat WhatsApp z {x}", "Łukasz Żak", of("d.m.Y, "), "Wiadomości i połączenia są w pełni szyfrowane.", "<pominięto multimedia>", "(załączono plik)", "Ta wiadomość została usunięta", "<Ta wiadomość została edytowana>", "Nieodebrane połączenie głosowe"),
    "tr": Way("{x} ile WhatsApp Sohbeti", "Ayşe Çelik", of("D.m.Y "), "Mesajlar ve aramalar uçtan uca şifrelidir.", "<Medya dahil edilmedi>", "(dosya ekli)", "Bu mesaj silindi", "<Bu mesaj düzenlendi>", "Cevapsız sesli arama"),
    "sv": Way("WhatsApp-chatt med {x}", "Åsa Öberg", of("Y-m-d "), "Meddelanden och samtal är totalsträckskrypterade.", "<Media har utelämnats>", "(fil bifogad)", "Detta meddelande raderades", "<Det här meddelandet redigerades>", "Missat röstsamtal"),
    "fi": Way("WhatsApp-keskustelu henkilön {x} kanssa", "Väinö Mäki", lambda at: f"{d(at, 'D.M.Y')} klo {at.hour}.{at:%M} - ", "Viestit ja puhelut ovat täysin salattuja.", "<Media jätettiin pois>", "(tiedosto liitetty)", "Tämä viesti poistettiin", "<Tätä viestiä muokattiin>", "Vastaamaton äänipuhelu"),
    "da": Way("WhatsApp-chat med {x}", "Søren Bæk", lambda at: f"{d(at, 'd.m.Y')} {at:%H.%M} - ", "Beskeder og opkald er end-to-end-krypteret.", "<Medier er udeladt>", "(fil vedhæftet)", "Denne besked blev slettet", "<Denne besked blev redigeret>", "Mistet taleopkald"),
    "cs": Way("Chat WhatsApp s {x}", "Hana Malá", lambda at: f"{d(at, 'D. M. Y')} {at.hour}:{at:%M} - ", "Zprávy a hovory jsou šifrovány koncovým šifrováním.", "<Média vynechána>", "(soubor byl přiložen)", "Tato zpráva byla odstraněna", "<Tato zpráva byla upravena>", "Zmeškaný hlasový hovor"),
    "ro": Way("Conversație WhatsApp cu {x}", "Ștefan Popa", of("d.m.Y, "), "Mesajele și apelurile sunt criptate integral.", "<Media omise>", "(fișier atașat)", "Acest mesaj a fost șters", "<Acest mesaj a fost editat>", "Apel vocal pierdut"),
    "id": Way("Chat WhatsApp dengan {x}", "Budi Santoso", lambda at: f"{d(at, 'd/m/y')} {at:%H.%M} - ", "Pesan dan panggilan dienkripsi secara end-to-end.", "<Media tidak disertakan>", "(file terlampir)", "Pesan ini telah dihapus", "<Pesan ini diedit>", "Panggilan suara tak terjawab"),
    "vi": Way("Cuộc trò chuyện WhatsApp với {x}", "Nguyễn An", of("d/m/Y, "), "Tin nhắn và cuộc gọi được mã hóa đầu cuối.", "<Bỏ qua tệp phương tiện>", "(tệp đính kèm)", "Tin nhắn này đã bị xóa", "<Tin nhắn này đã được chỉnh sửa>", "Cuộc gọi thoại nhỡ"),
    "ko": Way("{x} 님과 나눈 WhatsApp 대화", "김민지", of("Y. M. D. ", ("오전", "오후"), True), "메시지와 통화는 종단간 암호화됩니다.", "<미디어 파일을 제외한 내용>", "(파일 첨부됨)", "삭제된 메시지입니다", "<이 메시지는 수정되었습니다>", "부재중 음성 통화"),
    "ko-words": Way("WhatsApp 대화 - {x}", "박서준", of("Y년 M월 D일 ", ("오전", "오후"), True), "메시지와 통화는 종단간 암호화됩니다.", "<미디어 파일을 제외한 내용>", "(파일 첨부됨)", "삭제된 메시지입니다", "<이 메시지는 수정되었습니다>", "부재중 영상 통화"),
    "zh": Way("与{x}的 WhatsApp 聊天", "李娜", of("Y年M月D日 "), "消息和通话已进行端到端加密。", "<省略多媒体文件>", "(文件附件)", "此消息已删除", "<此消息已编辑>", "未接语音通话"),
    "zh-tw": Way("與{x}的 WhatsApp 對話", "陳怡君", of("Y/M/D ", ("上午", "下午"), True), "訊息和通話經端對端加密。", "<忽略多媒體檔>", "(檔案已附加)", "此訊息已刪除", "<此訊息已編輯>", "未接語音來電"),
    "ja": Way("WhatsAppチャット - {x}", "佐藤花", of("Y/m/d "), "メッセージと通話はエンドツーエンドで暗号化されています。", "<メディアは含まれていません>", "(添付ファイル)", "このメッセージは削除されました", "<このメッセージは編集されました>", "音声通話に応答がありませんでした"),
    "th": Way("แชท WhatsApp กับ {x}", "สมชาย", lambda at: f"{at.day}/{at.month}/{at.year + 543} {at:%H:%M} - ", "ข้อความและการโทรมีการเข้ารหัสจากต้นทางถึงปลายทาง", "<ละเว้นสื่อ>", "(ไฟล์ที่แนบมา)", "ข้อความนี้ถูกลบแล้ว", "<ข้อความนี้ถูกแก้ไขแล้ว>", "สายโทรเสียงที่ไม่ได้รับ"),
    "hi": Way("WhatsApp चैट {x} के साथ", "आरव शर्मा", lambda at: arabic(of("D/M/y, ", ("am", "pm"))(at), 0x966), "मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं।", "<मीडिया छोड़ा गया>", "(फ़ाइल अटैच की गई)", "यह मैसेज मिटा दिया गया", "<यह मैसेज एडिट किया गया>", "मिस्ड वॉइस कॉल"),
    "ar": Way("محادثة واتساب مع {x}", "ليلى حداد", lambda at: arabic(of("D/M/Y, ", ("ص", "م"))(at).replace("/", f"{RLM}/"), 0x660), "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.", "<تم استبعاد الوسائط>", "(الملف مرفق)", "تم حذف هذه الرسالة", "<تم تعديل هذه الرسالة>", "مكالمة صوتية فائتة"),
    "fa": Way("گپ واتساپ با {x}", "نیما رضایی", persian, "پیام‌ها و تماس‌ها رمزگذاری سرتاسری دارند.", "<رسانه حذف شد>", "(فایل پیوست شد)", "این پیام حذف شد", "<این پیام ویرایش شد>", "تماس صوتی از دست رفته"),
    "he": Way("צ'אט WhatsApp עם {x}", "נועה לוי", of("D.M.Y, "), "ההודעות והשיחות מוצפנות מקצה לקצה.", "<המדיה לא נכללה>", "(הקובץ מצורף)", "הודעה זו נמחקה", "<הודעה זו נערכה>", "שיחה קולית שלא נענתה"),
}  # fmt: skip
IOS: Final = {
    "en-gb": Way("WhatsApp Chat - {x}", "Priya Shah", ios("d/m/Y, "), "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them.", "image omitted", "attached", "This message was deleted.", "<This message was edited>", "Missed voice call"),
    "en-us": Way("WhatsApp Chat - {x}", "Dana Fox", ios("M/D/y, ", ("AM", "PM"), NNBSP), "Messages and calls are end-to-end encrypted.", "video omitted", "attached", "This message was deleted.", "<This message was edited>", "Missed video call"),
    "en-ymd": Way("WhatsApp Chat - {x}", "Owen Bell", ios("Y/m/d, ", ("AM", "PM"), NNBSP), "Messages and calls are end-to-end encrypted.", "audio omitted", "attached", "You deleted this message.", "<This message was edited>", "Missed voice call"),
    "de": Way("WhatsApp Chat - {x}", "Jonas Weber", ios("d.m.y, "), "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.", "Bild weggelassen", "angehängt", "Diese Nachricht wurde gelöscht.", "<Diese Nachricht wurde bearbeitet.>", "Verpasster Videoanruf"),
    "es": Way("WhatsApp Chat - {x}", "Lucía Ríos", ios("d/m/Y, ", ("a.m.", "p.m.")), "Los mensajes y las llamadas están cifrados de extremo a extremo.", "imagen omitida", "adjunto", "Se eliminó este mensaje.", "<Se editó este mensaje.>", "Videollamada perdida"),
    "fr": Way("WhatsApp Chat - {x}", "Anaïs Petit", ios("d/m/Y, "), "Les messages et les appels sont chiffrés de bout en bout.", "image absente", "pièce jointe ", "Ce message a été supprimé.", "<Ce message a été modifié>", "Appel vocal manqué"),
    "it": Way("WhatsApp Chat - {x}", "Marco Riva", ios("d/m/y, "), "I messaggi e le chiamate sono crittografati end-to-end.", "immagine omessa", "allegato", "Questo messaggio è stato eliminato.", "<Questo messaggio è stato modificato>", "Chiamata vocale persa"),
    "pt": Way("WhatsApp Chat - {x}", "Rita Lopes", ios("d/m/y, "), "As mensagens e ligações são protegidas com criptografia de ponta a ponta.", "imagem ocultada", "anexado", "Esta mensagem foi apagada.", "<Mensagem editada>", "Ligação de voz perdida"),
    "nl": Way("WhatsApp Chat - {x}", "Femke Bos", ios("d-m-Y "), "Berichten en oproepen worden end-to-end versleuteld.", "afbeelding weggelaten", "bijgevoegd", "Dit bericht is verwijderd.", "<Dit bericht is bewerkt>", "Gemiste spraakoproep"),
    "ru": Way("WhatsApp Chat - {x}", "Иван Белов", ios("d.m.Y, "), "Сообщения и звонки защищены сквозным шифрованием.", "изображение отсутствует", "прикреплено", "Данное сообщение удалено.", "<Сообщение изменено>", "Пропущенный аудиозвонок"),
    "zh": Way("WhatsApp Chat - {x}", "王伟", ios("D/M/y ", ("上午", "下午"), "", True), "消息和通话已进行端到端加密。", "图片省略", "附件", "此消息已删除。", "<此消息已编辑>", "未接语音通话"),
    "ar": Way("WhatsApp Chat - {x}", "سامي خوري", lambda at: arabic(ios("D/M/Y, ", ("ص", "م"))(at).replace("/", f"{RLM}/"), 0x660), "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.", "صورة غير مدرجة", "مرفق", "تم حذف هذه الرسالة.", "<تم تعديل هذه الرسالة>", "مكالمة صوتية فائتة"),
}  # fmt: skip


def android_lines(way: Way, *, media: bool = False, owner: str = MARA) -> list[str]:
    """The talk as Android writes it; media: what was sent is named."""
    names = {"them": way.partner, "me": owner}
    told = [f"{way.head(TALK[0][0])}{way.notice}"]
    for number, (at, who, text) in enumerate(TALK):
        head, name = way.head(at), names[who]
        if text == "missed":
            told.append(f"{head}{way.missed}")
            continue
        says = {
            "media": f"{LRM}IMG-20240305-WA000{number}.jpg {way.attached}" if media else way.omitted,
            "picture": f"{LRM}IMG-20240305-WA000{number}.jpg {way.attached}\nThe view" if media
            else f"{way.omitted}\nThe view",
            "deleted": way.deleted, "edited": f"{EDITED} {way.edited}",
        }.get(text, text)  # fmt: skip
        told.append(f"{head}{name}: {says}")
    return told


def ios_lines(way: Way, *, media: bool = False, owner: str = MARA) -> list[str]:
    names = {"them": way.partner, "me": owner}
    told = [f"{way.head(TALK[0][0])}{way.partner}: {LRM}{way.notice}"]
    for number, (at, who, text) in enumerate(TALK):
        head, name = way.head(at), names[who]
        file = f"<{way.attached}: 0000000{number}-PHOTO-2024-03-05-09-16-59.jpg>"
        says = {
            "media": f"{LRM}{file if media else way.omitted}",
            "picture": f"The view {LRM}{file if media else way.omitted}",
            "deleted": f"{LRM}{way.deleted}", "edited": f"{EDITED} {LRM}{way.edited}", "missed": f"{LRM}{way.missed}",
        }.get(text, text)  # fmt: skip
        told.append(f"{LRM if text == 'media' else ''}{head}{name}: {says}")
    return told


GROUP_ANDROID: Final = f"""\
05/03/2024, 08:00 - Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.
05/03/2024, 08:00 - Tomás Rivera created group "Harbour walk"
05/03/2024, 08:01 - Tomás Rivera added you
05/03/2024, 08:01 - Tomás Rivera added Maya Okafor, Quiet Otto and +44 20 7946 0018
05/03/2024, 08:02 - Tomás Rivera: Who brings the bread?
05/03/2024, 08:02 - {MARA}: I do
05/03/2024, 08:02 - Maya Okafor: ok
05/03/2024, 08:02 - +44 20 7946 0018: ok
05/03/2024, 08:03 - Tomás Rivera changed the subject from "Harbour walk" to "Harbour walk: spring"
13/03/2024, 10:00 - ~ Hana joined using this group's invite link
13/03/2024, 10:04 - ~ Hana: Hello all
I am new
13/03/2024, 10:05 - {MARA}: null
13/03/2024, 10:06 - Maya Okafor: <Media omitted>
13/03/2024, 10:06 - Maya Okafor: <Media omitted>
13/03/2024, 10:07 - {MARA}: location: https://maps.google.com/?q=38.7,-9.1
13/03/2024, 10:08 - Maya Okafor: POLL:
When?
OPTION: Saturday (2 votes)
OPTION: Sunday (1 vote)

14/03/2024, 10:09 - +44 20 7946 0018 left
14/03/2024, 10:10 - Tomás Rivera: Ana Duarte.vcf (file attached)
14/03/2024, 10:11 - Missed group voice call
"""
GROUP_IOS: Final = f"""\
[05.03.24, 08:00:01] Kajak: {LRM}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.
[05.03.24, 08:00:02] Jonas Weber: {LRM}Jonas Weber hat die Gruppe „Kajak“ erstellt.
[05.03.24, 08:00:03] Kajak: {LRM}Jonas Weber hat dich hinzugefügt
[05.03.24, 08:00:04] Kajak: {LRM}Jonas Weber hat Ina Holm hinzugefügt
[05.03.24, 08:01:10] Jonas Weber: Samstag um neun?
[05.03.24, 08:01:12] {MARA}: Ja!
[05.03.24, 08:01:30] ~{NNBSP}Pit: Bin dabei {LRM}<Diese Nachricht wurde bearbeitet.>
[06.03.24, 18:20:00] {MARA}: {LRM}Bild weggelassen
[06.03.24, 18:20:05] ~{NNBSP}Pit: {LRM}Sticker weggelassen
[16.03.24, 18:21:00] Jonas Weber: {LRM}Sprachanruf, {LRM}12 Min.
[16.03.24, 18:22:00] Jonas Weber: {LRM}Standort: https://maps.google.com/?q=54.3,10.1
[16.03.24, 18:23:00] Jonas Weber: {LRM}Jonas Weber hat das Gruppenbild geändert
"""
OLD: Final = f"""\
09/12/2012 17:03:48: Lars Holm: Are you on this too?
09/12/2012 17:04:10: {MARA}: Since today
it works
24/12/2012 20:00:00: Lars Holm:.
24/12/2012 20:00:30: {MARA}: Merry Christmas
"""
SHORT: Final = f"""\
05/03/2024, 09:15 - Maya Okafor: Tea?
06/03/2024, 09:16 - {MARA}: At four
"""


def write(folder: str, name: str, lines: list[str] | str, ending: str = "\n") -> None:
    path = HERE / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = lines if isinstance(lines, str) else "\n".join([*lines, ""])
    path.write_bytes(text.replace("\n", ending).encode())


FOLDERS: Final = {
    "android-english": ("en-us", "en-us-narrow", "en-gb", "en-in", "en-ca", "en-za"),
    "android-europe": (
        "de", "es", "pt", "fr", "fr-ca", "it", "nl", "ru", "pl", "tr", "sv", "fi", "da", "cs", "ro",
    ),
    "android-world": ("id", "vi", "ko", "ko-words", "zh", "zh-tw", "ja", "th", "hi", "ar", "fa", "he"),
}  # fmt: skip


def main() -> None:
    shutil.rmtree(HERE, ignore_errors=True)
    for folder, ways in FOLDERS.items():
        for name in ways:
            way = ANDROID[name]
            write(folder, f"{way.stem.replace('{x}', way.partner)}.txt", android_lines(way))
    write("android-english", "WhatsApp Chat with Harbour walk_ spring.txt", GROUP_ANDROID)
    for way in IOS.values():
        write("ios", f"{way.stem.replace('{x}', way.partner)}/_chat.txt", ios_lines(way), "\r\n")
    write("ios", "WhatsApp Chat - Kajak/_chat.txt", GROUP_IOS, "\r\n")
    write("old-2012", "WhatsApp Chat with Lars Holm.txt", OLD)
    write("short", "WhatsApp Chat with Maya Okafor.txt", SHORT)
    _later()
    _damaged()


def _later() -> None:
    """The chat with Maya again: a year on, with what was sent; and from the iPhone that came after."""
    more = [
        f"{ANDROID['en-gb'].head(datetime(2025, 2, 20, 7, 30))}{MARA}: Still at the harbour?",
        f"{ANDROID['en-gb'].head(datetime(2025, 2, 20, 7, 31))}Maya Okafor: Always",
    ]
    write("later", "WhatsApp Chat with Maya Okafor (1).txt", android_lines(ANDROID["en-gb"], media=True) + more)
    way = Way(**{**vars(IOS["en-gb"]), "partner": "Maya Okafor"})
    write("iphone-later", "WhatsApp Chat - Maya Okafor/_chat.txt", ios_lines(way, media=True), "\r\n")


def _damaged() -> None:
    way = ANDROID["en-gb"]
    whole = "\n".join(android_lines(way)) + "\n"
    folder = "android-damaged"
    write(folder, "WhatsApp Chat with Maya Okafor.txt", whole.replace("12/03/2024, 18:03", "99/99/2024, 18:03"))
    write(folder, "WhatsApp Chat with Cut Off.txt", whole.replace("Maya Okafor", "Cut Off")[:611])
    write(folder, "WhatsApp Chat with Begun Late.txt", whole.replace("Maya Okafor", "Begun Late")[300:])
    mac = whole.replace("Maya Okafor", "Old Mac").replace("\n", "\r")
    write(folder, "WhatsApp Chat with Old Mac.txt", mac)
    wide = HERE / folder / "WhatsApp Chat with Wide.txt"
    wide.write_bytes(b"\xff\xfe" + whole.replace("Maya Okafor", "Wide").encode("utf-16-le"))
    marked = HERE / folder / "WhatsApp Chat with Marked.txt"
    marked.write_bytes(b"\xef\xbb\xbf" + whole.replace("Maya Okafor", "Marked").encode()[:-30] + b"\xff\x00\xc3\n")


if __name__ == "__main__":
    main()
