"""The rows that say who is on a list (became connected, follows, was removed) are found without the others."""

from __future__ import annotations

from peewee import Database


def up(migrator: object, db: Database) -> None:
    db.execute_sql("CREATE INDEX interaction_listed ON interaction (kind) WHERE kind IN (10, 11, 19)")
