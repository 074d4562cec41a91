"""What one card tells after weeks away: who wrote meanwhile, what fell due, whose birthday went by, what grew old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relate.domain.birthdays import next_birthday
from relate.domain.circles import Standing
from relate.domain.homezone import HomeZone
from relate.domain.priority import Ranking
from relate.domain.reasons import ReasonKind
from relate.domain.reminders import Meanwhile
from relate.services.views import Card, DayView, SourceAge
from relate.store import day_reads, tie_reads
from relate.store.writing import Database

_WROTE = (ReasonKind.THEY_WROTE_LAST, ReasonKind.ANSWERED_SINCE)


def meanwhile_of(
    day: DayView, sources: Sequence[SourceAge], birthdays: Sequence[int], since: int, zone: HomeZone
) -> Meanwhile:
    """What happened since the window was last open on home day `since`; what was known then is not told as news.

    birthdays: whose birthday went by, as `birthdays_between` tells them.
    """
    return Meanwhile(
        wrote=tuple(card.person for card in day.waiting if _wrote_on(card, zone) >= since),
        promises=tuple(card.person for card in day.this_week if _fell_due(card, since, day.day)),
        birthdays=tuple(birthdays),
        old_archives=tuple(source.title for source in sources if source.old),
    )


def birthdays_between(
    database: Database, ranking: Ranking, first: int, last: int
) -> Iterator[tuple[int, int, Standing]]:
    """(person, home day, how they stand) of the birthdays from `first` to `last`, both included, of those one has
    talked with or placed in a circle."""
    for person, value in day_reads.birthdays(database):
        row, day = ranking.states.row(person), next_birthday(value, first)
        if row is None or day is None or day > last:
            continue
        if int(ranking.states.ints("n")[row]) or int(ranking.facts.ints("circle")[row]):
            yield person, day, tie_reads.STANDINGS_BY_NUMBER[int(ranking.facts.ints("standing")[row])]


def _wrote_on(card: Card, zone: HomeZone) -> int:
    """The home day of the message that waits for an answer; -1 where the card waits for something else."""
    times = (reason.at for reason in card.reasons if reason.kind in _WROTE and reason.at is not None)
    return zone.day(max(times, default=-1)) if not card.asked else -1


def _fell_due(card: Card, since: int, today: int) -> bool:
    days = (reason.day for reason in card.reasons if reason.kind == ReasonKind.PROMISE_DUE)
    return any(day is not None and since <= day <= today for day in days)
