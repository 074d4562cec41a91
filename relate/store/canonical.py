"""The library as lines that are equal when two libraries hold the same: without ids, sorted, nothing derived from a
clock. What `relate export` writes, and what "the same library" means in tests. Source: data-model.md, "Same library".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from peewee import SqliteDatabase

from relate.store import text_places
from relate.store.codes import CODE_KIND
from relate.store.visibility import and_visible, hidden

Record = dict[str, Any]
_ROLES = {1: "from", 2: "to", 3: "cc", 4: "present", 5: "listed"}
_USERS = (
    ("tag", "tag", ("name",)),
    ("circle", "circle_member", ("circle", "since")),
    ("rhythm", "rhythm_set", ("days", "since")),
    ("state", "person_state", ("state", "since")),
    ("face", "photo_pin", ("sha", "since")),
    ("removed", "removed", ("at",)),
    ("thread", "thread_item", ("uid", "kind", "text", "due_day", "done", "at")),
    ("act", "suggestion_act", ("uid", "act", "at", "until_day", "reason")),
    ("attendance", "attendance", ("event", "met")),
    ("event mark", "event_mark", ("event", "mark", "at")),
    ("unwanted", "unwanted", ("at",)),
    ("wish", "typed_wish", ("uid", "name", "company", "at")),
)
"""What the user said of somebody: the word for it, its table, its columns."""


def dump(database: SqliteDatabase) -> list[str]:
    """Every record as a line of JSON, sorted."""
    return sorted(json.dumps(record, sort_keys=True) for record in records(database))


def records(database: SqliteDatabase) -> Iterator[Record]:
    """Everything a reader may see: people, interactions, events, wishes, the user's words. In no certain order."""
    keys = _identity_keys(database)
    yield from _people(database, keys)
    yield from _user_links(database, keys)
    yield from _interactions(database, keys)
    yield from _others(database)


def _identity_keys(database: SqliteDatabase) -> dict[int, str]:
    """identity → "linkedin:profile:maya", a local one with its account: "linkedin:name:maya okafor@linkedin"."""
    shown = and_visible("i.import_id", hidden(database))
    return {
        identity: f"{network}:{kind}:{key}" + (f"@{title}" if account else "")
        for identity, network, kind, key, account, title in database.execute_sql(
            "SELECT i.id, i.network, i.kind, i.key, i.account, coalesce(nullif(a.title, ''), a.network)"
            f" FROM identity i LEFT JOIN account a ON a.id = i.account WHERE 1{shown}"
        )
    }


def _people(database: SqliteDatabase, keys: dict[int, str]) -> Iterator[Record]:
    said = _said(database, keys)
    facts = _facts(database, keys)
    owners = _owner_words(database)
    talked = {row[0] for row in database.execute_sql("SELECT DISTINCT identity FROM participant")}
    photos = defaultdict(set)
    shown = and_visible("f.import_id", hidden(database))
    for identity, image in database.execute_sql(
        f"SELECT f.identity, q.image FROM photo f JOIN picture q ON q.id = f.picture WHERE 1{shown}"
    ):
        photos[identity].add(sha256(image).hexdigest())
    rows = database.execute_sql("SELECT person, id, import_id, by_user FROM identity ORDER BY person")
    for _, members in groupby(rows, key=lambda row: row[0]):
        identities = []
        for _, identity, import_id, by_user in members:
            one: Record = {"key": keys.get(identity, "")}
            if identity in facts:
                one["facts"] = sorted(facts[identity])
            if identity in owners:
                one["owner"] = owners[identity]
            if identity in photos:
                one["photos"] = sorted(photos[identity])
            one |= said.get(identity, {})
            if identity in keys and (import_id or by_user or identity in talked or len(one) > 1):
                identities.append(one)
        if identities:
            # Names inside two accounts of one network are written alike: what is told of them puts them in order.
            identities.sort(key=lambda one: (one["key"], json.dumps(one, sort_keys=True)))
            yield {"record": "person", "identities": identities}


def _said(database: SqliteDatabase, keys: dict[int, str]) -> dict[int, Record]:
    said: dict[int, Record] = defaultdict(dict)
    for word, table, columns in _USERS:
        for identity, *values in database.execute_sql(
            f"SELECT identity, {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}"
        ):
            if identity in keys:
                said[identity].setdefault(word, []).append(dict(zip(columns, values, strict=True)))
    return said


def _facts(database: SqliteDatabase, keys: dict[int, str]) -> dict[int, list[tuple[str, str, int, list[str]]]]:
    """identity → (field, value, by_user, the archives that say so)."""
    unseen = hidden(database)
    archives = {
        number: f"{title} as of {snapshot}"
        for number, title, snapshot in database.execute_sql("SELECT id, title, snapshot_at FROM import")
        if number not in unseen
    }
    sources: dict[int, set[str]] = defaultdict(set)
    rows = database.execute_sql("SELECT id, identity, field, value, by_user, import_id FROM fact").fetchall()
    for fact, import_id in [(row[0], row[5]) for row in rows] + database.execute_sql(
        "SELECT fact, import_id FROM fact_seen"
    ).fetchall():
        if import_id in archives:
            sources[fact].add(archives[import_id])
    found: dict[int, list[tuple[str, str, int, list[str]]]] = defaultdict(list)
    for fact, identity, name, value, by_user, _ in rows:
        if identity in keys and (by_user or sources[fact]):
            found[identity].append((name, value, by_user, sorted(sources[fact])))
    return found


def _owner_words(database: SqliteDatabase) -> dict[int, list[tuple[int, str]]]:
    """identity → (whether it is the owner, who says so): "" is the user."""
    shown = and_visible("import_id", hidden(database))
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for identity, is_me, by in database.execute_sql(
        f"SELECT identity, is_me, found_by FROM owner_identity WHERE 1{shown}"
    ):
        found[identity].add((is_me, by))
    return {identity: sorted(words) for identity, words in found.items()}


def _user_links(database: SqliteDatabase, keys: dict[int, str]) -> Iterator[Record]:
    for a, b, relation in database.execute_sql("SELECT a, b, relation FROM link WHERE origin = 'user'"):
        if a in keys and b in keys:
            yield {"record": "link", "relation": relation, "between": sorted((keys[a], keys[b]))}


def _interactions(database: SqliteDatabase, keys: dict[int, str]) -> Iterator[Record]:
    places = text_places.everything(database)
    shown = and_visible("i.import_id", hidden(database))
    rows = database.execute_sql(
        "SELECT i.id, i.at, i.precision, i.kind, i.direction, i.tone, i.title, i.text, i.detail, i.link, i.by_user,"
        " c.key, o.hidden, o.at, o.precision, o.person, p.identity, p.role"
        " FROM interaction i LEFT JOIN conversation c ON c.id = i.conversation"
        " LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" LEFT JOIN participant p ON p.interaction = i.id WHERE 1{shown} ORDER BY i.id"
    )
    for interaction, group in groupby(rows, key=lambda row: row[0]):
        parts = list(group)
        _, at, precision, kind, direction, tone, title, text, detail, link, by_user, thread, *rest = parts[0]
        record: Record = {
            "record": "interaction",
            "at": at,
            "precision": precision,
            "kind": CODE_KIND[kind].value,
            "direction": direction,
            "tone": tone,
            "title": title,
            "text": text,
            "detail": detail,
            "link": link,
            "by_user": by_user,
            "conversation": thread,
            "people": sorted({(keys.get(part[16], ""), _ROLES.get(part[17], "")) for part in parts}),
        }
        if interaction in places:
            record["text_in_file"] = places[interaction]
        if rest[0] is not None:
            record["corrected"] = [*rest[:3], keys.get(rest[3])]
        yield record


def _others(database: SqliteDatabase) -> Iterator[Record]:
    shown = and_visible("import_id", hidden(database))
    for kind, columns, statement in (
        ("event", ("name", "start", "place", "link", "attended"), f"FROM event WHERE 1{shown}"),
        ("wish", ("subject", "text", "at"), f"FROM wish WHERE 1{shown}"),
        ("event said", ("key", "name", "start", "end", "place", "note", "hidden"), "FROM event_said"),
        ("event round", ("event", "first_day", "at"), "FROM event_round"),
        ("no event", ("network", "title", "first_day", "last_day"), "FROM no_event"),
        ("typed wish", ("uid", "name", "company", "at"), "FROM typed_wish WHERE identity IS NULL"),
        ("unwished", ("wish", "at"), "FROM unwished"),
        ("looking for", ("text", "at"), "FROM looking_for"),
        ("list", ("name", "query"), "FROM saved_list"),
        ("companies", ("a", "b"), "FROM company_link"),
        ("setting", ("name", "value"), "FROM setting"),
    ):
        for row in database.execute_sql(f"SELECT {', '.join(columns)} {statement}"):
            yield {"record": kind, **dict(zip(columns, row, strict=True))}
