"""The names in a typed line: "Maya and Tomás Rivera", "my neighbour Paul", "Jan van der Berg"."""

from __future__ import annotations

import re

from relate.domain.phrase_words import LINKS, PARTICLES, WHOSE

_OF_SOMEBODY = re.compile(r"['’]s$")


def names_from(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The names that begin at `start`, "Maya and Tomás Rivera", and where they end."""
    names: list[str] = []
    words: list[str] = []
    found = list(re.finditer(r"\S+", text[start:]))
    end = start
    at = _skipped(found, 0)
    while at < len(found):
        word = found[at][0]
        if word.casefold() in ("and", "&", "+") and words:
            names.append(" ".join(words))
            words = []
            at = _skipped(found, at + 1)
            continue
        inside = bool(words) and word in PARTICLES and _goes_on(found, at)
        if not inside and (word.casefold() in LINKS or not word[:1].isalpha()):
            break
        # Small letters may be a name too, but only one word of them: "with maya about the deck".
        if words and word[:1].islower() and not inside:
            break
        if _OF_SOMEBODY.search(word):
            break  # "Ines's assistant" is somebody else
        words.append(word)
        end = start + found[at].end()
        at += 1
    if words:
        names.append(" ".join(words))
    return tuple(names), end


def _skipped(found: list[re.Match[str]], at: int) -> int:
    """Behind "my neighbour" in "my neighbour Paul", behind "Fay's brother" in "Fay's brother Glen"."""
    words = [each[0] for each in found[at : at + 3]]
    belongs = bool(words) and (words[0].casefold() in WHOSE or _OF_SOMEBODY.search(words[0]) is not None)
    return at + 2 if belongs and len(words) == 3 and words[1].islower() and words[2][:1].isupper() else at


def _goes_on(found: list[re.Match[str]], at: int) -> bool:
    """Whether a name goes on behind small words: "van der Berg"."""
    behind = (each[0] for each in found[at + 1 :])
    return next((word[:1].isupper() for word in behind if word not in PARTICLES), False)
