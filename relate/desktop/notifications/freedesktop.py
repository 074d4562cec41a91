"""Popups with buttons on Linux: org.freedesktop.Notifications, spoken through jeepney on the GUI thread.

Nothing here waits: the bus's socket has a QSocketNotifier, and a reply is handled when it comes, because a desktop
may start its notification service only on the first call. QtDBus cannot send the call (it has no type for the
unsigned id). Source: freedesktop.org Desktop Notifications Specification 1.3.
"""

from __future__ import annotations

import html
import logging
import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, QSocketNotifier

from relate.desktop.notifications.popup import OPEN, Notifier, Popup

logger = logging.getLogger(__name__)

SERVICE = DBusAddress(
    "/org/freedesktop/Notifications",
    bus_name="org.freedesktop.Notifications",
    interface="org.freedesktop.Notifications",
)
DESKTOP_ENTRY = "relate"
NORMAL = 1
"""Urgency: a reminder is never critical, and low may not be shown at all."""
BY_ITSELF = -1
"""The desktop's own time until it closes the popup."""
NO_ID = 0

Reply = Callable[[Message], None]


class FreedesktopNotifier(Notifier):
    """Raises OSError, ValueError or RuntimeError from the constructor when there is no session bus to speak on."""

    name = "freedesktop"

    def __init__(self, icon: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._connection: DBusConnection | None = open_dbus_connection(_session_bus())
        self._replies: dict[int, Reply] = {}
        self._capabilities: frozenset[str] | None = None
        self._asking = False
        self._waiting: deque[Popup] = deque()
        self._shown: Popup | None = None
        self._id = NO_ID
        self._socket = QSocketNotifier(self._connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._socket.activated.connect(self._read)
        rule = MatchRule(type="signal", interface=SERVICE.interface, path=SERVICE.object_path)
        self._call(message_bus.AddMatch(rule))
        self._ask_capabilities()
        # What came together with the greeting is in the parser already; the socket will not ring for it.
        self._read()

    @property
    def has_buttons(self) -> bool:
        return self._capabilities is not None and "actions" in self._capabilities

    def show(self, popup: Popup) -> bool:
        if self._connection is None:
            return False
        if self._capabilities is None:
            self._waiting.append(popup)
            self._ask_capabilities()
        else:
            self._send(popup)
        return True

    def withdraw(self) -> None:
        self._waiting.clear()
        if self._id != NO_ID and self._connection is not None:
            self._call(new_method_call(SERVICE, "CloseNotification", "u", (self._id,)))
        self._shown, self._id = None, NO_ID

    def close(self) -> None:
        self._waiting.clear()
        self._replies.clear()
        self._socket.setEnabled(False)
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, popup: Popup) -> None:
        buttons = popup.buttons if self.has_buttons else ()
        actions = [OPEN, popup.opens] if self.has_buttons else []
        for button in buttons:
            actions += [button.action, button.label]
        marked_up = self._capabilities is not None and "body-markup" in self._capabilities
        body = html.escape(popup.body, quote=False) if marked_up else popup.body
        hints = {"urgency": ("y", NORMAL), "desktop-entry": ("s", DESKTOP_ENTRY)}
        call = new_method_call(
            SERVICE,
            "Notify",
            "susssasa{sv}i",
            ("Relate", self._id, self._icon, popup.title, body, actions, hints, BY_ITSELF),
        )
        # What is still said of the popup before no longer counts: its place is taken.
        self._shown, self._id = popup, NO_ID
        self._call(call, lambda reply: self._learn_id(popup, reply))

    def _call(self, message: Message, then: Reply | None = None) -> None:
        connection = self._connection
        if connection is None:
            return
        serial = next(connection.outgoing_serial)
        if then is not None:
            self._replies[serial] = then
        try:
            connection.send(message, serial=serial)
        except OSError as error:
            self._lose(error)

    def _read(self) -> None:
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except OSError as error:
                self._lose(error)
                return
            self._handle(message)

    def _handle(self, message: Message) -> None:
        fields = message.header.fields
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            then = self._replies.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if then is not None:
                then(message)
        elif kind is MessageType.signal and fields.get(HeaderFields.interface) == SERVICE.interface:
            self._hear(str(fields.get(HeaderFields.member, "")), message.body)

    def _hear(self, member: str, body: tuple[object, ...]) -> None:
        """A signal of the service. Those of other programs' popups come by too: only our own id counts."""
        if self._id == NO_ID or not body or body[0] != self._id:
            return
        shown = self._shown
        match member:
            case "ActivationToken":
                # Lets a Wayland compositor bring our window to the front after the click.
                os.environ["XDG_ACTIVATION_TOKEN"] = str(body[1])
            case "ActionInvoked" if shown is not None:
                self._shown = None
                self.acted.emit(shown.token, str(body[1]))
            case "NotificationClosed":
                self._shown, self._id = None, NO_ID
                if shown is not None:
                    self.gone.emit(shown.token)

    def _ask_capabilities(self) -> None:
        if not self._asking:
            self._asking = True
            self._call(new_method_call(SERVICE, "GetCapabilities"), self._learn_capabilities)

    def _learn_capabilities(self, reply: Message) -> None:
        self._asking = False
        waiting = list(self._waiting)
        self._waiting.clear()
        if reply.header.message_type is MessageType.error:
            # No such service now; asked again with the next popup, for one may be started meanwhile.
            for popup in waiting:
                self.failed.emit(popup)
            return
        self._capabilities = frozenset(str(word) for word in reply.body[0])
        # Missed while waiting: only the latest is still true.
        for popup in waiting[-1:]:
            self._send(popup)

    def _learn_id(self, popup: Popup, reply: Message) -> None:
        if reply.header.message_type is MessageType.error:
            if self._shown is popup:
                self._shown, self._id = None, NO_ID
            self.failed.emit(popup)
            return
        if self._shown is popup:
            self._id = int(reply.body[0])
        else:
            # Taken back or followed by another before the desktop had given it its number.
            self._call(new_method_call(SERVICE, "CloseNotification", "u", (int(reply.body[0]),)))

    def _lose(self, error: OSError) -> None:
        """The session bus went away: the session is ending, or somebody restarted it."""
        logger.info("the session bus is gone: %s", error.__class__.__name__)
        shown = self._shown
        self._shown, self._id = None, NO_ID
        with suppress(OSError):
            self.close()
        if shown is not None:
            self.gone.emit(shown.token)


def _session_bus() -> str:
    """The bus the session names; else the one that systemd gives every session."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return named or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
