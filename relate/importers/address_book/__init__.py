"""Address books as tables (CSV, TSV) and LDIF: forms tells whose they are, columns makes cards of their rows."""

from relate.importers.address_book.importer import AddressBook

__all__ = ["AddressBook"]
