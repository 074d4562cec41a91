"""Relate's window on a library of its own, for a test outside: says when it stands and what was dropped on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from relate.ui.main_window import MainWindow


def main() -> None:
    app = QApplication(sys.argv[:1])
    library = Library.open(Path(sys.argv[1]))
    library.people.add("Maya Okafor", role="VP Partnerships").result(20)
    bridge = Bridge()
    background = Background(bridge)
    window = MainWindow(library, background)
    window.setGeometry(0, 0, 900, 880)

    def tell(paths: list[Path]) -> None:
        print("dropped", json.dumps([str(path) for path in paths]), flush=True)

    def stands() -> None:
        field = window.topbar.field
        where = field.mapToGlobal(field.rect().center())
        row = window.contacts.mapToGlobal(window.contacts.rect().center())
        print("stands", json.dumps({"field": [where.x(), where.y()], "list": [row.x(), row.y()]}), flush=True)

    window.files_dropped.connect(tell)
    window.built.connect(stands)
    window.show()
    app.exec()
    bridge.close()
    background.close()
    library.close()


if __name__ == "__main__":
    main()
