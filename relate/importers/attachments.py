"""What was sent beside words, by the names of its files: "photo", "3 videos", "file". The files are never opened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_KINDS: Final = (
    (re.compile(r"\.gif(?:$|[?#])", re.IGNORECASE), "GIF", "GIFs"),
    (re.compile(r"\.(?:jpe?g|png|webp|heic|heif|bmp|tiff?)(?:$|[?#])", re.IGNORECASE), "photo", "photos"),
    (re.compile(r"\.(?:mp4|m4v|mov|avi|mkv|webm|3gp|wmv)(?:$|[?#])", re.IGNORECASE), "video", "videos"),
    (
        re.compile(r"\.(?:mp3|m4a|aac|og[ga]|opus|wav|flac|amr)(?:$|[?#])", re.IGNORECASE),
        "voice message",
        "voice messages",
    ),
)
_OTHER: Final = ("file", "files")


def told_of(names: Sequence[str]) -> str:
    """The words for these files; "" where there are none. Several of different kinds are files."""
    kinds = {next((kind[1:] for kind in _KINDS if kind[0].search(name)), _OTHER) for name in names}
    if not kinds:
        return ""
    one, several = kinds.pop() if len(kinds) == 1 else _OTHER
    return one if len(names) == 1 else f"{len(names)} {several}"


def lasted(seconds: int) -> str:
    """How long a call was: "40 s", "12 min"."""
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"
