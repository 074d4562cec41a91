"""How an archive is got: the steps of each source, that it was asked for, and the sheet that asks for a newer one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.sources import Guide
from relate.services.views import SourceAge
from relate.ui.background import Background
from relate.ui.controls import Elided, button, frame, label, widen
from relate.ui.imports import asking
from relate.ui.places.page import rows_of
from relate.ui.reconnect.channels import is_safe, open_link
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme
from relate.ui.words import day_known, long_day, one_line, tr

if TYPE_CHECKING:
    from relate.services.library import Library

WIDTH = 600
MOST_OF_THE_SCREEN = 0.75
SHOWN_FIRST = ("linkedin", "mail", "whatsapp", "facebook", "instagram", "x")
"""The sources that the first page names; the others unfold."""


class HowToSteps(QWidget):
    """The steps in their order, the page where they begin, and that it was asked for."""

    def __init__(self, library: Library, background: Background, guide: Guide) -> None:
        super().__init__()
        how = guide.how
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        for words in asking.promises(how.takes if how.waits else "", how.choose):
            column.addWidget(label(words, "muted", wrap=True))
        for way in how.ways:
            column.addWidget(label(tr(way.title), bold=True))
            self._steps(column, way.steps, way.link)
        self._steps(column, how.steps, how.link)
        if how.waits:
            column.addWidget(Asking(library, background, guide))

    def _steps(self, column: QVBoxLayout, steps: tuple[str, ...], link: str) -> None:
        for number, step in enumerate(steps, start=1):
            row = QHBoxLayout()
            row.setSpacing(8)
            if len(steps) > 1:
                row.addWidget(label(f"{number}.", "muted"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(tr(step), wrap=True), 1)
            column.addLayout(row)
        if is_safe(link):
            # The address is the button's text: nothing opens that was not shown before.
            go = button(tr("Open {link}", link=link), "link", icon="external-link")
            go.clicked.connect(partial(self._open, link))
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self, link: str, _checked: bool = False) -> None:
        open_link(link)


class Asking(QWidget):
    """ "I have asked for it", and when it should be ready then; taken back with one click."""

    def __init__(self, library: Library, background: Background, guide: Guide) -> None:
        super().__init__()
        self._library, self._background, self._guide = library, background, guide
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.says = label(wrap=True)
        not_any_more = tr("{source} is not waited for any more", source=guide.title)
        self.forget = button(tr("Not any more"), name=not_any_more)
        self.forget.clicked.connect(self._forget)
        self.ask = self._asking(guide)
        for widget, stretch in ((self.ask, 0), (self.says, 1), (self.forget, 0)):
            row.addWidget(widget, stretch)
        background.bridge.changed.connect(self._changed)
        self._fill()

    def _asking(self, guide: Guide) -> QPushButton:
        """One click, or where there is a choice one more."""
        waits = guide.how.waits
        if len(waits) == 1:
            made = button(asking.i_have_asked())
            made.clicked.connect(partial(self._ask, waits[0].minutes))
            return made
        made = button(f"{asking.i_have_asked()} ▾", name=asking.i_have_asked())
        menu = QMenu(made)
        for wait in waits:
            menu.addAction(asking.choice(wait.words, wait.minutes)).triggered.connect(partial(self._ask, wait.minutes))
        made.setMenu(menu)
        return made

    def _changed(self, change: ChangeSet) -> None:
        if change.what & (What.SETTINGS | What.IMPORTS):
            self._fill()

    def _fill(self) -> None:
        asked = self._library.sources.asked_for()
        waits = next((one for one in asked if one.network == self._guide.network), None)
        shown, hidden = (self.ask, self.forget) if waits is None else (self.forget, self.ask)
        had_focus = hidden.hasFocus()
        self.says.setText(asking.then_reminded() if waits is None else asking.asked(waits, self._library.clock()))
        shown.show()
        if had_focus:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        hidden.hide()

    def _ask(self, minutes: int, _checked: bool = False) -> None:
        self._background.bridge.when_done(self._library.sources.ask(self._guide.network, minutes))

    def _forget(self) -> None:
        self._background.bridge.when_done(self._library.sources.forget_asking(self._guide.network))


class HowToLine(QWidget):
    """A source in one line, and its steps below when asked for."""

    def __init__(self, library: Library, background: Background, guide: Guide, name_width: int) -> None:
        """name_width: pixels of the name, the same for all of a list."""
        super().__init__()
        self._library, self._background, self.guide = library, background, guide
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        name = label(guide.title, bold=True)
        name.setFixedWidth(name_width)
        row.addWidget(name)
        row.addWidget(Elided(guide.how.holds.strip().rstrip("."), "muted"), 1)
        # What follows a semicolon is for the steps: here only what to choose, and how soon it can be.
        soon = guide.how.takes.partition(";")[0].strip()
        choose = Elided(" · ".join(part for part in (guide.how.choose, soon) if part), "muted")
        choose.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # it is cut after what it holds
        row.addWidget(choose)
        self.ask = button(tr("Fold away"), "link", name=tr("Show me how to get it: {source}", source=guide.title))
        folding = self.ask.sizeHint().width()
        self.ask.setText(tr("Show me how"))
        self.ask.setMinimumWidth(max(folding, self.ask.sizeHint().width()))  # so that nothing in the line moves
        self.ask.setCheckable(True)
        self.ask.toggled.connect(self._unfold)
        row.addWidget(self.ask)
        self._column.addLayout(row)
        self._steps: HowToSteps | None = None

    @property
    def steps(self) -> HowToSteps:
        """Made when they are first wanted: the first page shows none of them."""
        if self._steps is None:
            self._steps = HowToSteps(self._library, self._background, self.guide)
            self._steps.setContentsMargins(theme().px(12), 0, 0, 0)
            self._steps.hide()
            self._column.addWidget(self._steps)
            in_turn((self.ask, *self._steps.findChildren(QPushButton)))
        return self._steps

    @property
    def controls(self) -> list[QPushButton]:
        """What takes the focus in it, in its order."""
        return [self.ask, *(self._steps.findChildren(QPushButton) if self._steps is not None else ())]

    def _unfold(self, unfolded: bool) -> None:
        self.steps.setVisible(unfolded)
        self.ask.setText(tr("Fold away") if unfolded else tr("Show me how"))


class HowToList(QFrame):
    """A card of every source that can be got, each a line. folded: of the usual ones, the others on demand."""

    def __init__(self, library: Library, background: Background, *, folded: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._library, self._background = library, background
        guides = library.sources.guides()
        bold = QFontMetrics(theme().font(bold=True))
        self._name_width = max((bold.horizontalAdvance(guide.title) for guide in guides), default=0) + 8
        self._column = rows_of(self, 16, 0)
        self._column.setContentsMargins(16, 4, 16, 4)
        self._others = [guide for guide in guides if folded and guide.network not in SHOWN_FIRST]
        for guide in guides:
            if guide not in self._others:
                self._add(guide)
        self.more: QPushButton | None = None
        if self._others:
            self._column.addWidget(frame("rule"))
            self._column.addWidget(self._folded())

    @property
    def lines(self) -> list[HowToLine]:
        return self.findChildren(HowToLine)

    def _add(self, guide: Guide) -> HowToLine:
        if self._column.count():
            self._column.addWidget(frame("rule"))
        line = HowToLine(self._library, self._background, guide, self._name_width)
        self._column.addWidget(line)
        return line

    def _folded(self) -> QWidget:
        """The names of the others in one line, each once, and the way to them."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        # "Address book (vCard)" and "Address book (CSV)" are one word here.
        names = dict.fromkeys(guide.title.partition(" (")[0] for guide in self._others)
        row.addWidget(label(", ".join(names), "muted", wrap=True), 1)
        self.more = button(tr("Show all"), "link", name=tr("Show how to get the others"))
        self.more.clicked.connect(self._unfold)
        row.addWidget(self.more)
        return box

    def _unfold(self) -> None:
        if self.more is None:
            return
        box = self.more.parentWidget()
        self.more = None
        assert box is not None
        before = self.lines[-1].controls[-1]
        unfolded = [self._add(guide) for guide in self._others]
        in_turn((before, *(line.ask for line in unfolded)))
        unfolded[0].ask.setFocus(Qt.FocusReason.OtherFocusReason)
        # The line of names and the rule above it go; the click is over after that.
        rule = self._column.itemAt(self._column.indexOf(box) - 1)
        for widget in (box, rule.widget() if rule is not None else None):
            if widget is not None:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()


class NewerArchive(QDialog):
    """How far a source is known, and how a newer archive of it is got. `files_wanted()`: it is there already."""

    files_wanted = Signal()

    def __init__(
        self, library: Library, background: Background, network: str, source: SourceAge | None, parent: QWidget
    ) -> None:
        """source: None where no archive of that network was read yet."""
        super().__init__(parent)
        guide = library.sources.guide(network)
        title = one_line(source.title if source is not None else guide.title if guide is not None else network, 60)
        newer = tr("A newer archive: {source}", source=title)
        self.setWindowTitle(newer if source is not None else tr("Your archive: {source}", source=title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        says = QVBoxLayout(inside)
        says.setContentsMargins(0, 0, 8, 0)
        says.setSpacing(12)
        if source is not None:
            known = tr("{source} is known until {date}. What happened since then is unknown, not silence.",
                       source=title, date=long_day(day_known(source.until_ms)))  # fmt: skip
            says.addWidget(label(known, wrap=True))
        if guide is not None:
            says.addWidget(HowToSteps(library, background, guide))
        kept = tr("Drop it anywhere on the window: what is known already stays, only what is new is added.")
        says.addWidget(label(kept, "muted", wrap=True))
        says.addStretch()
        column.addWidget(Scrolled(inside), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close, choose = button(tr("Close")), button(tr("Choose files"), "filled")
        close.clicked.connect(self.reject)
        choose.clicked.connect(self._choose)
        row.addWidget(close)
        row.addWidget(choose)
        column.addLayout(row)
        choose.setFocus()
        widen(self, WIDTH)
        width = self.minimumWidth()
        room = round(self.screen().availableGeometry().height() * MOST_OF_THE_SCREEN)
        self.resize(width, min(inside.heightForWidth(width - 64) + choose.sizeHint().height() + 72, room))

    def _choose(self) -> None:
        self.accept()
        self.files_wanted.emit()


def in_turn(widgets: Iterable[QWidget]) -> None:
    """Whatever is made later comes last by the Tab key, behind all of the page: here each follows the one before."""
    for one, following in pairwise(widgets):
        QWidget.setTabOrder(one, following)
