"""The line at the head: the search field, what folds the panels, Import and New person."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QWidget

from relate.ui.controls import LineEdit, button, icon_button, key_cap, label, set_tooltip
from relate.ui.icons import dress
from relate.ui.theme import theme
from relate.ui.words import tr


class SearchField(LineEdit):
    """The field of Ctrl+K: arrows and Enter go to the answers below it, Esc closes them."""

    moved = Signal(int)
    chosen = Signal()
    escaped = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setPlaceholderText(tr("Search people, messages, notes"))
        self.setAccessibleName(tr("Search people, messages, notes"))
        self.setMaxLength(200)
        self._before: QWidget | None = None
        """Who had the keys when they were asked for here."""
        self._cap = key_cap(tr("Ctrl K"))
        self._cap.setFixedHeight(self._cap.fontMetrics().height() + 6)
        self.setTextMargins(0, 0, self._cap.sizeHint().width() + 8, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)

    def take_keys(self) -> None:
        """Ctrl+K: the keys are here now, until they are given back."""
        focused = QApplication.focusWidget()
        if focused is not self:
            self._before = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_back(self) -> None:
        """The keys go on where they were; nowhere, where a click brought them here."""
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_PageDown:
                self.moved.emit(5)
            case Qt.Key.Key_PageUp:
                self.moved.emit(-5)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.chosen.emit()
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt moves the focus here by itself, as if by Tab, when the widget that had it goes: nobody asked then.
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.entered.emit()


class TopBar(QFrame):
    """`import_files()`, `import_folder()`, `how_to_wanted()`, `new_person()`, `fold_list()`, `fold_suggestions()`."""

    import_files = Signal()
    import_folder = Signal()
    how_to_wanted = Signal()
    new_person = Signal()
    fold_list = Signal(bool)
    fold_suggestions = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "topbar")
        self.setFixedHeight(theme().px(52))
        mark = label(tr("Relate"), "accent", bold=True)
        font = theme().font(bold=True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(font.Weight.Bold)
        mark.setFont(font)
        self.field = SearchField()
        self.field.setMaximumWidth(theme().px(520))
        self.list_button = icon_button(None, tr("Show or fold the list"), checkable=True)
        self.suggestions_button = icon_button(None, tr("Show or fold the suggestions"), checkable=True)
        self._dressed = False
        self.import_button = button(tr("Import"))
        menu = QMenu(self.import_button)
        menu.addAction(tr("Files …") + "\tCtrl+I").triggered.connect(self.import_files)
        menu.addAction(tr("A folder …")).triggered.connect(self.import_folder)
        menu.addSeparator()
        menu.addAction(tr("How do I get my archive?")).triggered.connect(self.how_to_wanted)
        self.import_button.setMenu(menu)
        self.new_button = button(tr("New person"))
        set_tooltip(self.new_button, tr("Ctrl+N"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(mark)
        row.addWidget(self.field, 10)
        row.addStretch(1)
        self._rest = (self.field, self.list_button, self.suggestions_button, self.import_button, self.new_button)
        for widget in self._rest[1:]:
            row.addWidget(widget)
        self.list_button.toggled.connect(self.fold_list)
        self.suggestions_button.toggled.connect(self.fold_suggestions)
        self.new_button.clicked.connect(self.new_person)

    def show_tools(self, shown: bool) -> None:
        """Off on the first page of an empty library: the name alone."""
        for widget in self._rest:
            widget.setVisible(shown)

    def show_folding(self, *, list_shown: bool, suggestions_shown: bool, offered: bool) -> None:
        """Shows which panels are open; the two buttons are there when `offered`."""
        if offered and not self._dressed:
            # On a wide screen the two are hidden: their pictures are drawn when they are first wanted.
            self._dressed = True
            dress(self.list_button, "panel-left", "muted", "accent")
            dress(self.suggestions_button, "panel-right", "muted", "accent")
        for made, shown in ((self.list_button, list_shown), (self.suggestions_button, suggestions_shown)):
            made.blockSignals(True)
            made.setChecked(shown)
            made.blockSignals(False)
            made.setVisible(offered)
