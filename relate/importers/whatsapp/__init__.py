"""WhatsApp: chats exported one by one as text, alone or in a zip."""

from relate.importers.whatsapp.importer import WhatsApp

__all__ = ["WhatsApp"]
