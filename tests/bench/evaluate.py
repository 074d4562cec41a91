"""The model on real, anonymous histories: run by the harness that has them, with the program's own scoring."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.measuring import Run


def measure(run: Run) -> None:
    """Says how; the data is not part of the project, and a run takes minutes."""
    here = Path(__file__).resolve()
    scorer = here.with_name("score_history.py").relative_to(here.parents[2])
    run.note("the ranking on real histories, from the checkout, with the harness beside it:")
    run.note(
        f'python ../shared/ranking/evaluate.py --data college,enron --cmd "{Path(sys.executable).name} {scorer}"'
        "  (A and B: not more than .005 below design/ranking.md)"
    )
