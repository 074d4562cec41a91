"""What the files of an X archive have in common: ids, times, text as its writer saw it, and items left out."""

from __future__ import annotations

import html
import json
import re
from typing import Final

from relate.domain.moments import SECOND_MS, Moment, Precision
from relate.domain.records import Position, Reason, Skipped
from relate.importers import dates
from relate.importers.json_items import Broken, Json, listed, mapping, words

MOST_RAW: Final = 16_384
_KEPT_RAW: Final = frozenset({Reason.UNREADABLE, Reason.INCOMPLETE})

FIRST_POST_MS: Final = 1_142_974_214_000
"""21 March 2006. Archives of 2025 date some posts 1997 and 2003 (formats/social.md 2.2)."""
_LAST_MS: Final = 4_102_444_800_000
_SNOWFLAKES_FROM: Final = 30_000_000_000
_SNOWFLAKE_EPOCH_MS: Final = 1_288_834_974_657
_USER_LINK: Final = re.compile(r"[?&]user_id=(\d{1,20})\b")
_OWN_MEDIA: Final = re.compile(
    r"https?://(?:pic\.twitter\.com/|(?:www\.)?(?:twitter|x)\.com/(?:messages/media/|[^\s]*/(?:photo|video)/))"
)


def account_id(value: Json) -> str:
    """The number of an account; "" for "-1" (an account that is gone), 0 and whatever is no number."""
    text = value if isinstance(value, str) else words(value)
    return text if text.isdecimal() and text.isascii() and len(text) <= 20 and text[0] != "0" else ""


def linked_id(value: Json) -> str:
    """The number in https://twitter.com/intent/user?user_id=…"""
    found = _USER_LINK.search(words(value))
    return account_id(found[1]) if found else ""


def moment(written: Json, post: str = "") -> Moment | None:
    """When it was, in any spelling of the archive's years; impossible years give way to the time inside the id."""
    text = written if isinstance(written, str) else words(written)
    at = dates.weekday_second(text) or dates.utc_second(text) if text else None
    if at is not None and FIRST_POST_MS <= at.ms < _LAST_MS:
        return at
    return time_of(post)


def time_of(post: str) -> Moment | None:
    """The second in which the id of a post or message was given: ids since November 2010 begin with it."""
    if not account_id(post) or int(post) < _SNOWFLAKES_FROM:
        return None
    ms = (int(post) >> 22) + _SNOWFLAKE_EPOCH_MS
    return Moment(ms - ms % SECOND_MS, Precision.SECOND, 0) if ms < _LAST_MS else None


def as_written(text: str, links: Json, media: Json) -> tuple[str, bool]:
    """The text with its short links written out and its entities read, and whether pictures or films go with it.

    links: [{"url": "https://t.co/…", "expanded_url": "…"}], `expanded` in messages; media: the same for pictures,
    whose links say nothing and are taken away.
    """
    attached = bool(listed(media))
    if "https://t.co/" in text or "http://t.co/" in text:
        for entry in listed(links):
            link = mapping(entry)
            short, long = words(link.get("url")), words(link.get("expanded_url")) or words(link.get("expanded"))
            if short and long:
                is_media = _OWN_MEDIA.match(long) is not None
                attached |= is_media
                text = text.replace(short, "" if is_media else long)
        for entry in listed(media):
            if short := words(mapping(entry).get("url")):
                text = text.replace(short, "")
    if "&" in text:
        text = html.unescape(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(), attached


def left_out(where: Position, reason: Reason, item: Json, says: str = "") -> Skipped:
    """An item that becomes nothing; kept as it stood only where somebody might mend it."""
    raw = json.dumps(item, ensure_ascii=False)[:MOST_RAW] if reason in _KEPT_RAW else ""
    return Skipped(where, reason, says, raw)


def broken(file: str, row: int, item: Broken) -> Skipped:
    """What could not be read, as the row it stands for."""
    return Skipped(Position(file, row), Reason.INCOMPLETE if item.cut else Reason.UNREADABLE, item.says, item.raw)
