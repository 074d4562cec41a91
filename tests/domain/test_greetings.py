"""What is said to everybody alike is a hello; what asks or tells something is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relate.domain.greetings import PHRASES, gist, is_greeting

GREETINGS = [
    "Happy birthday, Ana!",
    "HAPPY 40th BIRTHDAY 🎉🎉",
    "Happy belated birthday Tom, hope you had a great one",
    "Congrats on your work anniversary!",
    "Congratulations on the new role, well deserved.",
    "Thanks for connecting, Ben. How are you?",
    "Thank you for accepting my invitation",
    "I'd like to add you to my professional network",
    "Happy New Year 2025!",
    "Merry Christmas to you and yours",
    "Herzlichen Glückwunsch zum Geburtstag, liebe Jana!",
    "Alles Gute zum Jubiläum",
    "Danke fürs Vernetzen!",
    "Joyeux anniversaire Chloé 🎂",
    "Félicitations pour ce nouveau poste",
    "Merci pour la connexion",
    "¡Feliz cumpleaños, Íñigo!",
    "Enhorabuena por el nuevo puesto",
    "Gracias por conectar",
    "Parabéns, João!!",
    "Obrigada por aceitar o meu convite",
    "Buon compleanno Giulia, un abbraccio",
    "Grazie per il collegamento",
    "Gefeliciteerd met je verjaardag!",
    "Bedankt voor het connecten",
    "Wszystkiego najlepszego z okazji urodzin",
    "Szczęśliwego Nowego Roku",
    "Všechno nejlepší k narozeninám",
    "Díky za propojení",
    "Doğum günün kutlu olsun",
    "Tebrikler, başarılar dilerim",
    "С днём рождения!",
    "Поздравляем с юбилеем",
]

NO_GREETINGS = [
    "",
    "🎉🎉🎉",
    "Could you send me the deck?",
    "Happy birthday! Are we still on for Tuesday?",
    "Happy to help with the contract, send it over",
    "Thanks for the pricing template, that is what I needed",
    "Congratulations on the round! I would love to hear how you found the two lead investors in the end",
    "The anniversary edition is sold out",
    "Danke für das Angebot",
    "Merci de me rappeler",
    "Feliz de ayudarte con el informe",
    "С понедельника я в отпуске",
]


@pytest.mark.parametrize("text", GREETINGS)
def test_a_greeting_is_known_in_each_language(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", NO_GREETINGS)
def test_what_says_something_is_no_greeting(text: str) -> None:
    assert not is_greeting(text)


@pytest.mark.parametrize("language", PHRASES)
def test_every_phrase_of_the_tables_is_found_as_it_stands(language: str) -> None:
    for phrase in PHRASES[language].split(","):
        assert is_greeting(phrase.replace("*", "").strip()), phrase


def test_the_same_text_to_different_people_has_one_gist() -> None:
    to_ana = gist("Hi Ana, my book is out on 3 March: https://shop.example/a?id=1 – Jo", ["Ana Silva", "Jo Meyer"])
    to_ben = gist("hi BEN!  My book is out on 14 March:\nhttp://shop.example/b. Jo", ["Ben Whitfield", "Jo Meyer"])
    assert to_ana == to_ben == "himybookisoutonmarch"


def test_different_texts_have_different_gists() -> None:
    assert gist("See you on Tuesday") != gist("See you on Thursday")


def test_an_accent_written_in_two_ways_is_the_same() -> None:
    assert gist("Ole\u0301, Jose\u0301", ["Jos\u00e9"]) == "ol\u00e9"


def test_links_signs_and_names_alone_leave_nothing() -> None:
    assert gist("Ana 👍 www.example.org/x 12", ["Ana"]) == ""


@given(st.text(st.characters(max_codepoint=127), max_size=200), st.text(st.characters(max_codepoint=127), max_size=20))
def test_an_accent_further_on_changes_nothing_in_how_a_text_is_read(text: str, name: str) -> None:
    assert gist(f"{text} \u00e9", [name]) == gist(text, [name]) + "\u00e9"
    assert is_greeting(f"{text} \u2013") == is_greeting(f"{text} -")


@pytest.mark.parametrize("text", GREETINGS)
def test_a_greeting_is_one_with_any_sign_behind_it(text: str) -> None:
    assert is_greeting(f"{text} \u2013")
    assert is_greeting(f"{text} -")


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_a_gist_holds_no_digit_space_or_sign(text: str, names: list[str]) -> None:
    left = gist(text, names)
    assert all(sign.isalnum() and not sign.isdecimal() for sign in left)
    is_greeting(text)


@given(
    st.sampled_from(GREETINGS), st.lists(st.sampled_from(["proposal", "invoice", "meeting"]), min_size=12, max_size=15)
)
def test_more_than_twelve_words_are_no_greeting(text: str, more: list[str]) -> None:
    assert not is_greeting(f"{text} {' '.join(more)}")
