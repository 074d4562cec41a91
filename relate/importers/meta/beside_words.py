"""What goes with a message's words in Meta's exports, or stands in their place: photos, links, calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from relate.importers.json_items import Json, listed, mapping, number, words
from relate.importers.meta.text import mended

_SENT: Final = (
    ("photos", "photo", "photos"),
    ("videos", "video", "videos"),
    ("audio_files", "voice message", "voice messages"),
    ("gifs", "GIF", "GIFs"),
    ("files", "file", "files"),
    ("media", "attachment", "attachments"),
)
BESIDE_WORDS: Final = frozenset({"sticker", "share", *(field for field, _, _ in _SENT)})
"""The fields that tell of it."""


def sent(value: Mapping[str, Json]) -> tuple[str, str, str]:
    """What was sent beside or instead of words: a word for it, a link, the words of what was shared."""
    detail = link = text = ""
    for field, one, several in _SENT:
        if field in value and (found := listed(value[field])):
            detail = one if len(found) == 1 else f"{len(found)} {several}"
            break
    else:
        if "sticker" in value:
            detail = "sticker"
    share = mapping(value.get("share"))
    if share:
        told = words(share.get("link"))
        link = told if told.startswith(("https://", "http://")) else ""
        text = mended(words(share.get("share_text"))).strip()
        detail = detail or "link"
    return detail, link, text


def call(value: Mapping[str, Json]) -> str:
    """ "missed", or how long it was."""
    seconds = number(value.get("call_duration")) or 0
    if value.get("missed") is True or seconds <= 0:
        return "missed"
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"
