"""Who is told of beside the messages: the owner, the contacts, those who are talked with most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from relate.domain.normalise import person_name
from relate.domain.records import Fact, Field, IdentityKey, PersonRecord, Position, Reason, Record, Skipped
from relate.importers.json_items import Json, mapping, words
from relate.importers.json_rows import left_out
from relate.importers.telegram.files import own_keys, phone_of, user_key
from relate.importers.telegram.values import account

if TYPE_CHECKING:
    from relate.importers.telegram.messages import Side

_PEOPLE: Final = frozenset(("people", "calls", "forward_users"))


def owner(where: Position, value: Json, side: Side) -> Iterator[Record | Skipped]:
    """The entry about the owner himself; of it only who he is."""
    told = mapping(value)
    keys = own_keys(told)
    facts = tuple(_facts(told))
    if not keys and not facts:
        yield left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
        return
    _called(facts, side.my_number, side)
    yield PersonRecord(where, tuple(dict.fromkeys((*keys, *side.mine_keys))), facts, owner=True)


def contact(where: Position, value: Json, side: Side) -> Iterator[Record | Skipped]:
    """An entry of the address book: since 2021 with the number of the account, before with the phone alone."""
    told = mapping(value)
    number, _ = account(told.get("user_id"))
    phone = phone_of(words(told.get("phone_number")))
    keys: list[IdentityKey] = [user_key(number)] if number else []
    keys += [phone] if phone is not None else []
    if not keys:
        known = bool(told.get("first_name") or told.get("last_name"))
        yield left_out(where, Reason.NO_PERSON if known else Reason.UNREADABLE, value, "no number" if known else "")
        return
    if number and number in side.bots:
        yield left_out(where, Reason.NOT_A_PERSON, None, "a bot")
        return
    facts = tuple(_facts(told))
    _called(facts, number, side)
    yield PersonRecord(where, tuple(keys), facts, owner=number != "" and number == side.my_number)


def frequent(where: Position, value: Json, side: Side) -> Iterator[Record | Skipped]:
    """Somebody who is talked with most: the name, where it is a person."""
    told = mapping(value)
    number, _ = account(told.get("id"))
    name = words(told.get("name")).strip()
    if told.get("category") not in _PEOPLE or told.get("type") not in ("user", None):
        what = words(told.get("category")).replace("_", " ")[:40]
        yield left_out(where, Reason.NOT_A_PERSON if value else Reason.EMPTY, None, what)
    elif not number or number == side.my_number or number in side.bots:
        yield left_out(where, Reason.NO_PERSON, None)
    else:
        yield PersonRecord(where, (user_key(number),), (Fact(Field.NAME, name),) if name else ())


def _called(facts: Sequence[Fact], number: str, side: Side) -> None:
    """Groups tell by the name alone who was brought in."""
    for field, value in facts:
        if field is Field.NAME and number:
            side.look.called(value, number)


def _facts(entry: Mapping[str, Json]) -> Iterator[Fact]:
    first, last = words(entry.get("first_name")).strip(), words(entry.get("last_name")).strip()
    name = person_name(first, last)
    if name:
        yield Fact(Field.NAME, name)
    if first and last:
        yield Fact(Field.FIRST_NAME, first)
        yield Fact(Field.LAST_NAME, last)
    if phone := words(entry.get("phone_number")).strip():
        yield Fact(Field.PHONE, phone)
