"""Lists of the contact list that the user named: tab, order, words and filters, kept among the settings."""

from __future__ import annotations

import json
from concurrent.futures import Future
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.services.list_views import Freshness, PeopleQuery, Shown, Sort, State

if TYPE_CHECKING:
    from relate.services.settings import Settings

LONGEST_NAME: Final = 60
_SETTING: Final = "list."
_PLAIN: Final = PeopleQuery()
_ENUMS: Final[dict[str, type[Any]]] = {"shown": Shown, "sort": Sort, "state": State, "freshness": Freshness}
_TYPES: Final[dict[str, type]] = {
    "text": str, "circle": int, "tag": str, "network": str, "company": str, "since_import": int, "event": int,
    "birthday_within": int, "place": str, "unanswered": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list by its name, and what it asks for."""

    name: str
    query: PeopleQuery


class SavedLists:
    """Keeping one under a name that there is already takes that one's place."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def all(self) -> tuple[SavedList, ...]:
        """By name. What a later version wrote and this one cannot read is left out. No reading of the library."""
        found = []
        for setting in self._settings.names(_SETTING):
            query = _read(self._settings.get(setting, ""))
            if query is not None:
                found.append(SavedList(setting.removeprefix(_SETTING), query))
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.name)))

    def keep(self, name: str, query: PeopleQuery) -> Future[ChangeSet]:
        """Raises KnownError for a name without a letter."""
        called = " ".join(name.split())[:LONGEST_NAME].strip()
        if not called:
            raise KnownError("A list needs a name.")
        return self._settings.set(_SETTING + called, _written(query))

    def forget(self, name: str) -> Future[ChangeSet]:
        """The people of it stay as they are."""
        return self._settings.set(_SETTING + name, "")


def _written(query: PeopleQuery) -> str:
    """What differs from the plain list, as JSON."""
    said = {field.name: getattr(query, field.name) for field in fields(query)}
    return json.dumps({name: value for name, value in said.items() if value != getattr(_PLAIN, name)})


def _read(text: str) -> PeopleQuery | None:
    try:
        said = json.loads(text) if text else None
        if not isinstance(said, dict):
            return None
        values = {name: _ENUMS[name](value) for name, value in said.items() if name in _ENUMS}
        for name, kind in _TYPES.items():
            if name in said:
                if not isinstance(said[name], kind):
                    return None
                values[name] = said[name]
    except ValueError:
        return None
    return PeopleQuery(**values) if len(values) == len(said) else None
