"""A process that does one thing to a library and is killed in the middle: `python killed.py WHAT LIBRARY SECONDS`.

The system ends it SECONDS after the library is open, as kill -9 does: no handler, no `finally`. 0: it is let live, and
prints the seconds it took. A known problem is one sentence and status 1.
"""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

EXPORTS = Path(__file__).resolve().parent.parent / "exports"
BASE, NEXT = EXPORTS / "linkedin" / "2023", EXPORTS / "linkedin" / "2026"
SECOND = """
def up(migrator, database):
    database.execute_sql("CREATE TABLE later (id INTEGER PRIMARY KEY, name TEXT) STRICT")
    database.execute_sql("INSERT INTO later (name) SELECT name FROM person")
    for _ in range(60):
        database.execute_sql("UPDATE later SET name = name || '.'")
"""


def next_release(folder: Path) -> None:
    """From now on this process has one migration more."""
    from relate.store import connection

    folder.mkdir(exist_ok=True)
    for script in connection.migrations_folder().glob("[0-9]*.py"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "9999_later.py").write_text(SECOND)
    connection.migrations_folder = lambda: folder


def act(what: str, path: Path, seconds: float) -> None:
    """Do it whole, or until the end comes."""
    from relate.services import reading_apart
    from relate.services.backups import Backups
    from relate.services.library import Library
    from relate.services.views import PeopleQuery, Shown

    library = Library.open(path) if what not in ("migration", "restore") else None
    if library is not None:
        library.settled()
    if seconds:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    began = time.perf_counter()
    if library is None:
        if what == "restore":
            Backups(path).restore()
        else:
            next_release(path.parent / "next")
        library = Library.open(path)
    elif what in ("import", "import apart"):
        if what == "import apart":
            reading_apart.FROM_BYTES = 0  # type: ignore[misc]
        library.imports.start([NEXT]).future.result()
    elif what == "undo":
        library.imports.undo(library.imports.list()[0].id).result()
    elif what == "merge":
        people = library.people.ids(PeopleQuery(Shown.EVERYONE))
        library.people.merge([int(one) for one in people[:4]]).result()
    elif what == "backup":
        Backups(path).make()
    library.settled()
    print(time.perf_counter() - began, flush=True)
    signal.setitimer(signal.ITIMER_REAL, 0)
    library.close()


def main() -> int:
    from relate.services.problems import in_words

    try:
        act(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
    except Exception as error:
        problem = in_words(error)
        if problem is None:
            raise
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
