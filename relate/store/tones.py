"""How the words of an interaction are meant, as its row of a staging file has it."""

from __future__ import annotations

from collections.abc import Sequence

from relate.domain.greetings import gist, is_greeting
from relate.domain.kinds import Kind
from relate.store.codes import KIND_CODE
from relate.store.hashing import hashed

_GREETING_LENGTH = 200
"""Characters; twelve words are never longer, so that long texts cost nothing."""
_TALKED = frozenset(
    KIND_CODE[kind] for kind in (Kind.MESSAGE, Kind.MAIL, Kind.INVITATION, Kind.REPLY, Kind.COMMENT, Kind.MENTION)
)


def tone(kind: int, text: str, names: Sequence[str], may_be_mine: bool) -> tuple[int, int | None]:
    """(tone, gist). A greeting is a hello at once; otherwise the gist of what may be the owner's words is kept for
    counting."""
    if not text or kind not in _TALKED:
        return 0, None
    if len(text) <= _GREETING_LENGTH and is_greeting(text):
        return 1, None
    if not may_be_mine:
        return 0, None
    said = gist(text, names)
    return 0, hashed((said,)) if said else None
