"""The line above each interaction: who, where, what. "Maya · LinkedIn · not answered", "You · mail · Re: intro"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from relate.domain.cover import is_up_to_date
from relate.domain.moments import Precision
from relate.domain.records import Direction, Kind
from relate.services.views import TimelineRow
from relate.ui import words
from relate.ui.words import tr

SEPARATOR = " · "


def first_name(name: str) -> str:
    """What one calls somebody: the first word of a name, the whole of a handle."""
    parts = words.one_line(name, 80).split()
    return parts[0] if parts else tr("closed account")


def others(row: TimelineRow, beside: int | None) -> str:
    """Who else was there: "Tomás Rivera and 4 others"; empty with nobody beside `beside`."""
    names = [words.one_line(name, 60) or tr("closed account") for person, name in row.people if person != beside]
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return tr("{one} and {two}", one=names[0], two=names[1])
    rest = words.counted(len(names) - 1, "{n} other", "{n} others")
    return tr("{one} and {rest}", one=names[0], rest=rest)


def who(row: TimelineRow, beside: int | None) -> str:
    """Whoever wrote, by first name; else the one whose page it is, else the first of them."""
    if row.direction is Direction.IN and row.people:
        return first_name(row.people[0][1])
    for person, name in row.people:
        if person == beside:
            return first_name(name)
    return first_name(row.people[0][1]) if row.people else tr("somebody")


def _in_company(row: TimelineRow, beside: int | None) -> str:
    """ "with Tomás Rivera and 4 others"; empty when nobody else was there."""
    company = others(row, beside)
    return tr("with {people}", people=company) if company else ""


def _network(row: TimelineRow) -> str:
    if row.by_user:
        return ""
    name = words.network_name(row.network)
    return name.lower() if name == "Mail" else name


def _talk(row: TimelineRow, beside: int | None) -> list[str]:
    speaker = tr("You") if row.direction is Direction.OUT else who(row, beside)
    if row.direction is Direction.OUT and beside is None and len(row.people) == 1:
        # On somebody's page it is plain to whom; elsewhere it is the first thing one asks.
        speaker = tr("You to {who}", who=who(row, None))
    if row.direction is Direction.NONE:
        speaker = tr(str(row.kind)).capitalize()
    parts = [speaker, _network(row), words.one_line(row.title, 120)]
    if len(row.people) > 1:
        writer = row.people[0][0] if row.direction is Direction.IN else beside
        parts.append(tr("with {people}", people=others(row, writer)))
    if row.answered is False and row.direction is not Direction.NONE:
        parts.append(_not_answered(row))
    return parts


def _not_answered(row: TimelineRow) -> str:
    if is_up_to_date(words.now_ms(), row.known_until):
        return tr("not answered")
    assert row.known_until is not None
    return tr("not answered as of {date}", date=words.short_day(words.day_known(row.known_until)))


def _said(mine: str, theirs: str, neither: str = "") -> Callable[[TimelineRow, int | None], list[str]]:
    """Wording of a kind with a verb of its own: "Maya mentioned you"; `neither` where no side is known."""

    def line(row: TimelineRow, beside: int | None) -> list[str]:
        template = mine if row.direction is Direction.OUT else theirs
        said = [tr(template, who=who(row, beside)), _network(row), words.one_line(row.title, 120)]
        if row.direction is Direction.NONE and neither:
            said[0] = tr(neither)
            said.append(_in_company(row, beside))
        return said

    return line


def _happening(kind: str) -> Callable[[TimelineRow, int | None], list[str]]:
    def line(row: TimelineRow, beside: int | None) -> list[str]:
        return [words.one_line(row.title, 120), tr(kind), _in_company(row, beside)]

    return line


def _own(kind: str) -> Callable[[TimelineRow, int | None], list[str]]:
    def line(row: TimelineRow, beside: int | None) -> list[str]:
        return [words.one_line(row.title, 120), tr(kind), _in_company(row, beside)]

    return line


_GROUP_NEWS = {
    "joined": "{who} joined the group",
    "left": "{who} left the group",
    "you joined": "{who} brought you into the group",
    "you left": "You and {who} left the group",
}


def _news(row: TimelineRow, _beside: int | None) -> list[str]:
    if row.since is not None:
        first, last = _between(row)
        said = tr("{network} news: seen between your archives of {first} and {last}")
        return [said.format(network=_network(row), first=first, last=last)]
    if row.detail in _GROUP_NEWS:
        return [tr(_GROUP_NEWS[row.detail], who=others(row, None)), _network(row), words.one_line(row.title, 120)]
    return [words.one_line(row.title, 160) or tr("{network} news", network=_network(row))]


def _connected(row: TimelineRow, _beside: int | None) -> list[str]:
    return [tr("You became connected"), _network(row), words.one_line(row.title, 120)]


def _introduction(row: TimelineRow, beside: int | None) -> list[str]:
    """ "You introduced Ana to Ben Kaya", and what came of it."""
    from relate.ui.introduce.texts import outcome

    if beside is None or all(person != beside for person, _ in row.people):
        said = tr("You introduced {people}", people=others(row, None))
    else:
        said = tr("You introduced {who} to {other}", who=who(row, beside), other=others(row, beside))
    return [said, outcome(row.detail)]


_LINES = {
    Kind.MENTION: _said("You mentioned {who}", "{who} mentioned you"),
    Kind.REPLY: _said("You replied to {who}", "{who} replied"),
    Kind.REPOST: _said("You shared {who}’s post", "{who} shared your post"),
    Kind.COMMENT: _said("You commented", "{who} commented"),
    Kind.REACTION: _said("You reacted", "{who} reacted"),
    Kind.INVITATION: _said("You invited {who}", "{who} invited you"),
    Kind.ENDORSEMENT: _said("You endorsed {who}", "{who} endorsed you"),
    Kind.RECOMMENDATION: _said("You recommended {who}", "{who} recommended you"),
    Kind.FOLLOW: _said("You follow {who}", "{who} follows you"),
    Kind.CALL: _said("You called", "{who} called", "Call"),
    Kind.ATTEMPT: _said("You tried to reach {who}", "You tried to reach {who}"),
    Kind.CONNECTED: _connected,
    Kind.EVENT: _happening("event"),
    Kind.MEETING: _happening("meeting"),
    Kind.NOTE: _own("your note"),
    Kind.TALK: _own("you talked"),
    Kind.NEWS: _news,
    Kind.INTRODUCTION: _introduction,
}
_DETAIL_SAID = frozenset((Kind.NEWS, Kind.INTRODUCTION))
"""Their own wording says the detail."""
_PLAINLY_MINE = frozenset((Kind.NOTE, Kind.TALK, Kind.INTRODUCTION))
"""Their wording says who noted it."""


def heading(row: TimelineRow, beside: int | None) -> str:
    """The muted line above the text. `beside`: the person whose page it is; None in everyone's timeline."""
    parts = _LINES.get(row.kind, _talk)(row, beside)
    if row.detail and row.kind not in _DETAIL_SAID:
        parts.append(words.one_line(row.detail, 80))
    seen: list[str] = []
    for part in parts:
        if part and part not in seen:
            seen.append(part)
    if row.by_user and row.kind not in _PLAINLY_MINE:
        seen.append(tr("noted by you"))
    line = SEPARATOR.join(seen)
    return line[:1].upper() + line[1:]


def when(row: TimelineRow) -> str:
    """When it was, as exactly as it is known: "3 May 2016, 09:12", "between 2 Aug and 20 Nov"."""
    if row.since is None or row.at is None:
        return words.moment_words(row.at)
    first, last = _between(row)
    return tr("between {first} and {last}", first=first, last=last)


def _between(row: TimelineRow) -> tuple[str, str]:
    """Two days in words: of what has both of them."""
    assert row.since is not None
    assert row.at is not None
    return words.short_day(words.day_of(row.since)), words.short_day(words.day_of(row.at))


def gutter(row: TimelineRow) -> str:
    """The date beside it: "6 Sep", as much of it as is known; "Aug–Nov" between two; nothing for a row without one."""
    if row.at is None:
        return ""
    if row.since is not None:
        return _span(words.day_of(row.since), words.day_of(row.at))
    when = words.day_of(row.at)
    if row.at.precision is Precision.YEAR:
        return str(when.year)
    if row.at.precision is Precision.MONTH:
        return words.short_month(when.month)
    return tr("{day} {month}", day=when.day, month=words.short_month(when.month))


def _span(first: date, last: date) -> str:
    """ "Aug–Nov", "2024–26"; one month where both have the same."""
    if first.year != last.year:
        return tr("{first}–{last}", first=first.year, last=f"{last.year % 100:02}")
    if first.month == last.month:
        return words.short_month(last.month)
    return tr("{first}–{last}", first=words.short_month(first.month), last=words.short_month(last.month))


def text_offered() -> str:
    """What stands in the place of a text that lies in a file: what a click or Enter does."""
    return tr("Show the text")


def is_mine(row: TimelineRow) -> bool:
    """Whether it stands on my side: what I wrote, and my own notes."""
    return row.direction is Direction.OUT or row.by_user or row.kind in (Kind.NOTE, Kind.TALK, Kind.ATTEMPT)


def spoken(row: TimelineRow, beside: int | None) -> str:
    """The row for a screen reader and the clipboard: date, heading, text."""
    said = heading(row, beside)
    date = "" if row.since is not None else when(row)
    parts = (
        date,
        said,
        words.one_line(row.text, 600),
        words.one_line(row.detail, 120) if row.since is not None else "",
    )
    return ". ".join(part for part in parts if part)
