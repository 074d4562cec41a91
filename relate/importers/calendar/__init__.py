"""Calendars as iCalendar files (.ics) of Google, Outlook, Apple, Nextcloud and others."""

from relate.importers.calendar.importer import Calendar

__all__ = ["Calendar"]
