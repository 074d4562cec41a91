"""Names in scripts that do not write what is heard letter by letter, read against names in Latin letters.

Arabic and Hebrew leave vowels out, Hangul and kana are romanised in several ways, Chinese characters may be read in
three languages. `words_read` asks whether a Latin name can be the written out form of one of these: of every letter the
spellings that are in use, and between two consonants one vowel. `skeletons` are coarse keys by which two such names
meet; whoever meets is read again.

All words are folded (`names.name_key`), those of Latin names without titles and particles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations, product
from typing import Final

from relate.domain.patterns import late
from relate.domain.script_tables import (
    ARABIC,
    ARABIC_AT_END,
    ARABIC_AT_START,
    FAMILIES,
    HEBREW,
    HEBREW_AT_END,
    HEBREW_AT_START,
    KANA,
    KANA_SMALL,
    KOREAN_ENDS,
    KOREAN_STARTS,
    KOREAN_VOWELS,
    OLD_ROMAJI,
)

_ARABIC = re.compile("[\u0620-\u06d3]+(?: [\u0620-\u06d3]+)*")
_HEBREW = re.compile("[\u05d0-\u05ea]+(?: [\u05d0-\u05ea]+)*")
_KANA = late("[\u3041-\u3096\u30a1-\u30fa\u30fc]+(?: [\u3041-\u3096\u30a1-\u30fa\u30fc]+)*")
_HANGUL = late("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*")
_HAN = late("[\u3005\u3400-\u9fff\uf900-\ufaff]")
_SERVANT_OF = re.compile("abd(?:[aeou]{1,2}[lrsnztd]?h?)?")
_SON_OF: Final = frozenset({"ben", "bint", "bat", "بن", "ابن", "بنت", "בן", "בת"})
_MOST_WORDS: Final = 5
_MOST_VARIANTS: Final = 6


def is_read(key: str) -> bool:
    """Whether a name key is in a script that `words_read` can read: Arabic, Hebrew, kana or Hangul."""
    return not key.isascii() and any(one.fullmatch(key) for one in (_ARABIC, _HEBREW, _KANA, _HANGUL))


def has_characters(key: str) -> bool:
    """Whether a name is written, at least in part, in Chinese characters, which nobody reads for sure."""
    return not key.isascii() and _HAN.search(key) is not None


def words_read(key: str, latin: Sequence[str]) -> int:
    """How many words of a name that `is_read` these Latin ones can be, where they can be one name as far as both go.

    Each word of the shorter one is a word of the other, in any order; a single letter stands for a word that begins
    with it. 0 where they cannot.
    """
    words = [word for n, word in enumerate(latin) if not (n and word in _SON_OF)][:_MOST_WORDS]
    if not words:
        return 0
    if _HANGUL.fullmatch(key):
        return _reads_korean(key, words)
    if _KANA.fullmatch(key):
        return _reads_kana(key, words)
    patterns = _patterns(key)
    words = list(_servants_in_one(words))
    if len(patterns) <= len(words):
        found = any(all(map(_fits, patterns, chosen)) for chosen in permutations(words, len(patterns)))
    else:
        found = any(all(map(_fits, chosen, words)) for chosen in permutations(patterns, len(words)))
    return min(len(patterns), len(words)) if found else 0


def skeletons(key: str) -> Iterator[str]:
    """Coarse keys of a name that `is_read`: its consonants, as each of the likely Latin spellings has them; "" where
    there are too few to tell anything."""
    if _HANGUL.fullmatch(key):
        yield from _korean_skeletons(key)
        return
    if _KANA.fullmatch(key):
        yield from latin_skeletons([_romaji(word) for word in key.split()])
        return
    words = _semitic_words(key)
    for other in words[1:]:
        yield from _in_all_ways(_consonant_ways(words[0]), _consonant_ways(other))


def latin_skeletons(words: Sequence[str]) -> list[str]:
    """The keys of a name in Latin letters: of its first word with each other, and of all its words."""
    if len(words) < 2:
        return []
    if len(words) == 2 and words[0][:3] != "abd":
        return [_together(_consonants(words[0]), _consonants(words[1]))]
    told = [_consonants(word) for word in _servants_in_one(words) if word not in _SON_OF]
    found = [_together(told[0], other) for other in told[1:]]
    return [*found, _together(*told)] if len(told) > 2 else found


# Arabic and Hebrew ---------------------------------------------------------------------------------------------------


def _fits(pattern: tuple[re.Pattern[str], re.Pattern[str]], word: str) -> bool:
    whole, start = pattern
    return whole.fullmatch(word) is not None or (len(word) == 1 and start.match(word) is not None)


def _semitic_words(key: str) -> list[str]:
    """The words of an Arabic or Hebrew name, "servant of" with whose, without "son of" between them."""
    words: list[str] = []
    for word in key.split():
        if words and words[-1] == "عبد":
            words[-1] += word.removeprefix("ال")
        elif not (words and word in _SON_OF):
            words.append(word)
    return words[:_MOST_WORDS]


_CARRIERS: Final = frozenset("اعאע")
"""Letters that may be no more than what the long vowel behind them stands on."""
_LONG: Final = frozenset("اويیוי")
_SHORT_AT_START: Final = "(?:aa?|e|i|o|ou?|u)?"
_SHORT: Final = "(?:a|e|i|o|u)?"
"""A vowel that Arabic does not write; "ou" is one only in the first syllable ("Mounir"), later it is a long one, as in
Mahmoud, who is not Mohammed."""


@lru_cache(maxsize=1 << 12)
def _patterns(key: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Of each word what it may be in Latin letters, and what it may begin with."""
    hebrew = _HEBREW.fullmatch(key) is not None
    return tuple(_pattern(word, hebrew) for word in _semitic_words(key))


def _pattern(word: str, hebrew: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    letters, at_start, at_end = (
        (HEBREW, HEBREW_AT_START, HEBREW_AT_END) if hebrew else (ARABIC, ARABIC_AT_START, ARABIC_AT_END)
    )
    article, word = ("", word) if hebrew else _without_article(word)
    if hebrew:
        word = word.replace("יי", "י").replace("וו", "ו")
    parts: list[str] = []
    for place, letter in enumerate(word):
        told = letters.get(letter, "")
        if not place:
            told = at_start.get(letter, told)
            if letter in _CARRIERS and word[1:2] in _LONG:
                told = "[aeiou]{0,2}"
        elif place == len(word) - 1:
            told = at_end.get(letter, told)
        if place and letter != "ا":
            parts.append("(?:[aeiou]{1,2}|y)?" if hebrew else _SHORT_AT_START if place == 1 else _SHORT)
        parts.append(f"(?:{told})" if told else "")
    whole = article + "".join(parts) + "[eh]?" * (word[-1:] not in at_end)
    return re.compile(whole), re.compile((article + parts[0]) if parts else "")


def _without_article(word: str) -> tuple[str, str]:
    """What "al-" or "servant of" before an Arabic word may be in Latin letters, and the word without it."""
    if word.startswith("عبد") and len(word) > 5:
        return "abd(?:[aeou]{1,2}[lrsnztd]?h?)?", word[3:].removeprefix("ال")
    if word.startswith("ال") and len(word) > 4:
        return "(?:[aeu][lrsnztd]|ash)?", word[2:]
    return "", word


def _servants_in_one(words: Sequence[str]) -> Iterator[str]:
    """Latin words, "abdul rahman" and "abd rahman" as one."""
    before = ""
    for word in words:
        if before:
            yield before + word
            before = ""
        elif _SERVANT_OF.fullmatch(word):
            before = word
        else:
            yield word
    if before:
        yield before


# consonants ----------------------------------------------------------------------------------------------------------

_LATIN_PAIRS: Final = (
    ("sch", "t"), ("sh", "t"), ("zh", "t"), ("tz", "t"), ("ts", "t"), ("ch", "k"), ("dj", "k"), ("x", "kt"),
)  # fmt: skip
_NO_CONSONANT = re.compile("[^bcdfgjklmnpqrstz]")
_CLASSES = str.maketrans("bfcgjqdsz", "ppkkkkttt")
_TWICE = re.compile(r"(.)\1+")
_ARTICLE_BEFORE = re.compile("[ae]l(?=[^aeiou])")
_WAYS: Final = {
    **dict.fromkeys("تثدذزسصضطظטדזסצץת", ("t",)),
    **dict.fromkeys("شש", ("t", "k")),
    **dict.fromkeys("حخחכך", ("", "k")),
    **dict.fromkeys("جقغكکچگגק", ("k",)),
    "ژ": ("t", "k"),
    **dict.fromkeys("پفפף", ("p",)),
    **dict.fromkeys("بב", ("p", "")),
    **dict.fromkeys("لל", ("l",)),
    **dict.fromkeys("مםמ", ("m",)),
    **dict.fromkeys("نןנ", ("n",)),
    **dict.fromkeys("رר", ("r",)),
}  # fmt: skip
"""What stays of a letter where every likely spelling is reduced: v, w, h and y are dropped; "d", "s", "sh" are one."""
_KOREAN_WAYS: Final = {
    0: "k", 1: "k", 2: "n", 3: "t", 4: "t", 5: "rl", 6: "m", 7: "p", 8: "p", 9: "t", 10: "t", 12: "k", 13: "k", 14: "k",
    15: "k", 16: "t", 17: "p",
}  # fmt: skip
"""The same of what a syllable begins with."""


@lru_cache(maxsize=1 << 16)
def _consonants(word: str) -> str:
    """What is left of a Latin word: "mohammed" is "mt"."""
    plain = _ARTICLE_BEFORE.sub("", word, count=1) if len(word) > 5 and _ARTICLE_BEFORE.match(word) else word
    if _SERVANT_OF.match(plain) and len(plain) > 6:
        plain = "abd" + _SERVANT_OF.sub("", plain, count=1)
    for letters, becomes in _LATIN_PAIRS:
        plain = plain.replace(letters, becomes)
    return _TWICE.sub(r"\1", _NO_CONSONANT.sub("", plain).translate(_CLASSES))


def _consonant_ways(word: str) -> list[str]:
    """The same of an Arabic or Hebrew word, in every way it may have been spelt."""
    servant = "pt" if word.startswith("عبد") and len(word) > 5 else ""
    plain = _without_article(word)[1]
    ways = [_WAYS.get(letter, ("",)) for letter in plain]
    if plain[:1] in "יי":
        ways[0] = ("", "k")
    found = ("".join((servant, *chosen)) for chosen in product(*ways))
    return list(dict.fromkeys(_TWICE.sub(r"\1", told) for told in found))[:_MOST_VARIANTS]


def _in_all_ways(some: Iterable[str], others: Sequence[str]) -> Iterator[str]:
    for one, other in product(some, others):
        yield _together(one, other)


def _together(*words: str) -> str:
    """Nothing where all of them hold no more than one consonant."""
    told = "".join(sorted("".join(words)))
    return told if len(told) > 1 else ""


# Korean and Japanese -------------------------------------------------------------------------------------------------


def _korean_parts(key: str) -> Iterator[tuple[str, str]]:
    """Family and given name, of a name as one word or as two in either order."""
    words = key.split()
    if len(words) == 1 and 2 <= len(key) <= 5:
        yield key[0], key[1:]
        if len(key) == 4:
            yield key[:2], key[2:]
    elif len(words) == 2:
        one, other = sorted(words, key=len)
        yield one, other
        if len(one) == len(other):
            yield other, one


def _reads_korean(key: str, words: Sequence[str]) -> int:
    if len(words) == 1 and len(key.split()) == 1:
        return int(_syllables(key).fullmatch(words[0]) is not None)
    for family, given in _korean_parts(key):
        for place, word in enumerate(words):
            others = "".join([*words[:place], *words[place + 1 :]])
            if _family(family).fullmatch(word) and (not others or _syllables(given).fullmatch(others)):
                return 2 if others else 1
    return 0


def _family(word: str) -> re.Pattern[str]:
    usual = FAMILIES.get(word, "")
    return re.compile(f"{usual}|{_syllables(word).pattern}" if usual else _syllables(word).pattern)


@lru_cache(maxsize=1 << 12)
def _syllables(word: str) -> re.Pattern[str]:
    """What Hangul may be in Latin letters."""
    parts = []
    for start, vowel, end in _letters_of(word):
        parts += [f"(?:{told})" for told in (KOREAN_STARTS[start], KOREAN_VOWELS[vowel], KOREAN_ENDS[end])]
    return re.compile("".join(parts))


def _letters_of(word: str) -> Iterator[tuple[int, int, int]]:
    """Of each syllable the numbers of its letters. Source: the Unicode Standard, 3.12."""
    for syllable in word:
        number = ord(syllable) - 0xAC00
        if 0 <= number < 11172:
            yield number // 588, number % 588 // 28, number % 28


def _korean_skeletons(key: str) -> Iterator[str]:
    for family, given in _korean_parts(key):
        first = ("prk", "pk") if family == "박" else _syllable_ways(family, begins=True)
        yield from _in_all_ways(first, _syllable_ways(given))


def _syllable_ways(word: str, begins: bool = False) -> list[str]:
    """The consonants of Hangul as Latin spellings have them; of what begins with a silent letter or with "r" as well as
    with "l", "r" and "n": Lee is Yi, Lim is Im, Roh is Noh."""
    ways: list[Sequence[str]] = []
    for start, _, end in _letters_of(word):
        open_start = begins and not ways and start in (5, 11)
        ways.append(("", "l", "r", "n") if open_start else tuple(_KOREAN_WAYS.get(start, "")) or ("",))
        ways.append((_consonants(KOREAN_ENDS[end].partition("|")[0]),))
    return list(dict.fromkeys(_TWICE.sub(r"\1", "".join(chosen)) for chosen in product(*ways)))[:_MOST_VARIANTS]


def _reads_kana(key: str, words: Sequence[str]) -> int:
    told = [_romaji(word) for word in key.split()]
    here = [_as_romaji(word) for word in words]
    if len(told) == 1 and len(here) > 1:
        return 2 if any("".join(order) == told[0] for order in permutations(here)) else int(told[0] in here)
    short, long = sorted((told, here), key=len)
    left = list(long)
    for word in short:
        if word not in left:
            return 0
        left.remove(word)
    return len(short)


@lru_cache(maxsize=1 << 12)
def _romaji(word: str) -> str:
    """Kana in Latin letters as passports have them: Hepburn, long vowels once. "たろう" is "taro"."""
    told = ""
    double = False
    for letter in word:
        plain = chr(ord(letter) - 0x60) if "\u30a1" <= letter <= "\u30f6" else letter
        if plain in KANA_SMALL and told.endswith(("i", "u", "e", "o")):
            vowel = KANA_SMALL[plain]
            soft = told.endswith(("shi", "chi", "ji"))
            told = told[:-1] + (vowel[-1] if soft or len(vowel) == 1 else vowel)
        elif plain == "っ":
            double = True
        else:
            said = KANA.get(plain, KANA_SMALL.get(plain, ""))
            told += ("t" if said.startswith("ch") else said[:1]) * double + said
            double = False
    return _short_vowels(told)


@lru_cache(maxsize=1 << 12)
def _as_romaji(word: str) -> str:
    """A Latin word as `_romaji` would have spelt it: "Ohtani", "Ootani" and "Otani" are one."""
    for old, new in OLD_ROMAJI:
        word = word.replace(old, new)
    return _short_vowels(re.sub("(?<=[ou])h(?=[^aeiou]|$)", "", word))


def _short_vowels(word: str) -> str:
    word = re.sub("n(?=[bmp])", "m", word)
    return re.sub("ou|oo", "o", word).replace("uu", "u").replace("aa", "a").replace("ee", "e")
