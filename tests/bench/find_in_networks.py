"""Who may be one person in a library, found once, in a process of its own (find_duplicates.py).

    python find_in_networks.py LIBRARY [NEW]

Prints one line of JSON: pairs worth a look, seconds of a processor, megabytes beside what the program has before it
looks; with NEW also the seconds to look again when so many people came in or changed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import relate.services.library  # noqa: F401 - what is there before anybody is compared
from relate.services.cycles import look_less_often
from relate.services.matching import Found, look
from relate.store import match_marks, match_writes
from relate.store.connection import immediate
from relate.store.writing import Database, close, open_for_writing
from tests.bench.memory import forget, most_megabytes


def main(path: str, new: str = "0") -> None:
    look_less_often()  # as `relate duplicates` does; the window looks between its own events
    database = open_for_writing(Path(path))
    try:
        forget()
        before = most_megabytes()
        import numpy  # noqa: F401 - as long for few people as for many
        import rapidfuzz.process  # noqa: F401

        found, seconds = _looked(database)
        told = {"pairs": len(found.pairs), "seconds": seconds, "megabytes": most_megabytes() - before}
        if count := int(new):
            for _ in match_writes.keep(database, *found):
                pass
            some = sorted(found.keys)[:: max(len(found.keys) // count, 1)][:count]
            with immediate(database):
                match_marks.forget(database, some)
            told["again"] = _looked(database)[1]
    finally:
        close(database)
    print(json.dumps(told))


def _looked(database: Database) -> tuple[Found, float]:
    began = time.process_time()
    found = look(database, _nothing)
    return found, time.process_time() - began


def _nothing() -> None:
    """Nobody else has to run."""


if __name__ == "__main__":
    main(*sys.argv[1:])
