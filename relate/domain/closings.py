"""Last words that ask for nothing: thanks, agreement, a goodbye, a thumb. Nobody waits for an answer to them.

Source: design/ranking.md, "Waiting for your answer", read with its users: a list that names whoever wrote "Thanks!" is
a list of debts. In doubt a text asks for something: nothing may be left of it but one name or day. Another language is
one more entry in `CLOSERS` and `FILLERS`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

LONGEST_CLOSING: Final = 160
"""Characters; whoever writes more has more to say."""

CLOSERS: Final[Mapping[str, str]] = {
    "en": """thanks, many thanks, thank you, thx, ty, cheers, ok, okay, great, perfect, excellent, super, cool, nice,
        nice one, lovely, wonderful, awesome, fantastic, brilliant, amazing, fine, sure, of course, agreed, deal, done,
        all done, noted, understood, got it, gotcha, likewise, same to you, you too, yes, yep, yeah, absolutely,
        definitely, haha, hahaha, hehe, lol, bye, goodbye, good night, you are welcome, you re welcome, welcome,
        my pleasure, no problem, no worries, anytime, any time, glad to hear, happy to help, glad to help,
        happy to hear, how kind, very kind, so kind, kind of you, sounds good, sounds great, sounds perfect,
        looks good, works for me, will do, see you, see you there, see you then, see you soon, talk soon, speak soon,
        take care, appreciated, much appreciated, appreciate it, i appreciate it, congrats, congratulations, enjoy,
        all the best, best wishes, best regards, kind regards, looking forward to it, have fun, good luck,
        that works, good to know, good to hear, great to hear""",
    "de": """danke, vielen dank, besten dank, herzlichen dank, lieben dank, danke schon, dankeschon, ok, okay, super,
        prima, perfekt, toll, klasse, sehr gut, alles gut, alles klar, gerne, gern geschehen, sehr gerne, klar, genau,
        passt, passt so, einverstanden, verstanden, ja, jawohl, haha, hahaha, hehe, tschuss, ciao, servus,
        bitte, bitte sehr, ebenso, gleichfalls, dir auch, ihnen auch, bis dann, bis bald, bis morgen, bis spater,
        freut mich, freue mich, mach ich, abgemacht, wunderbar, gute nacht, kein problem, in ordnung, viel spass,
        viel erfolg, liebe grusse, beste grusse, viele grusse, schonen abend, schones wochenende, schonen tag""",
    "fr": """merci, merci beaucoup, merci bien, mille mercis, ok, super, parfait, genial, excellent, tres bien,
        bien entendu, bien sur, d accord, entendu, oui, ouais, haha, hahaha, mdr, salut, ravi, avec plaisir,
        de rien, pas de souci, pas de probleme, pareillement, volontiers, bien note, c est note, a bientot, a demain,
        a plus, bonne journee, bonne soiree, bonne nuit, bon week end, au revoir, ca marche, toi aussi, vous aussi""",
    "es": """gracias, muchas gracias, mil gracias, ok, vale, perfecto, genial, excelente, estupendo, muy bien,
        claro, claro que si, bueno, si, listo, igualmente, jaja, jajaja, adios, chao, hasta luego, hasta pronto,
        hasta manana, saludos, un abrazo, encantado, encantada, entendido, de acuerdo, de nada, un placer, buen dia,
        buenas noches, buen fin de semana, me alegro""",
    "pt": """obrigado, obrigada, muito obrigado, muito obrigada, valeu, ok, perfeito, otimo, excelente, beleza, certo,
        combinado, claro, sim, igualmente, haha, kkk, kkkk, rsrs, tchau, ate logo, ate breve, ate amanha, abraco,
        abracos, um abraco, entendido, de nada, bom dia, boa noite, bom fim de semana""",
    "it": """grazie, grazie mille, mille grazie, molte grazie, ok, perfetto, ottimo, benissimo, va bene, molto bene,
        certo, chiaro, si, capito, altrettanto, haha, ahah, ahahah, ciao, saluti, un saluto, a presto, a domani,
        volentieri, di niente, prego, buona giornata, buona serata, buonanotte, buon fine settimana, d accordo""",
    "nl": """bedankt, dank je, dank je wel, dankjewel, dank u, hartelijk dank, ok, oke, okay, top, prima, perfect,
        helemaal goed, super, fijn, leuk, ja, jazeker, haha, hahaha, doei, groetjes, graag gedaan, akkoord, tot dan,
        tot snel, tot morgen, jij ook, fijne dag, fijne avond, fijn weekend, geen probleem""",
    "pl": """dzieki, wielkie dzieki, dziekuje, dziekuje bardzo, ok, super, swietnie, dobrze, dobra, jasne, pewnie,
        tak, haha, hahaha, pa, czesc, rowniez, nawzajem, rozumiem, nie ma za co, nie ma problemu, do zobaczenia,
        do jutra, milego dnia, milego wieczoru""",
    "cs": """diky, moc diky, dekuji, dekuji moc, dik, ok, super, skvele, dobre, dobra, jasne, jo, ano, haha, hahaha,
        ahoj, cau, nashle, rozumim, domluveno, podobne, nemas zac, neni zac, hezky den, hezky vecer, hezky vikend,
        zatim ahoj""",
    "tr": """tesekkurler, tesekkur ederim, cok tesekkurler, cok tesekkur ederim, sagol, sag ol, sagolun, ok, tamam,
        tamamdir, super, harika, mukemmel, evet, olur, haha, hahaha, hosca kal, gorusuruz, anladim, rica ederim,
        iyi gunler, iyi aksamlar, iyi geceler""",
    "ru": """спасибо, большое спасибо, спасибо большое, огромное спасибо, спс, ок, окей, хорошо, отлично, супер, ладно,
        понял, поняла, понятно, да, ага, конечно, договорились, хаха, хахаха, пока, взаимно, класс, не за что,
        до завтра, до встречи, хорошего дня, спокойной ночи""",
}
"""What ends a talk, folded, parted by commas, by language; one of them at least stands in a closing."""

FILLERS: Final[Mapping[str, str]] = {
    "en": """so very much a lot again for the that this it all your help reply message info information update time
        and then oh ah really everything quick kind day evening weekend week later tomorrow too""",
    "de": """dir ihnen euch sehr so mal dann fur die der den das deine ihre schnelle nachricht info hilfe antwort
        ruckmeldung und auch oh ah gute morgen spater liebe lieber""",
    "fr": """a vous toi beaucoup tres pour le la les l ton ta votre message reponse aide et je suis""",
    "es": """a ti usted mucho muy por el la tu su mensaje respuesta ayuda y todo""",
    "pt": """a voce muito mesmo por pela pelo resposta mensagem ajuda e tudo""",
    "it": """a te lei molto per la il risposta messaggio aiuto e tutto""",
    "nl": """je u heel erg veel voor het de bericht antwoord hulp en ook""",
    "pl": """bardzo ci wam za wiadomosc odpowiedz pomoc i""",
    "cs": """moc vam ti za zpravu odpoved pomoc a tak je to""",
    "tr": """cok icin size sana ve""",
    "ru": """вам тебе за сообщение ответ помощь и очень все так""",
}
"""Words that say nothing more beside them."""

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_NAME: Final = re.compile(r"\b[^\W\d_a-z]\w+")
"""A word that may be a name, by its first letter."""
_NO_NAMES: Final = frozenset(
    {
        "not",
        "no",
        "never",
        "but",
        "nicht",
        "kein",
        "keine",
        "nie",
        "aber",
        "pas",
        "non",
        "mais",
        "nao",
        "mas",
        "niet",
        "maar",
        "ale",
        "hayir",
        "не",
        "нет",
        "но",
    }
)
"""With one of these a text says something."""
_NUMBER: Final = re.compile(r"\d")
_PLAIN: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "œ": "oe", "æ": "ae"})
_ASKS: Final = frozenset("?？؟;")


def closes(text: str) -> bool:
    """Whether these words end a talk and ask for nothing. False for no text at all: what was sent is not known."""
    if not text.strip() or len(text) > LONGEST_CLOSING or not _ASKS.isdisjoint(text) or _LINK.search(text):
        return False
    if _NUMBER.search(text):
        return False
    words = _words(text)
    if not words:
        return True  # signs alone: a thumb, a heart
    # Whatever no language has among these stays, and one word at most may be a name: nearly every text is told by that.
    if len(words) - sum(map(_every_word().__contains__, words)) > 1:
        return False
    said = "".join(f"{word} " for word in words)
    names = set(_words(" ".join(_NAME.findall(text)))) - _NO_NAMES
    return any(_says_no_more(said, names, *table) for table in _tables())


def _says_no_more(said: str, names: set[str], closers: re.Pattern[str], fillers: frozenset[str]) -> bool:
    rest, ends = closers.subn("", said)
    left = [word for word in rest.split() if word not in fillers]
    return ends > 0 and (not left or (len(left) == 1 and left[0] in names))


def _words(text: str) -> list[str]:
    """The words of a text, folded: without case and accents."""
    text = text.casefold().translate(_PLAIN)
    if not text.isascii():
        parts = unicodedata.normalize("NFD", text)
        text = "".join([sign for sign in parts if not unicodedata.combining(sign)])
    return _WORD.findall(text)


@lru_cache(maxsize=1)
def _tables() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """What ends a talk and what says nothing beside it, of each language."""
    tables = []
    for language, phrases in CLOSERS.items():
        longest_first = sorted((" ".join(_words(phrase)) for phrase in phrases.split(",")), key=len, reverse=True)
        closers = re.compile(rf"\b(?:{'|'.join(longest_first)}) ")
        tables.append((closers, frozenset(_words(FILLERS[language]))))
    return tuple(tables)


@lru_cache(maxsize=1)
def _every_word() -> frozenset[str]:
    """The words of all closings of all languages, and those that say nothing beside them."""
    return frozenset(_words(" ".join((*CLOSERS.values(), *FILLERS.values()))))
