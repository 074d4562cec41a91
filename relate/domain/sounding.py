"""Words of names by what they sound like and by the short forms they have: for keys, never for joining by themselves.

A coarse spelling on purpose: what two alphabets, two countries or a clerk made of one name falls together ("Mueller",
"Müller"; "Yıldız", "Yildiz"; "Sergey", "Sergei"), and a few different names with it. Whoever compares looks again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from relate.domain.names import name_key
from relate.domain.naming import GENERATIONS, NICKNAMES, PARTICLES

MOST_WORDS = 6
_LONGEST = 24
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("tz", "c"), ("ts", "c"), ("cz", "c"), ("ck", "k"), ("ph", "f"),
    ("th", "t"), ("sh", "s"), ("sz", "s"), ("zh", "s"), ("kh", "h"), ("ch", "c"), ("dt", "t"), ("gh", "g"),
    ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("ie", "i"), ("ee", "i"), ("oo", "u"), ("ei", "i"),
    ("ey", "i"), ("iy", "i"), ("x", "ks"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("z", "s"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_CODES = str.maketrans("b", "p")


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A folded word in Latin letters as it may have been spelt elsewhere; never empty."""
    told = word
    for letters, becomes in _SOUNDS:
        if letters in told:
            told = told.replace(letters, becomes)
    told = _TWICE.sub(r"\1", told)
    if len(told) > 3 and told[-1] in "fv":
        told = told[:-1] + "v"
    if len(told) > 3 and told[-1] == "h":
        told = told[:-1]
    return told.translate(_CODES) or word


@lru_cache(maxsize=1 << 16)
def short_forms(word: str) -> frozenset[int]:
    """The groups of short forms that a first name stands in: two that share one may be the same ("Bob", "Robert")."""
    return NICKNAMES.get(word, frozenset())


def plain_words(name: str) -> tuple[tuple[str, ...], str]:
    """The words of a name in Latin letters, given name first, without titles, degrees, particles and "Jr."; and "jr",
    "sr", "ii" … where it says that, else ""."""
    key = name_key(name)
    words = (key if key.isascii() else _in_latin(key)).split()
    born = "" if GENERATIONS.keys().isdisjoint(words) else _generation(key)
    if born or not PARTICLES.isdisjoint(words):
        plain = [word for n, word in enumerate(words) if word not in PARTICLES and not (n and word in GENERATIONS)]
        words = plain if len(plain) > 1 else words
    return tuple([word[:_LONGEST] for word in words[:MOST_WORDS]]), born


def _generation(key: str) -> str:
    return next((GENERATIONS[word] for word in key.split()[1:] if word in GENERATIONS), "")


@lru_cache(maxsize=1 << 12)
def _in_latin(key: str) -> str:
    """Letters of every script as they are usually transliterated; Chinese names have the family name first."""
    from anyascii import anyascii

    if _HAN.fullmatch(key):
        family = 2 if len(key) == 4 else 1
        key = f"{key[family:]} {key[:family]}"
    return name_key(str(anyascii(key)))
