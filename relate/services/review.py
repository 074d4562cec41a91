"""Who may be one person: proposals with what speaks for and against them, never joined by themselves.

Callable from any thread; what is listed scans, so it belongs on a thread that reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relate.domain.evidence import HELD, SAID_FIELDS, Evidence, FieldLine, clauses, explain, field_lines, says_values
from relate.domain.matching import Proposal, Scored, Verdict, proposals
from relate.domain.moments import DAY_MS
from relate.domain.pictures import Picture
from relate.services.matching import look
from relate.services.readers import Readers
from relate.store import company_reads, match_reads, review_reads
from relate.store.faces import picture, pictures

if TYPE_CHECKING:
    from relate.domain.changes import ChangeSet
    from relate.services.commanding import Commanding
    from relate.services.settings import Settings

AT_ONCE: Final = 5
"""Pairs to look at that are shown together."""
MOST_CERTAIN: Final = 100
"""Of the certain ones so many are offered together: more than that nobody looks through."""
LATER_DAYS: Final = 30
"""What is decided later is asked again after so many days."""
_ASKED_FROM: Final = 0.5
"""What is less likely than this is listed, but nobody is asked about it."""
_LATER: Final = "review.later"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people that may be one. Each is (person, name).

    probability: that they are, as it was true on made-up worlds. held: one of them is a bare name of an account that
    several people go by, so that what it said is nobody's yet.
    """

    a: tuple[int, str]
    b: tuple[int, str]
    probability: float
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    circle: int | None = None
    networks: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    held: bool = False

    @property
    def persons(self) -> tuple[int, int]:
        return self.a[0], self.b[0]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What Review asks: the certain ones together, then a few at a time. left: how many there are beside these;
    put_off: how many are asked again later."""

    certain: tuple[Pair, ...] = ()
    few: tuple[Pair, ...] = ()
    left: int = 0
    put_off: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people beside each other. since_ms: the first that is known of them; days: on how many you talked."""

    person: int
    name: str
    networks: tuple[str, ...]
    since_ms: int | None
    last_ms: int | None
    days: int
    photo: bytes | None


@dataclass(frozen=True, slots=True)
class Together:
    """Whom some people would be as one. names: what they can be called, faces: the pictures they can have; those that
    result by themselves first."""

    sides: tuple[Side, ...]
    names: tuple[str, ...]
    faces: tuple[Picture, ...]

    @property
    def fuller(self) -> str:
        """A name of several words, where the one that results by itself is a single one, a handle or a first name; one
        without initials, where that one has some."""
        if not self.names or _is_full(self.names[0]):
            return ""
        size = len(self.names[0].split())
        several = [name for name in self.names if len(name.split()) >= max(size, 2)]
        return next(filter(_is_full, several), several[0] if several and size == 1 else "")

    @property
    def days(self) -> int:
        """On how many days you talked with any of them, at most."""
        return sum(side.days for side in self.sides)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two people beside each other, and whom they would be together."""

    here: Side
    there: Side
    lines: tuple[FieldLine, ...]
    together: Together


class Review:
    def __init__(
        self,
        readers: Readers,
        give_way: Callable[[], None] = lambda: None,
        commanding: Commanding | None = None,
        settings: Settings | None = None,
    ) -> None:
        """give_way: called every few milliseconds while everybody is looked at. Without commanding only to read."""
        self._readers = readers
        self._give_way = give_way
        self._commanding = commanding
        self._settings = settings

    def pairs(self) -> list[Pair]:
        """All there are, the surest first; pairs called different are left out. Whoever changed since the last look is
        looked at now, so the answer is that of this moment."""
        database = self._readers.connection()
        found = look(database, self._give_way)
        apart = match_reads.different(database)
        kept = [one for one in match_reads.scored(database) if not {one.a, one.b} & found.looked_at.keys()]
        fresh = [one for one in found.pairs if (one.a, one.b) not in apart]
        return self._listed([*kept, *fresh])

    def agenda(self) -> Agenda:
        """What is to be decided, as far as it was found: people of the circles first, what was put off is left out."""
        database = self._readers.connection()
        later = self._later()
        scored = match_reads.scored(database)
        likely = [one for one in proposals(scored, match_reads.listed(database)) if one.probability >= _ASKED_FROM]
        held = self._held()
        put_off = later.keys() & {*((one.a, one.b) for one in likely), *(pair.persons for pair in held)}
        asked = [one for one in likely if (one.a, one.b) not in later]
        certain = [one for one in asked if one.verdict is Verdict.CERTAIN]
        circles = review_reads.circles(database)
        rest: list[Proposal | Pair] = [one for one in asked if one.verdict is not Verdict.CERTAIN]
        rest += [pair for pair in held if pair.persons not in later]
        rest.sort(key=lambda one: _nearest_first(one, circles))
        few = [told for one in rest[:AT_ONCE] for told in ([one] if isinstance(one, Pair) else self._told([one]))]
        left = max(len(rest) - AT_ONCE, 0)
        return Agenda(tuple(self._told(certain[:MOST_CERTAIN])), tuple(few), left, len(put_off))

    def beside(self, pair: Pair) -> Beside | None:
        """Everything about the two; None when they are not two people any more."""
        together = self.together(pair.persons)
        if len(together.sides) < 2:
            return None
        database = self._readers.connection()
        values = review_reads.values(database, pair.persons)
        signs = [sign for sign in match_reads.SIGNS if any(one.kind == sign for one in pair.evidence)]
        one, other = (values.get(person, {}) for person in pair.persons)
        here, there = together.sides
        return Beside(here, there, field_lines(signs, one, other, company_reads.companies(database)), together)

    def together(self, persons: Sequence[int]) -> Together:
        """Whom some people would be as one; those who are not there any more are left out."""
        database = self._readers.connection()
        lines = review_reads.lines(database, persons)
        sides = tuple(self._side(lines[person]) for person in persons if person in lines)
        names = [review_reads.name_of_both(database, persons), *(side.name for side in sides)]
        told = tuple(dict.fromkeys(name for name in names if name))
        return Together(sides, told, tuple(pictures(database, [side.person for side in sides])))

    # the user's words ------------------------------------------------------------------------------------------------

    def join(self, pairs: Sequence[Pair], name: str = "", face: str = "") -> Future[ChangeSet]:
        """Each pair is one person, all in one step. name: what they are called, face: the hash of their picture, where
        that is not to be the rule's."""
        from relate.store import joining

        groups = [pair.persons for pair in pairs]
        because = in_short(pairs[0]) if len(pairs) == 1 else "looked certain"
        return self._command().do(
            lambda database, journal: joining.merge_groups(database, journal, groups, because, name, face)
        )

    def join_people(self, persons: Sequence[int], name: str = "", face: str = "") -> Future[ChangeSet]:
        """These are one person, by the user's own word. name, face: as in `join`."""
        from relate.store import joining

        return self._command().do(
            lambda database, journal: joining.merge_groups(database, journal, [persons], "", name, face)
        )

    def different(self, pair: Pair) -> Future[ChangeSet]:
        """Different people, for good."""
        from relate.store import joining

        return self._command().do(lambda database, journal: joining.apart(database, journal, *pair.persons))

    def later(self, pair: Pair) -> Future[ChangeSet]:
        """Not now: asked again after a month."""
        assert self._settings is not None
        until = self._today() + LATER_DAYS
        kept = [[*ends, day] for ends, day in self._later().items() if ends != pair.persons]
        return self._settings.set(_LATER, json.dumps([*kept, [*pair.persons, until]]))

    def now(self) -> Future[ChangeSet]:
        """Whatever was put off is asked now."""
        assert self._settings is not None
        return self._settings.set(_LATER, "[]")

    def _command(self) -> Commanding:
        assert self._commanding is not None, "opened to read"
        return self._commanding

    def _today(self) -> int:
        return self._command().clock() // DAY_MS

    def _later(self) -> Mapping[tuple[int, int], int]:
        """The pairs that were put off, with the day they are asked again."""
        if self._settings is None:
            return {}
        told = json.loads(self._settings.get(_LATER, "[]"))
        today = self._today()
        return {(int(a), int(b)): int(day) for a, b, day in told if day > today}

    # reading ---------------------------------------------------------------------------------------------------------

    def _listed(self, scored: Sequence[Scored]) -> list[Pair]:
        made = proposals(scored, match_reads.listed(self._readers.connection()))
        return [*self._told(made), *self._held()]

    def _told(self, made: Sequence[Proposal]) -> list[Pair]:
        database = self._readers.connection()
        people = sorted({person for one in made for person in (one.a, one.b)})
        lines = review_reads.lines(database, people)
        told = sorted({person for one in made if says_values(one.signs) for person in (one.a, one.b)})
        values = review_reads.values(database, told, SAID_FIELDS)
        together = company_reads.companies(database)
        return [
            _pair(
                lines[one.a],
                lines[one.b],
                one.probability,
                one.verdict,
                explain(one.signs, values.get(one.a, {}), values.get(one.b, {}), together),
            )
            for one in made
            if one.a in lines and one.b in lines
        ]

    def _held(self) -> list[Pair]:
        """Bare names that wait, each with everybody it fits: which of them it is, nothing but the user knows."""
        database = self._readers.connection()
        apart = match_reads.different(database)
        fits: Mapping[int, Sequence[int]] = {
            name: [who for who in people if (min(name, who), max(name, who)) not in apart]
            for name, people in review_reads.held(database).items()
        }
        lines = review_reads.lines(database, sorted({*fits, *(who for people in fits.values() for who in people)}))
        evidence = (Evidence(HELD, True),)
        return [
            _pair(
                lines[name],
                lines[who],
                1 / (len(people) + 1),
                Verdict.POSSIBLE,
                evidence,
                held=True,
            )
            for name, people in fits.items()
            for who in people
            if name in lines and who in lines
        ]

    def _side(self, line: review_reads.Line) -> Side:
        database = self._readers.connection()
        since = [at for at in (line.first_contact, line.connected_at) if at is not None]
        return Side(
            line.id,
            line.name,
            tuple(line.networks.split()),
            min(since, default=None),
            line.last_contact,
            line.contact_days,
            picture(database, line.id) if line.has_photo else None,
        )


def _is_full(name: str) -> bool:
    """Whether a name has several words, none of them an initial."""
    words = name.split()
    return len(words) > 1 and all(len(word.rstrip(".")) > 1 for word in words)


def in_short(pair: Pair) -> str:
    """What spoke for a pair, as it is kept with the link: "likely, 97 %: the names agree, …"."""
    favours, _ = clauses(pair.evidence)
    return f"{pair.verdict}, {pair.probability:.0%}: {favours}"


def _pair(
    one: review_reads.Line,
    other: review_reads.Line,
    probability: float,
    verdict: Verdict,
    evidence: tuple[Evidence, ...],
    held: bool = False,
) -> Pair:
    circle = min((line.circle for line in (one, other) if line.circle is not None), default=None)
    networks = (tuple(one.networks.split()), tuple(other.networks.split()))
    return Pair((one.id, one.name), (other.id, other.name), probability, verdict, evidence, circle, networks, held)


def _nearest_first(one: Proposal | Pair, circles: Mapping[int, int]) -> tuple[float, float, tuple[int, int]]:
    """People of the inner circles first, then the surest."""
    ends = one.persons if isinstance(one, Pair) else (one.a, one.b)
    return min(circles.get(person, float("inf")) for person in ends), -one.probability, ends
