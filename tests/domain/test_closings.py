"""Last words that ask for nothing."""

from __future__ import annotations

import pytest

from relate.domain.closings import CLOSERS, FILLERS, closes

ENDS = (
    "Thank you so much, very kind.", "Thanks!", "Great, thanks Daniel", "ok", "OK 👍", "👍", "❤️❤️",
    "Perfect, see you tomorrow", "Sounds good", "Will do, thanks", "My pleasure", "You too!", "No worries",
    "Thanks for the quick reply", "Yes, that works. Thanks, Ana", "Haha", "Glad to hear that, talk soon",
    "Vielen Dank, bis morgen!", "Danke dir für die schnelle Hilfe", "Alles klar, schönes Wochenende",
    "Bien sûr, merci beaucoup", "D’accord, à demain", "¡Muchas gracias, un abrazo!", "Perfecto, gracias Inés",
    "Muito obrigada pela ajuda", "Grazie mille, buona serata", "Bedankt, tot morgen", "Dziękuję bardzo, miłego dnia",
    "Moc díky, hezký víkend", "Çok teşekkür ederim", "Спасибо большое!", "Договорились, до завтра",
)  # fmt: skip
ASKS = (
    "", "   ", "Ok, when?", "Thanks! Call me", "See attached", "Good question", "I see a problem", "Let me know",
    "Thanks, please send it to me", "sure, do you have time tomorrow", "Who won", "Not sure", "5", "ok 17:30 then",
    "Thanks for the list, I will look at it and come back to you", "Could you send me the list",
    "Yes please call Maria Berg", "Great https://example.org/form", "Danke, schick mir bitte die Rechnung",
    "Gracias, me puedes llamar", "Merci, envoie-moi le contrat", "Спасибо, позвони мне", "ok, quando？",
    "Any day. Tell me when, I bring the others.", "I am sorry", "Thanks " * 40,
)  # fmt: skip


@pytest.mark.parametrize("text", ENDS)
def test_it_ends_a_talk(text: str) -> None:
    assert closes(text)


@pytest.mark.parametrize("text", ASKS)
def test_it_asks_for_something_or_may(text: str) -> None:
    assert not closes(text)


def test_every_language_has_both_tables_and_each_of_its_words_is_found() -> None:
    assert CLOSERS.keys() == FILLERS.keys()
    for phrases in CLOSERS.values():
        for phrase in phrases.split(","):
            assert closes(" ".join(phrase.split())), phrase
