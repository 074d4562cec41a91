"""Logging a conversation: one line under the thread, and one question that may be skipped."""
