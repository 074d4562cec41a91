"""The tables of a staging file, and how one that an earlier program wrote becomes one of today's."""

from __future__ import annotations

from pathlib import Path

from peewee import SqliteDatabase

from relate.store.connection import make_durable, open_staging

ROW_BITS = 40
"""A row's number in the staging file is its file << 40 | its number in that file."""
_PEOPLE = """
CREATE TABLE tangled (star INTEGER PRIMARY KEY) STRICT;
CREATE TABLE line (star INTEGER PRIMARY KEY, name TEXT, sort_key TEXT, role TEXT, company TEXT, networks TEXT,
  has_photo INTEGER, listed INTEGER, rest TEXT) STRICT;
"""
"""tangled: stars.py. line: first_line.py."""

_TEXTS = """
CREATE TABLE text_file (id INTEGER PRIMARY KEY, path TEXT, inside TEXT, alone INTEGER) STRICT;
CREATE TABLE text_place (telling INTEGER PRIMARY KEY, file INTEGER, start INTEGER, length INTEGER) STRICT;
"""

SCHEMA = f"""{_PEOPLE}{_TEXTS}
CREATE TABLE identity (id INTEGER PRIMARY KEY, network TEXT, local INTEGER, kind TEXT, key TEXT, row INTEGER,
  star INTEGER) STRICT;
CREATE TABLE fact (identity INTEGER, field TEXT, value TEXT, row INTEGER,
  PRIMARY KEY (identity, field, value)) STRICT, WITHOUT ROWID;
CREATE TABLE name (identity INTEGER, name_key TEXT, PRIMARY KEY (identity, name_key)) STRICT, WITHOUT ROWID;
CREATE TABLE link (a INTEGER, b INTEGER, row INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
CREATE TABLE owner (identity INTEGER PRIMARY KEY, found_by TEXT) STRICT;
CREATE TABLE photo (identity INTEGER PRIMARY KEY, image BLOB, row INTEGER) STRICT;
CREATE TABLE conversation (id INTEGER PRIMARY KEY, key TEXT, title TEXT) STRICT;
CREATE TABLE telling (id INTEGER PRIMARY KEY, key INTEGER, variant INTEGER, coarse INTEGER, at INTEGER,
  precision INTEGER, offset INTEGER, kind INTEGER, conversation INTEGER, sender INTEGER, one INTEGER, one_role INTEGER,
  other INTEGER, other_role INTEGER, people INTEGER, tone INTEGER, gist INTEGER, title TEXT, text TEXT, detail TEXT,
  link TEXT, row INTEGER) STRICT;
CREATE TABLE doubled (key INTEGER PRIMARY KEY) STRICT;
CREATE TABLE decided (id INTEGER PRIMARY KEY, main INTEGER, made INTEGER, row_key INTEGER) STRICT;
CREATE VIEW interaction AS SELECT t.*, d.main, d.made, d.row_key FROM telling t JOIN decided d ON d.id = t.id;
CREATE TABLE further (interaction INTEGER, identity INTEGER, role INTEGER,
  PRIMARY KEY (interaction, identity, role)) STRICT, WITHOUT ROWID;
CREATE VIEW participant AS SELECT id AS interaction, one AS identity, one_role AS role FROM telling WHERE one > 0
  UNION ALL SELECT id, other, other_role FROM telling WHERE other > 0
  UNION ALL SELECT interaction, identity, role FROM further;
CREATE TABLE event (id INTEGER PRIMARY KEY, interaction INTEGER, name TEXT, start INTEGER, precision INTEGER,
  end INTEGER, place TEXT, link TEXT, attended INTEGER) STRICT;
CREATE TABLE wish (key INTEGER PRIMARY KEY, subject TEXT, text TEXT, at INTEGER, row INTEGER) STRICT;
CREATE TABLE skipped (row INTEGER PRIMARY KEY, reason TEXT, says TEXT, raw TEXT) STRICT;
CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT UNIQUE, rows INTEGER) STRICT;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT) STRICT;
CREATE TABLE kept_part (mark TEXT PRIMARY KEY, path TEXT) STRICT;
CREATE TABLE kept_member (id INTEGER PRIMARY KEY, mark TEXT, path TEXT, size INTEGER, packed INTEGER, crc INTEGER,
  method INTEGER, modified INTEGER, UNIQUE (mark, path)) STRICT;
CREATE TABLE kept_piece (member INTEGER, number INTEGER, data BLOB, PRIMARY KEY (member, number)) STRICT;
"""


def bring_up_to_date(path: Path) -> None:
    """Rows that an earlier program staged can be written still: everybody in them is looked at one by one."""
    database = open_staging(path)
    try:
        wanting = ""
        if not _has(database, "identity", "star"):
            wanting += f"ALTER TABLE identity ADD COLUMN star INTEGER; UPDATE identity SET star = id; {_PEOPLE}"
            wanting += " INSERT INTO tangled SELECT id FROM identity;"
        if not _has(database, "text_place", "file"):
            wanting += _TEXTS
        if not wanting:
            return
        database.connection().executescript(f"BEGIN; {wanting} COMMIT;")
    finally:
        database.close()
    make_durable(path)


def keys_told_twice(database: SqliteDatabase) -> str:
    """A query for the keys that more than one telling has: in two files of an archive, for in one file equal rows have
    keys of their own."""
    if _has(database, "doubled", "key"):
        return "SELECT key FROM doubled"
    return "SELECT key FROM telling GROUP BY key HAVING count(*) > 1"  # staged by an earlier program


def _has(database: SqliteDatabase, table: str, column: str) -> bool:
    return any(row[1] == column for row in database.execute_sql(f"PRAGMA table_info({table})"))
