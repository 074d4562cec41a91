"""Who may be one person, found: two address books beside splink and recordlinkage, five networks of many people."""

from __future__ import annotations

import csv
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from peewee import SqliteDatabase

from relate.domain.records import Field
from relate.store.connection import immediate
from relate.store.writing import close, open_for_writing
from tests.bench.filling import fill
from tests.bench.library import folder as bench_folder
from tests.bench.measuring import Figure, Run
from tests.worlds import Sighting, World

SEED: Final = 20261126
ERRORS: Final = 0.06
PEERS: Final = ("splink==5.0.0", "recordlinkage==0.16")
TRIES: Final = 3
"""Of which the quickest counts, of each alike."""
_PEERS_SCRIPT: Final = Path(__file__).with_name("peers_of_matching.py")
_OURS_SCRIPT: Final = Path(__file__).with_name("find_in_books.py")
_IN_NETWORKS: Final = Path(__file__).with_name("find_in_networks.py")


class Quality(NamedTuple):
    precision: float
    recall: float
    cpu: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure(run: Run) -> None:
    two_books(run)
    five_networks(run)


def two_books(run: Run) -> None:
    """The same people in two books without a shared key, from the files to the proposals."""
    people = 800 if run.quick else 5000
    told = World(SEED, people).books(1.0, ERRORS)
    with tempfile.TemporaryDirectory(prefix="relate-bench-") as name:
        folder = Path(name)
        books = [_as_files(folder, book, [one for one in told if one.source == book]) for book in ("first", "second")]
        ours = _ours(folder, books, people)
        peers = _peers(run, folder, people)
    what = f"two address books of {people:,} people without a shared key"
    run.tell(Figure(f"{what}: precision at likely", ours.precision, "", at_least=0.999))
    run.tell(Figure(f"{what}: recall at likely", ours.recall, "", at_least=0.985))
    for peer, theirs in peers.items():
        run.note(f"{peer}: precision {theirs.precision:.4f}, recall {theirs.recall:.4f}, CPU {theirs.cpu:.1f} s")
        is_splink = peer == "splink"
        run.tell(Figure(f"{what}: F1", ours.f1, "", (peer, theirs.f1), at_least=1.0 if is_splink else None))
        figure = f"{what}: from the files to the proposals"
        run.tell(Figure(figure, ours.cpu, "s CPU", (peer, theirs.cpu), at_most=1.0 if is_splink else None))


def _as_files(folder: Path, book: str, told: Sequence[Sighting]) -> Path:
    """A book as vCards, and as the table that the peers read."""
    cards: list[str] = []
    path = folder / f"{book}.vcf"
    with (folder / f"{book}.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(("unique_id", "given", "family", "address", "birthday"))
        for place, one in enumerate(told):
            facts = {str(field): value for field, value in one.facts}
            given, _, family = facts[Field.NAME].partition(" ")
            street, _, town = facts.get(Field.ADDRESS, "").partition(", ")
            born = facts.get(Field.BIRTHDAY, "")
            table.writerow((f"{book}-{place}-{one.citizen}", given, family, f"{street}, {town}".strip(", "), born))
            lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{book}-{place}-{one.citizen}", f"FN:{facts[Field.NAME]}"]
            if street:
                code, _, city = town.partition(" ")
                lines.append(f"ADR:;;{street};{city or code};;{code if city else ''};")
            if born:
                lines.append(f"BDAY:{born}")
            cards.append("\r\n".join((*lines, "END:VCARD\r\n")))
    path.write_text("".join(cards), encoding="utf-8")
    return path


def _ours(folder: Path, books: Sequence[Path], people: int) -> Quality:
    """Both files dropped on an empty library together, and its proposals at likely or stronger."""
    # Once for the bytecode, which whatever is installed has.
    _found_by([sys.executable, "-P", _OURS_SCRIPT, *books, folder / "trial"], people)
    tries = [_found_by([sys.executable, "-P", _OURS_SCRIPT, *books, folder / f"{n}"], people) for n in range(TRIES)]
    return min(tries, key=lambda one: one.cpu)


def _found_by(command: Sequence[str | Path], people: int) -> Quality:
    """What a program finds, and the CPU of its whole process, with all that it starts and loads; CalledProcessError."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = _children()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    cpu = _children() - before
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return Quality(told["right"] / max(told["found"], 1), told["right"] / people, cpu)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peers(run: Run, folder: Path, people: int) -> dict[str, Quality]:
    """What others make of the same tables, in an environment of their own; {} and a sentence where there is none."""
    home = bench_folder() / "peers-of-matching"
    python = home / "bin" / "python"
    if not python.exists():
        run.note(f"installing {', '.join(PEERS)} into {home.name}, once")
        venv.create(home, with_pip=True, clear=True)
        if subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=False, capture_output=True).returncode:
            (home / "bin" / "python").unlink()
            run.note("splink and recordlinkage could not be installed: nothing to hold the figures against")
            return {}
    found: dict[str, Quality] = {}
    for peer in ("splink", "recordlinkage"):
        command = [python, _PEERS_SCRIPT, peer, folder / "first.csv", folder / "second.csv"]
        try:
            found[peer] = min((_found_by(command, people) for _ in range(TRIES)), key=lambda one: one.cpu)
        except subprocess.CalledProcessError as failed:
            run.note(f"{peer} did not finish: {failed.stderr.strip().splitlines()[-1:]}")
    return found


def five_networks(run: Run) -> None:
    """Proposals among many people who stand in some of five networks, and of an import into them."""
    sizes = (1_000, 3_000) if run.quick else (10_000, 100_000, 300_000)
    asked = sizes[-1] if run.quick else 100_000
    each: dict[int, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="relate-bench-") as name:
            path = Path(name) / "relate.db"
            _fill(path, size)
            looked = [_looked(path) for _ in range(1 if run.quick else TRIES)]
            if size == asked:
                _tell(run, size, looked[0], _looked(path, 1000)["again"])
            each[size] = min(one["seconds"] for one in looked)
    small, large = sizes[0], sizes[-1]
    run.tell(
        Figure(
            f"proposals among {large:,} identities, against {large // small} times those among {small:,}",
            each[large],
            "s CPU",
            ("n log n", each[small] * large / small * math.log(large) / math.log(small)),
            at_most=1.0,
        )
    )


def _looked(path: Path, new: int = 0) -> dict[str, float]:
    """What the script tells of one look at a library in which nobody was compared yet."""
    command = [sys.executable, "-P", str(_IN_NETWORKS), str(path), str(new)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def _tell(run: Run, size: int, looked: Mapping[str, float], again: float) -> None:
    what = f"proposals among {size:,} identities of five networks"
    run.tell(Figure(what, looked["seconds"], "s CPU", at_most=20))
    run.tell(Figure(f"{what}: memory beyond the idle program", looked["megabytes"], "MB", at_most=500))
    run.note(f"{looked['pairs']:,.0f} pairs worth a look")
    run.tell(Figure("matching 1,000 people who came in or changed", again, "s CPU", at_most=1))


def _fill(path: Path, size: int) -> None:
    """A library of that many people, of whom a fifth stand in several networks; nobody is joined yet."""
    told = World(SEED, int(size / 1.23)).networks(0.2)[:size]
    networks = sorted({one.source for one in told})
    identities: list[tuple[object, ...]] = []
    facts: dict[tuple[int, str, str], int] = {}
    lines: list[tuple[object, ...]] = []
    days: list[tuple[object, ...]] = []
    for one in told:
        person, source = len(identities) + 1, networks.index(one.source) + 1
        for network, kind, key, account in one.identities:
            own = (f"{key}{person}", source) if account else (key, 0)
            identities.append((len(identities) + 1, network, kind, *own, source, person))
        facts.update(((person, field, value), source) for field, value in one.facts)
        name = next((value for field, value in one.facts if field == Field.NAME), "")
        lines.append((person, person, name, name, 1))
        days += [(person, 7 * week, 1.0, 1.0, 1, 0, 0, 0) for week in sorted(one.weeks)]
    known = {row[1:5]: row for row in reversed(identities)}
    database = open_for_writing(path)
    try:
        with immediate(database):
            places = list(range(1, len(networks) + 1))
            fill(database, "account", len(networks), id=places, network=networks)
            fill(
                database, "import", len(networks), id=places, account=places, network=networks, source=networks,
                title=networks, state="live", started_at=1, snapshot_at=1,
            )  # fmt: skip
            _rows(database, "identity", "id network kind key account import_id person", sorted(known.values()))
            _rows(database, "fact", "identity field value import_id", [(*key, one) for key, one in facts.items()])
            _rows(database, "person", "id anchor name sort_key listed", lines)
            columns = "identity day weight total messages_out messages_in first_at last_at"
            _rows(database, "contact_day", columns, days)
    finally:
        close(database)


def _rows(database: SqliteDatabase, table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    told = [list(column) for column in zip(*rows, strict=True)]
    fill(database, table, len(rows), **dict(zip(columns.split(), told, strict=True)))
