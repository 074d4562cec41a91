"""One interaction told by several rows: archives of different eras know different things of the same message.

Every telling is kept beside its key while there are several; the interaction shows the best one, so that the order of
imports makes no difference, and the undo of one leaves exactly what the others say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from peewee import SqliteDatabase

from relate.domain.records import Direction, Role
from relate.store.owners import OWNERS

_SAID = ("offset", "conversation", "title", "text", "detail", "link", "people")


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

    def says(self) -> str:
        return json.dumps([getattr(self, name) for name in _SAID], ensure_ascii=False)


def add(database: SqliteDatabase, interaction: int, telling: Telling, import_id: int) -> int | None:
    """Keep one more telling; the part its participants get, None when it is there already (a repeated chunk)."""
    if database.execute_sql("SELECT 1 FROM interaction_key WHERE key = ?", (telling.key,)).fetchone():
        return None
    _keep_only(database, interaction)
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
    it shows another number of people, another time or another direction.
    """
    rows = database.execute_sql(
        "SELECT at, precision, says, import_id, variant, key FROM interaction_key WHERE interaction = ?", (interaction,)
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
    offset, thread, title, text, detail, link, people = said
    before = database.execute_sql(
        "SELECT title, text, people, at, direction FROM interaction WHERE id = ?", (interaction,)
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
    if tuple(before[:2]) != (title, text):
        _index_again(database, interaction, (str(before[0]), str(before[1])), (title, text))
    return tuple(before[2:]) != (people, at, direction)


def _keep_only(database: SqliteDatabase, interaction: int) -> None:
    """While there was one telling the interaction itself said it: write it beside its key."""
    row = database.execute_sql(f"SELECT {', '.join(_SAID)} FROM interaction WHERE id = ?", (interaction,)).fetchone()
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
