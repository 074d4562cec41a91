"""The commands that write: import, merge, split, different, undo, check --repair, restore."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TextIO

from relate.cli.reading import named_person, tell_findings
from relate.cli.shapes import import_json
from relate.cli.tables import Value, write_json
from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError, NoSuchThing
from relate.domain.skipped_words import kind_of
from relate.services.backups import Backups
from relate.services.checking import repair
from relate.services.library import Library
from relate.services.recovering import Recovery
from relate.services.views import (
    Assumed,
    IdentityView,
    ImportOutcome,
    ImportReport,
    Progress,
    UndoReport,
    UnknownFile,
    in_number,
)


def run(library: Library, words: Namespace, out: TextIO, err: TextIO) -> int:
    """Do one writing command on a library that this process holds; the exit status."""
    command = _COMMANDS.get(words.command)
    if command is None:
        raise KnownError(f"`relate {words.command}` does not go through the window: quit Relate first.")
    return command(library, words, out, err)


def _import(library: Library, words: Namespace, out: TextIO, err: TextIO) -> int:
    paths: list[Path] = words.paths
    progress = _Meter(err) if err.isatty() else None
    job = library.imports.start(paths, progress.show if progress else _silent, given=tuple(words.answers))
    try:
        outcome = job.future.result()
    except KeyboardInterrupt:
        job.cancel()
        job.future.result()
        raise
    finally:
        if progress is not None:
            progress.clear()
    library.settled()
    if words.json:
        write_json(
            out,
            {
                "imports": [import_json(report) for report in outcome.imports],
                "unknown": [{"name": one.name, "reason": one.reason} for one in outcome.unknown],
            },
        )
    else:
        _tell_import(outcome, out)
        _tell_assumed(outcome.assumed, out)
    err.writelines(f"{_unread(unknown)}\n" for unknown in outcome.unknown)
    # Some of it read is done; nothing of it read is not, nor is a name that names nothing.
    return 0 if outcome.imports and not outcome.cancelled and all(path.exists() for path in paths) else 1


def _unread(file: UnknownFile) -> str:
    """Most sentences name the file already."""
    return file.reason if file.name in file.reason else f"{file.name}: {file.reason}"


def _tell_import(outcome: ImportOutcome, out: TextIO) -> None:
    for report in outcome.imports:
        out.write(f"{report.title}: {_brought(report)}\n")
        for file in report.files:
            parts = [
                f"{count:,} {word}"
                for count, word in (
                    (file.new, "new"),
                    (file.matched, "matched"),
                    (file.updated, "updated"),
                    (file.unchanged, "unchanged"),
                )
                if count
            ]
            parts += [f"{count:,} {kind_of(reason, count)}" for reason, count in file.reasons]
            out.write(f"  {file.name}: {_counted(file.rows, 'row', 'rows')}{': ' if parts else ''}{', '.join(parts)}\n")
    if outcome.again:
        out.write(f"Read together with {', '.join(outcome.again)}, of the same download, which you gave before.\n")
    if outcome.apart:
        out.write(
            f"{', '.join(outcome.apart)}, of the same download, is not where it was. Give it together with this one:"
            " each part explains what the other says.\n"
        )


def _tell_assumed(assumed: Sequence[Assumed], out: TextIO) -> None:
    """What was taken for granted where nobody was asked; the columns of a table in one line."""
    for one in assumed:
        if not one.column:
            out.write(f"  {one.words} Taken: {one.choice_words} (--answer {one.question}={one.choice})\n")
    if columns := [f"{one.column} = {one.choice}" for one in assumed if one.column]:
        out.write(f"  Columns: {'; '.join(columns)}. Say otherwise with --answer COLUMN=CHOICE.\n")


def _brought(report: ImportReport) -> str:
    people = _counted(report.people_new, "new person", "new people")
    rows = _counted(report.interactions_new, "new row of the timeline", "new rows of the timeline")
    return f"{people}, {report.people_matched:,} known, {rows}, {report.seconds:.1f} s (import {report.id})"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


class _Meter:
    """One line of progress on a terminal, written over itself."""

    def __init__(self, err: TextIO) -> None:
        self._err = err

    def show(self, progress: Progress) -> None:
        left = "" if progress.seconds_left is None else f", about {progress.seconds_left:.0f} s left"
        self._err.write(f"\r\x1b[K{progress.title}: {progress.phase} {progress.fraction:.0%}{left}")
        self._err.flush()

    def clear(self) -> None:
        self._err.write("\r\x1b[K")
        self._err.flush()


def _silent(_progress: Progress) -> None:
    """Not a terminal: nobody watches."""


def _merge(library: Library, words: Namespace, out: TextIO, _err: TextIO) -> int:
    return _told(library, library.people.merge(_persons(library, words.persons)), words, out)


def _different(library: Library, words: Namespace, out: TextIO, _err: TextIO) -> int:
    one, other = _persons(library, words.persons)
    return _told(library, library.people.apart(one, other), words, out)


def _split(library: Library, words: Namespace, out: TextIO, _err: TextIO) -> int:
    person = named_person(library.people, words.person)
    known = library.people.identities([person]).get(person, [])
    leaving = [_identity(known, said) for said in words.identities]
    return _told(library, library.people.split(person, leaving), words, out)


def _persons(library: Library, named: Sequence[str]) -> list[int]:
    return [named_person(library.people, one) for one in named]


def _identity(known: Sequence[IdentityView], said: str) -> int:
    """The identity that a key, "network:key" or what is shown of it means."""
    wanted = said.strip().casefold().removeprefix("@")
    found = [
        one.id
        for one in known
        if wanted in (one.key.casefold(), f"{one.network}:{one.key}".casefold(), one.label.casefold())
    ]
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{one.network}:{one.key}" for one in known)
    says = f"{len(found)} of their addresses and profiles are" if found else "none of their addresses and profiles is"
    raise NoSuchThing(f"{says[0].upper()}{says[1:]} {said}: they are {there}.")


def _told(library: Library, doing: Future[ChangeSet], words: Namespace, out: TextIO) -> int:
    """Say what a command did: its step, by which it is taken back."""
    changes = doing.result()
    library.settled()
    title = library.history.steps(limit=1)[0].title if changes.step is not None else None
    if words.json:
        write_json(out, {"step": changes.step, "title": title})
    else:
        out.write("That was so already.\n" if title is None else f"{title} (step {changes.step})\n")
    return 0


def _undo(library: Library, words: Namespace, out: TextIO, _err: TextIO) -> int:
    if words.import_id is not None:
        report = library.imports.report(words.import_id)
        if report.state != "live":
            raise NoSuchThing(f"Import {report.id} is not in the library any more.")
        done = library.history.undo(report.step).result()
    else:
        done = library.history.undo(words.step).result()
    library.settled()
    if words.json:
        write_json(out, _undo_json(done))
        return 0
    out.write(f"Taken back: {done.title}\n")
    out.writelines(f"  {count:,} {in_number(what, count)} gone\n" for count, what in done.gone)
    out.writelines(f"  {count:,} {in_number(what, count)} kept: {because}\n" for count, what, because in done.kept)
    return 0


def _undo_json(report: UndoReport) -> dict[str, Value]:
    return {
        "title": report.title,
        "gone": [{"count": count, "what": what} for count, what in report.gone],
        "kept": [{"count": count, "what": what, "because": because} for count, what, because in report.kept],
    }


def _repair(library: Library, words: Namespace, out: TextIO, _err: TextIO) -> int:
    return tell_findings(repair(library), words, out, repaired=True)


def restore(path: Path, words: Namespace, out: TextIO) -> int:
    """Put a copy in the library's place, or what can be read of it. The caller holds the library."""
    if words.recover:
        return _recover(path, words, out)
    backups = Backups(path)
    done = backups.restore(Path(words.backup) if words.backup else None)
    if words.json:
        write_json(out, {"restored": str(done.backup), "set_aside": str(done.set_aside) if done.set_aside else None})
        return 0
    out.write(f"Restored from {done.backup}\n")
    if done.set_aside:
        out.write(f"What was there before is kept as {done.set_aside}\n")
    return 0


def _recover(path: Path, words: Namespace, out: TextIO) -> int:
    recovery = Recovery(path)
    found = recovery.read()
    done = recovery.put_in_place()
    if words.json:
        write_json(
            out,
            {
                "people": found.people,
                "interactions": found.interactions,
                "lost": found.lost,
                "set_aside": str(done.set_aside),
            },
        )
        return 0
    people = _counted(found.people, "person", "people")
    rows = _counted(found.interactions, "row of the timeline", "rows of the timeline")
    out.write(f"Recovered {people} and {rows}; {_lost(found.lost)}\n")
    out.write(f"The damaged library is kept as {done.set_aside}\n")
    return 0


def _lost(count: int) -> str:
    if not count:
        return "nothing is known to be lost."
    entries = _counted(count, "entry is", "entries are")
    return f"{entries} known to be lost. Import your archives again: what stands in them comes back, nothing doubles."


_COMMANDS: dict[str, Callable[[Library, Namespace, TextIO, TextIO], int]] = {
    "import": _import,
    "merge": _merge,
    "split": _split,
    "different": _different,
    "undo": _undo,
    "check": _repair,
}
