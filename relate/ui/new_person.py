"""Ctrl+N: somebody new, by name and what is known of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relate.ui.controls import button, label, widen
from relate.ui.words import tr

FIELDS = {"name": "Name", "role": "Role", "company": "Company", "mail": "Mail", "phone": "Phone", "link": "Link"}


class NewPersonDialog(QDialog):
    """`wanted(dict)`: the fields as typed, by their names in `Library.people.add`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New person"))
        widen(self, 400)
        self.fields = {field: QLineEdit() for field in FIELDS}
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for field, what in FIELDS.items():
            edit = self.fields[field]
            edit.setMaxLength(500)
            edit.setAccessibleName(tr(what))
            named = label(tr(what), "muted")
            named.setMinimumHeight(edit.sizeHint().height())  # in the middle of its field, not at its upper edge
            form.addRow(named, edit)
        self.fields["name"].setText(name)
        self.add = button(tr("Add"), "filled")
        self.add.setDefault(True)
        self.add.setEnabled(bool(name.strip()))
        cancel = button(tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addLayout(buttons)
        self.fields["name"].textChanged.connect(self._named)
        self.add.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)

    def accept(self) -> None:
        typed = {field: edit.text().strip() for field, edit in self.fields.items()}
        if typed["name"]:
            self.wanted.emit(typed)
            super().accept()

    def _named(self, text: str) -> None:
        self.add.setEnabled(bool(text.strip()))
