"""The first list of a new library, from what its archives say of everybody. Source: design/ranking.md."""

from __future__ import annotations

from relate.domain.acts import Acts
from relate.domain.firstlist import FirstFacts, OpenDrawer, first_list, is_new_library
from relate.domain.priority import Ranking
from relate.domain.state_table import NEVER
from relate.store import last_words, tie_reads
from relate.store.covers import known_of_accounts
from relate.store.writing import Database

DAY_MS = 86_400_000


def first_list_of(database: Database, ranking: Ranking, now: int, today: int, acts: Acts) -> tuple[OpenDrawer, ...]:
    """The drawers of a new library; none in an older one. today: the home day. acts: what was done with cards."""
    began = tie_reads.first_import_at(database)
    if not is_new_library(None if began is None else began // DAY_MS, today, tie_reads.placed(database)):
        return ()
    return first_list(_everybody(database, ranking, now), now, today, acts)


def _everybody(database: Database, ranking: Ranking, now: int) -> list[FirstFacts]:
    states, facts = ranking.states, ranking.facts
    persons = [int(person) for person in states.persons]
    talked = [person for person, n in zip(persons, states.ints("n"), strict=True) if n]
    lines = dict(last_words.last_lines(database, talked))
    otherwise = last_words.talked(database, [person for person in talked if person not in lines])
    turns = dict(zip(persons, facts.ints("turns").tolist(), strict=True))
    counted = {person for person, one in zip(persons, tie_reads.thin(states), strict=True) if one}
    turns.update(last_words.turns_of(database, lines.keys() - counted))
    channels = known_of_accounts(database)
    there = tie_reads.known_at_companies(database)
    company = tie_reads.companies(database)
    found = []
    for row, person in enumerate(persons):
        said = lines.get(person)
        connected, contact = int(facts.ints("connected_at")[row]), int(states.ints("last")[row])
        found.append(
            FirstFacts(
                person=person,
                known_until=min(now, int(facts.ints("cover_at")[row])),
                answer_until=min(now, channels.get(said.account, now)) if said else None,
                turns=turns[person] if said else 0,
                last_at=said.at if said else None,
                theirs_last=bool(said and said.theirs),
                wrote_before=bool(said and said.wrote_before),
                contact_at=None if contact == NEVER else contact,
                talked=person in otherwise,
                lines=said.interactions if said else (),
                connected_at=None if connected == NEVER else connected,
                own_invitation=bool(facts.bools("own_invitation")[row]),
                same_company=bool(facts.bools("same_company")[row]),
                company=company.get(person, ""),
                know_there=there.get(company.get(person, ""), 0),
                standing=tie_reads.STANDINGS_BY_NUMBER[int(facts.ints("standing")[row])],
            )
        )
    return found
