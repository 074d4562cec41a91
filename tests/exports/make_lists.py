"""Archives that hold little but lists of people, as each network packs them, for what changes between two dates.

A row is what matters of it: names, roles, numbers, days. The same call, the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

FRIENDS_SINCE = date(2012, 1, 1)
"""When the oldest friend was made: a list that reaches so far back is a whole one."""


class Connection(NamedTuple):
    """A row of Connections.csv; slug: the end of the profile's address."""

    name: str
    role: str = ""
    company: str = ""
    on: date = date(2016, 5, 3)
    slug: str = ""


def linkedin(
    home: Path, day: date, rows: Iterable[Connection], broken: int = 0, owner: tuple[str, str] = ("Zoë", "Martin")
) -> Path:
    """A complete archive; `broken`: rows at its end that cannot be read."""
    folder = home / f"Complete_LinkedInDataExport_{day:%m-%d-%Y}"
    lines = [["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]]
    for row in rows:
        given, _, family = row.name.partition(" ")
        slug = row.slug or row.name.lower().replace(" ", "-")
        link = f"https://www.linkedin.com/in/{slug}"
        lines.append([given, family, link, "", row.company, row.role, f"{row.on:%d %b %Y}"])
    lines += [["?"] * 20] * broken
    profile = [["First Name", "Last Name", "Headline", "Summary", "Industry"], [*owner, "", "", "Trade"]]
    _write(folder / "Connections.csv", _csv(lines))
    _write(folder / "Profile.csv", _csv(profile))
    return folder


ON_X = {"2001": "Ana Duarte", "2002": "Bo Lind", "2003": "Chidi Okoro", "2004": "Elif Demir"}
"""Numbers of accounts and the names that a post of the owner has of them."""


def x(home: Path, day: date, followers: Iterable[str], following: Iterable[str], partial: bool = False) -> Path:
    """An archive with the numbers of accounts; `partial`: it says itself that it is not all."""
    mentions = [
        {"name": name, "screen_name": name.partition(" ")[0], "id_str": number, "id": number, "indices": ["0", "9"]}
        for number, name in ON_X.items()
    ]
    post = {
        "id_str": "1200000000000000000",
        "id": "1200000000000000000",
        "created_at": "Thu Nov 28 10:00:00 +0000 2019",
        "full_text": "with all of you",
        "entities": {"hashtags": [], "symbols": [], "user_mentions": mentions, "urls": []},
    }
    folder = home / f"twitter-{day}-0123456789"
    account = {"accountId": "1001", "username": "maralind", "accountDisplayName": "Mara Lindqvist"}
    archive = {"generationDate": f"{day}T00:00:00.000Z", "isPartialArchive": partial}
    listing = {"userInfo": {"accountId": "1001"}, "archiveInfo": archive, "dataTypes": {}}
    _write(folder / "data/manifest.js", f"window.__THAR_CONFIG = {json.dumps(listing)}")
    for word, entries in (
        ("account", [{"account": account}]),
        ("follower", [{"follower": {"accountId": number}} for number in followers]),
        ("following", [{"following": {"accountId": number}} for number in following]),
        ("tweets", [{"tweet": post}]),
    ):
        _write(folder / f"data/{word}.js", f"window.YTD.{word}.part0 = {json.dumps(entries)}")
    return folder


def facebook(
    home: Path, day: date, friends: Mapping[str, date], removed: Mapping[str, date] | None = None, whole: bool = True
) -> Path:
    """Friends with the day they became so, and those no longer; not `whole`: the download of a range of time."""
    folder = home / f"facebook-maralind-{day}-abc"
    every = ({"Anselm Old": FRIENDS_SINCE} if whole else {}) | dict(friends)
    here = folder / "connections/friends"
    _write(here / "your_friends.json", json.dumps({"friends_v2": _named(every)}))
    if removed:
        _write(here / "removed_friends.json", json.dumps({"deleted_friends_v2": _named(removed)}))
    return folder


def instagram(home: Path, day: date, followers: Mapping[str, date], following: Mapping[str, date]) -> Path:
    """Accounts by name, with the day the following began."""
    folder = home / f"instagram-maralind-{day}-abc"
    here = folder / "connections/followers_and_following"
    old = {"anselm.old": FRIENDS_SINCE}
    _write(here / "followers_1.json", json.dumps(_accounts(old | dict(followers))))
    _write(here / "following.json", json.dumps({"relationships_following": _accounts(old | dict(following))}))
    return folder


def threads(home: Path, day: date, followers: Mapping[str, date], following: Mapping[str, date]) -> Path:
    """The same of Threads, which comes inside Instagram's."""
    folder = home / f"instagram-maralind-{day}-abc"
    here = folder / "your_instagram_activity/threads"
    old = {"anselm.old": FRIENDS_SINCE}
    for name, told in (("followers", followers), ("following", following)):
        accounts = _accounts(old | dict(told))
        _write(here / f"{name}.json", json.dumps({f"text_post_app_text_post_app_{name}": accounts}))
    return folder


def _named(people: Mapping[str, date]) -> list[dict[str, object]]:
    return [{"name": name, "timestamp": _second(day)} for name, day in people.items()]


def _accounts(people: Mapping[str, date]) -> list[dict[str, object]]:
    return [
        {
            "title": "",
            "media_list_data": [],
            "string_list_data": [
                {"href": f"https://www.instagram.com/{name}", "value": name, "timestamp": _second(day)}
            ],
        }
        for name, day in people.items()
    ]


def _second(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC).timestamp())


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
