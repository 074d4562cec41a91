"""Memory of the program with the big library open, its panels built and the day's people shown."""

from __future__ import annotations

from typing import Final

from tests.bench.library import working_copy
from tests.bench.measuring import Figure, Run
from tests.bench.processes import relate
from tests.bench.start_program import OFFSCREEN

MOST_MB: Final = 300.0


def measure(run: Run) -> None:
    with working_copy(run.library) as path:
        held = relate(path, OFFSCREEN, until_built=True).resident
    if not held:
        run.note("memory is told on Linux only")
        return
    run.tell(Figure(f"memory with the library open, {run.big}", held["whole"], "MB", at_most=MOST_MB))
    run.note(", ".join(f"{what} {megabytes:.0f} MB" for what, megabytes in held.items()))
