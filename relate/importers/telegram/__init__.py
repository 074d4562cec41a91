"""Telegram's export (Telegram Desktop, JSON)."""

from relate.importers.telegram.importer import Telegram

__all__ = ["Telegram"]
