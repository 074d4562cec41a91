"""Python's cyclic garbage is collected on the GUI thread alone.

Python collects on whichever thread happens to allocate. Readers, the writer and imports allocate most, so a widget
that is part of a cycle would be destroyed on one of their threads, and Qt may crash then or some time later.
"""

from __future__ import annotations

import gc
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 500
THRESHOLDS: Final = (700, 10, 10)
"""Python's own, for the generations 0, 1 and 2."""
LONG: Final = 0.03
"""Seconds from which a collection holds up the window: an import keeps 200,000 objects, each takes a microsecond."""


class GarbageCollector(QObject):
    """Takes the collecting over until `close`. Made on the GUI thread, before a widget is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
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
        if due:
            began = time.thread_time()
            gc.collect(max(due))
            if max(due) == 2 and time.thread_time() - began >= LONG:
                # Once is enough: what is left goes by itself when nobody holds it any more, unless it is in a cycle.
                gc.freeze()

    def close(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
