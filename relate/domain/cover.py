"""How far is known what happened with a person: after an archive's date is not silence, it is unknown.

Source: design/ranking.md, "How far we know".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from relate.domain.rhythm import DAY_MS, REPLY_DAYS

FRESH_COVER_DAYS: Final = 3
"""With an older cover nobody "waits for an answer": the card asks "answered since?"."""


@dataclass(frozen=True, slots=True)
class ChannelCover:
    """One channel between a person and the owner: how many of their contact days it carries, known until when.

    `known_until`: UTC milliseconds: the snapshot date of the newest archive, or the newest mail.
    """

    contact_days: int
    known_until: int


def cover(channels: Iterable[ChannelCover], logged_at: int | None = None) -> int | None:
    """cover(person), in UTC milliseconds; None where nothing is known of the person at all.

    The latest instant up to which the channels that carry most of the contact days are known: channels are taken from
    the newest on until more than half of the contact days are in; a conversation logged by hand counts if later.
    """
    ordered = list(channels)
    if len(ordered) > 1:  # most have one, and everybody is asked about
        ordered.sort(key=lambda channel: -channel.known_until)
    total = sum(channel.contact_days for channel in ordered)
    known, carried = logged_at, 0
    for channel in ordered:
        carried += channel.contact_days
        if 2 * carried > total or total == 0:
            return channel.known_until if known is None else max(known, channel.known_until)
    return known


def silence(now: int, known_until: int | None, last: int) -> float:
    """s in days: min(now, cover) − last, at least 0; all arguments in UTC milliseconds, no cover is known up to now."""
    return max((min(now, known_until if known_until is not None else now) - last) / DAY_MS, 0.0)


def is_up_to_date(now: int, known_until: int | None) -> bool:
    """Whether it may be said that somebody waits for an answer."""
    return known_until is None or now - known_until <= FRESH_COVER_DAYS * DAY_MS


def is_unanswered(asked_at: int, known_until: int) -> bool:
    """Whether a question of mine counts as unanswered: only once the cover passes it by seven days."""
    return known_until - asked_at >= REPLY_DAYS * DAY_MS


def day_known(known_until: int, zone: tzinfo | None) -> date:
    """The day up to which something is known, as it is said; `zone` None: that of this machine.

    Most archives tell their date alone: such an instant is a midnight of UTC, and the date is said as the archive says
    it. On the wall clock of New York it would be the day before.
    """
    told = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=known_until)
    return told.date() if known_until % DAY_MS == 0 else told.astimezone(zone).date()
