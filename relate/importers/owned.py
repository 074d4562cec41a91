"""The owner before everything else, also where no file of an archive tells of him: its rows mean him all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relate.domain.records import IdentityKey, PersonRecord, Record, Skipped


def owner_first(told: Iterable[Record | Skipped], owner: tuple[IdentityKey, ...]) -> Iterator[Record | Skipped]:
    """The same records, the first of them one of the owner: where none is, it is made of the keys that stand for him
    and belongs to the first row that says anything."""
    return OwnerFirst(owner).before(told)


class OwnerFirst:
    """The same for records that come in several goes."""

    def __init__(self, owner: tuple[IdentityKey, ...]) -> None:
        self._owner = owner
        self._told = False

    def before(self, told: Iterable[Record | Skipped], *, always: bool = False) -> Iterator[Record | Skipped]:
        """always: he comes also where no row says anything, for somebody else tells more."""
        records = iter(told)
        last: Skipped | None = None
        while not self._told and (one := next(records, None)) is not None:
            if isinstance(one, Skipped):
                last = one
            else:
                self._told = True
                if not (isinstance(one, PersonRecord) and one.owner):
                    yield PersonRecord(one.where, self._owner, owner=True)
            yield one
        if always and not self._told and last is not None:
            yield PersonRecord(last.where, self._owner, owner=True)
        yield from records
