"""`relate export`: the whole library as JSON, or its people as a table for a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from relate.cli.tables import CsvWriter, Value, day, iso

if TYPE_CHECKING:
    from relate.services.exporting import Export
    from relate.store.export_reads import Passed, Someone

VERSION = 1
_COLUMNS = (
    "name",
    "role",
    "company",
    "mail",
    "phone",
    "link",
    "place",
    "birthday",
    "circle",
    "state",
    "tags",
    "how met",
    "notes",
    "connected",
    "first contact",
    "last contact",
    "sources",
)


def write_json_export(export: Export, out: TextIO) -> None:
    """People, timeline, events and wishes; one line each, so that two exports can be compared line by line."""
    out.write(f'{{"format": "relate", "version": {VERSION}')
    _section(out, "people", (_person(one) for one in export.people()))
    _section(out, "timeline", (_passed(one) for one in export.timeline()))
    _section(
        out,
        "events",
        (
            {"name": name, "start": iso(start), "place": place, "link": link, "attended": attended}
            for name, start, place, link, attended in export.events()
        ),
    )
    _section(out, "wishes", ({"subject": subject, "text": text} for subject, text in export.wishes()))
    out.write("}\n")


def write_csv_export(export: Export, out: TextIO, raw: bool) -> None:
    """One row for each person of the list; several values of a field stand in one cell, a line each."""
    table = CsvWriter(out, raw)
    table.row(_COLUMNS)
    for one in export.people():
        if not one.listed:
            continue

        def said(field: str, one: Someone = one) -> str:
            return "\n".join(value for name, value, shown, _ in one.facts if name == field and shown)

        table.row(
            (
                one.name,
                said("role"),
                said("company"),
                said("mail"),
                said("phone"),
                said("link"),
                said("place"),
                said("birthday"),
                one.circle,
                one.state,
                ", ".join(one.tags),
                said("how_met"),
                said("note"),
                day(one.connected_at),
                day(one.first_contact),
                day(one.last_contact),
                " ".join(sorted({network for network, _, _ in one.identities})),
            )
        )


def _section(out: TextIO, name: str, values: Iterable[Value]) -> None:
    out.write(f',\n"{name}": [')
    between = "\n"
    for value in values:
        out.write(between + json.dumps(value, ensure_ascii=False, sort_keys=True))
        between = ",\n"
    out.write("]")


def _person(one: Someone) -> Value:
    return {
        "name": one.name,
        "identities": [{"network": network, "kind": kind, "key": key} for network, kind, key in one.identities],
        "owner": one.is_owner,
        "listed": one.listed,
        "circle": one.circle,
        "state": one.state,
        "rhythm_days": one.rhythm_days,
        "first_contact": iso(one.first_contact),
        "last_contact": iso(one.last_contact),
        "connected_at": iso(one.connected_at),
        "tags": list(one.tags),
        "facts": [
            {"field": field, "value": value, "shown": shown, "by_user": by_user}
            for field, value, shown, by_user in one.facts
        ],
        "thread": [{"kind": kind, "text": text, "due_day": due, "done": done} for kind, text, due, done in one.thread],
    }


def _passed(one: Passed) -> Value:
    return {
        "at": one.at,
        "precision": one.precision,
        "kind": one.kind,
        "source": one.network,
        "direction": one.direction,
        "title": one.title,
        "text": one.text,
        "detail": one.detail,
        "link": one.link,
        "by_user": one.by_user,
        "people": [
            {"network": network, "kind": kind, "key": key, "role": role} for network, kind, key, role in one.people
        ],
    }
