"""Discord's package, and channels that DiscordChatExporter saved."""

from relate.importers.discord.importer import Discord

__all__ = ["Discord"]
