"""Settings: small values under names, kept in the library so that they travel with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from relate.domain.changes import ChangeSet, What
from relate.services.readers import Readers
from relate.services.writer import Writer
from relate.store import settings
from relate.store.connection import immediate

if TYPE_CHECKING:
    from relate.store.writing import Database

T = TypeVar("T", str, int, float, bool)

DEFAULTS: dict[str, settings.Value] = {
    "budget.people_per_week": 10,
    "budget.days_off": "",
    "reminder.on": True,
    "reminder.from": "09:00",
    "reminder.until": "18:00",
    "reminder.days": "1234567",
    "reminder.details": False,
    "reminder.paused_until": 0,
    "theme": "system",
    "home_zone": "",
    "region": "",
    "watch.on": False,
    "watch.folder": "",
}
"""What holds until the user says otherwise. Names below "window." are the window's own and have no default here."""


class Settings:
    """`get` is answered from memory: the window asks while it paints."""

    def __init__(self, writer: Writer, readers: Readers, changed: Callable[[ChangeSet], None]) -> None:
        self._writer = writer
        self._changed = changed
        self._values = settings.read_all(readers.connection())

    def get(self, name: str, default: T) -> T:
        """The value, the program's default, or `default`; always of the type of `default`."""
        value: object = self._values.get(name, DEFAULTS.get(name, default))
        kind: type = type(default)
        if kind is float and isinstance(value, int):
            value = float(value)
        return value if isinstance(value, type(default)) else default

    def names(self, beginning: str) -> list[str]:
        """The names of all settings that begin so and were ever said."""
        return [name for name in self._values if name.startswith(beginning)]

    def know(self, name: str, value: settings.Value) -> None:
        """What long work wrote by itself."""
        self._values[name] = value

    def set(self, name: str, value: settings.Value) -> Future[ChangeSet]:
        """Remember a value; nothing happens when it is that already."""
        known = self._values.get(name) == value
        self._values[name] = value

        def command(database: Database) -> ChangeSet:
            if known:
                return ChangeSet(What.NOTHING)
            with immediate(database):
                settings.write(database, name, value)
            changes = ChangeSet(What.SETTINGS)
            self._changed(changes)
            return changes

        return self._writer.do(command)
