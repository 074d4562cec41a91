"""The names in a typed line: "Maya and Tomás Rivera", "my neighbour Paul", "Jan van der Berg"."""

from __future__ import annotations

import re

from relate.domain.phrase_language import Language

MOST_SKIPPED = 4
"""Words before a name that tell whose it is."""

_OF_SOMEBODY = re.compile(r"['’]s$")


def names_from(text: str, start: int, language: Language) -> tuple[tuple[str, ...], int]:
    """The names that begin at `start`, "Maya and Tomás Rivera", and where they end."""
    names: list[str] = []
    words: list[str] = []
    found = list(re.finditer(r"\S+", text[start:]))
    end = start
    at = _skipped(found, 0, language)
    while at < len(found):
        word = found[at][0]
        if word.casefold() in language.joining and words:
            names.append(" ".join(words))
            words = []
            at = _skipped(found, at + 1, language)
            continue
        inside = bool(words) and word in language.particles and _goes_on(found, at, language)
        if not inside and (word.casefold() in language.links or not word[:1].isalpha()):
            break
        if not words and word.casefold().strip(":,") in language.nobody:
            break
        # Small letters may be a name too, but only one word of them: "with maya about the deck".
        if words and word[:1].islower() and not inside:
            break
        if _OF_SOMEBODY.search(word):
            break  # "Ines's assistant" is somebody else
        words.append(word.rstrip(":,"))
        end = start + found[at].end()
        if word[-1] in ":,":
            break
        at += 1
    if words:
        names.append(" ".join(words))
    return tuple(names), end


def _skipped(found: list[re.Match[str]], at: int, language: Language) -> int:
    """Behind "my neighbour" in "my neighbour Paul" and "my old boss" in "my old boss Karl", behind "Fay's brother" in
    "Fay's brother Glen"."""
    words = [each[0] for each in found[at : at + MOST_SKIPPED + 1]]
    if not words or not (words[0].casefold() in language.whose or _OF_SOMEBODY.search(words[0])):
        return at
    if language.big_nouns:
        # "mein Nachbar Paul": the name follows the first noun; "mein Nachbar" alone is nobody of that name.
        return at + 2 if len(words) > 2 and all(word[:1].isupper() for word in words[1:3]) else at
    small = next((place for place, word in enumerate(words[1:], 1) if not word.islower()), 0)
    is_name = small > 1 and words[small][:1].isupper() and not any(word in language.links for word in words[1:small])
    return at + small if is_name else at


def _goes_on(found: list[re.Match[str]], at: int, language: Language) -> bool:
    """Whether a name goes on behind small words: "van der Berg"."""
    behind = (each[0] for each in found[at + 1 :])
    return next((word[:1].isupper() for word in behind if word not in language.particles), False)
