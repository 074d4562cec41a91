"""Comments, reactions, groups and events of a Facebook export.

Whose post it was stands only in a sentence of the account's language ("Mara Lindqvist commented on Ana Duarte's
photo."). A row is kept where exactly one known name can be read in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from relate.domain.moments import SECOND_MS, Moment
from relate.domain.normalise import text_key
from relate.domain.records import (
    EventRecord,
    InteractionRecord,
    Kind,
    Participant,
    Reason,
    Record,
    Role,
    Skipped,
    WishRecord,
)
from relate.importers.facebook.friends import Known
from relate.importers.json_items import Json, listed, mapping, words
from relate.importers.meta.labels import labelled
from relate.importers.meta.rows import Row, left_out
from relate.importers.meta.times import moment

_WORD: Final = re.compile(r"[^\s,;:!?()\"“”«»]+")
_OWNS: Final = re.compile(r"(?:['’]s?|s['’])$")
_OWNS_PLAINLY: Final = re.compile(r"(?<=\w\w)s$")
"""German, Swedish, Danish and Norwegian do without an apostrophe: "Ana Duartes Beitrag"."""
_LONGEST_NAME: Final = 6
_LONGEST_SENTENCE: Final = 400


def comment(row: Row, known: Known) -> Iterator[Record | Skipped]:
    told = mapping(row.value)
    said = next((mapping(mapping(one).get("comment")) for one in listed(told.get("data"))), {})
    text = words(said.get("comment")).strip()
    at = moment(told.get("timestamp")) or moment(said.get("timestamp"))
    yield from _to_one(row, known, Kind.COMMENT, at, _people_in(words(told.get("title")), known), text)


def reaction(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """Old: a sentence; new: labels, the name among them. The same reaction may be in both files."""
    told = mapping(row.value)
    if "label_values" in told:
        said = labelled(row.value)
        others = {name for name in said.values if known.is_known(name) and not known.keys.is_mine(name)}
        yield from _to_one(row, known, Kind.REACTION, said.at, others, "", said.link)
    else:
        people = _people_in(words(told.get("title")), known)
        yield from _to_one(row, known, Kind.REACTION, moment(told.get("timestamp")), people, "")


def _to_one(
    row: Row, known: Known, kind: Kind, at: Moment | None, people: set[str], text: str, link: str = ""
) -> Iterator[Record | Skipped]:
    if len(people) != 1:
        if not isinstance(row.value, dict) or not row.value:
            yield left_out(row.where, Reason.UNREADABLE if row.value else Reason.EMPTY, row.value)
        else:
            says = "whose it was cannot be told" if people else "no person of your lists and conversations"
            yield left_out(row.where, Reason.NO_PERSON, row.value, says)
        return
    (name,) = people
    key = known.keys.named(name)
    assert key is not None
    second = "" if at is None else str(at.ms // SECOND_MS)
    yield InteractionRecord(
        row.where,
        kind,
        at,
        (Participant(key, Role.TO, name), Participant(known.keys.mine, Role.FROM)),
        (f"facebook.{kind}.1", known.keys.name(name), second, text_key(text)),
        text=text,
        link=link,
    )


def _people_in(sentence: str, known: Known) -> set[str]:
    """The known people a sentence names, the owner left out; of names inside each other the longest."""
    tokens = [(found[0], _OWNS.sub("", found[0])) for found in _WORD.finditer(sentence[:_LONGEST_SENTENCE])]
    people: dict[str, str] = {}
    at = 0
    while at < len(tokens):
        for size in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            part = tokens[at : at + size]
            spelt = " ".join((*(whole for whole, _ in part[:-1]), part[-1][1].rstrip(".")))
            forms = (spelt, _OWNS_PLAINLY.sub("", spelt))
            name = next((one for one in forms if known.is_known(one) or known.keys.is_mine(one)), "")
            if name:
                if not known.keys.is_mine(name):
                    people.setdefault(known.keys.name(name), name)
                at += size
                break
        else:
            at += 1
    return set(people.values())


def group(row: Row, _known: Known) -> Iterator[Record | Skipped]:
    """Groups the owner joined or runs; who else is in them is in no export."""
    told = mapping(row.value)
    name = words(told.get("name")).strip()
    for one in listed(told.get("data")):
        name = name or words(mapping(one).get("name")).strip()
    if not name:
        yield left_out(row.where, Reason.UNREADABLE if row.value else Reason.EMPTY, row.value)
        return
    runs = bool(row.keys) and row.keys[0].startswith("groups_admined")
    yield WishRecord(row.where, "group you run" if runs else "group", name, moment(told.get("timestamp")))


def group_invite(row: Row, known: Known) -> Iterator[Record | Skipped]:
    """Somebody asked the owner into a group or was asked by him, where one of the values is somebody he knows; else
    the group alone."""
    said = labelled(row.value)
    people = {known.keys.name(name): name for name in said.values if known.is_known(name)}
    group = next((value for value in said.values if known.keys.name(value) not in people), "")
    others = [name for name in people.values() if not known.keys.is_mine(name)]
    if len(others) == 1 and (key := known.keys.named(others[0])) is not None:
        theirs = "sent" not in row.where.file.rpartition("/")[2].casefold()
        them, me = (Role.FROM, Role.TO) if theirs else (Role.TO, Role.FROM)
        second = "" if said.at is None else str(said.at.ms // SECOND_MS)
        yield InteractionRecord(
            row.where,
            Kind.INVITATION,
            said.at,
            (Participant(key, them, others[0]), Participant(known.keys.mine, me)),
            ("facebook.group-invite.1", "in" if theirs else "out", known.keys.name(others[0]), group, second),
            title=group,
            detail="group invitation",
        )
    elif group:
        yield WishRecord(row.where, "group you were asked into", group, said.at)
    else:
        yield left_out(row.where, Reason.NO_PERSON if row.value else Reason.EMPTY, row.value)


def event(row: Row, _known: Known) -> Iterator[Record | Skipped]:
    """Events he went to, was asked to or made; who else came is in no export."""
    told, list_ = mapping(row.value), row.keys[-1] if row.keys else ""
    name = words(told.get("name")).strip()
    if not name:
        yield left_out(row.where, Reason.UNREADABLE if row.value else Reason.EMPTY, row.value)
        return
    if "declined" in list_:
        yield left_out(row.where, Reason.DECLINED, row.value, "you did not go")
        return
    start, end = moment(told.get("start_timestamp")), moment(told.get("end_timestamp"))
    second = "" if start is None else str(start.ms // SECOND_MS)
    place = words(mapping(told.get("place")).get("name")).strip()
    attended = "joined" in list_ or list_.startswith("your_events")
    yield EventRecord(row.where, name, start, end, ("facebook.event.1", name, second), place, attended=attended)


def names_in(values: Iterable[Json]) -> list[str]:
    """The names of a list of people, for a first look."""
    return [name for value in values if (name := words(mapping(value).get("name")).strip())]
