"""Texts that the library does not keep: read from the file in which they lie when somebody wants to see one.

It is shown only what is the very message: what stands at the place that was remembered is told by its own id, else by
who wrote it to whom, when and about what, as when it was imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relate.domain.errors import UnreadableSource
from relate.services.readers import Readers
from relate.services.writer import Writer
from relate.store import text_places
from relate.store.connection import immediate
from relate.store.hashing import hashed
from relate.store.text_places import Place

if TYPE_CHECKING:
    from relate.store.writing import Database

_DROP: Final = "Drop it on the window once more, and its texts are found again."


@dataclass(frozen=True, slots=True)
class FoundText:
    """text: what was written; "" also where nothing was. problem: why it could not be read, as sentences; "" where it
    was. file: the path where it was looked for."""

    text: str
    problem: str = ""
    file: str = ""


class Texts:
    """For readers' threads: a text lies in a file of any size, and in a zip all before it is unpacked."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def of(self, interaction: int) -> FoundText:
        """The text of a row that says where it lies (`TimelineRow.text_in_file`)."""
        problem = FoundText("", f"It is not known any more where this text lies. {_DROP}")
        for number, place in enumerate(text_places.of(self._readers.connection(), interaction)):
            found = _read(place)
            if not found.problem:
                return found
            problem = found if number == 0 else problem
        return problem

    def look_in(self, interaction: int, path: Path) -> FoundText:
        """The same, where the user says that its file lies now; what else lay beside it is looked for there too."""
        for place in text_places.of(self._readers.connection(), interaction):
            found = _read(place._replace(path=str(path.absolute())))
            if not found.problem:
                self._remember(Path(place.path), path)
                return found
        problem = f"This mail is not in {path.name} where it was before: it is another file, or it has changed. {_DROP}"
        return FoundText("", problem, str(path))

    def _remember(self, old: Path, new: Path) -> None:
        moved = _moved(old, new, text_places.files(self._readers.connection()))
        self._writer.do(lambda database: _write(database, moved), shown=False).result()


def _read(place: Place) -> FoundText:
    # Later than the rest: a window without such texts needs no importer.
    from relate.importers.mail.one_mail import one_mail
    from relate.importers.trees import OnDisk

    file = Path(place.path)
    where = f"{file.name} in {file.parent}"
    try:
        found = one_mail(OnDisk(place.path, place.inside), alone=place.alone, start=place.start, length=place.length)
    except FileNotFoundError:
        says = f"This text lies in {file.name}, which is not in {file.parent} any more."
        return FoundText("", f"{says} Show where it is now, or drop it again.", place.path)
    except UnreadableSource as problem:
        return FoundText("", f"This text lies in {where}. {problem}", place.path)
    except OSError as problem:
        says = problem.strerror or str(problem)
        return FoundText("", f"This text lies in {where}, which could not be opened: {says}.", place.path)
    if found is None or hashed(found.exact) != place.key:
        problem_says = f"{where} has changed since it was read: this mail is not where it was. {_DROP}"
        return FoundText("", problem_says, place.path)
    return FoundText(found.text)


def _moved(old: Path, new: Path, files: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Where the files lie now that lay with one that was found elsewhere: those that are not where they were and are in
    the same place beside it."""
    found = {number: str(new.absolute()) for number, path in files if path == str(old)}
    here, there = old, new.absolute()
    while here.name == there.name and here.name:
        here, there = here.parent, there.parent
    if here != old:
        for number, path in files:
            file = Path(path)
            if number in found or not file.is_relative_to(here) or file.exists():
                continue
            beside = there / file.relative_to(here)
            if beside.exists():
                found[number] = str(beside)
    return list(found.items())


def _write(database: Database, moved: Sequence[tuple[int, str]]) -> None:
    with immediate(database):
        text_places.moved(database, moved)
