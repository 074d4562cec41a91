"""A piece of news in words: what is so now, what was before, and between which dates it came about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from relate.domain import networks
from relate.domain.moments import DAY_MS
from relate.domain.news import Change, Listing, NewsKind, Piece
from relate.domain.wording import Words

_SEPARATOR: Final = ", "


def now(piece: Piece, words: Words) -> str:
    """ "now Sales lead at Contoso", "now called Ana Costa", "follows you on X"; several joined by commas."""
    parts: list[str] = []
    if piece.has(NewsKind.ROLE) or piece.has(NewsKind.COMPANY):
        parts.append(words.say("news.now", what=_position(piece.role[1], piece.company[1], words)))
    parts += [words.say("news.name", name=change.after) for change in piece.changes if change.kind is NewsKind.NAME]
    network = networks.network(piece.network).title
    for kind, word in ((NewsKind.NEW, "new"), (NewsKind.GONE, "gone")):
        some = [change for change in piece.changes if change.kind is kind]
        both = {change.before or change.after for change in some} == {Listing.FOLLOWER, Listing.FOLLOWING}
        keys = [f"news.{word}.follower.following"] if both else [_key(change, word) for change in some]
        parts += [words.say(key, network=network) for key in keys]
    return _SEPARATOR.join(parts)


def was(piece: Piece, words: Words) -> str:
    """ "was Account manager at Fabrikam"; "" where there was nothing before, or nothing that can be said."""
    parts: list[str] = []
    if piece.has(NewsKind.ROLE) or piece.has(NewsKind.COMPANY):
        # What stayed the same is said once.
        role = piece.role[0] if piece.has(NewsKind.ROLE) else ""
        company = piece.company[0] if piece.has(NewsKind.COMPANY) else ""
        if role or company:
            parts.append(words.say("news.was", what=_position(role, company, words)))
    parts += [words.say("news.was", what=change.before) for change in piece.changes if change.kind is NewsKind.NAME]
    return _SEPARATOR.join(parts)


def does(piece: Piece, words: Words) -> str:
    """ "Sales lead at Contoso": what somebody does who is new; "" where that is not known or is the news itself."""
    if piece.has(NewsKind.NEW) and any((piece.role[1], piece.company[1])):
        return _position(piece.role[1], piece.company[1], words)
    return ""


def when(piece: Piece, words: Words, today: date) -> str:
    """ "between 2 Aug and 20 Nov", "on 3 Oct" where an archive dates it."""
    if piece.at is not None:
        return words.say("news.on", first=words.date(day_of(piece.at, words), today))
    first, last = (words.date(day_of(at, words), today) for at in (piece.before_at, piece.after_at))
    return words.say("news.between", first=first, last=last)


def day_of(instant: int, words: Words) -> date:
    """The day of an archive or of what it dates (UTC ms). A day without a time is that day in every zone."""
    if instant % DAY_MS == 0:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)).date()
    return words.day(instant)


def _position(role: str, company: str, words: Words) -> str:
    key = "news.is.both" if role and company else "news.is.role" if role else "news.is.company"
    return words.say(key, role=role, company=company)


def _key(change: Change, word: str) -> str:
    listing = change.before or change.after
    back = change.is_back and listing in (Listing.CONNECTION, Listing.FRIEND)
    return f"news.{'back' if back else word}.{listing}"
