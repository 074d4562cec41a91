"""Text of Meta's exports as it was written: they spell each byte of UTF-8 as a letter of its own ("Ã©" for "é")."""

from __future__ import annotations

from relate.importers.json_items import Json


def mended(text: str) -> str:
    """The text its bytes stand for, where they stand for one; what is right already, or is neither, stays as it is.

    Each letter must be one byte and the bytes must be UTF-8, so that the way back gives the very text again.
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def all_mended(value: Json) -> Json:
    """The same value with every text in it mended, keys too. No recursion: values may be deep."""
    holder: list[Json] = [value]
    waiting: list[list[Json] | dict[str, Json]] = [holder]
    while waiting:
        box = waiting.pop()
        if isinstance(box, dict):
            if not all(map(str.isascii, box)):
                whole = {mended(key): inner for key, inner in box.items()}
                box.clear()
                box.update(whole)
            for key, inner in box.items():
                if isinstance(inner, str):
                    box[key] = mended(inner)
                elif isinstance(inner, list | dict):
                    waiting.append(inner)
        else:
            for place, inner in enumerate(box):
                if isinstance(inner, str):
                    box[place] = mended(inner)
                elif isinstance(inner, list | dict):
                    waiting.append(inner)
    return holder[0]
