"""Settings: how much attention, when to be reminded, how it looks, where from, where it is kept. All hold at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QLocale, QTime, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

import relate
from relate.domain.changes import ChangeSet, What
from relate.services.library import Library
from relate.services.ports import AtLogin
from relate.ui.background import Background
from relate.ui.controls import Elided, button, frame, label, name_box
from relate.ui.places.page import Page, clear, rows_of
from relate.ui.places.regions import REGIONS
from relate.ui.places.remembered_answers import RememberedAnswers
from relate.ui.places.source_lines import SourceLines
from relate.ui.places.standing_answers import StandingAnswers
from relate.ui.places.watched_folder import WatchedFolder
from relate.ui.theme import Theme, theme
from relate.ui.wheel import leave_wheel_to_the_page
from relate.ui.words import date_of_day, long_day, tr

LEAST, MOST = 1, 70
"""People a week."""
LABELS = 200
LANE = "settings sources"
CLOCK = "HH:mm"


class SettingsPlace(Page):
    """What the library remembers is written at once; what the system keeps (start at login) is asked there."""

    owner_wanted = Signal()
    import_wanted = Signal()
    newer_wanted = Signal(str)
    """The source (`SourceAge.key`) of which a newer archive is wanted."""
    how_to_wanted = Signal()
    recompute_wanted = Signal()
    done = Signal(str)

    def __init__(
        self,
        library: Library,
        background: Background,
        look: Theme,
        at_login: AtLogin | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Settings"), parent=parent)
        self._library, self._background, self._theme, self._system = library, background, look, at_login
        self._filling = False
        self._attention()
        self._reminders()
        self._appearance()
        self._sources_card()
        self._program()
        self.column.addStretch()
        background.bridge.changed.connect(self._changed)
        self.fill()

    # -------------------------------------------------------------------------------------------------- cards

    def _attention(self) -> None:
        column = self._card(tr("Attention"))
        self.budget = QSpinBox()
        self.budget.setRange(LEAST, MOST)
        self.budget.lineEdit().setTextMargins(6, 0, 0, 0)
        self.budget.setAccessibleName(tr("People a week"))
        self.budget.valueChanged.connect(partial(self._set, "budget.people_per_week"))
        column.addLayout(_row(tr("People a week"), self.budget))
        column.addWidget(label(tr("Relate never suggests more than this."), "muted", small=True, wrap=True))
        self.days_off = self._weekdays(tr("Days without suggestions"), self._set_days_off)
        column.addLayout(_row(tr("Days without suggestions"), _side_by_side(self.days_off)))
        column.addWidget(
            label(tr("What was not taken in a week is not owed in the next."), "muted", small=True, wrap=True)
        )

    def _reminders(self) -> None:
        column = self._card(tr("Reminders"))
        self.reminding = QCheckBox(tr("Remind me once a day"))
        self.reminding.toggled.connect(partial(self._set, "reminder.on"))
        column.addWidget(self.reminding)
        self.earliest, self.latest = QTimeEdit(), QTimeEdit()
        for edit, name, words in (
            (self.earliest, "reminder.from", tr("Not before")),
            (self.latest, "reminder.until", tr("Not after")),
        ):
            edit.setDisplayFormat(CLOCK)
            edit.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet leaves none here
            edit.setAccessibleName(words)
            edit.timeChanged.connect(partial(self._set_time, name))
            column.addLayout(_row(words, edit))
        self.days = self._weekdays(tr("Remind me on"), self._set_days)
        column.addLayout(_row(tr("On"), _side_by_side(self.days)))
        self.details = QCheckBox(tr("Show the text of messages and promises in the popup"))
        self.details.toggled.connect(partial(self._set, "reminder.details"))
        column.addWidget(self.details)
        self._pause = QHBoxLayout()
        column.addLayout(self._pause)
        self.at_login = QCheckBox(tr("Start Relate at login, in the tray"))
        self.at_login.toggled.connect(self._set_autostart)
        column.addWidget(self.at_login)

    @staticmethod
    def _weekdays(what: str, changed: Callable[[], None]) -> list[QPushButton]:
        """A button for each day of the week, Monday first; read aloud with what they are chosen for."""
        made = []
        for number in range(1, 8):
            short = QLocale().standaloneDayName(number, QLocale.FormatType.ShortFormat)
            long = QLocale().standaloneDayName(number, QLocale.FormatType.LongFormat)
            day = button(short, "chip", name=f"{what}: {long}")
            day.setCheckable(True)
            day.toggled.connect(changed)
            made.append(day)
        return made

    def _appearance(self) -> None:
        column = self._card(tr("Appearance and region"))
        self.scheme = QComboBox()
        name_box(self.scheme, tr("Colours"))
        for value, words in (("system", tr("as the system")), ("light", tr("light")), ("dark", tr("dark"))):
            self.scheme.addItem(words, value)
        self.scheme.activated.connect(self._set_scheme)
        column.addLayout(_row(tr("Colours"), self.scheme))
        self.region = QComboBox()
        name_box(self.region, tr("Home region"))
        self.region.addItem(_as_the_system(), "")
        for code, name in sorted(REGIONS.items(), key=lambda region: region[1].casefold()):
            self.region.addItem(f"{name} ({code})", code)
        self.region.activated.connect(self._set_region)
        leave_wheel_to_the_page(self.budget, self.earliest, self.latest, self.scheme, self.region)
        column.addLayout(_row(tr("Home region"), self.region))
        column.addWidget(
            label(tr("For phone numbers that are written without their country."), "muted", small=True, wrap=True)
        )

    def _sources_card(self) -> None:
        column = self._card(tr("Sources"))
        self.sources = SourceLines()
        self.sources.newer_wanted.connect(self.newer_wanted)
        self.sources.old_after_chosen.connect(self._set_old_after)
        column.addWidget(self.sources)
        self.watched = WatchedFolder(self._library, self._background)
        column.addWidget(self.watched)
        self.standing = StandingAnswers(self._library, self._background)
        column.addWidget(self.standing)
        self.remembered = RememberedAnswers(self._library, self._background)
        column.addWidget(self.remembered)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, wanted in (
            (tr("Import"), self.import_wanted),
            (tr("How do I get my archive?"), self.how_to_wanted),
            (tr("Who am I"), self.owner_wanted),
        ):
            made = button(words)
            made.clicked.connect(wanted)
            row.addWidget(made)
        row.addStretch()
        column.addLayout(row)

    def _program(self) -> None:
        column = self._card(tr("Data and program"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_name(tr("Library")))
        row.addWidget(Elided(str(self._library.path), "muted"), 1)
        show = button(tr("Show in its folder"), icon="folder")
        show.clicked.connect(self._show_folder)
        row.addWidget(show)
        column.addLayout(row)
        column.addWidget(
            label(tr("Nothing leaves this computer: Relate never connects to anything."), "muted", wrap=True)
        )
        self.recompute = button(tr("Work it out anew"))
        self.recompute.clicked.connect(self.recompute_wanted)
        column.addLayout(_row(tr("Contact days and rhythms"), self.recompute))
        says = tr(
            "They follow from what was said. Relate does this by itself when a new version works them out otherwise."
        )
        column.addWidget(label(says, "muted", small=True, wrap=True))
        column.addLayout(_row(tr("Version"), label(relate.__version__, selectable=True)))
        licences = tr(
            "Relate is free under the MIT licence. It is built on Qt and PySide6 (LGPL 3), Python (PSF), peewee, "
            "jeepney, rapidfuzz, defusedxml and appdirs (MIT), numpy, anyascii, icalendar and python-dateutil "
            "(BSD or ISC), phonenumbers (Apache 2), and Lucide’s icons (ISC)."
        )
        column.addWidget(label(licences, "muted", small=True, wrap=True))

    def _card(self, title: str) -> QVBoxLayout:
        heading = label(title, bold=True)
        # Nearer to its own card than to the one above.
        heading.setContentsMargins(0, theme().px(12), 0, 0)
        self.column.addWidget(heading)
        self.column.setSpacing(8)
        box = frame("card")
        self.column.addWidget(box)
        return rows_of(box, 16, 10)

    # ------------------------------------------------------------------------------------------ what is shown

    def fill(self) -> None:
        """Shows what holds now; nothing is written by it."""
        get = self._library.settings.get
        self._filling = True
        self.budget.setValue(get("budget.people_per_week", 10))
        self.reminding.setChecked(get("reminder.on", True))
        self.earliest.setTime(QTime.fromString(get("reminder.from", "09:00"), CLOCK))
        self.latest.setTime(QTime.fromString(get("reminder.until", "18:00"), CLOCK))
        for days, chosen in (
            (self.days, get("reminder.days", "1234567")),
            (self.days_off, get("budget.days_off", "")),
        ):
            for number, day in enumerate(days, start=1):
                day.setChecked(str(number) in chosen)
        self.details.setChecked(get("reminder.details", False))
        for widget in (self.earliest, self.latest, self.details, *self.days):
            widget.setEnabled(self.reminding.isChecked())
        self.scheme.setCurrentIndex(max(self.scheme.findData(get("theme", "system")), 0))
        self.region.setCurrentIndex(max(self.region.findData(get("region", "")), 0))
        self.at_login.setVisible(self._system is not None)
        self.at_login.setChecked(self._system is not None and self._system.enabled())
        self._show_pause(get("reminder.paused_until", 0))
        self.watched.fill()
        self._filling = False

    def _show_pause(self, day: int) -> None:
        clear(self._pause)
        if not day:
            return
        self._pause.addWidget(label(tr("Paused until {day}", day=long_day(date_of_day(day))), "muted"))
        end = button(tr("Remind me again"))
        end.clicked.connect(partial(self._set_plain, "reminder.paused_until", 0))
        self._pause.addWidget(end)
        self._pause.addStretch()

    def _changed(self, change: ChangeSet) -> None:
        if change.what & What.SETTINGS:
            self.fill()
        if change.what & (What.IMPORTS | What.SETTINGS) and self.isVisible():
            self._read_sources()

    def _read_sources(self) -> None:
        self.standing.refresh()
        self.remembered.refresh()
        self._background.run(self._library.sources.ages, then=self.sources.show_sources, lane=LANE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()
        self._read_sources()

    # ----------------------------------------------------------------------------------------- what is chosen

    def _set(self, name: str, value: str | int | bool) -> None:
        if not self._filling:
            self._background.bridge.when_done(self._library.settings.set(name, value))

    def _set_plain(self, name: str, value: int, _checked: bool = False) -> None:
        self._set(name, value)

    def _set_time(self, name: str, time: QTime) -> None:
        self._set(name, time.toString(CLOCK))

    def _set_old_after(self, key: str, days: int) -> None:
        self._background.bridge.when_done(self._library.sources.set_old_after(key, days))

    def _set_days(self) -> None:
        self._set("reminder.days", _chosen(self.days))

    def _set_days_off(self) -> None:
        self._set("budget.days_off", _chosen(self.days_off))

    def _set_scheme(self) -> None:
        choice = str(self.scheme.currentData())
        self._theme.choose(choice)
        self._set("theme", choice)

    def _set_region(self) -> None:
        self._set("region", str(self.region.currentData()))

    def _set_autostart(self, wanted: bool) -> None:
        if self._filling or self._system is None:
            return
        try:
            self._system.set(wanted)
        except OSError:
            self._background.bridge.failed.emit(tr("The system did not let Relate change what starts at login."))
        self.fill()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._library.path.parent)))


def _chosen(days: Sequence[QPushButton]) -> str:
    """The checked ones by their numbers, Monday is 1: "67"."""
    return "".join(str(number) for number, day in enumerate(days, start=1) if day.isChecked())


def _side_by_side(widgets: Sequence[QWidget]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return made


def _row(words: str, widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(_name(words))
    row.addWidget(widget)
    row.addStretch()
    return row


def _name(words: str) -> QWidget:
    made = label(words)
    made.setMinimumWidth(theme().px(LABELS))
    return made


def _as_the_system() -> str:
    territory = QLocale().territory()
    if territory == QLocale.Country.AnyCountry:
        return tr("as the system")
    return tr("as the system ({region})", region=QLocale.territoryToString(territory))
