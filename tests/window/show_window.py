"""Relate's window on a library of its own, for a test outside: says when it stands, what was dropped on it, and who
was placed in a circle."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from relate.ui.main_window import MainWindow
from relate.ui.places.circles.place import CirclesPlace
from relate.ui.rail import CIRCLES


def main() -> None:
    app = QApplication(sys.argv[:1])
    library = Library.open(Path(sys.argv[1]))
    maya = library.people.add("Maya Okafor", role="VP Partnerships").result(20)
    bridge = Bridge()
    library.listen(bridge.on_change)
    background = Background(bridge)
    window = MainWindow(library, background)
    window.setGeometry(0, 0, 900, 880)
    window.add_place(CIRCLES.key, lambda: CirclesPlace(library, background, window.actions_))

    def tell(paths: list[Path]) -> None:
        print("dropped", json.dumps([str(path) for path in paths]), flush=True)

    def stands() -> None:
        field = window.topbar.field
        where = field.mapToGlobal(field.rect().center())
        row = window.contacts.mapToGlobal(window.contacts.rect().center())
        view, rail = window.contacts.view, window.rail._buttons[CIRCLES.key]
        person = view.viewport().mapToGlobal(view.visualRect(view.model().index(0, 0)).center())
        circles = rail.mapToGlobal(rail.rect().center())
        points = {"field": where, "list": row, "person": person, "circles": circles}
        print("stands", json.dumps({name: [point.x(), point.y()] for name, point in points.items()}), flush=True)

    def moved(key: str) -> None:
        if key == CIRCLES.key:
            QTimer.singleShot(0, say_where_the_middle_is)

    def say_where_the_middle_is() -> None:
        place = window.place(CIRCLES.key)
        assert isinstance(place, CirclesPlace)
        middle = place.rings.mapToGlobal(place.rings.rect().center())
        print("middle", json.dumps([middle.x(), middle.y()]), flush=True)

    def changed(_change: object) -> None:
        (row,) = library.people.rows([maya])
        if row.circle is not None:
            print("placed", row.circle, flush=True)

    window.moved.connect(moved)
    bridge.changed.connect(changed)
    window.files_dropped.connect(tell)
    window.built.connect(stands)
    window.show()
    app.exec()
    bridge.close()
    background.close()
    library.close()


if __name__ == "__main__":
    main()
