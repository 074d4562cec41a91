"""Google Chat and Hangouts, which Google made one with it."""

from relate.importers.google_chat.hangouts import Hangouts
from relate.importers.google_chat.importer import GoogleChat

__all__ = ["GoogleChat", "Hangouts"]
