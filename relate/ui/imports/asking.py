"""The words of an archive that was asked for: how long it takes, when it should be ready, that it should be there."""

from __future__ import annotations

from datetime import timedelta

from relate.services.sources import Awaited
from relate.ui.words import counted, local, short_day, tr


def promises(takes: str, choose: str) -> tuple[str, ...]:
    """What stands above the steps: "Ready in about 10 minutes.", "Choose JSON, all time."; nothing of what is empty."""
    ready = (tr("Ready in {time}.", time=takes.strip().rstrip(".")),) if takes else ()
    chosen = (tr("Choose {what}.", what=choose.strip().rstrip(".")),) if choose else ()
    return (" ".join((*ready, *chosen)),) if ready or chosen else ()


def i_have_asked() -> str:
    return tr("I have asked for it")


def then_reminded() -> str:
    return tr("Relate then says when it should be ready.")


def choice(words: str, minutes: int) -> str:
    """ "The quick one, ready in 10 minutes"."""
    return tr("{what}, ready in {time}", what=tr(words), time=span(minutes))


def span(minutes: int) -> str:
    if minutes < 60:
        return counted(minutes, "{n} minute", "{n} minutes")
    hours = round(minutes / 60)
    if hours < 24:
        return counted(hours, "{n} hour", "{n} hours")
    return counted(round(hours / 24), "{n} day", "{n} days")


def when(ms: int, now_ms: int) -> str:
    """ "today at 14:02", "yesterday at 14:02", "on 28 Nov at 14:02"."""
    day, today = local(ms), local(now_ms).date()
    time = f"{day:%H:%M}"
    near = {-1: tr("yesterday at {time}", time=time), 0: tr("today at {time}", time=time),
            1: tr("tomorrow at {time}", time=time)}  # fmt: skip
    away = (day.date() - today) // timedelta(days=1)
    return near.get(away) or tr("on {day} at {time}", day=short_day(day.date(), today), time=time)


def asked(one: Awaited, now_ms: int) -> str:
    """ "Asked for yesterday at 14:02; it should be ready tomorrow at 14:02." """
    since = when(one.asked_ms, now_ms)
    if one.ready:
        return tr("Asked for {when}; it should be ready now: look into your mail.", when=since)
    return tr("Asked for {when}; it should be ready {ready}.", when=since, ready=when(one.ready_ms, now_ms))


def should_be_ready(title: str) -> str:
    return tr("Your {source} archive should be ready.", source=title)
