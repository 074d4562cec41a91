"""Mails as mbox files (Gmail Takeout, Thunderbird, others), single messages (.eml, .emlx) and Maildir folders."""

from relate.importers.mail.importer import Mail

__all__ = ["Mail"]
