"""Memory of the program with the big library open, its panels built and the day's people shown."""

from __future__ import annotations

from typing import Final

from tests.bench.library import working_copy
from tests.bench.measuring import Figure, Run
from tests.bench.processes import relate, x_server
from tests.bench.start_program import OFFSCREEN

MOST_MB: Final = 300.0


def measure(run: Run) -> None:
    with working_copy(run.library) as path, x_server() as server:
        # The screen that is none is too narrow for the day's people, and nobody would be ranked.
        if server is None:
            run.note("no Xvfb here: measured without the day's people")
        held = relate(path, server or OFFSCREEN, until_built=True).resident
    if not held:
        run.note("memory is told on Linux only")
        return
    run.tell(Figure(f"memory with the library open, {run.big}", held["whole"], "MB", at_most=MOST_MB))
    run.note(", ".join(f"{what} {megabytes:.0f} MB" for what, megabytes in held.items()))
