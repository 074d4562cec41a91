"""The window while an archive is read behind it: how late it answers, and what the program holds beyond being idle.

In a process of its own, offscreen. A timer of the window's own thread is due every 10 ms; what comes later than that is
what a key or the mouse would have waited for. Under a busy machine it waits for others too: the same timer is watched
on the idle window before, and told beside it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.bench.measuring import Figure, Run, median, percentile
from tests.bench.memory import most_megabytes

MOST_MS: Final = 33.0
MOST_MB: Final = 300.0
_DUE_MS: Final = 10
_IDLE_SECONDS: Final = 5.0
_HERE: Final = Path(__file__).resolve()


@dataclass(frozen=True, slots=True)
class Told:
    """Lateness in ms of the window's timer, and megabytes held at most: of the idle program, and while it read.

    waited: for how much of each lateness the window's thread could run and other programs had the processors.
    """

    idle_late: list[float]
    late: list[float]
    waited: list[float]
    idle: float
    height: float


def tell(run: Run, what: str, archive: Path, most_mb: float = MOST_MB) -> None:
    """The figures of reading this archive behind the window."""
    told = _child(archive)
    run.tell(
        Figure(f"{what}: the window answers, slowest of {len(told.late):,}", max(told.late), "ms", at_most=MOST_MS)
    )
    run.note(f"median {median(told.late):.1f} ms, p99 {percentile(told.late, 0.99):.1f} ms, {_over(told.late)}")
    own = [max(late - waited, 0.0) for late, waited in zip(told.late, told.waited, strict=True)]
    run.note(f"without the time in which other programs had the processors: slowest {max(own):.1f} ms, {_over(own)}")
    run.note(
        f"the idle window before: p99 {percentile(told.idle_late, 0.99):.1f} ms, slowest {max(told.idle_late):.1f} ms"
    )
    run.tell(Figure(f"{what}: memory beyond the idle program", told.height - told.idle, "MB", at_most=most_mb))


def _over(late: list[float]) -> str:
    over = sum(one > MOST_MS for one in late)
    return f"{over:,} of {len(late):,} over {MOST_MS:.0f} ms"


def _child(archive: Path) -> Told:
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        ran = subprocess.run(
            [sys.executable, str(_HERE), str(Path(folder) / "relate.db"), str(archive)],
            env={**os.environ, "PYTHONPATH": str(_HERE.parents[2]), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
        )
    return Told(**json.loads(ran.stdout.splitlines()[-1]))


def resident() -> float:
    """Megabytes this process and those it started held at most."""
    return sum(map(most_megabytes, (os.getpid(), *_children())))


def _children() -> list[int]:
    told = [task / "children" for task in Path("/proc/self/task").iterdir()]
    return [int(pid) for path in told if path.exists() for pid in path.read_text(encoding="ascii").split()]


def _waited() -> float:
    """Milliseconds in which this thread could run and had no processor, since it began."""
    return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e6


class _Watch:
    """How late each tick of a timer of this thread comes."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late: list[float] = []
        self.waited: list[float] = []
        self.height = 0.0
        self._last, self._had_waited = time.perf_counter(), _waited()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_DUE_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, waited = time.perf_counter(), _waited()
        self.late.append(max(0.0, 1000 * (now - self._last) - _DUE_MS))
        self.waited.append(waited - self._had_waited)
        self._last, self._had_waited = now, waited
        if len(self.late) % 100 == 0:
            self.height = max(self.height, resident())
            self._last, self._had_waited = time.perf_counter(), _waited()

    def taken(self) -> tuple[list[float], list[float]]:
        """What was seen until now, lateness and waiting; the first tick goes, and watching begins anew."""
        late, self.late = self.late[1:], []
        waited, self.waited = self.waited[1:], []
        self._last, self._had_waited = time.perf_counter(), _waited()
        return late, waited


def _watched(library_path: Path, archive: Path) -> Told:
    from tests.bench.windows import wait_until, window_on

    with window_on(library_path) as window:
        watch = _Watch()
        until = time.perf_counter() + _IDLE_SECONDS
        wait_until(lambda: time.perf_counter() > until)
        (idle_late, _), idle = watch.taken(), resident()
        job = window.library.imports.start([archive])
        wait_until(job.future.done, patience=1200)
        assert job.future.result().imports, job.future.result()
        until = time.perf_counter() + 1  # the panels, once more
        wait_until(lambda: time.perf_counter() > until)
        return Told(idle_late, *watch.taken(), idle, max(watch.height, resident()))


if __name__ == "__main__":
    print(json.dumps(asdict(_watched(Path(sys.argv[1]), Path(sys.argv[2])))))
