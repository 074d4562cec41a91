"""Seminars and exhibitions: the lists of who was there, as event pages, meetings and badge scanners write them."""

from relate.importers.attendees.importer import Attendees

__all__ = ["Attendees"]
