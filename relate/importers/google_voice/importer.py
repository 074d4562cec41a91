"""Google Voice, as Google Takeout gives it: texts, groups, calls and voicemail (formats/contacts.md 5.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import phone_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    PersonRecord,
    Position,
    Reason,
    Record,
    Skipped,
    me,
)
from relate.importers.archive import Archive, HowTo, Wait
from relate.importers.google_voice.files import Known, Part, belonging, classify, named_in, of_one_home
from relate.importers.google_voice.page import Page, read_page
from relate.importers.google_voice.talks import NETWORK, Book, needs_others, told, voice_key
from relate.importers.owned import owner_first
from relate.importers.source import Source
from relate.importers.takeout import LINK, indexes, steps, told_day

_TEL: Final = re.compile(
    rb"^(?:item\d+\.)?TEL[^:\r\n]*:[ \t]*(?:tel:)?([+\d][\d ().-]{5,24})", re.IGNORECASE | re.MULTILINE
)
_ME: Final = re.compile(rb'href="tel:(\+\d{7,15})"\s*>\s*<abbr class="fn"')
_LOOKED_AT: Final = 40
_MOST_HELD: Final = 5000
"""Pages that wait for the others are kept in memory; of more the rest is told as far as is known by then."""


class GoogleVoice:
    """The texts and calls of one number of Google Voice. The rows of a page are its messages; a call is one."""

    source_id = "google_voice"
    network = NETWORK
    title = "Google Voice"
    icon = "voicemail"
    suffixes: tuple[str, ...] = (".zip",)
    how_to: HowTo | None = HowTo(
        holds="texts, calls and voicemail",
        takes="minutes to some hours",
        steps=steps("Voice"),
        link=LINK,
        choose="Voice, .zip",
        waits=(Wait("", 4 * 60),),
    )

    def recognise(self, source: Source) -> Archive | None:
        """The pages of one Takeout and the owner's numbers beside them."""
        known = classify(source, source.members)
        if not known:
            return None
        files = of_one_home(known)
        members = tuple(file.member for file in files)
        return Archive(
            self.source_id,
            self.network,
            "Google Voice" if len(files) > 1 else f"Google Voice, {members[0].name}",
            members,
            told_day(source, members),
            False,
            _owner(source, files),
            unread=(*belonging(source, files), *indexes(source)),
        )

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """The owner's numbers, then page by page; last what only the other pages make plain."""
        files = classify(source, archive.members)
        phones = [key.key for key in archive.owner if key.kind is IdentityKind.PHONE]
        mine = tuple(key for key in archive.owner if key.network == NETWORK)
        book = Book(mine, region="US" if any(number.startswith("+1") for number in phones) else "")
        return owner_first(_records(source, files, book, archive.owner), archive.owner or (me(NETWORK),))


def _records(
    source: Source, files: Sequence[Known], book: Book, owner: tuple[IdentityKey, ...]
) -> Iterator[Record | Skipped]:
    held: list[tuple[Known, Page]] = []
    for file in files:
        if file.part is Part.PHONES:
            yield from _numbers(source, file, owner)
    for file in files:
        if file.part is Part.PHONES:
            continue
        page = read_page(source, file.member)
        for side in (page.with_whom, *page.people, *(said.side for said in page.said)):
            book.learn(side)
        if needs_others(page) and len(held) < _MOST_HELD:
            held.append((file, page))
        else:
            yield from told(file.member.path, page, book, named_in(file.member))
    for file, page in held:
        yield from told(file.member.path, page, book, named_in(file.member))


def _numbers(source: Source, file: Known, owner: tuple[IdentityKey, ...]) -> Iterator[Record | Skipped]:
    """Phones.vcf is one card, the owner's own: it lists every number that he linked, and nobody else."""
    where = Position(file.member.path, 1)
    try:
        with source.open(file.member) as stream:
            found = _told_numbers(stream.read(1 << 20))
    except UnreadableSource as problem:
        yield Skipped(where, Reason.INCOMPLETE, str(problem))
        return
    if not found:
        yield Skipped(where, Reason.NO_PERSON, "a card without a number")
        return
    yield PersonRecord(where, owner, tuple(Fact(Field.PHONE, number) for number in found), owner=True)


def _told_numbers(data: bytes) -> list[str]:
    told = (phone_key(found[1].decode("ascii", "replace"), "US") for found in _TEL.finditer(data.replace(b"\0", b"")))
    return [number for number in dict.fromkeys(told) if number]


def _owner(source: Source, files: Sequence[Known]) -> tuple[IdentityKey, ...]:
    """The number that the owner wrote from, then all others that are his."""
    written: list[str] = []
    for file in [file for file in files if file.part is Part.PAGE][:_LOOKED_AT]:
        try:
            found = _ME.search(source.head(file.member))
        except UnreadableSource:
            continue
        if found is not None and (number := phone_key(found[1].decode("ascii"))):
            written.append(number)
    listed: list[str] = []
    for file in files:
        if file.part is Part.PHONES:
            try:
                with source.peek(file.member) as stream:
                    listed += _told_numbers(stream.read(1 << 20))
            except UnreadableSource:
                continue
    numbers = dict.fromkeys((*listed[:1], *sorted(set(written)), *listed))
    voice = [voice_key(number) for number in numbers]
    return (*voice, *(IdentityKey("phone", IdentityKind.PHONE, number) for number in numbers))
