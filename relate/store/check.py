"""Looking a library through: is the file whole, does nothing point nowhere, and is what is derived what follows from
what was said. Works on a database of its own (a copy), since it writes everything derived anew to compare.

Source: design/data-model.md "Tables", caches; trust.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from relate.domain.packing import unpack
from relate.store import ties
from relate.store.codes import UNFINISHED_STATES
from relate.store.connection import immediate, integrity_check
from relate.store.links import relink_everything
from relate.store.people_cache import everybody
from relate.store.problems import DAMAGED
from relate.store.renewing import renew_at_once
from relate.store.schema import FULL_TEXT, Person
from relate.store.settling import redirect

_PART = 2000


class Finding(NamedTuple):
    """A sentence, and whether writing anew what is derived mends it."""

    says: str
    derived: bool


POINTERS = (
    # table, column, where it points, condition, what it is
    ("identity", "person", "person", "id", "import_id > 0 OR by_user", "identities of nobody"),
    ("fact", "identity", "identity", "id", "", "facts of nobody"),
    ("fact_seen", "fact", "fact", "id", "", "claims on facts that are gone"),
    ("photo", "identity", "identity", "id", "", "photos of nobody"),
    ("photo", "picture", "picture", "id", "", "photos that are gone"),
    ("picture", "id", "photo", "picture", "", "pictures that nobody holds"),
    ("photo_pin", "identity", "identity", "id", "", "chosen faces of nobody"),
    ("link", "a", "identity", "id", "", "links that begin nowhere"),
    ("link", "b", "identity", "id", "", "links that end nowhere"),
    ("participant", "identity", "identity", "id", "", "people missing from the timeline"),
    ("participant", "interaction", "interaction", "id", "", "people in rows of the timeline that are gone"),
    ("interaction_key", "interaction", "interaction", "id", "", "keys of rows that are gone"),
    ("text_place", "key", "interaction_key", "key", "", "places of texts of rows that are gone"),
    ("text_place", "file", "text_file", "id", "", "places of texts in files that are not known"),
    ("text_file", "import_id", "import", "id", "", "files with texts of imports that are gone"),
    ("read_for", "import_id", "import", "id", "", "addresses of imports that are gone"),
    ("interaction", "account", "account", "id", "account > 0", "rows of accounts that are gone"),
    ("interaction", "conversation", "conversation", "id", "conversation > 0", "rows of threads that are gone"),
    ("interaction", "import_id", "import", "id", "import_id > 0", "rows of imports that are gone"),
    ("identity", "import_id", "import", "id", "import_id > 0", "identities of imports that are gone"),
    ("fact", "import_id", "import", "id", "import_id > 0", "facts of imports that are gone"),
    ("fact_seen", "import_id", "import", "id", "", "claims of imports that are gone"),
    ("claim", "import_id", "import", "id", "", "claims of imports that are gone"),
    ("owner_identity", "identity", "identity", "id", "", "owners that are nobody"),
    ("tag", "identity", "identity", "id", "", "tags on nobody"),
    ("circle_member", "identity", "identity", "id", "", "circle members that are nobody"),
    ("rhythm_set", "identity", "identity", "id", "", "rhythms of nobody"),
    ("person_state", "identity", "identity", "id", "", "states of nobody"),
    ("removed", "identity", "identity", "id", "", "removals of nobody"),
    ("thread_item", "identity", "identity", "id", "", "promises and questions to nobody"),
    ("suggestion_act", "identity", "identity", "id", "", "answers to suggestions of nobody"),
    ("attendance", "identity", "identity", "id", "", "guests of events that are nobody"),
    ("event_mark", "identity", "identity", "id", "", "decisions about guests that are nobody"),
    ("unwanted", "identity", "identity", "id", "", "wishes taken back that are about nobody"),
    ("typed_wish", "identity", "identity", "id", "identity IS NOT NULL", "wishes that became nobody"),
    ("interaction_override", "interaction", "interaction", "id", "", "corrections of rows that are gone"),
    ("event", "interaction", "interaction", "id", "interaction > 0", "events that are not in the timeline"),
    ("change", "step", "step", "id", "", "changes of steps that are gone"),
)
_DERIVED = ("identity_name", "conversation", "contact_day", "rhythm_state", "person")


def findings(database: SqliteDatabase) -> list[Finding]:
    """Everything that is not as it should be, on a copy that may be written to. [] when all is well."""
    whole = integrity_check(database)
    if whole != "ok":
        return [Finding(f"{DAMAGED}: {whole}.", derived=False)]
    return [*_pointing_nowhere(database), *_sums(database), *_derived(database)]


def unfinished(database: SqliteDatabase) -> bool:
    """Whether an import is being written or taken back: what is derived is not settled then."""
    marks = ",".join("?" * len(UNFINISHED_STATES))
    row = database.execute_sql(
        f"SELECT EXISTS (SELECT 1 FROM import WHERE state IN ({marks}))", UNFINISHED_STATES
    ).fetchone()
    return bool(row[0])


def derive_everything(database: SqliteDatabase, tell: Callable[[float], None] = lambda _share: None) -> None:
    """Write every cache anew from what was said. One transaction, so that it is done or not; `tell` is given the share
    done, and whatever it raises breaks it off."""
    with immediate(database):
        relink_everything(database)
        identities = [row[0] for row in database.execute_sql("SELECT id FROM identity ORDER BY id")]
        for start in range(0, len(identities), _PART):
            tell(0.2 * start / len(identities))
            redirect(database, identities[start : start + _PART])
        gists = [row[0] for row in database.execute_sql("SELECT DISTINCT gist FROM interaction WHERE gist IS NOT NULL")]
        conversations = [row[0] for row in database.execute_sql("SELECT id FROM conversation ORDER BY id")]
        ties.untell_hellos(database, gists)
        ties.mark_tones(database, gists, conversations)
        ties.untell_pitches(database)
        database.execute_sql("DELETE FROM contact_day")
        database.execute_sql("DELETE FROM rhythm_state")
        persons = sorted(everybody(database))
        database.execute_sql("DELETE FROM person")
        database.execute_sql("DELETE FROM person_fts")
        for share in renew_at_once(database, persons):
            tell(0.2 + 0.7 * share)
        database.execute_sql("INSERT INTO interaction_fts (interaction_fts) VALUES ('delete-all')")
        database.execute_sql(
            "INSERT INTO interaction_fts (rowid, title, text) SELECT id, title, text FROM interaction"
            " WHERE title != '' OR text != '' ORDER BY id"
        )
        tell(1.0)


def _pointing_nowhere(database: SqliteDatabase) -> Iterator[Finding]:
    for table, column, to, key, where, words in POINTERS:
        (count,) = database.execute_sql(
            f"SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM {to} x WHERE x.{key} = t.{column})"
            + (f" AND ({where})" if where else "")
        ).fetchone()
        if count:
            yield Finding(f"{count:,} {words} ({table}.{column}).", derived=table == "identity" and to == "person")


def _sums(database: SqliteDatabase) -> Iterator[Finding]:
    """Each file's rows are accounted for, and an interaction's id says its time."""
    for title, name in database.execute_sql(
        "SELECT i.title, f.name FROM import_file f JOIN import i ON i.id = f.import_id"
        " WHERE f.rows != f.new + f.matched + f.updated + f.unchanged + f.skipped OR (i.state = 'live' AND f.skipped !="
        " (SELECT count(*) FROM import_row r WHERE r.import_id = f.import_id AND r.file = f.name))"
    ):
        yield Finding(f"The rows of {name} in “{title}” do not add up.", derived=False)
    (count,) = database.execute_sql(
        # Where the user gave it another time, it stands at that.
        "SELECT count(*) FROM (SELECT i.id, coalesce(o.at, i.at) AS at FROM interaction i"
        " LEFT JOIN interaction_override o ON o.interaction = i.id)"
        " WHERE at IS NOT NULL AND at >= 80000000000 AND abs((id >> 12) - at / 1000) > 2 * 86400"
    ).fetchone()
    if count:
        yield Finding(f"{count:,} rows of the timeline stand at another time than their own.", derived=False)


def _derived(database: SqliteDatabase) -> Iterator[Finding]:
    """Keep what is there under other names, derive everything, compare."""
    for table in _DERIVED:
        database.execute_sql(f"CREATE TABLE was_{table} AS SELECT * FROM {table}")
    database.execute_sql("CREATE TABLE was_identity AS SELECT id, person FROM identity")
    database.execute_sql("CREATE TABLE was_link AS SELECT a, b, relation, origin, evidence, active FROM link")
    database.execute_sql("CREATE TABLE was_interaction AS SELECT id, direction, tone FROM interaction")
    database.execute_sql("CREATE UNIQUE INDEX was_interaction_id ON was_interaction (id)")
    database.execute_sql("CREATE TABLE was_person_fts AS SELECT rowid AS id, name, rest FROM person_fts")
    yield from _search_index(database)
    derive_everything(database)
    yield from _differing(database, "who is who", "id, person", "identity")
    yield from _differing(database, "links between identities", "a, b, relation, origin, evidence, active", "link")
    yield from _differing(database, "names inside accounts", "account, name_key, identity", "identity_name")
    yield from _differing(database, "threads with words of yours", "id, mine", "conversation")
    for column, words in (("direction", "directions of rows"), ("tone", "hellos and pitches")):
        (count,) = database.execute_sql(
            f"SELECT count(*) FROM interaction i JOIN was_interaction w ON w.id = i.id WHERE w.{column} != i.{column}"
        ).fetchone()
        yield from _told(count, words)
    yield from _contact_days(database)
    yield from _rhythms(database)
    yield from _lines(database)
    (count,) = database.execute_sql(
        "SELECT count(*) FROM (SELECT id, name, rest FROM was_person_fts"
        " EXCEPT SELECT rowid, name, rest FROM person_fts)"
    ).fetchone()
    (more,) = database.execute_sql(
        "SELECT count(*) FROM (SELECT rowid FROM person_fts EXCEPT SELECT id FROM was_person_fts)"
    ).fetchone()
    yield from _told(count + more, "people in the search")


def _search_index(database: SqliteDatabase) -> Iterator[Finding]:
    """The full-text index has exactly the words of the texts: compared with one made from nothing."""
    (astray,) = database.execute_sql(
        "SELECT (SELECT count(*) FROM interaction_fts_docsize d WHERE NOT EXISTS"
        " (SELECT 1 FROM interaction i WHERE i.id = d.id AND (i.title != '' OR i.text != '')))"
        " + (SELECT count(*) FROM interaction i WHERE (i.title != '' OR i.text != '') AND NOT EXISTS"
        " (SELECT 1 FROM interaction_fts_docsize d WHERE d.id = i.id))"
    ).fetchone()
    yield from _told(astray, "rows in the search")
    fresh = next(sql for sql in FULL_TEXT if "interaction_fts" in sql).replace("interaction_fts", "fresh_fts")
    database.execute_sql(fresh)
    database.execute_sql(
        "INSERT INTO fresh_fts (rowid, title, text) SELECT id, title, text FROM interaction"
        " WHERE title != '' OR text != '' ORDER BY id"
    )
    for table in ("interaction_fts", "fresh_fts"):
        database.execute_sql(f"CREATE VIRTUAL TABLE words_{table} USING fts5vocab({table}, row)")
    (count,) = database.execute_sql(
        "SELECT count(*) FROM (SELECT term, doc, cnt FROM words_interaction_fts"
        " EXCEPT SELECT term, doc, cnt FROM words_fresh_fts)"
    ).fetchone()
    (less,) = database.execute_sql(
        "SELECT count(*) FROM (SELECT term FROM words_fresh_fts EXCEPT SELECT term FROM words_interaction_fts)"
    ).fetchone()
    yield from _told(count + less, "words in the search")


def _differing(database: SqliteDatabase, words: str, columns: str, table: str) -> Iterator[Finding]:
    (count,) = database.execute_sql(
        f"SELECT max((SELECT count(*) FROM (SELECT {columns} FROM was_{table} EXCEPT SELECT {columns} FROM {table})),"
        f" (SELECT count(*) FROM (SELECT {columns} FROM {table} EXCEPT SELECT {columns} FROM was_{table})))"
    ).fetchone()
    yield from _told(count, words)


def _contact_days(database: SqliteDatabase) -> Iterator[Finding]:
    """Sums of depths are compared to a millionth: their order of adding is nobody's concern."""
    same = "w.identity = c.identity AND w.day = c.day"
    (count,) = database.execute_sql(
        f"SELECT (SELECT count(*) FROM contact_day c LEFT JOIN was_contact_day w ON {same} WHERE w.day IS NULL"
        " OR abs(w.weight - c.weight) > 1e-6 OR abs(w.total - c.total) > 1e-6 OR w.messages_out != c.messages_out"
        " OR w.messages_in != c.messages_in OR w.first_at != c.first_at OR w.last_at != c.last_at)"
        f" + (SELECT count(*) FROM was_contact_day w WHERE NOT EXISTS (SELECT 1 FROM contact_day c WHERE {same}))"
    ).fetchone()
    yield from _told(count, "contact days")


def _rhythms(database: SqliteDatabase) -> Iterator[Finding]:
    was = dict(database.execute_sql("SELECT person, state FROM was_rhythm_state").fetchall())
    now = dict(database.execute_sql("SELECT person, state FROM rhythm_state").fetchall())
    count = sum(
        1
        for person in was.keys() | now.keys()
        if was.get(person) != now.get(person) and not _same_state(was.get(person), now.get(person))
    )
    yield from _told(count, "rhythms")


def _same_state(was: bytes | None, now: bytes | None) -> bool:
    if was is None or now is None:
        return False
    try:
        one, other = unpack(was), unpack(now)
    except ValueError:
        return False
    return all(_close(getattr(one, name), getattr(other, name)) for name in one.__slots__)


def _close(was: Any, now: Any) -> bool:
    if isinstance(was, float) or isinstance(now, float):
        return math.isclose(was, now, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(was, tuple):
        return len(was) == len(now) and all(map(_close, was, now))
    if hasattr(was, "__slots__"):
        return all(_close(getattr(was, name), getattr(now, name)) for name in was.__slots__)
    return bool(was == now)


def _lines(database: SqliteDatabase) -> Iterator[Finding]:
    exact = [column for column in Person._meta.sorted_field_names if column not in ("id", "closeness")]  # noqa: SLF001
    unequal = " OR ".join(f"w.{column} IS NOT p.{column}" for column in exact)
    (count,) = database.execute_sql(
        "SELECT (SELECT count(*) FROM person p LEFT JOIN was_person w ON w.id = p.id"
        f" WHERE w.id IS NULL OR {unequal} OR abs(w.closeness - p.closeness) > 1e-6)"
        " + (SELECT count(*) FROM was_person w WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.id = w.id))"
    ).fetchone()
    yield from _told(count, "lines of the contact list")


def _told(count: int, words: str) -> Iterator[Finding]:
    if count:
        yield Finding(f"{count:,} {words} {'is' if count == 1 else 'are'} not what follows from what was said.", True)
