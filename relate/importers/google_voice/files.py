"""Which file of a Takeout is which of Google Voice: pages of texts and calls, the owner's numbers, and the rest.

Voice/Calls/<contact or number> - <kind> - 2016-01-02T03_04_05Z.html, a page for each call and each piece of a talk;
Voice/Phones.vcf, the owner's own numbers; Voice/Spam, Voice/Greetings, Voice/Bills.html (formats/contacts.md 5.8).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.importers.source import Member, Source
from relate.importers.takeout import without_part


class Part(Enum):
    """What a file holds, in the order in which they are read."""

    PHONES = auto()
    PAGE = auto()


class Known(NamedTuple):
    """A file of Google Voice. home: the folder of all of it."""

    member: Member
    part: Part
    home: str


_STAMPED: Final = re.compile(
    r"(?:(.*?) - )?(?:([^-\d][^-]*?|Text|Placed|Received|Missed|Voicemail|Recorded) - )?"
    r"(\d{4}-\d{2}-\d{2}T\d{2}[_:]\d{2}[_:]\d{2}Z)(?: ?\(\d{1,3}\))?\.html?$",
    re.DOTALL,
)
_SIGN: Final = re.compile(rb'class="(?:hChatLog hfeed|haudio)"')
_HEAD: Final = 16_384
_SPAM: Final = frozenset({"spam", "trash"})
_PHONES: Final = re.compile(r"phones(?: ?\(\d{1,3}\))?\.vcf$", re.IGNORECASE)
_VOICE: Final = frozenset({"voice", "google voice"})


def classify(source: Source, members: Sequence[Member]) -> list[Known]:
    """The pages of Google Voice and the file of the owner's numbers beside them, without what Google took for spam."""
    pages: list[Known] = []
    cards: list[Member] = []
    for member in members:
        name = member.name.casefold()
        if name.endswith((".html", ".htm")) and not _is_spam(member):
            # A page of another name may be another source's, and private: it is looked into where it is alone.
            stamped = _STAMPED.match(member.name) is not None
            if (stamped or source.kind == "file") and _is_page(source, member, stamped):
                pages.append(Known(member, Part.PAGE, _home(member)))
        elif _PHONES.fullmatch(name):
            cards.append(member)
    homes = {file.home for file in pages}
    for member in cards:
        folder = without_part(member.path.rpartition("/")[0])
        if folder in homes or folder.rpartition("/")[2].casefold() in _VOICE:
            pages.append(Known(member, Part.PHONES, folder))
    return pages


def _is_page(source: Source, member: Member, stamped: bool) -> bool:
    """A page damaged at its head is known by its name and place all the same."""
    try:
        head = source.head(member, _HEAD)
    except UnreadableSource:
        return False
    return _SIGN.search(head.replace(b"\0", b"")) is not None or (stamped and _in_calls(member))


def _in_calls(member: Member) -> bool:
    return [folder.casefold() for folder in member.path.split("/")[-3:-1]][:1] in ([one] for one in _VOICE)


def _home(member: Member) -> str:
    """The folder around Calls."""
    return without_part(member.path.rpartition("/")[0]).rpartition("/")[0]


def _is_spam(member: Member) -> bool:
    return any(folder.casefold() in _SPAM for folder in member.path.split("/")[:-1])


def of_one_home(files: Sequence[Known]) -> list[Known]:
    """Of several Takeouts side by side the files of the one that has most."""
    homes = Counter(file.home for file in files)
    home = min(homes, key=lambda one: (-homes[one], one.count("/"), one))
    return [file for file in files if file.home == home]


def belonging(source: Source, files: Sequence[Known]) -> Iterator[str]:
    """The paths of what else lies in the folder of Google Voice: spam, bills, greetings, cards that were sent."""
    taken = {file.member.path for file in files}
    folders = {file.member.path.rpartition("/")[0] for file in files}
    home = files[0].home if files else ""
    voice = home.rpartition("/")[2].casefold() in _VOICE
    for member in source.members:
        if member.path in taken:
            continue
        inside = voice and without_part(member.path).startswith(f"{home}/")
        if inside or (member.path.rpartition("/")[0] in folders and _ATTACHED.search(member.name)):
            yield member.path


_ATTACHED: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}[_:]\d{2}[_:]\d{2}Z-\d+(?:-\d+)?\.\w{1,5}$")


def named_in(member: Member) -> str:
    """Whom a page is with, by its file's name; "" where that says nothing ("Group Conversation - 2021-…")."""
    found = _STAMPED.match(member.name)
    if found is None:
        return ""
    first, kind = found[1], found[2]
    # "Ana Duarte - 2015-…" has no kind, and stands where the kind would.
    name = first if first is not None else (kind or "")
    return name.replace("_", " ").strip()
