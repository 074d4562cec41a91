"""Google Voice, from a Takeout."""

from relate.importers.google_voice.importer import GoogleVoice

__all__ = ["GoogleVoice"]
