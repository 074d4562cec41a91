"""The signs nobody sees that WhatsApp writes around names, times and its own words."""

from __future__ import annotations

from typing import Final

CLASS: Final = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u061c"
"""As they stand between the brackets of a pattern."""
OWN_WORDS: Final = "\u200e"
"""What iOS begins with whatever WhatsApp says itself: a picture, a call, somebody who joined."""
_ALL: Final = dict.fromkeys(
    [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x061C]
)  # fmt: skip
_BLANKS: Final = dict.fromkeys((0x00A0, 0x202F, 0x2009, 0x3000), " ")
_GONE: Final = {**_ALL, **_BLANKS}


def without(text: str) -> str:
    """The text without these signs."""
    return text if text.isascii() else text.translate(_ALL)


def plain(text: str) -> str:
    """A name or a time without these signs, its blanks plain ones, none around."""
    return (text if text.isascii() else text.translate(_GONE)).strip()
