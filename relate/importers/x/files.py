"""Which file of an X archive is which, by the name of what it assigns, else by its first keys; never by its own name.

Since 2018 every file is "window.YTD.<type>.part<n> = [ … ]"; in the years before, "Grailbird.data.tweets_2018_05 =".
Types were renamed over the years (tweet, tweets; direct_message, direct_messages): formats/social.md 2.1 and 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.patterns import late
from relate.importers.json_items import first_value
from relate.importers.source import Member, Source


class Part(Enum):
    """What a file of the archive holds, in the order in which they are read."""

    ACCOUNT = auto()
    PROFILE = auto()
    USER_DETAILS = auto()
    FORMER_HANDLES = auto()
    FOLLOWING = auto()
    FOLLOWERS = auto()
    POSTS = auto()
    LONG_POSTS = auto()
    MESSAGES = auto()
    GROUP_MESSAGES = auto()
    MESSAGE_HEADS = auto()
    GROUP_MESSAGE_HEADS = auto()
    SPACES = auto()
    LISTS = auto()
    SEARCHES = auto()
    MANIFEST = auto()
    UNREAD = auto()


GROUPS: Final = (Part.GROUP_MESSAGES, Part.GROUP_MESSAGE_HEADS)
BODIES: Final[Mapping[Part, Part]] = {
    Part.MESSAGE_HEADS: Part.MESSAGES,
    Part.GROUP_MESSAGE_HEADS: Part.GROUP_MESSAGES,
}
"""Lists of messages without their text, read where the file that has the text is missing."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file of the archive: its type as the archive spells it ("tweets"), and its place among the parts of it."""

    member: Member
    part: Part
    kind: str
    number: int


_TYPES: Final = {
    "account": Part.ACCOUNT,
    "profile": Part.PROFILE,
    "screennamechange": Part.FORMER_HANDLES,
    "following": Part.FOLLOWING,
    "follower": Part.FOLLOWERS,
    "followers": Part.FOLLOWERS,
    "tweet": Part.POSTS,
    "tweets": Part.POSTS,
    "communitytweet": Part.POSTS,
    "communitytweets": Part.POSTS,
    "deletedtweet": Part.POSTS,
    "deletedtweets": Part.POSTS,
    "notetweet": Part.LONG_POSTS,
    "notetweets": Part.LONG_POSTS,
    "directmessage": Part.MESSAGES,
    "directmessages": Part.MESSAGES,
    "directmessagegroup": Part.GROUP_MESSAGES,
    "directmessagesgroup": Part.GROUP_MESSAGES,
    "directmessageheader": Part.MESSAGE_HEADS,
    "directmessageheaders": Part.MESSAGE_HEADS,
    "directmessagegroupheader": Part.GROUP_MESSAGE_HEADS,
    "directmessagegroupheaders": Part.GROUP_MESSAGE_HEADS,
    "directmessagesgroupheaders": Part.GROUP_MESSAGE_HEADS,
    "spacesmetadata": Part.SPACES,
    "listscreated": Part.LISTS,
    "listssubscribed": Part.LISTS,
    "savedsearch": Part.SEARCHES,
}
"""Every other type is left alone: likes, advertisements, addresses, searches, devices, uploaded address books."""

_PRIVATE: Final = late(
    r"(?:ip-audit|ad-[\w-]+|ads-[\w-]+|device-token|ni-devices|personalization|phone-number|email-address-change|ageinfo"
    r"|contact|connected-application|sso|key-registry|like|block|mute|smartblock|grok-[\w-]+|protected-history"
    r"|user-link-clicks|branch-links|app|shop-module|shopify-account|commerce-catalog|product-[\w-]+|verified[\w-]*"
    r"|account-(?:suspension|timezone|label)|audio-video-calls-in-dm[\w-]*|twitter-?shop|money|payments?[\w-]*)"
    r"(?:-part\d+)?(?: ?\(\d+\))?\.js$",
    re.IGNORECASE,
)
"""What X calls files that are nobody's business (addresses, devices, advertising, payments, searches) or have nothing
to keep: they are not even opened to see what is in them."""
_ASSIGNED: Final = re.compile(r"\s*window\.YTD\.(\w{1,80})\.part(\d{1,6})\s*=")
_CONFIG: Final = re.compile(r"\s*window\.__THAR_CONFIG\s*=")
_GRAILBIRD: Final = re.compile(r"\s*Grailbird\.data\.tweets_(\d{4})_(\d{2})\s*=")
_DETAILS: Final = re.compile(r"\s*var\s+user_details\s*=")
_BESIDE_DETAILS: Final = re.compile(r"\s*var\s+(?:payload_details|tweet_index)\s*=")
_TABLE_OF_TWEETS: Final = re.compile(r"\s*\"?tweet_id\"?,\"?in_reply_to_status_id")
"""The same posts once more, as a table, which the archives until 2018 have beside those of each month."""
_BARE: Final = (
    (Part.MESSAGES, re.compile(r'\[\s*\{\s*"dmConversation"\s*:\s*\{\s*"conversationId"\s*:\s*"\d+-\d+"')),
    (Part.GROUP_MESSAGES, re.compile(r'\[\s*\{\s*"dmConversation"\s*:')),
    (Part.FOLLOWING, re.compile(r'\[\s*\{\s*"following"\s*:\s*\{\s*"accountId"')),
    (Part.FOLLOWERS, re.compile(r'\[\s*\{\s*"follower"\s*:\s*\{\s*"accountId"')),
    (Part.ACCOUNT, re.compile(r'\[\s*\{\s*"account"\s*:\s*\{(?=.{0,2000}"accountId")', re.DOTALL)),
    (Part.POSTS, re.compile(r'\[\s*\{\s*"tweet"\s*:\s*\{(?=.{0,60000}"full_text")', re.DOTALL)),
    (Part.POSTS, re.compile(r'\[\s*\{\s*"(?=.{0,20000}"full_text")(?=.{0,20000}"id_str")', re.DOTALL)),
)  # fmt: skip
"""A file whose assignment somebody took away, to read it as JSON."""
_DATA_FOLDER: Final = re.compile(r"(?:^|(?<=/))data/(?:js/(?:tweets/)?)?$", re.IGNORECASE)


def type_of(assigned: str) -> Part:
    """What "YTD.tweets.part0" holds."""
    kind = assigned.removeprefix("YTD.").partition(".part")[0]
    return _TYPES.get(kind.replace("_", "").casefold(), Part.UNREAD)


def classify(source: Source, member: Member) -> Known | None:
    """What of an X archive this file is; None when it is none of it."""
    lowered = member.name.casefold()
    if not lowered.endswith((".js", ".json", ".txt", "tweets.csv")) and "." in lowered:
        return None
    if _PRIVATE.match(member.name):
        return Known(member, Part.UNREAD, lowered.removesuffix(".js"), 0)
    try:
        head = source.head(member)
    except UnreadableSource:
        return None
    text = head[:400].decode("utf-8-sig", "replace")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[:800].decode("utf-16", "replace")
    if found := _ASSIGNED.match(text):
        return Known(member, type_of(found[1]), found[1], int(found[2]))
    if _CONFIG.match(text):
        return Known(member, Part.MANIFEST, "manifest", 0)
    if found := _GRAILBIRD.match(text):
        return Known(member, Part.POSTS, "tweets of a month", int(found[1]) * 100 + int(found[2]))
    if _DETAILS.match(text):
        return Known(member, Part.USER_DETAILS, "user_details", 0)
    if _BESIDE_DETAILS.match(text) or _TABLE_OF_TWEETS.match(text):
        return Known(member, Part.UNREAD, "beside the posts", 0)
    return _bare(member, head)


def _bare(member: Member, head: bytes) -> Known | None:
    if b'"' not in head[:2000] or not member.name.casefold().endswith((".js", ".json")):
        return None
    value = first_value(head)
    if not value.startswith("["):
        return None
    for part, keys in _BARE:
        if keys.match(value):
            return Known(member, part, part.name.casefold(), 0)
    return None


def home(member: Member) -> str:
    """The folder of the archive a file belongs to, with a slash behind it; its `data` is part of it."""
    return _DATA_FOLDER.sub("", member.path.removesuffix(member.name))


def one_of_each(files: Iterator[Known]) -> list[Known]:
    """One file for each part of a type: "tweets (1).js" beside "tweets.js" is another archive's, not more of this."""
    chosen: dict[tuple[Part, str, int], Known] = {}
    for file in sorted(files, key=lambda file: (len(file.member.name), file.member.path)):
        chosen.setdefault((file.part, file.kind.casefold(), file.number), file)
    return sorted(chosen.values(), key=lambda file: (file.part.value, file.kind, file.number))
