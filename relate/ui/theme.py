"""The look: colours of both schemes, type, spacing; one palette and one style sheet for the whole program.

Colours are those of design/looks. Qt's own dark scheme does nothing on a plain X server, so Relate sets its own
palette on Fusion for both schemes and fills the tokens of resources/style/relate.qss.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from relate.ui.resources import resource

STYLE: Final = "Fusion"
"""Qt's own drawing that everything is laid upon. Given with the command line of the application it costs less: asked to
set it, the bindings first make 600 names of QStyle."""
_KEPT: Final = "relate_theme"
"""Where the application keeps the first one: to look for it among its children would wrap each, the style too."""
STEP: Final = 1.25
"""One step of the type scale."""


class Choice(StrEnum):
    """The setting `theme`."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Scheme(NamedTuple):
    """The colours of one scheme, by their part on the screen."""

    dark: bool
    ground: str
    panel: str
    raised: str
    field: str
    """The ground of a search field or a band that lies on a panel."""
    ink: str
    muted: str
    line: str
    picked: str
    shaded: str
    accent: str
    """Accent text, thin lines, what is mine."""
    accent_ground: str
    filled: str
    filled_over: str
    on_filled: str
    warm: str
    """News only, never lateness."""
    theirs: str
    """The thin line beside what others wrote."""
    theirs_bar: str
    selection: str
    bar: str
    """The bar beside the picked row, the line under a tab, the ring of the focus."""


LIGHT: Final = Scheme(
    dark=False, ground="#f6f5f2", panel="#ffffff", raised="#ffffff", field="#f6f5f2", ink="#1e2430", muted="#5b6270",
    line="#e4e1d9", picked="#eef5f3", shaded="#efece4", accent="#0b5f58", accent_ground="#e3f2ef", filled="#0f766e",
    filled_over="#0b5f58", on_filled="#ffffff", warm="#b45309", theirs="#d5d1c7", theirs_bar="#a3a6ad",
    selection="#bfe3de",
    bar="#0f766e",
)  # fmt: skip
DARK: Final = Scheme(
    dark=True, ground="#0f1216", panel="#1b2027", raised="#242b34", field="#0f1216", ink="#e8eaed", muted="#a3acb8",
    line="#343c48", picked="#202c2c", shaded="#242b34", accent="#5eead4", accent_ground="#143632", filled="#0f766e",
    filled_over="#0b5f58", on_filled="#ffffff", warm="#fbbf24", theirs="#4a5462", theirs_bar="#6b7280",
    selection="#1c5a53",
    bar="#5eead4",
)  # fmt: skip


class Theme(QObject):
    """Applies one of the two schemes to the application and follows the system's while the choice says so.

    `changed` is emitted after the palette and the style sheet are in place: whatever keeps painted pictures
    (icons, faces, delegates) paints them anew then.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = Choice.SYSTEM, *, bare: bool = False) -> None:
        """`bare`: without the style sheet until `put_on`, which polishes a window built before in one go instead of at
        each step; a third of the time that it takes. The application was made with Fusion then (`STYLE`)."""
        super().__init__(app)
        self._bare = bare
        self._app = app
        if not isinstance(getattr(app, _KEPT, None), Theme):
            setattr(app, _KEPT, self)
        self._choice = Choice(choice) if choice in set(Choice) else Choice.SYSTEM
        self.scheme = LIGHT
        if not bare:
            app.setStyle(STYLE)
        self._base = QFont(app.font())
        self._growth = 0.0
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    def put_on(self) -> None:
        """Lays on the style sheet."""
        self._bare = False
        self._app.setStyleSheet(_style_sheet(self.scheme))

    @property
    def choice(self) -> Choice:
        return self._choice

    def choose(self, choice: str) -> None:
        """Takes a value of the setting `theme`; an unknown one counts as "system"."""
        self._choice = Choice(choice) if choice in set(Choice) else Choice.SYSTEM
        self._apply()

    def colour(self, part: str) -> QColor:
        """A colour of the present scheme by the name of its part: colour("muted")."""
        return QColor(getattr(self.scheme, part))

    def font(self, steps: int = 0, *, bold: bool = False, small: bool = False) -> QFont:
        """The system's font, `steps` up the scale (1 for a name in a heading, 2 for a page's title).

        `small` is for what stands beside: half a step below the system's size.
        """
        font = QFont(self._base)
        size = STEP**steps * (0.92 if small else 1.0)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * size)
        else:
            font.setPixelSize(round(font.pixelSize() * size))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def px(self, at_usual_size: int) -> int:
        """A length of the design, in pixels, grown with the system's font: rows and faces stay in proportion at 200 %.

        The design is drawn for a font 15 to 17 px high; a smaller one does not shrink it.
        """
        if not self._growth:
            self._growth = max(1.0, QFontMetricsF(self._base).height() / 17.0)
        return round(at_usual_size * self._growth)

    def _system_changed(self) -> None:
        if self._choice is Choice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        system_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice is Choice.DARK or (self._choice is Choice.SYSTEM and system_is_dark)
        self.scheme = DARK if dark else LIGHT
        self._app.setPalette(_palette(self.scheme))
        if not self._bare:
            self._app.setStyleSheet(_style_sheet(self.scheme))
        self.changed.emit()


def theme() -> Theme:
    """The theme of the running application; one with the system's scheme is made where there is none yet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a QApplication must exist before anything is painted"
    found = getattr(app, _KEPT, None)
    if isinstance(found, Theme) and shiboken6.isValid(found):
        return found
    among = app.findChild(Theme)
    return among if among is not None else Theme(app)


def _palette(scheme: Scheme) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: scheme.ground,
        QPalette.ColorRole.WindowText: scheme.ink,
        QPalette.ColorRole.Base: scheme.panel,
        QPalette.ColorRole.AlternateBase: scheme.ground,
        QPalette.ColorRole.ToolTipBase: scheme.raised,
        QPalette.ColorRole.ToolTipText: scheme.ink,
        QPalette.ColorRole.PlaceholderText: scheme.muted,
        QPalette.ColorRole.Text: scheme.ink,
        QPalette.ColorRole.Button: scheme.raised,
        QPalette.ColorRole.ButtonText: scheme.ink,
        QPalette.ColorRole.BrightText: scheme.accent,
        QPalette.ColorRole.Highlight: scheme.selection,
        QPalette.ColorRole.HighlightedText: scheme.ink,
        QPalette.ColorRole.Link: scheme.accent,
        QPalette.ColorRole.LinkVisited: scheme.accent,
        QPalette.ColorRole.Light: scheme.raised,
        QPalette.ColorRole.Midlight: scheme.line,
        QPalette.ColorRole.Mid: scheme.line,
        QPalette.ColorRole.Dark: scheme.muted,
        QPalette.ColorRole.Shadow: scheme.line,
        QPalette.ColorRole.Accent: scheme.filled,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.muted))
    return palette


def _style_sheet(scheme: Scheme) -> str:
    text = resource("style/relate.qss").read_text(encoding="utf-8")
    text = text.replace("@arrow", resource(f"icons/arrow-{'dark' if scheme.dark else 'light'}.svg").as_posix())
    text = text.replace("@checked", resource("icons/checked.svg").as_posix())
    # The longest names first: @accent_ground before @accent.
    for part in sorted(scheme._fields, key=len, reverse=True):
        text = text.replace(f"@{part}", str(getattr(scheme, part)))
    return text
