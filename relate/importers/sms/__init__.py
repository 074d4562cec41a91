"""Text messages and calls of an Android phone, as its backup programs write them."""

from relate.importers.sms.importer import Sms

__all__ = ["Sms"]
