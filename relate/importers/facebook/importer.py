"""Facebook's export, JSON of all four eras of folders, and the download of its end-to-end-encrypted messages."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS
from relate.domain.normalise import mail_key, name_key, profile_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    PersonRecord,
    Reason,
    Record,
    Skipped,
)
from relate.importers import side_by_side
from relate.importers.archive import Archive, HowTo, Wait
from relate.importers.facebook import activity, friends
from relate.importers.facebook.conversations import (
    BESIDE,
    VISITS,
    Ended,
    conversations,
    encrypted_ones_are_missing,
    look_around,
    talks_of,
)
from relate.importers.facebook.files import ON_PAGES, Known, Part, classify, is_awaited
from relate.importers.facebook.friends import NETWORK, Reader
from relate.importers.json_items import ANY, KEY, Json, document, listed, mapping, words
from relate.importers.meta.archives import counted, day_of_pages, left_alone, told_day, whole_list
from relate.importers.meta.layout import archive_of, fullest_home, place
from relate.importers.meta.messages import page_messages
from relate.importers.meta.pages import Block, head_of, list_page, names_at_the_top, not_read, read_page
from relate.importers.meta.parting import is_worth_parting, of_part, parted
from relate.importers.meta.people import Keys
from relate.importers.meta.rows import LISTS, Row, left_out, rows
from relate.importers.meta.siblings import of_one_download
from relate.importers.meta.text import all_mended
from relate.importers.meta.threads import owner_by_threads, threads
from relate.importers.owned import OwnerFirst
from relate.importers.side_by_side import Reading, Shared, in_turn, whole
from relate.importers.source import Member, Source

_NAMES: Final = ((ANY,), (KEY, ANY), ("label_values", ANY, "vec", ANY))
_HEADS: Final = 3
"""Pages whose head is looked at for the owner: all of an archive have the same."""
_LARGEST_LIST: Final = 16_000_000
_OWNER_IN_NAME: Final = re.compile(r"facebook-([\w.]{2,60}?)-\d{4}-\d{2}-\d{2}", re.IGNORECASE)
_READERS: Final[Mapping[Part, Reader]] = {
    Part.FRIENDS: friends.friend,
    Part.REQUESTS: friends.request,
    Part.REQUESTED: friends.requested,
    Part.REJECTED: friends.rejected,
    Part.REMOVED: friends.removed,
    Part.FOLLOWERS: friends.follower,
    Part.FOLLOWING: friends.following,
    Part.COMMENTS: activity.comment,
    Part.REACTIONS: activity.reaction,
    Part.POKES: friends.poke,
    Part.VISITED: friends.visited,
    Part.PEOPLE: friends.interacted,
    Part.SUGGESTED: friends.suggested,
    Part.SEARCHES: friends.searched,
    Part.GROUPS: activity.group,
    Part.GROUP_INVITES: activity.group_invite,
    Part.EVENTS: activity.event,
}
_EACH: Final = {Part.VISITED: VISITS, Part.PEOPLE: VISITS, Part.SUGGESTED: _NAMES}


class Facebook:
    """Facebook's export."""

    source_id = "facebook"
    network = NETWORK
    title = "Facebook"
    icon = "thumbs-up"
    suffixes: tuple[str, ...] = (".zip", ".json")
    parts_tell_together = True
    how_to: HowTo | None = HowTo(
        holds="friends, messages, comments, reactions, events",
        takes="minutes to a day; large archives up to a few days",
        steps=(
            "Open Accounts Center in a browser, then Your information and permissions, then Export your information.",
            "Choose Create export, your Facebook profile, then Export to device.",
            "Set the date range to All time, for it begins with the last year, and the format to JSON, for it begins "
            "with HTML. Media quality: Lower.",
            "Start the export. Facebook sends a mail when it is ready; it stays there for four days.",
            "Download every zip and drop them here together, as they are.",
            "Encrypted chats come in a download of their own: Messenger on the web, Settings, Privacy & safety, "
            "End-to-end encrypted chats, Message storage, Download secure storage data. Drop that zip too.",
        ),
        link="https://accountscenter.facebook.com/info_and_permissions/",
        choose="JSON, all time",
        waits=(Wait("", 24 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The files of the archive that holds most of Facebook's; others are left for later."""
        places = [place(member) for member in source.members if member.name.casefold().endswith((".json", ".html"))]
        known = list(classify(source, places, by_key=False)) or list(classify(source, places, by_key=len(places) < 50))
        if not known:
            return None
        home = fullest_home(one.place for one in known)
        files = _preferred(one for one in known if archive_of(one.place.home) == home)
        members = tuple(one.place.member for one in files)
        pages = [one.place.member for one in files if one.is_page]
        day = told_day(source, {one.place.home for one in files}) or day_of_pages(source, pages)
        lists = [one.place.member for one in files if one.part is Part.FRIENDS]
        taken = {member.path for member in members}
        to_tell = {one.member.path for one in places if is_awaited(one)} - taken
        return Archive(
            self.source_id,
            self.network,
            _title(files),
            members,
            day,
            bool(lists) and whole_list(source, lists, day),
            _owner(source, files),
            tuple(_counts(source, [member for member in lists if member not in pages])),
            tuple(left_alone(source, home, taken, to_tell)),
        )

    def are_parts(self, first: Source, its: Archive, second: Source) -> bool:
        """By what is in them."""
        others = self.recognise(second)
        return others is not None and of_one_download(first, its, second, others)

    def parts(self, source: Source, archive: Archive, most: int) -> Sequence[side_by_side.Part]:
        """Conversations as JSON may be read by several; all other files are read by the first."""
        if not is_worth_parting(source, archive):
            return [whole(archive)]
        return parted(archive, talks_of(_files(source, archive)), most)

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every element of every list, the owner first."""
        return in_turn([self.read_part(source, archive, whole(archive))])

    def read_part(self, source: Source, archive: Archive, part: side_by_side.Part) -> Reading:
        """As `read`; the lists are told by the first part, the pages of conversations by the last."""
        keys = Keys(NETWORK, archive.owner)
        files = _files(source, archive)
        talks = talks_of(files)
        known = friends.Known(keys)
        partners = look_around(source, [one for one in files if not one.is_page], talks, known)
        ended = Ended()
        records = conversations(source, of_part(archive, part, talks), keys, partners, ended)
        mine = OwnerFirst(tuple(dict.fromkeys((*archive.owner, keys.mine))))
        if not part.number:
            others = len(part.stretches) < len(archive.members)
            records = mine.before(chain(_lists(source, archive, files, known), records), always=others)
        yield from records
        told = yield Shared(marshal.dumps((ended.newest, tuple(ended.last))))
        if part.number < len(told) - 1:
            return
        pages = (
            one
            for thread in threads(one.place for one in files if one.part is Part.MESSAGES and one.is_page)
            for one in page_messages(source, thread, keys, partners)
        )
        if all(thread.folder for thread in talks):
            newest = max(marshal.loads(one)[0] for one in told)  # noqa: S302 - what the parts wrote above
            yield from encrypted_ones_are_missing(newest, archive.snapshot_ms, ended.last)
        yield from pages if part.number else mine.before(pages)


def _files(source: Source, archive: Archive) -> list[Known]:
    """In the order in which they are read."""
    return sorted(
        classify(source, (place(member) for member in archive.members), by_key=True, again=True),
        key=lambda one: (one.part.value, one.place.number, one.place.member.path),
    )


def _lists(
    source: Source, archive: Archive, files: Sequence[Known], known: friends.Known
) -> Iterator[Record | Skipped]:
    """Everything but conversations."""
    for one in files:
        if one.is_page:
            if one.part not in ON_PAGES:
                yield not_read(one.place.member)
            elif one.part is not Part.MESSAGES:
                read = partial(_on_page, read=_READERS[one.part], known=known)
                yield from list_page(source, one.place.member, _person_on_page, read)
        elif one.part is Part.PROFILE:
            yield from _profile(source, one.place.member, archive, known.keys)
        elif one.part is not Part.MESSAGES:
            yield from _list(source, one, known)


def _preferred(files: Iterable[Known]) -> list[Known]:
    """A page is read only where the same list or conversation is not there as JSON."""
    found = list(files)
    data = {_what(one) for one in found if not one.is_page}
    return [one for one in found if not one.is_page or _what(one) not in data]


def _what(one: Known) -> tuple[Part, str]:
    return one.part, one.place.folder if one.part is Part.MESSAGES else ""


def _person_on_page(block: Block) -> Json:
    at = block.at
    return {"name": block.name, "timestamp": at.ms // SECOND_MS if at else 0}


def _on_page(row: Row, read: Reader, known: friends.Known) -> Iterator[Record | Skipped]:
    return read(row, known)


def _title(files: Sequence[Known]) -> str:
    if len(files) == 1:
        return f"Facebook, {files[0].place.member.name}"
    if all(one.part is Part.MESSAGES and not one.place.folders[1:] for one in files):
        return "Facebook encrypted messages"
    return "Facebook archive"


def _counts(source: Source, lists: Sequence[Member]) -> Iterator[tuple[str, int]]:
    if lists and (count := counted(source, lists)):
        yield "people", count


def _list(source: Source, one: Known, known: friends.Known) -> Iterator[Record | Skipped]:
    read = _READERS[one.part]
    for row in rows(source, one.place.member, _EACH.get(one.part, LISTS), BESIDE):
        if not isinstance(row, Skipped):
            yield from read(row, known)
        elif one.part is Part.SEARCHES:
            yield row._replace(raw="")  # half a search is nobody's business either
        else:
            yield row


def _profile_in(source: Source, member: Member) -> dict[str, Json]:
    """What the profile file holds; empty when it cannot be read."""
    try:
        told = all_mended(document(source.peek(member)))
    except UnreadableSource:
        return {}
    for key, value in mapping(told).items():
        if key.startswith("profile") and isinstance(value, dict):
            return value
    return {}


def _names_of(profile: Mapping[str, Json]) -> list[str]:
    """What the owner is called, and was before."""
    name = profile.get("name")
    called: list[Json] = [mapping(name).get("full_name") or name]
    for key in ("previous_names", "other_names"):
        called += [mapping(one).get("name") or one for one in listed(profile.get(key))]
    return [one.strip() for one in called if isinstance(one, str) and name_key(one)]


def _owner(source: Source, files: Sequence[Known]) -> tuple[IdentityKey, ...]:
    """His names, and what tells two accounts of one name apart: the name in his links, else that in the name of the
    download, and his mail addresses, which stay when he takes another one."""
    profile: dict[str, Json] = {}
    for one in files:
        if one.part is Part.PROFILE and not _names_of(profile):
            profile = _profile_in(source, one.place.member)
    names = _names_of(profile)
    address = _address_of(profile)
    if address is None:
        homes = (source.title, *(one.place.home for one in files[:1]))
        named = (_OWNER_IN_NAME.search(text) for text in homes)
        address = next((profile_key(f"facebook.com/{found[1]}") for found in named if found), None)
    if not names:
        talks = threads(one.place for one in files if one.part is Part.MESSAGES)
        tops = ((talk, names_at_the_top(source, talk)) for talk in talks)
        heads = [head_of(source, one.place.member).words for one in files[:_HEADS] if one.is_page]
        names = [owner_by_threads(tops, Keys(NETWORK, ()), others=_befriended(source, files), told=heads)]
    found = dict.fromkeys(key for name in names if (key := name_key(name)))
    return (
        *(IdentityKey(NETWORK, IdentityKind.NAME, key, True) for key in found),
        *((address,) if address is not None else ()),
        *(IdentityKey("mail", IdentityKind.MAIL, mail) for mail in _mails_of(profile)),
    )


def _befriended(source: Source, files: Sequence[Known]) -> set[str]:
    """The names of the list of friends, as they are compared."""
    found: set[str] = set()
    for one in files:
        if one.part is Part.FRIENDS and one.place.member.size <= _LARGEST_LIST:
            if one.is_page:
                found |= {block.name for block in read_page(source, one.place.member, looking=True).blocks}
            else:
                values = rows(source, one.place.member, LISTS, BESIDE, looking=True)
                found |= set(activity.names_in(row.value for row in values if isinstance(row, Row)))
    return {key for name in found if (key := name_key(name))}


def _address_of(profile: Mapping[str, Json]) -> IdentityKey | None:
    return profile_key(words(profile.get("profile_uri")) or f"facebook.com/{words(profile.get('username'))}")


def _mails_of(profile: Mapping[str, Json]) -> list[str]:
    """The owner's addresses, those he had before too; not one that was never confirmed, which may be anybody's."""
    told = mapping(profile.get("emails"))
    addresses = [*listed(told.get("emails")), *listed(told.get("previous_emails"))]
    return list(dict.fromkeys(mail for one in addresses if isinstance(one, str) and (mail := mail_key(one))))


def _profile(source: Source, member: Member, archive: Archive, keys: Keys) -> Iterator[Record | Skipped]:
    """The owner with his family, each of whom is somebody too; nothing else of the file is taken."""
    for row in rows(source, member, ((KEY,),)):
        if isinstance(row, Skipped):
            yield row
            continue
        profile = mapping(row.value)
        names = _names_of(profile)
        if not names:
            yield left_out(row.where, Reason.UNREADABLE if row.value else Reason.EMPTY, row.value)
            continue
        kin = list(friends.family(row, keys))
        address = _address_of(profile)
        own = tuple(dict.fromkeys((*archive.owner, *((address,) if address else ()), keys.mine)))
        related = tuple(Fact(Field.RELATION, f"{relation}: {name}") for relation, name in kin)
        yield PersonRecord(row.where, own, (Fact(Field.NAME, names[0]), *related), owner=True)
        for relation, name in kin:
            key = keys.named(name)
            if key is not None and key != keys.mine:
                facts = (Fact(Field.NAME, name), Fact(Field.GROUP, f"Family: {relation}"))
                yield PersonRecord(row.where, (key,), facts)
