"""Reading a file to its records, and nothing more, in a process of its own: time of a processor, and memory beside what
the program has before it reads.

    python reading.py records|json|elements FILE
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from relate.services.cycles import look_less_often
from tests.bench.measuring import processor
from tests.bench.memory import forget, most_megabytes

_HERE: Final = Path(__file__).resolve()
_HALVES: Final = re.compile(rb"&#5[56]\d{3};&#5[67]\d{3};")
_HALF_AT_THE_END: Final = re.compile(rb"&[&#\d;]{0,16}\Z")


@dataclass(frozen=True, slots=True)
class Read:
    """Of one reading: how many things were read, seconds of a processor, megabytes that it took beside the program."""

    count: int
    seconds: float
    megabytes: float


def read(what: str, file: Path) -> Read:
    """Read a file this way once."""
    ran = subprocess.run(
        [sys.executable, str(_HERE), what, str(file)],
        env={**os.environ, "PYTHONPATH": str(_HERE.parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return Read(**json.loads(ran.stdout.splitlines()[-1]))


def in_turns(times: int, one: str, other: str, file: Path) -> tuple[list[Read], list[Read]]:
    """A file read in two ways, one after the other again and again."""
    pairs = [(read(one, file), read(other, file)) for _ in range(times)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def records(file: Path) -> int:
    """As an import reads it: each record is let go when the next one comes."""
    from relate.importers.registry import importer, recognise
    from relate.importers.source import open_sources

    count = 0
    (source,), _ = open_sources([file])
    with source:
        (archive,), _ = recognise(source)
        for _ in importer(archive.source_id).read(source, archive):
            count += 1
    return count


def whole_json(file: Path) -> int:
    """json.load alone."""
    with file.open(encoding="utf-8") as stream:
        return len(json.load(stream))


def elements(file: Path) -> int:
    """ElementTree's pull parser over bytes that it can read, every element let go."""
    from xml.etree.ElementTree import XMLPullParser

    parser: XMLPullParser[Any] = XMLPullParser(("end",))
    count, carry = 0, b""
    with file.open("rb") as stream:
        while data := stream.read(1 << 18):
            data = carry + data
            cut = _HALF_AT_THE_END.search(data)
            carry = data[cut.start() :] if cut else b""
            parser.feed(_HALVES.sub(b"?", data[: len(data) - len(carry)]))
            for _, element in parser.read_events():  # type: ignore[misc]
                count += 1
                element.clear()  # type: ignore[union-attr]
    return count


_WAYS: Final[dict[str, Callable[[Path], int]]] = {"records": records, "json": whole_json, "elements": elements}


def _main(what: str, file: Path) -> None:
    # What is there before anything is read.
    import phonenumbers  # noqa: F401

    import relate.importers.registry
    import relate.services.library  # noqa: F401

    look_less_often()  # as the process that reads large archives has it
    forget()
    before, began = most_megabytes(), processor()
    count = _WAYS[what](file)
    print(json.dumps(asdict(Read(count, processor() - began, most_megabytes() - before))))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
