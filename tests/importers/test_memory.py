"""Memory: what a reader holds does not grow with the file: one of gigabytes is read in as much as a small one."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
PROFILE = "https://www.linkedin.com/in"
ROWS = 1000
"""Of some 4 kB each, so that the small file too is larger than what is read at once."""


def messages(path: Path, rows: int) -> Path:
    """A LinkedIn archive of so many messages with forty people."""

    def lines() -> Iterator[str]:
        yield HEADER
        for row in range(rows):
            who = row % 40
            when = f"2025-{row // 28 % 12 + 1:02}-{row % 28 + 1:02} 10:{row % 60:02}:{row // 60 % 60:02} UTC"
            said = f"{row} " + "a word and more " * 250
            yield f"2-{who},,Ana {who},{PROFILE}/ana-{who},Ben Lind,{PROFILE}/ben,{when},,{said},INBOX"

    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive, archive.open("messages.csv", "w") as member:
        for line in lines():
            member.write(line.encode() + b"\r\n")
    return path


def cards(path: Path, rows: int) -> Path:
    """An address book of so many cards with a note and a photo each."""
    with path.open("w", encoding="utf-8") as file:
        for row in range(rows):
            file.write(f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{row}\r\nFN:Ana {row}\r\nEMAIL:ana{row}@x.example\r\n")
            file.write(
                f"NOTE:{'a word and more ' * 120}\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/{'A' * 2000}\r\nEND:VCARD\r\n"
            )
    return path


def conversation(path: Path, rows: int) -> Path:
    """A Facebook archive of one conversation with so many messages."""
    said = "a word and more " * 250
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("connections/friends/your_friends.json", '{"friends_v2": [{"name": "Ana", "timestamp": 1}]}')
        with archive.open("your_facebook_activity/messages/inbox/ana_12345678/message_1.json", "w") as member:
            member.write(b'{\n "participants": [{"name": "Ana"}, {"name": "Mara"}],\n "messages": [')
            for row in range(rows):
                when = 1700000000000 - row * 1000
                one = f'{{\n  "sender_name": "Ana",\n  "timestamp_ms": {when},\n  "content": "{said}"\n }}'
                member.write(f"{',' if row else ''}\n {one}".encode())
            member.write(b"\n ]\n}")
    return path


def posts(path: Path, rows: int) -> Path:
    """An X archive of so many posts that answer forty people."""
    said = "a word and more " * 250
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive, archive.open("data/tweets.js", "w") as member:
        member.write(b"window.YTD.tweets.part0 = [")
        for row in range(rows):
            post = (
                f'"id_str" : "{row + 5}", "full_text" : "@a {said}", "in_reply_to_user_id_str" : "{row % 40 + 9}", '
                f'"created_at" : "Wed Oct 10 20:{row // 60 % 60:02}:{row % 60:02} +0000 2018"'
            )
            member.write(f'{"," if row else ""}\n{{\n  "tweet" : {{ {post} }}\n}}'.encode())
        member.write(b"\n]")
    return path


def talk(path: Path, rows: int) -> Path:
    """A chat of WhatsApp of so many messages in a group of forty."""
    said = "a word and more " * 250
    with path.open("w", encoding="utf-8") as file:
        for row in range(rows):
            file.write(f"{row // 60 % 28 + 1:02}/03/2025, 10:{row % 60:02} - Ana {row % 40}: {row} {said}\n")
    return path


def frames(path: Path, rows: int) -> Path:
    """Signal's own export of so many messages with one contact."""
    said = "a word and more " * 250
    with path.open("w", encoding="utf-8") as file:
        file.write('{"version":"1","backupTimeMs":"1790000000000"}\n')
        file.write('{"recipient":{"id":"3","contact":{"e164":"447911123456","profileGivenName":"Ana"}}}\n')
        file.write('{"chat":{"id":"1","recipientId":"3"}}\n')
        for row in range(rows):
            head = f'"chatId":"1","authorId":"3","dateSent":"{1700000000000 + row}","incoming":{{}}'
            file.write(f'{{"chatItem":{{{head},"standardMessage":{{"text":{{"body":"{said}"}}}}}}}}\n')
    return path


def chats(path: Path, rows: int) -> Path:
    """A Telegram export of so many messages in a group of forty."""
    said = "a word and more " * 250
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "name": "Crowd",\n "type": "private_supergroup",\n "id": 9,\n "messages": [')
        for row in range(rows):
            told = f'"date_unixtime": "{1_700_000_000 + row}",\n   "from": "P",\n   "from_id": "user{row % 40 + 1}"'
            one = f'{{\n   "id": {row},\n   "type": "message",\n   {told},\n   "text": "{said}"\n  }}'
            file.write(f"{',' if row else ''}\n  {one}")
        file.write("\n ]\n}")
    return path


def texts(path: Path, rows: int) -> Path:
    """A phone's backup of so many messages with forty people, each tenth with a picture."""
    said, picture = "a word and more " * 250, "iVBORw0KGgoAAAANSUhEUgAA" * 600
    with path.open("w", encoding="utf-8") as file:
        file.write(f"<smses count='{rows}'>\n")
        for row in range(rows):
            who = f'address="+3519120000{row % 40:02}" date="{1_700_000_000_000 + row * 1000}" contact_name="(Unknown)"'
            if row % 10:
                file.write(f'<sms {who} type="1" body="{said}" />\n')
            else:
                part = f'<part ct="image/png" data="{picture}" />'
                file.write(f'<mms {who} msg_box="1"><parts>{part}</parts><addrs></addrs></mms>\n')
        file.write("</smses>")
    return path


def spaces(path: Path, rows: int) -> Path:
    """A Google Chat of one conversation with so many messages."""
    said = "a word and more " * 250
    folder = "Takeout/Google Chat/Groups/DM AbCdEfAAAAE"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        people = '{"members": [{"name": "Ana", "email": "ana@x.example"}, {"name": "Mara", "email": "mara@x.example"}]}'
        archive.writestr(f"{folder}/group_info.json", people)
        with archive.open(f"{folder}/messages.json", "w") as member:
            member.write(b'{\n  "messages": [')
            for row in range(rows):
                when = f"Tuesday, September 15, 2020 at 1:{row // 60 % 60:02}:{row % 60:02} PM UTC"
                one = (
                    '{\n      "creator": {\n        "name": "Ana",\n        "email": "ana@x.example"\n      },\n'
                    f'      "created_date": "{when}",\n'
                    f'      "text": "{said}",\n      "topic_id": "t{row}",\n      "message_id": "AbCdEfAAAAE/t/{row}"\n'
                    "    }"
                )
                member.write(f"{',' if row else ''}\n    {one}".encode())
            member.write(b"\n  ]\n}")
    return path


def saved(path: Path, rows: int) -> Path:
    """A chat that DiscordChatExporter saved, of so many messages."""
    said = "a word and more " * 250
    with path.open("w", encoding="utf-8") as file:
        file.write('{"guild": {"id": "0", "name": "Direct Messages"}, "channel": {"id": "300000000000000031", ')
        file.write('"type": "DirectTextChat", "name": "ana"}, "messages": [')
        for row in range(rows):
            author = f'{{"id": "10000000000000000{row % 2}", "name": "{"ana" if row % 2 else "mara"}"}}'
            file.write(
                f'{"," if row else ""}\n{{"id": "{10**17 + row}", "type": "Default", "content": "{said}", '
                f'"timestamp": "2021-06-01T10:{row // 60 % 60:02}:{row % 60:02}.000+00:00", "author": {author}}}'
            )
        file.write("]}")
    return path


def mails(path: Path, rows: int) -> Path:
    """An mbox of so many mails with forty people."""
    said = "a word and more " * 250
    with path.open("w", encoding="utf-8") as file:
        for row in range(rows):
            when = f"{row % 28 + 1} May 2023 10:{row // 60 % 60:02}:{row % 60:02} +0000"
            who = f"Ana {row % 40} <ana{row % 40}@x.example>"
            file.write(f"From x@x.example Mon May  1 08:00:00 2023\nFrom: {who}\nTo: Mara <mara@x.example>\n")
            file.write(f"Subject: {row}\nDate: {when}\nMessage-ID: <{row}@x.example>\n\n{said}\n\n")
    return path


def peak(path: Path) -> tuple[int, int]:
    """(records, the most bytes held) of reading a file as an import does: one record after the other, none kept."""
    tracemalloc.start()
    try:
        (source, *_), _ = open_sources([path])
        archives, _ = recognise(source)
        count = 0
        for archive in archives:
            for _record in importer(archive.source_id).read(source, archive):
                count += 1
        source.close()
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (messages, "export.zip"), (cards, "people.vcf"), (conversation, "export.zip"), (posts, "export.zip"),
        (talk, "WhatsApp Chat with Harbour.txt"), (frames, "main.jsonl"),
        (chats, "result.json"), (texts, "sms.xml"), (spaces, "takeout.zip"), (saved, "ana.json"),
        (mails, "all.mbox"),
    ],
)  # fmt: skip
def test_a_file_four_times_as_large_takes_hardly_more_memory(
    tmp_path: Path, make: Callable[[Path, int], Path], name: str
) -> None:
    for folder in ("small", "large"):
        (tmp_path / folder).mkdir()
    small, large = make(tmp_path / "small" / name, ROWS), make(tmp_path / "large" / name, 4 * ROWS)
    few, before = peak(small)
    many, after = peak(large)
    assert many > 3 * few
    # Of each row at most what tells it from others is kept: 2 GB of such rows stay below 300 MB.
    assert after - before < (large.stat().st_size - small.stat().st_size) / 8
