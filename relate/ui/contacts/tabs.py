"""The tabs above the list."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

from relate.services.list_views import Shown
from relate.ui.controls import button
from relate.ui.theme import theme
from relate.ui.words import tr

TABS: Final = {Shown.TALKED_TO: "Talked to", Shown.ONLY_CONNECTED: "Only connected", Shown.EVERYONE: "Everyone"}


def tabs_of_the_list() -> dict[Shown, QPushButton]:
    """A button for each; which one is checked is up to a group."""
    made = {shown: button(tr(text), "tab") for shown, text in TABS.items()}
    for shown, tab in made.items():
        tab.setCheckable(True)
        tab.setProperty("shown", shown)
        _bold_when_checked(tab)
    return made


def _bold_when_checked(tab: QPushButton) -> None:
    """The tab one is on is bold; it is as wide before, so that the others do not move."""
    tab.setFixedWidth(QFontMetrics(theme().font(bold=True)).horizontalAdvance(tab.text()) + 4)
    tab.toggled.connect(partial(_set_weight, tab))


def _set_weight(tab: QPushButton, bold: bool) -> None:
    tab.setFont(theme().font(bold=bold))
