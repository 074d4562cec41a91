"""Words, names and companies nobody has, from a seed: real-looking, and as unevenly used as real ones."""

from __future__ import annotations

import random
from typing import Final

import numpy as np
import numpy.typing as npt

COMMON_WORDS: Final = ("the", "you", "we", "meeting", "thanks", "week", "time")
"""Words that stand in every second to every fiftieth text."""
RARE_WORD: Final = "zanzibar"
"""A word that stands in a few texts of a million."""
GREETINGS: Final = (
    "Happy birthday!",
    "Congratulations!",
    "Thanks for connecting!",
    "Happy new year!",
    "Merry Christmas!",
)

_FREQUENT: Final = """the and you for that we are with this have can will from your not what about all our when it
    meeting is to in of on at me would time week thanks know call let see good great work team project next send
    talk new could like think just also been more how one some there here today tomorrow monday friday office client
    offer price order question answer market product sales design engineer data budget contract draft review
    conference seminar exhibition dinner coffee lunch train flight hotel city family weekend holiday happy
    idea plan report number address letter company partner customer supplier delivery quality sample invoice"""
_FIRST: Final = """Ana Bo Chidi Elif Mara Hana Ines Jonas Katya Liam Maya Noor Otto Priya Quinn Rosa Sven Tariq Uma
    Viktor Wanda Ximena Yusuf Zoe Amara Bruno Clara Dario Esra Felix Gita Hugo Ilse Jun Karim Lena Milo Nadia Olga
    Pablo Ravi Sara Tomas Ulla Vera Wim Yara Zeno Aiko Bela Cora Diego Emil Freya Goran Heidi Ivan Jana Kofi Lucia
    José Zoë René Jürgen Søren Łukasz Çağla Ángel Åsa François"""
_ROLES: Final = """Founder;CTO;Head of sales;Product manager;Recruiter;Journalist;Engineer;Designer;Consultant;Partner;
    Buyer;Account manager;Researcher;Organiser;Managing director;Analyst;Architect;Teacher;Lawyer;Student"""
_ONSETS: Final = "b br c ch d dr f fl g gr h j k kl l m n p pl r s sh st t tr v w z"
_VOWELS: Final = "a e i o u ai ea ie ou"
_CODAS: Final = ["", "", "", "n", "r", "l", "s", "t", "m", "nd", "rt", "ck", "ng"]

ROLES: Final = tuple(role.strip() for role in _ROLES.split(";"))
FIRST_NAMES: Final = tuple(_FIRST.split())
_SOUNDS: Final = tuple(_ONSETS.split()), tuple(_VOWELS.split())


def _syllables(chance: random.Random, count: int) -> str:
    return "".join(
        chance.choice(_SOUNDS[0]) + chance.choice(_SOUNDS[1]) + (chance.choice(_CODAS) if part == count - 1 else "")
        for part in range(count)
    )


def _different(chance: random.Random, count: int, taken: list[str]) -> list[str]:
    words = dict.fromkeys(taken)
    while len(words) < count:
        words[_syllables(chance, chance.choice((1, 2, 2, 2, 3, 3, 4)))] = None
    return list(words)


def vocabulary(size: int = 40_000, seed: int = 1) -> list[str]:
    """Different words, the most frequent first; use them with `Texts`."""
    words = _different(random.Random(seed), size, _FREQUENT.split())
    words[size // 3] = RARE_WORD
    return words


class Texts:
    """Texts of 3 to 40 words, most of them short, the words after Zipf."""

    def __init__(self, chance: np.random.Generator, seed: int = 1) -> None:
        self._chance = chance
        self._words = np.array(vocabulary(seed=seed), dtype=object)
        weight = 1 / (np.arange(len(self._words)) + 2.7) ** 1.07
        self._sums = np.cumsum(weight / weight.sum())

    def some(self, count: int) -> list[str]:
        """That many texts."""
        lengths: npt.NDArray[np.int64] = np.clip(self._chance.lognormal(2.2, 0.65, count), 3, 40).astype(np.int64)
        ends = np.cumsum(lengths)
        drawn = np.searchsorted(self._sums, self._chance.random(int(ends[-1]) if count else 0), side="right")
        words = self._words[np.minimum(drawn, len(self._words) - 1)].tolist()
        texts: list[str] = []
        begin = 0
        for end in ends.tolist():
            texts.append(" ".join(words[begin:end]))
            begin = end
        return texts


class Names:
    """First and last names of made-up people; a few first names are frequent, last names rarely meet."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(f"names {seed}")
        self._last = [word.capitalize() for word in _different(self._chance, 6000, [])]
        self._companies = [
            f"{word.capitalize()} {ending}"
            for word, ending in zip(_different(self._chance, 4000, []), _endings(self._chance, 4000), strict=True)
        ]

    def name(self) -> tuple[str, str]:
        return self._chance.choice(FIRST_NAMES), self._chance.choice(self._last)

    def job(self) -> tuple[str, str]:
        """Role and company; large companies turn up often."""
        return self._chance.choice(ROLES), self._companies[int(len(self._companies) * self._chance.random() ** 3)]


def _endings(chance: random.Random, count: int) -> list[str]:
    return [chance.choice(("Works", "Partners", "Labs", "Trading", "Systems", "& Co", "Studio")) for _ in range(count)]
