"""What an archive knew of a thread goes with it: what is left of the thread's rows is told by the others alone."""

from __future__ import annotations

from pathlib import Path

from relate.domain.moments import DAY_MS
from relate.domain.records import Fact, Field, Role
from relate.store import ties
from relate.store.codes import Tone
from relate.store.tellings import Telling, add, show_best
from relate.store.withdrawing import Withdrawn, withdraw
from tests.store.making import (
    caches,
    passed,
    profile,
    ready,
    recompute,
    refresh_everybody,
    start_import,
    tell,
)

NOON = 20_000 * DAY_MS + DAY_MS // 2
BARE = Telling(
    key=77, variant=1, same=None, coarse=None, at=NOON, precision=6, offset=None, conversation=0, title="",
    text="our offer", detail="", link="", people=2,
)  # fmt: skip
ANA = ((profile("ana"),), (Fact(Field.NAME, "Ana Silva"),))


def test_a_pitch_that_loses_its_thread_with_an_archive_is_a_message_as_the_other_tells_it(tmp_path: Path) -> None:
    database = ready(tmp_path)
    threads, plain = start_import(database, snapshot_at=2), start_import(database, "mail", snapshot_at=1)
    (ana,) = tell(database, threads, [ANA])
    (other,) = tell(database, plain, [((profile("ana-silva"),), (Fact(Field.NAME, "Ana Silva"),))])
    database.execute_sql("INSERT INTO conversation VALUES (1, 1, 'thread', '', 0)")
    row = passed(database, threads, ana, NOON, text="our offer")
    database.execute_sql("UPDATE interaction SET conversation = 1 WHERE id = ?", (row,))
    # The other archive tells the same message of another address of hers, and of no thread.
    part = add(database, row, BARE, plain)
    database.execute_sql("INSERT INTO participant VALUES (?, ?, ?, ?)", (other, row, int(Role.FROM), part))
    show_best(database, row)
    ties.mark_tones(database, [], [1])
    refresh_everybody(database)
    assert database.execute_sql("SELECT tone FROM interaction").fetchall() == [(Tone.PITCH,)]
    assert database.execute_sql("SELECT sum(contact_days) FROM person").fetchone() == (0,)
    for _ in withdraw(database, threads, Withdrawn()):
        pass
    assert database.execute_sql("SELECT conversation, tone FROM interaction").fetchall() == [(0, Tone.PLAIN)]
    kept = caches(database)
    recompute(database)
    assert caches(database) == kept
    assert database.execute_sql("SELECT contact_days FROM person").fetchall() == [(1,)]
    database.close()
