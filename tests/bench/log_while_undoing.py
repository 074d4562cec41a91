"""Logging a conversation until every panel could be painted anew, while a million rows are being taken back."""

from __future__ import annotations

from tests.bench.log_while_writing import measure_undo as measure

__all__ = ["measure"]
