"""Makes the fixtures of Apple's messages again: `python tests/exports/make_imessage.py`. Everybody in them is made up.

mac-2026: chat.db with a log beside it, as a running Mac has it. iphone-2015: the file of a phone's backup, with the few
columns of its year and dates in seconds. mac-2026-damaged: a page overwritten, the log cut.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent / "imessage"
IN_A_BACKUP = "3d0d7e5fb2ce288813306e4d4636395e047a3d28"
SECONDS_2001 = 978_307_200
NEW = """
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT,
  attributedBody BLOB, handle_id INTEGER DEFAULT 0, service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0,
  item_type INTEGER DEFAULT 0, associated_message_type INTEGER DEFAULT 0, cache_has_attachments INTEGER DEFAULT 0,
  is_audio_message INTEGER DEFAULT 0, date_retracted INTEGER DEFAULT 0, is_spam INTEGER DEFAULT 0,
  error INTEGER DEFAULT 0);
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER,
  chat_identifier TEXT, display_name TEXT, account_login TEXT, last_addressed_handle TEXT);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, filename TEXT, mime_type TEXT);
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE (message_id, attachment_id));
"""
OLD = """
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT,
  handle_id INTEGER DEFAULT 0, service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0);
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER,
  chat_identifier TEXT);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));
"""
HANDLES = [
    (1, "+351912345678", "pt", "iMessage"),
    (2, "hana@northwind.example", "cz", "iMessage"),
    (3, "913 000 222", "pt", "SMS"),
    (4, "3838", "pt", "SMS"),
    (5, "mara@home.example", "pt", "iMessage"),
]
CHATS = [
    (1, "iMessage;-;+351912345678", 45, "+351912345678", "", "E:mara@home.example", "+351911222333"),
    (2, "iMessage;+;chat811", 43, "chat811", "Bell ringers", "P:+351911222333", "mara@home.example"),
    (3, "SMS;-;913000222", 45, "913000222", None, "", None),
    (4, "SMS;-;3838", 45, "3838", None, "", None),
    (5, "iMessage;-;mara@home.example", 45, "mara@home.example", None, "E:mara@home.example", None),
]
IN_CHATS = [(1, 1), (2, 1), (2, 2), (2, 3), (3, 3), (4, 4), (5, 5)]


def apple(unix: int) -> int:
    """Nanoseconds since 2001."""
    return (unix - SECONDS_2001) * 1_000_000_000


def typedstream(text: str) -> bytes:
    """An attributed string as it is archived, around these words."""
    told = text.encode()
    size = bytes([len(told)]) if len(told) < 0x80 else b"\x81" + len(told).to_bytes(2, "little")
    return (
        b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x12NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92"
        b"\x84\x84\x84\x08NSString\x01\x94\x84\x01+"
        + size
        + told
        + b"\x86\x84\x02iI\x01\x01\x92\x84\x84\x84\x0cNSDictionary"
    )


Message = tuple[int, int, str, str | None, bytes | None, int, int, int, dict[str, int]]
"""number, chat, guid, text, attributedBody, handle, date, is_from_me, other columns"""
SHARED: list[Message] = [
    (1, 1, "A-1", "Are you there already?", None, 1, 1431000000, 0, {}),
    (2, 1, "A-2", "Two minutes", None, 1, 1431000300, 1, {}),
]
MESSAGES: list[Message] = [
    *SHARED,
    (5, 1, "A-5", None, typedstream("See you 😂\nat the Bica"), 1, 1795100000, 0, {}),
    (6, 1, "A-6", None, typedstream("Long " * 60), 0, 1795100060, 1, {}),
    (7, 1, "A-7", "Loved “Long”", None, 1, 1795100070, 0, {"associated_message_type": 2000}),
    (8, 1, "A-8", "\ufffc", None, 1, 1795100080, 0, {"cache_has_attachments": 1}),
    (9, 2, "A-9", "Saturday at nine?", None, 2, 1795100200, 0, {}),
    (10, 2, "A-10", "I am in", None, 0, 1795100210, 1, {}),
    (11, 2, "A-11", None, None, 2, 1795100220, 0, {"item_type": 2}),
    (12, 3, "A-12", "A text from far", None, 3, 1795100300, 0, {}),
    (13, 4, "A-13", "Balance: 7.20", None, 4, 1795100310, 0, {}),
    (14, 5, "A-14", "Buy rope", None, 5, 1795100320, 1, {}),
    (15, 1, "A-15", "Never said", None, 1, 1795100330, 0, {"date_retracted": 1}),
    (16, 1, "A-16", "Did not go", None, 1, 1795100340, 1, {"error": 22}),
    (17, 1, "A-17", None, None, 1, 1795100350, 0, {"cache_has_attachments": 1, "is_audio_message": 1}),
    (18, 1, "A-18", None, None, 1, 1795100360, 0, {}),
]
IN_THE_LOG: list[Message] = [(19, 1, "A-19", "In the log alone", None, 1, 1795100400, 0, {})]


def write(database: sqlite3.Connection, messages: Sequence[Message], *, old: bool = False) -> None:
    for number, chat, guid, text, body, handle, date, mine, more in messages:
        told: dict[str, object] = {"ROWID": number, "guid": guid, "text": text, "handle_id": handle, "is_from_me": mine}
        told |= {"service": "iMessage", "date": date - SECONDS_2001 if old else apple(date)}
        if not old:
            told |= {"attributedBody": body, **more}
        marks = ", ".join("?" * len(told))
        database.execute(f"INSERT INTO message ({', '.join(told)}) VALUES ({marks})", list(told.values()))
        database.execute("INSERT INTO chat_message_join VALUES (?, ?)", (chat, number))


def new(path: Path, messages: Sequence[Message], log: Sequence[Message] = ()) -> Path:
    """A Mac's database; what is in `log` stands in its log alone."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "chat.db"
        database = sqlite3.connect(made, isolation_level=None)
        database.executescript("PRAGMA page_size = 1024; PRAGMA journal_mode = WAL;" + NEW)
        database.executemany("INSERT INTO handle VALUES (?, ?, ?, ?)", HANDLES)
        database.executemany("INSERT INTO chat VALUES (?, ?, ?, ?, ?, ?, ?)", CHATS)
        database.executemany("INSERT INTO chat_handle_join VALUES (?, ?)", IN_CHATS)
        database.execute("INSERT INTO attachment VALUES (1, 'B-1', '~/a.heic', 'image/heic')")
        database.execute("INSERT INTO message_attachment_join VALUES (8, 1)")
        write(database, messages)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        write(database, log)
        path.parent.mkdir(parents=True, exist_ok=True)
        for tail in ("", "-wal", "-shm") if log else ("",):
            shutil.copy(f"{made}{tail}", f"{path}{tail}")
        database.close()
    return path


def old(path: Path) -> Path:
    """An iPhone's of 2015."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA page_size = 1024;" + OLD)
    database.executemany("INSERT INTO handle VALUES (?, ?, ?)", [(n, told, kind) for n, told, _, kind in HANDLES[:3]])
    database.executemany("INSERT INTO chat VALUES (?, ?, ?, ?)", [one[:4] for one in CHATS[:2]])
    database.executemany("INSERT INTO chat_handle_join VALUES (?, ?)", IN_CHATS[:4])
    write(database, [*SHARED, (3, 2, "A-3", "First bell", None, 2, 1431000400, 0, {})], old=True)
    database.close()
    return path


def main() -> None:
    new(HERE / "mac-2026" / "chat.db", MESSAGES, IN_THE_LOG)
    old(HERE / "iphone-2015" / "3d" / IN_A_BACKUP)
    many: list[Message] = [
        (n, 1, f"C-{n}", f"Message {n} " + "word " * 40, None, 1, 1600000000 + n * 60, n % 2, {}) for n in range(20, 60)
    ]
    damaged = new(HERE / "mac-2026-damaged" / "chat.db", [*MESSAGES, *many], IN_THE_LOG)
    content = bytearray(damaged.read_bytes())
    place = content.index(b"Message 40 ") // 1024 * 1024
    content[place : place + 1024] = b"\xff" * 1024
    damaged.write_bytes(content)
    log = damaged.with_name("chat.db-wal")
    log.write_bytes(log.read_bytes()[:-500])


if __name__ == "__main__":
    main()
