"""The owner before everything else, also where no file of an archive tells of him: its rows mean him all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relate.domain.records import IdentityKey, PersonRecord, Record, Skipped


def owner_first(
    told: Iterable[Record | Skipped], owner: tuple[IdentityKey, ...], *, always: bool = False
) -> Iterator[Record | Skipped]:
    """The same records, the first of them one of the owner: where none is, it is made of the keys that stand for him
    and belongs to the first row that says anything. always: also where no row does, for others follow elsewhere."""
    records = iter(told)
    last: Skipped | None = None
    for one in records:
        if not isinstance(one, Skipped):
            if not (isinstance(one, PersonRecord) and one.owner):
                yield PersonRecord(one.where, owner, owner=True)
            yield one
            break
        last = one
        yield one
    else:
        if always and last is not None:
            yield PersonRecord(last.where, owner, owner=True)
    yield from records
