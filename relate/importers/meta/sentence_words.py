"""The words of Meta's own sentences in the languages they are known in, as patterns behind the name they begin with.

{} stands for a name, {e} for an emoji. Where a language is not here its sentences are text like any other, which loses
nothing; where one is wrong it fits no text.
"""

from __future__ import annotations

import re
from typing import Final

from relate.domain.patterns import late

REACTION: Final = (
    # English, German, French, Spanish, Portuguese, Italian, Dutch
    "reacted {e} to (?:your|a|his|her|their|the) message", "(?:liked|loved|disliked|laughed at) a message",
    "hat mit {e} auf (?:deine|eine) Nachricht reagiert", "gefällt eine Nachricht", "mag eine Nachricht",
    "hat eine Nachricht mit „?Gefällt mir“? markiert",
    "a réagi avec {e} à (?:votre|ton|un) message", "a (?:aimé|adoré) un message",
    "(?:ha )?reaccion(?:ó|ado) con {e} a (?:tu|un) mensaje", "(?:indicó que )?le gust(?:a|ó) un mensaje",
    "reagiu com {e} (?:à (?:sua|tua) mensagem|a uma mensagem)", "(?:curtiu|gostou de) uma mensagem",
    "ha reagito con {e} al tuo messaggio", "ha messo mi piace a un messaggio",
    "heeft met {e} op je bericht gereageerd", "vindt een bericht leuk",
    # Swedish, Danish, Norwegian, Finnish, Polish, Czech, Romanian, Hungarian
    "reagerade med {e} på (?:ditt|ett) meddelande", "gillade ett meddelande",
    "reagerede med {e} på din besked", "synes godt om en besked",
    "reagerte med {e} på meldingen din", "likte en melding",
    "reagoi viestiisi:? {e}", "tykkäsi viestistä",
    "zareagował(?:a|\\(a\\))? {e} na (?:Twoją|twoją) wiadomość", "polubił(?:a|\\(a\\))? wiadomość",
    "(?:za)?reagoval(?:a|\\(a\\))? {e} na vaši zprávu",
    "a reacționat cu {e} la mesajul (?:tău|dvs\\.)", "a apreciat un mesaj",
    "{e} reakcióval reagált az üzenetedre", "kedvelt egy üzenetet",
    # Turkish, Russian, Vietnamese, Indonesian, Japanese, Korean, Chinese
    "mesajın(?:a|ıza) {e} ifadesi(?:ni)? bıraktı", "bir mesajı beğendi",
    "отреагировал(?:а|\\(-?а\\))? {e} на ваше сообщение", "нравится сообщение",
    "đã bày tỏ cảm xúc {e} về tin nhắn của bạn", "đã thích một tin nhắn",
    "menanggapi pesan Anda dengan {e}", "menyukai (?:sebuah )?pesan",
    "(?:さん)?がメッセージに{e}でリアクションしました", "メッセージに「?いいね！」?しました",
    "(?:님이)? ?회원님의 메시지에 {e} 공감을 남겼습니다", "对你的消息做出了 ?{e} ?回应", "對你的訊息傳達了 ?{e} ?心情",
)  # fmt: skip
ATTACHMENT: Final = (
    "sent (?:an attachment|a photo|a video|a voice message|a sticker|a GIF|a link|a live location)",
    "(?:hat|hast) (?:einen Anhang|ein Foto|ein Video|eine Sprachnachricht|einen Sticker|einen Link) gesendet",
    "(?:a|avez|as) envoyé (?:une pièce jointe|une photo|une vidéo|un message vocal|un lien)",
    "(?:envió|enviaste) (?:un archivo adjunto|una foto|un video|un vídeo|un mensaje de voz|un enlace)",
    "(?:enviou|enviaste) (?:um anexo|uma foto|um vídeo|uma mensagem de voz|uma ligação)",
    "(?:ha|hai) inviato (?:un allegato|una foto|un video|un messaggio vocale|un link)",
    "(?:heeft|hebt) een (?:bijlage|foto|video|spraakbericht|link) (?:verzonden|verstuurd)",
    "skickade (?:en bilaga|ett foto|en video|ett röstmeddelande)",
    "sendte (?:en vedhæftet fil|et vedlegg|et billede|et bilde)",
    "lähetti (?:liitteen|kuvan|videon)", "wysłał(?:a|\\(a\\))? (?:załącznik|zdjęcie|film)",
    "poslal(?:a|\\(a\\))? (?:přílohu|fotku|video)", "a trimis (?:un fișier atașat|un atașament|o fotografie)",
    "(?:mellékletet|fotót|videót) küldött", "bir (?:ek|fotoğraf|video) gönderdi",
    "отправил(?:а|\\(-?а\\))? (?:вложение|фото|видео)",
    "đã gửi (?:một|1) (?:tệp|file) đính kèm", "đã gửi (?:một|1) ảnh",
    "mengirim (?:lampiran|foto|video)", "έστειλε (?:ένα συνημμένο|μια φωτογραφία)",
    "(?:さん)?が(?:添付ファイル|写真|動画)を送信しました", "님이 (?:첨부 ?파일|사진|동영상)을 보냈습니다",
    "发送了(?:附件|照片|视频)", "傳送了(?:附件|相片|影片)",
)  # fmt: skip
CHANGE: Final = (
    "left the (?:group|chat|conversation)", "joined the (?:group|chat|call|video chat|conversation)[^.]{0,40}",
    "named the group .{1,100}", "created (?:the|a|this) group",
    "(?:changed|removed|set) the (?:group (?:photo|name)|chat theme|theme|chat colors|emoji|quick reaction"
    "|nickname (?:for|of) .{1,80})(?: (?:to|as) .{0,60})?",
    "added .{1,100} to the group", "removed .{1,100} from the group", "(?:un)?pinned a message", "is now an admin",
    "set (?:your|his|her|their) (?:own )?nickname to .{1,80}", "turned (?:on|off) disappearing messages[^.]{0,60}",
    "started a (?:call|video chat|video call|audio call)",
    "(?:hat|hast) die (?:Gruppe|Unterhaltung) verlassen", "(?:hat|hast) .{1,100} zur Gruppe hinzugefügt",
    "(?:hat|hast) .{1,100} aus der Gruppe entfernt", "(?:hat|hast) die Gruppe .{1,100} genannt",
    "(?:a|avez|as) quitté (?:le groupe|la conversation)", "(?:a|avez|as) ajouté .{1,100} au groupe",
    "(?:a|avez|as) nommé le groupe .{1,100}",
    "abandonó el grupo", "salió del grupo", "(?:agregó|añadió) a .{1,100} al grupo",
    "saiu do grupo", "adicionou .{1,100} ao grupo", "ha (?:abbandonato|lasciato) il gruppo",
    "ha aggiunto .{1,100} al gruppo", "heeft de groep verlaten", "heeft .{1,100} toegevoegd aan de groep",
    "lämnade gruppen", "lade till .{1,100} i gruppen", "forlod gruppen", "forlot gruppen", "poistui ryhmästä",
    "opuścił(?:a|\\(a\\))? grupę", "opustil(?:a|\\(a\\))? skupinu", "a părăsit grupul", "elhagyta a csoportot",
    "gruptan ayrıldı", "покинул(?:а|\\(-?а\\))? группу", "đã rời khỏi nhóm", "keluar dari grup",
    "(?:さん)?がグループを退出しました", "님이 그룹을 나갔습니다", "退出了群组", "已離開群組",
)  # fmt: skip
MISSED: Final = (
    "You missed an? (?:(?:audio|video|voice) )?(?:call|chat|video chat) (?:from|with) {}",
    "{} missed your (?:video )?(?:call|chat)",
    "Du hast einen (?:Video)?(?:anruf|Anruf|chat) von {} verpasst", "{} hat deinen (?:Video)?(?:anruf|Anruf) verpasst",
    "(?:Vous avez|Tu as) manqué un appel (?:vidéo )?de {}", "{} a manqué (?:votre|ton) appel(?: vidéo)?",
    "Perdiste una (?:video)?llamada de {}", "{} perdió tu (?:video)?llamada",
    "Você perdeu uma (?:ligação|chamada)(?: de vídeo)? de {}",
    "{} perdeu (?:sua|a tua) (?:ligação|chamada)(?: de vídeo)?",
    "Hai perso una (?:video)?chiamata (?:di|da) {}", "{} ha perso la tua (?:video)?chiamata",
    "Je hebt een (?:video-?)?oproep van {} gemist", "{} heeft je (?:video-?)?oproep gemist",
    "Du missade ett (?:video)?samtal från {}", "{} missade ditt (?:video)?samtal",
    "Nie odebrano połączenia od {}", "{} nie odebrał(?:a|\\(a\\))? Twojego połączenia",
)  # fmt: skip
MINE: Final = (
    "You ",
    "Du ",
    "Vous ",
    "Tu ",
    "Hai ",
    "Hebt ",
    "Je hebt ",
    "Enviaste ",
    "Você ",
    "Perdiste ",
    "Llamaste ",
)
STARTS: Final = (
    *MINE, "Reacted ", "Liked ", "Loved ", "Disliked ", "Laughed ", "Hat mit ", "Hat eine ", "Gefällt ", "Mag ",
    "A réagi ", "A aimé ", "A adoré ", "Ha reaccionado ", "Reaccionó ", "Indicó ", "Le gust", "Reagiu ", "Curtiu ",
    "Gostou ", "Ha reagito ", "Ha messo ", "Heeft met ", "Vindt ", "Reagerade ", "Gillade ", "Reagerede ",
    "Synes godt ",
    "Reagerte ", "Likte ", "Reagoi ", "Tykkäsi ", "Zareagował", "Polubił", "Reagoval", "Zareagoval", "A reacționat ",
    "A apreciat ", "Kedvelt ", "Mesajın", "Bir mesajı ", "Отреагировал", "Нравится ", "Đã bày ", "Đã thích ",
    "Menanggapi ", "Menyukai ", "メッセージに", "회원님의 ", "对你的", "對你的", "Nie odebrano ",
)  # fmt: skip
"""How such a sentence begins where it does not begin with a name."""

_EMOJI: Final = r"\S{1,12}"
_NAME: Final = r".{1,80}?"


def behind_a_name(sentences: tuple[str, ...], *, alone: bool) -> re.Pattern[str]:
    """These sentences, with the name before them; alone: the name may be missing."""
    told = "|".join(one.replace("{e}", _EMOJI) for one in sentences)
    return late(rf"(?:{_NAME} ?){'?' if alone else ''}(?:{told})\s*[.。]?", re.IGNORECASE)


def with_names(sentences: tuple[str, ...]) -> re.Pattern[str]:
    """These sentences, with a name wherever they have one."""
    told = "|".join(one.replace("{}", _NAME) for one in sentences)
    return late(rf"(?:{told})\s*\.?")
