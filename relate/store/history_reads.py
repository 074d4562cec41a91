"""Reading the journal for the place History."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import SqliteDatabase

from relate.domain.names import folded
from relate.store.people_cache import sort_key

_PEOPLE_MOST = 5


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as History lists it; people: (person id, name) of those it is about, at most five; others: how many it
    is about beside these. import_gone: the import it read or took back is taken back now."""

    id: int
    at: int
    title: str
    undoes: int | None
    import_id: int | None
    import_gone: bool
    people: tuple[tuple[int, str], ...]
    others: int


def steps(database: SqliteDatabase, text: str = "", limit: int = 200, before: int | None = None) -> list[StepLine]:
    """Steps, newest first; `text` is looked for in titles and in the names of the people they are about, whatever the
    case and the accents; and it may be their kind ("import", "merge"), which a title says in other words."""
    where, parameters = ["1"], list[object]()
    if before is not None:
        where.append("s.id < ?")
        parameters.append(before)
    if text.strip():
        database.connection().create_function("folded", 1, folded, deterministic=True)
        where.append(
            "(folded(s.title) LIKE ? ESCAPE '\\' OR s.kind = ? OR s.id IN (SELECT c.step FROM change c"
            " JOIN identity n ON n.id = c.identity JOIN person p ON p.id = n.person"
            " WHERE p.sort_key LIKE ? ESCAPE '\\'))"
        )
        said = folded(text.strip())
        parameters += [_pattern(said), said, _pattern(sort_key(text.strip()))]
    rows = database.execute_sql(
        "SELECT s.id, s.at, s.title, s.undoes, s.import_id, coalesce(i.state = 'undone', 0) FROM step s"
        " LEFT JOIN import i ON i.id = s.import_id"
        f" WHERE {' AND '.join(where)} ORDER BY s.id DESC LIMIT ?",
        (*parameters, limit),
    ).fetchall()
    return [
        StepLine(step, at, title, undoes, import_id, bool(gone), *_people(database, step))
        for step, at, title, undoes, import_id, gone in rows
    ]


def _pattern(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _people(database: SqliteDatabase, step: int) -> tuple[tuple[tuple[int, str], ...], int]:
    """Those of them who are named, and how many others there are."""
    rows = database.execute_sql(
        "SELECT id, name, count(*) OVER () FROM (SELECT DISTINCT p.id, p.name FROM change c"
        " JOIN identity n ON n.id = c.identity JOIN person p ON p.id = n.person WHERE c.step = ? AND p.name != '')"
        " ORDER BY name LIMIT ?",
        (step, _PEOPLE_MOST),
    ).fetchall()
    return tuple((int(person), str(name)) for person, name, _ in rows), rows[0][2] - len(rows) if rows else 0
