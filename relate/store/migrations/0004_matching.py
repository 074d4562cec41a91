"""Two caches for Review: by which keys a person is compared, and which pairs may be one person."""

from __future__ import annotations

from peewee import BlobField, CompositeKey, Database, FloatField, IntegerField, Model, SchemaManager


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


class MatchKey(Table):
    person = IntegerField(primary_key=True)
    keys = BlobField(null=True)
    told = IntegerField(default=0)

    class Meta:
        table_name = "match_key"


class MatchPair(Table):
    a = IntegerField()
    b = IntegerField(index=True)
    odds = FloatField()
    signs = IntegerField()

    class Meta:
        table_name = "match_pair"
        primary_key = CompositeKey("a", "b")
        without_rowid = True


def up(migrator: object, db: Database) -> None:
    for table in (MatchKey, MatchPair):
        SchemaManager(table, database=db).create_all()
