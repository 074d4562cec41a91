"""Where the texts of mails lie that are read when somebody asks for them, and for whom mails were read."""

from __future__ import annotations

from peewee import BigIntegerField, CompositeKey, Database, IntegerField, Model, SchemaManager, TextField


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


class TextFile(Table):
    id = IntegerField(primary_key=True)
    import_id = IntegerField(index=True)
    path = TextField()
    inside = TextField(default="")
    alone = IntegerField()

    class Meta:
        table_name = "text_file"


class TextPlace(Table):
    key = BigIntegerField()
    file = IntegerField()
    start = BigIntegerField()
    length = BigIntegerField()

    class Meta:
        table_name = "text_place"
        primary_key = CompositeKey("key", "file")
        without_rowid = True


class ReadFor(Table):
    import_id = IntegerField()
    mail = TextField()
    is_me = IntegerField()

    class Meta:
        table_name = "read_for"
        primary_key = CompositeKey("import_id", "mail")
        without_rowid = True


def up(migrator: object, db: Database) -> None:
    for table in (TextFile, TextPlace, ReadFor):
        SchemaManager(table, database=db).create_all()
