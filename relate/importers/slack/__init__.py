"""Slack's export of a workspace."""

from relate.importers.slack.importer import Slack

__all__ = ["Slack"]
