"""The line at the foot: how far each source is known, and that nothing leaves this computer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QPushButton, QSizePolicy, QWidget

from relate.ui import words
from relate.ui.controls import button, label
from relate.ui.theme import theme
from relate.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from relate.services.sources import Awaited
    from relate.services.views import SourceAge

SPACING: Final = 4
LEFT, RIGHT = 8, 16


class Said(NamedTuple):
    """What the line says of a source. short: where there is little room. urgent: somebody should see it."""

    key: str
    text: str
    short: str
    urgent: bool


class StatusBar(QFrame):
    """`refresh_wanted(SourceAge.key)`: somebody clicked a source that is old, to get a newer archive; a network where
    nothing was read of it yet."""

    refresh_wanted = Signal(str)
    progress_clicked = Signal()
    made_up_unwanted = Signal()
    """The made-up people are to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "statusbar")
        self.setFixedHeight(theme().px(28))
        # One line however many sources there are: it never makes the window wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(LEFT, 0, RIGHT, 0)
        self._row.setSpacing(SPACING)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._said: list[Said] = []
        self._sources: list[QPushButton] = []
        self._more = button("", "quiet", name=tr("More sources"))
        self._more.setFont(theme().font(small=True))
        self._more.setMenu(QMenu(self._more))
        self._more.hide()
        self._row.addWidget(self._more)
        self._progress = button("", "quiet", name=tr("What is being read"))
        self._progress.setFont(theme().font(small=True))
        self._progress.clicked.connect(self.progress_clicked)
        self._progress.hide()
        self._row.addWidget(self._progress)
        self._work = label("", "muted", small=True)
        self._work.setContentsMargins(8, 0, 8, 0)
        self._work.hide()
        self._row.addWidget(self._work)
        self._made_up = button(tr("Made-up people · take them away"), "quiet")
        self._made_up.setFont(theme().font(small=True))
        self._made_up.clicked.connect(self.made_up_unwanted)
        self._made_up.hide()
        self._row.addWidget(self._made_up)
        self._row.addStretch(1)
        self._private = label(tr("Nothing leaves this computer"), "muted", small=True)
        self._row.addWidget(self._private)
        self._backup = label("", "muted", small=True)
        self._backup.setContentsMargins(16, 0, 0, 0)
        self._backup.hide()
        self._row.addWidget(self._backup)

    def show_sources(self, sources: Sequence[SourceAge], today: date, asked_for: Sequence[Awaited] = ()) -> None:
        """ "LinkedIn until 20 Nov"; one that is old offers to request a new one, or says that it was asked for.

        Where there is little room the offer is left out, for a click on the source makes it; what does not fit even so
        goes into a menu, what is fresh first.
        """
        waiting = {one.network: one for one in asked_for}
        said = [_of_source(source, waiting.get(source.network), today) for source in sources]
        known = {source.network for source in sources}
        said += [_of_nothing_read(one) for one in asked_for if one.network not in known]
        spans = [tr("Known until then, {span}", span=words.ago(source.age_days)) for source in sources]
        if said != self._said:
            self._said = said
            self._make(spans)
        self._fit()

    def show_backup(self, made_ms: int, now: int) -> None:
        """ "Backed up 09:12", or its day when that was not today."""
        made, today = words.local(made_ms), words.local(now).date()
        when = f"{made:%H:%M}" if made.date() == today else words.short_day(made.date(), today)
        self._backup.setText(tr("Backed up {when}", when=when))
        self._backup.show()
        self._fit()

    def show_made_up(self, there: bool) -> None:
        """Offers to take the made-up people away while there are some."""
        self._made_up.setVisible(there)
        self._fit()

    def show_progress(self, words: str) -> None:
        """What is being read and how far it is; nothing with an empty text."""
        self._progress.setVisible(bool(words))
        self._progress.setText(words)
        self._fit()

    def show_work(self, words: str) -> None:
        """What is worked out behind the window and how far it is; nothing with an empty text."""
        self._work.setText(words)
        self._work.setVisible(bool(words))
        self._fit()

    @property
    def work(self) -> str:
        """What is worked out now, in words."""
        return "" if self._work.isHidden() else self._work.text()

    @property
    def reading(self) -> bool:
        """Whether something is being read."""
        return not self._progress.isHidden()

    @property
    def folded(self) -> list[str]:
        """What the menu holds, because there is no room for it."""
        return [action.text() for action in self._more.menu().actions()]

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -------------------------------------------------------------------------------------------- the sources

    def _make(self, spans: Sequence[str]) -> None:
        focused = next((one.property("source") for one in self._sources if one.hasFocus()), None)
        for old in self._sources:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._sources = []
        for place, (key, text, *_) in enumerate(self._said):
            made = button(text, "quiet")
            made.setFont(theme().font(small=True))
            if place < len(spans):
                made.setToolTip(spans[place])
            made.setProperty("source", key)
            made.clicked.connect(partial(self._chosen, key))
            self._row.insertWidget(place, made)
            self._sources.append(made)
            if key == focused:
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Shows as many sources as there is room for; of the others a menu tells. What is true of every Relate goes
        before anything is cut."""
        wanted = [True] * len(self._sources)
        self._private.show()
        room = self.width() - LEFT - RIGHT - self._taken_elsewhere()
        if self._width([False] * len(self._said), [one.short for one in self._said]) > room:
            self._private.hide()
            room = self.width() - LEFT - RIGHT - self._taken_elsewhere()
        short = self._width(wanted, [one.text for one in self._said]) > room
        texts = [one.short if short else one.text for one in self._said]
        # The last goes first, and what is old stays as long as there is something fresh to go.
        for place in sorted(range(len(wanted)), key=lambda place: (self._said[place].urgent, -place)):
            if self._width(wanted, texts) <= room:
                break
            wanted[place] = False
        self._lay(wanted, texts)

    def _lay(self, wanted: Sequence[bool], texts: Sequence[str]) -> None:
        for one, fits, text in zip(self._sources, wanted, texts, strict=True):
            one.setText(text.replace("&", "&&"))
            one.setVisible(fits)
        menu = self._more.menu()
        menu.clear()
        for said, fits in zip(self._said, wanted, strict=True):
            if not fits:
                menu.addAction(said.text.replace("&", "&&")).triggered.connect(partial(self._chosen, said.key))
        count = wanted.count(False)
        self._more.setText(_more(count))
        self._more.setVisible(count > 0)

    def _width(self, fits: Sequence[bool], texts: Sequence[str]) -> int:
        shown = []
        for one, fit, text in zip(self._sources, fits, texts, strict=True):
            if fit:
                one.setText(text.replace("&", "&&"))
                shown.append(one.sizeHint().width())
        if (count := fits.count(False)) > 0:
            self._more.setText(_more(count))
            shown.append(self._more.sizeHint().width())
        return sum(shown) + SPACING * len(shown)

    def _taken_elsewhere(self) -> int:
        rest = (self._progress, self._work, self._made_up, self._private, self._backup)
        return sum(one.sizeHint().width() + SPACING for one in rest if not one.isHidden())

    def _chosen(self, key: str, _checked: bool = False) -> None:
        self.refresh_wanted.emit(key)


def _more(count: int) -> str:
    return tr("and {n} more ▴", n=count)


def _of_source(source: SourceAge, asked: Awaited | None, today: date) -> Said:
    title = words.one_line(source.title, 40)
    until = words.short_day(words.day_known(source.until_ms), today)
    short = tr("{source} ends {date}", source=title, date=until)
    if asked is not None and asked.ready:
        text = tr("{source} ends {date} · a new one should be ready", source=title, date=until)
        return Said(source.key, text, tr("{source} should be ready", source=title), True)
    if asked is not None:
        return Said(source.key, tr("{source} ends {date} · asked for", source=title, date=until), short, True)
    if source.old:
        return Said(source.key, tr("{source} ends {date} · request a new one", source=title, date=until), short, True)
    text = tr("{source} until {date}", source=title, date=until)
    return Said(source.key, text, text, False)


def _of_nothing_read(asked: Awaited) -> Said:
    ready = tr("{source} should be ready", source=asked.title)
    text = ready if asked.ready else tr("{source} asked for", source=asked.title)
    return Said(asked.network, text, text, True)
