"""A picture lies in the library once, however many imports hold it of the same identity.

Those that several archives brought become one. They move in pieces within the one transaction, so that each piece takes
the room of the one before it: the library grows by none of them, and neither do its backups, which hold free pages too.
"""

from __future__ import annotations

from peewee import BlobField, CompositeKey, Database, IntegerField, Model, SchemaManager

_AT_A_TIME = 200


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


class Picture(Table):
    id = IntegerField(primary_key=True)
    image = BlobField()


class Photo(Table):
    identity = IntegerField()
    import_id = IntegerField()
    picture = IntegerField(index=True)

    class Meta:
        primary_key = CompositeKey("identity", "import_id")
        without_rowid = True


def up(migrator: object, db: Database) -> None:
    db.execute_sql("ALTER TABLE photo RENAME TO photo_before")
    for table in (Picture, Photo):
        SchemaManager(table, database=db).create_all()
    db.execute_sql(
        "INSERT INTO photo (identity, import_id, picture) SELECT p.identity, p.import_id,"
        " (SELECT min(f.rowid) FROM photo_before f WHERE f.identity = p.identity AND (f.rowid = p.rowid"
        " OR length(f.image) = length(p.image) AND f.image = p.image)) FROM photo_before p ORDER BY 1, 2"
    )
    while True:
        (last,) = db.execute_sql(
            f"SELECT max(number) FROM (SELECT rowid AS number FROM photo_before ORDER BY rowid LIMIT {_AT_A_TIME})"
        ).fetchone()
        if last is None:
            break
        for statement in (
            "INSERT INTO picture (id, image) SELECT b.rowid, b.image FROM photo_before b WHERE b.rowid <= ?"
            " AND EXISTS (SELECT 1 FROM photo p WHERE p.picture = b.rowid) ORDER BY b.rowid",
            "DELETE FROM photo_before WHERE rowid <= ?",
        ):
            db.execute_sql(statement, (last,))
    db.execute_sql("DROP TABLE photo_before")
