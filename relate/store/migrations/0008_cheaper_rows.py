"""What a row of the list and a row of the timeline cost beside themselves when they are written.

The search for people knows the first letter of each word and the first two, no longer the first three: three letters
are few words, and to write the line of somebody new takes a third less. The two indexes of interactions of rare kinds
name these kinds in words that are not dearer than the row that they are asked of.
"""

from __future__ import annotations

from peewee import Database


def up(migrator: object, db: Database) -> None:
    for statement in (
        "CREATE TEMP TABLE person_words AS SELECT rowid AS id, name, rest FROM person_fts",
        "DROP TABLE person_fts",
        """CREATE VIRTUAL TABLE person_fts USING fts5(
        name, rest, tokenize='unicode61 remove_diacritics 2', prefix='1 2')""",
        "INSERT INTO person_fts (rowid, name, rest) SELECT id, name, rest FROM temp.person_words ORDER BY id",
        "DROP TABLE temp.person_words",
        "DROP INDEX interaction_rare",
        "DROP INDEX interaction_listed",
        "CREATE INDEX interaction_rare ON interaction (kind) WHERE kind BETWEEN 7 AND 9",
        "CREATE INDEX interaction_listed ON interaction (kind) WHERE kind = 10 OR kind = 11 OR kind = 19",
    ):
        db.execute_sql(statement)
