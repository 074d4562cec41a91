"""From the start of the process to the first painted window with people in it, against a bare window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.bench.library import working_copy
from tests.bench.measuring import Figure, Run, in_turns, median
from tests.bench.processes import Started, bare_window, relate, x_server

MOST: Final = 2.0
TIMES: Final = 9
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen"}


def measure(run: Run) -> None:
    with working_copy(run.library) as path, x_server() as server:
        _measure(run, path, "offscreen", OFFSCREEN)
        if server is None:
            run.note("no Xvfb here: not measured on an X server")
        else:
            _measure(run, path, "Xvfb", server)


def _measure(run: Run, path: Path, where: str, platform: dict[str, str]) -> None:
    relate(path, platform)  # the first one reads everything from the disk
    bare_window(platform)
    started: list[Started] = []

    def ours() -> float:
        started.append(relate(path, platform))
        return started[-1].paint

    took, bare = in_turns(3 if run.quick else TIMES, ours, lambda: bare_window(platform).paint)
    run.tell(
        Figure(f"start to painted people, {run.big}, {where}", median(took), "s", ("bare window", median(bare)), MOST)
    )
    run.note("all runs: " + ", ".join(f"{one:.2f}/{other:.2f}" for one, other in zip(took, bare, strict=True)))
    loaded = sorted({name for one in started for name in one.loaded})
    run.tell(Figure(f"modules of later loaded at the first paint, {where}", len(loaded), "modules", at_most=0))
    run.note(f"{started[-1].people:,} people listed" + (f"; loaded: {', '.join(loaded)}" if loaded else ""))
