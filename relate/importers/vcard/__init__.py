"""Address books as vCard files: lines cuts cards, properties reads their lines, fields and card say what they mean."""

from relate.importers.vcard.importer import VCard

__all__ = ["VCard"]
