"""What the user decides about the people of an event, and the follow-up round of an event."""

from __future__ import annotations

from peewee import BigIntegerField, CompositeKey, Database, IntegerField, Model, SchemaManager, TextField


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


class EventMark(Table):
    event = BigIntegerField()
    identity = IntegerField()
    mark = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "event_mark"
        primary_key = CompositeKey("event", "identity")
        without_rowid = True
        indexes = ((("identity", "event"), False),)


class EventRound(Table):
    event = BigIntegerField(primary_key=True)
    first_day = IntegerField()
    at = BigIntegerField()

    class Meta:
        table_name = "event_round"


def up(migrator: object, database: Database) -> None:
    for table in (EventMark, EventRound):
        SchemaManager(table, database=database).create_all()
