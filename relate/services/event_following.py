"""The follow-up rounds of events as a day shows them: who of those one kept, from the library's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from relate.domain.acts import Acts, Named
from relate.domain.circles import Standing
from relate.domain.event_rounds import Decided, Mark, Round, RoundDay, is_over, of_the_day
from relate.domain.priority import Ranking
from relate.domain.reasons import Reason, ReasonKind
from relate.domain.today import Item, Section
from relate.store import event_rolls, tie_reads
from relate.store.event_rolls import RoundRow
from relate.store.writing import Database

_NOT_FOLLOWED = (Standing.NEVER_SUGGEST, Standing.IN_MEMORIAM)


@dataclass(frozen=True, slots=True)
class Following:
    """A round that names somebody today: whose event, which day of it, and each with why."""

    row: RoundRow
    day: RoundDay
    section: str
    items: tuple[Item, ...]


def following(
    database: Database,
    ranking: Ranking,
    acts: Acts,
    named: Sequence[Named],
    today: int,
    days_off: Collection[int],
) -> tuple[Following, ...]:
    """Every round of the day that names somebody. Few rows, unless a round is on."""
    rows = {row.event: row for row in event_rolls.rounds(database) if not is_over(row.first_day, today, days_off)}
    if not rows:
        return ()
    decided: dict[int, list[Decided]] = {event: [] for event in rows}
    for one in event_rolls.decisions(database, list(rows)):
        decided[one.event].append(Decided(one.person, Mark(one.mark), one.at))
    persons = {one.person for several in decided.values() for one in several}
    away = {each.person for each in named if each.day == today and each.section == Section.RECONNECT}
    lasts = _lasts(ranking, persons)
    away |= persons - lasts.keys()
    rounds = [Round(row.event, row.first_day, row.begun_at, tuple(decided[row.event])) for row in rows.values()]
    sections = {each.event: each.section for each in rounds}
    return tuple(
        Following(rows[one.event], one, sections[one.event], tuple(_items(database, rows[one.event], one.people)))
        for one in of_the_day(rounds, today, acts, named, lasts, days_off, away)
    )


def _items(database: Database, row: RoundRow, people: Collection[int]) -> Iterable[Item]:
    noted = event_rolls.lines(database, row.event, people)
    for person in people:
        detail = f"{row.name}: “{noted[person]}”" if person in noted else row.name
        records = (row.row,) if row.row else ()
        yield Item(person, Section.EVENT, (Reason(ReasonKind.KEPT_AT_EVENT, detail=detail, records=records),))


def _lasts(ranking: Ranking, persons: Collection[int]) -> dict[int, int]:
    """Who of them may be followed, and the instant of the last contact with each (`NEVER` without one)."""
    asked = list(persons)
    if not len(ranking.states):
        return {}
    rows = ranking.states.rows(asked)
    standings, lasts = ranking.facts.ints("standing")[rows].tolist(), ranking.states.ints("last")[rows].tolist()
    return {
        person: last
        for person, row, standing, last in zip(asked, rows.tolist(), standings, lasts, strict=True)
        if row >= 0 and tie_reads.STANDINGS_BY_NUMBER[standing] not in _NOT_FOLLOWED
    }
