"""Any table of people (CSV, TSV): how it is written is found, what its columns are is guessed and asked."""

from relate.importers.people_table.importer import PeopleTable

__all__ = ["PeopleTable"]
