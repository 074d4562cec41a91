"""The scorer a harness measures: what must not change a score, and that it ranks at all."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bench.score_history import main, score

DAY = 86_400
NOW = 400 * DAY
HORIZON = 60.0

Row = tuple[str, str, int, str]

rows_lists = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "ego"]),
        st.sampled_from(["7", "8", "9"]),
        st.integers(300 * DAY, NOW - 1),
        st.sampled_from(["in", "out"]),
    ),
    min_size=1,
    max_size=40,
)


def scores(folder: Path, rows: list[Row]) -> dict[tuple[str, str], float]:
    history = folder / "history.csv"
    with history.open("w", newline="") as file:
        csv.writer(file).writerows([("ego", "alter", "t", "direction"), *rows])
    return {(ego, alter): p for ego, alter, p in score(history, NOW, HORIZON)}


per_example = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@per_example
@given(rows_lists, st.randoms(use_true_random=False))
def test_permuted_rows_change_nothing(tmp_path: Path, rows: list[Row], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert scores(tmp_path, shuffled) == scores(tmp_path, rows)


@per_example
@given(rows_lists, st.integers(0, 500))
def test_rows_at_or_after_now_change_nothing(tmp_path: Path, rows: list[Row], later: int) -> None:
    assert scores(tmp_path, [*rows, ("1", "7", NOW + later * DAY, "in")]) == scores(tmp_path, rows)


@per_example
@given(rows_lists, st.data())
def test_a_message_doubled_within_its_day_changes_nothing(tmp_path: Path, rows: list[Row], data: st.DataObject) -> None:
    ego, alter, t, direction = data.draw(st.sampled_from(rows))
    again = data.draw(st.integers(t, min(t // DAY * DAY + DAY - 1, NOW - 1)))
    assert scores(tmp_path, [*rows, (ego, alter, again, direction)]) == scores(tmp_path, rows)


@per_example
@given(rows_lists)
def test_renamed_people_keep_their_scores(tmp_path: Path, rows: list[Row]) -> None:
    renamed = scores(tmp_path, [(f"x{ego}", f"y{alter}", t, direction) for ego, alter, t, direction in rows])
    assert renamed == {(f"x{ego}", f"y{alter}"): p for (ego, alter), p in scores(tmp_path, rows).items()}


@per_example
@given(rows_lists)
def test_every_pair_has_a_chance_between_nothing_and_one(tmp_path: Path, rows: list[Row]) -> None:
    scored = scores(tmp_path, rows)
    assert scored.keys() == {(ego, alter) for ego, alter, _, _ in rows}
    assert all(0 < p < 1 for p in scored.values())


def test_the_living_are_told_from_the_dead(tmp_path: Path) -> None:
    """On made-up ties, half of which ended, one that lives stands above one that ended nine times in ten."""
    chance = random.Random(5)
    rows: list[Row] = []
    alive: dict[str, bool] = {}
    for tie in range(200):
        gap, t = chance.uniform(3, 40), 0.0
        ends = NOW if tie % 2 else chance.uniform(100, 250) * DAY
        alive[str(tie)] = bool(tie % 2)
        while (t := t + chance.expovariate(1 / gap) * DAY) < ends:
            rows.append(("1", str(tie), int(t), chance.choice(("in", "out"))))
    scored = {alter: p for (_, alter), p in scores(tmp_path, rows).items()}
    pairs = [(scored[a], scored[d]) for a in scored if alive[a] for d in scored if not alive[d]]
    assert sum(a > d for a, d in pairs) / len(pairs) > 0.9


def test_the_command_writes_a_row_per_pair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history, out = tmp_path / "history.csv", tmp_path / "out.csv"
    history.write_text("ego,alter,t,direction\n1,2,1000000,out\n1,3,2000000,in\n")
    assert main([str(history), "3000000.5", "45", str(out)]) == 0
    with out.open(newline="") as file:
        written = list(csv.DictReader(file))
    assert [(row["ego"], row["alter"]) for row in written] == [("1", "2"), ("1", "3")]
    assert float(written[0]["p_active"]) < float(written[1]["p_active"])
    history.write_text("ego,alter,t,direction\n")
    assert main([str(history), "3000000", "45", str(out)]) == 0
    assert out.read_text().split() == ["ego,alter,p_active"]
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
