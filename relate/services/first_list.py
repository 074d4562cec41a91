"""The first list of a new library, from what its archives say of everybody. Source: design/ranking.md.

What is known of those whom a drawer may hold is kept between two lists, and after a change read again for whom it is
about: of 30,000 people all of it takes half a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from relate.domain.acts import Acts
from relate.domain.circles import Standing
from relate.domain.companies import UNJOINED, Companies
from relate.domain.firstlist import FirstFacts, OpenDrawer, first_list, is_new_library, may_be_named
from relate.domain.priority import Ranking
from relate.domain.state_table import NEVER
from relate.store import company_reads, day_reads, last_words, tie_reads
from relate.store.covers import Known
from relate.store.writing import Database

DAY_MS = 86_400_000


@dataclass(slots=True)
class FirstPeople:
    """What is known of people for the first list. changed: whom it has to be read of again; None: of everybody. as_of:
    the instant of the last list.

    able: those whom a drawer may hold. anybody: everybody, while nothing was ever said with anyone. talking: of all who
    may be named, those with whom anything was ever said. company: of everybody who names one, it; there: how many name
    it, by its key in `together`.
    """

    changed: set[int] | None = None
    as_of: int = 0
    able: dict[int, FirstFacts] = field(default_factory=dict)
    anybody: dict[int, FirstFacts] = field(default_factory=dict)
    talking: set[int] = field(default_factory=set)
    company: dict[int, str] = field(default_factory=dict)
    there: dict[str, int] = field(default_factory=dict)
    together: Companies = UNJOINED

    def is_about(self, persons: set[int]) -> None:
        """They changed."""
        if self.changed is not None:
            self.changed |= persons

    def known_at(self, company: str) -> int:
        """How many people of the list name a company; 0 where there is no name or only one of them."""
        return self.there.get(self.key(company), 0)

    def key(self, company: str) -> str:
        """What a company is counted under; "" for what is none."""
        return self.together.key(company)


def first_list_of(
    database: Database, ranking: Ranking, people: FirstPeople, now: int, today: int, acts: Acts
) -> tuple[OpenDrawer, ...]:
    """The drawers of a new library; none in an older one. today: the home day. acts: what was done with cards.

    people: what earlier lists have read; brought up to date.
    """
    began, placed = day_reads.began_at(database), day_reads.placed(database)
    said_nothing = not bool((ranking.states.ints("n") > 0).any())
    if not is_new_library(None if began is None else began // DAY_MS, today, placed, said_nothing=said_nothing):
        people.changed = None
        return ()
    try:
        _bring_up_to_date(database, ranking, people, now)
    except BaseException:
        people.changed = None  # half of it may be new
        raise
    if people.talking:
        named = (_as_of(each, now, people) for each in people.able.values())
        return first_list(named, now, today, acts, said_nothing=False)
    # Names and dates alone: anybody may be shown. No silence is told of them: until when it is known is no matter.
    if len(people.anybody) != len(ranking.states):
        read = _read(database, ranking, ranking.states.persons.tolist(), people)
        people.anybody = {each.person: each for each in read}
    everybody = (_with_company(each, people) for each in people.anybody.values())
    return first_list(everybody, now, today, acts, said_nothing=True)


def _as_of(each: FirstFacts, now: int, people: FirstPeople) -> FirstFacts:
    """Nothing is known beyond now."""
    each = _with_company(each, people)
    return each if each.known_until <= now else replace(each, known_until=now)


def _with_company(each: FirstFacts, people: FirstPeople) -> FirstFacts:
    """How many are known where they work is counted over everybody."""
    there = people.known_at(each.company)
    return each if each.know_there == there else replace(each, know_there=there)


def _bring_up_to_date(database: Database, ranking: Ranking, people: FirstPeople, now: int) -> None:
    changed, people.changed = (None if now < people.as_of else people.changed), set()
    people.as_of = now
    if changed is None:
        people.together = company_reads.companies(database)
        people.company = tie_reads.company_names(database)
        people.there = tie_reads.known_at_companies(database, people.together)
        people.able.clear()
        people.anybody.clear()
        people.talking.clear()
        changed_now = ranking.states.persons.tolist()
    elif changed:
        _count_companies(database, people, changed)
        for person in changed:
            people.able.pop(person, None)
            people.anybody.pop(person, None)
            people.talking.discard(person)
        changed_now = sorted(person for person in changed if ranking.states.row(person) is not None)
    else:
        return
    for each in _read(database, ranking, changed_now, people):
        if not people.talking:
            people.anybody[each.person] = each
        if each.standing is not Standing.ACTIVE:
            continue
        if each.last_at is not None or each.talked:
            people.talking.add(each.person)
        if each.known_until > now or may_be_named(each):
            people.able[each.person] = each
    if people.talking:
        people.anybody.clear()


def _count_companies(database: Database, people: FirstPeople, changed: set[int]) -> None:
    before = {person: people.company.pop(person, "") for person in changed}
    now = tie_reads.company_names(database, sorted(changed))
    people.company |= now
    for person in changed:
        was, new = before[person], now.get(person, "")
        for key in {people.key(was), people.key(new)} - {""} if was != new else ():
            people.there[key] = sum(people.key(one) == key for one in people.company.values())


def _read(database: Database, ranking: Ranking, persons: Sequence[int], people: FirstPeople) -> Iterator[FirstFacts]:
    """What archives say of these people, who all have a row in the ranking."""
    import numpy as np

    states, facts = ranking.states, ranking.facts
    rows = np.searchsorted(states.persons, np.array(persons, dtype=np.int64))
    n, last = states.ints("n")[rows].tolist(), states.ints("last")[rows].tolist()
    talked = [person for person, days in zip(persons, n, strict=True) if days]
    lines = dict(last_words.last_lines(database, talked))
    otherwise = last_words.talked(database, [person for person in talked if person not in lines])
    turns = dict(zip(persons, facts.ints("turns")[rows].tolist(), strict=True))
    counted = {person for person, one in zip(persons, tie_reads.thin(states)[rows].tolist(), strict=True) if one}
    turns.update(last_words.turns_of(database, lines.keys() - counted))
    spread = states.ints("episodes")[rows].tolist()
    channels = Known(database, lines)
    cover, connected = facts.ints("cover_at")[rows].tolist(), facts.ints("connected_at")[rows].tolist()
    invited, same = facts.bools("own_invitation")[rows].tolist(), facts.bools("same_company")[rows].tolist()
    circle, promised = facts.ints("circle")[rows].tolist(), ranking.promised[rows].tolist()
    standing, fits = facts.ints("standing")[rows].tolist(), facts.bools("fits")[rows].tolist()
    for row, person in enumerate(persons):
        said = lines.get(person)
        company = people.company.get(person, "")
        yield FirstFacts(
            person=person,
            known_until=cover[row],
            answer_until=channels.of(said.account, person) if said else None,
            turns=turns[person] if said else 0,
            last_at=said.at if said else None,
            theirs_last=bool(said and said.theirs),
            wrote_before=bool(said and said.wrote_before),
            contact_at=None if last[row] == NEVER else last[row],
            talked=person in otherwise,
            lines=said.interactions if said else (),
            connected_at=None if connected[row] == NEVER else connected[row],
            own_invitation=invited[row],
            same_company=same[row],
            fits=fits[row],
            company=company,
            know_there=people.known_at(company),
            standing=tie_reads.STANDINGS_BY_NUMBER[standing[row]],
            episodes=max(spread[row], 1),
            circle=circle[row],
            promised=promised[row],
        )
