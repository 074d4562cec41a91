"""Questions before reading: what an archive asks, who answers, and what becomes of one that nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from relate.domain.errors import KnownError, UnreadableSource
from relate.importers.archive import Archive, AskingAgain, OwnerAsked, Question
from relate.importers.source import Member, Source
from relate.importers.trees import MemoryTree
from relate.services.answers import Answers, Said
from relate.services.import_views import Assumed, UnknownFile

__all__ = ["Archive", "Ask", "Asked", "Found", "Question", "answered", "recognised", "taken_for_granted"]

MOST_NAMED: Final = 12
MOST_HELD: Final = 8_000_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Found:
    """An archive of what was dropped. answered: somebody said what it asks, now or before; assumed: nobody did, and
    the defaults hold."""

    source: Source
    archive: Archive
    answered: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """An archive that waits for answers; those of before, else none, are `archive.answers`. place, of: which of the
    drop's archives that ask it is, from 1. alone: nothing else was dropped, so that it cannot be left out but by
    cancelling. held: the beginning of its members, where the columns of a table are asked about, so that what would
    come of the answers can be shown while nothing of the drop is open."""

    source: Source
    archive: Archive
    place: int
    of: int
    alone: bool
    held: tuple[tuple[Member, bytes], ...] = ()

    @property
    def file(self) -> str:
        """The name of what was dropped."""
        return self.source.title

    @property
    def has_columns(self) -> bool:
        """Whether it asks what the columns of a table are."""
        return any(question.column for question in self.archive.questions)

    @property
    def held_whole(self) -> bool:
        return all(member.size <= len(data) for member, data in self.held)

    def answered_so_far(self, said: Said) -> Asked:
        """The same with these answers, what its questions show changed by them. For a reader's thread."""
        archive = self.archive._replace(answers=tuple({**dict(self.archive.answers), **dict(said)}.items()))
        from relate.importers import registry  # loads every importer

        importer = registry.importer(archive.source_id)
        if isinstance(importer, AskingAgain):
            archive = importer.asked_again(self.kept(), archive)
        return replace(self, archive=archive)

    def kept(self) -> Source:
        """What is held of it as a source of its own, which any thread may read."""
        members = [member._replace(size=len(data)) for member, data in self.held]
        tree = MemoryTree({member.path: data for member, data in self.held})
        return Source(self.source.title, self.source.path, self.source.kind, members, tree)


def _held(source: Source, archive: Archive) -> tuple[tuple[Member, bytes], ...]:
    """The beginning of the members, up to the last whole line of what is held."""
    held = []
    for member in archive.members:
        try:
            with source.peek(member) as stream:
                data = stream.read(MOST_HELD)
        except UnreadableSource:
            data = b""
        if len(data) < member.size:
            end = data.rfind(b"\n") + 1
            data = data[: end + (data[end : end + 1] == b"\0")]  # of two bytes in UTF-16
        held.append((member, data))
    return tuple(held)


Ask = Callable[[Asked], None]
"""Called on a thread of its own; the answer is given to the job (`ImportJob.answer`, `leave_out`)."""


def recognised(sources: Sequence[Source], unknown: list[UnknownFile], check: Callable[[], None]) -> list[Found]:
    """Every archive of what was dropped; what is none goes to `unknown`. check is called in between and may raise."""
    from relate.importers import registry

    found: list[Found] = []
    for source in sources:
        check()
        try:
            archives, others = registry.recognise(source)
        except KnownError as error:
            unknown.append(UnknownFile(source.title, str(error)))
            continue
        unknown += [UnknownFile(one.name, one.reason) for one in others]
        found += [Found(source, archive) for archive in archives]
    return found


def may_ask(found: Sequence[Found]) -> bool:
    """Whether one of these archives has a question that its files do not answer themselves."""
    return any(not question.sure for one in found for question in one.archive.questions)


def answered(
    found: Sequence[Found], memory: Answers, given: Said, check: Callable[[], None], *, anybody: bool
) -> Generator[Asked, Said | None, tuple[list[Found], list[UnknownFile]]]:
    """The same archives with their answers, and those that are not read, with a sentence.

    First what was given with the files, then what is remembered; then it is asked one after the other, each yielded
    and its answers sent back (None: not this one). With `anybody` False nobody is asked: the defaults hold, and
    what has none is not read. check is called after each answer and may raise. Raises KnownError where something given
    answers none of the questions.
    """
    open_: dict[int, Found] = {}
    ready: dict[int, Found] = {}
    unused = dict.fromkeys(given)
    for place, one in enumerate(found):
        said = dict(_named(one.archive, given, unused))
        if all(question.sure for question in one.archive.questions):
            archive = one.archive._replace(answers=tuple(said.items()))
            ready[place] = replace(one, archive=archive, answered=bool(said))
            continue
        before, unasked = memory.of(one.archive)
        archive = one.archive._replace(answers=tuple({**dict(before), **said}.items()))
        settled = unasked or all(question.sure or question.id in said for question in archive.questions)
        (ready if settled else open_)[place] = replace(one, archive=archive, answered=settled or bool(said))
    if unused:
        raise KnownError(_fits_nothing(next(iter(unused)), found))
    unknown: list[UnknownFile] = []
    now: dict[str, Said] = {}
    number, shapes = 0, len({one.archive.shape or place for place, one in open_.items()})
    for place, one in open_.items():
        if (same := _shared(one.archive, now.get(one.archive.shape, ()))) is not None:
            # Of the kind of one that was just answered: twelve months of one table are asked about once.
            ready[place] = replace(one, archive=_with(one.archive, same), answered=True)
        elif anybody:
            number += 1
            asked = Asked(one.source, one.archive, number, max(number, shapes), len(found) == 1)
            if asked.has_columns:
                asked = replace(asked, held=_held(one.source, one.archive))
            told = yield asked
            check()
            if told is None:
                unknown.append(UnknownFile(one.archive.title, f"{_called(one)} was left out, as you wished."))
            else:
                ready[place] = replace(one, archive=_with(one.archive, told), answered=True)
                if one.archive.shape:
                    archive = ready[place].archive
                    now[archive.shape] = tuple((each.id, archive.answer(each.id)) for each in archive.questions)
        elif left := [question for question in one.archive.questions if not one.archive.answer(question.id)]:
            unknown.append(UnknownFile(one.source.title, _is_open(one, left[0])))
        else:
            ready[place] = replace(one, assumed=True)
    return [_whose(ready[place]) for place in sorted(ready)], unknown


def _whose(one: Found) -> Found:
    """With the owner that the answers name: it decides of which account the archive is."""
    from relate.importers import registry

    importer = registry.importer(one.archive.source_id)
    if one.archive.owner or not one.archive.questions or not isinstance(importer, OwnerAsked):
        return one
    return replace(one, archive=one.archive._replace(owner=importer.owner_answered(one.archive)))


def taken_for_granted(one: Found) -> list[Assumed]:
    """The defaults with which an archive was read that nobody could be asked about."""
    if not one.assumed:
        return []
    said = dict(one.archive.answers)
    return [
        Assumed(one.archive.title, question.id, choice.id, question.words, choice.words, question.column)
        for question in one.archive.questions
        if not (question.sure or question.id in said) and (choice := question.choice(question.default)) is not None
    ]


def _shared(archive: Archive, said: Said) -> Said | None:
    """What answers to another archive of its shape say of this one; None where they leave a question open."""
    answers = dict(said)
    open_ = [question for question in archive.questions if not question.sure]
    if not said or not all(question.choice(answers.get(question.id, "")) for question in open_):
        return None
    return tuple((question.id, answers[question.id]) for question in open_)


def _with(archive: Archive, said: Said) -> Archive:
    """ValueError for what is no choice: whoever asked let something be chosen that is not there."""
    choices = {question.id: question for question in archive.questions}
    for question, choice in said:
        if question not in choices or choices[question].choice(choice) is None:
            raise ValueError(f"{choice!r} is no answer to {question!r}")
    done = archive._replace(answers=tuple({**dict(archive.answers), **dict(said)}.items()))
    if not all(done.answer(question.id) for question in done.questions):
        raise ValueError("a question is still open")
    return done


def _named(archive: Archive, given: Said, unused: dict[tuple[str, str], None]) -> list[tuple[str, str]]:
    """What was given for questions of this archive, named by their ids or their words; it is not unused any more."""
    said = []
    for name, answer in given:
        for question in archive.questions:
            if _same(name, question.id, question.words):
                chosen = [one for one in question.choices if _same(answer, one.id, one.words)]
                if not chosen:
                    choices = ", ".join(one.id for one in question.choices)
                    raise KnownError(f"“{answer}” is no answer to “{name}”: choose one of {choices}.")
                said.append((question.id, chosen[0].id))
                unused.pop((name, answer), None)
    return said


def _same(said: str, *names: str) -> bool:
    return said.strip().casefold() in [name.strip().casefold() for name in names]


def _fits_nothing(given: tuple[str, str], found: Sequence[Found]) -> str:
    asked = [question.id for one in found for question in one.archive.questions]
    if not asked:
        return f"Nothing in these files asks “{given[0]}”: they can be read without an answer."
    more = ", …" if len(asked) > MOST_NAMED else ""
    return f"Nothing in these files asks “{given[0]}”. What they ask: {', '.join(asked[:MOST_NAMED])}{more}."


def _is_open(one: Found, question: Question) -> str:
    choices = " or ".join(f"{question.id}={choice.id}" for choice in question.choices[:MOST_NAMED])
    samples = f" ({', '.join(question.samples)})" if question.samples else ""
    asks = f"{_called(one)} cannot be read without an answer: “{question.words}”{samples}"
    return f"{asks}. Answer with --answer {choices}."


def _called(one: Found) -> str:
    title, file = one.archive.title, one.source.title
    return title if file in title else f"{title} ({file})"
