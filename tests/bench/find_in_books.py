"""Two address books dropped on an empty library, and who may be one person in it; a process of its own, as the peers
have (find_duplicates.py).

    python find_in_books.py FIRST.vcf SECOND.vcf FOLDER

Prints one line of JSON: pairs found at likely or stronger, right ones among them.
"""

import gc
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from relate.domain.matching import Verdict
from relate.services.library import Library, now_ms


def main(*paths: str) -> None:
    gc.disable()  # as the window does
    *books, folder = map(Path, paths)
    library = Library.open(folder / "home" / "relate.db", now_ms)
    try:
        library.imports.start(books).future.result()
        likely = [one for one in library.review.pairs() if one.verdict is not Verdict.POSSIBLE]
        whose = {
            person: key.rpartition("-")[2]
            for person, key in library.readers.connection().execute_sql(
                "SELECT person, key FROM identity WHERE kind = 'card'"
            )
        }
    finally:
        library.close()
    print(json.dumps({"found": len(likely), "right": sum(whose[one.a[0]] == whose[one.b[0]] for one in likely)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
