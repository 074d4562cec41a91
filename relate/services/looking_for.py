"""What the user looks for, and who fits: held in memory, and after a change read again only of those it is about.

`fresh` scans at first: for a reader's thread. Source: design/product.md "To mutual benefit", ranking.md "Candidates".
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from relate.domain.changes import ChangeSet, What
from relate.domain.looking import Found, fits, score, stem, weights, words_of
from relate.services.commanding import Commanding
from relate.store import looking_reads
from relate.store.looking_reads import Line
from relate.store.writing import Database

MOST_AGAIN = 40
"""Of more people than these the whole is read again."""
_LINES = What.WISHES | What.SUGGESTIONS
"""Together they say that a line changed: other wishes name nobody on the day's list."""
_MAY_CHANGE = What.PEOPLE | What.FACTS | What.TIMELINE | What.TIES | What.OWNER | What.IMPORTS


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody who fits a line: how well (0 to 1), which of its words, and where each is found."""

    person: int
    score: float
    found: Mapping[str, Found]

    @property
    def record(self) -> int | None:
        """The newest interaction that speaks for it, where nothing known of them does."""
        said = [where.said for where in self.found.values() if where.said is not None]
        return max(said, default=None)


@dataclass(slots=True)
class LineFits:
    """A line with everybody who fits, by person. found: of all who have any of its words."""

    line: Line
    words: tuple[str, ...]
    weight: dict[str, float]
    fitting: dict[int, Fit] = field(default_factory=dict)

    def best(self) -> list[Fit]:
        """The best first."""
        return sorted(self.fitting.values(), key=lambda fit: (-fit.score, fit.person))

    def judge(self, person: int, found: Mapping[str, Found]) -> None:
        """Whether somebody fits, by the words found with them now."""
        if found and fits(found, self.weight):
            self.fitting[person] = Fit(person, score(found, self.weight), found)
        else:
            self.fitting.pop(person, None)


@dataclass(frozen=True, slots=True)
class FitReason:
    """Why somebody fits what is looked for: the line, and the newest interaction with its words."""

    line: str
    record: int | None


@dataclass(frozen=True, slots=True)
class Fitting:
    """Everybody who fits anything, with the line they fit best; a new one whenever that changed."""

    by_person: Mapping[int, FitReason] = field(default_factory=dict)


NOBODY = Fitting()


class LookingFor:
    """Told of changes on any thread, asked on any reader's."""

    def __init__(self, commanding: Commanding) -> None:
        self._commanding = commanding
        self._noticed = threading.Lock()
        self._reading = threading.Lock()
        self._stale: set[int] | None = None
        """Whom to look at again; None: everybody, and the lines too."""
        self._lines: list[LineFits] = []
        self._fitting = NOBODY

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library."""
        lines_changed = _LINES in changes.what
        if not changes.what & _MAY_CHANGE and not lines_changed:
            return
        with self._noticed:
            if changes.people is None or lines_changed:
                self._stale = None
            elif self._stale is not None:
                self._stale |= changes.people

    # -- reading --------------------------------------------------------------------------------------------------

    def lines(self, database: Database) -> list[LineFits]:
        """The lines in the order they were typed, each with who fits it now."""
        with self._reading:
            self._renew(database)
            return [LineFits(one.line, one.words, dict(one.weight), dict(one.fitting)) for one in self._lines]

    def fitting(self, database: Database) -> Fitting:
        """Who fits, for the day's list: the same value while nothing changed."""
        with self._reading:
            self._renew(database)
            return self._fitting

    def _renew(self, database: Database) -> None:
        with self._noticed:
            stale, self._stale = self._stale, set()
        try:
            if stale is None or (self._lines and len(stale) > MOST_AGAIN):
                self._lines = _read(database)
            elif stale and self._lines:
                self._look_again(database, stale)
            else:
                return
        except BaseException:
            with self._noticed:
                self._stale = None
            raise
        self._fitting = Fitting(_reasons(self._lines)) if self._lines else NOBODY

    def _look_again(self, database: Database, persons: set[int]) -> None:
        words = sorted({word for one in self._lines for word in one.words})
        found = looking_reads.words_of_some(database, words, sorted(persons))
        weightless = {word for one in self._lines for word in one.words if not one.weight.get(word)}
        if any(weightless & here.keys() for here in found.values()):
            self._lines = _read(database)  # a word that nobody had until now weighs something from now on
            return
        for one in self._lines:
            for person in persons:
                here = found.get(person, {})
                one.judge(person, {word: here[word] for word in one.words if word in here})

    # -- acting ---------------------------------------------------------------------------------------------------

    def set_line(self, text: str, uid: str | None = None) -> Future[ChangeSet]:
        """A line more, or another text for one; an empty text takes it away."""
        from relate.store import wish_commands  # with the first line, not with the first list

        which = uid or uuid.uuid4().hex
        return self._commanding.do(lambda database, journal: wish_commands.look_for(database, journal, which, text))


def _read(database: Database) -> list[LineFits]:
    lines = looking_reads.lines(database)
    if not lines:
        return []
    everybody = looking_reads.everybody(database)
    with_word: dict[str, dict[int, Found]] = {}
    result = []
    for line in lines:
        words = tuple(stem(word) for word in words_of(line.text))
        for word in words:
            if word not in with_word:
                with_word[word] = looking_reads.with_word(database, word)
        one = LineFits(line, words, weights({word: len(with_word[word]) for word in words}, everybody))
        for person in {person for word in words for person in with_word[word]}:
            one.judge(person, {word: with_word[word][person] for word in words if person in with_word[word]})
        result.append(one)
    return result


def _reasons(lines: list[LineFits]) -> dict[int, FitReason]:
    best: dict[int, tuple[float, FitReason]] = {}
    for one in lines:
        for person, fit in one.fitting.items():
            if person not in best or fit.score > best[person][0]:
                best[person] = (fit.score, FitReason(one.line.text, fit.record))
    return {person: reason for person, (_, reason) in best.items()}
