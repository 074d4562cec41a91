"""The style sheet says what it is meant to say."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFont, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from relate.ui.controls import LineEdit
from relate.ui.rail import CIRCLES, TODAY, Rail
from relate.ui.resources import resource
from relate.ui.theme import Choice, Theme, theme


def test_no_comment_stands_inside_a_selector() -> None:
    """There it joined the selector before it to the one after: every button had the ring of a toast's."""
    style = resource("style/relate.qss").read_text(encoding="utf-8")
    before = [style[: found.start()].rstrip() for found in re.finditer(r"/\*", style)]
    assert [text[-60:] for text in before if text and text[-1] not in "};{/"] == []


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_tick_without_words_shows_that_it_has_the_focus(
    qtbot: QtBot, qapp: QApplication, kind: type[QCheckBox | QRadioButton], checked: bool, choice: Choice
) -> None:
    Theme(qapp, choice).put_on()
    tick = kind()
    tick.setChecked(checked)
    qtbot.addWidget(tick)
    tick.adjustSize()
    before, after = (_drawn(tick, focus) for focus in (False, True))
    assert sum(abs(one - two) > 40 for one, two in zip(before, after, strict=True)) > 20


def _drawn(tick: QCheckBox | QRadioButton, focus: bool) -> list[int]:
    """How light each point of it is."""
    told = QStyleOptionButton()
    tick.initStyleOption(told)
    told.state &= ~QStyle.StateFlag.State_HasFocus
    if focus:
        told.state |= QStyle.StateFlag.State_HasFocus
    image = QImage(tick.size(), QImage.Format.Format_Grayscale8)
    image.fill(theme().colour("panel"))
    painter = QPainter(image)
    kind = QStyle.ControlElement.CE_CheckBox if isinstance(tick, QCheckBox) else QStyle.ControlElement.CE_RadioButton
    tick.style().drawControl(kind, told, painter, tick)
    painter.end()
    return [image.pixelColor(x, y).red() for y in range(image.height()) for x in range(image.width())]


def test_the_place_one_is_at_is_the_only_bold_one_after_the_colours_changed(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show_place(TODAY.key)
    rail.show()
    rail.show_place(CIRCLES.key)
    theme().choose("dark")
    try:
        bold = [key for key, made in rail._buttons.items() if made.font().weight() > QFont.Weight.Normal]
        assert bold == [CIRCLES.key]
    finally:
        theme().choose("system")


def test_what_a_line_asks_for_can_be_read_in_both_schemes(qtbot: QtBot) -> None:
    field = LineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("Coffee with Maya yesterday")
    field.show()
    look = theme()
    before = look.choice
    for choice in ("dark", "light"):
        look.choose(choice)
        asked = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert (asked.name(), asked.alpha()) == (look.scheme.muted, 255)
    look.choose(before)
