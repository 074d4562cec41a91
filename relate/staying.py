"""What keeps Relate in sight when its window is closed: the tray, the popup of the day, and who looks at the clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from relate.desktop.notifications.choice import choose
from relate.desktop.wake import Wake
from relate.ui.icons import program_icon
from relate.ui.reminding import Reminding
from relate.ui.resources import resource
from relate.ui.tray import Tray

if TYPE_CHECKING:
    from relate.ui.arrivals import Arrivals
    from relate.ui.main_window import MainWindow
    from relate.ui.reconnect.panel import ReconnectPanel


class Staying:
    """The tray and the reminders of a window. `show_window()`, `show_person(id)`, `log_conversation()` and
    `quit_program()` are the program's. `wake` says when a minute and when a day has passed.
    """

    def __init__(
        self,
        window: MainWindow,
        suggestions: ReconnectPanel,
        arrivals: Arrivals,
        *,
        show_window: Callable[[], None],
        show_person: Callable[[int], None],
        log_conversation: Callable[[], None],
        quit_program: Callable[[], None],
    ) -> None:
        self._window = window
        library, background = window.library, window.background
        self._tray = Tray(library, background, program_icon())
        self._tray.open_wanted.connect(show_window)
        self._tray.person_wanted.connect(show_person)
        self._tray.log_wanted.connect(log_conversation)
        self._tray.quit_wanted.connect(quit_program)
        self._tray.missing.connect(partial(window.say, undo=False))
        popups = choose(self._tray.icon, resource("icon/relate-128.png"))
        self._tray.stays.connect(popups.show)
        self._tray.gone.connect(self._be_seen)
        self._reminding = Reminding(library, background, popups, suggestions.commands, arrivals.notices)
        self._reminding.open_wanted.connect(show_window)
        self._reminding.person_wanted.connect(show_person)
        self._reminding.in_window.connect(partial(window.say, undo=False))
        self._reminding.came_back.connect(suggestions.show_meanwhile)
        self.wake = Wake()
        self.wake.minute.connect(self._reminding.look)
        self.wake.minute.connect(self._tray.look)
        suggestions.day_read.connect(self._tray.show_day)
        window.came_to_front.connect(self._seen)
        if window.isActiveWindow():
            # It came to the front before anybody listened.
            self._seen()

    def start(self, *, minimized: bool) -> None:
        """Show the icon where there is a tray, and begin to look at the clock. minimized: the window does not stand."""
        self._tray.start(last_try=not minimized)
        self.wake.start()
        if minimized and not self._tray.keeps_running:
            # At login the tray may come later; where none comes, a minimized window is still a window.
            self._window.showMinimized()

    def goes_on_unseen(self) -> bool:
        """The window was closed: whether the program goes on, since there is a way back to it."""
        return self._tray.goes_on_unseen()

    def _be_seen(self) -> None:
        """Without a tray a closed window is one that nobody can open: it is a minimized one then."""
        if not self._window.isVisible():
            self._window.showMinimized()

    def _seen(self) -> None:
        self._reminding.seen(self._window.library.clock())
