"""What was answered before an archive was read, remembered for the next one of that shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from relate.domain.changes import ChangeSet, What
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.store import imports

if TYPE_CHECKING:
    from relate.importers.archive import Archive, Question

_PREFIX: Final = "answers."
_NO_IMPORT: Final = 0
"""In the place of the import for which something was said, where it was said in Settings."""
Said = tuple[tuple[str, str], ...]
"""(question, choice), by their ids."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was said of archives of one shape. title: of the last one it was said of; said: (question, choice) in the
    words they were shown with; at_ms: when (UTC ms); asks: the next archive of that shape asks again."""

    shape: str
    title: str
    said: tuple[tuple[str, str], ...]
    at_ms: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What is asked of every archive of a shape. title: of what they are archives; choices: (id, words); chosen: the id
    of the answer with which they are read unasked, "" where somebody is asked."""

    shape: str
    title: str
    question: str
    words: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """As it stands in the settings. said: question and choice by their ids, then in words."""

    title: str
    import_id: int
    at: int
    said: tuple[tuple[str, str, str, str], ...]
    asks: bool = False


class Answers:
    """The remembered answers, kept among the settings. Reads are answered from memory, but for one small one."""

    def __init__(self, settings: Settings, readers: Readers, clock: Callable[[], int]) -> None:
        self._settings = settings
        self._readers = readers
        self._clock = clock

    def of(self, archive: Archive) -> tuple[Said, bool]:
        """What was said of that shape before, as far as it is still a choice, and whether it may be taken unasked.

        It may not where a question is new, where the user wants to be asked again, or where the import it was said
        for was taken back: perhaps because of these very answers.
        """
        kept = self._kept(archive.shape) if archive.shape else None
        if kept is None:
            return (), False
        before = {question: choice for question, choice, _, _ in kept.said}
        asked = [one for one in archive.questions if not one.sure]
        said = tuple((one.id, before[one.id]) for one in asked if one.choice(before.get(one.id, "")))
        if len(said) < len(asked) or kept.asks:
            return said, False
        row = imports.one(self._readers.connection(), kept.import_id)
        return said, row is None or row.state not in ("undone", "leaving", "withdrawing")

    def keep(self, archive: Archive, import_id: int) -> Future[ChangeSet]:
        """Remember with which answers that import was read, unless the archive has no shape."""
        if not archive.shape:
            nothing: Future[ChangeSet] = Future()
            nothing.set_result(ChangeSet(What.NOTHING))
            return nothing
        said = [
            (question.id, choice.id, question.words, choice.words)
            for question in archive.questions
            if (choice := question.choice(archive.answer(question.id))) is not None
        ]
        return self._write(archive.shape, _Kept(archive.title, import_id, self._clock(), tuple(said)))

    def everything(self) -> list[Remembered]:
        """All that is remembered, the latest first, but for what is `standing`: that is one answer, in one place. For a
        reader's thread the first time, as that is."""
        elsewhere = {shape for _, shape, _ in _asked_always()}
        found = []
        for name in self._settings.names(_PREFIX):
            shape = name.removeprefix(_PREFIX)
            if shape not in elsewhere and (kept := self._kept(shape)) is not None:
                said = tuple((question, choice) for _, _, question, choice in kept.said)
                found.append(Remembered(shape, kept.title, said, kept.at, kept.asks))
        return sorted(found, key=lambda one: (-one.at_ms, one.shape))

    def standing(self) -> list[Standing]:
        """What may be answered once for all. For a reader's thread the first time: importers are loaded for it."""
        found = []
        for title, shape, question in _asked_always():
            kept = self._kept(shape)
            said = {} if kept is None or kept.asks else {one: choice for one, choice, _, _ in kept.said}
            choices = tuple((choice.id, choice.words) for choice in question.choices)
            found.append(Standing(shape, title, question.id, question.words, choices, said.get(question.id, "")))
        return found

    def choose(self, asked: Standing, choice: str) -> Future[ChangeSet]:
        """Read the next archives of that shape with this answer; "": ask before each of them."""
        if not choice:
            return self.ask_again(asked.shape, True) or self.forget(asked.shape)
        said = (asked.question, choice, asked.words, dict(asked.choices)[choice])
        return self._write(asked.shape, _Kept(asked.title, _NO_IMPORT, self._clock(), (said,)))

    def ask_again(self, shape: str, wanted: bool) -> Future[ChangeSet] | None:
        """Whether the next archive of that shape asks, with these answers filled in. None: nothing is known of it."""
        kept = self._kept(shape)
        return None if kept is None else self._write(shape, replace(kept, asks=wanted))

    def forget(self, shape: str) -> Future[ChangeSet]:
        """As if nothing had ever been said of that shape."""
        return self._settings.set(_PREFIX + shape, "")

    def _kept(self, shape: str) -> _Kept | None:
        told = self._settings.get(_PREFIX + shape, "")
        if not told:
            return None
        read = json.loads(told)
        said = tuple((str(q), str(c), str(words), str(choice)) for q, c, words, choice in read["said"])
        return _Kept(str(read["title"]), int(read["import_id"]), int(read["at"]), said, bool(read["asks"]))

    def _write(self, shape: str, kept: _Kept) -> Future[ChangeSet]:
        return self._settings.set(_PREFIX + shape, json.dumps(asdict(kept), ensure_ascii=False))


def _asked_always() -> Iterator[tuple[str, str, Question]]:
    """What is asked of every archive of a shape: of what they are archives, the shape, the question."""
    from relate.importers import registry
    from relate.importers.archive import AskingAlways

    for importer in registry.IMPORTERS:
        if isinstance(importer, AskingAlways):
            yield importer.title, *importer.asks
