"""Whether two zips of Meta whose names say no day are parts of one download, by what is in them.

A download is spread over its parts, so that no file stands in two of them; all of it is of one year's folders, one
format, one moment and one owner. Where any of that speaks against it they are two downloads. Nothing is read but names,
times and what tells the owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from relate.domain.moments import DAY_MS
from relate.domain.records import IdentityKey, IdentityKind
from relate.importers.archive import Archive
from relate.importers.meta.archives import GUIDES
from relate.importers.meta.layout import Place, place
from relate.importers.meta.pages import head_of
from relate.importers.source import Source

_YEARS: Final = {
    "friends": {2018},
    "likesandreactions": {2018},
    "friendsandfollowers": {2021},
    "commentsandreactions": {2021},
    "accountinformation": {2021},
    "profileinformation": {2018, 2021},
    "messages": {2018, 2021, 2022},
    "followersandfollowing": {2021, 2022},
    "youractivityacrossfacebook": {2023},
    "yourfacebookactivity": {2024},
    "connections": {2023, 2024},
    "loggedinformation": {2023, 2024},
    "yourinstagramactivity": {2023, 2024},
    "personalinformation": {2022, 2023, 2024},
}
"""The layouts of folders, by the year they began, that have such a folder at the top (formats/social.md 3.1 and 4)."""
_EVERY_YEAR: Final = frozenset({2018, 2021, 2022, 2023, 2024})
_LONGEST_MS: Final = 2 * DAY_MS
"""A large download takes hours to be packed."""
_FIRST_TIME_MS: Final = 1_104_537_600_000
"""2005. What says that it is older has the time that zips begin with."""


def of_one_download(first: Source, its: Archive, second: Source, others: Archive) -> bool:
    """Whether nothing speaks against it. its, others: what was recognised in each of them."""
    one, two = _places(first), _places(second)
    return (
        bool(one and two)
        and not {_path(each) for each in one} & {_path(each) for each in two}
        and bool(_years(one) & _years(two))
        and _format(one) == _format(two)
        and _owners_agree(its.owner, others.owner)
        and _of_one_moment(_made(first, its, one), _made(second, others, two))
    )


def _places(source: Source) -> list[Place]:
    """What lies in folders of the download; what stands beside them may be in every part."""
    places = [place(member) for member in source.members]
    return [one for one in places if one.folders and one.base not in GUIDES]


def _path(one: Place) -> tuple[tuple[str, ...], str, int, str]:
    return one.folders, one.base, one.number, one.ending


def _years(places: Iterable[Place]) -> frozenset[int]:
    years = _EVERY_YEAR
    for top in {one.folders[0] for one in places}:
        years &= _YEARS.get(top, _EVERY_YEAR)
    return years


def _format(places: Iterable[Place]) -> str:
    """Data or pages: what most of its files are."""
    kinds = Counter("data" if one.ending == "json" else "pages" for one in places if one.ending in ("json", "html"))
    return kinds.most_common(1)[0][0] if kinds else ""


def _owners_agree(one: Iterable[IdentityKey], two: Iterable[IdentityKey]) -> bool:
    """Where both tell it, in one way or another, at least one name or key is the same."""
    mine, others = set(one), set(two)
    kinds = {key.kind for key in mine} & {key.kind for key in others} & {IdentityKind.NAME, IdentityKind.HANDLE}
    return not kinds or bool(mine & others)


def _made(source: Source, archive: Archive, places: Iterable[Place]) -> int | None:
    """When it was packed (UTC ms): as its pages say, else the time of its newest file; None where neither tells."""
    page = next((member for member in archive.members if member.name.casefold().endswith((".html", ".htm"))), None)
    if page is not None and (told := head_of(source, page).made_ms) is not None:
        return told
    times = [time for one in places if (time := one.member.modified_ms) is not None and time > _FIRST_TIME_MS]
    return max(times, default=None)


def _of_one_moment(one: int | None, two: int | None) -> bool:
    return one is None or two is None or abs(one - two) <= _LONGEST_MS
