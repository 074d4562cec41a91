"""Reading what a day's list is made from: states and facts of everybody, and the records behind what is said.

All of it scans: to be called on a reader's thread. Source: design/ranking.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from relate.domain.circles import Standing
from relate.domain.companies import Companies
from relate.domain.cover import cover
from relate.domain.depth import CONTACT_DEPTH
from relate.domain.packing import unpack
from relate.domain.records import Kind
from relate.domain.rhythm import rhythm_is_learnt
from relate.domain.state_table import StateTable, learnt
from relate.domain.tie_facts import FactTable, TieFacts
from relate.store.codes import KIND_CODE, NO_WORD, RARE
from relate.store.company_reads import companies
from relate.store.covers import carried
from relate.store.event_reads import at_events
from relate.store.last_words import turns_of
from relate.store.owners import OWNERS
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from relate.domain.columns import Bools

_CHUNK = 800
_COUNTED = 20_000
"""Rows are counted up to so many."""
DAY_MS = 86_400_000
STANDINGS = {
    "active": Standing.ACTIVE,
    "resting": Standing.RESTING,
    "seen anyway": Standing.SEEN_ANYWAY,
    "never suggest": Standing.NEVER_SUGGEST,
    "in memoriam": Standing.IN_MEMORIAM,
}
STANDINGS_BY_NUMBER = {int(standing): standing for standing in Standing}


def facts_of(database: SqliteDatabase, persons: Sequence[int]) -> list[tuple[int, TieFacts]]:
    """What ranks these people beside their rhythm; who is not listed is left out. Everybody: everybody.py."""
    listed = sorted(
        int(row[0])
        for part in _parts(persons)
        for row in database.execute_sql(f"SELECT id FROM person WHERE listed{among(part).format('id')}")
    )
    some = FactTable(listed)
    place = {person: row for row, person in enumerate(listed)}
    words = logged(database) if listed else {}
    for part in _parts(listed):
        these = among(part)
        lines(database, some, place, these)
        said(database, some, place, these)
        covers(database, some, place, these, words)
        rare_kinds(database, some, place, these)
    for person, changes in turns_of(database, _thin_among(database, listed)):
        some.ints("turns")[place[person]] = changes
    return [
        (
            person,
            TieFacts(**{name: _plain(some, name, row) for name in FactTable.DEFAULTS}),  # type: ignore[arg-type]
        )
        for row, person in enumerate(listed)
    ]


def among(persons: Iterable[int]) -> str:
    """ " AND {} IN (…)": a condition on a column that holds a person, for some hundred of them at most."""
    return " AND {} IN (" + ",".join(str(int(person)) for person in persons) + ")"


def between(first: int, last: int) -> str:
    """The same for all from one to another."""
    return f" AND {{}} BETWEEN {int(first)} AND {int(last)}"


def thin(table: StateTable) -> Bools:
    """Of whom the turns are counted: those who talked and have no rhythm yet."""
    return (table.ints("n") > 0) & ~learnt(table)


def _thin_among(database: SqliteDatabase, persons: Sequence[int]) -> list[int]:
    found = []
    for part in _parts(persons):
        for person, packed in database.execute_sql(
            f"SELECT person, state FROM rhythm_state WHERE 1{among(part).format('person')} ORDER BY person"
        ):
            state = unpack(packed, quarters=False)
            if state.n > 0 and not rhythm_is_learnt(state):
                found.append(int(person))
    return found


def _plain(table: FactTable, name: str, row: int) -> float | int | bool:
    value: float | int | bool = table.ints(name)[row].item()
    return value


def lines(database: SqliteDatabase, found: FactTable, place: Mapping[int, int], these: str) -> None:
    """What the lines of these people say: circle, state, connected when, known from how many networks, and whether they
    name a company where the owner worked when they became connected."""
    circle, standing = found.ints("circle"), found.ints("standing")
    connected, other, same = found.ints("connected_at"), found.bools("other_source"), found.bools("same_company")
    mine, together = owner_positions(database), companies(database)
    for person, its_circle, state, connected_at, networks, company in database.execute_sql(
        f"SELECT id, circle, state, connected_at, networks, company FROM person WHERE listed{these.format('id')}"
    ):
        row = place.get(person)
        if row is None:
            continue
        circle[row] = its_circle or 0
        standing[row] = STANDINGS.get(state, Standing.ACTIVE)
        other[row] = " " in networks and sum(name not in ("mail", "phone") for name in networks.split()) > 1
        if connected_at is not None:
            connected[row] = connected_at
            periods = mine.get(together.key(company), ()) if mine and company else ()
            same[row] = any(begin <= connected_at <= end for begin, end in periods)
    for person in at_events(database, these.format("n.person")):
        if (row := place.get(person)) is not None:
            other[row] = True


def said(database: SqliteDatabase, found: FactTable, place: Mapping[int, int], these: str = "") -> None:
    """What the user said of these people, or of all: rhythm by hand, and since when that or a circle holds."""
    rhythm, placed = found.floats("rhythm_days"), found.ints("placed_at")
    for person, since in database.execute_sql(
        f"SELECT n.person, max(t.since) FROM {_said_of('circle_member', these)} GROUP BY n.person"
    ):
        if (row := place.get(person)) is not None:
            placed[row] = since
    for person, days, since in database.execute_sql(
        f"SELECT n.person, t.days, max(t.since) FROM {_said_of('rhythm_set', these)} GROUP BY n.person"
    ):
        if (row := place.get(person)) is not None:
            rhythm[row] = days
            placed[row] = max(int(placed[row]), since)


def _said_of(table: str, these: str) -> str:
    """A table of the user's words on people: all of it, or that of the few who are asked for, found from them."""
    if not these:
        return f"{table} t CROSS JOIN identity n ON n.id = t.identity"
    return f"identity n CROSS JOIN {table} t ON t.identity = n.id WHERE 1{these.format('n.person')}"


def logged(database: SqliteDatabase) -> dict[int, int]:
    """The newest conversation that the user logged with somebody, by person, UTC ms."""
    return {
        int(person): int(at)
        for person, at in database.execute_sql(
            # In this order: grouped by its own index, SQLite would look through everything that ever passed.
            "SELECT n.person, max(i.at) FROM interaction i CROSS JOIN participant p ON p.interaction = i.id"
            f" CROSS JOIN identity n ON n.id = p.identity WHERE i.by_user = 1 AND i.kind NOT IN {NO_WORD}"
            " AND i.at IS NOT NULL GROUP BY n.person"
        )
    }


def covers(
    database: SqliteDatabase, found: FactTable, place: Mapping[int, int], these: str, words: Mapping[int, int]
) -> None:
    """cover_at of these people: up to when the channels that carry most of their contact are known, UTC ms.

    words: what `logged` gives.
    """
    cover_at = found.ints("cover_at")
    for person, channels in carried(database, these.format("n.person")):
        row = place.get(person)
        if row is not None and (known := cover(channels, words.get(person))) is not None:
            cover_at[row] = known


def rare_kinds(database: SqliteDatabase, found: FactTable, place: Mapping[int, int], these: str = "") -> None:
    """Whether a recommendation, an endorsement or an invitation with words passed with these people, or with all."""
    shown = and_visible("i.import_id", hidden(database))
    columns = {
        KIND_CODE[Kind.RECOMMENDATION]: found.bools("recommended"),
        KIND_CODE[Kind.ENDORSEMENT]: found.bools("endorsed"),
        KIND_CODE[Kind.INVITATION]: found.bools("own_invitation"),
    }
    if these and not _is_much(database, these):
        source = "identity n CROSS JOIN participant p ON p.identity = n.id"
        source += " CROSS JOIN interaction i ON i.id = p.interaction"
    else:
        source = "interaction i CROSS JOIN participant p ON p.interaction = i.id"
        source += " CROSS JOIN identity n ON n.id = p.identity"
    rows = database.execute_sql(
        f"SELECT DISTINCT n.person, i.kind FROM {source} WHERE {RARE} AND (i.kind != 7 OR i.text != '')"
        f" AND i.tone = 0{shown}{these.format('n.person')}"
        # What the user hid, or said was of somebody else, speaks for nobody here.
        " AND NOT EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = i.id"
        " AND (o.hidden OR o.person IS NOT NULL))"
    )
    for person, kind in rows:
        if (row := place.get(person)) is not None:
            columns[kind][row] = True


def _is_much(database: SqliteDatabase, these: str) -> bool:
    """Whether more passed with these people than there are of the rare kinds, as far as it matters: somebody with
    176,000 rows was looked through in 180 ms."""
    rare = _counted(database, f"interaction i WHERE {RARE}")
    with_them = "identity n CROSS JOIN participant p ON p.identity = n.id WHERE 1" + these.format("n.person")
    return _counted(database, with_them) > min(2 * rare, _COUNTED - 1)


def _counted(database: SqliteDatabase, source: str) -> int:
    row = database.execute_sql(f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {_COUNTED})").fetchone()
    return int(row[0])


def owner_positions(database: SqliteDatabase) -> dict[str, list[tuple[int, int]]]:
    """Where the owner worked: key of the company → (first, last) UTC ms; an open end is the far future."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    together = companies(database)
    for company, _role, begin, end in _positions(database):
        found[together.key(company)].append((begin, end))
    found.pop("", None)
    return dict(found)


def owner_company_at(database: SqliteDatabase, at: int) -> str:
    """The company the owner worked for at an instant, the latest begun if several; empty when not known."""
    running = [(begin, company) for company, _role, begin, end in _positions(database) if begin <= at <= end]
    return max(running)[1] if running else ""


def _positions(database: SqliteDatabase) -> Iterator[tuple[str, str, int, int]]:
    from relate.domain.positions import parsed

    for (value,) in database.execute_sql(
        f"SELECT DISTINCT value FROM fact WHERE field = 'position' AND identity IN ({OWNERS}) ORDER BY value"
    ).fetchall():
        if (position := parsed(value)) is not None:
            yield position


def days_since(database: SqliteDatabase, person: int, first_day: int) -> list[tuple[int, int, int]]:
    """(home day, words of mine, words of theirs) of each day with contact from `first_day` on."""
    return [
        (int(day), int(out), int(inc))
        for day, out, inc in database.execute_sql(
            "SELECT d.day, sum(d.messages_out), sum(d.messages_in) FROM identity n JOIN contact_day d"
            " ON d.identity = n.id WHERE n.person = ? AND d.day >= ? GROUP BY d.day HAVING sum(d.total) >= ?"
            " ORDER BY d.day",
            (person, first_day, CONTACT_DEPTH - 1e-9),
        )
    ]


def known_at_companies(database: SqliteDatabase, together: Companies) -> dict[str, int]:
    """How many listed people name each company (its key) of which there are two or more."""
    found: dict[str, int] = defaultdict(int)
    for company, count in database.execute_sql(
        "SELECT company, count(*) FROM person WHERE listed AND company != '' GROUP BY company"
    ):
        found[together.key(company)] += int(count)
    return {key: count for key, count in found.items() if key and count > 1}


def _parts(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def line_of(database: SqliteDatabase, person: int) -> tuple[str, str, str, bool]:
    """(name, role, company, has a photo) as the contact list shows somebody; empty when there is no such person."""
    row = database.execute_sql("SELECT name, role, company, has_photo FROM person WHERE id = ?", (person,)).fetchone()
    return (str(row[0]), str(row[1]), str(row[2]), bool(row[3])) if row else ("", "", "", False)


def company_names(database: SqliteDatabase, persons: Iterable[int] | None = None) -> dict[int, str]:
    """The company of everybody who names one, or of those of some hundred people."""
    these = "" if persons is None else among(persons).format("id")
    return {
        int(person): str(company)
        for person, company in database.execute_sql(
            f"SELECT id, company FROM person WHERE listed AND company != ''{these}"
        )
    }
