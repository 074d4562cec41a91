"""Python's cyclic garbage is collected on the GUI thread alone.

Python collects on whichever thread happens to allocate. Readers, the writer and imports allocate most, so a widget
that is part of a cycle would be destroyed on one of their threads, and Qt may crash then or some time later.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 500
THRESHOLDS: Final = (700, 10, 10)
"""Python's own, for the generations 0, 1 and 2."""
MANY: Final = 30_000
"""Objects from which a collection holds up the window: each takes a microsecond, and an import keeps 200,000."""
PATIENCE: Final = 60
"""How often a collection of all is put off, each time for some seconds: what an import keeps goes with it."""


class GarbageCollector(QObject):
    """Takes the collecting over until `close`. Made on the GUI thread, before a widget is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._put_off = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @staticmethod
    def settle() -> None:
        """What there is by now stays to the end: no collection looks through it any more. Called when the window is
        built, and again when all of it stands."""
        gc.freeze()

    def look(self) -> None:
        """Collects the oldest generation that is due and those below it; most of the time none is."""
        counts = gc.get_count()
        due = [generation for generation in range(3) if counts[generation] > THRESHOLDS[generation]]
        if due and due[-1] == 2 and (len(due) < 3 or self._is_put_off()):
            # All with the middle ones alone: to ask how many there are takes some milliseconds as well.
            due.pop()
        if due:
            gc.collect(due[-1])

    def _is_put_off(self) -> bool:
        """Whether there is too much to look through all of it; what is still there after minutes stays to the end."""
        if len(gc.get_objects(generation=2)) <= MANY:
            self._put_off = 0
            return False
        self._put_off += 1
        if self._put_off > PATIENCE:
            self._put_off = 0
            # What is left goes by itself when nobody holds it any more, unless it is in a cycle.
            gc.freeze()
        return True

    def close(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
