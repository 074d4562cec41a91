"""Files dropped anywhere on the window.

The drag is caught at the native window, before any widget sees it: a text field would take a file for its name, and
a list would refuse it. What is no local file goes its usual way.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from relate.ui.theme import theme
from relate.ui.words import tr


def local_files(data: QMimeData) -> list[Path]:
    """The local files and folders of a drag, each once, in its order."""
    found = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]
    return list(dict.fromkeys(found))


class DropOverlay(QWidget):
    """Lies over the whole window while files hang over it: "Drop to import"."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Drop to import"))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = look.colour("ground")
        veil.setAlphaF(0.86)
        painter.fillRect(self.rect(), veil)
        box = self.rect().adjusted(24, 24, -24, -24)
        painter.setPen(QPen(look.colour("bar"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(look.colour("accent_ground"))
        painter.drawRoundedRect(box, 12, 12)
        painter.setPen(look.colour("accent"))
        painter.setFont(look.font(2, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("Drop to import"))


class Drops(QObject):
    """Watches one window. `files_expected(list[Path])`: files hang over it. `files_dropped(list[Path])`."""

    files_expected = Signal(object)
    files_dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.winId()  # makes the native window, which is what a drag comes to
        handle = window.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove:
                assert isinstance(event, QDragEnterEvent | QDragMoveEvent)
                files = self._over(event)
                if files and event.type() == QEvent.Type.DragEnter:
                    self.files_expected.emit(files)
                return bool(files)
            case QEvent.Type.DragLeave:
                self.overlay.hide()
            case QEvent.Type.Drop:
                assert isinstance(event, QDropEvent)
                return self._dropped(event)
        return False

    def _over(self, event: QDragEnterEvent | QDragMoveEvent) -> list[Path]:
        """The files that hang over the window; none where what hangs there is something else."""
        files = local_files(event.mimeData())
        if not files:
            return []
        # The files stay where they are, whatever the file manager proposes.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.overlay.setGeometry(self._window.rect())
        self.overlay.show()
        self.overlay.raise_()
        return files

    def _dropped(self, event: QDropEvent) -> bool:
        self.overlay.hide()
        files = local_files(event.mimeData())
        if not files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.files_dropped.emit(files)
        return True


class Chooser(QObject):
    """The system's dialogs for files and folders; `opened()`, `chosen(list[Path])`."""

    opened = Signal()
    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def choose_files(self) -> None:
        self._open(tr("Files to import"))

    def choose_folder(self) -> None:
        self._open(tr("Folder to import"), folder=True)

    def _open(self, title: str, *, folder: bool = False) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory if folder else QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._selected)
        dialog.open()
        self.opened.emit()

    def _selected(self, names: list[str]) -> None:
        self.chosen.emit([Path(name) for name in names])
