"""The database of messages as rows: a private copy of it, opened for reading alone, whatever its year left out.

The one place beside the store that knows SQLite: the export is a database. formats/contacts.md 5.4.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import quote

from relate.domain.errors import UnreadableSource
from relate.importers.source import Member, Source

_BLOCK: Final = 1 << 20
_LONGEST: Final = 16_000_000
"""Bytes of one value; a damaged page may say that one is as long as the disk."""
_COLUMNS: Final = (
    "guid", "text", "attributedBody", "handle_id", "date", "is_from_me", "associated_message_type", "item_type",
    "cache_has_attachments", "is_audio_message", "date_retracted", "is_spam", "error",
)  # fmt: skip
"""What is asked of a message beside its number, in this order; what a year does not have is None."""
_OF_A_CHAT: Final = ("chat_identifier", "display_name", "style", "account_login", "last_addressed_handle")

_TROUBLE: Final = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged database raises; the second where its words of complaint are damaged too."""

Value: TypeAlias = "int | float | str | bytes | None"
Rows: TypeAlias = "Iterator[tuple[int, tuple[Value, ...]]]"
"""ROWID and the columns asked for, of each row."""


class Broken(NamedTuple):
    """Rows that cannot be read, because pages of the database are damaged."""

    says: str


class RawMessage(NamedTuple):
    """A message as the database has it, and the number of its chat (0: in none that is known)."""

    number: int
    chat: int
    guid: Value
    text: Value
    body: Value
    handle: Value
    date: Value
    from_me: Value
    associated: Value
    item: Value
    attachments: Value
    audio: Value
    retracted: Value
    spam: Value
    error: Value


class RawChat(NamedTuple):
    """A chat as the database has it, with the numbers of the handles in it."""

    identifier: str
    name: str
    style: Value
    own: tuple[str, ...]
    handles: tuple[int, ...]


class Messages:
    """An open copy. Nothing here raises for what the database holds, but making it: what is in _TROUBLE where there are
    no tables of messages."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = {
            str(name)
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if isinstance(sql, str) and sql.upper().startswith("CREATE TABLE")
        }
        if not {"message", "handle"} <= self._tables:
            raise sqlite3.DatabaseError("no messages in it")

    def handles(self) -> dict[int, tuple[str, str]]:
        """number → (phone number or mail address, its country "pt" or "")."""
        rows = self._rows("handle", ("id", "country"))
        return {number: (_text(address), _text(country)) for number, (address, country) in rows}

    def chats(self) -> dict[int, RawChat]:
        """The chats by their numbers."""
        members: dict[int, list[int]] = {}
        for _, (chat, handle) in self._rows("chat_handle_join", ("chat_id", "handle_id")):
            if isinstance(chat, int) and isinstance(handle, int):
                members.setdefault(chat, []).append(handle)
        found = {}
        for number, (identifier, name, style, login, addressed) in self._rows("chat", _OF_A_CHAT):
            handles = tuple(dict.fromkeys(members.get(number, ())))
            found[number] = RawChat(_text(identifier), _text(name), style, (_text(login), _text(addressed)), handles)
        return found

    def messages(self) -> Iterator[RawMessage | Broken]:
        """Every message in the order of its number; of a damaged table those before the damage, then those behind it
        from the end."""
        chats = _Chats(self._rows("chat_message_join", ("message_id", "chat_id"), order="message_id"))
        last = -1
        try:
            for last, values in self._strictly("message", _COLUMNS, "ORDER BY ROWID"):
                yield RawMessage(last, chats.of(last), *values)
        except _TROUBLE:
            yield Broken("pages of the database are damaged: some messages are lost")
            yield from self._behind(last)

    def _behind(self, last: int) -> Iterator[RawMessage]:
        with suppress(*_TROUBLE):
            for number, values in self._strictly("message", _COLUMNS, f"WHERE ROWID > {last} ORDER BY ROWID DESC"):
                yield RawMessage(number, self._chat_of(number), *values)

    def _chat_of(self, message: int) -> int:
        with suppress(*_TROUBLE):
            asked = "SELECT chat_id FROM chat_message_join WHERE message_id = ? LIMIT 1"
            for (chat,) in self._connection.execute(asked, (message,)):
                return int(chat)
        return 0

    def attached(self, message: int) -> list[str]:
        """The types of what was sent with a message ("image/heic"), as far as they are known."""
        if not {"message_attachment_join", "attachment"} <= self._tables:
            return []
        asked = (
            "SELECT a.mime_type FROM message_attachment_join j JOIN attachment a ON a.ROWID = j.attachment_id"
            " WHERE j.message_id = ?"
        )
        try:
            return [_text(kind) for (kind,) in self._connection.execute(asked, (message,)).fetchmany(50)]
        except _TROUBLE:
            return []

    def _rows(self, table: str, columns: Sequence[str], order: str = "ROWID") -> Rows:
        """As `_strictly`, ending where the table is damaged."""
        with suppress(*_TROUBLE):
            yield from self._strictly(table, columns, f"ORDER BY {order}")

    def _strictly(self, table: str, columns: Sequence[str], rest: str) -> Rows:
        """ROWID and these columns of every row; None for a column that this database does not have."""
        if table not in self._tables:
            return
        there = {str(row[1]).casefold() for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
        asked = ", ".join(f'"{one}"' if one.casefold() in there else "NULL" for one in columns)
        for number, *values in self._connection.execute(f'SELECT ROWID, {asked} FROM "{table}" {rest}'):
            yield int(number), tuple(values)


class _Chats:
    """Which chat a message is in: both come in the order of the messages' numbers, so that one row is held."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._at = self._next()

    def of(self, message: int) -> int:
        while self._at is not None and self._at[0] < message:
            self._at = self._next()
        return self._at[1] if self._at is not None and self._at[0] == message else 0

    def _next(self) -> tuple[int, int] | None:
        for _, (message, chat) in self._rows:
            if isinstance(message, int) and isinstance(chat, int):
                return message, chat
        return None


@contextmanager
def opened(source: Source, database: Member, log: Member | None) -> Iterator[Messages]:
    """The database as a private copy that is gone at the end. Raises UnreadableSource, in a sentence, where nothing of
    it can be read."""
    with tempfile.TemporaryDirectory(prefix="relate-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "messages.db"
        try:
            _copy(source, database, path)
            if log is not None:
                _copy(source, log, path.with_name("messages.db-wal"))
        except OSError as problem:
            raise UnreadableSource(
                f"{database.name} could not be copied to be read: {problem.strerror or problem}."
            ) from problem
        try:
            connection = sqlite3.connect(f"file:{quote(path.as_posix())}?mode=rw", uri=True, isolation_level=None)
        except _TROUBLE as problem:
            raise UnreadableSource(_damaged(database)) from problem
        try:
            connection.text_factory = _decoded
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            for pragma in ("query_only = 1", "trusted_schema = 0", "cell_size_check = 1", "temp_store = FILE"):
                connection.execute(f"PRAGMA {pragma}")
            try:
                messages = Messages(connection)
            except _TROUBLE as problem:
                raise UnreadableSource(_damaged(database)) from problem
            _without_names(Path(folder))
            yield messages
        finally:
            connection.close()


def _without_names(folder: Path) -> None:
    """What is open needs no name any more, and whatever ends this process leaves no copy behind. Windows keeps them
    until they are closed."""
    for path in folder.iterdir():
        with suppress(OSError):
            path.unlink()


def _copy(source: Source, member: Member, to: Path) -> None:
    with source.open(member) as stream, to.open("wb") as copy:
        while block := stream.read(_BLOCK):
            copy.write(block)


def _damaged(member: Member) -> str:
    return f"{member.name} is damaged: copy it again, together with {member.name}-wal if that is there."


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""
