"""Relate as it is started, watched from inside: tells when its list was first painted with people in it, and what was
loaded then. Run by processes.py.

    painted.py painted|built [arguments of relate]
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

LATER = ("numpy", "rapidfuzz", "phonenumbers", "icalendar", "pyqtgraph")
"""What must not be loaded before the first paint."""
REST_MS = 3000
"""After everything was built: long enough for the day's list and the faces."""


def main(until: str, arguments: list[str]) -> int:
    from relate import app

    own_run = app.Program.run

    def run(program: app.Program) -> int:
        _watch(until)
        return own_run(program)

    # Everything is loaded by then, in the order of a start that nobody watches.
    app.Program.run = run  # type: ignore[assignment, method-assign]
    from relate.__main__ import main as relate

    return relate(arguments)


def _watch(until: str) -> None:
    from relate.ui.contacts.view import PeopleView
    from relate.ui.main_window import MainWindow

    told: dict[str, Any] = {}
    own_paint = PeopleView.paintEvent

    def paint(view: PeopleView, event: Any) -> None:
        own_paint(view, event)
        if told or not view.model().rowCount():
            return
        told.update(
            painted=time.monotonic(),
            people=view.model().rowCount(),
            loaded=[name for name in LATER if name in sys.modules],
            resident={},
        )
        window = view.window()
        if until == "painted":
            _tell(told)
        elif isinstance(window, MainWindow):
            window.built.connect(lambda: _rest(told))

    PeopleView.paintEvent = paint  # type: ignore[assignment, method-assign]


def _rest(told: dict[str, Any]) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(REST_MS, lambda: _tell(told))


def _tell(told: dict[str, Any]) -> None:
    told["resident"] = _resident()
    print(json.dumps(told), flush=True)
    os._exit(0)


def _resident() -> dict[str, float]:
    """Megabytes, as Linux counts them; empty elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    names = {"VmRSS": "whole", "RssAnon": "of its own", "RssFile": "files"}
    lines = (line.partition(":") for line in status.read_text().splitlines())
    return {names[name]: int(value.split()[0]) / 1024 for name, _, value in lines if name in names}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
