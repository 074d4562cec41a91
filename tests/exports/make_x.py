"""Make archives of X about made-up people: the small ones of every era below tests/exports/x, and one of any size.

python tests/exports/make_x.py                                  writes tests/exports/x anew
python tests/exports/make_x.py twitter-2026-11-20-0.zip --posts 500000 --messages 200000

One story is told by all eras, each as far as its year: the same posts and messages with the same ids, in the folders,
names and wrappers of that time. The same call, the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "x"
_EPOCH_MS = 1_288_834_974_657

Json = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """Somebody on X: a number that stays, the handle since 2020, the one before, a name."""

    number: str
    handle: str
    before: str
    name: str

    def handle_in(self, year: int) -> str:
        return self.handle if year >= 2020 else self.before


MARA = Account("1001", "maralind", "mara_l", "Mara Lindqvist")
ANA = Account("2001", "ana_duarte", "ana_duarte", "Ana Duarte 🌊")
BO = Account("2002", "bo_h", "bo_hakansson", "Bo Håkansson")
CHIDI = Account("2003", "chidi", "chidi", "Chidi Okoro")
ELIF = Account("2004", "elif_s", "elif_s", "Elif Şahin")
GITA = Account("2005", "Gita_Raman", "Gita_Raman", "Gita Raman")
NAMELESS_FRIEND = "9003"
"""Wrote and was written to; no post ever mentions them."""
NAMELESS_MEMBER = "9004"
NAMELESS_FOLLOWER, NAMELESS_FOLLOWED = "9001", "9002"
GROUP = "777000777"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def snowflake(when: datetime, salt: int = 0) -> str:
    """An id as X gives it at that time."""
    return str((int(when.timestamp() * 1000) - _EPOCH_MS << 22) + salt)


def mention(who: Account, year: int, number: str | None = None) -> Json:
    told = who.number if number is None else number
    return {"name": who.name, "screen_name": who.handle_in(year), "indices": ["0", "9"], "id_str": told, "id": told}


def post(
    when: str, text: str, *mentions: Json, answers: Json | None = None, urls: Sequence[Json] = (), **more: Any
) -> tuple[datetime, Json]:
    """A post and when it was written."""
    moment = at(when)
    made: Json = {
        "retweeted": False,
        "source": '<a href="https://mobile.example" rel="nofollow">X Web App</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": list(mentions), "urls": list(urls)},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": "0",
        **(answers or {}),
        "id_str": snowflake(moment),
        "truncated": False,
        "retweet_count": "0",
        "id": snowflake(moment),
        "created_at": f"{moment:%a %b %d %H:%M:%S} +0000 {moment:%Y}",
        "favorited": False,
        "full_text": text,
        "lang": "en",
    } | more
    return moment, made


def answer(who: Account | str, year: int, named: bool = True) -> Json:
    number = who if isinstance(who, str) else who.number
    found: Json = {
        "in_reply_to_status_id_str": "17",
        "in_reply_to_status_id": "17",
        "in_reply_to_user_id": number,
        "in_reply_to_user_id_str": number,
    }
    if named and not isinstance(who, str):
        found["in_reply_to_screen_name"] = who.handle_in(year)
    return found


def posts() -> list[tuple[datetime, Json]]:
    """Everything Mara ever posted, the oldest first."""
    picture = {"url": "https://t.co/pic1", "expanded_url": "https://twitter.com/maralind/status/1/photo/1"}
    return [
        post("2013-04-05T09:00:00", "Hello world, this speaks to nobody"),
        post("2014-06-01T10:00:00", "@ana_duarte see you at the harbour &amp; bring Bo", mention(ANA, 2014),
             answers=answer(ANA, 2014)),
        post("2015-03-02T11:30:00", "@bo_hakansson the boats are here", mention(BO, 2015),
             answers=answer(BO, 2015, named=False)),
        post("2016-08-09T12:00:00", "a thread goes on", answers=answer(MARA, 2016)),
        post("2017-05-06T13:00:00", "RT @chidi: the tide waits for none", mention(CHIDI, 2017)),
        post("2017-09-10T14:00:00", "Coffee with @ana_duarte and @elif_s was lovely", mention(ANA, 2017),
             mention(ELIF, 2017)),
        post("2018-02-03T15:00:00", "@gone_again hope you are well", {"name": "Gone", "screen_name": "gone_again",
             "indices": ["0", "11"], "id_str": "-1", "id": "-1"},
             answers={"in_reply_to_user_id_str": "-1", "in_reply_to_screen_name": "gone_again"}),
        post("2020-10-11T16:00:00", "@bo_h read this https://t.co/abc", mention(BO, 2020), answers=answer(BO, 2020),
             urls=[{"url": "https://t.co/abc", "expanded_url": "https://example.org/boats?x=1&y=2"}]),
        post("2021-01-12T17:00:00", "@ana_duarte https://t.co/pic1", mention(ANA, 2021), answers=answer(ANA, 2021),
             extended_entities={"media": [picture]}),
        post("2022-12-01T18:00:00", "Well said https://t.co/quote",
             urls=[{"url": "https://t.co/quote", "expanded_url": "https://twitter.com/Gita_Raman/status/123"}]),
        post("2023-06-07T19:00:00", "@chidi a long story: " + "the harbour " * 20 + "…", mention(CHIDI, 2023),
             answers=answer(CHIDI, 2023)),
        post("2024-07-08T20:00:00", "From an impossible year @elif_s", mention(ELIF, 2024),
             created_at="Tue Mar 04 05:06:07 +0000 1997"),
    ]  # fmt: skip


LONG = "@chidi a long story: " + "the harbour " * 20 + "and how it ended well after all."


def message(when: str, sender: str, receiver: str, text: str, **more: Any) -> tuple[datetime, Json]:
    moment = at(when)
    made: Json = {
        "recipientId": receiver,
        "reactions": [],
        "urls": [],
        "text": text,
        "mediaUrls": [],
        "senderId": sender,
        "id": snowflake(moment, 1),
        "createdAt": f"{moment:%Y-%m-%dT%H:%M:%S}.744Z",
    } | more
    if not receiver:
        del made["recipientId"]
    return moment, {"messageCreate": made}


def event(when: str, kind: str, **body: Any) -> tuple[datetime, Json]:
    moment = at(when)
    return moment, {kind: body | {"createdAt": f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"}}


def talks() -> dict[str, list[tuple[datetime, Json]]]:
    """Conversations of two, by their id, the oldest message first."""
    me, ana = MARA.number, ANA.number
    return {
        f"{me}-{ana}": [
            message("2015-01-02T08:00:00", me, ana, "Shall we meet at the fair?"),
            message("2015-01-02T09:00:00", ana, me, "Gladly &lt;3 https://t.co/map",
                    urls=[{"url": "https://t.co/map", "expanded": "https://example.org/map", "display": "map"}]),
            message("2021-02-03T10:00:00", ana, me, "", mediaUrls=["https://ton.example/1.jpg"]),
            message("2021-02-03T11:00:00", me, ana, "https://t.co/media1", urls=[{"url": "https://t.co/media1",
                    "expanded": "https://twitter.com/messages/media/1", "display": "pic.twitter.com/1"}]),
            message("2024-03-04T12:00:00", me, ana, "When is the next one?",
                    reactions=[{"senderId": ana, "reactionKey": "like", "eventId": snowflake(at("2024-03-04T13:00:00")),
                                "createdAt": "2024-03-04T13:00:00.000Z"}]),
        ],
        f"{me}-{NAMELESS_FRIEND}": [
            message("2016-05-05T08:00:00", NAMELESS_FRIEND, me, "Do you remember the old pier?"),
            message("2016-05-05T09:00:00", me, NAMELESS_FRIEND, "Of course, we should go again"),
            message("2025-05-05T09:00:00", NAMELESS_FRIEND, me, ""),
        ],
        f"{me}-{me}": [message("2017-01-01T00:00:00", me, me, "milk, bread")],
        f"{me}-8008": [message("2019-01-01T10:00:00", "-1", me, "I am leaving this place")],
    }  # fmt: skip


def group() -> list[tuple[datetime, Json]]:
    """One conversation of several, the oldest entry first."""
    me, ana, bo = MARA.number, ANA.number, BO.number
    return [
        event("2017-02-01T08:00:00", "joinConversation", initiatingUserId=ana, participantsSnapshot=[me, ana, bo]),
        event("2017-02-01T08:00:30", "conversationNameUpdate", initiatingUserId=ana, name="Harbour walk"),
        message("2017-02-01T09:00:00", ana, "", "Who comes along?"),
        event("2017-03-01T08:00:00", "participantsJoin", initiatingUserId=ana, userIds=[NAMELESS_MEMBER]),
        message("2017-03-01T09:00:00", me, "", "I do"),
        event("2017-04-01T08:00:00", "participantsLeave", userIds=[bo]),
        message("2022-04-01T09:00:00", NAMELESS_MEMBER, "", "Only three of us now"),
        event("2022-05-01T08:00:00", "conversationNameUpdate", initiatingUserId=me, name="Pier walk"),
        message("2022-05-02T08:00:00", me, "", "New name, old walk"),
        event("2022-05-03T08:00:00", "somethingNew", what="x"),
    ]


FOLLOWING = (ANA.number, BO.number, NAMELESS_FOLLOWED)
FOLLOWERS = (ANA.number, CHIDI.number, NAMELESS_FOLLOWER, NAMELESS_FRIEND)


@dataclass(frozen=True)
class Era:
    """How an archive of a year is laid out. kinds: "tweets" or "tweet", …; wrapped: {"tweet": {…}} around posts."""

    name: str
    day: str
    folder: str
    kinds: tuple[str, str, str]
    wrapped: bool = True
    manifest: bool = False
    parts: int = 1
    spread: str = "\n"

    @property
    def date(self) -> datetime:
        return at(self.day)


ERAS = (
    Era("2018", "2018-06-01", "", ("tweet", "direct-message", "direct-message-group"), wrapped=False, spread=" "),
    Era("2021", "2021-03-20", "data/", ("tweet", "direct-messages", "direct-message-group"), manifest=True),
    Era("2023", "2023-08-15", "data/", ("tweets", "direct-messages", "direct-messages-group"), manifest=True, parts=3),
    Era("2026", "2026-11-20", "data/", ("tweets", "direct-messages", "direct-messages-group"), manifest=True, parts=2),
)


def assigned(kind: str, number: int, items: Sequence[Json], spread: str = "\n") -> str:
    """A file as X writes it: an assignment, and an array spread over lines."""
    name = f"window.YTD.{kind.replace('-', '_')}.part{number}"
    if not items:
        return f"{name} = [ ]"
    inside = f",{spread}".join(
        json.dumps(item, indent=2, ensure_ascii=False, separators=(",", " : ")) for item in items
    )
    return f"{name} = [{spread}{inside}{spread}]"


def files_of(era: Era) -> dict[str, str]:
    """The files of an archive of that era."""
    told = [item for when, item in posts() if when < era.date]
    told.reverse()
    kind_posts, kind_talks, kind_group = era.kinds
    files: dict[str, list[Json]] = {}
    for part in range(era.parts):
        chosen = told[part :: era.parts]
        name = kind_posts if part == 0 else f"{kind_posts}-part{part}"
        files[name] = [{"tweet": one} if era.wrapped else one for one in chosen]
    files[kind_talks] = [_talk(name, entries, era) for name, entries in talks().items()]
    files[kind_group] = [_talk(GROUP, group(), era)]
    mara = {"email": "mara@lindqvist.example", "username": MARA.handle_in(era.date.year), "createdVia": "web",
            "accountId": MARA.number, "createdAt": "2009-01-01T00:00:00.000Z", "accountDisplayName": MARA.name,
            }  # fmt: skip
    files["account"] = [{"account": mara}]
    about = {"bio": "Boats and people", "website": "https://t.co/site", "location": "Malmö"}
    files["profile"] = [{"profile": {"description": about, "avatarMediaUrl": "https://pbs.example/1.jpg"}}]
    files["following"] = [_follow("following", number, era) for number in (*FOLLOWING, "-1")]
    files["follower"] = [_follow("follower", number, era) for number in FOLLOWERS]
    files["like"] = [{"like": {"tweetId": "99", "fullText": "a secret like", "expandedUrl": "https://twitter.com/i/1"}}]
    files["ip-audit"] = [{"ipAudit": {"accountId": MARA.number, "loginIp": "192.0.2.1"}}]
    files["ad-engagements"] = [{"ad": {"adsUserData": {"secret": "advertiser"}}}]
    files["block"] = []
    files["saved-search"] = [
        {"savedSearch": {"savedSearchId": "1", "query": "a secret search"}},
        {"savedSearch": {"savedSearchId": "2", "query": f"secret from:{ELIF.handle} OR @nobody_at_all"}},
    ]
    files["lists-created"] = [_list(era, MARA.handle_in(era.date.year), "boat-builders")]
    files["lists-subscribed"] = [_list(era, BO.handle_in(era.date.year), "harbours")]
    files["lists-member"] = [_list(era, "somebody", "secret-list-of-people")]
    if era.date.year >= 2021:
        change = {"changedAt": "2020-01-01T00:00:00.000Z", "changedFrom": MARA.before, "changedTo": MARA.handle}
        files["screen-name-change"] = [{"screenNameChange": {"accountId": MARA.number, "screenNameChange": change}}]
    if era.date.year >= 2023:
        files["note-tweet"] = [_note(1, "2023-06-07T19:00:00", LONG), _note(2, "2023-06-08T19:00:00", "to nobody")]
        files["deleted-tweets"] = [{"tweet": post("2023-08-01T10:00:00", "@elif_s forget it", mention(ELIF, 2023))[1]}]
        files["community-tweet"] = [{"tweet": post("2023-07-01T10:00:00", "@Gita_Raman yes", mention(GITA, 2023))[1]}]
        files["direct-message-headers"] = files[kind_talks]
    if era.date.year >= 2026:
        files["spaces-metadata"] = [{"spacesMetadata": {
            "id": "1zqKVPlQNApJB", "creatorUserId": MARA.number, "hostUserIds": [MARA.number, BO.number],
            "speakers": [{"userId": GITA.number}, {"userId": MARA.number}], "invitedUserIds": [CHIDI.number],
            "createdAt": "2025-05-05T18:00:00.000Z", "title": "Boats of the north"}}]  # fmt: skip
        files["grok-chat-item"] = [{"grokChatItem": {"message": "a secret question"}}]
    made = {}
    for name, listed in files.items():
        kind, _, number = name.partition("-part")
        made[f"{era.folder}{name}.js"] = assigned(kind, int(number or 0), listed, era.spread)
    if era.manifest:
        made[f"{era.folder}manifest.js"] = _manifest(era, files)
        made["Your archive.html"] = "<!doctype html><title>Your archive</title>"
        made[f"{era.folder}README.txt"] = f"@{MARA.handle} {MARA.number}\n"
    return made


def _talk(name: str, entries: Iterable[tuple[datetime, Json]], era: Era) -> Json:
    told = [item for when, item in entries if when < era.date]
    if era.date.year < 2020:
        told = [
            {kind: {key: value for key, value in body.items() if key not in ("reactions", "urls")}}
            for item in told
            for kind, body in item.items()
        ]
    return {"dmConversation": {"conversationId": name, "messages": told[::-1]}}


def _follow(word: str, number: str, era: Era) -> Json:
    if era.date.year < 2020:
        return {word: {"accountId": number}}
    return {word: {"accountId": number, "userLink": f"https://twitter.com/intent/user?user_id={number}"}}


def _list(era: Era, owner: str, name: str) -> Json:
    link = f"https://twitter.com/{owner}/lists/{name}"
    return {"userListInfo": {"url": link} if era.wrapped else {"urls": [link]}}


def _note(number: int, when: str, text: str) -> Json:
    written = f"{at(when):%Y-%m-%dT%H:%M:%S}.000Z"
    core = {"styletags": [], "urls": [], "text": text, "mentions": [], "cashtags": [], "hashtags": []}
    return {"noteTweet": {"noteTweetId": str(number), "updatedAt": written, "lifecycle": {"value": "Published"},
                          "createdAt": written, "core": core}}  # fmt: skip


def _manifest(era: Era, files: dict[str, list[Json]]) -> str:
    types: dict[str, Json] = {}
    for name, items in files.items():
        kind, _, part = name.partition("-part")
        words = kind.split("-")
        entry = types.setdefault(words[0] + "".join(word.title() for word in words[1:]), {"files": []})
        entry["files"].append(
            {
                "fileName": f"{era.folder}{name}.js",
                "globalName": f"YTD.{kind.replace('-', '_')}.part{part or 0}",
                "count": str(len(items)),
            }
        )
    config = {
        "userInfo": {"accountId": MARA.number, "userName": MARA.handle, "displayName": MARA.name},
        "archiveInfo": {
            "sizeBytes": "100000",
            "generationDate": f"{era.date:%Y-%m-%dT%H:%M:%S}.000Z",
            "isPartialArchive": False,
            "maxPartSizeBytes": "53687091200",
        },
        "dataTypes": types,
    }
    return "window.__THAR_CONFIG = " + json.dumps(config, indent=2, separators=(",", " : "))


def grailbird() -> dict[str, str]:
    """The archive as it was until August 2018: a file for each month."""
    details = {
        "screen_name": MARA.before,
        "location": "Malmö",
        "full_name": MARA.name,
        "bio": "Boats",
        "id": MARA.number,
    }
    files = {"data/js/user_details.js": "var user_details = " + json.dumps(details, indent=2)}
    for when, item in posts():
        if when >= at("2018-04-01"):
            continue
        old = {
            "source": "web",
            "entities": {"user_mentions": item["entities"]["user_mentions"], "media": [], "hashtags": [], "urls": []},
            "geo": {},
            "id_str": item["id_str"],
            "text": item["full_text"].replace("&amp;", "&"),
            "id": int(item["id_str"]),
            "created_at": f"{when:%Y-%m-%d %H:%M:%S} +0000",
            "user": {"name": MARA.name, "screen_name": MARA.before, "id_str": MARA.number, "id": int(MARA.number)},
        } | {key: value for key, value in item.items() if key.startswith("in_reply_to")}
        month = f"{when:%Y_%m}"
        files[f"data/js/tweets/{month}.js"] = f"Grailbird.data.tweets_{month} =\n " + json.dumps([old], indent=2)
    files["tweets.csv"] = '"tweet_id","in_reply_to_status_id","in_reply_to_user_id","timestamp","source","text"\n'
    return files


def damaged(files: dict[str, str]) -> dict[str, str]:
    """The same archive after a bad day: a line lost, a quote lost, a file cut off, one that is another's."""
    result = dict(files)
    for name, text in files.items():
        base = name.rpartition("/")[2]
        if base.startswith(("direct-message-group", "direct-messages-group")):
            result[name] = text[: len(text) * 2 // 3]
        elif base in ("direct-messages.js", "direct-message.js"):
            result[name] = text.replace('"senderId" : "2001"', '"senderId" : "2001', 1)
        elif base in ("tweet.js", "tweets.js"):
            lines = text.splitlines(keepends=True)
            place = next(number for number, line in enumerate(lines) if '"created_at"' in line)
            result[name] = "".join((*lines[:place], '  "created_at" : Wed Oct,\n', *lines[place + 1 :]))
        elif base == "follower.js":
            result[name] = text.replace(f'"accountId" : "{CHIDI.number}"', '"accountId" : {"deep" : [[[]]]}').replace(
                f"user_id={CHIDI.number}", "user_id="
            )
        elif base == "following.js":
            result[name] = text.replace('"following"', '"followed \\ud800"', 1)
        elif base == "lists-created.js":
            result[name] = text.replace("/lists/", "/moments/")
        elif base == "profile.js":
            result[name] = "window.YTD.profile.part0 = "
    return result


def write_eras(target: Path = HERE) -> None:
    """All the small archives, below one folder."""
    shutil.rmtree(target, ignore_errors=True)
    for era in ERAS:
        _write(target / era.name, files_of(era))
        _write(target / f"{era.name}-damaged", damaged(files_of(era)))
    _write(target / "grailbird", grailbird())


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


# ------------------------------------------------------------------------------------------------- any size

_SENTENCE = (
    "we should meet soon about the harbour project and talk over coffee next week when the new boats are here thanks "
    "for the photos of the fair how is the family has the move to Porto gone well please send me the address again"
)
_GIVEN = "Ana Bo Chidi Dana Elif Femi Gita Hugo Ines Jonas Kira Luca Maya Nils Oona Petra Quim Rosa Sami Tove"
_FAMILY = "Duarte Håkansson Okoro Weiss Şahin Novak Brandt Raman Solberg Vogel Lindgren Costa Petit Moretti"
GIVEN, FAMILY, WORDS = (text.split() for text in (_GIVEN, _FAMILY, _SENTENCE))
_START = at("2012-01-01")
_SECONDS = int((at("2026-11-19") - _START).total_seconds())


def write_archive(target: Path, people: int, posts: int, messages: int, seed: int = 1) -> Path:
    """A zip as of 20 November 2026 with so many accounts, posts in parts of 100,000, and messages in 1,000 talks."""
    dice = random.Random(seed)
    everyone = [
        Account(str(2_000 + number), f"user{number}", "", f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}")
        for number in range(people)
    ]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:

        def add(name: str, kind: str, part: int, items: Iterator[Json]) -> None:
            info = zipfile.ZipInfo(f"data/{name}.js", (2026, 11, 20, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            with packed.open(info, "w", force_zip64=True) as file:
                file.write(f"window.YTD.{kind}.part{part} = [\n".encode())
                for number, item in enumerate(items):
                    text = json.dumps(item, indent=2, ensure_ascii=False, separators=(",", " : "))
                    file.write((",\n" if number else "").encode() + text.encode())
                file.write(b"\n]")

        mara = {"email": "mara@lindqvist.example", "username": MARA.handle, "accountId": MARA.number,
                "accountDisplayName": MARA.name}  # fmt: skip
        add("account", "account", 0, iter([{"account": mara}]))
        for word in ("following", "follower"):
            numbers = (one.number for one in everyone[:: 2 if word == "following" else 1])
            add(word, word, 0, ({word: {"accountId": number, "userLink": ""}} for number in numbers))
        for part, begin in enumerate(range(0, posts, 100_000)):
            count = min(100_000, posts - begin)
            name = "tweets" if part == 0 else f"tweets-part{part}"
            add(name, "tweets", part, _many_posts(everyone, begin, count, posts, dice))
        add("direct-messages", "direct_messages", 0, _many_talks(everyone, messages, dice))
    return target


def _many_posts(everyone: Sequence[Account], begin: int, count: int, total: int, dice: random.Random) -> Iterator[Json]:
    for number in range(begin, begin + count):
        when = _START + timedelta(seconds=_SECONDS * (total - number) // (total + 1))
        text, who = " ".join(dice.choices(WORDS, k=dice.randrange(3, 40))), dice.choice(everyone)
        kind = dice.random()
        if kind < 0.4:
            made = post(
                f"{when:%Y-%m-%dT%H:%M:%S}", f"@{who.handle} {text}", mention(who, 2024), answers=answer(who, 2024)
            )
        elif kind < 0.55:
            made = post(f"{when:%Y-%m-%dT%H:%M:%S}", f"RT @{who.handle}: {text}", mention(who, 2024))
        elif kind < 0.7:
            made = post(f"{when:%Y-%m-%dT%H:%M:%S}", f"{text} @{who.handle}", mention(who, 2024))
        else:
            made = post(f"{when:%Y-%m-%dT%H:%M:%S}", text)
        made[1]["id"] = made[1]["id_str"] = snowflake(when, number)
        yield {"tweet": made[1]}


def _many_talks(everyone: Sequence[Account], count: int, dice: random.Random) -> Iterator[Json]:
    talks = min(1_000, len(everyone), max(1, count))
    for talk in range(talks):
        who = everyone[-1 - talk]
        told = []
        size = count // talks + (talk < count % talks)
        for number in range(size):
            when = _START + timedelta(seconds=_SECONDS * (size - number) // (size + 1))
            sides = (MARA.number, who.number) if dice.random() < 0.5 else (who.number, MARA.number)
            text = " ".join(dice.choices(WORDS, k=dice.randrange(1, 40)))
            made = message(f"{when:%Y-%m-%dT%H:%M:%S}", *sides, text)[1]
            made["messageCreate"]["id"] = snowflake(when, talk * 1000 + number % 1000)
            told.append(made)
        yield {"dmConversation": {"conversationId": f"{MARA.number}-{who.number}", "messages": told}}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("target", nargs="?", type=Path)
    arguments.add_argument("--people", type=int, default=5_000)
    arguments.add_argument("--posts", type=int, default=10_000)
    arguments.add_argument("--messages", type=int, default=5_000)
    asked = arguments.parse_args()
    if asked.target is None:
        write_eras()
    else:
        write_archive(asked.target, asked.people, asked.posts, asked.messages)
