"""What somebody looks for and offers, told from their own words."""

from __future__ import annotations

import pytest

from relate.domain.seeking import Told, Trait, Wrote, find, is_same, told_in

LOOKS = {
    "We are looking for a distributor in Spain.": "a distributor in Spain",
    "Hi Alex, we're currently looking for a packaging designer, do you know one?": "a packaging designer",
    "I'm looking for a flat in Lisbon for the spring": "a flat in Lisbon for the spring",
    "By the way: I am trying to find a good tax adviser who knows Portugal.": "a good tax adviser who knows Portugal",
    "Looking for seed investors - any tip is welcome!": "seed investors",
    "Do you know anybody who restores old boats?": "anybody who restores old boats",
    "Could you recommend a lawyer for contracts?": "a lawyer for contracts",
    "We're hiring two backend developers, remote is fine.": "two backend developers",
    "I need a translator for Turkish by March": "a translator for Turkish by March",
    "We need somebody with experience in cold storage.": "somebody with experience in cold storage",
    "Can you introduce me to someone at Contoso?": "someone at Contoso",
    "We are on the lookout for a new warehouse near Porto": "a new warehouse near Porto",
    "We are also searching for office space (about 200 m2).": "office space",
    "Still in need of a speaker on energy prices": "a speaker on energy prices",
    "I could use an introduction to a publisher": "an introduction to a publisher",
    "Wir suchen einen Steuerberater in Wien.": "einen Steuerberater in Wien",
    "Ich brauche einen Übersetzer für Türkisch": "einen Übersetzer für Türkisch",
    "Nous cherchons un distributeur en Espagne.": "un distributeur en Espagne",
    "J'ai besoin d'un traducteur turc": "un traducteur turc",
    "Estamos buscando un distribuidor en Portugal, por cierto": "un distribuidor en Portugal",
    "Procuramos um distribuidor em Espanha": "um distribuidor em Espanha",
    "Stiamo cercando un fotografo per il catalogo": "un fotografo per il catalogo",
    "We zijn op zoek naar een fotograaf in Utrecht": "een fotograaf in Utrecht",
}
OFFERS = {
    "I can help with tax questions whenever you like.": "tax questions whenever you like",
    "Happy to help you with customs paperwork": "customs paperwork",
    "We distribute Italian coffee machines in the Nordics.": "Italian coffee machines in the Nordics",
    "I specialise in cold storage and pharma logistics.": "cold storage and pharma logistics",
    "My background is in packaging design": "packaging design",
    "We also offer trainings for sales teams": "trainings for sales teams",
    "I teach Portuguese on Thursdays": "Portuguese on Thursdays",
    "I know people at the port authority of Izmir": "the port authority of Izmir",
    "Wir vertreiben Kaffeemaschinen": "Kaffeemaschinen",
    "Nous distribuons des machines à café": "des machines à café",
    "Ofrecemos cursos para equipos de ventas": "cursos para equipos de ventas",
    "Wij leveren koffiemachines": "koffiemachines",
}
NOTHING = [
    "Looking forward to seeing you!",
    "I'm looking forward to Thursday",
    "I am not looking for a job at the moment",
    "We're no longer looking for a designer, thanks",
    "Are you looking for a designer?",
    "What are you looking for?",
    "She is looking for a flat",
    "We were looking for a designer last year",
    "I need your answer by Friday",
    "I need to think about it",
    "I need a break",
    "We need a date for the meeting",
    "Do you know when the fair begins?",
    "Do you know him?",
    "I'm looking for my keys",
    "We're looking for a time that works",
    "I was looking for you at the fair",
    "Let me know if you need help with the boxes",
    "Can I help with anything?",
    "I offer my apologies",
    "We offer this because we like you",
    "We don't sell furniture",
    "I can help you with that",
    "Happy to help!",
    "Thanks for looking into it",
    "Congratulations on the new role!",
    "No idea, sorry",
    "Could you recommend it?",
    "I look after the children on Mondays",
    "We need to talk",
    "Kennst du ihn?",
    "Ich brauche Zeit",
    "Je cherche le temps de répondre",
    "We are hiring for the new shop",
    "Do you have a template for the deck?",
    "I could use a walk",
    "Do you have time on Friday?",
    "Do you have any news?",
]


@pytest.mark.parametrize(("text", "what"), LOOKS.items())
def test_what_is_looked_for_is_told_in_its_own_words(text: str, what: str) -> None:
    assert told_in(text)[:1] == [(Trait.LOOKS_FOR, what)]


@pytest.mark.parametrize(("text", "what"), OFFERS.items())
def test_what_is_offered_is_told_in_its_own_words(text: str, what: str) -> None:
    assert told_in(text) == [(Trait.OFFERS, what)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_it_is_nothing(text: str) -> None:
    assert told_in(text) == []


def test_two_things_stay_together_and_another_sentence_does_not() -> None:
    assert told_in("We look for nothing. I am looking for freight and customs brokers and I will call you.") == [
        (Trait.LOOKS_FOR, "freight and customs brokers")
    ]


def test_each_is_told_once_with_the_newest_message_that_says_it() -> None:
    found = find(
        [
            Wrote(3, 300, "Still looking for a packaging designer."),
            Wrote(2, 200, "We're looking for a designer, and we sell boxes."),
            Wrote(1, 100, "Happy birthday! Looking for a cake :)"),
        ]
    )
    assert found == (Told(Trait.LOOKS_FOR, "a packaging designer", 3, 300),)


def test_at_most_three_of_a_kind() -> None:
    things = ("flat", "boat", "lawyer", "dentist", "gardener")
    found = find([Wrote(n, n, f"I'm looking for a {thing}.") for n, thing in enumerate(things)])
    assert [one.text for one in found] == ["a flat", "a boat", "a lawyer"]


def test_the_same_in_other_words_is_the_same() -> None:
    assert is_same("a good designer", "Designers")
    assert is_same("a packaging designer", "designer")
    assert not is_same("a packaging designer", "a tax adviser")
    assert not is_same("an", "a tax adviser")


@pytest.mark.parametrize("text", ["", "\0" * 50, "looking for " * 5000, "a" * 1_000_000, "I need a " + "\u0301" * 999])
def test_any_text_is_read_without_harm(text: str) -> None:
    for _, what in told_in(text):
        assert what
        assert len(what) <= 120
