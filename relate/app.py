"""The program with its window: the only module that builds everything."""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from relate.desktop import heaps
from relate.desktop.shared_libraries import complaint
from relate.domain.errors import KnownError
from relate.places import Places
from relate.starting import Options, hand_over, hold, read_options, start_log

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from relate.desktop.single_instance import Answer, Request, SingleInstance
    from relate.services.library import Library
    from relate.staying import Staying
    from relate.ui.background import Background
    from relate.ui.main_window import MainWindow

    Commands = Callable[[Library, Request], Answer]

log = logging.getLogger(__name__)


def main(argv: Sequence[str], commands: Commands) -> int:
    """Opens the window; the exit status when it was closed, 1 and a sentence on stderr when it cannot be opened.

    `commands` answers the commands of the terminal that reach this process because it holds the library.
    """
    # What a start makes stays; the GarbageCollector takes over when the window is built.
    gc.disable()
    # Until the loop of the window watches for it: what was opened is put away, as after any end.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    with ExitStack() as until_the_end:
        options = read_options(argv, until_the_end)
        heaps.share()
        if missing := complaint():
            print(f"relate: {missing}", file=sys.stderr)
            return 1
        start_log()
        instance = hold(options, until_the_end)
        if instance is None:
            return hand_over(options, argv)
        library = None
        while library is None:
            try:
                library = _open(options)
            except Exception as error:  # a bug goes on as it is
                problem = _known(error)
                if problem is None:
                    raise
                if not _restored(str(problem), options):
                    return 1
        return Program(_application(), library, instance, options, commands).run()


class Program:
    """Everything that lives as long as the program: library, threads, window, tray, reminders."""

    def __init__(
        self, app: QApplication, library: Library, instance: SingleInstance, options: Options, commands: Commands
    ) -> None:
        from relate.making_up import MakingUp
        from relate.ui.background import Background
        from relate.ui.bridge import Bridge
        from relate.ui.garbage import GarbageCollector
        from relate.ui.icons import program_icon
        from relate.ui.main_window import MainWindow
        from relate.ui.theme import Theme

        self.app, self.library, self.instance, self.options = app, library, instance, options
        self._commands = commands
        self._garbage = GarbageCollector()
        self.theme = Theme(app, library.settings.get("theme", "system"), bare=True)
        app.setWindowIcon(program_icon())
        app.setQuitOnLastWindowClosed(False)
        self.bridge = Bridge()
        library.listen(self.bridge.on_change)
        self.background: Background = Background(self.bridge)
        self.window: MainWindow = MainWindow(library, self.background)
        self.theme.put_on()
        self._making_up = MakingUp(self.window)
        self._staying: Staying | None = None
        self._ending = False
        sys.excepthook = self._bug
        self._places = Places(
            self.window,
            self.theme,
            self.read_files,
            self._making_up.fill,
            self._show_import,
            self._recompute,
            throw_away=options.throw_away,
        )
        self.window.files_expected.connect(self._expect_files)
        self.window.files_dropped.connect(self.read_files)
        self.window.statusbar.made_up_unwanted.connect(self._making_up.take_away)
        for build in (
            self._build_suggestions, self._build_log, self._build_arrivals, self._build_tray, self._begin, self._review,
        ):  # fmt: skip
            self.window.later(build)
        self.window.closed.connect(self._window_closed)

    def run(self) -> int:
        """Shows the window and stays until it is quit; the exit status."""
        self.window.refresh_frame()
        self._garbage.settle()
        if self.options.minimized:
            self.window.build_now()
        else:
            self.window.show()
        if self.options.smoke:
            from relate.smoke import Smoke

            Smoke(self.window)
        from relate.desktop.endings import EndOnSignals

        signals = EndOnSignals(self.quit)
        status = self.app.exec()
        signals.close()
        self._end()
        return status

    # ---------------------------------------------------------------------------------------------- build

    def _build_suggestions(self) -> None:
        from relate.ui.reconnect.panel import ReconnectPanel

        self.suggestions = ReconnectPanel(self.library, self.background)
        self.suggestions.person_chosen.connect(self.window.show_person)
        self.suggestions.record_chosen.connect(self.window.show_record)
        self.suggestions.done.connect(self.window.say)
        self.suggestions.day_read.connect(self._places.look_for_news)
        self.suggestions.import_wanted.connect(self.window.chooser.choose_files)
        self.suggestions.place_people.connect(partial(self.window.go_to, "place people"))
        self.suggestions.owner_wanted.connect(partial(self.window.go_to, "owner"))
        self.window.set_suggestions(self.suggestions)

    def _build_log(self) -> None:
        from relate.ui.log.bar import LogBar

        bar = LogBar(self.library, self.background)
        bar.done.connect(self.window.say)
        self.window.set_log_bar(bar, bar.set_person)

    def _build_arrivals(self) -> None:
        """The quiet line of archives that arrived or should be ready; a throw-away library waits for none."""
        if self.options.throw_away:
            return
        from relate.ui.arrivals import Arrivals
        from relate.ui.awaiting import Awaiting
        from relate.ui.quiet_line import QuietLine

        line = QuietLine()
        self.window.set_quiet_line(line)
        self._arrivals = Arrivals(self.library, self.background, line)
        self._arrivals.read_wanted.connect(self.read_files)
        self._arrivals.said.connect(partial(self.window.say, undo=False))
        self._awaiting = Awaiting(self.library, self.background, line)
        self._awaiting.files_wanted.connect(self.window.chooser.choose_files)
        self._awaiting.how_to_wanted.connect(self.window.statusbar.refresh_wanted)
        self._awaiting.turned.connect(self.window.refresh_frame)

    def _build_tray(self) -> None:
        """The tray and the reminders; not where a throw-away library would remind of made-up people."""
        if self.options.throw_away:
            return
        from relate.staying import Staying

        staying = Staying(
            self.window,
            self.suggestions,
            self._arrivals,
            show_window=self.show_window,
            show_person=self._show_person,
            log_conversation=self._log_conversation,
            quit_program=self.quit,
        )
        staying.wake.minute.connect(self._arrivals.look)
        staying.wake.minute.connect(self._awaiting.look)
        staying.wake.new_day.connect(self.suggestions.refresh)
        staying.wake.new_day.connect(self._new_day)
        self._staying = staying
        staying.start(minimized=self.options.minimized)

    def _review(self) -> None:
        from relate.ui.reviewing import Reviewing

        Reviewing(self.library, self.background, self.window)
        from relate.ui.recomputing import Recomputing

        self._recomputing = Recomputing(self.library, self.background, self.window)
        self._recomputing.done.connect(partial(self.window.say, undo=False))
        self._places.look_for_news_beside()
        self.window.came_to_front.connect(self._places.look_for_news_beside)

    def _recompute(self) -> None:
        """Asked for in the settings, which stand after the window does."""
        self._recomputing.start()

    def _begin(self) -> None:
        """The window stands: second starts are answered, and the files that were named are read."""
        self._garbage.settle()
        self.bridge.when_done(self.library.writer.open())
        self.background.run(self.library.tidy)
        self.instance.serve(self._answer)
        if self.options.demo and not self.options.smoke and not self.library.people.anybody():
            self._making_up.fill()
        if self.options.files:
            self.read_files(list(self.options.files))
        if not self.options.throw_away:
            from relate.caring import Caring

            self._caring = Caring(self.window)
            if self._staying is not None:
                self._staying.wake.new_day.connect(self._caring.look)

    # ---------------------------------------------------------------------------------------------- doing

    def _expect_files(self, paths: list[Path]) -> None:
        """What reads them is loaded while the hand that brings the files is still on its way."""
        self.background.run(lambda: self.library.imports.expect(paths), lane="expected files")

    def read_files(self, paths: list[Path]) -> None:
        """Imports what was dropped, chosen or named."""
        from relate.ui.imports.pages import ImportPages

        pages = self.window.place("import")
        assert isinstance(pages, ImportPages)
        self.window.go_to("import")
        pages.start([Path(path) for path in paths])

    def _show_import(self, import_id: int) -> None:
        from relate.ui.imports.pages import ImportPages

        pages = self.window.place("import")
        assert isinstance(pages, ImportPages)
        pages.show_import(import_id)
        self.window.go_to("import")

    def show_window(self) -> None:
        """Brings the window to the front."""
        window = self.window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()

    def quit(self) -> None:
        self._ending = True
        self.window.remember()
        self.app.quit()

    def _show_person(self, person: int) -> None:
        self.show_window()
        self.window.show_person(person)

    def _log_conversation(self) -> None:
        self.show_window()
        self.window.log_conversation()

    def _new_day(self, _now_ms: int) -> None:
        """Every source is a day older."""
        self.window.refresh_frame()

    def _window_closed(self) -> None:
        if not self._ending and (self._staying is None or not self._staying.goes_on_unseen()):
            self.app.quit()

    def _answer(self, request: Request) -> Answer:
        """A second start, on a thread of its own: its files are read here, or the window comes to the front."""
        from relate.desktop.single_instance import Answer
        from relate.invocation import wants_window

        if wants_window(request.argv):
            files = [Path(request.cwd, word) for word in request.argv if not word.startswith("-")]
            files = [path for path in files if path.exists() and path != self.library.path]
            self.bridge.post(self.show_window)
            if files:
                self.bridge.post(self.read_files, files)
            return Answer()
        return self._commands(self.library, request)

    def _bug(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        """Whatever nobody expected: logged, said, and the window lives on."""
        log.error("a bug", exc_info=(kind, problem, trace))
        self.bridge.post(partial(self.bridge.complain, problem))

    def _end(self) -> None:
        self.instance.close()
        self.bridge.close()
        self.background.close()
        self.library.close()
        self._garbage.close()


def _open(options: Options) -> Library:
    from relate.services.library import Library

    library = Library.open(options.library)
    if options.smoke:
        from relate.services.demo import fill

        fill(library)
    return library


def _application() -> QApplication:
    from relate.desktop.bindings import load_bindings

    load_bindings()
    from PySide6.QtWidgets import QApplication

    from relate.ui.theme import STYLE

    # There is one already where a damaged library was put right first.
    app = QApplication.instance() or QApplication(["relate", "-style", STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("Relate")
    app.setDesktopFileName("relate")
    return app


def _known(error: BaseException) -> KnownError | None:
    from relate.services.problems import in_words

    return in_words(error)


def _restored(sentence: str, options: Options) -> bool:
    """Says in a window of its own, and on stderr, why the library cannot be opened; whether the user let the good
    backup take its place instead."""
    print(f"relate: {sentence}", file=sys.stderr)
    if options.smoke:
        return False
    from relate.ui.damaged import CannotOpen
    from relate.ui.theme import Theme

    app = _application()
    Theme(app)
    box = CannotOpen(options.library, sentence)
    box.finished.connect(app.quit)
    box.open()
    app.exec()
    if not box.restored and box.text() != sentence:
        print(f"relate: {box.text()}", file=sys.stderr)
    return box.restored
