"""Signal: its own export as plain text, and what signal-export makes of the program's database."""

from relate.importers.signal.importer import Signal

__all__ = ["Signal"]
