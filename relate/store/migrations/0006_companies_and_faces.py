"""Companies that the user joined, and the face he chose for somebody."""

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


def up(migrator: object, db: Database) -> None:
    for table in (CompanyLink, PhotoPin):
        SchemaManager(table, database=db).create_all()
