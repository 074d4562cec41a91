"""The messages of an iPhone or a Mac: a copy of their database."""

from relate.importers.imessage.importer import IMessage

__all__ = ["IMessage"]
