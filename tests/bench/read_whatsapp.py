"""A chat of WhatsApp read to records, as whatstk parses the same file; and from the drop to the panel, beside it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import venv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from relate.services.cycles import looked_for_less_often
from relate.services.library import Library
from tests.bench.library import NOW
from tests.bench.library import folder as bench_folder
from tests.bench.measuring import Figure, Run, median, processor

MESSAGES: Final = 200_000
AT_MOST: Final = 1 / 3
TIMES: Final = 3
SEED: Final = 5
PEER: Final = "whatstk==0.9.1"
_PEERS_SCRIPT: Final = Path(__file__).with_name("peers_of_chats.py")
_PEOPLE: Final = ("Mara Lindqvist", "Maya Okafor", "Tomás Rivera", "Hana Malá", "Jonas Weber", "+44 20 7946 0018")
_WORDS: Final = (
    "the", "a", "boat", "harbour", "tomorrow", "tea", "yes", "no", "when", "where", "bread", "we", "shall", "meet",
    "at", "nine", "ten", "later", "ok", "😀", "grüße",
)  # fmt: skip


def measure(run: Run) -> None:
    """A group of six, as Android writes it in Britain: a fifth of the messages has a second line, some were photos."""
    count = 5_000 if run.quick else MESSAGES
    python = _environment(run)
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as folder:
        path = Path(folder) / "WhatsApp Chat with Harbour.txt"
        path.write_text(chat(count), encoding="utf-8")
        ours: list[float] = []
        read: list[float] = []
        theirs: list[float] = []
        for number in range(1 if run.quick else TIMES):
            ours.append(_through_the_library(path, Path(folder) / f"library {number}"))
            read.append(_read(path))
            if python is not None:
                theirs.append(_parsed(run, python, path, count))
        what = f"WhatsApp chat of {count:,} messages"
        peer = (f"{PEER.partition('=')[0]} parses", median(theirs)) if theirs else None
        limit = AT_MOST if theirs else None
        run.tell(Figure(f"{what}, from the file to records", median(read), "s CPU", peer, at_most=limit))
        run.tell(Figure(f"{what}, from the drop to the panel", median(ours), "s CPU", peer))
        run.note(f"{path.stat().st_size:,} bytes")


def chat(count: int) -> str:
    """So many messages of six people over three years, always the same."""
    chance = random.Random(SEED)
    at = datetime(2021, 2, 25, 8)  # noqa: DTZ001 - the clock of a phone
    lines = [f"{at:%d/%m/%Y, %H:%M} - Messages and calls are end-to-end encrypted."]
    for number in range(count):
        at += timedelta(seconds=chance.choice((5, 20, 60, 300, 2400)))
        text = " ".join(chance.choices(_WORDS, k=chance.randint(1, 16)))
        if number % 5 == 0:
            text += f"\nand number {number}"
        elif number % 23 == 0:
            text = "<Media omitted>"
        lines.append(f"{at:%d/%m/%Y, %H:%M} - {chance.choice(_PEOPLE)}: {text}")
    return "\n".join([*lines, ""])


def _through_the_library(path: Path, home: Path) -> float:
    """Seconds of all processors, also of the process that reads for this one."""
    began = processor()
    library = Library.open(home / "relate.db", lambda: NOW)
    try:
        library.imports.start([path]).future.result()
        assert library.people.totals().people > 0
    finally:
        library.close()
    return processor() - began


def _read(path: Path) -> float:
    """Seconds of reading alone, as the process that reads does it: what is parsed becomes people and messages that a
    library would store."""
    with looked_for_less_often():
        began = processor()
        sources, _ = open_sources([path])
        with sources[0] as source:
            (archive,), _ = recognise(source)
            for _ in importer("whatsapp").read(source, archive):
                pass
        return processor() - began


def _environment(run: Run) -> Path | None:
    """A Python that has the peer, and nothing of it in ours."""
    home = bench_folder() / "peers-of-chats"
    python = home / "bin" / "python"
    if not python.exists():
        run.note(f"installing {PEER} into {home.name}, once")
        venv.create(home, with_pip=True, clear=True)
        if subprocess.run([python, "-m", "pip", "install", "-q", PEER], check=False, capture_output=True).returncode:
            python.unlink()
            run.note("whatstk could not be installed: nothing to hold the figure against")
            return None
    return python


def _parsed(run: Run, python: Path, path: Path, count: int) -> float:
    done = subprocess.run([python, _PEERS_SCRIPT, path], check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["found"] >= count * 0.9
    run.note(f"whatstk found {told['found']:,} messages in {told['cpu']:.1f} s CPU")
    return float(told["cpu"])


if __name__ == "__main__":
    measure(Run(quick="--quick" in sys.argv))
