"""Which files are mail, in what form, and where they lie. Source: formats/contacts.md 4.2, last lines.

An mbox is one file of many mails; .eml, .emlx and the files of a Maildir are one each. What mail programs keep beside
them (indexes, filters, lists of what was fetched) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.patterns import late
from relate.importers.mail import mbox
from relate.importers.mail.heads import looks_like_mail
from relate.importers.mail.places import Place, of_folder
from relate.importers.source import Member, Source

_LOOKED_INTO: Final = 1000
_HEAD: Final = 4096
_LONG_HEAD: Final = 65_536
_MBOX_NAME = re.compile(r"(?:\.(?:mbox|mbx|mbs)|(?:^|/)[^./]+)$", re.IGNORECASE)
"""Names an mbox has as a rule: those are searched for one whose beginning is damaged."""
_SINGLE_NAME = re.compile(r"\.(?:eml|emlx|mht|wdseml)$|(?:^|/)(?:cur|new)/[^/]+$", re.IGNORECASE)
_MAILDIR = re.compile(r"(?:^|/)(?:cur|new|tmp)/[^/]+$")
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_BESIDE: Final = late(
    r"\.msf$|\.mozmsgs/|(?:^|/)tmp/[^/]+$|(?:^|/)(?:msgFilterRules|popstate|filterlog|training|traits|virtualFolders)"
    r"\.(?:dat|html)$|(?:^|/)(?:table_of_contents|Info\.plist|\.OfflineCache|mbox\.lock|maildirfolder|subscriptions"
    r"|\.?uidvalidity|courierimap\w*|\.?dovecot[\w.-]*|\.customflags|\.mh_sequences|\.uidvalidity)$"
    r"|/User Settings/[^/]+\.json$|(?:^|/)archive_browser\.html$",
    re.IGNORECASE,
)
_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")


class Form(Enum):
    """How a file holds mails."""

    MBOX = 1
    ONE = 2
    EMLX = 3


@dataclass(frozen=True, slots=True)
class File:
    """One file of mails. place: what its folders say of all in it. group: under which name its rows are counted, and
    from which number on: single mails are the rows of their folder."""

    member: Member
    form: Form
    place: Place | None
    group: str
    row: int


def mail_members(source: Source) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """The files of a source that are mail, and the paths of those that only belong to them. Reads their heads, of
    thousands of single mails only the first ones: the others have names like those."""
    found: list[Member] = []
    beside: list[str] = []
    looked_into = 0
    for member in source.members:
        if _BESIDE.search(member.path):
            beside.append(member.path)
            continue
        likely = bool(_SINGLE_NAME.search(member.path))
        looked_into += 1
        if looked_into > _LOOKED_INTO:
            if likely and found and member.size:
                found.append(member)
            elif not _MBOX_NAME.search(member.path):
                continue
        if not member.size:
            if likely or _MBOX_NAME.search(member.path):
                beside.append(member.path)
        elif looked_into <= _LOOKED_INTO and _form(source, member) is not None:
            found.append(member)
    return tuple(found), tuple(beside) if found else ()


def files(source: Source, members: tuple[Member, ...]) -> Iterator[File]:
    """The same files with what their names and heads say of them."""
    rows: dict[str, int] = {}
    outside = f"{source.title.removesuffix('.zip')}/" if source.kind != "file" else ""
    for number, member in enumerate(members):
        form = _form(source, member) if number < _LOOKED_INTO or not _SINGLE_NAME.search(member.path) else None
        if form is None:
            form = Form.EMLX if member.name.casefold().endswith(".emlx") else Form.ONE
        if form is Form.MBOX:
            yield File(member, form, of_folder(outside + member.path), member.path, 1)
            continue
        folder = member.path.rpartition("/")[0]
        group = folder.rpartition("/")[0] or folder if _MAILDIR.search(member.path) else folder
        group = (group or source.title) if len(members) > 1 else member.path
        rows[group] = rows.get(group, 0) + 1
        flags = found[1] if (found := _FLAGS.search(member.name)) else ""
        place = Place.TRASH if "T" in flags else Place.DRAFTS if "D" in flags else of_folder(outside + folder)
        yield File(member, form, place, group, rows[group])


def can_be_cut(source: Source, member: Member) -> bool:
    """Whether it is an mbox from its first byte on."""
    try:
        return mbox.starts(source.head(member, _HEAD))
    except UnreadableSource:
        return False


def emlx_count(head: bytes) -> tuple[int, int] | None:
    """Of an Apple file: (where its mail begins, how long that is); None when it is none."""
    found = _COUNT.match(head)
    return (found.end(), int(found[1])) if found else None


def _form(source: Source, member: Member) -> Form | None:
    try:
        head = source.head(member, _HEAD)
        if mbox.starts(head):
            return Form.MBOX
        if (counted := emlx_count(head)) is not None and looks_like_mail(head[counted[0] :]):
            return Form.EMLX
        if looks_like_mail(head):
            return Form.ONE
        if _MBOX_NAME.search(member.path) and mbox.begins(source.head(member, _LONG_HEAD)):
            return Form.MBOX
    except UnreadableSource:
        pass  # whoever names the unknown files says why
    return None
