"""Who is who: identity.person, link.active and the links that follow from names, all derived from what was said.

They are a pure function of the live identities, their names, the stated links and the user's links; `relink` brings
them up to date around the identities that changed and gives what a recomputation of everything would give.

- A person is a connected component; its id is its smallest identity.
- The user's "same" always joins. His "apart" switches off the weakest automatic link on each path between the two:
  a name is weaker than a phone number, that than a mail address, that than every other stated link.
- A mail address or phone number joins its carriers while their names agree and no generation lies between them; shared
  by others it stands alone. At a number of the fixed network only the very same name agrees; at a mobile one a name in
  Chinese characters only with what it is read as.
- A handle belongs to one account by number; where two went by it, it is neither's. Where no accounts have numbers,
  conversations have: two of one handle are with two people where one of these has another handle by now. What stands
  on the cards of several people, a firm's page, is the one's whose account says so, else nobody's.
- A bare name belongs to the one person who goes by it in that account, to nobody while there are two.
- Whoever has no name any more but what the user said of him stays with those he was one person with (kept_people.py).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.phones import is_of_a_house
from relate.domain.sameness import Components, Shared, address_joins
from relate.store.handles import Identity, Link, left_to_others, of_several, passed_on
from relate.store.name_index import (
    NAMED_KINDS,
    bare_names,
    bearers,
    indexed_names,
    said_births,
    said_names,
    write_index,
)
from relate.store.visibility import and_visible, uncounted

ADDRESSES = frozenset({"mail", "phone"})
_STRENGTH = {"mail": 2, "phone": 1}
_OTHER_STATED = 3
KEPT_ENDS = ("kept a", "kept b")
"""The origins of links by which somebody stays with those he was one person with (kept_people.py), after his end."""

Name = tuple[int, str]
"""(account, name key)"""


class Moves(NamedTuple):
    """persons: every person, by old and new id, who may have got or lost somebody. identities: who went over."""

    persons: set[int]
    identities: set[int]


def relink(database: SqliteDatabase, affected: Iterable[int]) -> set[int]:
    """Bring sameness up to date; the persons of `moves`."""
    return moves(database, affected).persons


def moves(database: SqliteDatabase, affected: Iterable[int]) -> Moves:
    """Bring sameness up to date.

    affected: each identity that is new, gone, shown or hidden again or whose names or birthdays changed, and both ends
    of each link that was added, shown or taken away. To be called inside the transaction that changed them.
    """
    around = _Around(database, set(affected))
    persons, active, named = _solve(around)
    changed: set[int] = set()
    moved: list[tuple[int, int]] = []
    for unseen, person in around.out_of_sight.items():
        changed |= {unseen, person}
        moved.append((unseen, unseen))
    for identity in around.scope.values():
        person = persons[identity.id]
        if person != identity.person:
            changed |= {identity.person, person}
            moved.append((person, identity.id))
        elif identity.kind == "name" and person == identity.id:
            changed.add(person)  # whether it waits in Review may have changed
    switched = [(on, link) for link, on in active.items() if around.links[link].active != on]
    connection = database.connection()
    connection.executemany("UPDATE identity SET person = ? WHERE id = ?", moved)
    connection.executemany("UPDATE link SET active = ? WHERE id = ?", switched)
    _write_named(database, around.name_links.values(), named)
    return Moves(changed, {identity for _, identity in moved})


def relink_everything(database: SqliteDatabase) -> None:
    """The same from nothing, for `relate check`: forgets what was derived and derives it again."""
    database.execute_sql("DELETE FROM link WHERE origin = 'name'")
    database.execute_sql("DELETE FROM identity_name")
    database.execute_sql("UPDATE link SET active = 0")
    database.execute_sql("UPDATE identity SET person = id")
    identities = [row[0] for row in database.execute_sql("SELECT id FROM identity")]
    relink(database, identities)


def _solve(around: _Around) -> tuple[dict[int, int], dict[int, int], dict[tuple[int, int], tuple[str, int]]]:
    """Persons by identity, links by whether they join, and the links by name: (a, b) → (name key, joins)."""
    scope = around.scope
    inner = [link for link in around.links.values() if link.a in scope and link.b in scope]
    aparts = [(link.a, link.b) for link in inner if link.relation == "apart"]
    components = Components(aparts)
    user_joined: set[int] = set()
    stated: list[Link] = []
    active: dict[int, int] = {}
    of_others = passed_on(scope, inner) | left_to_others(scope, inner, around.names_of)
    of_others |= of_several(scope, inner, around.names_of)
    for link in inner:
        if link.relation == "apart":
            continue
        if link.origin == "user":
            components.unite(link.a, link.b)
            user_joined |= {link.a, link.b}
            active[link.id] = 1
        elif link.id not in of_others and around.joins(link):
            stated.append(link)
        else:
            active[link.id] = 0
    if aparts:
        stated.sort(key=around.weakness)
    for link in stated:
        active[link.id] = int(components.try_unite(link.a, link.b))
    named: dict[tuple[int, int], tuple[str, int]] = {}
    for name, whose in _by_name(around, components, user_joined):
        named[(min(name.id, whose), max(name.id, whose))] = (name.key, int(components.try_unite(name.id, whose)))
    for link in inner:
        if link.relation == "apart":
            active[link.id] = int(components.find(link.a) != components.find(link.b))
    return {identity: components.find(identity) for identity in scope}, active, named


def _by_name(around: _Around, components: Components, user_joined: set[int]) -> list[tuple[Identity, int]]:
    """Each bare name with the identity it belongs to, when everybody who goes by it is one person.

    Decided for all before the first is joined, so that no name depends on the order of the others; a name the user
    placed himself stays where it was put.
    """
    found: list[tuple[Identity, int]] = []
    for name in around.bare.values():
        if name.id in user_joined:
            continue
        whose = [one for one in around.bearers.get((name.account, name.key), ()) if one in around.scope]
        if len({components.find(one) for one in whose}) == 1:
            found.append((name, whose[0]))
    return sorted(found, key=lambda pair: pair[0][1:5])


def _write_named(
    database: SqliteDatabase,
    before: Iterable[Link],
    now: dict[tuple[int, int], tuple[str, int]],
) -> None:
    old = {(link.a, link.b): link for link in before}
    connection = database.connection()
    connection.executemany(
        "DELETE FROM link WHERE id = ?", [(link.id,) for pair, link in old.items() if pair not in now]
    )
    connection.executemany(
        "UPDATE link SET active = ? WHERE id = ?",
        [(now[pair][1], link.id) for pair, link in old.items() if pair in now and now[pair][1] != link.active],
    )
    connection.executemany(
        "INSERT INTO link (a, b, relation, origin, evidence, import_id, active) VALUES (?, ?, 'same', 'name', ?, 0, ?)",
        [(a, b, key, on) for (a, b), (key, on) in sorted(now.items()) if (a, b) not in old],
    )


class _Around:
    """Everything that can be one person with the affected identities, read in rounds from the library.

    The circle grows over every link that joins, joined or could join; over a name to all who go by it. It stops at
    an address that many share: its verdict needs the names of all its carriers, not what else hangs on them.
    """

    def __init__(self, database: SqliteDatabase, affected: set[int]) -> None:
        self._database = database
        self._hidden = uncounted(database)
        self._known: dict[int, Identity] = {}
        self._unseen: set[int] = set()
        self._read: set[int] = set()
        self._links_of: dict[int, set[int]] = defaultdict(set)
        self._names: dict[int, frozenset[str]] = {}
        self._verdicts: dict[int, bool] = {}
        self.links: dict[int, Link] = {}
        """The stated and the user's links that touch the scope or one of its addresses, by id."""
        self.scope: dict[int, Identity] = {}
        self.bare: dict[int, Identity] = {}
        """The bare names in the scope."""
        self.bearers: dict[Name, list[int]] = {}
        self.name_links: dict[int, Link] = {}
        """The links by name around the scope as they were before."""
        self.out_of_sight: dict[int, int] = {}
        """Hidden identities that still count as part of a person: identity → person."""
        self._index(affected)
        seen: set[int] = set()
        frontier = affected | self._left_behind(affected)
        while frontier:
            seen |= frontier
            frontier = self._next(frontier) - seen

    def names_of(self, identities: set[int]) -> dict[int, frozenset[str]]:
        """The name keys that these go by."""
        self._read_names(identities)
        return {one: self._names[one] for one in identities}

    def joins(self, link: Link) -> bool:
        """Whether no end of a stated link is an address that others use as well; and whether whoever is kept with
        somebody (kept_people.py) has no name by himself: told of again, he is whoever he is said to be."""
        if link.origin in KEPT_ENDS:
            kept = link.a if link.origin == "kept a" else link.b
            return not self.names_of({kept})[kept]
        return self._verdicts.get(link.a, True) and self._verdicts.get(link.b, True)

    def weakness(self, link: Link) -> tuple[object, ...]:
        """Sorts the strongest link first; equal ones by what they join, in whatever order they came."""
        a, b = self._known[link.a], self._known[link.b]
        strength = min(_STRENGTH.get(end.kind, _OTHER_STATED) for end in (a, b))
        return (-strength, *sorted(((a.network, a.kind, a.key, a.account), (b.network, b.kind, b.key, b.account))))

    def _index(self, affected: set[int]) -> None:
        """The names of the affected go into the index first, so that everything after reads it as it is now."""
        self._know(affected)
        said = said_names(self._database, affected, self._hidden)
        self._names = {one: _keys(self._known[one], said) for one in affected if one in self._known}
        named = [one for one in affected if one not in self._known or self._known[one].kind in NAMED_KINDS]
        visible = {one: said[one] for one in named if one in said and one in self._known}
        self._touched = write_index(self._database, named, visible)

    def _left_behind(self, affected: set[int]) -> set[int]:
        """Whoever was one person with an identity that is gone or hidden now."""
        unseen = affected & self._unseen
        if not unseen:
            return set()
        rows = self._database.execute_sql(
            "SELECT n.id, n.person FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value",
            (json.dumps(list(unseen)),),
        ).fetchall()
        self.out_of_sight = {identity: person for identity, person in rows if identity != person}
        persons = unseen.union(self.out_of_sight.values())
        return {
            row[0]
            for row in self._database.execute_sql(
                "SELECT n.id FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value",
                (json.dumps(list(persons)),),
            )
        }

    def _next(self, frontier: set[int]) -> set[int]:
        """Take these identities in and give those that may belong to them."""
        self._know(frontier)
        new = [self._known[one] for one in frontier if one in self._known]
        self.scope.update((one.id, one) for one in new)
        found = self._read_links(frontier)
        addresses = {one.id for one in new if one.kind in ADDRESSES}
        for one in new:
            for number in self._links_of[one.id]:
                link = self.links[number]
                other = self._known[link.b if link.a == one.id else link.a]
                if other.kind in ADDRESSES and link.automatic:
                    addresses.add(other.id)
                elif one.kind not in ADDRESSES or not link.automatic:
                    found.add(other.id)
        found |= self._beyond(addresses)
        found |= self._namesakes(frontier, new)
        return found

    def _beyond(self, addresses: set[int]) -> set[int]:
        """The addresses that join or joined, with their carriers."""
        fresh = addresses - self._verdicts.keys()
        self._read_links(fresh)
        carriers = {one: self._ends(one) for one in fresh}
        self._read_names(fresh.union(*carriers.values()))
        several = {carrier for one in fresh if len(carriers[one]) > 1 for carrier in carriers[one]}
        born = said_births(self._database, several, self._hidden)
        for one in fresh:
            named = [self._names[carrier] for carrier in carriers[one]]
            days = [born.get(carrier, frozenset()) for carrier in carriers[one]]
            self._verdicts[one] = self._join(one, named, days)
        found: set[int] = set()
        for one in fresh:
            stated = [self.links[number] for number in self._links_of[one] if self.links[number].automatic]
            if self._verdicts[one] or any(link.active for link in stated):
                found |= {one, *carriers[one]}
        return found

    def _join(self, address: int, named: list[frozenset[str]], days: list[frozenset[str]]) -> bool:
        own, known = self._names[address], self._known[address]
        at = Shared.MAIL
        if known.kind == "phone" and len(own.union(*named)) > 1:
            at = Shared.HOUSE if is_of_a_house(known.key) else Shared.NUMBER
        return address_joins(named, own, days, at)

    def _ends(self, address: int) -> list[int]:
        links = (self.links[number] for number in self._links_of[address])
        return sorted({link.a + link.b - address for link in links if link.automatic})

    def _namesakes(self, frontier: set[int], new: list[Identity]) -> set[int]:
        """Bare names of those who go by them, and whoever goes by a bare name."""
        self._touched.update(
            indexed_names(self._database, [o.id for o in new if o.kind in NAMED_KINDS and o.id not in self._touched])
        )
        names = set().union(*(self._touched.pop(one) for one in frontier if one in self._touched))
        bare = bare_names(self._database, names)
        mine = [one for one in new if one.kind == "name"]
        self.bare.update((one.id, one) for one in mine)
        self.bearers.update(bearers(self._database, {(one.account, one.key) for one in mine}))
        return {*bare, *(who for one in mine for who in self.bearers.get((one.account, one.key), ()))}

    def _know(self, identities: Iterable[int]) -> None:
        """Read identities; one that is hidden or gone stays unknown."""
        wanted = [one for one in identities if one not in self._known and one not in self._unseen]
        if not wanted:
            return
        rows = self._database.execute_sql(
            "SELECT n.id, n.network, n.account, n.kind, n.key, n.person FROM json_each(?) j "
            f"CROSS JOIN identity n ON n.id = j.value{and_visible('n.import_id', self._hidden)}",
            (json.dumps(wanted),),
        )
        self._known.update((row[0], Identity(*row)) for row in rows)
        self._unseen.update(one for one in wanted if one not in self._known)

    def _read_links(self, identities: Iterable[int]) -> set[int]:
        """Read what hangs on these identities; gives the ends of the links by name among it."""
        wanted = [one for one in identities if one not in self._read]
        if not wanted:
            return set()
        self._read.update(wanted)
        shown = and_visible("l.import_id", self._hidden)
        rows = {
            row[0]: Link(*row)
            for end in ("a", "b")
            for row in self._database.execute_sql(
                "SELECT l.id, l.a, l.b, l.relation, l.origin, l.active FROM json_each(?) j "
                f"CROSS JOIN link l ON l.{end} = j.value{shown}",
                (json.dumps(wanted),),
            )
        }
        self._know({end for link in rows.values() for end in (link.a, link.b)})
        named: set[int] = set()
        for link in rows.values():
            if link.origin == "name":
                self.name_links[link.id] = link
                named |= {link.a, link.b}
            elif link.a in self._known and link.b in self._known:
                self.links[link.id] = link
                self._links_of[link.a].add(link.id)
                self._links_of[link.b].add(link.id)
        return named

    def _read_names(self, identities: Iterable[int]) -> None:
        wanted = [one for one in identities if one not in self._names]
        if wanted:
            said = said_names(self._database, wanted, self._hidden)
            self._names.update((one, _keys(self._known[one], said)) for one in wanted)


def _keys(identity: Identity, said: dict[int, set[Name]]) -> frozenset[str]:
    if identity.kind == "name":
        return frozenset({identity.key})
    return frozenset(key for _, key in said.get(identity.id, ()))
