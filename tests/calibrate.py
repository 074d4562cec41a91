"""Weighs the signs of domain/distance.py on made-up worlds, and prints the table that domain/matching.py holds.

    python -m tests.calibrate; then, with that table in place: python -m tests.calibrate lean

A logistic regression: the weights under which what was seen is most likely, each pulled a little towards nothing so
that a sign seen three times does not decide. `tests/domain/test_matching.py` looks at other worlds than these.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from relate.domain.blocking import Blocks, keys
from relate.domain.distance import Distance, Population, compare
from relate.domain.matching import COMMON, TOGETHER, USUAL_SHARE, Scored, odds, parts, proposals
from relate.domain.names import name_key
from relate.domain.portrait import Portrait
from relate.domain.sameness import are_two_people
from relate.domain.signs import Sign
from tests.worlds import Sighting, World

Seen = list[tuple[int, int, Distance, bool]]
PULL = 0.5
_FEATURES = ("start", *COMMON, *TOGETHER, *Sign)


def sightings(seed: int) -> list[Sighting]:
    """The world of a seed: of every third one two address books, else five networks, small and large."""
    size = (150, 800, 2000, 5000)[seed // 3 % 4]
    world = World(seed, size)
    if seed % 3 == 0:
        return world.books((0.3, 0.6, 1.0)[seed % 9 // 3], (0.05, 0.12, 0.2)[seed // 9 % 3], twice=0.03)
    return world.networks((0.1, 0.2, 0.4)[seed % 9 // 3])


def seen(told: Sequence[Sighting]) -> Iterator[tuple[int, int, Distance, bool]]:
    """Whoever is compared: the places of both, how they differ, and whether they are one."""
    people = [one.portrait(place) for place, one in enumerate(told)]
    blocks = Blocks({place: keys(one).pack() for place, one in enumerate(people)})
    everybody = Population(len(people), blocks.bearers)
    for a, b in blocks.pairs():
        distance = compare(people[a], people[b], everybody)
        if Sign.CONTACT_SAME in distance.signs and not are_two_people(called(people[a]), called(people[b])):
            continue  # an address that both have and names that do not contradict: the library has joined them
        yield a, b, distance, told[a].citizen == told[b].citizen


def called(one: Portrait) -> frozenset[str]:
    return frozenset(name_key(name.text) for name in one.names)


class Known(NamedTuple):
    """A world with what is true of it."""

    people: int
    pairs: Seen

    @property
    def shift(self) -> float:
        """How much more, or less, often than usual people stand in it twice."""
        return math.log(sum(same for *_, same in self.pairs) / self.people / USUAL_SHARE)


def known(seed: int) -> Known:
    told = sightings(seed)
    return Known(len(told), list(seen(told)))


def weigh(worlds: Sequence[Known]) -> dict[str, float]:
    """The weight of everything by its name."""
    pairs = [pair for world in worlds for pair in world.pairs]
    shift = np.concatenate([np.full(len(world.pairs), world.shift) for world in worlds])
    table: npt.NDArray[np.float64] = np.zeros((len(pairs), len(_FEATURES)))
    column = {name: place for place, name in enumerate(_FEATURES)}
    for row, (_, _, distance, _) in enumerate(pairs):
        for name, value in parts(distance):
            table[row, column[name]] = value
    weights = fitted(table, np.array([same for *_, same in pairs], float), shift)
    return {name: float(weight) for name, weight in zip(_FEATURES, weights, strict=True)}


def lean(worlds: Sequence[Known]) -> tuple[float, float]:
    """The offset and the factor that make the odds true once candidates were held against each other."""
    values: list[float] = []
    truth: list[bool] = []
    for world in worlds:
        same = {(a, b): one for a, b, _, one in world.pairs}
        scored = [Scored(a, b, distance.signs, odds(distance)) for a, b, distance, _ in world.pairs]
        for made in proposals(scored, world.people, (0.0, 1.0)):
            values.append(math.log(made.probability / (1 - made.probability)))
            truth.append(same[made.a, made.b])
    table = np.stack((np.ones(len(values)), np.array(values)), axis=1)
    offset, factor = fitted(table, np.array(truth, float))
    return float(offset), float(factor)


def fitted(
    table: npt.NDArray[np.float64], truth: npt.NDArray[np.float64], shift: npt.NDArray[np.float64] | float = 0.0
) -> npt.NDArray[np.float64]:
    """The weights of the columns, the first of which is not pulled, by Newton's method; shift is added to each row."""
    weights = np.zeros(table.shape[1])
    pull = np.full(table.shape[1], PULL)
    pull[0] = 1e-6
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights + shift, -30, 30)))
        slope = table.T @ (chance - truth) + pull * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights -= np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    """With "lean" only that, by the weights as they stand: it is found last."""
    worlds = [known(seed) for seed in range(100, 127)]
    if sys.argv[1:] == ["lean"]:
        print("LEAN: Final = ({:.2f}, {:.2f})".format(*lean(worlds)))
        return
    for name, weight in weigh(worlds).items():
        count = sum(
            any(part == name for part, _ in parts(distance)) for world in worlds for _, _, distance, _ in world.pairs
        )
        print(f"{name:30} {weight:7.2f}  seen {count}", file=sys.stderr)
        sign = next((f"Sign.{sign.name}" for sign in Sign if sign.value == name), f'"{name}"')
        print(f"    {sign}: {weight:.2f},")


if __name__ == "__main__":
    main()
