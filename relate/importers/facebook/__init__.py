"""Facebook's export of all eras."""

from relate.importers.facebook.importer import Facebook

__all__ = ["Facebook"]
