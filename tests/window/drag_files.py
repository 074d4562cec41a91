"""A file manager in small: a window at the right edge from which the files named on the command line are dragged."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Files(QLabel):
    def mousePressEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(name) for name in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        taken = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
        print("ended", taken.name, flush=True)


def main() -> None:
    app = QApplication(sys.argv[:1])
    files = Files("files")
    files.setGeometry(1000, 300, 300, 300)
    files.show()
    QTimer.singleShot(500, lambda: print("stands", flush=True))
    app.exec()


if __name__ == "__main__":
    main()
