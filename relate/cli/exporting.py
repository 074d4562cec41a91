"""`relate export`: the whole library as JSON, or its people as a table for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from relate.cli.tables import CsvWriter, day

if TYPE_CHECKING:
    from relate.services.exporting import Export

VERSION = 1
_FACTS = ("role", "company", "mail", "phone", "link", "place", "birthday", "how_met", "note")
_TOLD = ("looks_for", "offers")
_COLUMNS = (
    "name",
    "role",
    "company",
    "mail",
    "phone",
    "link",
    "place",
    "birthday",
    "how met",
    "notes",
    "circle",
    "state",
    "tags",
    "connected",
    "first contact",
    "last contact",
    "sources",
    "looks for",
    "offers",
)


def write_json_export(export: Export, out: TextIO) -> None:
    """Every record, one a line and in an order of its own, so that two exports can be compared line by line."""
    out.write(f'{{"format": "relate", "version": {VERSION}, "records": [')
    between = "\n"
    for line in export.lines():
        out.write(between + line)
        between = ",\n"
    out.write("\n]}\n")


def write_csv_export(export: Export, out: TextIO, raw: bool) -> None:
    """One row for each person of the list; several values of a field stand in one cell, a line each."""
    table = CsvWriter(out, raw)
    table.row(_COLUMNS)
    for one in export.people():
        said = {field: "\n".join(values) for field, values in one.facts.items()}
        table.row(
            (
                one.name,
                *(said.get(field, "") for field in _FACTS),
                one.circle,
                one.state,
                ", ".join(one.tags),
                day(one.connected_at),
                day(one.first_contact),
                day(one.last_contact),
                one.networks,
                *(said.get(field, "") for field in _TOLD),
            )
        )
