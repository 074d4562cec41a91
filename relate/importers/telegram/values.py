"""Single values of a Telegram export: times, texts, what goes with a message's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from relate.domain.moments import MINUTE_MS, SECOND_MS, Moment, Precision
from relate.importers.json_items import Json, listed, mapping, number, words

FIRST_S, LAST_S = 1_262_304_000, 4_102_444_800
"""From 2010 to 2100: what lies outside is no date of a message."""
_MEDIA: Final = {
    "sticker": "sticker",
    "video_message": "video message",
    "voice_message": "voice message",
    "animation": "GIF",
    "video_file": "video",
    "audio_file": "audio",
}
_BESIDE: Final = (
    ("photo", "photo"),
    ("contact_information", "contact"),
    ("contact_vcard", "contact"),
    ("location_information", "location"),
    ("poll", "poll"),
    ("todo_list", "list"),
    ("game_title", "game"),
    ("invoice_information", "invoice"),
    ("giveaway_information", "giveaway"),
    ("paid_stars_amount", "paid media"),
    ("story_id", "story"),
    ("file", "file"),
    ("media_type", "attachment"),
)
UNUSUAL: Final = frozenset(("reactions", "forwarded_from", *(field for field, _ in _BESIDE)))
"""With one of these, a message is more than words."""


def moment(value: Mapping[str, Json]) -> Moment | None:
    """When it was: exports before 2022 tell the clock of the computer that exported, without its zone."""
    seconds = number(value.get("date_unixtime"))
    if seconds is not None:
        return Moment(seconds * SECOND_MS, Precision.SECOND, 0) if FIRST_S <= seconds < LAST_S else None
    wall = wall_clock(value.get("date"))
    return None if wall is None else Moment(wall - wall % MINUTE_MS, Precision.MINUTE_UNKNOWN_ZONE)


def wall_clock(value: Json) -> int | None:
    """ "2019-05-01T10:00:07" as if it were UTC, in ms."""
    if not isinstance(value, str) or len(value) > 30:
        return None
    try:
        told = datetime.fromisoformat(value)
    except ValueError:
        return None
    seconds = int(told.replace(tzinfo=UTC).timestamp())
    return seconds * SECOND_MS if FIRST_S <= seconds < LAST_S else None


def text(value: Json) -> str:
    """The words of a message: a string, or a list of strings and of pieces with their markup."""
    if isinstance(value, str):
        return value.strip()
    return "".join([one if isinstance(one, str) else words(mapping(one).get("text")) for one in listed(value)]).strip()


def hidden_link(value: Json) -> str:
    """The address behind words that are a link, where there is one."""
    for one in listed(value):
        href = words(mapping(one).get("href"))
        if href.startswith(("https://", "http://")):
            return href
    return ""


def beside(value: Mapping[str, Json]) -> str:
    """A word for what was sent beside or instead of words; "" where nothing was."""
    media = value.get("media_type")
    if isinstance(media, str) and media in _MEDIA:
        return _MEDIA[media]
    for name, word in _BESIDE:
        if value.get(name) not in (None, "", {}, []):
            return word
    return "forwarded" if "forwarded_from" in value else ""


def call(value: Mapping[str, Json]) -> str:
    """ "missed", or how long it was."""
    seconds = number(value.get("duration_seconds")) or 0
    if value.get("is_missed") is True or seconds <= 0:
        return "missed"
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"


def account(value: Json) -> tuple[str, bool]:
    """(the number of who wrote, whether that is a person): "user123" is, "channel123" and "chat123" are none. Exports
    before 2021 write bare numbers of people. ("", True) where nobody is named."""
    if isinstance(value, str):
        if value.startswith("user"):
            value = value[4:]
        elif value.startswith(("channel", "chat")):
            return value, False
    told = words(value)
    return (told, True) if told.isascii() and told.isdigit() and len(told) <= 20 and told != "0" else ("", True)
