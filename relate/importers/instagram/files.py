"""Which file of an Instagram export is which: by its first key, by its name where that is no key (a bare list).

Names and folders of every era: formats/social.md 4 and 5. Threads comes inside, in a folder of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from relate.importers.meta.layout import Place, archive_of, first_keys, is_private
from relate.importers.source import Source


class Part(Enum):
    """What a file holds, in the order in which they are read."""

    PROFILE = auto()
    FORMER_NAMES = auto()
    FOLLOWERS = auto()
    FOLLOWING = auto()
    CLOSE_FRIENDS = auto()
    FAVOURITES = auto()
    CUSTOM_LISTS = auto()
    REQUESTED = auto()
    REQUESTS = auto()
    UNFOLLOWED = auto()
    MESSAGES = auto()
    COMMENTS = auto()
    STORIES = auto()
    LIKES = auto()
    SEARCHES = auto()


LISTS_OF_PEOPLE: Final = frozenset(
    {Part.FOLLOWERS, Part.FOLLOWING, Part.CLOSE_FRIENDS, Part.FAVOURITES, Part.REQUESTED, Part.REQUESTS}
)


class Known(NamedTuple):
    """A file of the export and what it holds. threads: it is Threads' own."""

    place: Place
    part: Part
    threads: bool

    @property
    def is_page(self) -> bool:
        return self.place.ending in ("html", "htm")


_NAMES: Final = {
    "personalinformation": Part.PROFILE,
    "profilechanges": Part.FORMER_NAMES,
    "followers": Part.FOLLOWERS,
    "following": Part.FOLLOWING,
    "closefriends": Part.CLOSE_FRIENDS,
    "profilesyouvefavorited": Part.FAVOURITES,
    "accountsyouvefavorited": Part.FAVOURITES,
    "customlists": Part.CUSTOM_LISTS,
    "pendingfollowrequests": Part.REQUESTED,
    "recentfollowrequests": Part.REQUESTED,
    "followrequestsyouvereceived": Part.REQUESTS,
    "recentlyunfollowedprofiles": Part.UNFOLLOWED,
    "recentlyunfollowedaccounts": Part.UNFOLLOWED,
    "message": Part.MESSAGES,
    "postcomments": Part.COMMENTS,
    "reelscomments": Part.COMMENTS,
    "likedposts": Part.LIKES,
    "likedcomments": Part.LIKES,
    "likedthreads": Part.LIKES,
    "profilesearches": Part.SEARCHES,
    "accountsearches": Part.SEARCHES,
    "storylikes": Part.STORIES,
    "polls": Part.STORIES,
    "quizzes": Part.STORIES,
    "questions": Part.STORIES,
    "emojisliders": Part.STORIES,
    "emojistoryreactions": Part.STORIES,
    "storyreactionstickerreactions": Part.STORIES,
}
_KEYS: Final = {
    "profile_user": Part.PROFILE,
    "profile_profile_change": Part.FORMER_NAMES,
    "relationships_followers": Part.FOLLOWERS,
    "relationships_following": Part.FOLLOWING,
    "relationships_close_friends": Part.CLOSE_FRIENDS,
    "relationships_feed_favorites": Part.FAVOURITES,
    "relationships_custom_lists": Part.CUSTOM_LISTS,
    "relationships_follow_requests_sent": Part.REQUESTED,
    "relationships_permanent_follow_requests": Part.REQUESTED,
    "relationships_follow_requests_received": Part.REQUESTS,
    "relationships_unfollowed_users": Part.UNFOLLOWED,
    "searches_user": Part.SEARCHES,
    "likes_media_likes": Part.LIKES,
    "likes_comment_likes": Part.LIKES,
    "comments_reels_comments": Part.COMMENTS,
    "comments_media_comments": Part.COMMENTS,
}
_STORIES: Final = "story_activities_"
_THREADS: Final = "text_post_app_"
_OURS: Final = ("relationships_", "searches_", "likes_", "comments_", "profile_", _STORIES, _THREADS)
_SHAPES: Final = frozenset({"string_list_data", "string_map_data", "label_values"})
_STORY_FOLDERS: Final = frozenset({"storyinteractions", "storystickerinteractions"})
_MARKS: Final = frozenset(
    {"yourinstagramactivity", "followersandfollowing", "storyinteractions", "storystickerinteractions"}
)
_MOST_LOOKED_INTO: Final = 50
_DOWNLOAD: Final = re.compile(r"(?:instagram|threads)-.", re.IGNORECASE)
ON_PAGES: Final = frozenset(
    {Part.FOLLOWERS, Part.FOLLOWING, Part.CLOSE_FRIENDS, Part.FAVOURITES, Part.REQUESTED, Part.REQUESTS, Part.MESSAGES}
)
"""What is read of a download in HTML; of the rest of it that would be read as data somebody must hear."""
PAGES: Final = ("html", "htm")


def classify(source: Source, places: Iterable[Place], *, by_key: bool, again: bool = False) -> Iterator[Known]:
    """The files that are read. by_key: those of a strange name too, when their first key is known; such a file is
    opened for that, so it is only done where no name was known. again: they were recognised before, so conversations
    are not opened once more; else only where something beside them is Instagram's: a Facebook archive has thousands."""
    talks: list[Place] = []
    ours: set[str] = set()
    for place in places:
        if place.ending in PAGES:
            named = _NAMES.get(place.base)
            if named is not None and named is not Part.PROFILE and is_marked(source, place):
                yield Known(place, named, "threads" in place.folders)
        elif place.ending != "json":
            continue
        elif _NAMES.get(place.base) is Part.MESSAGES and not is_marked(source, place):
            talks.append(place)
        elif (told := _part(source, place, by_key, again)) is not None:
            ours.add(archive_of(place.home))
            yield Known(place, *told)
    for place in talks:
        if (again or archive_of(place.home) in ours) and (told := _part(source, place, by_key, again)) is not None:
            yield Known(place, *told)


def first_look(source: Source, places: Sequence[Place]) -> list[Known]:
    """The files that are read, for a first look: by their names, or by their keys where no name is known."""
    by_name = list(classify(source, places, by_key=False))
    if by_name or len(places) >= _MOST_LOOKED_INTO or any(_NAMES.get(one.base) is Part.MESSAGES for one in places):
        return by_name
    return list(classify(source, places, by_key=True))


def is_marked(source: Source, place: Place) -> bool:
    """Whether its folders, or the name of the zip or folder around them, are Instagram's and nobody else's: a part of a
    download may hold nothing but conversations, which look like Facebook's."""
    around = place.home or source.title
    return not _MARKS.isdisjoint(place.folders) or "instagram" in place.home.casefold() or _is_download(around)


def _is_download(name: str) -> bool:
    return _DOWNLOAD.match(name.rstrip("/").rpartition("/")[2]) is not None


def is_awaited(place: Place) -> bool:
    """Whether the file has the name of one of the main lists, so that somebody must hear when it cannot be read."""
    main = (*LISTS_OF_PEOPLE, Part.MESSAGES, Part.PROFILE)
    return place.ending == "json" and _NAMES.get(place.base) in main and bool(place.folders)


def _part(source: Source, place: Place, by_key: bool, again: bool) -> tuple[Part, bool] | None:
    part = _NAMES.get(place.base)
    if again and part is Part.MESSAGES:
        return part, False
    if part is Part.STORIES and _STORY_FOLDERS.isdisjoint(place.folders) and place.folders:
        part = None
    if part is None and (is_private(place) or not by_key):
        return None
    first, keys = first_keys(source, place.member)
    threads = first.startswith(_THREADS) or (place.folders[-1:] == ("threads",) and first not in _KEYS)
    if part is Part.MESSAGES:
        return (part, False) if {"participants", "messages"} & keys else None
    told = _KEYS.get(first) or (Part.STORIES if first.startswith(_STORIES) else None)
    if told is None and first.startswith(_THREADS):
        told = _of_threads(first)
    part = told or part
    ours = first.startswith(_OURS) or not _SHAPES.isdisjoint(keys) or (not first and place.member.size < 16)
    return (part, threads) if part is not None and ours else None


def _of_threads(first: str) -> Part | None:
    for ending, part in (
        ("pending_follow_requests", Part.REQUESTED), ("follow_requests_sent", Part.REQUESTED),
        ("recent_follow_requests", Part.REQUESTED), ("permanent_follow_requests", Part.REQUESTED),
        ("follow_requests_received", Part.REQUESTS), ("unfollowed_users", Part.UNFOLLOWED),
        ("followers", Part.FOLLOWERS), ("following", Part.FOLLOWING), ("media_likes", Part.LIKES),
    ):  # fmt: skip
        if first.endswith(ending):
            return part
    return None
