"""The languages in which lines are typed, and which of them a line is in: its words tell, not a setting."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from relate.domain.phrase_english import ENGLISH
from relate.domain.phrase_german import GERMAN
from relate.domain.phrase_language import Language

LANGUAGES: Final[tuple[Language, ...]] = (ENGLISH, GERMAN)
"""The first where nothing tells."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language:
    """The language most of whose own words stand in a text."""
    words = _WORD.findall(text.casefold())
    return max(LANGUAGES, key=lambda each: sum(word in _own_words()[each.code] for word in words))


@lru_cache(maxsize=1)
def _own_words() -> dict[str, frozenset[str]]:
    """The words of each language that none of the others has."""
    every = {each.code: each.words() for each in LANGUAGES}
    return {
        code: words.difference(*(others for other, others in every.items() if other != code))
        for code, words in every.items()
    }
