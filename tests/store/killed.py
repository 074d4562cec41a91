"""A process that plays commands on a library until it is killed: `python -m tests.store.killed FOLDER SEED`.

After each command it prints how many there were.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import Any

from tests.store.making import profile
from tests.store.test_properties import NAMES, Player

ROWS = [([profile(slug)], name, "Contoso", "") for slug, name in zip("abc", NAMES, strict=False)]


def begin(folder: Path) -> Player:
    """A library with three people who wrote."""
    player = Player(folder, "relate.db")
    player.play("import", (ROWS, [(n, 3 * n, n % 2 == 0, False) for n in range(6)], 1))
    return player


def act(random: Random) -> tuple[str, Any]:
    """The next command of a seed."""
    who, other = random.randrange(9), random.randrange(9)
    return random.choice(
        (
            ("fact", (who, "company", random.choice(NAMES))),
            ("address", (who, random.choice(("m@x.example", "z@x.example")), random.random() < 0.3)),
            ("circle", (who, random.choice((None, 5, 15)))),
            ("add", (random.choice(NAMES), "m@x.example")),
            ("merge", (who, other)),
            ("split", (who, random.randrange(1, 15))),
            ("log", (who, other, random.randrange(40))),
            ("edit", (who, random.randrange(40))),
            ("hide", (who, random.random() < 0.5)),
            ("undo", (random.randrange(4),)),
            ("redo", ()),
        )
    )


if __name__ == "__main__":
    alive = begin(Path(sys.argv[1]))
    chance = Random(int(sys.argv[2]))
    for count in range(1, 100_000):
        alive.play(*act(chance))
        print(count, flush=True)
