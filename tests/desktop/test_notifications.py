"""Popups: spoken on a real session bus of the test's own, with a notification service that the test plays."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relate.desktop.notifications.choice import FirstThatWorks, choose
from relate.desktop.notifications.popup import OPEN, Button, Notifier, Popup, WindowOnly

if not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None:
    pytest.skip("needs a session bus", allow_module_level=True)

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from relate.desktop.notifications.freedesktop import FreedesktopNotifier

NOTIFICATIONS = "org.freedesktop.Notifications"
HERE = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
ASK = Popup("Maya Okafor", "It has been a while.", (Button("write", "Write"), Button("later", "Later")), token=2**40)


class Service:
    """A notification service: remembers what was shown, and does what a user would do."""

    def __init__(self, bus: str, capabilities: list[str]) -> None:
        self.capabilities = capabilities
        self.shown: list[tuple[object, ...]] = []
        self._accepted: list[tuple[object, ...]] = []
        self.withdrawn: list[int] = []
        self.refuses = False
        self._connection: DBusConnection = open_dbus_connection(bus)
        self._connection.send_and_get_reply(message_bus.RequestName(NOTIFICATIONS))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._connection.sock.shutdown(2)
        self._thread.join(10)
        self._connection.close()

    def tell(self, member: str, signature: str, *body: object) -> None:
        self._connection.send(new_signal(HERE, member, signature, body))

    def click(self, action: str, popup: int = 0) -> None:
        number = popup or len(self.shown)
        self.tell("ActionInvoked", "us", number, action)
        self.tell("NotificationClosed", "uu", number, 2)

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except OSError:
                return
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._reply(message))
                # Only now: the test may click as soon as it sees a popup, and no click comes before the popup's number.
                self.shown = list(self._accepted)

    def _reply(self, message: Message) -> Message:
        member = message.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            return new_method_return(message, "as", (self.capabilities,))
        if member == "Notify" and self.refuses:
            return new_error(message, "org.freedesktop.Notifications.Error.Refused")
        if member == "Notify":
            self._accepted.append(message.body)
            return new_method_return(message, "u", (len(self._accepted),))
        self.withdrawn.append(message.body[0])
        return new_method_return(message)


BARE_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
  </policy>
</busconfig>"""
"""A bus that starts nothing by itself: no service of this machine may answer in the test's place."""


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    config = tmp_path / "bus.conf"
    config.write_text(BARE_BUS)
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


@pytest.fixture
def service(bus: str) -> Iterator[Service]:
    service = Service(bus, ["actions", "body", "body-markup"])
    yield service
    service.stop()


@pytest.fixture
def notifier(service: Service, qtbot: QtBot) -> Iterator[FreedesktopNotifier]:
    notifier = FreedesktopNotifier()
    yield notifier
    notifier.close()


def test_a_popup_shows_name_reason_and_buttons(qtbot: QtBot, service: Service, notifier: FreedesktopNotifier) -> None:
    assert notifier.show(ASK)
    qtbot.waitUntil(lambda: bool(service.shown))
    _, _, _, title, body, actions, hints, _ = service.shown[0]
    assert (title, body) == ("Maya Okafor", "It has been a while.")
    assert actions == [OPEN, "Open", "write", "Write", "later", "Later"]
    assert isinstance(hints, dict)
    assert hints["urgency"] == ("y", 1)


@pytest.mark.parametrize("action", ["write", "later", OPEN])
def test_what_is_clicked_comes_back_with_the_person(
    qtbot: QtBot, service: Service, notifier: FreedesktopNotifier, action: str
) -> None:
    notifier.show(ASK)
    qtbot.waitUntil(lambda: bool(service.shown))
    with qtbot.waitSignal(notifier.acted) as clicked:
        service.click(action)
    assert clicked.args == [2**40, action]


def test_other_programs_popups_are_not_ours(qtbot: QtBot, service: Service, notifier: FreedesktopNotifier) -> None:
    notifier.show(ASK)
    qtbot.waitUntil(lambda: bool(service.shown))
    heard: list[str] = []
    notifier.acted.connect(lambda token, action: heard.append(action))
    service.click("write", popup=77)
    with qtbot.waitSignal(notifier.gone):
        service.tell("NotificationClosed", "uu", 1, 1)
    assert heard == []


def test_a_click_is_told_once(qtbot: QtBot, service: Service, notifier: FreedesktopNotifier) -> None:
    heard: list[str] = []
    notifier.acted.connect(lambda token, action: heard.append(action))
    notifier.gone.connect(lambda token: heard.append("gone"))
    notifier.show(ASK)
    qtbot.waitUntil(lambda: notifier._id == 1)
    service.click("write")
    service.click("later")
    service.tell("ActionInvoked", "us", 1, "write")
    qtbot.waitUntil(lambda: bool(heard))
    notifier.show(Popup("Ben Whitfield", "every 5 weeks", token=2))
    qtbot.waitUntil(lambda: notifier._id == 2)
    assert heard == ["write"]


def test_a_popup_that_came_too_late_is_taken_away(
    qtbot: QtBot, service: Service, notifier: FreedesktopNotifier
) -> None:
    qtbot.waitUntil(lambda: notifier.has_buttons)
    notifier.show(ASK)
    notifier.show(Popup("Ben Whitfield", "every 5 weeks"))
    qtbot.waitUntil(lambda: service.withdrawn == [1])
    assert notifier._id == 2


def test_the_next_popup_takes_the_place_of_the_one_before(
    qtbot: QtBot, service: Service, notifier: FreedesktopNotifier
) -> None:
    notifier.show(ASK)
    qtbot.waitUntil(lambda: notifier._id == 1)
    notifier.show(Popup("Ben Whitfield", "every 5 weeks"))
    qtbot.waitUntil(lambda: len(service.shown) == 2)
    assert service.shown[1][1] == 1


def test_names_that_look_like_markup_stay_names(qtbot: QtBot, service: Service, notifier: FreedesktopNotifier) -> None:
    notifier.show(Popup("<b>Ann</b>", "<img src='file:///etc/passwd'> & co"))
    qtbot.waitUntil(lambda: bool(service.shown))
    assert service.shown[0][4] == "&lt;img src='file:///etc/passwd'&gt; &amp; co"


def test_a_desktop_without_markup_gets_the_plain_text(qtbot: QtBot, bus: str) -> None:
    service = Service(bus, ["body"])
    notifier = FreedesktopNotifier()
    notifier.show(Popup("Ann & Bob", "a < b", (Button("write", "Write"),)))
    qtbot.waitUntil(lambda: bool(service.shown))
    assert service.shown[0][4:6] == ("a < b", [])
    assert not notifier.has_buttons
    notifier.close()
    service.stop()


def test_withdrawing_takes_it_from_the_screen(qtbot: QtBot, service: Service, notifier: FreedesktopNotifier) -> None:
    notifier.show(ASK)
    qtbot.waitUntil(lambda: notifier._id == 1)
    notifier.withdraw()
    qtbot.waitUntil(lambda: service.withdrawn == [1])


def test_a_desktop_without_popups_says_so(qtbot: QtBot, bus: str) -> None:
    notifier = FreedesktopNotifier()
    with qtbot.waitSignal(notifier.failed) as failed:
        assert notifier.show(ASK)
    assert failed.args == [ASK]
    service = Service(bus, ["actions"])
    notifier.show(ASK)
    qtbot.waitUntil(lambda: bool(service.shown))
    notifier.close()
    service.stop()


def test_a_bus_that_ends_is_no_crash(qtbot: QtBot, service: Service, notifier: FreedesktopNotifier, bus: str) -> None:
    notifier.show(ASK)
    qtbot.waitUntil(lambda: notifier._id == 1)
    assert notifier._connection is not None
    with qtbot.waitSignal(notifier.gone):
        notifier._connection.sock.shutdown(2)
    assert not notifier.show(ASK)


class Recorder(WindowOnly):
    """A way that works, and remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.popups: list[Popup] = []

    def show(self, popup: Popup) -> bool:
        self.popups.append(popup)
        return True


def test_the_next_way_shows_what_the_first_could_not(qtbot: QtBot, service: Service) -> None:
    service.refuses = True
    second: Notifier = Recorder()
    both = FirstThatWorks([FreedesktopNotifier(), second])
    assert both.show(ASK)
    assert isinstance(second, Recorder)
    qtbot.waitUntil(lambda: second.popups == [ASK])
    both.close()


def test_without_bus_and_tray_the_window_is_left(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    ways = choose(None)
    assert not ways.show(ASK)
    assert ways.way == "window"
    ways.close()
