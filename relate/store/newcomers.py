"""People whom an import brings and nobody knew: they join their own addresses, and nothing has to be weighed.

Most of a first archive is like that: a profile or a card with addresses that nobody else has. For them the rules of
links.py come down to "one person", so they are joined by sets; whoever is not that simple is left to links.py. A test
holds the two together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from peewee import SqliteDatabase

from relate.store.connection import immediate
from relate.store.name_index import NAMED_KINDS

_AT_ONCE = 6000


class Newcomers:
    """The identities of the attached staging file; `left` are those that links.py has to look at."""

    def __init__(self, database: SqliteDatabase, account: int) -> None:
        self._database = database
        self._account = account
        self._kinds = {
            int(identity): str(kind)
            for identity, kind in database.execute_sql(
                "SELECT o.main, n.kind FROM temp.identity_of o JOIN identity n ON n.id = o.main"
                " WHERE o.staged NOT IN (SELECT id FROM staged.known)"
            )
        }
        self._neighbours: dict[int, set[int]] = defaultdict(set)
        for a, b in database.execute_sql(
            "SELECT x.main, y.main FROM staged.link l JOIN temp.identity_of x ON x.staged = l.a"
            " JOIN temp.identity_of y ON y.staged = l.b WHERE x.main != y.main"
        ):
            self._neighbours[a].add(b)
            self._neighbours[b].add(a)
        self._names = [
            (int(identity), str(key))
            for identity, key in database.execute_sql(
                "SELECT o.main, s.name_key FROM staged.name s JOIN temp.identity_of o ON o.staged = s.identity"
            )
        ]
        self._hard = self._with_whoever_is_linked(self._not_simple())

    def join(self) -> Iterator[None]:
        """Write who they are, in chunks."""
        simple = self._kinds.keys() - self._hard
        persons = ((person, one) for one in simple if (person := self._person(one)) != one)
        yield from self._write("UPDATE identity SET person = ? WHERE id = ?", persons)
        named = (
            (self._account, key, one) for one, key in self._names if one in simple and self._kinds[one] in NAMED_KINDS
        )
        yield from self._write(
            "INSERT OR IGNORE INTO identity_name (account, name_key, identity) VALUES (?,?,?)", named
        )

    def left(self) -> list[int]:
        """Everybody else of this import, and the bare names that may now be somebody's, or no longer."""
        known = {
            int(row[0])
            for row in self._database.execute_sql(
                "SELECT main FROM temp.identity_of WHERE staged IN (SELECT id FROM staged.known)"
            )
        }
        return sorted(known | self._hard | self._bare_names())

    def _not_simple(self) -> set[int]:
        """Bare names, those linked to somebody known, those who share an address or a handle, or whose address has a
        name of its own, those named in parts only."""
        kinds = self._kinds
        hard = {one for one, kind in kinds.items() if kind == "name"}
        for one, others in self._neighbours.items():
            if one not in kinds:
                hard |= others & kinds.keys()
            elif len(others) > 1:
                # In a star everybody but the middle has one link.
                if any(len(self._neighbours[other]) > 1 for other in others):
                    hard |= {one, *others} & kinds.keys()
                elif kinds[one] in ("mail", "phone", "handle"):
                    hard.add(one)
        whole = {one for one, _ in self._names}
        # Names written at an address itself may be somebody else's than its one carrier's.
        hard |= {one for one in self._neighbours if kinds.get(one) in ("mail", "phone") and one in whole}
        hard |= {
            one
            for (one,) in self._database.execute_sql(
                "SELECT DISTINCT o.main FROM staged.fact f JOIN temp.identity_of o ON o.staged = f.identity"
                " WHERE f.field IN ('first_name', 'last_name')"
            )
            if one in kinds and one not in whole
        }
        return hard

    def _with_whoever_is_linked(self, hard: set[int]) -> set[int]:
        ahead = list(hard)
        while ahead:
            for other in self._neighbours.get(ahead.pop(), ()):
                if other in self._kinds and other not in hard:
                    hard.add(other)
                    ahead.append(other)
        return hard

    def _person(self, one: int) -> int:
        others = self._neighbours.get(one, ())
        if len(others) == 1:
            (middle,) = others
            return min(middle, *self._neighbours[middle])
        return min(one, *others) if others else one

    def _bare_names(self) -> set[int]:
        keys = json.dumps(sorted({key for _, key in self._names}))
        return {
            int(row[0])
            for row in self._database.execute_sql(
                "SELECT n.id FROM (SELECT DISTINCT network FROM staged.identity) s CROSS JOIN json_each(?) j"
                " CROSS JOIN identity n ON n.network = s.network AND n.account = ? AND n.kind = 'name'"
                " AND n.key = j.value",
                (keys, self._account),
            )
        }

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> Iterator[None]:
        left = iter(rows)
        while part := list(islice(left, _AT_ONCE)):
            with immediate(self._database):
                self._database.connection().executemany(statement, part)
            yield
