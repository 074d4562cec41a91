"""Hellos: what is said to everybody alike. Source: design/ranking.md, "What counts".

`gist` is what stays of a text when all that is made for one reader is taken away; the same gist to three people or
more is a hello. `is_greeting` knows the greetings a network puts into one's mouth. Both cost microseconds: an import
asks them for every message. Another language is one more entry in `PHRASES`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

GREETING_WORDS: Final = 12
"""A greeting of more words than this says something of its own."""
LONGEST_GREETING: Final = 240
"""Characters: twelve words of any language."""
GIST_CHARACTERS: Final = 4000
"""What is alike for so long is alike."""
REACH: Final = 3
"""A word of a phrase stands at most so many words after the one before it: "happy 40th belated birthday"."""

PHRASES: Final[Mapping[str, str]] = {
    "en": """happy birthday, happy bday, happy belated, many happy returns, congratulations, congrats, congratulation,
        happy work anniversary, happy anniversary, happy new year, happy holidays, happy christmas, merry christmas,
        season greetings, seasons greetings, happy easter, happy thanksgiving, happy diwali, eid mubarak,
        ramadan mubarak, happy hanukkah, thanks connecting, thanks connection, thanks connect, thanks accepting,
        thanks adding, thanks add, thanks invite, thanks invitation, thanks endorsement, thanks endorsing,
        thanks endorsements, thank you connecting, thank you connection, thank you accepting, thank you adding,
        thank you endorsement, thank you endorsing, thank you invitation, nice to connect, great to connect,
        good to connect, glad to connect, happy to connect, pleased to connect, pleasure to connect, nice connecting,
        great connecting, like to connect, like to add my network, like to join my network, let s connect,
        well deserved, best wishes""",
    "de": """alles gute, herzlichen gluckwunsch, gluckwunsch*, gratulier*, gratulation, happy geburtstag,
        zum geburtstag, frohes neues, gutes neues, guten rutsch, frohe weihnachten, schone feiertage, frohe ostern,
        danke vernetz*, danke kontakt*, danke annahme, danke annehmen, danke verbindung, danke einladung,
        dank vernetz*, dank kontakt*, freue mich vernetz*, schon vernetz*, jubilaum, danke bestatigung*,
        wurde mich gerne vernetzen, wurde sie gerne netzwerk, wurde dich gerne netzwerk""",
    "fr": """bon anniversaire, joyeux anniversaire, joyeux anniv, felicitation*, bravo pour, bonne annee,
        meilleurs voeux, joyeux noel, bonnes fetes, joyeuses fetes, joyeuses paques, merci connexion, merci invitation,
        merci contact, merci ajout*, merci accept*, merci mise relation, ravi connect*, ravie connect*, enchante,
        enchantee, au plaisir echanger, merci recommandation""",
    "es": """feliz cumpleanos, feliz cumple, felicidades, felicitaciones, enhorabuena, feliz aniversario,
        feliz ano nuevo, feliz ano, prospero ano, feliz navidad, felices fiestas, felices pascuas, gracias conectar,
        gracias conexion, gracias aceptar, gracias contactar, gracias agregar*, gracias anadir*, gracias invitacion,
        encantado conectar, encantada conectar, gusto conectar, un placer conectar, gracias validar""",
    "pt": """feliz aniversario, parabens, feliz ano novo, bom ano novo, boas entradas, feliz natal, boas festas,
        feliz pascoa, boa pascoa, obrigado conex*, obrigada conex*, obrigado conect*, obrigada conect*,
        obrigado aceit*, obrigada aceit*, obrigado adicion*, obrigada adicion*, obrigado convite, obrigada convite,
        obrigado ligacao, obrigada ligacao, prazer conect*, prazer em conect*, muitas felicidades""",
    "it": """buon compleanno, tanti auguri, auguri, congratulazioni, complimenti, felicitazioni, buon anniversario,
        buon anno, felice anno, buon natale, buone feste, buona pasqua, grazie collegamento, grazie contatto,
        grazie conness*, grazie accett*, grazie aggiunt*, grazie invito, grazie richiesta, piacere collegar*,
        piacere conoscer*, lieto conoscer*, lieta conoscer*""",
    "nl": """gefeliciteerd, van harte, hartelijk gefeliciteerd, proficiat, gelukkig nieuwjaar, gelukkig nieuw jaar,
        fijne verjaardag, fijne feestdagen, prettige feestdagen, vrolijk kerstfeest, vrolijke kerst, fijne kerst,
        beste wensen, vrolijk pasen, bedankt connect*, bedankt uitnodiging, bedankt accept*, bedankt toevoeg*,
        bedankt verbinding, dank connect*, dank uitnodiging, dank toevoeg*, leuk connect*, jubileum""",
    "pl": """wszystkiego najlepszego, sto lat, najlepsze zyczenia, najlepszego okazji, gratulacje, gratuluje*,
        szczesliwego nowego roku, wesolych swiat, dziekuje przyjecie, dziekuje zaproszenie, dziekuje kontakt*,
        dziekuje dodanie, dziekuje polaczenie, dzieki przyjecie, dzieki zaproszenie, dzieki dodanie, milo poznac""",
    "cs": """vsechno nejlepsi, hodne stesti, gratulace, gratuluj*, blahopreji, blahoprejeme, stastny novy rok,
        vesele vanoce, krasne vanoce, vesele velikonoce, dekuji spojeni, dekuji propojeni, dekuji prijeti,
        dekuji pridani, dekuji pozvani, diky propojeni, diky spojeni, diky prijeti, diky pridani, tesi me""",
    "tr": """dogum gunun, iyi ki dogdun, mutlu yillar, nice yillar, nice yaslara, tebrik*, kutlarim, kutluyorum,
        mutlu noeller, iyi bayramlar, bayramin kutlu, bayraminiz kutlu, iyi seneler, mutlu seneler,
        tesekkur* baglanti*, tesekkur* kabul, tesekkur* ekle*, tesekkur* davet*, tanistigima memnun*, memnun oldum,
        hayirli olsun""",
    "ru": """с днем рождения, с днюхой, поздравля*, поздравить, с новым годом, с наступающим, с рождеством,
        с праздник*, с юбилеем, с пасхой, всего наилучшего, спасибо добав*, спасибо контакт*, спасибо приглашение,
        спасибо принят*, спасибо подключ*, рад знакомству, рада знакомству, приятно познакомиться, рад контакту""",
}
"""Greetings by language: phrases parted by commas, a star for any ending, other words may stand in between."""

EMPTY_QUESTIONS: Final = (
    "how are you",
    "how are things",
    "how s it going",
    "all good",
    "all well",
    "wie geht",
    "wie gehts",
    "ca va",
    "comment allez vous",
    "comment vas tu",
    "como estas",
    "que tal",
    "todo bien",
    "tudo bem",
    "como vai",
    "come stai",
    "come va",
    "tutto bene",
    "hoe gaat",
    "alles goed",
    "co slychac",
    "jak sie masz",
    "jak se mas",
    "nasilsin",
    "nasilsiniz",
    "как дела",
)
"""Questions that ask nothing; a greeting with any other question is more than a greeting."""

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS: Final = bytes(sign if chr(sign).isalpha() and sign < 128 else 32 for sign in range(256))
_SMALL_LETTERS: Final = _ASCII_LETTERS.lower()
_HEAD: Final = 4
"""So many letters of a word tell it from most others; no beginning of a phrase is shorter and open."""
_PLAIN: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "œ": "oe", "æ": "ae"})

_Phrase = tuple[tuple[str, bool], ...]
"""Words, each with whether it is a beginning only."""


def gist(text: str, names: Sequence[str] = ()) -> str:
    """The text without names, digits, links, case, white space and punctuation.

    `names` are those of the people who wrote and got it, as they are written; each of their words is taken out. Two
    texts with the same gist say the same to different people. Empty for a text of links, signs and names alone.
    """
    text = _composed(text[:GIST_CHARACTERS])
    if "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    words = _words(text)
    called = _called(tuple(names))
    return "".join(words if called.isdisjoint(words) else [word for word in words if word not in called])


def is_greeting(text: str) -> bool:
    """Whether the text is a greeting of at most twelve words that says and asks nothing of its own."""
    if not text or len(text) > LONGEST_GREETING or (text.isascii() and not _may_greet(text)):
        return False
    if _has_many_parts(text):  # before it is folded, which takes longest
        return False
    words = _words(_fold(text))
    if not 0 < len(words) <= GREETING_WORDS or not _greets(words):
        return False
    return "?" not in text or any(question in " ".join(words) for question in EMPTY_QUESTIONS)


def _may_greet(text: str) -> bool:
    """Of ASCII alone: whether it is no longer than a greeting and a word may begin one. Nearly every text is told by
    this one look, without its words being made."""
    words = text.encode("ascii").translate(_SMALL_LETTERS).split()
    return len(words) <= GREETING_WORDS and not _HEADS.isdisjoint([word[:_HEAD] for word in words])


def _has_many_parts(text: str) -> bool:
    """Signs without letters may stand among the words; with so many parts there are more than twelve words."""
    return len(text.split()) > GREETING_WORDS + 4


def _words(text: str) -> list[str]:
    """The words of a text without case. Nearly every text is ASCII, where looking signs up is five times as fast."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII_LETTERS).decode("ascii").split()
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 14)
def _called(names: tuple[str, ...]) -> frozenset[str]:
    """The words that people are called by; those of one thread are asked for again and again."""
    return frozenset(_words(_composed(" ".join(names))))


def _composed(text: str) -> str:
    """Without case, and each accented letter in one way."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text.casefold())


def _fold(text: str) -> str:
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join([sign for sign in parts if not unicodedata.combining(sign)])


def _is(word: str, wanted: tuple[str, bool]) -> bool:
    form, beginning = wanted
    return word.startswith(form) if beginning else word == form


def _continues(words: list[str], at: int, rest: _Phrase) -> bool:
    """Whether the rest of a phrase follows in order, each word within reach of the one before it."""
    for wanted in rest:
        for step in range(at, min(at + REACH, len(words))):
            if _is(words[step], wanted):
                at = step + 1
                break
        else:
            return False
    return True


def _greets(words: list[str]) -> bool:
    """Whether a phrase stands in these words. In most texts no word begins one, and no further look is needed."""
    heads = [word[:_HEAD] for word in words]
    if _BY_HEAD.keys().isdisjoint(heads):
        return False
    for at, head in enumerate(heads):
        for first, rest in _BY_HEAD.get(head, ()):
            if _is(words[at], first) and _continues(words, at + 1, rest):
                return True
    return False


def _by_head() -> dict[str, tuple[tuple[tuple[str, bool], _Phrase], ...]]:
    """The phrases by the first letters of their first word."""
    table: dict[str, list[tuple[tuple[str, bool], _Phrase]]] = {}
    for phrases in PHRASES.values():
        for phrase in phrases.split(","):
            first, *rest = [(_fold(word.rstrip("*")), word.endswith("*")) for word in phrase.split()]
            table.setdefault(first[0][:_HEAD], []).append((first, tuple(rest)))
    return {head: tuple(entries) for head, entries in table.items()}


_BY_HEAD: Final = _by_head()
_HEADS: Final = frozenset(head.encode() for head in _BY_HEAD)
