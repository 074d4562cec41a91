"""Which file of a Facebook export is which: by its first key, by its name where lists have none.

Folders of all four eras and the keys of each: formats/social.md 3.1 and 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from relate.importers.meta.layout import Place, first_keys, is_private
from relate.importers.source import Source


class Part(Enum):
    """What a file holds, in the order in which they are read."""

    PROFILE = auto()
    FRIENDS = auto()
    REQUESTS = auto()
    REQUESTED = auto()
    REJECTED = auto()
    REMOVED = auto()
    FOLLOWERS = auto()
    FOLLOWING = auto()
    MESSAGES = auto()
    COMMENTS = auto()
    REACTIONS = auto()
    POKES = auto()
    VISITED = auto()
    PEOPLE = auto()
    SUGGESTED = auto()
    SEARCHES = auto()
    GROUPS = auto()
    GROUP_INVITES = auto()
    EVENTS = auto()


class Known(NamedTuple):
    """A file of the export and what it holds."""

    place: Place
    part: Part

    @property
    def is_page(self) -> bool:
        return self.place.ending in PAGES


PAGES: Final = ("html", "htm")
_KEYS: Final = {
    "profile": Part.PROFILE,
    "friends": Part.FRIENDS,
    "received_requests": Part.REQUESTS,
    "sent_requests": Part.REQUESTED,
    "rejected_requests": Part.REJECTED,
    "deleted_friends": Part.REMOVED,
    "followers": Part.FOLLOWERS,
    "following": Part.FOLLOWING,
    "comments": Part.COMMENTS,
    "group_comments": Part.COMMENTS,
    "group_posts": Part.COMMENTS,
    "reactions": Part.REACTIONS,
    "pokes": Part.POKES,
    "visited_things": Part.VISITED,
    "people_interactions": Part.PEOPLE,
    "searches": Part.SEARCHES,
    "groups_joined": Part.GROUPS,
    "groups_admined": Part.GROUPS,
    "event_responses": Part.EVENTS,
    "events_invited": Part.EVENTS,
    "your_events": Part.EVENTS,
}
_NAMES: Final = {
    "profileinformation": Part.PROFILE,
    "friends": Part.FRIENDS,
    "friendsadded": Part.FRIENDS,
    "yourfriends": Part.FRIENDS,
    "receivedfriendrequests": Part.REQUESTS,
    "friendrequestsreceived": Part.REQUESTS,
    "sentfriendrequests": Part.REQUESTED,
    "friendrequestssent": Part.REQUESTED,
    "rejectedfriendrequests": Part.REJECTED,
    "removedfriends": Part.REMOVED,
    "peoplewhofollowedyou": Part.FOLLOWERS,
    "peoplewhofollowyou": Part.FOLLOWERS,
    "followers": Part.FOLLOWERS,
    "whoyouvefollowed": Part.FOLLOWING,
    "whoyoufollow": Part.FOLLOWING,
    "following": Part.FOLLOWING,
    "message": Part.MESSAGES,
    "comments": Part.COMMENTS,
    "yourcommentsingroups": Part.COMMENTS,
    "grouppostsandcomments": Part.COMMENTS,
    "likesandreactions": Part.REACTIONS,
    "postsandcomments": Part.REACTIONS,
    "pokes": Part.POKES,
    "recentlyvisited": Part.VISITED,
    "profilesyouvisitedinthepast7days": Part.VISITED,
    "profilevisits": Part.VISITED,
    "peopleandfriends": Part.PEOPLE,
    "people": Part.PEOPLE,
    "peopleyoumayknow": Part.SUGGESTED,
    "suggestedfriends": Part.SUGGESTED,
    "yoursearchhistory": Part.SEARCHES,
    "groupinvitesyouvereceived": Part.GROUP_INVITES,
    "groupinvitesyouvesent": Part.GROUP_INVITES,
    "groupinvitesreceived": Part.GROUP_INVITES,
    "groupinvitessent": Part.GROUP_INVITES,
    "yourgroupmembershipactivity": Part.GROUPS,
    "yourgroups": Part.GROUPS,
    "youreventresponses": Part.EVENTS,
    "eventinvitations": Part.EVENTS,
    "yourevents": Part.EVENTS,
}
"""Names of all eras, without marks; confirmed by what is in the file."""
_OF_LABELS: Final = frozenset(
    {Part.REACTIONS, Part.VISITED, Part.PEOPLE, Part.SUGGESTED, Part.COMMENTS, Part.GROUP_INVITES}
)
_OF_SEARCHES: Final = frozenset({"search", "searchhistory"})
"""A second file of the same name, of what was looked for to buy, lies in another folder."""
ON_PAGES: Final = frozenset({Part.FRIENDS, Part.REQUESTS, Part.REQUESTED, Part.MESSAGES})
"""What is read of a download in HTML; of the rest of it that would be read as data somebody must hear."""
_READ: Final = frozenset(Part) - {Part.PROFILE, Part.SEARCHES}
_MAIN: Final = frozenset({Part.FRIENDS, Part.MESSAGES, Part.PROFILE})
_NO_THREADS: Final = (
    "secretconversations", "autofillinformation", "supportmessages", "aiconversations", "messenger", "your",
    "informationaboutyourdevices", "communitychats", "chatinvites",
)  # fmt: skip
_NUMBERED: Final = re.compile(r"_\d+(?: ?\(\d+\))?\.json$", re.IGNORECASE)
_MARKS: Final = frozenset({"yourfacebookactivity", "youractivityacrossfacebook", "friendsandfollowers"})


def classify(source: Source, places: Iterable[Place], *, by_key: bool, again: bool = False) -> Iterator[Known]:
    """The files that are read. by_key: those of a strange name too, when their first key is known; such a file is
    opened for that, so it is only done where no name was known. again: they were recognised before, so conversations
    are not opened once more."""
    for place in places:
        named = _NAMES.get(place.base)
        if place.ending in PAGES:
            if place.folders and (named in ON_PAGES or (named in _READ and is_marked(place))):
                yield Known(place, named)
        elif again and named is Part.MESSAGES:
            yield Known(place, named)
        elif place.ending == "json" and (part := _part(source, place, named, by_key)) is not None:
            yield Known(place, part)


def is_marked(place: Place) -> bool:
    """Whether its folders are Facebook's and nobody else's."""
    friends = place.folders[:2] == ("connections", "friends")
    return friends or not _MARKS.isdisjoint(place.folders) or "facebook" in place.home.casefold()


def is_awaited(place: Place) -> bool:
    """Whether the file has the name of one of the main ones, so that somebody must hear when it cannot be read."""
    return place.ending == "json" and _NAMES.get(place.base) in _MAIN and bool(place.folders)


def _may_be_encrypted(place: Place) -> bool:
    """Whether it has the name of a conversation of the end-to-end-encrypted download: "Ana Duarte_3.json"."""
    numbered = _NUMBERED.search(place.member.name) is not None
    return numbered and place.folders in ((), ("messages",)) and not place.base.startswith(_NO_THREADS)


def _part(source: Source, place: Place, named: Part | None, by_key: bool) -> Part | None:
    if named is None and not _may_be_encrypted(place) and (is_private(place) or not by_key):
        return None
    if named is Part.SEARCHES and _OF_SEARCHES.isdisjoint(place.folders[-1:]):
        return None
    first, keys = first_keys(source, place.member)
    if {"participants", "messages"} <= keys or ("participants" in keys and named is Part.MESSAGES):
        return Part.MESSAGES
    if named is Part.MESSAGES:
        return None
    told = _KEYS.get(first)
    if named is None:
        return told if by_key else None
    if told is not None:
        return told if told is named or told not in _OF_LABELS else named
    empty = not first and place.member.size < 16
    return named if (named in _OF_LABELS and {"label_values", "title", "data"} & keys) or empty else None
