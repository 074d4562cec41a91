"""Companies that the user joined, the face he chose, and the keys of whom he had forgotten for good."""

from __future__ import annotations

from peewee import BigIntegerField, CompositeKey, Database, IntegerField, Model, SchemaManager, TextField


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


class CompanyLink(Table):
    a = TextField()
    b = TextField()
    said_a = TextField()
    said_b = TextField()

    class Meta:
        table_name = "company_link"
        primary_key = CompositeKey("a", "b")
        without_rowid = True


class PhotoPin(Table):
    identity = IntegerField(primary_key=True)
    sha = TextField()
    since = BigIntegerField()

    class Meta:
        table_name = "photo_pin"


class Forgotten(Table):
    hash = TextField(primary_key=True)
    at = BigIntegerField()

    class Meta:
        without_rowid = True


def up(migrator: object, db: Database) -> None:
    for table in (CompanyLink, PhotoPin, Forgotten):
        SchemaManager(table, database=db).create_all()
