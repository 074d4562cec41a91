"""The Qt that is pinned does not lose count of True and None, as the version after it does on Python 3.11."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    said = Signal(bool, object)

application = QApplication([])
sender, heard, label = Sender(), [], QLabel()
sender.said.connect(lambda yes, nothing: heard.append(yes))
for _ in range(5_000):
    sender.said.emit(True, None)
for number in range(20_000):
    label.setText(str(number))
assert len(heard) == 5_000 and all(heard) and label.text() == "19999"
"""


def test_thousands_of_signals_and_labels_end_in_peace() -> None:
    # In a process of its own: the fault shows as an abort, at times only at the very end.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
