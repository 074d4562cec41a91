"""What the user looks for, in lines like "distributors in Iberia": its words, how much each weighs, and who fits.

A word finds whatever begins with it, case and accents aside; an English plural finds the singular. The rarer a word is
among the people, the more it weighs. Somebody fits a line when what they have of its words weighs at least half of it:
of three common words one is not enough, one rare word is. Source: design/product.md, "To mutual benefit".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST_LINES: Final = 3
LONGEST_LINE: Final = 120
MOST_WORDS: Final = 8
ENOUGH: Final = 0.5
"""Of a line's whole weight."""
SAID: Final = 0.6
"""What a word in a message weighs beside one in a role, a company or a note."""
_TELLING_NOTHING: Final = """
    a about all an and any anybody anyone are as at be by can find for from good great has have help i in into is it its
    know knows like looking me my
    need needs new of on or our people person persons some somebody someone that the their them they to us use want we
    who whom whose will with would you your
    der die das den dem des ein eine einen einem und oder mit von für im zu zum zur bei auf wer suche
    el la los las un una de del y o con para por en que
    le les une des du et ou avec pour par dans qui
    os uma do da e com em no na
"""
STOP_WORDS: Final = frozenset(_TELLING_NOTHING.split())
"""Words that tell nothing of what is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a word of a line is found with somebody: in what is known of them, or in what they said."""

    known: bool
    said: int | None = None
    """The newest interaction with it, where it is not known of them otherwise."""


def words_of(line: str) -> tuple[str, ...]:
    """The words that are looked for, as they were typed, each once; all of them where nothing else is left."""
    typed = _runs(line[:LONGEST_LINE])
    telling = [word for word in typed if word.casefold() not in STOP_WORDS and len(word) > 1]
    kept: dict[str, str] = {}
    for word in telling or typed:
        kept.setdefault(stem(word), word)
    return tuple(kept.values())[:MOST_WORDS]


def stem(word: str) -> str:
    """What a word is looked for by: without an English plural, for what begins with it is found anyway."""
    plain = word.casefold()
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def weights(people_with: Mapping[str, int], everybody: int) -> dict[str, float]:
    """How much each word weighs, by how many people it is found with; one found with nobody weighs nothing, since a
    line is not worth less for a word that nobody uses."""
    return {word: math.log(1 + max(everybody, many) / many) if many else 0.0 for word, many in people_with.items()}


def score(found: Mapping[str, Found], weight: Mapping[str, float]) -> float:
    """How well somebody fits a line: from 0 to 1, by the weight of what is found of it."""
    whole = sum(weight.values())
    if not whole:
        return 0.0
    return sum(weight.get(word, 0.0) * (1.0 if where.known else SAID) for word, where in found.items()) / whole


def fits(found: Mapping[str, Found], weight: Mapping[str, float]) -> bool:
    """Whether somebody has enough of a line, wherever they have it."""
    whole = sum(weight.values())
    return whole > 0 and sum(weight.get(word, 0.0) for word in found) >= ENOUGH * whole


def _runs(text: str) -> Sequence[str]:
    """Runs of letters and digits, as the index splits texts."""
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
