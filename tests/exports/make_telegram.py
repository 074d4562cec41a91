"""Makes the Telegram fixtures again: `python tests/exports/make_telegram.py`. Everybody in them is made up.

full-2019: everything, as exports were before 2021: bare numbers, no second since 1970, contacts by phone alone.
full-2026: everything, as exports are today. chat-2024, group-2023: one chat, as its own menu exports it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent / "telegram"
LISBON = timezone(timedelta(hours=1))
ME, ANA, TOMAS, HANA, GONE, BOT = 5001, 6001, 6002, 6003, 6004, 9001
NAMES = {ME: "Mara Lindqvist", ANA: "Ana Duarte", TOMAS: "Tomás Rivera", HANA: "Hana Malá", GONE: None, BOT: "Weather"}
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
ABOUT = "Here is the data you requested. Remember: Telegram is ad free, it doesn't use your data."


def when(text: str, *, old: bool = False) -> dict[str, object]:
    """The two times of a message, told on a computer in Lisbon in summer."""
    told = datetime.fromisoformat(text).replace(tzinfo=LISBON)
    if old:
        return {"date": text, "edited": "1970-01-01T01:00:00"}
    return {"date": text, "date_unixtime": str(int(told.timestamp()))}


def said(number: int, at: str, who: int, text: object, *, old: bool = False, **more: object) -> dict[str, object]:
    entities = [{"type": "plain", "text": text}] if isinstance(text, str) and text else []
    sender: object = who if old else f"user{who}"
    entry = {
        "id": number,
        "type": "message",
        **when(at, old=old),
        "from": NAMES[who],
        "from_id": sender,
        **more,
        "text": text,
    }
    return entry if old else {**entry, "text_entities": entities}


def told(number: int, at: str, who: int, action: str, *, old: bool = False, **more: object) -> dict[str, object]:
    actor: object = who if old else f"user{who}"
    return {
        "id": number,
        "type": "service",
        **when(at, old=old),
        "actor": NAMES[who],
        "actor_id": actor,
        "action": action,
        **more,
        "text": "",
    }


def chat(kind: str, number: int, messages: list[dict[str, object]], name: object = "") -> dict[str, object]:
    named = {} if kind in ("saved_messages", "replies", "verification_codes") else {"name": name}
    return {**named, "type": kind, "id": number, "messages": messages}


def with_ana(*, old: bool = False) -> list[dict[str, object]]:
    return [
        said(101, "2019-05-02T18:00:10", ANA, "Did you get the tickets?", old=old),
        said(
            102, "2019-05-02T18:04:00", ME, ["Yes! See ", {"type": "link", "text": "https://rail.example/7"}], old=old
        ),
        told(103, "2019-05-03T09:00:00", ANA, "phone_call", old=old, duration_seconds=312, discard_reason="hangup"),
        told(104, "2019-05-03T10:00:00", ME, "phone_call", old=old, discard_reason="missed"),
        said(105, "2019-05-04T08:00:00", ANA, "", old=old, photo=NOT_INCLUDED, width=1280, height=720),
    ]


ANA_LATER: list[dict[str, object]] = [
    said(240, "2024-04-28T12:00:00", ME, "Lunch on Thursday?"),
    said(
        241,
        "2024-04-28T12:01:00",
        ANA,
        "Gladly 🥐\n\nAt one?",
        reactions=[
            {
                "type": "emoji",
                "count": 1,
                "emoji": "👍",
                "recent": [{"from": NAMES[ME], "from_id": f"user{ME}", "date": "2024-04-28T12:02:00"}],
            }
        ],
    ),
    said(
        242,
        "2024-04-28T12:03:00",
        ME,
        "",
        file=NOT_INCLUDED,
        media_type="voice_message",
        mime_type="audio/ogg",
        duration_seconds=9,
    ),
]
CLIMBING = 1_450_000_001


def climbing() -> list[dict[str, object]]:
    return [
        told(
            1, "2023-03-01T10:00:00", TOMAS, "create_group", title="Climbing", members=["Mara Lindqvist", "Ana Duarte"]
        ),
        said(2, "2023-03-01T10:05:00", TOMAS, "Saturday at nine?"),
        said(3, "2023-03-01T10:06:00", ME, "I am in."),
        told(4, "2023-03-02T10:00:00", TOMAS, "invite_members", members=["Hana Malá", "Jonas Weber", None]),
        said(5, "2023-03-02T10:06:00", HANA, "Hello all, what do I bring?"),
        told(6, "2023-03-05T10:06:00", TOMAS, "remove_members", members=["Jonas Weber"]),
        said(7, "2023-03-06T10:06:00", ANA, "Next time I come too."),
        {
            "id": 8,
            "type": "message",
            **when("2023-03-06T11:00:00"),
            "from": "Climbing",
            "from_id": f"channel{CLIMBING}",
            "text": "Rules of the group",
            "text_entities": [],
        },
        said(9, "2023-03-06T12:00:00", BOT, "Sunny on Saturday"),
        told(10, "2023-03-07T10:00:00", ANA, "pin_message", message_id=2),
    ]


def full_2026() -> dict[str, object]:
    contacts = [
        {
            "user_id": ANA,
            "first_name": "Ana",
            "last_name": "Duarte",
            "phone_number": "+351 912 345 678",
            **when("2020-01-01T10:00:00"),
        },
        {
            "user_id": TOMAS,
            "first_name": "Tomás",
            "last_name": "Rivera",
            "phone_number": "",
            **when("2020-01-01T10:00:00"),
        },
        {
            "first_name": "Ines",
            "last_name": "Costa",
            "phone_number": "00351 913 000 111",
            **when("2020-01-01T10:00:00"),
        },
        {"first_name": "Nobody", "last_name": "", "phone_number": "", **when("2020-01-01T10:00:00")},
        {"date": "2020-01-01T10:00:00", "date_unixtime": "1577869200"},
    ]
    frequent = [
        {"id": ANA, "category": "people", "type": "user", "name": "Ana Duarte", "rating": 22.5},
        {"id": BOT, "category": "inline_bots", "type": "user", "name": "Weather", "rating": 3.1},
        {"id": CLIMBING, "category": "people", "type": "private_supergroup", "name": "Climbing", "rating": 1.0},
    ]
    chats = [
        chat("personal_chat", ANA, [*with_ana(), *ANA_LATER], "Ana Duarte"),
        chat(
            "personal_chat",
            GONE,
            [
                said(301, "2022-08-01T10:00:00", GONE, "New number, write to you soon"),
                said(302, "2022-08-01T10:05:00", ME, "Who is it?"),
            ],
            None,
        ),
        chat(
            "personal_chat",
            777000,
            [
                {
                    "id": 401,
                    "type": "message",
                    **when("2024-01-01T10:00:00"),
                    "from": "Telegram",
                    "from_id": "user777000",
                    "text": "Login code: 12345",
                    "text_entities": [],
                }
            ],
            "Telegram",
        ),
        chat("saved_messages", ME, [said(501, "2024-02-01T10:00:00", ME, "Buy rope")]),
        chat(
            "bot_chat",
            BOT,
            [said(601, "2024-02-01T10:00:00", BOT, "Rain tomorrow"), said(602, "2024-02-01T10:00:30", ME, "/today")],
            "Weather",
        ),
        chat("private_supergroup", CLIMBING, climbing(), "Climbing"),
        chat(
            "private_group",
            77,
            [
                said(701, "2021-06-01T10:00:00", TOMAS, "A bell\a, a dog\x1f, and \\x41 as it is"),
                {"id": 702, "type": "unsupported"},
                said(703, "2021-06-01T10:02:00", HANA, "", location_information={"latitude": 38.7, "longitude": -9.1}),
                said(704, "2021-06-01T10:03:00", HANA, ""),
            ],
            'Bell {ringers} "of" Porto',
        ),
        chat(
            "public_channel",
            1_300_000_009,
            [
                {
                    "id": 11,
                    "type": "message",
                    **when("2024-03-01T10:00:00"),
                    "from": "City news",
                    "from_id": "channel1300000009",
                    "text": "The tram is back",
                    "text_entities": [],
                },
                {
                    "id": 12,
                    "type": "message",
                    **when("2024-03-02T10:00:00"),
                    "from": "City news",
                    "from_id": "channel1300000009",
                    "text": "",
                    "photo": NOT_INCLUDED,
                    "text_entities": [],
                },
            ],
            "City news",
        ),
        chat("replies", 1271266957, [said(801, "2024-03-01T12:00:00", HANA, "True, it rings again")]),
    ]
    return {
        "about": ABOUT,
        "personal_information": {
            "user_id": ME,
            "first_name": "Mara",
            "last_name": "Lindqvist",
            "phone_number": "+351 911 222 333",
            "username": "@mara_l",
            "bio": "Freight",
        },
        "profile_pictures": [{"date": "2020-01-01T10:00:00", "date_unixtime": "1577869200", "photo": NOT_INCLUDED}],
        "contacts": {"about": "Your contacts.", "list": contacts},
        "frequent_contacts": {"about": "Whom you talk with.", "list": frequent},
        "sessions": {
            "about": "Where you are signed in.",
            "list": [{"last_ip": "192.0.2.7", "device_model": "Desktop"}],
        },
        "chats": {"about": "All chats.", "list": chats},
        "left_chats": {
            "about": "Chats you left.",
            "list": [
                chat(
                    "private_supergroup",
                    1_450_000_777,
                    [said(31, "2020-02-01T10:00:00", TOMAS, "Plans for the fair")],
                    "Fair 2020",
                )
            ],
        },
    }


def full_2019() -> dict[str, object]:
    old_group = (1 << 33) + 1_250_000_005
    return {
        "about": ABOUT,
        "personal_information": {
            "user_id": ME,
            "first_name": "Mara",
            "last_name": "Lindqvist",
            "phone_number": "+351 911 222 333",
            "username": "@mara_l",
        },
        "contacts": {
            "about": "Your contacts.",
            "list": [
                {
                    "first_name": "Ana",
                    "last_name": "Duarte",
                    "phone_number": "+351 912 345 678",
                    "date": "2018-01-01T10:00:00",
                }
            ],
        },
        "chats": {
            "about": "All chats.",
            "list": [
                chat("personal_chat", ANA, with_ana(old=True), "Ana Duarte"),
                chat(
                    "private_supergroup",
                    old_group,
                    [
                        said(51, "2019-01-02T10:00:00", TOMAS, "First!", old=True),
                        said(52, "2019-01-02T10:01:00", ME, "Second.", old=True),
                        told(53, "2019-01-03T10:01:00", HANA, "join_group_by_link", old=True, inviter="Tomás Rivera"),
                        said(54, "2019-01-03T10:02:00", HANA, "Third?", old=True),
                    ],
                    "Old hands",
                ),
            ],
        },
    }


def written(value: object) -> str:
    """As Telegram Desktop writes: one blank a level, control characters as \\x07, which is no JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("\\u0007", "\\x07").replace("\\u001f", "\\x1F")


def write(name: str, folder: str, content: str) -> None:
    path = HERE / name / folder / "result.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def main() -> None:
    new, old = written(full_2026()), written(full_2019())
    write("full-2026", "DataExport_2026-11-20", new)
    write("full-2019", "DataExport_2019-05-05", old)
    alone = chat("personal_chat", ANA, [*with_ana()[2:], *ANA_LATER], "Ana Duarte")
    write("chat-2024", "ChatExport_2024-05-01", written(alone))
    group = written(chat("private_supergroup", CLIMBING, climbing(), "Climbing"))
    write("group-2023", "ChatExport_2023-03-08", group)
    broken = new.replace('"from_id": "user6002",', '"from_id": "user6002', 1)  # a quote and a comma are gone
    broken = broken.replace('"messages": [', '"messages": [\n     null,\n     17,', 1)
    write("full-2026-damaged", "DataExport_2026-11-20", broken[: broken.index('"left_chats"') + 120])
    write(
        "full-2019-damaged",
        "DataExport_2019-05-05",
        old.replace("2019-05-02T18:04:00", "soon").replace('"id": 103,', '"id": 103', 1),
    )


if __name__ == "__main__":
    main()
