"""Whether somebody may be meant by a name that was typed: part of their name, or a short form of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from relate.domain.names import folded, spelt
from relate.domain.naming import NICKNAMES, TITLES

MOST_FORMS: Final = 12


def bears(name: str, said: str) -> bool:
    """Whether every word that was typed begins a word of the name; titles, case and accents aside."""
    words, typed = _words(name), _words(said)
    return bool(typed) and all(any(word.startswith(part) for word in words) for part in typed)


def best_first(found: Sequence[tuple[int, str]], said: str) -> list[tuple[int, str]]:
    """Of some people those who bear the name; first whoever has its words whole ("Ana" before "Anabel"), else as they
    stand."""
    typed = set(_words(said))
    borne = [one for one in found if bears(one[1], said)]
    return sorted(borne, key=lambda one: not typed <= set(_words(one[1])))


def named_in(names: Sequence[str], said: str) -> list[int]:
    """Whom of several people the words speak of, as places in `names`: those whose first name stands in them with its
    capital ("Ben the deck", never "will send"); everybody where it is nobody's."""
    typed = {part for word in said.split() if word[:1].isupper() for part in _words(word)}
    return [place for place, name in enumerate(names) if typed.intersection(_words(name)[:1])] or [*range(len(names))]


def forms_of(said: str) -> Iterator[str]:
    """The name with other forms of its first word, a dozen at most: "Bob Ames" is "Robert Ames" too."""
    first, _, rest = folded(said).partition(" ")
    groups = NICKNAMES.get(first, frozenset())
    others = (form for form, of in NICKNAMES.items() if form != first and of & groups)
    for form, _ in zip(others, range(MOST_FORMS), strict=False):
        yield f"{form} {rest}".strip()


def _words(text: str) -> list[str]:
    words = spelt(folded(text))
    return [word for word in words if word not in TITLES] or words
