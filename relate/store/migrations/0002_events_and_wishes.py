"""Events of the user and who was there, whom he wants to meet, what he looks for."""

from __future__ import annotations

from peewee import BigIntegerField, CompositeKey, Database, IntegerField, Model, SchemaManager, TextField


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


class EventSaid(Table):
    key = BigIntegerField(primary_key=True)
    name = TextField()
    start = BigIntegerField(null=True)
    precision = IntegerField()
    end = BigIntegerField(null=True)
    place = TextField(default="")
    note = TextField(default="")
    hidden = IntegerField(default=0)

    class Meta:
        table_name = "event_said"


class Attendance(Table):
    event = BigIntegerField()
    identity = IntegerField()
    met = IntegerField(default=1)

    class Meta:
        primary_key = CompositeKey("event", "identity")
        without_rowid = True
        indexes = ((("identity", "event"), False),)


class NoEvent(Table):
    network = TextField()
    title = TextField()
    first_day = IntegerField()
    last_day = IntegerField()

    class Meta:
        table_name = "no_event"
        primary_key = CompositeKey("network", "title", "first_day", "last_day")
        without_rowid = True


class LookingFor(Table):
    uid = TextField(primary_key=True)
    text = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "looking_for"


class TypedWish(Table):
    uid = TextField(primary_key=True)
    name = TextField(default="")
    company = TextField(default="")
    identity = IntegerField(null=True)
    at = BigIntegerField()

    class Meta:
        table_name = "typed_wish"


class Unwanted(Table):
    identity = IntegerField(primary_key=True)
    at = BigIntegerField()


class Unwished(Table):
    wish = BigIntegerField(primary_key=True)
    at = BigIntegerField()


TABLES: tuple[type[Table], ...] = (EventSaid, Attendance, NoEvent, LookingFor, TypedWish, Unwanted, Unwished)


def up(migrator: object, database: Database) -> None:
    for table in TABLES:
        SchemaManager(table, database=database).create_all()
