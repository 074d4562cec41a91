"""Make archives of Google Chat, Hangouts, Slack, Discord and Google Voice about made-up people: the small ones of every
era and form below tests/exports, and a Google Chat of any size.

python tests/exports/make_chats.py                                             writes them anew
python tests/exports/make_chats.py takeout-20261120T101112Z-001.zip --messages 200000

The same call, the same bytes. Mara Lindqvist is the owner everywhere.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Json = Any
Files = dict[str, bytes]

MARA = ("Mara Lindqvist", "mara@northwind.example")
ANA = ("Ana Duarte", "ana.duarte@tailspin.example")
BO = ("Bo Håkansson", "bo@lumen.example")
CHIDI = ("Chidi Okoro", "chidi@fabrikam.example")
ELIF = ("Elif Şahin", "elif@contoso.example")
GAIA = "104500000000000000001"


def dumped(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --------------------------------------------------------------------------------------------------- Google Chat


def chatter(who: Sequence[str], kind: str = "Human") -> Json:
    return {"name": who[0], "email": who[1], "user_type": kind}


def english(when: datetime, blank: str = "\u202f") -> str:
    hour, half = when.hour % 12 or 12, "AM" if when.hour < 12 else "PM"
    return f"{when:%A}, {when:%B} {when.day}, {when.year} at {hour}:{when:%M:%S}{blank}{half} UTC"


_MONATE = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
           "Dezember")  # fmt: skip
_TAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def german(when: datetime) -> str:
    return f"{_TAGE[when.weekday()]}, {when.day}. {_MONATE[when.month - 1]} {when.year} um {when:%H:%M:%S} UTC"


def chat(who: Sequence[str], when: str, text: str, number: str = "", *, written: str = "", **more: Any) -> Json:
    """A message; number: "group/topic/message", as archives since 2021 have it."""
    value: Json = {"creator": chatter(who), "created_date": written or english(at(when))}
    if text:
        value["text"] = text
    value |= more
    if number:
        value |= {"topic_id": number.split("/")[1], "message_id": number}
    return value


def deleted(number: str) -> Json:
    return {
        "topic_id": number.split("/")[1],
        "message_id": number,
        "message_state": "DELETED",
        "deletion_metadata": {"deletion_type": "CREATOR"},
    }


DM, SPACE, HALL, GONE = "k2fNaAAAAAE", "AAAAbQ3xYzs", "AAAAhallHal", "q9zGoAAAAAE"


def user(groups: Sequence[str], who: Sequence[str] = MARA) -> Json:
    memberships = [{"group_name": "", "group_id": one, "membership_state": "MEMBER_JOINED"} for one in groups]
    return {"user": chatter(who), "membership_info": memberships}


def google_chat_2021() -> Files:
    """With its wrapper; the blank before AM and PM is a plain one, and messages have their ids."""
    talk = [
        chat(MARA, "2021-03-02T09:15:32", "Ana, did the samples arrive?", f"{DM}/t1/t1"),
        chat(ANA, "2021-03-02T12:05:00", "They did! Shall we talk on Friday?", f"{DM}/t2/t2"),
        chat(ANA, "2021-03-02T12:05:40", "", f"{DM}/t3/t3", attached_files=[
            {"original_name": "samples.jpg", "export_name": "File-samples.jpg"}]),
        chat(MARA, "2021-03-02T00:10:09", "Friday it is", f"{DM}/t4/t4"),
        chat(ANA, "2021-03-02T12:06:10", "Shall I bring Bo along?", f"{DM}/t4/t44"),
    ]  # fmt: skip
    space = [
        chat(BO, "2021-04-10T08:00:00", "Welcome to the *harbour* project", f"{SPACE}/a1/a1"),
        chat(MARA, "2021-04-10T08:01:30", "Glad to be here", f"{SPACE}/a1/a2"),
        chat(CHIDI, "2021-04-11T17:45:10", "I leave you at the end of the month", f"{SPACE}/b1/b1"),
    ]
    for value in talk + space:
        value["created_date"] = value["created_date"].replace("\u202f", " ")
    home = "Takeout/Google Chat"
    return {
        f"{home}/Users/User {GAIA}/user_info.json": dumped(user([f"DM {DM}", f"Space {SPACE}"])),
        f"{home}/Groups/DM {DM}/group_info.json": dumped({"members": [chatter(ANA), chatter(MARA)]}),
        f"{home}/Groups/DM {DM}/messages.json": dumped({"messages": talk}),
        f"{home}/Groups/Space {SPACE}/group_info.json": dumped(
            {"name": "Harbour", "members": [chatter(BO), chatter(MARA), chatter(CHIDI)]}
        ),
        f"{home}/Groups/Space {SPACE}/messages.json": dumped({"messages": space}),
        "Takeout/archive_browser.html": b"<html><title>Archive</title></html>\n",
    }


def google_chat_2020_german() -> Files:
    """Without its wrapper, without ids, in German; the account is known by being everywhere."""
    talk = [
        chat(MARA, "", "Ana, did the samples arrive?", written=german(at("2021-03-02T09:15:32"))),
        chat(ANA, "", "They did! Shall we talk on Friday?", written=german(at("2021-03-02T12:05:00"))),
        chat(ELIF, "", "Wer bin ich?", written="gestern"),
    ]
    space = [chat(BO, "", "Guten Morgen", written=german(at("2020-12-24T07:30:00")), topic_id="x1")]
    return {
        f"Google Chat/Gruppen/DM {DM}/group_info.json": dumped({"members": [chatter(ANA), chatter(MARA)]}),
        f"Google Chat/Gruppen/DM {DM}/messages.json": dumped({"messages": talk}),
        f"Google Chat/Gruppen/Space {SPACE}/group_info.json": dumped(
            {"name": "Gruppenchat", "members": [chatter(BO), chatter(MARA)]}
        ),
        f"Google Chat/Gruppen/Space {SPACE}/messages.json": dumped({"messages": space}),
    }


def google_chat_2024() -> Files:
    """Everything there is: reactions, apps, deleted messages, calls, people who left, and a space of sixty people."""
    earlier = json.loads(google_chat_2021()[f"Takeout/Google Chat/Groups/DM {DM}/messages.json"])["messages"]
    for value in earlier:
        value["created_date"] = value["created_date"].replace(" AM", "\u202fAM").replace(" PM", "\u202fPM")
    earlier[1]["reactions"] = [{"emoji": {"unicode": "👍"}, "reactor_emails": [MARA[1], ANA[1]]}]
    app = ("Drive", "drive@bots.example")
    talk = [
        *earlier,
        deleted(f"{DM}/t5/t5"),
        chat(ANA, "2024-01-05T16:20:00", "See https://northwind.example/plan &amp; tell me", f"{DM}/t6/t6"),
        chat(MARA, "2024-01-05T16:21:00", "", f"{DM}/t7/t7", annotations=[{"start_index": 0, "length": 0,
             "video_call_metadata": {"meeting_space": {"meeting_code": "abc-defg-hij",
                                                       "meeting_url": "https://meet.google.com/abc-defg-hij"}}}]),
        {**chat(app, "2024-01-05T16:22:00", "Ana shared a file", f"{DM}/t8/t8"), "creator": chatter(app, "Bot")},
        chat(ANA, "2024-01-05T16:23:00", "", f"{DM}/t9/t9"),
    ]  # fmt: skip
    space = [
        *json.loads(google_chat_2021()[f"Takeout/Google Chat/Groups/Space {SPACE}/messages.json"])["messages"],
        chat(ELIF, "2024-02-01T10:00:00", "Chidi's work is mine now", f"{SPACE}/c1/c1", attached_files=[
            {"original_name": "plan.pdf", "export_name": "File-plan.pdf"},
            {"original_name": "budget.xlsx", "export_name": "File-budget.xlsx"}]),
    ]  # fmt: skip
    people = [(f"Guest {n}", f"guest{n}@hall.example") for n in range(60)]
    hall = [
        chat(people[3], "2024-03-01T09:00:00", "Good morning everybody", f"{HALL}/m1/m1"),
        chat(people[4], "2024-03-01T09:10:00", "Who knows a printer in Lisbon?", f"{HALL}/m2/m2"),
        chat(MARA, "2024-03-01T09:12:00", "Lumen Press, ask for Ines", f"{HALL}/m2/m3"),
        chat(people[5], "2024-03-01T09:15:00", "Second that", f"{HALL}/m2/m4"),
    ]
    gone = [
        {"creator": {"user_type": "Human"}, "created_date": english(at("2019-05-06T07:08:09")), "text": "Farewell",
         "topic_id": "g1", "message_id": f"{GONE}/g1/g1"},
        chat(MARA, "2019-05-06T07:09:00", "All the best", f"{GONE}/g2/g2"),
        {"creator": {"name": "Gita Raman", "user_type": "Human"}, "created_date": english(at("2019-05-07T07:08:09")),
         "text": "Thanks", "topic_id": "g3", "message_id": f"{GONE}/g3/g3"},
    ]  # fmt: skip
    home = "Takeout/Google Chat"
    left = {"name": "", "email": "", "user_type": "Human"}
    return {
        f"{home}/Users/User {GAIA}/user_info.json": dumped(user([DM, SPACE, HALL, GONE])),
        f"{home}/Groups/DM {DM}/group_info.json": dumped({"members": [chatter(ANA), chatter(MARA)]}),
        f"{home}/Groups/DM {DM}/messages.json": dumped({"messages": talk}),
        f"{home}/Groups/Space {SPACE}/group_info.json": dumped(
            {"name": "Harbour", "members": [chatter(BO), chatter(MARA), chatter(ELIF), chatter(app, "Bot"), left]}
        ),
        f"{home}/Groups/Space {SPACE}/messages.json": dumped({"messages": space}),
        f"{home}/Groups/Space {SPACE}/File-plan.pdf": b"%PDF-1.7\n",
        f"{home}/Groups/Space {HALL}/group_info.json": dumped(
            {"name": "Town hall", "members": [chatter(MARA), *map(chatter, people)]}
        ),
        f"{home}/Groups/Space {HALL}/messages.json": dumped({"messages": hall}),
        f"{home}/Groups/DM {GONE}/group_info.json": dumped({"members": [chatter(MARA)]}),
        f"{home}/Groups/DM {GONE}/messages.json": dumped({"messages": gone}),
        "Takeout/archive_browser.html": b"<html><title>Archive</title></html>\n",
    }


def google_chat_damaged() -> Files:
    """The same with a file cut, one broken in the middle, an empty one, and the account's file unreadable."""
    files = google_chat_2024()
    home = "Takeout/Google Chat"
    talk = files[f"{home}/Groups/DM {DM}/messages.json"]
    files[f"{home}/Groups/DM {DM}/messages.json"] = talk[: len(talk) * 2 // 3]
    space = files[f"{home}/Groups/Space {SPACE}/messages.json"]
    files[f"{home}/Groups/Space {SPACE}/messages.json"] = space.replace(b'"text": "Glad', b'"text": Glad', 1)
    files[f"{home}/Users/User {GAIA}/user_info.json"] = b'{"user": {"name": "Mara Lindqvist", "email": "mara@north'
    files[f"{home}/Groups/DM {GONE}/group_info.json"] = b'{"members": ['
    files[f"{home}/Groups/Space AAAAempty00/messages.json"] = b""
    files[f"{home}/Groups/Space AAAAempty00/group_info.json"] = dumped({"name": "Nothing", "members": []})
    return files


# ------------------------------------------------------------------------------------------------------ Hangouts

_IDS = {"mara": GAIA, "ana": "104500000000000000002", "bo": "104500000000000000003", "phone": "104500000000000000009"}


def micro(when: str, more: int = 532) -> str:
    return str(int(at(when).timestamp()) * 1_000_000 + 190_000 + more)


def party(who: str, name: str = "", **more: Any) -> Json:
    value: Json = {"id": {"gaia_id": _IDS[who], "chat_id": _IDS[who]}, "invitation_status": "ACCEPTED_INVITATION"}
    return value | ({"fallback_name": name} if name else {}) | more


def header(conversation: str, people: Sequence[Json], name: str = "") -> Json:
    return {
        "conversation_id": {"id": conversation},
        "conversation": {
            "id": {"id": conversation},
            "type": "GROUP" if len(people) > 2 else "STICKY_ONE_TO_ONE",
            **({"name": name} if name else {}),
            "self_conversation_state": {
                "self_read_state": {
                    "participant_id": {"gaia_id": _IDS["mara"], "chat_id": _IDS["mara"]},
                    "latest_read_timestamp": "0",
                },
                "status": "ACTIVE",
            },
            "participant_data": list(people),
        },
    }


def event(conversation: str, who: str, when: str, number: str, **what: Any) -> Json:
    return {
        "conversation_id": {"id": conversation},
        "sender_id": {"gaia_id": _IDS[who], "chat_id": _IDS[who]},
        "timestamp": micro(when),
        **what,
        "event_id": number,
        "event_type": "REGULAR_CHAT_MESSAGE" if "chat_message" in what else "HANGOUT_EVENT",
    }


def words(*segments: tuple[str, str], attachment: str = "") -> Json:
    content: Json = {}
    if segments:
        content["segment"] = [{"type": kind, "text": text} for kind, text in segments]
    if attachment:
        content["attachment"] = [{"embed_item": {"type": [attachment], "id": "x"}}]
    return {"chat_message": {"message_content": content}}


def ended(seconds: int) -> Json:
    return {"hangout_event": {"event_type": "END_HANGOUT", "hangout_duration_secs": str(seconds)}}


def hangouts_talks() -> list[tuple[Json, list[Json]]]:
    two, group, texts = "UgxAAAAAAAAAAAAAAAA", "UgzBBBBBBBBBBBBBBBB", "UgwCCCCCCCCCCCCCCCC"
    both = [party("mara", "Mara Lindqvist"), party("ana", "Ana Duarte")]
    phone = party("phone", "+1 202-555-0143", participant_type="OFF_NETWORK_PHONE",
                  phone_number={"e164": "+12025550143"})  # fmt: skip
    asked = words(("TEXT", "Are you in Lisbon"), ("LINE_BREAK", "\n"), ("TEXT", "next week?"))
    told = words(("TEXT", "Yes: "), ("LINK", "https://example.org/map"))
    renamed = {"conversation_rename": {"old_name": "", "new_name": "Boat trip"}}
    return [
        (
            header(two, both),
            [
                event(two, "mara", "2014-05-01T18:00:00", "e1", **asked),
                event(two, "ana", "2014-05-01T18:02:10", "e2", **told),
                event(two, "ana", "2014-05-02T09:00:00", "e3", **words(attachment="PLUS_PHOTO")),
                event(two, "ana", "2014-05-03T10:00:00", "e4", hangout_event={"event_type": "START_HANGOUT"}),
                event(two, "ana", "2014-05-03T10:20:00", "e5", **ended(1200)),
                event(two, "mara", "2014-05-04T10:20:00", "e6", **ended(0)),
                event(two, "mara", "2014-05-05T10:20:00", "e7", **words()),
            ],
        ),
        (
            header(group, [*both, party("bo")], "Boat trip"),
            [
                event(group, "bo", "2015-07-01T07:00:00", "g1", **words(("TEXT", "Who brings the sail?"))),
                event(group, "mara", "2015-07-01T07:05:00", "g2", **words(("TEXT", "I do"))),
                event(group, "bo", "2015-07-02T07:00:00", "g3", membership_change={"type": "LEAVE"}),
                event(group, "bo", "2015-07-02T08:00:00", "g4", **renamed),
            ],
        ),
        (
            header(texts, [both[0], phone]),
            [event(texts, "phone", "2016-01-01T00:00:01", "s1", **words(("TEXT", "Happy new year!")))],
        ),
    ]


def hangouts_2014() -> Files:
    """As Takeout wrote it until 2018, in the folder of its product."""
    states = [
        {"conversation_id": head["conversation_id"], "response_header": {"status": "OK"},
         "conversation_state": {"conversation_id": head["conversation_id"], "conversation": head["conversation"],
                                "event": events}}
        for head, events in hangouts_talks()[:2]
    ]  # fmt: skip
    value = {"continuation_end_timestamp": "0", "conversation_state": states}
    return {"Takeout/Hangouts/Hangouts.json": dumped(value)}


def hangouts_2021() -> Files:
    value = {"conversations": [{"conversation": head, "events": events} for head, events in hangouts_talks()]}
    return {
        "Takeout/Hangouts/Hangouts.json": dumped(value),
        "Takeout/archive_browser.html": b"<html><title>Archive</title></html>\n",
    }


def hangouts_moved() -> Files:
    """One message that Google Chat has too, where Google moved it."""
    two = "UgxDDDDDDDDDDDDDDDD"
    head = header(two, [party("mara", "Mara Lindqvist"), party("ana", "Ana Duarte")])
    events = [
        event(two, "mara", "2021-03-02T09:15:32", "m1", **words(("TEXT", "Ana, did the samples arrive?"))),
        event(two, "ana", "2021-03-02T12:05:00", "m2", **words(("TEXT", "They did! Shall we talk on Friday?"))),
        event(two, "ana", "2021-03-02T12:05:40", "m3", **words(attachment="PLUS_PHOTO")),
        event(two, "ana", "2021-03-02T12:06:10", "m4", **words(("TEXT", "Shall I bring Bo along?"))),
    ]
    return {"Hangouts.json": dumped({"conversations": [{"conversation": head, "events": events}]})}


def hangouts_damaged() -> Files:
    data = hangouts_2021()["Takeout/Hangouts/Hangouts.json"]
    data = data.replace(b'"timestamp": "', b'"timestamp": x"', 2)
    return {"Takeout/Hangouts/Hangouts.json": data[: len(data) * 9 // 10]}


# --------------------------------------------------------------------------------------------------------- Slack

TEAM = "T01NORTH"


def slack_user(number: str, name: str, real: str, mail: str = "", **more: Any) -> Json:
    profile = {"real_name": real, "display_name": name, "team": TEAM, "image_72": "https://avatars.example/72.png"}
    if mail:
        profile["email"] = mail
    profile |= more.pop("profile", {})
    return {"id": number, "team_id": TEAM, "name": name, "deleted": False, "real_name": real, "profile": profile,
            "is_bot": False, "is_admin": False, "is_owner": False, "is_primary_owner": False} | more  # fmt: skip


def slack_users(owners: int = 1) -> list[Json]:
    owner = {"is_admin": True, "is_owner": True}
    return [
        slack_user("U0ANA", "ana", "Ana Duarte", ANA[1], profile={"title": "Buyer", "phone": "+351 21 123 4567"},
                   **(owner if owners > 1 else {})),
        slack_user("U0MARA", "mara", "Mara Lindqvist", MARA[1], is_primary_owner=True, **owner),
        slack_user("U0BO", "bo", "Bo Håkansson", BO[1], profile={"title": "Founder", "first_name": "Bo",
                   "last_name": "Håkansson"}),
        slack_user("U0CHIDI", "chidi", "Chidi Okoro", deleted=True),
        slack_user("U0DRIVE", "drive", "Google Drive", is_bot=True),
        slack_user("USLACKBOT", "slackbot", "Slackbot"),
    ]  # fmt: skip


def slack_ts(when: str, more: str = "000200") -> str:
    return f"{int(at(when).timestamp())}.{more}"


def slack(who: str, when: str, text: str, more: str = "000200", **what: Any) -> Json:
    return {"client_msg_id": "00000000-aaaa", "type": "message", "user": who, "text": text, "team": TEAM,
            "ts": slack_ts(when, more)} | what  # fmt: skip


def channel(number: str, name: str, *members: str) -> Json:
    return {"id": number, "name": name, "created": 1500000000, "members": list(members), "topic": {"value": ""}}


def slack_channels() -> Files:
    """A public channel: what concerns Mara in it, and what does not."""
    root = slack_ts("2023-02-01T10:00:00")
    return {
        "general/2023-02-01.json": dumped([
            slack("U0BO", "2023-02-01T09:00:00", "<@U0BO> has joined the channel", subtype="channel_join"),
            slack("U0ANA", "2023-02-01T09:30:00", "Lunch anybody?"),
            slack("U0BO", "2023-02-01T10:00:00", "Who can print posters?", thread_ts=root, reply_count=3,
                  reply_users=["U0MARA", "U0ANA"]),
            slack("U0MARA", "2023-02-01T10:05:00", "Lumen Press can", thread_ts=root, parent_user_id="U0BO"),
            slack("U0ANA", "2023-02-01T11:00:00", "<@U0MARA> &amp; <@U0BO|bo>: see <https://lumen.example|their page>",
                  reactions=[{"name": "+1", "users": ["U0MARA", "U0BO"], "count": 2}]),
        ]),
        "general/2023-02-02.json": dumped([
            slack("U0BO", "2023-02-02T08:00:00", "They were good", thread_ts=root, parent_user_id="U0BO"),
            slack("U0MARA", "2023-02-02T09:00:00", "Thank you <@U0ANA>!", files=[{"id": "F1", "name": "poster.png",
                  "mimetype": "image/png"}]),
            slack("U0MARA", "2023-02-02T09:10:00", "To all: <!here> the door is open"),
            {"type": "message", "subtype": "bot_message", "text": "A file was shared", "bot_id": "B01",
             "username": "drive", "ts": slack_ts("2023-02-02T10:00:00")},
            {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.",
             "ts": slack_ts("2023-02-02T11:00:00")},
        ]),
    }  # fmt: skip


def slack_2019() -> Files:
    """A standard export: public channels alone, and one owner, who must have asked for it."""
    return {
        "users.json": dumped(slack_users()),
        "channels.json": dumped([channel("C0GENERAL", "general", "U0MARA", "U0ANA", "U0BO")]),
        "integration_logs.json": dumped([]),
        **slack_channels(),
    }


def slack_2024() -> Files:
    """With direct messages, groups and private channels, as larger plans have them; in the folder of the zip's name."""
    huddle = {"type": "message", "subtype": "huddle_thread", "user": "USLACKBOT", "text": "A huddle started",
              "ts": slack_ts("2024-05-06T12:00:00"), "room": {"id": "R1", "created_by": "U0ANA",
              "date_start": 1715000400, "date_end": 1715001000, "participants": [],
              "participant_history": ["U0ANA", "U0MARA"]}}  # fmt: skip
    files = {
        "users.json": dumped(slack_users(owners=2)),
        "channels.json": dumped([channel("C0GENERAL", "general", "U0MARA", "U0ANA", "U0BO")]),
        "groups.json": dumped([channel("G0PLANS", "plans", "U0MARA", "U0BO")]),
        "dms.json": dumped([{"id": "D0ANA", "created": 1, "members": ["U0MARA", "U0ANA"]},
                            {"id": "D0BO", "created": 1, "members": ["U0BO", "U0MARA"]}]),
        "mpims.json": dumped([channel("G0THREE", "mpdm-mara--ana--chidi-1", "U0MARA", "U0ANA", "U0CHIDI")]),
        "integration_logs.json": dumped([]),
        "canvases.json": dumped([]),
        **slack_channels(),
        "D0ANA/2024-05-06.json": dumped([
            slack("U0MARA", "2024-05-06T09:00:00", "Ana, the price list?"),
            slack("U0ANA", "2024-05-06T09:01:00", "Tomorrow, promised", edited={"user": "U0ANA", "ts": "1"},
                  reactions=[{"name": "tada", "users": ["U0MARA"], "count": 1}]),
            huddle,
        ]),
        "D0BO/2024-05-07.json": dumped([
            slack("U0BO", "2024-05-07T09:00:00", "", files=[{"id": "F2", "name": "boat.mp4"}], upload=True),
            slack("U0BO", "2024-05-07T09:00:00", "and the words", more="000300"),
        ]),
        "mpdm-mara--ana--chidi-1/2024-05-08.json": dumped([
            slack("U0CHIDI", "2024-05-08T09:00:00", "My last day"),
            slack("U0DRIVE", "2024-05-08T09:30:00", "I am a bot", bot_id="B01"),
        ]),
        "plans/2024-05-09.json": dumped([slack("U0BO", "2024-05-09T09:00:00", "<@U0MARA> your turn")]),
    }  # fmt: skip
    return {f"Northwind Slack export Jan 1 2023 - May 9 2024/{name}": data for name, data in files.items()}


def slack_org() -> Files:
    """Of an organisation with two owners: nothing in it says whose export it is. A guest writes who is in no list."""
    guest = slack("U9GUEST", "2023-02-03T08:00:00", "<@U0MARA> hello from Contoso", user_profile={
        "real_name": "Elif Şahin", "display_name": "elif"})  # fmt: skip
    return {
        "org_users.json": dumped(slack_users(owners=2)),
        "channels.json": dumped([channel("C0GENERAL", "general", "U0MARA", "U0ANA", "U0BO")]),
        **slack_channels(),
        "general/2023-02-03.json": dumped([guest]),
    }


def slack_damaged() -> Files:
    files = {name.partition("/")[2]: data for name, data in slack_2024().items()}
    files["users.json"] = files["users.json"].replace(b'"U0CHIDI"', b'U0CHIDI"', 1)
    files["general/2023-02-01.json"] = files["general/2023-02-01.json"][:-400]
    files["D0ANA/2024-05-06.json"] = files["D0ANA/2024-05-06.json"].replace(b'"ts"', b'"tz"', 1)
    files["D0BO/2024-05-07.json"] = b""
    files["dms.json"] = files["dms.json"][:-40]
    return files


def slack_text() -> Files:
    lines = "[2024-05-06 09:00:00] mara: Ana, the price list?\n[2024-05-06 09:01:00] ana: Tomorrow, promised\n"
    return {"channels/general.txt": b"[2023-02-01 09:30:00] ana: Lunch anybody?\n", "dms/ana.txt": lines.encode()}


# ------------------------------------------------------------------------------------------------------- Discord

_DISCORD = {"mara": "100000000000000001", "ana": "200000000000000002", "bo": "9223372036854775801"}
_DISCORD["bo"] = "922337203685477580"  # more than a double of JavaScript holds


def discord_id(when: str, more: int = 0) -> int:
    """As Discord numbers what is written then."""
    return (int(at(when).timestamp() * 1000) - 1_420_070_400_000 << 22) + more


def wrote(when: str, text: str, attached: str = "") -> Json:
    return {"ID": discord_id(when), "Timestamp": f"{at(when):%Y-%m-%d %H:%M:%S}", "Contents": text,
            "Attachments": attached}  # fmt: skip


DISCORD_TALKS = {
    "300000000000000031": [
        ("2021-06-01T10:00:00", "hey Ana, are you at the fair?", ""),
        ("2021-06-01T10:01:00", 'a "quoted" word,\nand a second line', ""),
        ("2021-06-02T10:00:00", "", "https://cdn.example/attachments/1/2/photo.png"),
    ],
    "300000000000000032": [
        ("2021-07-01T10:00:00", "both of you: <@200000000000000002> <:wave:123456789012345678>", "")
    ],
    "300000000000000033": [
        ("2021-08-01T10:00:00", "good morning server", ""),
        ("2021-08-01T10:05:00", "thanks <@!922337203685477580>", ""),
    ],
    "300000000000000034": [("2020-01-01T10:00:00", "are you still here?", "")],
}
_CHANNELS: dict[str, Json] = {
    "300000000000000031": {"type": 1, "recipients": [_DISCORD["mara"], _DISCORD["ana"]]},
    "300000000000000032": {"type": 3, "name": "Boat trip", "recipients": [_DISCORD["mara"], _DISCORD["ana"],
                                                                           _DISCORD["bo"]]},
    "300000000000000033": {"type": 0, "name": "general", "guild": {"id": "500000000000000005", "name": "Sailors"}},
    "300000000000000034": {"type": 1, "recipients": [_DISCORD["mara"]]},
}  # fmt: skip
_KINDS = {0: "GUILD_TEXT", 1: "DM", 3: "GROUP_DM"}


def friend(who: str, name: str, kind: Json, **more: Any) -> Json:
    return {"id": _DISCORD[who], "type": kind, "nickname": None,
            "user": {"id": _DISCORD[who], "username": name, "discriminator": "0", **more}}  # fmt: skip


def discord_2020() -> Files:
    """Lower-case folders, tables, names with numbers; folders without the letter c."""
    files: Files = {
        "README.txt": b"Welcome to your Discord Data Package!\n",
        "account/user.json": dumped({"id": _DISCORD["mara"], "username": "Mara", "discriminator": 1234,
                                     "email": MARA[1], "relationships": [
                                         friend("ana", "Ana", 1) | {"user": {"id": _DISCORD["ana"], "username": "Ana",
                                                                             "discriminator": "4321"}}]}),
        "messages/index.json": dumped({
            "300000000000000031": "Direct Message with Ana#4321", "300000000000000032": "Boat trip",
            "300000000000000033": "general", "300000000000000034": None}),
        "activity/analytics/events-2020-00000-of-00001.json": b'{"event_type": "login", "user_id": "1"}\n',
        "servers/index.json": dumped({"500000000000000005": "Sailors"}),
    }  # fmt: skip
    for number, talk in DISCORD_TALKS.items():
        rows = ["ID,Timestamp,Contents,Attachments"]
        for when, text, attached in talk:
            stamp = f"{at(when):%Y-%m-%d %H:%M:%S}.726000+00:00"
            cell = '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text
            rows.append(f"{discord_id(when)},{stamp},{cell},{attached}")
        files[f"messages/{number}/channel.json"] = dumped({"id": number, **_CHANNELS[number]})
        files[f"messages/{number}/messages.csv"] = ("\r\n".join(rows) + "\r\n").encode()
    return files


def discord_2024() -> Files:
    """Capital folders, lists with numbers above 2^53, words for kinds, friends with their day."""
    files: Files = {
        "README.txt": b"Welcome to your Discord Data Package!\n",
        "Account/user.json": dumped({"id": _DISCORD["mara"], "username": "mara.lind", "discriminator": 0,
                                     "global_name": "Mara L.", "email": MARA[1], "relationships": [
                                         friend("ana", "ana.duarte", "FRIEND", global_name="Ana Duarte")
                                         | {"since": "2021-05-30T08:00:00.000000+00:00"},
                                         friend("bo", "bo_h", 4),
                                         {"id": "600000000000000006", "type": 2, "user": {"username": "spammer"}}]}),
        "Messages/index.json": dumped({
            "300000000000000031": "Direct Message with ana.duarte#0", "300000000000000032": "Boat trip",
            "300000000000000033": "general in Sailors", "300000000000000034": "Direct Message with Deleted User"}),
        "Activity/analytics/events-2024-00000-of-00001.json": b'{"event_type": "login", "user_id": "1"}\n',
        "Servers/index.json": dumped({"500000000000000005": "Sailors"}),
        "Support_Tickets/tickets.json": dumped([]),
    }  # fmt: skip
    for number, talk in DISCORD_TALKS.items():
        told = {"id": number, **_CHANNELS[number]}
        files[f"Messages/c{number}/channel.json"] = dumped(told | {"type": _KINDS[told["type"]]})
        files[f"Messages/c{number}/messages.json"] = dumped([wrote(*one) for one in reversed(talk)])
    files["Messages/c300000000000000031/messages.json"] = dumped(
        [wrote("2024-04-01T09:00:00", "Ana, four years later"),
         *(wrote(*one) for one in reversed(DISCORD_TALKS["300000000000000031"]))]
    )  # fmt: skip
    return files


def discord_french() -> Files:
    """Of 2022, its folders in the account's language."""
    names = {"account": "Compte", "messages": "Messages", "servers": "Serveurs", "activity": "Activité"}
    return {
        f"{names.get(top, top)}/{rest}" if rest else top: data
        for name, data in discord_2020().items()
        for top, _, rest in [name.partition("/")]
    }


def exported(who: str, when: str, text: str, name: str, kind: str = "Default", **more: Any) -> Json:
    return {
        "id": str(discord_id(when)), "type": kind, "timestamp": f"{at(when):%Y-%m-%dT%H:%M:%S}.123+00:00",
        "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": text,
        "author": {"id": _DISCORD.get(who, "700000000000000007"), "name": name, "discriminator": "0000",
                   "nickname": name.partition(".")[0].title(), "color": None, "isBot": False, "roles": [],
                   "avatarUrl": "https://cdn.example/a.png"},
        "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
    } | more  # fmt: skip


def discord_chat(number: str, kind: str, name: str, messages: list[Json], guild: str = "Direct Messages") -> bytes:
    return dumped(
        {
            "guild": {"id": "0" if kind.startswith("Direct") else "500000000000000005", "name": guild,
                      "iconUrl": "https://cdn.example/g.png"},
            "channel": {"id": number, "type": kind, "categoryId": None, "category": "Private", "name": name,
                        "topic": None},
            "dateRange": {"after": None, "before": None},
            "exportedAt": "2024-05-01T10:00:00+00:00",
            "messages": messages,
            "messageCount": len(messages),
        }
    )  # fmt: skip


def discord_chats() -> Files:
    """Three channels of DiscordChatExporter: between two, a group, and one of a server."""
    bot = {"id": "700000000000000007", "name": "Helper", "discriminator": "0001", "nickname": "Helper", "isBot": True}
    bo = {"id": _DISCORD["bo"], "name": "bo_h", "discriminator": "0000", "nickname": "Bo", "isBot": False}
    mara = {"id": _DISCORD["mara"], "name": "mara.lind", "discriminator": "0000", "nickname": "Mara", "isBot": False}
    direct = [
        exported("mara", "2021-06-01T10:00:00", "hey Ana, are you at the fair?", "mara.lind"),
        exported("ana", "2021-06-01T10:00:30", "Yes! Hall 3", "ana.duarte",
                 reactions=[{"emoji": {"name": "🎉"}, "count": 1, "users": [mara]}]),
        exported("ana", "2021-06-05T18:00:00", "Started a call.", "ana.duarte", "Call",
                 callEndedTimestamp="2021-06-05T18:12:00+00:00"),
        exported("ana", "2021-06-06T18:00:00", "", "ana.duarte",
                 attachments=[{"id": "1", "url": "a.mp3", "fileName": "voice.ogg"}]),
    ]  # fmt: skip
    group = [
        exported("bo", "2021-07-01T09:00:00", "Who sails?", "bo_h"),
        exported("mara", "2021-07-01T10:00:00", "both of you: <@200000000000000002> <:wave:123456789012345678>",
                 "mara.lind"),
        exported("bo", "2021-07-01T11:00:00", "Added Ana.", "bo_h", "RecipientAdd"),
    ]  # fmt: skip
    server = [
        exported("bo", "2021-08-01T09:00:00", "to nobody", "bo_h"),
        exported("mara", "2021-08-01T10:05:00", "thanks <@!922337203685477580>", "mara.lind", "Reply", mentions=[bo]),
        exported("bo", "2021-08-01T10:06:00", "welcome", "bo_h", "19", mentions=[mara]),
        exported("bot", "2021-08-01T10:07:00", "beep", "Helper") | {"author": bot},
    ]
    return {
        "Direct Messages - Private - ana.duarte [300000000000000031].json": discord_chat(
            "300000000000000031", "DirectTextChat", "ana.duarte", direct
        ),
        "Direct Messages - Group - Boat trip [300000000000000032].json": discord_chat(
            "300000000000000032", "DirectGroupTextChat", "Boat trip", group
        ),
        "Sailors - general [300000000000000033].json": discord_chat(
            "300000000000000033", "GuildTextChat", "general", server, "Sailors"
        ),
    }


def discord_damaged() -> Files:
    files = discord_2024()
    talk = files["Messages/c300000000000000031/messages.json"]
    files["Messages/c300000000000000031/messages.json"] = talk[:-90]
    files["Messages/c300000000000000032/channel.json"] = b'{"id": "300000000000000032", "type": '
    files["Messages/c300000000000000033/messages.json"] = files["Messages/c300000000000000033/messages.json"].replace(
        b'"ID": ', b'"ID" ', 1
    )
    files["Account/user.json"] = files["Account/user.json"].replace(b'"type": 4', b'"type": ]', 1)
    return files


# -------------------------------------------------------------------------------------------------- Google Voice

VOICE = {"me": "+12025550100", "ana": "+12025550143", "bo": "+12025550178", "chidi": "+12025550121"}
_STYLE = '<style type="text/css">\nbody {\n  font-size: 13px;\n}\n.haudio > .fn {\n  display: none;\n}\n</style>'


def voice_page(title: str, body: str, *labels: str, deleted: bool = False) -> bytes:
    tags = ", ".join(f'<a rel="tag" href="http://www.google.com/voice#{one}">{one.title()}</a>' for one in labels)
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n<title>{escape(title)}</title>\n'
        f"{_STYLE}</head>\n<body>{body}\n"
        f'<div class="tags">Labels:\n{tags}</div>\n<div class="deletedStatusContainer">User Deleted:\n'
        f"{deleted}</div></body></html>\n"
    ).encode()


def cite(name: str, number: str) -> str:
    fn = '<abbr class="fn" title="">Me</abbr>' if name == "Me" else f'<span class="fn">{escape(name)}</span>'
    return f'<cite class="sender vcard"><a class="tel" href="tel:{number}">{fn}</a></cite>'


def local(when: str) -> str:
    moment = at(when) - timedelta(hours=7)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.270-07:00"


def text_of(name: str, number: str, when: str, text: str, beside: str = "") -> str:
    said = escape(text).replace("\n", "<br>")
    return (
        f'<div class="message"><abbr class="dt" title="{local(when)}">Sep 1, 2023, 7:29:20&#8239;PM\n'
        f"Pacific Time</abbr>:\n{cite(name, number)}:\n<q>{said}</q>\n{beside}</div>"
    )


def talk_page(title: str, *messages: str, group: Sequence[tuple[str, str]] = (), labels: Sequence[str] = ("sms",),
              deleted: bool = False) -> bytes:  # fmt: skip
    people = ""
    if group:
        people = f'<div class="participants">Group conversation with:\n{", ".join(cite(*one) for one in group)}</div>\n'
    body = f'<div class="hChatLog hfeed">{people}{" ".join(messages)}</div>\n'
    return voice_page(title, body, *labels, deleted=deleted)


def call_page(words_: str, name: str, number: str, when: str, label: str, duration: str = "", said: str = "") -> bytes:
    shown = f"{words_}\n{name}"
    transcript = (
        f'<span class="description">Transcript:\n<span class="full-text">{escape(said)}</span></span>' if said else ""
    )
    length = f'<abbr class="duration" title="{duration}">(00:00:02)</abbr>' if duration else ""
    body = (
        f'<div class="haudio"><span class="album">Call Log for\n</span>\n<span class="fn">{escape(shown)}</span>\n'
        f'<div class="contributor vcard">{words_}\n<a class="tel" href="tel:{number}"><span class="fn">{escape(name)}'
        f'</span></a></div>\n<abbr class="published" title="{local(when)}">Jul 29, 2013</abbr>\n{transcript}<br />\n'
        f"{length}\n</div>"
    )
    return voice_page(shown, body, label)


def voice_2016() -> Files:
    """Of 2016: no names in the numbers' place, pages without a kind in their names."""
    two = talk_page(
        "Me to\nAna Duarte",
        text_of("Me", VOICE["me"], "2016-01-02T03:04:05", "Ana, are you home?"),
        text_of("Ana Duarte", VOICE["ana"], "2016-01-02T03:05:00", "Yes & no\nsee you"),
        labels=("sms", "inbox"),
    )
    return {
        "Takeout/Voice/Calls/Ana Duarte - 2016-01-02T03_04_05Z.html": two,
        "Takeout/Voice/Calls/+12025550178 - Missed - 2016-02-02T10_00_00Z.html": call_page(
            "Missed call from", "+12025550178", VOICE["bo"], "2016-02-02T10:00:00", "missed"
        ),
        "Takeout/Voice/Phones.vcf": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nN:;;;;\r\nitem1.TEL:+12025550100\r\n"
        b"item1.X-ABLabel:Google Voice\r\nEND:VCARD\r\n",
    }


def voice_2024() -> Files:
    """Everything there is."""
    calls = "Takeout/Voice/Calls/"
    ana, bo, chidi = (("Ana Duarte", VOICE["ana"]), ("Bo Håkansson", VOICE["bo"]), ("", VOICE["chidi"]))
    picture = '<div><img src="Group Conversation - 2023-10-01T15_30_41Z-2-1" alt="Image MMS Attachment" /></div>'
    card = '<div><a class="vcard" href="Ana Duarte - Text - 2023-09-02T02_29_20Z-3-1">Contact card attachment</a></div>'
    return {
        f"{calls}Ana Duarte - Text - 2016-01-02T03_04_05Z.html": voice_2016()[
            f"{calls}Ana Duarte - 2016-01-02T03_04_05Z.html"
        ].replace(b"Me to\nAna", b"Ana"),
        f"{calls}Ana Duarte - Text - 2023-09-02T02_29_20Z.html": talk_page(
            "Ana Duarte",
            text_of(*ana, "2023-09-02T02:29:20", "What is your favourite colour?"),
            text_of("Me", VOICE["me"], "2023-09-02T02:30:00", "I'd say <blue>"),
            text_of(*ana, "2023-09-02T02:31:00", "MMS Received", card),
            labels=("sms", "inbox"),
        ),
        f"{calls}Ana Duarte - Text - 2023-09-02T02_29_20Z-3-1.vcf": b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ines\r\n"
        b"END:VCARD\r\n",
        f"{calls}Bo Håkansson - Text - 2023-09-03T10_00_00Z.html": talk_page(
            "Bo Håkansson", text_of("Me", VOICE["me"], "2023-09-03T10:00:00", "Bo, call me back?")
        ),
        f"{calls}Group Conversation - 2023-10-01T15_30_41Z.html": talk_page(
            "Group Conversation",
            text_of(*ana, "2023-10-01T15:30:41", "Do you like my hat?"),
            text_of("Me", VOICE["me"], "2023-10-01T15:40:00", "I do", picture),
            text_of("+12025550121", VOICE["chidi"], "2023-10-01T15:41:00", "Me too"),
            group=(ana, bo, ("+12025550121", VOICE["chidi"])),
        ),
        f"{calls}Bo Håkansson - Placed - 2024-01-01T10_00_00Z.html": call_page(
            "Placed call to", *bo, "2024-01-01T10:00:00", "placed", "PT3M20S"
        ),
        f"{calls}Bo Håkansson - Received - 2024-01-02T10_00_00Z.html": call_page(
            "Received call from", *bo, "2024-01-02T10:00:00", "received", "PT29M46S"
        ),
        f"{calls}Bo Håkansson - Recorded - 2024-01-02T10_01_00Z.html": call_page(
            "Recorded call with", *bo, "2024-01-02T10:01:00", "recorded", "PT28M"
        ),
        f"{calls}Ana Duarte - Recorded - 2019-05-22T18_18_56Z.html": call_page(
            "Recorded call with", *ana, "2019-05-22T18:18:56", "recorded", "PT1H2M3S"
        ),
        f"{calls}+12025550178 - Missed - 2016-02-02T10_00_00Z.html": call_page(
            "Missed call from", "+12025550178", VOICE["bo"], "2016-02-02T10:00:00", "missed"
        ),
        f"{calls}+12025550121 - Voicemail - 2024-02-02T10_00_00Z.html": call_page(
            "Voicemail from", *chidi, "2024-02-02T10:00:00", "voicemail", "PT22S", "Hi Mara, Chidi here. Call me."
        ),
        f"{calls} - Placed - 2013-07-29T20_56_11Z.html": call_page(
            "Placed call to", "", "", "2013-07-29T20:56:11", "placed", "PT2S"
        ),
        f"{calls}22395 - Text - 2024-03-01T10_00_00Z.html": talk_page(
            "22395", text_of("22395", "22395", "2024-03-01T10:00:00", "Your code is 123456")
        ),
        f"{calls}Ana Duarte - Text - 2024-04-01T10_00_00Z.html": talk_page(
            "Ana Duarte", text_of(*ana, "2024-04-01T10:00:00", "taken back"), deleted=True
        ),
        "Takeout/Voice/Spam/+19005550100 - Text - 2024-05-01T10_00_00Z.html": talk_page(
            "+19005550100", text_of("+19005550100", "+19005550100", "2024-05-01T10:00:00", "You won!"), labels=("spam",)
        ),
        "Takeout/Voice/Phones.vcf": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nN:;;;;\r\nitem1.TEL:+12025550100\r\n"
        b"item1.X-ABLabel:Google Voice\r\nTEL;TYPE=CELL:+12025550199\r\nEND:VCARD\r\n",
        "Takeout/Voice/Bills.html": b"<html><body>No bills</body></html>\n",
        "Takeout/archive_browser.html": b"<html><title>Archive</title></html>\n",
    }  # fmt: skip


def voice_german() -> Files:
    """Its pages named and worded in German, without the card of numbers and without a wrapper."""
    return {
        "Voice/Anrufe/Ana Duarte - Nachricht - 2023-09-02T02_29_20Z.html": talk_page(
            "Ana Duarte",
            text_of("Ana Duarte", VOICE["ana"], "2023-09-02T02:29:20", "What is your favourite colour?"),
            text_of("Me", VOICE["me"], "2023-09-02T02:30:00", "I'd say <blue>").replace(">Me<", ">Ich<"),
        ),
        "Voice/Anrufe/+12025550178 - Entgangen - 2016-02-02T10_00_00Z.html": call_page(
            "Entgangener Anruf von", "+12025550178", VOICE["bo"], "2016-02-02T10:00:00", "missed"
        ),
    }


def voice_damaged() -> Files:
    files = voice_2024()
    calls = "Takeout/Voice/Calls/"
    talk = files[f"{calls}Ana Duarte - Text - 2023-09-02T02_29_20Z.html"]
    files[f"{calls}Ana Duarte - Text - 2023-09-02T02_29_20Z.html"] = talk[: talk.index(b"MMS Received")]
    files[f"{calls}Bo H\u00e5kansson - Placed - 2024-01-01T10_00_00Z.html"] = b""
    files[f"{calls}Bo H\u00e5kansson - Received - 2024-01-02T10_00_00Z.html"] = (
        b"<html><body><p>error 500</p></body></html>"
    )
    files["Takeout/Voice/Phones.vcf"] = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\n"
    group = files[f"{calls}Group Conversation - 2023-10-01T15_30_41Z.html"]
    files[f"{calls}Group Conversation - 2023-10-01T15_30_41Z.html"] = group.replace(b"</cite>", b"", 2).replace(
        b'title="2023', b'title="20x3', 1
    )
    return files


FIXTURES = {
    "google_chat/2020-german": google_chat_2020_german,
    "google_chat/2021": google_chat_2021,
    "google_chat/2024": google_chat_2024,
    "google_chat/2024-damaged": google_chat_damaged,
    "hangouts/2014": hangouts_2014,
    "hangouts/2021": hangouts_2021,
    "hangouts/2021-moved": hangouts_moved,
    "hangouts/2021-damaged": hangouts_damaged,
    "slack/2019": slack_2019,
    "slack/2023-org": slack_org,
    "slack/2024": slack_2024,
    "slack/2024-damaged": slack_damaged,
    "discord/2020": discord_2020,
    "discord/2022-french": discord_french,
    "discord/2024": discord_2024,
    "discord/2024-chats": discord_chats,
    "discord/2024-damaged": discord_damaged,
    "google_voice/2016": voice_2016,
    "google_voice/2023-german": voice_german,
    "google_voice/2024": voice_2024,
    "google_voice/2024-damaged": voice_damaged,
}


def write_fixtures() -> None:
    for source in dict.fromkeys(name.partition("/")[0] for name in FIXTURES):
        shutil.rmtree(HERE / source, ignore_errors=True)
    for name, make in FIXTURES.items():
        for path, data in make().items():
            file = HERE / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


# ------------------------------------------------------------------------------------------------- of any size

_VOCABULARY = (
    "the harbour prices for spring and a table at noon please send it tomorrow we could meet on friday near station "
    "thank you again for your help with this plan it looks good to me i will ask them what they think about lisbon"
)


def large(messages: int, people: int = 400) -> Iterator[tuple[str, bytes]]:
    """A Google Chat of so many messages, half of them between two, the rest in spaces of three to twelve people."""
    chance = random.Random(7)
    vocabulary = _VOCABULARY.split()
    everybody = [(f"Person {n} Okafor", f"person{n}@example{n % 60}.example") for n in range(people)]
    home = "Takeout/Google Chat"
    names = [f"DM dm{n:05}AAAAE" for n in range(people)] + [f"Space AAAAsp{n:05}" for n in range(people // 4)]
    yield f"{home}/Users/User {GAIA}/user_info.json", dumped(user(names))
    left = messages
    moment = datetime(2016, 1, 1, tzinfo=UTC)
    for count, name in enumerate(names):
        number = name.partition(" ")[2]
        members = [everybody[count]] if name.startswith("DM") else chance.sample(everybody, chance.randint(2, 11))
        wanted = left // (len(names) - count)
        left -= wanted
        said = []
        for _ in range(wanted):
            moment += timedelta(seconds=chance.randrange(1, 2500))
            who = MARA if chance.random() < 0.5 else chance.choice(members)
            text = " ".join(chance.choices(vocabulary, k=chance.randint(2, 30)))
            topic = f"{chance.getrandbits(60):011x}"
            said.append(chat(who, moment.isoformat()[:19], text, f"{number}/{topic}/{topic}"))
        group = {"members": [chatter(MARA), *map(chatter, members)]}
        yield f"{home}/Groups/{name}/group_info.json", dumped(group)
        yield f"{home}/Groups/{name}/messages.json", dumped({"messages": said})
        moment = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(900))


def write_archive(path: Path, messages: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in large(messages):
            packed.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 10, 11, 12)), data, zipfile.ZIP_DEFLATED)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--messages", type=int, default=200_000)
    options = parser.parse_args(arguments)
    if options.path is None:
        write_fixtures()
    else:
        write_archive(options.path, options.messages)


__all__ = ["FIXTURES", "Mapping", "main", "write_archive", "write_fixtures"]

if __name__ == "__main__":
    main(sys.argv[1:])
