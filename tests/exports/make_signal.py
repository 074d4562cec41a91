"""Writes the made-up exports below `signal/`: Signal's own (main.jsonl) and signal-export's, old and new, damaged ones.

python -m tests.exports.make_signal
"""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

HERE: Final = Path(__file__).parent / "signal"
MAYA, TOMAS, HANA = (UUID(int=0x1234_0000_0000_4000_8000_0000_0000_0000 + n) for n in (1, 2, 3))

Frame = dict[str, Any]


def ms(text: str) -> str:
    return str(round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000))


def aci(account: UUID) -> str:
    return b64encode(account.bytes).decode()


def contact(number: int, **told: Any) -> Frame:
    return {"recipient": {"id": str(number), "contact": told}}


def item(chat: int, author: int, when: str, way: str, **content: Any) -> Frame:
    side = {"incoming": {"dateReceived": ms(when), "read": True}} if way == "in" else {"outgoing": {"sendStatus": []}}
    if way == "none":
        side = {"directionless": {}}
    return {"chatItem": {"chatId": str(chat), "authorId": str(author), "dateSent": ms(when), **side, **content}}


def words(body: str, **more: Any) -> Frame:
    return {"standardMessage": {"text": {"body": body}, **more}}


FRAMES: Final[list[Frame]] = [
    {"version": "1", "backupTimeMs": ms("2026-11-20T10:00:00"), "mediaRootBackupKey": "AAAA"},
    {"account": {"givenName": "Mara", "familyName": "Lindqvist", "username": "mara.77"}},
    {"recipient": {"id": "1", "self": {}}},
    {"recipient": {"id": "2", "releaseNotes": {}}},
    contact(3, aci=aci(MAYA), e164="447911123456", profileGivenName="Maya", systemGivenName="Maya",
            systemFamilyName="Okafor", note="from the choir"),
    contact(4, aci=aci(TOMAS), username="tomas.12", profileGivenName="Tomás", profileFamilyName="Rivera",
            nickname={"given": "Tom"}),
    contact(5, aci=aci(HANA), e164=351912345678, profileGivenName="Hana"),
    contact(6),
    {"recipient": {"id": "7", "group": {"masterKey": "Z3JvdXAtb25l", "snapshot": {
        "title": {"title": "Harbour walk"}, "members": [{"userId": aci(MAYA)}, {"userId": aci(HANA)}]}}}},
    {"recipient": {"id": "8", "distributionList": {"item": {"name": "My story"}}}},
    {"chat": {"id": "1", "recipientId": "3"}},
    {"chat": {"id": "2", "recipientId": "7"}},
    {"chat": {"id": "3", "recipientId": "1"}},
    {"chat": {"id": "4", "recipientId": "2"}},
    {"chat": {"id": "5", "recipientId": "4"}},
    item(1, 3, "2026-03-05T09:15:02.120", "in", **words("Hello Mara, are you back from Lisbon?")),
    item(1, 1, "2026-03-05T09:16:40", "out", **words("Yes, since Sunday.\nShall we meet?", reactions=[
        {"emoji": "👍", "authorId": "3", "sentTimestamp": ms("2026-03-05T09:17:00")}])),
    item(1, 3, "2026-03-05T09:18:00", "in", standardMessage={"attachments": [
        {"pointer": {"contentType": "image/jpeg"}}, {"pointer": {"contentType": "image/jpeg"}}]}),
    item(1, 1, "2026-03-06T10:00:00", "out", stickerMessage={"sticker": {"emoji": "🎉"}}),
    item(1, 3, "2026-03-06T10:01:00", "in", remoteDeletedMessage={}),
    item(1, 3, "2026-03-07T18:00:00", "none", updateMessage={"individualCall": {
        "type": "AUDIO_CALL", "direction": "INCOMING", "state": "MISSED",
        "startedCallTimestamp": ms("2026-03-07T18:00:00")}}),
    item(1, 1, "2026-03-07T18:30:00", "none", updateMessage={"individualCall": {
        "type": "VIDEO_CALL", "direction": "OUTGOING", "state": "ACCEPTED"}}),
    item(1, 3, "2026-03-07T19:00:00", "none", updateMessage={"simpleUpdate": {"type": "IDENTITY_UPDATE"}}),
    item(1, 3, "2026-03-09T08:00:30", "in", revisions=[
        item(1, 3, "2026-03-09T08:00:00", "in", **words("at nin"))["chatItem"]], **words("at nine")),
    item(2, 5, "2026-03-10T08:00:00", "in", **words("Who brings the bread?")),
    item(2, 1, "2026-03-10T08:00:05", "out", **words("I do")),
    item(2, 1, "2026-03-10T08:00:06", "out", poll={"question": "Saturday or Sunday?", "options": []}),
    item(3, 1, "2026-03-10T09:00:00", "out", **words("milk")),
    item(4, 2, "2026-03-10T09:00:00", "in", **words("What is new in Signal")),
    item(5, 4, "2026-03-11T09:00:00", "in", viewOnceMessage={}),
    item(9, 4, "2026-03-11T09:00:00", "in", **words("of a conversation that is not there")),
    {"stickerPack": {"packId": "AA", "packKey": "BB"}},
]  # fmt: skip


def exported(date: str, sender: str, body: str, **more: Any) -> Frame:
    told: Frame = {"date": date, "sender": sender, "body": f"{body}  ", "quote": "", "sticker": None, "reactions": [],
            "attachments": []}  # fmt: skip
    return {**told, **more}


EXPORTED: Final = {
    "Maya Okafor": [
        exported("2026-03-05T10:15:02.120000", "Maya Okafor", "Hello Mara, are you back from Lisbon?"),
        exported("2026-03-05T10:16:40", "Me", "Yes, since Sunday.\nShall we meet?", reactions=[["Maya Okafor", "👍"]]),
        exported("2026-03-05T10:18:00", "Maya Okafor", "", attachments=[{"name": "a.jpg", "path": "media/a.jpg"},
                                                                       {"name": "b.jpg", "path": "media/b.jpg"}]),
        exported("2026-03-06T11:00:00", "Me", "", sticker={"emoji": "🎉"}),
        exported("2026-03-06T11:01:00", "Maya Okafor", "", deleted=True),
        exported("2026-03-07T19:00:00", "Maya Okafor", "Missed voice call"),
        exported("2026-03-07T19:30:00", "Me", "Outgoing video call (accepted, 12m 3s)"),
        exported("2026-03-07T20:00:00", "Maya Okafor", ""),
    ],
    "Harbour walk": [
        exported("2026-03-10T09:00:00", "Hana", "Who brings the bread?"),
        exported("2026-03-10T09:00:05", "Me", "I do"),
        exported("2026-03-10T09:00:09", "Maya Okafor", "ok"),
        exported("2026-03-10T09:00:10", "No-Sender", "ok"),
    ],
}  # fmt: skip
TEXT: Final = """\
[2019-05-29, 15:04] Me: How is everyone?
(- Jim: 😀, Lola: 😀 -)
[2019-05-29, 15:10] Jim:\x20

> How is everyone?

Fine, and you?
[2019-05-29, 15:12] Me: ![view.jpg](./media/view.jpg)  \x20
[2019-06-29, 16:00] Jim: (( 🎉 ))
[2019-06-30, 16:00] Jim: See you
at nine
"""


def lines(frames: list[Frame]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in frames)


def write(name: str, text: str) -> None:
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main() -> None:
    shutil.rmtree(HERE, ignore_errors=True)
    whole = lines(FRAMES)
    write("native/main.jsonl", whole)
    write("native/metadata.json", '{"version": 1}')
    broken = whole.replace("Yes, since Sunday.\\nShall", "Yes, since Sunday.\nShall")
    broken = broken.replace(f'"dateSent":"{ms("2026-03-06T10:00:00")}"', '"dateSent":"soon"')
    broken = broken.replace('{"stickerPack"', '{"chatItem": nothing}\n{"stickerPack"')
    write("native-damaged/main.jsonl", broken[:-20])
    for name, told in EXPORTED.items():
        write(f"exported/{name}/data.json", lines(told))
        write(f"exported/{name}/chat.md", "[2026-03-05 10:15:02] Me: the same once more\n")
        damaged = lines(told).replace("2026-03-06T11:00:00", "yesterday", 1).replace('"sender"', '"sandor"', 1)
        write(f"exported-damaged/{name}/data.json", damaged[:-30])
    write("text/Jim/chat.md", TEXT)


if __name__ == "__main__":
    main()
