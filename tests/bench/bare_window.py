"""A process with a window and nothing in it: tells when it was painted. Run by processes.py."""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print(json.dumps({"painted": time.monotonic(), "people": 0, "loaded": [], "resident": {}}), flush=True)
        os._exit(0)


app = QApplication(sys.argv)
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
