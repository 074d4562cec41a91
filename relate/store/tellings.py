"""One interaction told by several rows: archives of different eras know different things of the same message.

Every telling is kept beside its key while there are several; the interaction shows the best one, so that the order of
imports makes no difference, and the undo of one leaves exactly what the others say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from peewee import SqliteDatabase

from relate.domain.records import Direction, Role
from relate.store.codes import Tone
from relate.store.owners import OWNERS

_SAID = ("offset", "conversation", "title", "text", "detail", "link", "people", "gist", "greets")
"""What is kept of a telling beside the others; an earlier program kept all but the last two."""
_GREETS = f"iif(gist IS NULL AND tone = {int(Tone.HELLO)}, 1, 0)"
"""Whether the words are a greeting, of an interaction as it is shown: nothing else is a hello without a gist."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A row's key and what it says; fields as in the tables interaction_key and interaction."""

    key: int
    variant: int
    same: int | None
    coarse: int | None
    at: int | None
    precision: int
    offset: int | None
    conversation: int
    title: str
    text: str
    detail: str
    link: str
    people: int
    gist: int | None = None
    greets: int = 0

    def says(self) -> str:
        return json.dumps([getattr(self, name) for name in _SAID], ensure_ascii=False)


def add(database: SqliteDatabase, interaction: int, telling: Telling, import_id: int) -> int | None:
    """Keep one more telling; the part its participants get, None when it is there already (a repeated chunk)."""
    if database.execute_sql("SELECT 1 FROM interaction_key WHERE key = ?", (telling.key,)).fetchone():
        return None
    keep_only(database, interaction)
    (part,) = database.execute_sql(
        "SELECT coalesce(max(part) + 1, 0) FROM interaction_key WHERE interaction = ?", (interaction,)
    ).fetchone()
    database.execute_sql(
        "INSERT INTO interaction_key (key, interaction, part, variant, same, coarse, at, precision, says, import_id)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            telling.key,
            interaction,
            part,
            telling.variant,
            telling.same,
            telling.coarse,
            telling.at,
            telling.precision,
            telling.says(),
            import_id,
        ),
    )
    return int(part)


def show_best(database: SqliteDatabase, interaction: int) -> bool:
    """Let the interaction show its best telling: the finest time, a known thread before none, the earliest, a text
    before none (some archives list messages without their words); and let it belong to the first import among those
    that tell it. Whether it weighs or counts elsewhere than before for those it is about, whichever telling names them:
    it shows another number of people, another time or another direction, or is a hello or none.

    Where tellings differ in what they say without names, that is noted in temp.gist: of other rows it may be a hello
    now, or none any more.
    """
    rows = database.execute_sql(
        "SELECT at, precision, says, import_id, variant, coalesce(coarse, 0), key FROM interaction_key"
        " WHERE interaction = ?",
        (interaction,),
    ).fetchall()
    if not rows:
        return False
    owner = min(row[3] for row in rows)
    database.execute_sql(
        "UPDATE interaction SET import_id = ? WHERE id = ? AND import_id != ?", (owner, interaction, owner)
    )
    # The variant before the key: which telling has the plain key depends on which came first.
    told = [(at, precision, json.loads(says), which) for at, precision, says, _, *which in rows if says is not None]
    if not told:
        return False
    in_thread, words = _SAID.index("conversation"), _SAID.index("text")
    at, precision, said, _ = min(
        told,
        key=lambda row: (
            -row[1], not row[2][in_thread], row[0] is None, row[0] or 0, not row[2][words], row[2][words], row[3]
        ),
    )  # fmt: skip
    offset, thread, title, text, detail, link, people, *meant = said
    before = database.execute_sql(
        "SELECT title, text, people, at, direction, tone FROM interaction WHERE id = ?", (interaction,)
    ).fetchone()
    (direction,) = database.execute_sql(
        "UPDATE interaction SET at = ?, precision = ?, offset = ?, conversation = ?, title = ?, text = ?, detail = ?,"
        " link = ?, people = ?, direction = (SELECT CASE WHEN count(*) = 0 THEN ? WHEN max(p.identity IN"
        f" ({OWNERS})) THEN ? ELSE ? END FROM participant p WHERE p.interaction = interaction.id AND p.role = ?)"
        " WHERE id = ? RETURNING direction",
        (
            at,
            precision,
            offset,
            thread,
            title,
            text,
            detail,
            link,
            people,
            int(Direction.NONE),
            int(Direction.OUT),
            int(Direction.IN),
            int(Role.FROM),
            interaction,
        ),
    ).fetchone()
    tone = _mean(database, interaction, meant, {row[2][-2] for row in told if len(row[2]) == len(_SAID)}, before[5])
    if tuple(before[:2]) != (title, text):
        _index_again(database, interaction, (str(before[0]), str(before[1])), (title, text))
    return tuple(before[2:]) != (people, at, direction, tone)


def _mean(
    database: SqliteDatabase, interaction: int, meant: Sequence[int | None], gists: set[int | None], tone: int
) -> int:
    """Let it mean what its best telling does (gist, greets; nothing where an earlier program kept it); its tone."""
    if not meant:
        return tone
    gist, greets = meant
    (before,) = database.execute_sql("SELECT gist FROM interaction WHERE id = ?", (interaction,)).fetchone()
    if greets:
        tone = int(Tone.HELLO)  # a greeting is no pitch
    elif tone == Tone.HELLO and (gist is None or gist != before):
        tone = int(Tone.PLAIN)  # until it is counted
    database.execute_sql("UPDATE interaction SET gist = ?, tone = ? WHERE id = ?", (gist, tone, interaction))
    if len(different := gists | {before}) > 1:
        database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS gist (gist INTEGER PRIMARY KEY)")
        database.connection().executemany(
            "INSERT OR IGNORE INTO temp.gist VALUES (?)", [(one,) for one in different if one is not None]
        )
    return tone


def keep_only(database: SqliteDatabase, interaction: int) -> None:
    """While there was one telling the interaction itself said it: write it beside its key."""
    columns = ", ".join((*_SAID[:-1], _GREETS))
    row = database.execute_sql(f"SELECT {columns} FROM interaction WHERE id = ?", (interaction,)).fetchone()
    database.execute_sql(
        "UPDATE interaction_key SET says = ? WHERE interaction = ? AND says IS NULL",
        (json.dumps(list(row), ensure_ascii=False), interaction),
    )


def _index_again(database: SqliteDatabase, interaction: int, old: tuple[str, str], new: tuple[str, str]) -> None:
    if database.execute_sql("SELECT 1 FROM interaction_fts_docsize WHERE id = ?", (interaction,)).fetchone():
        database.execute_sql(
            "INSERT INTO interaction_fts (interaction_fts, rowid, title, text) VALUES ('delete',?,?,?)",
            (interaction, *old),
        )
    if any(new):
        database.execute_sql("INSERT INTO interaction_fts (rowid, title, text) VALUES (?,?,?)", (interaction, *new))
