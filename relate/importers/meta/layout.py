"""Where a file stands in an export of Meta: the archive's own folder, the folders below it, and its name without marks.

Names drift with the era, the way of delivery ("you've", "you_ve") and the browser; the folder around an archive is
anything. formats/social.md 3.1, 4, 15.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from relate.domain.errors import UnreadableSource
from relate.importers.json_items import first_value
from relate.importers.parts import download_name
from relate.importers.source import Member, Source

_TOP: Final = frozenset(
    {
        # Facebook, 2018 to now
        "friends", "friendsandfollowers", "followingandfollowers", "connections", "messages",
        "youractivityacrossfacebook", "yourfacebookactivity", "profileinformation", "personalinformation",
        "commentsandreactions", "likesandreactions",
        "comments", "groups", "events", "otheractivity", "loggedinformation", "aboutyou", "yourinteractionsonfacebook",
        "searchhistory", "search", "posts",
        "photosandvideos", "preferences", "securityandlogininformation", "adsinformation",
        "appsandwebsitesofffacebook", "activitymessages", "interactions",
        # Instagram and Threads
        "yourinstagramactivity", "followersandfollowing", "accountinformation", "likes", "content", "media",
        "storyinteractions", "storystickerinteractions", "recentsearches", "contacts", "threads",
        "loginandaccountcreation", "commentssettings", "profilechanges",
    }
)  # fmt: skip
_MARKS: Final = re.compile(r"[\s_'’‘`\-]+")
_COPY: Final = re.compile(r"\s*\(\d+\)$")
_NUMBER: Final = re.compile(r"_(\d+)$")
_KEY: Final = re.compile(r'"([^"\\]{1,100})"\s*:')
_VERSION: Final = re.compile(r"_v\d+$")
_PRIVATE: Final = re.compile(
    r"login|session|security|^ads|advert|payment|purchase|addressbook|contacts?(?:uploaded|info)|syncedcontacts"
    r"|imported?contacts|phone|location|devices?$|^yourdevices|autofill|cookie|searchhistory|offof|offfacebook|ipaddress"
    r"|birthdate|secret|identity|inferences"
)
_HEAD: Final = 4096


class Place(NamedTuple):
    """A file of an export. home: the folder of the archive, with its slash; folders: those below it, without marks;
    base: its name without ending, marks and number, "friends", "message"; number: that behind it, 0 without one."""

    member: Member
    home: str
    folders: tuple[str, ...]
    base: str
    number: int
    ending: str

    @property
    def folder(self) -> str:
        """The folder it lies in, as it is written."""
        return self.member.path.rpartition("/")[0].rpartition("/")[2]


@lru_cache(maxsize=1 << 13)
def bare(name: str) -> str:
    """A name of a folder or file without case, spaces, underscores and apostrophes."""
    return _MARKS.sub("", name.casefold())


def place(member: Member) -> Place:
    """Where a member stands."""
    folders = member.path.split("/")[:-1]
    stem, dot, ending = member.name.rpartition(".")
    stem = _COPY.sub("", stem if dot else member.name)
    found = _NUMBER.search(stem)
    base = bare(stem[: found.start()] if found else stem)
    plain = [bare(folder) for folder in folders]
    depth = next((depth for depth, folder in enumerate(plain) if folder in _TOP), None)
    if depth is None:  # a folder of one thread, or a single file of an archive, which stands at the top of all
        depth = max(len(folders) - 1, 0) if base == "message" else len(folders)
    home = "/".join(folders[:depth])
    number = int(found[1]) if found and len(found[1]) < 10 else 0
    below = tuple(plain[depth:])
    return Place(member, home + "/" if home else "", below, base, number, ending.casefold() if dot else "")


def is_private(place: Place) -> bool:
    """Whether its names say that it is nobody's business: addresses, logins, advertising, payments, searches, phone
    books. Such a file is not even opened to see what is in it."""
    names = (*place.folders, place.base, bare(place.folder))
    return any(_PRIVATE.search(name) for name in names)


def fullest_home(places: Iterable[Place]) -> str:
    """Of the archives side by side in one tree that with the most files; parts of one download are one."""
    homes = Counter(archive_of(one.home) for one in places)
    return min(homes, key=lambda home: (-homes[home], home.count("/"), home))


def archive_of(home: str) -> str:
    """The folder of an archive by which it is told from others; parts of one download share it."""
    above, _, name = home.rstrip("/").rpartition("/")
    return f"{above}/{download_name(name)}" if name else ""


def first_keys(source: Source, member: Member, most: int = _HEAD) -> tuple[str, frozenset[str]]:
    """The first key of a JSON file ("" of a list) and all keys in its head; ("", none) when it is no JSON or cannot be
    opened. Nothing of its values is looked at."""
    try:
        text = first_value(source.head(member, most))
    except UnreadableSource:
        return "", frozenset()
    keys = [_spelt(found) for found in _KEY.findall(text)]
    return (keys[0] if keys and text.startswith("{") else ""), frozenset(keys)


def first_list(source: Source, member: Member, key: str) -> list[object]:
    """The list below a key in the head of a file, for a first look; [] when it is not there or goes on beyond it."""
    for most in (_HEAD, 65536):
        try:
            text = first_value(source.head(member, most))
        except UnreadableSource:
            return []
        found = re.search(rf'"{key}"\s*:\s*(?=\[)', text)
        if found is None:
            if most >= member.size:
                return []
            continue
        try:
            value, _ = json.JSONDecoder().raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, list) else []
    return []


def _spelt(key: str) -> str:
    return _VERSION.sub("", key) if "_v" in key else key


def days_in(names: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """The days written in names of zips and folders: "facebook-mara-2026-11-20-Xy.zip"."""
    for name in names:
        for found in re.finditer(r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)", name):
            yield int(found[1]), int(found[2]), int(found[3])
