"""Sentences that Meta puts among the messages are told from what people write, in the languages that are known."""

from __future__ import annotations

import pytest

from relate.importers.meta.sentences import Says, says

SENTENCES = {
    Says.REACTION: (
        "Reacted 😂 to your message", "Ana Duarte reacted ❤ to your message", "Liked a message",
        "Hat mit 😂 auf deine Nachricht reagiert", "Ana Duarte hat mit 👍 auf deine Nachricht reagiert.",
        "A réagi avec 😂 à votre message", "Reaccionó con 😂 a tu mensaje", "Reagiu com 😂 à sua mensagem",
        "Ha reagito con 😂 al tuo messaggio", "Heeft met 😂 op je bericht gereageerd",
        "Reagerade med 😂 på ditt meddelande", "Reagerede med 😂 på din besked", "Reagerte med 😂 på meldingen din",
        "Zareagował(a) 😂 na Twoją wiadomość", "A reacționat cu 😂 la mesajul tău", "Bir mesajı beğendi",
        "Đã bày tỏ cảm xúc 😂 về tin nhắn của bạn", "Menanggapi pesan Anda dengan 😂",
    ),
    Says.ATTACHMENT: (
        "Ana Duarte sent an attachment.", "You sent a photo.", "Ana Duarte hat einen Anhang gesendet.",
        "Ana Duarte a envoyé une pièce jointe.", "Ana Duarte envió un archivo adjunto.",
        "Ana Duarte enviou um anexo.", "Ana Duarte ha inviato un allegato.", "Ana Duarte heeft een bijlage verzonden.",
        "Ana Duarte skickade en bilaga.", "Ana Duarte sendte en vedhæftet fil.", "Ana Duarte lähetti liitteen.",
        "Ana Duarte wysłała załącznik.", "Ana Duarte poslal(a) přílohu.", "Ana Duarte a trimis un fișier atașat.",
        "Ana Duarte bir ek gönderdi.", "Ana Duarte отправил(а) вложение.", "Ana Duarte đã gửi một tệp đính kèm.",
        "Ana Duarte mengirim lampiran.", "Ana Duarteさんが添付ファイルを送信しました。",
        "Ana Duarte님이 첨부 파일을 보냈습니다.", "Ana Duarte发送了附件。",
    ),
    Says.CHANGE: (
        "Ana Duarte left the group.", "Ana Duarte added Bo Håkansson to the group.",
        "Ana Duarte hat die Gruppe verlassen.", "Ana Duarte a quitté le groupe.", "Ana Duarte salió del grupo.",
        "Ana Duarte saiu do grupo.", "Ana Duarte ha abbandonato il gruppo.", "Ana Duarte heeft de groep verlaten.",
        "Ana Duarte lämnade gruppen.", "Ana Duarte opuściła grupę.", "Ana Duarte đã rời khỏi nhóm.",
        "Ana Duarte님이 그룹을 나갔습니다.",
    ),
    Says.MISSED: (
        "You missed a call from Ana Duarte.", "You missed a video chat with Ana Duarte.",
        "Ana Duarte missed your call.", "Du hast einen Anruf von Ana Duarte verpasst.",
        "Vous avez manqué un appel de Ana Duarte.", "Perdiste una llamada de Ana Duarte.",
        "Hai perso una chiamata di Ana Duarte.", "Je hebt een oproep van Ana Duarte gemist.",
    ),
    Says.TEXT: (
        "", "You", "You sent me a photo of the boat, remember?", "Ana Duarte sent an attachment. Did you see it?",
        "Liked a message that nobody wrote", "Du hast einen Anruf verpasst, sagt sie", "Bo left the group.",
        "Ana Duarte is my name", "I left the group.", "Ha ha", "Reacted badly to your message, sorry",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what"), [(text, what) for what, texts in SENTENCES.items() for text in texts], ids=str
)
def test_a_sentence_is_what_it_says_in_whatever_language(text: str, what: Says) -> None:
    assert says(text, "Ana Duarte", something_sent=False) is what


def test_in_an_unknown_language_a_photo_beside_it_tells() -> None:
    text = "Ana Duarte jiskhi uñstayi."
    assert says(text, "Ana Duarte", something_sent=True) is Says.ATTACHMENT
    assert says(text, "Ana Duarte", something_sent=False) is Says.TEXT


def test_long_words_of_a_person_are_never_a_sentence() -> None:
    assert says("You " + "x" * 300 + " left the group.", "Ana", something_sent=False) is Says.TEXT
    assert says("You\nleft the group.", "Ana", something_sent=False) is Says.TEXT
