"""Scores a message history with the program's own model, for a harness that knows what happened afterwards.

    python tests/bench/score_history.py history.csv now horizon_days out.csv

history.csv: ego,alter,t,direction (t in unix seconds, direction out|in seen from ego); rows at or after `now` (unix
seconds) are left out. out.csv: ego,alter,p_active, one row per ego and alter, p_active as in `active_within`: who stays
or comes back by himself. What the day's list asks, whom a word helps most, is another question (`priority.py`).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from relate.domain.folding import contact_days, fold_days
from relate.domain.records import Direction
from relate.domain.rhythm import DAY_MS
from relate.domain.state_table import active_within, silence

MESSAGE_DEPTH = 1.0


def score(history: Path, now: float, horizon: float) -> list[tuple[str, str, float]]:
    """(ego, alter, p_active) of every pair with a message before `now`."""
    pairs: dict[tuple[str, str], int] = {}
    person: list[int] = []
    seconds: list[float] = []
    mine: list[bool] = []
    with history.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        column = {name: at for at, name in enumerate(next(rows))}
        ego, alter, t, direction = (column[name] for name in ("ego", "alter", "t", "direction"))
        for row in rows:
            if (at := float(row[t])) < now:
                person.append(pairs.setdefault((row[ego], row[alter]), len(pairs)))
                seconds.append(at)
                mine.append(row[direction] == "out")
    if not pairs:
        return []
    who = np.array(person)
    at_ms = np.round(np.array(seconds) * 1000).astype(np.int64)
    alone = np.ones(len(who), dtype=np.int64)
    depths = np.full(len(who), MESSAGE_DEPTH)
    directions = np.where(mine, Direction.OUT, Direction.IN)
    table = fold_days(contact_days(who, at_ms, at_ms // DAY_MS, depths, alone, directions)).table()

    names = list(pairs)
    egos = {name: number for number, name in enumerate(dict.fromkeys(ego for ego, _ in names))}
    ego_of = np.array([egos[ego] for ego, _ in names])
    began = np.full(len(egos), np.iinfo(np.int64).max)
    np.minimum.at(began, ego_of[who], at_ms)
    now_ms = round(now * 1000)
    history_days = (now_ms - began[ego_of[table.persons]]) / DAY_MS
    chance = active_within(table, silence(table, now_ms), horizon, history_days)
    return [(*names[pair], p) for pair, p in zip(table.persons.tolist(), chance.tolist(), strict=True)]


def main(arguments: list[str]) -> int:
    if len(arguments) != 4:
        print("usage: score_history.py history.csv now horizon_days out.csv", file=sys.stderr)
        return 2
    history, now, horizon, out = arguments
    scored = score(Path(history), float(now), float(horizon))
    with Path(out).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("ego", "alter", "p_active"))
        writer.writerows(scored)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
