"""Instagram's export of all eras, with Threads inside it."""

from relate.importers.instagram.importer import Instagram, Threads

__all__ = ["Instagram", "Threads"]
