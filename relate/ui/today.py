"""Today: the list, the person, the suggestions side by side; what has no room is folded away, never gone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from relate.ui.theme import theme

NARROW: Final = 1100
"""Below this width the suggestions are folded until they are asked for."""
NARROWEST: Final = 760
"""Below this one the list too; whichever of the two is asked for then takes the place of the middle."""
LEAST_MIDDLE: Final = 380
LEAST_SUGGESTIONS: Final = 280
"""A card is whole from this width on."""
USUAL_WIDTHS: Final = (316, 352)
"""Of the list and of the suggestions; the middle takes the rest."""


class Today(QWidget):
    """Three panels in a splitter. `folded()` when one of the outer ones was folded or shown."""

    folded = Signal()

    def __init__(self, contacts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = contacts
        middle = QWidget()
        middle.setProperty("kind", "panel")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle.setMinimumWidth(theme().px(LEAST_MIDDLE))
        self._suggestions = QWidget()
        self._suggestions.setProperty("kind", "ground")
        self._suggestions.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._suggestions.setMinimumWidth(theme().px(LEAST_SUGGESTIONS))
        self._inside = QVBoxLayout(self._suggestions)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._narrow = False
        self._was_alone = False
        self._wide_folds = (False, False)
        """Whether list and suggestions are folded while there is room for them."""
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for n, panel in enumerate((contacts, middle, self._suggestions)):
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(n, 1 if n == 1 else 0)
        self._list_width, self._suggestions_width = (theme().px(width) for width in USUAL_WIDTHS)
        """What the user wants them to be; in a window that is too small for it they have less."""
        self.splitter.splitterMoved.connect(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def set_person(self, panel: QWidget) -> None:
        """The panel of a person; it may come after the first paint."""
        panel.setMinimumWidth(theme().px(LEAST_MIDDLE))
        former = self.splitter.replaceWidget(1, panel)
        if former is not None:
            former.deleteLater()
        self.splitter.setStretchFactor(1, 1)
        self._share_out()

    def set_suggestions(self, panel: QWidget) -> None:
        """The panel "People to reconnect with"; it may come after the first paint."""
        self._inside.addWidget(panel)

    @property
    def suggestions(self) -> QWidget:
        return self._suggestions

    def first_suggestion(self) -> QWidget | None:
        """Where the keyboard goes among the suggestions; None while nothing there takes it."""
        takes = (found for found in self._suggestions.findChildren(QWidget) if found.isVisible())
        return next((found for found in takes if found.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    @property
    def narrow(self) -> bool:
        return self._narrow

    @property
    def list_shown(self) -> bool:
        return not self._list.isHidden()

    @property
    def suggestions_shown(self) -> bool:
        return not self._suggestions.isHidden()

    def show_list(self, shown: bool) -> None:
        """Shows or folds the list; where there is little room the suggestions make place for it."""
        self._list.setVisible(shown)
        if shown and self._narrow:
            self._suggestions.hide()
        self._share_out()
        self._remember()

    def show_suggestions(self, shown: bool) -> None:
        """Shows or folds the suggestions; where there is little room the list makes place for them."""
        self._suggestions.setVisible(shown)
        if self._narrow:
            self._list.setVisible(not shown and not self._alone)
        self._share_out()
        self._remember()

    def show_middle(self) -> None:
        """Somebody is to be seen: what took the place of the middle is folded."""
        if self._alone and (self.list_shown or self.suggestions_shown):
            self._list.hide()
            self._suggestions.hide()
            self._share_out()
            self.folded.emit()

    @property
    def middle_shown(self) -> bool:
        return not self._middle.isHidden()

    @property
    def _middle(self) -> QWidget:
        middle = self.splitter.widget(1)
        assert middle is not None
        return middle

    @property
    def _alone(self) -> bool:
        """Whether there is room for one panel only."""
        return self.window().width() < theme().px(NARROWEST)

    def state(self) -> str:
        """What is remembered: three widths, and whether list and suggestions are folded: "316,708,352,0,0"."""
        middle = self.splitter.sizes()[1]
        return f"{self._list_width},{middle},{self._suggestions_width},{self._wide_folds[0]:d},{self._wide_folds[1]:d}"

    def restore(self, state: str) -> None:
        """Takes over what `state` told at an earlier time; anything else is left alone."""
        parts = [int(part) for part in state.split(",") if part.isdecimal()]
        if len(parts) != 5:
            return
        if parts[0] > 0 and parts[2] > 0:
            self._list_width, self._suggestions_width = parts[0], parts[2]
        self._wide_folds = (bool(parts[3]), bool(parts[4]))
        self._fold(self.window().width() < theme().px(NARROW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_alone, self._was_alone = self._was_alone, self._alone
        narrow = self.window().width() < theme().px(NARROW)
        if narrow != self._narrow:
            self._fold(narrow)
        elif narrow and self.list_shown and self._alone and not was_alone:
            self._list.hide()
            self.folded.emit()
        self._share_out()

    def _share_out(self) -> None:
        """Gives the panels their widths. Each time anew: a splitter keeps what it had to squeeze, as before the window
        has a width of its own, or while it is a small one."""
        self._middle.setVisible(not (self._alone and (self.list_shown or self.suggestions_shown)))
        left = self.width() - 2 * self.splitter.handleWidth()
        left -= self._list_width if self.list_shown else 0
        left -= self._suggestions_width if self.suggestions_shown else 0
        self.splitter.setSizes([self._list_width, max(left, 1), self._suggestions_width])

    def _moved(self, _place: int, _handle: int) -> None:
        """The user pulled at an edge."""
        widths = self.splitter.sizes()
        if self.list_shown:
            self._list_width = widths[0]
        if self.suggestions_shown:
            self._suggestions_width = widths[2]

    def _fold(self, narrow: bool) -> None:
        self._narrow = narrow
        self._list.setVisible(not self._alone if narrow else not self._wide_folds[0])
        self._suggestions.setVisible(not narrow and not self._wide_folds[1])
        self._share_out()
        self.folded.emit()

    def _remember(self) -> None:
        if not self._narrow:
            self._wide_folds = (not self.list_shown, not self.suggestions_shown)
        self.folded.emit()
