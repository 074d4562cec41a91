"""The owner of an X archive, and whom he follows and who follows him."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import handle_key, mail_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
    me,
)
from relate.importers.json_items import ANY, Broken, Item, Json, document, items, listed, mapping, words
from relate.importers.source import Source
from relate.importers.x.files import BODIES, Known, Part, type_of
from relate.importers.x.names import NETWORK, People
from relate.importers.x.values import account_id, broken, left_out, linked_id

_LARGEST: Final = 4_000_000
_TALKS: Final = 40


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it is, as far as its files tell; empty strings where they do not."""

    number: str = ""
    handle: str = ""
    name: str = ""
    mail: str = ""

    def keys(self) -> tuple[IdentityKey, ...]:
        return tuple(
            key
            for key in (
                IdentityKey(NETWORK, IdentityKind.ID, self.number),
                IdentityKey(NETWORK, IdentityKind.HANDLE, self.handle),
                IdentityKey("mail", IdentityKind.MAIL, self.mail),
            )
            if key.key
        )


def find_owner(source: Source, files: Sequence[Known]) -> Owner:
    """By account.js, else the manifest, else user_details.js, else the number that all conversations share."""
    by_part = {file.part: file for file in reversed(files)}
    if account := _account(_small(source, by_part.get(Part.ACCOUNT))):
        return account
    info = mapping(mapping(_small(source, by_part.get(Part.MANIFEST))).get("userInfo"))
    if number := account_id(info.get("accountId")):
        return Owner(number, handle_key(words(info.get("userName"))), words(info.get("displayName")).strip())
    details = mapping(_small(source, by_part.get(Part.USER_DETAILS)))
    if number := account_id(details.get("id")):
        return Owner(number, handle_key(words(details.get("screen_name"))), words(details.get("full_name")).strip())
    for part in (Part.MESSAGES, Part.MESSAGE_HEADS):
        if part in by_part and (number := _in_every_talk(source, by_part[part])):
            return Owner(number)
    return Owner()


def _account(value: Json) -> Owner | None:
    for entry in listed(value):
        account = mapping(mapping(entry).get("account")) or mapping(entry)
        if number := account_id(account.get("accountId")):
            return Owner(
                number,
                handle_key(words(account.get("username"))),
                " ".join(words(account.get("accountDisplayName")).split()),
                mail_key(words(account.get("email"))),
            )
    return None


def _in_every_talk(source: Source, file: Known) -> str:
    """The one number on each side of all conversations "<id>-<id>", where there are several."""
    seen: Counter[str] = Counter()
    talks = 0
    try:
        for item in items(source.peek(file.member), [(ANY, "dmConversation", "messages", ANY), (ANY, "messages", ANY)]):
            if isinstance(item, Item) and item.path[-1] == "conversationId":
                talks += 1
                seen.update({account_id(one) for one in words(item.value).split("-")} - {""})
                if talks == _TALKS:
                    break
    except UnreadableSource:
        return ""
    best = [number for number, times in seen.items() if times == talks and talks > 1]
    return best[0] if len(best) == 1 else ""


def manifest(source: Source, file: Known | None) -> Mapping[str, Json]:
    """The archive's list of itself; empty when there is none."""
    return mapping(_small(source, file))


def _small(source: Source, file: Known | None) -> Json:
    if file is None or file.member.size > _LARGEST:
        return None
    try:
        source.check([file.member])
        return document(source.peek(file.member))
    except UnreadableSource:
        return None


def account(source: Source, file: Known) -> Iterator[Record | Skipped]:
    """The owner as account.js has him."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        found = _account([item.value])
        if found is None:
            yield left_out(Position(path, row), Reason.UNREADABLE if item.value else Reason.EMPTY, item.value)
            continue
        facts = [(Field.NAME, found.name), (Field.MAIL, found.mail)]
        yield PersonRecord(
            Position(path, row),
            (*found.keys(), me(NETWORK)),
            tuple(Fact(kind, text) for kind, text in facts if text),
            owner=True,
        )


def profile(source: Source, file: Known, owner: Owner) -> Iterator[Record | Skipped]:
    """What the owner says of himself."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        told = mapping(mapping(mapping(item.value).get("profile")).get("description"))
        facts = tuple(
            Fact(kind, text)
            for kind, name in ((Field.HEADLINE, "bio"), (Field.PLACE, "location"), (Field.LINK, "website"))
            if (text := words(told.get(name)).strip())
        )
        if facts:
            yield PersonRecord(where, (*owner.keys()[:1], me(NETWORK)), facts, owner=True)
        else:
            yield left_out(where, Reason.EMPTY, None)


def details(source: Source, file: Known, owner: Owner) -> Iterator[Record | Skipped]:
    """The owner as the archives before August 2018 have him: one object."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), ()), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            return
        told = mapping(item.value)
        facts = tuple(
            Fact(kind, text)
            for kind, name in ((Field.NAME, "full_name"), (Field.HEADLINE, "bio"), (Field.PLACE, "location"))
            if (text := words(told.get(name)).strip())
        )
        if facts or account_id(told.get("id")):
            yield PersonRecord(Position(path, 1), (*owner.keys(), me(NETWORK)), facts, owner=True)
        else:
            yield left_out(Position(path, 1), Reason.UNREADABLE, item.value)


def former_handles(source: Source, file: Known, owner: Owner) -> Iterator[Record | Skipped]:
    """What the owner was called before. Somebody else may go by that now, so it is a fact and no identity."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        outer = mapping(mapping(item.value).get("screenNameChange")) or mapping(item.value)
        change = mapping(outer.get("screenNameChange")) or outer
        if former := handle_key(words(change.get("changedFrom"))):
            yield PersonRecord(
                where, (*owner.keys()[:1], me(NETWORK)), (Fact(Field.NICKNAME, f"@{former}"),), owner=True
            )
        else:
            yield left_out(where, Reason.UNREADABLE if item.value else Reason.EMPTY, item.value)


def listed_files(source: Source, file: Known, owner: Owner, *, alone: bool) -> Iterator[Record | Skipped]:
    """The archive's list of itself: which of its files did not come along; the owner, where no other file has him."""
    path = file.member.path
    last = 0
    for item in items(source.open(file.member), ()):
        if isinstance(item, Broken):
            yield broken(path, last + 1, item)
            return
        told = int(alone and bool(owner.keys()))
        if told:
            facts = (Fact(Field.NAME, owner.name),) if owner.name else ()
            yield PersonRecord(Position(path, 1), (*owner.keys(), me(NETWORK)), facts, owner=True)
        there = {member.name.casefold() for member in source.members}
        missing = [name for name in _wanted(item.value) if name.rpartition("/")[2].casefold() not in there]
        last = told + len(missing)
        for row, name in enumerate(missing, told + 1):
            says = f"{name} is not in this archive: drop all of its parts together"
            yield Skipped(Position(path, row), Reason.INCOMPLETE, says)


def _wanted(value: Json) -> Iterator[str]:
    """The names of the files that would be read, as the manifest lists them."""
    for kind in mapping(mapping(value).get("dataTypes")).values():
        for entry in listed(mapping(kind).get("files")):
            part = type_of(words(mapping(entry).get("globalName")))
            if part is not Part.UNREAD and part not in BODIES:
                yield words(mapping(entry).get("fileName"))


def follows(source: Source, file: Known, people: People) -> Iterator[Record | Skipped]:
    """Each account the owner follows, or that follows him: a number, no date, and a name where the posts tell one."""
    path = file.member.path
    theirs = file.part is Part.FOLLOWERS
    word, way = ("follower", "by") if theirs else ("following", "of")
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        outer = mapping(item.value)
        follow = mapping(outer.get(word)) or outer
        number = account_id(follow.get("accountId")) or linked_id(follow.get("userLink"))
        if not number or number == people.my_number:
            gone = words(follow.get("accountId")) in ("-1", "0") or bool(number)
            reason = Reason.NO_PERSON if gone else Reason.UNREADABLE if follow else Reason.EMPTY
            yield left_out(where, reason, item.value)
            continue
        key = people.by_number(number)
        sides = (key, people.mine) if theirs else (people.mine, key)
        yield from people.introduce(where, key)
        yield InteractionRecord(
            where,
            Kind.FOLLOW,
            None,
            (people.part(sides[0], Role.FROM), people.part(sides[1], Role.TO)),
            ("x.follow.1", way, people.my_number, number),
        )
