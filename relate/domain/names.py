"""Names of people as keys that can be compared, and whether two of them can be one person's.

`name_key` is a projection: name_key(name_key(x)) == name_key(x). Sources: formats/social.md 1.5 (names hold
credentials and emoji), data-model.md "Sameness and persons".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from relate.domain.naming import CREDENTIALS, GENERATIONS, LEGAL_FORMS_AFTER, NICKNAMES, PARTICLES, STROKED, TITLES
from relate.domain.patterns import late
from relate.domain.scripts import has_characters, is_read, words_read

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u02bb\u02bd\u0060\u00b4\u2032]")
# Bounded, because a text of nothing but opening quotes would be searched to its end from each of them.
BRACKETS = re.compile(
    r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|\{[^{}]{0,80}\}|\"[^\"]{0,80}\"|“[^”]{0,80}”|「[^」]{0,80}」|（[^（）]{0,80}）"
)
_CUT = re.compile(r"(?:[|•●❘]|\s[-–—~@]\s).*", re.DOTALL)
_COMMAS = re.compile("[,;\u060c\u3001]")
_NOT_ALNUM = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")
_PLAIN_NAME = re.compile("[A-Za-z]+(?: [A-Za-z]+)*")
# Accents, and the points of Hebrew and Arabic that are written or left out at will. Vowel signs of other scripts stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)


def folded(text: str) -> str:
    """Case, width, style and accents away: "Jos\u00c9" = "\uff2aose\u0301" = "jose"; letters of every script stay."""
    if text.isascii():
        return text.lower()
    for _ in range(3):
        text = unicodedata.normalize("NFKD", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", text).translate(STROKED)


def spelt(text: str) -> list[str]:
    """The words of folded text; everything that is no letter, digit or vowel sign parts them, apostrophes do not."""
    text = _APOSTROPHES.sub("", text)
    if text.isascii():
        return _NOT_ALNUM.sub(" ", text).split()
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else "" if c in "\u200c\u200d" else " " for c in text)
    return "".join(kept).split()


def _undotted(word: str) -> str:
    return word.replace(".", "")


def _bare(words: list[str]) -> list[str]:
    """Without the titles before and the degrees behind a name; one word always stays."""
    start, end = 0, len(words)
    while end - start > 1 and _undotted(words[end - 1]) in CREDENTIALS:
        end -= 1
    while end - start > 1 and _undotted(words[start]) in TITLES:
        start += 1
    return words[start:end]


def _looks_like_credentials(part: str, before: str) -> bool:
    """Whether what stands behind a comma is a degree or a headline instead of a first name."""
    words = part.split()
    if not words or len(words) > 3 or all(_undotted(word.lower()) in CREDENTIALS for word in words):
        return True
    shouted = [word for word in words if len(_undotted(word)) > 1 and word.isupper()]
    return len(shouted) == len(words) and not before.isupper()


def _straightened(name: str) -> str:
    """One name without what people hang on it, in the order given name, family name.

    "Okafor, Maya" is turned round; "Maya Okafor, MBA | Speaker" loses the rest; "Jr." behind a comma stays.
    """
    name = _CUT.sub("", name, count=1) if _CUT.match(name) is None else name
    name = BRACKETS.sub(" ", name) if BRACKETS.sub(" ", name).strip() else name
    parts = [part.strip() for part in _COMMAS.split(name)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return name
    first, rest = parts[0], parts[1:]
    generation = [part for part in rest if _undotted(part.lower()) in GENERATIONS]
    others = [part for part in rest if part not in generation]
    if len(first.split()) == 1 and others and not _looks_like_credentials(others[0], first):
        first = f"{others[0]} {first}"
    return " ".join([first, *generation])


@cache
def _latin_letters() -> dict[int, str]:
    """The letters of Latin alphabets that English has not, and what is left of each of them, as `folded` leaves it."""
    letters = {code: folded(chr(code)) for code in range(0xC0, 0x180)}
    return {code: plain for code, plain in letters.items() if plain.isascii() and plain.isalpha()}


def name_key(name: str) -> str:
    """A name as it is compared: "Dr. Jos\u00e9 N\u00fa\u00f1ez-Vega, MBA \U0001f680" is "jose nunez vega".

    Case, accents, punctuation, emoji, titles, degrees and whatever follows a comma or a bar are gone; the words keep
    their order, scripts are not transliterated. Empty where the name has no letter or digit.
    """
    plain = name if name.isascii() else name.translate(_latin_letters())
    if _PLAIN_NAME.fullmatch(plain):
        plain = plain.lower()
        if CREDENTIALS.isdisjoint(plain.split()):
            return plain
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(_bare(spelt(" ".join(_bare(folded(_straightened(name)).split())))))


def name_words(name: str) -> tuple[str, ...]:
    """The words of `name_key`."""
    return tuple(name_key(name).split())


def names_contradict(one: str, other: str) -> bool:
    """Whether two names that share a mail address or a phone number are clearly two people.

    No contradiction: one is empty, an address, or of a script that cannot be read against the other; every word of
    the shorter is in the longer, also as an initial, a short form (Bob, Robert), a beginning (Alex, Alexander) or
    with one letter mistyped that is not the first (Marina, Karina); the order of words does not matter. A different
    family name contradicts, so a new surname is proposed and never joined by itself; so do first names with another
    ending (Paul, Paula). A name in Arabic, Hebrew, Hangul or kana contradicts whatever it cannot be read as
    (`domain/scripts.py`); of other scripts that only nearly write the vowels, as those of India, consonants that are
    others contradict. Symmetric.
    """
    if "@" in one or "@" in other:
        return False
    mine, theirs = _comparable(one, other)
    if not mine or not theirs:
        return _scripts_contradict(name_key(one), name_key(other))
    if "".join(mine) == "".join(theirs):
        return False
    if _generation(mine) and _generation(theirs) and _generation(mine) != _generation(theirs):
        return True
    mine, theirs = _without_extras(mine), _without_extras(theirs)
    short, long = sorted((mine, theirs), key=lambda words: (len(words), words))
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return False
    return not _all_agree(short, long)


def names_are_the_same(one: str, other: str) -> bool:
    """Whether two names are written alike, but for what nobody reads: case, accents, order, titles, particles, and
    Cyrillic, Greek, Armenian or Georgian letters. "Jr." on one side makes two of them. Symmetric."""
    mine, theirs = _comparable(one, other)
    if not mine or not theirs:
        return False
    plain = [sorted(GENERATIONS.get(word, word) for word in words if word not in PARTICLES) for words in (mine, theirs)]
    return plain[0] == plain[1] or "".join(mine) == "".join(theirs)


def _comparable(one: str, other: str) -> tuple[list[str], list[str]]:
    """Both names as words of one script; an empty one where they cannot be read against each other."""
    mine, theirs = name_key(one), name_key(other)
    if mine.isascii() == theirs.isascii():
        return mine.split(), theirs.split()
    read = [_readable(mine), _readable(theirs)]
    return read[0].split(), read[1].split()


def _readable(key: str) -> str:
    """In Latin letters where the script has a spelling for every sound (Cyrillic, Greek, Armenian, Georgian)."""
    if key.isascii():
        return key
    if not all("\u0180" <= c <= "\u058f" or "\u10a0" <= c <= "\u10ff" or c < "\u0180" or c == " " for c in key):
        return ""
    from anyascii import anyascii

    return name_key(str(anyascii(key)))


_HAN = late("[\u3400-\u9fff\uf900-\ufaff]")
_SYLLABLES = re.compile("[A-Z]?[^A-Z ]+|[A-Z]")
_NO_CONSONANT = re.compile("[^bcdfgjklmnpqrstvxz]")
_ALIKE = str.maketrans("bfvcgjqxzt", "pppkkkkksd")
_TWICE = re.compile(r"(.)\1+")


def _scripts_contradict(one: str, other: str) -> bool:
    """Whether two keys of names, of which one is in a script that is not read letter by letter, are of two people."""
    for written, latin in ((one, other), (other, one)):
        if latin and latin.isascii() and is_read(written):
            return not words_read(written, _without_extras(latin.split()))
    return _consonants_contradict(one, other)


def have_no_common_reading(one: str, other: str) -> bool:
    """Whether one of two names is in Chinese characters and the other is not what they are in Mandarin: it may be the
    same name as it is read in Japanese or Cantonese, or that of somebody else. Symmetric."""
    mine, theirs = name_key(one), name_key(other)
    if not mine or not theirs or has_characters(mine) == has_characters(theirs):
        return False
    written, plain = (mine, theirs) if has_characters(mine) else (theirs, mine)
    family, *given = _latin_words(written)
    said = {family + "".join(given), "".join(given) + family}
    return said.isdisjoint({plain.replace(" ", ""), "".join(reversed(plain.split()))})


def _consonants_contradict(one: str, other: str) -> bool:
    """Whether two keys of names, of which one is in a script that is read by its consonants, are clearly of two people.

    A name in Chinese characters may be read in three languages: it contradicts nobody.
    """
    if not one or not other or _HAN.search(one + other):
        return False
    mine, theirs = (list(filter(None, map(_consonants, _latin_words(key)))) for key in (one, other))
    if not mine or not theirs:
        return False
    short, long = sorted((mine, theirs), key=lambda words: (len(words), words))
    whole = "".join(sorted(short)), "".join(sorted(long))
    if _nearly(*map(_once, whole)):
        return False  # syllables are parted otherwise in the other script
    return not all(any(_nearly(word, candidate) for candidate in long) for word in short)


def _latin_words(key: str) -> list[str]:
    if key.isascii():
        return key.split()
    from anyascii import anyascii

    return [word.lower() for word in _SYLLABLES.findall(str(anyascii(key)))]


def _consonants(word: str) -> str:
    """What is heard of a word whoever writes it: "mohammed" and "mhmd" are "md"."""
    return _once(_NO_CONSONANT.sub("", word).translate(_ALIKE))


def _once(letters: str) -> str:
    return _TWICE.sub(r"\1", letters)


def _nearly(one: str, other: str) -> bool:
    if one == other:
        return True
    from rapidfuzz.distance import OSA

    return max(len(one), len(other)) > 1 and bool(OSA.distance(one, other, score_cutoff=1) <= 1)


def _generation(words: list[str]) -> str:
    return next((GENERATIONS[word] for word in words[1:] if word in GENERATIONS), "")


def _without_extras(words: list[str]) -> list[str]:
    plain = [word for n, word in enumerate(words) if word not in PARTICLES and not (n and word in GENERATIONS)]
    return plain or words


def _all_agree(short: list[str], long: list[str]) -> bool:
    """Whether every word of `short` finds a word of its own in `long`: the surest first, then by trying on."""
    left = list(long)
    open_words = []
    for word in short:
        if word in left:
            left.remove(word)
        else:
            open_words.append(word)
    return _assignable(sorted(open_words, key=len, reverse=True)[:6], left[:12])


def _assignable(words: list[str], left: list[str]) -> bool:
    if not words:
        return True
    word, rest = words[0], words[1:]
    return any(
        _words_agree(word, candidate) and _assignable(rest, left[:n] + left[n + 1 :])
        for n, candidate in enumerate(left)
    )


def _words_agree(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long or (len(short) == 1 and long.startswith(short)):
        return True
    if NICKNAMES.get(one, frozenset()) & NICKNAMES.get(other, frozenset()):
        return True
    if differ_at_the_end(short, long):
        return False
    if len(short) >= 3 and long.startswith(short):
        return True
    if len(short) < 5 or short[0] != long[0]:
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(one, other, score_cutoff=1) <= 1)


def differ_at_the_end(short: str, long: str) -> bool:
    """Whether two words differ in their last two letters alone, as the names of husbands and wives, of brothers and
    sisters do: Mario and Maria, Paul and Paula, Christian and Christina, Andrea and Andreas."""
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return len(long) - same <= 2


_FAMILY_FIRST = re.compile(r"([^\W\d_][\w.'’ -]{0,40}),\s*([^\W\d_][\w.'’ -]{0,40})")


def person_name(first: str = "", last: str = "", middle: str = "", suffix: str = "") -> str:
    """The name to show from its parts, as written, white space tidied.

    Chinese, Japanese and Korean names have the family name first and no space. Of suffixes only the generation stays.
    """
    given, family, more = " ".join(first.split()), " ".join(last.split()), " ".join(middle.split())
    if given and family and not more and not given.isascii() and _is_east_asian(family):
        return family + given if _is_east_asian(given) else f"{given} {family}"
    generation = suffix.strip() if suffix and _undotted(suffix.strip().lower()) in GENERATIONS else ""
    return " ".join([part for part in (given, more, family, generation) if part])


def _is_east_asian(name: str) -> bool:
    """Whether all of it is in Chinese characters, kana or Hangul."""
    return all(
        "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or "\uac00" <= c <= "\ud7af"
        for c in name
    )


def given_name_first(name: str) -> str:
    """ "Doe, Jane", as companies write it, is Jane Doe; "Doe, Jr" and "Contoso, Ltd" stay as they are."""
    if "," not in name or (parts := _FAMILY_FIRST.fullmatch(name)) is None:
        return name
    family, given = parts.groups()
    behind = tuple(given.casefold().replace(".", "").split())
    if behind in LEGAL_FORMS_AFTER or not (CREDENTIALS | GENERATIONS.keys()).isdisjoint(behind):
        return name
    return f"{given.strip()} {family.strip()}"


def name_in_link(slug: str) -> str:
    """The name that a profile link is made of: "maya-okafor-1b2c3" is "Maya Okafor"; "" where it holds none.

    Networks end a link with a number where the name was taken: what holds a digit is no part of it.
    """
    words = [word for word in slug.replace("_", "-").replace(".", "-").split("-") if word.isalpha()]
    return " ".join(word[:1].upper() + word[1:] for word in words)
