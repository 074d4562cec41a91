"""News of a large library: of everybody once, of one person for their timeline, and a page of the place.

The library gets an older archive of each account that had nineteen of twenty people and another role or company of a
tenth of them. Time is that of the processor: the machine may be busy with other things.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from relate.services.news import News
from relate.services.news_page import NewsQuery
from relate.services.readers import Readers
from relate.services.reading import NoWriter
from relate.services.settings import Settings
from relate.store import news_reads, tie_reads
from relate.store.codes import Entity
from relate.store.connection import open_database
from relate.store.writing import close, open_for_writing
from tests.bench.library import NOW, working_copy
from tests.bench.measuring import Figure, Run, median, tell_spread

OLDER: Final = 100
"""What is added to the number of an archive for the one before it."""
DAYS: Final = 110 * 86_400_000
PEOPLE: Final = 400
SEED: Final = 7
AS_LONG_AS: Final = 1.5
"""Of what the day's list reads of everybody; both are read once."""
P50, P99 = 2.0, 60.0


def measure(run: Run) -> None:
    with working_copy(run.library) as path:
        close(open_for_writing(path))  # its index, where the copy has none yet
        add_older_archives(path)
        database = open_database(path, "reader")
        states = tie_reads.states(database)
        reads = [_spent(lambda: news_reads.news(database)) for _ in range(run.times(20) // 4 + 1)]
        facts = [_spent(lambda: tie_reads.facts(database, states)) for _ in range(2)]
        run.tell(
            Figure(f"news of everybody in {run.big}", median(reads), "s", ("facts", median(facts)), at_most=AS_LONG_AS)
        )
        run.note(f"{len(news_reads.news(database)):,} pieces")
        people = _people(path, run.times(PEOPLE))
        one_by_one = [_spent(lambda person=person: news_reads.news(database, [person])) for person in people]  # type: ignore[misc]
        tell_spread(run, f"news of one person in {run.big}", one_by_one, P50, P99)
        database.close()
        _page(run, path)


def add_older_archives(path: Path) -> None:
    """Claims straight into the tables, as an import of an older archive leaves them."""
    database = sqlite3.connect(path)
    database.execute(
        "INSERT INTO import SELECT id + :older, account, source, network, title, path, snapshot_at - :days, complete,"
        " range_from, range_to, sha, state, started_at, seconds, people_new, people_matched, interactions_new, unread,"
        " first FROM import WHERE complete",
        {"older": OLDER, "days": DAYS},
    )
    database.execute(
        f"INSERT INTO claim SELECT k.import_id + {OLDER}, {int(Entity.INTERACTION_KEY)}, k.key FROM interaction i"
        " CROSS JOIN interaction_key k ON k.interaction = i.id WHERE i.kind IN (10, 11, 19) AND abs(k.key) % 20"
    )
    changed = "id % 10 = 0 AND field IN ('role', 'company')"
    database.execute(f"INSERT INTO fact_seen SELECT id, import_id + {OLDER}, 0 FROM fact WHERE NOT ({changed})")
    database.execute(
        "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user)"
        f" SELECT identity, field, 'Former ' || value, import_id + {OLDER}, 0, 0 FROM fact WHERE {changed}"
    )
    database.commit()
    database.close()


def _people(path: Path, count: int) -> list[int]:
    """Anybody, and the busiest, who is in more than a hundred thousand rows, now and then."""
    database = sqlite3.connect(path)
    rows = database.execute("SELECT id FROM person WHERE listed ORDER BY contact_days DESC").fetchall()
    database.close()
    busiest, *others = [int(row[0]) for row in rows]
    chance = random.Random(SEED)
    return [busiest if place % 50 == 0 else chance.choice(others) for place in range(count)]


def _page(run: Run, path: Path) -> None:
    readers = Readers(path)
    try:
        settings = Settings(NoWriter(), readers, lambda _changes: None)
        news = News(readers, settings, lambda: NOW)
        news.everybody()
        tell_spread(
            run, f"a page of News in {run.big}", [_spent(lambda: news.page(NewsQuery())) for _ in range(20)], 150, 300
        )
    finally:
        readers.close()


def _spent(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began
