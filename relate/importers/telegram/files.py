"""Which files are Telegram's, what kind of chat is in them, whose they are (formats/contacts.md 5.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import handle_key, phone_key
from relate.domain.records import IdentityKey, IdentityKind
from relate.importers import dates
from relate.importers.json_items import Json, first_value, mapping, words
from relate.importers.source import Member, Source
from relate.importers.telegram.first_look import look
from relate.importers.telegram.values import account

NETWORK: Final = "telegram"
PERSONAL: Final = "personal_chat"
TYPES: Final = frozenset(
    (
        PERSONAL, "saved_messages", "replies", "verification_codes", "bot_chat", "private_group", "private_supergroup",
        "public_supergroup", "private_channel", "public_channel",
    )
)  # fmt: skip
_STRING: Final = r'"((?:[^"\\]|\\.)*+)"'
_SHORT: Final = 4096
_BEGINS: Final = re.compile(
    rb'[\s\xef\xbb\xbf]*\{\s*"(?:name|type|about|personal|contacts|frequent|sessions|chats|left|other)'
)
_SINGLE: Final = re.compile(
    rf'\s*\{{\s*(?:"name":\s*(?:{_STRING}|null),\s*)?"type":\s*"(\w+)",\s*"id":\s*(\d+),\s*"messages":'
)
_FULL: Final = re.compile(
    r'\s*\{\s*"(?:about|personal_information|contacts|frequent_contacts|sessions|chats|left_chats|other_data)":'
)
_SECTION: Final = re.compile(
    r'"(?:personal_information":\s*\{\s*"(?:user_id|first_name)|(?:contacts|frequent_contacts|sessions|chats|left_chats)"'
    r':\s*\{\s*"(?:about|list))"'
)
_ME: Final = re.compile(r'"personal_information":\s*(\{[^{}]*\})')
_DAY: Final = re.compile(r"(?:Chat|Data)Export_(\d{4})-(\d\d)-(\d\d)|(?<!\d)(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)")
_FIRST_PAGES: Final = frozenset(("messages.html", "export_results.html"))
_PAGE: Final = re.compile(rb"<title>Exported Data</title>")
_OF_PAGES: Final = re.compile(
    r"(?:^|/)(?:(?:messages\d*|export_results)\.html|(?:css|js|images|lists|chats|contacts|files|photos|stickers|"
    r"video_files|voice_messages|round_video_messages|profile_pictures|stories)/.*)$"
)
_SENT: Final = re.compile(
    r"(?:^|/)(?:chats/chat_\d+/)?(?:contacts/contact_\d+\.vcard$|(?:files|photos|stickers|video_files|voice_messages|"
    r"round_video_messages|profile_pictures|stories|ringtones)/[^/]+$)"
)
_LOOKED_INTO: Final = 1000
_LOOKED_THROUGH: Final = 8_000_000
"""Bytes of a single chat that are looked through for a word of its owner."""


class Known(NamedTuple):
    """A file of an export. type, number, name: of the only chat in it; type "" where it holds all of them. owner: the
    keys of its owner, the number first; empty where they cannot be known."""

    member: Member
    type: str
    number: str
    name: str
    owner: tuple[IdentityKey, ...]


def user_key(number: str) -> IdentityKey:
    """Somebody by the number of the account."""
    return IdentityKey(NETWORK, IdentityKind.ID, number)


def phone_of(text: str) -> IdentityKey | None:
    """Telegram's numbers are international, with + or 00 or nothing before them."""
    number = text.strip()
    digits = number if number.startswith(("+", "00")) else f"+{number}"
    key = phone_key(digits) if number else ""
    return IdentityKey("phone", IdentityKind.PHONE, key) if key else None


def classify(source: Source, members: Iterable[Member]) -> Iterator[Known]:
    """Those of the files that are Telegram's."""
    candidates = [one for one in members if one.name.casefold().endswith((".json", ".txt")) or "." not in one.name]
    if len(candidates) > _LOOKED_INTO:  # of another network, or what a phone says of each photo
        candidates = [one for one in candidates if one.name.casefold().startswith("result")]
    for member in candidates:
        try:
            known = _known(source, member)
        except UnreadableSource:
            continue  # whoever names the unknown files says why
        if known is not None:
            yield known


def _known(source: Source, member: Member) -> Known | None:
    if _BEGINS.match(source.head(member, _SHORT)) is None:
        return None
    head = first_value(source.head(member))
    single = _SINGLE.match(head)
    if single is not None:
        if single[2] not in TYPES and '"date' not in head:
            return None
        owner = _owner_of_chats(source, member) if single[2] == PERSONAL else ()
        return Known(member, single[2], single[3], _text(single[1] or ""), owner)
    if _FULL.match(head) is None or _SECTION.search(head) is None:
        return None
    return Known(member, "", "", "", _owner_of_all(head) or _owner_of_chats(source, member))


def _text(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"'))
    except ValueError:
        return raw


def _owner_of_all(head: str) -> tuple[IdentityKey, ...]:
    """As the entry about the owner has him; empty where that was left out."""
    found = _ME.search(head)
    if found is None:
        return ()
    try:
        told = json.loads(found[1])
    except ValueError:
        return ()
    return own_keys(mapping(told))


def own_keys(told: Mapping[str, Json]) -> tuple[IdentityKey, ...]:
    """The keys of the owner's own entry: number, handle, phone."""
    number, _ = account(told.get("user_id"))
    handle = handle_key(words(told.get("username")))
    phone = phone_of(words(told.get("phone_number")))
    keys = [user_key(number)] if number else []
    keys += [IdentityKey(NETWORK, IdentityKind.HANDLE, handle)] if handle else []
    return (*keys, phone) if phone is not None else tuple(keys)


def _owner_of_chats(source: Source, member: Member) -> tuple[IdentityKey, ...]:
    """In chats of two whoever is never the other one; of groups alone nobody can tell."""
    chats = look(source.peek(member), _LOOKED_THROUGH, everywhere=True).chats
    numbers = {
        one for (kind, number), seen in chats.items() if kind == PERSONAL for one in seen.people if one != number
    }
    return (user_key(numbers.pop()),) if len(numbers) == 1 else ()


def together(files: Iterable[Known]) -> list[Known]:
    """The files of the first owner, with those that name none."""
    found = list(files)
    owner = next((one.owner[0] for one in found if one.owner), None)
    return [one for one in found if not one.owner or one.owner[0] == owner]


def beside(source: Source, files: Sequence[Known]) -> Iterator[str]:
    """What was sent, where it was exported with the messages: documents, contacts of others as cards, stickers; and the
    same messages as web pages, where both were asked for."""
    homes = {one.member.path.rpartition("/")[0] for one in files}
    taken = {one.member.path for one in files} | {member.path for member in pages(source, homes)}
    yield from sorted(taken.difference(one.member.path for one in files))
    for member in source.members:
        found = _SENT.search(member.path)
        if found is not None and member.path[: found.start()] in homes and member.path not in taken:
            yield member.path


def pages(source: Source, within: Collection[str] | None = None) -> tuple[Member, ...]:
    """The pages of an export as HTML, and what belongs to them; none where there is no such export. within: only of
    exports in these folders."""
    homes: set[str] = set()
    for member in source.members:
        home = member.path.rpartition("/")[0]
        if member.name.casefold() in _FIRST_PAGES and (within is None or home in within):
            try:
                head = source.head(member, _SHORT)
            except UnreadableSource:
                continue
            if _PAGE.search(head):
                homes.add(home)
    return tuple(
        member
        for member in source.members
        if (found := _OF_PAGES.search(member.path)) is not None and member.path[: found.start()] in homes
    )


def told_day(source: Source, files: Iterable[Known]) -> int | None:
    """The day (UTC ms) in the name of a folder around the files or of what was dropped; the newest of several."""
    days = []
    around = source.path.parent.name if source.kind == "file" else source.title
    for text in (around, *(one.member.path for one in files)):
        for found in _DAY.finditer(text):
            year, month, day = (int(part) for part in found.groups() if part)
            days.append(dates.day_ms(year, month, day))
    return max((day for day in days if day is not None), default=None)
