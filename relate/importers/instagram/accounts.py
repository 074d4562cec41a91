"""Accounts as items of Instagram's lists name them: `value`, or `title`, or the link; each era knows another of them.

formats/social.md 4: since 2025 `title` is the name and there is no `value`, links may be "instagram.com/_u/name"; the
newest lists are made of labels; on Threads `title` is the name somebody shows and `value` the one he is known by.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from relate.domain.moments import Moment
from relate.domain.normalise import handle_key
from relate.importers.json_items import Json, listed, mapping, words
from relate.importers.meta.labels import labelled
from relate.importers.meta.people import is_nobody
from relate.importers.meta.times import moment

_NO_NAME: Final = frozenset({"", "_u", "p", "reel", "reels", "stories", "explore", "tv"})
_LABELS: Final = {
    "owner": ("media owner", "medieninhaber", "propriétaire du média", "propietario del contenido multimedia",
              "proprietário da mídia", "proprietario del contenuto multimediale", "media-eigenaar"),
    "comment": ("comment", "kommentar", "commentaire", "comentario", "comentário", "commento", "opmerking", "reactie"),
    "username": ("username", "benutzername", "nom d’utilisateur", "nom d'utilisateur", "nombre de usuario",
                 "nome de usuário", "nome de utilizador", "nome utente", "gebruikersnaam", "användarnamn",
                 "nazwa użytkownika"),
    "name": ("name", "nom", "nombre", "nome", "naam", "namn", "imię i nazwisko"),
}  # fmt: skip


class Account(NamedTuple):
    """Whom an item names: the name in links, the one that is shown ("" where the item has none), and since when."""

    handle: str
    shown: str
    at: Moment | None


def account(item: Json, *, title_first: bool = False) -> Account | None:
    """Whom an item is about; None when it names nobody. Its texts must be mended.

    title_first: `value` is something else there (the thumb of a like).
    """
    told = mapping(item)
    if told.get("label_values") is not None:
        said = labelled(item)
        named = [value for label, value in said.labels if label in _LABELS["username"]]
        # The name that is shown comes before the one in links, and may look like one.
        handles = [key for value in (*named, *said.values[::-1]) if (key := _handle(value))]
        handle = of_link(said.link) or next(iter(handles), "")
        others = [(label, value) for label, value in said.labels if _handle(value) != handle]
        shown = [value for label, value in others if label in _LABELS["name"] or len(others) == 1]
        return Account(handle, next(iter(shown), ""), said.at) if handle else None
    entries = listed(told.get("string_list_data"))
    entry = mapping(entries[0]) if entries else {}
    title, value, link = words(told.get("title")), words(entry.get("value")), words(entry.get("href"))
    names = (title, value) if title_first else (value, title)
    handle = next((key for name in names if (key := _handle(name))), "") or of_link(link)
    if not handle:
        searched = mapping(told.get("string_map_data"))
        for one in searched.values():
            handle = handle or _handle(words(mapping(one).get("value")))
        if not handle:
            return None
    at = moment(entry.get("timestamp")) or moment(told.get("timestamp")) or _time_in(told)
    return Account(handle, title if _handle(title) != handle else "", at)


def of_link(link: str) -> str:
    """The account a link leads to: instagram.com/name, instagram.com/_u/name, threads.com/@name; "" when none."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    if not re.search(r"(?:^|\.)(?:instagram\.com|threads\.(?:net|com))$", (parts.hostname or "").rstrip(".")):
        return ""
    steps = [step.lstrip("@") for step in parts.path.split("/") if step]
    if steps and steps[0] == "stories":
        steps = steps[1:2]
    elif steps and steps[0] == "_u":
        steps = steps[1:]
    return _handle(steps[0]) if steps and steps[0] not in _NO_NAME and len(steps) == 1 else ""


def mapped(item: Json, what: str) -> str:
    """The value below a label of `string_map_data` in one of its languages: "owner", "comment", "username", "name"."""
    for label, entry in mapping(mapping(item).get("string_map_data")).items():
        if label.strip().casefold() in _LABELS[what]:
            return words(mapping(entry).get("value")).strip()
    return ""


def called_username(label: str) -> bool:
    """Whether this is what the name in links is called in one of the languages."""
    return label.strip().casefold() in _LABELS["username"]


def values_of(item: Json) -> list[str]:
    """All values of `string_map_data`, whatever their labels."""
    entries = mapping(mapping(item).get("string_map_data")).values()
    return [value for entry in entries if (value := words(mapping(entry).get("value")).strip())]


def written_in(item: Json) -> list[str]:
    """The values of `string_list_data`: what was written, where `title` is to whom (comments of 2020 and 2021)."""
    entries = listed(mapping(item).get("string_list_data"))
    return [value for entry in entries if (value := words(mapping(entry).get("value")).strip())]


def when(item: Json) -> Moment | None:
    """The time of an item, wherever it has it."""
    told = mapping(item)
    entries = listed(told.get("string_list_data"))
    first = mapping(entries[0]) if entries else {}
    return moment(first.get("timestamp")) or moment(told.get("timestamp")) or _time_in(told)


def _time_in(told: dict[str, Json] | object) -> Moment | None:
    for entry in mapping(mapping(told).get("string_map_data")).values():  # type: ignore[arg-type]
        if (at := moment(mapping(entry).get("timestamp"))) is not None:
            return at
    return None


def _handle(name: str) -> str:
    """A name as it stands in links; "" for what is none, and for accounts that are gone."""
    key = handle_key(name)
    return "" if len(key) > 30 or not key.strip("._") or is_nobody(key) else key
