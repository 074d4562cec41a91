"""The words in a message's `attributedBody`, where newer systems keep them instead of in `text`.

It is Apple's typedstream of an NSAttributedString; its first NSString holds the words: after the class name five bytes,
then a length (one byte, or 0x81 and two, 0x82 and four, little-endian), then UTF-8. formats/contacts.md 5.4.
"""

from __future__ import annotations

from typing import Final

_CLASS: Final = b"NSString"
_BEGINS: Final = b"+"
_BETWEEN: Final = 16
"""Bytes within which the length stands behind the name of the class."""
_LENGTHS: Final = {0x81: 2, 0x82: 4, 0x83: 8}


def words_of(blob: bytes) -> str:
    """The words; "" where there are none, or the bytes are damaged."""
    place = blob.find(_CLASS)
    if place < 0:
        return ""
    place += len(_CLASS)
    begins = blob.find(_BEGINS, place, place + _BETWEEN)
    if begins < 0 or begins + 1 >= len(blob):
        return ""
    at = begins + 1
    length = blob[at]
    at += 1
    if size := _LENGTHS.get(length):
        length = int.from_bytes(blob[at : at + size], "little")
        at += size
    elif length > 0x80:
        return ""
    return blob[at : at + length].decode("utf-8", "replace")
