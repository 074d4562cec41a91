"""Made-up people for whoever wants to see the program full before anything of theirs is in it, and their way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from relate.domain.changes import ChangeSet, What
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library
    from relate.ui.main_window import MainWindow


class MakingUp:
    """Fills the window's library with made-up people, and takes them away again.

    Meanwhile no panel looks at the library: today's list would be chosen from half of it, and stay.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window, self._library = window, window.library
        self._bridge = window.background.bridge

    def fill(self) -> None:
        """Some four hundred people, beside the window."""
        from relate.services.demo import fill

        says = tr("All of them are made up. The line at the foot takes them away again.")
        self._do(fill, tr("Making up some four hundred people …"), says)

    def take_away(self) -> None:
        """What was made up goes; what the user did stays."""
        from relate.services.made_up import take_away

        self._window.statusbar.show_made_up(False)
        says = tr("The made-up people are gone; what you did yourself is still there.")
        self._do(take_away, tr("Taking the made-up people away …"), says)

    def _do(self, work: Callable[[Library], object], meanwhile: str, afterwards: str) -> None:
        self._window.say(meanwhile, undo=False)
        self._library.unlisten(self._bridge.on_change)
        self._window.background.run(work, self._library, then=partial(self._done, afterwards), failed=self._failed)

    def _done(self, says: str, _result: object) -> None:
        self._look_again()
        self._window.say(says, undo=False)

    def _failed(self, problem: BaseException) -> None:
        self._look_again()
        self._bridge.complain(problem)

    def _look_again(self) -> None:
        """Every panel reads anew, and is told of changes from here on."""
        self._library.listen(self._bridge.on_change)
        everything = What(0)
        for what in What:
            everything |= what
        self._bridge.changed.emit(ChangeSet(everything, None))
