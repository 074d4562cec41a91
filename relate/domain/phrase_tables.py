"""Phrases of the word tables, and where they stand among the words of a text.

A star stands for any ending of a word; up to two other words may stand between the words of a phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

REACH: Final = 2

Phrase = tuple[tuple[str, bool], ...]
"""Words, each with whether any ending of it will do."""
Phrases = dict[str, list[Phrase]]


def table(phrases: Mapping[str, str]) -> Phrases:
    """The phrases of every language by the first two letters of their first word, the longest first."""
    found: Phrases = {}
    for told in phrases.values():
        for phrase in told.split(","):
            words = tuple((word.rstrip("*"), word.endswith("*")) for word in phrase.split())
            found.setdefault(words[0][0][:2], []).append(words)
    for several in found.values():
        several.sort(key=len, reverse=True)
    return found


def says(phrases: Phrases, words: Sequence[str]) -> bool:
    """Whether a phrase of the table stands in these words."""
    return next(between(phrases, words), None) is not None


def between(phrases: Phrases, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(its first word, the word behind it) of each phrase that stands in these words, from left to right."""
    for at, word in enumerate(words):
        for phrase in phrases.get(word[:2], ()):
            if _fits(word, phrase[0]) and (end := _end(words, at + 1, phrase[1:])) is not None:
                yield at, end


def _end(words: Sequence[str], at: int, rest: Phrase) -> int | None:
    for wanted in rest:
        for step in range(at, min(at + REACH + 1, len(words))):
            if _fits(words[step], wanted):
                at = step + 1
                break
        else:
            return None
    return at


def _fits(word: str, wanted: tuple[str, bool]) -> bool:
    form, open_ended = wanted
    return word.startswith(form) if open_ended else word == form
